"""A council's whole meeting by keys in a real terminal: undisturbed, and killed at fifty random moments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from random import Random
from time import sleep

import pytest

from budgettui.domain.meeting.meeting import Meeting
from budgettui.store import open_store
from council_meeting import agenda, paper
from council_script import INTERNAL, STEPS, Press, Step, way
from ptydriver import Terminal, command_line, program

EXPECTED = Path(__file__).with_name("expected_council_minutes.md")
KILLS = 50
#: The longest that a killed program is let live after its last keys, in seconds.
LONGEST = 0.15
#: What stands over the meeting while something is noted.
PANELS = ("Fremmøde · ", "Ændringsforslag · ", "Referat · ", "Internt (")
_MOMENT = re.compile(r"[0-9]{1,2}\. [a-z]+ [0-9]{4} kl\. [0-9]{2}\.[0-9]{2}")
_DAY = re.compile(r"(?<=Rettelse den )[0-9]{1,2}\. [a-z]+ [0-9]{4}")


def told(home: dict[str, str], *arguments: str) -> bytes:
    """What the plain side of the program writes; it must succeed."""
    done = command_line(home, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def db(home: dict[str, str], tmp_path: Path) -> Path:
    """A store with the paper in it, imported by the program."""
    sent, db = tmp_path / "dagsorden.txt", tmp_path / "byråd.db"
    sent.write_text(paper(), encoding="utf-8")
    assert "120 beslutningspunkter" in told(home, "--db", str(db), "import", str(sent)).decode()
    return db


def stored(db: Path) -> Meeting:
    """The meeting as the journal has it; it must hold together."""
    with open_store(db) as store:  # which rolls back a write that was cut off, as the program does when it starts
        assert store.verify() == []
        (head,) = store.meetings()
        return store.meeting(head.id)


def presses(step: Step) -> tuple[Press, ...]:
    return (*(way(step.item) if step.item else ()), *step.presses)


def play(terminal: Terminal, step: Step) -> None:
    """Key in a step, and wait for what it shows."""
    for keys, shown in presses(step):
        terminal.press(*keys)
        terminal.shows(shown)
    for key in step.after:
        terminal.press(key)
    terminal.until(
        lambda text: "åbne " in text and not any(panel in text for panel in PANELS), f"the meeting after {step.saved!r}"
    )


def opened(db: Path, home: dict[str, str]) -> Terminal:
    return Terminal(program("--db", str(db)), home)


def expected(sha: str) -> str:
    """The minutes as they are written by hand; only what is adopted as proposed is filled in from the agenda."""
    items = {number: (title, points) for number, title, points in agenda()}

    def points(number: str, first: int, last: int) -> str:
        texts = items[number][1]
        shown = (f"**At {at})** {texts[at - 1]}." for at in range(first, last + 1))
        return "\n\n".join(f"{point}\n\n- **Besluttet:** godkendt" for point in shown)

    def adopted(found: re.Match[str]) -> str:
        title, texts = items[found[1]]
        return f"### {found[1]} {title}\n\n- **Indstilling:** {title}\n\n{points(found[1], 1, len(texts))}"

    text = EXPECTED.read_text(encoding="utf-8").replace("{sha}", sha)
    text = re.sub(r"\{adopted (\d+)\}", adopted, text)
    return re.sub(r"\{points (\d+) (\d+)-(\d+)\}", lambda at: points(at[1], int(at[2]), int(at[3])), text)


def same_minutes(exported: bytes) -> None:
    """The minutes are the expected ones, byte by byte; only the clock of the room is left out."""
    text = exported.decode()
    above = text[: text.index("\n## Underskrifter og rettelser")]
    wanted = expected(sha256(above.encode()).hexdigest())
    text = _DAY.sub("{day}", _MOMENT.sub("{time}", text))
    for number, (line, by_hand) in enumerate(zip(text.split("\n"), wanted.split("\n"), strict=False), start=1):
        assert line == by_hand, f"line {number}"
    assert text == wanted
    assert INTERNAL not in text


def held(meeting: Meeting, steps: Iterable[Step]) -> None:
    """Everything that the screen has called saved is there."""
    for step in steps:
        assert step.done(meeting), f"lost: {step.saved}"


def test_a_council_of_25_items_and_120_points(home: dict[str, str], db: Path) -> None:
    assert (len(agenda()), sum(len(points) for _number, _title, points in agenda())) == (25, 120)
    target = db.with_name("referat.md")
    with opened(db, home) as terminal:
        terminal.shows("åbne 120")
        for step in STEPS:
            play(terminal, step)
        terminal.shows("åbne 0")
        terminal.press("ctrl+e")
        terminal.shows("Eksportér referatet som Markdown")
        terminal.press("ctrl+u", str(target), "enter")
        terminal.shows("Referatet er eksporteret til")
        terminal.press("q")
        assert terminal.exit_code() == 0
    held(stored(db), STEPS)
    same_minutes(target.read_bytes())
    same_minutes(told(home, "--db", str(db), "export", "-o", "-"))
    told(home, "--db", str(db), "verify")


def test_fifty_kills_lose_nothing_that_was_called_saved(home: dict[str, str], db: Path) -> None:
    chance = Random(5)
    said: list[Step] = []
    at = 0
    for kill in range(KILLS):
        with opened(db, home) as terminal:
            terminal.shows("åbne ")
            # On the average so many that the last kills meet the end of the meeting.
            whole = chance.randint(0, max(0, 2 * (len(STEPS) - 1 - at) // (KILLS - kill)))
            for step in STEPS[at : at + whole]:
                play(terminal, step)
                said.append(step)
            step = STEPS[at + whole] if at + whole < len(STEPS) else None
            keyed = presses(step) if step else way("1")  # where all is done, it is killed on its way
            *before, last = keyed[: chance.choice([None, None, *range(1, len(keyed))])]
            for keys, shown in before:
                terminal.press(*keys)
                terminal.shows(shown)
            terminal.press(*last[0])
            sleep(chance.uniform(0, LONGEST))
            terminal.kill()
        if step and step.saved in terminal.text:
            said.append(step)
        meeting = stored(db)
        held(meeting, said)
        done = [step.done(meeting) for step in STEPS]
        at = done.index(False) if False in done else len(STEPS)
        assert not any(done[at + 1 :]), "what was not keyed in yet is not there"
    meeting = stored(db)
    with opened(db, home) as terminal:
        terminal.shows("åbne ")
        for step in STEPS:
            if not step.done(meeting):
                play(terminal, step)
    held(stored(db), STEPS)
    same_minutes(told(home, "--db", str(db), "export", "-o", "-"))
    told(home, "--db", str(db), "verify")
