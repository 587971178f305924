"""Decision points (*beslutningspunkter*) in the forms that papers print them.

``At 1) …``, ``At 1) at …``, ``1) …``, ``1. At …``, ``A) …``, ``At) …``, ``- at …``, ``at …`` on lines of their own, and
a bare sentence after "Det indstilles, at" or "X indstiller, at". They are looked for only where a heading says that
there are some, so that a numbered list in a motion or a background is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Finding, Point
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence, is_open, source_of
from budgettui.ingest.papers.point_marks import (
    AT,
    AT_BARE,
    AT_LINE,
    ENTRY_END,
    LEAD_LONGEST,
    NARROWEST,
    NUMBER_DOT,
    VERB,
    Mark,
    begins_anew,
    form_of,
    is_lead,
    is_marked,
    mark_of,
)

#: Headings that open a list of decision points, in a proposal and under an agenda item.
HEADINGS = re.compile(
    r"beslutningspunkt(?:er)?|indstilling(?:er)?|forvaltningen foreslår|det indstilles,?(?: at)?",
    re.IGNORECASE,
)
_INLINE = re.compile(
    rf"(?:det |"
    rf"[^.:]{{1,110}}?\b)?{VERB}\b(?:\s*\([^()]{{1,80}}\))?[^.:]{{0,110}}?(?:[,:]?\s*\bat\b[:,]?\s+(?=\S)|,\s+(?=om\s))",
    re.IGNORECASE,
)
_INLINE_COLON = re.compile(rf"[^.:]{{0,110}}?\b{VERB}\b[^.:]{{0,110}}?:\s+(?=\S)", re.IGNORECASE)
#: What a body is asked to recommend to another: "at udvalget over for byrådet anbefaler, at …".
_RECOMMENDS = re.compile(r"[^.:,]{0,60}\b(?:over ?for [^.:,]{2,60} anbefaler|anbefaler over ?for [^.:,]{2,60}), at\s+")
#: What is to be done, and that a list of its parts follows: "vedtages med følgende ændringer".
_WITH_FOLLOWING = re.compile(
    r"\w{3,}es\b.*\b(?:(?:med|på|under) følgende [a-zæøå]+|"
    r"således|sådan|som følger)\s*[,:]?\s*(?:at)?$",
    re.IGNORECASE,
)
#: Who proposes, in brackets under the points: "(Økonomiudvalget)".
_BY = re.compile(r"\([A-ZÆØÅ0-9][^()]{2,120}\)")
#: "Det indstilles: At 1) byrådet …", with "At 2)" on a line of its own.
_LEAD_AND_FIRST = re.compile(rf"[^.:]{{0,110}}?\b{VERB}\b[^.:]{{0,110}}?[,:]?\s+(?=At\s*1\s*\)\s)")
#: A row of a web page's table with the mark and the point: "at | dagsordenen godkendes |".
_CELLS = re.compile(r"^(at|[0-9]{1,2}[.)])\s*\|\s*(.*?)\s*\|?$", re.IGNORECASE)
#: A sentence that asks for something to be decided though nothing leads in to it.
_ASKS = re.compile(
    r"^(?:godkendelse|drøftelse|orientering|stillingtagen|vedtagelse|udpegning|valg|fastsættelse) |"
    r"\b(?:forelægges|indstilles|godkendes|vedtages|tiltrædes|drøftes|tages|meddeles|gives|frigives|optages|"
    r"sendes|udpeges|imødekommes|"
    r"vælges|fastsættes|udpeger|vælger|godkender|beslutter|bemyndiges|bevilges|afsættes|anbefales|overføres|indgås|"
    r"til (?:\w+s )?(?:godkendelse|orientering|drøftelse|efterretning|beslutning|behandling))\b",
    re.IGNORECASE,
)
#: The rest of those that something is proposed to: "Økonomiudvalget og Byrådet, at …".
_TO_MORE = re.compile(r"(?:[A-ZÆØÅ][\w -]*(?:,| og)\s+)*[A-ZÆØÅ][\w -]*,\s+at\s")
_FURTHEST = 3
_LONE_MARK = re.compile(r"(?:at\s*)?(?:[0-9]{1,2}[).:]+|[A-HJ-NP-ZÆØÅa-h]\))|at\s*\)|[-–•·\uf0b7]", re.IGNORECASE)


def read_points(layout: Layout, lines: Sequence[Line], *, lead: str = "") -> tuple[list[Point], list[Line]]:
    """The points that stand in these lines, and the lines that belong to none of them.

    The form of the first mark is the form of the list: in a list of "At 1)" a line "1) …" is a part of its
    point, and so is a mark that does not come next. Only "At 1)" where an entry has ended is a point
    whatever its number: two points may be printed with the same one. ``lead`` is the heading, under which a
    list that begins at once is of points; it may lead in itself ("Forvaltningen foreslår").
    """
    lines = _with_marks([
        replace(line, body=_CELLS.sub(r"\1 \2", _LEAD_AND_FIRST.sub("", line.body)))
        for line in lines
        if line.index not in layout.furniture
    ])
    whole = _one_with_list(layout, lines)
    if whole:
        return whole
    form = form_of(layout, lines, led=bool(lead))
    if form is None:
        return _bare(layout, lines, led=is_lead(lead))
    points: list[Point] = []
    rest: list[Line] = []
    group: list[Line] = []
    opened: Mark | None = None
    restarted = form is NUMBER_DOT and _all_first(lines)
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        # "At 1)" may be followed by "At)" whose number was left out.
        mark = mark_of(layout, form, line, before) or (form is AT and mark_of(layout, AT_BARE, line, before)) or None
        if mark and restarted:
            mark = replace(mark, place=None, number=None)
        own = form is AT and before is not None and (
            not layout.tight(line) or ENTRY_END.search(before.body) or begins_anew(layout, before, line)
        )
        led = _lead_at_end(group) if mark else 0
        if mark and (led or opened is None or own or _comes_next(opened, mark, before)):
            if form is AT_LINE and not points and group and group[-1].body.endswith(":"):
                # "At udvalget anbefaler:" leads in to the points under it.
                rest += group
            elif group and opened:
                # A second proposal under the first ("Økonomiudvalget indstiller til Byrådet:") opens its own list.
                points.append(_point(layout, group[: len(group) - led], opened))
                rest += group[len(group) - led :]
            group, opened = [line], mark
        elif group:
            group.append(line)
        else:
            rest.append(line)
    if group and opened:
        last, after = _last(layout, group)
        points.append(_point(layout, last, opened))
        rest += after
    return points, rest


def _lead_at_end(lines: Sequence[Line]) -> int:
    """How many lines under a point only lead in to what follows it; those that one sentence goes over stand apart."""
    for count in range(min(LEAD_LONGEST, len(lines) - 1), 0, -1):
        own = lines[len(lines) - count :]
        if (count == 1 or own[0].gap) and is_lead(" ".join(line.body for line in own)):
            return count
    return 0


def _with_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines, where a mark that a PDF gave a line of its own stands before its text again.

    Over another mark, "6." is no mark but the end of a sentence: "som angivet i afsnit" / "6."
    """
    found: list[Line] = []
    for line in lines:
        over = found[-1] if found else None
        led = len(found) > 1 and is_lead(found[-2].body)
        if over and _LONE_MARK.fullmatch(over.body) and (led or not is_marked(line.body)):
            found[-1] = replace(line, body=f"{over.body} {line.body}", gap=over.gap)
        else:
            found.append(line)
    return found


def _all_first(lines: Sequence[Line]) -> bool:
    """Whether every mark is "1.": lists that a web page numbers begin anew for each entry when they become text."""
    numbers = [match["n"] for line in lines if (match := NUMBER_DOT.match(line.body))]
    return len(numbers) > 1 and set(numbers) == {"1"}


def _last(layout: Layout, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the last point, and those under it that are a remark on the whole proposal.

    A point ends with its sentence; what stands after an empty line and begins anew without a mark is no part of it.
    """
    for place in range(1, len(lines)):
        before, line = lines[place - 1], lines[place]
        if _BY.fullmatch(line.body) and (line.gap or ends_sentence(before.body)):
            return list(lines[:place]), list(lines[place:])
        if not line.gap:
            continue
        if layout.tight(line) and not layout.fits(before, line):
            continue
        if (before.body.endswith((".", "!", "?", ")", "”")) or is_marked(before.body)) and line.body[:1].isupper():
            return list(lines[:place]), list(lines[place:])
    return list(lines), []


def open_ends(layout: Layout, lines: Sequence[Line]) -> list[Finding]:
    """Lines that begin with "at" right under a full one: whether they are points of their own is not certain."""
    return [
        Finding(
            "other", "note",
            N_("Det er ikke sikkert, om linjen, der begynder med »at«, er et beslutningspunkt for sig"),
            source=source_of([line]),
        )
        for before, line in pairwise(lines)
        if AT_LINE.match(line.body)
        and layout.tight(line)
        and len(before.body) >= NARROWEST
        and not is_lead(before.body)
        and not (ENTRY_END.search(before.body) or is_open(before.body))
        and not layout.fits(before, line)
    ]  # fmt: skip


def doubts(found: Sequence[Point]) -> list[Finding]:
    """What in a list of points a reader should look at: numbers that leave one out, or a point without words."""
    findings = []
    numbers = [point.number for point in found if point.number is not None]
    for first, second in pairwise(numbers):
        if second != first + 1 and (second != 1 or first == 1):
            findings.append(
                Finding(
                    "other", "note",
                    N_("Beslutningspunkterne springer fra {first} til {second}").format(first=first, second=second),
                    source=next(point.source for point in found if point.number == second),
                )
            )  # fmt: skip
    findings += [
        Finding("other", "note", N_("Et beslutningspunkt har ingen tekst"), source=point.source)
        for point in found
        if not point.text
    ]
    return findings


def _comes_next(opened: Mark, mark: Mark, before: Line | None) -> bool:
    """Whether a mark goes on with the list; one that does not is of a list within the point."""
    if opened.place is None or mark.place is None:
        return True
    return opened.place < mark.place <= opened.place + _FURTHEST


def _point(layout: Layout, lines: Sequence[Line], mark: Mark) -> Point:
    first = layout.paragraph(lines[:1], strip=mark.end).text
    if first:
        # What stands after an empty line and begins anew is a paragraph of the same point.
        paragraphs: list[list[Line]] = [[lines[0]]]
        for before, line in pairwise(lines):
            if layout.is_bullet(line, before) or (not layout.tight(line) and layout.breaks(before, line)):
                paragraphs.append([line])
            else:
                paragraphs[-1].append(line)
        texts = [layout.paragraph(paragraphs[0], strip=mark.end).text]
        texts += [layout.paragraph(own).text for own in paragraphs[1:]]
        text = "\n\n".join(texts)
    else:
        text = layout.paragraph(lines[1:]).text if len(lines) > 1 else ""
    return Point(mark.number, text, source_of(lines))


def _bare(layout: Layout, lines: Sequence[Line], *, led: bool) -> tuple[list[Point], list[Line]]:
    """One sentence without a mark: after a line that leads in, after a lead-in on the same line, or by what it asks."""
    for position in range(len(lines)):
        if _leads(lines, position):
            paragraphs = layout.paragraphs(lines[position + 1 :])
            return _of(paragraphs[0], lines, paragraphs[0].text)
    paragraphs = layout.paragraphs(lines)
    for paragraph in paragraphs:
        several = _numbered_in_line(paragraph)
        if several:
            own = {line.index for line in paragraph.lines}
            return several, [line for line in lines if line.index not in own]
        inline = _INLINE.match(paragraph.text) or _INLINE_COLON.match(paragraph.text)
        if inline:
            text = paragraph.text[inline.end() :]
            further = _RECOMMENDS.match(text)
            return _with_list(layout, _of(paragraph, lines, text[further.end() :] if further else text))
    if paragraphs and (led or (len(paragraphs) == 1 and _ASKS.search(paragraphs[0].text))):
        return _of(paragraphs[0], lines, paragraphs[0].text)
    return [], list(lines)


def _leads(lines: Sequence[Line], place: int) -> bool:
    """Whether a line only leads in to what stands under it, and that is no rest of its own sentence."""
    if place + 1 == len(lines) or not is_lead(lines[place].body) or is_lead(lines[place + 1].body):
        return False
    over, under = lines[place].body, lines[place + 1].body
    if over.endswith((",", " og", "-")) and _TO_MORE.match(under):
        return False
    return over.endswith((",", ":", " at")) or not under[:1].islower() or AT_LINE.match(under) is not None


def _with_list(layout: Layout, found: tuple[list[Point], list[Line]]) -> tuple[list[Point], list[Line]]:
    """A sentence that ends in a colon, with what it introduces: the lines under it are its own."""
    (point,), rest = found
    last = point.source.last_line or 0
    under = [line for line in rest if line.number > last]
    if not point.text.endswith(":") or not under:
        return found
    text = "\n\n".join([point.text, *(paragraph.text for paragraph in layout.paragraphs(under))])
    source = replace(point.source, last_line=under[-1].number)
    return [replace(point, text=text, source=source)], [line for line in rest if line.number <= last]


def _one_with_list(layout: Layout, lines: Sequence[Line]) -> tuple[list[Point], list[Line]] | None:
    """A sentence that says itself what is to be done, with a list of what it is to be done with.

    "X indstiller, at planen vedtages med følgende ændringer" over "a) …": the entries are no points without it.
    """
    first = next((place for place, line in enumerate(lines) if is_marked(line.body)), None)
    if not first or first > LEAD_LONGEST:
        return None
    text = layout.paragraph(lines[:first]).text
    inline = _INLINE.match(text)
    if inline is None or ends_sentence(text.rstrip(":")) or not _WITH_FOLLOWING.search(text[inline.end() :]):
        return None
    last, after = _last(layout, lines)
    texts = [text[inline.end() :], *(paragraph.text for paragraph in layout.paragraphs(last[first:]))]
    return [Point(None, "\n\n".join(texts), source_of(last))], after


def _of(paragraph: Paragraph, lines: Sequence[Line], text: str) -> tuple[list[Point], list[Line]]:
    own = {line.index for line in paragraph.lines}
    rest = [line for line in lines if line.index not in own]
    return [Point(None, text, paragraph.source)], rest


def _numbered_in_line(paragraph: Paragraph) -> list[Point]:
    """Points that follow each other in one paragraph: "Det indstilles, 1) at …, 2) at …"."""
    lead = re.match(
        rf"[^.:]{{0,110}}?\b{VERB}\b[^.:0-9]{{0,110}}?[,:]?\s*(?:at\s*)?(?=1\)\s)", paragraph.text, re.IGNORECASE
    )
    if lead is None:
        return []
    marks: list[re.Match[str]] = []
    for match in re.finditer(r"(?<!\S)(?P<n>[0-9]{1,2})\)\s+", paragraph.text[lead.end() :]):
        if int(match["n"]) == len(marks) + 1 and match.start() >= 0:
            marks.append(match)
    text = paragraph.text[lead.end() :]
    ends = [match.start() for match in marks[1:]] + [len(text)]
    points = []
    for match, end in zip(marks, ends, strict=True):
        own = (
            re.sub(r"[,;]?\s*(?:og)?\s*$", "", text[match.end() : end]) if end < len(text) else text[match.end() : end]
        )
        points.append(Point(int(match["n"]), own.strip(), paragraph.source))
    return points if len(points) > 1 else []
