"""A new meeting: of a body of the municipality, or by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from budgettui.domain.meeting.templates import from_body, regulars
from budgettui.domain.municipality import Body
from budgettui.i18n import _, date_text, ngettext
from budgettui.ingest.page.names import current
from budgettui.tui.preparing import day_of, meeting_fields
from budgettui.tui.saver import Act
from budgettui.tui.screens.pick import Choice, pick
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Question

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: The choice of a meeting that belongs to no body of the file.
_BY_HAND = "-"


def pick_body(screen: MeetingScreen, left: Callable[[], object] | None = None) -> None:
    """Choose the body, then ask for title, date and place. ``left`` is what follows where no meeting is made."""
    bodies = {str(place): body for place, body in enumerate(current().bodies)}
    choices = [
        Choice(
            key, body.name,
            right=(count and ngettext("{count} medlem", "{count} medlemmer", count).format(count=count)) or "",
        )
        for key, body in bodies.items()
        for count in (len(body.members),)
    ]
    choices.append(Choice(_BY_HAND, _("i hånden: uden medlemmer og faste punkter")))

    async def after() -> None:
        if left is not None and not screen.saver.unsaved:
            left()

    async def chosen(picked: str) -> None:
        with screen.reading():
            question = _question(screen, bodies.get(picked))
            await screen.ask(question if left is None else replace(question, after=after))

    pick(screen, _("Nyt møde"), choices, chosen, left=after)


def _question(screen: MeetingScreen, body: Body | None) -> Question:
    today = screen.today()
    before = screen.store.meeting_of(body.name) if body is not None and not body.members else None

    def answer(values: Mapping[str, str]) -> Act | None:
        title = values["title"].strip() or (body.name if body else "")
        if not title:
            return None
        day, place = day_of(values["date"], today), values["place"].strip()
        payload = from_body(body, current(), str(uuid4()), title=title, date=day, place=place, before=before)
        said = _("møde klargjort: {title}").format(title=safe(title))
        return Act(said, does=lambda store, actor: store.log(store.prepare(payload, actor)))

    facts = []
    if body is not None:
        people = regulars(before) if before is not None else body.members
        members = ", ".join(safe(one.initials or one.name) for one in people)
        facts = [
            _("Medlemmer: {names}").format(names=members or _("ingen i kommunens fil")) if before is None else
            _("Deltagere som {date}: {names}").format(date=date_text(before.date) or safe(before.title), names=members),
            _("Stedfortrædere: {names}").format(
                names=", ".join(safe(one.initials or one.name) for one in body.substitutes) or _("ingen")
            ),
            _("Beslutningsdygtig med {count}").format(count=body.needed) if body.needed else "",
        ]
    title = body.name if body else ""
    return Question(
        "new_meeting", _("Nyt møde · {body}").format(body=safe(title)) if title else _("Nyt møde"),
        meeting_fields(title, None, None, today), facts=[fact for fact in facts if fact], answer=answer,
    )
