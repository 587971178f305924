"""What the word over a column says: a level of the budget, an account, a year, a phase, an amount.

The vocabulary is that of Danish budget extracts, with the English words of public data beside it. A heading
that it does not know is not guessed at: its column is a level where it holds text, and a column of no known
phase where it holds numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from budgettui.domain.amounts import Unit, parse_unit
from budgettui.ingest.page.header import split_unit


class Role(StrEnum):
    """What a column is for."""

    MUNICIPALITY = "municipality"
    DEPARTMENT = "department"
    LEVEL = "level"
    """A text that names a line or a group of them: area, initiative, function …"""
    ACCOUNT = "account"
    """A code that is text, whatever it looks like."""
    YEAR = "year"
    PHASE = "phase"
    AMOUNT = "amount"
    UNIT = "unit"
    PRICE_LEVEL = "price_level"
    DIRECTION = "direction"
    DEPTH = "depth"
    """A number that says how deep a row stands."""
    IGNORED = "ignored"
    """A row's own number, or nothing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as understood. ``role`` is ``None`` where the words say nothing.

    ``stem`` is the heading without the words that part a code from its text ("afdeling" of "Afdelingsnr."),
    ``order`` the number of a numbered level. ``summable`` is false for an amount that is none of the budget: a
    per cent, an index, a count, a change.
    """

    label: str
    role: Role | None = None
    year: int | None = None
    phase: str | None = None
    unit: str | None = None
    price_level: str | None = None
    stem: str = ""
    order: int | None = None
    is_code: bool = False
    summable: bool = True


_YEAR = r"(?:19|20)[0-9]{2}"
_YEARS = re.compile(rf"(?<![0-9.,]){_YEAR}(?![0-9])")
_SHORT_YEAR = re.compile(
    r"\b(?:r|b|bf|bo|kb|ob|vb|fr?)\s?(?P<year>[0-9]{2})\b|"
    r"\b(?:regnskab|budget(?:forslag)?|overslag)\s['’]?(?P<two>[0-4][0-9])(?![.,/-]?\w)"
)

#: Words that make an amount one that no budget adds up, the first that fits.
_NOT_SUMMED = re.compile(
    r"%|\bpct\b|procent|percent|indeks|\bindex|pr\.? indb|per capita|\bantal\b|arsvaerk|stillinger|aendring|tillaeg"
    r"|restbudget|budgetrest|\brest\b|omplacering|overforsel|overforsler|difference|\bvaekst|bevillings?-? ?ans"
    r"|forvente\w+ resultat"
)
#: What a column leaves out or takes in changes nothing in what it is.
_WITH = re.compile(r"\b(?:ekskl|inkl|uden|incl|excl)\w*\.? (?:overforsl\w+|overforsel\w*|bevillingsans\w*\.?)")
_PHASES = (
    (r"nettoeffekt|\beffekt\b|\beffect\b", "effect"),
    (r"afvigelse|\bafv\b|\bmerforbrug|\bmindreforbrug|mer-? ?/ ?mindre|merudgift|variance|deviation", "variance"),
    (r"forvent|\bforv\b|forecast|prognose|\bestimat|\bskon\b|\bfr ?[0-9]{2}|\bf(?:20)?[0-9]{2}\b", "forecast"),
    (
        r"(?:korr|ajour|ajf|revider|aendr)\w*\.? ?(?:budget)?|\badjusted|\brevised|\bamended|\bkb ?[0-9]{0,4}\b",
        "adjusted",
    ),
    (
        r"regnskab|\bforbrug|realiseret|\bactuals?\b|\bexecuted\b|\boutturn|\baccounts\b|\bspent\b"
        r"|\br ?(?:20)?[0-9]{2}\b|^r$",
        "executed",
    ),
    (r"budget|\bvedtag|\bvedt\b|\bapproved|\b(?:b|bf|bo|ob|vb) ?(?:20)?[0-9]{2}\b|^bo?$|bevilling", "approved"),
)
_PHASE = [(re.compile(words), phase) for words, phase in _PHASES]

_ROLES = (
    (Role.PRICE_LEVEL, r"pris(?:niveau|enhed)?|prices?|price ?level|p/?l|pris ?og ?lon"),
    (Role.UNIT, r"enheds?|unit|valuta|currency|maleenhed|value ?currency"),
    (Role.DIRECTION, r"u/?i|i/?u|udgift ?/? ?(?:eller )?indtaegt|udg ?/ ?indt|direction|retning"),
    (Role.PHASE, r"fase|phase|budget(?:type|fase|version)|regnskabstype|version|scenarie|belobstype|type"),
    (
        Role.YEAR,
        r"ar|ars?tal|year|(?:regnskabs|budget|finans)ar|fiscal ?year|tid|time|periode|period|maned|kvartal"
        r"|(?:bogforings|posterings)?dato|(?:budget )?date",
    ),
    (Role.MUNICIPALITY, r"kommune|municipality|kom|kommunens?"),
    (
        Role.DEPARTMENT,
        r"(?:magistrats)?afdeling|magistrat|forvaltning|department|direktoromrade|direktorat|forvaltningsomrade|afd",
    ),
    (
        Role.LEVEL,
        r"(?:hoved|del|politik|bevillings|service|ansvars|aktivitets)?omrader?|sektor|tema|tiltag|initiativ|udvalg|bevilling"
        r"|projekt|anlaegsprojekt|program|delmal|area|sector|initiative|programme|project|committee",
    ),
    (Role.DEPTH, r"niveau|level|dybde|depth|rangorden"),
    (
        Role.IGNORED,
        r"bemaerkning(?:er)?|noter?|kommentar(?:er)?|kilde|link|url|ansvarlig|opdateret|forklaring|begrundelse|remarks?|comments?",
    ),
    (Role.IGNORED, r"pk|lobenr|lobenummer|raekke|raekkenr|row|rownum|linjenr|#|index"),
    (
        Role.AMOUNT,
        r"(?:netto|brutto|budget)?belob(?:et)?(?: ?i)?|amount|vaerdi|value|indhold|saldo|sum|i ?alt|total|netto|kr"
        r"|kroner|dkk|(?:netto|brutto)?udgift(?:er)?|indtaegt(?:er)?|expenditures?|revenues?|tkr|mio",
    ),
)
_ROLE = [(re.compile(words), role) for role, words in _ROLES]
#: Numbered levels: "level1", "niveau 2", "Niveau1 navn".
_LEVEL = re.compile(r"(?:level|niveau|niv|trin|hierarki)[ ]?(?P<order>[1-9])")
#: Dimensions of the authorised account plan, and of accounts in general. Their codes are text.
_ACCOUNT = re.compile(
    r"(?:hoved|drifts|art|status|finans)?kont(?:o|i|ostreng|oplan|onummer)|account(?: ?string)?|kontostreng"
    r"|hovedfunktion|funk(?:tion)?[0-9]?|function|dranst|ejerforhold|gruppering|art|psp|psp ?element|omkostningssted"
    r"|profitcenter|artskonto|stedkode|sted|paragraf|bevillingsnr|projektnr|cvr|ean|delregnskab|registreringskonto|ordre"
)
#: Words that say that a column holds the code, or the text, of what the rest of the heading names.
_CODE_WORD = re.compile(r"(?:\b|(?<=\w))s?(?:nr|nummer|numre|kode|code|id|key|noegle|no)\b")
_TEXT_WORD = re.compile(r"(?:\b|(?<=\w))s?(?:navn|name|titel|title|tekst|text|label|betegnelse|beskrivelse)\b")


def fold(text: str) -> str:
    """A heading in small plain letters, its words parted by single spaces."""
    text = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", text)
    text = text.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a").replace("aa", "a")
    # "beloeb", but not "nettoeffekt".
    text = re.sub(r"oe(?=b|gl|k|n[ds])", "o", text)
    return " ".join(re.sub(r"[_\s:;.\"'*]+", " ", text).split())


def phase_of(text: str) -> str | None:
    """The phase that words name ("Korrigeret budget 2024", "R2023", "executed"), or ``None``."""
    return next(iter(phases_of(text)), None)


def phases_of(text: str) -> list[str]:
    """The phases that words name. What is part of a longer wording is not named again."""
    words = _WITH.sub(" ", fold(text))
    if _NOT_SUMMED.search(words):
        return []
    found = []
    for pattern, phase in _PHASE:
        rest = pattern.sub(" ", words)
        if rest != words:
            found.append(phase)
            words = (
                re.sub(r"^\W*(?:budget|regnskab|forbrug)\b", " ", rest) if phase in {"forecast", "adjusted"} else rest
            )
    return found


def year_of(text: str) -> int | None:
    """The one year that a heading or a cell names; ``None`` for none or several ("2023/2024")."""
    years = set(_YEARS.findall(text))
    if len(years) == 1:
        return int(years.pop())
    short = _SHORT_YEAR.search(text.casefold()) if not years else None
    return 2000 + int(short["year"] or short["two"]) if short else None


def understand(text: str) -> Heading:
    label = " ".join(text.split())
    rest, unit, price = split_unit(label)
    words = fold(rest)
    bracketed = re.fullmatch(r"(.*?)\s*\((.*)\)", words)
    if unit is None:
        unit, words = _unit_at_end(words)
    unit_label = unit.label if unit is not None else None
    stem = " ".join(_TEXT_WORD.sub(" ", _CODE_WORD.sub(" ", words)).split())
    is_code = bool(_CODE_WORD.search(words))
    level = _LEVEL.match(words)
    if level:
        return Heading(label, Role.LEVEL, stem=level[0], order=int(level["order"]), is_code=is_code)
    year = year_of(rest)
    summable = not _NOT_SUMMED.search(fold(label))
    phase = phase_of(rest)
    if year is not None:
        return Heading(label, Role.AMOUNT, year, phase, unit_label, price, stem, summable=summable)
    role = next((role for pattern, role in _ROLE if pattern.fullmatch(words)), None)
    if role is None and bracketed:
        role = next((role for pattern, role in _ROLE if pattern.fullmatch(bracketed[1])), None)
    if role is None and stem != words:
        role = next(
            (
                role
                for pattern, role in _ROLE
                if role in {Role.MUNICIPALITY, Role.DEPARTMENT, Role.PHASE, Role.DIRECTION} and pattern.fullmatch(stem)
            ),
            None,
        )
    if role is None and (_ACCOUNT.fullmatch(words) or (stem and _ACCOUNT.fullmatch(stem))):
        role = Role.ACCOUNT
        is_code = is_code or stem == words
    if role is Role.LEVEL and phase is not None:
        role = None
    if role is None and phase is not None and not is_code:
        return Heading(label, Role.AMOUNT, None, phase, unit_label, price, stem, summable=summable)
    if role is None and unit_label is not None:
        role = Role.AMOUNT
    if role is None and is_code:
        role = Role.ACCOUNT
    return Heading(label, role, None, None, unit_label, price, stem, is_code=is_code, summable=summable)


def _unit_at_end(words: str) -> tuple[Unit | None, str]:
    """A unit that stands last in a heading without comma or brackets: "belob kr", "budget 1 000 kr", "amount dkk"."""
    parts = words.split(" ")
    for count in (3, 2, 1):
        unit = parse_unit(" ".join(parts[-count:])) if len(parts) > count else None
        if unit is not None and "kr" in unit.code:
            return unit, " ".join(parts[:-count])
    return None, words
