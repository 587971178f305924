"""What running text names: sums of money, and the dated steps of a case."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from budgettui.domain.amounts import DOUBT_WORDS, KR, from_hundredths
from budgettui.domain.dates import MONTHS
from budgettui.domain.errors import N_
from budgettui.domain.money import find_money
from budgettui.domain.paper.reading import AmountNamed, Deadline, Finding, Source
from budgettui.ingest.page.layout import Layout, Line, Paragraph

_BOUNDARY = re.compile(r"[.!?][)”\"]*\s+(?=[A-ZÆØÅ”\"(])|\n+")
#: Abbreviations that the sentence goes on after, even where a capital follows.
_NO_END = re.compile(
    r"(?:^|[\s(])(?:ca|nr|bl\.\s?a|d|f\.\s?eks|inkl|ekskl|jf|pr|st|vedr|ift|ifm|hhv|pkt|"
    r"mio|mia|t|[0-9]{1,2})\.$",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?:\bden|\bd\.)\s+(?P<day>[0-9]{{1,2}})\.\s*(?P<month>{'|'.join(MONTHS)})"
    rf"(?:\s+(?P<year>20[0-9]{{2}}))?",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"behandl|høring|\bfrist|senest|godkend|stilling til|endelig stilling|tages op|drøftes|"
    r"forelægges|orienteres|fremsendes",
    re.IGNORECASE,
)
#: A step without a year is of the paper's own time: it lies within so many days after the paper's date.
_SOON = timedelta(days=120)
_PROSE = 80
_NEAR = 24


def sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end; "d. 5. december" and "ca. 3 mio. kr. i alt" end none."""
    return [
        match.end()
        for match in _BOUNDARY.finditer(text)
        if "\n" in match[0] or not _NO_END.search(text[max(0, match.end() - _NEAR) : match.end()].rstrip())
    ]


def sentence_at(text: str, ends: Sequence[int], offset: int) -> str:
    """The sentence of the text that this place stands in."""
    place = bisect_right(ends, offset)
    start = ends[place - 1] if place else 0
    end = ends[place] if place < len(ends) else len(text)
    return text[start:end].strip()


def read_amounts(layout: Layout, lines: Iterable[Line]) -> tuple[list[AmountNamed], list[Finding]]:
    """The sums of money that the text names, and a finding for each that cannot be read with certainty."""
    amounts: list[AmountNamed] = []
    findings: list[Finding] = []
    for paragraph in layout.paragraphs(lines):
        ends = sentence_ends(paragraph.text)
        for money in find_money(paragraph.text):
            first, last = paragraph.line_at(money.start), paragraph.line_at(money.end - 1)
            if first is not last and len(paragraph.text) < _PROSE:
                # Cells of a figure that only happen to stand one over the other.
                continue
            source = Source(
                first.page, first.number, last.number,
                first.raw if first is last else f"{first.raw}\n{last.raw}",
            )  # fmt: skip
            kroner = None if money.ore is None else format(from_hundredths(money.ore, KR), "f")
            context = sentence_at(paragraph.text, ends, money.start)
            amounts.append(AmountNamed(money.printed, kroner, context, source))
            if money.doubt:
                findings.append(
                    Finding(
                        "doubtful_number", "note",
                        N_("Beløbet er tvivlsomt: {printed} ({why})").format(
                            printed=money.printed, why=DOUBT_WORDS[money.doubt]
                        ),
                        printed=money.printed, source=source,
                    )
                )  # fmt: skip
    return amounts, findings


def read_deadlines(layout: Layout, lines: Sequence[Line], dated: str | None) -> list[Deadline]:
    """The dated steps after the paper's own date. A step without a year needs the paper's date to have
    one."""
    if dated is None:
        return []
    written = date.fromisoformat(dated)
    found: list[Deadline] = []
    for paragraph in layout.paragraphs(lines):
        ends = sentence_ends(paragraph.text)
        for match, day in _days(paragraph, written):
            sentence = sentence_at(paragraph.text, ends, match.start())
            if not _STEP.search(sentence):
                continue
            line = paragraph.line_at(match.start())
            found.append(Deadline(day.isoformat(), sentence, Source(line.page, line.number, line.number, line.raw)))
    return found


def _days(paragraph: Paragraph, written: date) -> Iterator[tuple[re.Match[str], date]]:
    for match in _DAY.finditer(paragraph.text):
        month = MONTHS.index(match["month"].lower()) + 1
        try:
            if match["year"]:
                day = date(int(match["year"]), month, int(match["day"]))
                if day > written:
                    yield match, day
                continue
            day = date(written.year, month, int(match["day"]))
            if day < written:
                day = date(written.year + 1, month, int(match["day"]))
        except ValueError:
            continue
        if written < day <= written + _SOON:
            yield match, day
