"""Measure this program and its peers side by side, in one session, and hold the figures against the bars.

    python benchmarks/run.py [--only NAME …] [--keys N] [--starts N] [--json FILE]

A figure counts only as a paired ratio of medians from one session. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sqlite3
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

try:
    import peers
    import ptybench
    import stores
    import synthetic_store
    from ptybench import Program, paired, percentile, ratio, showing
except ImportError as missing:
    sys.exit(f"{missing}: run this with the project's own Python (make bench, or .venv/bin/python)")

OURS = "budgettui"
BIN = Path(sys.executable).with_name("budgettui")
OUT = peers.OUT
SMALL, LARGE = 10_000, 1_000_000
#: What must be on the screen together before the first frame of the sample is useful.
FIRST = ("○ 1.1 Dagsorden", "At 1) dagsordenen", "▸ Børn", "Besluttet indtil nu")
#: The save state with the decision at its point, and the hint of the panel that it is made in.
SAVED, PANEL = ("● gemt", "→ godkendt"), "bogstav vælger"
#: What is typed as a filter, letter by letter, in the long list.
NEEDLE = "løn 00"
PLACE = {"HOME": str(OUT / "home")}

Samples = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. ``met`` is None where the peer is missing, so that nothing could be compared."""

    what: str
    ours: float
    unit: str
    bar: float
    peer: str = ""
    theirs: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def met(self) -> str:
        """yes, no or not measured; "?" where the bar lies within the interval of the ratio."""
        if self.peer and self.ratio is None:
            return "not measured"
        value = self.ours if self.ratio is None else self.ratio
        doubt = self.low is not None and self.high is not None and self.low <= self.bar <= self.high
        return ("yes" if value <= self.bar else "no") + (" ?" if doubt else "")

    def cells(self) -> list[str]:
        times = f"{self.ratio:.2f} ({self.low:.2f}–{self.high:.2f})" if self.ratio is not None else ""
        theirs = "" if self.theirs is None else f"{self.theirs:.1f} {self.unit}"
        bar = f"≤ {self.bar:g} ×" if self.peer else f"≤ {self.bar:g} {self.unit}"
        return [self.what, f"{self.ours:.1f} {self.unit}", self.peer, theirs, times, bar, self.met]


class Session:
    """The results of one run, the peers that were found, and what has to be said about them."""

    def __init__(self, keys: int, starts: int, *, huge: bool = False) -> None:
        self.keys, self.starts, self.huge = keys, starts, huge
        self.results: list[Result] = []
        self.notes: list[str] = []

    def find(self, make: Callable[..., peers.Peer], *arguments: int) -> list[peers.Peer]:
        """The peer, or none and a note."""
        try:
            return [make(*arguments)]
        except peers.Missing as missing:
            if str(missing) not in self.notes:
                self.notes.append(str(missing))
            return []

    def against(self, what: str, samples: Samples, peer: str, bar: float, ours: str = OURS) -> None:
        """A bar that is a multiple of a peer's median. ``peer`` is the beginning of its name."""
        mine = statistics.median(samples[ours])
        found = [name for name in samples if name.startswith(peer)]
        if not found:
            self.results.append(Result(what, mine, "ms", bar, peer))
        for name in found:
            theirs = statistics.median(samples[name])
            compared = ratio(samples[ours], samples[name])
            self.results.append(Result(what, mine, "ms", bar, name, theirs, *compared))

    def absolute(self, what: str, value: float, unit: str, bar: float) -> None:
        """A bar that is a number."""
        self.results.append(Result(what, value, unit, bar))


def ours(store: Path, *more: str) -> list[str]:
    """The command that opens this program on a store."""
    return [str(BIN), "--db", str(store), *more]


@contextlib.contextmanager
def opened(command: Sequence[str], *first: str) -> Iterator[Program]:
    """A program on its first useful frame."""
    with Program(command, PLACE) as program:
        program.until(*first)
        yield program


def start(command: Sequence[str], first: Sequence[str]) -> Callable[[], float]:
    """Launch it, wait for its first useful frame, end it."""

    def measure() -> float:
        with Program(command, PLACE) as program:
            return program.until(*first)

    return measure


def key(program: Program, press: str, back: str = "", what: str = "changed") -> Callable[[], float]:
    """Press a key and then, unmeasured, the one that takes it back, if any."""

    def measure() -> float:
        value: float = getattr(program.press(press), what)
        if back:
            program.press(back)
        return value

    return measure


def first_frame(session: Session) -> None:
    """From the command to the first useful frame, on the embedded sample."""
    sample = OUT / "sample.db"
    sample.unlink(missing_ok=True)
    measures = {OURS: start(ours(sample, "demo"), FIRST)}
    found = session.find(peers.harlequin, SMALL) + session.find(peers.visidata, SMALL)
    for peer in [peers.hello(), *found]:
        measures[peer.name] = start(peer.command, peer.first)
    samples = paired(measures, session.starts, warmup=2)
    for name, bar in (("Textual hello world", 1.35), ("Harlequin", 0.45), ("VisiData", 1.0)):
        session.against("first useful frame", samples, name, bar)


def budget_pane(session: Session) -> None:
    """Moving, drilling and filtering in the budget pane, at 1,000,000 lines and at 10,000, with the peers."""
    small = f"{OURS}, {SMALL:,} lines"
    with contextlib.ExitStack() as stack:
        mine = {
            name: stack.enter_context(opened(ours(stores.synthetic(lines)), "Afdeling 1", SAVED[0]))
            for name, lines in ((OURS, LARGE), (small, SMALL))
        }
        found = [*session.find(peers.hledger, SMALL), *session.find(peers.visidata, SMALL)]
        others = {peer.name: stack.enter_context(opened(peer.command, *peer.first)) for peer in found}
        ledgers = {name: program for name, program in others.items() if name.startswith("hledger-ui")}

        for program in mine.values():
            program.press("3", must=False, timeout=1)
        drills = {name: drilled(program) for name, program in mine.items()}
        for peer in session.find(peers.hledger, 10 * SMALL):
            deep = stack.enter_context(opened(peer.command, *peer.first))
            drills[peer.name] = key(deep, "Right", "Left", "settled")
        drill = paired(drills, session.keys)

        for program in mine.values():
            to_long_list(program)
        # The cursor within the screen, then the list under it. A screen is no longer than 40 rows.
        movers = (mine | ledgers).items()
        down = paired({name: key(program, "Down", "Up") for name, program in movers}, session.keys)
        for _, program in movers:
            program.press(*["Down"] * 40)
        scroll = paired({name: key(program, "Down") for name, program in movers}, session.keys)
        # The accounts of hledger-ui fill few pages. VisiData names a key on the screen before it turns the page,
        # which is a changed cell but no page: it gets the same key all the time.
        back = dict.fromkeys(ledgers, "PgUp")
        pages = {name: key(program, "PgDn", back.get(name, "")) for name, program in (mine | others).items()}
        page = paired(pages, session.keys, warmup=2)
        filters = {name: typed(program) for name, program in mine.items()}
        filters |= {name: filtered(program) for name, program in ledgers.items()}
        typing = paired(filters, session.keys)
        peak = mine[OURS].peak_mib()

    session.against("Down, the cursor moves", down, "hledger-ui", 1.0)
    session.against("Down, the list scrolls", scroll, "hledger-ui", 1.0)
    session.absolute("Down, 95th percentile of both", percentile(down[OURS] + scroll[OURS], 0.95), "ms", 16)
    session.against("PgDn in the budget pane", page, "hledger-ui", 1.5)
    session.against("PgDn in the budget pane", page, "VisiData", 0.75)
    session.against("drill in, settled", drill, "hledger-ui", 1.0)
    session.absolute("drill in, settled (goal)", statistics.median(drill[OURS]), "ms", 20)
    session.against("filter, per key, settled", typing, "hledger-ui", 2.0)
    session.absolute("filter, per key, settled", statistics.median(typing[OURS]), "ms", 24)
    compared = {"Down": down, "Down, scrolling": scroll, "PgDn": page, "drill in": drill, "filter": typing}
    for what, samples in compared.items():
        session.against(f"{what}: 1,000,000 lines", samples, small, 1.15)
    session.absolute("memory, 1,000,000 lines", peak, "MiB", 90)
    session.absolute("memory, 1,000,000 lines (goal)", peak, "MiB", 60)


def curve(session: Session) -> None:
    """What a key costs with more and more lines: a drill, a level of 10,000 rows sorted and filtered, a unit, the flat
    list. Only the sorted list of all lines grows with them: that is told, and has no bar."""
    sizes = [SMALL, 10 * SMALL, LARGE, *([10 * LARGE] if session.huge else [])]
    with contextlib.ExitStack() as stack:
        mine = {
            f"{lines:,} lines": stack.enter_context(opened(ours(stores.synthetic(lines)), "Afdeling 1", SAVED[0]))
            for lines in sizes
        }
        for program in mine.values():
            program.press("3", must=False, timeout=1)
        found = {"drill in, settled": paired({name: drilled(one) for name, one in mine.items()}, session.keys)}
        flat = {name: key(one, "f", "f") for name, one in mine.items()}
        found["all lines as one list, changed"] = paired(flat, min(10, session.keys))
        whole = paired({name: all_sorted(one) for name, one in mine.items()}, rounds=3)
        for program in mine.values():
            to_long_list(program)
        for what, press, back in (("sort a level of 10,000, settled", "s", "s"), ("another unit, settled", "u", "")):
            keys = {name: key(one, press, back, "settled") for name, one in mine.items()}
            found[what] = paired(keys, session.keys)
        letters = {name: typed(one) for name, one in mine.items()}
        found["filter a level of 10,000, per key, settled"] = paired(letters, session.keys)
    names = list(mine)
    grown = " · ".join(f"{name} {statistics.median(whole[name]) / 1000:.2f} s" for name in names)
    session.notes.append(f"all lines sorted by an amount, on a thread beside the keys: {grown}")
    for what, samples in found.items():
        said = " · ".join(f"{name} {statistics.median(samples[name]):.1f} ms" for name in names)
        session.notes.append(f"{what}: {said}")
        session.against(f"{what}: the most lines", samples, names[0], 1.15, ours=names[-1])


def same(session: Session) -> None:
    """The same two questions at 1,000,000 lines: what each department comes to, and all lines by their amount.

    VisiData makes a frequency table and sorts; Harlequin runs a query. We have the sums, and sort on a thread.
    """
    most = str(max(amount for *_names, amount in peers.lines(LARGE)))
    sums: dict[str, Callable[[], float]] = {}
    sorts: dict[str, Callable[[], float]] = {}
    with contextlib.ExitStack() as stack:
        program = stack.enter_context(opened(ours(stores.synthetic(LARGE)), "Afdeling 1", SAVED[0]))
        program.press("3", must=False, timeout=1)
        sums[OURS], sorts[OURS] = drilled(program), all_sorted(program)
        for peer in session.find(peers.visidata, LARGE):
            sheet = stack.enter_context(opened(peer.command, *peer.first))
            sums[peer.name] = counted_by_department(sheet)
            sorts[peer.name] = sheet_sorted(sheet, most[:6])
        for peer in session.find(peers.harlequin, LARGE):
            for what, query, shown in (
                (sums, "select department, sum(amount) from line group by 1;", "Afdeling 6"),
                (sorts, "select * from line order by amount desc limit 100;", most),
            ):
                what[peer.name] = queried(peer, query, shown)
        summed = paired(sums, rounds=5)
        program.press("0", must=False, timeout=1)
        ordered = paired(sorts, rounds=3)
    for name in ("VisiData", "Harlequin"):
        session.against("the sums of the departments, 1,000,000 lines", summed, name, 1.0)
        session.against("all 1,000,000 lines by an amount", ordered, name, 1.0)


def in_turn(first: str, then: str) -> Callable[[str], bool]:
    """That the one text has been on the screen, and then the other."""
    seen = False

    def done(text: str) -> bool:
        nonlocal seen
        seen = seen or first in text
        return seen and then in text

    return done


def all_sorted(program: Program) -> Callable[[], float]:
    """Sort the list of all lines, until it says that it is there whole."""

    def measure() -> float:
        program.press("0", must=False, timeout=1)
        program.press("f", done=showing("linjer uden dele"), timeout=120)
        took = program.press("s", done=in_turn("Sorteret efter", "linjer uden dele"), timeout=120).shown or 0.0
        program.press("s", done=in_turn("som trykt", "linjer uden dele"), timeout=120)
        program.press("f")
        return took

    return measure


def counted_by_department(sheet: Program) -> Callable[[], float]:
    """VisiData's frequency table of the first column, until it is in order."""

    def measure() -> float:
        took = sheet.press("F", done=showing("↓count", "Afdeling 6"), timeout=60).shown or 0.0
        sheet.press("q", done=showing(without="↓count"), timeout=10)
        return took

    return measure


def sheet_sorted(sheet: Program, most: str) -> Callable[[], float]:
    """VisiData's sort by the amounts, the largest first, until the largest is seen."""
    typed_as_number = False

    def measure() -> float:
        nonlocal typed_as_number
        if not typed_as_number:
            sheet.press("Right", "Right", "Right", "Right", "#", must=False, timeout=1)
            typed_as_number = True
        took = sheet.press("]", done=showing(most), timeout=60).shown or 0.0
        sheet.press("[", done=showing(" rows", without=most), timeout=60)
        return took

    return measure


def queried(peer: peers.Peer, query: str, shown: str) -> Callable[[], float]:
    """A query in a Harlequin that was just started, from the key that runs it to its result."""

    def measure() -> float:
        with Program(peer.command, PLACE) as program:
            program.until(*peer.first, "Database Connected")
            program.press(query, done=showing(query[-12:]))
            # What it proposes for the last word would take the key.
            program.press("Esc", must=False, timeout=1)
            return program.press("\n", done=showing(shown), timeout=30).shown or 0.0

    return measure


def drilled(program: Program) -> Callable[[], float]:
    """In by one level, down to the lines of an initiative; from there, unmeasured, back to the top."""
    levels = cycle(["department", "area", "initiative"])

    def measure() -> float:
        level = next(levels)
        settled = program.press("Enter").settled or 0.0
        if level == "initiative":
            program.press("0")
        return settled

    return measure


def to_long_list(program: Program) -> None:
    """Into the list of 10,000 lines that stands among the departments."""
    program.press("0", must=False, timeout=1)
    program.press("Home", must=False, timeout=1)
    for _ in range(synthetic_store.DEPARTMENTS):
        program.press("Down")
    program.press("Enter", done=showing("00001"))


def typed(program: Program) -> Callable[[], float]:
    """Type one more letter of a filter; when the word is full, start afresh."""
    letters = cycle(["", *NEEDLE])

    def measure() -> float:
        letter = next(letters)
        if not letter:
            program.press("Esc", must=False, timeout=1)
            program.press("/")
            letter = next(letters)
        return program.press(letter).settled or 0.0

    return measure


def filtered(program: Program) -> Callable[[], float]:
    """hledger-ui filters only on Enter: type a query, measure that one key, take the filter away again."""
    queries = cycle(["Område 03", "Tiltag 001", "Afdeling 5"])

    def measure() -> float:
        program.press("/")
        program.press(next(queries))
        result = program.press("\n", done=showing("matching")).settled
        program.press("Esc", done=showing(without="matching"))
        return result or 0.0

    return measure


def decide(session: Session) -> None:
    """From the letter that picks the outcome to "gemt" on the screen; every one must be in the journal."""
    sample = OUT / "decide.db"
    sample.unlink(missing_ok=True)
    times = []
    with opened(ours(sample, "demo"), *FIRST) as program:
        for _ in range(session.keys):
            program.press("b", done=showing(PANEL))
            times.append(program.press("g", done=showing(*SAVED, without=PANEL)).shown or 0.0)
            program.press("U")
        peak = program.peak_mib()
    with contextlib.closing(sqlite3.connect(f"file:{sample}?mode=ro", uri=True)) as store:
        kept = store.execute("SELECT count(*) FROM journal WHERE kind = 'decided'").fetchone()[0]
    if kept != session.keys:
        raise ptybench.Failed(f"{session.keys} decisions were shown as saved, {kept} are in the journal")
    session.absolute("decide: key to \"gemt\"", statistics.median(times), "ms", 30)
    session.absolute("memory, sample meeting", peak, "MiB", 90)
    session.absolute("memory, sample meeting (goal)", peak, "MiB", 60)


def agenda(session: Session) -> None:
    """Go to the next agenda item, with 60 pages not shown before, until paper and budget have followed."""
    store = OUT / "papers.db"
    items = min(session.keys, 40)
    stores.long_papers(store, items + 1)
    times = []
    with opened(ours(store), "At 1) Emne 01", "Afdeling 01") as program:
        program.press("1", must=False, timeout=1)
        for number in range(2, items + 2):
            followed = showing(f"At 1) Emne {number:02}", f"Afdeling {number:02}")
            times.append(program.press("Down", done=followed).shown or 0.0)
    session.absolute("next agenda item, 60 pages", statistics.median(times), "ms", 50)


PARTS = {"start": first_frame, "budget": budget_pane, "decide": decide, "agenda": agenda, "curve": curve,
         "same": same}


HEAD = ["what", "ours", "peer", "peer's", "ratio (95 %)", "bar", "met"]


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    rows = [HEAD, *(result.cells() for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    rows.insert(1, ["-" * width for width in widths])
    lines = (" | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(f"| {line} |" for line in lines)


def main() -> int:
    """Run the parts and print the table; 1 where a part could not be measured."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts to run")
    parser.add_argument("--keys", type=int, default=40, help="presses a key is measured with, at most 80")
    parser.add_argument("--starts", type=int, default=12, help="starts a program is measured with")
    parser.add_argument("--huge", action="store_true", help="the curve goes on to 10,000,000 lines")
    parser.add_argument("--json", type=Path, help="also write the results to this file")
    options = parser.parse_args()
    Path(PLACE["HOME"]).mkdir(parents=True, exist_ok=True)
    session = Session(min(options.keys, 80), options.starts, huge=options.huge)
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    if load > 0.25 * processors:
        session.notes.append(f"The machine was busy when this began: load {load:.1f}, {processors} processors.")
    broken = 0
    for name in options.only:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        try:
            PARTS[name](session)
        except ptybench.Failed as failure:
            broken = 1
            session.notes.append(f"{name}: {failure}")
    print(table(session.results))
    for note in session.notes:
        print(f"\n{note}")
    if options.json:
        data = [asdict(result) | {"met": result.met} for result in session.results]
        options.json.write_text(json.dumps(data, indent=1) + "\n")
    return broken


if __name__ == "__main__":
    sys.exit(main())
