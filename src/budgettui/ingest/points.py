"""Decision points (*beslutningspunkter*) in the forms that papers print them.

``At 1) …``, ``At 1) at …``, ``1) …``, ``1. At …``, ``At) …``, ``- at …``, and a bare sentence after "Det
indstilles, at". They are looked for only where a heading says that there are some.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from budgettui.domain.reading import Point
from budgettui.ingest.layout import Layout, Line, source_of

#: Headings that open a list of decision points, in a proposal and under an agenda item.
HEADINGS = re.compile(
    r"beslutningspunkt(?:er)?|indstilling(?:er)?|forvaltningen foreslår|det indstilles,?(?: at)?",
    re.IGNORECASE,
)
_AT = re.compile(r"at\s*(?P<n>[0-9]{1,2})\s*[).:]+\s*", re.IGNORECASE)
_AT_BARE = re.compile(r"at\s*\)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<n>[0-9]{1,2})\)\s+|(?P<m>[0-9]{1,2})\.\s+(?=at\b)", re.IGNORECASE)
_DASH_AT = re.compile(r"[-–•]\s+(?=at\b)", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:det |.{0,80}\b)?(?:indstilles|indstiller|foreslår|foreslås|anbefaler)\b.{0,60}?(?:,?\s*at)?"
    r"\s*[:,]?$",
    re.IGNORECASE,
)
_FORMS = (_AT, _AT_BARE, _NUMBER, _DASH_AT)


def starts_at_point(body: str) -> bool:
    """Whether a line begins with the mark "At 1)", which nothing but a decision point has."""
    return bool(_AT.match(body))


def read_points(layout: Layout, lines: Sequence[Line]) -> tuple[list[Point], list[Line]]:
    """The points that stand in these lines, and the lines that belong to none of them.

    The form of the first mark is the form of the list: in a list of "At 1)" a line "1) …" is a part of its
    point.
    """
    lines = [line for line in lines if line.index not in layout.furniture]
    form = next((form for line in lines for form in _FORMS if form.match(line.body)), None)
    if form is None:
        return _bare(layout, lines)
    points: list[Point] = []
    rest: list[Line] = []
    group: list[Line] = []
    for line in lines:
        if form.match(line.body):
            if group:
                points.append(_point(layout, group, form))
            group = [line]
        elif group:
            group.append(line)
        else:
            rest.append(line)
    if group:
        points.append(_point(layout, group, form))
    return points, rest


def _point(layout: Layout, lines: Sequence[Line], form: re.Pattern[str]) -> Point:
    match = form.match(lines[0].body)
    assert match is not None
    groups = match.groupdict()
    number = groups.get("n") or groups.get("m")
    first = layout.paragraph(lines[:1], strip=match.end()).text
    if first:
        # What stands after an empty line and begins anew is a paragraph of the same point.
        paragraphs: list[list[Line]] = [[lines[0]]]
        for before, line in pairwise(lines):
            if layout.is_bullet(line, before) or (not layout.tight(line) and layout.breaks(before, line)):
                paragraphs.append([line])
            else:
                paragraphs[-1].append(line)
        texts = [layout.paragraph(paragraphs[0], strip=match.end()).text]
        texts += [layout.paragraph(own).text for own in paragraphs[1:]]
        text = "\n\n".join(texts)
    else:
        text = layout.paragraph(lines[1:]).text if len(lines) > 1 else ""
    return Point(int(number) if number else None, text, source_of(lines))


def _bare(layout: Layout, lines: Sequence[Line]) -> tuple[list[Point], list[Line]]:
    """One sentence after a lead-in ("Det indstilles, at") that carries no mark."""
    for position, line in enumerate(lines):
        if _LEAD.fullmatch(line.body) and position + 1 < len(lines):
            paragraphs = layout.paragraphs(lines[position + 1 :])
            if not paragraphs:
                break
            first = paragraphs[0]
            after = {own.index for own in first.lines}
            return (
                [Point(None, first.text, first.source)],
                [own for own in lines if own.index not in after],
            )
    return [], list(lines)
