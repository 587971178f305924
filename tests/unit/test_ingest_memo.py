"""A memo and a cover letter: dates, sections and sums, and no agenda, table or decision point that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from ingest_papers import reading_of, said

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes, read_file

MEMO = "003_77a8384dc2064ff0.txt"
LETTER = "000_ce26e9d73012a40f.txt"


@pytest.fixture
def memo(seeds: Path) -> Reading:
    return reading_of(seeds / MEMO)


@pytest.fixture
def letter(seeds: Path) -> Reading:
    return reading_of(seeds / LETTER)


@pytest.mark.parametrize("name", [MEMO, LETTER])
def test_nothing_is_invented(seeds: Path, name: str) -> None:
    reading = reading_of(seeds / name)
    assert reading.agenda_items == ()
    assert reading.tables == ()
    assert reading.participants == ()
    assert reading.actions == ()
    assert reading.findings == ()
    assert [paper.decision_points for paper in reading.papers] == [()]


def test_the_memo(memo: Reading) -> None:
    assert (memo.kind, memo.date, memo.department) == ("memo", "2023-11-11", "Sundhed og Omsorg")
    assert memo.budget_years == (2024,)
    (paper,) = memo.papers
    assert (paper.kind, paper.date, paper.from_) == ("memo", "2023-11-11", "Sundhed og Omsorg")
    assert paper.title.startswith("Sundhed og Omsorg udmøntning af administrative besparelser")
    assert paper.title.endswith("i Budget 2024")
    assert [(s.number, s.title.split()[0]) for s in paper.sections] == [("1", "Baggrund"), ("2", "Kataloger")]


def test_the_letterhead_stands_in_mid_sentence_and_is_left_out(memo: Reading, seeds: Path) -> None:
    paragraphs = memo.papers[0].sections[1].text.split("\n\n")
    assert paragraphs[-1] == said(seeds / MEMO, 28, 28) + " " + said(seeds / MEMO, 52, 52)
    text = "\n".join(s.text for s in memo.papers[0].sections)
    for word in ("Telefon", "Sagsbehandler", "8260", "Side 1", "##", "**"):
        assert word not in text


def test_a_paragraph_on_one_line_is_one_paragraph(memo: Reading, seeds: Path) -> None:
    background, catalogues = (section.text.split("\n\n") for section in memo.papers[0].sections)
    assert background == [said(seeds / MEMO, line, line) for line in (14, 16)]
    assert catalogues[:-1] == [said(seeds / MEMO, line, line) for line in (20, 22, 24, 26)]
    assert len(catalogues) == 5


def test_the_dated_steps(memo: Reading) -> None:
    assert [d.date for d in memo.deadlines] == ["2023-12-05", "2023-12-07", "2023-12-08"]
    assert "LMU" in memo.deadlines[0].text
    assert "HMU-mødet" in memo.deadlines[1].text
    assert memo.deadlines[2].text.startswith("Endelig godkendelse")
    assert [d.source.line for d in memo.deadlines] == [28, 52, 52]


def test_the_sums_of_the_memo(memo: Reading) -> None:
    assert [(a.source.line, a.printed, a.kroner) for a in memo.amounts] == [
        (14, "75 mio. kr.", "75000000"),
        (14, "17,7 mio. kr.", "17700000"),
        (16, "12,0 mio. kr.", "12000000"),
        (20, "17,7 mio. kr.", "17700000"),
        (20, "12,0 mio. kr.", "12000000"),
    ]
    assert memo.amounts[1].context.startswith("MSO's andel")


def test_the_cover_letter(letter: Reading, seeds: Path) -> None:
    assert letter.kind == "cover_letter"
    assert letter.title == "Borgmesterens Afdelings budgetmateriale 2023-2026"
    assert letter.department == "Borgmesterens Afdeling"
    assert letter.date is None  # "den 27. april" is another day, and has no year
    assert letter.budget_years == (2023, 2024, 2025, 2026)
    assert letter.pages == 3
    assert [s.title for s in letter.papers[0].sections] == [
        "Borgmesterens Afdelings budgetmateriale 2023-2026",
        "De vilde problemer",
        "Rekruttering og Kompetencer",
        "Klima og Bæredygtighed",
        said(seeds / LETTER, 76, 78, soft={76}),
        "Styrkelse af IT- og digitaliseringsområdet",
        "Med venlig hilsen",
    ]
    assert letter.papers[0].sections[3].text.startswith(said(seeds / LETTER, 60, 62, hard={62})[:80])


def test_the_list_in_the_letter_ends_before_the_text(letter: Reading, seeds: Path) -> None:
    paragraphs = letter.papers[0].sections[0].text.split("\n\n")
    assert paragraphs == [
        said(seeds / LETTER, 3, 5, soft={3}),
        said(seeds / LETTER, 7, 7),
        said(seeds / LETTER, 9, 9),
        said(seeds / LETTER, 11, 11),
        said(seeds / LETTER, 13, 17, soft={13}, hard={15}),
    ]


def test_who_signed_the_letter(letter: Reading, seeds: Path) -> None:
    # The contract has a place for those who attend a meeting; who signs a letter attends none.
    closing = letter.papers[0].sections[-1]
    assert (closing.title, closing.text) == ("Med venlig hilsen", said(seeds / LETTER, 193, 193))
    assert (closing.source.page, closing.source.line, closing.source.last_line) == (3, 191, 193)
    assert letter.participants == ()


def test_the_sections_of_the_letter_are_whole(letter: Reading, seeds: Path) -> None:
    sections = letter.papers[0].sections
    assert [len(section.text.split("\n\n")) for section in sections[1:4]] == [1, 1, 1]
    assert sections[1].text.endswith(said(seeds / LETTER, 33, 33))
    assert sections[2].text.endswith(said(seeds / LETTER, 56, 56))
    assert sections[3].text.endswith(said(seeds / LETTER, 74, 74))
    assert len(sections[4].text.split("\n\n")) == 5
    assert sections[4].text.endswith(said(seeds / LETTER, 139, 141, soft={139}))
    assert sections[5].text.endswith(said(seeds / LETTER, 187, 187))


def test_the_sums_of_the_letter(letter: Reading) -> None:
    assert [(a.source.line, a.kroner) for a in letter.amounts] == [
        (49, "3000000"), (54, "2500000"), (122, "20000000"), (124, "15000000"), (133, "40000000"),
    ]  # fmt: skip
    starts = [" ".join(a.context.split()[:2]) for a in letter.amounts]
    assert starts == ["Frem til", "Midlerne fra", "For at", "Knap 15", "Selve investeringskapitalen"]
    assert all(a.context.endswith(".") and a.printed in a.context for a in letter.amounts)


def test_a_letter_without_its_spacing_has_the_same_sections(letter: Reading, seeds: Path) -> None:
    lines = (seeds / LETTER).read_text(encoding="utf-8").split("\n")
    headings = {section.title[:20] for section in letter.papers[0].sections}
    tight = [
        f"\n{line}" if any(line.strip().startswith(heading) for heading in headings) else line
        for line in lines
        if line.strip()
    ]
    reading = read_bytes(LETTER, "\n".join(tight).encode())
    assert [s.title for s in reading.papers[0].sections] == [s.title for s in letter.papers[0].sections]
    assert [a.kroner for a in reading.amounts] == [a.kroner for a in letter.amounts]


def test_other_sums_and_days_are_read_as_well(seeds: Path) -> None:
    text = (seeds / MEMO).read_text(encoding="utf-8")
    other = text.replace("75 mio. kr.", "1,25 mia. kr.").replace("d. 5. december", "d. 28. november")
    reading = read_bytes(MEMO, other.encode())
    assert reading.amounts[0].kroner == "1250000000"
    assert [d.date for d in reading.deadlines] == ["2023-11-28", "2023-12-07", "2023-12-08"]


def test_a_year_is_not_given_to_a_date_that_could_be_any(seeds: Path) -> None:
    text = (seeds / MEMO).read_text(encoding="utf-8")
    undated = text.replace("11. november 2023", "november 2023")
    assert read_bytes(MEMO, undated.encode()).deadlines == ()
    far = text.replace("d. 7. december", "d. 7. juni")
    assert [d.date for d in read_bytes(MEMO, far.encode()).deadlines] == ["2023-12-05", "2023-12-08"]
    turn = text.replace("d. 7. december", "d. 7. januar")
    assert "2024-01-07" in [d.date for d in read_bytes(MEMO, turn.encode()).deadlines]


def test_another_municipality_has_no_department_of_ours(seeds: Path) -> None:
    reading = read_file(seeds.parent / "examples" / "da_favrskov_byraad_2014-03-25_garanti.txt")
    assert reading.municipality == "Favrskov Kommune"
    assert reading.department is None


def test_the_numbers_of_a_telephone_are_no_figures() -> None:
    head = "Dato: 19. november 2025\n\nTlf. dir.: 4412 3830\nFax. dir.: 4412 2703\nE-mail: h@x.dk\n\n\nNotat\n\n\n"
    body = "Tilpasning af takster i havnen\n\n\nHavnen har i dag ti pladser, og de er alle optaget i sommermånederne.\n"
    reading = read_bytes("notat.txt", (head + body).encode())
    assert (reading.kind, reading.date, reading.tables) == ("memo", "2025-11-19", ())


def test_an_address_beside_a_letter_is_no_table() -> None:
    text = """Kære kommunalbestyrelse

Havnene har sammen bedt om et svar, og det har vi fået af de fleste, men ikke af alle.

Hvis man ikke svarer, bliver det ved det, som det er               Den 3. januar 2023

Vi hører gerne fra jer, når I har talt om det.                     Havnegade   10
                                                                   Postboks 3370
                                                                   Tlf 3370 3370
                                                                   Fax 3370 3371
                                                                   h@example.dk

Med venlig hilsen
Havnene
"""
    assert read_bytes("brev.txt", text.encode()).tables == ()


def test_a_row_named_as_a_department_does_not_make_the_memo_its_own() -> None:
    text = (
        "NOTAT\n\nTil: Hovedudvalget\nDato: 28. januar 2025\n\nSygefravær 2024\n\n"
        "Fraværet endte på 5,6 pct. i 2024.\n\n"
        "Sygefravær i procent\nOmråde 2022 2023 2024\nDagtilbud 6,9 6,6 6,2\nTeknik og Miljø 4,4 4,1 3,9\n"
        "Kultur 4,0 3,6 3,8\n"
    )
    reading = read_bytes("notat.txt", text.encode())
    assert reading.department is None
    assert [table.department for table in reading.tables] == [None]
