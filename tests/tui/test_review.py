"""The review of an import: what was read beside its text, put right by keyboard, and kept as events."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from budgettui.domain.errors import StoreError
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Column, Finding
from budgettui.importing import questions
from budgettui.ingest import csvfile, read_bytes
from budgettui.store import DocumentView, Store
from budgettui.tui.screens import source as source_screen
from budgettui.tui.widgets.readings import _head
from stage import Stage, make_app, on_stage
from store_material import totals

# The text comes out of a PDF as these do: a blank stands at the end of many lines.
PAPER = """Indstilling

Økonomi i 2024

Til Rådmanden
Fra Økonomi
Dato 3. maj 2024

1. Resume
Her følges der op.

2. Beslutningspunkter
Det indstilles

At 1) opfølgningen tages til efterretning.

3. Ressourcer
Områder, mio. kr. Regnskab{blank}
2023

 Budget{blank}
2024

Regnskab{blank}
2024

Afvigelse{blank}
(R-B 2024)

Skoler 100 110 112 2

Dagtilbud 60 54 -6

SFO 20 22 21 -1

I alt 180 192 187 -5
""".format(blank=" ")


@pytest.fixture
async def review(store: Store) -> AsyncIterator[Stage]:
    content = PAPER.encode()
    result = store.import_reading(read_bytes("papir.txt", content), content, "KW")
    assert result.counts["uncertain"] == 1, "Dagtilbud lacks a cell"
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        yield stage


async def test_a_file_that_was_taken_back_while_the_doubts_are_counted_has_none(review: Stage) -> None:
    (document,) = review.app.store.documents()
    review.screen.review([document.id, document.id + 9])
    await review.until(lambda: "1 fil i tvivl · fil 1 af 2" in review.text.splitlines()[0])
    await review.app.workers.wait_for_complete()
    await review.press("F")
    assert "1 i tvivl" in review.text


async def test_what_is_to_be_known_of_the_file_is_said_under_what_is_in_doubt(store: Store) -> None:
    content = b"Navn;Budget 2025 (kr.)\nSkoler;1.234,5\nDagtilbud;99,5\n"
    reading = read_bytes("linjer.csv", content)
    wrong = Finding("other", "error", "En kolonne mangler", source=Source(line=1))
    store.import_reading(replace(reading, findings=(*reading.findings, wrong)), content, "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        assert "▸ ? En kolonne mangler" in stage.text
        assert "Kolonnen Budget 2025 (kr.) er læst med decimalkomma" in stage.text
        await stage.press("a")
        assert "Se efter" not in stage.text
        assert "Bemærk (2)" in stage.text, "what was seen to is still known"
        assert stage.app.screen.list.current is not None, "and the cursor stands where it was"


async def test_the_next_doubt_is_in_another_file_where_this_one_has_none(store: Store) -> None:
    certain = PAPER.replace("Dagtilbud 60 54 -6", "Dagtilbud 60 60 54 -6")
    papers = {"a.txt": PAPER, "b.txt": certain, "c.txt": PAPER + "\n", "d.txt": certain + "\n"}
    for name, text in papers.items():
        store.import_reading(read_bytes(name, text.encode()), text.encode(), "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        assert "d.txt" in stage.text.splitlines()[0]
        await stage.until(lambda: "2 filer i tvivl · fil 1 af 4" in stage.text.splitlines()[0])
        await stage.press("n")
        assert "2 filer i tvivl · fil 2 af 4" in stage.text.splitlines()[0]
        assert "c.txt · Dagtilbud" in stage.text
        await stage.press("F")
        listed = [line for line in stage.text.splitlines() if ".txt  " in line]
        assert ["1 i tvivl" in line for line in listed] == [False, True, False, True]
        assert ["▸" in line for line in listed] == [False, True, False, False], "where the review stands"
        await stage.press("escape", "a")
        assert "1 fil i tvivl · fil 2 af 4" in stage.text.splitlines()[0]
        await stage.press("N")
        assert "a.txt · Dagtilbud" in stage.text, "round from the first file to the last"
        await stage.press("a", "n")
        assert "Intet er i tvivl i nogen fil." in stage.text
        assert "fil 4 af 4" in stage.text.splitlines()[0]


async def test_the_doubtful_row_stands_first_beside_its_line(review: Stage) -> None:
    assert "Se efter: 1" in review.text
    assert "? " in review.text
    assert "1 usikker" in review.text
    line = next(number for number, text in enumerate(PAPER.split("\n"), 1) if text.startswith("Dagtilbud"))
    assert f"▸ {line}  Dagtilbud 60 54 -6" in review.text


async def test_accepting_settles_it_and_u_takes_it_back(review: Stage) -> None:
    store = review.app.store
    await review.press("a")
    assert [event.payload["do"] for event in store.corrections(1)] == ["accept"]
    assert "Se efter" not in review.text
    assert "usikker" not in review.text
    assert "1 set efter" in review.text
    await review.press("U")
    assert store.corrections(1) == []
    assert "Se efter: 1" in review.text
    await review.press("R")
    assert len(store.corrections(1)) == 1
    assert "Gentaget: læsning rettet: papir.txt: tabel 1, række 2: godtaget · gemt" in review.text
    await review.press("R")
    assert "Du har intet at gentage" in review.text


async def test_a_figure_is_corrected_as_it_is_printed(review: Stage) -> None:
    await review.press("enter", "ctrl+u", "ctrl+k", "64", "enter")
    rows = review.app.store.reading(1).tables[0].rows
    row = next(row for row in rows if row.label == "Dagtilbud")
    assert row.values[0] == "64"
    assert (row.certain, row.reviewed) == (True, "corrected")
    assert review.app.store.verify() == []


async def test_what_is_no_number_is_refused_and_nothing_changes(review: Stage) -> None:
    await review.press("e", "ctrl+u", "ctrl+k", "1 000", "enter")
    assert "Det passer ikke" in review.text
    assert review.app.store.corrections(1) == []
    assert review.app.screen.query_one("Panel Input", Input).value == "1 000", "what was typed stands there still"
    await review.press("escape", "escape", "escape")
    assert "Dagsorden" in review.text, "Esc reads the error, then goes back to the meeting"


async def test_a_table_is_held_out_of_the_budget(review: Stage) -> None:
    assert len(review.app.store.materials()) == 1
    await review.press("x")
    assert review.app.store.materials() == []
    assert "holdt ude" in review.text
    await review.press("escape")
    assert "Ingen budgettal endnu" in review.text


async def test_name_kind_column_and_unit(review: Stage) -> None:
    store = review.app.store
    await review.press("r", "ctrl+u", "ctrl+k", "Dagtilbud i alt", "enter", "t", "c", "ctrl+u", "ctrl+k", "2022")
    await review.press("enter", "u", "ctrl+u", "ctrl+k", "1.000 kr.", "enter")
    table = store.reading(1).tables[0]
    row = next(row for row in table.rows if row.label == "Dagtilbud i alt")
    assert row.kind == "subtotal"
    assert (table.columns[0].year, table.columns[0].phase) == (2022, "executed")
    assert table.unit == "1.000 kr."
    log = store.log()
    assert [event.payload["do"] for event in log[-1:]] == ["unit"], "the price level is as it was"
    await review.press("u", "enter")
    assert "Intet er ændret." in review.text
    assert store.log() == log


async def test_the_help_shows_the_keys_of_the_review(review: Stage) -> None:
    await review.press("question_mark")
    assert "godtag rækken, som den er læst" in review.text
    assert "beslut punktet" not in review.text


async def test_a_table_is_accepted_whole(review: Stage) -> None:
    await review.press("home")
    # Over the table's first row stand its columns, and over them its title.
    while review.app.screen.list.current_row is None or review.app.screen.list.current_row[1] > 0:
        await review.press("down")
    while review.app.screen.list.current_row is None:
        await review.press("down")
    await review.press("end", *["up"] * 6)
    assert review.app.screen.list.current_table is not None
    assert review.app.screen.list.current_row is None
    await review.press("a")
    assert review.app.store.reading(1).tables[0].rows[1].reviewed == "accepted"
    await review.press("a")
    assert "Ingen række i tabellen er i tvivl." in review.text


async def test_a_row_is_only_split_where_its_name_begins_so(review: Stage) -> None:
    await review.press("d", "ctrl+u", "ctrl+k", "Skoler", "enter")
    assert "rækken kan ikke deles der" in review.text
    await review.press("escape", "d", "ctrl+u", "ctrl+k", "Dag", "enter")
    rows = [row.label for row in review.app.store.reading(1).tables[0].rows]
    assert rows[1:3] == ["Dag", "tilbud"]
    await review.press("n", "U")
    assert [row.label for row in review.app.store.reading(1).tables[0].rows][1] == "Dagtilbud"


async def test_the_lines_that_were_read_are_marked_beside_it(review: Stage) -> None:
    at = {text.split(" ")[0]: number for number, text in enumerate(PAPER.split("\n"), 1)}
    assert f"│ {at['Skoler']}  Skoler 100" in review.text
    assert f"▸ {at['Dagtilbud']}  Dagtilbud" in review.text
    await review.press("end", "up")
    assert f"? {at['Dagtilbud']}  Dagtilbud" in review.text


async def test_all_that_was_read_stands_beside_its_place(review: Stage) -> None:
    at = {text: number for number, text in enumerate(PAPER.split("\n"), 1)}
    assert "Papirer" in review.text
    while "At 1)" not in review.app.screen.status.told:
        await review.press("down")
    assert f"▸ {at['At 1) opfølgningen tages til efterretning.']}  At 1)" in review.text
    assert f"│ {at['1. Resume']:>2}  1. Resume" in review.text, "a section is marked where it begins"


async def test_a_paper_without_tables_shows_what_it_says(store: Store) -> None:
    content = (
        "Notat\n\nProces for budgettet\n\n3. maj 2024\n\nBaggrund\n\nDer er afsat 17,7 mio. kr. til puljen.\n\n"
        "Videre forløb\n\nForslagene behandles på mødet d. 7. juni 2024.\n"
    ).encode()
    store.import_reading(read_bytes("notat.txt", content), content, "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        for words in ("Læst som: notat", "Videre forløb", "7. juni 2024", "17.700.000 kr."):
            assert words in stage.text


async def test_a_long_file_is_read_beside_the_keys(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_screen, "LONG_TEXT", 10)
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", 10)
    lines = [f"Børn og Unge;Skoler;Post {n};{n}.000" for n in range(40)]
    content = "\n".join(["Afdeling;Område;Post;Budget 2025 (kr.)", *lines]).encode()
    store.import_reading(read_bytes("linjer.csv", content), content, "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        await stage.until(lambda: "rækker: / finder dem, F3 viser dem" in stage.text)
        await stage.until(lambda: "Post 7" in stage.text)  # the text stands beside it
        # The line of the file, or words of the name.
        for wanted, label in (("9", "Post 7"), ("post 31", "Post 31")):
            await stage.press("slash", wanted, "enter")
            await stage.until(lambda label=label: stage.app.screen.status.told.startswith(label))
        await stage.press("e", "ctrl+u", "99")
        told: list[str] = []
        tell = stage.app.screen.status.tell

        def heard(text: str, tail: str = "") -> None:
            told.append(text)
            tell(text, tail)

        monkeypatch.setattr(stage.app.screen.status, "tell", heard)
        await stage.press("enter")
        await stage.settle()
        assert "gemmer …" in told[1]
        assert "· gemt" in stage.app.screen.status.told
        (material,) = store.materials()
        (whole,) = totals(store, material.root)
        assert whole.figures[material.columns[0].id].amount == (sum(range(40)) - 31 + 99) * 100
        await stage.press("slash")
        assert "Enter find · Esc tilbage" in stage.text
        await stage.press("xyzzy", "enter")
        await stage.until(lambda: "Ingen række passer til xyzzy." in stage.app.screen.status.told)
        await stage.press("escape")
        assert stage.app.screen is stage.screen


async def test_what_lays_a_long_file_again_goes_on_beside_the_keys_and_is_stopped(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, held = subprocess.Popen, list[subprocess.Popen[str]]()

    def start_and_hold(*arguments: Any, **more: Any) -> subprocess.Popen[str]:
        """Started, and held still until the keys are heard: else it may be done before them."""
        # Whatever started the tests may have told its children to ignore Ctrl+C.
        held.append(start(*arguments, **more, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)))
        held[-1].send_signal(signal.SIGSTOP)
        return held[-1]

    lines = [f"Børn og Unge;Skole {n % 9};Post {n};{n}" for n in range(csvfile.LONGEST_TABLES + 1)]
    content = "\n".join(["Afdeling;Område;Post;Budget 2025 (kr.)", *lines]).encode()
    store.import_reading(read_bytes("linjer.csv", content), content, "KW")
    async with on_stage(make_app(store)) as stage:
        units = {}
        monkeypatch.setattr(subprocess, "Popen", start_and_hold)
        for unit, end in (("1.000 kr.", "gemt"), ("mio. kr.", "det blev standset")):
            await stage.press("f7")
            await stage.until(lambda: "rækker: / finder dem" in stage.text)
            stage.app.screen.list.move_to(next(
                at for at, row in enumerate(stage.app.screen.list.rows) if row.table == 0))
            await stage.press("u", "ctrl+u", unit, "enter")
            await stage.until(lambda: "alle linjer lægges igen ved siden af mødet" in stage.app.screen.status.told)
            await stage.press(*["escape"] * (1 if end == "gemt" else 2))
            held[-1].send_signal(signal.SIGCONT)
            await stage.until(lambda end=end: end in stage.status, seconds=60)
            units[unit] = store.materials()[0].unit
        monkeypatch.undo()
        assert units == {"1.000 kr.": "1.000 kr.", "mio. kr.": "1.000 kr."}
        assert store.verify() == []
        await stage.press("U")
        await stage.until(lambda: "Fortrudt" in stage.status, seconds=60)
        assert store.materials()[0].unit == "kr."


async def test_a_correction_is_said_to_be_saved_when_it_is(review: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    store = review.app.store
    here = threading.get_ident()
    written: list[int] = []
    correct = store.correct

    def slow(*arguments: object) -> object:
        written.append(threading.get_ident())
        assert go_on.wait(10)
        return correct(*arguments)  # type: ignore[arg-type]

    go_on = threading.Event()
    monkeypatch.setattr(store, "correct", slow)
    for key in ("a", "t"):
        review.app.post_message(events.Key(key, key))
    await review.rest()
    assert "gemmer …" in review.text
    assert "· gemt" not in review.text
    assert store.corrections(1) == []
    go_on.set()
    await review.settle()
    assert "· gemt · U fortryder" in review.text
    assert [event.payload["do"] for event in store.corrections(1)] == ["accept", "kind"]
    assert here not in written


async def test_a_correction_that_cannot_be_written_is_kept(review: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("{path}: disken er fuld.", path="/hylde/r.db")

    with monkeypatch.context() as patch:
        patch.setattr(review.app.store, "correct", full)
        await review.press("a")
        assert "IKKE gemt: /hylde/r.db: disken er fuld." in review.text
        assert review.screen.saver.unsaved == 1
    review.screen.saver.retry()
    await review.settle()
    assert [event.payload["do"] for event in review.app.store.corrections(1)] == ["accept"]


async def test_a_doubtful_figure_in_the_text_is_settled_too(store: Store) -> None:
    content = PAPER.replace("Her følges der op.", "Der mangler 1,415 mio. kr. i år.").encode()
    store.import_reading(read_bytes("papir.txt", content), content, "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        assert "Se efter: 2" in stage.text
        await stage.press("n", "a")
        assert "Se efter: 1" in stage.text
        assert [finding.code for finding in store.reading(1).findings if finding.seen] == ["doubtful_number"]
        assert store.verify() == []
        await stage.press("U")
        assert "Se efter: 2" in stage.text
        assert "Fortrudt: læsning rettet: papir.txt: fund 2: set efter · gemt" in stage.text


async def test_the_phase_of_columns_that_are_headed_by_years_is_said_once(store: Store) -> None:
    content = b"Afdeling;2023;2024;Note\nSkoler;1,5;2,5;7\nVeje;3,5;4,5;8\n"
    store.import_reading(read_bytes("aar.csv", content), content, "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7", "u", "mio. kr.", "enter", "c")
        assert "Kolonnen 2023; fasen gælder alle årene" in stage.text
        await stage.press("tab", "ctrl+u", "regnskab", "enter")
        await stage.settle()
        (material,) = store.materials()
        assert [(column.phase, column.year) for column in material.columns][:2] == [
            ("executed", 2023), ("executed", 2024),
        ]
        await stage.press("U")
        await stage.settle()
        assert store.materials() == []


async def test_the_columns_have_heads_and_half_a_number_is_never_shown(store: Store) -> None:
    content = PAPER.encode()
    store.import_reading(read_bytes("papir.txt", content), content, "KW")
    async with on_stage(make_app(store), (60, 24)) as stage:
        await stage.press("f7")
        reading = stage.app.screen.list
        assert "Regn. 2023" in stage.text
        assert "›" in stage.text, "not all columns have room"
        for _column in range(4):
            row = reading.row_segments(reading.cursor, reading.size.width, True)
            shown = "".join(part.text for part in row).split("Dag", 1)[1]
            figures = [word for word in shown.replace("‹", " ").replace("›", " ").split() if word[-1].isdecimal()]
            assert set(figures) <= {"60", "54", "−6"}, shown
            await stage.press("greater_than_sign")


def test_a_table_of_a_paper_without_a_unit_is_asked_about_where_it_is_one_of_money() -> None:
    without = PAPER.replace("Områder, mio. kr.", "Områder")
    assert without != PAPER
    told = [question.why for question in questions(read_bytes("papir.txt", without.encode()))]
    assert "enhed er ikke trykt" in told[0]
    assert not any("enhed er ikke trykt" in one.why for one in questions(read_bytes("papir.txt", PAPER.encode())))


@pytest.mark.parametrize(
    ("content", "why", "keys"),
    [
        (b"Navn;Budget 2024\r\nSkoler;10\r\nVeje;5\r\n", "enhed er ikke trykt", ("u", *"kr.", "enter")),
        (b"Navn;2024 (kr.)\r\nSkoler;10\r\nVeje;5\r\n", "fase (regnskab", ("c", "tab", *"budget", "enter")),
    ],
)
async def test_what_keeps_lines_out_of_the_budget_stands_first(
    store: Store, content: bytes, why: str, keys: tuple[str, ...]
) -> None:
    reading = read_bytes("linjer.csv", content)
    (question,) = questions(reading)
    assert why in question.why
    store.import_reading(reading, content, "KW")
    assert store.materials() == []
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        assert "Se efter: 1" in stage.text
        assert why in stage.text
        await stage.press(*keys)
        await stage.until(lambda: store.materials())
        assert "Se efter" not in stage.text
        assert [material.unit for material in store.materials()] == ["kr."]


def test_a_column_of_no_phase_is_headed_by_its_own_words_and_keeps_its_year() -> None:
    heads = [_head(Column(label, 2024, "other")) for label in ("Tornum 2024", "Hele landet 2024", "2024")]
    assert heads == ["Tornum 2024", "Hele l… 2024", "2024"]
    assert _head(Column("Regnskab 2024", 2024, "executed")) == "Regn. 2024"


async def test_the_files_are_listed_without_their_texts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("et.txt", "to.txt"):
        content = f"{name}\n\n{PAPER}".encode()
        store.import_reading(read_bytes(name, content), content, "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        asked: list[int] = []
        monkeypatch.setattr(store, "document", asked.append)
        await stage.press("F")
        assert "et.txt" in stage.text
        assert "to.txt" in stage.text
        assert asked == []


async def test_the_text_of_a_long_file_is_unpacked_beside_the_keys(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_screen, "LONG_TEXT", 10)
    content = PAPER.encode()
    store.import_reading(read_bytes("papir.txt", content), content, "KW")
    unpacked, go_on = store.document, threading.Event()

    def slowly(number: int) -> DocumentView:
        go_on.wait(10)
        return unpacked(number)

    monkeypatch.setattr(store, "document", slowly)
    async with on_stage(make_app(store)) as stage:
        await stage.press("f7")
        assert "Henter teksten …" in stage.text
        await stage.until(lambda: "Skoler" in stage.text)
        go_on.set()
        await stage.until(lambda: "Økonomi i 2024" in stage.text and "Henter" not in stage.text)
