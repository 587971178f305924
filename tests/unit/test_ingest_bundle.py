"""A whole bundle: minutes, two proposals and a list of enclosures. What it must carry was read in the paper itself.

The second half are small papers in the same forms, for what that one does not show.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ingest_papers import reading_of, said

from budgettui.domain.paper.reading import AgendaItem, Paper, Reading, Table
from budgettui.ingest import read_bytes

NAME = "001_f13796605f7b1437.txt"


@pytest.fixture
def bundle(seeds: Path) -> Path:
    return seeds / NAME


@pytest.fixture
def reading(bundle: Path) -> Reading:
    return reading_of(bundle)


@pytest.fixture
def first(reading: Reading) -> Paper:
    return reading.papers[0]


@pytest.fixture
def second(reading: Reading) -> Paper:
    return reading.papers[1]


def items_by_number(reading: Reading) -> dict[str | None, AgendaItem]:
    return {item.number: item for item in reading.agenda_items}


# -- the meeting


def test_what_the_meeting_is(reading: Reading) -> None:
    assert reading.kind == "bundle"
    assert reading.body == "Rådmandsmøde"
    assert reading.department == "Sociale Forhold og Beskæftigelse"
    assert reading.municipality == "Aarhus Kommune"
    assert reading.title is None


def test_no_date_is_printed_and_none_is_given(reading: Reading) -> None:
    """23.05.18, 28. maj and 30. maj 2018 stand near; each is the date of something else."""
    assert reading.date is None


def test_the_participants_with_initials_or_role(reading: Reading) -> None:
    assert [(p.initials, p.role, p.party, p.attendance) for p in reading.participants] == [
        ("KW", None, None, "present"),
        ("EKH", None, None, "present"),
        ("VJ", None, None, "present"),
        ("LH", None, None, "present"),
        ("BHA", None, None, "present"),
        ("JLH", None, None, "present"),
        (None, "referent", None, "present"),
    ]
    *members, writer = (re.split("[ -]", p.name) for p in reading.participants)
    assert ["".join(word[0] for word in name) for name in members] == ["KW", "EKH", "VJ", "LH", "BHA", "JLH"]
    assert len(writer) > 1


def test_the_agenda_is_one_of_minutes_and_enclosures(reading: Reading) -> None:
    assert [(i.number, i.type, i.title) for i in reading.agenda_items] == [
        ("1", "section", "Til godkendelse"),
        ("1.1", "item", "Dagsorden"),
        ("1.2", "item", "Referat"),
        ("1.3", "item", "Fremadrettet brug af deltagerbudgetter i MSB"),
        ("1.4", "item", "Opfølgning på mål og økonomi efter 1. kvartal 2018"),
        ("1.5", "item", "Opfølgning på budgetforlig 1. kvartal 2018"),
        ("2", "section", "Til drøftelse"),
        ("3", "section", "Til orientering"),
        ("3.1", "item", "Orientering fra Magistraten"),
        ("3.2", "item", "Orientering om Udvalgsmødet"),
        ("3.3", "item", "Bordrunde"),
    ]
    assert {i.open for i in reading.agenda_items} == {None}
    lines = {i.number: i.source.line for i in reading.agenda_items}
    assert (lines["1.1"], lines["1.3"], lines["1.5"], lines["3.3"]) == (18, 1084, 1092, 44)


def test_the_enclosures_of_each_item(reading: Reading) -> None:
    attachments = {number: item.attachments for number, item in items_by_number(reading).items()}
    assert attachments["1.1"] == ()
    assert attachments["1.2"] == ("Referat - Rådmandsmøde - 23.05.18",)
    assert attachments["1.4"] == (
        "Rådmandsindstilling - Opfølgning på mål og økonomi efter 1. kvartal 2018",
        "Bilag 1 - Statusrapport overordnet",
        "Bilag 2- Statusrapport detaljeret",
    )
    assert len(attachments["1.5"]) == 2
    assert attachments["3.1"] == ("Referat Magistratsmødet d. 28. maj 2018",)
    assert sum(map(len, attachments.values())) == 10


def test_what_was_minuted(reading: Reading, bundle: Path) -> None:
    items = items_by_number(reading)
    assert items["1.1"].minutes == said(bundle, 19, 19)
    assert items["1.2"].minutes == said(bundle, 22, 22)
    assert items["3.1"].minutes == said(bundle, 27, 27)
    assert items["3.2"].minutes == "\n\n".join([said(bundle, 30, 30), said(bundle, 32, 33), said(bundle, 39, 42)])
    assert items["3.3"].minutes == "-"
    assert [n for n, item in items.items() if item.minutes is None] == ["1", "1.3", "1.4", "1.5", "2", "3"]
    assert not any(item.decision_points for item in items.values())


def test_the_one_follow_up(reading: Reading) -> None:
    (action,) = reading.actions
    assert action.responsible == ("VJ", "EKH")
    assert action.agenda_item == "3.2"
    assert action.text.startswith("VJ / EKH følger op med")
    assert action.due is None
    assert action.source.line == 42


# -- the proposals


def test_the_heads_of_the_proposals(first: Paper, second: Paper) -> None:
    assert (first.kind, first.title) == ("proposal", "Fremadrettet brug af deltagerbudgetter i MSB")
    assert (first.date, first.to, first.from_) == ("2018-05-30", "Rådmanden", "MSB")
    assert (first.case_number, first.agenda_item) == ("18/023812-1", "1.3")
    assert second.title == "Opfølgning på mål og økonomi efter 1. kvartal 2018"
    assert (second.date, second.to, second.from_) == ("2018-05-28", "Rådmandsmøde", "Økonomi")
    assert (second.case_number, second.agenda_item) == (None, "1.4")
    assert (first.source.line, first.source.last_line, second.source.line) == (46, 685, 686)


def test_six_decision_points_whole(first: Paper, second: Paper, bundle: Path) -> None:
    assert [(p.number, p.text) for p in first.decision_points] == [
        (1, said(bundle, 142, 144, after="At 1)")),
        (2, said(bundle, 148, 152, after="At 2)")),
        (3, said(bundle, 156, 162, soft={156, 158, 160}, after="At 3)")),
    ]
    assert [(p.number, p.text) for p in second.decision_points] == [
        (1, said(bundle, 698, 700, after="At 1)")),
        (2, said(bundle, 702, 706, after="At 2)")),
        (3, said(bundle, 708, 710, after="At 3)")),
    ]
    assert [(p.source.line, p.source.last_line) for p in first.decision_points] == [(142, 144), (148, 152), (156, 162)]
    assert [(p.source.page, p.source.line) for p in second.decision_points] == [(10, 698), (10, 702), (10, 708)]
    assert "mål- og økonomi" in second.decision_points[1].text


@pytest.mark.parametrize("place", [0, 1])
def test_the_sections_in_order(reading: Reading, place: int) -> None:
    numbered = [(s.number, s.title) for s in reading.papers[place].sections if s.number]
    services = ("Ydelser", "Ydelse")[place]
    assert numbered == [
        ("1", "Resume"),
        ("2", "Beslutningspunkter"),
        ("3", "Baggrund"),
        ("4", "Effekt"),
        ("5", services),
        ("6", "Organisering"),
        ("7", "Ressourcer"),
    ]


def section(paper: Paper, number: str) -> str:
    return next(s.text for s in paper.sections if s.number == number)


def test_words_over_line_ends_and_the_box_in_mid_section(first: Paper, bundle: Path) -> None:
    paragraphs = section(first, "1").split("\n\n")
    assert paragraphs[0] == said(bundle, 69, 83, soft={71, 75, 79, 81})
    assert paragraphs[1] == said(bundle, 87, 99, soft={95})
    assert paragraphs[2] == said(bundle, 103, 111, soft={107})
    # "Til/Fra/Dato" stands on lines 115 to 119, between two paragraphs of the section.
    assert paragraphs[3] == said(bundle, 120, 136, soft={120, 126})
    assert len(paragraphs) == 4


def test_a_box_in_mid_sentence(second: Paper, bundle: Path) -> None:
    assert section(second, "3").split("\n\n")[0] == said(bundle, 713, 717) + " " + said(bundle, 722, 723)


def test_lists_and_subheadings_keep_their_own_paragraphs(first: Paper, second: Paper, bundle: Path) -> None:
    background = section(first, "3").split("\n\n")
    assert said(bundle, 192, 198, soft={192, 194}) in background
    assert said(bundle, 200, 207) in background  # over a page break
    assert said(bundle, 253, 255, soft={253}) in background
    assert "Opsyn med projekternes indhold" in section(first, "5").split("\n\n")
    effects = section(second, "4").split("\n\n")
    assert [p for p in effects if p in {"Socialforvaltningen", "Beskæftigelsesforvaltningen"}] == [
        "Socialforvaltningen",
        "Beskæftigelsesforvaltningen",
    ]
    assert said(bundle, 889, 894) in effects  # a bullet over a page break
    resources = section(second, "7").split("\n\n")
    for heading in ("Forsørgelsesudgifterne", "Danskundervisning", "Kommunal medfinansiering på psykiatriområdet"):
        assert heading in resources
    assert section(second, "6") == "-"


def test_hyphens_that_belong_to_the_words(first: Paper, second: Paper, bundle: Path) -> None:
    every = "\n".join(s.text for paper in (first, second) for s in paper.sections)
    for words in ("budget- og regnskabsmateriale", "BPA-området", "ikke-decentraliserede", "§ 18-midlerne", "2014-15"):
        assert words in every
    assert "deltagerbudgetter" in every
    assert "delta-" not in every
    assert "- og" in every


def test_nothing_of_the_page_is_in_the_text(first: Paper, second: Paper) -> None:
    every = "\n".join(s.text for paper in (first, second) for s in paper.sections)
    for furniture in ("Side 2", "http", "Sagsbehandler", "E-post", "Tegn:", "Tlf.", "Dato 30. maj", "Fra Økonomi"):
        assert furniture not in every
    for figure in ("3.274", "4.879", "Ajourført \nbudget"):
        assert figure not in every


def test_the_enclosures_of_the_second_proposal(second: Paper) -> None:
    assert second.sections[-1].title == "Bilag"
    assert len(second.sections[-1].text.split("\n\n")) == 2
    assert first_title(second) == "Resume"


def first_title(paper: Paper) -> str:
    return paper.sections[0].title


def test_the_lead_of_the_first_proposal(first: Paper, bundle: Path) -> None:
    assert first_title(first) == "Indstilling"
    assert first.sections[0].text == said(bundle, 55, 63, soft={55, 61})


# -- the tables


def cells(table: Table) -> list[tuple[str, tuple[str | None, ...], str, int]]:
    return [(row.label, row.values, row.kind, row.level) for row in table.rows]


def test_the_first_table(reading: Reading) -> None:
    table = reading.tables[0]
    assert table.unit == "mio. kr."
    assert table.paper == "Opfølgning på mål og økonomi efter 1. kvartal 2018"
    assert table.department == "Sociale Forhold og Beskæftigelse"
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("Ajourført budget", 2018, "adjusted"),
        ("Forventet regnskab", 2018, "forecast"),
        ("Forventet merudgift", 2018, "variance"),
    ]
    assert cells(table) == [
        ("Sociale Forhold og Beskæftigelse", ("3274", "3270", "-4"), "total", 0),
        ("Socialforvaltningen", ("2431", "2447", "17"), "subtotal", 1),
        ("Familier, Børn og Unge", ("914", "908", "-6"), "line", 2),
        ("VoksenHandicap", ("977", "990", "13"), "line", 2),
        ("Socialpsykiatri og Udsatte Voksne", ("453", "463", "10"), "line", 2),
        ("Tværgående", ("87", "87", "0"), "line", 2),
        ("Beskæftigelsesforvaltningen", ("726", "706", "-20"), "line", 1),
        ("Fællesstabe og fællesfunktioner", ("117", "117", "0"), "line", 1),
    ]
    assert all(row.certain for row in table.rows)
    assert table.rows[5].printed == ("87", "87", "-0")
    assert [row.source.line for row in table.rows] == [947, 949, 951, 953, 955, 957, 959, 961]


def test_the_second_table_with_numbers_in_its_labels(reading: Reading) -> None:
    table = reading.tables[1]
    assert [(c.year, c.phase) for c in table.columns] == [(2017, "adjusted"), (2017, "forecast"), (2017, "variance")]
    assert cells(table) == [
        ("Drift i alt", ("4879", "4705", "-174"), "total", 0),
        ("Socialforvaltningen", ("110", "92", "-18"), "line", 1),
        ("Beskæftigelsesforvaltningen 1.44", ("4710", "4566", "-144"), "line", 1),
        ("Beskæftigelsesforvaltningen 1.45 (dansk)", ("59", "47", "-12"), "line", 1),
    ]
    assert all(row.certain for row in table.rows)  # 4.566 − 4.710 is −144: the columns prove the split
    assert len(reading.tables) == 2


def test_what_a_reviewer_should_see(reading: Reading) -> None:
    assert not [f for f in reading.findings if f.severity == "error"]
    assert {f.printed for f in reading.findings if f.code == "doubtful_number"} == {"50-60 mio. kr.", "12-15 mio. kr."}
    (year,) = [f for f in reading.findings if f.code == "other"]
    assert (year.table, year.printed) == ("Ikke-decentraliserede områder 2017", "2017")
    assert not [f for f in reading.findings if f.code in {"unread_table", "doubtful_row"}]


def test_sums_named_in_the_text(reading: Reading) -> None:
    amounts = {(a.source.line, a.printed): a.kroner for a in reading.amounts}
    assert amounts[(105, "200.000 kr.")] == "200000"
    assert amounts[(764, "5,8 mio. kr.")] == "5800000"
    assert amounts[(765, "28,2 mio. kr.")] == "28200000"
    assert amounts[(886, "1 mia. kr.")] == "1000000000"
    assert amounts[(887, "50-60 mio. kr.")] is None
    # Over a line end: "57" on one line, "mio. kr." on the next.
    assert amounts[(965, "57 mio. kr.")] == "57000000"


# -- variations


def test_crlf_and_form_feeds_change_nothing_but_the_pages(bundle: Path, reading: Reading) -> None:
    text = bundle.read_text(encoding="utf-8")
    same = read_bytes(NAME, text.replace("\n", "\r\n").encode())
    assert (same.papers, same.tables, same.agenda_items) == (reading.papers, reading.tables, reading.agenda_items)


def test_other_numbers_are_read_as_they_stand(bundle: Path) -> None:
    text = bundle.read_text(encoding="utf-8")
    changed = text.replace("726 706 -20", "1.726 706 -1.020").replace("At 3) rådmanden", "At 4) rådmanden")
    reading = read_bytes(NAME, changed.encode())
    assert reading.tables[0].rows[6].values == ("1726", "706", "-1020")
    assert [p.number for p in reading.papers[1].decision_points] == [1, 2, 4]
    assert [f for f in reading.findings if f.severity == "error" and f.row == "Sociale Forhold og Beskæftigelse"]


SMALL = """Magistraten
8. december 2023

Til stede: Første Medlem (S)
Andet Medlem (RV), rådmand
Tredje Medlem (TM)

Afbud: Ingen

Fraværende: Fjerde Medlem (FM)

1   Til godkendelse
1.1   Dagsorden
At 1) dagsordenen godkendes.

1.2   Skovrejsning (åbent)
TM undersøger sagen og vender tilbage i maj. Andre taler om noget.

FM følger op på skovene senest den 10. januar.

2   Til drøftelse
2.1   Lukket punkt
2.3   Salg af grund (lukket)
"""


def test_a_small_agenda_with_points_of_its_own() -> None:
    reading = read_bytes("dagsorden.txt", SMALL.encode())
    assert (reading.kind, reading.body, reading.date) == ("minutes", "Magistraten", "2023-12-08")
    assert [(p.name, p.initials, p.role, p.party, p.attendance) for p in reading.participants] == [
        ("Første Medlem", None, None, "S", "present"),
        ("Andet Medlem", None, "rådmand", "RV", "present"),
        ("Tredje Medlem", "TM", None, None, "present"),
        ("Fjerde Medlem", "FM", None, None, "absent"),
    ]
    items = items_by_number(reading)
    assert [p.text for p in items["1.1"].decision_points] == ["dagsordenen godkendes."]
    assert items["1.1"].minutes is None
    assert {n: i.open for n, i in items.items()} == {
        "1": None, "1.1": None, "1.2": True, "2": None, "2.1": False, "2.3": False,
    }  # fmt: skip
    assert reading.actions[1].text == "FM følger op på skovene senest den 10. januar."
    assert [(a.responsible, a.agenda_item, a.due) for a in reading.actions] == [
        (("TM",), "1.2", None), (("FM",), "1.2", "2024-01-10"),
    ]  # fmt: skip


PROPOSAL = """Indstilling

Ny cykelsti langs Ringvejen og ved
skolen

Til Byrådet
Fra MTM
Dato 12. marts 2024

1. Resume
Der er brug for en sti. Sagen er gammel.

2. Beslutningspunkter
Det indstilles

{points}

3. Baggrund
Se jf. At 1) og At 2) ovenfor. Den koster 1,5 mio. kr.

1) ikke et punkt
2) heller ikke

7. Ressourcer
Pengene findes.

Bilag 1: Kort over stien

Sagsnummer: 24/000123-4
"""


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("At 1) stien anlægges.\n\nAt 2) pengene findes i puljen,\nhvis den rækker.", [
            (1, "stien anlægges."), (2, "pengene findes i puljen, hvis den rækker.")]),
        ("At 1) at stien anlægges\nAt 2) at pengene findes", [(1, "at stien anlægges"), (2, "at pengene findes")]),
        ("1) stien anlægges,\n2) pengene findes.", [(1, "stien anlægges,"), (2, "pengene findes.")]),
        ("1. At stien anlægges.\n2. At pengene findes.", [(1, "At stien anlægges."), (2, "At pengene findes.")]),
        ("- at stien anlægges\n- at pengene findes", [(1, "at stien anlægges"), (2, "at pengene findes")]),
        ("At) stien anlægges.", [(1, "stien anlægges.")]),
        ("Stien anlægges endeligt.", [(1, "Stien anlægges endeligt.")]),
        ("At 1) stien anlægges, og at\n1) den bliver bred\n2) den bliver lang\nAt 2) pengene findes.", [
            (1, "stien anlægges, og at\n\n1) den bliver bred\n\n2) den bliver lang"), (2, "pengene findes.")]),
    ],
)  # fmt: skip
def test_the_forms_of_decision_points(points: str, expected: list[tuple[int, str]]) -> None:
    reading = read_bytes("indstilling.txt", PROPOSAL.format(points=points).encode())
    assert reading.kind == "proposal"
    assert reading.title == "Ny cykelsti langs Ringvejen og ved skolen"
    (paper,) = reading.papers
    assert (paper.date, paper.to, paper.from_) == ("2024-03-12", "Byrådet", "MTM")
    assert paper.case_number == "24/000123-4"
    assert [(p.number, p.text) for p in paper.decision_points] == expected
    assert [s.number for s in paper.sections] == ["1", "2", "3", "7", None]
    assert not reading.agenda_items


def test_an_agenda_item_and_a_proposal_meet_by_title_alone() -> None:
    text = SMALL.replace("1.2   Skovrejsning (åbent)", "1.2   Ny cykelsti langs ringvejen, og ved skolen")
    reading = read_bytes("samlet.txt", (text + PROPOSAL.format(points="At 1) ja.")).encode())
    assert reading.kind == "bundle"
    assert reading.papers[0].agenda_item == "1.2"
    other = read_bytes("samlet.txt", (SMALL + PROPOSAL.format(points="At 1) ja.")).encode())
    assert other.papers[0].agenda_item is None


def test_a_page_number_in_the_list_of_enclosures_ends_nothing(bundle: Path, reading: Reading) -> None:
    text = bundle.read_text(encoding="utf-8")
    cut = text.replace("\t1.5 Opf", "Side 21\n\n\t1.5 Opf") + "\nSide 22\n"
    same = read_bytes(NAME, cut.encode())
    assert [(i.number, i.attachments) for i in same.agenda_items] == [
        (i.number, i.attachments) for i in reading.agenda_items
    ]


def test_an_enclosure_with_a_long_name_goes_on_on_the_next_line() -> None:
    text = SMALL + "\n\t1.2 Skovrejsning\n\tBilag 1: Kort over de nye\nskove i vest\n\tBilag 2: Budget\n"
    items = items_by_number(read_bytes("dagsorden.txt", text.encode()))
    assert items["1.2"].attachments == ("Kort over de nye skove i vest", "Budget")
    assert (items["1.2"].title, items["1.2"].open) == ("Skovrejsning", True)
