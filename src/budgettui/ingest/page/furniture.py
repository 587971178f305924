"""Running heads and feet: the lines that stand on page after page and belong to the page, not to the text.

Only what looks like the head of a meeting's papers is taken for one (the body, a date, "Side 3", "Referat"), so that
the head of a table that is repeated on the next page stays with its table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from budgettui.domain.dates import MONTHS


class Placed(Protocol):
    """What is asked of a line here."""

    @property
    def index(self) -> int: ...
    @property
    def raw(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def gap(self) -> int: ...
    @property
    def new_page(self) -> bool: ...


_PAGE = re.compile(r"\bside(?:nr\.?)?\s+(?:#|[ivxl]+\b)(?:\s*(?:af|/)\s*#)?|,\s+s\.\s*#$", re.IGNORECASE)
#: A title and the number of the page at the two ends of one line.
_APART = re.compile(r"[A-ZÆØÅ][^.]{2,80}?\s{3,}Side\s+[0-9]+(?:\s*(?:af|/)\s*[0-9]+)?", re.IGNORECASE)
#: A page number between dashes.
_NUMBER = re.compile(r"[-–—]\s*[0-9]{1,4}\s*[-–—]")
#: A rule that is drawn between cases or under headings, and a full stop that stands alone.
_RULE = re.compile(r"_{5,}|[─━═]+(?: [─━═]+)*|\.")
#: What keeps its figures: heads of pages have one date, and the bodies that treated a case one each.
_KEPT = re.compile(r"(?P<date>\b[0-9]{1,2}[-./][0-9]{1,2}[-./ ][0-9]{2,4}\b)|[0-9]+")
_DATE = re.compile(rf"[0-9][-./][0-9]{{1,2}}[-./ ][0-9]|#\.?\s*(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_WORD = re.compile(
    r"referat|dagsorden|protokol|\bmøde|byråd|råd(?:et)?$|udvalg|bestyrelse|kommune\b|borgerrepræsentation|magistrat|"
    r"udskrevet|udskrift|\bside\b|^kl\. ?#|^\w*notat$",
    re.IGNORECASE,
)
#: Headings of a case stand at the top of pages too, and are the text's own.
_HEADING = re.compile(
    r"(?:beslutning|indstilling|sagsfremstilling|resum|bilag|punkt|pkt|sag)\b|"
    r".*\b(?:(?:beslutning|behandling|pkt\.?)\b|punkt #:?$)",
    re.IGNORECASE,
)
#: "Vedtaget som indstillet af Magistraten den 6. juni 2011." is what was decided, on however many pages it comes last.
_SENTENCE = re.compile(r"\S+(?: +\S+){7,}\.")
#: "Møde i Økonomiudvalget den 10. juni 2013" over every case.
_MEETING = re.compile(
    r"(?:(?:ordinært |ekstraordinært )?møde i|referat (?:fra|af)|dagsorden (?:for|til)|.{3,40}s? (?:byråds)?møde)\b.*",
    re.IGNORECASE,
)
#: What web pages print between cases.
_LINK_WORDS = re.compile(
    r"(?:tilbage )?til (?:top(?:pen)?|indholdsfortegnelsen?)|udskriv(?: (?:siden|punkt|hele dagsorde\w+))?|"
    r"fold alle (?:ud|ind)|vis (?:mere|alle)|gå til (?:toppen|indhold)|skip til .{4,20}",
    re.IGNORECASE,
)
_COLUMNS = re.compile(r"\bkr\b|afvig|udgift|indtægt|budget.*regnskab|regnskab.*budget|#.*#")
_NAME = re.compile(r"^[a-zæøå].*[a-zæøå]{4}")
#: A running head is known by nothing else where a paper has so many pages and this share of them print it.
_FEW_PAGES, _NEARLY = 5, 0.7
#: Right behind words stand numbers of many kinds; behind words and nothing else the number of a page, or a year.
_FOOT = re.compile(
    r"(?:\s*(?P<words>\S.*?\S(?=\s{3})|[^\W\d](?:[^\W\d]| (?!\s)){4,60}\b(?=\s[0-9]{1,3}$))\s+|\s*)(?P<page>[0-9]{1,4})"
)
#: A number so far in stands in the middle of its line.
_MIDDLE = 10
#: Under the name and the day of a body that treated the case.
ITEM_ALONE = re.compile(r"(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?[0-9]{1,3}:?", re.IGNORECASE)
#: A title of the contents page may stand at an edge as well, and the title itself over its case.
_ITEM = re.compile(r"#\.\s+[a-zæøå]{3}")
_LONGEST = 110
_NEAR_EDGE = 3
_OFTEN = 3


def running_lines(lines: Sequence[Placed]) -> Iterator[int]:
    """The places of the lines that are heads or feet of pages, or links of a web page."""
    keys = [
        _KEPT.sub(lambda figures: figures["date"] or "#", line.body.casefold()) if len(line.body) <= _LONGEST else ""
        for line in lines
    ]
    counts = Counter(keys)
    yield from (place for place, line in enumerate(lines) if _LINK_WORDS.fullmatch(line.body))
    yield from (place for place, line in enumerate(lines) if _NUMBER.fullmatch(line.body) or _RULE.fullmatch(line.body))
    numbered = [place for place, key in enumerate(keys) if _PAGE.search(key)]
    counted = _counted(lines, keys)
    yield from counted
    numbered += counted
    yield from (place for place in numbered if _PAGE.fullmatch(keys[place]) or counts[keys[place]] > 1)
    yield from (place for place in numbered if _APART.fullmatch(lines[place].raw.strip()))
    yield from _repeated(keys, _beside(lines, numbered), 2)
    # The head of the next page may stand apart from the foot with the number, and is there mostly.
    usual = Counter(keys[place] for place in numbered).most_common(1)
    feet = [place for place in numbered if keys[place] == usual[0][0]]
    below = [range(place + 1, min(len(lines), place + _NEAR_EDGE)) for place in feet]
    yield from _repeated(keys, below, max(_OFTEN, len(feet) // 2))
    yield from (place for under in pages_told(lines) for place in (under - 1, under))
    tops, bottoms, others = _at_edges(lines)
    yield from _repeated(keys, tops, max(2, (len(tops) + 1) // 2))
    yield from _repeated(keys, bottoms, max(2, (len(tops) + 1) // 2), outermost=True, others=others)
    yield from _on_nearly_all(keys, tops)
    yield from _outermost_on_all(keys, [place for place, line in enumerate(lines) if line.new_page])
    for place, line in enumerate(lines):
        if counts[keys[place]] >= _OFTEN and _MEETING.fullmatch(line.body) and _DATE.search(keys[place]):
            under = lines[place + 1].body if place + 1 < len(lines) else ""
            if not (ITEM_ALONE.fullmatch(under) or _HEADING.match(keys[place])):
                yield place


def pages_told(lines: Sequence[Placed]) -> Iterator[int]:
    """The lines where what the paper begins with comes again under the number of a page: another begins there."""
    named = bool(lines) and " " in lines[0].body
    for foot, under in pairwise(lines) if named else ():
        if under.body == lines[0].body and (foot.body.isdecimal() or _PAGE.search(_KEPT.sub("#", foot.body))):
            yield under.index


def _counted(lines: Sequence[Placed], keys: Sequence[str]) -> list[int]:
    """The feet that count the pages: a number in the middle of its line with the same head beside it again and again,
    or anywhere over the same head, or in a column behind the same words of a running head. "Punkt   3" counts items.
    """
    pages: dict[str, list[tuple[int, int]]] = {}
    for place, line in enumerate(lines):
        match = _FOOT.fullmatch(line.raw.rstrip()) if line.body[-1:].isdigit() else None
        if match:
            under = keys[place + 1] if place + 1 < len(lines) and match.start("page") < _MIDDLE else ""
            pages.setdefault(match["words"] or under, []).append((place, int(match["page"])))
    found: list[int] = []
    end = pages.get("", [(-1, 0)])[-1]
    for words, feet in pages.items():
        beside = Counter(keys[near] for place, _page in feet for near in (place - 1, place + 1) if near < len(keys))
        named = [_KEPT.sub("#", words)] if words else [key for key, count in beside.items() if count > 1]
        # A page of a table or a picture may have no foot.
        without = feet[-1][1] - feet[0][1] + 1 - len(feet)
        rises = all(one[1] < two[1] for one, two in pairwise(feet))
        counts = len(feet) >= _OFTEN and rises and without <= len(feet) // 4
        if counts and any(_DATE.search(name) or _WORD.search(name) for name in named):
            found += [place for place, _page in feet]
            # Under the last page there is no other.
            found += [end[0]] if end == (len(lines) - 1, feet[-1][1] + 1) else []
    return found


def _beside(lines: Sequence[Placed], numbered: Sequence[int]) -> list[list[int]]:
    """For each "Side 3" the lines of its block: those that no empty line parts from it."""
    blocks = []
    for place in numbered:
        first = last = place
        while first > 0 and place - first < _NEAR_EDGE and not (lines[first].gap or lines[first].new_page):
            first -= 1
        while last + 1 < len(lines) and last - place < _NEAR_EDGE and lines[last + 1].gap == 0:
            last += 1
        blocks.append([k for k in range(first, last + 1) if k != place])
    return blocks


def _at_edges(lines: Sequence[Placed]) -> tuple[list[range], list[range], list[range]]:
    """For each page the first lines, and the last ones from the foot up; and those of the first page and short ones,
    which say nothing of the others."""
    starts = [place for place, line in enumerate(lines) if line.new_page]
    whole = [(start, stop) for start, stop in pairwise([*starts, len(lines)]) if stop - start > 2 * _NEAR_EDGE]
    pages = [(start, stop) for start, stop in pairwise([0, *starts, len(lines)]) if stop - start >= _NEAR_EDGE]
    others = [stop for start, stop in pages if (start, stop) not in whole]
    return (
        [range(start, start + _NEAR_EDGE) for start, _stop in whole],
        [range(stop - 1, stop - 1 - _NEAR_EDGE, -1) for _start, stop in whole],
        [range(stop - 1, stop - 1 - _NEAR_EDGE, -1) for stop in others],
    )


def _outermost_on_all(keys: Sequence[str], starts: Sequence[int]) -> Iterator[int]:
    """The words that every page begins with, or that every page ends with. Those that the first page begins with may
    be the head of the paper.
    """
    if not starts or not starts[0]:
        return
    for edge in ([0, *starts], [*(start - 1 for start in starts), len(keys) - 1]):
        if len({keys[place] for place in edge}) == 1 and _is_name(keys[edge[0]]):
            yield from edge[not edge[0] :]


def _is_name(key: str) -> bool:
    """Whether a line at the edge of a page may be a running head by its words: the head of a table says columns."""
    return bool(_NAME.search(key)) and not (_COLUMNS.search(key) or _HEADING.match(key))


def _on_nearly_all(keys: Sequence[str], groups: Sequence[Sequence[int]]) -> Iterator[int]:
    """Words that stand at the same edge of nearly every page, whatever they say; the head of a table says columns."""
    if len(groups) < _FEW_PAGES:
        return
    counts = Counter(key for group in groups for key in {keys[k] for k in group})
    heads = {key for key, count in counts.items() if count >= _NEARLY * len(groups) and _is_name(key)}
    for group in groups:
        yield from (k for k in group if keys[k] in heads)


def _repeated(
    keys: Sequence[str],
    groups: Sequence[Sequence[int]],
    often: int,
    *,
    outermost: bool = False,
    others: Sequence[Sequence[int]] = (),
) -> Iterator[int]:
    """What stands in so many of the groups and looks like a running head, there and in the ``others``.

    ``outermost`` leaves out what stands behind a line that is none: "Byrådet den 2. maj" over what it decided.
    """
    counts = Counter(key for group in groups for key in {keys[k] for k in group})
    heads = {
        key
        for key, count in counts.items()
        if key and count >= (max(often, _OFTEN) if _ITEM.match(key) else often)
        if (_DATE.search(key) or _WORD.search(key)) and not (_HEADING.match(key) or _SENTENCE.fullmatch(key))
        # "Byrådet den 2. maj:" heads what is under it.
        if not key.endswith(":")
    }
    for group in (*groups, *others):
        for k in group:
            if keys[k] in heads:
                yield k
            elif outermost and keys[k] != "#":
                break
