"""Themes are read strictly, can be read by everyone, and leave the meaning standing without any colour."""

from __future__ import annotations

import math
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from budgettui.resources import resource
from budgettui.tui import theming
from budgettui.tui.theming import BACKGROUNDS, FOREGROUNDS, ROLES, RoleStyles, ThemeError, ThemeSpec

SHIPPED = (resource("themes"),)
NAMES = ("aften", "farvesikker", "kontrast", "papir")
#: Roles that stand side by side on a screen and say different things.
TOGETHER = (
    ("overspend", "saving", "text", "dim"),
    ("decided", "partly", "postponed", "rejected", "undecided", "closed"),
    ("success", "warning", "error", "text"),
    ("linked", "uncertain", "match", "text", "overspend", "saving"),
)
#: How colour blindness sees linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0).
SIMULATED = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
#: CIE 1976 colour difference at which short words are told apart at a glance; about 2.3 is just noticeable.
TOLD_APART = 12.0

Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))

    def one(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return one(red), one(green), one(blue)


def times(matrix: Sequence[Triple], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1, 1 to 21."""
    darker, lighter = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: Triple) -> Triple:
    """CIE L*a*b* under D65 of linear RGB, clipped to what a screen can show."""
    shown = tuple(min(1.0, max(0.0, value)) for value in rgb)
    xyz = times(
        (
            (0.4124564, 0.3575761, 0.1804375),
            (0.2126729, 0.7151522, 0.072175),
            (0.0193339, 0.119192, 0.9503041),
        ),
        (shown[0], shown[1], shown[2]),
    )

    def one(value: float) -> float:
        return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116

    x, y, z = (one(value / white) for value, white in zip(xyz, (0.95047, 1.0, 1.08883), strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, matrix: Sequence[Triple]) -> float:
    """How far apart two colours are for an eye."""
    return math.dist(lab(times(matrix, linear(one))), lab(times(matrix, linear(other))))


@pytest.fixture(params=NAMES)
def spec(request: pytest.FixtureRequest) -> ThemeSpec:
    return theming.load_theme(request.param, SHIPPED)


def test_the_four_themes_are_there() -> None:
    themes = {name: theming.load_theme(name, SHIPPED) for name in theming.theme_names(SHIPPED)}
    assert set(NAMES) <= set(themes)
    assert not themes["papir"].dark
    assert themes["aften"].dark
    assert len({theme.description for theme in themes.values()}) == len(themes)
    assert theming.DEFAULT_DARK in themes


def test_the_measures_themselves() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the grey that WCAG writers quote
    identity = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    assert lab(times(identity, linear("#ffffff")))[0] == pytest.approx(100, abs=0.01)
    # The classical mistake: a green and a brown that most people tell apart, and a deuteranope does not.
    green, brown = "#4f8a10", "#a06a00"
    assert difference(green, brown, identity) > 30
    assert difference(green, brown, SIMULATED["deuteranopia"]) < TOLD_APART


def test_everything_can_be_read(spec: ThemeSpec) -> None:
    colours = spec.colours
    text = 7.0 if spec.name == "kontrast" else 4.5
    for back in BACKGROUNDS:
        assert contrast(colours["text"], colours[back]) >= text, (back, "text")
        for front in FOREGROUNDS:
            if front != "frame":  # the line around a pane says nothing that the titles do not
                least = text if back == "surface" else 4.5 if spec.name == "kontrast" else 3.0
                assert contrast(colours[front], colours[back]) >= least, (back, front)


def test_the_cursor_can_be_seen(spec: ThemeSpec) -> None:
    surface = spec.colours["surface"]
    assert contrast(spec.colours["selection"], surface) >= 1.25
    assert contrast(spec.colours["inactive"], surface) >= 1.15
    assert spec.colours["selection"] != spec.colours["inactive"]


@pytest.mark.parametrize("blindness", SIMULATED)
def test_the_colour_blind_theme_keeps_roles_apart(blindness: str) -> None:
    colours = theming.load_theme("farvesikker", SHIPPED).colours
    for group in TOGETHER:
        for one, other in combinations(group, 2):
            apart = difference(colours[one], colours[other], SIMULATED[blindness])
            assert apart >= TOLD_APART, (one, other, round(apart, 1))


def test_styles_carry_the_colours_of_the_file(spec: ThemeSpec) -> None:
    styles = RoleStyles(spec)
    for role in ROLES:
        style = styles.role(role)
        shown = style.bgcolor if role in BACKGROUNDS else style.color
        assert shown is not None
        assert shown.name == spec.colours[role]
    both = styles.role("overspend", "selection")
    assert both.color == styles.role("overspend").color
    assert both.bgcolor == styles.role("selection").bgcolor
    assert both is styles.role("overspend", "selection")
    with pytest.raises(KeyError):
        styles.role("profit")


def test_styles_follow_a_change_of_theme() -> None:
    aften, papir = (theming.load_theme(name, SHIPPED) for name in ("aften", "papir"))
    styles = RoleStyles(aften)
    before = styles.role("overspend", "selection")
    styles.change(papir)
    assert styles.role("overspend", "selection") == RoleStyles(papir).role("overspend", "selection") != before
    styles.change(papir, no_color=True)
    assert styles.role("overspend").color is None


def test_without_colours_the_meaning_stays(spec: ThemeSpec) -> None:
    styles = RoleStyles(spec, no_color=True)
    for role in ROLES:
        assert styles.role(role).color is None
        assert styles.role(role).bgcolor is None
    assert styles.role("selection").reverse
    assert not styles.role("inactive").reverse
    # What is read at a glance down a column is told apart by weight as well as by its signs.
    assert styles.role("overspend") != styles.role("saving")
    assert styles.role("decided") != styles.role("undecided")
    assert styles.role("error") != styles.role("warning") != styles.role("success")


@pytest.mark.parametrize(("value", "wanted"), [(None, False), ("", False), ("1", True), ("0", True)])
def test_no_color_as_its_standard_says(value: str | None, wanted: bool) -> None:
    assert theming.wants_no_color({} if value is None else {"NO_COLOR": value}) is wanted


async def test_style_sheets_may_use_every_role(spec: ThemeSpec) -> None:
    class Roles(App[None]):
        CSS = "\n".join(
            f"#{role} {{ {'background' if role in BACKGROUNDS else 'color'}: ${role}; }}" for role in ROLES
        )

        def __init__(self) -> None:
            super().__init__()
            self.register_theme(theming.textual_theme(spec))
            self.theme = spec.name

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return theming.css_variables(spec)

        def compose(self) -> ComposeResult:
            yield from (Static(role, id=role) for role in ROLES)

    app = Roles()
    async with app.run_test() as pilot:
        for role in ROLES:
            styles = app.query_one(f"#{role}").styles
            shown = styles.background if role in BACKGROUNDS else styles.color
            assert shown.hex.lower() == spec.colours[role], role
        app.theme = "textual-light"  # a theme that knows no roles may not break the style sheet
        await pilot.pause()
        assert app.query_one("#overspend").styles.color.hex.lower() == spec.colours["overspend"]


APP_WITHOUT_COLOUR = """
import sys
from textual.app import App
from textual.widgets import Footer, Header, Input, OptionList
from budgettui.tui import theming

class Probe(App):
    BINDINGS = [("q", "quit", "Luk")]
    def __init__(self):
        self.spec = theming.load_theme("aften")
        no_color = theming.wants_no_color()
        super().__init__(ansi_color=no_color or None)
        self.register_theme(theming.textual_theme(self.spec, no_color=no_color))
        self.theme = "aften"
    def compose(self):
        yield Header()
        yield OptionList("første", "anden")
        yield Input("tekst")
        yield Footer()

Probe().run()
"""


def terminal_output(program: str, environment: dict[str, str], until: bytes, seconds: float = 20) -> bytes:
    """What a program writes to a real terminal up to a text and the half second after it."""
    main, other = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=other, stdout=other, stderr=subprocess.STDOUT, env=environment
    )
    os.close(other)
    written, end = b"", time.monotonic() + seconds
    try:
        while (left := end - time.monotonic()) > 0:
            if not select.select([main], [], [], min(left, 0.5))[0]:
                if until in written:
                    break
                continue
            try:
                written += os.read(main, 65536)
            except OSError:  # Linux says so when the other end was closed
                break
    finally:
        process.kill()
        process.wait()
        os.close(main)
    return written


def colour_codes(written: bytes) -> Iterator[str]:
    """The parameters of colour in every SGR sequence, but for "the terminal's own" (39 and 49)."""
    for sequence in re.findall(rb"\x1b\[([0-9;:]*)m", written):
        for number in re.split(rb"[;:]", sequence):
            if re.fullmatch(rb"3[0-8]|4[0-8]|9[0-7]|10[0-7]", number):
                yield sequence.decode()


@pytest.mark.parametrize("no_color", [True, False])
def test_no_color_on_a_real_terminal(no_color: bool) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "CI")}
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "60", "LINES": "12"}
    if no_color:
        environment["NO_COLOR"] = "1"
    written = terminal_output(APP_WITHOUT_COLOUR, environment, b"anden")
    assert "første".encode() in written
    assert bool(list(colour_codes(written))) is not no_color
    if no_color:
        assert re.search(rb"\x1b\[[0-9;]*\b7\b[0-9;]*m", written), "the cursor is not shown in reverse"


GOOD = (resource("themes", "aften.toml")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD.replace('name = "aften"\n', ""), "name mangler"),
        (GOOD.replace("dark = true\n", ""), "dark mangler"),
        (GOOD.replace("dark = true", 'dark = "ja"'), "dark"),
        (GOOD.replace('description = "', 'description = 3 # "'), "description"),
        (GOOD.replace("overspend =", "# overspend ="), "roles.overspend mangler"),
        (GOOD.replace("overspend =", "merforbrug ="), "roles.merforbrug kendes ikke"),
        (GOOD.replace("dark = true", 'dark = true\nfont = "Iosevka"'), "font kendes ikke"),
        (re.sub(r'overspend = ".*"', 'overspend = "rød"', GOOD), "roles.overspend"),
        (re.sub(r'overspend = ".*"', 'overspend = "#12345"', GOOD), "roles.overspend"),
        (re.sub(r'overspend = ".*"', "overspend = 7", GOOD), "roles.overspend"),
        (GOOD.replace('name = "aften"', 'name = "natten"'), "natten"),
        (GOOD.split("[roles]", maxsplit=1)[0] + "roles = 3", "roles"),
        (GOOD + "\n= 3", "linje"),
    ],
)
def test_a_bad_theme_is_named_with_file_and_key(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "aften.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        theming.load_theme("aften", [tmp_path])
    assert str(path) in str(caught.value)
    assert named in str(caught.value)


def test_a_theme_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "aften.toml"
    path.write_bytes(GOOD.replace("Mørk", "Mørk møde").encode("cp1252"))
    with pytest.raises(ThemeError, match="UTF-8"):
        theming.load_theme("aften", [tmp_path])


def test_a_theme_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"midnat.*aften, farvesikker, kontrast, papir"):
        theming.load_theme("midnat", [tmp_path / "missing", *SHIPPED])


def test_the_users_own_theme_comes_first_and_no_other_file_is_opened(tmp_path: Path) -> None:
    own = GOOD.replace("Mørk og rolig", "Min \\u001b[31megen")
    (tmp_path / "aften.toml").write_text(own, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("[", encoding="utf-8")
    theme = theming.load_theme("aften", [tmp_path, *SHIPPED])
    assert theme.description.startswith("Min [31megen")  # and the escape is gone
    with pytest.raises(ThemeError, match=r"broken\.toml"):
        theming.load_theme("broken", [tmp_path, *SHIPPED])


def test_the_users_folder_is_below_the_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    users, programs = theming.theme_folders()
    assert users.parts[-2:] == ("budgettui", "themes")
    assert programs == resource("themes")
    if sys.platform == "linux":
        assert users == tmp_path / "budgettui" / "themes"
