"""A page of a PDF as words and rulings with their places, by pypdfium2.

Places are in points as the page is shown: x from the left, y from the top, a turned page turned back. A small raised
figure beside a number is a footnote's mark and no digit of it (the text that PDFium gives has them as one number), so
the words of figures are looked at sign by sign.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double, c_float
from dataclasses import dataclass, replace
from math import hypot
from statistics import median
from typing import TYPE_CHECKING, Any

from budgettui.domain.clean import clean_text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: What PDFium gives for a hyphen at the end of a line, whether the printer set it or the word has it.
_HYPHENS = frozenset((0x02, 0xAD, 0xFFFE))
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A sign is no digit of the number before it where it stands so much of the height over it, or is so much smaller.
_RAISED, _SMALLER = 0.1, 0.85
_WORD_GAP = 0.35
_EVEN = 0.01
#: In sizes of a font: how far its signs reach over and under their line, where it does not say.
_ASCENT, _DESCENT = 0.9, 0.22
_LONGEST_MARK = 4
#: Drawings deeper than this in one another, and paths of more pieces, are pictures and no tables.
_DEEPEST, _MOST_PIECES = 8, 400
#: A page with more pieces of drawing is a map or a chart.
_MOST_PATHS = 20_000
_STRAIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box. ``base`` is the line it stands on; ``raised`` says that it is a mark over the line;
    ``turned`` that it is written up or down the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    raised: bool = False
    turned: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight ruling, upright or level: from (x0, top) to (x1, bottom)."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.x1 - self.x0 < self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its words in the order of the file, its rulings, its size, and whether there is a picture on it."""

    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float
    pictures: int


Point = tuple[float, float]


def read_page(document: PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        turn, width, height = _turn(page)
        words = _with_raised(list(_words(page, turn)))
        edges: list[Edge] = []
        pictures = _drawn(page.raw, turn, edges)
        return Page(words, tuple(edges), width, height, pictures)
    finally:
        page.close()


def _turn(page: Any) -> tuple[Callable[[float, float], Point], float, float]:
    """How a point of the file stands on the page as it is shown, and the size of that."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    rotation = page.get_rotation() % 360
    if rotation == 90:
        return (lambda x, y: (y - bottom, x - left)), height, width
    if rotation == 180:
        return (lambda x, y: (right - x, y - bottom)), width, height
    if rotation == 270:
        return (lambda x, y: (top - y, right - x)), height, width
    return (lambda x, y: (x - left, top - y)), width, height


# -- words


def _words(page: Any, turn: Callable[[float, float], Point]) -> Iterator[Word]:
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    try:
        handle = text_page.raw
        get = raw.FPDFText_GetUnicode
        signs = [get(handle, i) for i in range(raw.FPDFText_CountChars(handle))]
        glyphs = _Glyphs(handle, turn)
        start = 0
        for i, sign in enumerate((*signs, 0x20)):
            if sign in {0x20, 0x09, 0x0A, 0x0D, 0x00, 0x2028, 0x2029}:
                if i > start:
                    yield from glyphs.words(signs, start, i)
                start = i + 1
            elif sign in _HYPHENS:
                # PDFium leaves the line end out after it.
                yield from glyphs.words(signs, start, i + 1)
                start = i + 1
    finally:
        text_page.close()


def _with_raised(words: list[Word]) -> tuple[Word, ...]:
    """The words, those that hang as marks at the upper end of a larger one marked as raised."""
    if not words:
        return ()
    usual = median(word.height for word in words)
    ends = sorted(words, key=lambda word: word.x1)
    places = [word.x1 for word in ends]
    for i, word in enumerate(words):
        if word.raised or word.height >= _SMALLER * usual or len(word.text) > _LONGEST_MARK:
            continue
        near = ends[bisect_left(places, word.x0 - 0.3 * usual) : bisect_right(places, word.x0 + 0.3 * usual)]
        if any(
            word.height < _SMALLER * host.height and host.top < word.base < host.base - _RAISED * host.height
            for host in near
        ):
            words[i] = replace(word, text=word.text.translate(_RAISED_DIGITS), raised=True)
    return tuple(words)


@dataclass(frozen=True, slots=True)
class _Box:
    x0: float
    x1: float
    top: float
    bottom: float


class _Glyphs:
    """The boxes of signs. They span the sign's whole advance, so that figures in a column end alike."""

    def __init__(self, handle: Any, turn: Callable[[float, float], Point]) -> None:
        import pypdfium2.raw as raw

        self._handle = handle
        self._turn = turn
        self._rect = raw.FS_RECTF()
        self._x, self._y = c_double(), c_double()
        self._matrix = raw.FS_MATRIX()
        self._get_box = raw.FPDFText_GetLooseCharBox
        self._get_matrix, self._get_size = raw.FPDFText_GetMatrix, raw.FPDFText_GetFontSize
        self._get_origin = raw.FPDFText_GetCharOrigin

    def box(self, i: int) -> _Box:
        """The box of a sign, as tall as its font says that signs are, or as this one is where the font says nothing."""
        self._get_box(self._handle, i, self._rect)
        x0, y0 = self._turn(self._rect.left, self._rect.top)
        x1, y1 = self._turn(self._rect.right, self._rect.bottom)
        return _Box(min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))

    def _whole(self, box: _Box, i: int, base: float) -> _Box:
        """The box of a word's sign, as tall as the size of its font says where the font itself does not."""
        size = self.size(i)
        if box.bottom - box.top >= size:
            return box
        (x0, y0), (x1, y1) = self._turn(0, 0), self._turn(self._matrix.a, self._matrix.b)
        if abs(x1 - x0) <= abs(y1 - y0):
            # It is written up or down the page.
            return box
        top, bottom = min(box.top, base - _ASCENT * size), max(box.bottom, base + _DESCENT * size)
        return replace(box, top=top, bottom=bottom)

    def base(self, i: int) -> float:
        """The height of the line that a sign stands on."""
        self._get_origin(self._handle, i, self._x, self._y)
        return self._turn(self._x.value, self._y.value)[1]

    def size(self, i: int) -> float:
        size: float = self._get_size(self._handle, i)
        if not self._get_matrix(self._handle, i, self._matrix):
            return size
        return size * hypot(self._matrix.b, self._matrix.d)

    def words(self, signs: Sequence[int], start: int, end: int) -> Iterator[Word]:
        """The word of these signs; more than one where its signs do not stand together."""
        text = _text(signs[start:end])
        if any(0x30 <= sign <= 0x39 for sign in signs[start:end]):
            yield from self._looked_at(signs, start, end)
        elif text:
            base = self.base(start)
            yield _word(text, self._whole(self.box(start), start, base), self.box(end - 1), base)

    def _looked_at(self, signs: Sequence[int], start: int, end: int) -> Iterator[Word]:
        boxes = [self.box(i) for i in range(start, end)]
        heights = [box.bottom - box.top for box in boxes]
        # Boxes of one height are those of one size; else the font says nothing, or some signs are smaller.
        even = max(heights) - min(heights) <= _EVEN * max(heights)
        sizes = heights if even else [self.size(i) for i in range(start, end)]
        bases = [box.bottom for box in boxes] if even else [self.base(i) for i in range(start, end)]
        tallest = max(sizes)
        small = [size < _SMALLER * tallest for size in sizes]
        begin = 0
        for i in range(1, len(boxes) + 1):
            if i < len(boxes) and not (
                small[i] != small[begin]
                or boxes[i].x0 - boxes[i - 1].x1 > _WORD_GAP * tallest
                or abs(bases[i] - bases[begin]) > _RAISED * tallest
            ):
                continue
            text = _text(signs[start + begin : start + i])
            if small[begin]:
                text = text.translate(_RAISED_DIGITS)
            if text:
                base = self.base(start + begin)
                first = self._whole(boxes[begin], start + begin, base)
                yield _word(text, first, boxes[i - 1], base, raised=small[begin])
            begin = i


def _text(signs: Sequence[int]) -> str:
    # A lone surrogate is half of a sign that the font does not name.
    text = "".join("-" if sign in _HYPHENS else chr(sign) for sign in signs if not 0xD800 <= sign < 0xE000)
    return clean_text(text).replace("\ufffd", "").replace("\n", " ")


def _word(text: str, first: _Box, last: _Box, base: float, *, raised: bool = False) -> Word:
    height = max(first.bottom - first.top, last.bottom - last.top)
    along, across = abs(last.x0 - first.x0), abs(last.top - first.top)
    turned = len(text) > 1 and across > along and across > 0.5 * height / len(text) and along < 0.2 * height
    return Word(
        text, min(first.x0, last.x0), max(first.x1, last.x1), min(first.top, last.top),
        max(first.bottom, last.bottom), base, raised, turned,
    )  # fmt: skip


# -- rulings

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _drawn(page: Any, turn: Callable[[float, float], Point], edges: list[Edge]) -> int:
    """Put the straight rulings of the page into ``edges``; how many pictures there are."""
    import pypdfium2.raw as raw

    pictures = paths = 0
    stack: list[tuple[Any, Matrix, int]] = [
        (raw.FPDFPage_GetObject(page, i), _SAME, 0) for i in range(raw.FPDFPage_CountObjects(page))
    ]
    while stack:
        piece, outer, depth = stack.pop()
        kind = raw.FPDFPageObj_GetType(piece)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            whole = _times(_matrix(piece), outer)
            stack += [
                (raw.FPDFFormObj_GetObject(piece, i), whole, depth + 1)
                for i in range(raw.FPDFFormObj_CountObjects(piece))
            ]
        elif kind == raw.FPDF_PAGEOBJ_PATH and paths < _MOST_PATHS:
            paths += 1
            edges += _path(piece, _times(_matrix(piece), outer), turn)
    return pictures


def _matrix(piece: Any) -> Matrix:
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(piece, matrix):
        return _SAME
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _path(piece: Any, matrix: Matrix, turn: Callable[[float, float], Point]) -> Iterator[Edge]:
    import pypdfium2.raw as raw

    count = raw.FPDFPath_CountSegments(piece)
    if not 1 < count <= _MOST_PIECES:
        return
    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    begin: Point | None = None
    last: Point | None = None
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(piece, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = here
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _edge(last, here)
        last = here
        if raw.FPDFPathSegment_GetClose(segment) and begin is not None:
            yield from _edge(here, begin)
            last = begin


def _edge(one: Point, other: Point) -> Iterator[Edge]:
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(width, height) > _STRAIGHT or max(width, height) < _STRAIGHT:
        return
    x0, x1 = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if width < height:
        x0 = x1 = (x0 + x1) / 2
    else:
        top = bottom = (top + bottom) / 2
    yield Edge(x0, x1, top, bottom)
