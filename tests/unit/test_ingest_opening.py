"""What cannot be read is refused in one sentence that says what and where; what can be read is read whatever it
is called."""

from __future__ import annotations

import contextlib
import os
import random
import threading
from pathlib import Path

import pytest

from budgettui.domain.errors import UnreadableFile
from budgettui.i18n import error_text
from budgettui.ingest import clean_text, read_bytes, read_file
from budgettui.ingest.page.opening import load

AGENDA = """Rådmandsmøde

Deltagere: Rådmand (RM)
Direktør (DIR)

1   Til godkendelse
1.1   Dagsorden
Dagsordenen blev godkendt.
"""


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes("papir.txt", content)
    assert caught.value.message.format(**caught.value.params) == str(caught.value)
    return str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"ingen\.txt findes ikke"):
        read_file(tmp_path / "ingen.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="er en mappe"):
        read_file(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\t\r\n "])
def test_an_empty_file(content: bytes) -> None:
    assert refused(content) == "Filen papir.txt er tom."


@pytest.mark.parametrize(
    ("content", "offset"), [(b"%PDF\x00\x01", 5), (b"GIF89a\x01\x00", 7), (b"\x89PNG\r\n\x1a\n", 7)]
)
def test_a_binary_is_told_by_its_first_control_byte(content: bytes, offset: int) -> None:
    assert f"byte {offset} er et styretegn" in refused(content)


def test_a_text_in_windows_1252_is_told_with_line_and_byte() -> None:
    message = refused("Dagsorden\nPunkt om økonomi på område\n".encode("cp1252"))
    assert "linje 2, byte 10 er 0xf8" in message
    assert "Windows-1252" in message


def test_another_encoding_is_not_called_windows_1252() -> None:
    message = refused(b"Dagsorden\n\x81\x8d\x8f\x90\x9d\x81\n")
    assert "linje 2, byte 1 er 0x81" in message
    assert "Windows" not in message


@pytest.mark.parametrize("text", ["Hej verden.\n", "Hej du der.\n" * 40])
def test_a_text_without_structure(text: str) -> None:
    assert "ingen dagsorden, papirer eller tabeller" in refused(text.encode())


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_change_nothing(bom: bytes, line_end: str) -> None:
    reading = read_bytes("x", bom + AGENDA.replace("\n", line_end).encode())
    assert reading.kind == "minutes"
    assert reading.text == AGENDA
    assert [item.source.line for item in reading.agenda_items] == [6, 7]


def test_the_name_says_nothing_about_the_format() -> None:
    assert read_bytes("regnskab.pdf", AGENDA.encode()).format == "text"


def test_escapes_and_marks_for_reading_direction_are_cleaned_away() -> None:
    hostile = "1.1   Dag\u202esorden\u2066\x1b]52;c;aGVq\x07\ufeff"
    assert clean_text(hostile) == "1.1   Dagsorden]52;c;aGVq"
    reading = read_bytes("x", AGENDA.replace("Dagsordenen blev", "Dagsordenen \x1b[31m\u202eblev").encode())
    assert reading.agenda_items[1].minutes == "Dagsordenen [31mblev godkendt."
    assert not any(ord(c) < 32 and c != "\n" for c in reading.text)


@pytest.mark.parametrize("name", ["[@click=app.quit]", "[/b]", "{path}", "%s"])
def test_a_name_with_signs_in_it_is_only_a_name(name: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(name, b"")
    assert name in str(caught.value)


def test_no_piece_of_a_real_paper_crashes_the_reader(seeds: Path) -> None:
    """Pieces of the papers, cut, mixed, thinned and shuffled: each is read or refused, and nothing else."""
    papers = [path.read_text(encoding="utf-8").split("\n") for path in sorted(seeds.glob("*.txt"))]
    chance = random.Random(20240501)
    for _ in range(250):
        lines: list[str] = []
        for _piece in range(chance.randint(1, 4)):
            paper = chance.choice(papers)
            start = chance.randrange(len(paper))
            lines += paper[start : start + chance.randint(1, 250)]
        way = chance.random()
        if way < 0.3:
            lines = [line for line in lines if chance.random() < 0.8]
        elif way < 0.5:
            chance.shuffle(lines)
        elif way < 0.7:
            lines = [line for line in lines if line.strip()]
        content = "\n".join(lines).encode()
        with contextlib.suppress(UnreadableFile):
            reading = read_bytes("x", content)
            for table in reading.tables:
                assert all(len(row.values) == len(table.columns) == len(row.printed) for row in table.rows)
            assert all(paper.title for paper in reading.papers)


def test_a_pipe_that_nobody_writes_to_does_not_stop_the_program(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rør")
    with pytest.raises(UnreadableFile, match="tom"):
        read_file(tmp_path / "rør")


def test_a_pipe_that_somebody_writes_to_is_read_to_its_end() -> None:
    content = b"x" * 200_000
    reader, writer = os.pipe()

    def write() -> None:
        with os.fdopen(writer, "wb") as file:
            file.write(content)

    thread = threading.Thread(target=write)
    thread.start()
    assert load(Path(f"/dev/fd/{reader}")) == content
    thread.join()
    os.close(reader)


def test_what_has_no_end_is_not_read_to_its_end() -> None:
    with pytest.raises(UnreadableFile, match="/dev/zero er større end 256 MB"):
        read_file(Path("/dev/zero"))


def test_a_link_to_itself_is_an_error_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    with pytest.raises(OSError, match=r"symbolic links|sig selv") as caught:
        read_file(tmp_path / "a")
    assert error_text(caught.value) == f"{tmp_path / 'a'}: et link peger på sig selv"
