"""How an import beside a meeting lets its keys go first."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from budgettui import import_child


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[import_child.Told]:
    monkeypatch.setattr(os, "_exit", lambda code: None)
    told = import_child.Told()
    yield told
    told.ends()


def hears(told: import_child.Told, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", [f"{line}\n" for line in lines])
    told.listen()


def waited(told: import_child.Told) -> float:
    begun = time.monotonic()
    told.wait()
    return time.monotonic() - begun


def test_nothing_is_begun_right_after_a_key(told: import_child.Told, monkeypatch: pytest.MonkeyPatch) -> None:
    assert waited(told) < import_child.AFTER_KEY / 2
    hears(told, monkeypatch, import_child.KEY)
    assert told.go_on(), "what has begun goes on"
    assert waited(told) > import_child.AFTER_KEY / 2
    assert waited(told) < import_child.AFTER_KEY / 2


def test_what_is_read_rests_after_a_key(told: import_child.Told, monkeypatch: pytest.MonkeyPatch) -> None:
    def rested() -> float:
        begun = time.monotonic()
        hears(told, monkeypatch, import_child.KEY)
        return time.monotonic() - begun

    told.reading(1, 1, "linjer.csv")
    assert rested() > import_child.AFTER_KEY / 2
    told.all_read()
    assert rested() < import_child.AFTER_KEY / 2


def test_one_key_after_the_other_does_not_hold_it_back_for_ever(
    told: import_child.Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()

    def type_on() -> None:
        while not over.wait(import_child.AFTER_KEY / 10):
            hears(told, monkeypatch, import_child.KEY)

    monkeypatch.setattr(import_child, "LONGEST", 3 * import_child.AFTER_KEY)
    typing = threading.Thread(target=type_on)
    typing.start()
    time.sleep(import_child.AFTER_KEY / 3)
    try:
        assert waited(told) > 2 * import_child.AFTER_KEY
    finally:
        over.set()
        typing.join()


def test_a_write_goes_first_and_may_take_its_time(told: import_child.Told, monkeypatch: pytest.MonkeyPatch) -> None:
    hears(told, monkeypatch, import_child.ASIDE)
    assert not told.go_on()
    done = threading.Timer(0.5, lambda: hears(told, monkeypatch, import_child.GO))
    done.start()
    assert waited(told) > 0.3
    assert told.go_on()
    done.join()
