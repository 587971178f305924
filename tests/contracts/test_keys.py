"""The keys of the house: each is in the registry, does what the paper says, and belongs to one command at a place."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from budgettui.domain.meeting.decisions import OUTCOMES
from budgettui.tui.commands import BY_ID, COMMANDS, PLACES, SCREENS, Command, bindings, key_bar, key_name, keys_markdown
from budgettui.tui.screens.meeting import loaded

DOCS = Path(__file__).resolve().parents[2] / "docs"

#: The paper's table (keys → command), as far as it belongs to the meeting screen.
HOUSE = {
    "up": "cursor.up", "k": "cursor.up", "down": "cursor.down", "j": "cursor.down", "pageup": "cursor.page_up",
    "pagedown": "cursor.page_down", "home": "cursor.home", "end": "cursor.end",
    "0": "budget.top", "left": "budget.out", "h": "budget.out",
    "1": "pane.agenda", "2": "pane.paper", "3": "pane.budget", "tab": "pane.next", "shift+tab": "pane.previous",
    "z": "pane.zoom",
    "f2": "view.meeting", "f3": "view.budget", "f4": "view.decisions", "f5": "view.checks", "f6": "view.actions",
    "slash": "filter.start", "n": "filter.next", "N": "filter.previous", "escape": "unwind",
    "s": "list.sort", "S": "list.sort_reversed",
    "less_than_sign": "budget.column_left", "greater_than_sign": "budget.column_right",
    "shift+left": "budget.column_left", "shift+right": "budget.column_right",
    "u": "budget.unit", "o": "source.open", "L": "budget.link",
    "b": "point.decide", "A": "item.adopt", "V": "point.vote", "T": "action.new", "m": "item.minutes",
    "P": "meeting.attendance", "U": "undo", "R": "redo", "y": "copy",
    "ctrl+e": "export", "ctrl+p": "palette", "question_mark": "help", "f1": "help", "q": "quit", "ctrl+q": "quit",
}
#: Keys that mean something else from pane to pane.
IN_PLACES = {
    ("agenda", "enter"): "agenda.open", ("agenda", "right"): "agenda.open", ("agenda", "l"): "agenda.open",
    ("budget", "enter"): "budget.in", ("budget", "right"): "budget.in", ("budget", "l"): "budget.in",
    ("paper", "enter"): "point.decide_enter",
}
#: The letters of the outcomes, as the paper lists them.
LETTERS = {
    "g": "godkendt", "v": "vedtaget", "t": "tiltrådt", "e": "taget til efterretning", "o": "taget til orientering",
    "d": "drøftet", "æ": "godkendt med ændring", "u": "udsat", "f": "forkastet", "a": "afvist", "b": "bortfaldet",
    "h": "henvist", "n": "anbefalet", "s": "sendt i høring", "r": "tilbagesendt", "x": "taget af dagsordenen",
}


@pytest.mark.parametrize(("key", "command"), HOUSE.items())
def test_a_key_of_the_house_is_in_the_registry(key: str, command: str) -> None:
    assert key in BY_ID[command].keys
    found = [entry.id for entry in COMMANDS if key in entry.keys and entry.where not in SCREENS]
    assert found == [command], "and means only that, but on the screen that stands in front of the meeting"


@pytest.mark.parametrize(("place", "command"), IN_PLACES.items())
def test_a_key_of_a_pane(place: tuple[str, str], command: str) -> None:
    where, key = place
    found = [entry.id for entry in COMMANDS if key in entry.keys and entry.where == where]
    assert found == [command]


def test_the_letters_of_the_outcomes() -> None:
    assert {outcome.key: outcome.word for outcome in OUTCOMES} == LETTERS


def overlap(one: Command, other: Command) -> bool:
    """Whether both commands can be meant at the same time: panes exclude one another, and so do the meeting with its
    panes and every screen of its own, whose keys come before those that open another screen."""
    panes = {"agenda", "paper", "budget"}
    places, screens = {one.where, other.where}, set(SCREENS)
    if places & screens and (places & {"meeting", "screens", *panes} or (places <= screens and len(places) > 1)):
        return False
    return one.where == other.where or not places <= panes


def test_no_key_means_two_things_in_one_place() -> None:
    for one, other in itertools.combinations(COMMANDS, 2):
        if overlap(one, other):
            assert not set(one.keys) & set(other.keys), (one.id, other.id)


def test_ids_are_unique_and_places_known() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.where in PLACES
        assert command.keys
        assert command.title


def test_every_command_is_bound_where_it_works() -> None:
    bound = {str(binding.id): binding for place in PLACES for binding in bindings(place)}
    assert set(bound) == set(BY_ID)
    for command in COMMANDS:
        assert bound[command.id].key.split(",") == list(command.keys)
        assert bound[command.id].action == command.action


def test_the_key_bar_says_a_key_for_every_label() -> None:
    for place in ("agenda", "paper", "budget"):
        shown = dict(key_bar(("meeting", place), {}))
        wanted = [entry for entry in COMMANDS if entry.label and entry.where in ("meeting", "all", place)]
        assert len(shown) == len(wanted)
        assert list(shown)[-2:] == ["Ctrl+P", "?"], "what always stays is last"


def test_rebound_keys_are_the_ones_that_are_shown() -> None:
    assert ("Ctrl+B", "Beslut") in key_bar(("meeting",), {"point.decide": "ctrl+b"})
    assert key_name("full_stop") == "."
    assert key_name("ctrl+p") == "Ctrl+P"
    assert key_name("f1") == "F1"
    assert key_name("A") == "A"


def test_the_page_of_keys_is_up_to_date() -> None:
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == keys_markdown()
    for command in COMMANDS:
        assert f"| `{command.id}` |" in keys_markdown()


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.action.startswith(("screen.do(", "screen.view("))])
def test_what_a_command_opens_is_there(command: Command) -> None:
    what = command.action.split("'")[1]
    assert callable(loaded(what)), what
