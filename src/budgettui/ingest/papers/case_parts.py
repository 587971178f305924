"""One case of an agenda as headed parts: where each begins, and what it is.

The parts come from the case system's own XML, from the headings of a web page or from lines of a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from budgettui.ingest.page.layout import Line, ends_sentence, is_open
from budgettui.ingest.papers import decision_heads, outcomes, own_headings, point_marks, points
from budgettui.ingest.papers.case_headings import (
    ENTRY_MARK,
    HEADING_LONGEST,
    MOTION,
    POINTS_FIRST,
    PROPOSES,
    SECTION,
    Role,
    inline_heading,
    is_file_kind,
    role_of,
    tells_done,
)

_DECISION = re.compile(r"(?:beslutning|afgørelse|vedtagelse|behandling)\b", re.IGNORECASE)
_EXPLICIT = re.compile(r"indstilling|beslutning|forslag", re.IGNORECASE)
_PROPOSAL = re.compile(r"beslutningspunkt|indstilling", re.IGNORECASE)
_ENCLOSURE = re.compile(r"bilag\s+[0-9]", re.IGNORECASE)
#: Over the bodies that a case goes to, and what each of them does with it.
_COMPETENCE = re.compile(r"hvem beslutter|.*kompetence|sagen afgøres (?:i|af)|.*sagsgang", re.IGNORECASE)
#: The mark of a first point that nothing else in a paper bears.
_FIRST_POINT = re.compile(r"At\s*1?\)\s+\S")
#: What was decided at the end of a case takes no more lines.
_NEAR_END = 12
#: Who proposes on the municipality's own behalf, and not on that of a party or of parents.
_AUTHORITY = re.compile(
    r"forvaltning|direktion|direktør|administration|magistrat|borgmester|rådmand|udvalg|afdeling|center|chef|formand|"
    r"sekretariat|\bstab|&",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a case. ``head`` is the line of the heading (``None`` for the part before the first)."""

    title: str
    lines: tuple[Line, ...]
    head: Line | None = None
    role: Role | None = None
    #: Whether it is what a party asks for.
    motion: bool = False


def split_parts(lines: Sequence[Line]) -> list[Part]:
    """The lines of one case as headed parts; the first has no heading and may be empty."""
    parts = _headed(_whole_heads(lines))
    parts = _without_questions(_without_motions(parts))
    if any(part.role is Role.POINTS and _is_explicit(part.title) for part in parts):
        # Where the proposal has a heading, what somebody proposes in the text before is not the proposal.
        parts = [
            replace(part, role=Role.TEXT) if part.role is Role.POINTS and not _is_proposal(part) else part
            for part in parts
        ]
    parts = [own for part in parts for own in _decided_behind(part)]
    for begins in (_proposes, _is_marked):
        if not any(part.role is Role.POINTS for part in parts):
            parts = [own for part in parts for own in _with_points(part, begins)]
    return parts


def _without_motions(parts: Sequence[Part]) -> list[Part]:
    """The parts, where what a motion proposes is text: a party asks for it, and no authority.

    A motion goes on to a heading that the page marks, or to "Indstilling fra …". It decides nothing.
    """
    inside: list[bool] = []
    for part in parts:
        begins = bool(MOTION.fullmatch(part.title))
        ends = part.head is not None and (part.head.heading > 0 or _PROPOSAL.match(part.title) is not None)
        inside.append(begins or (bool(inside) and inside[-1] and not ends))
    return [
        replace(part, role=Role.TEXT, motion=True) if own and part.role in {Role.DECISION, Role.POINTS, Role.TEXT}
        else part
        for part, own in zip(parts, inside, strict=True)
    ]


def _without_questions(parts: Sequence[Part]) -> list[Part]:
    """The parts, where "Beslutning" over the first of them says what is to be decided: over what each body decided the
    case prints when, and the words under this one name no outcome."""
    headers = [decision_heads.read_header(part.title) if part.role is Role.DECISION else None for part in parts]
    first = next((place for place, part in enumerate(parts) if part.lines), len(parts))
    later = any(header and header.dated for header in headers[first + 1 :])
    header = headers[first] if first < len(parts) else None
    if not (later and header) or header.dated or header.body or outcomes.outcome_of(parts[first].lines[0].body):
        return list(parts)
    return [*parts[:first], replace(parts[first], role=Role.TEXT), *parts[first + 1 :]]


def _whole_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines, where a line over a decision that goes over two ("Beslutning i Byrådet den / 2. maj") is one."""
    whole: list[Line] = []
    joined = False
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if joined:
            joined = False
            continue
        if after and after.gap == 0 and _DECISION.match(line.body):
            alone = decision_heads.read_header(line.body)
            header = decision_heads.read_header(f"{line.body} {after.body}") if not (alone and alone.dated) else None
            joined = bool(header and header.body and header.dated)
        whole.append(replace(line, body=f"{line.body} {after.body}") if after and joined else line)
    return whole


def decided_under(parts: Sequence[Part], *, unheaded: bool) -> list[Part]:
    """The parts of a case in minutes, where nothing heads what was decided and it stands right under the proposal, or,
    in minutes without any heading over decisions, at the end of the case."""
    if any(part.role is Role.DECISION for part in parts):
        return list(parts)
    decides = _decides if unheaded else tells_done
    found = [own for part in parts for own in (_decided_in(part, decides) if part.role is Role.POINTS else [part])]
    last = found[-1]
    if unheaded and len(found) == len(parts) and last.role is not Role.ENCLOSURES:
        # Right under a heading stands what it heads.
        found[-1:] = _split_at(last, lambda own, at: at >= bool(last.title) and _ends_decided(own, at), Role.DECISION)
    return found


def _ends_decided(lines: Sequence[Line], at: int) -> bool:
    """Whether a paragraph near the end of a case begins with what was decided."""
    begins = bool(lines[at].gap) or (at > 0 and ends_sentence(lines[at - 1].body))
    near = len(lines) - at <= _NEAR_END
    return begins and near and _decides(lines[at].body)


def _decides(text: str) -> bool:
    fresh = text[:1].isupper() and not point_marks.is_marked(text)
    return fresh and own_headings.decides_first(text) is True


def _decided_behind(part: Part) -> list[Part]:
    """A part under "Indstilling og beslutning": the proposal, and what came of it where nothing heads that."""
    both = part.role is Role.POINTS and POINTS_FIRST.fullmatch(part.title)
    return _decided_in(part, _is_outcome) if both else [part]


def _decided_in(part: Part, decides: Callable[[str], bool]) -> list[Part]:
    """A proposal, and what came of it from the first paragraph on that says so."""
    return _split_at(part, lambda lines, at: at > 0 and bool(lines[at].gap) and decides(lines[at].body), Role.DECISION)


def _with_points(part: Part, begins: Callable[[Sequence[Line], int], bool]) -> list[Part]:
    """A text, and the points in it."""
    is_text = part.role in {None, Role.TEXT} and not part.motion
    return _split_at(part, begins, Role.POINTS) if is_text else [part]


def _split_at(part: Part, begins: Callable[[Sequence[Line], int], bool], role: Role) -> list[Part]:
    """A part, and what has another role in it from the first line on that begins that."""
    place = next((place for place in range(len(part.lines)) if begins(part.lines, place)), None)
    if place is None:
        return [part]
    return [replace(part, lines=part.lines[:place]), Part("", part.lines[place:], None, role)]


def _is_outcome(body: str) -> bool:
    return (
        not point_marks.is_marked(body)
        and not point_marks.is_lead(body)
        and not re.match(r"at\b", body, re.IGNORECASE)
        and not PROPOSES.match(body)
        and outcomes.outcome_of(body) is not None
    )


def _is_explicit(heading: str) -> bool:
    """Whether a heading names the proposal: "Forslaget har været hos rådet, som anbefaler," leads in to what others
    propose."""
    return _EXPLICIT.search(heading) is not None and not point_marks.is_lead(heading)


def _is_proposal(part: Part) -> bool:
    return _is_explicit(part.title) or _AUTHORITY.search(part.title) is not None


def _headed(lines: Sequence[Line]) -> list[Part]:
    parts: list[Part] = []
    title = ""
    head: Line | None = None
    role: Role | None = None
    own: list[Line] = []
    for place, line in enumerate(lines):
        found = _heading(lines, place, role, own)
        if found is Role.POINTS and _COMPETENCE.fullmatch(title) and not _EXPLICIT.search(line.body):
            # "Økonomiudvalget indstiller" under "Hvem beslutter" proposes nothing.
            found = None
        if found is None and head and line.gap and SECTION.match(line.body) and SECTION.match(head.body) and (
            int(line.body.split(".")[0]) == int(head.body.split(".")[0]) + 1
        ):
            # "3. Hvad er baggrunden?" under "2. Beslutningspunkter".
            found = Role.TEXT
        inline = inline_heading(line.body) if found is None and _begins(lines, place) else None
        if found is None and inline is None:
            own.append(line)
            continue
        if own or head:
            parts.append(Part(title, tuple(own), head, role))
        if inline:
            role, title, text = inline
            head, own = line, [replace(line, body=text, gap=0)]
            continue
        named = any(letter.isalnum() for letter in line.body)
        title, head, role, own = SECTION.sub("", line.body).rstrip(" :") if named else "", line, found, []
    parts.append(Part(title, tuple(own), head, role))
    return parts


def _begins(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is no rest of a sentence."""
    return not place or bool(lines[place].gap) or lines[place].new_page or not is_open(lines[place - 1].body)


def _proposes(lines: Sequence[Line], place: int) -> bool:
    """Whether an authority proposes from this line on, without a heading over it."""
    line, after = lines[place], lines[place + 1].body if place + 1 < len(lines) else ""
    over_two = after.startswith("indstiller") and line.body[0].isupper() and _AUTHORITY.search(line.body)
    # "mio. kr." ends a sentence where a capital letter stands under it.
    begins = not place or bool(line.gap) or lines[place - 1].body.endswith((".", ":", "?", "!"))
    return begins and bool(PROPOSES.match(line.body) or over_two)


def _is_marked(lines: Sequence[Line], place: int) -> bool:
    """Whether "At 1)" begins this line, and nothing leads in to it."""
    begins = not place or bool(lines[place].gap) or ends_sentence(lines[place - 1].body)
    return begins and bool(_FIRST_POINT.match(lines[place].body))


def _heading(lines: Sequence[Line], place: int, role: Role | None, own: Sequence[Line]) -> Role | None:
    line = lines[place]
    if place and line.body[:1].islower() and line.gap == 0 and not line.new_page:
        # "i byrådets / beslutning af 3. februar": the rest of a sentence.
        return None
    found = role_of(line.body)
    if found is None and (section := SECTION.match(line.body)):
        # "2. Beslutningspunkter": the case is printed as a proposal with numbered sections.
        found = role_of(line.body[section.end() :])
        return found if found in {Role.POINTS, Role.TEXT} and _stands_alone(lines, place, section.end()) else None
    if role is Role.ENCLOSURES and line.heading == 0 and not _ends_enclosures(lines, place, found):
        return None
    if found is Role.POINTS and role is Role.POINTS:
        # "Det indstilles:" under the heading leads in; it opens no second list.
        return None
    names_body = role is Role.DECISION and (not own or decision_heads.read_header(own[-1].body) is not None)
    if found is Role.POINTS and names_body and not _EXPLICIT.search(line.body):
        # "Kulturudvalget indstiller," under that committee's name is what it decided.
        return None
    if found is Role.POINTS and not points.HEADINGS.fullmatch(line.body.rstrip(" :")) and line.heading == 0:
        words = _is_explicit(line.body)
        asks = re.match(r"det |.*indstill", line.body, re.IGNORECASE) or _AUTHORITY.search(line.body)
        if not words and (". " in line.body or not asks):
            return None
        led = line.body.rstrip().endswith((":", "at", ","))
        if not words and not led and (_goes_on(lines, place) or is_open(line.body)):
            return None
    if found is Role.DECISION and role is Role.HISTORY:
        header = decision_heads.read_header(line.body)
        # Bodies and dates under "Sagsforløb" are entries of it.
        return None if header is None or not header.worded or header.body else found
    if found is Role.DECISION:
        header = decision_heads.read_header(line.body)
        over = decision_heads.read_header(lines[place - 1].body) if role is Role.DECISION else None
        # "Beslutning" right under a body with its day heads what that one decided.
        if role is Role.DECISION and header and (not header.is_bare or (over and over.body and over.dated)):
            return None
        return found
    if found is Role.TEXT and line.heading == 0 and not _stands_alone(lines, place):
        return None
    if found is not None:
        return found
    if line.heading > 0 or _is_capitals(line.body):
        return Role.TEXT
    if role is Role.POINTS and own and _ends_points(lines, place):
        return Role.TEXT
    return None


def _ends_enclosures(lines: Sequence[Line], place: int, found: Role | None) -> bool:
    """Whether a line ends the list of enclosures: a name such as "Indstilling" or "Høring" is one of the list."""
    line, before = lines[place], lines[place - 1]
    if is_file_kind(before.body) or ENTRY_MARK.match(line.body):
        return False
    if found is Role.DECISION or (_is_capitals(line.body) and len(line.body) > 4):
        return True
    if place + 1 == len(lines) or _ENCLOSURE.match(lines[place + 1].body):
        # The paper itself is the first of the list, and "Bilag 1" the next.
        return False
    after = lines[place + 1].body
    if found is Role.POINTS and (point_marks.is_lead(after) or PROPOSES.match(after)):
        return True
    return found is not None and (line.gap > 0 or line.body.endswith(":") or len(after) > HEADING_LONGEST)


def _goes_on(lines: Sequence[Line], place: int) -> bool:
    if place + 1 < len(lines) and re.match(r"at\s", lines[place + 1].body):
        # The first of the points, and not the rest of a sentence.
        return False
    return place + 1 < len(lines) and lines[place + 1].body[:1].islower() and lines[place + 1].gap == 0


def _stands_alone(lines: Sequence[Line], place: int, mark: int = 0) -> bool:
    """Whether a line with a heading's words is not the end or the middle of a sentence."""
    before = lines[place - 1] if place else None
    if before is not None and lines[place].gap == 0 and before.body.endswith((",", "-", " og", " i", " af")):
        return False
    if _goes_on(lines, place):
        return False
    # Some print their headings in small letters.
    apart = before is not None and lines[place].gap > 0 and ends_sentence(before.body)
    return apart or lines[place].body[mark : mark + 1].isupper()


def _is_capitals(body: str) -> bool:
    letters = [letter for letter in body if letter.isalpha()]
    return len(letters) > 3 and len(body) <= HEADING_LONGEST and body.isupper() and not ends_sentence(body.rstrip(":"))


def _ends_points(lines: Sequence[Line], place: int) -> bool:
    """Whether a short line under a list of points is a heading that this program does not know by name."""
    line = lines[place]
    before = lines[place - 1]
    after = lines[place + 1] if place + 1 < len(lines) else None
    return (
        len(line.body) <= HEADING_LONGEST - 20
        and line.body[:1].isupper()
        and not ends_sentence(line.body.rstrip("?"))
        and not line.body.endswith((",", ";", "-"))
        and (ends_sentence(before.body) or (line.gap > 0 and not is_open(before.body)))
        and not before.body.endswith(":")
        and not point_marks.is_marked(line.body)
        and inline_heading(line.body) is None
        and not re.match(r"at\b", line.body, re.IGNORECASE)
        and after is not None
        and after.body[:1].isupper()
        and not point_marks.is_marked(after.body)
        and len(line.body.split()) <= 6
    )
