"""Who took no part in a decision, as minutes say it under the words or in them."""

from __future__ import annotations

import re

from budgettui.ingest.page import names

ABSENT = re.compile(
    r"(?:fraværende(?: (?:med|uden) afbud)?|(?:der var )?afbud(?: fra)?(?:/fraværende)?|"
    r"(?:ikke|ej) til ?stede(?: var)?|forfald|"
    r"ikke mødt|deltog ikke|følgende (?:havde (?:meldt )?afbud|deltog ikke(?: [ipå]{1,2} mødet)?|var fraværende|"
    r"udeblev(?: uden afbud)?))"
    r"(?:(?: (?:i|under) [^:]{3,70})?\s*:\s*|\s+(?-i:(?=[A-ZÆØÅ][\w.’'-]+ [A-ZÆØÅ][^.:]*$)))(?P<names>.*)",
    re.IGNORECASE,
)
#: Who came instead, under who was missing.
INSTEAD = re.compile(r"(?:stedfortræder|suppleant)(?:e|er)?(?: for [^:]{3,60})?\s*:\s*\S.*", re.IGNORECASE)
_NOBODY = re.compile(r"(?:ingen|-|–)?\.?", re.IGNORECASE)
_NAME = r"[A-ZÆØÅ][\w.’'-]*(?:\s+(?:(?:af|de|den|der|la|van|von)\s+)?[A-ZÆØÅ][\w.’'-]*){1,4}(?:\s*\([A-ZÆØÅ]{1,3}\))?"
_AWAY = re.compile(
    r"\b(?:deltog(?: derfor)? ikke|var (?:fraværende|forhindret|ikke til ?stede)|er fraværende"
    r"|havde (?:meldt )?(?:afbud|forfald)|har meldt afbud|var (?:erklæret )?inhabile?)\b"
)
_NAMES_BEFORE = re.compile(rf"(?P<names>{_NAME}(?:\s*,\s*{_NAME})*(?:\s*(?:,\s*)?og\s+{_NAME})?)\s+$")
ONLY_NAMES = re.compile(rf"(?:{_NAME}(?:\s*,\s*{_NAME})*(?:\s*(?:,\s*)?og\s+{_NAME})?|[Ii]ngen)\.?")
#: What somebody is, behind the name: "Første Medlem (A), næstformand deltog ikke".
_OFFICE = re.compile(r",\s*(?:vice|næst)?(?:formand|borgmester),?\s*$", re.IGNORECASE)
_NAME_LIKE = re.compile(r"[A-ZÆØÅ][\w.’'-]+(?:\s+[\w.’'-]+){1,3}(?:\s*\([A-ZÆØÅ]{1,3}\))?")
#: Why somebody was away, behind the name.
WHY = re.compile(r"\s*\(\s*\)$|\s+(?:på grund af|pga\.?|grundet)\s.*$", re.IGNORECASE)
BULLET = re.compile(r"^(?:[-–•·]|[0-9]{1,2}\.)\s+")
PARTY_BEHIND = re.compile(r",\s+(?P<party>[A-ZÆØÅ]{1,3})$")
#: "Andet Medlem (V) - Femte Medlem (V) mødte som stedfortræder": who came instead is not missing.
_INSTEAD = re.compile(
    r"\s+[-–]\s+.*|\s*\((?:stedfortræder|suppleant|i stedet)[^()]*(?:\([^()]*\))?[^()]*\)|(?<=\w\w)\.\s.*"
)
#: The names before "deltog ikke" stand within so many signs.
_NAMES_LONGEST = 240


def absent_in(text: str) -> tuple[str, ...]:
    """Who a decision says took no part in it."""
    found: list[str] = []
    for away in _AWAY.finditer(text):
        before = re.split(r"(?<=[.!?])\s+|\n", text[max(0, away.start() - _NAMES_LONGEST) : away.start()])[-1]
        before = _OFFICE.sub(" ", before)
        match = _NAMES_BEFORE.search(before)
        whole = names_in(before)
        if match and len(whole) > 1 and all(_NAME_LIKE.fullmatch(name) for name in whole):
            # Nothing stands before "deltog ikke" but names, however they are written.
            found += whole
        elif match:
            found += names_in(match["names"])
    return tuple(dict.fromkeys(found))


def heads_absent(body: str) -> bool:
    """Whether a line says "Afbud:" and the names of who is missing stand under it."""
    match = ABSENT.fullmatch(body)
    return match is not None and not match["names"]


def names_in(text: str) -> list[str]:
    text = _INSTEAD.sub("", text)
    parts = re.split(r"\s*[,;]\s*(?:og\s+)?|\s+og\s+", text.strip().rstrip("."))
    parts = [names.TITLE.sub("", part) for part in parts]
    return [part for part in parts if part and not _NOBODY.fullmatch(part)]
