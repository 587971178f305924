"""How a meeting answers while papers are imported beside it: from a key to "gemt" and to what it shows, in a real
terminal.

    .venv/bin/python benchmarks/beside.py [--lines N] [--pause SECONDS] [--keys N]

The sample meeting decides a point and takes it back, goes a row down in the budget, into it and back, again and again
with a pause between: first undisturbed, then
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

#: The bars of the design, in milliseconds, and of what they are: a share of all keys, 0.5 for the median. It has none
#: for the question.
SAVED, ASKED, DOWN, DRILL = 'key to "gemt"', "key to the question", "Down in the budget", "drilling in"
BARS = {SAVED: (30, 0.5), ASKED: (0, 0.5), DOWN: (16, 0.95), DRILL: (20, 0.5)}
#: What the title says of an import that goes on.
_GOING_ON = re.compile(r"(Læser|Gemmer) 1 af 1")


class Meeting:
    """The sample meeting, with what was measured in it: milliseconds by key and by what the import did meanwhile."""

    def __init__(self, program: Program, pause: float) -> None:
        self.program, self.pause = program, pause
        self.times: dict[tuple[str, str], list[float]] = {}
        self.decided = 0

    def round(self) -> str:
        """Decide a point and take it back, move in the budget; what the import does now, "" for none."""
        program = self.program
        time.sleep(self.pause * (0.5 + random.random()))
        at = self.doing()
        self.press(at, ASKED, "b")
        self.press(at, SAVED, "g", showing(*run.SAVED, without=run.PANEL))
        self.decided += 1
        program.press("U")
        program.press("3", must=False)
        self.press(at, DOWN, "Down")
        self.press(at, DRILL, "Enter")
        for key in ("Left", "Up", "2"):
            program.press(key, must=False)
        return self.doing()

    def press(self, at: str, what: str, key: str, done: ptybench.Done | None = None) -> None:
        """Time a key until what is waited for is there, else until anything below the title has changed: the title
        tells how far the import is, whatever is pressed."""
        before = _below_title(self.program.emulator.text)
        pressed = self.program.press(key, done=done or (lambda screen: _below_title(screen) != before))
        self.times.setdefault((what, at), []).append(pressed.shown or 0.0)

    def doing(self) -> str:
        """What the title says that an import does."""
        self.program.press(must=False, timeout=0.5)
        found = _GOING_ON.search(self.program.emulator.text)
        return found[1] if found else ""


def _below_title(screen: str) -> str:
    return screen.partition("\n")[2]


def shown(name: str, times: Sequence[float], undisturbed: Sequence[float], bar: float, share: float) -> str:
    """A line of the result."""
    middle, high = statistics.median(times), percentile(times, 0.95)
    figures = f"p50 {middle:6.1f}   p95 {high:6.1f}   max {max(times):6.1f} ms   of {len(times):3}"
    ratio, reached = middle / statistics.median(undisturbed), percentile(times, share)
    bars = f"   bar p{share * 100:.0f} ≤ {bar} ms   {reading.met(reached <= bar)}" if bar else ""
    return f"{name:38} {figures}   {ratio:4.2f} × undisturbed{bars}"


def measure(lines: int, pause: float, keys: int) -> None:
    """Measure and print."""
    path, store = reading.budget_csv(lines).resolve(), run.OUT / "beside.db"
    for old in run.OUT.glob("beside.db*"):
        old.unlink()
    os.sync()  # what was written before this began is not to be waited for in it
    with run.opened(run.ours(store, "demo"), *run.FIRST) as program:
        meeting = Meeting(program, pause)
        for _ in range(keys):
            meeting.round()
        program.press("\x0e", done=showing("Importér papirer"))
        program.press(*str(path), must=False)
        begun = time.perf_counter()
        program.press("Enter", done=lambda screen: bool(_GOING_ON.search(screen)), timeout=30)
        while meeting.round():
            pass
        took = time.perf_counter() - begun
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        (kept,) = db.execute("SELECT count(*) FROM journal WHERE kind = 'decided'").fetchone()
        (stored,) = db.execute("SELECT count(*) FROM document WHERE name = ?", (path.name,)).fetchone()
    if (kept, stored) != (meeting.decided, 1):
        raise ptybench.Failed(f"{meeting.decided} decisions and a document; in the store are {kept} and {stored}")
    print(f"{lines:,} lines beside a meeting: stored after {took:.1f} s")
    for what, (bar, share) in BARS.items():
        for doing, words in (("", "undisturbed"), ("Læser", "while it reads"), ("Gemmer", "while it writes")):
            if times := meeting.times.get((what, doing)):
                print(shown(f"{what}, {words}", times, meeting.times[what, ""], bar, share))


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
