"""What the README and the guide say is tried out: commands, keys, links, pictures, and the guide's whole meeting.

Three marks in the text are read as instructions. A line that begins with ``**Tryk**`` holds keys to press, one with
``**Skriv**`` a text to type, and a ``text`` block holds what is on the screen afterwards. In a ``console`` block a
line that begins with ``$`` is a command, and the lines after it are what it prints; ``…`` stands for what was left out.
"""

from __future__ import annotations

import html
import json
import re
import shlex
import xml.etree.ElementTree as ET
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from budgettui.cli import build_cli
from budgettui.demo import build_demo
from budgettui.domain.meeting.decisions import BY_KEY
from budgettui.settings import Settings, load_settings
from budgettui.store import open_store
from budgettui.tui.commands import COMMANDS, key_name
from budgettui.tui.theming import theme_names
from budgettui.tui.widgets.attendance import AttendancePanel
from command_line import Run
from stage import ACTOR, make_app, on_stage

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "docs/guide.md")
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
#: The keys of the start screen, which are not in the registry.
START_KEYS = {"i", "e"}
#: Options of other programs that the documents name, and the commands that are not ours.
FOREIGN = {"make", "pipx", "pip", "cp", "git", "cd", "python", "python3", "BUDGETTUI_LANG=en", "NO_COLOR=1"}


@dataclass(frozen=True)
class Step:
    """One instruction of a document: ``kind`` is "press", "type", "screen" or "console"."""

    kind: str
    content: tuple[str, ...]
    line: int


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def steps_of(name: str) -> list[Step]:
    """The instructions in the order of the document."""
    steps: list[Step] = []
    fence: tuple[str, int, list[str]] | None = None
    for number, line in enumerate(text_of(name).split("\n"), 1):
        if fence is not None:
            if line.startswith("```"):
                kind = {"text": "screen", "console": "console"}.get(fence[0], fence[0])
                steps.append(Step(kind, tuple(fence[2]), fence[1]))
                fence = None
            else:
                fence[2].append(line)
        elif line.startswith("```"):
            fence = (line.removeprefix("```").strip(), number, [])
        elif line.startswith("**Tryk**"):
            steps.append(Step("press", tuple(keys_in(line)), number))
        elif line.startswith("**Skriv**"):
            steps.append(Step("type", (line.partition("`")[2].rpartition("`")[0],), number))
    assert fence is None, f"{name}: an open fence"
    return steps


def keys_in(text: str) -> list[str]:
    return [html.unescape(key) for key in re.findall(r"<kbd>(.*?)</kbd>", text)]


def textual_key(name: str) -> str:
    """The registry's own name of a key that a document writes as the screen does."""
    known = {key_name(key): key for command in COMMANDS for key in command.keys}
    return known.get(name, name)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def commands_in(name: str) -> list[list[str]]:
    """The command lines of the document's blocks, split into words."""
    found = []
    for step in steps_of(name):
        if step.kind in ("console", "sh"):
            lines = [line.removeprefix("$ ") for line in step.content if step.kind == "sh" or line.startswith("$ ")]
            found += [shlex.split(line, comments=True) for line in lines if line.strip()]
    return [words for words in found if words]


# Names.


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_key_exists(name: str) -> None:
    known = {key_name(key) for command in COMMANDS for key in command.keys} | set(BY_KEY) | START_KEYS
    known |= {key_name(key) for binding in AttendancePanel.BINDINGS for key in binding.key.split(",")}
    named = set(keys_in(text_of(name)))
    assert named
    assert named <= known, f"{name} names keys that the program does not have: {sorted(named - known)}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_and_option_exists(name: str) -> None:
    group = build_cli()
    own = {option for param in group.params for option in param.opts} | {"--help"}
    ours = 0
    for words in commands_in(name):
        if words[0] not in FOREIGN and words[0] != "budgettui":
            pytest.fail(f"{name}: {words[0]} is not a known command")
        rest = words[words.index("budgettui") + 1 :] if "budgettui" in words else []
        command: click.Command | None = None
        for word in rest:
            options = own if command is None else {option for param in command.params for option in param.opts}
            if word.startswith("-") and word != "-":
                assert word.partition("=")[0] in options | {"--help"}, f"{name}: {shlex.join(words)}: {word}"
            elif command is None and word in group.commands:
                command = group.commands[word]
                ours += 1
    assert ours


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_option_in_running_text_exists(name: str) -> None:
    group = build_cli()
    known = {option for one in (group, *group.commands.values()) for param in one.params for option in param.opts}
    text = re.sub(r"^```.*?^```$", "", text_of(name), flags=re.DOTALL | re.MULTILINE)
    named = {option for code in re.findall(r"`([^`]+)`", text) for option in re.findall(r"(?<![\w-])--[a-z-]+", code)}
    assert named <= known | {"--help"}, f"{name}: {sorted(named - known)}"


def test_the_readme_names_every_command() -> None:
    text = text_of("README.md")
    missing = [command for command in build_cli().commands if not re.search(rf"budgettui [^\n]*\b{command}\b", text)]
    assert not missing


def test_the_themes_are_those_that_there_are() -> None:
    for name in theme_names([ROOT / "themes"]):
        assert f"`{name}`" in text_of("README.md")


def test_the_settings_example_is_read(tmp_path: Path) -> None:
    [example] = [step for step in steps_of("README.md") if step.kind == "toml"]
    path = tmp_path / "settings.toml"
    path.write_text("\n".join(example.content), encoding="utf-8")
    settings = load_settings(path)
    assert settings.language == "da"
    assert settings.theme in theme_names([ROOT / "themes"])
    assert set(settings.keys) <= {command.id for command in COMMANDS}
    assert settings != Settings()


# Links and pictures.


def anchors(path: Path) -> set[str]:
    """The anchors of a Markdown file's headings, as the code host makes them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", [*DOCUMENTS, "CHANGELOG.md"])
def test_links_resolve(name: str) -> None:
    here = ROOT / name
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(name)):
        if target.startswith(("https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        path = (here.parent / file).resolve() if file else here
        assert path.exists(), f"{name}: {target}"
        assert path.is_relative_to(ROOT), f"{name}: {target}"
        assert not anchor or anchor in anchors(path), f"{name}: {target}"


def test_every_picture_is_shown() -> None:
    text = "".join(map(text_of, DOCUMENTS))
    shown = set(re.findall(r"!\[[^\]]+\]\((?:docs/)?(pictures/[^)]+)\)", text))
    assert {f"pictures/{path.name}" for path in PICTURES} == shown


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_needs_nothing_from_outside(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    root = ET.fromstring(content)
    assert path.stat().st_size < 150_000
    assert set(re.findall(r"https?://[^\"' )]+", content)) == {"http://www.w3.org/2000/svg"}
    assert "@font-face" not in content
    assert "@import" not in content
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not names & {"script", "image", "use", "foreignObject", "a"}
    words = "".join(element.text or "" for element in root.iter() if element.tag.endswith("}text"))
    assert "Besluttet" in words
    assert "Beslut" in words


# Trying it out.


@pytest.fixture
def own_folder(alone: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to work in, with the sample's papers beside, and settings of nobody."""
    monkeypatch.setenv("BUDGETTUI_ACTOR", ACTOR)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_console(step: Step, run: Run) -> None:
    """Run the block's commands; each must succeed, and print the lines that stand below it, in that order."""
    blocks: list[tuple[str, list[str]]] = []
    for line in step.content:
        if line.startswith("$ "):
            blocks.append((line.removeprefix("$ "), []))
        else:
            blocks[-1][1].append(line)
    for command, expected in blocks:
        words = shlex.split(command)
        assert words[0] == "budgettui", command
        said = run(*words[1:])
        assert said.code == 0, f"{command}\n{said}"
        rest = iter((said.out + said.err).split("\n"))
        for line in expected:
            if line.strip() and line.strip() != "…":
                wanted = re.compile(re.escape(squeezed(line)).replace("…", ".*"))
                assert any(wanted.fullmatch(squeezed(one)) for one in rest), (
                    f"line {step.line}: {command} does not print {line!r}\n{said.out}{said.err}"
                )


def missing(lines: list[str], screen: str) -> list[str]:
    """The lines that are not on the screen."""
    there = [squeezed(line) for line in screen.split("\n")]
    return [line for line in lines if not any(line in one for one in there)]


async def test_the_guide_from_beginning_to_end(own_folder: Path, run: Run) -> None:
    steps = steps_of("docs/guide.md")
    opened, *rest = steps
    assert opened.content == ("$ budgettui --db oevelse.db demo",)
    end = next(place for place, step in enumerate(rest) if step.kind == "console")
    tried = 0
    with open_store(own_folder / "oevelse.db") as store:
        build_demo(store)
        app = make_app(store)
        async with on_stage(app) as stage:
            for step in rest[:end]:
                if step.kind == "press":
                    for key in step.content:
                        await stage.press(textual_key(key))
                elif step.kind == "type":
                    await stage.press(step.content[0])
                    # What is typed is saved after a short pause.
                    await stage.settle()
                else:
                    await stage.rest()
                    wanted = [line for line in map(squeezed, step.content) if line]
                    with suppress(pytest.fail.Exception):
                        await stage.until(lambda lines=wanted: not missing(lines, stage.text), seconds=5)
                    lacking = missing(wanted, stage.text)
                    assert not lacking, (
                        f"guide.md, after line {step.line}: {lacking[0]!r} is not on the screen\n{stage.text}"
                    )
                    tried += len(wanted)
    assert tried > 60
    for step in rest[end:]:
        if step.kind == "toml":
            # The municipality's file, under the name that the commands after it use.
            (own_folder / "kommune.toml").write_text("\n".join(step.content), encoding="utf-8")
        else:
            assert step.kind == "console"
            run_console(step, run)


def test_the_file_in_the_guide_is_the_one_to_begin_with() -> None:
    [example] = [step for step in steps_of("docs/guide.md") if step.kind == "toml"]
    start = (ROOT / "data" / "municipality-start.toml").read_text(encoding="utf-8")
    assert start.endswith("\n".join(example.content) + "\n")


def test_the_readme_commands_print_what_it_says(own_folder: Path, run: Run) -> None:
    blocks = [step for step in steps_of("README.md") if step.kind == "console"]
    assert blocks
    for step in blocks:
        run_console(step, run)


def test_decisions_as_json_are_as_described(own_folder: Path, run: Run) -> None:
    with open_store(own_folder / "d.db") as store:
        build_demo(store)
    entries = json.loads(run("--db", "d.db", "decisions", "--json", "--all").printed)
    described = text_of("README.md").partition("`decisions --json` er")[2].partition("\n## ")[0]
    fields = [field for line in re.findall(r"^- (`.*?):", described, flags=re.MULTILINE) for field in line.split(", ")]
    assert len(fields) > 8
    for field in fields:
        assert all(field.strip("`") in entry for entry in entries), field


REFUSED = (
    ("inspect", "nix.txt"),
    ("inspect", "brev.txt"),
    ("inspect", "windows.txt"),
    ("--db", "brev.txt", "meetings"),
    ("--db", "d.db", "export", "--meeting", "ukendt"),
    ("demo",),
)


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_the_table_of_trouble_says(arguments: tuple[str, ...], own_folder: Path, run: Run) -> None:
    (own_folder / "brev.txt").write_text("Kære alle\n\nTak for sidst.\n", encoding="utf-8")
    (own_folder / "windows.txt").write_bytes("Kære alle\n".encode("cp1252"))
    with open_store(own_folder / "d.db") as store:
        build_demo(store)
    said = run(*arguments).refused.strip().removeprefix("budgettui: ")
    table = text_of("README.md").partition("| Der står |")[2].partition("\n## ")[0]
    rows = [re.escape(row).replace("…", ".*") for row in re.findall(r"^\| `([^`]+)` \|", table, flags=re.MULTILINE)]
    assert any(re.match(row, said) for row in rows), said
