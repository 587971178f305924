"""Decision points (*beslutningspunkter*) in the forms that papers print them.

``At 1) …``, ``At 1) at …``, ``1) …``, ``1. At …``, ``A) …``, ``At) …``, ``- at …``, ``at …`` on lines of their own, and
a bare sentence after "Det indstilles, at" or "X indstiller, at". They are looked for only where a heading says that
there are some, so that a numbered list in a motion or a background is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from budgettui.domain.dates import MONTHS
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Finding, Point
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence, is_open, source_of

#: Headings that open a list of decision points, in a proposal and under an agenda item.
HEADINGS = re.compile(
    r"beslutningspunkt(?:er)?|indstilling(?:er)?|forvaltningen foreslår|det indstilles,?(?: at)?",
    re.IGNORECASE,
)
_AT = re.compile(r"at\s*(?P<n>[0-9]{1,3})\s*[).:]+\s*", re.IGNORECASE)
_AT_BARE = re.compile(r"at\s*\)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<n>[0-9]{1,2})\)\s+", re.IGNORECASE)
#: "fra / 1. september" is a date, and no point.
_NUMBER_DOT = re.compile(rf"(?P<n>[0-9]{{1,2}})\.\s+(?!(?:{'|'.join(MONTHS)})\b)(?=\S)")
_LETTER = re.compile(r"(?P<l>[A-HJ-NP-ZÆØÅ])(?:\)\s*|\.\s+(?=at\b))|(?P<s>[a-h])(?:\)\s+|\.\s+(?=at\b))")
_DASH_AT = re.compile(r"[-–•·\uf0b7]\s+(?=at\b)", re.IGNORECASE)
_AT_LINE = re.compile(r"(?=at\s+[^\s0-9])", re.IGNORECASE)
#: "at" in a column of its own, with the points beside it.
_AT_COLUMN = re.compile(r"\s*at\s{2,}", re.IGNORECASE)
_DASH = re.compile(r"[-–•·\uf0b7]\s+(?=\S)")
_VERB = r"(?:indstilles|indstiller|foreslår|foreslås|anbefaler|anbefales)"
_LEAD = re.compile(
    rf"(?:det |.{{0,110}}\b)?{_VERB}\b(?:(?:(?!\bat\b).){{0,90}}?(?:,?\s*\bat\s*[:,]?|:|,)|\s+(?:til|"
    rf"over ?for)\s+(?:(?!\bat\b).){{2,60}})?\s*$"
    # Whom it is proposed to, on a line of its own: "Til Økonomiudvalget og Byrådet:".
    r"|forslag til beslutning:|til (?-i:[A-ZÆØÅ]|udvalget|byrådet)[^.:;]{2,160}:$",
    re.IGNORECASE,
)
_INLINE = re.compile(
    rf"(?:det |"
    rf"[^.:]{{1,110}}?\b)?{_VERB}\b[^.:]{{0,110}}?[,:]?\s*\bat\b[:,]?\s+(?=\S)",
    re.IGNORECASE,
)
_INLINE_COLON = re.compile(rf"[^.:]{{0,110}}?\b{_VERB}\b[^.:]{{0,110}}?:\s+(?=\S)", re.IGNORECASE)
#: What is to be done, and that a list of its parts follows: "vedtages med følgende ændringer".
_WITH_FOLLOWING = re.compile(
    r"\w{3,}es\b.*\b(?:(?:med|på|under) følgende [a-zæøå]+|"
    r"således|sådan|som følger)\s*[,:]?\s*(?:at)?$",
    re.IGNORECASE,
)
#: As a lead, with what is proposed begun in it: "Forvaltningen indstiller, at udvalget godkender:".
_LEADS = re.compile(rf"(?:det |[^.:]{{0,160}}?\b)?{_VERB}\b[^.:]{{0,260}}:?$", re.IGNORECASE)
#: What is to be done, said in the lead itself.
_BEGUN = re.compile(rf"\bat\s(?:.*\s)?(?!{_VERB})\w{{3,}}es\b", re.IGNORECASE)
#: Who proposes, in brackets under the points: "(Økonomiudvalget)".
_BY = re.compile(r"\([A-ZÆØÅ0-9][^()]{2,120}\)")
_FIRST_IN_LINE = re.compile(rf"[^.:]{{0,110}}?\b{_VERB}\b[^.:]{{0,110}}?[,:]?\s+1\)(?:\s|$)", re.IGNORECASE)
#: "Det indstilles: At 1) byrådet …", with "At 2)" on a line of its own.
_LEAD_AND_FIRST = re.compile(rf"[^.:]{{0,110}}?\b{_VERB}\b[^.:]{{0,110}}?[,:]?\s+(?=At\s*1\s*\)\s)")
#: A lead goes over so many lines at most.
_LEAD_LONGEST = 4
#: A sentence that asks for something to be decided though nothing leads in to it.
_ASKS = re.compile(
    r"\b(?:forelægges|indstilles|godkendes|vedtages|tiltrædes|drøftes|tages|meddeles|gives|frigives|optages|"
    r"sendes|udpeges|"
    r"vælges|fastsættes|udpeger|vælger|godkender|beslutter|bemyndiges|bevilges|afsættes|anbefales|overføres|indgås|"
    r"til (?:godkendelse|orientering|drøftelse|efterretning|beslutning|behandling))\b",
    re.IGNORECASE,
)
#: A line that ends so goes on: "jf. At 1) og" / "At 2) …" is a reference and no point.
_REFERS = re.compile(
    r"(?:\bat\s*[0-9]{1,2}\)?\s*(?:,|og|eller|samt|[-–])|\b(?:jf|se|jævnfør|under|ad|i|af|vedr)\.?)$", re.IGNORECASE
)
_FORMS = (_AT, _AT_BARE, _NUMBER, _LETTER, _DASH_AT)
#: Marks that other lists have too: they count only after a lead-in, or from "1." on.
_LETTER_DOT = re.compile(r"(?P<s>[a-h])\.\s+(?=\S)")
_ROMAN = re.compile(r"(?P<r>I{1,3}|IV|VI{0,3}|IX|X)[.)]\s+(?=\S)")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_WEAK = (_NUMBER_DOT, _AT_LINE, _DASH, _LETTER_DOT, _ROMAN)
_LAST_BUT_ONE = re.compile(r"[,;]\s*(?:og|samt)$")
_ENTRY_END = re.compile(r"[,;.](?:\s*(?:og|samt))?$")
_FURTHEST = 3
#: Words that are nothing without a clause with "at", wherever the line ends.
_NEEDS_AT = re.compile(
    r"\b(?:forudsættes|det (?:bemærkes|præciseres|oplyses|forventes|understreges)|forudsat|således|sådan)$",
    re.IGNORECASE,
)
#: Words that a clause with "at" may complete: "idet det forudsættes", "på betingelse af", "således".
_WANTS_AT = re.compile(
    r"\b(?:(?:det|der|som) (?:(?:\w+ ){0,2})\w{3,}(?:es|r)|forudsat|forudsætning|betingelse|vilkår|følge|"
    r"således|sådan|anmode|anbefale|beslutte|sikre|meddele|oplyse|foreslå|indstille)$",
    re.IGNORECASE,
)
#: No page is so narrow that a line of this length was full.
_NARROWEST = 55


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that opens a point: its form, and its place in the order of the list where the mark has one."""

    form: re.Pattern[str]
    place: int | None
    number: int | None
    end: int


def starts_at_point(body: str) -> bool:
    """Whether a line begins with the mark "At 1)", which nothing but a decision point has."""
    return bool(_AT.match(body))


def is_marked(body: str) -> bool:
    """Whether a line begins with a mark that a list may have."""
    return any(form.match(body) for form in (*_FORMS, _NUMBER_DOT, _LETTER_DOT, _ROMAN, _DASH))


def is_lead(body: str) -> bool:
    """Whether a line only leads in to points: "Det indstilles, at", "Direktøren indstiller til Byrådet:"."""
    return bool(_LEAD.fullmatch(body)) and not body.endswith(".")


def _led(lines: Sequence[Line], place: int) -> bool:
    """Whether the lines right over this one, which bears a mark or begins with "at", only lead in to it."""
    before = lines[place - 1]
    if is_lead(before.body):
        return True
    ending = before.body.endswith((",", ":", " at"))
    if not ending and (ends_sentence(before.body) or not is_marked(lines[place].body)):
        return False
    return _leads_in(_over(lines, place))


def _over(lines: Sequence[Line], place: int) -> str:
    """The text of the lines right over this one, as far as a lead may go."""
    first = place - 1
    while first > 0 and place - first < _LEAD_LONGEST:
        if lines[first].gap or ends_sentence(lines[first - 1].body):
            break
        first -= 1
    return " ".join(line.body for line in lines[first:place])


def _leads_in(text: str) -> bool:
    """Whether a text leads in to points and does not say the first of them itself: "at der meddeles dispensation,"."""
    return bool(_LEADS.match(text)) and not _is_begun(text)


def _is_begun(text: str) -> bool:
    return text.endswith(",") and bool(_LEADS.match(text) and _BEGUN.search(text))


def read_points(layout: Layout, lines: Sequence[Line], *, lead: str = "") -> tuple[list[Point], list[Line]]:
    """The points that stand in these lines, and the lines that belong to none of them.

    The form of the first mark is the form of the list: in a list of "At 1)" a line "1) …" is a part of its
    point, and so is a mark that does not come next. Only "At 1)" where an entry has ended is a point
    whatever its number: two points may be printed with the same one. ``lead`` is a heading that leads in itself
    ("Forvaltningen foreslår").
    """
    lines = [
        replace(line, body=_LEAD_AND_FIRST.sub("", line.body)) if _LEAD_AND_FIRST.match(line.body) else line
        for line in lines
        if line.index not in layout.furniture
    ]
    inline = _all_in_line(layout, lines)
    if inline:
        return inline
    whole = _one_with_list(layout, lines)
    if whole:
        return whole
    form = _form(layout, lines, led=is_lead(lead))
    if form is None:
        return _bare(layout, lines, led=is_lead(lead))
    points: list[Point] = []
    rest: list[Line] = []
    group: list[Line] = []
    opened: _Mark | None = None
    restarted = form is _NUMBER_DOT and _all_first(lines)
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        mark = _mark(layout, form, line, before)
        if mark and restarted:
            mark = replace(mark, place=None, number=None)
        if mark and opened and form is _AT_LINE and _is_clause(layout, group, line):
            mark = None
        own = form is _AT and before is not None and (
            not layout.tight(line) or _ENTRY_END.search(before.body) or _fresh(layout, before, line)
        )
        if mark and (opened is None or own or _comes_next(opened, mark, before)):
            if group and opened:
                points.append(_point(layout, group, opened))
            group, opened = [line], mark
        elif group and is_lead(line.body) and place + 1 < len(lines) and _mark(layout, form, lines[place + 1], line):
            # A second proposal under the first ("Økonomiudvalget indstiller til Byrådet:") opens its own list.
            if opened:
                points.append(_point(layout, group, opened))
            group, opened = [], None
            rest.append(line)
        elif group:
            group.append(line)
        else:
            rest.append(line)
    if group and opened:
        last, after = _last(layout, group)
        points.append(_point(layout, last, opened))
        rest += after
    return points, rest


def _all_first(lines: Sequence[Line]) -> bool:
    """Whether every mark is "1.": lists that a web page numbers begin anew for each entry when they become text."""
    numbers = [match["n"] for line in lines if (match := _NUMBER_DOT.match(line.body))]
    return len(numbers) > 1 and set(numbers) == {"1"}


def _last(layout: Layout, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the last point, and those under it that are a remark on the whole proposal.

    A point ends with its sentence; what stands after an empty line and begins anew without a mark is no part of it.
    """
    for place in range(1, len(lines)):
        before, line = lines[place - 1], lines[place]
        if is_marked(line.body) or before.body.endswith((":", ",", ";")):
            continue
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
        if _AT_LINE.match(line.body)
        and layout.tight(line)
        and len(before.body) >= _NARROWEST
        and not is_lead(before.body)
        and not (_ENTRY_END.search(before.body) or is_open(before.body))
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


def _form(layout: Layout, lines: Sequence[Line], *, led: bool) -> re.Pattern[str] | None:
    """The form of the marks: that of the first line that has one."""
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        for form in _FORMS:
            if _mark(layout, form, line, before):
                return form
        after_lead = _led(lines, place) if before else led
        number = _NUMBER_DOT.match(line.body)
        if number and (after_lead or number["n"] == "1"):
            return _NUMBER_DOT
        if after_lead and line.body.startswith(("I. ", "I) ")):
            return _ROMAN
        letter = _LETTER_DOT.match(line.body)
        if letter and after_lead and letter["s"] == "a":
            return _LETTER_DOT
        fresh = before is None or (_fresh(layout, before, line) and not _is_begun(_over(lines, place)))
        if _AT_LINE.match(line.body) and (after_lead or fresh):
            # "Det indstilles," / "at …" over the whole list; one alone after "…, at" is a bare sentence.
            return _AT_LINE
        if after_lead and _DASH.match(line.body):
            return _DASH
    return None


def _mark(layout: Layout, form: re.Pattern[str], line: Line, before: Line | None) -> _Mark | None:
    match = form.match(line.body)
    if match is None:
        return None
    if before is not None and layout.tight(line) and _REFERS.search(before.body) and not is_lead(before.body):
        return None
    if form is _AT_LINE and before is not None and not _AT_COLUMN.match(line.raw):
        led = is_lead(before.body) or (before.body.endswith((",", ":")) and _leads_in(before.body))
        if not led and not _ended(layout, before, line):
            return None
    groups = match.groupdict()
    number = int(groups["n"]) if groups.get("n") else None
    if groups.get("r"):
        number = _ROMANS.index(groups["r"]) + 1
    letter = groups.get("l") or groups.get("s")
    place = number if number is not None else ord(letter.upper()) - ord("A") + 1 if letter else None
    return _Mark(form, place, number, match.end())


def _fresh(layout: Layout, before: Line, line: Line) -> bool:
    """Whether the line was begun on purpose: there was room on the one before, or space parts them."""
    return not layout.tight(line) or layout.fits(before, line)


def _ended(layout: Layout, before: Line, line: Line) -> bool:
    """As :meth:`_fresh`, where the line before also ends as an entry of a list does and had any room at all."""
    if layout.tight(line) and _NEEDS_AT.search(before.body):
        return False
    if _fresh(layout, before, line) or _LAST_BUT_ONE.search(before.body):
        return True
    if _ENTRY_END.search(before.body):
        return len(before.body) < _NARROWEST or layout.fits(before, line, 1.0)
    # A clause with "at" has a comma before it; without one only a verb or a preposition goes on with it.
    goes_on = is_open(before.body) or before.body.endswith("r") or _WANTS_AT.search(before.body) is not None
    return not goes_on or layout.fits(before, line, 1.0)


def _is_clause(layout: Layout, group: Sequence[Line], line: Line) -> bool:
    """Whether "at" under a full line goes on with a point whose own "At" has a capital letter."""
    return (
        group[0].body[0].isupper() and line.body[0].islower() and layout.tight(line)
        and not layout.fits(group[-1], line)
    )  # fmt: skip


def _comes_next(opened: _Mark, mark: _Mark, before: Line | None) -> bool:
    """Whether a mark goes on with the list; one that does not is of a list within the point."""
    if opened.place is None or mark.place is None:
        return True
    if mark.place == 1 and before is not None and is_lead(before.body):
        return True
    return opened.place < mark.place <= opened.place + _FURTHEST


def _point(layout: Layout, lines: Sequence[Line], mark: _Mark) -> Point:
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
    for position, line in enumerate(lines):
        if is_lead(line.body) and position + 1 < len(lines) and not is_lead(lines[position + 1].body):
            paragraphs = layout.paragraphs(lines[position + 1 :])
            if not paragraphs:
                break
            return _of(paragraphs[0], lines, paragraphs[0].text)
    paragraphs = layout.paragraphs(lines)
    for paragraph in paragraphs:
        several = _numbered_in_line(paragraph)
        if several:
            own = {line.index for line in paragraph.lines}
            return several, [line for line in lines if line.index not in own]
        inline = _INLINE.match(paragraph.text) or _INLINE_COLON.match(paragraph.text)
        if inline:
            return _with_list(layout, _of(paragraph, lines, paragraph.text[inline.end() :]))
    if paragraphs and (led or (len(paragraphs) == 1 and _ASKS.search(paragraphs[0].text))):
        return _of(paragraphs[0], lines, paragraphs[0].text)
    return [], list(lines)


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
    if not first or first > _LEAD_LONGEST:
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


def _all_in_line(layout: Layout, lines: Sequence[Line]) -> tuple[list[Point], list[Line]] | None:
    """The points where the first of them begins in the middle of a line, so that the line ends say nothing."""
    if not lines or not _FIRST_IN_LINE.match(lines[0].body):
        return None
    end = next((place for place in range(1, len(lines)) if lines[place].gap), len(lines))
    found = _numbered_in_line(layout.paragraph(lines[:end]))
    return (found, list(lines[end:])) if found else None


def _numbered_in_line(paragraph: Paragraph) -> list[Point]:
    """Points that follow each other in one paragraph: "Det indstilles, 1) at …, 2) at …"."""
    lead = re.match(
        rf"[^.:]{{0,110}}?\b{_VERB}\b[^.:0-9]{{0,110}}?[,:]?\s*(?:at\s*)?(?=1\)\s)", paragraph.text, re.IGNORECASE
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
