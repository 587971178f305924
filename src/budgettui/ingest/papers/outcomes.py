"""What the words of a decision come to: a code of the glossary, and nothing where they name none or several."""

from __future__ import annotations

import re
from functools import lru_cache

_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bnr\.)(?<!\bpkt\.)(?<!\bkl\.)(?<!\bca\.)(?<!\bd\.)\s+(?=[A-ZÆØÅ0-9”\"])|\n+")
#: "Godkendt som anbefalet": what was proposed is not what was decided.
_AS_PROPOSED = re.compile(r"\bsom (?:anbefalet|indstillet|foreslået)\b", re.IGNORECASE)
#: "Tilbagesendes med bemærkning, at byrådet har vedtaget indstillingen": what was decided is the remark.
_REMARK = re.compile(r"^.*\bmed (?:den )?bemærkning,? at (?=.*\bhar (?:vedtaget|tiltrådt|godkendt|forkastet)\b)")
_REASON = re.compile(r",?\s+(?:idet|dog|men)\b")
#: "Godkendt, idet punkt nr. 3 tages af dagsordenen": what becomes of another item.
_OTHER_ITEM = re.compile(r"\b(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?[0-9]", re.IGNORECASE)
#: Sentences that say what somebody else said, wanted or voted: not what was decided.
_ASIDE = re.compile(
    r"\bforbehold\b|\bkan ikke\b|\bkunne ikke\b|\bstemte (?:for|imod|mod)\b|\bønsked?e\b|\bundlod\b|"
    r"\bændringsforslag|\bunderforslag|\bprotokoll?er|\bmindretal|\bforeslog\b|\bdeltog ikke\b|\bforhindret\b|"
    r"\bfraværende\b|\btiltr\w+ ikke\b|\bgodkend\w+ ikke\b",
    re.IGNORECASE,
)
#: The codes and the words that name them. The first of each group that is met counts.
_OUTCOMES = tuple(
    (code, re.compile(words, re.IGNORECASE))
    for code, words in (
        ("withdrawn", r"\b(?:taget|tages|udgår|udgik|trukket|trækkes)\b.{0,20}\b(?:af|fra) dagsorden|"
            r"\budgik\b|\budgår\b"),
        ("postponed", r"\budsat\b|\budsættes\b|\bat udsætte\b|\budsatte\b|\budskudt\b|\budskydes\b"),
        ("returned", r"\btilbagesend|\bsend(?:es|t)\b.{0,12}\btilbage\b|\btilbagevis"),
        ("sent_for_hearing", r"\bsend(?:es|t|e)\b.{0,40}\bi (?:offentlig )?høring\b"),
        ("recommended", r"\banbefal(?:es|er|et|ede)?\b|\bindstille(?:[sr]|de)?(?:\b.{0,120}?)\b(?:godkend|tiltr|"
            r"vedtag)|\bindstilles til godkendelse"
                        r"|\bfremsendes\b.{0,60}\bmed anbefaling\b"),
        ("referred", r"\b(?:hen|over|frem)(?:vis(?:es|t|te)?|send(?:es|t|te)?)\b.{0,40}\btil\b|"
            r"\bhenvis(?:es|t|te)\b|"
            r"\bsend(?:es|t|te)\b.{0,12}\btil (?:behandling|(?-i:[A-ZÆØÅ])[^.]{0,50}?(?:udvalg|"
            r"råd\b|rådet|magistrat))"),
        ("rejected", r"\bforkast(?:et|es|ede)\b|\b(?:blev|er|kan)? ?ikke (?:godkendt|vedtaget|tiltrådt|"
            r"imødekommet)\b"),
        ("dismissed", r"\bafvis(?:t|es|te)\b|\bafslag\b|\bafslået\b"),
        ("lapsed", r"\bbortfald(?:et|er|t)\b|\bbortfaldt\b"),
        ("approved_as_amended", r"\bgodkend(?:t|tes|es|te)\b.{0,30}\bmed (?:den |de |følgende )?(?:ændring|"
            r"tilføjelse|bemærkning om, at)"),
        ("adopted", r"\bvedtag(?:et|es)\b|\bvedtog(?:es)?\b(?! at)"),
        ("endorsed", r"\btiltr(?:ådt|ådte|åd|åde|ædes?|æder)\b"),
        ("noted", r"\btil efterretning\b"),
        ("informed", r"\btil orientering\b|\b(?:blev|er) orienteret\b|\bfik en orientering\b|"
            r"\borienteringen (?:blev )?taget\b"),
        ("approved", r"\bgodkend(?:t|te|tes|es|er)\b|\bbesluttede at godkende\b"),
        ("discussed", r"\bdrøft(?:et|ede|edes|es)\b"),
    )
)  # fmt: skip
#: What the one says goes over what the other says, where both are named: a case that was discussed and then postponed
#: is postponed.
_OVER = ("withdrawn", "postponed", "returned", "sent_for_hearing")
_SLIGHT = ("discussed", "informed")
_SAID_NO = frozenset(("rejected", "dismissed", "lapsed"))


@lru_cache(maxsize=8192)
def outcome_of(text: str) -> str | None:
    """The outcome that the words name, as a code of the glossary; ``None`` for none, or for several that differ."""
    found: list[str] = []
    for sentence in _SENTENCE.split(_AS_PROPOSED.sub("", text)):
        sentence = _REMARK.sub("", sentence)
        main = _REASON.split(sentence)[0]
        if not _ASIDE.search(main) and any(words.search(main) for _code, words in _OUTCOMES):
            # "Godkendt, idet en gruppe ønskede …": what was decided stands before the reason.
            sentence = main if _ASIDE.search(sentence) or _OTHER_ITEM.search(sentence[len(main) :]) else sentence
        if _ASIDE.search(sentence) and not re.search(r"\bflertal", sentence, re.IGNORECASE):
            continue
        codes = [code for code, words in _OUTCOMES if words.search(sentence)]
        if "recommended" in codes:
            # "anbefaler, at byrådet tiltræder": what is recommended is not what was decided.
            codes = ["recommended"]
        if "approved_as_amended" in codes:
            codes = ["approved_as_amended"]
        if "rejected" in codes:
            codes = ["rejected"]
        if {"noted", "informed"} & set(codes):
            # "godkendt, at … tages til efterretning" and "vedtog at tage til efterretning" note.
            codes = [code for code in codes if code not in {"adopted", "approved", "endorsed"}]
        found += codes
    for code in _OVER:
        if code in found:
            # One point postponed and another approved is neither.
            others = [own for own in found if own not in _SLIGHT and own != code]
            return code if not others else None
    strong = list(dict.fromkeys(code for code in found if code not in _SLIGHT))
    if not strong:
        return found[0] if found else None
    if _SAID_NO & set(strong) and not set(strong) <= _SAID_NO:
        return None
    if len(strong) > 1 and {"referred", "recommended", "approved_as_amended"} & set(strong):
        return "recommended" if set(strong) == {"referred", "recommended"} else None
    return strong[0]
