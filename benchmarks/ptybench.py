"""Measure terminal programs from outside: in a pty, on an emulated screen, in pairs.

A thread stamps each read and answers the terminal's queries (Textual waits for some of them). The emulator
replays the reads only once the program is quiet, so a slow emulator delays the report and never a stamp.
Linux only (``/proc``); needs pyte. All times are milliseconds.
"""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

Done = Callable[[str], bool]

SIZE = (120, 40)
#: A program that has written nothing for this long has settled.
QUIET = 0.08
#: Without output for this long it is worth replaying what was read.
PAUSE = 0.012

KEYS = {
    "Down": "\x1b[B", "Up": "\x1b[A", "Left": "\x1b[D", "Right": "\x1b[C", "Home": "\x1b[H", "End": "\x1b[F",
    "PgDn": "\x1b[6~", "PgUp": "\x1b[5~", "Enter": "\r", "Esc": "\x1b", "Tab": "\t", "Backspace": "\x7f",
}

# One control sequence: a string (DCS, OSC, …) up to its end, CSI, or a two-character escape.
_SEQUENCE = re.compile(
    rb"\x1b(?:[P\]X^_].*?(?:\x07|\x1b\\)"
    rb"|\[(?P<args>[<-?]?[0-9:;]*)(?P<final>[ -/]*[@-~])"
    rb"|[ -/]+[0-~]|[^P\]X^_\[ -/])",
    re.S,
)
# What a plain xterm of this size would say. Every other DECRQM is answered with "not recognised".
_ANSWERS = {
    b"[c": "[?62;22c", b"[0c": "[?62;22c", b"[>c": "[>1;10;0c",
    b"[5n": "[0n", b"[6n": "[1;1R", b"[?u": "[?0u", b"[?2026$p": "[?2026;2$y",
    b"[14t": f"[4;{SIZE[1] * 16};{SIZE[0] * 8}t", b"[16t": "[6;16;8t", b"[18t": f"[8;{SIZE[1]};{SIZE[0]}t",
    b"[>q": "P>|ptybench\x1b\\", b"[>0q": "P>|ptybench\x1b\\",
    b"]10;?": "]10;rgb:d0d0/d0d0/d0d0\x1b\\", b"]11;?": "]11;rgb:1010/1010/1010\x1b\\",
}
_MODE_QUERY = re.compile(rb"\[\?(\d+)\$p")


class Failed(Exception):
    """The program is not there, ended, or did not show what was waited for; the message holds its screen."""


class Emulator:
    """pyte; what it does not know is dropped (private CSI, DCS) or rewritten (REP, SU, SD, SGR colons)."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(*SIZE)
        self._stream = pyte.Stream(self.screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest, self._last = b"", " "
        self._rows = [self._row(y) for y in range(SIZE[1])]

    def _row(self, y: int) -> tuple[pyte.screens.Char, ...]:
        row = self.screen.buffer[y]
        return tuple(row[x] for x in range(SIZE[0]))

    @property
    def text(self) -> str:
        return "\n".join("".join(cell.data for cell in row).rstrip() for row in self._rows)

    def feed(self, data: bytes) -> bool:
        """Show these bytes; true when any cell (character, colour or style) is another than before."""
        data, self._rest = self._rest + data, b""
        at = 0
        while (start := data.find(b"\x1b", at)) >= 0:
            self._write(data[at:start])
            found = _SEQUENCE.match(data, start)
            if not found:  # cut off by the end of the read
                self._rest, at = data[start:], len(data)
                break
            self._control(found)
            at = found.end()
        self._write(data[at:])
        changed = False
        for y in {y for y in self.screen.dirty if y < SIZE[1]}:
            row = self._row(y)
            changed = changed or row != self._rows[y]
            self._rows[y] = row
        self.screen.dirty.clear()
        return changed

    def _write(self, data: bytes) -> None:
        if text := self._decode(data):
            self._stream.feed(text)
            self._last = text[-1] if text[-1] >= " " else self._last

    def _control(self, found: re.Match[bytes]) -> None:
        if found["args"] is None:
            if found[0][1:] in (b"7", b"8", b"D", b"E", b"M", b"H"):
                self._stream.feed(found[0].decode())
            return
        args, final = found["args"].decode(), found["final"].decode()
        count = int(args) if args.isdigit() else 1
        if args.startswith("?"):
            if final in "hl" and args in ("?6", "?7", "?25"):
                self._stream.feed(f"\x1b[{args}{final}")
        elif args[:1] in ("<", "=", ">") or len(final) > 1:
            return
        elif final == "b":  # REP, as ncurses draws runs
            self._stream.feed(self._last * count)
        elif final in "ST":  # scroll the region: a line feed at its bottom, or a reverse one at its top
            top, bottom = self.screen.margins or (0, SIZE[1] - 1)
            line, move = (bottom, "\x1bD") if final == "S" else (top, "\x1bM")
            self._stream.feed(f"\x1b7\x1b[{line + 1};1H{move * count}\x1b8")
        elif final == "m":
            plain = re.sub(r"([345]8):2::?", r"\1;2;", re.sub(r"(?<![\d:])4:\d+", "4", args))
            self._stream.feed(f"\x1b[{plain.replace(':', ';')}m")
        elif final in "ABCDEFGHJKLMPX@`adefgr":
            self._stream.feed(f"\x1b[{args}{final}")


@dataclass(frozen=True, slots=True)
class Pressed:
    """Milliseconds from the key to the first changed cell, to the awaited texts, and to the last read."""

    changed: float | None
    shown: float | None
    settled: float | None


def showing(*texts: str, without: str = "") -> Done:
    """All these texts on the screen at once, and the other one not."""
    return lambda screen: all(text in screen for text in texts) and not (without and without in screen)


class Program:
    """One program in a pty of its own. ``launched`` is when it was started, just before the fork."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        self.command, self.emulator = list(command), Emulator()
        self._reads: list[tuple[float, bytes]] = []  # not yet replayed
        self._last_read = 0.0
        self._news, self._ended, self._application_keys = threading.Condition(), False, False
        path = shutil.which(command[0])
        if path is None:
            raise Failed(f"no such program: {command[0]}")
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        wanted = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        environment = kept | wanted | dict(env or {})
        self.launched = time.perf_counter()
        self.pid, self._tty = pty.fork()
        if self.pid == 0:
            try:
                size = struct.pack("HHHH", SIZE[1], SIZE[0], SIZE[1] * 16, SIZE[0] * 8)
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execve(path, self.command, environment)
            finally:
                os._exit(127)
        self._wake, self._stop = os.pipe()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        rest = b""
        while self._wake not in (ready := select.select([self._tty, self._wake], [], [])[0]) and ready:
            try:
                data = os.read(self._tty, 65536)
            except OSError:  # how Linux says that the other end is closed
                data = b""
            with self._news:
                self._last_read = time.perf_counter()
                self._reads.append((self._last_read, data))
                self._ended = not data
                self._news.notify_all()
            if not data:
                return
            rest = self._answer(rest + data)[-256:]

    def _answer(self, data: bytes) -> bytes:
        end = 0
        for found in _SEQUENCE.finditer(data):
            end, body = found.end(), found[0][1:].removesuffix(b"\x07").removesuffix(b"\x1b\\")
            answer = _ANSWERS.get(body)
            if mode := _MODE_QUERY.fullmatch(body) if answer is None else None:
                answer = f"[?{mode[1].decode()};0$y"
            if answer:
                self._send("\x1b" + answer)
            elif body in (b"[?1h", b"[?1l"):
                self._application_keys = body.endswith(b"h")
        return data[end:] if b"\x1b" in data[end:] else b""

    def _send(self, text: str) -> float:
        stamp = time.perf_counter()
        with contextlib.suppress(OSError):
            os.write(self._tty, text.encode())
        return stamp

    def _collect(self, ready: bool, since: float, deadline: float) -> list[tuple[float, bytes]]:
        """The reads to replay next, after a pause or half a second of noise; none: settled, or too late."""
        begun = time.perf_counter()
        with self._news:
            while not self._ended:
                now = time.perf_counter()
                idle = now - max(self._last_read, since)
                if now > deadline or (self._reads and (idle >= PAUSE or now - begun > 0.5)):
                    break
                if ready and not self._reads and idle >= QUIET:
                    break
                pause = PAUSE - idle if self._reads else QUIET - idle if ready else 0.25
                self._news.wait(max(0.0005, min(pause, deadline - now)))
            reads, self._reads = self._reads, []
            return reads

    def _follow(self, since: float, done: Done | None, timeout: float, must: bool) -> Pressed:
        """Replay until ``done`` holds on the screen (without one: until a cell changes) and all is quiet."""
        changed = shown = settled = None
        deadline = time.perf_counter() + timeout
        while True:
            ready = shown is not None if done else changed is not None or not must
            reads = self._collect(ready, since, deadline)
            for stamp, data in reads:
                differs = self.emulator.feed(data)
                if stamp < since or not data:
                    continue
                settled = stamp
                if differs and changed is None:
                    changed = stamp
                if differs and done and shown is None and done(self.emulator.text):
                    shown = stamp
            if not reads:
                break
        return Pressed(*((stamp - since) * 1000 if stamp else None for stamp in (changed, shown, settled)))

    def until(self, *texts: str, timeout: float = 60) -> float:
        """From the launch to the read after which all these texts are on the screen at once."""
        found = self._follow(self.launched, showing(*texts), timeout, True)
        if found.shown is None:
            raise Failed(f"{self.command}: not on the screen together: {texts}\n{self.emulator.text}")
        return found.shown

    def press(self, *keys: str, done: Done | None = None, timeout: float = 10, must: bool = True) -> Pressed:
        """Press keys (named as in ``KEYS``, else typed as they are) at once and time what follows.

        Raises ``Failed`` when ``done`` does not come true in time, or without it when no cell changes
        (unless ``must`` is false).
        """
        self._follow(time.perf_counter(), None, 0.0, False)
        text = "".join(KEYS.get(key, key) for key in keys)
        if self._application_keys:
            text = re.sub(r"\x1b\[([ABCDHF])", "\x1bO\\1", text)
        result = self._follow(self._send(text), done, timeout, must)
        if must and (result.changed if done is None else result.shown) is None:
            raise Failed(f"{self.command}: {keys} did not show what it should\n{self.emulator.text}")
        return result

    def peak_mib(self) -> float:
        """Peak resident memory of the program and its children, summed, in MiB."""
        total = 0
        for pid in self._tree():
            with contextlib.suppress(OSError):
                found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
                total += int(found[1]) if found else 0
        return total / 1024

    def _tree(self) -> list[int]:
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                    parents[int(entry.name)] = (int(fields[1]), int(fields[3]))  # parent, session
        tree = {self.pid}
        while more := {p for p, (up, session) in parents.items() if up in tree or session == self.pid} - tree:
            tree |= more
        return sorted(tree)

    def close(self) -> None:
        """Kill the program and whatever it started."""
        for pid in reversed(self._tree()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.write(self._stop, b"x")
        self._reader.join(2)
        for descriptor in (self._tty, self._wake, self._stop):
            os.close(descriptor)

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def paired(
    measures: Mapping[str, Callable[[], float]], rounds: int, warmup: int = 1
) -> dict[str, list[float]]:
    """Measure everything once a round, each round in another order, so that all share the machine's moods."""
    sys.setswitchinterval(0.0002)
    samples: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(rounds + warmup):
        names = list(measures)
        random.shuffle(names)
        for name in names:
            time.sleep(random.random() * 0.03)  # not in step with anything periodic
            value = measures[name]()
            if turn >= warmup:
                samples[name].append(value)
    return samples


def percentile(values: Sequence[float], share: float) -> float:
    """By linear interpolation; ``share`` between 0 and 1."""
    ordered, place = sorted(values), (len(values) - 1) * share
    low = ordered[int(place)]
    return low + (ordered[min(int(place) + 1, len(ordered) - 1)] - low) * (place - int(place))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float, float]:
    """Ratio of the medians and its 95 % bootstrap interval; whole rounds are resampled: they are pairs."""
    pairs, dice = list(zip(ours, theirs, strict=True)), random.Random(1)

    def of(some: Sequence[tuple[float, float]]) -> float:
        return statistics.median(a for a, _ in some) / statistics.median(b for _, b in some)

    spread = [of(dice.choices(pairs, k=len(pairs))) for _ in range(2000)]
    return of(pairs), percentile(spread, 0.025), percentile(spread, 0.975)
