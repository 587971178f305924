"""Declarations of intent (*hensigtserklæringer*): a numbered table of prose, with who answers for each and how far
it is.

Flattened, a row is the number, the text over several lines, the department and perhaps a status, each on its own
line or at the end of the line before. The number says where a row begins, the department where its text ends. What
says so less than clearly is read and listed as doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Finding, Intention
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence, is_open, source_of

_WORD = re.compile(r"hensigtserklæring", re.IGNORECASE)
_START = re.compile(
    r"(?i:nr\.?\s*)?(?P<number>[0-9]{1,3})(?P<mark>[.)]|(?=$)|(?=\s+[A-ZÆØÅ]))(?:\s+(?P<text>\S.*))?"
)
_CODE = r"[A-ZÆØÅ]{2,6}"
_BETWEEN = r"\s*(?:[,;/+&]|\bog\b|\bsamt\b)\s*"
_CELL = re.compile(r"[A-ZÆØÅ][\w&/.-]*(?: [\w&/.-]+){0,5}")
#: A text that ends so goes on with a name: what follows is no cell of its own.
_LEADS_ON = re.compile(r"(?:^|\s)(?:hos|via|mod|mellem|blandt|uden|inden|gennem|overfor|sammen med|både|enten)$", re.I)
#: What a status column prints, in words or as a dash. Other marks are seen and not understood.
_STATUSES = (
    (r"opfyldt|gennemført|afsluttet|realiseret|indfriet|implementeret", "fulfilled"),
    (
        r"i\s?gang(?:sat)?|igangsat|igangværende|i\sproces|påbegyndt|under\s?vejs|delvist?\s(?:opfyldt|gennemført)",
        "under_way",
    ),
    (r"ikke\s(?:igangsat|i\s?gangsat|påbegyndt|startet)|[-–—−]", "not_started"),
)
_STATUS = re.compile("|".join(f"(?P<{code}>{words})" for words, code in _STATUSES), re.IGNORECASE)
_STATUS_WORDS = "|".join(words for words, _code in _STATUSES)
_SIGN = r"[^\w\s\"'().,:;/+&]{1,2}"
_MARK = rf"(?i:{_STATUS_WORDS}|{_SIGN}|\w)"
_LONE_MARK = re.compile(rf"{_STATUS_WORDS}|{_SIGN}", re.IGNORECASE)
#: Cells that say themselves what they are.
_STATUS_CELL = re.compile(r"status\s*:\s*(?P<mark>\S.*)", re.IGNORECASE)
_RESPONSIBLE = re.compile(
    r"(?:ansvarlig\w*(?:\s\w+)?|(?:magistrats)?afdeling\w*|forvaltning\w*)\s*:\s*(?P<department>\S.*)", re.IGNORECASE
)
#: A heading over declarations: "4. Hensigtserklæringer i budgetaftalen", "… enige om følgende hensigtserklæringer:".
_HEADING = re.compile(
    r"(?:[0-9A-Z.]{1,5}\s+)?hensigtserklæring(?:er(?:ne)?)?(?:\s+(?:i|til|for|fra|om|vedr\.?|vedrørende)\s.{3,60})?:?|"
    r".{0,80}\bfølgende hensigtserklæringer:",
    re.IGNORECASE,
)
#: "Hensigtserklæring 3: Træer", "2. Parterne vil …", "• Parterne vil …", "b) Parterne vil …".
_ENTRY = re.compile(
    r"(?:hensigtserklæring\s+(?:nr\.?\s*)?(?P<named>[0-9]{1,3})(?:\s*[:.–-]|$)|(?P<number>[0-9]{1,3})[.)](?=\s)|"
    r"(?:[•·▪◦*–-]|[a-h]\))(?=\s))\s*",
    re.IGNORECASE,
)
#: So many paragraphs may stand between two marked ones.
_PARAGRAPHS = 3
#: The words that stand over the columns. Any other line over the first row may be the beginning of its text.
_COLUMN = re.compile(
    r"(?:(?:nr|ansvarlig\w*|(?:magistrats)?afdeling\w*|forvaltning\w*|status\w*|opfølgning|budget\w*|i|for|og|[0-9]{4})"
    r"(?!\w)|[\s.,:;/-])+",
    re.IGNORECASE,
)
_HEAD_LONGEST = 90
_CELL_LONGEST = 45
#: So many lines may stand between the line that names the declarations and the first of them.
_HEAD_LINES = 6
_LONGEST = 60
#: So far after the end of one declaration the next may begin, where something else stands between.
_AHEAD = 12
#: So many numbers may be left out between two; more is another list.
_GAP = 100
#: A line inside a text that begins with a number so little further may be a row of its own.
_NEAR = 10


@dataclass(frozen=True, slots=True)
class _Tail:
    """The end of a row: the text without it, the department, the mark in the status column, and what is in
    doubt."""

    text: tuple[Line, ...]
    department: str
    mark: str | None
    doubt: str | None = None


@dataclass(slots=True)
class _Row:
    number: int
    lines: list[Line]
    text: list[Line]
    #: What stands after this row's end, and what stands before the next one's number.
    left: list[Line] = field(default_factory=list)
    #: Whether such lines stand before this row: they may be its own.
    led: bool = False


def read_intentions(layout: Layout) -> tuple[list[Intention], list[Finding]]:
    """The declarations of intent of a text in printed order, and what of them is in doubt or was not read."""
    intentions: list[Intention] = []
    findings: list[Finding] = []
    after = 0
    for line in layout.lines:
        if line.index < after or len(line.body) > _HEAD_LONGEST or not _WORD.search(line.body):
            continue
        if entries := _entries(layout, line):
            read, doubts, after = _told(entries)
        elif (first := _first_row(layout, line.index)) is not None:
            rows, after = _List(layout, line.index, first).rows()
            read, doubts = _read(layout, layout.lines[line.index : first], rows)
        else:
            read, doubts = [], _told_otherwise(layout, line)
        intentions += read
        findings += doubts
    return intentions, findings


def _told_otherwise(layout: Layout, head: Line) -> list[Finding]:
    """What is to be said of a heading with sentences under it, which nothing marks as declarations."""
    below = layout.paragraphs(layout.lines[head.index + 1 : head.index + 1 + _HEAD_LINES])[:2]
    told = any(ends_sentence(own.text) and not own.text.endswith(":") for own in below)
    return [_unread([head, *below[-1].lines])] if told and _HEADING.fullmatch(head.body) else []


def _first_row(layout: Layout, head: int) -> int | None:
    """The line at which the first row under a head begins; ``None`` where the line is no head."""
    if ends_sentence(layout.lines[head].body) and not layout.lines[head].body.endswith(":"):
        return None
    for line in layout.lines[head + 1 : head + 1 + _HEAD_LINES]:
        if _START.fullmatch(line.body):
            return line.index
        if len(line.body) > _HEAD_LONGEST or ends_sentence(line.body) or is_open(line.body):
            return None
    return None


def _entries(layout: Layout, head: Line) -> list[list[Paragraph]]:
    """The declarations under a heading, or those that are named one by one, where no table tells who answers for them:
    each a marked paragraph, and the sentences between it and the next mark."""
    own_name = _mark(head.body)[0] == "named"
    if not (own_name or _HEADING.fullmatch(head.body)):
        return []
    found: list[list[Paragraph]] = []
    sort = ""
    between: list[Paragraph] = []
    for own in layout.paragraphs(layout.lines[head.index + (not own_name) :][: _LONGEST * _AHEAD]):
        mark, _number = _mark(own.text)
        if mark and (mark == sort or not found):
            found[-1:] = [[*last, *between] for last in found[-1:]]
            found.append([own])
            sort, between = mark, []
        elif len(between) > (_PARAGRAPHS if found else 0) or (
            found and (sort == "sign" or not ends_sentence(own.text))
        ):
            break
        else:
            between.append(own)
    if found and not ends_sentence(found[-1][0].text):
        found[-1] += between[:1]
    numbers = [_mark(own[0].text)[1] - place for place, own in enumerate(found)]
    whole = len(found) > 1 and all(ends_sentence(own[-1].text) for own in found)
    return found if whole and (sort == "sign" or len(set(numbers)) == 1) else []


def _mark(text: str) -> tuple[str, int]:
    """How a declaration is marked, by a name, a number or a sign, and its number; else nothing."""
    match = _ENTRY.match(text)
    if match is None or match.lastgroup is None:
        return ("sign", 0) if match else ("", 0)
    return match.lastgroup, int(match[match.lastgroup])


def _told(entries: Sequence[Sequence[Paragraph]]) -> tuple[list[Intention], list[Finding], int]:
    """Those entries as declarations, what is to be said of them, and the first line after them."""
    intentions = []
    for place, own in enumerate(entries, 1):
        texts = [_ENTRY.sub("", own[0].text, count=1), *(more.text for more in own[1:])]
        source = source_of([line for one in own for line in one.lines])
        number = _mark(own[0].text)[1] or place
        intentions.append(Intention(number, "\n\n".join(filter(None, texts)), "", None, source))
    first, last = entries[0][0].lines[0], entries[-1][-1].lines[-1]
    said = N_(
        "Hensigtserklæringerne i linje {first} til {last} nævner ingen ansvarlig afdeling; "
        "numre, der ikke er trykt, følger rækkefølgen"
    ).format(first=first.number, last=last.number)
    return intentions, [Finding("other", "note", said, source=source_of([first, last]))], last.index + 1


class _List:
    """One list of declarations: from its first row to where something else begins."""

    def __init__(self, layout: Layout, head: int, first: int) -> None:
        self._layout = layout
        self._first = first
        self._led = any(
            not _COLUMN.fullmatch(line.body)
            for line in layout.lines[head + 1 : first]
            if line.index not in layout.furniture and not _WORD.search(line.body)
        )
        self._repeated = {line.body.casefold() for line in layout.lines[head:first]}
        self._mark = self._start(layout.lines[first])["mark"]
        self._cells = _Cells(layout, layout.lines[first:])

    @staticmethod
    def _start(line: Line) -> re.Match[str]:
        match = _START.fullmatch(line.body)
        assert match is not None
        return match

    def rows(self) -> tuple[list[tuple[_Row, _Tail | None]], int]:
        """The rows with their ends, and the first line that is no part of the list."""
        lines = [
            line
            for line in self._layout.lines[self._first :]
            if line.index not in self._layout.furniture and line.body.casefold() not in self._repeated
        ]
        rows = [self._row(lines[0])]
        rows[0].led = self._led
        done: list[tuple[_Row, _Tail | None]] = []
        place = 1
        while place < len(lines):
            line, row = lines[place], rows[-1]
            tail = self._cells.tail(row.text)
            if self._begins(line, row.number, tail):
                done.append((row, tail or self._early(row)))
                rows.append(self._row(line))
                rows[-1].led = bool(row.left)
            elif tail and not self._layout.tight(line) and not _LONE_MARK.fullmatch(line.body):
                later = self._later(lines, place, row.number)
                if later is None:
                    break
                row.left += lines[place:later]
                done.append((row, tail))
                rows.append(self._row(lines[later]))
                rows[-1].led = True
                place = later
            else:
                row.lines.append(line)
                row.text.append(line)
            place += 1
        done.append((rows[-1], self._cells.tail(rows[-1].text) or self._early(rows[-1])))
        return done, lines[place].index if place < len(lines) else len(self._layout.lines)

    def _early(self, row: _Row) -> _Tail | None:
        """The first end that the row may have, where the whole of it has none; the rest is left over."""
        for count in range(1, len(row.text)):
            tail = self._cells.tail(row.text[:count])
            if tail:
                row.left = row.text[count:]
                del row.lines[len(row.lines) - len(row.left) :]
                return tail
        return None

    def _row(self, line: Line) -> _Row:
        match = self._start(line)
        text = [replace(line, body=match["text"])] if match["text"] else []
        return _Row(int(match["number"]), [line], text)

    def _begins(self, line: Line, before: int, tail: _Tail | None) -> bool:
        match = _START.fullmatch(line.body)
        if match is None or match["mark"] != self._mark:
            return False
        number = int(match["number"])
        if tail and self._mark:
            return before < number <= before + _GAP
        if number != before + 1:
            return False
        text = match["text"]
        return bool(tail) or text is None or text[0].isupper() or text[0] == "["

    def _later(self, lines: Sequence[Line], place: int, before: int) -> int | None:
        """Where the next row begins, when something else stands after the end of one."""
        for later in range(place, min(len(lines), place + _AHEAD)):
            match = _START.fullmatch(lines[later].body)
            if match and match["mark"] == self._mark and before < int(match["number"]) <= before + 3:
                return later
        return None


class _Cells:
    """Recognises the department (and status) at the end of a row.

    The departments are the municipality's own, and the short forms that stand alone on a line more than once.
    """

    def __init__(self, layout: Layout, lines: Sequence[Line]) -> None:
        self._layout = layout
        alone = Counter(line.body for line in lines if re.fullmatch(_CODE, line.body))
        known = names.abbreviations()
        said = [name for one in names.current().departments for name in (one.name, *one.aliases)]
        codes = sorted({*known, *(code for code, count in alone.items() if count > 1)}, key=len, reverse=True)
        code = "|".join(map(re.escape, codes)) or r"(?!)"
        named = "|".join([names.COMMITTEE.pattern, *map(re.escape, sorted(said, key=len, reverse=True)), code])
        told = rf"(?P<department>(?:{named})(?:{_BETWEEN}(?:{named}))*)(?:\s+(?P<mark>{_MARK}))?"
        inline = rf"(?P<department>(?:{code})(?:(?:{_BETWEEN}|\s+)(?:{code}))*)(?:\s+(?P<mark>{_MARK}))?"
        own = rf"(?P<department>(?:{named})(?:{_BETWEEN}(?:{named}))*(?:\s*[,;/+&]|\s+og)?)(?:\s+(?P<mark>{_MARK}))?"
        self._inline = re.compile(rf"(?<!\S){inline}$")
        self._told = re.compile(rf"(?<=[.!?])\s+{told}$")
        self._codes = re.compile(inline)
        self._named = re.compile(own)

    def tail(self, lines: Sequence[Line]) -> _Tail | None:
        """The end of the row where these lines are all of it; ``None`` where they have none."""
        rest = list(lines)
        mark: str | None = None
        if len(rest) > 1 and (status := _STATUS_CELL.fullmatch(rest[-1].body)):
            mark = status["mark"]
            rest.pop()
        if len(rest) > 1 and (responsible := _RESPONSIBLE.fullmatch(rest[-1].body)):
            return _Tail(tuple(rest[:-1]), responsible["department"], mark)
        if len(rest) > 1 and _LONE_MARK.fullmatch(rest[-1].body):
            mark = rest.pop().body
        if not rest:
            return None
        last = rest[-1].body
        own = self._own(last)
        if own:
            return self._whole(rest, own["department"], mark or own["mark"])
        inline = self._inline.search(last) or self._told.search(last)
        if inline:
            text = last[: inline.start()].rstrip()
            if is_open(text) or _LEADS_ON.search(text):
                return None
            rest[-1] = replace(rest[-1], body=text)
            return _Tail(tuple(rest), inline["department"], mark or inline["mark"])
        return self._unknown(rest, mark)

    def _own(self, body: str) -> re.Match[str] | None:
        """Whether the line holds departments (and a status) and nothing else."""
        return self._codes.fullmatch(body) or self._named.fullmatch(body)

    def _whole(self, rest: list[Line], department: str, mark: str | None) -> _Tail | None:
        """A department that has its line to itself, or the last of its lines."""
        rest.pop()
        if rest and (is_open(rest[-1].body) or _LEADS_ON.search(rest[-1].body)):
            return None
        return _Tail(tuple(rest), department, mark)

    def _unknown(self, rest: list[Line], mark: str | None) -> _Tail | None:
        """A cell with a name that is no department of the municipality: apart from the text, which has ended."""
        last = rest[-1]
        if len(rest) < 2 or len(last.body) > _CELL_LONGEST or not _CELL.fullmatch(last.body):
            return None
        if not self._layout.blocks and (self._layout.tight(last) or not ends_sentence(rest[-2].body)):
            return None
        # A name of the municipality's is named elsewhere too.
        said = sum(last.body in line.body for line in self._layout.lines)
        doubt = None if said > 1 else N_("den ansvarlige afdeling er ikke kendt")
        return _Tail(tuple(rest[:-1]), last.body, mark, doubt)


# -- what was found, as declarations


def _read(
    layout: Layout, head: Sequence[Line], rows: Sequence[tuple[_Row, _Tail | None]]
) -> tuple[list[Intention], list[Finding]]:
    if len(rows) < 2 or sum(tail is not None for _row, tail in rows) * 2 < len(rows):
        # Numbered paragraphs under such a heading; who answers for them is not printed as a list prints it.
        return [], [_unread([*head, rows[-1][0].lines[-1]])]
    intentions: list[Intention] = []
    findings: list[Finding] = []
    before: int | None = None
    for row, tail in rows:
        text = tail.text if tail else tuple(row.text)
        joined = layout.paragraph(text).text if text and any(line.body for line in text) else ""
        status, unknown = _status(tail.mark if tail else None)
        intention = Intention(row.number, joined, tail.department if tail else "", status, source_of(row.lines))
        intentions.append(intention)
        doubts = [
            doubt
            for doubt in (
                tail.doubt if tail else N_("den ansvarlige afdeling blev ikke fundet"),
                None if joined else N_("teksten blev ikke fundet"),
                N_("statusmærket {mark} er ikke kendt").format(mark=tail.mark) if tail and unknown else None,
                N_("et nummer i teksten kan være det næste") if _hides_next(row) else None,
                N_("teksten før blev ikke læst") if row.led else None,
                N_("teksten efter blev ikke læst") if row.left else None,
            )
            if doubt
        ]
        if before is not None and row.number != before + 1:
            doubts.append(N_("numrene springer fra {before}").format(before=before))
        before = row.number
        findings += [_doubt(row, doubt) for doubt in doubts]
    silent = sum(intention.status is None for intention in intentions)
    has_column = any("status" in line.body.casefold() for line in head) or silent < len(intentions)
    if silent and has_column:
        findings.append(
            Finding(
                "other", "note",
                N_("{count} af {total} hensigtserklæringer har ingen status i teksten; den kan være trykt som et "
                   "billede").format(count=silent, total=len(intentions)),
                source=source_of(head),
            )
        )  # fmt: skip
    return intentions, findings


def _unread(lines: Sequence[Line]) -> Finding:
    return Finding(
        "other", "note",
        N_("Linje {first} til {last} ligner hensigtserklæringer og blev ikke læst").format(
            first=lines[0].number, last=lines[-1].number
        ),
        source=source_of(lines),
    )  # fmt: skip


def _hides_next(row: _Row) -> bool:
    """Whether a line of the text begins as a later row would."""
    for line in row.lines[1:]:
        match = _START.fullmatch(line.body)
        if match is None or not match["mark"]:
            continue
        further = int(match["number"]) - row.number
        text = match["text"] or "["
        if further == 1 or (0 < further <= _NEAR and (text[0].isupper() or text[0] == "[")):
            return True
    return False


def _status(mark: str | None) -> tuple[str | None, bool]:
    """The status that a mark means, and whether there is a mark that means nothing to us."""
    if mark is None:
        return None, False
    match = _STATUS.fullmatch(mark)
    return (match.lastgroup, False) if match else (None, True)


def _doubt(row: _Row, why: str) -> Finding:
    return Finding(
        "doubtful_row", "note",
        N_("Hensigtserklæring {number} er tvivlsom: {why}").format(number=row.number, why=why),
        row=str(row.number), source=source_of(row.lines + row.left),
    )  # fmt: skip
