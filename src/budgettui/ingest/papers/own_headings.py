"""The headings that a paper has in words of its own, known by what repeats: the same line alone over the parts of case
after case, and what those parts say.

A heading whose parts begin with "at …" is one of proposals, whatever it is called; one whose parts say "Godkendt." is
one of decisions. Such a line is given the word that the readers know, and keeps its own as what is printed.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from budgettui.domain.dates import find_dates
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.papers import (
    absences,
    attendance,
    case_headings,
    case_marks,
    case_titles,
    decision_heads,
    outcomes,
    point_marks,
)
from budgettui.ingest.papers.case_headings import Role

_DECIDING = (Role.POINTS, Role.DECISION)
#: The word that stands for all headings of a role.
_WORDS = {
    Role.POINTS: "Indstilling", Role.DECISION: "Beslutning", Role.ENCLOSURES: "Bilag", Role.TEXT: "Sagsfremstilling"
}  # fmt: skip
#: So many times a line stands that is a heading.
_FROM = 2
_LONGEST, _MOST_WORDS = 60, 7
#: The share of the parts under a heading that say what it is.
_MOSTLY, _OFTEN = 0.6, 0.4
#: What says no more than this says nothing: "Intet", "Ingen bemærkninger."
_SLIGHT = 3
#: A text that is no title or cell.
_PROSE = 60
_ENCLOSED = re.compile(r"\W*bilag\b|.*\.(?:pdf|docx?|xlsx?)$", re.IGNORECASE)
#: A word of a heading, and words of no heading.
_WORD = re.compile(r"[^\W\d_]{4}")
_NEVER = re.compile(r"\b(?:referat|dagsorden|protokol|deltog|mødte|forhindret|print|udskriv)", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][^:.;,]{3,40}):\s+(?P<text>\S.*)")
_POINT = re.compile(r"(?:(?:at\s*)?[0-9]{1,2}[.):]+\s*|[a-h][).]\s*|[-–•·\uf0b7]\s*)?at\b", re.IGNORECASE)
_LEADS = re.compile(rf"[^.:]{{0,110}}?\b{point_marks.VERB}\b(?:[,:]|[^.:]{{0,110}}?(?:,|\bat\b))", re.IGNORECASE)
_AT = re.compile(r"^\w+,? at\b")
#: Of what was decided, and on which the decision has nothing to say.
_SENTENCE = re.compile(r"(?<=[.!?])\s")


@dataclass(slots=True)
class _Heading:
    """A line that stands alone again and again, and what stands under it each time."""

    places: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    #: Whether it never stands before a colon, nor mostly as the only text under another heading or over a list.
    alone: bool = True

    def share(self, says: Sequence[bool | None]) -> float:
        told = [one for one in says if one is not None]
        return sum(told) / len(told) if len(told) >= _FROM else 0.0

    @property
    def decides(self) -> float:
        return self.share([decides_first(text) for text in self.texts])

    @property
    def role(self) -> Role:
        if self.share([_asks(text) for text in self.texts]) >= _MOSTLY:
            return Role.POINTS
        if self.decides >= _MOSTLY:
            return Role.DECISION
        enclosed = self.share([bool(_ENCLOSED.match(text)) for text in self.texts])
        return Role.ENCLOSURES if enclosed >= _MOSTLY else Role.TEXT


def with_known_headings(layout: Layout, lines: Sequence[Line]) -> list[Line]:
    """The lines, where those that head the parts of the cases in words of the paper's own have the known words."""
    whole = list(lines)
    for role, heading in find(layout, lines):
        for place in heading.places:
            line = lines[place]
            label = _LABEL.fullmatch(line.body)
            said = f"{_WORDS[role]}: {label['text']}" if label else _WORDS[role]
            whole[place] = replace(line, body=said, printed=label["label"] if label else line.body.rstrip(" :"))
    return whole


def find(layout: Layout, lines: Sequence[Line]) -> list[tuple[Role, _Heading]]:
    """The headings of the paper's own, with their roles; none where nothing is proposed or decided in it."""
    known = [case_headings.role_of(line.body) for line in lines]
    found = _headings(layout, lines, known)
    roles = {name: one.role for name, one in found.items()}
    counts = {
        Role.POINTS: sum(role is Role.POINTS and not point_marks.is_lead(line.body)
                         for role, line in zip(known, lines, strict=True)),
        Role.DECISION: sum(map(_is_bare, lines)),
    }  # fmt: skip
    if Role.DECISION not in roles.values() and not counts[Role.DECISION]:
        # Of elections and of what was said no word tells that it was decided.
        open_ = [name for name in found if roles[name] is not Role.POINTS and found[name].decides >= _OFTEN]
        roles |= dict.fromkeys(sorted(open_, key=lambda name: found[name].decides)[-1:], Role.DECISION)
    for role, count in counts.items():
        for name in [name for name, own in roles.items() if own is role]:
            if count >= len(found[name].places):
                # What the paper calls by the known word as often is that, and this is something else.
                roles[name] = Role.TEXT
    deciding = {place for place, role in enumerate(known) if role in _DECIDING}
    deciding.update(place for name, role in roles.items() if role in _DECIDING for place in found[name].places)
    return [
        (role, found[name])
        for name, role in roles.items()
        if role in _DECIDING or (found[name].alone and _once_a_case(found[name].places, sorted(deciding)))
    ]


def _once_a_case(places: Sequence[int], deciding: Sequence[int]) -> bool:
    """Whether something is proposed or decided each time before a line stands there again."""
    return all(bisect(deciding, first) < bisect(deciding, second) for first, second in pairwise(places))


def _headings(layout: Layout, lines: Sequence[Line], known: Sequence[Role | None]) -> dict[str, _Heading]:
    """The lines that may be headings, by their words in small letters, with what stands under them."""
    places: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if known[place] is None and line.body[:1].isupper() and (name := _name(line.body)):
            places.setdefault(name, []).append(place)
    alike = {name: own for name, own in places.items() if len(own) >= _FROM}
    found: dict[str, _Heading] = {}
    for name, own in alike.items():
        for place in own:
            label = _LABEL.fullmatch(lines[place].body)
            under = lines[place + 1] if place + 1 < len(lines) else None
            if not _stands_alone(layout, lines, place) or (label is None and under is None):
                continue
            heads_next = under is not None and not point_marks.is_lead(under.body) and (
                known[place + 1] is not None or _name(under.body) in alike
            )
            text = label["text"] if label else "" if heads_next or under is None else under.body
            if under and heads_next and _is_dated_body(under.body):
                text = under.body
            heading = found.setdefault(name, _Heading())
            heading.places.append(place)
            if text:
                heading.texts.append(text)
    for one in found.values():
        over = [place > 0 and known[place - 1] is not None for place in one.places]
        if len(one.places) == _FROM:
            # A title may stand twice, on the contents page and over its case.
            one.alone = len(one.texts) == _FROM and all(len(text) > _PROSE or ends_sentence(text) for text in one.texts)
        lists = one.share([point_marks.is_marked(text) for text in one.texts]) > 1 - _MOSTLY
        labels = any(_LABEL.fullmatch(lines[place].body) for place in one.places)
        one.alone = one.alone and 2 * sum(over) < len(over) and not (lists or labels)
    return {name: one for name, one in found.items() if len(one.places) >= _FROM}


def _name(body: str) -> str:
    """The words of a line that may be a heading, alone or before a colon, in small letters; none for any other."""
    label = _LABEL.fullmatch(body)
    words = label["label"] if label else body.rstrip(" :")
    heads = (
        len(words) <= _LONGEST
        and len(words.split()) <= _MOST_WORDS
        and not re.search(r"[0-9|:]", words)
        and _WORD.search(words) is not None
        and _NEVER.search(words) is None
        and (label is None or case_headings.role_of(words) is None)
        and sum(map(str.isalpha, words)) >= len(words) / 2
        and not ends_sentence(words)
        and not words.endswith((",", "-", "–"))
    )
    return words.casefold() if heads else ""


def _stands_alone(layout: Layout, lines: Sequence[Line], place: int) -> bool:
    """Whether nothing goes on over this line or under it, and it is nothing that stands alone for another reason."""
    line = lines[place]
    before = lines[place - 1] if place else None
    under = lines[place + 1] if place + 1 < len(lines) else None
    words = line.body.partition(": ")[0].rstrip(" :")
    if before and not (line.gap or line.new_page or line.heading) and is_open(before.body):
        return False
    if before and not layout.breaks(before, line) and not ends_sentence(before.body):
        return False
    goes_on = under is not None and not under.gap and under.body[:1].islower() and not _POINT.match(under.body)
    return not (
        (goes_on and words == line.body.rstrip(" :"))
        or case_marks.is_mark(replace(line, body=words, raw=words))
        or case_marks.is_mark(line)
        or point_marks.is_lead(line.body)
        or case_headings.PROPOSES.match(line.body)
        or re.match(r"\W|\w{1,3}\)", line.body)
        or case_marks.heads_group(words)
        or case_titles.is_fixed(words)
        or absences.ABSENT.fullmatch(f"{words}:")
        or (absences.ONLY_NAMES.fullmatch(words) is not None and " " in words and words.title() == words)
        or attendance.label_of(f"{words}:")
        or decision_heads.body_in(words)
        or outcomes.outcome_of(words)
    )


def _asks(text: str) -> bool | None:
    """Whether a part that begins so proposes something."""
    return bool(_POINT.match(text) or point_marks.is_lead(text) or _LEADS.match(text))


def decides_first(text: str) -> bool | None:
    """Whether a part that begins so says what was decided; ``None`` where it says hardly anything."""
    first = _SENTENCE.split(text)[0]
    if case_headings.tells_done(first) and not _AT.search(first):
        return True
    if _asks(text):
        return False
    if len(text.split()) <= _SLIGHT and outcomes.outcome_of(text) is None:
        return None
    if _is_dated_body(text):
        return True
    return outcomes.outcome_of(first) is not None and not find_dates(first)


def _is_dated_body(text: str) -> bool:
    header = decision_heads.read_header(text)
    return header is not None and header.body is not None and header.dated and not header.worded


def _is_bare(line: Line) -> bool:
    """Whether a line is the known heading of what was decided, and names neither body nor day."""
    header = decision_heads.read_header(line.body)
    return (header is not None and header.is_bare) or case_headings.is_minuted(line.body)
