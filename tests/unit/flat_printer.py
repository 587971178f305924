"""True tables by chance, and the many ways in which text extraction flattens them.

A style says how one table is printed; the table that must be read is known. Figures add up as they do in papers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from flat_corpus import Flat

AREAS = (
    "Skoler", "Dagtilbud", "Ældrepleje", "Kultur og Fritid", "Veje og trafik", "Beskæftigelse", "Administration",
    "Familier, Børn og Unge", "Voksenhandicap", "Socialpsykiatri", "Park og natur", "Biblioteker", "Tandpleje",
    "Kollektiv trafik", "Ejendomme", "Jordforsyning", "Sundhedsfremme", "Byggesager", "Miljø og klima", "Borgerservice",
    "Træning og hjælpemidler", "Integration", "Beredskab", "Havne", "Redningsberedskab", "Turisme og erhverv",
)
#: Labels with digits in them, that a careless reader takes for cells.
DIGITS = (
    "Sektor 5.51", "§ 32 Særlige dagtilbud", "18-29-årige", "Tiltag 3", "2. halvår", "Område 2.01 Drift", "Indsats 14",
    "Pulje 2030", "Etape 2", "Funktion 3.22.01 Folkeskoler", "Busrute 12", "Vej 83", "0-2-årige", "§§ 103-104 Tilbud",
)
LONG = (
    ("Styrket indsats for børn og unge i", "mistrivsel på skolerne"),
    ("Kompetenceudvikling og vikarer (ekskl.", "moms og refusion)"),
    ("Vedligeholdelse af kommunale byg-", "ninger og anlæg"),
    ("Tilskud til selvejende institutioner,", "foreninger og", "andre samarbejdspartnere"),
)
TITLES = (
    "Driftsudgifter fordelt på områder", "Budgetopfølgning", "Samlet oversigt", "Økonomiske nøgletal", "Hovedoversigt",
    "Tabel 3. Udgifter og indtægter", "Oversigt over bevillinger",
)
UNITS = ("mio. kr.", "1.000 kr.", "kr.")


@dataclass
class Style:
    """How a table is printed."""

    group: str = "."
    minus: str = "-"
    after: bool = False
    brackets: bool = False
    plus: bool = False
    head: str = "line"
    cells: str = "row"
    between: str = "\n"
    empty: str = ""
    wrapped: bool = False
    digits: bool = False
    headings: bool = False
    total: str = "last"
    parts: bool = False
    pages: bool = False
    notes: bool = False
    noise: bool = False
    tokens: tuple[str, ...] = field(default_factory=tuple)


def sheet(rng: random.Random) -> tuple[list[tuple[str, str]], str]:
    """The columns as (name, what the corpus calls them), and the arithmetic of the last."""
    year = rng.randint(2016, 2026)
    return rng.choice((
        ([(f"Regnskab {year - 1}", f"R{year - 1}"), (f"Budget {year}", f"B{year}"), (f"Regnskab {year}", f"R{year}"),
          ("Afvigelse", "V")], "variance"),
        ([(f"Budget {year}", f"B{year}"), (f"Regnskab {year}", f"R{year}"), ("Afvigelse", "V")], "variance"),
        ([(f"Opr. budget {year}", f"B{year}"), (f"Korr. budget {year}", f"K{year}"),
          (f"Forventet regnskab {year}", f"F{year}"), ("Afvigelse", "V")], "variance"),
        ([(str(year + k), f"O{year + k}") for k in range(4)], ""),
        ([*((str(year + k), f"O{year + k}") for k in range(4)), ("I alt", "O")], "sum"),
        ([(f"Budget {year}", f"B{year}"), *((f"BO {year + k}", f"B{year + k}") for k in (1, 2, 3))], ""),
        ([("Udgifter", "O"), ("Indtægter", "O"), ("Netto", "O")], "sum"),
        ([(f"Takst {year}", f"O{year}"), (f"Takst {year + 1}", f"O{year + 1}")], ""),
        ([(f"R{year - 1}", f"R{year - 1}"), (f"B{year}", f"B{year}")], ""),
        ([(f"Oprindeligt budget {year}", f"B{year}"), ("Tillægsbevillinger", "B"),
          (f"Korrigeret budget {year}", f"K{year}")], "sum"),
        ([(str(year - 1), f"O{year - 1}"), (str(year), f"O{year}")], ""),
    ))


def amounts(rng: random.Random, columns: int, law: str, size: int) -> list[int]:
    values = [rng.randint(-size // 6, size) for _ in range(columns)]
    if rng.random() < 0.1:
        values[rng.randrange(columns)] = 0
    return _lawful(values, law)


def _lawful(values: list[int], law: str) -> list[int]:
    if law == "variance":
        values[-1] = values[-2] - values[-3]
    elif law == "sum":
        values[-1] = sum(values[:-1])
    return values


def printed(value: int, decimals: int, style: Style) -> str:
    whole, fraction = divmod(abs(value), 10**decimals)
    text = f"{whole:,}".replace(",", style.group)
    if decimals:
        text += f",{fraction:0{decimals}d}"
    if value < 0:
        return f"({text})" if style.brackets else f"{text}-" if style.after else f"{style.minus}{text}"
    return f"+{text}" if style.plus and value else text


def make(seed: int, style: Style) -> Flat:
    """A table by chance, printed in this style."""
    rng = random.Random(seed)
    columns, law = sheet(rng)
    width = len(columns)
    decimals = rng.choice((0, 0, 1))
    size = rng.choice((900, 9_000, 400_000, 9_000_000)) * 10**decimals
    unit = rng.choice(UNITS)
    groups: list[tuple[str, list[tuple[Sequence[str], list[int]]]]] = []
    names = rng.sample(AREAS, 12)
    digits = rng.sample(DIGITS, 4)
    longs = list(LONG)
    rng.shuffle(longs)
    for g in range(2 if style.headings else 1):
        rows: list[tuple[Sequence[str], list[int]]] = []
        for k in range(rng.randint(2, 5)):
            label: Sequence[str] = (names.pop(),)
            if style.wrapped and k == 0 and longs:
                label = longs.pop()
            elif style.digits and k < 2:
                label = (digits.pop(),)
            rows.append((label, amounts(rng, width, law, size)))
        groups.append((("Drift", "Anlæg")[g] if style.headings else "", rows))
    lines: list[list[str]] = []
    wanted: list[str] = []

    def put(label: Sequence[str], values: Sequence[int | None]) -> None:
        cells = [style.empty if value is None else printed(value, decimals, style) for value in values]
        wanted.append(" | ".join((_joined(label), *("·" if v is None else _exact(v, decimals) for v in values))))
        lines.extend(_row(label, [cell for cell in cells if cell], style))

    gap = (rng.randrange(len(groups[0][1])), rng.randrange(width - 1)) if style.empty or style.tokens else None
    for g, (heading, rows) in enumerate(groups):
        total = [sum(values[k] for _label, values in rows) for k in range(width)]
        name = f"{heading} i alt" if heading else rng.choice(("I alt", "Total", "Samlet resultat i alt"))
        if style.total == "first":
            put((name,), total)
        elif heading:
            lines.append([heading])
        for k, (label, values) in enumerate(rows):
            row: list[int | None] = list(values)
            if gap == (k, gap[1] if gap else 0) and g == 0 and gap is not None:
                row[gap[1]] = None
                total[gap[1]] -= values[gap[1]]
                if law == "sum":
                    # An empty cell adds nothing.
                    row[-1] = sum(v or 0 for v in row[:-1])
                    total[-1] += row[-1] - values[-1]
                elif law:
                    row = list(values)
                    total[gap[1]] += values[gap[1]]
            put(label, row)
            if style.parts and k == 1:
                put(("- heraf lønudgifter",), _lawful([value // 3 for value in values], law))
            if style.pages and k == 1 and g == 0:
                lines += [["Side 12"], *_head(columns, unit, style, rng)] if style.noise else [["", "12", ""]]
        if style.total == "last":
            put((name,), total)
    title = rng.choice(TITLES)
    body = [[title], *_head(columns, unit, style, rng), *lines]
    text = style.between.join(style.between.join(line) for line in body)
    return Flat(f"{seed}", unit, " ".join(code for _name, code in columns), text + "\n", "\n".join(wanted))


def _row(label: Sequence[str], cells: Sequence[str], style: Style) -> list[list[str]]:
    *before, last = label
    if style.cells == "row":
        return [[line] for line in (*before, " ".join((last, *cells)))]
    if style.cells == "below":
        return [[*label], [" ".join(cells)]]
    return [[*label], *([cell] for cell in cells)]


def _head(columns: Sequence[tuple[str, str]], unit: str, style: Style, rng: random.Random) -> list[list[str]]:
    names = [name for name, _code in columns]
    if style.head == "line":
        return [[" ".join((rng.choice((unit, f"Område ({unit})", f"I {unit}")), *names))]]
    if style.head == "unit over":
        return [[f"({unit})"], [" ".join(names)]]
    if style.head == "cells":
        return [[f"Beløb i {unit}"], *([name] for name in names)]
    return [["Mio. kr." if unit == "mio. kr." else unit], *([piece] for name in names for piece in _broken(name))]


def _broken(name: str) -> list[str]:
    head, _space, tail = name.rpartition(" ")
    return [head, tail] if head and tail.isdigit() else [name]


def _joined(label: Sequence[str]) -> str:
    text = label[0]
    for line in label[1:]:
        text = text[:-1] + line if text.endswith("-") else f"{text} {line}"
    return text


def _exact(value: int, decimals: int) -> str:
    if not decimals:
        return str(value)
    sign = "-" if value < 0 else ""
    whole, fraction = divmod(abs(value), 10**decimals)
    return f"{sign}{whole}.{fraction:0{decimals}d}"


STYLES = {
    "plain": Style(),
    "double spaced": Style(between="\n\n"),
    "unit over": Style(head="unit over"),
    "head in cells": Style(head="cells"),
    "head broken": Style(head="broken"),
    "spaces": Style(group=" "),
    "no-break spaces": Style(group="\u00a0"),
    "true minus": Style(minus="−"),
    "minus after": Style(after=True),
    "brackets": Style(brackets=True),
    "plus": Style(plus=True),
    "cell a line": Style(cells="lines", head="cells"),
    "cell a line, spaced": Style(cells="lines", head="cells", between="\n\n"),
    "cells below": Style(cells="below"),
    "wrapped": Style(wrapped=True),
    "wrapped, double": Style(wrapped=True, between="\n\n"),
    "digits": Style(digits=True),
    "digits, spaces": Style(digits=True, group=" "),
    "headings": Style(headings=True),
    "total first": Style(total="first"),
    "total first, headings": Style(total="first", headings=True),
    "heraf": Style(parts=True),
    "page number": Style(pages=True),
    "page head": Style(pages=True, noise=True),
    "dash": Style(empty="-"),
    "missing": Style(tokens=("",)),
    "missing, digits": Style(tokens=("",), digits=True),
    "all": Style(wrapped=True, digits=True, headings=True, head="broken", minus="−", parts=True),
}
