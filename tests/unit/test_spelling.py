"""Spelling: which words are asked about, and what the checkers that answer as ispell does say of them."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from budgettui.tui.spelling import NoSpeller, Speller, words

#: A checker that knows few words and counts how often it is asked.
CHECKER = """#!{python}
import sys
if not {danish}:
    print("no dictionary", file=sys.stderr)
    sys.exit(1)
open({asked!r}, "a").write("x")
print("@(#) International Ispell Version 3.1.20 (but really a test)")
for line in sys.stdin.buffer.read().decode("utf-8").splitlines():
    assert line.startswith("^")
    word = line[1:]
    print({{"udvlget": "& udvlget 2 1: udvalget, udvælget", "xqz": "# xqz 1"}}.get(word, "*"))
    print()
"""


def checker(tmp_path: Path, name: str, *, danish: bool = True) -> Path:
    """A program of this name on the path, and the file that tells how often it was asked."""
    asked = tmp_path / f"{name}-asked"
    asked.touch()
    program = tmp_path / name
    text = CHECKER.format(python=sys.executable, danish=danish, asked=str(asked))
    program.write_text(text, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return asked


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Rådmanden og VJ drøftede a-kassen.", ["Rådmanden", "og", "drøftede", "kassen"]),
        ("jf. § 11, stk. 2, og SHA256 B2", ["jf", "stk", "og"]),
        ("skriv til post@aarhus.dk eller se www.aarhus.dk/budget", ["skriv", "til", "eller", "se"]),
        ("", []),
    ],
)
def test_the_words_that_a_dictionary_can_know(line: str, asked: list[str]) -> None:
    assert [word.text for word in words(line)] == asked
    assert all(line[word.start : word.end] == word.text for word in words(line))


def test_unknown_words_come_with_what_may_be_meant_and_are_asked_about_once(path: Path) -> None:
    asked = checker(path, "hunspell")
    speller = Speller()
    assert speller.unknown(["Udvalget og udvlget", "xqz"]) == {"udvlget": ("udvalget", "udvælget"), "xqz": ()}
    assert speller.unknown(["udvlget igen"]) == {"udvlget": ("udvalget", "udvælget")}
    assert speller.unknown(["udvlget og igen"]) != {}
    assert len(asked.read_text()) == 2, "the third time every word was known"


def test_names_and_what_is_accepted_are_right(path: Path) -> None:
    checker(path, "hunspell")
    speller = Speller()
    assert speller.unknown(["udvlget xqz"], ["Udvlget"]) == {"xqz": ()}
    speller.accept("xqz")
    assert speller.unknown(["udvlget xqz"], ["Udvlget"]) == {}


def test_the_other_checker_is_asked_where_the_first_has_no_danish(path: Path) -> None:
    first, second = checker(path, "hunspell", danish=False), checker(path, "aspell")
    assert Speller().unknown(["xqz"]) == {"xqz": ()}
    assert (first.read_text(), second.read_text()) == ("", "x")


def test_without_a_checker_it_is_said_once(path: Path) -> None:
    speller = Speller()
    with pytest.raises(NoSpeller, match="hunspell"):
        speller.unknown(["ord"])
    assert speller.missing
    assert speller.unknown(["xqz"]) == {}
