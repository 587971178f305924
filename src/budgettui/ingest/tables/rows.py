"""One line of a table: where its label ends and its cells begin, and which column each cell belongs to.

A flattened table has lost its columns. What is left is the order of the cells, their number, and the
arithmetic of the columns (variance = accounts − budget). A reading that these do not prove is marked
uncertain; a cell that cannot be placed is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from budgettui.domain.amounts import EMPTY_CELLS, Number, NumberError, parse_number
from budgettui.domain.checking.checks import variance_columns, variance_difference
from budgettui.domain.paper.reading import Column

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PRINTED_CELL = re.compile(r"[-+−–(][0-9][0-9.,]*\)?|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]+")
_THOUSANDS, _THREE_DIGITS = re.compile(r"[-+−–(]?[1-9][0-9]{0,2}"), re.compile(r"[0-9]{3}(?:,|$)")
#: Words after which a number names something and counts nothing.
_NAMES_NUMBER = re.compile(
    r"(?:sektor|funktion|kapitel|konto|afsnit|nr\.?|punkt|pkt\.?|§|år|budget|regnskab|side|s\.|bilag|fase|etape|tema|"
    r"\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|kvartal|primo|ultimo))$",
    re.IGNORECASE,
)
_NAMES_ALWAYS = re.compile(r"(?:sektor|funktion|kapitel|konto|afsnit|nr\.?|punkt|pkt\.?|§|bilag)$", re.IGNORECASE)
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
    doubtful: tuple[Number, ...] = ()
    #: The printed cells of a row that has fewer than its table has columns.
    unplaced: tuple[str, ...] = ()


def split(body: str) -> Split:
    """The words of a line, parted at the last run of words that can be cells."""
    words = body.split(" ")
    start = len(words)
    while start and is_cell(words[start - 1]):
        start -= 1
    # A dash without a number beside it is a dash of the text and no empty cell.
    if all(word in EMPTY_CELLS for word in words[start:]):
        start = len(words)
    return Split(tuple(words[:start]), tuple(words[start:]))


def is_cell(word: str) -> bool:
    """Whether a word can stand in a cell: a figure, or what is printed where there is none."""
    if word in EMPTY_CELLS:
        return bool(word)
    try:
        cell_number(word)
    except NumberError:
        return False
    return True


def cell_number(word: str) -> Number:
    """The number in a cell. Ledgers print a minus after it ("1.234-"), which running text never does.

    Raises:
        NumberError: it is none.
    """
    if word.endswith("-") and word[0] not in "-+−–(":
        number = parse_number(word[:-1])
        return number._replace(value=-number.value, printed=word)
    return parse_number(word)


def is_heading_number(parts: Split, columns: int) -> bool:
    """Whether the one number that ends the line belongs to its words ("sektor 5.51", "Anlæg 2024")."""
    if len(parts.tokens) != 1 or columns < 2 or not parts.label:
        return False
    token = parts.tokens[0]
    if _NAMES_NUMBER.search(parts.label[-1]) or _YEAR.fullmatch(token):
        return True
    return token not in EMPTY_CELLS and cell_number(token).doubt is not None


def belongs_to_label(parts: Split) -> bool:
    """Whether the first number of a run belongs to the words before it, whatever the count of cells says."""
    if not parts.label:
        return False
    word, token = parts.label[-1], parts.tokens[0]
    if _GOES_ON.fullmatch(word) and token not in EMPTY_CELLS and not is_printed_cell(token):
        # "Storegade 3 og 5": no label ends in "og".
        return True
    return bool(_NAMES_ALWAYS.search(word) or (_NAMES_NUMBER.search(word) and _YEAR.fullmatch(token)))


def is_printed_cell(word: str) -> bool:
    """Whether a number is printed as amounts are: with decimals, a sign, or a point between its thousands."""
    return bool(_PRINTED_CELL.fullmatch(word))


def ends_in_number(label: Sequence[str]) -> bool:
    """Whether a label ends in a number, that may be a cell; one in brackets with other words ("(§ 108)") is none."""
    if not label or not BARE_NUMBER.fullmatch(label[-1]):
        return False
    inside = label[-1].endswith(")") and "(" not in label[-1]
    return not (inside and " ".join(label).count("(") == " ".join(label).count(")"))


def has_cells(label: Sequence[str]) -> bool:
    """Whether numbers that stand together in a label may be the cells of a row of their own."""
    three = any(all(map(is_cell, label[at : at + 3])) for at in range(len(label) - 2))
    return three or any(is_printed_cell(one) and is_cell(after) for one, after in pairwise(label))


def may_be_thousands(parts: Split, wanted: int) -> bool:
    """Whether the number before the cells may be the thousands of the first of them: "Total 1 347 …"."""
    before, first = parts.tokens[: len(parts.tokens) - wanted], parts.tokens[len(parts.tokens) - wanted]
    if not before or (parts.label and len(before) == 1 and _NAMES_NUMBER.search(parts.label[-1])):
        return False
    return bool(_THOUSANDS.fullmatch(before[-1]) and _THREE_DIGITS.match(first))


def place(parts: Split, columns: Sequence[Column]) -> Cells:
    """The cells of a line in the columns of its table."""
    wanted = len(columns)
    tokens = parts.tokens
    if len(tokens) == wanted and wanted > 1 and belongs_to_label(parts):
        # "sektor 552" names something, so one cell is missing though the count is right.
        parts = Split((*parts.label, tokens[0]), tokens[1:])
        tokens = parts.tokens
    if len(tokens) < wanted:
        return _place_missing(parts, columns)
    extra = tokens[: len(tokens) - wanted]
    label = " ".join((*parts.label, *extra))
    cells = _read(tokens[len(tokens) - wanted :])
    values = tuple(number.value if number and not number.doubt else None for number in cells)
    doubtful = tuple(number for number in cells if number and number.doubt)
    printed = tuple(tokens[len(tokens) - wanted :])
    if doubtful:
        return Cells(label, values, printed, False, False, "doubtful_number", doubtful)
    number_before = bool(extra) or ends_in_number(parts.label)
    if number_before and parts.label and ((extra and is_printed_cell(extra[-1])) or has_cells(parts.label)):
        # Printed as the cells are, and not as codes and names are: a column more, or another row on the line.
        return Cells(label, values, printed, False, False, "too_many_cells")
    if has_cells(parts.label) or len(extra) > 1:
        return Cells(label, values, printed, False, False, "too_many_cells")
    if number_before and parts.label:
        proved = _variance_holds(cells, columns) and not may_be_thousands(parts, wanted)
        # Only the numbers directly before the cells can be mistaken for cells.
        return Cells(label, values, printed, proved, not proved, "" if proved else "number_in_label")
    if number_before:
        return Cells(label, values, printed, False, False, "too_many_cells")
    return Cells(label, values, printed)


def _place_missing(parts: Split, columns: Sequence[Column]) -> Cells:
    """A line with fewer cells than columns: placed where the variance column leaves one choice, else left
    empty."""
    label = " ".join(parts.label)
    cells = _read(parts.tokens)
    triple = variance_columns(columns)
    empty: tuple[str | None, ...] = (None,) * len(columns)
    nothing: tuple[Decimal | None, ...] = (None,) * len(columns)
    unplaced = () if any(number is not None and number.doubt for number in cells) else parts.tokens
    if triple is None or any(number is None or number.doubt for number in cells):
        return Cells(label, nothing, empty, False, bool(unplaced), "missing_cell", unplaced=unplaced)
    found: list[tuple[int, ...]] = []
    for positions in combinations(range(len(columns)), len(cells)):
        if not set(triple) <= set(positions):
            continue
        chosen: list[Number | None] = [None] * len(columns)
        for position, number in zip(positions, cells, strict=True):
            chosen[position] = number
        if _variance_holds(chosen, columns):
            found.append(positions)
    if not found:
        return Cells(label, nothing, empty, False, bool(unplaced), "missing_cell", unplaced=unplaced)
    # A cell that stands in the same column in every reading is placed; the others are left empty.
    values: list[Decimal | None] = [None] * len(columns)
    printed: list[str | None] = [None] * len(columns)
    for order, (token, number) in enumerate(zip(parts.tokens, cells, strict=True)):
        places = {positions[order] for positions in found}
        if len(places) == 1 and number is not None:
            position = places.pop()
            values[position] = number.value
            printed[position] = token
    return Cells(label, tuple(values), tuple(printed), False, bool(unplaced), "missing_cell", unplaced=unplaced)


def _read(tokens: Sequence[str]) -> list[Number | None]:
    return [None if token in EMPTY_CELLS else cell_number(token) for token in tokens]


def _variance_holds(cells: Sequence[Number | None], columns: Sequence[Column]) -> bool:
    triple = variance_columns(columns)
    if triple is None:
        return False
    accounts, budget, variance = (cells[position] for position in triple)
    if accounts is None or budget is None or variance is None:
        return False
    # Zero everywhere proves nothing about which number is which.
    if not (accounts.value or budget.value):
        return False
    coarsest = max(Decimal(1).scaleb(-number.decimals) for number in (accounts, budget, variance))
    return any(
        abs(difference) <= tolerance
        for difference, tolerance in (
            variance_difference(accounts.value, budget.value, variance.value, coarsest, turned=turned)
            for turned in (False, True)
        )
    )
