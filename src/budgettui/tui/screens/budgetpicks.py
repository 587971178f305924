"""What is picked for the budget pane: what to compare, which columns, and what stands under the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from budgettui.domain.budget.budget import Material
from budgettui.domain.budget.compare import comparisons, pairs_between
from budgettui.domain.budget.view import AGGREGATES, Pair, View, known_columns
from budgettui.domain.errors import FilterError
from budgettui.figures import as_printed, column_words, title_of
from budgettui.i18n import _, ngettext
from budgettui.tui.saver import Act
from budgettui.tui.screens.pick import Choice, pick, pick_several
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen


def view_shown(screen: MeetingScreen) -> View | None:
    """The view of the budget; where there is none yet, that is said."""
    if screen.budget.view is None:
        screen.status.tell(_("Ingen budgettal endnu. Ctrl+N importerer et papir med tabeller."))
    return screen.budget.view


def pair_words(view: View, pair: Pair) -> str:
    """ "Regnskab 2024 mod Budget 2024"."""
    columns = known_columns(view)
    return _("{column} mod {base}").format(
        column=column_words(view, columns[pair.column]), base=column_words(view, columns[pair.base])
    )


def comparison(screen: MeetingScreen) -> None:
    """What to hold against what: two columns of the material, or another material beside it."""
    budget, view = screen.budget, view_shown(screen)
    if view is None:
        return
    alone = replace(view, other=None)
    pairs = comparisons(view.material)
    choices = [Choice("none", _("ingen sammenligning"))] if view.pairs else []
    choices += [Choice(f"pair {place}", pair_words(alone, pair)) for place, pair in enumerate(pairs)]
    choices += [
        Choice(
            f"material {entry.id}", title_of(entry), left=_("ved siden af"),
            right=" · ".join(part for part in (entry.unit, entry.price_level) if part),
        )
        for entry in screen.materials
        if entry.id != view.material.id and pairs_between(view.material, entry)
    ]

    def chosen(picked: str) -> None:
        what, _space, number = picked.partition(" ")
        screen.action_pane("budget")
        with screen.reading():
            if what == "none":
                budget.compare(())
                screen.status.tell(_("Sammenligningen er taget væk."))
            elif what == "pair":
                budget.compare((pairs[int(number)],))
                screen.status.tell(pair_words(alone, pairs[int(number)]))
            else:
                lay_beside(screen, view, next(entry for entry in screen.materials if str(entry.id) == number))

    title = _("Sammenlign · {title}").format(title=view.material.title)
    pick(screen, title, choices, chosen, none=_("Her er intet at sammenligne med."), numbers=True)


def lay_beside(screen: MeetingScreen, view: View, other: Material) -> None:
    """Another material beside the one that is shown; two price levels are not compared until they are converted."""
    screen.budget.compare(pairs_between(view.material, other), other)
    if screen.budget.view is not None and not screen.budget.view.comparable:
        from budgettui.tui.screens.budgetout import ask_prices

        screen.call_later(ask_prices, screen)
        return
    if not screen.budget.level.complete:
        screen.status.tell(_("Leder …"))
        return
    both, mine, theirs = screen.budget.level.sides()
    said = ngettext("b {title}: {both} linje står i begge, {mine} kun i a, {theirs} kun i b.",
                    "b {title}: {both} linjer står i begge, {mine} kun i a, {theirs} kun i b.", both)
    screen.status.tell(said.format(title=safe(other.title), both=both, mine=mine, theirs=theirs))


def columns(screen: MeetingScreen) -> None:
    budget, view = screen.budget, view_shown(screen)
    if view is None:
        return
    known = known_columns(view).values()
    shown = {column.source or column.id for column in budget.table.columns if not column.base}
    choices = [Choice(str(column.id), as_printed(view, column)) for column in known]

    def chosen(picked: list[str]) -> None:
        wanted = tuple(map(int, picked))
        if not wanted:
            screen.status.tell(_("Ingen kolonne er valgt: alt er som før."))
            return
        # A comparison goes with the columns that it is made of.
        pairs = tuple(pair for pair in view.pairs if pair.base in wanted and pair.column in wanted)
        paired = {column for pair in pairs for column in pair}
        every = not pairs and len(wanted) == len(known)
        with screen.reading():
            budget.alter(replace(
                view, pairs=pairs, chosen=() if every else tuple(column for column in wanted if column not in paired)
            ))
            screen.status.tell(_("{count} af {all} kolonner vises.").format(count=len(wanted), all=len(known)))

    none = _("Materialet har ingen kolonner.")
    pick_several(screen, _("Kolonner"), choices, list(map(str, shown)), chosen, none=none, numbers=True)


def aggregates(screen: MeetingScreen) -> None:
    """What to work out over the rows that are shown."""
    budget, view = screen.budget, view_shown(screen)
    if view is None:
        return
    choices = [Choice(name, _(words)) for name, words in AGGREGATES.items()]

    def chosen(picked: list[str]) -> None:
        with screen.reading():
            budget.alter(replace(view, aggregates=tuple(picked)))
        words = ", ".join(_(AGGREGATES[name]).casefold() for name in picked)
        screen.status.tell(_("Under tabellen: {what}").format(what=words or _("kun i alt")))

    pick_several(screen, _("Under tabellen"), choices, view.aggregates, chosen, numbers=True)


# -- filters under a name: pick one, keep the present one, or take a name away

_KEEP, _USE, _FORGET = "keep", "use ", "forget "


def filters(screen: MeetingScreen) -> None:
    """The list: the filter on the screen to keep, those that are kept, and their names to take away."""
    kept: dict[str, str] = {}
    with screen.reading():
        kept = screen.store.saved_filters()
    typed = screen.budget.needle
    choices = [Choice(_KEEP, _("gem filteret under et navn"), right=typed)] if typed else []
    choices += [Choice(_USE + name, name, right=text) for name, text in kept.items()]
    choices += [Choice(_FORGET + name, _("fjern {name}").format(name=name)) for name in kept]

    async def chosen(picked: str) -> None:
        if picked == _KEEP:
            answer = partial(_kept, typed)
            title = _("Gem filteret {filter}").format(filter=typed)
            await screen.ask(Question("filter", title, (Field("name", _("Navn"), ""),), answer=answer))
        elif picked.startswith(_USE):
            _use(screen, picked.removeprefix(_USE), kept)
        else:
            screen.record(_keeping(_("filteret {name} fjernet"), picked.removeprefix(_FORGET), ""))

    none = _("Ingen filtre er gemt: / filtrerer, og w gemmer filteret under et navn.")
    pick(screen, _("Gemte filtre"), choices, chosen, none=none, numbers=True)


def _use(screen: MeetingScreen, name: str, kept: Mapping[str, str]) -> None:
    try:
        with screen.reading():
            count = screen.budget.set_needle(kept[name])
            screen.action_pane("budget")
            screen.status.tell(_("{name}: {count} passer").format(name=safe(name), count=count))
    except FilterError as error:
        screen.status.tell_error(error_words(error))


def _kept(typed: str, values: Mapping[str, str]) -> Act | None:
    name = values["name"].strip()
    return _keeping(_("filteret {name}"), name, typed) if name else None


def _keeping(said: str, name: str, typed: str) -> Act:
    """A filter is kept under a name; an empty one takes the name away."""
    return Act(said.format(name=safe(name)), does=lambda store, actor: [store.save_filter(name, typed, actor)])
