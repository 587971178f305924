"""What the words of a table's head say: columns by phase and year, title, unit and price level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from budgettui.domain.amounts import Unit, parse_unit
from budgettui.domain.paper.reading import Column
from budgettui.ingest.page.layout import Layout, Line, ends_sentence
from budgettui.ingest.page.printed_unit import printed_unit

YEAR = r"(?:19|20)[0-9]{2}"
#: What the words over a column mean; the longest wording is tried first.
_PHASES = (
    (r"(?:forventet|forv\.|forrige|seneste)\s+(?:mer-?\s?/\s?mindre(?:forbrug|udgift)|merudgift|mindreudgift|merforbrug|mindreforbrug|afvigelse)",
     "variance"),
    (r"(?:forventet|forv\.)\s+(?:års)?(?:regnskab|forbrug)", "forecast"),
    (r"(?:ajourført|korrigeret|korr\.|ajf\.)\s+budget", "adjusted"),
    (r"(?:oprindeligt|opr\.|vedtaget|vedt\.)\s+budget", "approved"),
    (r"afvigelse|merforbrug|mer-?\s?/\s?mindreforbrug", "variance"),
    (r"regnskab", "executed"),
    (r"budget", "approved"),
)  # fmt: skip
_COLUMN = re.compile(
    "|".join(f"(?P<p{number}>{words})" for number, (words, _phase) in enumerate(_PHASES)), re.IGNORECASE
)
_ONE_YEAR = re.compile(YEAR)
_AFTER = re.compile(rf"\s*(?:\((?P<note>[^()]*)\)|(?P<year>{YEAR}))")
#: What stands over the labels says nothing of the table: the account, and its name.
_OVER_LABELS = re.compile(
    r"(?:konto|funktion|gruppering)s?|(?:(?:konto|funktion|gruppering|bevilling|bo)s?[ -]?)?"
    r"(?:nr\.?|nummer|navn|tekst|betegnelse|kode)", re.IGNORECASE,
)  # fmt: skip
#: A word that a head over columns is made of.
HEAD_WORD = re.compile(
    rf"(?:forventet|forv\.|forrige|seneste|ajourført|ajf\.|korrigeret|korr\.|oprindeligt|opr\.|vedtaget|vedt\.|regnskab|budget|"
    rf"afvigelse|merudgift|mindreudgift|merforbrug|mindreforbrug|(?:års)?forbrug|mer-|/|mer-/mindreforbrug|"
    rf"\([A-ZÆØÅ](?:-[A-ZÆØÅ]?)?|[A-ZÆØÅ]|{YEAR}\)?|\({YEAR}\))",
    re.IGNORECASE,
)
#: Words that names of columns are made of in budgets, accounts and their follow-up; what the rows count beside them.
COLUMN_WORD = re.compile(
    r"(?:regnskab|budget|overslag|forbrug|forv|korr|opr|oprindelig|vedt|ajourf|ajf|afv|udgift|indtægt|netto|brutto|mængde|pris|i$|ialt|total|"
    r"samlet|sum$|ændr|forskel|difference|udvikling|rest|procent|pct|%|andel|indeks|index|takst|antal|årsværk|overfør|"
    r"resultat|bevilling|tillæg|rådigheds|omplacer|korrektion|kvartal|halvår|måned|uge|år$|årets|primo|ultimo|saldo|drift|anlæg|"
    r"løn|mer|mindre|effekt|besparelse|skøn|ramme|ny|nuvær|forrige|seneste|gammel|beløb|kr|mio|tkr|timer|dage|stk|enhed|elever|børn|personer|"
    r"borgere|gns|snit|bo$|b$|r$|kb$|fr[0-9]?$|bf$|u$|n$|opfølgning|prognose|mål$|aktuel|gennemsnit|heraf|ansøgt|teknisk|realiser|"
    r"service|finans|disponer|forudsat|estimat|note|budgetforslag|lån|afdrag|rente|plads|niveau|status|periode|vækst|gæld|langfrist|kortfrist|"
    r"egenbetaling|forældrebetaling|kommunal|fuldtid|indbygger|(?:jan(?:uar)?|feb(?:ruar)?|mar(?:ts?)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?$|bevæg|til$|fra$|op(?:gj|gø|just|skr)|ned(?:just|skr|bring)|(?:r|b|bo|kb|ob|vb|fr?)[0-9]{2,4}$)",
    re.IGNORECASE,
)
_PRICE_LEVEL = re.compile(
    rf"\b(?:{YEAR}[- ](?:priser|p/?l\b|(?:pris|p/?l)-?niveau)|(?:faste|løbende|årets) priser|p/?l[- ]{YEAR}|"
    r"årets p/?l\b)",
    re.IGNORECASE,
)
#: "Alle beløb er anført i 1.000 kr." says no more than the unit.
_AMOUNTS_IN = re.compile(
    r"^(?:(?:alle |samtlige )?(?:beløb|tal)(?:l?ene)?(?: er)?(?: anført| angivet| opgjort)? (?=i )|enhed:? )",
    re.IGNORECASE,
)
_PRICES = re.compile(r"^prisniveau:?$", re.IGNORECASE)
#: What the amounts are, beside their unit: "1.000 kr., netto".
_NETTED = re.compile(r"^(?:netto|brutto),? |,? \(?(?:netto|brutto)\)?$", re.IGNORECASE)
_SHORT = 90
#: No line of a table is longer.
LINE_LONGEST = 300


@lru_cache(maxsize=8192)
def split_unit(text: str) -> tuple[str, Unit | None, str | None]:
    """A heading without its unit and price level: "Områder, mio. kr." is ("Områder", mio. kr., None)."""
    text, _printed = printed_unit(text)
    level = _PRICE_LEVEL.search(text)
    price_level = level[0] if level else None
    rest = text
    if level:
        before, after = text[: level.start()].rstrip(" ,;·"), text[level.end() :].lstrip(" ,;·")
        rest = re.sub(r"[ ,;–-]+\)", ")", f"{before} {after}").replace("( ", "(").replace("()", "").strip(" ,;")
    rest = _PRICES.sub("", rest.strip())
    unit = parse_unit(_NETTED.sub("", _AMOUNTS_IN.sub("", rest)))
    if unit:
        return "", unit, price_level
    bracket = re.search(r"\(([^()]*)\)\s*:?$", rest)
    if bracket and (unit := parse_unit(bracket[1])):
        return rest[: bracket.start()].strip(" ,"), unit, price_level
    for cut in (", ", " i ", " – ", " - "):
        head, found, tail = rest.rpartition(cut)
        if found and (unit := parse_unit(tail)):
            return head.strip(" ,"), unit, price_level
    return rest, None, price_level


# -- a row of years


def is_under_names(layout: Layout, position: int) -> bool:
    """Whether a line of years stands under a line with the name of a column for each of them."""
    line = layout.lines[position]
    if not position or line.gap > 1:
        return False
    over = layout.lines[position - 1].body.split(" ")
    years = [*takewhile(_ONE_YEAR.fullmatch, reversed(line.body.split(" ")))]
    if parse_unit(" ".join(over[: -len(years)])):
        over = over[-len(years) :]
    if split_unit(" ".join(over))[1]:
        # A title with its unit.
        return False
    return len(over) == len(years) > 2 and all(map(COLUMN_WORD.match, over))


def ends_sentence_in_words(text: str) -> bool:
    """Whether the text is prose: it has a verb's place, so it is long and begins small, or it is a
    sentence."""
    return text[:1].islower() or len(text.split()) > 12


def read_columns(text: str) -> tuple[Column, ...] | None:
    """The columns that the words of a head name, or ``None`` where a word is left over."""
    columns: list[Column] = []
    position = 0
    text = text.strip()
    while position < len(text):
        match = _COLUMN.match(text, position)
        if match is None:
            return None
        phase = next(_PHASES[number][1] for number in range(len(_PHASES)) if match[f"p{number}"])
        end = match.end()
        year: int | None = None
        after = _AFTER.match(text, end)
        if after:
            end = after.end()
            found = after["year"] or only_year(after["note"] or "")
            year = int(found) if found else None
        columns.append(Column(" ".join(text[position:end].split()), year, phase))
        position = end
        while position < len(text) and text[position] == " ":
            position += 1
    return tuple(columns)


def only_year(text: str) -> int | None:
    years = set(re.findall(rf"(?<![0-9-]){YEAR}(?![0-9-])", text))
    return int(years.pop()) if len(years) == 1 else None


# -- what stands over the head


def above(layout: Layout, position: int) -> tuple[int, str, Unit | None, str | None]:
    """The title, unit and price level that stand over a head, and the first line that they take."""
    lines = layout.lines
    title: list[Line] = []
    unit: Unit | None = None
    price: str | None = None
    first = position
    text = labels = ""
    for k in range(position - 1, max(-1, position - 6), -1):
        if k in layout.furniture:
            continue
        line = lines[k]
        if first == k + 1 and not (title or unit) and _OVER_LABELS.fullmatch(line.body):
            labels, first = line.body, k
            continue
        below = lines[k + 1]
        if title and not (below.gap == 0 or (below.gap == 1 and layout.tight(below))):
            break
        if title and layout.breaks(line, title[0]) and not title[0].body[:1].islower():
            break
        found = split_unit(line.body)
        if not found[0] and found[1] and not title:
            unit, price, first = found[1], found[2], k
            continue
        if not _is_title_line(line, title) or _is_year_before(line, lines[position]):
            break
        title.insert(0, line)
        first = k
        if found[1] and len(title) == 1:
            unit, price = found[1], found[2]
    if title and not title[0].body[:1].islower():
        text = layout.paragraph(title).text
        rest, own_unit, own_price = split_unit(text)
        unit, price = unit or own_unit, price or own_price
        text = rest.rstrip(" :")
    return first, text or labels, unit, price


def _is_year_before(line: Line, head: Line) -> bool:
    """Whether a line is a year alone and the head goes on with the next one: the first of its columns."""
    return bool(re.fullmatch(YEAR, line.body)) and head.body.startswith(str(int(line.body) + 1))


def _is_title_line(line: Line, title: Sequence[Line]) -> bool:
    body = line.body
    if body.isdecimal() and len(body) < len("2025"):
        # Over the number of a page stands what runs over all of them, or ends the page before.
        return False
    # "… mio. kr." ends in an abbreviation.
    sentence = ends_sentence(body) and not body.endswith(":") and split_unit(body)[1] is None
    if len(body) > _SHORT + 10 or sentence:
        return False
    if re.search(r"(?:^|\s)[-+−]?[0-9][0-9.,]*(?:\s+[-+−]?[0-9][0-9.,]*)+$", body):
        return False
    # What stands behind a colon in a list is said of something, and nothing is called so.
    return not body.endswith(("?", ",")) and not re.match(r"[-*•]\s.*\w:\s", body)
