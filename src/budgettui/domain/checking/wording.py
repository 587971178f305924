"""What words name: those of a sentence, of a row and of a title, all read the same way.

A figure is named by what it is of (names, operating or capital, the kind of area), by what it measures and by its year.
Known words only join these; any other word is a name, and where no figure has it, it speaks of something else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from budgettui.domain.checking.nature_words import area_said

_WORD = re.compile(
    r"(?:ajourfør|korriger|oprindelig|revider|vedtag)[a-zæøå]*\s+budget[a-zæøå]*|[^\W_]+(?:[-.&/][^\W_]+)*"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ENDING = re.compile(r"(?:ernes|erne|enes|ene|edes|ede|ets|ens|ers|et|en|er|es|e|s|t)$")
#: What says no more than the word beside it does.
_ASIDE = re.compile(r"\bnetto(?=[a-zæøå]{4})|\bultimo (?=[a-z]+ [12])[a-z]+")
_NATURES = (("operating", re.compile(r"\bdrift")), ("capital", re.compile(r"\banlæg")))
_NATURE = re.compile(
    r"(?:drift|anlæg)s?(?:(?:udgift|områd|afsnit|forbrug|regnskab|budget|investering)\w*|en|et)?$"
    r"|(?:ikke-?)?dec(?:entral\w*)?$|ikke$"
)
#: What is measured, and which way: 1 is more spent, 0 says nothing of it.
_MEASURES = [(measure, way, re.compile(words)) for measure, way, words in (
    ("variance", 1, r"mer(?:forbrug|udgift)\w{0,4}$"), ("variance", -1, r"mindre(?:forbrug|udgift)\w{0,4}$"),
    ("variance", 0, r"(?:afvigelse|merindtægt|mindreindtægt)\w{0,4}$"),
    ("result", 0, r"(?:overskud|underskud|resultat)\w{0,4}$"),
    ("change", 0, r"forbedre|forringe|forøge|øge|vokse|stige|steg|falde|reducere|nedbr(?:ag|ing)"),
    ("adjusted", 0, r"(?:ajourfør|korriger|revider)\w*\s"), ("approved", 0, r"(?:oprindelig|vedtag)\w*\s"),
    ("budget", 0, r"\w*budget\w{0,5}$"), ("executed", 0, r"(?:brug|anvend)(?:t|te|er)$|finansierer$|går$"),
    ("executed", 0, r"(?:års|drifts?|anlægs?)?(?:regnskab|forbrug|udgift)\w{0,4}$"),
)]
#: What is owed is a saving with a minus.
_DEBT, _SAVING = re.compile(r"gæld(?:en)?$"), "opsparing"
_LIGHT = frozenset(re.findall(r"\S+", """
    a af alene alt altså andet angår antallet at bag beløb beløbet bl bla blandt blev blevet bliver ca da de del dem
    den denne der dermed dertil derudover derved det dette disse dog efter eller en ender endte er et fik fleste for
    fordeler fordeling forhold forskel forventede forventer forventes forventet fra fremgår fremhæves få får følge
    gav giver ha haft han har havde have her heri hertil herunder hvad hvor i ialt ifm ift igen ind inden
    indeværende inkl investering investeringer isoleret især ja jf kan kommer kommune kommunen kommunens kommunes kr
    kun ligger lyder løbet med medfører mellem men mens mere mia mindre mio mod måtte netto nr nu og også om område
    områder områderne området områdets op opgjort opgøres over pengene posten promille præcis på ramme rammen reelt
    registreret relation samlede samlet sammenlagt samt sektor ses set sig skal skattefinansierede skattefinansieret
    skønnes som start starten stor store større største så særlig særligt tal tale tallet til tilsammen total tværs
    udgangen udgjorde udgør udviser ultimo under var ved ventes vil vise viser vist været år
    året årets årsberetning"""))
#: A name follows these.
LEADS = frozenset(re.findall(r"\w+", "af de den det en et for fra hos i inden mod og om over på samt til under ved"))


class Said(NamedTuple):
    """What words name: ``names`` are the stems of all words that are not told otherwise, ``measure`` is what the last
    of them measures, or the variance or the result that is told of budgets and accounts."""

    names: frozenset[str]
    natures: frozenset[str]
    years: frozenset[int]
    measures: frozenset[str]
    measure: str
    way: int
    debt: bool
    expected: bool


@lru_cache(maxsize=2048)
def said(text: str) -> Said:
    """What the words of a text name."""
    names, years, measures, way = set[str](), set[int](), list[str](), 0
    for word in (words := words_of(text)):
        if _YEAR.fullmatch(word):
            years.add(int(word))
        elif found := next((one for one in _MEASURES if one[2].match(word)), None):
            measures.append(found[0])
            way = found[1] or way
        elif word not in _LIGHT and not _NATURE.match(word):
            names.add(_SAVING if _DEBT.match(word) else _stem(word))
    measure = next((kind for kind in ("variance", "result") if kind in measures), (*measures, "")[len(measures) - 1])
    return Said(
        frozenset(names), _natures(text), frozenset(years), frozenset(measures), measure, way,
        any(map(_DEBT.match, words)), "forvent" in text.lower(),
    )


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without those that say no more than the word beside them."""
    return _WORD.findall(_ASIDE.sub("", text.lower()))


def _stem(word: str) -> str:
    """A word without its endings: the same for "korrigeret" and "korrigerede", "Skoler" and "skolerne"."""
    while len(short := _ENDING.sub("", word)) > 2 and short != word:
        word = short
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def _natures(text: str) -> frozenset[str]:
    """Operating, capital and the kind of area that words name; an area of which they say no more is operating."""
    text = _ASIDE.sub("", text.lower())
    found = {code for code, pattern in _NATURES if pattern.search(text)}
    area = area_said(text)
    return frozenset(found | {area} | (set() if found else {"operating"}) if area else found)
