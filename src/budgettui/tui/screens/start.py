"""The start of an empty store: a few lines with their keys, never an empty grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from budgettui.i18n import _
from budgettui.tui.saver import Stepping
from budgettui.tui.text import cut_front, plain
from budgettui.tui.widgets.bars import StatusLine
from budgettui.tui.words import reading_words

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

READ_HOW = "budgettui --help"


class StartScreen(Screen[None]):
    """Offers to import papers, to prepare a meeting, to open the sample, or to say how."""

    CSS_PATH = "start.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i,ctrl+n", "import_papers", show=False),
        Binding("k,ctrl+k", "prepare", show=False),
        Binding("e", "sample", show=False),
        Binding("question_mark,f1", "how", show=False),
        Binding("R", "redo", show=False),
        Binding("escape", "unwind", show=False),
    ]

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__()
        self.below = below

    def compose(self) -> ComposeResult:
        with Vertical(id="start"):
            yield Static(
                plain(
                    "\n".join([
                        _("budgettui · her er tomt endnu"),
                        "",
                        _("  i   importér papirer: dagsorden, indstillinger, tabeller"),
                        _("  k   klargør et møde: af et mødeorgan, eller i hånden"),
                        _("  e   åbn eksemplet: et møde med publicerede tal"),
                        _("  ?   læs hvordan"),
                        "",
                        _("  q   afslut"),
                    ])
                ),
                markup=False,
            )
            yield Input(placeholder=_("filer, adskilt af mellemrum · Enter importerer"), id="paths", compact=True)
        yield StatusLine(self.below.roles, id="status")

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self.status = self.query_one(StatusLine)
        path = cut_front(str(self.below.store.file), self.app.size.width - 14)
        self.status.tell(_("Lageret er {path}").format(path=path))

    def action_import_papers(self) -> None:
        field = self.query_one(Input)
        field.display = True
        self.set_focus(field)
        self.status.tell(_("Skriv stien til en eller flere filer. Esc fortryder."))

    def action_prepare(self) -> None:
        from budgettui.tui.screens.newmeeting import pick_body

        if self.below.store.refusal is not None:
            self.status.tell(reading_words(self.below.store))
            return
        app, below = self.app, self.below
        self.dismiss()
        pick_body(below, left=lambda: app.push_screen(StartScreen(below)))

    async def action_sample(self) -> None:
        self.status.tell(_("Gør eksemplet klar …"))
        await self.run_action("app.show_sample")

    def action_how(self) -> None:
        self.status.tell(
            _("budgettui import FIL… læser papirer; i mødet viser ? alle taster. Se også: {command}").format(
                command=READ_HOW
            )
        )

    def action_redo(self) -> None:
        """What was taken back last may be all that there was."""
        self.below.record(Stepping(_("gentagelsen"), back=False))

    def action_unwind(self) -> None:
        if not self.status.read():
            self.query_one(Input).display = False
            self.set_focus(None)
            self.status.tell(_("Vælg i, k, e eller ?"))
            self.below.stop_import()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        from budgettui.tui.screens.files import import_from

        event.stop()
        if event.value.strip():
            self.status.tell(_("Læser …"))
            import_from(self.below, event.value, self)
