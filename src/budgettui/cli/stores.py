"""Commands on the whole store: search, the log, and its upkeep."""

from __future__ import annotations

import click

from budgettui.cli.run import Run, find_meeting
from budgettui.cli.words import argument, as_json_option, command, internal_option, meeting_option
from budgettui.i18n import _, ngettext
from budgettui.output import complain, print_json, print_lines

#: Places that a search prints. Who has more says one word more.
_MOST_HITS = 1000


def commands() -> list[click.Command]:
    meeting, as_json, internal = meeting_option(), as_json_option(), internal_option()
    return [
        command("search", _search, [argument("words", _("ORD…"), nargs=-1, required=True), as_json, internal], _(
            "Søg i alt: papirer, tabeller, beslutninger og referater.\n\n"
            "Alle ordene skal stå der. Et ord findes også inde i et andet."
        )),
        command("log", _log, [meeting, internal], _("Vis, hvem der gjorde hvad hvornår.")),
        command("rebuild", _rebuild, [], _("Byg skærmens tabeller op igen af loggen.\n\nLoggen selv ændres ikke.")),
        command("verify", _verify, [], _(
            "Efterprøv loggens kæde, tabellerne og de afsluttede referaters kontrolsummer.\n\n"
            "Slutter med kode 1 og den første fejl, hvis noget er galt."
        )),
    ]


@click.pass_obj
def _search(run: Run, words: tuple[str, ...], as_json: bool, internal: bool) -> int:
    from budgettui.export.search_report import found_json, found_lines

    asked = " ".join(words).split()
    with run.open() as store:
        hits = [hit for hit in store.search(asked, _MOST_HITS) if internal or hit.open]
    if as_json:
        print_json(found_json(hits))
    else:
        print_lines(list(found_lines(hits, asked)))
    return 0 if hits else complain(_("Intet har alle ordene."))


@click.pass_obj
def _log(run: Run, meeting: str | None, internal: bool) -> None:
    from budgettui.export.journal_report import log_lines

    with run.open() as store:
        events = store.log(find_meeting(store.meetings(), meeting).id if meeting is not None else None)
        # One that was taken back is none, and what was done in it is told without its words.
        meetings = {head.id: store.meeting(head.id) for head in store.meetings()}
        sealed = store.sealed_names()
    print_lines(log_lines(events, meetings, internal=internal, sealed=sealed))


@click.pass_obj
def _rebuild(run: Run) -> None:
    with run.open(write=True) as store:
        store.rebuild()
        count = len(store.log())
    said = ngettext("Bygget op af {n} post i loggen.", "Bygget op af {n} poster i loggen.", count)
    print_lines([said.format(n=count)])


@click.pass_obj
def _verify(run: Run) -> int:
    from budgettui.export.final import by_checksum_alone
    from budgettui.export.final import problems as unlike

    with run.open() as store:
        # What is made of a journal that is damaged itself would only say the same again.
        problems = store.verify() or list(unlike(store))
        count = 0 if problems else len(store.log())
        older = [] if problems else by_checksum_alone(store)
    for problem in problems:
        complain(problem)
    if problems:
        return 1
    said = ngettext("I orden: {n} post i loggen.", "I orden: {n} poster i loggen.", count)
    print_lines([said.format(n=count), *older])
    return 0
