"""The program itself in a real terminal: a whole meeting, killed in the middle, and what else only a process shows."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from budgettui.store import Store, open_store
from meeting_script import AFTER_THE_POWER_CUT, BEFORE_THE_POWER_CUT, TYPED, Step
from ptydriver import Terminal, command_line, program

EXPECTED = Path(__file__).with_name("expected_minutes.md")


def play(terminal: Terminal, steps: Sequence[Step]) -> None:
    for entry in steps:
        terminal.press(*(key.removeprefix(TYPED) if key.startswith(TYPED) else key for key in entry.keys))
        terminal.shows(entry.shown, gone=entry.gone)


def test_a_whole_meeting_with_a_power_cut(home: dict[str, str], tmp_path: Path) -> None:
    db, target, again = tmp_path / "møde.db", tmp_path / "referat.md", tmp_path / "igen.md"
    with Terminal(program("--db", str(db), "demo"), home) as terminal:
        terminal.shows("At 1) ubesluttet · b beslutter")
        play(terminal, BEFORE_THE_POWER_CUT)
        terminal.kill()
    checked = command_line(home, "--db", str(db), "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with open_store(db) as store:
        (head,) = store.meetings()
        assert head.decided == 13
        points = {item.number: item.points for item in store.meeting(head.id).items}
        assert [point.outcome for point in points["1.5"][:6]] == [
            "approved", "approved_as_amended", "postponed", "rejected", "referred", None,
        ]
        assert points["1.5"][4].decision_text == "til udvalget"
    with Terminal(program("--db", str(db), "demo"), home) as terminal:
        terminal.shows("At 6) ubesluttet · b beslutter")
        terminal.shows("åbne 26")
        play(terminal, AFTER_THE_POWER_CUT)
        terminal.shows("åbne 0")
        terminal.press("ctrl+e")
        terminal.shows("Eksportér referatet som Markdown")
        terminal.press("ctrl+u", str(target), "enter")
        terminal.shows("Referatet er eksporteret til")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert target.read_bytes() == EXPECTED.read_bytes()
    done = command_line(
        home, "--db", str(db), "export", "--meeting", head.id, "--format", "markdown", "-o", str(again)
    )
    assert done.returncode == 0, done.stderr
    assert again.read_bytes() == EXPECTED.read_bytes()
    assert command_line(home, "--db", str(db), "verify").returncode == 0
    log = command_line(home, "--db", str(db), "log").stdout.decode()
    assert [line.split()[3:5] for line in log.splitlines()].count(["SEK", "fortrudt"]) == 1
    # 6 before 1.4 (one of them taken back), 3 there, 5 and 23 in 1.5, 2 in 1.6, 1 behind closed doors.
    assert log.count("SEK   beslutning ") == 6 + 3 + 5 + 23 + 2 + 1


@pytest.mark.parametrize("number", range(3))
def test_killed_right_after_gemt_nothing_is_lost(home: dict[str, str], sample: Store, number: int) -> None:
    """What the screen has called saved is there, whenever the process dies after it."""
    sample.close()
    with Terminal(program("--db", str(sample.file)), home) as terminal:
        terminal.shows("At 1) ubesluttet · b beslutter")
        for turn in range(number + 1):
            terminal.press("b", "g" if turn % 2 else "f")
            terminal.shows("godkendt · gemt" if turn % 2 else "forkastet · gemt")
        terminal.kill()
    with open_store(sample.file) as store:
        (head,) = store.meetings()
        (point,) = next(item for item in store.meeting(head.id).items if item.number == "1.1").points
        assert point.outcome == ("approved" if number % 2 else "rejected")
        assert len([event for event in store.log(head.id) if event.kind == "decided"]) == number + 1
        assert store.verify() == []


def test_what_is_typed_while_the_program_starts_is_meant_for_what_it_will_show(
    home: dict[str, str], sample: Store
) -> None:
    sample.close()
    with Terminal(program("--db", str(sample.file)), home) as terminal:
        terminal.press("b", "u", "til næste møde")
        terminal.shows("Tekst       til næste møde")
        terminal.press("enter")
        terminal.shows("1.1 At 1) udsat · til næste møde · gemt")


def test_the_second_program_follows_the_first_and_takes_over_when_it_is_killed(
    home: dict[str, str], sample: Store
) -> None:
    sample.close()
    start = program("--db", str(sample.file))
    with Terminal(start, home) as first:
        first.shows("At 1) ubesluttet · b beslutter")
        with Terminal(start, home | {"BUDGETTUI_ACTOR": "LB"}) as second:
            second.shows("kun læsning: SEK skriver")
            second.press("b")
            second.shows("Kun læsning: SEK skriver her")
            first.press("b", "f")
            first.shows("forkastet · gemt")
            second.shows("Mødet er ændret på en anden skærm", seconds=2)
            second.shows("✗ At 1)")
            first.kill()
            second.shows("er ikke i live mere", seconds=2)
            second.press("b", "g")
            second.shows("godkendt · gemt")
            second.press("q")
            assert second.exit_code() == 0
    with open_store(sample.file) as store:
        assert [event.actor for event in store.log() if event.kind == "decided"] == ["SEK", "LB"]
        assert store.verify() == []


def test_the_terminal_is_left_as_it_was(home: dict[str, str], tmp_path: Path) -> None:
    with Terminal(program("--db", str(tmp_path / "x.db"), "demo"), home, columns=80, lines=24) as terminal:
        terminal.shows("Besluttet")
        terminal.press("q")
        assert terminal.exit_code() == 0
        written = bytes(terminal.written)
    for on, off in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?1003h", b"\x1b[?1003l")):
        assert on in written
        assert written.rindex(off) > written.rindex(on)


def test_an_empty_store_leads_to_the_sample(home: dict[str, str]) -> None:
    with Terminal(program(), home) as terminal:
        terminal.shows("her er tomt endnu")
        terminal.press("e")
        terminal.shows("Besluttet")
        terminal.shows("1.5 Udviklings")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    data = Path(home["XDG_DATA_HOME"]) / "budgettui"
    assert {path.name for path in data.glob("*.db")} == {"budgettui.db", "demo.db"}
    assert {path.stat().st_mode & 0o777 for path in data.glob("*.db")} == {0o600}


def test_a_store_that_is_none_is_refused_without_a_screen(home: dict[str, str], tmp_path: Path) -> None:
    other = tmp_path / "ikke-vores.db"
    other.write_bytes(b"noget helt andet" * 100)
    with Terminal(program("--db", str(other)), home) as terminal:
        assert terminal.exit_code() != 0
        terminal.shows("ikke-vores.db")
        assert b"\x1b[?1049h" not in bytes(terminal.written)
        assert "Traceback" not in terminal.text
    assert other.read_bytes() == b"noget helt andet" * 100


def test_plain_signs_on_a_terminal_without_utf8(home: dict[str, str], tmp_path: Path) -> None:
    plain = home | {"BUDGETTUI_ASCII": "1", "NO_COLOR": "1"}
    with Terminal(program("--db", str(tmp_path / "x.db"), "demo"), plain) as terminal:
        terminal.shows("Besluttet")
        terminal.press("b", "g")
        terminal.shows("godkendt - gemt")
        terminal.shows("v 1.1 Dagsorden")
        assert not {sign for sign in terminal.text if sign in "○◐✓↷✗■▸◆≈≠−●›·▓░│╭╰─▁▃█"}
        written = bytes(terminal.written)
        assert b"\x1b[38;2;" not in written
        assert b"\x1b[38;5;" not in written
        terminal.press("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize(("command", "words"), [("demo", "Dagsorden"), ("follow", "q slutter")])
def test_a_program_whose_terminal_is_gone_ends_though_nobody_tells_it(
    home: dict[str, str], sample: Store, tmp_path: Path, command: str, words: str
) -> None:
    """As under make: what leads the session hears of it, and waits for the program."""
    db, pid = str(sample.file), tmp_path / "pid"
    started = shlex.join(program("--db", db, command))
    script = f"trap : HUP; sh -c 'echo $$ > {pid}; exec {started}'; exit 0"
    with Terminal(["sh", "-c", script], home) as terminal:
        terminal.shows(words)
        child = int(pid.read_text())
        terminal.hang_up()
        deadline = time.monotonic() + 20
        while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().split()[2]:
            assert time.monotonic() < deadline, "it still runs"
            time.sleep(0.1)
    assert command_line(home, "--db", db, "verify").returncode == 0
