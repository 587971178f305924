"""Filters under a name: pick one for the budget, keep the present one, or take a name away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from budgettui.domain.errors import FilterError
from budgettui.domain.meeting.events import Event
from budgettui.i18n import _
from budgettui.store import Store
from budgettui.tui.saver import Act, Heard, Saver
from budgettui.tui.screens.pick import Choice, PickScreen
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.words import error_words, reading_words

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

_KEEP, _USE, _FORGET = "keep", "use ", "forget "


@dataclass(frozen=True)
class Keeping(Heard):
    """A filter that is kept under a name; an empty one takes the name away."""

    name: str = ""
    typed: str = ""

    def write(self, store: Store, actor: str) -> Sequence[Event]:
        return [store.save_filter(self.name, self.typed, actor)]


def show(screen: MeetingScreen) -> None:
    """The list: the filter on the screen to keep, those that are kept, and their names to take away."""
    kept: dict[str, str] = {}
    with screen.reading():
        kept = screen.store.saved_filters()
    typed = screen.budget.needle
    choices = [Choice(_KEEP, _("gem filteret under et navn"), right=typed)] if typed else []
    choices += [Choice(_USE + name, name, right=text) for name, text in kept.items()]
    choices += [Choice(_FORGET + name, _("fjern {name}").format(name=name)) for name in kept]

    async def chosen(picked: str | None) -> None:
        if picked is None:
            return
        if picked == _KEEP:
            answer = partial(_kept, screen, typed)
            title = _("Gem filteret {filter}").format(filter=typed)
            await screen.open_question(Question("filter", title, (Field("name", _("Navn"), ""),), answer=answer))
        elif picked.startswith(_USE):
            _use(screen, picked.removeprefix(_USE), kept)
        else:
            name = picked.removeprefix(_FORGET)
            said = _("filteret {name} fjernet").format(name=safe(name))
            _save(screen, Keeping(said, name=name, hears=partial(_hear, screen)))

    none = _("Ingen filtre er gemt: / filtrerer, og w gemmer filteret under et navn.")
    screen.app.push_screen(PickScreen(screen.roles, _("Gemte filtre"), choices, none=none, numbers=True), chosen)


def _use(screen: MeetingScreen, name: str, kept: Mapping[str, str]) -> None:
    try:
        with screen.reading():
            count = screen.budget.set_needle(kept[name])
            screen.action_pane("budget")
            screen.status.tell(_("{name}: {count} passer").format(name=safe(name), count=count))
    except FilterError as error:
        screen.status.tell_error(error_words(error))


def _kept(screen: MeetingScreen, typed: str, values: Mapping[str, str]) -> Act | None:
    name = values["name"].strip()
    if not name:
        return None
    return Keeping(_("filteret {name}").format(name=safe(name)), name=name, typed=typed, hears=partial(_hear, screen))


def _save(screen: MeetingScreen, act: Keeping) -> None:
    if screen.store.refusal is not None:
        screen.status.tell(reading_words(screen.store))
    else:
        screen.saver.save(act)


def _hear(screen: MeetingScreen, message: Message) -> None:
    """What became of it, on the screen's own thread."""
    if isinstance(message, Saver.Saved):
        screen.status.tell(_("{act} · gemt").format(act=message.act.said))
    elif isinstance(message, (Saver.Failed, Saver.Refused)):
        why = error_words(message.error)
        screen.status.tell_error(_("{act} er IKKE gemt: {why}").format(act=message.act.said, why=why))
