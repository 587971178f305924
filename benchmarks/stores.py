"""The stores that the program is measured on, made once and kept in ``benchmarks/out``."""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

import synthetic_store

from budgettui.domain.paper.agenda import paper_id
from budgettui.domain.paper.reading import Column, Paper, Reading, Row, Section, Table
from budgettui.store import open_store, schema

OUT = Path(__file__).parent / "out"
PAGES = 60
#: A printed page holds about this many paragraphs and words in each.
PARAGRAPHS, WORDS = 5, 85
WORD_LIST = """budgettet området indsatsen forventes udgifterne afdelingen kommunen året effekten borgerne
tilbuddet og for med på til der af i samlet mindre større fortsat derfor ligeledes anlæg drift ramme"""


def _department(name: str) -> str:
    return name.replace("Emne", "Afdeling")


def _long_document(name: str) -> tuple[Reading, bytes]:
    """A paper of 60 pages with a budget table of its own."""
    dice = random.Random(name)

    def paragraph() -> str:
        return " ".join(dice.choices(WORD_LIST.split(), k=WORDS)).capitalize() + "."

    sections = tuple(
        Section(f"{name} side {page + 1}", "\n\n".join(paragraph() for _ in range(PARAGRAPHS)), str(page + 1))
        for page in range(PAGES)
    )
    columns = (Column("Budget 2024", 2024, "approved"), Column("Regnskab 2024", 2024, "executed"))
    amounts = [(str(dice.randrange(10, 900)), str(dice.randrange(10, 900))) for _ in range(30)]
    rows = tuple(Row(f"{name} linje {number + 1}", pair, pair) for number, pair in enumerate(amounts))
    text = "\n".join(f"{section.title}\n{section.text}\n" for section in sections)
    content = text.encode()
    reading = Reading(
        name=f"{name}.txt",
        sha256=hashlib.sha256(content).hexdigest(),
        format="text",
        kind="proposal",
        text=text,
        title=name,
        department=_department(name),
        papers=(Paper("proposal", name, sections=sections),),
        tables=(Table(name, "mio. kr.", columns, rows, department=_department(name)),),
    )
    return reading, content


def long_papers(path: Path, items: int) -> None:
    """A meeting of so many items, "Emne 01" and on, each with a paper of 60 pages and a budget of its own.

    So many, because a second visit may be answered from what the first one laid out.
    """
    path.unlink(missing_ok=True)
    with open_store(path) as store:
        agenda = []
        for number in range(1, items + 1):
            name = f"Emne {number:02}"
            reading, content = _long_document(name)
            store.import_reading(reading, content, "bench")
            points = [{"number": point, "text": f"{name} godkendes, del {point}"} for point in (1, 2, 3)]
            papers = [paper_id(reading.sha256, 0)]
            agenda.append({"number": str(number), "title": name, "papers": papers, "points": points})
        meeting = {"id": "0b0f3d5e-0000-5000-8000-000000000060", "title": "Lange papirer", "items": agenda}
        store.prepare(meeting, "bench")


def synthetic(lines: int) -> Path:
    """A store of so many lines in the tree, and the long list beside them; made anew when its makers change."""
    makers = (Path(synthetic_store.__file__), Path(schema.__file__))
    stamp = hashlib.sha256(b"".join(maker.read_bytes() for maker in makers)).hexdigest()[:8]
    path = OUT / f"budget-{lines}-{stamp}.db"
    if not path.exists():
        for old in OUT.glob(f"budget-{lines}-*.db"):
            old.unlink()
        print(f"making a store of {lines:,} budget lines …", file=sys.stderr)
        part = path.with_suffix(".part")
        synthetic_store.write(part, lines)
        part.rename(path)
    return path
