"""The command line: what each command prints, and what it says when it refuses."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import budgettui.ingest
from budgettui import __version__, cli
from budgettui.cli.run import NoSuchMeeting, find_meeting, prefix_length
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import AgendaItem, Paper, Point, Reading
from budgettui.store import MeetingHead, NewEvent, open_store
from command_line import Run
from export_reading import READING

pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
def readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of one line a paper, so that these tests are about the commands and not about reading."""

    def read(name: str, content: bytes, _beside: object = None) -> Reading:
        if b"\0" in content:
            raise UnreadableFile(N_("{file} er ikke tekst"), file=name)
        return paper(name, content)

    monkeypatch.setattr(budgettui.ingest, "read_bytes", read)


POINTS = (Point(1, "planen godkendes"), Point(2, "x"))


def paper(name: str, content: bytes, date: str | None = "2018-05-30") -> Reading:
    title = content.decode("utf-8").strip()
    return Reading(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        format="text",
        kind="bundle",
        text=title,
        title=title,
        date=date,
        agenda_items=(AgendaItem("1.1", "Dagsorden"),),
        papers=(Paper("proposal", "Plan", agenda_item="1.1", decision_points=POINTS),),
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store with one meeting, of which the first point is decided."""
    path = tmp_path / "store.db"
    with open_store(path) as store:
        result = store.import_reading(paper("a.txt", b"Raadmandsmoede"), b"Raadmandsmoede", "KW")
        assert result.meeting is not None
        point = store.meeting(result.meeting).points[0]
        store.append(
            [NewEvent("decided", {"point": point.id, "outcome": "approved", "text": ""}, result.meeting)],
            "KW",
        )
    return path


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, no import here takes so long that it says how far it is."""
    monkeypatch.setattr("budgettui.cli.import_progress.LINE_SECONDS", 3600.0)


def test_version_and_help(run: Run) -> None:
    assert run("--version") == (0, f"budgettui {__version__}\n", "")
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert out.startswith("Brug: budgettui [VALG] [KOMMANDO]\n")
    for english in ("Usage", "Options", "Commands", "Show this message"):
        assert english not in out
    assert "Skriv mødets referat og beslutninger." in out


@pytest.mark.parametrize("command", list(cli.build_cli().commands))
def test_every_command_has_help_without_a_store(command: str, run: Run) -> None:
    code, out, err = run(command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Brug: budgettui {command}")
    assert "Options" not in out
    assert "arguments" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["findes-ikke"], "Der er ingen kommando 'findes-ikke'. Se: budgettui --help"),
        (["inspect"], "FIL mangler. Se: budgettui inspect --help"),
        (["import"], "FIL… mangler. Se: budgettui import --help"),
        (["inspect", "a", "b"], "For mange argumenter: b. Se: budgettui inspect --help"),
        (["--lang", "xx", "log"], "--lang skal være en af: da, en. Se: budgettui --help"),
        (["export", "--format", "pdf"], "--format skal være en af: markdown. Se: budgettui export --help"),
        (["log", "--db", "x"], "Valget --db står før kommandoen: budgettui --db … log. Se: budgettui log --help"),
        (["log", "--nej"], "Der er intet valg --nej. Se: budgettui log --help"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_and_2(arguments: list[str], said: str, run: Run) -> None:
    assert run(*arguments) == (2, "", f"budgettui: {said}\n")


def test_the_screen_needs_a_terminal(run: Run) -> None:
    for arguments in ([], ["demo"], ["--db", "x.db"]):
        code, out, err = run(*arguments)
        assert (code, out) == (1, "")
        assert err.startswith("budgettui: Skærmen kræver en terminal.")
        assert not Path("x.db").exists()


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["--lang", "en", "log"], "en"),
        (["--lang=en"], "en"),
        (["--db", "--lang", "--lang", "en"], "en"),
        (["--db=x", "log", "--lang", "en"], None),
        (["--theme", "da", "log"], None),
        (["--lang"], None),
        ([], None),
    ],
)
def test_the_language_is_known_before_the_options_are_read(arguments: list[str], option: str | None) -> None:
    assert cli._language_option(arguments) == option


def test_a_wrong_language_in_the_environment_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETTUI_LANG", "xx")
    assert run("log") == (1, "", "budgettui: BUDGETTUI_LANG: sproget xx findes ikke. Vælg da, en.\n")


def test_wrong_settings_name_file_and_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("theme = 'a'\nx = [", "utf-8")
    monkeypatch.setenv("BUDGETTUI_SETTINGS", str(tmp_path / "s.toml"))
    code, out, err = run("meetings")
    assert (code, out) == (1, "")
    assert err.startswith(f"budgettui: {tmp_path}/s.toml, linje 2: ikke gyldig TOML")
    assert err.count("\n") == 1


# importing


@pytest.mark.usefixtures("readable")
def test_importing_counts_what_was_stored_and_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    file, store = tmp_path / "a.txt", tmp_path / "x.db"
    file.write_text("Møde A", "utf-8")
    code, out, err = run("--db", store, "--actor", "KW", "import", file)
    assert (code, err) == (0, "")
    assert out == (
        f"{file}: indlæst: 1 punkt på dagsordenen, 1 papir, 2 beslutningspunkter, 0 tabeller, 0 rækker, "
        "0 usikre rækker, 0 fund.\n"
    )
    before = store.read_bytes()
    assert run("--db", store, "import", file) == (
        0,
        f"{file}: allerede indlæst, intet er ændret.\n",
        "",
    )
    assert store.read_bytes() == before


@pytest.mark.usefixtures("readable")
def test_an_import_that_takes_long_says_how_far_it_is(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("budgettui.cli.import_progress.LINE_SECONDS", 0.0)
    (tmp_path / "a.txt").write_text("Møde A", "utf-8")
    code, _out, err = run("--db", tmp_path / "x.db", "import", tmp_path / "a.txt")
    assert code == 0
    assert [line.partition(":")[0] for line in err.splitlines()] == ["Læser 1 af 1", "Gemmer 1 af 1"]


@pytest.mark.usefixtures("readable")
def test_a_bad_file_is_named_and_the_others_are_imported(run: Run, tmp_path: Path) -> None:
    good, bad, more, store = tmp_path / "a.txt", tmp_path / "b.bin", tmp_path / "c.txt", tmp_path / "x.db"
    good.write_text("Møde A", "utf-8")
    bad.write_bytes(b"\0")
    more.write_text("Møde C", "utf-8")
    empty = tmp_path / "tom"
    empty.mkdir()
    code, out, err = run("--db", store, "import", good, bad, tmp_path / "væk.txt", empty, more)
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == [str(good), str(more)]
    assert err.splitlines() == [
        f"budgettui: {bad}: b.bin er ikke tekst",
        f"budgettui: Filen {tmp_path}/væk.txt findes ikke.",
        f"budgettui: Mappen {empty} har ingen filer, der kan læses.",
    ]
    with open_store(store, create=False) as opened:
        assert [head.title for head in opened.meetings()] == ["Møde A", "Møde C"]


@pytest.mark.usefixtures("readable")
def test_no_store_is_made_for_files_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    assert run("--db", tmp_path / "x.db", "import", tmp_path / "væk.txt")[0] == 1
    assert not (tmp_path / "x.db").exists()


@pytest.mark.usefixtures("readable")
def test_the_users_own_store_is_made_where_data_belongs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Møde A", "utf-8")
    assert run("import", tmp_path / "a.txt")[0] == 0
    assert (tmp_path / "share" / "budgettui" / "budgettui.db").stat().st_mode & 0o777 == 0o600


def test_the_folder_that_a_user_names_is_not_made(run: Run, tmp_path: Path, readable: None) -> None:
    (tmp_path / "a.txt").write_text("Møde A", "utf-8")
    code, _, err = run("--db", tmp_path / "mangler" / "x.db", "import", tmp_path / "a.txt")
    assert code == 1
    assert "mangler" in err
    assert not (tmp_path / "mangler").exists()


DOUBTFUL = """Områder, mio. kr. Regnskab
2023

 Budget
2024

Regnskab
2024

Skoler 100 110 112

Dagtilbud 54 66

SFO 20 22 21

I alt 180 192 187

Der mangler 1,415 mio. kr. i år.
"""


def test_what_is_in_doubt_is_listed_with_its_line(run: Run, tmp_path: Path) -> None:
    file, store = tmp_path / "a.txt", tmp_path / "x.db"
    file.write_text(DOUBTFUL, "utf-8")
    line = DOUBTFUL.splitlines().index("Dagtilbud 54 66") + 1
    code, out, err = run("--db", store, "import", "--yes", file)
    assert code == 0, "what is in doubt is no error"
    first, row, figure = out.splitlines()
    assert first.startswith(f"{file}: indlæst: ")
    assert row.startswith(f"  ? linje {line} · ")
    assert row.count("Dagtilbud") == 1
    assert "54" in row
    assert figure.startswith("  ? linje ")
    assert "1,415 mio. kr." in figure
    assert err == (
        "2 steder er i tvivl; usikre rækker tælles ikke med i budgettet. Se efter: åbn budgettui, tast F7.\n"
    )


def test_the_report_for_other_programs(run: Run, tmp_path: Path) -> None:
    good, bad, store = tmp_path / "a.txt", tmp_path / "b.bin", tmp_path / "x.db"
    good.write_text(DOUBTFUL, "utf-8")
    bad.write_bytes(b"\0")
    code, out, err = run("--db", store, "import", "--json", good, bad)
    assert code == 1
    assert "b.bin" in err
    report = json.loads(out)
    assert report["schema"] == 1
    assert report["totals"] == {"stored": 1, "known": 0, "refused": 1, "questions": 2}
    first, second = report["files"]
    assert (first["name"], first["status"], first["error"], first["replaces"]) == ("a.txt", "stored", None, None)
    assert first["counts"]["uncertain"] == 1
    assert [question["row"] for question in first["questions"]] == ["Dagtilbud", None]
    assert first["questions"][0]["line"] == DOUBTFUL.splitlines().index("Dagtilbud 54 66") + 1
    assert (second["status"], second["document"], second["counts"]) == ("refused", None, None)
    assert "b.bin" in second["error"]
    good.write_text(DOUBTFUL.replace("Skoler 100", "Skoler 101"), "utf-8")
    (again,) = json.loads(run("--db", store, "import", "--json", good)[1])["files"]
    assert (again["status"], again["replaces"]) == ("stored", first["document"])
    (known,) = json.loads(run("--db", store, "import", "--json", good)[1])["files"]
    assert (known["status"], known["document"], known["counts"]["rows"]) == ("known", again["document"], 4)


# inspecting


def test_inspect_prints_the_contract_or_a_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgettui.ingest, "read_bytes", lambda name, content, _beside=None: READING)
    code, out, err = run("inspect", os.devnull, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["papers"][0]["title"] == "Mål og økonomi"
    assert "Mål og økonomi" in out
    code, out, err = run("inspect", os.devnull)
    assert (code, err) == (0, "")
    assert out.startswith("Fil            papir.txt")


def test_json_means_the_same_and_cannot_steer_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "a\x1b]52;c;\x07\x9b2J\u202e\udcff.txt"
    monkeypatch.setattr(budgettui.ingest, "read_bytes", lambda *_: replace(READING, name=name))
    _, out, _ = run("inspect", os.devnull, "--json")
    assert json.loads(out)["source"]["name"] == name
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)


# exporting and listing


def test_export_to_standard_output_and_to_a_file_are_the_same_bytes(run: Run, db: Path, tmp_path: Path) -> None:
    code, out, err = run("--db", db, "export", "--meeting", "raadmand", "--format", "markdown")
    assert (code, err) == (0, "")
    assert out.startswith("# Raadmandsmoede\n\n- **Dato:** 30. maj 2018\n")
    assert "**At 1)** planen godkendes\n\n- **Besluttet:** godkendt\n" in out
    assert "- **Indstilling:** Plan\n" in out
    target = tmp_path / "referat.md"
    code, nothing, err = run("--db", db, "export", "-o", target)
    assert (code, nothing, err) == (0, "", f"Skrevet: {target}\n")
    assert target.read_text("utf-8") == out
    assert run("--db", db, "export", "-o", target)[0] == 0
    assert run("--db", db, "export", "-o", "-")[1] == out


def test_export_does_not_replace_what_is_not_its_own(run: Run, db: Path, tmp_path: Path) -> None:
    target = tmp_path / "noter.md"
    target.write_text("mit", "utf-8")
    code, out, err = run("--db", db, "export", "-o", target)
    assert (code, out) == (1, "")
    assert err.startswith(f"budgettui: {target} findes og er ikke en eksport")
    assert target.read_text("utf-8") == "mit"
    assert run("--db", db, "export", "--force", "-o", target)[0] == 0


def test_minutes_that_the_secretary_typed_are_markdown(run: Run, db: Path) -> None:
    with open_store(db) as store:
        meeting = store.meeting(store.meetings()[0].id)
        store.append(
            [
                NewEvent(
                    "minutes_written", {"item": meeting.items[0].id, "text": "- **Godkendt**"}, meeting.id
                )
            ],
            "KW",
        )
    assert "\n- **Godkendt**\n" in run("--db", db, "export")[1]


def test_the_latest_meeting_is_exported_and_named(run: Run, db: Path) -> None:
    with open_store(db) as store:
        store.import_reading(paper("b.txt", b"Nyere", "2024-01-01"), b"Nyere", "KW")
        store.import_reading(paper("c.txt", b"Aeldre", "2001-01-01"), b"Aeldre", "KW")
    code, out, err = run("--db", db, "export")
    assert (code, err) == (0, "Det seneste møde: Nyere 2024-01-01\n")
    assert out.startswith("# Nyere\n")


def test_the_register_as_json_and_for_people(run: Run, db: Path) -> None:
    code, out, err = run("--db", db, "decisions", "--json")
    assert (code, err) == (0, "")
    (entry,) = json.loads(out)
    assert (entry["item"], entry["point"], entry["outcome"], entry["decided_by"]) == (
        "1.1",
        1,
        "approved",
        "KW",
    )
    assert len(json.loads(run("--db", db, "decisions", "--json", "--all")[1])) == 2
    assert run("--db", db, "decisions")[1] == "30. maj 2018  1.1 At 1)  godkendt  planen godkendes\n"
    assert run("--db", db, "decisions", "--meeting", "")[0] == 1


def test_meetings_and_log_are_plain_lines(run: Run, db: Path) -> None:
    code, out, err = run("--db", db, "meetings")
    assert (code, err) == (0, "")
    assert out[8:] == "  30. maj 2018  1 af 2 besluttet  Raadmandsmoede\n"
    code, out, err = run("--db", db, "log")
    assert (code, err) == (0, "")
    assert [line.split("  KW  ")[1].split("  ")[0] for line in out.splitlines()] == [
        "indlæst",
        "møde klargjort",
        "beslutning",
    ]
    assert run("--db", db, "log", "--meeting", "2018-05-30")[1].count("\n") == 2


def test_rebuild_and_verify(run: Run, db: Path) -> None:
    assert run("--db", db, "verify") == (0, "I orden: 3 poster i loggen.\n", "")
    assert run("--db", db, "rebuild") == (0, "Bygget op af 3 poster i loggen.\n", "")
    assert run("--db", db, "verify")[0] == 0


def test_verify_names_the_first_bad_entry(run: Run, db: Path) -> None:
    import sqlite3

    with sqlite3.connect(db) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE journal SET actor = 'XX' WHERE seq = 2")
    raw.close()
    code, out, err = run("--db", db, "verify")
    assert (code, out) == (1, "")
    assert err.splitlines()[0].startswith("budgettui: ")
    assert "2" in err.splitlines()[0]


@pytest.mark.parametrize("command", ["export", "decisions", "meetings", "log", "rebuild", "verify"])
def test_a_store_that_is_not_there_or_not_ours_is_said_and_left(command: str, run: Run, tmp_path: Path) -> None:
    code, out, err = run("--db", tmp_path / "væk.db", command)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "væk.db" in err
    assert not (tmp_path / "væk.db").exists()
    (tmp_path / "text.db").write_text("ikke en database, men en tekst" * 100, "utf-8")
    code, out, err = run("--db", tmp_path / "text.db", command)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "text.db" in err
    assert (tmp_path / "text.db").read_text("utf-8").startswith("ikke en database")


def test_an_empty_store_has_no_meeting_to_export(run: Run, tmp_path: Path) -> None:
    open_store(tmp_path / "x.db").close()
    assert run("--db", tmp_path / "x.db", "meetings") == (0, "", "")
    code, _, err = run("--db", tmp_path / "x.db", "export")
    assert code == 1
    assert err.startswith("budgettui: Der er ingen møder i databasen.")


def test_what_is_named_in_an_error_cannot_steer_a_terminal(run: Run, tmp_path: Path) -> None:
    code, _, err = run("--db", f"{tmp_path}/a\x1b[2J\nb.db", "log")
    assert code == 1
    assert "\x1b" not in err
    assert err.count("\n") == 1


# which meeting

HEADS = [
    MeetingHead("aaaaaaaa-1", "Rådmandsmøde", "MSB", "2018-05-30", 6, 0),
    MeetingHead("aaaaaaaa-2", "Rådmandsmøde", "MTM", "2018-06-06", 1, 0),
    MeetingHead("bbbbbbbb-3", "Byrådet", None, None, 0, 0),
]


@pytest.mark.parametrize(
    ("wanted", "place"),
    [("aaaaaaaa-1", 0), ("B", 2), ("byr", 2), ("mtm", 1), ("2018-06", 1), ("30. maj", 0), (None, 2)],
)
def test_a_meeting_is_found_by_what_is_said_of_it(wanted: str | None, place: int) -> None:
    assert find_meeting(HEADS, wanted) is HEADS[place]


def test_the_latest_meeting_is_the_last_by_date_where_all_have_one() -> None:
    assert find_meeting([HEADS[1], HEADS[0]], None) is HEADS[1]


@pytest.mark.parametrize("wanted", ["aaaa", "rådmandsmøde", "findes ikke", " "])
def test_more_than_one_and_none_are_refused_with_a_list(wanted: str) -> None:
    with pytest.raises(NoSuchMeeting, match="aaaaaaaa-1"):
        find_meeting(HEADS, wanted)


def test_ids_are_cut_where_they_still_differ() -> None:
    assert prefix_length([head.id for head in HEADS]) == 10
    assert prefix_length([]) == 8


# pipes and disks, as the operating system has them


def started(*arguments: str, out: int, **more: str) -> subprocess.CompletedProcess[bytes]:
    code = "import sys; from budgettui.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, env={**os.environ, **more}, check=False,
    )


def test_a_reader_that_goes_away_is_no_error_to_complain_of(db: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = started("--db", str(db), "export", out=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["export", "meetings", "--help"])
def test_a_full_disk_is_one_sentence(command: str, db: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = started("--db", str(db), command, out=full.fileno())
    assert done.returncode == 1
    assert done.stderr.decode("utf-8") == "budgettui: der er ikke plads på disken\n"


def test_the_bytes_are_utf8_whatever_the_terminal_says(db: Path, tmp_path: Path) -> None:
    with open(tmp_path / "out", "wb") as file:
        done = started("--db", str(db), "log", out=file.fileno(), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert "indlæst" in (tmp_path / "out").read_text("utf-8")


def test_output_that_is_not_a_file_still_works(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stream)
    assert cli.main(["--db", str(db), "meetings"]) == 0
    assert "Raadmandsmoede" in stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def test_an_empty_db_is_not_the_users_own_store(run: Run) -> None:
    for words in (("--db", "", "meetings"), ("--db=", "meetings")):
        assert run(*words) == (2, "", "budgettui: --db mangler. Se: budgettui --help\n")
