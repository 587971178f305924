"""Follow-ups in what is written: "VJ / EKH følger op med et kort notat senest næste fredag".

Only a sentence whose subject is those at the meeting, by initials or name, and whose verb is what somebody is going to
do, is one. It is offered to a person and never recorded by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from budgettui.domain.dates import parse_due

#: The end of a sentence: a stop before a capital, emphasised or not, or a line's end. A stop after "ult", "d" or a
#: figure ends nothing.
_ENDS = re.compile(r"(?<=[.!?])(?<!\bult\.)(?<!\bd\.)(?<!\bca\.)\s+(?=[*_»(]{0,3}[A-ZÆØÅ])|\n+")
#: Marks of a list before a sentence, and words that say that a follow-up comes.
_MARK = re.compile(
    r"^(?:(?:[-*•–]|\d+[.)])\s+)?(?:[*_]*(?:opfølgning|aftalt|aftale|næste skridt)[*_]*:[*_]*\s+)?", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:/|,|&|\+|\bog\b|\bsamt\b)\s*")
#: What somebody does at the meeting itself: nothing that is left to do afterwards.
_AT_THE_MEETING = frozenset((
    *("er", "var", "har", "bliver", "siger", "spørger", "oplyser", "orienterer", "bemærker", "mener", "takker"),
    *("redegør", "fortæller", "foreslår", "forlader", "deltager", "kommer", "går", "ønsker", "støtter", "stemmer"),
    *("svarer", "tilføjer", "supplerer", "anfører", "konstaterer", "præsenterer", "gennemgår", "byder", "indleder"),
    *("fremhæver", "understreger", "påpeger", "peger", "finder", "anbefaler", "tilslutter", "godkender", "tiltræder"),
    *("drøfter", "minder", "henviser", "fremlægger"),
))
#: What somebody sees to, "at": with any other verb, what comes after "at" is what was said.
_SEES_TO = frozenset(("sikrer", "påser", "aftaler"))
#: What may stand before the verb that says what will be done.
_WILL = frozenset(("skal", "vil", "får"))
#: Words before a day that belong to it, not to the text.
_UNTIL = frozenset(("senest", "inden", "til", "på", "den", "d.", "i", "før"))
#: Words of which one stands before a day that is waited for.
_TO = frozenset(("til", "senest", "inden", "før", "møde", "mødet"))
#: Words before a day or a period that say what something is of, and not until when it is done.
_OF = frozenset(("for", "fra", "af", "om", "siden"))
#: The most words that a day is said in.
_LONGEST = 5


class Spotted(NamedTuple):
    """A follow-up that may be meant. ``said`` is the day as it is written, ``due`` what it means; "" and ``None`` where
    none is."""

    text: str
    responsible: str
    said: str = ""
    due: date | None = None


def spot(text: str, people: Mapping[str, str], today: date) -> list[Spotted]:
    """The follow-ups in a text, in its order. ``people`` are those at the meeting: their names by their initials."""
    known = {word: initials.upper() for initials, name in people.items() for word in (initials.upper(), name) if word}
    found = (_spotted(_MARK.sub("", sentence.strip()), known, today) for sentence in _ENDS.split(text))
    return [one for one in found if one is not None]


def until(text: str, today: date) -> date | None:
    """The day that something is put off to, or has to be answered by: "til mødet den 10. januar", "med frist den …"."""
    words = text.split()
    start, end, day = _day(words, today)
    before = [word.casefold().rstrip(":") for word in words[start - 1 : end]]
    return day if day and (_TO.intersection(before) or any(word.endswith("frist") for word in before)) else None


def _spotted(sentence: str, known: Mapping[str, str], today: date) -> Spotted | None:
    rest, people = sentence, list[str]()
    somebody = "|".join((*map(re.escape, sorted(known, key=len, reverse=True)), "[A-ZÆØÅ]{2,5}"))
    while match := re.match(rf"(?:{somebody})\b", rest):
        if match[0] not in known:
            return None
        people.append(known[match[0]])
        rest = rest[match.end() :]
        joint = _AND.match(rest)
        if joint is None:
            break
        rest = rest[joint.end() :]
    words = rest.lstrip(" :").rstrip(" .!?").split()
    if not people or len(words) < 2:
        return None
    verb = words[1] if words[0].casefold() in _WILL else words[0]
    bare = verb.casefold().strip(",;:")
    if bare in _AT_THE_MEETING or (verb is words[0] and not re.fullmatch(r"[a-zæøå]{2,}r", bare)):
        return None
    if verb is words[0] and words[1].casefold() == "at" and bare not in _SEES_TO:
        return None
    start, end, day = _day(words, today)
    kept = [*words[:start], *words[end:]]
    return Spotted(" ".join(kept).rstrip(" ,.;"), ", ".join(people), " ".join(words[start:end]), day)


def _day(words: list[str], today: date) -> tuple[int, int, date | None]:
    """Where the longest day in the words begins and ends, and which it is."""
    for length in range(_LONGEST, 0, -1):
        for start in range(1, len(words) - length + 1):
            # A single word is only a day after "senest", "inden" and the like.
            before = words[start - 1].casefold()
            if before in _OF or (length == 1 and before not in _UNTIL):
                continue
            day = parse_due(" ".join(words[start : start + length]).rstrip(".,;"), today)
            if day is not None:
                first = start
                while first > 1 and words[first - 1].casefold() in _UNTIL:
                    first -= 1
                return first, start + length, day
    return len(words), len(words), None
