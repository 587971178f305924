"""A program in a terminal of its own: real keys in, the real screen out. POSIX only; needs pyte."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

#: What the keys send, by Textual's names.
KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f", "up": "\x1b[A",
    "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~", "full_stop": ".", "comma": ",", "slash": "/", "question_mark": "?", "f2": "\x1bOQ",
    "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f9": "\x1b[20~", "ctrl+e": "\x05",
    "ctrl+s": "\x13", "ctrl+u": "\x15", "space": " ", "ctrl+q": "\x11", "ctrl+p": "\x10",
}
#: One whole control sequence: a string (OSC, DCS …) up to its end, CSI, or a short escape.
_SEQUENCE = re.compile(
    rb"\x1b(?:[P\]X^_].*?(?:\x07|\x1b\\)|\[(?P<args>[0-?]*)(?P<between>[ -/]*)(?P<final>[@-~])|[ -/]*[0-Z\\^-~])", re.S
)
#: What a plain xterm says when it is asked; Textual asks what it can do.
_ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R", b"\x1b[?u": b"\x1b[?0u"}
_MODE = re.compile(rb"\x1b\[\?(\d+)\$p")


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "budgettui", *arguments]


def command_line(home: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The plain side of the program."""
    return subprocess.run(program(*arguments), env=home, capture_output=True, timeout=60, check=False)


class Terminal:
    """A running program. Use it as a context manager: what still runs at the end is killed."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], *, columns: int = 160, lines: int = 48
    ) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = b""
        self._news = threading.Condition()
        self.ended = False
        self._hung_up = threading.Event()
        #: Everything that the program has written.
        self.written = bytearray()
        self._tty, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._program = subprocess.Popen(
            list(command), stdin=inside, stdout=inside, stderr=inside, env=dict(env), start_new_session=True
        )
        os.close(inside)
        self._reader = threading.Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._program.poll() is None:
            self.kill()
        if not self._hung_up.is_set():
            self._reader.join(10)
            os.close(self._tty)

    @property
    def text(self) -> str:
        """The screen, line by line."""
        with self._news:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, *keys: str) -> None:
        """Send keys by their names, anything else as it is, in one write: as a fast typist on a slow line."""
        sent = "".join(KEYS.get(key, key) for key in keys).encode()
        while sent:
            sent = sent[os.write(self._tty, sent) :]

    def until(self, done: Callable[[str], bool], what: str, seconds: float = 30) -> None:
        """Wait for something on the screen; says what is there where it does not come."""
        deadline = time.monotonic() + seconds
        with self._news:
            while not done("\n".join(line.rstrip() for line in self._screen.display)):
                left = deadline - time.monotonic()
                if left <= 0 or (self.ended and not self._news.wait(0.1)):
                    display = "\n".join(self._screen.display)
                    raise AssertionError(f"waited in vain for {what} (ended: {self.ended})\n{display}")
                self._news.wait(left)

    def shows(self, words: str, *, gone: str = "", seconds: float = 30) -> None:
        """Wait until these words stand on the screen, and the others do not."""
        self.until(lambda text: words in text and not (gone and gone in text), f"{words!r}, not {gone!r}", seconds)

    def kill(self) -> None:
        """SIGKILL: what a power cut is to a program."""
        os.killpg(self._program.pid, signal.SIGKILL)
        self._program.wait(10)

    def hang_up(self) -> None:
        """Close the terminal: the window, or the line to it."""
        self._hung_up.set()
        self._reader.join(10)
        os.close(self._tty)

    def exit_code(self, seconds: float = 20) -> int:
        """Wait for the end of the program."""
        return self._program.wait(seconds)

    # The other side.

    def _read(self) -> None:
        while True:
            # A read that waits would keep the terminal open.
            if not select.select([self._tty], [], [], 0.1)[0]:
                if self._hung_up.is_set():
                    return
                continue
            try:
                data = os.read(self._tty, 65536)
            except OSError:  # how Linux says that the other end is closed
                data = b""
            with self._news:
                if data:
                    self.written += data
                    self._feed(data)
                else:
                    self.ended = True
                self._news.notify_all()
            if not data:
                return

    def _feed(self, data: bytes) -> None:
        data, self._rest = self._rest + data, b""
        at = 0
        while (start := data.find(b"\x1b", at)) >= 0:
            self._show(data[at:start])
            found = _SEQUENCE.match(data, start)
            if found is None:  # cut off at the end of the read
                self._rest = data[start:]
                return
            self._control(found)
            at = found.end()
        self._show(data[at:])

    def _show(self, data: bytes) -> None:
        if text := self._decode(data):
            self._stream.feed(text)

    def _control(self, found: re.Match[bytes]) -> None:
        answer = _ANSWERS.get(found[0])
        if mode := _MODE.fullmatch(found[0]):
            answer = b"\x1b[?" + mode[1] + b";0$y"
        if answer:
            os.write(self._tty, answer)
        elif found["final"] is not None:
            # pyte prints what it does not know: it gets the plain sequences only.
            private = found["args"][:1] in b"<=>?" and found["args"]
            if not found["between"] and (not private or (found["args"][:1] == b"?" and found["final"] in b"hl")):
                self._stream.feed(found[0].decode())
