"""The declarations of intent of the annual report, and lists of the same kind with something changed.

Numbers, departments, statuses and words are typed from the printed list. The coloured marks of the print are pictures
and not in the text: of the statuses only the dash is.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ingest_papers import reading_of, said

from budgettui.domain.paper.reading import Intention, Reading
from budgettui.export.inspect_report import inspect_report
from budgettui.ingest import read_bytes
from budgettui.store import open_store
from command_line import Run

NAME = "002_943724dc9a63f466.txt"

#: Who answers for the declarations, ten a line.
DEPARTMENTS = """
MSB MSB MSB MSB MBU MBU MSB MBU MBU MSB
MBU MBU MSB MSB BA  MTM MSB MBU BA  MKB
MKB MKB BA  MKB BA  BA  BA  BA  BA  BA
BA  MBU MSO MSO MSO MTM MSO MSO BA  MSO
MSO BA  MBU MSO AE  MTM MTM MTM BA  MTM
MTM MTM MTM MTM MTM MTM MTM MTM MTM BA
BA  BA  BA  BA
""".replace("AE", "Aarhus_Ejendomme").split()

#: Those with a dash in the column of the status.
NOT_STARTED = {13, 14, 16, 43}

#: The first line of the text, its last, and the lines whose hyphen is the printer's.
LINES = {
    1: (2995, 2998, set[int]()),
    3: (3011, 3014, {3012, 3013}),
    12: (3088, 3092, {3088}),
    18: (3121, 3124, set[int]()),
    23: (3159, 3162, {3159}),
    26: (3174, 3177, {3175, 3176}),
    36: (3238, 3241, {3238, 3239, 3240}),
    41: (3276, 3279, {3278}),
    45: (3293, 3297, {3295, 3296}),
    47: (3306, 3311, {3306}),
    64: (3428, 3430, set[int]()),
}

#: The first words and the last, where a line of the print holds more than the text.
ENDS = {
    11: ("Forligsparterne enige i,", "på kerneopgaven"),
    13: ("I første kvartal 2025", "og beskæftigelsesudvalget"),
    16: ("I 2025 evalueres ordningen", "skal videreføres."),
    19: ("Forligsparterne er enige", "til finansieringsmodel."),
    20: ("Herudover ønsker", "af betalingsparkering."),
    29: ("Forligsparterne er enige", "identificere phishing mails."),
    35: ("Forligsparterne ønsker, at", "de kommende år"),
    42: ("Budgetmodellen for tandplejen", "udvidede målgruppe."),
    43: ("[Tandplejen] Efter 2026", "private tandlæger."),
    56: ("Forligsparterne ønsker, at", "forslag til finansiering"),
    60: ("Forligsparterne ønsker, at", "i foråret 2024"),
    61: ("Forligsparterne ønsker, at", "bag anlægsinvesteringsplanen."),
}


@pytest.fixture
def report(seeds: Path) -> Path:
    return seeds / NAME


@pytest.fixture
def reading(report: Path) -> Reading:
    return reading_of(report)


def by_number(reading: Reading) -> dict[int, Intention]:
    return {one.number: one for one in reading.intentions}


def doubts(reading: Reading) -> dict[str, list[str]]:
    """What is said of each doubtful declaration."""
    found: dict[str, list[str]] = {}
    for finding in reading.findings:
        if finding.message.startswith("Hensigtserklæring "):
            found.setdefault(finding.row or "", []).append(finding.message)
    return found


def test_all_are_read_in_order(reading: Reading) -> None:
    assert [one.number for one in reading.intentions] == list(range(1, 65))
    assert doubts(reading) == {}


def test_who_answers_for_each(reading: Reading) -> None:
    assert [one.department.replace(" ", "_") for one in reading.intentions] == DEPARTMENTS


def test_the_status_is_the_printed_one_or_none(reading: Reading) -> None:
    assert {one.number for one in reading.intentions if one.status == "not_started"} == NOT_STARTED
    assert {one.status for one in reading.intentions} == {"not_started", None}
    (note,) = [f for f in reading.findings if "ingen status" in f.message]
    assert note.severity == "note"
    assert note.message.startswith("60 af 64 ")


@pytest.mark.parametrize("number", LINES)
def test_the_whole_text(reading: Reading, report: Path, number: int) -> None:
    first, last, soft = LINES[number]
    assert by_number(reading)[number].text == said(report, first, last, soft=soft)


@pytest.mark.parametrize("number", ENDS)
def test_the_text_ends_before_the_department(reading: Reading, number: int) -> None:
    text = by_number(reading)[number].text
    first, last = ENDS[number]
    assert text.startswith(first)
    assert text.endswith(last)


def test_nothing_of_the_page_is_in_a_text(reading: Reading) -> None:
    for one in reading.intentions:
        assert not one.text.endswith(("MSB", "MBU", "MTM", "MSO", "MKB", "BA", "-", "Ejendomme"))
        assert one.text[0].isupper() or one.text[0] == "["
        for word in ("Hensigtserklæring", "Status", "Note:", "AARHUS KOMMUNE", "- \n"):
            assert word not in one.text


def test_where_they_stand(reading: Reading) -> None:
    own = by_number(reading)
    assert (own[1].source.line, own[1].source.last_line) == (2993, 3000)
    assert (own[13].source.line, own[13].source.last_line) == (3096, 3097)
    assert (own[42].source.line, own[42].source.last_line) == (3283, 3283)
    assert (own[61].source.line, own[61].source.last_line) == (3404, 3409)
    assert (own[64].source.line, own[64].source.last_line) == (3427, 3432)


def test_they_are_kept_counted_and_shown(report: Path, reading: Reading, tmp_path: Path, run: Run) -> None:
    store = tmp_path / "x.db"
    assert ", 64 hensigtserklæringer, " in run("--db", store, "--actor", "KW", "import", report).printed
    with open_store(store) as opened:
        (document,) = opened.documents()
        assert opened.reading(document.id).intentions == reading.intentions
    shown = inspect_report(reading).split("\n")
    start = shown.index("Hensigtserklæringer (64)")
    assert shown[start + 1].startswith("  1 · MSB · ")
    assert any(" · MTM · ikke påbegyndt · " in line for line in shown[start:])


# -- the same report with something changed


def changed(report: Path, number: int, before: str, after: str) -> Reading:
    """The report with ``before`` on one line replaced; an empty ``before`` puts ``after`` over the line."""
    lines = report.read_text(encoding="utf-8").split("\n")
    line = lines[number - 1]
    assert before in line
    lines[number - 1] = line.replace(before, after) if before else after + line
    return read_bytes(NAME, "\n".join(lines).encode())


def texts(reading: Reading) -> list[tuple[int, str, str, str | None]]:
    return [(one.number, one.text, one.department, one.status) for one in reading.intentions]


def test_the_head_and_the_foot_of_a_page_inside_a_text_are_left_out(reading: Reading, report: Path) -> None:
    furniture = (
        "\n\n\nÅRSBERETNING 2024                \n\n57   AARHUS KOMMUNE\n\nBilag 2: Hensigtserklæringer\n"
        "Nr. Hensigtserklæring i budget 2024 Status\n"
    )
    paged = changed(report, 3056, "", furniture)
    assert texts(paged) == texts(reading)
    assert doubts(paged) == {}


def test_the_head_repeated_between_two(reading: Reading, report: Path) -> None:
    paged = changed(report, 3127, "", "Nr. Hensigtserklæring i budget 2024 Status\n\n")
    assert texts(paged) == texts(reading)
    assert doubts(paged) == {}


def test_one_that_is_gone_is_said(reading: Reading, report: Path) -> None:
    line = report.read_text(encoding="utf-8").split("\n")[3282]
    fewer = changed(report, 3283, line, "")
    assert texts(fewer) == [one for one in texts(reading) if one[0] != 42]
    assert list(doubts(fewer)) == ["43"]
    assert "springer" in doubts(fewer)["43"][0]


def test_a_department_that_is_gone_is_said(reading: Reading, report: Path) -> None:
    without = changed(report, 3198, "mails. BA", "mails.")
    own = by_number(without)
    assert [one.number for one in without.intentions] == list(range(1, 65))
    assert own[29].department == ""
    assert own[29].text == by_number(reading)[29].text
    assert "afdeling" in doubts(without)["29"][0]
    assert own[30] == by_number(reading)[30]


def test_a_department_named_last_in_the_text_is_text(report: Path) -> None:
    named = changed(report, 3198, "mails. BA", "mails fra BA")
    assert by_number(named)[29].text.endswith("mails fra BA")
    assert "29" in doubts(named)


def test_a_mark_that_is_not_known_is_no_status(report: Path) -> None:
    marked = changed(report, 3110, "MTM -", "MTM ☹")
    assert by_number(marked)[16].status is None
    assert "☹" in doubts(marked)["16"][0]


def test_what_stands_between_two_is_said(reading: Reading, report: Path) -> None:
    led = changed(report, 3127, "", "\nEn overskrift om idræt\n\n")
    assert by_number(led)[18].text == by_number(reading)[18].text
    assert {"18", "19"} <= set(doubts(led))


def test_a_line_that_begins_with_a_date_is_text(report: Path) -> None:
    dated = changed(report, 3162, "efter 2 år.", "den\n24. december.")
    own = by_number(dated)
    assert own[23].text.endswith("evalueres den 24. december.")
    assert own[24].text.startswith("Forligsparterne ønsker derfor")
    assert "23" in doubts(dated)  # it could have been the next one


@given(
    width=st.sampled_from([40, 60, 80, 100, 140]),
    form=st.sampled_from(["cells", "spaced", "inline"]),
    between=st.sampled_from(["", "\n"]),
    gone=st.frozensets(st.integers(1, 64), max_size=12),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_lines_and_the_rows_nothing_is_wrong_and_not_marked(
    report: Path, width: int, form: str, between: str, gone: frozenset[int]
) -> None:
    reading = reading_of(report)
    kept = [one for one in reading.intentions if one.number not in gone]
    head = report.read_text(encoding="utf-8").split("\n")[2988:2992]
    rows = between.join(laid_out(one, width, form) for one in kept)
    area = "1 Områder\n\nÅrsberetning\n\n"
    again = read_bytes(NAME, f"{area}{chr(10).join(head)}\n{rows}\nNote: Senere opgaver har en streg.\n".encode())
    own, doubtful = by_number(again), doubts(again)
    # A gap in the numbers is said of the row after it; a list without its note's space, of its last.
    allowed = {str(number) for number in own if number - 1 not in own} | {"44", "45", str(kept[-1].number)}
    assert doubtful.keys() <= allowed
    for one in kept:
        found = own.get(one.number)
        right = found is not None and (found.text, found.department, found.status) == (
            one.text, one.department, one.status,
        )  # fmt: skip
        assert right or (str(one.number) in doubtful if found else doubtful), one.number


def laid_out(one: Intention, width: int, form: str) -> str:
    """A declaration on lines of a width: its cells under each other, apart, or at the end of the text."""
    text = "\n".join(textwrap.wrap(one.text, width, break_on_hyphens=False, break_long_words=False))
    dash = "-" if one.status else ""
    if form == "cells":
        return f"{one.number}.\n{text}\n{one.department}\n{dash}\n"
    if form == "spaced" or not one.department.isupper():
        return f"{one.number}.\n\n{text}\n\n{one.department} {dash}\n"
    return f"{one.number}. {text} {one.department} {dash}\n"


# -- lists of the kind


def listed(*lines: str, title: str = "Hensigtserklæringer") -> Reading:
    head = "Dagsorden\n\n1 Til orientering\n1.1 Budgetforlig\n\nReferat\n\nBilag\n\n"
    return read_bytes("liste.txt", "\n".join([head, title, *lines, ""]).encode())


def test_statuses_in_words_and_several_departments() -> None:
    reading = listed(
        "Nr. Hensigtserklæring Ansvarlig Status",
        "1. Der laves en plan for de grønne områder. MTM, MKB Opfyldt",
        "2. Der laves en analyse af pladserne. MSB og MBU I gang",
        "3. Der evalueres efter to år.",
        "Sundhed og Omsorg",
        "Ikke påbegyndt",
    )
    assert texts(reading) == [
        (1, "Der laves en plan for de grønne områder.", "MTM, MKB", "fulfilled"),
        (2, "Der laves en analyse af pladserne.", "MSB og MBU", "under_way"),
        (3, "Der evalueres efter to år.", "Sundhed og Omsorg", "not_started"),
    ]
    assert doubts(reading) == {}


@pytest.mark.parametrize("gap", ["", "\n"])
def test_numbers_in_the_middle_of_their_texts_are_never_read_as_certain(gap: str) -> None:
    rows = [
        f"Der skal nu laves en plan for sag {name}\n{number}. Planen har tre dele MSB\nog den sendes i høring"
        for number, name in enumerate("abcde", 1)
    ]
    reading = listed("Nr. Hensigtserklæring Status", *(row + gap for row in rows))
    assert {str(one.number) for one in reading.intentions} <= doubts(reading).keys()


CELLS_ON_THE_LINE = """Status på hensigtserklæringer i budgetforliget 2024

Nr. Hensigtserklæring Ansvarlig Status
1 Der skal laves en plan for flere
ladestandere ved kommunens haller. Teknik og Miljø Gennemført
2 Byrådet ønsker en analyse af
transporten til specialtilbud. Børn og Unge I gang
3 Der skal ses på fælles indkøb af
hjælpemidler med nabokommunerne. Sundhed og Omsorg Ikke påbegyndt
4 Partierne er enige om at følge
brugen af vikarer. Sundhed og Omsorg I gang
"""

CELLS_WITH_LABELS = """Hensigtserklæringer

1. Flere lærlinge
Parterne er enige om, at kommunen skal tage flere lærlinge i 2024.
Ansvarlig: Borgmesterens Afdeling
Status: Opfyldt

2. Grønne indkøb
Magistraten skal lægge en plan for grønne indkøb frem i foråret.
Ansvarlig: Teknik og Miljø
Status: Under vejs

3. Boliger til unge
Der skal findes 40 boliger til unge uden fast bopæl.
Ansvarlig: Sociale Forhold og Beskæftigelse
Status: Ikke igangsat
"""


@pytest.mark.parametrize(
    ("text", "departments", "first"),
    [
        (
            CELLS_ON_THE_LINE,
            ["Teknik og Miljø", "Børn og Unge", "Sundhed og Omsorg", "Sundhed og Omsorg"],
            "Der skal laves en plan for flere ladestandere ved kommunens haller.",
        ),
        (
            CELLS_WITH_LABELS,
            ["Borgmesterens Afdeling", "Teknik og Miljø", "Sociale Forhold og Beskæftigelse"],
            "Flere lærlinge Parterne er enige om, at kommunen skal tage flere lærlinge i 2024.",
        ),
    ],
)
def test_cells_behind_the_text_and_cells_with_labels(text: str, departments: list[str], first: str) -> None:
    reading = read_bytes("status.txt", text.encode())
    assert [i.department for i in reading.intentions] == departments
    assert [i.status for i in reading.intentions][:3] == ["fulfilled", "under_way", "not_started"]
    assert reading.intentions[0].text == first
    assert reading.findings == ()


def test_departments_of_another_municipality_are_learned_from_the_column() -> None:
    reading = listed(
        "Nr. Hensigtserklæring", "",
        "1. Der laves en plan for skolernes tage.", "", "BKF", "",
        "2. Der laves en analyse af havnen.", "", "BKF", "",
        "3. Der laves en oversigt over veje. BKF",
    )  # fmt: skip
    assert [(one.number, one.department) for one in reading.intentions] == [(1, "BKF"), (2, "BKF"), (3, "BKF")]
    assert doubts(reading) == {}


AGREED = """Aftale om budget 2027

Parterne har indgået aftale om kommunens budget for de næste fire år.

{heading}

{first} Parterne er enige om, at udvalget i foråret ser på, hvordan stierne langs havnen
kan hænge sammen.

{second} Parterne vil følge, om de små skoler har børn nok.

Afslutning

Aftalen gælder, til et nyt budget er vedtaget.
"""


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Hensigtserklæringer", "1.", "2."),
        ("5. Hensigtserklæringer i aftalen", "1)", "2)"),
        ("Parterne er enige om følgende hensigtserklæringer:", "•", "•"),
        ("3. Hensigtserklæringer", "a)", "b)"),
        ("Andre punkter", "Hensigtserklæring 1: Stier\n\n", "Hensigtserklæring 2: Skoler\n\n"),
    ],
)
def test_declarations_of_an_agreement_are_read_whole_and_say_that_nobody_answers(
    heading: str, first: str, second: str
) -> None:
    reading = read_bytes("aftale.txt", AGREED.format(heading=heading, first=first, second=second).encode())
    texts = [
        "Parterne er enige om, at udvalget i foråret ser på, hvordan stierne langs havnen kan hænge sammen.",
        "Parterne vil følge, om de små skoler har børn nok.",
    ]
    assert [(i.number, i.text.split("\n\n")[-1], i.department) for i in reading.intentions] == [
        (1, texts[0], ""), (2, texts[1], ""),
    ]  # fmt: skip
    assert ["ingen ansvarlig afdeling" in f.message for f in reading.findings] == [True]
    titles = [s.title for s in reading.papers[0].sections]
    assert titles[-1] == "Afslutning"
    assert not any(title.startswith("Parterne er enige om, at") for title in titles)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Økonomi", "2. Proces"), ("1. Det første er afgjort.", "3. Det tredje er afgjort."),
        ("• Stier", "• Skoler"), ("• Parterne vil mødes igen.", "Økonomi\n\nDer er penge nok.\n\n• Det er godt."),
    ],
    ids=["contents", "a number is gone", "no sentences", "another heading"],
)
def test_marked_words_that_are_no_declarations_are_not_read(first: str, second: str) -> None:
    reading = listed("", first, "", second)
    assert reading.intentions == ()


def test_declarations_that_nothing_marks_are_said_to_be_unread() -> None:
    reading = listed("", "Havnen", "Parterne vil have en plan.", "", "Skoler", "Parterne vil følge skolerne.")
    assert reading.intentions == ()
    assert ["blev ikke læst" in f.message for f in reading.findings] == [True]


def test_a_committee_answers_for_a_declaration() -> None:
    reading = listed(
        "1 Parterne vil have en plan for torvet. Økonomiudvalget",
        "2 Parterne vil se på, hvad det koster at holde svømmehallen",
        "åben om søndagen. Kultur- og Fritidsudvalget",
    )
    assert [(i.text[-9:], i.department) for i in reading.intentions] == [
        ("r torvet.", "Økonomiudvalget"), ("søndagen.", "Kultur- og Fritidsudvalget"),
    ]  # fmt: skip
    assert doubts(reading) == {}


def test_the_word_in_running_text_is_no_list(reading: Reading) -> None:
    reading = listed("Her er en status på hensigtserklæringerne.", "1. kvartal gik godt. MSB", "2. kvartal også. MSB")
    assert reading.intentions == ()
