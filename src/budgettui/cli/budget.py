"""Commands on the budget: any view of it, in a terminal, in a pipe or in a file; and what converts price levels."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from budgettui.cli.words import argument, command, flag, internal_option, option
from budgettui.domain.amounts import KR, parse_unit
from budgettui.domain.errors import N_
from budgettui.export.escape import plain_line
from budgettui.i18n import _
from budgettui.output import note, print_bytes, print_lines
from budgettui.resources import load_prices, write_start

if TYPE_CHECKING:
    from budgettui.cli.run import Run


class _UnitName(click.Choice[str]):
    """A unit, also as it is printed: "1.000 kr.", "mio. kr."."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        asked = parse_unit(value) or parse_unit(f"{value} kr.")
        known = next((name for name in self.choices if asked and parse_unit(f"{name} kr.") == asked), None)
        return super().convert(known or ("kr" if asked == KR else value), param, ctx)


def commands() -> list[click.Command]:
    write = flag("--write", _("Skriv en fil at begynde med."))
    return [command("budget", _budget, [
        argument("path", _("[STED]"), required=False, default=""),
        option("--material", _("TEKST"), _("Talmaterialet: dets nøgle, eller ord fra titel, enhed og prisniveau."),
               default=""),
        flag("--list listed", _("Vis talmaterialerne i databasen.")),
        option("--compare", _("TEKST"),
               _("To kolonner (regnskab24:budget24) eller et andet talmateriale ved siden af."), default=""),
        option("--columns", _("KOLONNER"), _("Kolonnerne med komma mellem: budget24,regnskab24."), default=""),
        option("--sort", _("KOLONNER"),
               _("Største først; :op efter en kolonne er mindste først. Også forskel og procent."), default=""),
        option("--filter", _("TEKST"), _("Som på skærmen: afvigelse > 20 mio"), default=""),
        flag("--flat", _("Alle linjer under stedet, ikke kun det næste niveau.")),
        flag("--hide-zero", _("Udelad rækker, hvor alle tal er nul.")),
        option("--unit", None, _("Enheden."), type=_UnitName(("kr", "1000", "mio"))),
        option("--nature", None, _("Drift og anlæg."),
               type=click.Choice(("hver-for-sig", "områder-samlet", "drift", "anlæg", "samlet"))),
        option("--as shown_as", None, _("Beløb, procent af niveauet eller kr. pr. indbygger."),
               type=click.Choice(("beløb", "procent", "indbygger"))),
        option("--under", _("TAL"), _("Under tabellen: sum,antal,gennemsnit,mindst,størst."), default=""),
        option("--prices", _("FIL"), _("Pris- og løntabel (TOML) til at sammenligne prisniveauer.")),
        option("--format form", None, _("Formatet. Ellers efter filens endelse, eller tekst."),
               type=click.Choice(("text", "md", "csv", "xlsx", "fdp"))),
        option("-o --output", _("FIL"), _("Filen. - er standard ud.")),
        flag("--force", _("Erstat en fil, der er noget andet.")),
        internal_option(),
    ], _(
        "Vis en del af budgettet.\n\nSTED er navne med / mellem: MSB/Voksne. "
        "Uden --material vises det, som skærmen åbner med."
    )), command("prices", _prices, [argument("file", _("FIL")), write], _(
        "Prøv en pris- og løntabel, og vis, hvad den regner med.\n\n"
        "Med --write: skriv en fil at udfylde, som siger, hvor tallene hentes. Programmet har ingen tal selv."
    ))]


@click.pass_obj
def _budget(
    run: Run, /, path: str, listed: bool, form: str | None, output: str | None, force: bool, prices: str | None,
    unit: str | None, nature: str | None, internal: bool, **words: Any,
) -> None:
    from budgettui.cli.viewing import ViewError, Wanted, make_view, materials_of
    from budgettui.export.view_files import format_of, view_bytes

    to_file = output is not None and output != "-"
    chosen = form or (format_of(output) if to_file and output else None) or "text"
    with run.open() as store:
        if listed:
            from budgettui.export.escape import columns
            from budgettui.figures import title_of

            print_lines(columns([
                [one.key, plain_line(one.unit), plain_line(one.price_level or "–"), plain_line(title_of(one))]
                for one in materials_of(store, internal=internal)
            ]))
            return
        wanted = Wanted(
            path, prices=Path(prices) if prices else None, unit=unit or "", nature=nature or "",
            shown_as=words.pop("shown_as") or "", internal=internal, **words,
        )
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() and not to_file else None
        content = view_bytes(store, make_view(store, wanted), chosen, width)
    if not to_file:
        if chosen in ("xlsx", "fdp") and sys.stdout.isatty():
            raise ViewError(N_("Filen er ikke tekst: skriv den med -o FIL eller i et rør."))
        print_bytes(content)
    else:
        from budgettui.export.files import save_file

        assert output is not None
        save_file(Path(output), content, overwrite=force)
        note(_("Skrevet: {file}").format(file=output))


def _prices(file: str, write: bool) -> None:
    if write:
        write_start("prices-start.toml", Path(file))
        note(_("Skrevet: {file}").format(file=Path(file)))
        return
    table = load_prices(Path(file))
    print_lines([
        f"{plain_line(table.name)} · {plain_line(table.version)}",
        _("Kilde: {source}").format(source=plain_line(table.source)),
        *(
            _("{before} til {year}: {rise} %").format(
                before=year - 1, year=year, rise=f"{rate:+}".replace(".", ",").replace("-", "−"))
            for year, rate in sorted(table.rates.items())
        ),
    ])
