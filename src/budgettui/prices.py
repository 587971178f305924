"""The user's price-and-wage table, from its file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from budgettui.domain.budget.prices import PriceError, PriceTable, price_table
from budgettui.domain.errors import N_


def load_prices(file: Path) -> PriceTable:
    """The table in a TOML file, see :func:`budgettui.domain.budget.prices.price_table`.

    Raises:
        PriceError: the file cannot be read, is not TOML, or says something else.
    """
    import tomli

    try:
        data = tomli.loads(file.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise PriceError(
            N_("Pris- og løntabellen {file} kan ikke læses: {reason}"), file=file, reason=error.strerror or error
        ) from error
    except UnicodeDecodeError as error:
        raise PriceError(N_("{file} er ikke skrevet i UTF-8"), file=file) from error
    except tomli.TOMLDecodeError as error:
        raise PriceError(
            N_("{file}, linje {line}: ikke gyldig TOML ({reason})"), file=file, line=error.lineno, reason=error.msg
        ) from error
    return price_table(data, file)
