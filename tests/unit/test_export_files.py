"""An export is whole or not there, and takes nobody else's file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from budgettui.export.files import ExportError, save_export, suggested_name
from export_meeting import meeting

FIRST = "# Møde\n\n- **Dato:** 30. maj 2018\n\n## Deltagere\n\nA\n"
LATER = "# Møde\n\n- **Dato:** 30. maj 2018\n\n## Deltagere\n\nA og B\n"


def test_a_new_file_is_written_as_utf8_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    save_export(tmp_path / "referat.md", FIRST)
    assert (tmp_path / "referat.md").read_bytes() == FIRST.encode("utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["referat.md"]


def test_an_earlier_export_of_the_meeting_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "referat.md"
    save_export(path, FIRST)
    path.chmod(0o640)
    save_export(path, LATER)
    assert path.read_text("utf-8") == LATER
    assert path.stat().st_mode & 0o777 == 0o640


def test_another_file_is_not_replaced_unless_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "noter.md"
    path.write_text("# Mine noter\n", "utf-8")
    with pytest.raises(ExportError, match=r"noter\.md"):
        save_export(path, FIRST)
    assert path.read_text("utf-8") == "# Mine noter\n"
    save_export(path, FIRST, overwrite=True)
    assert path.read_text("utf-8") == FIRST


def test_the_minutes_of_another_date_are_another_file(tmp_path: Path) -> None:
    path = tmp_path / "referat.md"
    save_export(path, FIRST)
    with pytest.raises(ExportError):
        save_export(path, FIRST.replace("30. maj", "6. juni"))


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(tmp_path / "rigtig.md")
    save_export(tmp_path / "link.md", FIRST)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "rigtig.md").read_text("utf-8") == FIRST


def test_a_device_is_written_to_and_not_replaced() -> None:
    save_export(Path(os.devnull), FIRST)
    assert not Path(os.devnull).is_file()


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "referat.md"
    save_export(path, FIRST)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_export(path, LATER)
    assert path.read_text("utf-8") == FIRST
    assert [one.name for one in tmp_path.iterdir()] == ["referat.md"]


def test_a_folder_and_a_missing_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        save_export(tmp_path, FIRST, overwrite=True)
    with pytest.raises(FileNotFoundError):
        save_export(tmp_path / "mangler" / "referat.md", FIRST)


def test_the_suggested_name_is_plain() -> None:
    assert suggested_name(meeting(), "referat") == "referat-2018-05-30-raadmandsmoede.md"
    assert suggested_name(replace(meeting(), title="../æ: /x", date=None), "referat") == "referat-ae-x.md"
    assert suggested_name(replace(meeting(), title="", date=None), "referat") == "referat.md"


def test_an_earlier_export_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "referat.md"
    save_export(path, "# Møde\n\n## Punkt 1\n\ngodkendt\n")
    path.write_text(path.read_text(encoding="utf-8") + "\nTilføjet i hånden.\n", encoding="utf-8")
    save_export(path, "# Møde\n\n## Punkt 1\n\nudsat\n")
    assert path.read_text(encoding="utf-8").endswith("udsat\n")
    assert (tmp_path / "referat.md~").read_text(encoding="utf-8").endswith("Tilføjet i hånden.\n")
    save_export(path, "# Møde\n\n## Punkt 1\n\nudsat\n")
    assert "Tilføjet" in (tmp_path / "referat.md~").read_text(encoding="utf-8"), "the same bytes replace nothing"


def test_an_error_names_the_file_that_was_asked_for_and_not_the_draft(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "mangler" / "x.md"):
        with pytest.raises(OSError) as caught:  # noqa: PT011 - which one depends on the path
            save_export(path, "# Referat\n")
        assert caught.value.filename == str(path)
