"""``budgettui new``: a meeting of a body of the municipality, or by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from budgettui.cli.words import argument, command, option
from budgettui.domain.clean import clean_line
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.i18n import _, ngettext
from budgettui.output import note, print_lines

if TYPE_CHECKING:
    from budgettui.cli.run import Run


class CannotPrepare(BudgettuiError):
    """A meeting that cannot be prepared as it was said."""


def commands() -> list[click.Command]:
    """new."""
    return [command("new", _new, [
        argument("body", _("[MØDEORGAN]"), required=False),
        option("--title", _("TEKST"), _("Mødets titel. Ellers mødeorganets navn.")),
        option("--date", _("DATO"), _("Dagen: 30. maj 2026, 2026-05-30 eller næste onsdag.")),
        option("--place", _("STED"), _("Stedet.")),
    ], _(
        "Klargør et møde: med mødeorganets medlemmer og faste punkter fra kommunens fil, eller uden dem. Siger filen "
        "intet om medlemmerne, er det dem fra mødeorganets seneste møde.\n\n"
        "Skriver mødets id. Dagsordenen skrives på skærmen (E i dagsordenens rude)."
    ))]


@click.pass_obj
def _new(run: Run, body: str | None, title: str | None, date: str | None, place: str | None) -> None:
    from datetime import date as day
    from uuid import uuid4

    from budgettui.domain.dates import parse_due
    from budgettui.domain.meeting.templates import from_body
    from budgettui.ingest.page.names import current

    run.use_municipality()
    known = current()
    chosen = known.body(body) if body else None
    if body and chosen is None:
        names = ", ".join(one.name for one in known.bodies)
        raise CannotPrepare(
            N_("{name} har intet mødeorgan {body}. De kendte er {known}."), name=known.name, body=clean_line(body),
            known=names or "–",
        )
    if chosen is None and not (title or "").strip():
        raise CannotPrepare(N_("Nævn et mødeorgan, eller giv mødet en titel med --title."))
    when = None
    if date:
        when = parse_due(date, day.today())
        if when is None:
            raise CannotPrepare(N_("{date} er ikke en dato."), date=clean_line(date))
    with run.open(create=True, write=True) as store:
        payload = from_body(
            chosen, known, str(uuid4()), title=clean_line(title or "").strip(), place=clean_line(place or "").strip(),
            date=when.isoformat() if when else None, before=store.meeting_of(chosen.name) if chosen else None,
        )
        meeting = store.prepare(payload, run.who())
    print_lines([meeting])
    members = len(payload["participants"])
    note(
        ngettext(
            "{title} er klargjort med {count} medlem.", "{title} er klargjort med {count} medlemmer.", members
        ).format(title=payload["title"], count=members)
    )
