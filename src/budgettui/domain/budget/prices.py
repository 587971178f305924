"""From one price level to another by a price-and-wage table, and never without saying so.

A table is a user's own file, with a version and its source: what a year's prices and wages rose by, in
percent of the year before. Converting is exact until the very end, where the øre is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from budgettui.domain.amounts import rounded
from budgettui.domain.errors import N_, BudgettuiError

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


class PriceError(BudgettuiError):
    """A price-and-wage table that cannot be used."""


class PriceTable(NamedTuple):
    """``rates`` is the rise into a year, in percent of the year before."""

    name: str
    version: str
    source: str
    rates: Mapping[int, Decimal]


class Conversion(NamedTuple):
    """How amounts of the other material become amounts of this one's price level."""

    from_year: int
    to_year: int
    factor: Fraction
    table: str
    version: str
    source: str

    def of(self, amount: int) -> int:
        """Hundredths (øre) in the other price level, halves away from zero."""
        return rounded(*(amount * self.factor).as_integer_ratio())


def price_year(level: str | None) -> int | None:
    """The year of a printed price level ("2023-priser", "2024-p/l"); ``None`` where it names none."""
    found = _YEAR.findall(level or "")
    return int(found[0]) if len(found) == 1 else None


def conversion(table: PriceTable, source: str | None, target: str | None) -> Conversion:
    """From one printed price level to another. Raises ``PriceError``: a level names no year, or the table lacks a year
    between them."""
    start, end = price_year(source), price_year(target)
    for level, year in ((source, start), (target, end)):
        if year is None:
            raise PriceError(N_("Prisniveauet {level} nævner ikke ét år og kan ikke omregnes."), level=level or "–")
    assert start is not None
    assert end is not None
    factor = Fraction(1)
    for year in range(min(start, end) + 1, max(start, end) + 1):
        if year not in table.rates:
            raise PriceError(
                N_("Pris- og løntabellen {name} {version} har intet tal for {year}."),
                name=table.name, version=table.version, year=year,
            )
        factor *= 1 + Fraction(table.rates[year]) / 100
    return Conversion(start, end, factor if end >= start else 1 / factor, table.name, table.version, table.source)


def price_table(data: Mapping[str, object], file: object) -> PriceTable:
    """A table out of the TOML of its file, with every number as :class:`~decimal.Decimal`::

        name = "Pris- og lønskøn"
        version = "2024-06"
        source = "…"
        [rise]
        2024 = 3.1        # percent from 2023 to 2024

    Raises ``PriceError``: a key is missing, or a year or a number is none.
    """
    texts = []
    for key in ("name", "version", "source"):
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise _lacking(file, key)
        texts.append(value.strip())
    rises = data.get("rise")
    if not isinstance(rises, dict) or not rises:
        raise _lacking(file, "[rise]")
    rates: dict[int, Decimal] = {}
    for year, rate in rises.items():
        number = Decimal(rate) if isinstance(rate, int) and not isinstance(rate, bool) else rate
        if not _YEAR.fullmatch(str(year)) or not isinstance(number, Decimal) or not -50 < number < 100:
            raise PriceError(N_("{file}: stigningen for {year} kan ikke bruges: {value}"),
                             file=file, year=year, value=rate)
        rates[int(year)] = number
    return PriceTable(texts[0], texts[1], texts[2], rates)


def _lacking(file: object, name: str) -> PriceError:
    words = N_("{file}: {name} mangler. En pris- og løntabel siger name, version og source.")
    return PriceError(words, file=file, name=name)
