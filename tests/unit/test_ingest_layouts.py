"""Minutes whose cases stand one after the other: real layouts against hand-made readings, and small papers.

The small papers are written for the tests; what they must give follows from reading them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ingest_examples import assert_same_items, example, expected

from budgettui.domain.paper.agenda import prepare
from budgettui.domain.paper.reading import AgendaItem, Reading
from budgettui.ingest import read_bytes
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.papers.decision_heads import read_header
from budgettui.ingest.papers.outcomes import outcome_of
from budgettui.ingest.papers.points import read_points

AARHUS = "da_aarhus_teknisk_udvalg_2025-10-01.txt"
FAVRSKOV = "da_favrskov_byraad_2014-03-25_garanti.txt"
KALUNDBORG = "da_kalundborg_tmu_2015-09-07.txt"


def read(text: str) -> Reading:
    return read_bytes("referat.txt", text.encode())


def points_of(text: str) -> list[tuple[int | None, str]]:
    layout = Layout(text)
    return [(point.number, point.text) for point in read_points(layout, layout.lines)[0]]


# -- the examples


@pytest.mark.parametrize("name", [AARHUS, FAVRSKOV, KALUNDBORG])
def test_an_example_is_read_as_by_hand(name: str) -> None:
    reading, wanted = example(name), expected(name)
    assert reading.kind == "minutes"
    assert reading.body == wanted["meeting_body"]
    assert reading.date == wanted["date"]
    assert reading.participants == ()
    assert reading.tables == ()
    assert len(reading.agenda_items) == wanted["agenda_items_count"]
    assert_same_items(reading.agenda_items, wanted["agenda_items"])


def test_every_value_of_an_example_stands_on_its_lines() -> None:
    reading = example(AARHUS)
    lines = reading.text.split("\n")
    for item in reading.agenda_items:
        assert item.source.line is not None
        assert lines[item.source.line - 1].strip() == item.number
        for point in item.decision_points:
            assert point.source.line is not None
            assert point.text[:20] in lines[point.source.line - 1]
        for decision in item.decisions:
            assert decision.source.line is not None
            assert decision.source.last_line is not None
            printed = " ".join(lines[decision.source.line - 1 : decision.source.last_line])
            assert decision.text.split("\n")[-1][:30] in printed


def test_what_stands_between_decision_and_resume_is_the_papers_own_and_that_is_said() -> None:
    reading = example(AARHUS)
    marked = [f.source.line for f in reading.findings if f.source.line in {32, 127}]
    assert marked == [32, 127]
    assert [paper.sections[0].source.line for paper in reading.papers[:2]] == [32, 127]


def test_each_body_that_treated_the_item_has_an_entry() -> None:
    reading = example(AARHUS)
    item = reading.agenda_items[1]
    lines = reading.text.split("\n")
    hindered, away = lines[30].partition(" var forhindret i ")[0], lines[50].partition(" deltog ikke i ")[0]
    assert [(d.body, d.date, d.outcome, d.absent) for d in item.decisions] == [
        ("Teknisk Udvalg", "2025-10-01", "endorsed", (hindered,)),
        ("Magistraten", "2025-09-02", "recommended", (away,)),
        ("Aarhus Byråd", "2025-09-10", "referred", ()),
        ("Teknisk Udvalg", "2025-09-22", "postponed", ()),
    ]
    assert item.minutes == item.decisions[0].text


def test_the_table_that_lost_its_shape_is_left_as_text_and_said() -> None:
    reading = example(FAVRSKOV)
    assert reading.tables == ()
    assert "unread_table" in [finding.code for finding in reading.findings]
    assert reading.agenda_items[0].attachments == ("Fusionsaftale", "Anmodning fra [adresse] om kommunens godkendelse")


def test_a_case_without_number_and_title_keeps_its_text() -> None:
    prepared = prepare(example(FAVRSKOV))
    assert prepared is not None
    (item,) = prepared["items"]
    assert (item["number"], item["title"], len(item["points"]), len(item["papers"])) == (None, "", 1, 1)


# -- decision points


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Det indstilles:\nAt 1) planen godkendes.\nAt 2) planen sendes i høring.",
         [(1, "planen godkendes."), (2, "planen sendes i høring.")]),
        ("At 1) at planen godkendes,\nAt 2) at den sendes i høring.",
         [(1, "at planen godkendes,"), (2, "at den sendes i høring.")]),
        ("At) planen godkendes.\nAt) den følges op.", [(None, "planen godkendes."), (None, "den følges op.")]),
        ("1) Planen godkendes.\n2) Planen sendes i høring.",
         [(1, "Planen godkendes."), (2, "Planen sendes i høring.")]),
        ("Direktøren indstiller til Byrådet:\n1. At planen godkendes.\n2. At planen følges op.",
         [(1, "At planen godkendes."), (2, "At planen følges op.")]),
        ("Forvaltningen indstiller, at\n1. planen godkendes\n2. planen følges op",
         [(1, "planen godkendes"), (2, "planen følges op")]),
        ("A) Planen godkendes.\nB) Planen sendes i høring.",
         [(None, "Planen godkendes."), (None, "Planen sendes i høring.")]),
        ("Forvaltningen foreslår,\n- at planen godkendes\n- at planen følges op",
         [(None, "at planen godkendes"), (None, "at planen følges op")]),
        ("Forvaltningen indstiller,\nat planen godkendes,\nat planen følges op.",
         [(None, "at planen godkendes,"), (None, "at planen følges op.")]),
        ("Det indstilles, at\nForslag til plan vedtages endeligt.", [(None, "Forslag til plan vedtages endeligt.")]),
        ("Direktøren indstiller, at orienteringen tages til efterretning.",
         [(None, "orienteringen tages til efterretning.")]),
        ("Direktøren for Teknik indstiller, at Udvalget for plan og udvikling begynder arbejdet med de mål, som\n"
         "byrådet har sat for de næste fire år.",
         [(None, "Udvalget for plan og udvikling begynder arbejdet med de mål, som byrådet har sat for de næste "
                 "fire år.")]),
        ("Det indstilles, 1) at planen godkendes, og 2) at den følges op.",
         [(1, "at planen godkendes"), (2, "at den følges op.")]),
        ("Sagen forelægges til drøftelse.", [(None, "Sagen forelægges til drøftelse.")]),
        ("At planen drøftes.", [(None, "At planen drøftes.")]),
    ],
)  # fmt: skip
def test_the_printed_forms_of_points(text: str, wanted: list[tuple[int | None, str]]) -> None:
    assert points_of(text) == wanted


def test_parts_of_a_point_belong_to_it() -> None:
    found = points_of(
        "Det indstilles:\nAt 1) rammen fordeles således:\n1) skoler 2 mio. kr.\n2) dagtilbud 3 mio. kr.\n"
        "At 2) fordelingen følges op."
    )
    assert [number for number, _text in found] == [1, 2]
    assert "skoler 2 mio. kr." in found[0][1]
    assert "dagtilbud 3 mio. kr." in found[0][1]
    assert found[1] == (2, "fordelingen følges op.")


def test_numbers_that_begin_anew_are_parts() -> None:
    found = points_of(
        "Forvaltningen indstiller:\n1. At rammen fordeles på\n1. skoler\n2. dagtilbud\n2. At fordelingen følges op."
    )
    assert found[0][0] == 1
    assert all("skoler" not in text for _number, text in found[1:])


def test_two_points_may_be_printed_with_one_number() -> None:
    found = points_of("Det indstilles:\n\nAt 1) planen godkendes.\n\nAt 1) midlerne frigives.\n\nAt 3) der følges op.")
    assert found == [(1, "planen godkendes."), (1, "midlerne frigives."), (3, "der følges op.")]


def test_more_points_than_two_digits_can_number() -> None:
    found = points_of("Det indstilles:\n" + "".join(f"At {n}) punkt {n} godkendes.\n" for n in range(1, 201)))
    assert [number for number, _text in found] == list(range(1, 201))


def test_a_reference_to_points_is_none() -> None:
    found = points_of(
        "Det indstilles:\nAt 1) planen godkendes.\nAt 2) midlerne frigives på de vilkår, der følger af planen, jf. "
        "At 1) og\nAt 3) i sagen fra foråret, og at de bruges i år.\nAt 3) der følges op."
    )
    assert [number for number, _text in found] == [1, 2, 3]
    assert found[1][1].endswith("jf. At 1) og At 3) i sagen fra foråret, og at de bruges i år.")


# -- decisions


@pytest.mark.parametrize(
    ("text", "body", "day"),
    [
        ("Økonomiudvalget, 18. marts 2014:", "Økonomiudvalget", "2014-03-18"),
        ("Teknik- og Miljøudvalgets møde den 7. september 2015:", "Teknik- og Miljøudvalget", "2015-09-07"),
        ("Beslutning i Udvalget for plan, udvikling og kultur (PUK) den 10-04-2013",
         "Udvalget for plan, udvikling og kultur (PUK)", "2013-04-10"),
        ("Beslutning fra Økonomiudvalget, 27/8-2019, pkt. 7", "Økonomiudvalget", "2019-08-27"),
        ("Byrådet den 27. august", "Byrådet", None),
        ("Børne- og Ungeudvalget d. 3. juni 2020 kl. 16.00", "Børne- og Ungeudvalget", "2020-06-03"),
        ("Beslutning", None, None),
        ("BESLUTNING", None, None),
        ("Beslutning for Punkt 3: Godkendelse af regnskab", None, None),
        ("Økonomiudvalgets beslutning den 1. april 2019", "Økonomiudvalget", "2019-04-01"),
        ("Byrådets beslutning 26. november 2019:", "Byrådet", "2019-11-26"),
    ],
)  # fmt: skip
def test_lines_over_a_decision(text: str, body: str | None, day: str | None) -> None:
    header = read_header(text)
    assert header is not None
    assert (header.body, header.date) == (body, day)


@pytest.mark.parametrize(
    "text",
    ["Byrådet besluttede den 3. juni 2020 at udsætte sagen.", "Vedtaget Byrådet 14. november",
     "Staben Vedtaget Byrådet 14. maj",
     "Sagen blev behandlet i Økonomiudvalget", "Fra den 3. juni 2020 til den 4. juni 2020", ""],
)  # fmt: skip
def test_lines_that_are_over_no_decision(text: str) -> None:
    assert read_header(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Godkendt.", "approved"),
        ("Indstilles godkendt.", "recommended"),
        ("Indstillingen blev godkendt med 31 stemmer imod 14. 6 undlod. For stemte: A, B og F. Imod stemte: C og O.",
         "approved"),
        ("Et flertal i udvalget kunne tiltræde indstillingen.\n\nN.N. kunne ikke tiltræde indstillingen.", "endorsed"),
        ("Udvalget drøftede sagen og besluttede at udsætte den.", "postponed"),
        ("Udvalget vedtog at tage orienteringen til efterretning.", "noted"),
        ("Taget til orientering.", "informed"),
        ("Ingen bemærkninger.", None),
        ("Ad 1: Godkendt. Ad 2: Udsat.", None),
        ("Forslaget blev ikke godkendt.", "rejected"),
        ("Ændringsforslaget blev forkastet. Indstillingen blev vedtaget.", "adopted"),
        ("Godkendt med den ændring, at fristen bliver 1. maj.", "approved_as_amended"),
        ("Sendes i høring til den 1. maj.", "sent_for_hearing"),
        ("Punktet udgår af dagsordenen.", "withdrawn"),
        ("Punktet genoptages.", None),
        ("Afvist.", "dismissed"),
        ("Forslaget bortfaldt.", "lapsed"),
        ("Sagen sendes tilbage til forvaltningen.", "returned"),
    ],
)  # fmt: skip
def test_the_outcome_that_words_name(text: str, code: str | None) -> None:
    assert outcome_of(text) == code


MINUTES = """Referat af Kulturudvalget
Mødedato: 03-09-2024
Udskrevet: 05-09-2024
Medlemmer:
Første Medlem (A), formand
Andet Medlem (V)
Tredje Medlem (F)
Fraværende: Andet Medlem (V)

Indhold
1. Godkendelse af dagsorden ......... 1
2. Ny sal til 100-årsdagen, første be .... 2
3. Lukket punkt ...... 4

Punkt 1: Godkendelse af dagsorden
Beslutning
Godkendt.

Punkt 2: 100-årsdagen: ny sal, første behandling
Sagsnr.: 20.01-A00-3-24
Sagsfremstilling
Salen er for lille. Et forslag har tre trin:
1. Tegning
2. Udbud
3. Byggeri
Der er peget på to steder, jf. At 1) og At 2) i sagen fra 2023.
Forvaltningen indstiller, at
1) der afsættes 200.000 kr. til tegning,
2) udbud afventer Byrådet.
Beslutning
Økonomiudvalget, d. 27. august 2024:
Fraværende: Ingen
Anbefales godkendt.
Kulturudvalget den 03-09-2024
Godkendt. Tredje Medlem (F) tog forbehold.
Bilag
Tegning af salen
Brev fra foreningen

Punkt 3: Lukket punkt
Beslutning
Udsat til næste møde.
"""


def items(reading: Reading) -> dict[str | None, AgendaItem]:
    return {item.number: item for item in reading.agenda_items}


def test_minutes_with_contents_points_and_two_bodies() -> None:
    reading = read(MINUTES)
    assert (reading.kind, reading.body, reading.date) == ("minutes", "Kulturudvalget", "2024-09-03")
    assert [(i.number, i.title, i.open) for i in reading.agenda_items] == [
        ("1", "Godkendelse af dagsorden", None),
        ("2", "100-årsdagen: ny sal, første behandling", None),
        ("3", "Lukket punkt", False),
    ]
    second = items(reading)["2"]
    assert second.case_number == "20.01-A00-3-24"
    assert [(p.number, p.text) for p in second.decision_points] == [
        (1, "der afsættes 200.000 kr. til tegning,"),
        (2, "udbud afventer Byrådet."),
    ]
    assert [(d.body, d.date, d.outcome, d.text) for d in second.decisions] == [
        ("Økonomiudvalget", "2024-08-27", "recommended", "Anbefales godkendt."),
        ("Kulturudvalget", "2024-09-03", "approved", "Godkendt. Tredje Medlem (F) tog forbehold."),
    ]
    assert second.minutes == "Godkendt. Tredje Medlem (F) tog forbehold."
    assert second.attachments == ("Tegning af salen", "Brev fra foreningen")
    assert items(reading)["3"].decisions[0].outcome == "postponed"


def test_who_is_named_twice_is_there_once_and_absent_where_it_says_so() -> None:
    assert [(p.name, p.party, p.role, p.attendance) for p in read(MINUTES).participants] == [
        ("Første Medlem", "A", "formand", "present"),
        ("Andet Medlem", "V", None, "absent"),
        ("Tredje Medlem", "F", None, "present"),
    ]


def test_the_date_that_a_paper_was_printed_is_not_the_meetings() -> None:
    assert read(MINUTES.replace("Mødedato: 03-09-2024\n", "").replace("Kulturudvalget den 03-09-2024\n", "")).date != (
        "2024-09-05"
    )


def test_numbered_lists_in_the_text_are_no_items_and_no_points() -> None:
    reading = read(MINUTES)
    assert len(reading.agenda_items) == 3
    assert [len(item.decision_points) for item in reading.agenda_items] == [0, 2, 0]


def test_a_number_that_is_missing_is_said() -> None:
    reading = read(MINUTES.replace("Punkt 3: Lukket punkt\n", "Punkt 5: Lukket punkt\n"))
    assert [i.number for i in reading.agenda_items] == ["1", "2", "5"]
    assert any("2" in f.message and "5" in f.message for f in reading.findings if f.code == "other")


@pytest.mark.parametrize("width", [60, 75, 90, 110])
def test_other_line_widths_give_the_same_points(width: int) -> None:
    import textwrap

    points = [
        "der gives en anlægsbevilling på 3,5 mio. kr. til den nye sal, finansieret af det rådighedsbeløb, der "
        "er afsat i budgettet for det kommende år,",
        "forvaltningen bemyndiges til at indgå aftale med foreningen om drift og vedligehold af salen i de "
        "første fem år efter ibrugtagningen.",
    ]
    body = "\n".join(
        line
        for number, point in enumerate(points, 1)
        for line in textwrap.wrap(f"At {number}) {point}", width, break_on_hyphens=False)
    )
    text = (
        "1\nNy sal\nEMN-2024-001234\nBeslutninger\nGodkendt.\n"
        f"Beslutningspunkter\nDet indstilles:\n{body}\nBilag\nPDF\nKort\n"
    )
    reading = read(text)
    assert [p.text for p in reading.agenda_items[0].decision_points] == points
    assert reading.agenda_items[0].attachments == ("Kort",)


TWO_BODIES = """Havneby Kommune
Referat
Økonomiudvalget
Mødedato: onsdag d. 12. juni 2024
Til stede: Første Medlem (A), Andet Medlem (V)
Afbud: Fjerde Medlem (C)
Stedfortræder: Femte Medlem (C)

Indholdsfortegnelse
1. Budgetopfølgning pr. 31. maj 2024, herunder forventet regn... 3
2. Lukket - Salg af ejendom 7

1. Budgetopfølgning pr. 31. maj 2024, herunder forventet
regnskab for 2024
Åbent
Sagsnr. 710-2024-
1234
SAGSFREMSTILLING
Byrådet vedtog i motionen:
1. At spare.
2. At vokse.

INDSTILLING
Direktøren for Job og Økonomi indstiller til Økonomiudvalget:

1.   At opfølgningen tages til efterretning, og at
a) merforbruget på 2,4 mio. kr. dækkes af kassen
b) anlæg udskydes
2.   At der gives tillægsbevilling.

BESLUTNING

Teknik- og Miljøudvalget, 4. juni 2024:
Fraværende: Ingen

Indstilles godkendt. Andet Medlem (V) tog forbehold.

Økonomiudvalget, 12. juni 2024:
Fraværende: Fjerde Medlem (C) og Ottende Medlem (A)

Godkendt med 4 stemmer (A, F) mod 1 (V).

Bilag
Opfølgning pr. 31. maj 2024
710-2024-55555

2. Lukket - Salg af ejendom

BESLUTNING
Godkendt.
"""


def test_decisions_of_two_bodies_with_votes_reservations_and_absences() -> None:
    reading = read(TWO_BODIES)
    assert (reading.body, reading.date) == ("Økonomiudvalget", "2024-06-12")
    first, second = reading.agenda_items
    assert first.title == "Budgetopfølgning pr. 31. maj 2024, herunder forventet regnskab for 2024"
    assert (first.open, first.case_number) == (True, "710-2024-1234")
    assert [(d.body, d.date, d.outcome, d.absent, d.text) for d in first.decisions] == [
        ("Teknik- og Miljøudvalget", "2024-06-04", "recommended", (),
         "Indstilles godkendt. Andet Medlem (V) tog forbehold."),
        ("Økonomiudvalget", "2024-06-12", "approved", ("Fjerde Medlem (C)", "Ottende Medlem (A)"),
         "Godkendt med 4 stemmer (A, F) mod 1 (V)."),
    ]  # fmt: skip
    assert first.attachments == ("Opfølgning pr. 31. maj 2024",)
    assert (second.number, second.title, second.open) == ("2", "Salg af ejendom", False)


def test_parts_marked_with_letters_stay_in_their_point() -> None:
    points = read(TWO_BODIES).agenda_items[0].decision_points
    assert [point.number for point in points] == [1, 2]
    assert points[0].text.split("\n\n")[1:] == ["a) merforbruget på 2,4 mio. kr. dækkes af kassen", "b) anlæg udskydes"]
    assert points[1].text == "At der gives tillægsbevilling."


def test_a_substitute_is_there() -> None:
    assert [(p.name, p.role, p.attendance) for p in read(TWO_BODIES).participants] == [
        ("Første Medlem", None, "present"),
        ("Andet Medlem", None, "present"),
        ("Fjerde Medlem", None, "apology"),
        ("Femte Medlem", "stedfortræder", "present"),
    ]


def test_an_agenda_with_earlier_decisions_is_still_an_agenda() -> None:
    reading = read(
        "Dagsorden for Kulturudvalget\ntorsdag den 5. september 2024 kl. 16.00\nUdsendt 29-08-2024\n\n"
        "Punkt 1: Meddelelser\n\nPunkt 2: Budget 2025, 1. behandling\nIndstilling\n"
        "Forvaltningen indstiller til Byrådet,\nat forslaget oversendes til 2. behandling,\n"
        "at svar kan sendes til den 1. oktober 2024, og\nat høringssvar vedlægges.\n"
        "Sagens forløb\nØkonomiudvalget den 27/8-2024, pkt. 4\nAnbefales godkendt.\nPunkt 3: Eventuelt\n"
    )
    assert (reading.kind, reading.body, reading.date) == ("agenda", "Kulturudvalget", "2024-09-05")
    assert [item.number for item in reading.agenda_items] == ["1", "2", "3"]
    assert len(reading.agenda_items[1].decision_points) == 3
    assert [(d.body, d.date, d.text) for d in reading.agenda_items[1].decisions] == [
        ("Økonomiudvalget", "2024-08-27", "Anbefales godkendt.")
    ]


def test_a_decision_before_the_proposal_and_items_out_of_order() -> None:
    reading = read(
        "Byrådet\nMødedato: 28-05-2024\n3. Forslag om træer\nSagsnummer: 24/5678\nBeslutning\n"
        "Forslaget blev forkastet med 20 stemmer imod 11. For stemte: A og F.\nSagsfremstilling\n"
        "Et parti foreslår i sin motion, at\n1) der plantes 100 træer\n2) der ansættes en gartner\n"
        "Indstilling\nDet indstilles, at\nA) forslaget drøftes\nB) forslaget sendes til Teknisk Udvalg\n"
        "1. Valg af revisor\nSagsnummer: 24/5679\nIndstilling\n- at revisor vælges\n- at honoraret fastsættes\n"
        "Beslutning\nUdsat til august.\n"
    )
    assert [(i.number, i.case_number) for i in reading.agenda_items] == [("3", "24/5678"), ("1", "24/5679")]
    assert [[p.text for p in i.decision_points] for i in reading.agenda_items] == [
        ["forslaget drøftes", "forslaget sendes til Teknisk Udvalg"],
        ["at revisor vælges", "at honoraret fastsættes"],
    ]
    assert [i.decisions[0].outcome for i in reading.agenda_items] == ["rejected", "postponed"]
    assert any("3" in f.message and "1" in f.message for f in reading.findings)


def test_lists_of_cases_under_way_are_no_minutes(seeds: Path) -> None:
    from budgettui.domain.errors import UnreadableFile

    try:
        reading = example("da_aarhus_mso_sager_paa_vej_2025-08-29.raw.txt")
    except UnreadableFile:
        return
    assert reading.agenda_items == ()
    assert reading.tables == ()
    assert reading.findings


def test_a_long_list_in_the_papers_is_not_the_agenda() -> None:
    """Each title has its number on the line over it; the catalogue of proposals has hundreds of numbered lines."""
    catalogue = "\n".join(f"{number} Forslag om sted {number}" for number in range(1, 301)) + "\n\n301 Eventuelt"
    cases = [
        f"{number}\n\nSag om vej {number}\n\nSagsnr.: 25/100{number}\n\n"
        f"Sagsfremstilling\n\nVejen er slidt.\n\n{catalogue if number == 2 else ''}\n\n"
        f"Indstilling\n\nDet indstilles, at vej {number} lukkes."
        for number in range(1, 6)
    ]
    reading = read_bytes("web.txt", ("Referat af møde i Byrådet den 3. maj 2025\n\n" + "\n\n".join(cases)).encode())
    assert [(item.number, item.title) for item in reading.agenda_items] == [
        (str(number), f"Sag om vej {number}") for number in range(1, 6)
    ]
    assert [len(item.decision_points) for item in reading.agenda_items] == [1] * 5


def test_a_number_in_a_column_behind_the_word_for_an_item_is_no_foot_of_a_page() -> None:
    cases = [
        f"Punkt      {number}\nSag om vej {number}\n\nIndstilling\nDet indstilles, at vej {number} lukkes.\n"
        for number in range(1, 5)
    ]
    reading = read("Referat af møde i Byrådet den 3. maj 2025\n\n" + "\n".join(cases))
    assert [(item.number, item.title) for item in reading.agenda_items] == [
        (str(number), f"Sag om vej {number}") for number in range(1, 5)
    ]


def test_what_history_tells_is_text_and_what_it_heads_is_decided() -> None:
    reading = read(
        "Referat af møde i Byrådet den 3. maj 2025\n\nPunkt 1: Vej ved åen\n\nIndstilling\n"
        "Det indstilles, at vejen lukkes.\n\nHistorik\n"
        "Teknisk Udvalg besluttede på møde den 4. marts 2025 at se på vejen. Den er smal.\n\n"
        "Økonomiudvalget den 2. april 2025\nØkonomiudvalget anbefaler indstillingen.\n\nBeslutning\nGodkendt.\n"
    )
    (item,) = reading.agenda_items
    decided = [("Økonomiudvalget", "2025-04-02"), ("Byrådet", "2025-05-03")]
    assert [(one.body, one.date) for one in item.decisions] == decided
    assert any("Den er smal." in section.text for paper in reading.papers for section in paper.sections)


def test_a_number_behind_a_gap_far_below_the_word_side_is_the_texts_own() -> None:
    lines = "\n".join(f"Linje {number} i sagens fremstilling, som ikke er kort." for number in range(20))
    reading = read(
        "Byrådet\nReferat\nMødedato: 4. maj 2022\n\nSide\n\n1. Takster for havnen\n\nSagsfremstilling\n" + lines
        + "\n\nBeslutning\nGodkendt med den ændring, der er nævnt i afsnit    3\naf notatet.\n\n2. Eventuelt\n\n"
        "Beslutning\nIntet.\n"
    )
    first = reading.agenda_items[0].decisions[0].text
    assert first == "Godkendt med den ændring, der er nævnt i afsnit 3 af notatet."


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Beslutning på byrådsmødet den 22. september 2022", "Byrådet"),
        ("Beslutning på økonomiudvalgsmødet den 13. september 2022", "Økonomiudvalget"),
        ("Beslutning på møde i Udvalget for Skole og Børn den 6. september 2022", "Udvalget for Skole og Børn"),
        ("Byrådet, den 26. november 2009, sagsnr.: 141", "Byrådet"),
    ],
)
def test_the_meeting_that_decided_names_its_body(line: str, body: str) -> None:
    header = read_header(line)
    assert header is not None
    assert (header.body, header.dated) == (body, True)


def test_a_title_goes_on_behind_a_word_that_ends_nothing_also_with_figures() -> None:
    reading = read(
        "Byrådet\nReferat\nMødedato: 4. maj 2022\n\n1. Sager fra udvalgets møder den\n2.5. og 3.5.2022\n\nBeslutning\n"
        "Godkendt.\n\n2. Forslag fra Første Medlem om\n30 ungdomsboliger\n\nBeslutning\nUdsat.\n"
    )
    assert [(item.number, item.title) for item in reading.agenda_items] == [
        ("1", "Sager fra udvalgets møder den 2.5. og 3.5.2022"), ("2", "Forslag fra Første Medlem om 30 ungdomsboliger")
    ]


def test_the_rest_of_a_title_is_the_one_of_the_contents_page_whose_dots_stand_on_its_last_line() -> None:
    text = """Referat
Økonomiudvalget
Mandag den 18. maj 2015

Indhold
01.
Meddelelser ...................................................................1
02.
Boligforeningen søger om godkendelse af skema B for afdeling 14, Hestens
Bakke .........................................................................2

01. Meddelelser

Beslutning
Taget til efterretning.

02. Boligforeningen søger om godkendelse af skema B for afdeling 14, Hestens
Bakke

Sagsfremstilling
Foreningen har holdt licitation, og anskaffelsessummen er faldet med to millioner kroner i forhold til skema A.

Beslutning
Godkendt.
"""
    assert [item.title for item in read(text).agenda_items] == [
        "Meddelelser", "Boligforeningen søger om godkendelse af skema B for afdeling 14, Hestens Bakke"
    ]


def test_a_case_number_at_the_end_of_a_page_is_of_the_case_over_it() -> None:
    text = "\n\n".join(
        f"Møde den 8. juni 2010\n\n{number}. {title}\n\nBeslutning\nAnbefales.\n\nSagsnr: 10{number}\n\n  Side {number}"
        for number, title in enumerate(("Låneoptagelse", "Salg af areal", "Ny lejekontrakt"), 1)
    )
    items = read(text).agenda_items
    assert [(item.title, [own.text for own in item.decisions]) for item in items] == [
        ("Låneoptagelse", ["Anbefales."]), ("Salg af areal", ["Anbefales."]), ("Ny lejekontrakt", ["Anbefales."])
    ]
    assert {item.case_number for item in items} <= {None}


def test_a_number_alone_on_its_line_says_that_its_case_is_closed() -> None:
    text = "\n\n".join(
        f" • {number}\n  {title}\n  Sagsid.: 21/{number}\n\n  BESLUTNING: Socialudvalget den 10-05-2021\n\n  Godkendt."
        for number, title in ((5, "Kvalitetsstandard for pleje"), (6, "Frivilligcenter"))
    )
    items = read(f"Socialudvalget\nReferat\n\n{text}\n\n • 7 (lukket)\n  Personalesag\n").agenda_items
    assert [(item.number, item.title, item.open) for item in items][2] == ("7", "Personalesag", False)


def test_an_item_over_another_is_no_title_with_it_however_far_apart_they_stand() -> None:
    text = "\n\n".join(
        f"Punkt {number}: {title}\n\n00.22.02-A26-{number}-13\n\nBeslutning Byrådet, 22.11.2016\n\nGodkendt."
        for number, title in ((174, "Takster"), (175, "Ny vej"))
    )
    text += "\n\nPunkt 176: LUKKET Køb af areal\n\nPunkt 177: Underskriftsark\n\n00.22.02-A26-1-13\n"
    assert [(item.title, item.open) for item in read(text).agenda_items][2:] == [
        ("Køb af areal", False), ("Underskriftsark", None)
    ]


def test_a_subject_of_two_groups_is_a_case_number_too() -> None:
    text = "\n\n".join(
        f"{number}. {title}\n00.01.A0{number}  12/1533{number}                 Åben sag   KB\n\nIndstilling\n"
        "Forvaltningen indstiller, at sagen godkendes.\n\nBeslutning i Byrådet den 18-09-2012\nGodkendt."
        for number, title in enumerate(("Spørgsmål om en sti", "Halvårsregnskab", "Havnepromenade"), 1)
    )
    assert [item.title for item in read(text).agenda_items] == [
        "Spørgsmål om en sti", "Halvårsregnskab", "Havnepromenade"
    ]


def test_a_lone_case_that_was_decided_may_have_any_number_of_tables() -> None:
    own = (Path(__file__).parent / "papers" / "en_sag_under_sidens_hoved.txt").read_text(encoding="utf-8")
    first, end = own.index("Tabel 1."), own.index("Videre proces")
    said = "Udgifterne er fordelt på de år, som de ventes at falde i, og de er ikke reguleret siden.\n\n"
    tables = "".join(f"{own[first:end]}{said}".replace("Tabel 1", f"Tabel {number}") for number in range(1, 19))
    reading = read(f"{own[:first]}{tables}{own[end:]}")
    assert (len(reading.tables), [item.title for item in reading.agenda_items]) == (
        18, ["Anlægsbevilling til cykelsti på Skovby Allé"]
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("head", [
    "Dagsorden\nByrådet\n3. maj 2022",
    "Byrådet\nDagsorden\nDato: 3. maj 2022",
    "Økonomiudvalget\nDagsorden\nTirsdag den 3. maj 2022 kl. 16.00\nRådhuset",
    "Mødeindkaldelse\n\nUdvalg: Økonomiudvalget\nMødedato: 3. maj 2022\nMødested: Rådhuset",
    "Indkaldelse til ordinært møde i\nØkonomiudvalget\n3. maj 2022",
])  # fmt: skip
def test_a_list_of_titles_under_the_head_of_a_meeting_is_its_agenda(head: str, gap: str) -> None:
    titles = ["Skolernes bygninger", "Anlægsbevilling til cykelsti", "Lokalplan for havnen", "Køb af grund"]
    reading = read(head + "\n\n" + gap.join(f"{number}. {title}" for number, title in enumerate(titles, 1)))
    assert [item.title for item in reading.agenda_items] == titles
    assert reading.date == "2022-05-03"


def test_numbered_sections_under_a_letters_head_are_no_agenda() -> None:
    sections = "1. Baggrund\n\nDer er spurgt til det.\n\n2. Løsning\n\nDen kommer."
    assert read(f"Notat\nTil Økonomiudvalget\n3. maj 2022\n\n{sections}").agenda_items == ()
