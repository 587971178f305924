"""The marks that open decision points, and the words that lead in to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from budgettui.domain.dates import MONTHS
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open

AT = re.compile(r"at\s*(?P<n>[0-9]{1,3})\s*[).:]+\s*", re.IGNORECASE)
AT_BARE = re.compile(r"at\s*\)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<n>[0-9]{1,2})\)\s+", re.IGNORECASE)
#: "fra / 1. september" is a date, and no point.
NUMBER_DOT = re.compile(rf"(?P<n>[0-9]{{1,2}})\.\s+(?!(?:{'|'.join(MONTHS)})\b)(?=\S)")
_LETTER = re.compile(r"(?P<l>[A-HJ-NP-ZÆØÅ])(?:\)\s*|\.\s+(?=at\b))|(?P<s>[a-h])(?:\)\s+|\.\s+(?=at\b))")
_DASH_AT = re.compile(r"[-–•·\uf0b7]\s+(?=at\b)", re.IGNORECASE)
#: "at 2 mio. kr. afsættes" is a clause, and "at 2)" another mark.
AT_LINE = re.compile(r"(?=at\s+(?:[^\s0-9]|[0-9][0-9.,]*\s+(?:[a-zæøå]|%)))", re.IGNORECASE)
#: "at" in a column of its own, with the points beside it.
_AT_COLUMN = re.compile(r"\s*at\s{2,}", re.IGNORECASE)
_DASH = re.compile(r"[-–•·\uf0b7]\s+(?=\S)")
VERB = r"(?:indstilles|indstiller|foreslår|foreslås|anbefaler|anbefales)"
_LEAD = re.compile(
    rf"(?:det |.{{0,110}}\b)?{VERB}\b(?:(?:(?!\bat\b).){{0,90}}?(?:,?\s*\bat\s*[:,]?|:|,)|\s+(?:til|"
    rf"over ?for)\s+(?:(?!\bat\b|,\s*om\b).){{2,60}})?\s*$"
    # Whom it is proposed to, on a line of its own: "Til Økonomiudvalget og Byrådet:".
    r"|forslag til beslutning:|til (?-i:[A-ZÆØÅ]|udvalget|byrådet)[^.:;]{2,160}:$",
    re.IGNORECASE,
)
#: As a lead, with what is proposed begun in it: "Forvaltningen indstiller, at udvalget godkender:".
_LEADS = re.compile(rf"(?:det |[^.:]{{0,160}}?\b)?{VERB}\b[^.:]{{0,260}}:?$", re.IGNORECASE)
#: What is to be done, said in the lead itself.
_BEGUN = re.compile(rf"\bat\s(?:.*\s)?(?!{VERB})\w{{3,}}es\b", re.IGNORECASE)
#: Over a list with "at" of what somebody said.
_TOLD = re.compile(r"\b(?:oplyste|meddelte|fortalte|bemærkede|understregede|orienterede),?$")
#: A lead goes over so many lines at most.
LEAD_LONGEST = 4
#: A line that ends so goes on: "jf. At 1) og" / "At 2) …" is a reference and no point.
_REFERS = re.compile(
    r"(?:\bat\s*[0-9]{1,2}\)?\s*(?:,|og|eller|samt|[-–])|\b(?:jf|se|jævnfør|under|ad|i|af|vedr)\.?)$", re.IGNORECASE
)
_FORMS = (AT, AT_BARE, _NUMBER, _LETTER, _DASH_AT)
#: Marks that other lists have too: they count only after a lead-in, or from "1." on.
_LETTER_DOT = re.compile(r"(?P<s>[a-h])\.\s+(?=\S)")
_ROMAN = re.compile(r"(?P<r>I{1,3}|IV|VI{0,3}|IX|X)[.)]\s+(?=\S)")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LAST_BUT_ONE = re.compile(r"[,;]\s*(?:og|samt)$")
ENTRY_END = re.compile(r"[,;.](?:\s*(?:og|samt))?$")
#: Words that are nothing without a clause with "at", wherever the line ends.
_NEEDS_AT = re.compile(
    r"\b(?:forudsættes|det (?:bemærkes|præciseres|oplyses|forventes|understreges)|forudsat|således|sådan|"
    r"(?:vilkår|betingelse|forudsætning|bemærkning),?|om|af|på|ved|med|mod|uden|efter)$",
    re.IGNORECASE,
)
#: Words that a clause with "at" may complete: "idet det forudsættes", "på betingelse af", "således".
_WANTS_AT = re.compile(
    r"\b(?:(?:det|der|som) (?:(?:\w+ ){0,2})\w{3,}(?:es|r)|forudsat|forudsætning|betingelse|vilkår|efterretning|følge|"
    r"således|sådan|anmode|anbefale|beslutte|sikre|meddele|oplyse|foreslå|indstille)$",
    re.IGNORECASE,
)
#: No page is so narrow that a line of this length was full.
NARROWEST = 55


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that opens a point: its form, and its place in the order of the list where the mark has one."""

    form: re.Pattern[str]
    place: int | None
    number: int | None
    end: int


def starts_at_point(body: str) -> bool:
    """Whether a line begins with the mark "At 1)", which nothing but a decision point has."""
    return bool(AT.match(body))


def is_marked(body: str) -> bool:
    """Whether a line begins with a mark that a list may have."""
    return any(form.match(body) for form in (*_FORMS, NUMBER_DOT, _LETTER_DOT, _ROMAN, _DASH))


def is_lead(body: str) -> bool:
    """Whether a line only leads in to points: "Det indstilles, at", "Direktøren indstiller til Byrådet:"."""
    return bool(_LEAD.fullmatch(body)) and not body.endswith(".")


def _led(lines: Sequence[Line], place: int) -> bool:
    """Whether the lines right over this one, which bears a mark or begins with "at", only lead in to it."""
    before = lines[place - 1]
    if is_lead(before.body):
        return True
    ending = before.body.endswith((",", ":", " at"))
    if not ending and (ends_sentence(before.body) or not is_marked(lines[place].body)):
        return False
    return _leads_in(_over(lines, place))


def _over(lines: Sequence[Line], place: int) -> str:
    """The text of the lines right over this one, as far as a lead may go."""
    first = place - 1
    while first > 0 and place - first < LEAD_LONGEST:
        if lines[first].gap or ends_sentence(lines[first - 1].body):
            break
        first -= 1
    return " ".join(line.body for line in lines[first:place])


def _leads_in(text: str) -> bool:
    """Whether a text leads in to points and does not say the first of them itself: "at der meddeles dispensation,"."""
    return bool(_LEADS.match(text)) and not _is_begun(text)


def _is_begun(text: str) -> bool:
    return text.endswith(",") and bool(_LEADS.match(text) and _BEGUN.search(text))


def form_of(layout: Layout, lines: Sequence[Line], *, led: bool) -> re.Pattern[str] | None:
    """The form of the marks: that of the first line that has one."""
    told = False
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        after_lead = _led(lines, place) if before else led
        told = (told or (before is not None and _TOLD.search(before.body) is not None)) and not after_lead
        for form in _FORMS:
            if mark_of(layout, form, line, before) and not (told and form is _DASH_AT):
                return form
        number = NUMBER_DOT.match(line.body)
        if number and (after_lead or number["n"] == "1"):
            return NUMBER_DOT
        if after_lead and line.body.startswith(("I. ", "I) ")):
            return _ROMAN
        letter = _LETTER_DOT.match(line.body)
        if letter and after_lead and letter["s"] == "a":
            return _LETTER_DOT
        fresh = before is None or (begins_anew(layout, before, line) and not _is_begun(_over(lines, place)))
        if AT_LINE.match(line.body) and (after_lead or fresh):
            # "Det indstilles," / "at …" over the whole list; one alone after "…, at" is a bare sentence.
            return AT_LINE
        if after_lead and _DASH.match(line.body):
            return _DASH
    return None


def mark_of(layout: Layout, form: re.Pattern[str], line: Line, before: Line | None) -> Mark | None:
    match = form.match(line.body)
    if match is None:
        return None
    if before is not None and layout.tight(line) and _REFERS.search(before.body) and not is_lead(before.body):
        return None
    if form is AT_LINE and before is not None and not _AT_COLUMN.match(line.raw):
        led = is_lead(before.body) or (before.body.endswith((",", ":")) and _leads_in(before.body))
        if not led and not _ended(layout, before, line):
            return None
    groups = match.groupdict()
    number = int(groups["n"]) if groups.get("n") else None
    if groups.get("r"):
        number = _ROMANS.index(groups["r"]) + 1
    letter = groups.get("l") or groups.get("s")
    place = number if number is not None else ord(letter.upper()) - ord("A") + 1 if letter else None
    return Mark(form, place, number, match.end())


def begins_anew(layout: Layout, before: Line, line: Line) -> bool:
    """Whether the line was begun on purpose: there was room on the one before, or space parts them."""
    return not layout.tight(line) or layout.fits(before, line)


def _ended(layout: Layout, before: Line, line: Line) -> bool:
    """As :meth:`begins_anew`, where the line before also ends as an entry of a list does and had any room at all."""
    if layout.tight(line) and _NEEDS_AT.search(before.body):
        return False
    if begins_anew(layout, before, line) or _LAST_BUT_ONE.search(before.body):
        return True
    if ENTRY_END.search(before.body):
        # Under a point that its own line holds the next one stands, unless a clause completes what the line says.
        whole = AT_LINE.match(before.body) is not None and _WANTS_AT.search(before.body.rstrip(",")) is None
        return whole or len(before.body) < NARROWEST or layout.fits(before, line, 1.0)
    # A clause with "at" has a comma before it; without one only a verb or a preposition goes on with it.
    goes_on = is_open(before.body) or before.body.endswith("r") or _WANTS_AT.search(before.body) is not None
    return not goes_on or layout.fits(before, line, 1.0)
