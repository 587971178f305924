"""Deciding: what each key asks about the point, the item or the line under the cursor, and what the answer becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widget import Widget

from budgettui.domain.budget.budget import Line, Material
from budgettui.domain.meeting.decisions import Bucket, bucket_of
from budgettui.domain.meeting.meeting import DecisionPoint, Item, Meeting
from budgettui.i18n import _, listed, ngettext
from budgettui.tui.leaving import take_away
from budgettui.tui.screens.recording import SLOW_DISK, RecordingScreen
from budgettui.tui.widgets.rows import Left, Turned
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.tui.spelling import Speller
    from budgettui.tui.widgets.minutes import MinutesPanel
    from budgettui.tui.widgets.panel import OutcomeGrid, Panel, Question


class DecidingScreen(RecordingScreen):
    """Opens panels and takes their answers, and knows what the keys of the meeting's own work ask."""

    #: What was typed in a panel that was left, by the question, its title and what it is about.
    _drafts: dict[tuple[str, str, str], dict[str, str]]
    #: What stood in the open panel's fields before anything was typed.
    _untyped: Mapping[str, str]
    #: What the open panel asks about; ``None`` where that is neither a point nor an item.
    _about: DecisionPoint | Item | None = None
    #: The pane that a question was asked from, where the paper had to take its place; else "".
    _asked_from = ""
    #: The item whose decision without quorum was asked about.
    _doubted: str | None = None
    #: What is known of words, from the first text that is written.
    _speller: Speller | None = None
    #: Whether it was said that nothing checks the spelling here: once is enough.
    _missing_told = False

    @property
    def item(self) -> Item | None:
        return self._item

    async def ask(self, question: Question, about: DecisionPoint | Item | None = None) -> None:
        """Ask something about a point or an item; what is about neither, such as a file name, below what one sees.

        What was typed when a point or an item was last asked about stands there again.
        """
        from budgettui.tui.widgets.panel import Panel

        self._about = about
        self._untyped = {entry.name: entry.value for entry in question.fields}
        if about is not None:
            draft = self._drafts.get((question.name, question.title, about.id), {})
            fields = tuple(replace(entry, value=draft.get(entry.name, entry.value)) for entry in question.fields)
            question = replace(question, fields=fields)
        await self.open_panel(Panel(self.roles, question), below=about is None and self.active != "paper")

    async def open_panel(self, panel: Widget, *, below: bool = False) -> None:
        """Show a panel under the paper, or ``below`` the pane that is all one sees; one that is open goes."""
        alone = self.narrow or self.zoomed
        if alone and not below and self.active != "paper":
            self._asked_from, self.active = self.active, "paper"
            self._lay_out(self.app.size.width)
            self._show_title()
        self._answered = None
        await take_away(self.query("#panel"))
        if alone and below:
            await self.mount(panel, before="#tally")
        else:
            await self.query_one("#middle").mount(panel)
        self.set_focus(next(widget for widget in (panel, *panel.query("*")) if widget.focusable))

    async def instead(self, words: str) -> None:
        from budgettui.tui.widgets.panel import telling

        await self.ask(telling(words, self._describe))
        self.status.tell(words)

    def on_left(self, event: Left) -> None:
        event.stop()
        self._close_panel()
        self._back_to_pane()

    def on_turned(self, event: Turned) -> None:
        event.stop()
        self._show_keys()

    def _close_panel(self) -> None:
        # The focus goes first: a widget that is removed with it would hand it to its neighbour.
        self._focus_active()
        self._remove_panel()

    def _back_to_pane(self) -> None:
        """Show the pane again that a question was asked from, where the paper took its place."""
        if self._asked_from and self.active == "paper":
            self.active = self._asked_from
            self._lay_out(self.app.size.width)
            self._show_title()
        self._asked_from = ""
        self._focus_active()

    async def _go_on(self, question: Question) -> None:
        """What comes after a question; where that is no other one, the pane that it was asked from."""
        if question.after is not None:
            await question.after()
        if self.focused is self.paper:
            self._back_to_pane()

    async def on_panel_left(self, event: Panel.Left) -> None:
        event.stop()
        typed = {name: event.values[name] for name, known in self._untyped.items() if event.values[name] != known}
        said = _("Intet er gjort.")
        if self._about is not None:
            # What was not typed is no draft: the meeting may know it otherwise when the question is asked again.
            self._drafts[event.question.name, event.question.title, self._about.id] = typed
            later = _("Intet er noteret; det skrevne står der endnu, når du kommer tilbage.")
            said = later if typed else _("Intet er noteret.")
        self._close_panel()
        self.status.tell(said)
        await self._go_on(event.question)

    async def on_panel_answered(self, event: Panel.Answered) -> None:
        event.stop()
        question = event.question
        if question.does:
            self._close_panel()
            self._back_to_pane()
            question.answer(event.values)
            return
        act = question.answer(event.values)
        if act is not None:
            act = self._with_clock(act)
            if not self.record(act):
                return  # the panel stays, with what was typed
        if self._about is not None:
            self._drafts.pop((question.name, question.title, self._about.id), None)
        if act is None:
            self._close_panel()
            self.status.tell(_("Intet er noteret."))
            await self._go_on(question)
            return
        if question.after is not None:
            # The panel that comes back shows the meeting as it is on the disk, when it is there.
            asked = self.query("#panel").first()
            await question.after()
            if asked.is_attached:
                self._close_panel()  # no other has come in its place
                self._back_to_pane()
            return
        # The disk mostly answers before the next frame: then the panel goes and the decision comes in one and the
        # same. Keys go to the pane at once, and a slow disk does not keep the panel.
        self._back_to_pane()
        self._answered = act
        if question.name in ("decide", "vote"):
            self._marked.clear()
            self._show_marks()
        self.set_timer(SLOW_DISK, self._remove_answered)

    def on_mount(self) -> None:
        self._drafts = {}

    # What the keys ask.

    def on_outcome_grid_unknown(self, event: OutcomeGrid.Unknown) -> None:
        event.stop()
        self.status.tell(_("{key} er ikke et udfald. Esc lukker.").format(key=event.key))

    def chosen_point(self) -> tuple[Meeting, Item, DecisionPoint] | None:
        """The decision point that a key is about; says so where there is none."""
        point = self.paper.current_point
        if self.meeting is None or self._item is None or point is None:
            told = _("Punktet har intet at beslutte: b skriver et beslutningspunkt, m referatet, T en opfølgning.")
            self.status.tell(told)
            return None
        return self.meeting, self._item, point

    async def chosen_points(self) -> tuple[DecisionPoint, ...]:
        """The points that are marked, wherever one looks, else the one that a key is about; says so where there is
        none."""
        marked = self.marked_points()
        if marked:
            return marked
        chosen = self.chosen_point()
        if chosen is None:
            await self.instead(self.status.told)
            return ()
        _meeting, item, point = chosen
        self.paper.go_to_point(item.points.index(point))
        return (point,)

    async def action_decide(self) -> None:
        from budgettui.tui import questions

        item = self._item
        if item is not None and item.type != "section" and not item.points and not self.marked_points():
            await self._ask_new_point(item)
            return
        points = await self.chosen_points()
        if not points or self.meeting is None:
            return
        own = getattr(self.app, "snippets", ())
        question = questions.decide(
            self.meeting, points, self.today(), own, lambda values: self.doubts(points, values["outcome"]),
        )
        await self.ask(question, points[0])

    async def _ask_new_point(self, item: Item) -> None:
        """What there is to decide at an item that no paper brings a point for."""
        from budgettui.tui import preparing

        assert self.meeting is not None
        await self.ask(preparing.new_point(self.meeting, item))
        self.status.tell(_("Punktet har intet at beslutte endnu: skriv det, og b igen beslutter det."))

    def doubts(self, points: Sequence[DecisionPoint], outcome: str = "approved") -> list[str]:
        """Why the points may not be decided upon like that now, and where that stands; "" where nothing is in the way:
        too few are present, or an amendment is still to be voted on."""
        from budgettui.domain.meeting.amendments import undecided

        assert self.meeting is not None
        places = [self.meeting.find_point(point.id) for point in points]
        found = self.too_few([item for item, _point in places])
        if bucket_of(outcome) is Bucket.DECIDED:
            waiting = [one.number for item, point in places for one in undecided(self.meeting, item.id, point.id)]
            if waiting:
                words = _("? Ændringsforslag {numbers} er ikke afgjort: der stemmes om det før indstillingen (X).")
                found.append(words.format(numbers=listed(dict.fromkeys(waiting))))
        return [*found, _("Samme tast igen beholder beslutningen.")] if found else []

    def too_few(self, items: Sequence[Item]) -> list[str]:
        """That too few are present at the items to decide there, each number once."""
        words = _("? {here} af {seats} medlemmer er til stede, og {needed} kræves (kommunestyrelsesloven § 11).")
        known = [at for at in map(self.quorum, items) if at is not None and not at.met]
        return list(dict.fromkeys(words.format(here=at.here, seats=at.seats, needed=at.needed) for at in known))

    def action_mark(self, what: str = "point") -> None:
        """Mark the point under the cursor, or what is open at the "item", for one decision on many; or let it go."""
        if what == "item":
            points = [point for point in self._item.points if point.outcome is None] if self._item else []
        else:
            chosen = self.chosen_point()
            if chosen is None:
                return
            points = [chosen[2]]
        if not points:
            self.status.tell(_("Punktet har ingen åbne beslutningspunkter."))
            return
        ids = {point.id for point in points}
        self._marked = self._marked - ids if ids <= self._marked else self._marked | ids
        self._show_marks()
        if self._marked:
            words = ngettext(
                "{count} punkt er mærket: b og V gælder alle de mærkede, Esc fjerner mærkerne.",
                "{count} punkter er mærket: b og V gælder alle de mærkede, Esc fjerner mærkerne.",
                len(self._marked),
            )
            self.status.tell(words.format(count=len(self._marked)))
        else:
            self.status.tell(_("Intet punkt er mærket."))

    async def action_new_action(self) -> None:
        from budgettui.tui import questions

        if self.meeting is None or self._item is None:
            await self.instead(_("Vælg et punkt på dagsordenen."))
            return
        point = self.paper.current_point if self.paper.current_index is not None else None
        await self.ask(questions.action(self.meeting, self._item, point, self.today()), point or self._item)

    def action_adopt_all(self) -> None:
        from budgettui.tui import questions

        if self.meeting is None or self._item is None:
            self.status.tell(_("Vælg et punkt på dagsordenen."))
            return
        act = questions.adopt_all(self.meeting, self._item)
        if act is None:
            self.status.tell(_("Punktet har ingen åbne beslutningspunkter."))
        elif self.may_decide(self._item, self._item.points):
            self.record(act)

    def may_decide(self, item: Item, points: Sequence[DecisionPoint]) -> bool:
        """Whether all may be decided at once: what is in the way is told, and the same key again does it."""
        doubt = self.doubts([point for point in points if point.outcome is None])
        if not doubt or self._doubted == item.id:
            self._doubted = None
            return True
        self._doubted = item.id
        self.status.tell(" ".join(doubt))
        return False

    def action_link_line(self) -> None:
        from budgettui.tui import questions

        chosen = self.chosen_point()
        if chosen is not None:
            meeting, _item, point = chosen
            found = self._worth(_("Stil markøren på en budgetlinje i kroner for at knytte den."))
            if found is not None:
                self.record(questions.link(meeting, point, *found))

    def action_set_target(self) -> None:
        from budgettui.tui import questions

        why = _("Stil markøren på en budgetlinje i kroner for at bruge den som mål.")
        found = self._worth(why)
        if self.meeting is None:
            self.status.tell(why)
        elif found is not None:
            self.record(questions.target(self.meeting, *found))

    def _worth(self, why: str) -> tuple[Material, Line, dict[int, int]] | None:
        """The line under the budget's cursor and what it is worth. Where it is no money (``why``), or in doubt and so
        worth nothing yet, that is said."""
        from budgettui.tui import questions

        line, material, column = self.budget.current, self.budget.material, self.budget.current_column
        if line is None or material is None or not questions.is_money(material):
            self.status.tell(why)
        elif questions.is_doubtful(material, line, column):
            self.status.tell(_("Tallet er en usikker læsning: godtag det først i gennemsynet (F7)."))
        else:
            return material, line, questions.line_amounts(material, line, column)
        return None

    # The item's minutes.

    async def action_write_minutes(self) -> None:
        from budgettui.tui import questions
        from budgettui.tui.spelling import Speller
        from budgettui.tui.widgets.minutes import MinutesPanel

        if self.meeting is None or self._item is None or self._item.type == "section":
            await self.instead(_("Vælg et punkt på dagsordenen for at skrive referat."))
            return
        day = questions.meeting_day(self.meeting, self.today())
        self._speller = self._speller or Speller()
        await self.open_panel(MinutesPanel(self.roles, self._item, self.meeting, day, self._speller))

    def on_minutes_panel_spelled(self, event: MinutesPanel.Spelled) -> None:
        event.stop()
        if event.missing is not None and not self._missing_told:
            self._missing_told = True
            self.status.tell(error_words(event.missing))
