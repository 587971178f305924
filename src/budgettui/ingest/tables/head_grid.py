"""Heads whose columns stand under each other: names over two lines, and names that reach over several columns.

Taken out line by line such a head has all first lines first. "Oprindeligt Tillægs- Korrigeret / budget 2025 bevilling
budget 2025" are three names, and "Regnskab 2024 Budget 2025 / U I U I" are four columns under two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from budgettui.ingest.page.header import COLUMN_WORD
from budgettui.ingest.tables.head_words import (
    YEAR_WORD,
    HeadWords,
    chunks_of,
    column_of,
    is_change_word,
    is_known,
    unit_in,
)

#: What a second line's part of a name ends in, but for its year.
_NOUN = re.compile(
    r"(?:budget\w*|regnskab\w*|bevilling\w*|forbrug\w*|afvigelse\w*|overslag\w*|ændring\w*|resultat\w*|udgift\w*|"
    r"indtægt\w*|korrektion\w*|niveau\w*|ramme\w*|beløb\w*|saldo|pct\.?|procent|år|alt|forslag\w*|ultimo|primo)$",
    re.IGNORECASE,
)
_MOST_WORDS = 40


def under_each_other(lines: Sequence[str], wanted: int) -> HeadWords | None:
    """The names of so many columns where the head's lines stand under each other, or ``None``."""
    if len(lines) != 2 or wanted < 2 or any(line.count(" ") > _MOST_WORDS for line in lines):
        return None
    return _spanned(lines, wanted) or _stacked(lines, wanted) or _at_the_bottom(lines, wanted)


def is_scrambled(lines: Sequence[str]) -> bool:
    """Whether a line goes on with several names of the line over it: read one after the other they are wrong."""
    for over, line in pairwise(lines):
        if len(chunks_of(over.split(" "))) > 1 and not line[0].isupper() and len(_parts(unit_in(line)[0])) > 1:
            return True
    return False


def _spanned(lines: Sequence[str], wanted: int) -> HeadWords | None:
    """A last line that says the same names again and again, under as many names as it says them.

    The last names that reach over others may have fewer of them under them.
    """
    rest, unit = unit_in(lines[1])
    below = [" ".join(chunk) for chunk in chunks_of(lines[1].split(" "))]
    corner = ""
    if unit is not None and rest:
        below = [" ".join(chunk) for chunk in chunks_of(rest.split(" "))]
        corner = lines[1][: lines[1].find(rest)].strip()
    if len(below) > wanted:
        corner, below = " ".join([corner, *below[: len(below) - wanted]]).strip(), below[len(below) - wanted :]
    if len(below) != wanted:
        return None
    starts = [at for at, name in enumerate(below) if name == below[0]]
    groups = [below[start:end] for start, end in pairwise([*starts, wanted])]
    same = all(set(group) <= set(groups[0]) and len(set(group)) == len(group) for group in groups)
    if len(groups) < 2 or not same or groups[1] != groups[0] or len(groups[0]) < 2:
        return None
    over = chunks_of(lines[0].split(" "))
    if len(over) == len(groups) + 1 and not corner and not is_known(over[0]):
        corner, over = " ".join(over[0]), over[1:]
    if len(over) != len(groups):
        return None
    columns = tuple(
        column_of(f"{' '.join(name)} {part}") for name, group in zip(over, groups, strict=True) for part in group
    )
    if len({column.label for column in columns}) < wanted:
        return None
    known = all(is_known(part.split(" ")) for part in groups[0])
    return HeadWords(columns, corner, wanted if known else wanted // 2)


def _stacked(lines: Sequence[str], wanted: int) -> HeadWords | None:
    over = chunks_of(lines[0].split(" "))
    rest, unit = unit_in(lines[1])
    below = _parts(rest)
    corner = ""
    if unit is not None:
        corner = lines[1][: lines[1].find(rest)].strip()
    own = " ".join(over[0])
    if len(over) == wanted + 1 and (corner or not is_known(over[0]) or unit_in(own)[1] is not None):
        corner = f"{own} {corner}".strip()
        over = over[1:]
    if len(over) != wanted or sum(map(len, over)) + sum(map(len, below)) < wanted + 2:
        return None
    if len(below) == wanted - 1 and is_change_word(" ".join(over[-1])):
        # A change that stands last has nothing under it.
        below = [*below, []]
    if len(below) != wanted or not all(_is_of_a_name(word) for part in below for word in part):
        return None
    names = [_joined(" ".join(first), " ".join(second)) for first, second in zip(over, below, strict=True)]
    if any(name is None for name in names):
        return None
    columns = tuple(column_of(name) for name in names if name)
    known = sum(is_known(name.split(" ")) for name in names if name)
    if len({column.label for column in columns}) < wanted:
        return None
    return HeadWords(columns, corner, known)


def _at_the_bottom(lines: Sequence[str], wanted: int) -> HeadWords | None:
    """Names that stand on the last line, and those of two lines among them, whose second halves begin small:
    "Oprindeligt Korrigeret / Funktion budget budget Regnskab"."""
    over = [" ".join(chunk) for chunk in chunks_of(unit_in(lines[0])[0].split(" "))]
    rest, unit = unit_in(lines[1])
    below = [" ".join(name) for part in _parts(rest) for name in chunks_of(part)]
    small = [at for at, name in enumerate(below) if name[:1].islower()]
    if not small or len(small) != len(over) or not wanted <= len(below) <= wanted + 2 or small[0] < len(below) - wanted:
        return None
    for at, first in zip(small, over, strict=True):
        name = _joined(first, below[at])
        if name is None or not all(map(_is_of_a_name, below[at].split(" "))):
            return None
        below[at] = name
    columns = tuple(map(column_of, below[len(below) - wanted :]))
    known = sum(is_known(column.label.split(" ")) for column in columns)
    if known < wanted or len({column.label for column in columns}) < wanted:
        return None
    labels = below[: len(below) - wanted]
    return HeadWords(columns, " ".join([unit.label, *labels] if unit else labels), wanted)


def _is_of_a_name(word: str) -> bool:
    """Whether a word stands in names of columns: a second line of other words is a row's label."""
    return bool(YEAR_WORD.fullmatch(word) or COLUMN_WORD.match(word) or _NOUN.match(word))


def _joined(first: str, second: str) -> str | None:
    if not first.endswith("-"):
        return f"{first} {second}".strip()
    # Half a word needs its other half.
    return first[:-1] + second if second[:1].islower() else None


def _parts(text: str) -> list[list[str]]:
    """The parts of names on a second line: each ends in its noun, or in the year after that."""
    parts: list[list[str]] = []
    closed = True
    for word in text.split(" "):
        if not word:
            continue
        if YEAR_WORD.fullmatch(word):
            named = bool(parts) and any(YEAR_WORD.fullmatch(own) for own in parts[-1])
            if not parts or named or (closed and not _NOUN.match(parts[-1][-1])):
                parts.append([word])
            else:
                parts[-1].append(word)
            closed = True
            continue
        if closed or not parts:
            parts.append([word])
        else:
            parts[-1].append(word)
        closed = bool(_NOUN.match(word)) or not COLUMN_WORD.match(word)
    return parts
