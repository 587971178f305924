"""``budgettui prices``: the price-and-wage table that converts price levels, shown and begun."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click

from budgettui.cli.words import argument, command, flag
from budgettui.export.escape import plain_line
from budgettui.i18n import _
from budgettui.output import note, print_lines
from budgettui.resources import load_prices, write_start


def commands() -> list[click.Command]:
    """prices."""
    write = flag("--write", _("Skriv en fil at begynde med."))
    return [command("prices", _prices, [argument("file", _("FIL")), write], _(
        "Prøv en pris- og løntabel, og vis, hvad den regner med.\n\n"
        "Med --write: skriv en fil at udfylde, som siger, hvor tallene hentes. Programmet har ingen tal selv."
    ))]


def _prices(file: str, write: bool) -> int:
    if write:
        write_start("prices-start.toml", Path(file))
        note(_("Skrevet: {file}").format(file=Path(file)))
        return 0
    table = load_prices(Path(file))
    print_lines([
        f"{plain_line(table.name)} · {plain_line(table.version)}",
        _("Kilde: {source}").format(source=plain_line(table.source)),
        *(
            _("{before} til {year}: {rise} %").format(before=year - 1, year=year, rise=_percent(rate))
            for year, rate in sorted(table.rates.items())
        ),
    ])
    return 0


def _percent(rate: Decimal) -> str:
    return f"{rate:+}".replace(".", ",").replace("-", "−")
