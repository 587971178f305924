"""Lines, pages and paragraphs of a text that was taken out of a page layout.

The text comes with three losses, and this module undoes them without knowing what the document is about:
words are broken over line ends, the furniture of the page (page numbers, running titles, bare links) stands
in the middle of sentences, and the page breaks are only faint marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from budgettui.domain.paper.reading import Source
from budgettui.ingest.page.furniture import pages_told, running_lines
from budgettui.ingest.page.words import Joiner

#: A line that opens an entry of a list.
_BULLET = re.compile(r"(?:[-–—•▪◦·\uf0a7\uf0b7]|o(?=\s+[A-ZÆØÅ])|[0-9]{1,2}\)|[a-z]\))\s+\S")
_DASH = re.compile(r"[-–—]\s")
_SENTENCE_END = re.compile(r"[.!?:][)\]”“\"'’»]*$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(/])(?:(?<=\s)afd|ekskl|mv|m\.v|mm|m\.m|bl\.\s?a|ca|gns|f\.\s?eks|fx|inkl|ift|ifm|jf|kl|kr|mio|mia|nr|osv|pct|"
    r"pkt|pr|pt|stk|vedr|evt|hhv|st|dvs|[0-9]{1,3})\.[)\]”“\"'’»]*$",
    re.IGNORECASE,
)
#: Words that no line ends with on purpose: the next line goes on.
_OPEN_END = re.compile(
    r"(?:^|\s)(?:og|eller|samt|i|på|af|til|for|fra|med|om|ved|efter|under|over|mellem|de|den|det|der|en|et|at|som|"
    r"er|har|vil|kan|skal|nr\.|(?<=\s)afd\.|§)$|[,(\-–/&]$",
    re.IGNORECASE,
)
_PAGE_LINE = re.compile(r"Side\s+([0-9]{1,4})(?:\s*(?:af|/)\s*[0-9]{1,4})?", re.IGNORECASE)
_PAGE_SHARE = re.compile(r"[0-9]{1,3}\s?(?:/|af|of)\s?[0-9]{1,3}")
#: No page has the number of a year, which the name of a column may be.
_LONE_NUMBER = re.compile(r"(?!(?:19|20)[0-9]{2})[0-9]{1,4}")
_LINK = re.compile(r"(?:https?|vfs|file)://\S+")
_RUNNING_TITLE = re.compile(r"[0-9]{1,4}\s{3,}[A-ZÆØÅ][A-ZÆØÅ .&]+|[A-ZÆØÅ][A-ZÆØÅ .&]+\s{3,}[0-9]{1,4}")
_TABLE_WORD = re.compile(
    r"(?:budget|regnskab|afvigelse|ændring|(?:mio|mia|t)\.?\s*kr\.?|[-+−]?[0-9][0-9.,]*\s*%?\.?)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
#: What web pages print before a heading, or behind a title, that can be folded.
_FOLDS = re.compile(r"^fold dette punkt (?:ind|ud)\s+|klik her for at folde (?:ud|ind)\b.*", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*(?=\S)|(?<=[^\s*])\*\*(?=$|\s*$)")
#: Parts what stands on one line of the file and is several of the paper.
PARTED = "\u2028 \u2028"
_TAIL = 40
_RUNNING_LONGEST = 100
#: Two page marks with so few lines between them are no pages: list marks or cells that lost their shape.
_SMALLEST_PAGE = 4
#: So many pages, of so many lines one with the other, are counted.
_PAGES, _PAGE_LINES = 3, 20
#: A page number stands at the right of its foot behind so many spaces.
_ASIDE = 30
_WINDOW = 8
#: A line may end this much before the widest one and still be full: letters are not equally wide.
_FULL = 0.87
_CLEARLY_SHORT = 0.75
#: So many lines that go on, and that end, tell what a space behind them says; words broken in their midst have none.
_ENOUGH, _NEARLY, _HARDLY = 3, 0.7, 0.1
#: No line that was broken at the edge of a page is longer.
_WIDEST = 250


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. ``gap`` counts the blank lines before it; ``empty_gap`` says that they held
    nothing at all (a blank line with a space in it parts paragraphs, an empty one may only be the line's own
    spacing). ``heading`` is the level of a heading that the text marks itself ("## …"), else 0. ``printed`` is a
    heading as the paper has it, where ``body`` has the word that is known for it."""

    index: int
    number: int
    raw: str
    body: str
    gap: int
    empty_gap: bool
    page: int | None
    new_page: bool
    heading: int = 0
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines put together. ``starts`` gives the offset in ``text`` at which each line begins."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    @property
    def source(self) -> Source:
        return source_of(self.lines)

    def line_at(self, offset: int) -> Line:
        """The line that the character at this offset was printed on."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)]


def source_of(lines: Sequence[Line]) -> Source:
    first, last = lines[0], lines[-1]
    return Source(first.page, first.number, last.number, "\n".join(line.raw for line in lines))


@lru_cache(maxsize=8192)
def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence or a lead-in does; "mv." and "1." do not."""
    tail = _tail(text)
    return bool(_SENTENCE_END.search(tail)) and not _ABBREVIATION.search(tail)


@lru_cache(maxsize=8192)
def is_open(text: str) -> bool:
    """Whether the text ends with a word or sign that cannot stand last ("i", "og", a comma, a hyphen)."""
    return bool(_OPEN_END.search(_tail(text)))


def _tail(text: str) -> str:
    """The end of a text, so that a line of any length is looked at in the same time."""
    return text if len(text) <= _TAIL else f"x{text[-_TAIL:]}"


class Layout:
    """A text as lines, with what can be known about its pages and paragraphs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pages: int | None = None
        #: Whether each line is a block that the format itself parts from the others.
        self.blocks = False
        #: Lines behind which the text has a space, where it has one behind each word that a line goes on after.
        self._spaced: set[int] = set()
        #: For lines by their numbers, where the format knows the page: whether the next word had no room on them.
        self.full: Mapping[int, bool] = {}
        self.lines: list[Line] = self._split(text)
        self.joiner = Joiner([line.body for line in self.lines])
        self.furniture: frozenset[int] = frozenset(self._find_furniture())
        for under in pages_told(self.lines[:-1]):
            self.lines[under + 1] = replace(self.lines[under + 1], new_page=True)
        self._tells = self._tells_ends()
        self._widths = self._measure()
        self._double = self._find_double_spacing()

    # -- lines and pages

    def _split(self, text: str) -> list[Line]:
        raws = text.split("\n")
        marks, doubtful_from = _page_marks(raws)
        lines: list[Line] = []
        gap, empty = 0, True
        page: int | None = 1 if marks else None
        pending_feed = False
        pieces = ((number, place, piece) for number, line in enumerate(raws, 1)
                  for place, piece in enumerate(line.split("\u2028")))  # fmt: skip
        for number, place, printed in pieces:
            # A space that only forbids a line's end there parts words and columns like any other.
            raw = printed.replace("\u00a0", " ")
            fresh = number in marks and not place
            if fresh and number > 1 and page is not None:
                page += 1
                pending_feed = True
            if doubtful_from is not None and number >= doubtful_from:
                page = None
            body = _FOLDS.sub("", " ".join(raw.replace("\f", " ").split()))
            if body.count("|") == 1 and body.endswith("|"):
                # The end of a row with one cell, in the text of a web page.
                body = body[:-1].rstrip()
            if not body:
                gap += 1
                empty = empty and raw == ""
                continue
            heading = _HEADING.match(body)
            body = body[heading.end() :] if heading else body
            if body.count("**") % 2 == 0:
                # A lone mark is a footnote's.
                body = _EMPHASIS.sub("", body)
            lines.append(
                Line(
                    len(lines), number, raw.replace("\f", "").rstrip(), body or raw.strip(), gap, empty, page,
                    pending_feed or fresh, len(heading[1]) if heading else 0,
                )
            )  # fmt: skip
            if raw[-1:] == " ":
                self._spaced.add(len(lines) - 1)
            gap, empty, pending_feed = 0, True, False
        if marks and doubtful_from is None:
            self.pages = page
        return lines

    def _find_furniture(self) -> Iterable[int]:
        lines = self.lines
        yield from running_lines(lines)
        yield from _numbered_feet(lines)
        # "2 of 5", "3 of 5", "4 of 5" are pages wherever they stand.
        shares = [re.findall("[0-9]+", line.body) for line in lines if _PAGE_SHARE.fullmatch(line.body)]
        counted = len(shares) >= _PAGES and all(
            int(two[0]) == int(one[0]) + 1 and one[1] == two[1] for one, two in pairwise(shares)
        )
        for line in lines:
            i = line.index
            if _LINK.fullmatch(line.body) or _PAGE_LINE.fullmatch(line.body):
                yield i
            elif _PAGE_SHARE.fullmatch(line.body):
                if counted or i + 1 == len(lines) or lines[i + 1].new_page:
                    yield i
            elif _LONE_NUMBER.fullmatch(line.body):
                after = lines[i + 1] if i + 1 < len(lines) else None
                ends_page = after is None or after.new_page or after.gap >= 2
                if (line.new_page or line.gap >= 2) and ends_page:
                    yield i
            elif len(line.raw) <= _RUNNING_LONGEST and _RUNNING_TITLE.fullmatch(line.raw.strip()):
                yield i
                # The running title may stand on two lines: the number on one of them.
                for near in (i - 1, i + 1):
                    if 0 <= near < len(lines) and re.fullmatch(
                        r"[A-ZÆØÅ][A-ZÆØÅ .&]+(?:19|20)[0-9]{2}", lines[near].body
                    ):
                        yield near

    # -- shape

    def _measure(self) -> list[int]:
        """For each line the width of the text block that it stands in: the longest line near it."""
        # The dots of a list of contents go over the whole page.
        wide = [0 if "....." in line.body else len(line.body) for line in self.lines]
        lengths = [0 if i in self.furniture else length for i, length in enumerate(wide)]
        return [max(lengths[max(0, i - _WINDOW) : i + _WINDOW + 1], default=0) for i in range(len(lengths))]

    def _find_double_spacing(self) -> list[bool]:
        """For each line whether the text about it has an empty line after every printed one."""
        lines = self.lines
        double = [False] * len(lines)
        # Paragraphs of one line have empty lines between them, too; but no sentence goes on over those.
        over = [k for k in range(1, len(lines)) if self._goes_over(lines[k - 1], lines[k])]
        for i in {i for k in over for i in range(max(0, k - _WINDOW), min(len(lines), k + _WINDOW + 1))}:
            near = [lines[k].gap for k in range(max(1, i - 4), min(len(lines), i + 5)) if k != i and lines[k].gap < 8]
            double[i] = bool(near) and sum(gap >= 1 for gap in near) >= 0.75 * len(near)
        return double

    def _goes_over(self, before: Line, after: Line) -> bool:
        """Whether a sentence goes on over the empty line between these two; one with "at" may be an entry of a list."""
        return (
            after.gap == 1
            and after.body[:1].islower()
            and after.body[:3] != "at "
            and not ends_sentence(before.body)
            and not self.fits(before, after)
        )

    def _tells_ends(self) -> bool:
        """Whether a space behind a line says that it goes on, and none that it was ended, as words in a narrow cell."""
        on = [one.index for one, two in pairwise(self.lines) if not two.gap and two.body[:1].islower()]
        gaps = any(line.gap for line in self.lines)
        ended = [
            one.index
            for one, two in pairwise(self.lines)
            if one.body.endswith(".") and (two.gap or (not gaps and two.body[:1].isupper()))
        ]
        spaced = [sum(i in self._spaced for i in found) for found in (on, ended)]
        return min(len(on), len(ended)) >= _ENOUGH and spaced[0] >= _NEARLY * len(on) and (
            spaced[1] <= (0 if gaps else _HARDLY * len(ended))
        )

    def goes_on(self, line: Line) -> bool | None:
        """Whether the words of a line go on below it; ``None`` where the text itself does not tell."""
        return line.index in self._spaced if self._tells else None

    def wraps(self, line: Line) -> bool | None:
        """Whether a line of running text goes on below it, by its place on the page or by the text."""
        return self.full.get(line.number, self.goes_on(line))

    def tight(self, line: Line) -> bool:
        """Whether only a line end, and no empty space, parts the line from the one before."""
        if line.gap == 0 or line.new_page:
            return True
        return line.gap == 1 and line.empty_gap and self._double[line.index] and not self._unwrapped(line.index)

    def _unwrapped(self, index: int) -> bool:
        """Whether the text about a line has whole paragraphs on its lines: no page is so wide."""
        return self._widths[index] > _WIDEST

    def fits(self, before: Line, after: Line, share: float = _FULL) -> bool:
        """Whether the first word of ``after`` had room on ``before``: then the line was ended on purpose."""
        if (full := self.full.get(before.number)) is not None:
            return not full
        word = after.body.split(" ", 1)[0]
        return len(before.body) + 1 + len(word) <= share * self._widths[before.index]

    def is_bullet(self, line: Line, before: Line | None = None) -> bool:
        """Whether the line opens an entry of a list; a dash in the middle of a sentence does not."""
        if not _BULLET.match(line.body):
            return False
        if before is None or not _DASH.match(line.body) or not line.body[2:3].islower():
            return True
        return not self.tight(line) or self.fits(before, line)

    def breaks(self, before: Line, after: Line) -> bool:
        """Whether a new paragraph begins with ``after``."""
        if self.is_bullet(after, before):
            return True
        lower = after.body[:1].islower()
        broken_word = before.body.endswith("-") and before.body[-2:-1].isalpha()
        if not self.tight(after):
            if broken_word and lower and after.gap <= 3:
                return False
            goes_on = is_open(before.body) or (lower and not self.fits(before, after))
            return not (after.gap == 1 and goes_on and not ends_sentence(before.body))
        if broken_word or (before.body.isupper() and after.body.isupper()):
            return False
        if before.body.endswith((".", "?", "!")) and self._heads(after):
            return True
        if ends_sentence(before.body):
            return self.fits(before, after)
        # The first line of a block that ends early, with no sentence ended, is a heading over the rest of it.
        leads = before.gap > 0 and after.gap == 0
        # So is a short entry of a list, over the text that follows the list.
        leads = leads or self.is_bullet(before)
        return (
            after.body[:1].isupper()
            and not is_open(before.body)
            and self.fits(before, after, _FULL if leads else _CLEARLY_SHORT)
        )

    def _heads(self, line: Line) -> bool:
        """Whether a line that a full one with a point is over heads the next: it ends early, and ends no sentence."""
        after = self.lines[line.index + 1] if line.index + 1 < len(self.lines) else None
        return (
            after is not None and line.body[:1].isupper() and self.tight(after)
            and (line.body.endswith(":") or not ends_sentence(line.body))
            and not self.is_bullet(after) and self.breaks(line, after)
        )  # fmt: skip

    # -- paragraphs

    def paragraph(self, lines: Sequence[Line], strip: int = 0) -> Paragraph:
        """These lines as one paragraph; ``strip`` leaves so many characters out of the first line."""
        text, starts = self.joiner.join([lines[0].body[strip:].lstrip(), *(line.body for line in lines[1:])])
        return Paragraph(text, tuple(lines), tuple(starts))

    def paragraphs(self, lines: Iterable[Line]) -> list[Paragraph]:
        """The lines as paragraphs, without the furniture of the page."""
        found: list[Paragraph] = []
        group: list[Line] = []
        for line in lines:
            if line.index in self.furniture:
                continue
            if group and self._parts(group[-1], line):
                found.append(self.paragraph(group))
                group = []
            group.append(line)
        if group:
            found.append(self.paragraph(group))
        return found

    def _parts(self, before: Line, after: Line) -> bool:
        """As :meth:`breaks`, but lines that furniture or a box stood between are judged by their words
        alone."""
        if after.index == before.index + 1:
            return self.breaks(before, after)
        return not (after.body[:1].islower() or is_open(before.body)) or self.is_bullet(after, before)


def _numbered_feet(lines: Sequence[Line]) -> Iterable[int]:
    """The lone numbers that end pages, apart from the text, where they rise from page to page; or all lone numbers,
    where they count the pages, and one of them stands in the midst of a sentence or the last of them under all text,
    as no item's number does."""
    lone = [line for line in lines if _LONE_NUMBER.fullmatch(line.body)]
    counted = all(int(second.body) == int(first.body) + 1 for first, second in pairwise(lone))
    if counted and len(lone) >= _PAGES and len(lines) >= _PAGE_LINES * len(lone) and any(
        line.index + 1 == len(lines) or lines[line.index + 1].body[:1].islower() for line in lone
    ):
        yield from (line.index for line in lone)
    feet = [
        line
        for line in lone
        if (line.gap or not line.raw[:_ASIDE].strip())
        and (line.index + 1 == len(lines) or lines[line.index + 1].new_page)
    ]
    numbers = [int(line.body) for line in feet]
    if len(feet) > 1 and all(first < second for first, second in pairwise(numbers)):
        yield from (line.index for line in feet)


def _page_marks(raws: Sequence[str]) -> tuple[frozenset[int], int | None]:
    """The numbers of the lines that begin a page, and the line from which the pages are in doubt.

    A form feed begins a page. Where the extraction made it a space, a page begins with a line that has
    exactly one space before its text and stands right under a printed line. Lists and table cells that lost
    their marks look the same; two marks too near each other show that they are about, and from there on no
    page is named.
    """
    feeds = frozenset(number for number, raw in enumerate(raws, 1) if "\f" in raw)
    if feeds:
        return feeds, None
    marks: list[int] = []
    printed = [bool(raw.strip()) for raw in raws]
    for number, raw in enumerate(raws, 1):
        if len(raw) < 2 or raw[0] != " " or raw[1].isspace() or (number > 1 and not printed[number - 2]):
            continue
        if _TABLE_WORD.fullmatch(raw.strip()) or _BULLET.match(raw.strip()):
            continue
        marks.append(number)
    marks = sorted({*marks, *_headed_pages(raws, marks), *_footed_pages(printed, raws, marks)})
    if not any(number > 1 for number in marks):
        return frozenset(), None
    for first, second in pairwise(marks):
        if first > 1 and sum(printed[first - 1 : second - 1]) < _SMALLEST_PAGE:
            return frozenset(number for number in marks if number < first), first
    return frozenset(marks), None


def _footed_pages(printed: Sequence[bool], raws: Sequence[str], marks: Sequence[int]) -> list[int]:
    """The first printed lines after a lone page number that stands by itself at the foot of a page."""
    if len(marks) < 2:
        return []
    found = []
    for number, raw in enumerate(raws, 1):
        if not _LONE_NUMBER.fullmatch(raw.strip()) or number < 4 or any(printed[number - 4 : number - 1]):
            continue
        below = next((k for k in range(number, len(raws)) if printed[k]), None)
        if below is not None and below - number >= 2:
            found.append(below + 1)
    return found


def _headed_pages(raws: Sequence[str], marks: Sequence[int]) -> list[int]:
    """Lines "Side 2" at the head of a page, where their number is the one that comes next."""
    headed: list[int] = []
    page = 1
    known = set(marks)
    for number, raw in enumerate(raws, 1):
        if number in known and number > 1:
            page += 1
        match = _PAGE_LINE.fullmatch(raw.strip())
        above = raws[max(0, number - 3) : number - 1]
        if match and int(match[1]) == page + 1 and not any(line.strip() for line in above) and marks:
            page += 1
            headed.append(number)
    return headed
