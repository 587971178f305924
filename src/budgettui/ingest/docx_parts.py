"""The parts of a DOCX made plain, before docx2python reads its text.

docx2python keeps tracked insertions, but knows neither how a list prints its numbers ("At 1)"), nor a minus that Word
keeps as a hyphen that does not break, nor a raised footnote figure beside a number; moved text stands twice in what it
gives, and pictures and links leave marks. So the document is first made one of plain paragraphs and tables, with marks
of the private use area for what the text alone does not say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from budgettui.domain.errors import N_, UnreadableFile
from budgettui.ingest.zips import Archive

#: Marks in the text that docx2python gives: what was inserted stands between two, what was deleted after one.
INSERTED, INSERTED_END, DELETED, DELETED_END = "\ue000", "\ue001", "\ue002", "\ue003"
#: A cell that another reaches over, and a row that the paper repeats at the top of a page.
COVERED_LEFT, COVERED_ABOVE, HEAD_ROW = "\ue004", "\ue005", "\ue006"
#: A heading: this mark and its level.
HEADING = "\ue007"
MARKS = re.compile("[\ue000-\ue007]")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: What only wraps its content.
_WRAPPERS = frozenset(
    f"{_W}{name}" for name in ("hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo")
)
#: What has no text of the paper in it, or text that the paper does not show.
_DROPPED = frozenset(
    f"{_W}{name}"
    for name in (
        "moveFrom", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "object", "pict", "drawing", "proofErr",
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "annotationRef",
        "lastRenderedPageBreak",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "smartTagPr", "customXmlPr",
    )
)  # fmt: skip
_PARTS_WITH_NOTES = (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml"))


@dataclass(slots=True)
class Parts:
    """The document made plain, as XML of the body and of the notes."""

    body: bytes
    notes: list[tuple[str, str]] = field(default_factory=list)


def read_parts(name: str, archive: Archive) -> Parts:
    """The plain parts of a DOCX. Raises ``UnreadableFile``: a part is missing or damaged, or declares a document type
    or entities."""
    from lxml import etree

    document = _part(name, archive, "word/document.xml")
    if document is None:
        raise UnreadableFile(N_("Word-filen {name} har intet dokument i sig."), name=name)
    styles = _Styles(_part(name, archive, "word/styles.xml"))
    numbers = _Numbers(_part(name, archive, "word/numbering.xml"))
    body = document.find(f"{_W}body")
    if body is None:
        raise UnreadableFile(N_("Word-filen {name} har intet dokument i sig."), name=name)
    _Plain(styles, numbers).make(body)
    notes = [note for kind, path in _PARTS_WITH_NOTES for note in _notes(kind, _part(name, archive, path))]
    # docx2python asks for this prefix whatever the document uses.
    root = etree.Element(f"{_W}document", nsmap={"w": _W[1:-1], "r": _R})
    root.append(body)
    return Parts(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), notes)


def _part(name: str, archive: Archive, path: str) -> Any:
    from lxml import etree

    member = archive.find(path)
    if member is None:
        return None
    content = archive.read(member)
    if _DECLARES.search(content) or _DECLARES.search(content.replace(b"\0", b"")):
        raise UnreadableFile(
            N_("{name} erklærer en dokumenttype eller entiteter og læses ikke."), name=f"{name}/{path}"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content.replace(_STRICT, _TRANSITIONAL), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(N_("Word-filen {name} er beskadiget og kan ikke læses."), name=name) from error


# -- styles and numbers


class _Styles:
    """What a paragraph's style says: a heading's level, and the list it belongs to."""

    def __init__(self, root: Any) -> None:
        self._level: dict[str, int] = {}
        self._list: dict[str, tuple[str, int]] = {}
        self._parent: dict[str, str] = {}
        for style in () if root is None else root.iter(f"{_W}style"):
            own = style.get(f"{_W}styleId") or ""
            match = re.fullmatch(r"(?:heading|overskrift) ([1-9])", _value(style, "name").casefold())
            if level := int(match[1]) if match else _outline(style):
                self._level[own] = level
            if listed := _listed(style):
                self._list[own] = listed
            self._parent[own] = _value(style, "basedOn")

    def level(self, style: str) -> int:
        return next((self._level[own] for own in self._line(style) if own in self._level), 0)

    def list_of(self, style: str) -> tuple[str, int] | None:
        return next((self._list[own] for own in self._line(style) if own in self._list), None)

    def _line(self, style: str) -> Iterator[str]:
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            yield style
            style = self._parent.get(style, "")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


class _Numbers:
    """The numbers that lists print, counted as Word counts them."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {}
            for level in abstract.iter(f"{_W}lvl"):
                start = _value(level, "start")
                first, form = int(start) if start.isdecimal() else 1, _value(level, "numFmt") or "decimal"
                levels[int(level.get(f"{_W}ilvl") or 0)] = _Level(first, form, _value(level, "lvlText"))
            self._levels[abstract.get(f"{_W}abstractNumId") or ""] = levels
        for number in root.iter(f"{_W}num"):
            own = number.get(f"{_W}numId") or ""
            self._abstract[own] = _value(number, "abstractNumId")
            for override in number.iter(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start.isdecimal():
                    self._starts[own, int(override.get(f"{_W}ilvl") or 0)] = int(start)

    def next(self, number: str, level: int) -> str:
        """What stands before the next paragraph of this list, at this level."""
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        own = levels.get(level)
        if own is None:
            return ""
        if own.form == "bullet":
            return "-" if own.text in {"-", "–", "—"} else "•"
        if own.form == "none":
            return ""
        counts = self._counts[abstract]
        override = self._starts.get((number, level))
        if override is not None and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            counts[level] = override
        else:
            counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = levels.get(at, own)
            return _printed(counts.get(at, form.start), form.form)

        return re.sub(r"%([1-9])", printed, own.text)


_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _printed(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        roman, rest = "", count
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _value(element: Any, path: str) -> str:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{_W}val") or ""


# -- making the document plain


class _Plain:
    """Makes the body of a document one of plain paragraphs and tables, in place."""

    def __init__(self, styles: _Styles, numbers: _Numbers) -> None:
        self._styles = styles
        self._numbers = numbers

    def make(self, body: Any) -> None:
        """Make the body plain. Recursion is bounded by the parser, which refuses a deeper tree."""
        _unwrap(body)
        _lift_boxes(body)
        _merge_deleted_ends(body)
        for table in list(body.iterchildren(f"{_W}tbl")):
            self._table(table)
        for paragraph in list(body.iter(f"{_W}p")):
            self._paragraph(paragraph)

    def _table(self, table: Any) -> None:
        for inner in list(table.iterdescendants(f"{_W}tbl")):
            # A table in a cell is text of that cell.
            parent, at = inner.getparent(), inner.getparent().index(inner)
            for paragraph in reversed(list(inner.iter(f"{_W}p"))):
                parent.insert(at, paragraph)
            parent.remove(inner)
        for row in list(table.iterchildren(f"{_W}tr")):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                for cell in row.iterchildren(f"{_W}tc"):
                    for text in list(cell.iter(f"{_W}t")):
                        text.getparent().remove(text)
                table.remove(row)
                continue
            self._row(row)

    def _row(self, row: Any) -> None:
        head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        inserted = row.find(f"{_W}trPr/{_W}ins") is not None
        skipped = _value(row, "trPr/gridBefore")
        cells = list(row.iterchildren(f"{_W}tc"))
        for cell in cells:
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            covered = merge is not None and (merge.get(f"{_W}val") or "continue") == "continue"
            span = _value(cell, "tcPr/gridSpan")
            properties = cell.find(f"{_W}tcPr")
            if properties is not None:
                cell.remove(properties)
            if covered:
                for child in list(cell):
                    cell.remove(child)
                cell.append(_paragraph_of(COVERED_ABOVE))
            for _ in range(min(int(span), 200) - 1 if span.isdecimal() else 0):
                cell.addnext(_cell_of(COVERED_LEFT))
        if cells:
            for _ in range(min(int(skipped), 200) if skipped.isdecimal() else 0):
                cells[0].addprevious(_cell_of(""))
            mark = (HEAD_ROW if head else "") + (INSERTED + INSERTED_END if inserted else "")
            if mark:
                first = next(row.iter(f"{_W}p"), None)
                if first is not None:
                    first.insert(0, _run_of(mark))

    def _paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(f"{_W}pPr")
        style = _value(paragraph, "pPr/pStyle")
        listed = _listed(paragraph) or self._styles.list_of(style)
        level = _outline(paragraph) or self._styles.level(style)
        if properties is not None:
            paragraph.remove(properties)
        for run in list(paragraph.iter(f"{_W}r")):
            _make_run_plain(run)
        if not any((text.text or "").strip() for text in paragraph.iter(f"{_W}t")):
            return
        mark = self._numbers.next(*listed) if listed and listed[0] != "0" else ""
        before = (f"{HEADING}{level}" if level else "") + (f"{mark} " if mark else "")
        if before:
            paragraph.insert(0, _run_of(before))


def _outline(element: Any) -> int:
    """The level of a heading, from 1, that a paragraph or a style says of itself; 0 for none."""
    outline = _value(element, "pPr/outlineLvl")
    return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0


def _listed(element: Any) -> tuple[str, int] | None:
    """The list that a paragraph or a style says of itself, and the level in it."""
    number = _value(element, "pPr/numPr/numId")
    level = _value(element, "pPr/numPr/ilvl")
    return (number, int(level) if level.isdecimal() else 0) if number else None


def _unwrap(body: Any) -> None:
    """Let go of what the paper does not show, and of what only wraps; mark insertions and deletions."""
    for choice in list(body.iter(f"{_MC}AlternateContent")):
        # The same content twice, for old and new readers: the first is the one that is shown.
        kept = choice.find(f"{_MC}Choice")
        for child in reversed(list(kept) if kept is not None else []):
            choice.addnext(child)
        _remove(choice)
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            _remove(element)
            continue
        parent = element.getparent()
        if parent is None or parent.tag in {f"{_W}rPr", f"{_W}trPr"}:
            continue
        if element.tag in {f"{_W}ins", f"{_W}moveTo"}:
            element.addprevious(_run_of(INSERTED))
            element.addnext(_run_of(INSERTED_END))
            _dissolve(element)
        elif element.tag == f"{_W}del":
            gone = "".join(text.text or "" for text in element.iter(f"{_W}delText"))
            element.addprevious(_run_of(f"{DELETED}{gone}{DELETED_END}"))
            _remove(element)
        elif element.tag in _WRAPPERS or element.tag == f"{_W}sdt":
            _dissolve(element)
        elif element.tag in _DROPPED and not any(True for _ in element.iter(f"{_W}txbxContent")):
            _remove(element)


def _lift_boxes(body: Any) -> None:
    """The text of boxes as paragraphs after the one that they hang at."""
    for box in list(body.iter(f"{_W}txbxContent")):
        anchor = box.getparent()
        while anchor is not None and anchor.tag != f"{_W}p":
            anchor = anchor.getparent()
        if anchor is None:
            continue
        for paragraph in reversed(list(box.iter(f"{_W}p"))):
            anchor.addnext(paragraph)
    for tag in ("drawing", "pict", "object"):
        for element in list(body.iter(f"{_W}{tag}")):
            _remove(element)


def _merge_deleted_ends(body: Any) -> None:
    """Paragraphs whose end was deleted go on in the next one."""
    for paragraph in list(body.iter(f"{_W}p")):
        if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:
            continue
        after = paragraph.getnext()
        if after is None or after.tag != f"{_W}p":
            continue
        at = 1 if after.find(f"{_W}pPr") is not None else 0
        for child in reversed([child for child in paragraph if child.tag != f"{_W}pPr"]):
            after.insert(at, child)
        _remove(paragraph)


def _make_run_plain(run: Any) -> None:
    """The run as its text: hyphens and minus signs, symbols, notes and raised figures as signs."""
    properties = run.find(f"{_W}rPr")
    hidden = raised = False
    if properties is not None:
        hidden = _is_on(properties.find(f"{_W}vanish"))
        raised = _value(run, "rPr/vertAlign") in {"superscript", "subscript"}
        run.remove(properties)
    for child in list(run):
        tag = child.tag.removeprefix(_W)
        if tag == "t":
            own = MARKS.findall(child.text or "")
            text = child.text or ""
            # Hidden text is not on the paper; the marks of this reader are ours and stay.
            child.text = "".join(own) if hidden else text.translate(_RAISED) if raised and not own else text
        elif tag == "noBreakHyphen":
            _become_text(child, "-")
        elif tag == "softHyphen":
            _remove(child)
        elif tag == "sym":
            sign = child.get(f"{_W}char") or ""
            _become_text(child, _SYMBOLS.get(sign.upper()[-2:], "\ufffd") if sign else "")
        elif tag in {"footnoteReference", "endnoteReference"}:
            _become_text(child, (child.get(f"{_W}id") or "").translate(_RAISED))
        elif tag == "ptab":
            _become_text(child, "\t")
        elif tag not in {"br", "cr", "tab"}:
            run.remove(child)


#: Signs of the Symbol and Wingdings fonts that stand in text and numbers.
_SYMBOLS = {
    "2D": "−", "B7": "•", "A7": "•", "B1": "±", "A3": "≤", "B3": "≥", "D8": "•", "FC": "✓", "E0": "→", "AE": "→",
}  # fmt: skip


def _is_on(element: Any) -> bool:
    return element is not None and (element.get(f"{_W}val") or "1") not in {"0", "false", "off"}


def _become_text(element: Any, text: str) -> None:
    element.tag = f"{_W}t"
    element.attrib.clear()
    element.text = text


def _run_of(text: str) -> Any:
    from lxml import etree

    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = text
    return run


def _paragraph_of(text: str) -> Any:
    from lxml import etree

    paragraph = etree.Element(f"{_W}p")
    paragraph.append(_run_of(text))
    return paragraph


def _cell_of(text: str) -> Any:
    from lxml import etree

    cell = etree.Element(f"{_W}tc")
    cell.append(_paragraph_of(text))
    return cell


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _dissolve(element: Any) -> None:
    """Put what stands in an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)


def _notes(kind: str, root: Any) -> Iterator[tuple[str, str]]:
    for note in () if root is None else root.iter(f"{_W}{kind}"):
        if note.get(f"{_W}type") in {"separator", "continuationSeparator", "continuationNotice"}:
            continue
        text = " ".join("".join(part.text or "" for part in p.iter(f"{_W}t")) for p in note.iter(f"{_W}p")).strip()
        if text:
            yield note.get(f"{_W}id") or "", text
