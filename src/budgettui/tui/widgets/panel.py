"""One panel for every question: a grid of outcomes where there is one, and named fields.

It stands below what it asks about and never over it. What was typed is kept when the panel is left.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Label
from textual.widgets.input import Selection

from budgettui.domain.meeting.decisions import BY_KEY, OUTCOMES, Outcome
from budgettui.i18n import _
from budgettui.tui.saver import Act
from budgettui.tui.text import BOLD, cut, framed, plain, segments
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.rows import Said


@dataclass(frozen=True)
class Field:
    """A named field. ``check`` turns what was typed into a hint, e.g. the date that "ult. juni" means; it raises
    ``ValueError`` with a sentence where the text will not do. ``modules`` gives texts that ↓ and ↑ fill
    in, those that go with the outcome first. The last word becomes one of ``completes`` with →."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    check: Callable[[str], str] | None = None
    modules: Callable[[str | None], Sequence[str]] | None = None
    completes: Sequence[str] = ()


@dataclass(frozen=True)
class Question:
    """What a panel asks. ``outcomes`` shows the grid of outcomes; ``facts`` are lines to decide by.
    ``suggested`` is the outcome under the cursor where none is chosen yet.

    ``told`` says what the fields mean as they stand, a line each. ``doubts`` questions an answer: it is shown, and the
    same answer again is kept. ``answer`` makes an act of what is in the fields, with the code of the outcome as
    ``outcome``; ``None`` is nothing to note. ``after`` is what follows, answered or left: the panel that the question
    was asked from. Where an answer is no act, ``does`` says what Enter does: it looks something up, or writes a file.
    """

    name: str
    title: str
    fields: Sequence[Field]
    answer: Callable[[Mapping[str, str]], Act | None]
    outcomes: bool = False
    outcome: str | None = None
    suggested: str | None = None
    facts: Sequence[str] = field(default_factory=tuple)
    told: Callable[[Mapping[str, str]], Sequence[str]] | None = None
    doubts: Callable[[Mapping[str, str]], Sequence[str]] | None = None
    after: Callable[[], Awaitable[None]] | None = None
    does: str = ""


def telling(words: str, after: Callable[[], None]) -> Question:
    """What stands in place of a question that cannot be asked: what is typed into that must not be taken for
    commands."""
    return Question("telling", _("Det går ikke her"), (), lambda _values: after(), facts=[words], does=_("luk"))


#: Cells that a column of outcomes needs at least.
NARROWEST = 18


class OutcomeGrid(Widget, can_focus=True):
    """The outcomes in columns; one letter picks one."""

    @dataclass
    class Picked(Message):
        """An outcome was chosen; ``final`` when nothing more is needed."""

        outcome: Outcome
        final: bool

    @dataclass
    class Unknown(Message):
        """A key that is no outcome."""

        key: str

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("left", "across(-1)", show=False),
        Binding("right", "across(1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    def __init__(self, styles: RoleStyles, outcome: str | None, suggested: str | None) -> None:
        super().__init__(id="outcomes")
        self.roles = styles
        codes = [entry.code for entry in OUTCOMES]
        here = outcome or suggested
        self.cursor = codes.index(here) if here in codes else 0
        self.chosen = outcome

    @property
    def current(self) -> Outcome:
        return OUTCOMES[self.cursor]

    @property
    def columns(self) -> int:
        # At least two, if they can be read at all: in one, the half of them and the fields would be out of sight.
        return max(1, min(4, self.size.width // 25), min(2, self.size.width // NARROWEST))

    @property
    def depth(self) -> int:
        return -(-len(OUTCOMES) // self.columns)

    def get_content_height(self, *args: object) -> int:
        return self.depth

    def on_resize(self) -> None:
        self.styles.height = self.depth

    def render_line(self, y: int) -> Strip:
        width, role = self.size.width, self.roles.role
        base = self.visual_style.rich_style
        cell = width // self.columns
        parts: list[Segment] = []
        for column in range(self.columns):
            index = column * self.depth + y
            if index >= len(OUTCOMES) or y >= self.depth:
                continue
            outcome = OUTCOMES[index]
            here = index == self.cursor
            style = role("selection") if here and self.has_focus else Style.null()
            word = _(outcome.word) + (" …" if outcome.needs_text else "")
            parts += segments([
                ("▸" if here else " ", role("accent") + style),
                (f"{outcome.key} ", role("accent") + style),
                (cut(word, cell - 4), style + (BOLD if outcome.code == self.chosen else Style.null())),
                (" ", Style.null()),
            ])
        return Strip(parts).extend_cell_length(width, base).crop(0, width).apply_style(base)

    def action_step(self, step: int) -> None:
        self.cursor = (self.cursor + step) % len(OUTCOMES)
        self.refresh()

    def action_across(self, step: int) -> None:
        self.action_step(step * self.depth)

    def action_pick(self) -> None:
        self._pick(OUTCOMES[self.cursor])

    def on_key(self, event: events.Key) -> None:
        outcome = BY_KEY.get(event.character or "")
        if outcome is not None:
            event.stop()
            event.prevent_default()
            self.cursor = OUTCOMES.index(outcome)
            self._pick(outcome)
        elif event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.post_message(self.Unknown(event.character))

    def _pick(self, outcome: Outcome) -> None:
        self.chosen = outcome.code
        self.refresh()
        self.post_message(self.Picked(outcome, not outcome.needs_text))


class _Completing(Suggester):
    """Whatever the case is that the last word is typed in, it is completed as it is known."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        rest, word = re.fullmatch(r"(.*?)(\w*)", value, re.DOTALL).groups()  # type: ignore[union-attr]  # all match
        found = (one for one in self._known if word and one.casefold().startswith(word.casefold()))
        return next((rest + one for one in found if len(one) > len(word)), None)


class Panel(Vertical):
    """The panel itself. Enter saves, Esc leaves."""

    @dataclass
    class Answered(Message):
        """The question was answered."""

        question: Question
        values: Mapping[str, str]

    @dataclass
    class Left(Message):
        """The panel was left; ``values`` is what was typed so far."""

        question: Question
        values: Mapping[str, str]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "answer", show=False),
        Binding("tab", "field(1)", show=False),
        Binding("shift+tab", "field(-1)", show=False),
        Binding("down", "module(1)", show=False),
        Binding("up", "module(-1)", show=False),
    ]

    def __init__(self, styles: RoleStyles, question: Question) -> None:
        super().__init__(id="panel", classes=question.name)
        self.roles = styles
        self.question = question
        self.can_focus = not question.fields and not question.outcomes  # what only tells something takes the keys
        self.outcome = question.outcome
        #: The answer that was questioned: the same once more is kept.
        self._doubted: Mapping[str, str] | None = None
        self.border_title = framed(question.title)
        self._show_hint(grid=question.outcomes)

    def _show_hint(self, *, grid: bool) -> None:
        hint = _("bogstav vælger og gemmer · Tab felter · Esc fortryd") if grid else (
            _("Enter {does} · Esc tilbage").format(does=self.question.does) if self.question.does
            else _("Enter gem · Tab næste felt · Esc fortryd")
        )
        self.border_subtitle = framed(hint)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._show_hint(grid=isinstance(event.widget, OutcomeGrid))

    def compose(self) -> ComposeResult:
        if self.question.outcomes:
            yield OutcomeGrid(self.roles, self.question.outcome, self.question.suggested)
        for fact in self.question.facts:
            yield Label(plain(fact), classes="fact", markup=False)
        for entry in self.question.fields:
            with Horizontal(classes="field"):
                yield Label(plain(entry.label), classes="name", markup=False)
                yield Input(
                    value=entry.value, placeholder=entry.placeholder, id=f"field-{entry.name}", compact=True,
                    suggester=_Completing(entry.completes) if entry.completes else None,
                )
                yield Label(self._which(entry), id=f"hint-{entry.name}", classes="hint", markup=False)
        if self.question.told is not None:
            yield Label("", id="told", classes="fact", markup=False)
        yield Label("", id="doubts", classes="fact wrong", markup=False)

    def on_mount(self) -> None:
        self.query_one("#doubts").display = False
        self._tell()

    def _tell(self) -> None:
        """What the fields mean as they stand."""
        if self.question.told is not None:
            self.query_one("#told", Label).update(plain("\n".join(self.question.told(self.values))))

    def keys(self) -> list[tuple[str, str]]:
        if self.question.does:
            return [("Enter", self.question.does.capitalize()), ("Esc", _("Tilbage"))]
        here = self.screen.focused
        first = [(_("bogstav"), _("vælger og gemmer"))] if isinstance(here, OutcomeGrid) else []
        if isinstance(here, Input) and self._field(here).modules is not None:
            first.append(("↓", _("Tekstmodul")))
        if isinstance(here, Input) and self._field(here).completes:
            first.append(("→", _("Fuldfør")))
        return [*first, ("Enter", _("Gem")), ("Tab", _("Næste felt")), ("Esc", _("Fortryd"))]

    def _field(self, widget: Input) -> Field:
        return next(entry for entry in self.question.fields if widget.id == f"field-{entry.name}")

    @property
    def values(self) -> dict[str, str]:
        return {entry.name: self.query_one(f"#field-{entry.name}", Input).value for entry in self.question.fields}

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        entry = self._field(event.input)
        self._tell()
        self._doubted, self.query_one("#doubts").display = None, False
        hint = self.query_one(f"#hint-{entry.name}", Label)
        if entry.modules is not None:
            hint.update(self._which(entry, event.value))
        if entry.check is None:
            return
        try:
            hint.update(plain(entry.check(event.value)) if event.value.strip() else "")
            hint.set_class(False, "wrong")
        except ValueError as error:
            hint.update(plain(str(error)))
            hint.set_class(True, "wrong")

    def _which(self, entry: Field, value: str | None = None) -> str:
        """Which text module of how many stands in the field; as much room where it is none, so that the field has the
        same width."""
        texts = list(entry.modules(self.outcome)) if entry.modules is not None else []
        words = _("{here} af {count}").format(here=texts.index(value) + 1 if value in texts else 1, count=len(texts))
        return words if value in texts else " " * len(words) if texts else ""

    def on_outcome_grid_picked(self, event: OutcomeGrid.Picked) -> None:
        event.stop()
        self.outcome = event.outcome.code
        if event.final:
            self.action_answer()
        else:
            self.screen.set_focus(self.query(Input).first())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.question.outcomes and self.outcome is None:
            self.outcome = self.query_one(OutcomeGrid).current.code
        self.action_answer()

    def action_answer(self) -> None:
        values = self.values
        for entry in self.question.fields:
            if entry.check is not None and values[entry.name].strip():
                try:
                    entry.check(values[entry.name])
                except ValueError as error:
                    self.screen.set_focus(self.query_one(f"#field-{entry.name}", Input))
                    self.post_message(Said(f"{entry.label}: {error} · {_('intet er gemt')}"))
                    return
        if self.outcome is not None:
            values["outcome"] = self.outcome
        if values != self._doubted:
            found = [*(self.question.doubts(values) if self.question.doubts is not None else ()), *self._gaps()]
            doubts = self.query_one("#doubts", Label)
            doubts.update(plain("\n".join(found)))
            doubts.display = bool(found)
            if found:
                self._doubted = values
                return
        self.post_message(self.Answered(self.question, values))

    def _gaps(self) -> list[str]:
        """That a text module still has its "…"; the cursor goes there."""
        for typed in self.query(Input):
            if self._field(typed).modules is not None and "…" in typed.value:
                self.screen.set_focus(typed)
                self.call_after_refresh(_mark_gap, typed)
                return [_("? Der står … i teksten: skriv, hvad der skal stå. Samme tast igen beholder det.")]
        return []

    def action_leave(self) -> None:
        self.post_message(self.Left(self.question, self.values))

    def action_field(self, step: int) -> None:
        """The next or previous field; the focus stays inside the panel."""
        fields = [widget for widget in self.query("*") if widget.focusable]
        here = next((place for place, widget in enumerate(fields) if widget.has_focus), 0)
        if fields:
            self.screen.set_focus(fields[(here + step) % len(fields)])
        else:
            self.post_message(Said(_("Her er intet felt · Esc lukker")))

    def action_module(self, step: int) -> None:
        """Fill in the next or previous text module of the field; the first "…" in it is what is still to be typed."""
        focused = self.screen.focused
        entry = self._field(focused) if isinstance(focused, Input) else None
        if entry is None or entry.modules is None or not isinstance(focused, Input):
            return
        texts = list(entry.modules(self.outcome))
        if not texts:
            return
        here = texts.index(focused.value) if focused.value in texts else -1 if step > 0 else 0
        focused.value = texts[(here + step) % len(texts)]
        _mark_gap(focused)


def _mark_gap(typed: Input) -> None:
    """Mark the first "…" of a text module, to be typed over; without one the cursor goes to the end."""
    gap = typed.value.find("…")
    typed.selection = Selection(gap, gap + 1) if gap >= 0 else Selection.cursor(len(typed.value))
