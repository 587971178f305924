"""How fast papers are read, in one run: the annual report, PDF tables beside pdfplumber, a CSV beside sqlite3.

    .venv/bin/python benchmarks/reading.py [--lines N …] [--report FILE] [--pdf FILE] [--runs N]

Everything that is compared takes turns in this run, so the ratios count. What is missing on the machine (the
``sqlite3`` program: ``sudo apt-get install sqlite3``; the shared papers beside the checkout) is named and not measured.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pdf_tables
from peers import OUT, lines

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("BUDGETTUI_SHARED", HERE.parent.parent / "shared"))
BIN = Path(sys.executable).with_name("budgettui")
#: The bars: seconds, how many times as fast as pdfplumber, how many times as slow as sqlite3, and MiB.
REPORT, PDF, CSV, MEMORY = 0.5, 5, 10, 300
SAMPLE = HERE.parent / "data" / "sample"
#: Reads papers, and says how many seconds the last one took.
STARTED = """
import sys, time
from pathlib import Path
from budgettui.ingest import read_bytes
*others, paper = map(Path, sys.argv[1:])
for other in others:
    read_bytes(other.name, other.read_bytes())
content = paper.read_bytes()
begin = time.perf_counter()
read_bytes(paper.name, content)
print(time.perf_counter() - begin)
"""
LINES = (10_000, 100_000, 1_000_000)
HEADS = ("Afdeling", "Område", "Tiltag", "Post", "Budget 2025 (kr.)")


def budget_csv(count: int) -> Path:
    """A CSV of so many budget lines, dealt out over the tree so that no group's lines stand together."""
    path = OUT / f"budget-{count}.csv"
    if not path.exists():
        OUT.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            file.write(";".join(HEADS) + "\n")
            for *names, amount in lines(count):
                file.write(";".join(names) + f";{amount:,}".replace(",", ".") + f",{amount % 100:02}\n")
    return path


def timed(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """The wall seconds, the processor's seconds and the peak MiB of a command that has to end well."""
    begin = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    process = os.posix_spawn(command[0], list(command), environment, file_actions=quiet)
    _process, status, usage = os.wait4(process, 0)
    took = time.perf_counter() - begin
    if status:
        sys.exit(f"{' '.join(command)}: ended with {os.waitstatus_to_exitcode(status)}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def met(good: bool) -> str:
    """Whether a bar is met."""
    return "yes" if good else "no"


def report(path: Path | None, runs: int) -> None:
    """The annual report, read by a program that has started: it has read other papers, and no line of this one."""
    path = path or next(iter(sorted((SHARED / "seeds").glob("002*"))), None)
    if path is None:
        print(f"annual report      not measured: no 002* in {SHARED / 'seeds'}")
        return
    command = [sys.executable, "-c", STARTED, *map(str, sorted(SAMPLE.glob("*.txt"))), str(path)]
    took = [float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(runs)]
    seconds = statistics.median(took)
    print(f"annual report      {seconds:6.2f} s (best {min(took):.2f})   bar < {REPORT} s   {met(seconds < REPORT)}")


def pdf(path: Path | None) -> None:
    """PDF tables, ours and pdfplumber's."""
    try:
        content = path.read_bytes() if path else pdf_tables.drawn()
    except ImportError as missing:
        print(f"PDF tables         not measured: {missing}")
        return
    own, our_tables = pdf_tables.best(pdf_tables.ours, content)
    its, their_tables = pdf_tables.best(pdf_tables.theirs, content)
    same = sum(table in their_tables for table in our_tables)
    right = same == len(our_tables) == len(their_tables)
    print(
        f"PDF tables         {own:6.2f} s, pdfplumber {its:.2f} s: {its / own:.1f} × as fast, {same} of"
        f" {len(their_tables)} tables the same   bar ≥ {PDF} ×   {met(right and its >= PDF * own)}"
    )


def table_of(count: int, runs: int) -> None:
    """The import of a CSV, ours and sqlite3's."""
    program = shutil.which("sqlite3")
    path, store, plain = budget_csv(count), OUT / "reading.db", OUT / "reading-peer.db"
    environment = {**os.environ, "HOME": str(OUT / "home"), "XDG_DATA_HOME": str(OUT / "home")}
    ours, theirs = [], []
    for _ in range(runs if count < LINES[-1] else 1):
        for old in (store, plain):
            old.unlink(missing_ok=True)
        ours.append(timed([str(BIN), "--db", str(store), "import", str(path)], environment))
        if program:
            peer = [program, str(plain), "-cmd", ".mode csv", "-cmd", ".separator ;", f".import {path} line"]
            theirs.append(timed(peer, environment))
    wall, cpu, peak = (statistics.median(column) for column in zip(*ours, strict=True))
    small = met(peak < MEMORY)
    if not program:
        print(f"CSV {count:>9,}      {wall:6.2f} s, {peak:.0f} MiB ({small}); sqlite3 is missing, so there is no ratio")
        return
    its, its_cpu, _peak = (statistics.median(column) for column in zip(*theirs, strict=True))
    ratios = f"{wall / its:.1f} × (processor {cpu / its_cpu:.1f} ×)"
    print(f"CSV {count:>9,}      {wall:6.2f} s, sqlite3 .import {its:.2f} s: {ratios}", end="   ")
    print(f"bar ≤ {CSV} ×   {met(wall <= CSV * its)};   {peak:.0f} MiB   bar < {MEMORY} MiB   {small}")


def main() -> None:
    """Measure and print."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--lines", type=int, nargs="+", default=list(LINES), help="sizes of the CSV")
    parser.add_argument("--report", type=Path, help="the annual report; else the seed")
    parser.add_argument("--pdf", type=Path, help="a PDF with ruled tables; else one is drawn")
    parser.add_argument("--runs", type=int, default=5, help="runs of what is quick")
    options = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    (OUT / "home").mkdir(exist_ok=True)
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    print(f"load {load:.1f} on {processors} processors when this began")
    # A new process begins with the memory that this one has, so what is read in this process comes last.
    for count in options.lines:
        table_of(count, options.runs)
    report(options.report, options.runs)
    pdf(options.pdf)


if __name__ == "__main__":
    main()
