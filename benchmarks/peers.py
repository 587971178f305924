"""The programs that this one is measured against, and their data: the same N budget lines for each.

What is not on the machine is installed here (pip packages, into ``benchmarks/.venv-NAME``) or reported as
missing (hledger-ui, which is a Debian package).
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from synthetic_store import AREAS, DEPARTMENTS, LINES_EACH, WORDS

HERE = Path(__file__).parent
OUT = HERE / "out"

#: Pinned, so that two runs of the benchmark measure the same peers.
REQUIREMENTS = {"visidata": "visidata==3.4", "harlequin": "harlequin==2.17.0"}

COLUMNS = ("department", "area", "initiative", "line", "amount")

HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("Hello, world!")

Hello().run()
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A command, and texts that stand together on its first useful frame."""

    name: str
    command: tuple[str, ...]
    first: tuple[str, ...]


class Missing(Exception):
    """A peer that cannot be run here; the message says how to get it."""


def lines(count: int) -> Iterator[tuple[str, str, str, str, int]]:
    """``count`` budget lines over the synthetic store's tree: department, area, initiative, line, kroner."""
    initiatives = -(-count // LINES_EACH)
    areas_each = min(AREAS, -(-initiatives // DEPARTMENTS))
    areas = DEPARTMENTS * areas_each
    for number in range(count):
        place, line = number % initiatives, number // initiatives + 1
        department, area = divmod(place % areas, areas_each)
        names = f"Afdeling {department + 1}", f"Område {area + 1:02}", f"Tiltag {place // areas + 1:03}"
        yield (*names, f"{WORDS[line % len(WORDS)]} {line:02}", number * 7919 % 89_990_000 + 10_000)


def _tool(name: str) -> str:
    """The path of a pip-installed peer, installed into a folder of its own the first time."""
    folder = HERE / f".venv-{name}"
    program = folder / "bin" / ("vd" if name == "visidata" else name)
    if not program.exists():
        print(f"installing {REQUIREMENTS[name]} into {folder.name} …", file=sys.stderr)
        try:
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
            pip = [str(folder / "bin" / "pip"), "install", "--quiet", REQUIREMENTS[name]]
            subprocess.run(pip, check=True, capture_output=True, text=True)
        except subprocess.CalledProcessError as error:
            why = str(error.stderr).strip()[-200:]
            raise Missing(f"{REQUIREMENTS[name]} could not be installed: {why}") from error
    return str(program)


def hello() -> Peer:
    """The floor: what Textual itself needs for one line of text, in the Python that runs this program."""
    return Peer("Textual hello world", (sys.executable, "-c", HELLO), ("Hello, world!",))


def visidata(count: int) -> Peer:
    """VisiData on a CSV of ``count`` rows."""
    path = OUT / f"lines-{count}.csv"
    program = _tool("visidata")
    if not path.exists():
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([COLUMNS, *lines(count)])
    return Peer(f"VisiData, {count:,} rows", (program, str(path)), ("Afdeling 1", f"{count} rows"))


def harlequin(count: int) -> Peer:
    """Harlequin on a SQLite database with a table of ``count`` rows: the first frame with its catalogue."""
    path = OUT / f"lines-{count}.db"
    program = _tool("harlequin")
    if not path.exists():
        with sqlite3.connect(path) as database:
            database.execute(f"CREATE TABLE line({', '.join(COLUMNS)})")
            database.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", lines(count))
        database.close()
    command = (program, "--adapter", "sqlite", str(path))
    return Peer(f"Harlequin, {count:,} rows", command, ("main db", "Run Query"))


def hledger(count: int) -> Peer:
    """hledger-ui on a journal of ``count`` postings, a transaction each; the accounts are the initiatives."""
    program = shutil.which("hledger-ui")
    if program is None:
        raise Missing("hledger-ui is not on PATH (Debian, Ubuntu: sudo apt-get install hledger-ui)")
    path = OUT / f"lines-{count}.journal"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            for number, (department, area, initiative, line, amount) in enumerate(lines(count)):
                file.write(f"2024-{number % 12 + 1:02}-{number % 28 + 1:02} {line}\n")
                file.write(f"    ({department}:{area}:{initiative})  {amount}.00 kr\n\n")
    first = ("Afdeling 1:Område 01", "account balances")
    return Peer(f"hledger-ui, {count:,} postings", (program, "--file", str(path)), first)
