"""The numbers of many cells at a time, where they are plain: digits, a minus, and the marks of their column's style.

What is not plain is read cell by cell, as :class:`~budgettui.ingest.tables.decimals.Numbers` does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from budgettui.domain.amounts import Unit, to_hundredths
from budgettui.ingest.tables.decimals import Numbers, Style

_NINES = bytes.maketrans(b"0123456789", b"9999999999")
#: A cell with 9 for every digit. No number has so many digits that it is too long.
_PLAIN = {
    Style.WHOLE: re.compile(r"(?:-?9{1,15})?"),
    Style.DANISH: re.compile(r"(?:-?(?:9{1,3}(?P<group>\.999){1,4}|9{1,15})(?:,9{1,6})?)?"),
    Style.POINT: re.compile(r"(?:-?(?:9{1,3}(?P<group>,999){1,4}|9{1,15})(?:\.9{1,6})?)?"),
}
_ZERO = re.compile(r"\n-?0+[0-9]*(?:\.[0-9]{3}|,[0-9]{3}\b)")
_MARKS = {Style.WHOLE: ("", ""), Style.DANISH: (".", ","), Style.POINT: (",", ".")}


def _shapes(numbers: Numbers, cells: Sequence[str]) -> set[str] | None:
    """The shapes of the cells, where all of them are plain."""
    if numbers.open:
        return None
    joined = "\n" + "\n".join(cells)
    shapes = {shape.decode() for shape in set(joined.encode().translate(_NINES).split(b"\n"))}
    plain = [_PLAIN[numbers.style].fullmatch(shape) for shape in shapes]
    if None in plain:
        return None
    # No group of thousands begins with 0.
    return None if any(found and found.lastgroup for found in plain) and _ZERO.search(joined, 0) else shapes


def all_plain(numbers: Numbers, cells: Sequence[str]) -> bool:
    """Whether every cell is empty or a number that there is no doubt of."""
    return _shapes(numbers, cells) is not None


def exact(numbers: Numbers, cells: Sequence[str]) -> list[str | None]:
    return [numbers.read(cell)[0] if cell else None for cell in cells]


def hundredths(numbers: Numbers, cells: Sequence[str], unit: Unit, most: int) -> tuple[Sequence[int | None], set[int]]:
    """The values of the cells as whole hundredths; and which cannot be kept: too fine, or more than ``most``."""
    size = unit.hundredths or 0
    shapes = _shapes(numbers, cells)
    if shapes is not None:
        group, mark = _MARKS[numbers.style]
        decimals = {len(shape.partition(mark)[2]) if mark else 0 for shape in shapes if shape}
        if len(decimals) == 1 and size % 10 ** max(decimals) == 0:
            factor = size // 10 ** max(decimals)
            joined = "\n".join(cells)
            for sign in (group, mark):
                joined = joined.replace(sign, "") if sign else joined
            texts = joined.split("\n")
            known = list(map(int, filter(None, texts) if "" in texts else texts))
            if factor != 1:
                known = [amount * factor for amount in known]
            if max(known) <= most and min(known) >= -most:
                following = iter(known)
                return [next(following) if text else None for text in texts] if "" in texts else known, set()
    amounts: list[int | None] = []
    lost = set()
    for place, value in enumerate(exact(numbers, cells)):
        amount = None
        if value is not None:
            try:
                amount = to_hundredths(Decimal(value), unit)
            except ValueError:
                lost.add(place)
            if amount is not None and abs(amount) > most:
                amount = None
                lost.add(place)
        amounts.append(amount)
    return amounts, lost
