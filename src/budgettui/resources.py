"""Files that the program reads of itself: where those are that travel with it, and TOML that a person wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgettui.domain.errors import N_, BudgettuiError

if TYPE_CHECKING:
    from budgettui.domain.budget.prices import PriceTable

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1]


def resource(*parts: str) -> Path:
    """The path of a file or folder of ``data`` or ``themes``, inside the package or beside ``src`` in a checkout, e.g.
    ``resource("themes", "aften.toml")``."""
    installed = _PACKAGE.joinpath(*parts)
    return installed if installed.exists() else _CHECKOUT.joinpath(*parts)


class FileThere(BudgettuiError):
    """A file of that name is there already."""


def write_start(name: str, path: Path) -> None:
    """Write the program's file of this name in ``data`` to a path, for the user to fill in; ``FileThere``, and nothing
    is changed, where something is there."""
    text = resource("data", name).read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise FileThere(N_("{file} findes allerede og er ikke ændret."), file=path) from error


def load_prices(file: Path) -> PriceTable:
    """The user's price-and-wage table in a TOML file, see :func:`budgettui.domain.budget.prices.price_table`;
    ``PriceError`` where it cannot be read, is not TOML, or says something else."""
    from decimal import Decimal

    from budgettui.domain.budget.prices import PriceError, price_table

    return price_table(read_toml(file, PriceError, parse_float=Decimal), file)


def read_toml(
    file: Path, refusal: type[BudgettuiError], *, parse_float: Callable[[str], Any] = float
) -> dict[str, Any]:
    """What a TOML file in UTF-8 says.

    Raises ``refusal`` where it cannot be read, with a sentence that names the file, and the line where that is known.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise refusal(N_("{file} kan ikke læses: {reason}"), file=file, reason=error.strerror or error) from error
    import tomli

    try:
        return tomli.loads(content.decode("utf-8-sig"), parse_float=parse_float)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal(N_("{file}, linje {line}: filen er ikke UTF-8"), file=file, line=line) from error
    except tomli.TOMLDecodeError as error:
        raise refusal(
            N_("{file}, linje {line}: ikke gyldig TOML ({reason})"), file=file, line=error.lineno, reason=error.msg
        ) from error
