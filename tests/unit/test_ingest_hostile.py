"""A folder of files made to harm: each is told with its reason, and the good ones are imported all the same."""

from __future__ import annotations

import os
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from budgettui.domain.errors import UnreadableFile
from budgettui.importing import import_papers
from budgettui.ingest import read_bytes
from budgettui.ingest.page import opening
from budgettui.store import Store, open_store

GOOD = "Afdeling;Område;Budget 2025 (kr.)\nKultur;Museer;1.000,00\nKultur;Teatre;2.000,50\n"
DTD = "har en dokumenttype eller entiteter"


def pdf(password: str = "") -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None)
    canvas.drawString(100, 700, "Dagsorden")
    canvas.save()
    return buffer.getvalue()


def zipped(name: str, megabytes: int) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        packed.writestr(name, bytes(megabytes << 20))
    return buffer.getvalue()


def agenda(doctype: str, title: str = "Budget") -> bytes:
    body = f"<Dagsorden DagsordenID='1'><Dagsordenpunkt><Overskrift>{title}</Overskrift></Dagsordenpunkt></Dagsorden>"
    return f"<?xml version='1.0'?>{doctype}{body}".encode()


LAUGHS = "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))

#: What is in each file, and what is said of it.
BAD = {
    "låst.pdf": (pdf("hemmelig"), "låst med en adgangskode"),
    "skadet.pdf": (pdf()[:400], "beskadiget"),
    "ikke zip.docx": (b"PK\x03\x04 ikke en zip", "beskadiget"),
    "tekst.docx": (b"bare tekst", "har ingen dagsorden"),
    "bombe.docx": (zipped("word/document.xml", 20), "ligner en zip-bombe"),
    "bombe.xlsx": (zipped("xl/worksheets/sheet1.xml", 20), "ligner en zip-bombe"),
    "bombe.zip": (zipped("a.txt", 20), "ligner en zip-bombe"),
    "latter.xml": (agenda(f"<!DOCTYPE d [<!ENTITY a0 'ha'>{LAUGHS}]>", "&a9;"), DTD),
    "fremmed.xml": (agenda("<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;"), DTD),
    "dtd.xml": (agenda("<!DOCTYPE d SYSTEM 'file:///etc/passwd'>"), DTD),
    "linje.txt": (b"Dagsorden\n" + b"a b 1 " * (1 << 18), "linje 2 er længere end 1 MB"),
    "nul.txt": (b"Dagsorden\n\x001.1 Budget", "er et styretegn (0x00)"),
    "nul.csv": (GOOD.encode() + b"Kultur;\x00;1,00\n", "er et styretegn (0x00)"),
}


def test_each_is_told_and_the_rest_is_imported(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "møde"
    (folder / "bilag").mkdir(parents=True)
    for name, (content, _said) in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "linjer.csv").write_text(GOOD, encoding="utf-8")
    (folder / "bilag" / "linjer.csv").write_text(GOOD.replace("Museer", "Haller"), encoding="utf-8")
    with (folder / "stor.csv").open("wb") as large:
        large.truncate(1 << 30)
    outcomes = {Path(own.shown).relative_to(folder).as_posix(): own for own in import_papers(
        [folder], store, "AB", make=lambda: store
    )}  # fmt: skip
    said = {
        name: own.error.message.format(**own.error.params)
        for name, own in outcomes.items()
        if isinstance(own.error, UnreadableFile)
    }
    assert said.keys() == {*BAD, "stor.csv"}
    assert [name for name, (_content, words) in BAD.items() if words not in said[name]] == []
    assert "er større end 256 MB" in said["stor.csv"]
    # Two files of one name are two documents.
    assert sorted(document.name for document in store.documents()) == ["bilag/linjer.csv", "linjer.csv"]
    assert store.verify() == []


def test_marks_for_reading_direction_are_no_part_of_a_name() -> None:
    (table,) = read_bytes("a.csv", f"{GOOD}Kultur;\u202eBio\u202cgrafer\u200f;3,00\n".encode()).tables
    assert [row.label for row in table.rows] == ["Museer", "Teatre", "Biografer"]


def test_a_line_without_end_is_refused_before_it_is_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"Dagsorden\n" + b"1.1 Budget 2,5 " * 1_000_000
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="linje 2 er længere end 1 MB"):
        opening.decode("a.txt", content)
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
    monkeypatch.setattr(opening, "LINE_LONGEST", 9)
    for end in ("\n", "\r\n", "\r", "\f"):
        assert opening.decode("a.txt", end.join(["a" * 9, "b" * 8, "c" * 9]).encode()).count("b") == 8
        with pytest.raises(UnreadableFile, match="linje 2"):
            opening.decode("a.txt", end.join(["a" * 9, "b" * 10, "c"]).encode())


def test_a_long_line_in_delimited_text_is_one_bad_row() -> None:
    (table,) = read_bytes("a.csv", f"{GOOD}{'x' * (1 << 20)};y;1,00\nKultur;Haller;3,00\n".encode()).tables
    assert [(row.label[:8], row.certain) for row in table.rows] == [
        ("Museer", True), ("Teatre", True), ("xxxxxxxx", False), ("Haller", True),
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [80, 300, 900])
def test_a_table_with_more_columns_than_a_page_has_room_for_is_not_lost(columns: int) -> None:
    rows = [" ".join([f"Område {name}", *(str(n * 10) for n in range(columns))]) for name in "ABCDE"]
    paper = ["Notat", "", "Dato: 12. marts 2024", "", "Budget (1.000 kr.)", "", *rows, "", "Det var alt."]
    reading = read_bytes("a.txt", "\n".join(paper).encode())
    (found,) = [finding for finding in reading.findings if finding.code == "unread_table"]
    assert (found.source.line, found.source.last_line) == (7, 11)


def test_a_long_line_of_words_is_no_table() -> None:
    words = "Udgifterne steg i årene fra 2020 til 2024. " * 20
    text = f"Notat\n\nDato: 12. marts 2024\n\n{words}2021 2022 2023 2024\n\n{words}5 6\n"
    reading = read_bytes("a.txt", text.encode())
    assert [finding.code for finding in reading.findings] == []


def test_the_file_of_a_new_store_without_room_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from budgettui.domain.errors import StoreError
    from budgettui.store import connection

    def full(*_: object) -> None:
        raise StoreError("fuld")

    monkeypatch.setattr(connection, "_bring_up", full)
    with pytest.raises(StoreError):
        open_store(tmp_path / "a.db")
    assert os.listdir(tmp_path) == []
    (tmp_path / "b.db").touch()
    with pytest.raises(StoreError):
        open_store(tmp_path / "b.db")
    assert os.listdir(tmp_path) == ["b.db"]
