"""Tables of whole papers, printed to a PDF and taken out of it as text: nothing wrong is told as certain.

The bars are what the reader must keep up on these; whoever improves it raises them.
"""

from __future__ import annotations

import pytest
from printed_papers import BY_COLUMN, LAID, NAMES, PDFS, by_column_of, laid_of, pdf_of, tally, text_of

from budgettui.ingest import read_bytes

#: Of the cells of a paper at least this share is read right, and of those of all papers.
PAPER, ALL = 0.6, 0.95


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_of_a_printed_paper_are_read(name: str) -> None:
    own = tally(name, read_bytes(f"{name}.txt", text_of(name)))
    assert own.wrong == []
    assert own.right >= PAPER * own.cells, own.lost


@pytest.mark.parametrize("name", PDFS)
def test_the_tables_of_the_pdf_itself_are_read(name: str) -> None:
    """Its fonts do not say how tall their signs are, its shades are no rulings, and its tables go on over pages."""
    own = tally(name, read_bytes(f"{name}.pdf", pdf_of(name)))
    assert own.wrong == []
    assert own.right >= ALL * own.cells, own.lost


@pytest.mark.parametrize("name", LAID)
def test_the_tables_of_text_laid_out_by_spaces_are_read(name: str) -> None:
    own = tally(name, read_bytes(f"{name}.txt", laid_of(name)))
    assert own.wrong == []
    assert own.right >= ALL * own.cells, own.lost


@pytest.mark.parametrize("name", BY_COLUMN)
def test_the_tables_of_text_taken_out_column_by_column_are_read(name: str) -> None:
    own = tally(name, read_bytes(f"{name}.txt", by_column_of(name)))
    assert own.wrong == []
    assert own.right >= PAPER * own.cells, own.lost


def test_the_cells_of_printed_papers_are_right() -> None:
    every = [tally(name, read_bytes(f"{name}.txt", text_of(name))) for name in NAMES]
    assert sum(own.right for own in every) >= ALL * sum(own.cells for own in every)


def test_a_title_with_a_number_right_below_the_rows_is_that_of_the_table() -> None:
    name = "skatter_med_titler_under"
    read = [(table.title, table.unit) for table in read_bytes(f"{name}.txt", text_of(name)).tables]
    assert read == [
        ("Tabel 1 Skatter, tilskud og udligning 2027", "1.000 kr."),
        ("Tabel 2 Forventet efterregulering ved selvbudgettering", "mio. kr."),
        ("Tabel 3 Udskrivningsgrundlag og folketal", None),
    ]


def test_a_head_has_a_line_for_each_column_or_a_line_with_a_unit_for_each() -> None:
    read = {
        table.title: [column.label for column in table.columns]
        for name in ("kvalitetsrapport", "risikovurdering")
        for table in reversed(read_bytes(f"{name}.txt", text_of(name)).tables)
    }
    assert read["Oversigt over skolernes nøgletal 2024/25"] == [
        "Elevtal 5/9 2024", "Klassekvotient", "Karaktersnit", "Lærerdækning", "Specialelever", "Trivselsindeks",
    ]  # fmt: skip
    assert read["Udgifter og normering pr. dagtilbud"] == ["Indskrevne 0-2 år", "Indskrevne 3-5 år", "Vægtede enheder"]
    assert read["Oversigt over økonomiske risici"] == [
        "Indregnet i forventet regnskab", "Mulig yderligere merudgift", "Vægtet risiko",
    ]  # fmt: skip


def test_what_the_paper_begins_with_under_the_number_of_a_page_parts_no_table() -> None:
    reading = read_bytes("papir.txt", text_of("tilskud_og_bygninger"))
    assert [len(table.rows) for table in reading.tables if table.title.startswith("Driftstilskud")] == [16]
    wrong = [finding for finding in reading.findings if finding.code == "sum_mismatch"]
    # The paper's own mistake.
    assert [(own.row, own.printed, own.computed) for own in wrong] == [("Haltilskud i alt", "1429020", "1428020")]


def test_names_over_others_have_as_many_under_them_but_for_a_change_and_what_is_one_more() -> None:
    first, _shares, second, *_others = read_bytes("papir.txt", text_of("kvartalsopfoelgning")).tables
    assert [column.label for column in first.columns] == [
        "3. kvartal 2024 Korr. budget", "3. kvartal 2024 Forbrug", "3. kvartal 2025 Korr. budget",
        "3. kvartal 2025 Forbrug", "Ændring i forbrug",
    ]  # fmt: skip
    assert [column.label for column in second.columns] == [
        "Regnskab 2024 Udgifter", "Regnskab 2024 Indtægter", "Budget 2025 Udgifter", "Budget 2025 Indtægter",
        "Budget 2025 Netto",
    ]  # fmt: skip


def test_numbers_of_notes_and_results_that_go_on_leave_no_row_of_the_accounts_in_doubt() -> None:
    first, *_others = read_bytes("papir.txt", text_of("regnskabsopgoerelse_med_noter")).tables
    assert [row.label for row in first.rows if not row.certain] == []


def test_per_cent_below_the_last_name_alone_is_the_end_of_that_name() -> None:
    reading = read_bytes("papir.pdf", pdf_of("vikarer_og_overarbejde"))
    own = [table for table in reading.tables if table.title.startswith("Udgifter til vikarer")]
    read = [(table.unit, table.columns[-1].label) for table in own]
    assert read == [("mio. kr.", "Ændring"), ("%", "Ændring i pct.")]
    assert not [finding for finding in reading.findings if finding.severity == "error"]
