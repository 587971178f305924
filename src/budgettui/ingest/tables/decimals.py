"""How one column writes its numbers: Danish ("1.234,5") or with a decimal point ("1,234.5").

One cell alone often cannot say: "1.234" is a thousand and some here and one and some there. The column as a
whole mostly can. So a column is first tallied (:class:`Shapes`), then decided (:func:`decide`), and only then
are its cells read. What the column does not decide is read by Danish custom and marked as doubtful; it is
never certain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import compress, repeat

from budgettui.domain.amounts import EMPTY_CELLS, MAX_DIGITS
from budgettui.domain.errors import N_


class Style(StrEnum):
    WHOLE = "whole"
    """Digits alone: nothing to decide."""
    DANISH = "danish"
    POINT = "point"


class Exact(str):
    """A number that the file itself holds as a number, written as "-1234,5": nothing is to be decided."""

    __slots__ = ()


# Why a cell is doubtful.
OPEN = "open"
OTHER_STYLE = "other_style"
NOT_A_NUMBER = "not_a_number"
LOST_DIGITS = "lost_digits"
SHEET_ERROR = "sheet_error"
FORMULA = "formula"
TOO_LONG = "too_long"

#: Every doubt in words for the reader.
DOUBT_WORDS = {
    OPEN: N_("punktum eller komma med tre cifre efter: tusinder eller decimaler?"),
    OTHER_STYLE: N_("tallet er skrevet anderledes end resten af kolonnen"),
    NOT_A_NUMBER: N_("ikke et tal"),
    LOST_DIGITS: N_("et regneark har afkortet tallet (E+)"),
    SHEET_ERROR: N_("en fejlværdi fra et regneark"),
    FORMULA: N_("en formel, der ikke er regnet ud"),
    TOO_LONG: N_("flere cifre, end et beløb kan have"),
}

#: Cells that say that there is no figure, beside those of the domain; some are StatBank's.
EMPTY = EMPTY_CELLS | {"…", "...", "—", ":", "."}

_SPACE = " \u00a0\u202f\u2009"
_NINES = str.maketrans("123456789", "999999999")
_ALL_NINES = str.maketrans("0123456789", "9999999999")
_ALL_NINES_UTF8 = bytes.maketrans(b"0123456789", b"9999999999")
# A number in its dress: currency before or after, sign before or after, brackets.
_DRESS = re.compile(
    rf"(?:(?:kr\.?|dkk)[{_SPACE}]?)?(?P<open>\()?(?P<sign>[-+−–])?[{_SPACE}]?(?P<body>[0-9.,{_SPACE}]*[0-9])(?P<close>\))?(?P<after>-)?"
    rf"(?P<suffix>[{_SPACE}]?%|[{_SPACE}]?(?:kr\.?|dkk|,-))?",
    re.IGNORECASE,
)
_GROUP_SPACE = rf"[{_SPACE}]"
_DANISH = re.compile(
    rf"(?:[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?:{_GROUP_SPACE}[0-9]{{3}})+|[0-9]*)(?:,[0-9]+)?"
)
_POINT = re.compile(
    rf"(?:[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?:{_GROUP_SPACE}[0-9]{{3}})+|[0-9]*)(?:\.[0-9]+)?"
)
_EITHER = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,])[0-9]{3}")
_LOST = re.compile(r"[-+]?[0-9](?:[.,][0-9]+)?E[-+]?[0-9]+", re.IGNORECASE)
#: Spreadsheets' words for a failed calculation, in English and Danish.
_SHEET_ERROR = re.compile(
    r"#(?:N/A|I/T|REF|REFERENCE|DIV/0|DIVISION/0|VALUE|VÆRDI|NAME|NAVN|NUM|NULL|#+)[!?]?#*", re.IGNORECASE
)
#: A column with more different shapes than this is text, and is not tallied further.
_MOST_SHAPES = 2000
#: Where each cell of a column stands in it so many times, few of them differ.
_FEW = 8
#: One cell in so many may be written in the other way, and the column is still decided by the rest.
_RARE = 50
#: A number of so many digits needs no mark for thousands.
_SMALL = 3


@dataclass(slots=True)
class Shapes:
    """What the cells of one column look like, digits aside."""

    cells: int = 0
    exact: int = 0
    failed: int = 0
    digits: int = 0
    whole: int = 0
    padded: int = 0
    longest: int = 0
    shapes: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    ending: set[str] = field(default_factory=set)
    text: bool = False

    def add(self, cells: Sequence[str], counts: Mapping[str, int]) -> None:
        """More cells, stripped and none of them empty, and how often each stands among them."""
        # Few different ones are counted by their numbers, many by going through all of them.
        few = len(counts) * _FEW < len(cells)
        plain = list(counts) if few else cells
        joined = "\n".join(plain)
        if "=" in joined or "#" in joined or set(map(type, plain)) != {str}:
            exact = sum(count for cell, count in counts.items() if isinstance(cell, Exact))
            # What should have been a number, says that the column is one of numbers.
            failed = {cell for cell in counts if cell[0] in "=#" and _why_not(cell) != NOT_A_NUMBER}
            lost = sum(counts[cell] for cell in failed)
            self.cells, self.exact, self.failed = self.cells + exact + lost, self.exact + exact, self.failed + lost
            plain = [cell for cell in plain if cell not in failed and not isinstance(cell, Exact)]
            joined = "\n".join(plain)
        if not plain:
            return
        shaped = joined.encode().translate(_ALL_NINES_UTF8).decode().split("\n")
        if len(shaped) > len(plain):
            shaped = [cell.translate(_ALL_NINES) for cell in plain]
        if joined.startswith("0") or "\n0" in joined:
            # The first 0 stays one, since no group of thousands begins with it.
            for place in [place for place, cell in enumerate(plain) if cell[0] == "0"]:
                shaped[place] = plain[place].translate(_NINES)
        found: dict[str, int] = Counter() if few else Counter(shaped)
        for shape, cell in zip(shaped, plain, strict=True) if few else ():
            found[shape] += counts[cell]
        self.cells += sum(found.values())
        for shape in [shape for shape in found if shape.isdigit() and shape.isascii()]:
            count = found.pop(shape)
            self.digits += count
            self.longest = max(self.longest, len(shape))
            self.whole += count if shape != "0" else 0
            self.padded += count if shape[0] == "0" and len(shape) > 1 else 0
        if self.text or not found:
            return
        if not self.shapes.keys() >= found.keys():
            first = dict(zip(reversed(shaped), reversed(plain), strict=True))
            for shape in found:
                if shape not in self.shapes and len(self.shapes) >= _MOST_SHAPES:
                    self.text = True
                    return
                self.shapes.setdefault(shape, 0)
                self.examples.setdefault(shape, first[shape])
        for shape, count in found.items():
            self.shapes[shape] += count
        self.ending.update(compress(shaped, map(str.endswith, plain, repeat("0"))))
        self.ending &= self.shapes.keys()


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a column's numbers are read. ``open`` says that it was not decided; ``example`` shows the evidence.

    ``share`` is how many of the cells are numbers (0 to 1); ``percent`` whether they are per cent, ``signed`` whether
    one is below zero, as no code is.
    """

    style: Style
    open: bool = False
    by_others: bool = False
    example: str = ""
    share: float = 0.0
    percent: bool = False
    currency: bool = False
    signed: bool = False

    def read(self, cell: str) -> tuple[str | None, str | None]:
        """The exact value of a stripped cell, or ``None``; and why it is doubtful, or ``None``."""
        if isinstance(cell, Exact):
            return _canonical(cell.removeprefix("-").replace(",", "."), cell.startswith("-")), None
        if cell.isascii() and cell.isdigit() and len(cell) <= MAX_DIGITS:
            return (cell if cell[0] != "0" else cell.lstrip("0") or "0"), None
        if cell in EMPTY:
            return None, None
        if self.style is Style.DANISH and not self.open:
            # The common case of the long way below.
            whole, comma, decimals = cell.partition(",")
            digits = whole[1:] if whole[:1] == "-" else whole
            plain = comma and digits.isdigit() and decimals.isdigit() and cell.isascii() and digits[0] != "0"
            if plain and len(cell) <= MAX_DIGITS:
                return f"{whole}.{decimals}", None
        dressed = _DRESS.fullmatch(cell)
        if dressed is None or bool(dressed["open"]) != bool(dressed["close"]):
            return None, _why_not(cell)
        body = dressed["body"]
        if (dressed["open"] and (dressed["sign"] or dressed["after"])) or (dressed["sign"] and dressed["after"]):
            return None, NOT_A_NUMBER
        minus = bool(dressed["open"] or dressed["after"] or dressed["sign"] in {"-", "−", "–"})
        style, doubt = (Style.DANISH if self.style is Style.WHOLE else self.style), None
        if self.open and _EITHER.fullmatch(body):
            doubt = OPEN
        value = _plain(body, style)
        if value is None:
            value = _plain(body, Style.POINT if style is Style.DANISH else Style.DANISH)
            doubt = OTHER_STYLE
        if value is None:
            return None, NOT_A_NUMBER
        if len(value) > MAX_DIGITS:
            return None, TOO_LONG
        return _canonical(value, minus), doubt


def is_number(cell: str) -> bool:
    """Whether a stripped cell is a number in either way of writing."""
    return WHOLE.read(cell)[0] is not None


def decide(shapes: Shapes) -> Numbers:
    """How the column writes numbers, from its own cells."""
    counts = dict.fromkeys(("danish", "point", "either.", "either,"), 0)
    example = dict.fromkeys(counts, "")
    numbers = shapes.digits + shapes.exact + shapes.failed
    percent = currency = 0
    # Whole numbers with a sign say what those without one say.
    whole, longest = shapes.whole, shapes.longest
    rounded: set[str] = set()
    signed = False
    for shape, count in shapes.shapes.items():
        cell = shapes.examples[shape]
        dressed = _DRESS.fullmatch(cell)
        kind = _kind(dressed["body"]) if dressed else None
        if dressed is None or kind is None:
            continue
        numbers += count
        signed = signed or dressed["sign"] in {"-", "−", "–"}
        suffix = (dressed["suffix"] or "").strip()
        percent += count if suffix == "%" else 0
        currency += count if "k" in cell.casefold() else 0
        if kind == "whole" and dressed["body"].isdigit() and not shapes.text:
            whole, longest = whole + count, max(longest, len(dressed["body"]))
        if kind in counts:
            counts[kind] += count
            example[kind] = example[kind] or cell
            if shape in shapes.ending:
                rounded.add(kind)
    small = whole > 0 and longest <= _SMALL
    style, is_open, shown = _choose(counts, example, rounded, padded=shapes.padded > 0, small=small)
    share = numbers / shapes.cells if shapes.cells else 0.0
    return Numbers(
        style, is_open, False, shown, 0.0 if shapes.text else share, percent * 2 > numbers, currency * 2 > numbers,
        signed,
    )  # fmt: skip


def follow(numbers: Numbers, others: Iterable[Numbers]) -> Numbers:
    """A column that is open follows the other columns of figures, where they are of one mind.

    Only columns that are known to hold figures may be asked: codes such as 5.51 look like numbers with a point.
    """
    sure = {one.style for one in others if not one.open and one.style is not Style.WHOLE}
    if not numbers.open or len(sure) != 1:
        return numbers
    (style,) = sure
    return replace(numbers, style=style, open=False, by_others=True)


def _choose(
    counts: dict[str, int], example: dict[str, str], rounded: set[str], *, padded: bool, small: bool
) -> tuple[Style, bool, str]:
    danish, point = counts["danish"], counts["point"]
    if danish and point:
        style = Style.DANISH if danish >= point else Style.POINT
        rare = min(danish, point) * _RARE <= max(danish, point)
        return style, not rare, example["danish" if style is Style.DANISH else "point"]
    if danish or point:
        return (Style.DANISH, False, example["danish"]) if danish else (Style.POINT, False, example["point"])
    if counts["either."] and counts["either,"]:
        return Style.DANISH, True, example["either."]
    for kind, grouped in (("either.", Style.DANISH), ("either,", Style.POINT)):
        if counts[kind]:
            # Decimals that leave zeros out never end in one, and those that keep them leave no number
            # without a mark. So small whole numbers beside "5.000" (0 aside, which may be printed in a way of its
            # own) are only possible where it is thousands.
            proved = small and not padded and kind in rounded
            return (grouped, False, example[kind]) if proved else (Style.DANISH, True, example[kind])
    return Style.WHOLE, False, ""


def _kind(body: str) -> str | None:
    """What a numeral says about its column; "whole" where it says nothing, ``None`` where it is none."""
    if body.isdigit():
        return "whole"
    either = _EITHER.fullmatch(body)
    if either:
        return f"either{either['mark']}"
    danish, point = _plain(body, Style.DANISH), _plain(body, Style.POINT)
    if danish is not None and point is not None:
        return "whole"  # groups parted by spaces
    return "danish" if danish is not None else "point" if point is not None else None


def _plain(body: str, style: Style) -> str | None:
    pattern = _DANISH if style is Style.DANISH else _POINT
    if not pattern.fullmatch(body):
        return None
    mark, group = (",", ".") if style is Style.DANISH else (".", ",")
    whole, _mark, decimals = body.partition(mark)
    for other in (group, *_SPACE):
        whole = whole.replace(other, "")
    return f"{whole or '0'}.{decimals}" if decimals else whole


def _canonical(value: str, minus: bool) -> str:
    whole, point, decimals = value.partition(".")
    value = (whole.lstrip("0") or "0") + point + decimals
    return f"-{value}" if minus and value.strip("0.") else value


def _why_not(cell: str) -> str:
    if cell.startswith("="):
        return FORMULA
    if _LOST.fullmatch(cell):
        return LOST_DIGITS
    return SHEET_ERROR if _SHEET_ERROR.fullmatch(cell) else NOT_A_NUMBER


#: For a cell without a column.
WHOLE = Numbers(Style.WHOLE)
