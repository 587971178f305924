"""The commands for names: which municipality is in use, and which printed names stand for what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from budgettui.cli.words import argument, as_json_option, command, flag, internal_option, option
from budgettui.domain.budget.names import UnknownName, department_of, fold
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.export.escape import plain_line
from budgettui.i18n import _, error_text, ngettext
from budgettui.output import complain, note, print_json, print_lines
from budgettui.resources import write_start
from budgettui.settings import make_folder_of, municipality_path, own_municipality_path

if TYPE_CHECKING:
    from budgettui.cli.run import Run
    from budgettui.domain.budget.names import NameBook
    from budgettui.domain.municipality import Municipality
    from budgettui.store import Store
    from budgettui.store.near_names import UnmatchedName


class NameRefused(BudgettuiError):
    """A name that cannot be confirmed as it was said."""


def commands() -> list[click.Command]:
    return [
        command("municipality", _municipality, [
            argument("file", _("[FIL]"), required=False),
            flag("--write", _("Skriv en fil at begynde med.")),
        ], _(
            "Vis kommunens navne: afdelinger, områder, mødeorganer og partier.\n\n"
            "Med FIL: prøv filen, og vis alt, hvad der er galt i den. "
            "Med --write: skriv en fil at rette i, uden FIL som municipality.toml i indstillingernes mappe."
        )),
        command("names", _names, [
            as_json_option(),
            flag("--all every", _("Også rækker, der ikke ligner et område.")), internal_option(),
            option("--accept", _("NAVN KODE"),
                   _("Bekræft, at et trykt navn er afdelingen eller området med den kode eller det navn."), nargs=2),
            option("--forget", _("NAVN"), _("Tag en bekræftelse tilbage.")),
            option("--within", _("AFDELING"), _("Afdelingen, som navnet er trykt under.")),
        ], _(
            "Vis afdelinger og områder, der ikke er kendt, og hvad de ligner.\n\n"
            "Et forslag bruges først, når nogen har bekræftet det."
        )),
    ]


@click.pass_obj
def _municipality(run: Run, file: str | None, write: bool) -> int:
    if write:
        _write(Path(file) if file else None)
        return 0
    from budgettui.ingest import municipalities

    path = Path(file) if file else municipality_path(run.municipality, run.settings)
    if path is None:
        print_lines(report(municipalities.embedded(), _("i programmet")))
        return 0
    town, problems = municipalities.check(path)
    for problem in problems:
        complain(error_text(municipalities.as_error(path, problem)))
    if town is None:
        return 1
    print_lines(report(town, plain_line(str(path))))
    return 0


def report(town: Municipality, where: str) -> list[str]:
    """The municipality's names in aligned columns, with the file that they come from."""
    from budgettui.export.escape import columns

    parts = [
        ngettext("{n} afdeling", "{n} afdelinger", len(town.departments)).format(n=len(town.departments)),
        ngettext("{n} område", "{n} områder", len(town.areas)).format(n=len(town.areas)),
        ngettext("{n} mødeorgan", "{n} mødeorganer", len(town.bodies)).format(n=len(town.bodies)),
        ngettext("{n} parti", "{n} partier", len(town.parties)).format(n=len(town.parties)),
    ]
    rows = []
    for entry in town.entries:
        area = hasattr(entry, "department")
        also = _("også: {names}").format(names="; ".join(entry.aliases)) if entry.aliases else ""
        rows.append(["  " * area + entry.code, "  " * area + entry.name, also])
    bodies = []
    for body in town.bodies:
        facts = []
        if body.members:
            facts.append(ngettext("{n} medlem", "{n} medlemmer", len(body.members)).format(n=len(body.members)))
        if body.substitutes:
            count = len(body.substitutes)
            facts.append(ngettext("{n} stedfortræder", "{n} stedfortrædere", count).format(n=count))
        if body.needed:
            facts.append(_("beslutningsdygtig med {n}").format(n=body.needed))
        bodies.append([body.name, ", ".join(facts)])
    parties = [[party.letter, party.abbreviation, party.name] for party in town.parties]
    lines = [f"{town.name} · {where}", ", ".join(parts)]
    for table in (rows, bodies, parties):
        lines += ["", *columns(table)] if table else []
    return lines


def _write(path: Path | None) -> None:
    if path is None:
        path = own_municipality_path()
        make_folder_of(path)
    write_start("municipality-start.toml", path)
    note(_("Skrevet: {file}").format(file=path))


@click.pass_obj
def _names(
    run: Run, as_json: bool, every: bool, internal: bool, accept: tuple[str, str] | None, forget: str | None,
    within: str | None,
) -> None:
    run.use_municipality()
    if accept and forget is not None:
        raise click.UsageError(_("Vælg enten {one} eller {other}.").format(one="--accept", other="--forget"))
    with run.open(write=bool(accept) or forget is not None) as store:
        if accept:
            _accept(store, run.who(), *accept, within)
            return
        if forget is not None:
            _forget(store, run.who(), forget, within)
            return
        unmatched = store.unmatched_names(every=every, besides=set() if internal else store.sealed_documents())
        book, confirmed = store.names(), store.confirmed_names()
    if as_json:
        print_json({
            "municipality": book.municipality.name,
            "unmatched": [
                one._asdict() | {"suggestions": [near._asdict() for near in one.suggestions]} for one in unmatched
            ],
            "confirmed": [one._asdict() for one in confirmed],
        })
    else:
        print_lines([*_unmatched_lines(book, unmatched), *(
            f"✓ {_printed(one.name, one.within)} = {book.words(one.key)} · {plain_line(one.actor)}" for one in confirmed
        )])


def note_unmatched(store: Store) -> None:
    """Say how many names nobody knows, where there are any."""
    count = len(store.unmatched_names())
    if count:
        words = ngettext(
            "{n} navn på en afdeling eller et område er ikke kendt. Se det med: budgettui names",
            "{n} navne på afdelinger og områder er ikke kendt. Se dem med: budgettui names",
            count,
        )
        note(words.format(n=count))


def _unmatched_lines(book: NameBook, names: Sequence[UnmatchedName]) -> list[str]:
    lines = []
    for one in names:
        places = ", ".join(map(plain_line, one.places))
        lines.append(f"? {_printed(one.name, one.within)} · {places}")
        near = [f"{two.score:>3} %  {book.words(two.key)}" for two in one.suggestions]
        lines += [f"    {line}" for line in near or [_("ligner ingen")]]
    return lines


def _printed(name: str, within: str) -> str:
    return plain_line(f"{name} ({within})" if within else name)


def _accept(store: Store, who: str, name: str, wanted: str, within: str | None) -> None:
    """Confirm a name where it is printed; what is printed nowhere, or means two things, is refused."""
    book = store.names()
    entries = book.named(wanted)
    printed = [(one.name, one.within) for one in store.unmatched_names(every=True)]
    printed += [(one.name, one.within) for one in store.confirmed_names()]
    homes = sorted({home for other, home in printed if fold(other) == fold(name) and within in (None, home)})
    if len(homes) > 1:
        # Under a department that is meant, the name is one of its areas.
        homes = [home for home in homes if any(department_of(one.key, book) == home for one in entries)] or homes
    if len(homes) == 1 and homes[0]:
        entries = [one for one in entries if department_of(one.key, book) == homes[0]] or entries
    if not homes:
        raise NameRefused(N_("»{name}« er ikke et ukendt navn i databasen. Se dem med: budgettui names"), name=name)
    if len(homes) > 1:
        words = N_("»{name}« er trykt under flere afdelinger. Vælg en af dem med --within: {homes}")
        raise NameRefused(words, name=name, homes=", ".join(home or '""' for home in homes))
    if not entries:
        raise UnknownName(N_("{key} er hverken en afdeling eller et område i kommunens fil."), key=wanted)
    if len(entries) > 1:
        keys = ", ".join(entry.key for entry in entries)
        raise NameRefused(N_("{key} er flere ting. Vælg en af dem: {entries}"), key=wanted, entries=keys)
    store.confirm_name(name, entries[0].key, who, within=homes[0])
    note(_("Bekræftet: {name} = {entry}").format(name=_printed(name, homes[0]), entry=book.words(entries[0].key)))


def _forget(store: Store, who: str, name: str, within: str | None) -> None:
    known = store.confirmed_names()
    said = [one for one in known if fold(one.name) == fold(name) and within in (None, one.within)]
    if not said:
        raise UnknownName(N_("»{name}« er ikke bekræftet."), name=name)
    for one in said:
        store.take_back_name(one.name, who, within=one.within)
        note(_("Taget tilbage: {name}").format(name=_printed(one.name, one.within)))
