"""One line of a table: where its label ends and its cells begin, and which column each cell belongs to.

A flattened table has lost its columns. What is left is the order of the cells, their number, and the
arithmetic of the columns (variance = accounts − budget). A reading that these do not prove is marked
uncertain; a cell that cannot be placed is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise
from math import comb

from budgettui.domain.amounts import EMPTY_CELLS, Number, NumberError, parse_number
from budgettui.domain.paper.reading import Column
from budgettui.ingest.tables.across import change_holds

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
#: A year, or the number of an account: no amount has so many figures and no point among them.
NAMES_ROW = re.compile(rf"{YEAR.pattern}|[0-9]{{8,16}}")
#: A year that the label ends in, and a figure right behind it: who prints decimals parts the thousands.
_GLUED_TO_YEAR = re.compile(rf"{YEAR.pattern}[0-9]+,[0-9]+")
#: An account has so many figures.
_ACCOUNT = 8
#: So many ways to place the cells of incomplete rows are tried.
MOST_WAYS = 3000
_PERCENT = re.compile(r"%\*{0,3}$")
#: The number of a note right behind an amount: no thousands have four digits.
_NOTED = re.compile(r"([-+−–]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+)[1-9]\)")
#: "17 %" is one word, like "17%".
_WORDS = re.compile(r"[-+−–]?[0-9][0-9.,\u00a0]* %\*{0,3}(?= |$)|[^ ]+")
#: The number of a main account: no amount begins so.
_LEADING_ZERO = re.compile(r"0[0-9]")
_PRINTED_CELL = re.compile(r"[-+−–(][0-9][0-9.,]*\)?|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]+")
_THOUSANDS, _THREE_DIGITS = re.compile(r"[-+−–(]?[1-9][0-9]{0,2}"), re.compile(r"[0-9]{3}(?:,|$)")
_THOUSAND = "(1.000)"
#: A point parts the thousands.
_POINTED = re.compile(r"[0-9]\.[0-9]{3}")
#: Words after which a number names something and counts nothing.
_NAMES_NUMBER = re.compile(
    r"(?:sektor|funktion|kapitel|konto|afsnit|nr\.?|note|punkt|pkt\.?|§|år|budget|regnskab|side|s\.|bilag|fase|etape|tema|"
    r"\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|kvartal|primo|ultimo))$",
    re.IGNORECASE,
)
_NAMES_ALWAYS = re.compile(r"(?:sektor|funktion|kapitel|konto|afsnit|nr\.?|note|punkt|pkt\.?|§|bilag)$", re.IGNORECASE)
#: The beginning of a number that a space has broken.
_BROKEN_OFF = re.compile(r"[-+−–(]?[0-9]{1,3}(?:\.[0-9]{3})*[.,]")
_GOES_ON = re.compile(r"(?:og|eller|samt|til|fra)", re.IGNORECASE)
#: A word of figures and signs alone, which a careless eye takes for a cell ("60+", "2014=100", "9.31)").
BARE_NUMBER = re.compile(r"[^\w]*[0-9][^A-Za-zæøåÆØÅ]*")


@dataclass(frozen=True, slots=True)
class Split:
    """A line taken apart. ``tokens`` are its last words that look like cells, ``label`` what stands
    before."""

    label: tuple[str, ...]
    tokens: tuple[str, ...]

    @property
    def numbers(self) -> int:
        return sum(token not in EMPTY_CELLS for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row, placed. ``label`` is what the cells left of the line.

    ``certain`` is false where a human eye is needed and ``why`` says what for; ``by_sum`` means that a
    column sum that agrees would make it certain.
    """

    label: str
    values: tuple[Decimal | None, ...]
    printed: tuple[str | None, ...]
    certain: bool = True
    by_sum: bool = False
    why: str = ""
    #: The printed cells of a row that has fewer than its table has columns.
    unplaced: tuple[str, ...] = ()


def split(body: str) -> Split:
    """The words of a line, parted at the last run of words that can be cells."""
    words = _WORDS.findall(body)
    start = len(words)
    while start and is_cell(words[start - 1]):
        start -= 1
    # A dash without a number beside it is a dash of the text and no empty cell.
    if all(word in EMPTY_CELLS for word in words[start:]):
        start = len(words)
    return Split(tuple(words[:start]), tuple(words[start:]))


def words_of(body: str) -> list[str]:
    """The words of a line; "17 %" is one."""
    return _WORDS.findall(body)


@lru_cache(maxsize=8192)
def is_cell(word: str) -> bool:
    """Whether a word can stand in a cell: a figure, perhaps in per cent, or what is printed where there is none."""
    if word in EMPTY_CELLS:
        return bool(word)
    if _LEADING_ZERO.fullmatch(word):
        return False
    try:
        cell_number(word)
    except NumberError:
        return False
    return True


def cells_at_end(body: str) -> list[str]:
    """The last words of a line that can each stand in a cell; "17 %" is one word."""
    words = _WORDS.findall(body)
    start = len(words)
    while start and is_cell(words[start - 1]):
        start -= 1
    return words[start:]


def cell_number(word: str) -> Number:
    """The number in a cell, without its "%" and the number of a note. Ledgers print a minus after it ("1.234-"),
    running text never does. Raises ``NumberError``: it is none."""
    word = _PERCENT.sub("", word).rstrip(" ") or word
    if word.endswith(")") and (noted := _NOTED.fullmatch(word)):
        return parse_number(noted[1])
    if word.endswith("-") and word[0] not in "-+−–(":
        number = parse_number(word[:-1])
        return number._replace(value=-number.value)
    return parse_number(word)


def exact(value: Decimal | None) -> str | None:
    """A value as the contract writes it."""
    return None if value is None else format(value, "f")


def is_heading_number(parts: Split, columns: int) -> bool:
    """Whether the one number that ends the line belongs to its words ("sektor 5.51", "Anlæg 2024")."""
    if len(parts.tokens) != 1 or not parts.label:
        return False
    token = parts.tokens[0]
    if YEAR.fullmatch(token) or columns < 2:
        return bool(YEAR.fullmatch(token))
    named = _NAMES_NUMBER.search(parts.label[-1])
    return bool(named) or (token not in EMPTY_CELLS and cell_number(token).doubt is not None)


def belongs_to_label(parts: Split) -> bool:
    """Whether the first number of a run belongs to the words before it, whatever the count of cells says."""
    if not parts.label:
        return False
    word, token = parts.label[-1], parts.tokens[0]
    if _GOES_ON.fullmatch(word) and token not in EMPTY_CELLS and not is_printed_cell(token):
        # "Storegade 3 og 5": no label ends in "og".
        return True
    if token.isdecimal() and len(token) >= _ACCOUNT and any(map(is_printed_cell, parts.tokens[1:])):
        # Where amounts have a point between their thousands, this is an account.
        return True
    if token == _THOUSAND:
        # What the row counts in.
        return True
    named = _NAMES_ALWAYS.search(word) and not is_printed_cell(token)
    return bool(named or (_NAMES_NUMBER.search(word) and YEAR.fullmatch(token)))


def is_printed_cell(word: str) -> bool:
    """Whether a number is printed as amounts are: with decimals, a sign, or a point between its thousands."""
    return bool(_PRINTED_CELL.fullmatch(word))


def ends_in_number(label: Sequence[str]) -> bool:
    """Whether a label ends in a number, that may be a cell; one in brackets with other words ("(§ 108)") is none."""
    if not label or not BARE_NUMBER.fullmatch(label[-1]):
        return False
    last, words = label[-1], " ".join(label)
    if not last.endswith(")") or words.count("(") != words.count(")"):
        return True
    # What is in brackets and no figure ("(07-16)") is none, either.
    return "(" in last and is_cell(last)


def has_cells(label: Sequence[str]) -> bool:
    """Whether numbers that stand together in a label may be the cells of a row of their own."""
    return any(is_cell(one) and is_cell(after) and one not in EMPTY_CELLS for one, after in pairwise(label))


def may_be_thousands(parts: Split, wanted: int) -> bool:
    """Whether the number before the cells may be the thousands of the first of them: "Total 1 347 …"."""
    before, first = parts.tokens[: len(parts.tokens) - wanted], parts.tokens[len(parts.tokens) - wanted]
    if not before and parts.label and _BROKEN_OFF.fullmatch(parts.label[-1]):
        return True
    pointed = any(map(_POINTED.search, parts.tokens))
    if not before or pointed or (parts.label and len(before) == 1 and _NAMES_NUMBER.search(parts.label[-1])):
        return False
    return bool(_THOUSANDS.fullmatch(before[-1]) and _THREE_DIGITS.match(first))


def place(parts: Split, columns: Sequence[Column]) -> Cells:
    wanted = len(columns)
    tokens = parts.tokens
    if not parts.label and len(tokens) == wanted + 1 and NAMES_ROW.fullmatch(tokens[0]):
        # The rows are years, or accounts.
        return cells_of(tokens[0], tokens[1:])
    if len(tokens) == wanted and wanted > 1 and belongs_to_label(parts):
        # "sektor 552" names something, so one cell is missing though the count is right.
        parts = Split((*parts.label, tokens[0]), tokens[1:])
        tokens = parts.tokens
    if len(tokens) < wanted:
        return _place_missing(parts, columns)
    extra = tokens[: len(tokens) - wanted]
    cells = cells_of(" ".join((*parts.label, *extra)), tokens[len(tokens) - wanted :])
    if cells.why and cells.why != "other_unit":
        return cells
    several = len(extra) > 1 or bool(extra and not parts.label) or has_cells(parts.label)
    # Printed as the cells are, and not as codes and names are: a column more, or another row on the line.
    several = several or bool(extra and is_printed_cell(extra[-1]))
    if several or all(map(YEAR.fullmatch, tokens)):
        return replace(cells, certain=False, why="too_many_cells")
    # Only the numbers directly before the cells can be mistaken for cells.
    if len(extra) == 1 and parts.label[-1:] == ("§",):
        # The number of a paragraph, and a cell for each column.
        return cells
    if (extra or ends_in_number(parts.label)) and (
        change_holds(columns, cells.values) is not True or may_be_thousands(parts, wanted)
    ):
        return replace(cells, certain=False, by_sum=not cells.why, why="number_in_label")
    return cells


def cells_of(label: str, tokens: Sequence[str]) -> Cells:
    """The cells of a row that has one for each column; per cent among other figures is of another unit."""
    numbers = [None if token in EMPTY_CELLS else cell_number(token) for token in tokens]
    values = tuple(number.value if number and not number.doubt else None for number in numbers)
    percent = ["%" in token for token in tokens if token not in EMPTY_CELLS]
    mixed = "other_unit" if any(percent) and not all(percent) else ""
    doubt = any(number and number.doubt for number in numbers) or any(map(_GLUED_TO_YEAR.fullmatch, tokens))
    why = "doubtful_number" if doubt else mixed
    return Cells(label, values, tuple(tokens), not why, False, why)


def _place_missing(parts: Split, columns: Sequence[Column]) -> Cells:
    """A line with fewer cells than columns: placed where the change that it prints leaves one choice, else left
    empty."""
    label = " ".join(parts.label)
    read = cells_of(label, parts.tokens)
    nothing = (None,) * len(columns)
    unplaced = () if read.why == "doubtful_number" else parts.tokens
    missing = Cells(label, nothing, nothing, False, bool(unplaced), "missing_cell", unplaced=unplaced)
    if read.why or None in read.values or comb(len(columns), len(parts.tokens)) > MOST_WAYS:
        return missing
    found = []
    for positions in combinations(range(len(columns)), len(parts.tokens)):
        chosen = dict(zip(positions, read.values, strict=True))
        if change_holds(columns, [chosen.get(at) for at in range(len(columns))]):
            found.append(positions)
    # A cell that stands in the same column in every reading is placed; the others are left empty.
    ways = [{own[order] for own in found} for order in range(len(parts.tokens))]
    placed = {own.pop(): order for order, own in enumerate(ways) if len(own) == 1}
    at = [placed.get(column) for column in range(len(columns))]
    return replace(
        missing,
        values=tuple(None if order is None else read.values[order] for order in at),
        printed=tuple(None if order is None else parts.tokens[order] for order in at),
    )
