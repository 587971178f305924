"""Which lines of a document belong to which case, and which to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from budgettui.ingest.page.layout import Line, ends_sentence
from budgettui.ingest.page.words import plain
from budgettui.ingest.papers import case_headings, case_marks, case_titles, outcomes
from budgettui.ingest.papers.absences import ABSENT
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_titles import Start

#: The mark that web pages print before a title or a heading.
_MARK = re.compile(r"[•·]\s+|#(?=[0-9])|(?:åbent|lukket)\s+(?=[0-9]{1,3}\s+[A-ZÆØÅ])")
#: The head of a contents page without dots, and an entry of one.
_CONTENTS = re.compile(r"(?:.{0,40}\s)?side(?:nr\.?)?:?|indhold(?:sfortegnelse)?:?", re.IGNORECASE)
#: So many lines below that word the entries begin.
_HEADS_WITHIN = 12
_PAGE_COLUMN = re.compile(r"(?P<title>.*\S)\s{3,}(?P<page>[0-9]{1,3})")
#: "1.  1. Budget": the number of the list and that of the title.
_TWICE = re.compile(r"^(?P<n>[0-9]{1,3})\.\s+(?=(?P=n)\.\s+[A-ZÆØÅ])")
_NUMBERED = re.compile(r"(?:(?:Punkt|Pkt\.|Sag)(?:\s+nr\.)?\s+)?[0-9]{1,3}[.:)]?(?:\s*\(?[A-ZÆØÅ]|\s+[–(-]|$)")
#: What a web page has right behind each title, with no space between: "BudgetÅbn/luk punkt".
_GLUED = re.compile(r"(?<=[a-zæøå0-9.!?)])[A-ZÆØÅ][a-zæøå]")
_GLUED_TO = 3
#: So many titles with a case number under them are an agenda, even if it has no other heading.
MARKED = 2
#: The last line of minutes, with nothing under it but names.
_ENDED = re.compile(
    r"mødet (?:sluttede|slut|hævet|blev (?:hævet|afsluttet)|er hævet)\b.*[0-9].*|"
    r"underskrift(?:s(?:ark|blad|side)|er)?:?",
    re.IGNORECASE,
)
_SIGNED = 70
#: Where a title is printed twice the first of the two stands so near.
_AGAIN = 6
_AD = re.compile(r"ad\.?\s*(?:pkt\.?\s*|punkt\s*)?(?P<n>[0-9]{1,3})\s*[.:)–-]*\s*", re.IGNORECASE)
_APPENDIX = re.compile(r"(?P<all>samlet |fælles )?bilags(?:liste|oversigt|fortegnelse)", re.IGNORECASE)
#: The cells of a table's row stand apart in the text, and its heads say what it is one of.
_COLUMNS = re.compile(r"\s{3,}")
_WORD = re.compile(r"[^\W\d_]{2}")
_NUMBER_HEAD = re.compile(r"(?:pkt|punkt|nr|sag|sags?nr|#)\.?", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"([0-9]{1,3})[.)]?")
DECIDING = frozenset((Role.POINTS, Role.DECISION))


def with_pages(lines: Sequence[Line]) -> list[Line]:
    """The lines, where one is known to begin a page by the head or foot of a page that was taken out over it."""
    paged = list(lines)
    for place, (before, line) in enumerate(pairwise(lines), 1):
        if line.index > before.index + 1:
            paged[place] = replace(line, new_page=True)
    return paged


def unmarked(lines: Sequence[Line]) -> list[Line]:
    """The lines, where titles or headings are printed as the entries of a list, without the marks of that list."""
    lines = _without_glued([replace(line, body=_TWICE.sub("", line.body)) for line in lines])
    marked = [
        bool(
            mark and (_NUMBERED.match(rest := line.body[mark.end() :]) or case_headings.role_of(rest)
                      or case_marks.begins_mark(rest, 0))
        )
        for line in lines
        for mark in [_MARK.match(line.body)]
    ]
    numbers = any(is_marked and line.body[-1].isdigit() for line, is_marked in zip(lines, marked, strict=True))
    if sum(marked) < MARKED and not numbers:
        return list(lines)
    return [
        replace(line, body=_MARK.sub("", line.body)) if is_marked else line
        for line, is_marked in zip(lines, marked, strict=True)
    ]


def _without_glued(lines: Sequence[Line]) -> list[Line]:
    """The lines without the words that are glued to the end of several numbered ones, the same to each."""
    endings = Counter(
        line.body[glued.start() :]
        for line in lines
        if _NUMBERED.match(line.body)
        for glued in _GLUED.finditer(line.body)
    )
    ending = max((words for words, count in endings.items() if count >= _GLUED_TO), key=len, default="")
    return [
        replace(line, body=line.body.removesuffix(ending)) if ending and line.body.endswith(ending) else line
        for line in lines
    ]


def with_leaders(lines: Sequence[Line]) -> list[Line]:
    """The lines, where a contents page that has its page numbers in a column of their own is as one with dots.

    It stands under "Side", or the word for a list of contents, and its page numbers do not fall.
    """
    led = list(lines)
    heads = [place for place, line in enumerate(lines) if _CONTENTS.fullmatch(line.body)]
    entries = [_PAGE_COLUMN.fullmatch(line.raw.strip()) for line in lines] if heads else []
    for head in heads:
        page = 0
        for place in range(head + 1, len(lines)):
            entry = entries[place]
            if entry and int(entry["page"]) >= page:
                page = int(entry["page"])
                led[place] = replace(lines[place], body=f"{entry['title']} ..... {page}")
            elif (page or place > head + _HEADS_WITHIN) and not any(entries[place + 1 : place + 2]):
                # The first line of a title that goes over two has no page number.
                break
    return led


def with_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines, where minutes are a table with a row for each item, as the number with its title and, under the
    table's own heads, what stands in the columns behind; and where each item is a form, with its words under its
    headings and not beside them."""
    rows = [_COLUMNS.split(line.raw.strip()) for line in lines]
    # What stands beside a heading has words: of who treats a case a table may say no more than a cross.
    sides = [
        len(cells) == 2 and case_headings.role_of(cells[0]) is not None and _WORD.search(cells[1]) is not None
        for cells in rows
    ]
    decided = [case_headings.role_of(cells[0]) in DECIDING for cells, beside in zip(rows, sides, strict=True) if beside]
    is_form = sum(decided) >= MARKED
    whole: list[Line] = []
    heads: list[str] = []
    for line, cells, beside in zip(lines, rows, sides, strict=True):
        if beside and is_form:
            whole += [replace(line, body=cells[0], raw=cells[0]), replace(line, body=cells[1], raw=cells[1], gap=0)]
            continue
        if len(cells) > 2 and _NUMBER_HEAD.fullmatch(cells[0]):
            heads = cells if case_headings.role_of(cells[-1]) in DECIDING else []
        number = _ITEM_NUMBER.fullmatch(cells[0]) if heads and 1 < len(cells) <= len(heads) else None
        if number is None:
            whole.append(line)
            continue
        whole.append(replace(line, body=f"{number[1]}. {cells[1]}", raw=f"{number[1]}. {cells[1]}", gap=1))
        for head, cell in zip(heads[len(heads) - len(cells) + 2 :], cells[2:], strict=False):
            whole += [replace(line, body=said, raw=said, gap=0) for said in (head, cell)]
    return whole


def without_end(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines before "Mødet sluttede kl. 18.05" and the signatures under it, and the line itself."""
    place = next((k for k in range(len(lines) - 1, 0, -1) if _ENDED.fullmatch(lines[k].body)), None)
    if place is None or any(len(line.body) > _SIGNED or ends_sentence(line.body) for line in lines[place + 1 :]):
        return list(lines), []
    return list(lines[:place]), [lines[place]]


def without_appendix(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines before the list of the enclosures of all cases, which stands on a page of its own at the end, or is
    called that of all."""
    heads = [
        place
        for place, line in enumerate(lines)
        if (match := _APPENDIX.fullmatch(line.body))
        and (line.new_page or match["all"])
    ]
    if not heads or any(case_headings.role_of(line.body) in DECIDING for line in lines[heads[-1] :]):
        return list(lines), []
    return list(lines[: heads[-1]]), list(lines[heads[-1] :])


def said_below(lines: Sequence[Line], starts: Sequence[Start]) -> tuple[list[Line], dict[str, list[Line]]]:
    """The lines without the list under an agenda that says what came of each item ("Ad 1. Godkendt"), and that list.

    Under an item with a text of its own such a list is about the points of its proposal.
    """
    if len(starts) < MARKED or not all(start.joined for start in starts[1:]):
        return list(lines), {}
    heads = [(place, match) for place, line in enumerate(lines) if (match := _AD.match(line.body))]
    heads = [(place, match) for place, match in heads if place >= starts[-1].after]
    if len(heads) < MARKED or heads[0][1]["n"] != starts[0].number:
        return list(lines), {}
    said: dict[str, list[Line]] = {}
    for order, (place, match) in enumerate(heads):
        stop = heads[order + 1][0] if order + 1 < len(heads) else len(lines)
        own = [replace(lines[place], body=lines[place].body[match.end() :]), *lines[place + 1 : stop]]
        said[match["n"]] = [line for line in own if line.body]
    return list(lines[: heads[0][0]]), said


def minuted_as_heading(lines: Sequence[Line], start: Start) -> list[Line]:
    """The lines of a case, where the only heading of what was decided is the item's own number: "AD4 Godkendt."."""
    if not start.number or any(case_headings.role_of(line.body) is Role.DECISION for line in lines):
        return list(lines)
    number = re.escape(start.number)
    mark = re.compile(rf"ad\.?\s*(?:pkt\.?\s*|punkt\s*)?{number}[a-z]?\s*[.:)–-]*(?:\s+(?=\S)|$)", re.IGNORECASE)
    place = next((place for place, line in enumerate(lines) if mark.match(line.body)), None)
    if place is None:
        return list(lines)
    text = mark.sub("", lines[place].body, count=1)
    said = replace(lines[place], body=f"Beslutning: {text}" if text else "Beslutning")
    return [*lines[:place], said, *lines[place + 1 :]]


def before_again(lines: Sequence[Line], start: Start, following: Start) -> int:
    """Where a case ends: over the next one's title, and where that is printed twice, over the first of the two."""
    title = " ".join((following.title or "").split())
    for place in range(max(start.after, following.at - _AGAIN), following.at):
        match = case_titles.BEFORE_TITLE.match(lines[place].body)
        if match and lines[place].body[match.end() :].rstrip(" :") == title.rstrip(" :"):
            return place
    return following.at


def said_behind(starts: Sequence[Start]) -> list[Start]:
    """The starts without what was minuted behind their titles, where titles that agendas have everywhere show that."""
    cut = [(start.title or "").partition(": ") for start in starts]
    if sum(case_titles.is_said_behind(start.title or "") for start in starts) < MARKED:
        return list(starts)
    return [
        replace(start, title=title, said=text.strip()) if text else start
        for start, (title, _colon, text) in zip(starts, cut, strict=True)
    ]


def numbered_above(lines: Sequence[Line], starts: Sequence[Start]) -> list[Start]:
    """The starts, each with the line over it, where most titles have their case number alone there."""
    over = [
        case_marks.number_over(lines, start.at)
        # At the end of the page before, it is that of the case before.
        if not (start.marked or lines[start.at].new_page)
        and (starts[place - 1].after if place else 0) < start.at
        else None
        for place, start in enumerate(starts)
    ]
    if sum(number is not None for number in over) < max(min(MARKED, len(starts)), len(starts) / 2):
        return list(starts)
    return [
        replace(start, above=number, at=start.at - 1) if number else start
        for start, number in zip(starts, over, strict=True)
    ]


def parting_lines(lines: Sequence[Line], starts: Sequence[Start]) -> frozenset[str]:
    """What stands in the same words over several titles and ends nothing: the links and rules that part cases."""
    parting = [lines[start.at - 1] for start in starts[:1] if start.at]
    over = Counter(
        lines[start.at - 1].body
        for start in starts
        if start.at > 1 and case_headings.role_of(lines[start.at - 2].body) is None
        if lines[start.at - 1].gap or any(lines[start.at - 1].body == line.body for line in parting)
    )
    return frozenset(
        body
        for body, count in over.items()
        if count > 1 and not ends_sentence(body) and outcomes.outcome_of(body) is None
        # Who was missing is said under every case in the same words.
        and not ABSENT.fullmatch(body)
    )


def without_title(lines: Sequence[Line], start: Start) -> list[Line]:
    """The lines of a case without those that only say again which case it is: "Dagsordenspunkt 2: Budget"."""
    again = re.compile(
        rf"(?:(?:dagsordens?)?punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?{re.escape(start.number or '-')}\s*[:.–-]\s*"
        rf"{re.escape((start.title or '')[:12])}.*",
        re.IGNORECASE,
    )
    kept: list[Line] = []
    said = False
    for line in lines:
        # The title may go over two lines there.
        said = again.fullmatch(line.body) is not None or (said and plain(line.body) in plain(start.title or ""))
        if not said:
            kept.append(line)
    return kept[1:] if kept and kept[0].body == start.title else kept
