"""The tables of the real papers with other figures, rows and columns: the reading follows, or marks what it cannot."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import pytest

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.domain.paper.reading import Reading, Row, Table
from budgettui.ingest import read_bytes
from budgettui.ingest.page.layout import Layout
from real_papers import shared_file

PAPERS = ("001_f13796605f7b1437.txt", "002_943724dc9a63f466.txt", "004_38965e2967705ef5.txt")
_TOKEN = re.compile(r"(?P<sign>[-+−–]?)(?P<whole>[0-9][0-9.]*)(?P<decimals>,[0-9]+)?(?P<after>%?\*{0,3})")


@lru_cache(maxsize=4)
def paper(name: str) -> tuple[str, Reading]:
    content = shared_file("seeds", name).read_bytes()
    return content.decode(), read_bytes(name, content)


def lines_of(text: str) -> list[str]:
    return text.split("\n")


def printed_line(lines: list[str], row: Row) -> int | None:
    """The index of the line that ends in a row's figures, all of them; ``None`` where they stand otherwise."""
    last = row.source.last_line or row.source.line
    if last is None or any(cell is None for cell in row.printed):
        return None
    words, cells = lines[last - 1].split(), " ".join(cell or "" for cell in row.printed).split()
    return last - 1 if cells and words[-len(cells) :] == cells else None


def certain_rows(reading: Reading) -> Iterator[tuple[Table, Row]]:
    for table in reading.tables:
        for row in table.rows:
            if row.certain and any(value is not None for value in row.values):
                yield table, row


def change(
    text: str, reading: Reading, how: Callable[[Table, Row, list[str]], list[str] | None]
) -> tuple[str, dict[int, list[str]]]:
    """The text with the figures of its tables changed, and the new figures by the number of their line.

    ``how`` gives the new cells of a row, or ``None`` to take its line away: the numbers of lines stay.
    """
    lines = lines_of(text)
    by_line: dict[int, list[str]] = {}
    for table in reading.tables:
        for row in table.rows:
            at = printed_line(lines, row)
            if at is None or at + 1 in by_line:
                continue
            cells = [cell or "" for cell in row.printed]
            new = how(table, row, cells)
            count = len(" ".join(cells).split())
            words = lines[at].split()
            by_line[at + 1] = new or []
            lines[at] = "" if new is None else " ".join([*words[: len(words) - count], *new])
    return "\n".join(lines), by_line


def scaled(token: str, factor: int, grouped: bool) -> str:
    match = _TOKEN.fullmatch(token)
    if match is None or token in EMPTY_CELLS:
        return token
    decimals = len(match["decimals"] or "") - 1
    number = Decimal(match["whole"].replace(".", "") + (match["decimals"] or "").replace(",", ".")) * factor
    whole, _point, fraction = format(number, "f").partition(".")
    if grouped:
        whole = f"{int(whole):,}".replace(",", ".")
    return match["sign"] + whole + (f",{fraction}" if decimals > 0 else "") + match["after"]


def number(token: str) -> Decimal | None:
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    value = Decimal(match["whole"].replace(".", "") + (match["decimals"] or "").replace(",", "."))
    return -value if match["sign"] in {"-", "−", "–"} else value


@pytest.mark.parametrize("factor", [3, 7, 40])
@pytest.mark.parametrize("name", PAPERS)
def test_other_figures_are_read_as_they_stand(name: str, factor: int) -> None:
    text, reading = paper(name)

    def grow(table: Table, _row: Row, cells: list[str]) -> list[str]:
        grouped = not any(re.search(r"[0-9]{4}", cell or "") for row in table.rows for cell in row.printed)
        return [scaled(cell, factor, grouped) for cell in cells]

    changed, by_line = change(text, reading, grow)
    read = read_bytes(name, changed.encode())
    kept = 0
    for table, row in certain_rows(read):
        cells = by_line.get(row.source.last_line or 0)
        if cells is None:
            continue
        kept += 1
        wanted = [number(cell) for cell in cells][-len(row.values) :]
        assert [None if value is None else Decimal(value) for value in row.values] == wanted, (table.title, row, cells)
    before = sum(1 for _table, row in certain_rows(reading) if (row.source.last_line or 0) in by_line)
    assert kept >= 0.9 * before


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", PAPERS)
def test_without_some_rows_no_other_row_reads_otherwise(name: str, seed: int) -> None:
    text, reading = paper(name)
    rng = random.Random(seed)
    changed, _by_line = change(text, reading, lambda _table, _row, cells: None if rng.random() < 0.15 else cells)
    was = {(row.source.last_line, row.printed): row.values for table in reading.tables for row in table.rows}
    for table, row in certain_rows(read_bytes(name, changed.encode())):
        known = was.get((row.source.last_line, row.printed))
        assert known is None or known == row.values, (table.title, row)
        if known is None:
            # A line may be parted otherwise than before; its figures are still the ones that it prints.
            raw = lines_of(changed)[(row.source.last_line or 1) - 1].split()
            assert set(" ".join(cell for cell in row.printed if cell).split()) <= set(raw), (table.title, row)


@pytest.mark.parametrize("name", PAPERS)
def test_rows_with_a_figure_less_than_the_head_has_columns_are_not_certain(name: str) -> None:
    text, reading = paper(name)
    changed, by_line = change(text, reading, lambda _table, _row, cells: cells[:-1] if len(cells) > 2 else cells)
    rows = {row.source.last_line: (table, row) for table in reading.tables for row in table.rows}
    for table, row in certain_rows(read_bytes(name, changed.encode())):
        line = row.source.last_line
        if line in by_line and line in rows and len(rows[line][1].printed) > 2:
            assert len(row.values) == len(by_line[line]), (table.title, row)


@pytest.mark.parametrize("name", PAPERS)
def test_rows_with_a_figure_more_than_the_head_has_columns_are_not_certain(name: str) -> None:
    text, reading = paper(name)
    more = {1: "17"}
    changed, by_line = change(text, reading, lambda _table, _row, cells: [*cells, more[1]] if len(cells) > 1 else cells)
    for table, row in certain_rows(read_bytes(name, changed.encode())):
        cells = by_line.get(row.source.last_line or 0)
        if cells is not None and len(cells) > 2:
            assert row.printed[-1] != more[1] or len(row.values) == len(cells), (table.title, row)


def figures_by_line(reading: Reading) -> dict[str, list[tuple[str | None, list[tuple[int | None, str]]]]]:
    """The units, years and figures of rows by the line that they end on, as it is printed."""
    found: dict[str, list[tuple[str | None, list[tuple[int | None, str]]]]] = {}
    for table in reading.tables:
        for row in table.rows:
            own = [(column.year, str(v)) for column, v in zip(table.columns, row.values, strict=True) if v is not None]
            found.setdefault(last_printed(row), []).append((table.unit, own))
    return found


def last_printed(row: Row) -> str:
    return (row.source.raw or "").strip().split("\n")[-1].strip()


def moved(name: str, text: str) -> list[tuple[str, Row]]:
    """The certain rows that tell another unit, year or figure than those of the paper as it was printed."""
    was = figures_by_line(paper(name)[1])
    found = []
    for table, row in certain_rows(read_bytes(name, text.encode())):
        own = [(column.year, str(v)) for column, v in zip(table.columns, row.values, strict=True) if v is not None]
        # What a page tore off is not there to be read: a unit, a year, or the first figures of a line.
        if not any(
            table.unit in {unit, None}
            and len(own) <= len(known)
            and all(value == other and year in {before, None}
                    for (year, value), (before, other) in zip(own, known[len(known) - len(own) :], strict=True))
            for unit, known in was.get(last_printed(row), ())
        ):  # fmt: skip
            found.append((table.title, row))
    return found


@pytest.mark.parametrize("first", [0, 4, 9, 16, 20, 24])
@pytest.mark.parametrize("name", PAPERS)
def test_a_page_that_ends_anywhere_moves_no_figure(name: str, first: int) -> None:
    text, _reading = paper(name)
    lines = []
    for i, line in enumerate(lines_of(text)):
        lines.append(line)
        if i % 29 == first:
            lines += ["", f"Side {10 + i // 29} af 90", "\fKommunens beretning", ""]
    assert moved(name, "\n".join(lines)) == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", PAPERS[:2])
def test_pages_in_another_order_move_no_figure(name: str, seed: int) -> None:
    text, _reading = paper(name)
    lines = lines_of(text)
    starts = [line.number - 1 for line in Layout(text).lines if line.new_page and line.number > 1]
    pages = ["\n".join(lines[first:after]) for first, after in pairwise([0, *starts, len(lines)])]
    assert len(pages) > 3
    random.Random(seed).shuffle(pages)
    assert moved(name, "\n\f".join(pages)) == []
