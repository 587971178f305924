"""How a meeting answers while papers are imported beside it: from a key to "gemt", in a real terminal.

    .venv/bin/python benchmarks/beside.py [--lines N] [--pause SECONDS] [--keys N]

The sample meeting decides a point and takes it back, again and again with a pause between: first undisturbed, then
while a CSV of so many budget lines is imported into the same store, by the key that imports, until all of it is there.
Afterwards every decision has to be in the journal, and the store has to be sound. Linux only; needs pyte.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import sqlite3
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import ptybench
import reading
import run
from ptybench import Program, percentile, showing

#: The bars of the design, in milliseconds: from the key to "gemt", and to the first changed cell.
SAVED_WITHIN, CHANGED_WITHIN = 30, 16
#: What the title says of an import that goes on.
_GOING_ON = re.compile(r"(Læser|Gemmer) 1 af 1")


class Meeting:
    """The sample meeting, with what was measured in it: milliseconds by what the import did meanwhile."""

    def __init__(self, program: Program, pause: float) -> None:
        self.program, self.pause = program, pause
        self.saved: dict[str, list[float]] = {}
        self.changed: dict[str, list[float]] = {}
        self.decided = 0

    def decide(self) -> str:
        """Decide a point and take it back; what the import does now, "" for none."""
        program = self.program
        time.sleep(self.pause * (0.5 + random.random()))
        at = self.doing()
        changed = program.press("b", done=showing(run.PANEL)).changed or 0.0
        saved = program.press("g", done=showing(*run.SAVED, without=run.PANEL)).shown or 0.0
        self.decided += 1
        program.press("U")
        self.changed.setdefault(at, []).append(changed)
        self.saved.setdefault(at, []).append(saved)
        return self.doing()

    def doing(self) -> str:
        """What the title says that an import does."""
        self.program.press(must=False, timeout=0.5)
        found = _GOING_ON.search(self.program.emulator.text)
        return found[1] if found else ""


def shown(name: str, times: Sequence[float], undisturbed: Sequence[float], bar: float) -> str:
    """A line of the result."""
    middle, high = statistics.median(times), percentile(times, 0.95)
    figures = f"p50 {middle:6.1f}   p95 {high:6.1f}   max {max(times):6.1f} ms   of {len(times):3}"
    ratio = middle / statistics.median(undisturbed)
    return f"{name:38} {figures}   {ratio:4.2f} × undisturbed   bar p50 ≤ {bar} ms   {reading.met(middle <= bar)}"


def measure(lines: int, pause: float, keys: int) -> None:
    """Measure and print."""
    path, store = reading.budget_csv(lines).resolve(), run.OUT / "beside.db"
    for old in run.OUT.glob("beside.db*"):
        old.unlink()
    os.sync()  # what was written before this began is not to be waited for in it
    with run.opened(run.ours(store, "demo"), *run.FIRST) as program:
        meeting = Meeting(program, pause)
        for _ in range(keys):
            meeting.decide()
        program.press("\x0e", done=showing("Importér papirer"))
        program.press(*str(path), must=False)
        begun = time.perf_counter()
        program.press("Enter", done=lambda screen: bool(_GOING_ON.search(screen)), timeout=30)
        while meeting.decide():
            pass
        took = time.perf_counter() - begun
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        (kept,) = db.execute("SELECT count(*) FROM journal WHERE kind = 'decided'").fetchone()
        (stored,) = db.execute("SELECT count(*) FROM document WHERE name = ?", (path.name,)).fetchone()
    if (kept, stored) != (meeting.decided, 1):
        raise ptybench.Failed(f"{meeting.decided} decisions and a document; in the store are {kept} and {stored}")
    print(f"{lines:,} lines beside a meeting: stored after {took:.1f} s")
    for doing, words in (("", "undisturbed"), ("Læser", "while it reads"), ("Gemmer", "while it writes")):
        if doing in meeting.saved:
            print(shown(f"key to \"gemt\", {words}", meeting.saved[doing], meeting.saved[""], SAVED_WITHIN))
            times = meeting.changed
            print(shown(f"key to the question, {words}", times[doing], times[""], CHANGED_WITHIN))


def main() -> None:
    """Measure, as the options say."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--lines", type=int, default=1_000_000, help="lines of the CSV")
    parser.add_argument("--pause", type=float, default=0.2, help="seconds between a decision and the next, about")
    parser.add_argument("--keys", type=int, default=30, help="decisions before the import")
    options = parser.parse_args()
    Path(run.PLACE["HOME"]).mkdir(parents=True, exist_ok=True)
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    print(f"load {load:.1f} on {processors} processors when this began")
    measure(options.lines, options.pause, options.keys)


if __name__ == "__main__":
    main()
