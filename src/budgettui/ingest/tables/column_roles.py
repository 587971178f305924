"""What each column of a grid is: a level of the path with its code, a year, a phase, an amount …

The heading's words and the cells below it decide together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from budgettui.domain.amounts import parse_unit
from budgettui.domain.checking.row_words import is_ratio_label
from budgettui.ingest.given import Given
from budgettui.ingest.page.headings import Heading, Role
from budgettui.ingest.tables import accounts
from budgettui.ingest.tables.decimals import Numbers, Style, decide, follow
from budgettui.ingest.tables.grid_body import Tally

#: The share of a column's cells that must be numbers for it to be a column of numbers.
_NUMERIC = 0.5
#: The share of a level's cells that are numbers where they are its codes.
_NUMBERS = 0.9


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the path: the column with its name, the one with its code, or both.

    ``dimension`` is what a code means in the chart of accounts, where it has a place there. Of an account string that
    holds several of them it is one; ``last`` is the string's own level, ``names`` what the file calls the others.
    ``above`` are the columns of the codes that a code goes on from.
    """

    label: str
    text: int | None = None
    code: int | None = None
    dimension: str = ""
    string: bool = False
    last: bool = False
    above: tuple[int, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether the name is the code and the text as they are printed."""
        return not self.dimension

    def read(self, cells: Sequence[str]) -> str:
        """The name of the level in a record, with its code before it."""
        text = cells[self.text] if self.text is not None else ""
        code = cells[self.code] if self.code is not None else ""
        if self.string:
            return self._piece(code, text)
        if self.dimension and code and not text:
            over = [cells[at] for at in self.above]
            if all(part.isdigit() for part in (*over, code)):
                code = ".".join([*(part.lstrip("0") or "0" for part in over[:1]), *over[1:], code])
            return accounts.called(self.dimension, code)
        if code and text and not text.startswith(code):
            return f"{code} {text}"
        return text or code

    def _piece(self, code: str, text: str) -> str:
        codes = accounts.take_apart(code)
        if codes is None:
            # What no one can take apart stands as it is, and only once.
            return (f"{code} {text}" if code and text else code or text) if self.last else ""
        name = accounts.label(self.dimension, codes)
        given = text if self.last else self.names.get(name.partition(" ")[0], "")
        return accounts.label(self.dimension, codes, given or (codes.get("name", "") if self.last else ""))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read of a grid: the levels of the path, the amounts, and where else a line says something."""

    levels: tuple[Level, ...]
    amounts: tuple[tuple[int, Heading, Numbers], ...]
    year: int | None = None
    phase: int | None = None
    unit: int | None = None
    price: int | None = None
    direction: int | None = None
    depth: int | None = None
    municipality: int | None = None
    department: int | None = None
    aside: tuple[tuple[int, str], ...] = ()
    width: int = 0
    strings: tuple[int, ...] = ()
    """The columns of account strings, which every line is to follow."""

    @property
    def long(self) -> bool:
        """Whether years or phases stand in cells, so that several lines make one row."""
        return self.year is not None or self.phase is not None or bool(self.aside)


def _numbers(tallies: Sequence[Tally], given: Given) -> list[Numbers]:
    result = []
    for i, one in enumerate(decide(tally.shapes) for tally in tallies):
        if i in given.styles and one.style is not Style.WHOLE:
            one = replace(one, style=given.styles[i], open=False, by_others=False)
        elif one.open and given.custom is not None:
            one = replace(one, style=given.custom, open=False, by_others=False)
        result.append(one)
    return result


def plan_of(
    headings: Sequence[Heading],
    tallies: Sequence[Tally],
    given: Given,
    sample: Sequence[Sequence[str]],
) -> Plan | None:
    """What is read of a grid with these columns, or ``None`` where none is a column of amounts.

    ``sample`` are the cells of some of its records: they tell whether a code has one name.
    """
    numbers = _numbers(tallies, given)
    single: dict[Role, int] = {}
    amounts: list[tuple[int, Heading, Numbers]] = []
    texts: list[int] = []
    for i, heading in enumerate(headings):
        role = _role(heading, tallies[i], numbers[i], given if i in given.headings or not given.only_given else None)
        if role is Role.IGNORED or i in given.aside:
            continue
        if role is Role.AMOUNT:
            amounts.append((i, heading, numbers[i]))
        elif role is None or role in {Role.LEVEL, Role.ACCOUNT}:
            texts.append(i)
        elif role not in single:
            single[role] = i
        elif headings[single[role]].is_code and not heading.is_code and heading.stem == headings[single[role]].stem:
            single[role] = i  # the name; its code is in the raw text
        elif not (heading.is_code and heading.stem == headings[single[role]].stem):
            texts.append(i)
    if not amounts:
        return None
    known = [
        own
        for _i, heading, own in amounts
        if heading.role is Role.AMOUNT or own.signed or is_ratio_label(heading.label)
    ]
    amounts = [(i, heading, follow(own, known)) for i, heading, own in amounts]
    if not {Role.YEAR, Role.PHASE} & single.keys():
        # What is written after the figures is a remark, but for what the heading calls by its name.
        last = amounts[-1][0]
        texts = [i for i in texts if i < last or headings[i].role is not None]
    levels = _levels(headings, texts, numbers, given, sample)
    return Plan(
        tuple(levels), tuple(amounts), single.get(Role.YEAR), single.get(Role.PHASE), single.get(Role.UNIT),
        single.get(Role.PRICE_LEVEL), single.get(Role.DIRECTION), single.get(Role.DEPTH),
        single.get(Role.MUNICIPALITY), single.get(Role.DEPARTMENT), tuple(given.aside.items()), len(headings),
        tuple(dict.fromkeys(level.code for level in levels if level.string and level.code is not None)),
    )  # fmt: skip


def _role(heading: Heading, tally: Tally, numbers: Numbers, given: Given | None) -> Role | None:
    """What a column is: its words where the cells do not deny them, else its cells."""
    if given is None:
        return Role.IGNORED
    role, share = heading.role, numbers.share
    if not tally.shapes.cells:
        # An empty column of amounts stays, so that its heading is not lost; any other says nothing.
        return Role.AMOUNT if role is Role.AMOUNT and (heading.year or heading.phase) else Role.IGNORED
    names_ = tally.names
    if role is Role.AMOUNT:
        if share >= _NUMERIC or (share > 0 and heading.year):
            return Role.AMOUNT
        return Role.PHASE if tally.are_phases and heading.year is None else Role.LEVEL
    if role is Role.YEAR:
        return Role.YEAR if tally.are_years else Role.LEVEL
    if role is Role.PHASE:
        return Role.PHASE if tally.are_phases else Role.LEVEL
    if role is Role.UNIT:
        return Role.UNIT if names_ and not tally.many and any(_unit_word(n) for n in names_) else Role.LEVEL
    if role is Role.DEPTH:
        small = not tally.many and all(name.isdigit() and len(name) < 3 for name in names_)
        return Role.DEPTH if small and len(names_) > 1 else Role.LEVEL
    if role is Role.PRICE_LEVEL and tally.many:
        return Role.LEVEL
    if role is not None:
        return role
    shapes = tally.shapes
    if share < 0.9 or shapes.padded * 10 > shapes.cells:
        return Role.LEVEL
    return Role.AMOUNT


def _unit_word(text: str) -> bool:
    return parse_unit(text) is not None or bool(re.fullmatch(r"[A-Z]{3}", text))


def _levels(
    headings: Sequence[Heading],
    texts: Sequence[int],
    numbers: Sequence[Numbers],
    given: Given,
    sample: Sequence[Sequence[str]],
) -> list[Level]:
    """The columns of the path in order, each code with the text that it stands for."""
    if given.order is not None:
        texts = [i for i in given.order if i in texts] + [i for i in texts if i not in given.order]
    elif _numbered(headings, texts):
        texts = sorted(texts, key=lambda i: (headings[i].order or 0, i))
    # DRANST says operation or capital: a level of its own, whatever text stands beside it.
    kinds = {i for i in texts if headings[i].stem == "dranst"}
    named = [i for i in texts if i not in kinds]
    codes = {i for i in named if headings[i].is_code or (headings[i].role is Role.ACCOUNT and numbers[i].share > 0.5)}
    # Numbers under the name of a level ("Område") are those of the names beside them.
    codes |= {i for i in named[:-1] if headings[i].role is Role.LEVEL and numbers[i].share > _NUMBERS}
    strings = {
        i: dimensions
        for i in named
        if (headings[i].is_code or headings[i].role is Role.ACCOUNT)
        and (dimensions := accounts.dimensions_of([cells[i] for cells in sample]))
    }
    codes |= strings.keys()
    found: dict[int, Level] = {i: Level(headings[i].label, None, i, "dranst") for i in kinds}
    taken: set[int] = set()
    for place, i in enumerate(named):
        if i in taken:
            continue
        taken.add(i)
        if i in codes:
            partner = _partner(headings, named, codes | taken, place, sample)
            found[i] = Level(headings[i].label, partner, i)
        else:
            partner = _code_after(headings, named, codes - taken, place, strings, sample)
            found[i] = Level(headings[i].label, i, partner)
        taken |= {partner} if partner is not None else set()
    levels = [found[i] for i in texts if i in found]
    return [part for level in levels for part in _parted(level, headings, texts, strings, sample)]


def _parted(
    level: Level,
    headings: Sequence[Heading],
    texts: Sequence[int],
    strings: Mapping[int, tuple[str, ...]],
    sample: Sequence[Sequence[str]],
) -> list[Level]:
    """A level of account strings as those that they name; one of codes with its place in the chart of accounts."""
    places = {headings[i].stem: i for i in texts}
    at = level.code if level.code is not None else level.text
    assert at is not None
    if at in strings and level.text is not None and headings[level.text].role is Role.LEVEL and level.text < at:
        # An initiative with its account is one line, and no account with a name.
        return [level]
    if at in strings and level.code is not None:
        # What a column of its own says is not said again.
        dimensions = [key for key in strings[at] if places.get(key, at) == at]
        dimensions = dimensions or list(strings[at][-1:])
        names = _names_in(level, strings[at], sample)
        return [
            replace(level, dimension=key, string=True, last=key == dimensions[-1], names=names) for key in dimensions
        ]
    stem = headings[at].stem
    if stem not in accounts.DIMENSIONS:
        return [level]
    over = accounts.DIMENSIONS[: accounts.DIMENSIONS.index(stem)] if stem in ("hovedfunktion", "funktion") else ()
    above = tuple(places[key] for key in over if key in places)
    own = Level(level.label, None, at) if level.code is None else level
    return [replace(own, dimension=stem, above=above if len(above) == len(over) else ())]


def _names_in(level: Level, dimensions: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, str]:
    """What the file calls the accounts that it prints above others: a string that ends early, with a name."""
    found: dict[str, str] = {}
    for cells in sample:
        codes = accounts.take_apart(cells[level.code or 0]) if level.code is not None else None
        if codes and (name := cells[level.text] if level.text is not None else codes.get("name", "")):
            deepest = max((key for key in dimensions if key in codes), key=dimensions.index)
            if deepest in accounts.NESTED and deepest != dimensions[-1]:
                found.setdefault(accounts.label(deepest, codes).partition(" ")[0], name)
    return found


def _numbered(headings: Sequence[Heading], texts: Sequence[int]) -> bool:
    return bool(texts) and all(headings[i].order for i in texts)


def _partner(
    headings: Sequence[Heading], texts: Sequence[int], taken: set[int], place: int, sample: Sequence[Sequence[str]]
) -> int | None:
    """The text that a code stands for: the column with the same stem, else the next, if it gives each code one name."""
    at = texts[place]
    code = headings[at]
    for i in texts[place + 1 :]:
        if i not in taken and code.stem and (headings[i].stem, headings[i].order) == (code.stem, code.order):
            return i
    following = texts[place + 1] if place + 1 < len(texts) else None
    if following is None or following in taken or headings[following].role is Role.ACCOUNT or code.order:
        return None
    names_: dict[str, str] = {}
    for cells in sample:
        # A total has a name and no code.
        named = max(at, following) < len(cells) and cells[at]
        if named and names_.setdefault(cells[at], cells[following]) != cells[following]:
            return None
    return following


def _code_after(
    headings: Sequence[Heading],
    texts: Sequence[int],
    codes: set[int],
    place: int,
    strings: Mapping[int, tuple[str, ...]],
    sample: Sequence[Sequence[str]],
) -> int | None:
    """The code that stands after its text: with the same stem, or an account string after the last name.

    A text with several account strings is no name of them: they stand below it.
    """
    at = texts[place]
    own = headings[at]
    following = texts[place + 1] if place + 1 < len(texts) else None
    if following is None or following not in codes:
        return None
    after = headings[following]
    if own.stem and after.stem == own.stem and after.order == own.order:
        return following
    if following in strings:
        known: dict[str, str] = {}
        if any(known.setdefault(cells[at], cells[following]) != cells[following] for cells in sample):
            return None
    last = place + 2 == len(texts)
    return following if last and after.role is Role.ACCOUNT and after.order is None else None
