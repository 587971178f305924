"""Filters under a name: pick one for the budget, keep the present one, or take a name away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from budgettui.domain.errors import FilterError
from budgettui.i18n import _
from budgettui.tui.saver import Act
from budgettui.tui.screens.pick import Choice, pick
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

_KEEP, _USE, _FORGET = "keep", "use ", "forget "


def show(screen: MeetingScreen) -> None:
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
            name = picked.removeprefix(_FORGET)
            screen.record(_keeping(_("filteret {name} fjernet"), name, ""))

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
