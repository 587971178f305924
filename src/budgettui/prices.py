"""The user's price-and-wage table, from its file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from budgettui.domain.budget.prices import PriceError, PriceTable, price_table
from budgettui.resources import read_toml


def load_prices(file: Path) -> PriceTable:
    """The table in a TOML file, see :func:`budgettui.domain.budget.prices.price_table`.

    Raises:
        PriceError: the file cannot be read, is not TOML, or says something else.
    """
    return price_table(read_toml(file, PriceError, parse_float=Decimal), file)
