"""Names that nobody knows: a list to pick from, then what the name stands for. Nothing is taken by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgettui.domain.errors import BudgettuiError
from budgettui.domain.municipality import Area
from budgettui.i18n import _
from budgettui.tui.screens.pick import Choice, PickScreen
from budgettui.tui.text import safe
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.domain.names import NameBook
    from budgettui.store.near_names import ConfirmedName, UnmatchedName
    from budgettui.tui.screens.meeting import MeetingScreen
    from budgettui.tui.screens.review import ReviewScreen

#: The choice that takes a confirmation back: no key is empty.
_TAKE_BACK = ""


def names(screen: MeetingScreen | ReviewScreen, cursor: int = 0) -> None:
    """The printed names that stand for nothing yet, and after them those that somebody has confirmed."""
    store = screen.store
    try:
        book, unmatched, confirmed = store.names(), store.unmatched_names(), store.confirmed_names()
    except BudgettuiError as error:
        screen.status.tell_error(error_words(error))
        return
    known: list[UnmatchedName | ConfirmedName] = [*unmatched, *confirmed]
    choices = [_unmatched(number, one, book) for number, one in enumerate(unmatched)]
    choices += [
        Choice(str(number), safe(one.name), one.within, f"= {_short(book, one.key)}", "✓", "decided")
        for number, one in enumerate(confirmed, len(unmatched))
    ]

    def chosen(picked: str | None) -> None:
        if picked is not None:
            _meaning(screen, book, known[int(picked)], int(picked))

    screen.app.push_screen(
        PickScreen(
            screen.roles,
            _("Navne · {municipality}").format(municipality=safe(book.municipality.name)),
            choices,
            none=_("Alle navne på afdelinger og områder er kendt."),
            hint=_("Enter siger, hvad navnet er · Esc tilbage"),
            cursor=cursor,
        ),
        chosen,
    )


def _unmatched(number: int, one: UnmatchedName, book: NameBook) -> Choice:
    near = _("ligner ingen")
    for first in one.suggestions[:1]:
        near = _("ligner {entry} {score} %").format(entry=_short(book, first.key), score=first.score)
    return Choice(str(number), safe(one.name), one.within, near, "?", "uncertain")


def _short(book: NameBook, key: str) -> str:
    """The entry's name alone: the department stands at the left."""
    entry = book.entry(key)
    return safe(entry.name) if entry else ""


def _meaning(
    screen: MeetingScreen | ReviewScreen, book: NameBook, one: UnmatchedName | ConfirmedName, place: int
) -> None:
    """What the name stands for: the suggestions, then all else that it can be."""
    choices = []
    scores = {near.key: near.score for near in getattr(one, "suggestions", ())}
    if not scores and hasattr(one, "key"):
        choices.append(Choice(_TAKE_BACK, _("tag bekræftelsen tilbage"), sign="↶", role="postponed"))
    possible = [
        entry.key
        for entry in book.municipality.entries
        if not one.within or (isinstance(entry, Area) and entry.department == one.within)
    ]
    choices += [
        Choice(
            key, safe(book.words(key)), right=_("ligner {score} %").format(score=scores[key]) if key in scores else ""
        )
        for key in [*scores, *(key for key in possible if key not in scores)]
    ]

    def chosen(picked: str | None) -> None:
        if picked is not None:
            _say(screen, book, one, picked)
        names(screen, place)

    shown = safe(f"{one.name} ({one.within})" if one.within else one.name)
    first, *others = getattr(one, "places", ()) or ("",)
    place_words = safe(first) + (_(" og {n} andre").format(n=len(others)) if others else "")
    screen.app.push_screen(
        PickScreen(
            screen.roles,
            " · ".join(filter(None, (_("»{name}« er …").format(name=shown), place_words))),
            choices,
            none=_("Kommunens fil har ingen områder i afdelingen."),
            hint=_("Enter bekræfter · Esc tilbage"),
        ),
        chosen,
    )


def _say(
    screen: MeetingScreen | ReviewScreen, book: NameBook, one: UnmatchedName | ConfirmedName, key: str
) -> None:
    try:
        if key == _TAKE_BACK:
            screen.store.take_back_name(one.name, screen.actor, within=one.within)
            said = _("»{name}« er ikke længere bekræftet · gemt").format(name=safe(one.name))
        else:
            screen.store.confirm_name(one.name, key, screen.actor, within=one.within)
            said = _("»{name}« er {entry} · gemt").format(name=safe(one.name), entry=safe(book.words(key)))
    except BudgettuiError as error:
        screen.status.tell_error(error_words(error))
        return
    screen.status.tell(said)
