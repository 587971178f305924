"""The documents that are generated are what the program would write, and every command stands in them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from markdown_it import MarkdownIt

from budgettui import docs
from budgettui.cli import build_cli
from budgettui.i18n import set_language

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_of_commands_is_up_to_date() -> None:
    assert (DOCS / "commands.md").read_text("utf-8") == docs.commands_markdown()


def test_the_page_of_keys_is_up_to_date() -> None:
    from budgettui.tui.commands import keys_markdown

    set_language("da")
    assert (DOCS / "keys.md").read_text("utf-8") == keys_markdown()


def test_every_command_and_option_is_on_the_page_with_words() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    group = build_cli()
    for name, command in group.commands.items():
        part = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert part, name
        assert command.help
        assert command.help.splitlines()[0] in part
        for param in command.params:
            if isinstance(param, click.Option):
                assert param.help, f"{name} {param.name}"
                assert f"{max(param.opts, key=len)}" in part
                assert param.help in part


def test_the_page_is_the_same_in_every_language() -> None:
    before = docs.commands_markdown()
    set_language("en")
    try:
        assert docs.commands_markdown() == before
    finally:
        set_language("da")


def test_the_tables_of_the_page_have_two_columns_each() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse((DOCS / "commands.md").read_text("utf-8"))
    rows = 0
    cells: list[int] = []
    for token in tokens:
        if token.type == "tr_open":
            rows += 1
            cells.append(0)
        elif token.type in {"th_open", "td_open"}:
            cells[-1] += 1
    assert rows > 20
    assert set(cells) == {2}


def test_check_says_what_is_stale_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "docs" / "commands.md"
    monkeypatch.setattr(docs, "documents", lambda: {page: "# Kommandoer\n"})
    assert docs.main(["--check"]) == 1
    assert not page.exists()
    assert "docs/commands.md" in capsys.readouterr().out
    assert docs.main([]) == 0
    assert page.read_text("utf-8") == "# Kommandoer\n"
    assert docs.main(["--check"]) == 0
    page.write_text("# Andet\n", "utf-8")
    assert docs.main(["--check"]) == 1
