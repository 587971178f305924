"""The dated steps that running text and time tables name: hearings, deadlines, meetings to come."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from budgettui.domain.dates import MONTHS, WEEKDAYS
from budgettui.domain.paper.reading import Deadline, Source
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence
from budgettui.ingest.page.prose import sentence_at, sentence_ends

_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?"
_DEN = r"(?:(?:den|d)\b\.?\s*)?"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?)(?![a-zæøå])"
_PLAIN_MONTH = _MONTH.replace("?P<month>", "?:")
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)[0-9]{2})(?![0-9]))?"
_TO = r"\s*(?:[-–—]|til(?: og med)?|t\.?o\.?m\.?|og frem til)\s*"
#: "3.-", "den 3. maj til ", "14. august 2024 – ": the beginning of a period, of which the end is the step.
_FROM = (
    rf"(?P<from>{_WEEKDAY}{_DEN}[0-9]{{1,2}}\.(?:\s*{_PLAIN_MONTH})?(?:\s+20[0-9]{{2}})?(?:\s+kl\.?\s*[0-9.:]+)?{_TO}{_WEEKDAY}{_DEN})?"
)
#: "den 3. og 4. september": two days.
_ALSO = rf"(?P<also>[0-9]{{1,2}}\.(?:\s*,\s*|\s+og\s+|\s+samt\s+){_DEN})?"
_WORDS = rf"{_ALSO}(?P<day>[0-9]{{1,2}})\.?\s*{_MONTH}{_YEAR}"
_FROM_FIGURES = (
    rf"(?P<from2>{_WEEKDAY}{_DEN}[0-9]{{1,2}}[./-][0-9]{{1,2}}(?:[-./ ](?:20)?[0-9]{{2}})?{_TO}{_WEEKDAY}{_DEN})?"
)
_FIGURES = r"(?P<d>[0-9]{1,2})(?:(?P<s>[./-])(?P<m>[0-9]{1,2})(?:(?P<s2>[-./ ])(?P<y>20[0-9]{2}|[0-9]{2}))?)"
_DAY = re.compile(
    rf"(?<![0-9A-Za-zæøåÆØÅ.,/-])(?P<lead>(?:fra\s+)?{_WEEKDAY}{_DEN})(?:{_FROM}{_WORDS}|{_FROM_FIGURES}{_FIGURES})"
    r"(?![0-9A-Za-zæøåÆØÅ/]|[-.,:][0-9])",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"behandl|høring|frist|senest|godkend|stilling til|stilling tages|tages op|drøft|forelægg|orientere|sendes|møde|"
    r"vedtage|beslutte|besvar|svares|afslutte|præsenter|fremlægg|indsend|aflever|seminar|samles|opfølgning|evaluer|"
    r"offentliggør|inden|søges|ansøg|afgive|indgive|forhandl|aftale[sn]? indgå|underskriv|indkald|afhold|foreligge|"
    r"færdig|klar|træffe|udvalg|byråd|magistrat|rådmand|direktion|kommunalbestyrelse|\b[HLF]MU\b|\bMED\b",
    re.IGNORECASE,
)
#: From when something holds, what a figure was made up at, and the date of a law or an agreement are no steps.
_NO_STEP_BEFORE = re.compile(
    r"(?:gælde[rn]?(?:de)?|kraft|virkning|udløber|ophører|fratræder|opsagt|indtil|"
    r"dateret|født)\b[^.;]{0,24}$|\b(?:pr\.?|for perioden)\s*$|\baf\s*(?:den\s*|d\.\s*)?$|"
    r"\bfra og med\s*(?:den\s*|d\.\s*)?$|"
    r"\b(?:dagsorden|referat|\w+s beslutning)(?:en|et)?\s+(?:til|for|fra|af|på|i)\b[^.;,]{0,40}$|"
    r"\bfra\s+\w*møde[tr]?\s*(?:den\s*|d\.\s*)?$|"
    r"\b(?:nr|lov|bekendtgørelse)\b[^;]{0,14}$",
    re.IGNORECASE,
)
_FROM_BEFORE = re.compile(r"\bfra\s*(?:den\s*|d\.\s*)?$", re.IGNORECASE)
_RUNS = re.compile(r"\bløber\b[^.;]{0,40}$", re.IGNORECASE)
_OPENS = re.compile(r"høring|frem(?:lægg|lagt)|offentlig|udsend|møde", re.IGNORECASE)
#: A past tense before the date: the step was taken.
_PAST = re.compile(
    r"\b(?:blev|har|havde|vedtog|godkendte|besluttede|behandlede|drøftede|tiltrådte|bad|fik|tog|fremlagde|holdt|var|fandt|"
    r"modtog|stillede|spurgte|anmodede|udtalte|udsendte|sendte)\b"
    r"(?![^.;]*\b(?:skal|vil|inden|senest|frem til)\b)[^.;]{0,40}$|\bblev\b(?:(?!\bat\b)[^;]){0,110}$",
    re.IGNORECASE,
)
#: What is done by then, where nothing says that it lies ahead.
_DONE = re.compile(
    r"\b(?:afholdt|afsluttet|udløbet|udmeldt|indgået|"
    r"(?:besluttet|vedtaget|godkendt|behandlet|ændret|drøftet|tiltrådt) (?:af|i|på))\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
#: "Vedtaget. Byrådet 25. juni" tells what has become of a case.
_DECIDED = re.compile(r"\b(?:vedtaget|godkendt|behandlet|tiltrådt)\.? (?-i:[A-ZÆØÅ])[^.;]{0,40}$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:(?:for)?ventes|bliver|blive|skal|vil|planlægges|inden|senest|frem til)\b", re.IGNORECASE)
_PAST_AFTER = re.compile(r"\s*(?:blev|vedtog|godkendte|besluttede|behandlede|drøftede|tiltrådte|holdt|var)\b", re.I)
_HEADS = (
    "(?:tid|dato(?:er)?|aktivitet(?:er)?|tidspunkt|hvornår|hvad|hvem|ansvarlig|forum|handling|opgave|emne|frist|deadline|"
    "møde|fase|trin)"
)
_HEAD_ROW = re.compile(rf"{_HEADS}(?:\s+{_HEADS})*", re.IGNORECASE)
_MARK = re.compile(r"^[•▪◦·*–-]\s*")
_YEAR_OVER = re.compile(r"\bi\s+(20[0-9]{2})\W*$")
_CLOCK = re.compile(
    r"[\s,]*\(?(?:kl\.?\s*[0-9]{1,2}(?:[.:][0-9]{2})?(?:\s*[-–]\s*(?:kl\.?\s*)?[0-9]{1,2}(?:[.:][0-9]{2})?)?)?\)?[\s:–-]*",
    re.IGNORECASE,
)
#: A step without a year is of the paper's own time: it lies within so many days after the paper, or the step before it.
_SOON = timedelta(days=120)
#: What is called a deadline lies ahead, if need be for most of a year.
_LATER = timedelta(days=300)
_DEADLINE = re.compile(r"\bfrist|\w+frist|\bsenest\b|\binden\b", re.IGNORECASE)
_ROW_LONGEST = 160
#: So many lines a row may have.
_ROW_LINES = 6
#: So much before a date says what it is.
_BEFORE = 160


@dataclass(frozen=True, slots=True)
class _Named:
    """A day that text names at ``start`` to ``end``; ``year`` is ``None`` where none is printed."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    ends_period: bool
    #: The words of the date before its figures: "fra den".
    lead: str


def read_deadlines(layout: Layout, lines: Sequence[Line], dated: str | None) -> list[Deadline]:
    """The dated steps after the paper's own date.

    A step without a year needs the paper's date to have one; without that date only what has a year is a step.
    """
    clock = _Calendar(date.fromisoformat(dated) if dated else None)
    rows = time_tables(layout, lines)
    in_rows = {line.index for row in rows for line in row}
    found: list[tuple[int, Deadline]] = []
    for row in rows:
        clock.said = _year_over(lines, row, in_rows, clock.said)
        found += _of_row(layout, row, clock)
    clock.said = None
    for paragraph in layout.paragraphs([line for line in lines if line.index not in in_rows]):
        found += _of_paragraph(paragraph, clock)
    found.sort(key=lambda one: one[0])
    return [one for _index, one in found]


def _year_over(lines: Sequence[Line], row: Sequence[Line], in_rows: set[int], said: int | None) -> int | None:
    """The year of a row: the one in the heading over its table ("Tidsplan i 2024"); a budget's year is none."""
    over = [line for line in lines if line.index < row[0].index][-1:]
    if not over or over[0].index in in_rows or heads_rows(over[0].body):
        return said
    match = _YEAR_OVER.search(over[0].body)
    return int(match[1]) if match else None


class _Calendar:
    """Which day a printed one is, by the paper's own date and the steps before it."""

    def __init__(self, written: date | None) -> None:
        self.written = written
        self.last = written
        #: The year that the heading over a time table says.
        self.said: int | None = None

    def place(self, named: _Named, reach: timedelta = _SOON) -> date | None:
        """The day, where it lies after the paper; ``None`` where it does not, or is not certain."""
        try:
            if named.year or self.said:
                day = date(named.year or self.said or 0, named.month, named.day)
                if self.written and day <= self.written:
                    return None
            else:
                if self.written is None or self.last is None:
                    return None
                day = date(self.written.year, named.month, named.day)
                if day < self.written:
                    day = date(self.written.year + 1, named.month, named.day)
                if not self.written < day <= self.last + reach:
                    return None
        except ValueError:
            return None
        return day

    def keep(self, day: date) -> None:
        """A step that others may follow."""
        if self.last and day > self.last:
            self.last = day


def _days(text: str) -> Iterator[_Named]:
    for match in _DAY.finditer(text):
        if match["month"]:
            word = match["month"].casefold().rstrip(".")
            month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(word))
            year = int(match["year"]) if match["year"] else None
            period = bool(match["from"])
            if match["also"] and not period:
                first = int(match["also"].split(".", 1)[0])
                yield _Named(match.start(), match.end(), first, month, year, False, match["lead"])
            yield _Named(match.start(), match.end(), int(match["day"]), month, year, period, match["lead"])
            continue
        if match["y"] is None and (match["s"] != "/" or not match["lead"].strip()):
            continue
        if match["y"] and (match["s"] + match["s2"]) not in {"--", "..", "//", "/-", "/ "}:
            continue
        if not 1 <= int(match["m"]) <= 12 or (match["y"] and len(match["y"]) == 2 and match["s"] != "/"):
            continue
        year = int(match["y"]) if match["y"] else None
        if year and year < 100:
            year += 2000
        day, month, period = int(match["d"]), int(match["m"]), bool(match["from2"])
        yield _Named(match.start(), match.end(), day, month, year, period, match["lead"])


# -- sentences


def _of_paragraph(paragraph: Paragraph, clock: _Calendar) -> Iterator[tuple[int, Deadline]]:
    text = paragraph.text
    ends = sentence_ends(text)
    for named in _days(text):
        sentence = sentence_at(text, ends, named.start)
        start = ends[place - 1] if (place := bisect_right(ends, named.start)) else 0
        if _DECIDED.search(text[max(0, named.start - _BEFORE) : named.start]):
            continue
        before = text[max(start, named.start - _BEFORE) : named.start] + named.lead
        if not _STEP.search(sentence) or not _is_step(before, text[named.end :], sentence, named, clock.written):
            continue
        day = clock.place(named, _LATER if _DEADLINE.search(sentence) else _SOON)
        if day is None:
            continue
        clock.keep(day)
        line = paragraph.line_at(named.start)
        source = Source(line.page, line.number, line.number, line.raw)
        yield line.index, Deadline(day.isoformat(), sentence, source)


def _is_step(before: str, after: str, sentence: str, named: _Named, written: date | None) -> bool:
    runs = _RUNS.search(before) or (not named.ends_period and _FROM_BEFORE.search(before))
    if (runs and not _OPENS.search(sentence)) or _NO_STEP_BEFORE.search(before):
        return False
    # The paper's own date says better than a verb whether a day with a year is over.
    if named.year and written:
        return True
    told = before.removesuffix(named.lead)
    done = _DONE.search(told) and not _AHEAD.search(told)
    return not (done or _PAST.search(told) or _PAST_AFTER.match(after))


# -- time tables


def heads_rows(text: str) -> bool:
    """Whether the words are those over the columns of a time table."""
    return bool(_HEAD_ROW.fullmatch(text))


def time_tables(layout: Layout, lines: Sequence[Line]) -> list[list[Line]]:
    """The rows of time tables: a date and what is done then, on one line or on lines that follow each other."""
    dated = [place for place, line in enumerate(lines) if line.index not in layout.furniture and _row_date(line)]
    rows: list[list[Line]] = []
    for block in _blocks(lines, dated):
        rows += _rows(layout, lines, block)
    return rows


def names_day(text: str) -> bool:
    """Whether a text names a day."""
    return next(_days(text), None) is not None


def _row_date(line: Line) -> str | None:
    """``alone``, ``first`` or ``last``: how a line of a time table has its date; ``None`` for any other line."""
    body = _MARK.sub("", line.body)
    led = _DAY.match(body) if len(body) > _ROW_LONGEST else None
    if len(body) > _ROW_LONGEST:
        # A long line is a row where a colon parts its date from what is done.
        return "first" if led and body[led.end() :].startswith(":") else None
    named = list(_days(body))
    if not named:
        return None
    first, last = named[0], named[-1]
    if first.start == 0 and last.start == 0 and _CLOCK.fullmatch(body[first.end :]):
        return "alone"
    rest = _CLOCK.sub("", body[first.end :], count=1)
    if first.start == 0 and not body[first.end :].startswith(". "):
        opens = rest[:1].isupper() or re.match(r"[0-9]\. ", rest)
        if opens or re.match(r"\s*[:–-]", body[first.end :]):
            return "first"
    if (_CLOCK.fullmatch(body[last.end :]) and not ends_sentence(body) and body[:1].isupper()) or body[:1].isdigit():
        return "last" if _CLOCK.fullmatch(body[last.end :]) else None
    return None


def _blocks(lines: Sequence[Line], dated: Sequence[int]) -> Iterator[list[int]]:
    """Dated lines of one sort that stand near each other."""
    block: list[int] = []
    for place in [*dated, None]:
        if place is not None and block and _same_block(lines, block, place):
            block.append(place)
            continue
        timed = block and ("kl" in lines[block[0]].body or _calls_dates(lines, block[0]))
        if len(block) > 1 and (timed or _sort(lines, block) != "alone" or _widest_step(block) > 1):
            yield block
        block = [] if place is None else [place]


def _same_block(lines: Sequence[Line], block: Sequence[int], place: int) -> bool:
    last = block[-1]
    if place - last > _ROW_LINES or any(heads_rows(line.body) for line in lines[last:place]):
        return False
    sorts = {_row_date(lines[last]), _row_date(lines[place])}
    if len(sorts) > 1 and "last" in sorts:
        return False
    between = lines[last + 1 : place]
    return _row_date(lines[last]) == "alone" or not any(len(line.body) > _ROW_LONGEST for line in between)


def _sort(lines: Sequence[Line], block: Sequence[int]) -> str | None:
    """How the dates of a block stand; dates alone among others that lead their line lead their rows too."""
    sorts = {_row_date(lines[place]) for place in block}
    return sorts.pop() if len(sorts) == 1 else "first"


def _calls_dates(lines: Sequence[Line], place: int) -> bool:
    """Whether the line over dates says what is done on them: "Møderne holdes på følgende datoer:"."""
    over = lines[place - 1].body if place else ""
    return over.endswith(":") and "dato" in over and _STEP.search(over) is not None


def _widest_step(block: Sequence[int]) -> int:
    """How far the dates of a block stand from each other: right below each other they name no steps."""
    return max(second - first for first, second in pairwise(block))


def _rows(layout: Layout, lines: Sequence[Line], block: Sequence[int]) -> Iterator[list[Line]]:
    sort = _sort(lines, block)
    if sort == "last":
        for place in block:
            yield [lines[place]]
        return
    if sort == "alone" and _step_stands_over(lines, block):
        start = block[0] - 1
        for place in block:
            yield list(lines[start : place + 1])
            start = place + 1
        return
    for at, place in enumerate(block):
        stop = block[at + 1] if at + 1 < len(block) else _end(layout, lines, place)
        yield list(lines[place:stop])


def _step_stands_over(lines: Sequence[Line], block: Sequence[int]) -> bool:
    first, last = lines[block[0]], block[-1]
    if block[0] == 0 or _HEAD_ROW.fullmatch(lines[block[0] - 1].body):
        return False
    over = first.gap
    under = [lines[place + 1].gap for place in block if place + 1 < len(lines)]
    if over == 0 and under and min(under) > 0:
        return True
    return last + 1 == len(lines) or (over <= lines[last + 1].gap and len(lines[last + 1].body) > _ROW_LONGEST)


def _end(layout: Layout, lines: Sequence[Line], place: int) -> int:
    """Where the last row of a time table ends: its first line of text, and what goes on from there."""
    stop = place + (2 if _row_date(lines[place]) == "alone" else 1)
    while stop < len(lines) and layout.tight(lines[stop]) and not layout.breaks(lines[stop - 1], lines[stop]):
        stop += 1
    return min(stop, len(lines))


def _of_row(layout: Layout, row: Sequence[Line], clock: _Calendar) -> Iterator[tuple[int, Deadline]]:
    paragraph = layout.paragraph(row)
    for named in list(_days(paragraph.text))[:2]:
        day = clock.place(named)
        line = paragraph.line_at(named.start)
        told = paragraph.text[: named.start]
        if day is None or _row_date(line) is None or _NO_STEP_BEFORE.search(told) or _DECIDED.search(told):
            continue
        clock.keep(day)
        raw = "\n".join(one.raw for one in row)
        source = Source(row[0].page, row[0].number, row[-1].number, raw)
        yield line.index, Deadline(day.isoformat(), paragraph.text, source)
