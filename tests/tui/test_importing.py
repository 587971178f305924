"""An import beside the meeting: how far it is, stopped with Esc, and never in the way of a decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgettui import import_child
from budgettui.store import NewEvent, Store
from stage import Stage, make_app, on_stage


def papers(folder: Path, files: int, rows: int) -> Path:
    folder.mkdir()
    for number in range(files):
        lines = "".join(f"Afdeling {row % 7};{row};Linje {row};{row * 31 + number};{row * 17}\n" for row in range(rows))
        (folder / f"{number}.csv").write_text("Afdeling;Konto;Tekst;Budget 2023;Budget 2024\n" + lines, "utf-8")
    return folder


@pytest.fixture
async def importing(stage: Stage, tmp_path: Path) -> Stage:
    """A screen on which an import of some seconds has begun."""
    await begin(stage, papers(tmp_path / "papirer", 2, 8_000))
    return stage


async def begin(stage: Stage, path: Path) -> None:
    await stage.press("ctrl+n", f"'{path}'", "enter")
    assert stage.screen.importer is not None


def journal(store: Store) -> Path:
    return store.file.with_name(store.file.name + "-journal")


async def test_it_is_seen_and_keys_answer(importing: Stage) -> None:
    await importing.until(lambda: "Læser 1 af 2: 0.csv" in importing.title)
    await importing.press("3", "1", "2", "b", "g")
    assert importing.point("1.1", 1).outcome == "approved"
    assert importing.screen.importer is not None
    await importing.until(lambda: "Gemmer" in importing.title)
    await importing.until(lambda: importing.screen.importer is None, seconds=60)
    assert " tabeller, " in importing.status
    assert "Gemmer" not in importing.title
    names = {document.name for document in importing.app.store.documents()}
    assert {"0.csv", "1.csv"} <= names
    assert importing.app.store.verify() == []


async def test_each_key_is_told_to_the_import(importing: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    importer = importing.screen.importer
    assert importer is not None
    monkeypatch.setattr(importer, "_ask", heard.append)
    await importing.press("3", "b")
    assert heard[0] == f"{import_child.KEY}\n"
    await importing.press("g")
    assert importing.point("1.1", 1).outcome == "approved"
    assert f"{import_child.GO}\n" in heard


async def test_escape_stops_it_while_it_reads(importing: Stage) -> None:
    before = importing.app.store.file.read_bytes()
    await importing.until(lambda: "Læser" in importing.title)
    await importing.press("escape")
    await importing.until(lambda: importing.screen.importer is None)
    assert importing.status == "Standset: intet er indlæst, og databasen er, som den var."
    assert importing.app.store.file.read_bytes() == before


async def test_escape_stops_it_while_it_writes(importing: Stage) -> None:
    store = importing.app.store
    before = store.file.read_bytes()
    await importing.until(journal(store).exists, seconds=60)
    await importing.press("escape")
    await importing.until(lambda: importing.screen.importer is None)
    assert importing.status == "Standset: intet er indlæst, og databasen er, som den var."
    assert store.file.read_bytes() == before
    assert store.verify() == []


async def test_a_decision_goes_before_what_the_import_writes(stage: Stage, tmp_path: Path) -> None:
    store = stage.app.store
    await begin(stage, papers(tmp_path / "papirer", 4, 8_000))
    await stage.until(journal(store).exists, seconds=60)
    await stage.press("b", "g")
    assert stage.point("1.1", 1).outcome == "approved"
    await stage.until(lambda: stage.screen.importer is None, seconds=60)
    kinds = [event.kind for event in store.log()]
    assert kinds[-5:] == ["decided", *["document_imported"] * 4], "the decision has not waited for the import"
    assert {"0.csv", "3.csv"} <= {document.name for document in store.documents()}
    assert store.verify() == []


async def test_one_at_a_time(importing: Stage) -> None:
    await importing.press("ctrl+n", "x.txt", "enter")
    assert importing.status == "En indlæsning er i gang. Esc standser den."


async def test_who_leaves_ends_it(sample: Store, tmp_path: Path) -> None:
    before = sample.file.read_bytes()
    async with on_stage(make_app(sample)) as stage:
        await begin(stage, papers(tmp_path / "papirer", 2, 8_000))
        await stage.until(lambda: "Læser" in stage.title)
    assert sample.file.read_bytes() == before


async def test_a_meeting_that_runs_is_not_left_for_a_new_one(stage: Stage, tmp_path: Path) -> None:
    paper = tmp_path / "papir.txt"
    paper.write_text(
        "Indstilling\n\nNyt papir\n\nTil Rådmanden\nFra Økonomi\nDato 3. maj 2024\n\n1. Resume\nKort.\n\n"
        "2. Beslutningspunkter\nDet indstilles\n\nAt 1) papiret tages til efterretning.\n",
        "utf-8",
    )
    await stage.press("b", "g")
    here = stage.meeting.id
    await begin(stage, paper)
    await stage.until(lambda: "Importeret" in stage.status)
    assert stage.meeting.id == here
    assert "et møde er gjort klar: Ctrl+O åbner det" in stage.status


async def test_what_was_imported_last_is_what_one_comes_to(sample: Store) -> None:
    from budgettui.ingest import read_bytes

    first = sample.meetings()[0].id
    content = (
        "Indstilling\n\nNyt papir\n\nTil Rådmanden\nFra Økonomi\nDato 3. maj 2024\n\n1. Resume\nKort.\n\n"
        "2. Beslutningspunkter\nDet indstilles\n\nAt 1) papiret tages til efterretning.\n"
    ).encode()
    made = sample.import_reading(read_bytes("papir.txt", content), content, "SEK").meeting
    async with on_stage(make_app(sample)) as stage:
        assert stage.meeting.id == made
    item = sample.meeting(first).items[0]
    sample.append([NewEvent("minutes_written", {"item": item.id, "text": "x"}, first)], "SEK")
    async with on_stage(make_app(sample)) as stage:
        assert stage.meeting.id == first, "and else where one was last"
