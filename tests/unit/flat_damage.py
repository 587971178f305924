"""Tables that lost or gained something on the way: what the page puts among rows, and what extraction loses."""

from __future__ import annotations

import random
from collections.abc import Callable


def rows_of(lines: list[str]) -> list[int]:
    """The lines that end in figures, from the first that ends in two: over it the head may end in years."""
    words = [line.split(" ") for line in lines]
    found = [i for i, own in enumerate(words) if i > 1 and len(own) > 1 and _is_figure(own[-1])]
    first = next((i for i in found if len(words[i]) > 2 and _is_figure(words[i][-2])), 0)
    return [i for i in found if i >= first]


def _is_figure(word: str) -> bool:
    return word.rstrip("%")[-1:].isdigit()


def _page(lines: list[str], at: int, _rng: random.Random) -> None:
    lines[at:at] = ["", "Kommunens regnskab", "14", ""]


def _note(lines: list[str], at: int, rng: random.Random) -> None:
    notes = ("Note: Heraf vedrører 120 og 340 tidligere år", "1) Inkl. overførsel på 1.250", "Kilde: Egne tal 2023")
    lines.insert(at + 1, rng.choice(notes))


def _axis(lines: list[str], at: int, rng: random.Random) -> None:
    lines.insert(at + 1, rng.choice(("100", "0,5", "250 500", "0 100 200 300")))


def _row_gone(lines: list[str], at: int, _rng: random.Random) -> None:
    del lines[at]


def _label_gone(lines: list[str], at: int, _rng: random.Random) -> None:
    words = lines[at].split(" ")
    start = len(words)
    while start and words[start - 1][-1:].isdigit():
        start -= 1
    lines[at] = " ".join(words[start:])


def _two_rows(lines: list[str], at: int, _rng: random.Random) -> None:
    if at + 1 in rows_of(lines):
        lines[at : at + 2] = [f"{lines[at]} {lines[at + 1]}"]


def _broken(lines: list[str], at: int, rng: random.Random) -> None:
    words = lines[at].split(" ")
    cut = rng.randint(1, len(words) - 1)
    lines[at : at + 1] = [" ".join(words[:cut]), " ".join(words[cut:])]


def _figures_from(words: list[str]) -> int:
    return next((k for k in range(len(words), 0, -1) if not _is_figure(words[k - 1])), 0)


def _cell_gone(lines: list[str], at: int, rng: random.Random) -> None:
    words = lines[at].split(" ")
    start = _figures_from(words)
    if len(words) - start > 1:
        del words[rng.randrange(start, len(words))]
    lines[at] = " ".join(words)


def _cells_glued(lines: list[str], at: int, rng: random.Random) -> None:
    words = lines[at].split(" ")
    start = _figures_from(words)
    if len(words) - start > 1:
        k = rng.randrange(start, len(words) - 1)
        words[k : k + 2] = [words[k] + words[k + 1]]
    lines[at] = " ".join(words)


def _number_broken(lines: list[str], at: int, rng: random.Random) -> None:
    words = lines[at].split(" ")
    k = rng.randrange(_figures_from(words), len(words))
    cut = next((words[k].index(mark) + 1 for mark in ".," if mark in words[k]), 0)
    words[k] = f"{words[k][:cut]} {words[k][cut:]}".strip()
    lines[at] = " ".join(words)


def _signs_apart(lines: list[str], at: int, _rng: random.Random) -> None:
    lines[at] = " ".join(f"- {word[1:]}" if word[:1] == "-" else word for word in lines[at].split(" "))


DAMAGES: dict[str, Callable[[list[str], int, random.Random], None]] = {
    "page": _page,
    "note": _note,
    "axis": _axis,
    "row gone": _row_gone,
    "label gone": _label_gone,
    "two rows on a line": _two_rows,
    "cells on the next line": _broken,
    "cell gone": _cell_gone,
    "cells glued": _cells_glued,
    "number broken": _number_broken,
    "signs apart": _signs_apart,
}


def damaged(text: str, kind: str, seed: int) -> str:
    """The table with one of its rows damaged."""
    rng = random.Random(seed)
    lines = text.rstrip("\n").split("\n")
    rows = rows_of(lines)
    if rows:
        DAMAGES[kind](lines, rng.choice(rows), rng)
    return "\n".join(lines) + "\n"
