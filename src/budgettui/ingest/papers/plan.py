"""A plan of initiatives: an overview table, then each initiative with its questions, its effect and its
posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.checking.pair_checks import overview_checks
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Finding, Paper, Reading, Section
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open, source_of

_NUMBER = r"(?P<number>[A-ZÆØÅ]{0,6}[ .-]?[0-9]{1,3}(?![0-9])(?:[.-][0-9]{1,2})?)"
#: How an initiative is headed: "1 | Titel", "Spareforslag nr. 12: Titel", "Forslag 3" over its title, "SUF-04 Titel".
_OPENINGS = (
    re.compile(r"(?P<number>[0-9]{1,2})\s*\|\s*(?P<title>\S.*)"),
    re.compile(
        r"(?i:(?!(?:under)?ændrings|beslutnings)(?:\w+s-?)?(?:forslag|initiativ|tiltag|indsats|handling|projekt|case))\s+(?i:nr\.?\s*)?"
        rf"{_NUMBER}(?:\s*[:.|–—-]*\s*|\s+)(?P<title>[A-ZÆØÅ”\"].*)?"
    ),
    # "AD1" is what was minuted under item 1.
    re.compile(
        r"(?!AD[ -]?[0-9])(?P<number>[A-ZÆØÅ]{1,6}[ -]?[0-9]{1,3})(?:\s*[:.–—-])?\s+(?P<title>[A-ZÆØÅ].*[^0-9])"
    ),
)
_TITLE_LABEL = re.compile(r"(?:(?:forslagets )?titel|navn|overskrift|forslag)\s*:?\s+(?=[A-ZÆØÅ])", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][^.:?]{2,45}):(?:\s+(?P<text>\S.*))?")
#: What cases of meetings have under them, and initiatives have not.
_CASE = re.compile(
    r"(?:beslutning|indstilling|sagsfremstilling|afstemning)(?:er|en|et)?:?|(?:for|imod) stemte\b.*", re.IGNORECASE
)
_THEME = re.compile(r"tema\s+[0-9]{1,2}\s*[:–—-].*", re.IGNORECASE)
_QUESTION = re.compile(r"Hv(?:ad|ordan|ilke[nt]?|ornår|or|em|orfor)\b.{5,110}\?")
_YEARS = re.compile(r"(?:.*\s)?(?:19|20)[0-9]{2}(?:\s+(?:19|20)[0-9]{2})+")
_HEADING_LONGEST = 60
#: A short line that stands under so many initiatives is a heading of the form and not of the text.
_RECURS = 3
#: So many of the initiatives have a heading of the form.
_MOST = 0.6
_ENOUGH = 2
#: A row of a table may begin with the number of a proposal, too.
_ROW = re.compile(r"(?:\s(?:[-+−]?[0-9][0-9.,]*|[-–])){2,}$")


@dataclass(frozen=True, slots=True)
class Initiative:
    """The place of an initiative: lines ``first`` to ``after`` (not included) of the layout."""

    number: str
    title: str
    theme: str | None
    first: int
    body: int
    after: int

    def holds(self, index: int) -> bool:
        return self.first <= index < self.after


def borders(initiatives: Sequence[Initiative]) -> Callable[[Line], bool]:
    """Whether a line opens an initiative or a theme: no table goes on past it."""
    opening = {own.first for own in initiatives}
    return lambda line: line.index in opening or bool(_OPENINGS[0].fullmatch(line.body) or _THEME.fullmatch(line.body))


def _opening(line: Line) -> re.Match[str] | None:
    """The number and the title of an initiative that the line opens; a theme is none."""
    if _THEME.fullmatch(line.body):
        return None
    told = ends_sentence(line.body) and not line.body.endswith(":")
    return next(filter(None, (one.fullmatch(line.body) for one in _OPENINGS[: 1 if told else None])), None)


def find_initiatives(layout: Layout) -> list[Initiative]:
    """The initiatives of a plan, in order: under each stands the same form, a question of it, or its effect.

    A list of titles without text under them is not one.
    """
    lines = layout.lines
    opened = [(line.index, match) for line in lines if (match := _opening(line)) or _THEME.fullmatch(line.body)]
    stops = [first for first, _match in opened[1:]] + [len(lines)]
    parts = [(first, match, lines[first + 1 : after]) for (first, match), after in zip(opened, stops, strict=False)]
    form = _form([own for _first, match, own in parts if match])
    found: list[Initiative] = []
    theme: str | None = None
    for first, match, own in parts:
        if match is None:
            theme = _theme(layout, first)
            continue
        filled = any(_QUESTION.fullmatch(near.body) or _YEARS.fullmatch(near.body) for near in own)
        if not filled and sum(_label(near) in form for near in own) < _ENOUGH:
            continue
        if any(_CASE.fullmatch(near.body) for near in own) or _ROW.search(lines[first].body):
            continue
        title = [lines[first]] if match["title"] else own[:1]
        for near in own[len(title) - 1 if match["title"] else 1 :]:
            if near.index in layout.furniture or near.body.isdigit():
                # A page ends inside the title.
                continue
            parted = near.index > title[-1].index + 1
            goes_on = is_open(title[-1].body) or near.body[:1].islower()
            ends = not goes_on if parted else near.gap > 1 or layout.breaks(title[-1], near)
            if len(title) > 3 or ends or _heads(near, form):
                break
            title.append(near)
        text = layout.paragraph(title, strip=match.start("title") if match["title"] else 0).text
        text = text if match["title"] else _TITLE_LABEL.sub("", text, count=1)
        body, after = title[-1].index + 1, own[-1].index + 1
        found.append(Initiative(match["number"], text, theme, first, body, after))
    return found


def _heads(line: Line, form: frozenset[str]) -> bool:
    return bool(_QUESTION.fullmatch(line.body)) or _label(line) in form


def _label(line: Line) -> str | None:
    """What a line may be headed by: its words before a colon, or all of a short line."""
    match = _LABEL.match(line.body)
    if match:
        return match["label"]
    short = len(line.body) <= _HEADING_LONGEST and line.body[:1].isupper() and not ends_sentence(line.body)
    return line.body if short else None


def _form(parts: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The headings of the form: they stand under nearly every one."""
    counts = Counter(label for own in parts for label in {_label(line) for line in own} if label)
    return frozenset(label for label, count in counts.items() if count > 1 and count >= _MOST * len(parts))


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
    parts = [
        [line for line in layout.lines[own.body : own.after] if line.index not in table_lines] for own in initiatives
    ]
    counts = Counter(label for own in parts for label in {_label(line) for line in own} if label)
    recurring = frozenset(label for label, count in counts.items() if count >= _RECURS)
    form = _form(parts)
    return [
        _paper(layout, initiative, own, recurring, form) for initiative, own in zip(initiatives, parts, strict=True)
    ]


def _paper(
    layout: Layout, initiative: Initiative, lines: Sequence[Line], recurring: frozenset[str], form: frozenset[str]
) -> Paper:
    sections: list[Section] = []
    heading: Line | None = None
    group: list[Line] = []

    def close() -> None:
        text = "\n\n".join(paragraph.text for paragraph in layout.paragraphs(group))
        if heading is not None:
            title = _label(heading) or heading.body
            sections.append(Section(title, text, None, source_of([heading, *group])))
        elif text:
            sections.append(Section(initiative.title, text, None, source_of(group)))

    before: Line | None = None
    for line in lines:
        if line.index in layout.furniture:
            continue
        label = _label(line)
        apart = line.gap > 0 or line.new_page
        ended = before is None or before is heading or before.index + 1 < line.index or ends_sentence(before.body)
        if _QUESTION.fullmatch(line.body) or (label in recurring and apart) or (label in form and (apart or ended)):
            close()
            told = _LABEL.match(line.body)
            heading, group = line, [replace(line, body=told["text"])] if told and told["text"] else []
        else:
            group.append(line)
        before = line
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
