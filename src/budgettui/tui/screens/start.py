"""The start of an empty store: a few lines with their keys, never an empty grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from budgettui.i18n import _
from budgettui.tui.text import cut_front, plain
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import StatusLine

READ_HOW = "budgettui --help"


class StartScreen(Screen[None]):
    """Offers to import papers, to prepare a meeting, to open the sample, or to say how."""

    CSS_PATH = "start.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import_papers", show=False),
        Binding("k,ctrl+k", "prepare", show=False),
        Binding("e", "sample", show=False),
        Binding("question_mark,f1", "how", show=False),
        Binding("escape", "unwind", show=False),
    ]

    @dataclass
    class Import(Message):
        """The user names the files to import; the screen hears what becomes of them."""

        start: StartScreen
        paths: str

    class Stop(Message):
        """The user wants the import that is going on to stop, if there is one."""

    class Prepare(Message):
        """The user wants to prepare a meeting of a body, or by hand."""

    class Sample(Message):
        """The user wants to see the sample."""

    def __init__(self, styles: RoleStyles, store_path: str) -> None:
        super().__init__()
        self.roles = styles
        self.store_path = store_path

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
        yield StatusLine(self.roles, id="status")

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self.status = self.query_one(StatusLine)
        self.status.tell(_("Lageret er {path}").format(path=cut_front(self.store_path, self.app.size.width - 14)))

    def action_import_papers(self) -> None:
        field = self.query_one(Input)
        field.display = True
        self.set_focus(field)
        self.status.tell(_("Skriv stien til en eller flere filer. Esc fortryder."))

    def action_prepare(self) -> None:
        self.post_message(self.Prepare())

    def action_sample(self) -> None:
        self.status.tell(_("Gør eksemplet klar …"))
        self.post_message(self.Sample())

    def action_how(self) -> None:
        self.status.tell(
            _("budgettui import FIL… læser papirer; i mødet viser ? alle taster. Se også: {command}").format(
                command=READ_HOW
            )
        )

    def action_unwind(self) -> None:
        if not self.status.read():
            self.query_one(Input).display = False
            self.set_focus(None)
            self.status.tell(_("Vælg i, k, e eller ?"))
            self.post_message(self.Stop())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.status.tell(_("Læser …"))
            self.post_message(self.Import(self, event.value))
