"""Papers in and minutes out of the screen, and the start of an empty store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from budgettui.export import export_minutes
from budgettui.ingest import read_bytes
from budgettui.resources import resource
from budgettui.store import Store, open_store
from budgettui.tui.importer import Importer
from budgettui.tui.screens.meeting import MeetingScreen
from stage import NARROW, Stage, make_app, on_stage

PLAN = resource("data", "sample", "1-5-bilag-plan.txt")
AGENDA = resource("data", "sample", "moede.txt")

PAPER = """Indstilling

Prøve af et papir

Til Rådmandsmøde
Fra Økonomi
Dato 1. december 2023

1. Resume
Et papir, som prøven selv har skrevet.

2. Beslutningspunkter
Det indstilles

At 1) papiret tages til efterretning.

At 2) der afsættes 200.000 kr. til formålet.
"""


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Stage]:
    """A store without anything in it."""
    with open_store(tmp_path / "tom.db") as store:
        async with on_stage(make_app(store)) as stage:
            yield stage


# The start of an empty store.


@pytest.mark.parametrize("size", [(160, 48), NARROW])
async def test_an_empty_store_offers_three_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    with open_store(tmp_path / "tom.db") as store:
        async with on_stage(make_app(store), size) as stage:
            for words in ("i   importér papirer", "e   åbn eksemplet", "?   læs hvordan", "q   afslut", "tom.db"):
                assert words in stage.text, words
            await stage.press("question_mark")
            assert "budgettui import FIL… læser papirer" in stage.text


async def test_the_sample_is_asked_for(empty: Stage) -> None:
    await empty.press("e")
    assert empty.app.wants_sample
    assert empty.app.return_code == 0


async def test_q_leaves_the_start(empty: Stage) -> None:
    await empty.press("q")
    assert empty.app.return_code == 0
    assert not empty.app.wants_sample


async def test_papers_are_imported_from_the_start(empty: Stage) -> None:
    await empty.press("i")
    assert "Skriv stien" in empty.text
    await empty.press(str(AGENDA), "enter")
    await empty.until(lambda: empty.app.store.meetings())
    await empty.until(lambda: empty.app.screen is empty.screen)
    assert "▸○ 1.1 Dagsorden" in empty.text, "not on the heading above it"
    await empty.press("b", "g")
    assert empty.point("1.1", 1).outcome == "approved"


async def test_what_an_import_wrote_may_be_seen_before_it_says_that_it_has_ended(
    empty: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = MeetingScreen.on_importer_ended

    def after_a_look(screen: MeetingScreen, event: Importer.Ended) -> None:
        screen.look()
        ended(screen, event)

    monkeypatch.setattr(MeetingScreen, "on_importer_ended", after_a_look)
    await empty.press("i", str(AGENDA), "enter")
    await empty.until(lambda: empty.app.screen is empty.screen)
    assert "○ 1.1 Dagsorden" in empty.text


async def test_a_missing_file_on_the_start_says_which(empty: Stage) -> None:
    await empty.press("i", "/findes/ikke.txt", "enter")
    await empty.until(lambda: "ikke.txt" in empty.text and "Fejl" in empty.text)
    assert empty.app.store.documents() == []


async def test_escape_leaves_the_field_of_the_start(empty: Stage) -> None:
    await empty.burst("i", "x", "escape")
    assert "Vælg i, k, e eller ?" in empty.text
    await empty.press("question_mark")
    assert "budgettui --help" in empty.text


async def test_a_store_with_budgets_only(store: Store) -> None:
    content = PLAN.read_bytes()
    store.import_reading(read_bytes(PLAN.name, content), content, "SEK")
    assert store.meetings() == []
    async with on_stage(make_app(store)) as stage:
        assert stage.app.focused is stage.screen.budget
        assert "1. Forebyggelse for børn og unge" in stage.text or "Sociale Forhold" in stage.text
        assert "Besluttet indtil nu" not in stage.text
        for key in ("enter", "enter", "u", "b", "A", "V", "T", "m", "P", "U", "L", "ctrl+e", "f4", "escape", "f6",
                    "escape", "1", "2", "full_stop", "z", "z", "slash", "a", "escape", "3"):
            await stage.press(key)
            assert stage.app.focused is not None, key
        assert store.meetings() == []


# Import.


async def test_a_good_file_is_imported(stage: Stage, tmp_path: Path) -> None:
    paper = tmp_path / "et papir.txt"
    paper.write_text(PAPER, encoding="utf-8")
    await stage.press("ctrl+n", f"'{paper}'", "enter")
    await stage.until(lambda: "Importeret" in stage.status)
    assert "Importeret: 1 papir, 2 beslutningspunkter" in stage.status
    assert paper.name in {document.name for document in stage.app.store.documents()}
    await stage.press("ctrl+n", f"'{paper}'", "enter")
    await stage.until(lambda: "Intet nyt" in stage.status)
    assert "fortryder" not in stage.status


async def test_the_only_import_comes_back_after_a_restart(empty: Stage) -> None:
    store = empty.app.store
    await empty.press("R")
    assert "Du har intet at gentage." in empty.text
    await empty.press("i", str(AGENDA), "enter")
    await empty.until(lambda: empty.app.screen is empty.screen)
    await empty.press("U")
    assert store.meetings() == []
    async with on_stage(make_app(store)) as again:
        assert "her er tomt endnu" in again.text
        await again.press("R")
        await again.until(lambda: again.app.screen is again.screen)
        assert "○ 1.1 Dagsorden" in again.text


async def test_an_import_that_is_taken_back_before_its_end_is_heard_of(
    empty: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Importer.Ended] = []
    ended = MeetingScreen.on_importer_ended
    monkeypatch.setattr(MeetingScreen, "on_importer_ended", lambda _screen, event: held.append(event))
    await empty.press("i", str(AGENDA), "enter")
    await empty.until(lambda: bool(held) and empty.app.screen is empty.screen)
    await empty.press("U")
    assert empty.app.store.meetings() == []
    ended(empty.screen, held[0])
    await empty.rest()
    assert empty.status == "Fortrudt: indlæst: moede.txt · gemt · R gentager"


async def test_an_import_is_taken_back_and_done_again(stage: Stage, tmp_path: Path) -> None:
    store, here = stage.app.store, stage.meeting.id
    folder, before = tmp_path / "papirer", [document.name for document in store.documents()]
    folder.mkdir()
    (folder / "a.txt").write_text(PAPER, encoding="utf-8")
    (folder / "b.csv").write_text("Beløb i mio. kr.\nAfdeling;Budget 2024\nSkoler;12\nPlejehjem;30\n", encoding="utf-8")
    await stage.press("b", "g", "ctrl+n", f"'{folder}'", "enter")
    await stage.until(lambda: "Importeret" in stage.text)
    assert stage.status.endswith(" · U fortryder")
    await stage.press("escape", "f7")
    shown = [material.key for material in stage.screen.materials]
    await stage.press("U")
    assert stage.app.screen is stage.screen, "what the review shows is gone"
    assert stage.status == "Fortrudt: 2 papirer indlæst · gemt · R gentager"
    assert [document.name for document in store.documents()] == before
    assert stage.meeting.id == here
    assert len(stage.screen.materials) == len(shown) - 1
    await stage.press("R")
    assert stage.status == "Gentaget: 2 papirer indlæst · gemt · U fortryder"
    assert [document.name for document in store.documents()] == [*before, "a.txt", "b.csv"]
    assert [material.key for material in stage.screen.materials] == shown
    assert stage.meeting.id != here, "what it prepared is what one comes to, as after an import"
    await stage.press("U", "U")
    assert stage.meeting.id == here
    assert stage.point("1.1", 1).outcome is None, "what was done before it is the next step back"
    assert store.verify() == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("mangler.txt", None), ("tom.txt", b""), ("binær.txt", bytes(range(256)) * 20), ("mappe", "folder")],
)
async def test_a_bad_file_is_an_error_that_stays(
    stage: Stage, tmp_path: Path, name: str, content: bytes | str | None
) -> None:
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        path.mkdir()
    before = stage.app.store.log()
    await stage.press("ctrl+n", str(path), "enter")
    await stage.until(lambda: stage.status.startswith("Fejl:"))
    assert name in stage.status
    await stage.press("3", "down", "u")
    assert name in stage.status, "an error stays until it is read"
    await stage.press("escape")
    assert not stage.status.startswith("Fejl:")
    assert stage.app.store.log() == before


# Export.


async def test_the_minutes_are_exported(stage: Stage, tmp_path: Path) -> None:
    target = tmp_path / "referat.md"
    await stage.press("b", "g", "ctrl+e")
    assert "38 beslutningspunkter er åbne endnu." in stage.text
    assert "referat-2023-12-08-raadmandsmoede-eksempel.md" in stage.text, "a name is proposed"
    await stage.press(*["backspace"] * 60, str(target), "enter")
    await stage.until(lambda: "eksporteret" in stage.status)
    assert stage.status == f"Referatet er eksporteret til {target}"
    assert target.read_text(encoding="utf-8") == export_minutes(stage.app.store, stage.meeting.id)
    assert "- **Besluttet:** godkendt" in target.read_text(encoding="utf-8")


async def test_a_file_that_is_something_else_is_not_overwritten(stage: Stage, tmp_path: Path) -> None:
    target = tmp_path / "vigtigt.md"
    target.write_text("ikke et referat\n", encoding="utf-8")
    for path in (target, tmp_path / "findes ikke" / "x.md"):
        await stage.press("ctrl+e", *["backspace"] * 60, str(path), "enter")
        await stage.until(lambda: stage.status.startswith("Fejl:"))
        assert path.name in stage.status or path.parent.name in stage.status
        await stage.press("escape")
    assert target.read_text(encoding="utf-8") == "ikke et referat\n"


async def test_the_export_is_where_it_was_said(sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with on_stage(make_app(sample)) as stage:
        await stage.press("ctrl+e", "enter")
        await stage.until(lambda: "eksporteret" in stage.status)
    assert [path.name for path in tmp_path.glob("*.md")] == ["referat-2023-12-08-raadmandsmoede-eksempel.md"]
