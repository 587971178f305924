"""The item's minutes text, saved while it is typed."""

from __future__ import annotations

import re
from asyncio import to_thread
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import uuid4

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Label, TextArea
from textual.widgets.text_area import Selection

from budgettui.domain.meeting.meeting import Item, Meeting
from budgettui.domain.meeting.spotting import Spotted, spot
from budgettui.i18n import _, date_text, error_text
from budgettui.tui.spelling import NO_SPELLER, NoSpeller, Speller, words
from budgettui.tui.text import framed, plain, safe
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.rows import Left, Said, Turned, Wants

#: Seconds after a key until the text is on its way to the disk.
PAUSE = 0.4


class TextBox(TextArea):
    """Words that are in no dictionary are marked in it, but for the one that is being typed."""

    #: The words that are marked, and how.
    _unknown: Container[str] = frozenset()
    _mark = Style.null()

    def mark(self, unknown: Container[str], style: Style) -> None:
        self._unknown, self._mark = unknown, style
        self.notify_style_update()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        if self._unknown:
            typed = self.cursor_location if self.has_focus else None
            for word in words(line.plain):
                if word.text in self._unknown and (line_index, word.end) != typed:
                    line.stylize(self._mark, word.start, word.end)
        return line

    def render_lines(self, crop: Region) -> list[Strip]:
        # It may be drawn while it is being taken away: Textual has dropped its styles by then, and asks for its lines
        # once more where a screen is pushed in the same moment (its issue 6208).
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)


class MinutesPanel(Vertical):
    """One text for an open item; the internal and the public one for a closed item. Esc is done."""

    @dataclass
    class Spelled(Message):
        """The checker has answered; ``missing`` says why there is none."""

        unknown: Mapping[str, tuple[str, ...]]
        missing: NoSpeller | None = None

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("tab,shift+tab", "other", show=False, priority=True),
        Binding("ctrl+t", "take", show=False, priority=True),
        Binding("ctrl+o", "snippet", show=False, priority=True),
        Binding("ctrl+g", "editor", show=False, priority=True),
        Binding("ctrl+r", "spelling", show=False, priority=True),
    ]

    def __init__(self, styles: RoleStyles, item: Item, meeting: Meeting, today: date, speller: Speller) -> None:
        super().__init__(id="panel", classes="minutes")
        self.roles = styles
        self._speller = speller
        self._unknown: Mapping[str, tuple[str, ...]] = {}
        self._asking = False
        known = (meeting.title, meeting.body, meeting.place, *(one.name for one in meeting.attendees))
        self._right = frozenset(word for text in known if text for word in re.findall(r"\w+", text))
        self.item = item
        #: The day that "næste fredag" counts from.
        self._today = today
        self._names = {one.initials.casefold(): one.name for one in meeting.attendees if one.initials}
        self._actions = {one.text.casefold() for one in meeting.actions}
        self._spotted: Spotted | None = None
        self.group = str(uuid4())
        self._saved = {"text": item.minutes} | ({} if item.open else {"public_text": item.public_text})
        self._timer: Timer | None = None
        self.border_title = framed(
            _("Referat · {item}").format(item=safe(item.heading))
        )
        self.border_subtitle = framed(_("gemmes, mens du skriver · Esc færdig"))

    def keys(self) -> list[tuple[str, str]]:
        other = [] if self.item.open else [("Tab", _("Den anden tekst"))]
        take = [("Ctrl+T", _("Notér opfølgning"))] if self._spotted else []
        more = [("Tab", _("Initialer til navn")), ("Ctrl+O", _("Tekstmodul")), ("Ctrl+G", _("Editor"))]
        take += [("Ctrl+R", _("Stavning"))] if self._unknown else []
        return [*take, ("Esc", _("Færdig")), *other, *more]

    def compose(self) -> ComposeResult:
        if not self.item.open:
            yield Label(_("Internt (offentliggøres ikke)"), classes="name")
        yield TextBox(self.item.minutes, id="text", soft_wrap=True, compact=True)
        if not self.item.open:
            yield Label(_("Offentlig ordlyd"), classes="name")
            yield TextBox(self.item.public_text, id="public_text", soft_wrap=True, compact=True)
        yield Label("", id="spotted", classes="name", markup=False)
        yield Label("", id="spelling", classes="name", markup=False)

    def on_mount(self) -> None:
        self._spot()
        self._spell()
        for area in self.query(TextArea):
            area.move_cursor(area.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        # Typing faster than the pause must not put the save off: a timer that runs is left to run.
        if self._timer is None:
            self._timer = self.set_timer(PAUSE, self.save)

    def save(self) -> None:
        """Send what has changed since the last time."""
        self._timer = None
        texts = {str(area.id): area.text for area in self.query(TextArea)}
        if texts != self._saved:
            self._saved = texts
            # Everything written in one sitting is one group, and so one undo.
            self.post_message(Wants("floor.write", self.item, texts, self.group))
            self._spot()
            self._spell()

    def show(self, meeting: Meeting) -> None:
        """The meeting has changed: a follow-up that is recorded is offered no more."""
        self._actions = {one.text.casefold() for one in meeting.actions}
        self._spot()

    def _spot(self) -> None:
        """Offer the first follow-up in the texts that nobody has recorded."""
        texts = "\n".join(self._saved.values())
        found = (one for one in spot(texts, self._names, self._today) if one.text.casefold() not in self._actions)
        before, self._spotted = self._spotted, next(found, None)
        one = self._spotted
        if (before is None) != (one is None):
            self.post_message(Turned())
        words = ""
        if one is not None:
            day = f" · {one.said} → {date_text(one.due.isoformat())}" if one.due else ""
            told = _("Ctrl+T noterer opfølgning: {who}: {what}{day}")
            words = told.format(who=one.responsible, what=one.text, day=day)
        # The meeting may change before the panel has its widgets, and after it has lost them.
        for label in self.query("#spotted").results(Label):
            label.update(plain(safe(words)))
            label.display = one is not None

    def _spell(self) -> None:
        """Ask the checker beside the keys."""
        lines = [line for text in self._saved.values() for line in text.splitlines()]
        self._asking = True

        async def ask() -> None:
            try:
                told = self.Spelled(await to_thread(self._speller.unknown, lines, self._right))
            except NoSpeller as error:
                told = self.Spelled({}, error)
            self.post_message(told)

        # A worker that is a thread would be kept by its thread, and the panel by it, until the thread has other work.
        self.run_worker(ask(), exclusive=True, group="spelling")

    def on_minutes_panel_spelled(self, event: Spelled) -> None:
        """Mark what is in no dictionary; below the text it is said as well, for those who see no colour."""
        self._asking = False
        if event.unknown != self._unknown:
            self._unknown = event.unknown
            for area in self.query(TextBox):
                area.mark(self._unknown, self.roles.role("warning") + Style(underline=True))
            self.post_message(Turned())
        label, found = self.query_one("#spelling", Label), list(self._unknown)
        label.update(plain(safe(_("? ikke i ordbogen: {words}").format(words=", ".join(found)))))
        label.display = bool(found)

    def action_spelling(self) -> None:
        """Mark the next word that is in no dictionary, and say what may be meant."""
        areas = list(self.query(TextBox))
        here = areas.index(self._area())
        row, column = areas[here].selection.end
        there = [
            (place, line, word)
            for place, area in enumerate(areas)
            for line, text in enumerate(area.text.splitlines())
            for word in words(text)
            if word.text in self._unknown
        ]
        if not there:
            told = _("Ordene slås op endnu.") if self._asking else _("Alle ord er i ordbogen.")
            self._say(_(NO_SPELLER) if self._speller.missing else told)
            return
        after = [one for one in there if (one[0], one[1], one[2].end) > (here, row, column)]
        place, line, word = (after or there)[0]
        areas[place].selection = Selection((line, word.start), (line, word.end))
        self.screen.set_focus(areas[place])
        self.post_message(Wants("picks.spelling", self, word.text, self._unknown[word.text]))

    def respell(self, word: str, right: str | None) -> None:
        """Put another word in the place of the one that is marked; ``None`` says that it is right as it is."""
        if right is None:
            self._speller.accept(word)
            self._spell()
        else:
            area = self._area()
            area.replace(right, *area.selection)
            self.screen.set_focus(area)

    def action_take(self) -> None:
        self.save()
        if self._spotted is not None:
            self.post_message(Wants("floor.take_spotted", self.item, self._spotted))

    def action_snippet(self) -> None:
        self.post_message(Wants("picks.snippets", self))

    def insert(self, text: str) -> None:
        """Put a text module where the cursor stands; the first "…" in it is marked, to be typed over."""
        area = self._area()
        start = area.cursor_location
        area.insert(text)
        gap = text.find("…")
        if gap >= 0 and "\n" not in text:
            row, column = start
            area.selection = Selection((row, column + gap), (row, column + gap + 1))
        self.screen.set_focus(area)

    def _area(self) -> TextBox:
        areas = list(self.query(TextBox))
        return next((area for area in areas if area.has_focus), areas[0])

    def action_editor(self) -> None:
        """The text in the user's own editor, and back."""
        from budgettui.tui.editor import NoEditor, edit

        area = self._area()
        try:
            with self.app.suspend():
                after = edit(area.text)
        except SuspendNotSupported:
            self._say(_("Denne terminal kan ikke overlades til en editor."))
        except NoEditor as error:
            self._say(error_text(error))
        else:
            if after != area.text:
                area.text = after
                area.move_cursor(area.document.end)
            self.save()

    def _say(self, text: str) -> None:
        self.post_message(Said(text))

    def _complete(self) -> bool:
        """Initials before the cursor become the name; False where there are none."""
        area = self._area()
        row, column = area.cursor_location
        found = re.search(r"\b(\w{2,5})$", area.document.get_line(row)[:column])
        name = self._names.get(found[1].casefold()) if found and found[1].isupper() else None
        if found is None or name is None:
            return False
        area.replace(name, (row, found.start(1)), (row, column))
        return True

    def action_other(self) -> None:
        """Initials before the cursor become the name; else the other text, where there are two."""
        if self._complete():
            return
        areas = list(self.query(TextArea))
        if len(areas) == 1:
            self._say(_("Her er ingen initialer at gøre til et navn: de skrives med store bogstaver."))
            return
        here = next((place for place, area in enumerate(areas) if area.has_focus), 0)
        self.screen.set_focus(areas[(here + 1) % len(areas)])

    def action_leave(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self.save()
        self.post_message(Left())
