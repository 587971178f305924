"""A plan of initiatives: an overview table, then each initiative with its questions, its effect and its
posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgettui.domain.amounts import from_hundredths, parse_unit, to_hundredths
from budgettui.domain.errors import N_
from budgettui.domain.reading import Finding, Paper, Row, Section, Table
from budgettui.ingest.layout import Layout, Line, ends_sentence, source_of

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


def compare_overview(tables: Sequence[Table], initiatives: Sequence[Initiative]) -> list[Finding]:
    """Where the overview's line and the initiative's own effect table differ by more than rounding.

    The n-th line under theme t of the overview is initiative n of theme t; their words may differ.
    """
    overview = next((table for table in tables if table.paper is None and table.price_level), None)
    if overview is None:
        return []
    unit = parse_unit(overview.unit or "")
    if unit is None or unit.hundredths is None:
        return []
    details: dict[tuple[int, int], Table] = {}
    for initiative in initiatives:
        for table in tables:
            own = parse_unit(table.unit or "")
            if (
                table.paper == initiative.title
                and own is not None
                and own.code in {"kr", "kr_1000", "mio_kr", "mia_kr"}
                and initiative.theme_number is not None
                and table.rows
            ):
                details.setdefault((initiative.theme_number, int(initiative.number)), table)
    findings: list[Finding] = []
    theme = 0
    number = 0
    for row in overview.rows:
        if row.kind != "line":
            head = re.match(r"([0-9]{1,2})\.", row.label)
            theme, number = int(head[1]) if head else 0, 0
            continue
        number += 1
        detail = details.get((theme, number))
        if detail is not None:
            findings += _compare(overview, row, detail)
    return findings


def _compare(overview: Table, row: Row, detail: Table) -> list[Finding]:
    unit, own_unit = parse_unit(overview.unit or ""), parse_unit(detail.unit or "")
    assert unit is not None
    assert own_unit is not None
    findings = []
    totals = [own for own in detail.rows if own.kind == "total"]
    rows = totals or list(detail.rows)
    for place, column in enumerate(overview.columns):
        value = row.values[place]
        other = next((i for i, own in enumerate(detail.columns) if own.year == column.year), None)
        if value is None or other is None:
            continue
        cells = [own.values[other] for own in rows]
        if all(cell is None for cell in cells):
            continue
        amount = sum(to_hundredths(Decimal(cell), own_unit) for cell in cells if cell is not None)
        computed = from_hundredths(amount, unit)
        exponent = Decimal(value).as_tuple().exponent
        tolerance = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
        difference = Decimal(value) - computed
        if abs(difference) <= tolerance:
            continue
        findings.append(
            Finding(
                "overview_detail_mismatch", "error",
                N_("Overblikket og tiltagets egen tabel er ikke ens: {row}, {column}").format(
                    row=row.label, column=column.label
                ),
                table=overview.title, row=row.label, column=column.label, printed=value,
                computed=format(computed, "f"), difference=format(difference, "f"),
                parts=tuple(own.label for own in rows), source=row.source,
            )
        )  # fmt: skip
    return findings
