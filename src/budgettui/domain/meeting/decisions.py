"""Outcomes of a decision point, with the words that Danish minutes use.

The codes and words are those of the project's glossary; the letters are the keys of the decision dialog.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from budgettui.domain.errors import N_


class Bucket(StrEnum):
    """What an outcome does to the money that hangs on a decision point."""

    DECIDED = "decided"
    POSTPONED = "postponed"
    REJECTED = "rejected"
    OPEN = "open"


class Outcome(NamedTuple):
    """``code`` is stored; ``key`` picks it; ``word`` stands in the minutes; ``needs_text`` completes the word. A text
    that begins as in ``also`` says by itself what was decided."""

    code: str
    key: str
    word: str
    bucket: Bucket
    needs_text: bool = False
    also: tuple[str, ...] = ()


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("approved", "g", N_("godkendt"), Bucket.DECIDED),
    Outcome("adopted", "v", N_("vedtaget"), Bucket.DECIDED),
    Outcome("endorsed", "t", N_("tiltrådt"), Bucket.DECIDED),
    Outcome("noted", "e", N_("taget til efterretning"), Bucket.DECIDED),
    Outcome("informed", "o", N_("taget til orientering"), Bucket.DECIDED),
    Outcome("discussed", "d", N_("drøftet"), Bucket.OPEN),
    Outcome("approved_as_amended", "æ", N_("godkendt med ændring"), Bucket.DECIDED, needs_text=True),
    Outcome("postponed", "u", N_("udsat"), Bucket.POSTPONED, needs_text=True),
    Outcome("rejected", "f", N_("forkastet"), Bucket.REJECTED),
    Outcome("dismissed", "a", N_("afvist"), Bucket.REJECTED),
    Outcome("lapsed", "b", N_("bortfaldet"), Bucket.REJECTED),
    Outcome("referred", "h", N_("henvist"), Bucket.POSTPONED, needs_text=True,
            also=("fremsend", "oversend", "forward")),
    Outcome("recommended", "n", N_("anbefalet"), Bucket.DECIDED),
    Outcome("sent_for_hearing", "s", N_("sendt i høring"), Bucket.POSTPONED, needs_text=True),
    Outcome("returned", "r", N_("tilbagesendt"), Bucket.POSTPONED),
    Outcome("withdrawn", "x", N_("taget af dagsordenen"), Bucket.POSTPONED),
)
BY_CODE = {outcome.code: outcome for outcome in OUTCOMES}
BY_KEY = {outcome.key: outcome for outcome in OUTCOMES}


def bucket_of(code: str | None) -> Bucket:
    """The bucket of an outcome code; a point without an outcome is open.

    Raises ``KeyError`` for a code that is not in the glossary.
    """
    return Bucket.OPEN if code is None else BY_CODE[code].bucket


def recommended_outcome(point_text: str) -> Outcome:
    """The outcome that the wording of a point asks for, when it is adopted as recommended.

    "… tages til efterretning" is noted, "… til orientering" informed, "… drøftes" discussed, "… vedtages" adopted and
    "… tiltrædes" endorsed; else approved.
    """
    text = point_text.casefold()
    if "til efterretning" in text:
        return BY_CODE["noted"]
    if "til orientering" in text or "orienteres om" in text:
        return BY_CODE["informed"]
    if "godkende" not in text:
        for asked, code in (("drøfte", "discussed"), ("vedtage", "adopted"), ("tiltræde", "endorsed")):
            if asked in text:
                return BY_CODE[code]
    return BY_CODE["approved"]
