"""Where things are kept, and what the user has chosen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from budgettui import settings
from budgettui.settings import Settings, SettingsError, choose_language, default_actor, load_settings

pytestmark = pytest.mark.usefixtures("alone")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_store_is_in_the_users_data_folder_unless_the_environment_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.default_store_path().name == "budgettui.db"
    assert settings.demo_store_path() != settings.default_store_path()
    monkeypatch.setenv("BUDGETTUI_DB", str(tmp_path / "x.db"))
    assert settings.default_store_path() == tmp_path / "x.db"
    assert settings.demo_store_path() != tmp_path / "x.db"
    monkeypatch.setenv("BUDGETTUI_SETTINGS", str(tmp_path / "s.toml"))
    assert settings.settings_path() == tmp_path / "s.toml"


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    path = written(tmp_path, 'language = "en"\ntheme = "lys"\nactor = "KW"\n[keys]\n"point.decide" = "d"\n')
    found = load_settings(path)
    assert (found.language, found.theme, found.actor) == ("en", "lys", "KW")
    assert dict(found.keys) == {"point.decide": "d"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('theme = "lys"\nactor = KW\n', "linje 2"),
        ("themes = 'lys'\n", "themes"),
        ("theme = 3\n", "theme"),
        ("keys = 'x'\n", "keys"),
        ("[keys]\na = 1\n", "keys.a"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert named in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes('theme = "a"\nactor = "Ø"\n'.encode("cp1252"))
    with pytest.raises(SettingsError, match="linje 2"):
        load_settings(path)


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="kan ikke læses"):
        load_settings(tmp_path)


def test_the_language_comes_from_option_environment_settings_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose_language(None) == "da"
    assert choose_language(None, Settings(language="en")) == "en"
    monkeypatch.setenv("BUDGETTUI_LANG", "da")
    assert choose_language(None, Settings(language="en")) == "da"
    assert choose_language("en", Settings(language="da")) == "en"
    monkeypatch.setenv("BUDGETTUI_LANG", "xx")
    with pytest.raises(SettingsError, match="BUDGETTUI_LANG"):
        choose_language(None)


def test_the_actor_comes_from_environment_settings_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "sek")
    assert default_actor() == "sek"
    assert default_actor(Settings(actor=" ")) == "sek"
    assert default_actor(Settings(actor="K\x1bW\n")) == "KW"
    monkeypatch.setenv("BUDGETTUI_ACTOR", "VJ")
    assert default_actor(Settings(actor="KW")) == "VJ"


def test_a_user_without_a_name_is_known_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    monkeypatch.setattr("os.getuid", lambda: 4711)
    assert default_actor() == "uid 4711"


def test_the_folder_of_a_default_store_is_its_owners(tmp_path: Path) -> None:
    settings.make_folder_of(tmp_path / "a" / "b" / "x.db")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_importing_the_settings_is_cheap() -> None:
    code = (
        "import sys, budgettui.settings as s; s.load_settings(); "
        "print(*({'tomli', 'click', 'textual', 'rich', 'sqlite_utils', 'getpass'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
