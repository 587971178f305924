"""Heads whose words are known: years, phases and changes over columns, or a unit or a price over one.

The unit stands in them or beside them: "Områder, mio. kr. Regnskab 2023 Budget 2024", "Mio. kr. 2023 2024 Ændring", or
a title with "Mio. kr." alone under it; or nowhere: "Aktivitetstal Regnskab 2023 Regnskab 2024", "År 2022 2023 2024".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from budgettui.domain.amounts import Unit
from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.paper.reading import Column
from budgettui.ingest.page.header import (
    HEAD_WORD,
    LINE_LONGEST,
    YEAR,
    above,
    ends_sentence_in_words,
    is_under_names,
    only_year,
    read_columns,
    split_unit,
)
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.tables.across import CHANGE, CHANGE_WORD, SPAN
from budgettui.ingest.tables.head_words import (
    chunks_of,
    column_of,
    is_units,
    names_a_column,
    names_columns,
    unit_in,
)
from budgettui.ingest.tables.rows import is_printed_cell

_YEAR_COLUMN = re.compile(rf"{YEAR}(?=\s|$)")
_WORD = re.compile(rf"{HEAD_WORD.pattern}|{CHANGE_WORD}|{SPAN}", re.IGNORECASE)
_FIRST_WORD = re.compile(
    rf"{CHANGE_WORD}$|{YEAR}$|regnskab|budget|forv|ajour|ajf|korr|opr|vedt|afvigelse", re.IGNORECASE
)
#: A word over the labels that says what the columns are and not what the table is about.
_OVER_YEARS = re.compile(r"(?:år|årstal|årene|periode)\s*:?", re.IGNORECASE)
#: The caption of a picture says nothing of the table under it.
_CAPTION = re.compile(r"(?:figur|graf|diagram)\b", re.IGNORECASE)
NOTE_LINE = re.compile(r"(?:note|noter|kilde|anm)\b\s*[:.]", re.IGNORECASE)
_ENDS_IN_NUMBER = re.compile(r"\s[-+−–]?[0-9][0-9.,]*%?$")
_SHORT = 90
#: So many lines with a label and one figure make a narrow table of a line of so few words that ends in its unit.
_LEAST, _TITLE_WORDS = 2, 6
_ONE_FIGURE = re.compile(r"[A-ZÆØÅ0-9].{0,80}?[^0-9\s%][^0-9\s]*\s[-+−–]?[0-9][0-9.,]*")
#: What names prices, and a row of a list of them, whose figure may stand alone; so many lines are asked.
_PRICES = re.compile(r"(?:takst|pris|gebyr|afgift|betaling|bidrag|sats|vederlag)(?:er|s?t?en|erne)?\b", re.IGNORECASE)
_PRICE = re.compile(rf"(?:{_ONE_FIGURE.pattern})|(?!{YEAR}$)[0-9]{{1,3}}(?:\.[0-9]{{3}})*(?:,[0-9]{{2}})?")
_PRICED = 12
#: A total stands so many lines below the head of what it sums.
_LISTED = 40
_AMOUNT = re.compile(r"[0-9]\s?kr\b", re.IGNORECASE)
#: A head is at most so many printed lines.
_LONGEST = 18
#: A section's heading is sought so many lines above a table that has no title of its own.
_SECTION = 80
#: The line under a section's heading is this long at least.
_PARAGRAPH = 45


@dataclass(frozen=True, slots=True)
class PlainHead:
    """Lines ``first`` to ``after`` (not included) of the layout are the head. ``line`` is its first line with columns.

    ``narrow`` says that the rows have one figure each, under the unit alone; ``unsure`` that the words over the columns
    may part in another way; ``known`` that they are years and phases to the last word.
    """

    first: int
    line: int
    after: int
    columns: tuple[Column, ...]
    title: str
    unit: Unit | None
    price_level: str | None
    corner: str
    narrow: bool = False
    unsure: bool = False
    known: bool = False


def plain_head(layout: Layout, position: int) -> PlainHead | None:
    """The head that begins with the columns of this line, or ``None``."""
    line = layout.lines[position]
    if len(line.body) > LINE_LONGEST or position in layout.furniture:
        return None
    return _columns_head(layout, position) or unit_head(layout, position)


# -- words and years over columns


def _columns_head(layout: Layout, position: int) -> PlainHead | None:
    lines = layout.lines
    corner, words = _head_words(lines[position].body)
    if not words or (corner and not _may_be_corner(corner)) or is_under_names(layout, position):
        return None
    # Where each line is a paragraph all of them stand apart.
    near = max(1, lines[position + 1].gap if position + 1 < len(lines) else 1)
    if not corner and lines[position].gap > near:
        return None
    rest, unit, price = split_unit(corner)
    lone = bool(corner) and not unit and len(read_columns(words) or ()) == 1
    if lone and position and names_a_column(lines[position - 1].body):
        # Names one a line, and the end of this line is none of them.
        return None
    pieces = [words]
    after = position + 1
    while after < len(lines) and after - position < _LONGEST:
        line = lines[after]
        if line.gap > 3 or not all(_WORD.fullmatch(word) for word in line.body.split(" ")):
            break
        pieces.append(line.body)
        after += 1
    columns = columns_of(layout.joiner.join(pieces)[0])
    if columns is None:
        return None
    first, title, over_unit, over_price = title_over(layout, position, rest)
    if rest and unit and not only_year(words[:4]):
        # "Områder, mio. kr." over the labels is what the table is of.
        first, title = position, rest
    if not corner and first == position:
        # Years with no words of their own over them are the axis of a picture.
        return None
    unit = unit or over_unit
    below = lines[after].body if after < len(lines) else ""
    if below and (is_units(below) or not split_unit(below)[0]):
        unit, price = unit or unit_in(below)[1] or split_unit(below)[1], price or split_unit(below)[2]
        after += 1
    if unit is None:
        # Among other words over the labels: "Kr. inkl. moms".
        rest, unit = unit_in(rest)
    if unit is None:
        # In the midst of the title: "Effekt i 1.000 kr. (2026-priser)".
        named, unit = unit_in(title)
        title = named if unit and named else title
    # Below years that stand one a line, another name may follow.
    known = all(column.year for column in columns) and (len(pieces) == 1 or not only_year(words))
    return PlainHead(first, position, after, columns, title, unit, price or over_price, rest, known=known)


def _head_words(body: str) -> tuple[str, str]:
    """A line parted into what stands over the labels, and the words over the columns: the rest of the line."""
    words = body.split(" ")
    start = len(words)
    while start and _WORD.fullmatch(words[start - 1]):
        start -= 1
    while start < len(words) and not _FIRST_WORD.match(words[start]):
        start += 1
    return " ".join(words[:start]), " ".join(words[start:])


def _may_be_corner(text: str) -> bool:
    if len(text) > _SHORT or not (text[0].isupper() or split_unit(text)[1]) or ends_sentence_in_words(text):
        return False
    if _ENDS_IN_NUMBER.search(text) or is_open(text) or NOTE_LINE.match(text):
        return False
    return split_unit(text)[1] is not None or not ends_sentence(text)


def columns_of(text: str) -> tuple[Column, ...] | None:
    """The columns that the words name, at least two and no two alike; ``None`` where a word is left over.

    A change is the budget's variance where accounts and budget of one year stand beside it; beside years it is none
    of a budget's columns.
    """
    pieces: list[Column] = []
    position = 0
    text = " ".join(text.split())
    while position < len(text):
        if change := CHANGE.match(text, position):
            pieces.append(Column(change[0], None, "change"))
            position = change.end()
        elif year := _YEAR_COLUMN.match(text, position):
            pieces.append(Column(year[0], int(year[0]), "other"))
            position = year.end()
        else:
            end = _next_column(text, position)
            named = read_columns(text[position:end])
            if not named:
                return None
            pieces += named
            position = end
        while position < len(text) and text[position] == " ":
            position += 1
    if len(pieces) < 2 or len({column.label for column in pieces}) < len(pieces):
        return None
    years = [column.year for column in pieces if column.phase == "other" and column.year]
    changes = sum(column.phase == "change" for column in pieces)
    if years not in (sorted(years), sorted(years, reverse=True)) or changes > 1:
        return None
    between = sorted(column.phase or "" for column in pieces if column.phase != "change")
    same_year = len({column.year for column in pieces if column.phase != "change"}) == 1
    is_variance = same_year and between in (["approved", "executed"], ["adjusted", "executed"])
    return tuple(
        replace(column, phase="variance" if is_variance else "other") if column.phase == "change" else column
        for column in pieces
    )


def _next_column(text: str, position: int) -> int:
    """Where the words that name phases end: before the change, or before a year that follows a year."""
    change = CHANGE.search(text, position)
    return change.start() if change else len(text)


# -- a unit alone over one column


def unit_head(layout: Layout, position: int) -> PlainHead | None:
    """The head of a table with one figure in each row, if it begins with this line."""
    lines = layout.lines
    line = lines[position]
    body = line.body
    rest, unit, price = split_unit(body)
    if rest:
        return _named_unit_head(layout, position)
    if unit is None or not (body[0].isupper() or body[0] in "(1") or line.gap > 1 or not position:
        return None
    title_line = lines[position - 1]
    if not title_line.body[:1].isupper() or len(title_line.body) > _SHORT or _ENDS_IN_NUMBER.search(title_line.body):
        return None
    if ends_sentence(title_line.body) or (is_open(title_line.body) and not title_line.gap):
        return None
    if title_line.gap == 0 and not _stands_alone(layout, position - 1):
        return None
    below = lines[position + 1].body if position + 1 < len(lines) else ""
    if names_columns(below) and len(chunks_of(below.split(" "))) > 1:
        # The columns themselves.
        return None
    named = _last_column(below)
    if named and any(names_a_column(row.body) for row in lines[position + 2 : position + 3]):
        # The columns themselves, one a line.
        return None
    column = column_of(named) if named else Column(body, None, "other")
    after = position + 1 + bool(named)
    return PlainHead(position - 1, position, after, (column,), title_line.body, unit, price, "", narrow=True)


def _last_column(body: str) -> str:
    """The name of the one column that a line prints, alone or behind a word over the labels: "Område Budget 2024"."""
    words = body.split(" ")
    for start in range(min(len(words), 2)):
        name = " ".join(words[start:])
        if names_a_column(name) and (not start or column_of(name).phase != "other"):
            return name
    return ""


def _named_unit_head(layout: Layout, position: int) -> PlainHead | None:
    """A line that ends in its unit ("Udgifter i mio. kr.") over lines with one figure each, or over the year of all."""
    body = layout.lines[position].body
    rest, unit = unit_in(body)
    if unit is None:
        return None
    column = _last_column(rest)
    named = layout.lines[position + 1].body if position + 1 < len(layout.lines) else ""
    below = not column and (names_a_column(named) or (" " not in named and names_columns(named)))
    column = named if below else column
    rows = layout.lines[position + 1 + below : position + 1 + below + _LEAST]
    if not rest or not (body.startswith(rest) or column):
        return None
    if (not _may_be_corner(rest) or len(rest.split(" ")) > _TITLE_WORDS) and not column:
        return None
    if len(rows) < _LEAST or not all(row.gap <= 1 and _ONE_FIGURE.fullmatch(row.body) for row in rows):
        return None
    first, title, _unit, price = title_over(layout, position, "" if column and not below else rest)
    if below:
        first, title = position, rest
    columns = (column_of(column) if column else Column(body, None, "other"),)
    return PlainHead(first, position, position + 1 + below, columns, title, unit, price, rest, narrow=True)


def lone_head(layout: Layout, position: int) -> PlainHead | None:
    """A line over lines with one figure each that names prices, or over a total of theirs: that there is one says that
    it is a table."""
    body = layout.lines[position].body
    if len(body) > _SHORT or not (body[0].isupper() or body[0] == "(") or ends_sentence(body) or is_open(body):
        return None
    if (_ENDS_IN_NUMBER.search(body) and only_year(body) is None) or _AMOUNT.search(body):
        return None
    after = _after_prices(layout.lines, position) if _PRICES.search(body) else _over_total(layout.lines, position)
    if after is None:
        return None
    first, title, unit, price = title_over(layout, position, body)
    dated = re.fullmatch(YEAR, layout.lines[after].body) is not None
    column = column_of(f"{body} {layout.lines[after].body}" if dated else body)
    own = body if first < position else ""
    unit = unit_in(body)[1] or unit
    return PlainHead(
        first, position, after + dated, (column,), title, unit, price, own, narrow=True, unsure=True
    )


def _after_prices(lines: Sequence[Line], position: int) -> int | None:
    """The first line below words that name prices, and below what is said of these, where prices stand there."""
    below = lines[position + 1 : position + 1 + _PRICED]
    priced = [row for row in below if _PRICE.fullmatch(row.body) and only_year(row.body[-4:]) is None]
    if len(priced) <= _LEAST:
        return None
    over = below[: priced[0].index - position - 1]
    if any(_PRICES.search(row.body) and not ends_sentence(row.body) for row in over):
        # A nearer line does.
        return None
    told = [row.index for row in over if len(row.body) >= _PARAGRAPH and ends_sentence(row.body)]
    return max(told, default=position) + 1


def _over_total(lines: Sequence[Line], position: int) -> int | None:
    """The line below one that parts from what stands above, where there are rows and their total."""
    rows = 0
    for row in lines[position + 1 : position + 1 + _LISTED] if not position or lines[position].gap else ():
        label, _space, figure = row.body.rpartition(" ")
        amount = _ONE_FIGURE.fullmatch(row.body) is not None and is_printed_cell(figure)
        rows += amount
        if rows > _LEAST and amount and is_total_label(label):
            return position + 1
        nearer = not rows and (row.gap or row.index > position + 1 + _LEAST)
        if not amount and (nearer or ends_sentence_in_words(row.body)):
            break
    return None


def _stands_alone(layout: Layout, position: int) -> bool:
    """Whether a line begins something though no empty line parts it from the one before."""
    return not position or layout.lines[position].new_page or ends_sentence(layout.lines[position - 1].body)


# -- the title


def title_over(layout: Layout, position: int, corner: str) -> tuple[int, str, Unit | None, str | None]:
    """The title of a table: over its head, else over its labels, else the heading of the section it stands in."""
    own = "" if _OVER_YEARS.fullmatch(corner) or corner[:1].islower() else corner
    first, title, unit, price = above(layout, position)
    usable = bool(title) and len(title) <= _SHORT and title[:1].isupper() and not _CAPTION.match(title)
    if layout.lines[position].new_page or any(_is_prose(line) for line in layout.lines[first:position]):
        usable = False
    if usable:
        return first, title, unit, price
    if title:
        first, unit, price = position, None, None
    return first, own or _section(layout, first), unit, price


def _is_prose(line: Line) -> bool:
    return ends_sentence(line.body) and not line.body.endswith(":") and split_unit(line.body)[1] is None


def _section(layout: Layout, position: int) -> str:
    """The nearest heading over a paragraph: a short line with space over it and a full line right under it."""
    lines: Sequence[Line] = layout.lines
    for k in range(position - 1, max(0, position - _SECTION), -1):
        if k not in layout.furniture and _is_heading(layout, lines[k], lines[k + 1]):
            return lines[k].body
    return ""


def _is_heading(layout: Layout, line: Line, below: Line) -> bool:
    body = line.body
    if not (line.gap or line.new_page) or below.gap or len(below.body) < _PARAGRAPH or len(body) >= _PARAGRAPH:
        return False
    if not (body[0].isupper() and below.body[0].isupper()) or ends_sentence(body) or is_open(body):
        return False
    return not (_ENDS_IN_NUMBER.search(body) or _CAPTION.match(body) or layout.is_bullet(line))
