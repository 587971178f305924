"""A plan of initiatives: an overview table, then each initiative with its questions, its effect and its
posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.checking.pair_checks import overview_checks
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Finding, Paper, Reading, Section
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, source_of

_INITIATIVE = re.compile(r"(?P<number>[0-9]{1,2})\s*\|\s*(?P<title>\S.*)")
_THEME = re.compile(r"tema\s+(?P<number>[0-9]{1,2})\s*[:–—-]\s*(?P<title>.*)", re.IGNORECASE)
_QUESTION = re.compile(r"Hv(?:ad|ordan|ilke[nt]?|ornår|or|em|orfor)\b.{5,110}\?")
_YEARS = re.compile(r"(?:.*\s)?(?:19|20)[0-9]{2}(?:\s+(?:19|20)[0-9]{2})+")
_HEADING_LONGEST = 60
#: A short line that stands under so many initiatives is a heading of the form and not of the text.
_RECURS = 3


@dataclass(frozen=True, slots=True)
class Initiative:
    """The place of an initiative: lines ``first`` to ``after`` (not included) of the layout."""

    number: str
    title: str
    theme: str | None
    theme_number: int | None
    first: int
    body: int
    after: int

    def holds(self, index: int) -> bool:
        return self.first <= index < self.after


def is_border(line: Line) -> bool:
    """Whether a line opens an initiative or a theme: no table goes on past it."""
    return bool(_INITIATIVE.fullmatch(line.body) or _THEME.fullmatch(line.body))


def find_initiatives(layout: Layout) -> list[Initiative]:
    """The initiatives of a plan, in order. A list of titles ("1 | …") without text under them is not one."""
    lines = layout.lines
    borders = [line.index for line in lines if is_border(line)]
    found: list[Initiative] = []
    theme: str | None = None
    theme_number: int | None = None
    for place, first in enumerate(borders):
        line = lines[first]
        heading = _THEME.fullmatch(line.body)
        if heading:
            theme, theme_number = _theme(layout, first), int(heading["number"])
            continue
        match = _INITIATIVE.fullmatch(line.body)
        assert match is not None
        after = borders[place + 1] if place + 1 < len(borders) else len(lines)
        own = lines[first + 1 : after]
        if not any(_QUESTION.fullmatch(near.body) or _YEARS.fullmatch(near.body) for near in own):
            continue
        title = [line]
        for near in own:
            if len(title) > 3 or near.gap > 1 or layout.breaks(title[-1], near) or _QUESTION.fullmatch(near.body):
                break
            title.append(near)
        text = layout.paragraph(title, strip=match.start("title")).text
        found.append(Initiative(match["number"], text, theme, theme_number, first, first + len(title), after))
    return found


def _theme(layout: Layout, first: int) -> str:
    """A theme's heading, which goes on over the lines in capitals below it."""
    group = [layout.lines[first]]
    for line in layout.lines[first + 1 : first + 8]:
        if not line.body.isupper() or line.new_page:
            break
        group.append(line)
    return layout.paragraph(group).text


def read_papers(layout: Layout, initiatives: Sequence[Initiative], table_lines: frozenset[int]) -> list[Paper]:
    """Each initiative as a paper, its questions and recurring headings as sections."""
    recurring = _recurring(layout, initiatives, table_lines)
    return [_paper(layout, initiative, recurring, table_lines) for initiative in initiatives]


def _recurring(layout: Layout, initiatives: Iterable[Initiative], table_lines: frozenset[int]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for initiative in initiatives:
        counts.update(
            {
                line.body
                for line in layout.lines[initiative.body : initiative.after]
                if line.index not in table_lines
                and len(line.body) <= _HEADING_LONGEST
                and line.body[:1].isupper()
                and not ends_sentence(line.body)
            }
        )
    return frozenset(body for body, count in counts.items() if count >= _RECURS)


def _paper(layout: Layout, initiative: Initiative, recurring: frozenset[str], table_lines: frozenset[int]) -> Paper:
    lines = [
        line
        for line in layout.lines[initiative.body : initiative.after]
        if line.index not in table_lines and line.index not in layout.furniture
    ]
    sections: list[Section] = []
    heading: Line | None = None
    group: list[Line] = []

    def close() -> None:
        text = "\n\n".join(paragraph.text for paragraph in layout.paragraphs(group))
        if heading is not None:
            sections.append(Section(heading.body, text, None, source_of([heading, *group])))
        elif text:
            sections.append(Section(initiative.title, text, None, source_of(group)))

    for line in lines:
        if _QUESTION.fullmatch(line.body) or (line.body in recurring and (line.gap > 0 or line.new_page)):
            close()
            heading, group = line, []
        else:
            group.append(line)
    close()
    own = layout.lines[initiative.first : initiative.after]
    source = source_of([own[0], own[-1]])
    return Paper(
        kind="initiative",
        title=initiative.title,
        sections=tuple(sections),
        source=type(source)(source.page, source.line, source.last_line, own[0].raw),
        number=initiative.number,
        theme=initiative.theme,
    )


def overview_findings(reading: Reading) -> list[Finding]:
    """Where the overview's line and the initiative's own effect table differ by more than rounding."""
    checks, _pairs = overview_checks(reading)
    return [
        Finding(
            "overview_detail_mismatch",
            "error",
            N_("Overblikket og tiltagets egen tabel er ikke ens: {row}, {column}").format(
                row=check.printed.label, column=check.printed.column_label
            ),
            table=check.printed.table_title,
            row=check.printed.label,
            column=check.printed.column_label,
            printed=str(check.printed.value),
            computed=str(check.computed),
            difference=str(check.difference),
            parts=tuple(part.label for part in check.parts),
            source=check.printed.source,
        )
        for check in checks
        if check.state is Agreement.DIFFERS
    ]
