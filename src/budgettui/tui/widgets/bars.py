"""The lines around the panes: title, tally, status and keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from budgettui.domain.amounts import MIO_KR, Unit, counted, format_amount, parse_unit
from budgettui.domain.budget.tally import Tally
from budgettui.domain.meeting.decisions import Bucket
from budgettui.i18n import _, ngettext
from budgettui.tui.text import BOLD, bar, cut_before, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.framing import FramedLines
from budgettui.tui.widgets.rows import fitted

Parts = Sequence[tuple[str, Style]]
#: Lines of a screen on which all keys of a panel have room.
_HIGH = 24


class Bar(Widget):
    """Lines made of (text, style); a left and a right part share the first line."""

    def __init__(self, styles: RoleStyles, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_cache = FramedLines()
        self.roles = styles
        self._lines: list[Parts] = []
        self._right: Parts = ()

    def set_lines(self, *lines: Parts, right: Parts = ()) -> None:
        """Show other lines; nothing is repainted where they are the same."""
        if list(lines) != self._lines or tuple(right) != tuple(self._right):
            self._lines, self._right = list(lines), tuple(right)
            self.refresh()

    def show_all(self, lines: Sequence[Parts]) -> None:
        """Show these lines and be as high as they are; without any, one empty line."""
        self.styles.height = max(1, len(lines))
        self.set_lines(*(lines or [[("", Style.null())]]))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        right = segments(self._right) if y == 0 else []
        room = max(0, width - sum(part.cell_length for part in right))
        left = segments(self.parts(y, room)) if y < len(self._lines) else []
        base = self.visual_style.rich_style
        strip = fitted(left, room, base)
        return Strip([*strip, *fitted(right, width - room, base)], width) if right else strip

    def parts(self, y: int, _room: int) -> Parts:
        """The left part of a line, as it is drawn where there is this much room."""
        return self._lines[y]


class TallyBar(Bar):
    """What the meeting has decided so far, per year against the target."""

    def show(self, tally: Tally, unit_text: str, level: str, width: int, *, short: bool) -> None:
        """Show the tally in the target's unit, with the price levels and kinds of what it adds; ``short`` leaves out
        the bars."""
        unit = parse_unit(unit_text) or MIO_KR
        role = self.roles.role
        title, told = _(" Besluttet indtil nu"), counted("", _(unit.label)) if tally.years else ""
        parts: list[tuple[str, Style]] = []
        room = (width - 36) // max(1, len(tally.years)) - 24
        for year in tally.years:
            parts += self._short_year(tally, year, unit) if short else self._year(tally, year, unit, min(14, room))
        if not tally.years:
            parts.append((_("  ingen beslutning rører en budgetlinje endnu"), role("dim")))
        parts.append((_("   åbne {count}").format(count=tally.open_points), role("dim")))
        left = width - sum(cell_len(text) for text, _style in parts)
        level = safe(level) if tally.years else ""
        if tally.years:
            # The unit and the number of open points say more than the rest of the title. The price level, where it has
            # no room here, begins the line below, which a narrow screen has only then.
            full = f"{told} {level}".rstrip()
            heads = [(title, full), (_(" Besluttet"), full) if short else (title, told), (title, told),
                     (_(" Besluttet"), told)]
            title, told = next((head for head in heads if left >= cell_len("".join(head))), (_(" Besluttet"), ""))
            level = "" if level and told.endswith(level) else level
        self.set_class(bool(level), "-level")
        parts = [(title, BOLD), (told, role("dim")), *parts]
        second = [(f" {level} ", role("dim"))] if level else []
        for bucket, word in ((Bucket.POSTPONED, _("udsat")), (Bucket.REJECTED, _("forkastet"))):
            sums = tally.sums.get(bucket, {})
            if any(sums.values()):
                figures = "  ".join(f"{year} {_amount(ore, unit)}" for year, ore in sorted(sums.items()))
                second.append((f" {word}: {figures}  ", role(bucket.value)))
        held = [
            f" {_(word)}: " + "  ".join(f"{year} {_amount(ore, unit)}" for year, ore in sorted(amounts.items()))
            for word, amounts in tally.against_target()
        ]
        second.append((" ".join(held), role("dim")))
        if tally.overlaps:
            second.append((
                "  " + ngettext("{n} linje tælles ikke to gange", "{n} linjer tælles ikke to gange",
                                len(tally.overlaps)).format(n=len(tally.overlaps)),
                role("warning"),
            ))
        self.set_lines(parts, second)

    def _year(self, tally: Tally, year: int, unit: Unit, bar_width: int) -> list[tuple[str, Style]]:
        role = self.roles.role
        parts = [(f"   {year} ", role("dim")), (_amount(tally.decided(year), unit), role("decided"))]
        if year in tally.target:
            parts.append((_(" af {target}").format(target=_amount(tally.target[year], unit)), Style.null()))
            if bar_width > 0:
                parts.append((" " + bar(tally.share(year), bar_width), role("decided")))
        return parts

    def _short_year(self, tally: Tally, year: int, unit: Unit) -> list[tuple[str, Style]]:
        """"2023 −38,4/−128"."""
        role = self.roles.role
        parts = [(f"  {year} ", role("dim")), (_short_amount(tally.decided(year), unit), role("decided"))]
        if year in tally.target:
            parts.append((f"/{_short_amount(tally.target[year], unit)}", Style.null()))
        return parts


def _short_amount(ore: int, unit: Unit) -> str:
    """Whole units without decimals, for the narrow screen."""
    whole = unit.hundredths is not None and ore % unit.hundredths == 0
    return format_amount(ore, unit, 0) if whole else _amount(ore, unit)


def _amount(ore: int, unit: Unit) -> str:
    return format_amount(ore, unit, 1 if unit == MIO_KR else 0)


class StatusLine(Bar):
    """What the last key did, or what the cursor stands on. An error stays above it until it is read (Esc)."""

    error = ""

    told = ""
    #: The end of what is told, which stays whole where there is no room for all of it.
    _tail = ""

    def tell(self, text: str, tail: str = "") -> None:
        """Say what a key did; ``tail`` ends it, and the text before it gives way. An unread error stays above it."""
        self.told, self._tail = safe(text) + tail, tail
        self._show()

    def _show(self) -> None:
        if self.error:
            self._show_error()
        else:
            self.set_lines([(f" {self.told}", Style.null())])

    def parts(self, y: int, room: int) -> Parts:
        line = self._lines[y]
        if not self.told or y < len(self._lines) - 1:
            return line
        return [(cut_before(f" {self.told}".removesuffix(self._tail), self._tail, room), Style.null())]

    def tell_error(self, text: str) -> None:
        """Show an error until :meth:`read`, on as many lines as it takes: its end says what to do."""
        self.error = safe(text)
        self.told = ""
        self._show_error()

    def _show_error(self) -> None:
        role = self.roles.role
        head, tail = _(" Fejl: "), _("  (Esc)")
        lines = wrap(f"{self.error}{tail}", max(20, self.size.width - len(head) - 1))
        shown: list[Parts] = [[(head, role("error") + BOLD), (lines[0], role("error"))]]
        shown += [[(" " * len(head) + line, role("error"))] for line in lines[1:]]
        shown += [[(f" {self.told}", Style.null())]] if self.told else []
        self.styles.height = len(shown)
        self.set_lines(*shown)

    def on_resize(self) -> None:
        if self.error:
            self._show_error()

    def repeat(self, other: StatusLine) -> None:
        if other.error:
            self.tell_error(other.error)
        self.tell(other.told.removesuffix(other._tail), other._tail)

    def read(self) -> bool:
        """The error was read; False if there was none."""
        had = bool(self.error)
        self.error = ""
        if had:
            self.styles.height = 1
            self.tell("")
        return had


@runtime_checkable
class HasKeys(Protocol):
    """A panel or prompt that says which keys work in it."""

    def keys(self) -> list[tuple[str, str]]: ...


def own_keys(focused: Widget | None) -> list[tuple[str, str]] | None:
    """The keys of the panel or prompt that has the focus; ``None`` where it is none."""
    inside = focused.ancestors_with_self if focused is not None else ()
    return next((widget.keys() for widget in inside if isinstance(widget, HasKeys)), None)


class KeyBar(Bar):
    def show_where(self, focused: Widget | None, keys: Sequence[tuple[str, str]], width: int) -> None:
        """Show the keys of the panel or prompt that has the focus, all of them where there is room, else these."""
        own = own_keys(focused)
        self.show(keys if own is None else own, width, whole=own is not None and self.app.size.height >= _HIGH)

    def show(self, keys: Sequence[tuple[str, str]], width: int, *, whole: bool = False) -> None:
        """Show as many as fit, the last two always; the ``whole`` of them takes as many lines as it needs."""
        role = self.roles.role
        always = sum(len(key) + len(word) + 3 for key, word in keys[-2:])
        lines: list[list[tuple[str, Style]]] = [[]]
        used = 1
        for index, (key, word) in enumerate(keys):
            size = len(key) + len(word) + 3
            if whole and used + size > width:
                lines.append([])
                used = 1
            elif not whole and index < len(keys) - 2 and used + size + always > width:
                continue
            used += size
            lines[-1] += [(f" {key} ", role("accent")), (f"{word} ", role("dim"))]
        self.styles.height = len(lines)
        self.set_lines(*lines)
