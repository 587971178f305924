"""What the pick screen is filled with: materials, meetings, decisions, actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from budgettui.domain.meeting.history import changes
from budgettui.export.journal_report import entry_text
from budgettui.export.wording import outcome_text
from budgettui.figures import title_of
from budgettui.i18n import _, date_text, short_date
from budgettui.tui import questions
from budgettui.tui.screens.pick import Choice, pick
from budgettui.tui.signs import point_sign
from budgettui.tui.text import safe
from budgettui.tui.words import clock, point_name

if TYPE_CHECKING:
    from budgettui.tui.screens.deciding import DecidingScreen
    from budgettui.tui.screens.meeting import MeetingScreen
    from budgettui.tui.widgets.minutes import MinutesPanel


def materials(screen: MeetingScreen) -> None:
    choices = [
        Choice(
            str(entry.id), title_of(entry), right=" · ".join(part for part in (entry.unit, entry.price_level) if part)
        )
        for entry in screen.materials
    ]
    here = next((row for row, entry in enumerate(screen.materials) if entry == screen.budget.material), 0)

    def chosen(picked: str) -> None:
        with screen.reading():
            screen.budget.show(next(entry for entry in screen.materials if str(entry.id) == picked))
            screen.action_pane("budget")

    none = _("Ingen budgettal endnu.")
    pick(screen, _("Talmateriale"), choices, chosen, none=none, numbers=True, cursor=here)


def meetings(screen: MeetingScreen) -> None:
    """Choose another meeting, the latest first; the cursor stands on the one that is open."""
    # One without a date is being prepared: it stands before those that have been held.
    heads = sorted(screen.store.meetings(), key=lambda head: head.date or "9999", reverse=True)
    here = next((row for row, head in enumerate(heads) if screen.meeting and head.id == screen.meeting.id), 0)
    choices = [
        Choice(
            head.id, head.title, date_text(head.date) or _("uden dato"),
            _("{decided} af {points} besluttet").format(decided=head.decided, points=head.points),
        )
        for head in heads
    ]

    def chosen(picked: str) -> None:
        with screen.reading():
            screen.open_meeting(picked)

    pick(screen, _("Møder"), choices, chosen, none=_("Ingen møder endnu."), cursor=here)


def decisions(screen: MeetingScreen) -> None:
    """All decision points of the meeting; Enter goes to one."""
    meeting = screen.meeting
    choices = []
    for item in meeting.items if meeting else ():
        for index, point in enumerate(item.points):
            sign, role = point_sign(point)
            name, said = f"{item.number or ''} {point.label}", outcome_text(point) or _("ubesluttet")
            choices.append(Choice(f"{item.id} {index}", point.text, name, said, sign, role))

    def chosen(picked: str) -> None:
        item_id, index = picked.split(" ")
        with screen.reading():
            screen.go_to(item_id, int(index))

    pick(screen, _("Beslutninger"), choices, chosen, none=_("Mødet har ingen beslutningspunkter."))


def snippets(screen: DecidingScreen, panel: MinutesPanel) -> None:
    """A text module for the minutes: one's own of the settings first, then those that decisions have."""
    own = getattr(screen.app, "snippets", ())
    texts = list(dict.fromkeys(questions.modules(screen.meeting, own, None))) if screen.meeting else []
    choices = [Choice(str(place), text) for place, text in enumerate(texts)]
    pick(screen, _("Tekstmodul"), choices, lambda picked: panel.insert(texts[int(picked)]),
         none=_("Ingen tekstmoduler."))


#: The choice of a word that is right although no dictionary has it.
_RIGHT = "-"


def spelling(screen: DecidingScreen, panel: MinutesPanel, word: str, meant: Sequence[str]) -> None:
    """What a word may be that is in no dictionary; or it is right as it is."""
    choices = [Choice(str(place), other) for place, other in enumerate(meant)]
    choices.append(Choice(_RIGHT, _("»{word}« er rigtigt").format(word=word)))

    def chosen(picked: str) -> None:
        panel.respell(word, None if picked == _RIGHT else meant[int(picked)])

    pick(screen, _("»{word}« er ikke i ordbogen").format(word=word), choices, chosen)


def history(screen: MeetingScreen) -> None:
    """Every change of the point, or of the item where the cursor stands on no point: when, by whom, and what."""
    meeting, item = screen.meeting, screen.item
    if meeting is None or item is None:
        screen.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
        return
    point = screen.paper.current_point if screen.active == "paper" else None
    events = (*screen.store.log(meeting.id), *screen.store.log_outside("follow_up_noted"))
    choices = [
        Choice(
            str(change.event.seq),
            entry_text(change.event, meeting, item, point.id if point else None),
            f"{short_date(change.day.isoformat())} {clock(change.event.at)}",
            " · ".join(part for part in (safe(change.event.actor), _("fortrudt") if change.undone else "") if part),
            *(("↷", "dim") if change.undone else ("✓", "decided")),
        )
        for change in changes(events, meeting, item.id, point.id if point else None)
    ]
    title = _("Forløb · {what}").format(what=point_name(meeting, point.id) if point else item.heading)
    none, hint = _("Intet er noteret her endnu."), _("skriv for at filtrere · Esc tilbage")
    pick(screen, title, choices, lambda _picked: None, none=none, hint=hint)
