"""What running text names: its sentences, and the sums of money in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from budgettui.domain.amounts import DOUBT_WORDS, KR, from_hundredths
from budgettui.domain.errors import N_
from budgettui.domain.money import find_money
from budgettui.domain.paper.reading import AmountNamed, Finding, Source
from budgettui.ingest.page.layout import Layout, Line

_BOUNDARY = re.compile(r"[.!?][)”\"]*\s+(?=[A-ZÆØÅ”\"(])|\n+")
#: Abbreviations that the sentence goes on after, even where a capital follows.
_NO_END = re.compile(
    r"(?:^|[\s(])(?:ca|nr|bl\.\s?a|d|f\.\s?eks|inkl|ekskl|jf|pr|st|vedr|ift|ifm|hhv|pkt|"
    r"mio|mia|t|[0-9]{1,2})\.$",
    re.IGNORECASE,
)
#: What a remark in brackets may follow.
_GOES_ON = re.compile(r"(?:^|[\s(])(?:m\.?v|m\.?m|m\.?\s?fl|osv|etc|kr)\.$", re.IGNORECASE)
_NEAR = 24


def sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end; "d. 5. december" and "ca. 3 mio. kr. i alt" end none."""
    return [match.end() for match in _BOUNDARY.finditer(text) if "\n" in match[0] or _is_end(text, match.end())]


def _is_end(text: str, end: int) -> bool:
    before = text[max(0, end - _NEAR) : end].rstrip()
    return not _NO_END.search(before) and not (text[end] == "(" and _GOES_ON.search(before))


def sentence_at(text: str, ends: Sequence[int], offset: int) -> str:
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
