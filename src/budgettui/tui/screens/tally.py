"""What the decisions do to the target, and what they would do: any point can be tried without recording anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from budgettui.domain.budget.tally import Effect, Tally, price_levels, tally
from budgettui.domain.errors import N_
from budgettui.domain.meeting.decisions import Bucket
from budgettui.domain.meeting.meeting import Meeting, Scenario
from budgettui.export.wording import Money, unit_words
from budgettui.i18n import _, ngettext
from budgettui.tui.saver import Act
from budgettui.tui.screens.pick import Choice, pick
from budgettui.tui.screens.view import AskingView
from budgettui.tui.text import BOLD, cut, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar
from budgettui.tui.widgets.rows import RowList
from budgettui.tui.words import effect_name

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: What each state is called, with its sign and role.
BUCKETS = {
    Bucket.DECIDED: ("✓", "decided", N_("besluttet")),
    Bucket.POSTPONED: ("↷", "postponed", N_("udsat")),
    Bucket.REJECTED: ("✗", "rejected", N_("forkastet")),
    Bucket.OPEN: ("○", "undecided", N_("åbent")),
}
#: Cells of the word for a state, with the sign that it is only tried.
_STATE = 14
#: Below this height what is tried or compared leaves out what says nothing, so that the points stay in sight.
_HIGH = 30
#: Wider than this the amounts would stand too far from their names.
_WIDEST = 118


class Figures(Money):
    """How amounts stand on this screen: one unit, one number of decimals, one column a year."""

    def __init__(self, meeting: Meeting, tallies: Sequence[Tally]) -> None:
        self.columns = sorted({year for one in tallies for year in one.years})
        amounts = [
            *meeting.target.amounts.values(),
            *(ore for one in tallies for by_year in one.sums.values() for ore in by_year.values()),
            *(ore for one in tallies for effect in one.effects for ore in effect.link.amounts.values()),
        ]
        super().__init__(meeting, amounts)
        sums = [one.missing(year) for one in tallies for year in self.columns]
        self.width = max((len(self.text(ore)) for ore in [*amounts, *sums]), default=4) + 2

    def cells(self, amounts: Sequence[int | None]) -> str:
        """One amount a year, each right in its column."""
        return "".join(("" if ore is None else self.text(ore)).rjust(self.width) for ore in amounts)

    @property
    def room(self) -> int:
        """Cells of all the columns together."""
        return self.width * len(self.columns)


class EffectList(RowList[Effect]):
    """Every line that a point is linked to, with the state of its point and its amounts."""

    head_height = 1

    def __init__(self, styles: RoleStyles) -> None:
        super().__init__(styles, id="effects")
        self.meeting: Meeting | None = None
        self.figures: Figures | None = None
        self.assumed: dict[str, Bucket] = {}

    @property
    def across(self) -> int:
        """Cells of a row, the same with a scroll bar and without: the amounts stand under those of the tally."""
        return min(self.size.width - 1, _WIDEST)

    def show(self, meeting: Meeting, effects: tuple[Effect, ...], figures: Figures, assumed: dict[str, Bucket]) -> None:
        first = self.meeting is None
        self.meeting, self.rows, self.figures, self.assumed = meeting, effects, figures, assumed
        self.reset(0 if first else self.cursor, self.top)

    def empty(self, width: int) -> list[str]:
        told = _(
            "Intet beslutningspunkt er knyttet til en budgetlinje. Esc går tilbage; L på en linje i budgettet"
            " knytter den til punktet."
        )
        return wrap(told, width)

    def head_line(self, y: int, width: int) -> list[Segment]:
        if self.figures is None or not self.rows:
            return []
        width = self.across
        years = "".join(str(year).rjust(self.figures.width) for year in self.figures.columns)
        return segments([(cut("  " + _("Punkter og linjer"), width - len(years)) + years, self.roles.role("dim"))])

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        effect = self.rows[row]
        assert self.figures is not None
        assert self.meeting is not None
        role = self.roles.role
        sign, state_role, word = BUCKETS[effect.bucket]
        tried = effect.cause in self.assumed
        room = max(6, self.across - 4 - _STATE - self.figures.room)
        amounts = self.figures.cells([effect.link.amounts.get(year) for year in self.figures.columns])
        said = ("» " if tried else "↳ " if effect.below else "") + (
            _(word) if effect.covered_by is None else f"({_(word)})"
        )
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (f"{sign} ", role(state_role)),
            (cut(f"{effect_name(self.meeting, effect)}  {safe(effect.link.label)}", room), Style.null()),
            (cut(f" {said}", _STATE), role("accent") if tried else role(state_role)),
            (amounts, role("dim") if effect.covered_by is not None else Style.null()),
        ])


class TallyScreen(AskingView[EffectList]):
    """The tally by year, the points below it, and the what-if."""

    PLACE = "tally"
    NAME = N_("Virkning")
    ABOVE = ("sums",)
    BELOW = ("rule",)

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__(below)
        self.assumed: dict[str, Bucket] = {}
        self.other: str | None = None
        self.list = EffectList(self.roles)

    def on_resize(self) -> None:
        self.meeting_changed()

    @property
    def compared(self) -> Scenario | None:
        return next((one for one in self.meeting.scenarios if one.id == self.other), None)

    # What is shown.

    def meeting_changed(self) -> None:
        now = tally(self.meeting)
        tried = tally(self.meeting, self.assumed)
        other = self.compared
        named = tally(self.meeting, other.points) if other else None
        figures = Figures(self.meeting, [one for one in (now, tried, named) if one is not None])
        self.list.show(self.meeting, tried.effects, figures, self.assumed)
        role, width = self.roles.role, min(self.app.size.width, _WIDEST + 3)
        self.show_title(
            _("Virkning"), _("i {unit}").format(unit=safe(unit_words(self.meeting)))
        )
        lines = [[(cut(" " + safe(self.meeting.target.label), width - figures.room - 2), role("dim")),
                  ("".join(str(year).rjust(figures.width) for year in figures.columns), BOLD)]]
        lines += self._block(now, figures, width)
        if self.assumed:
            title = ngettext(
                "Hvis det prøvede punkt blev sådan", "Hvis de {count} prøvede punkter blev sådan", len(self.assumed)
            )
            lines += self._variant(title.format(count=len(self.assumed)), tried, figures, width)
        if other is not None and named is not None:
            lines += self._variant(_("Scenarie: {name}").format(name=safe(other.name)), named, figures, width)
        sums = self.query_one("#sums", Bar)
        sums.show_all(lines)
        sums.styles.margin = (0, 0) if self._is_tight else (1, 0)
        self._show_rule(tried, self.app.size.width)

    @property
    def _is_tight(self) -> bool:
        return self.app.size.height < _HIGH and (bool(self.assumed) or self.compared is not None)

    def _line(self, word: str, style: Style, cells: str, width: int) -> list[tuple[str, Style]]:
        return [(cut("   " + word, width - len(cells) - 2), style), (cells, style)]

    def _block(self, now: Tally, figures: Figures, width: int) -> list[list[tuple[str, Style]]]:
        """The meeting as it is: every state, the target, and what is missing."""
        role, years = self.roles.role, figures.columns
        lines = []
        for bucket, (sign, state, word) in BUCKETS.items():
            amounts = [now.amount(bucket, year) for year in years]
            if self._is_tight and bucket is not Bucket.DECIDED and not any(amounts):
                continue
            lines.append(self._line(f"{sign} {_(word)}", role(state), figures.cells(amounts), width))
        if now.target:
            aims = figures.cells([now.target.get(year) for year in years])
            lines.append(self._line(_("  mål"), Style.null(), aims, width))
            lines += self._against(now, BOLD, figures, width)
        return lines

    def _variant(self, title: str, one: Tally, figures: Figures, width: int) -> list[list[tuple[str, Style]]]:
        """What another set of decisions would come to."""
        accent = self.roles.role("accent")
        decided = figures.cells([one.decided(year) for year in figures.columns])
        lines = [[(f" » {cut(title, width - 4)}", accent)], self._line(_("  besluttet"), accent, decided, width)]
        if self._is_tight:
            words = f" » {title}: {_('besluttet')}"
            lines = [[(cut(words, width - len(decided) - 2), accent), (decided, accent)]]
        return lines + self._against(one, accent + BOLD, figures, width)

    def _against(self, one: Tally, style: Style, figures: Figures, width: int) -> list[list[tuple[str, Style]]]:
        """What the target lacks, and what is beyond it."""
        return [
            self._line(f"  {_(word)}", style, figures.cells([amounts.get(year) for year in figures.columns]), width)
            for word, amounts in one.against_target()
        ]

    def _show_rule(self, shown: Tally, width: int) -> None:
        words = _(
            "Godkendt, også med ændring, tæller som besluttet; udsat, henvist, tilbagesendt og i høring som udsat;"
            " drøftet som åbent."
        )
        if shown.overlaps:
            words += " " + _("Det, der står i parentes, tælles ikke: linjen over, eller den samme linje, er talt med.")
        if any(effect.below for effect in shown.effects):
            words += " " + _("En linje under en linje med en anden tilstand tælles i sin egen: ↳.")
        if len(price_levels(self.meeting)) > 1:
            words += " " + _("Prisniveauerne er lagt sammen, som de står: de er ikke regnet om.")
        lines = wrap(words, max(20, width - 2))
        self.query_one("#rule", Bar).show_all([[(f" {line}", self.roles.role("dim"))] for line in lines])

    def describe(self) -> None:
        effect = self.list.current
        if effect is None:
            return
        amendment = next((one for one in self.meeting.amendments if one.id == effect.amendment), None)
        text = amendment.text if amendment else self.meeting.find_point(effect.point)[1].text
        words = f"{effect_name(self.meeting, effect)} {safe(text)} · {safe(effect.link.label)}"
        note = "" if effect.covered_by is None else " · " + _("tælles ikke to gange")
        above = next((one for one in self.list.rows if one.link.node == effect.below), None)
        if above is not None:
            note = " · " + _("↳ under {label}, som er {state}").format(
                label=safe(above.link.label), state=_(BUCKETS[above.bucket][2])
            )
        self.status.tell(words, note)

    # Keys.

    def action_tally_try(self) -> None:
        """The next state of the point, without recording it; after the last its own again."""
        effect = self.list.current
        if effect is None:
            self.status.tell(_("Her er intet punkt at prøve."))
            return
        own = (
            self.meeting.find_point(effect.point)[1].bucket if effect.point
            else next(one.bucket for one in tally(self.meeting).effects if one.cause == effect.cause)
        )
        states = [own, *(bucket for bucket in BUCKETS if bucket is not own)]
        chosen = states[(states.index(effect.bucket) + 1) % len(states)]
        if chosen is own:
            self.assumed.pop(effect.cause, None)
        else:
            self.assumed[effect.cause] = chosen
        self.meeting_changed()
        self.status.tell(
            _("{point}: hvis {state}. Intet er noteret; 0 går tilbage til mødet.").format(
                point=effect_name(self.meeting, effect), state=_(BUCKETS[chosen][2])
            ) if self.assumed else _("Som mødet har besluttet.")
        )

    def action_tally_all(self) -> None:
        """Every open point as if it were decided."""
        open_points = [effect.cause for effect in tally(self.meeting).effects if effect.bucket is Bucket.OPEN]
        self.assumed.update(dict.fromkeys(open_points, Bucket.DECIDED))
        self.meeting_changed()
        self.status.tell(_("Hvis alle åbne punkter blev besluttet. Intet er noteret; 0 går tilbage til mødet."))

    def action_tally_reset(self) -> None:
        self.assumed.clear()
        self.meeting_changed()
        self.status.tell(_("Som mødet har besluttet."))

    async def action_tally_amounts(self) -> None:
        """Correct what the point is worth on the line."""
        from budgettui.tui import questions

        effect = self.list.current
        if effect is not None and effect.amendment is not None:
            self.status.tell(_("Beløbet er ændringsforslagets: X på punktet retter det."))
        elif effect is not None:
            await self.ask(questions.amounts(self.meeting, effect))

    async def action_tally_save(self) -> None:
        from budgettui.tui import questions

        if not self.assumed:
            await self.instead(_("Der er intet prøvet at gemme: Mellemrum prøver et punkt."))
        else:
            await self.ask(questions.scenario(self.compared, self._keep))

    def _keep(self, values: Mapping[str, str]) -> Act:
        """What is tried, under the name that was typed: the tally is held against it from now on."""
        from budgettui.tui import questions

        act, self.other = questions.scenario_saved(self.meeting, values["name"], self.assumed)
        return act

    def action_tally_compare(self) -> None:
        """Hold the tally against a scenario, or against none."""
        self._pick(_("Sammenlign med et scenarie"), self._compare, _("intet scenarie") if self.other else "")

    def _compare(self, picked: str) -> None:
        self.other = picked or None
        self.meeting_changed()
        known = self.compared
        self.status.tell(_("Sammenlignes med {name}.").format(name=safe(known.name)) if known else
                         _("Sammenligningen er taget væk."))

    def action_tally_fetch(self) -> None:
        self._pick(_("Hent et scenarie"), self._fetch)

    def _fetch(self, picked: str) -> None:
        found = next(one for one in self.meeting.scenarios if one.id == picked)
        self.assumed = dict(found.points)
        self.meeting_changed()
        self.status.tell(_("Prøver {name}. Intet er noteret.").format(name=safe(found.name)))

    def action_tally_remove(self) -> None:
        from budgettui.tui import questions

        def chosen(picked: str) -> None:
            found = next(one for one in self.meeting.scenarios if one.id == picked)
            self.below.record(questions.scenario_removed(self.meeting, found))

        self._pick(_("Slet et scenarie"), chosen)

    def _pick(self, title: str, chosen: Callable[[str], None], nothing: str = "") -> None:
        """Pick one of the scenarios, or ``nothing`` where that is a choice too."""
        choices = [Choice("", nothing)] if nothing else []
        choices += [
            Choice(one.id, one.name, right=ngettext("{count} punkt", "{count} punkter", count).format(count=count))
            for one in self.meeting.scenarios
            for count in (len(one.points),)
        ]
        none = _("Ingen scenarier endnu: s gemmer det, der prøves.")
        pick(self, title, choices, chosen, none=none, numbers=True)

    def action_tally_copy(self) -> None:
        from budgettui.export.tally_report import tally_markdown

        self.app.copy_to_clipboard(tally_markdown(self.meeting, self._variants()))
        closed = any(point.links for item in self.meeting.items if not item.open for point in item.points)
        self.status.tell(
            _("Virkningen er kopieret som Markdown, med det, som lukkede punkter har besluttet.") if closed
            else _("Virkningen er kopieret som Markdown.")
        )

    async def action_tally_export(self) -> None:
        from budgettui.export.files import suggested_name
        from budgettui.tui.widgets.panel import Field, Question

        field = Field("path", _("Fil"), suggested_name(self.meeting, _("virkning")), _("filnavn.md"))
        title = _("Eksportér virkningen som Markdown")
        await self.ask(Question("export_tally", title, (field,), self._export, does=_("eksportér")))

    def _export(self, values: Mapping[str, str]) -> None:
        from budgettui.export.files import save_file
        from budgettui.export.tally_report import tally_markdown
        from budgettui.tui.screens.files import beside_the_keys, typed_path

        target, text = typed_path(values["path"]), tally_markdown(self.meeting, self._variants())

        def write() -> str:
            save_file(target, text.encode())
            return _("Virkningen er eksporteret til {file}").format(file=safe(str(target.absolute())))

        beside_the_keys(self, write)

    def _variants(self) -> list[Scenario]:
        tried = [Scenario("", _("Prøvet"), dict(self.assumed))] if self.assumed else []
        return tried + ([self.compared] if self.compared else [])
