"""Memos and letters: a head with its fields, headed sections, a letterhead that may stand in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile, groupby, pairwise
from textwrap import shorten

from budgettui.domain.paper.reading import Paper, Section
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence, source_of
from budgettui.ingest.page.prose import sentence_ends
from budgettui.ingest.page.steps import time_tables
from budgettui.ingest.papers import own_headings, points
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.head_fields import UNLABELLED, find_fields, is_contact, printed_day
from budgettui.ingest.papers.letter_head import WEAK, LetterHead, is_address, kind_line, organisation, read_head
from budgettui.ingest.papers.memo_headings import CLOSING, is_numbered, read_sections

_COVER = re.compile(
    r"\b(?:følgeskrivelse|følgebrev|(?:hermed|vedlagt|vedhæftet)\s+(?:frem|over|ud|til)?(?:sendes|følger)|følger\s+hermed|"
    r"vedlagt\s+(?:er|findes|sendes)|(?:frem|over)sender\s+(?:\w+\s)?hermed|(?:frem|over)?sendes\s+(?:hermed|vedlagt))\b",
    re.IGNORECASE,
)
#: What another kind of paper says of itself.
_OTHER = re.compile(
    r"(?:indstilling|beslutningspunkter|dagsorden|referat|beslutningsprotokol|mødedato|mødetidspunkt|mødested|deltagere|"
    r"afbud|åbent punkt|lukket punkt|sagsgang)\b.{0,60}|.{0,30}\b(?:dagsorden|referat)\b.{0,40}",
    re.IGNORECASE,
)
#: What only papers of meetings print.
_CASE = re.compile(
    r"åbent?|lukket|møde(?:dato|sted|tidspunkt)\s*:.{0,60}|"
    r"(?:til stede|tilstede|fraværende|afbud|deltagere|beslutning(?:er|stema)?|mødet (?:hævet|sluttede?t?))\b.{0,60}|"
    r".{2,60}\bindstiller:?|.{2,60}s beslutning:?|.{2,60}\bmøde (?:den|d\.) .{6,30}(?<!\.)",
    re.IGNORECASE,
)
#: Who signs under the greeting, perhaps for others.
_SIGNS = re.compile(
    r"(?:(?i:på vegne af )|(?=(?:[A-ZÆØÅ][\w.’'-]*\s){1,4}[A-ZÆØÅ][\w’'-]+(?:,|$)))(?P<who>[^,]{3,60})(?:,.*)?"
)
#: "Høringssvar fra MED-udvalget vedr. budgettet".
_ANSWER = re.compile(
    r"\S*svar fra (?P<who>[^0-9]{3,60}?)"
    r"(?:\s(?:vedr\.?|vedrørende|ang\.?|angående|om|til|på (?:spørgsmål|høring))\b.*)?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORDS = 6
_SHORT = 45
_HEAD_LINES = 15
_FOOT_LINES = 14
_RUNNING = 20
_PAGE = 60
_TITLE = 160
_TYPED = frozenset(("day", "case"))
_ENTRY_LINES = 4
_CONTENTS = re.compile(r"indhold(?:sfortegnelse)?:?", re.IGNORECASE)
_LEADER = re.compile(r"\.{5,}\s*[0-9]{1,3}$")
#: What a paper is about that has nothing of a letter, and is one for this program all the same.
_SUBJECT = re.compile(r"\bbudget|\bhøring|\btids(?:-\s|\s?og\s|plan)|\bprocesplan", re.IGNORECASE)
#: What makes a head a letter's, where no word of kind does.
_FIELDS = frozenset(("to", "from", "day", "title", "case"))
_ENOUGH_FIELDS = 2
#: So many dated steps make a time plan of a text that calls them one, or that tells of little else.
_STEPS = 3
_TIME_PLAN = re.compile(r"\b(?:tids|proces|mile|års)\S*(?:plan|pæle|hjul)", re.IGNORECASE)
#: So much of a letter is sentences.
_TOLD = 0.4


@dataclass(frozen=True, slots=True)
class MemoRead:
    """A memo or cover letter, the lines of its running text, and those of its head and letterhead."""

    paper: Paper
    prose: tuple[Line, ...]
    head: frozenset[int]


def declared(layout: Layout) -> str | None:
    """``cover_letter`` or ``memo`` where the head of the text says that it is one and nothing else; else ``None``."""
    head = read_head(layout)
    over = [line for line in layout.lines if line.index < head.after]
    if any(_OTHER.fullmatch(line.body) for line in over):
        return None
    opening = [line.body for line in layout.lines[: len(over) + _HEAD_LINES]]
    cover = _COVER.search(" ".join(opening))
    kind = "cover_letter" if cover else "memo"
    if head.kind and not WEAK.fullmatch(head.kind):
        return kind
    letter = head.kind or _is_letter(layout, head, over, bool(cover))
    below = layout.paragraphs(layout.lines[head.after :]) if letter else []
    if not (head.kind or _is_prose(below) or _is_time_plan(layout)):
        return None
    of_meeting = (
        any(points.HEADINGS.fullmatch(line.body) for line in layout.lines)
        or any(_CASE.fullmatch(own.text) for own in layout.paragraphs(layout.lines))
        or any(role is Role.POINTS for role, _heading in own_headings.find(layout, layout.lines))
    )
    return None if of_meeting else kind


def _is_letter(layout: Layout, head: LetterHead, over: Sequence[Line], cover: bool) -> bool:
    """Whether a text whose head has no word of kind has the head of a letter, or is about the budget."""
    # A body that stands there without a label is no field.
    named = set(head.fields.values) - {"to"} | {name for own in head.fields.at.values() for name in own}
    signs = cover or any(CLOSING.fullmatch(line.body) for line in layout.lines[-_FOOT_LINES:])
    spoken = "to" in head.fields.at.get(0, ())
    reached = sum(is_address(line.body) for line in over) >= _ENOUGH_FIELDS
    if len(named & _FIELDS) + signs >= _ENOUGH_FIELDS or spoken or reached or _SUBJECT.search(head.title):
        return True
    # A letterhead stands beside the first page, or at the end.
    below = layout.lines[head.after :]
    return any(letterhead(layout, page) for page in (below[:_PAGE], below[-_PAGE:]))


def _is_time_plan(layout: Layout) -> bool:
    called = any(_TIME_PLAN.search(line.body) for line in layout.lines)
    if not called and len(layout.lines) > _PAGE:
        return False
    told = [row for row in time_tables(layout, layout.lines) if called or ends_sentence(row[-1].body)]
    return len(told) >= max(_STEPS, len(layout.lines) // (8 if called else 3))


def _is_prose(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether most of the text is sentences: a list of cases may have a head like a letter's."""
    texts = [own.text.rstrip("”»\") ") for own in paragraphs]
    ends = [len(text) if text.endswith((".", ":", "?")) else max(sentence_ends(text), default=0) for text in texts]
    told = sum(end for end in ends if end > _SHORT)
    return told > _TOLD * sum(len(own.text) for own in paragraphs)


def is_told(layout: Layout) -> bool:
    """Whether the text tells something: it has words enough, and not the same few."""
    return len({word for line in layout.lines[:_HEAD_LINES * _PAGE] for word in _WORD.findall(line.body)}) >= _WORDS


def letterhead(layout: Layout, lines: Sequence[Line]) -> frozenset[int]:
    """The lines of the letterhead in these lines: a run of short ones with at least two ways to reach somebody, or
    fields, among them."""
    wrapped = {line.index for own in layout.paragraphs(lines) if own.text.endswith(".")
               for pair in pairwise(own.lines) if not layout.fits(*pair) for line in pair}  # fmt: skip
    runs = groupby(lines, lambda line: len(line.body) <= _SHORT and line.index not in wrapped)
    return frozenset(own.index for short, run in runs if short for own in _contacts(layout, list(run)))


def _contacts(layout: Layout, run: list[Line]) -> list[Line]:
    """The letterhead in a run of short lines: not the rest of a sentence before it, nor the heading that follows."""
    run = list(dropwhile(lambda line: line.body[:1].islower() and not is_contact(line), run))
    fields = find_fields(run).at
    told = [fields.get(own.index, UNLABELLED) != UNLABELLED or is_contact(own) or is_address(own.body) for own in run]
    reach = [place for place, known in enumerate(told) if known]
    if len(reach) < 2:
        return []
    reach += [place for place, own in enumerate(run) if place > reach[-1] and own.index in fields]
    last = reach[-1]
    while last + 1 < len(run) and last - reach[-1] < 2 and layout.tight(run[last + 1]):
        last += 1
    return run[: last + 1]


def read_memo(layout: Layout, kind: str, table_lines: frozenset[int]) -> MemoRead:
    """The whole text as one memo or cover letter."""
    head = read_head(layout)
    title = head.title or _untitled(layout, head)
    contact = letterhead(layout, layout.lines[head.after :])
    beside = find_fields([layout.lines[i] for i in sorted(contact)])
    left = contact | head.taken | layout.furniture | table_lines | _contents(layout)
    # What stands over the paper may stand over each of its pages.
    over = {layout.lines[i].body for i in head.taken if len(layout.lines[i].body) > _RUNNING}
    body = [line for line in layout.lines if line.index not in left and line.body not in over]
    said = {**beside.values, **head.fields.values}
    # A date or a number that stands alone at the foot is the paper's own.
    while len(body) > 1 and _ends(body[-2], body[-1]) and (foot := find_fields(body[-1:])).values.keys() & _TYPED:
        said = {**foot.values, **said}
        body.pop()
    day = said.get("day")
    # So is one that stands alone in the text of a paper that has no other: it stood beside it.
    alone_at = [line for line in body if printed_day(line.body)] if day is None else []
    if len(alone_at) == 1:
        day = printed_day(alone_at[0].body)
        body.remove(alone_at[0])
    body = [line for line in body if line.index >= head.after or kind_line(line.body) is None]
    sections = tuple(read_sections(layout, title, body, time_tables(layout, body)))
    return MemoRead(
        Paper(
            kind=kind,
            title=title,
            date=day,
            to=head.fields.values.get("to"),
            from_=_sender(layout, head, contact, sections),
            case_number=said.get("case"),
            sections=sections,
            source=source_of([body[0], body[-1]]) if body else source_of(layout.lines[:1]),
        ),
        tuple(body),
        head.taken | contact,
    )


def read_text(layout: Layout, table_lines: frozenset[int]) -> Paper:
    """The whole text as a paper of which nothing is told but its headings.

    The heading that a page marks as its first is its title, else the first line stands for it.
    """
    left = layout.furniture | table_lines | _contents(layout)
    lines = [line for line in layout.lines if line.index not in left]
    marked = next((line.body for line in lines if line.heading == 1), None)
    title = marked or _first(layout)
    body = lines[1:] if lines and lines[0].body.rstrip(".:") == title else lines
    sections = read_sections(layout, title, body, time_tables(layout, body))
    return Paper("memo", title, sections=tuple(sections), source=source_of(lines or layout.lines[:1]))


def _contents(layout: Layout) -> frozenset[int]:
    """The lines of a list of contents: dots lead from each heading to its page, and it may begin lines before."""
    lines = layout.lines
    found = {line.index for line in lines if _LEADER.search(line.body)}
    for i in sorted(found):
        entry = range(i, max(i - _ENTRY_LINES, -1), -1)
        found.update(range(next((k for k in entry if is_numbered(lines[k].body)), i), i))
    return frozenset(found | {line.index for line in lines if found and _CONTENTS.fullmatch(line.body)})


def _untitled(layout: Layout, head: LetterHead) -> str:
    """What stands for the title of a paper without one: whom it speaks to, else its first line."""
    spoken = [i for i, fields in head.fields.at.items() if "to" in fields]
    return layout.lines[max(spoken)].body if spoken else head.fields.values.get("to") or _first(layout)


def _first(layout: Layout) -> str:
    first = next((line.body for line in layout.lines if line.index not in layout.furniture), "")
    return shorten(first.rstrip(".:"), _TITLE, placeholder=" …")


def _ends(before: Line, line: Line) -> bool:
    """Whether nothing goes on from one line to the next."""
    return line.gap > 0 or len(before.body) <= _SHORT or ends_sentence(before.body)


def _sender(layout: Layout, head: LetterHead, contact: frozenset[int], sections: Sequence[Section]) -> str | None:
    """Who sends the paper: its head says it, the letterhead beside the text, or the office or who signs under the
    greeting."""
    greeted = [one.source.raw or "" for one in sections[-2:] if CLOSING.fullmatch(one.title)]
    # Several may sign beside each other: "Første Medlem /          Andet Medlem".
    under = [[cell.strip(" /") for cell in re.split(r"\s{3,}|\s/\s", line)] for line in "\n".join(greeted).split("\n")]
    offices = map(organisation, [*(layout.lines[i].body for i in sorted(contact)), *chain.from_iterable(under)])
    signed = (" / ".join(match["who"] for cell in cells if (match := _SIGNS.fullmatch(cell))) for cells in under)
    answers = _ANSWER.match(head.title)
    return head.sender or (answers and answers["who"]) or next(filter(None, (*offices, *signed)), None)
