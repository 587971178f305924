"""A view on its way out: the same figures in every format, with what must be known to read them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.amounts import KR_1000, MIO_KR, parse_unit
from budgettui.domain.budget.budget import Material
from budgettui.domain.budget.compare import comparisons, pairs_between
from budgettui.domain.budget.filter_grammar import parse
from budgettui.domain.budget.filters import Word, bound
from budgettui.domain.budget.prices import Conversion
from budgettui.domain.budget.view import Pair, View
from budgettui.domain.checking.reconcile import reconcile
from budgettui.domain.paper.reading import Table
from budgettui.export.files import ExportError, save_file
from budgettui.export.view_files import ENDINGS, decimal, format_of, harmless, suggested_view_name, view_bytes
from budgettui.i18n import set_language
from budgettui.importing import import_papers
from budgettui.ingest import read_bytes, read_file
from budgettui.ingest.archive import papers
from budgettui.store import Store, open_store
from budgettui.store.tree import build
from store_material import AREAS, MSB, PLAN_BYTES, REPORT_BYTES, plan, reading, report, row, totals

EVIL = b"Ond\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    set_language("da")
    with open_store(tmp_path_factory.mktemp("out") / "a.db") as opened:
        opened.import_reading(report(), REPORT_BYTES, "KW")
        opened.import_reading(plan(), PLAN_BYTES, "KW")
        lines = (row("=1+1|[x](http://e.dk)", "1", "2", "3", "4", "1"), row("-2 <b>", "0", "0", "0", "0", "0"))
        evil = reading(EVIL, name="@ond;.txt", title="+Ond", tables=(Table("+Ond", "mio. kr.", AREAS, lines),))
        opened.import_reading(evil, EVIL, "KW")
        yield opened


@pytest.fixture(scope="module")
def areas(store: Store) -> Material:
    return next(material for material in store.materials() if material.title == "Årsberetning 2024")


def place(store: Store, material: Material, label: str) -> int:
    rows = store.lines(store.child_rows(material.root))
    return next(line.node for line in rows if line.label == label)


@pytest.fixture(scope="module")
def compared(store: Store, areas: Material) -> View:
    (pair,) = [pair for pair in comparisons(areas) if pair.base == areas.columns[2].id]
    return View(areas, place(store, areas, MSB)).compared((pair,)).sorted_by(-1, largest_first=True)


def text(store: Store, view: View, form: str) -> str:
    return view_bytes(store, view, form).decode("utf-8-sig")


def test_plain_text_has_its_numbers_under_each_other(store: Store, compared: View) -> None:
    lines = text(store, compared, "text").splitlines()
    assert lines[0] == f"Årsberetning 2024 · Aarhus Kommune › {MSB}"
    facts = dict(line.split("  ", 1) for line in lines[1 : lines.index("")])
    assert facts["Enhed"].strip() == "mio. kr."
    assert facts["Prisniveau"].strip() == "ikke trykt"
    assert facts["Kilde"].strip() == "årsberetning.txt"
    assert facts["Rækkefølge"].strip() == "Sorteret efter Forskel 2024, største først"
    first = next(line for line in lines if line.startswith("Job og Virksomhedsservice"))
    assert first.split()[-5:] == ["202", "243", "+41", "merforbrug", "+20,3"]
    last = next(line for line in lines if line.startswith("Voksne"))
    assert [first.index("202"), first.index("+20,3")] == [last.index("1.042") + 2, last.index("−2,2") - 1]


def test_a_narrow_terminal_cuts_the_labels_and_no_number(store: Store, compared: View) -> None:
    lines = view_bytes(store, compared, "text", 80).decode().splitlines()
    table = lines[lines.index("") + 1 :]
    assert max(map(len, table)) <= 80
    assert any(line.startswith("Job og Virksomh") and line.endswith("+20,3") and "…" in line for line in table)


def test_markdown_says_what_it_shows_and_lets_no_document_write_markup(store: Store) -> None:
    evil = next(material for material in store.materials() if material.title == "+Ond")
    view = replace(View(evil, evil.root), filter=Word("1"), typed="1 | `x`")
    said = text(store, view, "md")
    assert "- Filter: 1 \\| \\`x\\`" in said
    assert r"| =1+1\|\[x\](http:\//e\.dk) | 1 | 2 | 3 | 4 | +1 merforbrug |" in said
    rows = [line for line in said.splitlines() if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in rows}) == 1


def test_csv_holds_exact_numbers_and_no_formula(store: Store) -> None:
    evil = next(material for material in store.materials() if material.title == "+Ond")
    content = view_bytes(store, View(evil, evil.root), "csv")
    assert content.startswith(b"\xef\xbb\xbf"), "so that a spreadsheet takes it for UTF-8"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    head = next(place for place, row in enumerate(rows) if row and row[0] == "Linje")
    assert rows[head][1] == "Regnskab 2022 (mio. kr.)"
    assert [row[:6] for row in rows[head + 1 : head + 3]] == [
        ["'=1+1|[x](http://e.dk)", "1", "2", "3", "4", "1"], ["'-2 <b>", "0", "0", "0", "0", "0"],
    ]
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_csv_numbers_are_in_the_unit_of_the_view(store: Store, areas: Material) -> None:
    view = View(areas, place(store, areas, "Børn og Unge"), unit=KR_1000)
    rows = list(csv.reader(io.StringIO(text(store, view, "csv")), delimiter=";"))
    found = next(row for row in rows if row and row[0].startswith("Decentraliseret anlæg"))
    assert found[1:6] == ["28000", "60000", "6200", "400", "-5800"]
    assert found[-1].startswith("årsberetning.txt")


def test_a_workbook_has_numbers_as_numbers_and_a_sheet_about_them(store: Store, compared: View) -> None:
    book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(view_bytes(store, compared, "xlsx")))
    assert book.sheet_names == ["Budget", "Om tallene"]
    rows = book.get_sheet_by_name("Budget").to_python()
    assert rows[0][:5] == [
        "Linje", "Budget 2024 (mio. kr.)", "Regnskab 2024 (mio. kr.)", "Forskel 2024 (mio. kr.)", "Procent 2024 (%)",
    ]
    assert rows[1][:5] == ["Job og Virksomhedsservice", 202.0, 243.0, 41.0, 20.3]
    about = book.get_sheet_by_name("Om tallene").to_python()
    assert ["Enhed", "mio. kr."] in about
    assert ["Kilde", "årsberetning.txt"] in about


def test_a_workbook_makes_no_formula_of_a_label(store: Store) -> None:
    evil = next(material for material in store.materials() if material.title == "+Ond")
    content = view_bytes(store, View(evil, evil.root), "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet


def test_a_package_is_read_again_as_the_same_figures(store: Store, areas: Material, tmp_path: Path) -> None:
    view = View(areas, place(store, areas, "Børn og Unge"), nature="operating")
    with zipfile.ZipFile(io.BytesIO(view_bytes(store, view, "fdp"))) as archive:
        archive.extractall(tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "fiscal-data-package"
    assert "Enhed: mio. kr." in package["description"]
    assert package["sources"] == [{"title": "årsberetning.txt"}]
    (material,) = build(read_file(tmp_path / "datapackage.json"))
    assert material.unit == "mio. kr."  # as printed: what is rounding there is rounding here
    slots = {(phase, year): place for place, (phase, year, _label) in enumerate(material.columns)}
    figures = [material.root.figures[nature] for nature in material.root.natures]
    level = store.level(view)
    for column in areas.columns:
        amounts = [
            line.figures[column.id].amount or 0 for line in level.page(0, len(level)) if not line.is_total
        ]
        assert sum(own[slots[column.phase, column.year]].amount or 0 for own in figures) == sum(amounts)


@pytest.mark.parametrize("form", ["csv", "xlsx", "fdp"])
@pytest.mark.parametrize("aggregates", [(), ("sum", "count", "mean", "min", "max")])
@pytest.mark.parametrize(("title", "flat"), [("Overblik", False), ("Årsberetning 2024", False), ("Overblik", True)])
def test_what_was_exported_is_read_again_as_it_was_and_gives_no_alarm(
    store: Store, tmp_path: Path, form: str, title: str, flat: bool, aggregates: tuple[str, ...]
) -> None:
    material = next(entry for entry in store.materials() if entry.title == title)
    view = View(material, material.root, flat=flat, aggregates=aggregates)
    level = store.level(view)
    level.finish()
    path = tmp_path / f"ud.{'zip' if form == 'fdp' else form}"
    path.write_bytes(view_bytes(store, view, form))
    with open_store(tmp_path / "b.db") as again:
        (outcome,) = import_papers([path], again, "KW", make=lambda: again)
        assert outcome.error is None
        assert outcome.questions == ()
        alarms = [check for check in reconcile(again.reading(1)) if check.state == "differs"]
        assert [check.printed.label for check in alarms] == []
        (read,) = again.materials()
        assert (parse_unit(read.unit), read.price_level) == (parse_unit(material.unit), material.price_level)
        assert [(one.phase, one.year) for one in read.columns] == [(one.phase, one.year) for one in material.columns]
        own = {line.nature: line for line in totals(again, read.root)}
        for line in level.totals:
            mine, theirs = line.figures, own[line.nature].figures
            assert [mine[a.id].amount if a.id in mine else None for a in material.columns] == [
                theirs[b.id].amount if b.id in theirs else None for b in read.columns
            ]


@pytest.mark.parametrize("form", ["md", "csv", "xlsx"])
def test_what_was_exported_in_english_is_read_again_without_an_alarm(store: Store, areas: Material, form: str) -> None:
    def told(content: bytes) -> list[tuple[str, str, int]]:
        (table,) = read_bytes(f"a.{form}", content).tables
        checks = reconcile(reading(b"a", tables=(table,)))
        return [(check.kind, str(check.state), len(check.parts)) for check in checks]

    view = View(areas, areas.root, flat=True, aggregates=("sum", "mean"))
    danish = told(view_bytes(store, view, form))
    set_language("en")
    try:
        english = told(view_bytes(store, view, form))
    finally:
        set_language("da")
    assert sorted(english) == sorted(danish)


def test_a_view_as_text_is_read_with_its_unit_and_without_its_rules(store: Store, areas: Material) -> None:
    view = View(areas, areas.root)
    (table,) = read_bytes("a.txt", view_bytes(store, view, "text")).tables
    (known,) = read_bytes("a.csv", view_bytes(store, view, "csv")).tables
    assert table.unit == "mio. kr."
    assert not any("─" in named.label for named in (*table.columns, *table.rows))
    assert [row.values for row in table.rows[:8]] == [row.values for row in known.rows[:8]]


@pytest.mark.parametrize("form", ["md", "csv", "xlsx"])
def test_what_is_shown_finer_than_it_was_printed_says_so_and_is_read_as_printed(
    store: Store, areas: Material, form: str
) -> None:
    pair = next(pair for pair in comparisons(areas) if pair.base == areas.columns[2].id)
    own = View(areas, areas.root, flat=True)
    for view in (own, own.compared((pair,))):
        finer = replace(view, unit=KR_1000)
        assert "1.000 kr., trykt i mio. kr." in text(store, finer, "text")
        assert "trykt i" not in text(store, replace(view, unit=MIO_KR), "text")
        as_printed, shown = (read_bytes(f"a.{form}", view_bytes(store, one, form)) for one in (view, finer))
        assert [table.unit for table in shown.tables] == ["mio. kr.", *["%"] * (len(shown.tables) - 1)]
        for one, other in zip(as_printed.tables, shown.tables, strict=True):
            assert [row.values for row in one.rows] == [row.values for row in other.rows]
            assert [row.certain for row in one.rows] == [row.certain for row in other.rows]
        said, own_said = (
            [(one.row, one.printed, one.severity) for one in read.findings if one.printed and one.severity != "note"]
            for read in (as_printed, shown)
        )
        assert said == own_said, "what is rounding there is rounding here"


@pytest.mark.parametrize("typed", ["afvigelse > 10 mio", "job"])
def test_what_a_filter_left_over_is_not_held_against_the_total_of_all(
    store: Store, areas: Material, typed: str
) -> None:
    view = View(areas, areas.root, flat=True, filter=bound(parse(typed), areas.columns), typed=typed)
    read = read_bytes("ud.csv", view_bytes(store, view, "csv"))
    assert any(row.label.endswith("uden filter") for row in read.tables[0].rows)
    assert [check.printed.label for check in reconcile(read) if check.state == "differs"] == []


def test_a_total_of_two_materials_says_that_it_counts_the_lines_of_only_one(store: Store, areas: Material) -> None:
    plan_ = next(material for material in store.materials() if material.title == "Overblik")
    pairs = pairs_between(areas, plan_) or (Pair(areas.columns[3].id, plan_.columns[0].id),)
    beside = text(store, View(areas, areas.root).compared(pairs[:1], plan_), "text")
    assert "› " in beside or "‹ " in beside
    assert ", også ‹" in beside
    assert "også" not in text(store, View(areas, areas.root), "text")


def test_a_package_says_the_price_level_that_its_amounts_are_in(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        for year in (2023, 2024):
            content = f"Navn;Budget {year} (kr., {year}-priser)\nSkoler;{year}\nVeje;7\n".encode()
            store.import_reading(read_bytes(f"{year}.csv", content), content, "KW")
        other, own = store.materials()
        apart = View(own, own.root).compared(pairs_between(own, other), other)
        converted = replace(apart, conversion=Conversion(2023, 2024, Fraction(103, 100), "PL", "1", "kilde"))
        for view, levels in ((apart, {"2023-priser", "2024-priser"}), (converted, {"2024-priser"})):
            path = tmp_path / "ud.zip"
            path.write_bytes(view_bytes(store, view, "fdp"))
            (read,) = (read_bytes(part.name, part.load(), part.beside) for part in papers(path))
            assert {table.price_level for table in read.tables} == levels
            assert {one.price_level for one in build(read)} == levels


@pytest.mark.parametrize("sign", [1, -1])
def test_a_variance_has_its_word_whichever_way_round_it_is_printed(tmp_path: Path, sign: int) -> None:
    # Printed as accounts − budget, and as budget − accounts: ten more were spent on schools, five less on roads.
    content = (
        "Navn;Budget 2024 (mio. kr.);Regnskab 2024;Afvigelse\n"
        f"Skoler;100;110;{10 * sign}\nVeje;50;45;{-5 * sign}\nParker;30;30;0\n"
    ).encode()
    with open_store(tmp_path / "a.db") as store:
        store.import_reading(read_bytes("a.csv", content), content, "KW")
        (material,) = store.materials()
        whole = View(material, material.root)
        for view in (whole, replace(whole, chosen=(material.columns[2].id,))):
            lines = text(store, view, "text").splitlines()
            # The amount stays as it is printed, and the word says what it is.
            assert next(line for line in lines if line.startswith("Skoler")).endswith(f"{'+−'[sign < 0]}10 merforbrug")
            assert next(line for line in lines if line.startswith("Veje")).endswith(f"{'−+'[sign < 0]}5 mindreforbrug")
            assert any("budget − regnskab" in line for line in lines) == (sign < 0)
        # A filter asks for accounts − budget; by its printed heading for what is printed.
        for typed, found in (("afvigelse > 0", "Skoler"), ("afvigelse < 0", "Veje"),
                             ("[Afvigelse] > 0", "Skoler" if sign > 0 else "Veje")):
            filtered = replace(whole, filter=bound(parse(typed), material.columns), typed=typed)
            assert [line.label for line in store.level(filtered).page(0, 9)] == [found]


def test_more_income_is_more_income_where_the_variance_has_no_year_of_its_own(tmp_path: Path) -> None:
    content = b"Navn;Budget 2025 (mio. kr.);Forventet regnskab 2025;Afvigelse\nSkatter;-100;-104;-4\nVeje;50;46;-4\n"
    with open_store(tmp_path / "a.db") as store:
        store.import_reading(read_bytes("a.csv", content), content, "KW")
        (material,) = store.materials()
        lines = text(store, View(material, material.root), "text").splitlines()
        for name, word in (("Skatter", "merindtægt"), ("Veje", "mindreforbrug")):
            assert next(line for line in lines if line.startswith(name)).endswith(word)


def test_a_package_holds_money_only(store: Store) -> None:
    posts = next(material for material in store.materials() if material.unit == "antal stillinger")
    with pytest.raises(ExportError):
        view_bytes(store, View(posts, posts.root), "fdp")


def test_two_materials_two_price_levels_and_what_was_converted(store: Store, areas: Material) -> None:
    plan_ = next(material for material in store.materials() if material.title == "Overblik")
    pair = Pair(areas.columns[3].id, plan_.columns[0].id)
    view = View(areas, areas.root).compared((pair,), plan_)
    said = text(store, view, "text")
    assert "Prisniveau    ikke trykt / 2023-priser" in said
    assert "Kilde         årsberetning.txt / plan.txt" in said
    assert "‹ Børn og Unge" in said
    other = plan_._replace(price_level="2022-priser")
    apart = View(plan_, plan_.root).compared(pairs_between(plan_, other), other)
    assert "Forskel" not in text(store, apart, "text")
    assert "holdes ikke op mod hinanden" in text(store, apart, "md")
    converted = replace(apart, conversion=Conversion(2022, 2023, Fraction(11, 10), "Skøn", "2023-06", "et brev"))
    said = text(store, converted, "text")
    assert "fra 2022 til 2023 med Skøn 2023-06: et brev" in said
    assert "Forskel" in said


def test_added_natures_and_aggregates_are_said(store: Store, areas: Material) -> None:
    view = View(areas, areas.root, nature="both", aggregates=("sum", "count"), hide_zero=True, unit=MIO_KR)
    lines = text(store, view, "text").splitlines()
    assert any(line.startswith("Enhed") and "drift og anlæg lagt sammen" in line for line in lines)
    assert any(line.startswith("Udeladt") for line in lines)
    assert [line.split("  ")[0] for line in lines[-3:]] == ["Drift og anlæg i alt", "Sum", "Antal linjer"]
    assert lines[-1].split()[2:] == ["2", "2", "2", "2", "2"]


def test_names_and_endings(store: Store, areas: Material) -> None:
    assert [format_of(f"x{ending}") for ending in ENDINGS.values()] == list(ENDINGS)
    assert format_of("x.pdf") is None
    name = suggested_view_name(store, View(areas, place(store, areas, "Børn og Unge")))
    assert name == "aarsberetning-2024-boern-og-unge"


def test_a_file_that_is_something_else_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    save_file(path, b"en")
    save_file(path, b"en")
    with pytest.raises(ExportError):
        save_file(path, b"to")
    assert path.read_bytes() == b"en"
    save_file(path, b"to", overwrite=True)
    assert path.read_bytes() == b"to"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.csv"]


@given(st.decimals(-(10**12), 10**12, places=4))
def test_a_number_is_written_exactly(value: Decimal) -> None:
    assert Decimal(decimal(value)) == value
    assert "E" not in decimal(value)


@given(st.text(max_size=8))
def test_no_text_begins_a_formula(said: str) -> None:
    assert not harmless(said).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert harmless(said).removeprefix("'") == said or said.startswith("'")


def test_markdown_is_read_back_with_its_unit_price_level_and_title(store: Store, areas: Material) -> None:
    plan_ = next(material for material in store.materials() if material.title == "Overblik")
    for material in (areas, plan_):
        view = View(material, material.root, flat=True)
        content = text(store, view, "md")
        (table,) = read_bytes("visning.md", content.encode()).tables
        assert (table.unit, table.price_level) == (parse_unit(material.unit).label, material.price_level)  # type: ignore[union-attr]
        assert content.startswith(f"# {table.title}")
        level = store.level(view)
        lines = level.page(0, len(level))
        assert sum(line.certain for line in table.rows) > len(lines) // 2
        for line, read in zip(lines, table.rows, strict=False):
            figures = [line.figures.get(column.id) for column in level.columns]
            if not line.certain or any(figure is not None and not figure.certain for figure in figures):
                assert not read.certain, "what is doubtful stays so"
            else:
                amounts = [figure and figure.amount for figure in figures]
                assert [value and int(Decimal(value) * 100_000_000) for value in read.values] == amounts, read
    assert "merforbrug" in text(store, View(areas, areas.root), "md")


def test_what_is_known_of_a_difference_travels_with_the_view(tmp_path: Path) -> None:
    lines = (row("Skoler", "1", "2", "100", "104", "9"), row("Veje", "1", "2", "100", "104", "4"))
    said = reading(EVIL, name="a.txt", title="A", tables=(Table("A", "mio. kr.", AREAS, lines),))
    with open_store(tmp_path / "a.db") as store:
        store.import_reading(said, EVIL, "KW")
        (number,) = store.check_numbers(["differs"])
        store.acknowledge(number, "rettes i trykken", "KW")
        (material,) = store.materials()
        view = View(material, material.root, flat=True)
        known = f"{AREAS[-1].label.split(' (')[0]} 2024 ≠ kendt: rettes i trykken"
        for form in ("text", "md"):
            assert text(store, view, form).splitlines()[-1].removeprefix("- ") == f"A › Skoler · {known}"
        assert f";{known};" in text(store, view, "csv")
        with zipfile.ZipFile(io.BytesIO(view_bytes(store, replace(view, unit=KR_1000), "fdp"))) as archive:
            package, rows = (archive.read(name).decode() for name in ("datapackage.json", "budget.csv"))
        assert "≠ kendt: rettes i trykken,a.txt" in rows, "beside the amount, with its source"
        assert json.loads(package)["unit"] == "mio. kr."
        assert "Enhed: mio. kr.\n" in json.loads(package)["description"]
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(view_bytes(store, view, "xlsx")))
        assert known in book.get_sheet_by_index(0).to_python()[1], "beside the row"
