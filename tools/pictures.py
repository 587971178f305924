"""Draw the pictures of the README and the guide: real screens of the sample, as SVG.

``python tools/pictures.py`` writes ``docs/pictures/*.svg``; ``--check`` writes nothing and exits with 1 where a picture
is not what the program would draw. The app runs without a terminal, on a sample that is made for it, with a fixed
clock and a fixed name, so that the same program draws the same bytes on every machine.

Textual's export asks a server on the internet for its font. A picture in a document must need nothing from outside:
the request is taken out, and the fonts that a machine has are named instead. Every run of letters carries the width it
has to fill, so the columns stand whatever the font is.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from budgettui.demo import build_demo
from budgettui.i18n import set_language
from budgettui.settings import Settings
from budgettui.store import open_store
from budgettui.tui.app import BudgetApp
from budgettui.tui.theming import load_theme

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
#: The sample's meeting is on this day; the clock stands still at two minutes past two.
NOW = datetime(2023, 12, 8, 14, 2)
ACTOR = "SEK"
FONTS = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
#: How wide the export draws a cell.
CELL = 12.2
#: Bytes that a picture may have at most: it is loaded with the page.
LIMIT = 150_000


@dataclass(frozen=True)
class Picture:
    """A screen: its size in cells, its theme, and the keys from the opened sample to it. A key that begins with a
    quote is text to type."""

    name: str
    title: str
    size: tuple[int, int]
    theme: str
    keys: Sequence[str]


_ADOPT = ("b", "g", "full_stop")
#: Items 1.1 to 1.4 are decided, and of item 1.5 the first twelve points but one, which is put off.
_HALF_WAY = (
    *_ADOPT * 2, "A", "full_stop", "b", "e", "full_stop", *_ADOPT * 2,
    *_ADOPT * 7, "b", "u", "'til næste møde", "enter", "full_stop", *_ADOPT * 4,
)
PICTURES = (
    Picture("moede", "budgettui demo", (160, 48), "aften", _HALF_WAY),
    Picture(
        "beslut", "budgettui demo --theme papir", (160, 48), "papir",
        (*_HALF_WAY, "b", "tab", "'indfases fra 2024", "tab", "'UC", "tab", "'ult. juni"),
    ),
    Picture(
        "budget", "budgettui demo", (160, 30), "aften",
        ("M", "'årsb", "enter", "down", "enter", "down", "down", "z"),
    ),
    Picture("smal", "budgettui demo, 80 × 24", (80, 24), "aften", (*_HALF_WAY, "3")),
)


def portable(svg: str) -> str:
    """The picture without anything that a reader's machine would have to fetch, and without its idle blanks."""
    svg = re.sub(r"\s*@font-face \{[^}]*\}", "", svg)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    # A cell is 12.2 wide and a letter of those fonts 0.6 of its size: a viewer without textLength comes out right too.
    svg = svg.replace("font-size: 20px;", "font-size: 20.3px;")
    svg = svg.replace("font-family: arial;", "font-family: system-ui, sans-serif;")
    svg = re.sub(r"\n\s*<!-- Generated with Rich [^>]*-->", "", svg)
    # Lines are cut off at the terminal's edge anyway; one clip for each of them only makes the file long.
    svg = re.sub(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#[^)]*-line-\d+\)"', "", svg)
    svg = re.sub(r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+">([^<]*)</text>', _words, svg)
    return "\n".join(line.strip() for line in svg.splitlines() if line.strip()) + "\n"


def _words(text: re.Match[str]) -> str:
    """A line's letters without the blanks before, between and after them: not every viewer keeps those."""
    style, left, y, content = text.groups()
    return "".join(
        f'<text class="{style}" x="{_number(float(left) + word.start() * CELL)}" y="{y}"'
        f' textLength="{_number(len(word.group()) * CELL)}">{escape(word.group())}</text>'
        for word in re.finditer(r"[^ ]+(?: [^ ]+)*", unescape(content).replace("\xa0", " "))
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


async def draw(picture: Picture, folder: Path) -> str:
    """The screen after the picture's keys, as SVG."""
    set_language("da")
    with open_store(folder / f"{picture.name}.db") as store:
        build_demo(store)
        theme = load_theme(picture.theme, [ROOT / "themes"])
        app = BudgetApp(store, theme, ACTOR, settings=Settings(), now=lambda: NOW)
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause()
            for key in picture.keys:
                await _press(pilot, key)
            return portable(await _at_rest(app, pilot, picture.title))


async def _press(pilot: Pilot[int], key: str) -> None:
    for one in key[1:] if key.startswith("'") else (key,):
        await pilot.press({" ": "space", ".": "full_stop"}.get(one, one))
    await pilot.pause()


async def _at_rest(app: BudgetApp, pilot: Pilot[int], title: str) -> str:
    """The screen when everything is on disk and said to be, no cursor blinks, and nothing moves any more."""
    for field in app.screen.query(Input):
        field.cursor_blink = False
    before = ""
    while app.meeting_screen.saver.unsaved or before != (now := app.export_screenshot(title=title, simplify=True)):
        before = app.export_screenshot(title=title, simplify=True)
        await asyncio.sleep(0.1)
        await pilot.pause()
    return now


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the pictures, or check them; the exit code."""
    parser = argparse.ArgumentParser(prog="tools/pictures.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where one is out of date")
    check = parser.parse_args(argv).check
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = 0
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            content = asyncio.run(draw(picture, Path(folder))).encode("utf-8")
            path = FOLDER / f"{picture.name}.svg"
            if len(content) > LIMIT:
                print(f"docs/pictures/{path.name}: {len(content)} bytes are more than {LIMIT}")
                return 1
            if not path.exists() or path.read_bytes() != content:
                stale += 1
                print(f"docs/pictures/{path.name}: " + ("out of date; run tools/pictures.py" if check else "drawn"))
                if not check:
                    path.write_bytes(content)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
