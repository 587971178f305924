"""The words over columns, parted into one name for each: "Korr. budget 2024 Forbrug pr. 30/9 Rest" names three.

A flattened head has lost where one column's name ends. What tells is how names are written: each begins with a
capital letter, a year or an ordinal, and what follows a preposition or stands in brackets goes on with the name
before it. How many columns there are is known from the rows, so a parting that gives another number is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from budgettui.domain.amounts import Unit, parse_unit
from budgettui.domain.dates import MONTHS
from budgettui.domain.paper.reading import Column
from budgettui.ingest.page.header import COLUMN_WORD, YEAR, only_year, read_columns, split_unit
from budgettui.ingest.page.headings import phase_of, year_of
from budgettui.ingest.page.layout import Line
from budgettui.ingest.page.words import Joiner

YEAR_WORD = re.compile(rf"\(?{YEAR}\)?[*)]{{0,3}}")
#: Two years, or a part of one as statistics call it ("2024K3").
_SPAN = re.compile(rf"{YEAR}\s?[-–/]\s?(?:{YEAR}|[0-9]{{2}})|{YEAR}[KMQ][0-9]{{1,2}}")
#: What is counted between two numbers, and what a year has twelve of.
_RANGE = re.compile(r"[0-9]{1,3}[-–][0-9]{1,3}")
_END = re.compile(r"primo|medio|ultimo", re.IGNORECASE)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\.?|" + "|".join(MONTHS), re.IGNORECASE)
_SHORT_NAME = re.compile(r"[A-ZÆØÅ]{2,5}")
_ORDINAL = re.compile(r"(?:0|[1-9][0-9]?)\.")
_ORDERED = re.compile(
    r"(?:kvartal|kv(?:t|art)?\.|halvår|måned|budgetopfølgning|forventede|behandling|rapport|runde|kl(?:asse|\.)|årgang|år\b)",
    re.IGNORECASE,
)
#: What stands after these words belongs to the same name.
_OPEN = re.compile(
    r"(?:og|i|på|af|til|for|fra|med|pr\.?|per|ift\.?|ekskl\.?|inkl\.?|eks\.|jf\.?|vedr\.?|samt|eller|ved|mod|"
    r"end|hele|heraf|=|\+|-|–|−|/|&|.*[/(]|.*[a-zæøå]-)",
    re.IGNORECASE,
)
#: A part of what was granted, and no phase of its own.
_NO_PHASE = re.compile(r"(?:rest|ansøgt|tillæg|heraf)", re.IGNORECASE)
_CHANGE = re.compile(r"(?:afvig|ændr|forskel|difference|udvikling|mer-?/|rest|i$|ialt|total)", re.IGNORECASE)
_CAPITAL = re.compile(r"[(”\"]?[A-ZÆØÅ]")
#: A number that is no part of a name.
_STRAY = re.compile(r"[-+−–]?(?!(?:19|20)[0-9]{2}$)[0-9][0-9.,]*(?<!\.)")
#: What stands over words in the last column.
REMARK = re.compile(
    r"(?:Status|Bemærkning(?:er)?|Kommentar(?:er)?|Årsag|Begrundelse|Forklaring|Ansvarlig|Tidsplan|Vurdering|Noter?)",
    re.IGNORECASE,
)
#: The phases that are those of a year.
_OF_A_YEAR = frozenset({"approved", "adjusted", "executed", "forecast"})
#: A name has no more words.
_LONG_NAME, _LONGEST_NAME = 4, 8
#: Words that no name ends with.
_NEEDS_NOUN = re.compile(
    r"(?:forventet|forrige|seneste|forv\.|(?:korrigere|ajourfør)[dt]e?t?|korr\.|oprindeligt?|opr\.|vedtaget|realiseret|faktisk|disponeret|årets|heraf)",
    re.IGNORECASE,
)
#: One of these that is a name by itself, where neither a noun nor a year of it stood on a line below.
_MAY_STAND_ALONE = re.compile(r"forventet", re.IGNORECASE)
_NOUN_BELOW = re.compile(r" (?:budget|regnskab|forbrug|bevilling|resultat|udgift|indtægt)")
#: Over the numbers of notes, which are part of no label and no figure.
NOTES = re.compile(r"(?:^|\s)Note(?:r|nr\.?| ?nr\.?)?$", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%|pct\.?|procent)", re.IGNORECASE)
_UNIT_IN = re.compile(
    r"(?<!\w)\(?(?:alle )?(?:beløb(?:ene)? )?(?:er )?(?:anført )?(?:i )?"
    r"(?P<unit>(?:hele )?(?:1[. ]?000|mio\.?|mia\.?|mill(?:ioner|\.)?|milliarder|t\.?|tusinde?)\s?"
    r"(?:kr|kroner|dkk)\b\.?"
    r"|(?<=\bi )dkk (?:1\.?000|mio\.?|mia\.?)(?![0-9.,])|(?:hele )?(?:kr\.|kroner\b))\)?",
    re.IGNORECASE,
)
_TAXED = re.compile(
    r"(?<!\S)(?P<unit>kr\.? )?(?P<tax>[ei](?:nkl|ncl|kskl|xcl|ks)\.? |[mu](?:/ ?|ed |den ))moms\b", re.IGNORECASE
)
_DATE = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}\.?|[0-9]{1,2}/[0-9]{1,2}\.?")
_YEAR_OF_UNIT = re.compile(rf"{YEAR},")
_DAY_OF_YEAR = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}")
_DAY = r"[0-9]{1,2}[./-][0-9]{1,2}[./-]"
_DATE_OR_NOTE = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}(?:[./-][0-9]{2,4})?\.?|[0-9]{1,2}\)|\*+")


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The columns that words name, what stands before the first of them, and whether that is the only parting.

    ``known`` is how many of the names are made of words that name columns.
    """

    columns: tuple[Column, ...]
    corner: str
    known: int

    @property
    def sure(self) -> bool:
        return self.known == len(self.columns)


@lru_cache(maxsize=8192)
def unit_in(text: str) -> tuple[str, Unit | None]:
    """A unit of money that stands somewhere in a text ("I 1.000 kr. (netto)"), and the text without it."""
    for match in _UNIT_IN.finditer(text):
        unit = parse_unit(match["unit"]) or parse_unit(" ".join(reversed(match["unit"].split(" "))))
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        amount = not match[0].startswith("(") and re.search(r"[0-9]$", before)
        if unit is not None and not amount:
            return f"{before} {after}".strip(" ,;:()"), unit
    return text, None


def is_units(text: str) -> bool:
    """Whether a line prints the unit of each column and nothing else."""
    rest, unit = unit_in(text)
    while unit is not None and rest:
        rest, unit = unit_in(rest)
    return (unit is not None and not rest) or count_units(text) > 1


def count_units(text: str) -> int:
    """How many units of a word each a line prints that prints nothing else."""
    words = text.split(" ")
    return len(words) if all(map(parse_unit, words)) else 0


def part(text: str, wanted: int) -> HeadWords | None:
    """The names of so many columns, or ``None`` where the words do not part into them."""
    if (named := _dated(text.split(" "), wanted) or _taxed(text, wanted)) is not None:
        return named
    # What the grammar of budgets reads to the last word needs no other judge.
    chunks = _names(text)
    if len(closed := _years_closing(chunks)) - sum(map(_is_unit, closed[:1])) == wanted:
        chunks = closed
    if wanted < 2 or len(chunks) < wanted:
        return None
    own, rest = chunks[len(chunks) - wanted :], chunks[: len(chunks) - wanted]
    words = " ".join(" ".join(chunk) for chunk in own)
    read = read_columns(words)
    more = len(rest) > 1 and any(is_known(chunk) for chunk in rest[1:])
    if read is not None and len(read) == wanted and not (more and is_doubtful(read)):
        return HeadWords(read, " ".join(" ".join(chunk) for chunk in rest), wanted)
    if more:
        # More names than columns: which of them have figures is open.
        return None
    if any(text.count("(") != text.count(")") for text in map(" ".join, own)) or any(map(_is_unit, own)):
        return None
    if any(chunk[-1].endswith("-") and chunk[-1] not in "--" for chunk in own):
        return None
    columns = tuple(column_of(" ".join(chunk)) for chunk in own)
    known = wanted if are_months(columns) else sum(map(is_known, own))
    if [_has_unit(chunk) for chunk in own] == [True, *[False] * (wanted - 1)]:
        # The unit of all stands over the labels, so that may be what these words are.
        known -= 1
    if len({column.label for column in columns}) < wanted:
        # Names that come again stand under others, which say what tells them apart.
        known -= 1
    if any(_is_column(chunk) for chunk in rest):
        # What stands over the labels has no year and no phase: so that may be a column more than the rows have.
        known -= 1
    return HeadWords(columns, " ".join(" ".join(chunk) for chunk in rest), known)


def _dated(words: Sequence[str], wanted: int) -> HeadWords | None:
    """Names that a year closes, each of them: "Betaling 2024 Tilskud 2024 Betaling 2023 Tilskud 2023"."""
    ends = [at for at, word in enumerate(words) if YEAR_WORD.fullmatch(word)]
    if wanted < 2 or len(ends) != wanted or ends[-1] != len(words) - 1:
        return None
    over, *names = [list(words[a + 1 : b]) for a, b in pairwise([-1, *ends])]
    corner, first = over[:-1], over[-1:]
    if not all(own and _CAPITAL.match(own[0]) and len(own) < _LONG_NAME for own in (first, *names)):
        return None
    if corner and first not in names:
        # Which of the words are over the labels is open.
        return None
    columns = tuple(column_of(" ".join([*own, words[end]])) for own, end in zip([first, *names], ends, strict=True))
    return HeadWords(columns, " ".join(corner), wanted) if len(set(columns)) == wanted else None


def _taxed(text: str, wanted: int) -> HeadWords | None:
    """The two names of a list of prices: "Ekskl. moms Inkl. moms"."""
    names = list(_TAXED.finditer(text))
    if not len(names) == wanted == 2 or names[0].end() + 1 != names[1].start() or names[1].end() != len(text):
        return None
    if names[0]["tax"].casefold()[0] == names[1]["tax"].casefold()[0] or names[0]["unit"] != names[1]["unit"]:
        return None
    corner = f"{text[: names[0].start()]}{names[0]['unit'] or ''}".strip()
    return HeadWords(tuple(column_of(name[0]) for name in names), corner, wanted)


def is_one_word_each(text: str, wanted: int) -> bool:
    """Whether so many columns, and perhaps the labels, have one capital word each over them, none for remarks."""
    text = unit_in(text)[0]
    words = text.split(" ")
    alone = (len(words) == wanted > 2 or len(words) == wanted + 1) and all(len(chunk) == 1 for chunk in _names(text))
    whole = not REMARK.fullmatch(words[-1]) and not any(map(_NEEDS_NOUN.fullmatch, words))
    return alone and whole and len(_names(text)) == len(set(words)) == len(words)


def is_one_name_each(text: str, wanted: int) -> bool:
    """Whether so many columns, and perhaps the labels, have one name each over them, all but one of them known."""
    names = _names(text)
    own = names[-wanted:]
    if wanted < 3 or len(names) - wanted not in {0, 1} or len(set(map(tuple, own))) < wanted:
        return False
    if len(names) > wanted and is_known(names[0]) and not _is_unit(names[0]):
        # A column more than the rows have.
        return False
    others = [chunk for chunk in own if not (_is_time(chunk) or _CHANGE.match(chunk[0]))]
    if 0 < len(others) < wanted and others != own[-1:] and any(map(_is_time, own)):
        # A year that stands alone may be that of the name before it.
        return False
    # The first one may be what the labels are called.
    return (
        is_known(own[0])
        and sum(map(is_known, own)) >= wanted - 1
        and not any(
            len(chunk) > _LONG_NAME
            or _has_unit(chunk)
            or REMARK.fullmatch(chunk[-1])
            or _NEEDS_NOUN.fullmatch(chunk[-1])
            for chunk in own
        )
    )


def _is_time(chunk: Sequence[str]) -> bool:
    """Whether a name is a year or a part of one and nothing else."""
    alone = len(chunk) == 1 and bool(YEAR_WORD.fullmatch(chunk[0]) or _SPAN.fullmatch(chunk[0]))
    return alone or bool(_ORDINAL.fullmatch(chunk[0]))


def may_head(text: str, wanted: int) -> bool:
    """Whether words may name so many columns, and perhaps the labels, without a sentence or a list among them."""
    words = text.split(" ")
    names = chunks_of(words)
    if wanted < 2 or any(word.endswith((",", ";", ":")) for word in words):
        return False
    if len(words) == 2 * wanted and words.count(words[0]) == wanted:
        # "Skole A Skole B".
        return True
    if len(names) - wanted not in {0, 1}:
        return False
    return all(map(is_known, names[len(names) - wanted :])) or (wanted > 2 and is_one_word_each(text, wanted))


def count_names(text: str) -> int:
    """How many names the words may be at most: of columns, and what stands before them."""
    return max(len(_names(text)), len(_TAXED.findall(text)))


@lru_cache(maxsize=1024)
def _names(text: str) -> list[list[str]]:
    return _without_corner(chunks_of(text.split(" ")))


@lru_cache(maxsize=1024)
def column_of(text: str) -> Column:
    words, _unit, _price = split_unit(text)
    words = words or text
    # "Overføres til 2024" is a sum of another year.
    own = re.sub(rf"\b(?:fra|til|ift\.?|mod|end|siden)\s+{YEAR}", " ", words, flags=re.IGNORECASE)
    # The day that accounts were handed in stands behind their year: "2023 03.04.2024".
    own = re.sub(rf"^({YEAR})\s{_DAY}{YEAR}$", r"\1", own)
    own = re.sub(rf"\b{_DAY}(?={YEAR})", " ", own)
    year = None if _SPAN.search(own) else year_of(own)
    return Column(text, year, (None if _NO_PHASE.match(words) else phase_of(words)) or "other")


def is_doubtful(columns: Sequence[Column]) -> bool:
    """Whether names cannot all be right: two are the same, one has lost its noun or what stands before it, a year has
    lost the phase that it has elsewhere, or the years of one phase go up and down."""
    if len({column.label.casefold() for column in columns}) < len(columns):
        return True
    # "Forventet 2024" may be a whole name; its noun is lost where one stands beside it without a year.
    lost = any(
        column.year is None and column.phase in _OF_A_YEAR and not any(map(str.isdigit, column.label))
        for column in columns
    )
    names = [YEAR_WORD.sub("", column.label).strip() if lost else column.label for column in columns]
    below = not any(column.year for column in columns) or any(map(_NOUN_BELOW.search, names))
    if any(_NEEDS_NOUN.fullmatch(name) and (below or not _MAY_STAND_ALONE.fullmatch(name)) for name in names):
        return True
    if columns[0].label[:1].islower() and any(column.label[:1].isupper() for column in columns):
        return True
    years: dict[str | None, list[int]] = {}
    for column in columns:
        if column.year is not None:
            years.setdefault(column.phase, []).append(column.year)
    bare = {column.year for column in columns if YEAR_WORD.fullmatch(column.label)}
    if any(column.year in bare for column in columns if column.phase in _OF_A_YEAR):
        return True
    return any(own not in (sorted(own), sorted(own, reverse=True)) for phase, own in years.items() if phase != "other")


def with_year_of(columns: Iterable[Column], corner: str, title: str) -> tuple[Column, ...]:
    """Columns that are told apart by their phases and print no year, with that over their labels or over the table."""
    own = tuple(columns)
    year = only_year(corner) or only_year(title)
    phased = sum(column.phase in _OF_A_YEAR for column in own)
    if year is None or any(column.year for column in own) or phased * 2 < len(own):
        return own
    return tuple(replace(column, year=year) if column.phase not in {None, "other"} else column for column in own)


def zipped(lines: Sequence[str], wanted: int) -> HeadWords | None:
    """A head of several lines with one word or year for each column on each of them, or of words and then years alone
    on their lines."""
    if len(lines) == 2 * wanted and all(map(YEAR_WORD.fullmatch, lines[wanted:])):
        lines = [" ".join(lines[:wanted]), " ".join(lines[wanted:])]
    rows = [line.split(" ") for line in lines]
    if len(rows) < 2 or wanted < 2 or len(rows[0]) < wanted:
        return None
    over_labels = rows[-1][:-wanted]
    if over_labels and len(rows[0]) == wanted and all(map(YEAR_WORD.fullmatch, rows[-1][-wanted:])):
        # The word over the labels stands beside the years.
        rows = [[*over_labels, *rows[0]], *rows[1:-1], rows[-1][-wanted:]]
    if {len(row) for row in rows[1:]} != {wanted}:
        return None
    first = rows[0]
    corner, rows[0] = first[: len(first) - wanted], first[len(first) - wanted :]
    if (corner and unit_in(" ".join(corner))[1] is None and len(corner) > 1) or unit_in(" ".join(rows[0]))[1]:
        return None
    if any(0 < sum(bool(YEAR_WORD.fullmatch(word)) for word in row) < sum(map(bool, row)) for row in rows):
        return None
    chunks = [[row[k] for row in rows if row[k]] for k in range(wanted)]
    if not all(YEAR_WORD.fullmatch(word) or COLUMN_WORD.match(word) for chunk in chunks for word in chunk):
        return None
    if any(len(word) < 2 for word in rows[0]):
        return None
    columns = tuple(column_of(" ".join(chunk)) for chunk in chunks)
    if len({column.label for column in columns}) < wanted:
        return None
    return HeadWords(columns, " ".join(corner), wanted)


def are_months(columns: Sequence[Column]) -> bool:
    """Whether the names are months, all of them; one alone may be a label."""
    return len(columns) > 2 and all(_MONTH.fullmatch(column.label) for column in columns)


def is_change_word(name: str) -> bool:
    """Whether a name is that of a change between other columns, which needs no year."""
    return bool(_CHANGE.match(name))


def _may_have(chunk: Sequence[str], word: str) -> bool:
    """Whether a number may stand in the name of a column: a year's day, a round, an age."""
    named = _ORDINAL.fullmatch(chunk[0]) or _DATE.fullmatch(word) or is_short_year(chunk[: chunk.index(word)], word)
    return bool(named) or any(_OPEN.fullmatch(before) for before in chunk[: chunk.index(word)])


def is_short_year(words: Sequence[str], word: str) -> bool:
    """Whether a number after these words is the year of the phase that they end in ("Budget 24")."""
    return len(word) == 2 and bool(words) and not words[-1].isdecimal() and year_of(f"{words[-1]} {word}") is not None


def names_a_column(text: str) -> bool:
    """Whether a line is the name of a column by its year or phase, or the day that closes one."""
    return bool(_DATE.fullmatch(text)) or (_is_column(text.split(" ")) and names_columns(text))


def knows(text: str) -> int:
    """How many of the names that the words part into are names that columns have."""
    return sum(is_known(name) for name in chunks_of(text.split(" ")))


def names_columns(text: str) -> bool:
    """Whether words are names of columns, all of them, and no unit."""
    chunks = chunks_of(text.split(" "))
    return all(map(is_known, chunks)) and not any(map(_is_unit, chunks))


def _is_unit(chunk: Sequence[str]) -> bool:
    rest, unit = unit_in(" ".join(chunk))
    return unit is not None and not rest


def _has_unit(chunk: Sequence[str]) -> bool:
    return unit_in(" ".join(chunk))[1] is not None


def _is_column(chunk: Sequence[str]) -> bool:
    """Whether words name a phase, a year, or both, and nothing else."""
    if len(chunk) > _LONG_NAME or not is_known(chunk):
        return False
    column = column_of(" ".join(chunk))
    return column.year is not None or column.phase != "other" or _SPAN.fullmatch(column.label) is not None


def is_known(chunk: Sequence[str]) -> bool:
    if len(chunk) > _LONGEST_NAME or (len(chunk) > _LONG_NAME and _has_unit(chunk)):
        # A sentence.
        return False
    words = unit_in(" ".join(chunk))[0].split() if _has_unit(chunk) else chunk
    words = [word.removesuffix(",") for word in words]
    if chunk[-1].endswith(":") or any(_STRAY.fullmatch(word) and not _may_have(words, word) for word in words):
        return False
    first = chunk[0].strip("(”\",")
    if any(own.fullmatch(first) for own in (YEAR_WORD, _ORDINAL, _SPAN, _DAY_OF_YEAR)):
        return True
    if len(chunk) == 1 and _SHORT_NAME.fullmatch(first):
        return True
    return bool(COLUMN_WORD.match(first)) or (any(map(YEAR_WORD.fullmatch, words)) and len(words) < 4)


def chunks_of(words: Sequence[str]) -> list[list[str]]:
    """Words parted where a further name begins."""
    chunks: list[list[str]] = []
    depth = 0
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        following = words[at + 1] if at + 1 < len(words) else ""
        outside = depth <= 0 and not word.startswith("(")
        begins = not chunks or (outside and _begins(chunks[-1], before, word, following))
        depth += word.count("(") - word.count(")")
        if _ORDINAL.fullmatch(before) and not _ORDINAL.fullmatch(word) and _ORDERED.match(word):
            begins = False
        if begins:
            chunks.append([word])
            depth = word.count("(") - word.count(")")
        else:
            chunks[-1].append(word)
    return chunks


class Begins(Enum):
    """What begins another cell of a head: an empty line, any line, or any name that begins with a capital."""

    APART = "apart"
    LINE = "line"
    CAPITAL = "capital"


def cells_of_head(joiner: Joiner, lines: Sequence[Line], begins: Begins) -> list[str]:
    """The names in the lines of a head whose cells follow each other, if no word goes on below it."""
    names: list[str] = []
    ended = True
    for line in lines:
        chunks = [line.body.split(" ")] if begins is Begins.LINE else chunks_of(line.body.split(" "))
        first, *others = map(" ".join, chunks)
        small = first[0].islower() or first[0] in "(%-" or (bool(names) and names[-1].endswith("-"))
        dated = bool(_DATE_OR_NOTE.fullmatch(first) or YEAR_WORD.fullmatch(first.partition(",")[0]))
        dated = dated and bool(names) and not any(map(str.isdigit, names[-1]))
        open_above = begins is Begins.APART and line.gap == 0 and not ended and not _RANGE.match(first)
        below = small or dated or open_above
        if names and below:
            names[-1] = joiner.join([names[-1], first])[0]
        else:
            names.append(first)
        names += others
        # Where a word goes on below an empty line, the next line is another cell.
        ended = bool(line.gap) and below and not others
    return names


def _without_corner(chunks: list[list[str]]) -> list[list[str]]:
    """Years alone after words that end in one: "Antal besøg 2021 2022" are two years, and what is counted."""
    for at, chunk in enumerate(chunks):
        if not any(map(YEAR_WORD.fullmatch, chunk)):
            continue
        others = chunks[at + 1 :]
        years = [own for own in others if not _CHANGE.match(own[0])]
        bare = bool(years) and all(len(own) == 1 and YEAR_WORD.fullmatch(own[0]) for own in years)
        if bare and len(chunk) > 1 and YEAR_WORD.fullmatch(chunk[-1]) and phase_of(" ".join(chunk)) is None:
            return [*chunks[:at], chunk[:-1], chunk[-1:], *others]
        break
    return chunks


def _years_closing(chunks: list[list[str]]) -> list[list[str]]:
    """Each time with the name before it: "2023 2024 Måltal 2024" may be three. None stands alone after one of those."""
    closed: list[list[str]] = []
    named = False
    for chunk in chunks:
        before = closed[-1] if closed else []
        if _is_time(chunk) and before and not _is_unit(before) and not any(map(YEAR_WORD.fullmatch, before)):
            closed[-1] = [*before, *chunk]
            named = True
        elif _is_time(chunk) and named:
            return chunks
        else:
            closed.append(chunk)
    return closed


def _begins(chunk: Sequence[str], before: str, word: str, following: str) -> bool:
    """Whether a word begins the name of a further column."""
    if _SPAN.fullmatch(word):
        return not (_OPEN.fullmatch(before) or (len(chunk) == 1 and _CHANGE.match(before)))
    if YEAR_WORD.fullmatch(word):
        named = any(map(YEAR_WORD.fullmatch, chunk)) or (following == "i" and bool(_ORDINAL.fullmatch(chunk[0])))
        # A year goes with the phase before it; beside a unit or a heading of the labels it is a column itself.
        return named or not (_OPEN.fullmatch(before) or _DATE.fullmatch(before) or _takes_year(chunk))
    if before.endswith("-") and before != "-" and word[0].isupper():
        # The other half of a word begins small: it stands on the line below.
        return True
    if _YEAR_OF_UNIT.fullmatch(word) and _YEAR_OF_UNIT.fullmatch(chunk[0]):
        # "2023, ton 2024, ton"
        return True
    if _DAY_OF_YEAR.fullmatch(word):
        # "Note 31.12.2022 31.12.2023" are two, and what the rows have notes by.
        return NOTES.fullmatch(before) is not None or any(map(_DAY_OF_YEAR.fullmatch, chunk))
    if (_OPEN.fullmatch(before) and before != "I") or _DATE_OR_NOTE.fullmatch(word):
        return False
    if _ORDINAL.fullmatch(word):
        return bool(_ORDERED.match(following) or _MONTH.fullmatch(following))
    if _MONTH.fullmatch(word) and word.islower() and phase_of(before) is not None:
        # "Forbrug maj"
        return False
    if _RANGE.fullmatch(word) or (_MONTH.fullmatch(word) and not (_OPEN.fullmatch(before) or _END.fullmatch(before))):
        return not _ORDINAL.fullmatch(before) and not (_RANGE.fullmatch(word) and before.endswith("."))
    if _PERCENT.fullmatch(word):
        # "Vækst 25-26, pct." and "Forbr. pct." are one name.
        return not before.endswith((",", ".")) and not (len(chunk) == 1 and _NEEDS_NOUN.fullmatch(before))
    return bool(_CAPITAL.match(word)) and not word.startswith("(")


def _takes_year(chunk: Sequence[str]) -> bool:
    words = " ".join(chunk)
    if unit_in(words)[1] is not None or parse_unit(words) is not None:
        return False
    if len(chunk) > 1 and _ORDINAL.fullmatch(chunk[0]):
        return bool(_ORDERED.match(chunk[1]) or _MONTH.fullmatch(chunk[1]))
    return bool(COLUMN_WORD.match(chunk[0])) and not re.fullmatch(r"(?:i|år\s*:?|ialt)", chunk[0], re.IGNORECASE)
