"""The app object: wiring only. It knows the store, the theme and which screen comes first."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.events import Event, Key
from textual.filter import ANSIToTruecolor, LineFilter
from textual.theme import Theme

from budgettui.domain.errors import BudgettuiError
from budgettui.i18n import _
from budgettui.settings import Settings
from budgettui.store import Store
from budgettui.tui.commands import CHANGING, COMMANDS, WRITING, bindings, going
from budgettui.tui.hangup import end_with_terminal
from budgettui.tui.keyboard import OrderlyApp
from budgettui.tui.saver import Saver, Stepping
from budgettui.tui.screens.frame import HasPlace
from budgettui.tui.screens.meeting import MeetingScreen
from budgettui.tui.theming import (
    RoleStyles,
    ThemeSpec,
    css_variables,
    load_theme,
    textual_theme,
    wants_no_color,
)
from budgettui.tui.widgets.rows import RowView
from budgettui.tui.words import reading_words

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

_OWN_ACTIONS = frozenset(command.action.removeprefix("app.") for command in COMMANDS if command.where == "all")


class BudgetApp(OrderlyApp[int]):
    """Opens the meeting that was last worked on, the budget where there is no meeting, or the start screen."""

    TITLE = "budgettui"
    ENABLE_COMMAND_PALETTE = False
    # Textual loads a screen's own style sheet when it is pushed, and the first screen never is.
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("all")]

    def __init__(
        self, store: Store, theme: ThemeSpec, actor: str, *, settings: Settings | None = None,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.spec = theme
        self.no_colour = wants_no_color()
        super().__init__(ansi_color=True if self.no_colour else None)
        self.store = store
        self.actor = actor
        self.now = now
        self.rebound: Mapping[str, str] = settings.keys if settings else {}
        #: Texts of one's own that fill in decisions.
        self.snippets: tuple[str, ...] = tuple(settings.snippets.values()) if settings else ()
        self.roles = RoleStyles(theme, no_color=self.no_colour)
        self.register_theme(self._textual_theme(theme))
        # Not by assignment: that would read the style sheet twice before the first frame.
        self.set_reactive(BudgetApp.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        #: Whether to go on with the sample.
        self.wants_sample = False
        #: Whether to end as soon as everything is saved.
        self.leaving = False
        self._saver: Saver | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return css_variables(self.spec, no_color=self.no_colour)

    def get_line_filters(self) -> Sequence[LineFilter]:
        # A theme's colours are true ones: looking for the terminal's own would take a fifth of every frame.
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    def get_default_screen(self) -> MeetingScreen:
        """The first screen that is pushed; an empty store's start screen goes on top of it."""
        screen = MeetingScreen(
            self.store, self.roles, self.actor, meeting_id=self.store.last_meeting(), now=self.now
        )
        self._saver = screen.saver
        return screen

    @property
    def lost(self) -> list[str]:
        """What was done on the screen but is not on the disk, in words; for after the screen is gone."""
        return self._saver.kept() if self._saver else []

    def on_mount(self) -> None:
        if self.rebound:
            self.set_keymap(dict(self.rebound))
        there = self.meeting_screen.materials or self.meeting_screen.meeting is not None
        if not (there or self.store.documents()):
            from budgettui.tui.screens.start import StartScreen

            self.push_screen(StartScreen(self.meeting_screen))
        end_with_terminal(self)
        self.set_timer(0.5, _collect_from_now_on)

    def _textual_theme(self, spec: ThemeSpec) -> Theme:
        return textual_theme(spec, no_color=self.no_colour)

    @property
    def meeting_screen(self) -> MeetingScreen:
        """The screen at the bottom of the stack."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MeetingScreen)
        return screen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The program's own keys work on panes and lists, not where text is typed; its commands on the meeting."""
        if action in ("help", "palette", "undo", "redo") and not isinstance(self.screen, (MeetingScreen, HasPlace)):
            return False
        return self.focused is None or isinstance(self.focused, RowView) or action not in _OWN_ACTIONS

    def copy_to_clipboard(self, text: str) -> None:
        """Put the text on the clipboard, by every way that there is: the terminal's (OSC 52) and the platform's own."""
        from budgettui.tui.clipboard import hand_over

        super().copy_to_clipboard(text)
        hand_over(self, text)

    def action_show_sample(self) -> None:
        self.wants_sample = True
        self.exit(0)

    def action_undo(self) -> None:
        self.meeting_screen.record(Stepping(_("fortrydelsen")))

    def action_redo(self) -> None:
        self.meeting_screen.record(Stepping(_("gentagelsen"), back=False))

    def action_search(self) -> None:
        self.meeting_screen.search()

    def action_retry_save(self) -> None:
        self.meeting_screen.retry_save()

    async def on_key(self, event: Key) -> None:
        """A key that opens a screen of the meeting does so from the others as well, which are left for it."""
        below, typing = self.meeting_screen, not (self.focused is None or isinstance(self.focused, RowView))
        command = None if self.screen is below or typing else going(event.key, self.rebound)
        if command is not None and (below.meeting is not None or below.materials):
            below.come_back()
            await self.run_action(command.action, below)

    def action_help(self) -> None:
        from budgettui.tui.screens.help import show_commands

        show_commands(self, here=True)

    def action_palette(self) -> None:
        from budgettui.tui.screens.help import show_commands

        show_commands(self, here=False)

    def action_pick_theme(self) -> None:
        from budgettui.tui.screens.help import show_themes

        show_themes(self)

    def use_theme(self, name: str) -> None:
        spec = load_theme(name)
        self.roles.change(spec, no_color=self.no_colour)
        self.spec = spec
        self.register_theme(self._textual_theme(spec))
        self.theme = spec.name
        self.meeting_screen.status.tell(_("Tema: {name}, {description}").format(
            name=spec.name, description=_(spec.description)))

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and self.screen_stack and self.meeting_screen.importer is not None:
            self.meeting_screen.importer.hear_key()
        await super().on_event(event)

    async def run_action(
        self, action: str | ActionParseResult, default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carry out what a key means. That another program holds the store right now is no reason to end."""
        words = reading_words(self.store) if self.store.refusal is not None and action in WRITING else ""
        if not words and action in CHANGING:
            words = self.meeting_screen.unchangeable()
        if words:
            instead = getattr(self.screen, "instead", None)
            if instead is None:
                getattr(self.screen, "status", self.meeting_screen.status).tell(words)
            else:
                await instead(words)
            return True
        with self.meeting_screen.reading():
            return await super().run_action(action, default_namespace, namespaces)
        return True  # the key was meant for this, and has been answered

    def _handle_exception(self, error: Exception) -> None:
        """What the program refuses by itself ends it in one sentence; a traceback is for what nobody foresaw.

        Where the screen can go on, it says so in the status line instead, see :meth:`FrameScreen.reading`.
        """
        if isinstance(error, BudgettuiError):
            from rich.text import Text

            from budgettui.tui.words import error_words

            self.exit(1, return_code=1, message=Text(f"budgettui: {error_words(error)}"))
        else:
            super()._handle_exception(error)

    def on_recording_screen_settled(self) -> None:
        if self.leaving:
            self.leaving = False
            self.action_leave()

    def action_leave(self) -> None:
        """End; asks only where something would be lost, and waits for what is on its way to the disk."""
        saver = self.meeting_screen.saver
        if saver.failed:
            from budgettui.tui.screens.help import ask_to_leave

            ask_to_leave(self)
        elif saver.unsaved:
            self.leaving = True
            self.meeting_screen.status.tell(_("Gemmer det sidste og slutter så …"))
        else:
            self.exit(0)


def _collect_from_now_on() -> None:
    """What the start has made stays for good: the collector need never look at it again."""
    gc.freeze()
    gc.enable()
