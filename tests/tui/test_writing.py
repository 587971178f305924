"""The minutes text: initials, text modules, the user's own editor, and follow-ups that are offered and never made."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from budgettui.settings import Settings
from budgettui.store import Store
from budgettui.tui import editor
from budgettui.tui.editor import NoEditor
from budgettui.tui.widgets.minutes import TextBox
from stage import ACTOR, NARROW, Stage, make_app, on_stage


def written(stage: Stage) -> str:
    return stage.item("1.1").minutes


async def test_initials_become_the_name(stage: Stage) -> None:
    await stage.press("m", "Punktet blev forelagt af SC", "tab", "escape")
    assert written(stage) == "Punktet blev forelagt af Socialchef"


async def test_tab_says_where_there_are_no_initials(stage: Stage) -> None:
    await stage.press("m", "Forelagt af sc", "tab")
    assert "Her er ingen initialer at gøre til et navn" in stage.status


async def test_a_follow_up_is_offered_and_taken_by_a_key(stage: Stage) -> None:
    await stage.press("m", "SC / UC følger op med et kort notat senest fredag.")
    await stage.until(lambda: "Ctrl+T noterer opfølgning: SC, UC: følger op med et kort" in stage.text)
    await stage.until(lambda: "→ 8. december 2023" in stage.text)  # it may have been looked at half-typed before
    assert stage.meeting.actions == (), "it is never made by itself"
    await stage.press("ctrl+t")
    action = stage.meeting.actions[0]
    assert (action.text, action.responsible, action.due) == ("følger op med et kort notat", "SC, UC", "2023-12-08")
    assert action.item == stage.item("1.1").id
    await stage.until(lambda: "noterer opfølgning" not in stage.text)
    await stage.press("ctrl+t", "escape")
    assert len(stage.meeting.actions) == 1
    assert written(stage).startswith("SC / UC følger op")


async def test_a_text_module_is_put_in_where_the_cursor_stands(sample: Store) -> None:
    settings = Settings(snippets={"enig": "Rådmanden tilsluttede sig … uden bemærkninger."})
    async with on_stage(make_app(sample, settings=settings), NARROW) as stage:
        await stage.press("m", "Sagen: ", "ctrl+o", "tilsluttede", "enter", "planen", "escape")
        assert written(stage) == "Sagen: Rådmanden tilsluttede sig planen uden bemærkninger."


def script(tmp_path: Path, body: str) -> str:
    path = tmp_path / "editor.py"
    path.write_text(f"import os, sys\npath = sys.argv[1]\n{body}\n", encoding="utf-8")
    return f"{sys.executable} {path}"


async def test_the_text_goes_to_the_editor_and_comes_back(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", script(tmp_path, f"""
open({str(seen)!r}, "w").write(f"{{os.stat(path).st_mode:o}} {{path}}")
open(path, "a", encoding="utf-8").write(" og mere\\n")"""))

    @contextmanager
    def suspend() -> Iterator[None]:
        yield

    monkeypatch.setattr(stage.app, "suspend", suspend)
    await stage.press("m", "Noget", "ctrl+g", "escape")
    assert written(stage) == "Noget og mere"
    mode, path = seen.read_text().split(" ", 1)
    assert stat.S_IMODE(int(mode, 8)) == 0o600
    assert not Path(path).exists()


async def test_a_terminal_that_cannot_be_lent_says_so(stage: Stage) -> None:
    await stage.press("m", "ctrl+g")
    await stage.until(lambda: "kan ikke overlades" in stage.text)


def test_an_editor_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", script(tmp_path, "open(path, 'w').write('væk'); sys.exit(3)"))
    with pytest.raises(NoEditor, match="kode 3"):
        editor.edit("tekst")
    monkeypatch.setenv("VISUAL", str(tmp_path / "ingen"))
    with pytest.raises(NoEditor, match="kan ikke startes"):
        editor.edit("tekst")
    monkeypatch.setenv("VISUAL", script(tmp_path, "open(path, 'wb').write(bytes([0xff]))"))
    with pytest.raises(NoEditor, match="ikke læses"):
        editor.edit("tekst")
    monkeypatch.setenv("VISUAL", '"')
    with pytest.raises(NoEditor, match="kommando"):
        editor.edit("tekst")


async def test_the_offer_counts_from_the_meetings_day_and_stands_on_a_narrow_screen(narrow: Stage) -> None:
    narrow.app.meeting_screen.now = lambda: datetime(2023, 12, 20, 9, 0)
    await narrow.open("2.1")
    await narrow.press("m", "SC følger op med et notat senest fredag.")
    await narrow.until(lambda: "Ctrl+T noterer opfølgning: SC" in narrow.text)
    await narrow.until(lambda: "senest fredag → 8." in narrow.text)  # the meeting is on a Friday
    await narrow.until(lambda: "Ctrl+T Notér opfølgning" in narrow.keys)
    await narrow.press("ctrl+t", "escape")
    assert narrow.meeting.actions[0].due == "2023-12-08"


@pytest.fixture
def checker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spell checker on the path that knows every word but two."""
    program = tmp_path / "hunspell"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nfor line in sys.stdin.buffer.read().decode().splitlines():\n"
        "    known = {'udvlget': '& udvlget 2 1: udvalget, udvælget', 'xqz': '# xqz 1'}\n"
        "    print(known.get(line[1:], '*'), end='\\n\\n')\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))


async def test_a_word_that_is_in_no_dictionary_is_marked_and_put_right(checker: None, narrow: Stage) -> None:
    await narrow.press("m", "Sagen er i udvlget og xqz nu")
    await narrow.until(lambda: "? ikke i ordbogen: udvlget, xqz" in narrow.text)
    await narrow.until(lambda: "Ctrl+R Stavning" in narrow.keys)
    area = narrow.screen.query_one("#text", TextBox)
    assert [(span.start, span.end) for span in area.get_line(0).spans] == [(11, 18), (22, 25)]
    await narrow.press("ctrl+r")
    assert "»udvlget« er ikke i ordbogen" in narrow.text
    await narrow.press("down", "up", "enter", "ctrl+r")
    assert "»xqz« er ikke i ordbogen" in narrow.text
    await narrow.press("enter")
    await narrow.until(lambda: "ikke i ordbogen" not in narrow.text)
    await narrow.until(lambda: "gemt" in narrow.status)
    await narrow.press("ctrl+r")
    assert "Alle ord er i ordbogen" in narrow.text
    await narrow.press("escape")
    assert written(narrow) == "Sagen er i udvalget og xqz nu"


async def test_the_word_that_is_typed_is_not_marked_yet(checker: None, stage: Stage) -> None:
    await stage.press("m", "Sagen er i udvlget")
    await stage.until(lambda: "? ikke i ordbogen: udvlget" in stage.text)
    area = stage.screen.query_one("#text", TextBox)
    assert not area.get_line(0).spans
    await stage.press("left")
    assert area.get_line(0).spans


async def test_without_a_checker_the_status_line_says_so(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    await stage.press("m")
    await stage.until(lambda: "pakkerne hunspell og hunspell-da" in stage.status)
    await stage.press("Sagen")
    await stage.until(lambda: "referat af 1.1 · gemt" in stage.status)
    await stage.press("ctrl+r")
    assert "Ingen stavekontrol: pakkerne" in stage.status


async def test_the_paper_shows_the_marks_as_they_will_be_read(stage: Stage) -> None:
    await stage.press("2", "m", "Udvalget *drøftede* **hele** `5.30`, jf. [planen](/p).", "escape")
    assert "Udvalget drøftede hele 5.30, jf. planen (/p)." in stage.text
    paper = stage.screen.paper
    row = next(row for row in range(paper.row_count) if "drøftede" in paper.rows[row].text)
    drawn = {part.text: part.style for part in paper.row_segments(row, 70, False)}
    assert drawn["drøftede"].italic
    assert drawn["hele"].bold
    assert drawn["planen"].underline
    assert drawn["Udvalget "].italic is None


async def test_a_text_that_the_papers_brought_is_no_markdown(sample: Store) -> None:
    brought = "# Ikke en overskrift\n1. *uden* mærker"
    sample.prepare({"id": "m", "title": "Udvalg", "items": [
        {"id": "i", "number": "1", "title": "Sag", "minutes": brought},
        {"id": "j", "number": "2", "title": "Lukket", "open": False, "public_text": brought},
    ]}, ACTOR)
    async with on_stage(make_app(sample)) as stage:
        stage.screen.open_meeting("m")
        for number in ("1", "2"):
            await stage.open(number)
            assert "# Ikke en overskrift 1. *uden* mærker" in stage.paper, "as the export has it"
        await stage.open("1")
        await stage.press("m", " nu", "escape")
        assert "Ikke en overskrift 1. uden mærker nu" in stage.paper, "now it was typed"
        assert "# Ikke" not in stage.paper
