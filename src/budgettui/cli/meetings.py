"""Commands on meetings: a new one, minutes, decisions, the tally, what is to be followed up, the second screen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from budgettui.cli.run import Run, find_meeting, need_terminal, prefix_length
from budgettui.cli.words import argument, as_json_option, command, flag, internal_option, meeting_option, option
from budgettui.domain.clean import clean_line
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.export.escape import plain_line
from budgettui.i18n import _, ngettext
from budgettui.output import note, print_json, print_lines, print_text

if TYPE_CHECKING:
    from budgettui.domain.meeting.meeting import Meeting
    from budgettui.store import Store

_FORMATS = ("markdown",)


def commands() -> list[click.Command]:
    """new, export, decisions, follow, followups, tally and meetings."""
    meeting, as_json, internal = meeting_option(), as_json_option(), internal_option()
    at = option("--at", _("TID"), _("Som det var da: 14:05, 30. maj 2018 14:05, eller postens nummer i loggen."))
    return [
        command("new", _new, [
            argument("body", _("[MØDEORGAN]"), required=False),
            option("--title", _("TEKST"), _("Mødets titel. Ellers mødeorganets navn.")),
            option("--date", _("DATO"), _("Dagen: 30. maj 2026, 2026-05-30 eller næste onsdag.")),
            option("--place", _("STED"), _("Stedet.")),
        ], _(
            "Klargør et møde: med mødeorganets medlemmer og faste punkter fra kommunens fil, eller uden dem. Siger "
            "filen intet om medlemmerne, er det dem fra mødeorganets seneste møde.\n\n"
            "Skriver mødets id. Dagsordenen skrives på skærmen (E i dagsordenens rude)."
        )),
        command("export", _export, [
            meeting,
            option("--format form", None, _("Formatet."), type=click.Choice(_FORMATS), default="markdown"),
            option("-o --output", _("FIL"), _("Filen. - er standard ud.")),
            flag("--force", _("Erstat en fil, der er noget andet.")),
            flag("--no-tables", _("Lister i stedet for tabeller (CommonMark uden udvidelser).")),
            at,
        ], _("Skriv mødets referat og beslutninger.\n\nUden --meeting: det seneste møde.")),
        command("decisions", _decisions, [
            as_json, meeting, flag("--all undecided", _("Også punkter uden beslutning.")), internal, at,
        ], _("Vis registret over beslutninger.\n\nUden --meeting: alle møder.")),
        command("follow", _follow, [meeting], _(
            "Vis punktet, beslutningen og virkningen i stor skrift på en anden skærm.\n\n"
            "Følger den, der skriver i mødet, og skriver intet selv. Lukkede punkter vises kun som lukkede."
        )),
        command("followups", _followups, [
            as_json,
            flag("--all everything", _("Også det, der er gjort.")),
            flag("--overdue", _("Kun det, der er over fristen.")),
            option("--responsible", _("NAVN"), _("Kun den ansvarliges.")), internal,
        ], _("Vis, hvad der skal følges op på over alle møder: opfølgninger, hensigtserklæringer, udsatte punkter.")),
        command("tally", _tally, [meeting, as_json, internal, at], _(
            "Vis, hvad beslutningerne gør ved målet, år for år, og hvad mødets scenarier ville gøre.\n\n"
            "Uden --meeting: det seneste møde."
        )),
        command("meetings", _meetings, [], _("Vis møderne i databasen.")),
    ]


class CannotPrepare(BudgettuiError):
    """A meeting that cannot be prepared as it was said."""


class NoSuchMoment(BudgettuiError):
    """What follows ``--at`` is no moment."""


class NotThereYet(NoSuchMoment):
    """At that moment there was no meeting."""


def _meeting_at(store: Store, meeting_id: str, at: str | None) -> Meeting:
    """The meeting as it is, or as it was at the moment that was typed; what was closed since is closed there, too."""
    now = store.meeting(meeting_id)
    if at is None:
        return now
    from dataclasses import replace
    from datetime import datetime

    from budgettui.domain.dates import parse_moment

    moment = int(at) if at.isascii() and at.isdigit() else parse_moment(at, datetime.now().astimezone())
    if moment is None:
        raise NoSuchMoment(N_("--at {at} er hverken et tidspunkt eller et nummer i loggen."), at=at)
    try:
        then = store.meeting_at(meeting_id, moment)
    except KeyError as error:
        raise NotThereYet(N_("Mødet var ikke klargjort endnu ved {at}."), at=at) from error
    closed = {item.id: item for item in now.items if not item.open}
    kept = ("open", "closed_reason", "public_text")
    return replace(then, items=tuple(
        replace(item, **{name: getattr(closed[item.id], name) for name in kept})
        if item.open and item.id in closed else item for item in then.items
    ))


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


@click.pass_obj
def _export(
    run: Run, meeting: str | None, form: str, output: str | None, force: bool, no_tables: bool, at: str | None
) -> None:
    from budgettui.export import export_minutes
    from budgettui.export.files import save_export

    with run.open() as store:
        heads = store.meetings()
        chosen = find_meeting(heads, meeting)
        text = export_minutes(store, chosen.id, pipe_tables=not no_tables, meeting=_meeting_at(store, chosen.id, at))
    if meeting is None and len(heads) > 1:
        note(_("Det seneste møde: {title}").format(title=" ".join(filter(None, (chosen.title, chosen.date)))))
    if output is None or output == "-":
        print_text(text)
    else:
        save_export(Path(output), text, overwrite=force)
        note(_("Skrevet: {file}").format(file=output))


@click.pass_obj
def _decisions(run: Run, as_json: bool, meeting: str | None, undecided: bool, internal: bool, at: str | None) -> None:
    from budgettui.export.register import decisions_register, register_report

    with run.open() as store:
        heads = [find_meeting(store.meetings(), meeting)] if meeting is not None else store.meetings()
        entries: list[dict[str, Any]] = []
        for head in heads:
            with suppress(*([] if meeting is not None else [NotThereYet])):
                one = _meeting_at(store, head.id, at)
                entries.extend(decisions_register(one, internal=internal, undecided=undecided))
    if as_json:
        print_json(entries)
    else:
        print_lines(register_report(entries))


@click.pass_obj
def _follow(run: Run, meeting: str | None) -> int:
    need_terminal()
    from budgettui.tui.follow import FollowApp
    from budgettui.tui.theming import DEFAULT_DARK, load_theme

    with run.open() as store:
        heads = store.meetings()
        chosen = find_meeting(heads, meeting).id if heads or meeting else None
        return FollowApp(store, load_theme(run.theme or DEFAULT_DARK), chosen).run() or 0


@click.pass_obj
def _followups(
    run: Run, as_json: bool, everything: bool, overdue: bool, responsible: str | None, internal: bool
) -> None:
    from datetime import date

    from budgettui.domain.meeting.followup import in_order
    from budgettui.export.followup_report import follow_up_lines, follow_ups_json, public

    today = date.today()
    with run.open() as store:
        known = (one if internal else public(one) for one in in_order(store.follow_ups(), today))
        found = [
            one for one in known
            if (everything or not one.is_over(today))
            and (not overdue or one.is_overdue(today))
            and (responsible is None or one.is_of(responsible))
        ]
    if as_json:
        print_json(follow_ups_json(found, today))
    else:
        print_lines(list(follow_up_lines(found, today)))


@click.pass_obj
def _tally(run: Run, meeting: str | None, as_json: bool, internal: bool, at: str | None) -> None:
    from budgettui.export.tally_report import published, tally_json, tally_markdown

    with run.open() as store:
        chosen = _meeting_at(store, find_meeting(store.meetings(), meeting).id, at)
    if not internal:
        chosen = published(chosen)
    if as_json:
        print_json(tally_json(chosen, chosen.scenarios))
    else:
        print_text(tally_markdown(chosen, chosen.scenarios))


@click.pass_obj
def _meetings(run: Run) -> None:
    from budgettui.export.escape import columns
    from budgettui.export.wording import date_text

    with run.open() as store:
        heads = store.meetings()
    length = prefix_length([head.id for head in heads])
    rows = [
        [
            head.id[:length],
            date_text(head.date) or "–",
            _("{decided} af {points} besluttet").format(decided=head.decided, points=head.points),
            plain_line(" · ".join(part for part in (head.title, head.body) if part)),
        ]
        for head in heads
    ]
    print_lines(columns(rows))
