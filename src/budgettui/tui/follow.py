"""A second screen for those in the room: the item, the point and the tally in large type, following the secretary.

It only reads. A closed item shows no more than that it is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Digits, Label

from budgettui.domain.amounts import MINUS
from budgettui.domain.budget.tally import Tally, tally
from budgettui.domain.errors import StoreError
from budgettui.domain.meeting.course import in_break
from budgettui.domain.meeting.meeting import DecisionPoint, Item, Meeting
from budgettui.export.tally_report import published
from budgettui.export.vote_wording import vote_text
from budgettui.export.wording import Money, outcome_text, unit_words
from budgettui.i18n import _, date_text
from budgettui.store import Place, Store
from budgettui.tui.hangup import end_with_terminal
from budgettui.tui.signs import point_sign
from budgettui.tui.text import UTF8, plain, safe
from budgettui.tui.theming import RoleStyles, ThemeSpec, css_variables, textual_theme, wants_no_color
from budgettui.tui.widgets.bars import Bar, StatusLine
from budgettui.tui.words import clock, error_words

#: Seconds between two looks at the store and at where the secretary stands.
LOOK_SECONDS = 0.4
#: Years of the tally that have room in large type.
MOST_YEARS = 4
#: Rows that the large tally needs beside the item; on a lower screen it is one line.
TALL = 22


class FollowApp(App[int]):
    """Shows where the program that writes in the store stands; ``meeting`` is shown while nobody does."""

    TITLE = "budgettui"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "follow.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,ctrl+q,escape", "leave", show=False)]

    def __init__(
        self, store: Store, theme: ThemeSpec, meeting: str | None, *, now: Callable[[], datetime] = datetime.now
    ) -> None:
        self.spec = theme
        self.no_colour = wants_no_color()
        super().__init__(ansi_color=True if self.no_colour else None)
        self.store = store
        self.roles = RoleStyles(theme, no_color=self.no_colour)
        self.register_theme(textual_theme(theme, no_color=self.no_colour))
        self.theme = theme.name
        self.now = now
        self._first = meeting
        self._seen: tuple[int, Place | None] | None = None
        self._minute = ""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return css_variables(self.spec, no_color=self.no_colour)

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        with Vertical(id="item"):
            yield Digits(id="number")
            yield Label(id="name", markup=False)
            yield Label(id="point", markup=False)
            yield Label(id="outcome", markup=False)
        yield Label(id="sums", markup=False)
        yield Horizontal(id="years")
        yield StatusLine(self.roles, id="status")

    async def on_mount(self) -> None:
        await self.look()
        self.set_interval(LOOK_SECONDS, self.look)
        end_with_terminal(self)

    async def on_resize(self) -> None:
        self._seen = None

    async def look(self) -> None:
        """Show what has changed: the place, the decisions, the minute."""
        status = self.query_one(StatusLine)
        try:
            seen = self.store.version(), self.store.place()
            minute = self.now().strftime("%H:%M")
            if seen == self._seen and minute == self._minute:
                return
            place = seen[1] or (Place(self._first) if self._first else None)
            meeting = self.store.meeting(place.meeting) if place else None
        except KeyError:
            meeting = place = None
        except StoreError as error:
            status.tell_error(error_words(error))
            return
        self._seen, self._minute = seen, minute
        status.read()
        status.tell("" if seen[1] else _("Ingen skriver i mødet lige nu. q slutter."))
        await self._show(meeting, place)

    async def _show(self, meeting: Meeting | None, place: Place | None) -> None:
        role = self.roles.role
        words = [safe(meeting.title), date_text(meeting.date)] if meeting else [_("Intet møde")]
        self.query_one("#title", Bar).set_lines(
            [(" " + " · ".join(word for word in words if word), role("accent"))],
            right=[(f"{self._minute} ", Style.null())],
        )
        item = next((one for one in meeting.items if place and one.id == place.item), None) if meeting else None
        point = next((one for one in item.points if place and one.id == place.point), None) if item else None
        waiting = _("Mødet er ikke begyndt.")
        if meeting is not None and in_break(meeting):
            item, waiting = None, _("Ophold siden {time}").format(time=clock(meeting.course[-1].at))
        votes = meeting.votes_on(point.id) if meeting and point else ()
        self._show_item(item, point, waiting, [vote_text(vote, meeting) for vote in votes] if meeting else [])
        await self._show_tally(meeting)

    def _show_item(self, item: Item | None, point: DecisionPoint | None, waiting: str, votes: list[str]) -> None:
        number = (item.number or "") if item else ""
        large = UTF8 and bool(number) and all(letter in "0123456789." for letter in number)
        digits = self.query_one("#number", Digits)
        digits.display = large
        digits.update(number if large else "")
        name = self.query_one("#name", Label)
        if item is None:
            name.update(waiting)
        elif not item.open:
            name.update(plain(_("Lukket punkt") if large else f"{number} {_('Lukket punkt')}"))
        else:
            name.update(plain(safe(item.title if large else f"{number} {item.title}".strip())))
        shown = point if item is not None and item.open else None
        self.query_one("#point", Label).update(plain(f"{shown.label} {safe(shown.clause)}") if shown else "")
        outcome = self.query_one("#outcome", Label)
        if shown is None:
            outcome.update("")
            return
        sign, role = point_sign(shown)
        words = plain(f"{sign} {safe(outcome_text(shown)) or _('ubesluttet')}")
        told = "".join(f"\n\n{safe(words)}" for words in votes)
        outcome.update(Text.assemble((words, self.roles.role(role)), plain(told)))

    async def _show_tally(self, meeting: Meeting | None) -> None:
        sums, years = self.query_one("#sums", Label), self.query_one("#years", Horizontal)
        found = tally(published(meeting)) if meeting else Tally()
        text = Money(meeting, [*map(found.decided, found.years), *found.target.values()]).text if meeting else str
        shown = found.years[:MOST_YEARS]
        large = UTF8 and bool(shown) and self.size.height >= TALL
        title = _("Besluttet indtil nu, {unit}").format(unit=safe(unit_words(meeting)) if meeting else "")

        def aim(year: int) -> str:
            return _("af {target}").format(target=text(found.target[year])) if year in found.target else ""

        line = "   ".join(f"{year} {text(found.decided(year))} {aim(year)}".rstrip() for year in shown)
        sums.update(plain(title if large or not shown else f"{title}: {line}"))
        sums.display = bool(shown)
        years.display = large
        await years.remove_children()
        if large:
            await years.mount_all(
                Vertical(
                    Label(str(year), classes="year", markup=False),
                    Digits(text(found.decided(year)).replace(MINUS, "-")),
                    Label(plain(aim(year)), classes="aim", markup=False),
                )
                for year in shown
            )

    def action_leave(self) -> None:
        self.exit(0)
