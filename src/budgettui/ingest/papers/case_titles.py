"""Lines that may be the title of a case: the number with its title in the forms that agendas print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from budgettui.domain.dates import MONTHS, parse_date
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.papers import absences, case_headings, case_marks, point_marks
from budgettui.ingest.papers.case_headings import Role

BEFORE_TITLE = re.compile(
    r"^\W*(?:(?:dagsordens?)?punkt|pkt\.?|sag)?(?:\s*nr\.?)?\s*[0-9.]+[.:)]?\s+", re.IGNORECASE
)
_DIGITS = r"(?P<n>[0-9]{1,3}(?:\.[0-9]{1,2})?)"
_N = rf"{_DIGITS}(?![0-9/]|-[0-9])"
#: Those of a late agenda may have a letter before the number: "Pkt. T1".
_LATE = _N.replace("(?P<n>", "(?P<n>(?-i:[A-ZÆØÅ])?")
_WORDED = re.compile(
    rf"(?:(?:dagsordens?)?punkt:?|pkt\.?|sag|nr\.)(?:\s*nr\.?)?\s*{_LATE}\s*[.:)|–-]*\s*(?:\([^()]*\)$|(?P<title>.*))",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"{_N}\s*[.:)]?(?P<kind>\s*\((?:åben|lukket)t?\))?", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"{_N}(?:\s*[.:)]?\s+[–-]?\s*|[.:)](?=\(?[A-ZÆØÅ])|(?=[A-ZÆØÅ](?:[a-zæøå]{{2}}|[A-ZÆØÅ]{{3}})))"
    rf"(?!(?i:{'|'.join(MONTHS)})\b)(?P<title>\S.*)"
)
#: A label with its value.
_FIELD = re.compile(r"[A-ZÆØÅ][^:]{2,40}:\s?.{0,80}")
#: The number under the title: "Sag nr. 130".
_BELOW = re.compile(
    rf"(?:punkt|pkt\.?|sag)(?:\s*nr\.?)?\s*{_N}\s*[.:]?(?P<kind>\s*\((?:åben|lukket)t?\))?", re.IGNORECASE
)
#: An enclosure with its number.
_ENTRY = re.compile(r"bilag\s+[0-9]{1,2}\b", re.IGNORECASE)
#: "Ad 2. Budget": believed where a heading stands under it, for decisions are numbered so as well.
_AD = re.compile(rf"ad\.?\s*{_N}\s*[.:)–-]*\s+(?P<title>[A-ZÆØÅ].*)", re.IGNORECASE)
#: The body's letters, the number in its year, and what is to be done: "KFU-15/07-O Årsregnskab".
_CODED = re.compile(rf"[A-ZÆØÅ]{{2,4}}-{_DIGITS}/[0-9]{{2,4}}(?:-[A-ZÆØÅ])?\s+(?P<title>[A-ZÆØÅ].*)")
FORMS = (_WORDED, _ALONE, _NUMBERED, _BELOW, _AD, _CODED)
#: A number with what stands before it and behind it in each title of a paper: "Emne 3 -", "[3]", "3/2019".
_OWN = re.compile(
    r"(?P<before>[^0-9]{0,30}?)(?P<n>[0-9]{1,3})(?P<behind>\S{0,12}\s+(?:[:–-]\s+)?)(?=[A-ZÆØÅ(”\"])", re.IGNORECASE
)
_NO_OWN = re.compile(r".*(?:\b(?:at|tabel|figur|side|kl|den|d|fra|i|stk)|bilag)\W*", re.IGNORECASE)
_USUAL = re.compile(r"[\s.):–-]*")
#: So many numbers that follow each other make a form.
_RUN = 3
FIXED = re.compile(
    r"eventuelt|evt\.?|lukket (?:punkt|sag)|(?:gensidige )?meddelelser.{0,40}|godkendelse af (?:dagsorden|referat|"
    r"protokol).{0,60}|underskrift(?:sside|sblad|er)?|"
    r"orientering(?:er|spunkter)?(?: (?:fra|til|v/).{0,60})?|forvaltningen orienterer|gensidig orientering|"
    r"bordet rundt|siden sidst|"
    r"spørgetid|dagsorden|referat.{0,40}|næste møde.{0,60}",
    re.IGNORECASE,
)
#: What is done with the items below: the heading of a group of them.
_SECTION = re.compile(
    r"til\s+(?:godkendelse|drøftelse|orientering|beslutning|efterretning|behandling)", re.IGNORECASE
)
_HEADS_NONE = re.compile(
    r"eventuelt|evt\.?|meddelelser.{0,40}|godkendelse af (?:dagsorden|referat|protokol).{0,60}|næste møde",
    re.IGNORECASE,
)
#: How long an item may take, or when it is up: "(30 min.)", "kl. 13.00-13.15", "(15 minutter – til drøftelse)".
TIMED = re.compile(
    r"\s*[,–-]?\s*\(?(?:(?:ca\.\s*)?[0-9]{1,3}\s*min(?:utter|\.)?|kl\.?\s*[0-9]{1,2}[.:][0-9]{2}(?:\s*[-–]\s*"
    r"(?:kl\.?\s*)?[0-9]{1,2}[.:][0-9]{2})?)(?:[^()]{0,40}\))?\s*$",
    re.IGNORECASE,
)
_DOTS = re.compile(r"(?:(?:\.\s?){3,}|…)\s*(?:[0-9]{0,4}|[ivxl]+)\s*$")
#: What is numbered below an item: "3.A. Rapport".
UNDER = re.compile(r"[0-9]{1,3}\.[A-ZÆØÅ]\b")
#: The words with which the proposal begins right under a title.
_PROPOSED = re.compile(r"det (?:indstilles|foreslås|anbefales)\b", re.IGNORECASE)
_TITLE_LONGEST = 6
#: A title over its number is no longer than so many lines.
_ABOVE = 3
#: A title stands so far in behind its number, where its second line hangs under it.
_HANGS = 3
#: So far apart stand all paragraphs of a document whose format knows them.
_BLOCK = 4
PLAIN_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Start:
    """Where a case begins: the lines of its number and title, and how it is known to be one."""

    at: int
    after: int
    number: str | None
    title: str | None
    certain: bool
    #: Whether a case number or "Åbent" stands under the title.
    marked: bool = False
    #: Whether the line says itself that it is an item ("Punkt 3: …").
    worded: bool = False
    #: Whether it says nothing else, and the title is the line under it.
    alone: bool = False
    weight: float = 0.0
    #: Whether one of a case's headings stands right under the title.
    headed: bool = False
    #: Whether the number before stands right over it, with nothing between.
    joined: bool = False
    #: Whether it stands in a list under the word "Dagsorden".
    planned: bool = False
    #: Whether an empty line, or a new page, stands over it.
    apart: bool = False
    #: Whether agendas have the title everywhere: "Godkendelse af dagsorden".
    fixed: bool = False
    #: The case number, where it stands over the title.
    above: str | None = None
    #: Whether the document is this one case.
    single: bool = False
    #: What was minuted, where it stands behind the title and a colon.
    said: str = ""
    #: Whether only the contents page names the case.
    listed: bool = False


def own_forms(lines: Sequence[Line]) -> list[re.Pattern[str]]:
    """The forms of this paper's own: what the same words or signs stand about, with numbers that go on by one."""
    runs: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        match = _OWN.match(line.body)
        if match is None or is_dotted(line.body) or any(form.fullmatch(line.body) for form in FORMS):
            continue
        behind = re.sub("[0-9]+", "#", match["behind"])
        before = match["before"]
        if _NO_OWN.fullmatch(before) or (_USUAL.fullmatch(behind) and not re.search(r"[\w(\[{]", before)):
            continue
        runs.setdefault((before, behind), []).append(int(match["n"]))
    return [
        re.compile(
            rf"{re.escape(before)}{_DIGITS}{re.escape(behind).replace(re.escape('#'), '[0-9]+')}(?P<title>\S.*)"
        )
        for (before, behind), numbers in runs.items()
        if sum(two == one + 1 for one, two in pairwise(numbers)) >= max(_RUN - 1, len(numbers) // 2)
    ]


def read_start(layout: Layout, lines: Sequence[Line], place: int, form: re.Pattern[str]) -> Start | None:
    line = lines[place]
    match = form.fullmatch(line.body)
    names = place > 0 and not line.gap and absences.heads_absent(lines[place - 1].body)
    if match is None or is_dotted(line.body) or names or (place and _is_rest(lines[place - 1], line)):
        return None
    if form is _BELOW:
        return _titled_above(layout, lines, place, match)
    title = (match.groupdict().get("title") or "").strip()
    alone = form is _WORDED and not title
    after = place + 1
    if (form is _NUMBERED or form not in FORMS) and (
        not any(letter.isalpha() for letter in title) or title[:3].casefold() == "at " or parse_date(line.body)
        or case_marks.GROUP_LETTER.match(title)
    ):
        return None
    above = None
    if form is _NUMBERED and (over := case_marks.case_number([replace(line, body=title, raw=title)], 0)) and not (
        re.search(r"[a-zæøå]{2}", title.partition(over[0])[2])
    ):
        # "61. Journalnr. 00.01 Ø10" over the title.
        above, title = over[0], ""
    if alone or form is _ALONE:
        # The marks of a case may stand between its number and its title.
        behind = next(
            (k for k in range(after, len(lines))
             if not (case_marks.is_mark(lines[k]) or (alone and _is_field(lines[k].body)))), after
        )  # fmt: skip
        numbers = [case_marks.case_number(lines, k) for k in range(after, behind) if case_marks.is_mark(lines[k])]
        above = next((number[0] for number in numbers if number), None)
        after = behind if numbers else after
    # "Beslutningsforslag fra X" between the word "Punkt" and a case number can be nothing but a title.
    enclosed = alone and after + 1 < len(lines) and case_marks.case_number(lines, after + 1) is not None
    if not title:
        if after >= len(lines) or not (
            enclosed or can_be_title(lines[after], sentence=form is _WORDED) or is_fixed(lines[after].body)
        ):
            return None
        if (form is _ALONE or alone) and (
            line.gap == 0 and not line.new_page and place > 0 and line.heading == 0 and not _is_end(lines[place - 1])
        ):
            return None
        title = lines[after].body
        after += 1
    first = after
    while after < len(lines) and after - place <= _TITLE_LONGEST and (
        _goes_on(layout, lines, after, form, match["n"]) or _hangs(lines, after, first, title)
    ):
        after += 1
    if after - first > 2 and not _is_under_title(lines, after):
        # A paragraph, and no long title: nothing of a case follows it.
        after = first
    title = layout.joiner.join([title, *(line.body for line in lines[first:after])])[0]
    title += match.groupdict().get("kind") or ""
    worded = alone or form is _CODED or (form is _WORDED and bool(re.search(r"[0-9](?:\s*[:.|–-]|\s{2,}\S)", line.raw)))
    times = [own for one in lines[place:after] if TIMED.fullmatch(own := re.split(r"\s{3,}", one.raw.strip())[-1])]
    if times and title.endswith(times[-1]):
        # When it is up stands in a column of its own.
        title = title.removesuffix(times[-1]).rstrip()
    return Start(place, after, match["n"], title, False, worded=worded, alone=alone, above=above)


def _is_field(body: str) -> bool:
    """Whether a line is a label with its value; "Lukket punkt: Salg" is a title."""
    return _FIELD.fullmatch(body) is not None and case_marks.said_alone(body.partition(":")[0]) is None


def _goes_on(layout: Layout, lines: Sequence[Line], after: int, form: re.Pattern[str], number: str) -> bool:
    """Whether a line is the rest of the title over it."""
    line, before = lines[after], lines[after - 1]
    if form is _WORDED and line.gap == 1 and after + 1 < len(lines) and case_marks.is_mark(lines[after + 1]):
        # A large heading leaves space between its lines, and the case number ends it.
        again = line.body == _number_off(before.body) or case_marks.heads_group(line.body) or form.fullmatch(line.body)
        return not (again or case_marks.is_mark(line)) and case_headings.role_of(line.body) is None
    rest = is_open(before.body) or line.body[:1].islower()
    if line.gap or line.heading or (case_headings.role_of(line.body) is not None and not rest):
        return False
    if case_marks.is_mark(line) or UNDER.match(line.body):
        return False
    if _is_rest(before, line):
        return True
    sibling = form.fullmatch(line.body)
    entry = bool(sibling and (sibling.groupdict().get("title") or "")[:1].isupper())
    if sibling and (number_key(sibling["n"]) > number_key(number) or (entry and layout.fits(before, line))):
        return False
    if sibling and entry:
        # "Etape / 3. Strækningen" over the end of a full line.
        return True
    if point_marks.is_marked(line.body):
        return False
    if case_headings.inline_heading(line.body) or is_dotted(line.body):
        return False
    if case_marks.GROUP_LETTER.match(line.body) or case_marks.heads_group(line.body):
        return False
    if _ALONE.fullmatch(line.body) or not any(map(str.isalnum, line.body)) or line.body == _number_off(before.body):
        # The next number, a dash, or the title once more.
        return False
    if layout.breaks(before, line) and not layout.wraps(before):
        return False
    if before.body.endswith(")") and (
        case_marks.number_in_title(before.body)[1] or case_marks.open_in_title(before.body)[1] is not None
    ):
        # The number of the case closes its title, and so does the mark of an open one.
        return False
    if is_fixed(_number_off(before.body)) or TIMED.search(before.body):
        return False
    if line.body[:1].isupper() and ends_sentence(line.body) and not is_open(before.body):
        # A sentence under a title is no part of it.
        return False
    under = lines[after + 1] if after + 1 < len(lines) else None
    if line.body[:1].isupper() and layout.fits(before, line) and under and not (under.gap or layout.fits(line, under)):
        # The title ended on purpose, over the full first line of a text.
        return False
    return not ends_sentence(before.body) or layout.fits(before, line, 1.0) is False


def _hangs(lines: Sequence[Line], after: int, first: int, title: str) -> bool:
    """Whether a line that begins nothing stands right under the words of the title, in from the number, and no other
    does: "2019-2023", "- 12,5 mio. kr."."""
    line, over = lines[after], lines[first - 1].raw
    under = lines[after + 1] if after + 1 < len(lines) else None
    ends = under is None or under.gap > 0 or case_marks.is_mark(under)
    begins = line.gap or line.body[:1].isupper() or case_marks.is_mark(line)
    column = over.find(title)
    in_from_number = column - (len(over) - len(over.lstrip())) >= _HANGS
    return after == first and ends and not begins and in_from_number and line.raw.find(line.body) == column


def _is_rest(before: Line, line: Line) -> bool:
    """Whether a line goes on behind a word that ends nothing: "møder den" / "8.5. og 15.5.2013" is no item."""
    last = before.body.rpartition(" ")[2]
    # Points are numbered under "indstiller, at".
    parted = line.gap or line.new_page or line.body[:1].isupper() or last == "at"
    return not parted and is_open(before.body) and last.isalpha() and last.islower()


def _number_off(body: str) -> str:
    return BEFORE_TITLE.sub("", body)


def _is_under_title(lines: Sequence[Line], after: int) -> bool:
    return after < len(lines) and (case_marks.is_mark(lines[after]) or role_below(lines, after) is not None)


def _titled_above(layout: Layout, lines: Sequence[Line], place: int, match: re.Match[str]) -> Start | None:
    """A case whose number stands right under its title, and perhaps that it is closed: "Sag nr. 75 (lukket)"."""
    alike = place > 0 and lines[place - 1].gap == lines[place].gap >= _BLOCK
    if not place or (lines[place].gap and not alike):
        return None
    first = place - 1
    while first > 0 and place - first < _ABOVE:
        over = lines[first - 1]
        if lines[first].gap or lines[first].new_page or layout.breaks(over, lines[first]) or _ENTRY.match(over.body):
            break
        first -= 1
    else:
        # Where nothing parts the lines each is a block of its own.
        first = place - 1
    title = layout.joiner.join([line.body for line in lines[first:place]])[0]
    return Start(first, place + 1, match["n"], f"{title}{match['kind'] or ''}", False, worded=True)


def is_fixed(title: str) -> bool:
    """Whether a title is one that agendas have everywhere, with or without the time that it may take."""
    return FIXED.fullmatch(TIMED.sub("", title).rstrip(" :.")) is not None or is_said_behind(title)


def heads_section(title: str) -> bool:
    """Whether a title heads items that have the same done with them: "Til godkendelse"."""
    return _SECTION.match(title) is not None


def is_said_behind(title: str) -> bool:
    """Whether text stands behind a title that has none: "Eventuelt: Intet", but not "Orientering: Budget"."""
    head, _colon, text = title.partition(": ")
    return bool(text) and _HEADS_NONE.fullmatch(head) is not None


def _is_end(line: Line) -> bool:
    return ends_sentence(line.body) or len(line.body) < 60


def can_be_title(line: Line, *, sentence: bool = False) -> bool:
    """Whether a line has the words and the form of a title: no mark, heading or, if not allowed, sentence."""
    body = line.body
    return (
        not body[:1].islower()
        and body[:1].isalnum() | (body[:1] in '(”"»“')
        and any(letter.isalpha() for letter in body)
        and not case_marks.is_mark(line)
        and case_headings.role_of(body) is None
        and not (ends_sentence(body) and not (sentence and len(body) <= PLAIN_LONGEST))
    )


def role_below(lines: Sequence[Line], after: int) -> Role | None:
    """Which of the headings that cases have stands right under the title."""
    if after >= len(lines):
        return None
    body = lines[after].body
    if body[:1].islower():
        return None
    role = Role.POINTS if _PROPOSED.match(body) else case_headings.role_of(body)
    if role is Role.POINTS and ", at " in body:
        # "Mener, at vejen er smal, og foreslår," is text.
        role = None
    if role is None:
        inline = case_headings.inline_heading(body)
        role = inline[0] if inline else None
    return role if role in {Role.DECISION, Role.POINTS, Role.TEXT} else None


def is_dotted(body: str) -> bool:
    """Whether dots lead to the number of a page."""
    return ("." in body or "…" in body) and _DOTS.search(body) is not None


def without_dots(body: str) -> str:
    """An entry of a contents page without the dots and the page number behind them."""
    return _DOTS.sub("", body).rstrip()


@lru_cache(maxsize=8192)
def number_key(number: str | None) -> tuple[int, ...]:
    """The number as it is counted; the letter of a late agenda is none of it."""
    return tuple(int(part) for part in re.sub("^[^0-9]", "", number or "0").split("."))
