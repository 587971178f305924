"""A list to pick from, filtered as one types: help, palette, meetings, materials, decisions, actions, checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from budgettui.i18n import _
from budgettui.tui.commands import pressed
from budgettui.tui.text import cut, framed, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.rows import RowList, RowView

if TYPE_CHECKING:
    from budgettui.tui.screens.frame import FrameScreen
    from budgettui.tui.screens.view import MeetingView

_R = TypeVar("_R")


@dataclass(frozen=True)
class Choice:
    """A row: what it stands for, its sign with role, a left and a right part."""

    id: str
    text: str
    left: str = ""
    right: str = ""
    sign: str = ""
    role: str = ""


class ChoiceList(RowList[Choice]):
    def __init__(self, styles: RoleStyles, choices: Sequence[Choice], none: str) -> None:
        super().__init__(styles, id="choices")
        self.all = choices
        self.none = none
        self.rows = choices
        self._left = max((len(choice.left) for choice in choices), default=0)

    def keep(self, needle: str) -> None:
        words = needle.casefold().split()
        self.rows = [
            choice
            for choice in self.all
            if all(word in f"{choice.left} {choice.text} {choice.right}".casefold() for word in words)
        ]
        self.reset(0, 0)

    def empty(self, width: int) -> list[str]:
        return wrap(self.none if not self.all else _("Intet passer."), width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        choice = self.rows[row]
        role = self.roles.role
        sign = f"{choice.sign} " if choice.sign else ""
        left = cut(choice.left, self._left) + "  " if self._left else ""
        right = f"  {choice.right}" if choice.right else ""
        room = width - 2 - len(sign) - len(left) - len(right)
        if room < 12:
            right, room = "", room + len(right)
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (sign, role(choice.role) if choice.role else Style.null()),
            (left, role("accent")),
            (cut(safe(choice.text), room), Style.null()),
            (right, role("dim")),
        ])


#: Lines of the box around the list: its border and the field.
_AROUND = 3
#: The last lines of the screen below, which say its keys and what its last key did: no numbers.
_BELOW = 2


class TypingScreen(Screen[_R]):
    """A field above a list: the letters go to the field, and the keys that move go to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]
    list: RowView

    def on_mount(self) -> None:
        self.list.can_focus = False  # Tab would take the letters from the field

    def action_move(self, step: int) -> None:
        self.list.action_move(step)

    def action_page(self, step: int) -> None:
        self.list.action_page(step)

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """A key that has nothing to do here says so."""
        if event.key not in self.active_bindings and not event.is_printable:
            self.say(_("{key} gør intet her · Esc lukker").format(key=pressed(event)))

    def say(self, words: str) -> None:
        raise NotImplementedError


class PickScreen(TypingScreen[str | None], ModalScreen[str | None]):
    """Type to filter, Enter picks, Esc leaves.

    ``numbers`` is for a list that asks about the numbers of the screen below: it stands at the bottom, and that screen
    shows all of itself above it.
    """

    CSS_PATH = "pick.tcss"
    NEEDLE: ClassVar[type[Input]] = Input
    list: ChoiceList

    def __init__(
        self, styles: RoleStyles, title: str, choices: Sequence[Choice], *, none: str = "", hint: str = "",
        cursor: int = 0, numbers: bool = False,
    ) -> None:
        super().__init__(classes="numbers" if numbers else "")
        self._numbers = numbers
        self._title = title
        self._hint = hint or _("skriv for at filtrere · Enter vælger · Esc tilbage")
        self.list = ChoiceList(styles, choices, none)
        self._cursor = cursor
        self._above: Screen[Any] = self

    def compose(self) -> ComposeResult:
        box = Vertical(id="box")
        box.border_title = framed(self._title)
        with box:
            yield self.NEEDLE(placeholder=_("filtrér"), id="needle", compact=True)
            yield self.list

    def on_mount(self) -> None:
        self.say(self._hint)
        self.set_focus(self.query_one(Input))
        if self._cursor:
            self.call_after_refresh(self.list.reset, self._cursor)
        self._make_room()

    def on_resize(self) -> None:
        self._make_room()

    def on_unmount(self) -> None:
        after = self.app.screen
        if self._numbers and not (isinstance(after, PickScreen) and after._numbers):
            self._above.styles.padding = 0

    def _make_room(self) -> None:
        """The box is as high as its list; what stands on the screen below is lifted by as much as it takes."""
        most = self.app.size.height * (2 if self._numbers else 4) // 5
        height = min(max(len(self.list.all), 2) + _AROUND + (not self._numbers), most)
        self.query_one("#box").styles.height = height
        if not self._numbers:
            return
        stack = self.app.screen_stack
        self._above = stack[stack.index(self) - 1]
        self._above.styles.padding = (0, 0, height - _BELOW, 0)

    def say(self, words: str) -> None:
        """In the frame, until another key: the status line may stand behind it."""
        self.query_one("#box").border_subtitle = framed(words)

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        event.stop()
        self.say(self._hint)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.say(self._hint)
        self.list.keep(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.list.current is not None:
            self.dismiss(self.list.current.id)
        else:
            self.say(_("Her er intet at vælge."))


class OneWord(Input):
    """A field that leaves the space bar to the screen."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key != "space" and super().check_consume_key(key, character)


class CheckScreen(PickScreen):
    """Several of a list: the space bar marks and unmarks, Enter takes what is marked, Esc leaves all as it was.

    Gives the ids of what is marked, in the list's order, with a space between.
    """

    NEEDLE = OneWord
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", show=False, priority=True)]

    def __init__(
        self, styles: RoleStyles, title: str, choices: Sequence[Choice], marked: Sequence[str], *,
        none: str, numbers: bool,
    ) -> None:
        self.marked = set(marked)
        super().__init__(
            styles, title, [self._shown(choice) for choice in choices], none=none,
            hint=_("mellemrum vælger til og fra · Enter bruger · Esc tilbage"), numbers=numbers,
        )

    def _shown(self, choice: Choice) -> Choice:
        on = choice.id in self.marked
        return replace(choice, sign="●" if on else "○", role="accent" if on else "dim")

    def action_mark(self) -> None:
        if self.list.current is None:
            return
        self.marked ^= {self.list.current.id}
        self.list.all = [self._shown(choice) for choice in self.list.all]
        cursor, top = self.list.cursor, self.list.top
        self.list.keep(self.query_one(Input).value)
        self.list.reset(cursor, top)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        self.dismiss(" ".join(choice.id for choice in self.list.all if choice.id in self.marked))


def pick(
    screen: FrameScreen | MeetingView, title: str, choices: Sequence[Choice],
    chosen: Callable[[str], object],
    *, none: str = "", hint: str = "", cursor: int = 0, numbers: bool = False,
    left: Callable[[], object] = lambda: None,
) -> None:
    """Let somebody pick one, and go on with its id; ``left`` is what follows where the list is left."""
    shown = PickScreen(screen.roles, title, choices, none=none, hint=hint, cursor=cursor, numbers=numbers)

    def after(picked: str | None) -> Any:
        return chosen(picked) if picked is not None else left()

    screen.app.push_screen(shown, after)


def pick_several(
    screen: FrameScreen | MeetingView, title: str, choices: Sequence[Choice], marked: Sequence[str],
    chosen: Callable[[list[str]], None],
    *, none: str = "", numbers: bool = False,
) -> None:
    """Let somebody pick several, and go on with their ids."""
    shown = CheckScreen(screen.roles, title, choices, marked, none=none, numbers=numbers)
    screen.app.push_screen(shown, lambda picked: None if picked is None else chosen(picked.split()))
