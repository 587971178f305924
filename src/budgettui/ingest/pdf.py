"""PDF: its words in reading order as pages of text, its tables by their places, then on as any text.

The lines of the text are the lines of the pages; pages are parted by a form feed, so that every value has its page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import Finding, Reading, Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from budgettui.ingest.pdfs.lines import TextLine
    from budgettui.ingest.pdfs.overleaf import PageTable
    from budgettui.ingest.pdfs.page import Page, Word
    from budgettui.ingest.pdfs.region import Region
    from budgettui.ingest.tables.placed import PlacedTable

CODE = "pdf"

_MAGIC = b"%PDF-"
#: Readers let some bytes stand before the mark.
_MAGIC_WITHIN = 1024
_SAME_LINE = 0.3
#: In heights of a line: no space between words is as wide as that between two columns.
_GUTTER = 0.4
#: In usual steps from line to line: more space than this parts paragraphs, and more than that parts blocks.
_APART, _FAR_APART = 1.35, 2.2
#: The same, where lines that go on say how far those of a paragraph stand apart.
_APART_FROM_LINES = 1.2
#: Where more than this share of the lines goes up the page, the file's order says nothing.
_DISORDER = 1 / 3
#: Running titles stand in this share of the page, at its top and its foot, on so many pages.
_MARGIN, _RUNS_ON = 0.1, 3
#: No head of a page reaches farther down.
_HEAD_ENDS = 0.25
_PAGE_NUMBER = re.compile(r"(?:side\s+)?[0-9]{1,4}(?:\s*(?:af|/)\s*[0-9]{1,4})?", re.IGNORECASE)
_NUMBER_AT_EDGE = re.compile(r"^[0-9]{1,4}\b|\b(?:side\s+[0-9]{1,4}\s*(?:af|/)\s*)?[0-9]{1,4}$", re.IGNORECASE)
#: With more signs than this that no font names, the text is not what the page shows.
_NAMELESS = 0.1
_PASSWORD_ERROR = 4
#: So many lines that go on say how far lines stand apart.
_SEVERAL = 4
_MOST_PAGES = 5_000


def recognises(content: bytes) -> bool:
    return _MAGIC in content[:_MAGIC_WITHIN]


def read(name: str, content: bytes) -> Reading:
    """Everything that a PDF carries. Raises ``UnreadableFile``: it is damaged, encrypted, scanned without text, or
    nothing in it has a known structure."""
    from budgettui.ingest import text as plain
    from budgettui.ingest.page.layout import Layout
    from budgettui.ingest.tables.placed import place_tables

    pages = read_pages(name, content)
    sheet = _Sheet()
    for number, page in enumerate(pages, 1):
        sheet.add(number, page)
    layout = Layout(sheet.text)
    layout.full = sheet.full
    running = sheet.running()
    layout.furniture |= frozenset(line.index for line in layout.lines if line.number in running)
    tables = sheet.tables()
    reading = plain.read(
        name, content, sheet.text, code=CODE, layout=layout, placed=lambda own: place_tables(own, tables)
    )
    return replace(reading, findings=(*_pictures(pages), *reading.findings))


# -- the file


def read_pages(name: str, content: bytes) -> list[Page]:
    """The pages of a PDF with the places of their words; raises as :func:`read`."""
    from budgettui.ingest.pdfs.page import read_page

    document = _open(name, content)
    try:
        count = len(document)
        if not 0 < count <= _MOST_PAGES:
            raise UnreadableFile(N_("PDF-filen {name} har {count} sider og læses ikke."), name=name, count=count)
        try:
            pages = [read_page(document, index) for index in range(count)]
        except (RuntimeError, ValueError) as error:
            raise UnreadableFile(N_("PDF-filen {name} er beskadiget og kan ikke læses."), name=name) from error
    finally:
        document.close()
    _refuse_without_text(name, pages)
    return pages


def _open(name: str, content: bytes) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            message = N_("PDF-filen {name} er låst med en adgangskode og kan ikke læses.")
        else:
            message = N_("PDF-filen {name} er beskadiget og kan ikke læses.")
        raise UnreadableFile(message, name=name) from error


def _refuse_without_text(name: str, pages: Sequence[Page]) -> None:
    signs = [sign for page in pages for word in page.words for sign in word.text]
    if not any(sign.isalnum() for sign in signs):
        if any(page.pictures for page in pages):
            raise UnreadableFile(
                N_("PDF-filen {name} er skannet: den har billeder af siderne, men ingen tekst. Kør OCR på den først."),
                name=name,
            )
        raise UnreadableFile(N_("PDF-filen {name} har ingen tekst."), name=name)
    nameless = sum(unicodedata.category(sign) in {"Co", "Cn"} for sign in signs)
    if nameless > _NAMELESS * len(signs):
        raise UnreadableFile(
            N_("PDF-filen {name} siger ikke, hvilke bogstaver dens tegn er, så dens tekst kan ikke læses."), name=name
        )


def _pictures(pages: Sequence[Page]) -> Iterator[Finding]:
    for number, page in enumerate(pages, 1):
        if page.pictures and not page.words:
            words = N_("Side {page} er et billede uden tekst og blev ikke læst").format(page=number)
            yield Finding("other", "note", words, source=Source(page=number))


# -- from pages to lines of text


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line of the text with its place: for finding what every page repeats."""

    page: int
    text: str
    share: float


@dataclass(slots=True)
class _Sheet:
    """The text as it grows page by page, and where its tables stand in it."""

    lines: list[str] = field(default_factory=list)
    printed: dict[int, _Printed] = field(default_factory=dict)
    #: Whether the first word of the next line of running text had no room on a line.
    full: dict[int, bool] = field(default_factory=dict)
    _tables: list[PageTable] = field(default_factory=list)
    #: How wide each sign is where all are, as :func:`budgettui.ingest.pdfs.lines.width_of_all` says of the last page.
    _sign: float = 0.0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def add(self, number: int, page: Page) -> None:
        from budgettui.ingest.pdfs.lines import width_of_all
        from budgettui.ingest.pdfs.overleaf import PageTable
        from budgettui.ingest.pdfs.tables import find_regions

        self._sign = width_of_all(page.words, self._sign)
        regions = find_regions(page)
        start = len(self.lines)
        parts = _in_order(page, regions, self._sign)
        everything = [line for part in parts for line in (part if isinstance(part, list) else part.lines)]
        prose = [line for part in parts if isinstance(part, list) for line in part]
        margin = max((line.chunks[-1].x1 for line in prose), default=0.0)
        pitch = _pitch(everything, margin)
        before: TextLine | None = None
        tables: list[PageTable] = []
        for part in parts:
            numbers: dict[int, int] = {}
            for line in part if isinstance(part, list) else part.lines:
                if before is not None:
                    if isinstance(part, list):
                        self.full[len(self.lines)] = _is_full(before, line, margin)
                    self.lines += [""] * pitch.spaces(before, line)
                self.lines.append(line.text)
                numbers[id(line)] = len(self.lines)
                self.printed[len(self.lines)] = _Printed(number, line.text, line.base / (page.height or 1))
                before = line
            if not isinstance(part, list):
                first, last = min(numbers.values()), max(numbers.values())
                tables.append(PageTable(part, number, numbers, range(start + 1, first), range(last + 1, 0)))
        if len(self.lines) == start:
            self.lines.append("")
        for own in tables:
            own.after = range(own.after.start, len(self.lines) + 1)
        self._tables += tables
        self.lines[start] = "\f" + self.lines[start]

    def tables(self) -> list[PlacedTable]:
        """The tables, each whole where it goes on over pages."""
        from budgettui.ingest.pdfs.overleaf import whole_tables

        return whole_tables(self._tables, self.lines, self.running())

    def running(self) -> frozenset[int]:
        """The lines at the top and foot of the page that page after page repeats, but for the number of the page."""
        from budgettui.ingest.page.furniture import ITEM_ALONE

        keys = {
            number: (_NUMBER_AT_EDGE.sub("0", own.text.strip()), round(own.share * 50))
            for number, own in self.printed.items()
            # Each item may begin a page with its number.
            if own.text.strip() and not ITEM_ALONE.fullmatch(own.text.strip().rstrip("."))
        }
        pages: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
        for number, key in keys.items():
            pages[key].add(self.printed[number].page)
        # A paper of two pages repeats them on both.
        often = max(2, min(_RUNS_ON, max((own.page for own in self.printed.values()), default=0)))
        in_tables = {number for own in self._tables for number in own.numbers.values()}
        found: set[int] = set()
        page, at_top = 0, True
        for number, key in keys.items():
            own = self.printed[number]
            at_top, page = at_top or own.page != page, own.page
            repeated = len(pages[key]) >= often
            # A letter head may reach far down; nothing but the page's own stands over its last line.
            at_top = at_top and repeated and own.share < _HEAD_ENDS and number not in in_tables
            if not _MARGIN <= own.share <= 1 - _MARGIN:
                if repeated or _PAGE_NUMBER.fullmatch(own.text.strip()):
                    found.add(number)
            elif at_top:
                found.add(number)
        return frozenset(found)


def _in_order(page: Page, regions: Sequence[Region], sign: float) -> list[list[TextLine] | Region]:
    """The lines and tables of a page in the order of the file; by their places where that order says nothing."""
    from budgettui.ingest.pdfs.lines import gutter, line_of, text_lines

    at = gutter(page.words)
    home = {i: region for region in regions for i in region.words}
    parts: list[list[list[Word]] | Region] = [[]]
    seen: set[int] = set()
    for i, word in enumerate(page.words):
        region = home.get(i)
        if region is not None:
            if id(region) not in seen:
                seen.add(id(region))
                parts += [region, []]
            continue
        lines = parts[-1]
        assert isinstance(lines, list)
        if lines and _same_line(lines[-1], word, at):
            lines[-1].append(word)
        else:
            lines.append([word])
    runs = [part if not isinstance(part, list) else [line_of(words, sign) for words in part] for part in parts]
    flat = [line for run in runs if isinstance(run, list) for line in run]
    steps = [after.base - before.base for before, after in pairwise(flat)]
    if at is None and len(steps) > 4 and sum(step < -1 for step in steps) > _DISORDER * len(steps):
        flat = text_lines([word for i, word in enumerate(page.words) if i not in home])
        mixed: list[tuple[float, list[TextLine] | Region]] = [(line.base, [line]) for line in flat]
        mixed += [(region.top, region) for region in regions]
        return [part for _base, part in sorted(mixed, key=lambda own: own[0])]
    kept = [run for run in runs if not isinstance(run, list) or run]
    return kept if at is None else _by_columns(kept, at)


def _by_columns(parts: Sequence[list[TextLine] | Region], at: float) -> list[list[TextLine] | Region]:
    """The lines of a page of two columns: between lines that go over both, the left column and then the right."""
    ordered: list[list[TextLine] | Region] = []
    left: list[list[TextLine] | Region] = []
    right: list[list[TextLine] | Region] = []
    for part in parts:
        for piece in [[line] for line in part] if isinstance(part, list) else [part]:
            lines = piece if isinstance(piece, list) else piece.lines
            chunks = [chunk for line in lines for chunk in line.chunks]
            if min(chunk.x0 for chunk in chunks) >= at:
                right.append(piece)
            elif max(chunk.x1 for chunk in chunks) <= at:
                left.append(piece)
            else:
                ordered += [*left, *right, piece]
                left, right = [], []
    return [*ordered, *left, *right]


def _same_line(words: Sequence[Word], word: Word, at: float | None) -> bool:
    last = words[-1]
    if at is not None and last.x1 <= at <= word.x0 and word.x0 - last.x1 > _GUTTER * word.height:
        return False
    if word.raised or last.raised:
        return word.top < words[0].bottom and word.bottom > words[0].top and word.x0 >= last.x1 - last.height
    return (
        abs(word.base - words[0].base) <= _SAME_LINE * min(word.height, words[0].height)
        and word.x0 >= last.x1 - last.height
    )


@dataclass(frozen=True, slots=True)
class _Pitch:
    """How far the lines of a page's paragraphs stand apart, those of this height; from which part more on there is
    space between two of them."""

    step: float = 12.0
    height: float = 0.0
    apart: float = _APART

    def spaces(self, before: TextLine, after: TextLine) -> int:
        """How many empty lines stand for the space between two lines."""
        step = after.base - before.base
        if step < -1:
            return 1
        # The lines of a large heading stand farther apart.
        larger = min(before.height, after.height) / self.height if self.height else 1.0
        steps = step / max(self.step * max(larger, 1.0), 1.0)
        return 2 if steps > _FAR_APART else 1 if steps > self.apart else 0


def _pitch(lines: Sequence[TextLine], margin: float) -> _Pitch:
    near = [
        (before, after)
        for before, after in pairwise(lines)
        if 0.5 * after.height < after.base - before.base < 2 * after.height
    ]
    within = [pair for pair in near if _is_full(*pair, margin)]
    if len(within) >= _SEVERAL:
        step = median(after.base - before.base for before, after in within)
        return _Pitch(step, median(after.height for _before, after in within), _APART_FROM_LINES)
    return _Pitch(median(after.base - before.base for before, after in near)) if near else _Pitch()


def _is_full(before: TextLine, after: TextLine, margin: float) -> bool:
    """Whether the first word of a line had no room on the line before, up to the right margin of the page."""
    first = after.chunks[0]
    width = (first.x1 - first.x0) * (len(first.text.split(" ", 1)[0]) + 1) / len(first.text)
    return before.chunks[-1].x1 + width > margin
