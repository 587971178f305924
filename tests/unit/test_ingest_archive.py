"""Folders and zip files: a stable order, each file by itself, and nothing that harms."""

from __future__ import annotations

import os
import signal
import stat
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from sqlite3 import Connection

import pytest

import budgettui.ingest
from budgettui.domain.errors import UnreadableFile
from budgettui.ingest import archive, read_bytes
from budgettui.store import Store, open_store
from budgettui.store.ready import Ready
from command_line import Run


def paper(title: str) -> str:
    parts = ("Indstilling", "Til Magistraten", title, "1. Resume", "Kort.", "2. Beslutningspunkter")
    return "\n\n".join((*parts, f"At 1) {title} godkendes.\n"))


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return buffer.getvalue()


def shown(path: Path) -> list[str]:
    return [part.shown.removeprefix(f"{path}/") for part in archive.papers(path)]


def refusals(path: Path) -> dict[str, str]:
    told = {}
    for part in archive.papers(path):
        try:
            part.load()
        except UnreadableFile as error:
            told[part.shown.removeprefix(f"{path}/")] = str(error)
    return told


def test_a_folder_is_its_files_in_the_order_that_people_count(tmp_path: Path) -> None:
    for name in ("10 Bilag.txt", "2 Bilag.txt", "b/Ældre.txt", "A.txt", "b/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert shown(tmp_path) == ["2 Bilag.txt", "10 Bilag.txt", "A.txt", "b/1.txt", "b/Ældre.txt"]
    assert [part.name for part in archive.papers(tmp_path)][-1] == "b/Ældre.txt"


def test_hidden_files_and_what_systems_leave_behind_are_passed_over(tmp_path: Path) -> None:
    names = (".DS_Store", "Thumbs.db", "~$notat.docx", "desktop.ini", ".git/config", "__MACOSX/._a.txt", "a.txt")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert shown(tmp_path) == ["a.txt"]
    (tmp_path / "b.zip").write_bytes(zipped(dict.fromkeys(names, "x")))
    assert shown(tmp_path / "b.zip") == ["a.txt"]


def test_links_to_folders_are_not_followed_and_pipes_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "rundt").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "rør")
    assert stat.S_ISFIFO((tmp_path / "rør").stat().st_mode)
    assert refusals(tmp_path) == {"rør": f"{tmp_path}/rør er ikke en almindelig fil."}
    assert "a.txt" in shown(tmp_path)
    assert not [name for name in shown(tmp_path) if name.startswith("rundt/")]


def test_a_zip_is_opened_and_one_in_it_and_no_further(tmp_path: Path) -> None:
    third = zipped({"dyb.txt": "x"})
    second = zipped({"c.txt": "x", "tredje.zip": third})
    path = tmp_path / "møde.zip"
    path.write_bytes(zipped({"b/anden.zip": second, "a.txt": "x"}))
    assert shown(path) == ["a.txt", "b/anden.zip/c.txt", "b/anden.zip/tredje.zip"]
    assert refusals(path) == {
        "b/anden.zip/tredje.zip": "tredje.zip er en zip-fil i en zip-fil i en zip-fil og åbnes ikke."
    }


def test_names_that_lead_out_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ind" / "x.zip"
    path.parent.mkdir()
    outside = ("../ud.txt", "/etc/ud.txt", "C:\\ud.txt", "a/../../ud.txt")
    path.write_bytes(zipped({**dict.fromkeys(outside, "x"), "ok.txt": "y"}))
    told = refusals(path)
    assert len(told) == 4
    assert all("fører ud af sin mappe" in why for why in told.values())
    assert [part.load() for part in archive.papers(path) if part.name == "ok.txt"] == [b"y"]
    assert sorted(tmp_path.rglob("*")) == [path.parent, path]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"a.txt": 32 * 1024 * 1024}, "fylder 32 MB pakket ud og pakkes ikke ud: den ligner en zip-bombe"),
        (dict.fromkeys((f"{number}.txt" for number in range(10_001)), 0), "har 10001 filer i sig"),
    ],
    ids=["ratio", "count"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, files: dict[str, int], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({name: b"0" * size for name, size in files.items()}))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    (why,) = refusals(path).values()
    assert says in why


def test_a_file_that_lies_of_its_size_gives_no_more_than_it_declares() -> None:
    content = bytearray(zipped({"a.txt": "x" * 1000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + offset
        content[at : at + 4] = (10).to_bytes(4, "little")
    opened = budgettui.ingest.zips.Archive("x.zip", bytes(content))  # type: ignore[attr-defined]
    with pytest.raises(UnreadableFile, match="beskadiget"):
        opened.read(opened.members[0])


def test_locked_and_damaged_files_say_so(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": "indhold", "b.txt": "andet"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    (tmp_path / "låst.zip").write_bytes(content)
    (tmp_path / "knækket.zip").write_bytes(zipped({"a.txt": "x" * 500})[:60])
    assert refusals(tmp_path) == {
        "knækket.zip": "Zip-filen knækket.zip er beskadiget og kan ikke læses.",
        "låst.zip/a.txt": "låst.zip/a.txt er låst med en adgangskode og kan ikke læses.",
    }


def test_danish_names_are_read_whatever_machine_made_the_zip(tmp_path: Path) -> None:
    for form in ("cp850", "utf-8"):
        name = "Bølå.txt".encode(form)
        plain = "x" * len(name)
        (tmp_path / "x.zip").write_bytes(zipped({plain: "y"}).replace(plain.encode(), name))
        assert shown(tmp_path / "x.zip") == ["Bølå.txt"]


def test_a_zip_is_no_reading_of_its_own() -> None:
    with pytest.raises(UnreadableFile, match="budgettui import læser papirerne i den"):
        read_bytes("x.zip", zipped({"a.txt": "x"}))


def test_a_package_takes_the_files_that_belong_to_it(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text("{}")
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / "b.csv").write_text("y")
    (tmp_path / "alt.zip").write_bytes(zipped({"b.csv": "y", "datapackage.json": "{}", "a.csv": "x"}))
    names = []
    for part in archive.papers(tmp_path):
        names.append(part.shown.removeprefix(f"{tmp_path}/"))
        if part.shown.endswith("datapackage.json"):
            assert part.beside is not None
            assert part.beside("b.csv") == b"y"
            with pytest.raises(UnreadableFile):
                part.beside("../hemmelig.txt")
            with pytest.raises(UnreadableFile):
                part.beside("findes-ikke.csv")
    assert names == ["datapackage.json", "a.csv", "alt.zip/datapackage.json", "alt.zip/a.csv"]


# -- budgettui import


pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "møde"
    folder.mkdir()
    (folder / "1 lån.txt").write_text(paper("Lån af arkivalier"), "utf-8")
    (folder / "2 scan.pdf").write_bytes(b"%PDF-1.4 ikke en pdf")
    (folder / "3 bilag.zip").write_bytes(zipped({"budget.txt": paper("Budget for haven"), "tom.txt": ""}))
    (folder / "4 igen.txt").write_text(paper("Lån af arkivalier"), "utf-8")
    return folder


def titles(path: Path) -> list[str]:
    with open_store(path, create=False) as store:
        return [document.name for document in store.documents()]


def test_a_folder_is_imported_and_what_was_not_is_listed(run: Run, folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "x.db"
    code, out, err = run("--db", store, "import", folder)
    assert code == 1
    assert [line.split(": ")[0] for line in out.splitlines()] == [
        f"{folder}/1 lån.txt",
        f"{folder}/3 bilag.zip/budget.txt",
        f"{folder}/4 igen.txt",
    ]
    assert "1 papir, 1 beslutningspunkt" in out.splitlines()[0]
    assert "allerede indlæst" in out.splitlines()[2]
    # Where reading takes long, each line that says how far it is comes between them.
    assert [line for line in err.splitlines() if not line.startswith(("Læser ", "Gemmer "))] == [
        f"budgettui: {folder}/2 scan.pdf: PDF-filen 2 scan.pdf er beskadiget og kan ikke læses.",
        f"budgettui: {folder}/3 bilag.zip/tom.txt: Filen 3 bilag.zip/tom.txt er tom.",
        "I alt: 2 indlæst, 1 var der allerede, 2 kunne ikke læses.",
    ]
    assert "\x1b" not in err
    assert titles(store) == ["1 lån.txt", "3 bilag.zip/budget.txt"]


def test_a_folder_of_good_papers_ends_well_and_again_changes_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "2 scan.pdf").unlink()
    (folder / "3 bilag.zip").unlink()
    store = tmp_path / "x.db"
    assert run("--db", store, "import", folder)[0] == 0
    before = store.read_bytes()
    code, out, _err = run("--db", store, "import", folder)
    assert code == 0
    assert all("allerede indlæst" in line for line in out.splitlines())
    assert store.read_bytes() == before


def test_an_interrupt_leaves_the_store_as_it_was(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgettui.store import imports

    write = imports.write

    def interrupted(db: Connection, ready: Ready) -> int:
        number = write(db, ready)
        if b"Budget for haven" in zlib.decompress(ready.content):
            os.kill(os.getpid(), signal.SIGINT)
        return number

    monkeypatch.setattr(imports, "write", interrupted)
    (folder / "2 scan.pdf").unlink()
    store = tmp_path / "x.db"
    # Whoever starts a job in the background has it ignore Ctrl+C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code, out, err = run("--db", store, "import", folder)
    assert (code, out) == (130, "")
    # On a slow machine how far it is stands before.
    assert err.endswith("Afbrudt: intet er indlæst, og databasen er, som den var.\n")
    assert not store.exists(), "it was made by this import"
    code, _out, _err = run("--db", store, "import", folder / "1 lån.txt")
    assert code == 0
    before = store.read_bytes()
    assert run("--db", store, "import", folder)[0] == 130
    assert store.read_bytes() == before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    monkeypatch.undo()
    assert titles(store) == ["1 lån.txt"]
    with open_store(store, create=False) as opened:
        assert isinstance(opened, Store)
        assert opened.verify() == []


def test_a_terminal_sees_which_file_is_read(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "5 \x1b]52;c;x\x07.txt").write_text("x")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    _code, out, err = run("--db", tmp_path / "x.db", "import", folder)
    assert "Læser" in err
    assert "4/5" in err
    assert "1 lån.txt" in err
    assert "\x1b" not in out
    # No name of a file steers the terminal.
    assert "\x1b]" not in err
