"""Names that nobody knows: a list to pick from, then what the name stands for. Nothing is taken by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgettui.domain.budget.names import NameBook
from budgettui.domain.errors import BudgettuiError
from budgettui.domain.meeting.events import Event
from budgettui.domain.municipality import Area
from budgettui.i18n import _, ngettext
from budgettui.store import Store
from budgettui.tui.saver import Act
from budgettui.tui.screens.pick import Choice, pick
from budgettui.tui.text import safe
from budgettui.tui.words import error_words, reading_words

if TYPE_CHECKING:
    from budgettui.tui.app import BudgetApp
    from budgettui.tui.screens.meeting import MeetingScreen
    from budgettui.tui.screens.review import ReviewScreen

#: The choice that takes a confirmation back: no key is empty.
_TAKE_BACK = ""


@dataclass
class _Entry:
    """A printed name as the list has it: ``key`` is what it stands for, empty where nobody has said."""

    name: str
    within: str
    key: str = ""
    near: tuple[tuple[str, int], ...] = ()
    places: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return safe(f"{self.name} ({self.within})" if self.within else self.name)


def names(screen: MeetingScreen | ReviewScreen) -> None:
    """Show the printed names that stand for nothing yet, and after them those that somebody has confirmed."""
    store = screen.store
    try:
        book = store.names()
        entries = [_Entry(one.name, one.within, "", one.suggestions, one.places) for one in store.unmatched_names()]
        entries += [_Entry(one.name, one.within, one.key) for one in store.confirmed_names()]
    except BudgettuiError as error:
        screen.status.tell_error(error_words(error))
        return
    _Names(screen, book, entries).show()


class _Names:
    """The list as it was opened, with what has been said in it since: that it is on the disk is heard later."""

    def __init__(self, screen: MeetingScreen | ReviewScreen, book: NameBook, entries: list[_Entry]) -> None:
        self.screen = screen
        self.app: BudgetApp = screen.app  # type: ignore[assignment]  # the one app there is
        self.book = book
        self.entries = entries

    def show(self, cursor: int = 0) -> None:
        self.entries.sort(key=lambda entry: bool(entry.key))
        title = _("Navne · {municipality}").format(municipality=safe(self.book.municipality.name))
        choices = [self._row(number, entry) for number, entry in enumerate(self.entries)]
        none = _("Alle navne på afdelinger og områder er kendt.")
        hint = _("Enter siger, hvad navnet er · Esc tilbage")
        pick(self.screen, title, choices, lambda picked: self._ask(int(picked)), none=none, hint=hint, cursor=cursor,
             numbers=True)

    def _row(self, number: int, entry: _Entry) -> Choice:
        if entry.key:
            return Choice(str(number), safe(entry.name), entry.within, f"= {self._short(entry.key)}", "✓", "decided")
        near = _("ligner ingen")
        for key, score in entry.near[:1]:
            near = _("ligner {entry} {score} %").format(entry=self._short(key), score=score)
        return Choice(str(number), safe(entry.name), entry.within, near, "?", "uncertain")

    def _short(self, key: str) -> str:
        """The entry's name alone: the department stands at the left."""
        entry = self.book.entry(key)
        return safe(entry.name) if entry else safe(key)

    def _ask(self, number: int) -> None:
        """What the name stands for: the suggestions, then all else that it can be."""
        entry = self.entries[number]
        scores = dict(entry.near)
        possible = [
            one.key
            for one in self.book.municipality.entries
            if not entry.within or (isinstance(one, Area) and one.department == entry.within)
        ]
        choices = [Choice(_TAKE_BACK, _("tag bekræftelsen tilbage"), sign="↶", role="postponed")] if entry.key else []
        choices += [
            Choice(key, safe(self.book.words(key)), right=_("ligner {score} %").format(score=score))
            for key, score in scores.items()
        ]
        choices += [Choice(key, safe(self.book.words(key))) for key in possible if key not in scores]

        def chosen(picked: str) -> None:
            self._say(entry, picked)
            self.show(number)

        place = safe(entry.places[0]) if entry.places else ""
        if len(entry.places) > 1:
            more = len(entry.places) - 1
            place += ngettext(" og {n} anden", " og {n} andre", more).format(n=more)
        title = " · ".join(filter(None, (_("»{name}« er …").format(name=entry.shown), place)))
        none, hint = _("Kommunens fil har ingen områder i afdelingen."), _("Enter bekræfter · Esc tilbage")
        pick(self.screen, title, choices, chosen, none=none, hint=hint, numbers=True, left=lambda: self.show(number))

    def _say(self, entry: _Entry, key: str) -> None:
        if self.screen.store.refusal is not None:
            self.screen.status.tell(reading_words(self.screen.store))
            return
        if key == _TAKE_BACK:
            from budgettui.store.near_names import suggestions

            said = _("»{name}« er ikke længere bekræftet").format(name=safe(entry.name))
            entry.near = tuple(suggestions(self.book, entry.name, entry.within))
        else:
            said = _("»{name}« er {entry}").format(name=safe(entry.name), entry=safe(self.book.words(key)))
        entry.key = key

        def write(store: Store, actor: str) -> list[Event]:
            if key == _TAKE_BACK:
                return [store.take_back_name(entry.name, actor, within=entry.within)]
            return [store.confirm_name(entry.name, key, actor, within=entry.within)]

        self.app.meeting_screen.record(Act(said, does=write))
