"""No message is missing in English, and the check that says so finds every way of breaking that."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from budgettui import i18n
from budgettui.i18n import _, ngettext

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    """The tool that developers run."""
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "tools" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_no_message_is_missing_in_any_language(catalogue: ModuleType) -> None:
    assert set(catalogue.LANGUAGES) == set(i18n.LANGUAGES) - {"da"}
    assert catalogue.problems() == []


CODE = """
from budgettui.i18n import _, ngettext
from budgettui.domain.errors import N_

OUTCOME = N_("godkendt")

def show(count):
    return _("Mødet {title} er slut").format(title="x") + ngettext("{n} punkt", "{n} punkter", count)
"""
ENGLISH = {
    "godkendt": "approved",
    "Mødet {title} er slut": "The meeting {title} is over",
    "{n} punkt": ["{n} item", "{n} items"],
}


@pytest.fixture
def source(tmp_path: Path, catalogue: ModuleType) -> Path:
    """A small program whose translations are complete."""
    folder = tmp_path / "budgettui"
    folder.mkdir()
    (folder / "screen.py").write_text(CODE, encoding="utf-8")
    assert catalogue.fill(folder, "en", ENGLISH) == []
    assert catalogue.problems(folder) == []
    return folder


def edit_po(catalogue: ModuleType, source: Path, old: str, new: str, *, compiled: bool = True) -> None:
    path = catalogue.po_path(source, "en")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    if compiled:
        catalogue.compile_catalogue(source, "en")


def test_what_is_missing_is_listed_and_can_be_filled_in(catalogue: ModuleType, source: Path) -> None:
    (source / "new.py").write_text('_("udsat")\nngettext("én dag", "{n} dage", 2)\n', encoding="utf-8")
    assert catalogue.missing(source, "en") == {"udsat": "", "én dag": ["", ""]}
    assert len(catalogue.problems(source)) == 2
    english = {"udsat": "postponed", "én dag": ["one day", "{n} days"], "ukendt": "unknown"}
    assert catalogue.fill(source, "en", english) == ["ukendt"]
    assert catalogue.missing(source, "en") == {}
    assert catalogue.problems(source) == []


def test_a_message_inside_an_f_string_or_another_mark_is_found(catalogue: ModuleType, source: Path) -> None:
    code = 'n = 2\nx = f"## {_(\'Møde\')}, {ngettext(\'{n} side\', \'{n} sider\', n)}"\n_(words.get("x", N_("tomt")))\n'
    (source / "new.py").write_text(code, encoding="utf-8")
    assert catalogue.missing(source, "en") == {"Møde": "", "{n} side": ["", ""], "tomt": ""}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgstr "approved"', 'msgstr ""', "'godkendt' (budgettui/screen.py) has no translation"),
        ('msgstr[1] "{n} items"', 'msgstr[1] ""', "'{n} punkt' (budgettui/screen.py) has no translation"),
        ("The meeting {title} is", "The meeting is", "fields [] instead of ['title']"),
        ("The meeting {title} is", "The meeting {titel} is", "fields ['titel'] instead of ['title']"),
        ("The meeting {title} is", "The meeting {title is", "expected '}' before end of string"),
        ('msgstr[1] "{n} items"', 'msgstr[1] "{count} items"', "fields ['count'] instead of ['n']"),
        ("The meeting {title} is over", "The meeting {title} is over ", "other blanks at its ends"),
        ('msgid "godkendt"', '#, fuzzy\nmsgid "godkendt"', "is marked fuzzy"),
        ('msgid "godkendt"', 'msgid "vedtaget"', "'godkendt' (budgettui/screen.py) is not in the catalogue"),
        ('msgid "godkendt"', 'msgid "vedtaget"', "'vedtaget' is no longer in the code"),
        ('msgid_plural "{n} punkter"', 'msgid_plural "{n} pkt."', "is not in the catalogue"),
    ],
)
def test_every_break_is_found(catalogue: ModuleType, source: Path, old: str, new: str, said: str) -> None:
    edit_po(catalogue, source, old, new)
    assert [problem for problem in catalogue.problems(source) if said in problem], catalogue.problems(source)


def test_a_stale_a_damaged_and_a_lost_compiled_catalogue(catalogue: ModuleType, source: Path) -> None:
    stale = "en: the compiled catalogue is stale; run tools/catalogue.py compile"
    edit_po(catalogue, source, "approved", "agreed", compiled=False)
    assert catalogue.problems(source) == [stale]
    mo = catalogue.mo_path(source, "en")
    whole = mo.read_bytes()
    for content in (b"", whole[:20], b"not a catalogue at all, but long enough"):
        mo.write_bytes(content)
        assert catalogue.problems(source) == [stale]
    mo.unlink()
    assert catalogue.problems(source) == [stale]
    catalogue.compile_catalogue(source, "en")
    assert catalogue.problems(source) == []


def test_no_catalogue_at_all(catalogue: ModuleType, source: Path) -> None:
    catalogue.po_path(source, "en").unlink()
    assert catalogue.problems(source) == ["en: there is no catalogue; run tools/catalogue.py update"]


def test_an_update_changes_nothing_where_the_code_did_not(catalogue: ModuleType, source: Path) -> None:
    files = (catalogue.po_path(source, "en"), catalogue.mo_path(source, "en"))
    before = [path.read_bytes() for path in files]
    (source / "screen.py").write_text("\n\n\n" + CODE, encoding="utf-8")
    catalogue.update(source, "en")
    assert [path.read_bytes() for path in files] == before


@pytest.mark.parametrize(
    "line",
    [
        '_(f"Mødet {title}")',
        '_("Mødet " + title)',
        '_("Mødet %s" % title)',
        '_("Mødet {x}".format(x=1))',
        'N_(f"Mødet {title}")',
        'ngettext("et", f"{n}", n)',
        'BudgettuiError("Filen mangler")',
        'errors.BudgettuiError(f"Filen {name} mangler")',
        'class Lost(BudgettuiError): pass\nclass Gone(Lost): pass\nraise Gone("Filen mangler")',
    ],
)
def test_text_that_no_catalogue_can_hold(catalogue: ModuleType, source: Path, line: str) -> None:
    (source / "bad.py").write_text(line + "\n", encoding="utf-8")
    assert [one for one in catalogue.problems(source) if one.startswith("budgettui/bad.py:")]


def test_the_descriptions_of_themes_are_translated_too(catalogue: ModuleType, tmp_path: Path) -> None:
    source = tmp_path / "src" / "budgettui"
    for folder in (source, tmp_path / "themes"):
        folder.mkdir(parents=True)
    (tmp_path / "themes" / "aften.toml").write_text('description = "Mørk"\n', encoding="utf-8")
    assert catalogue.missing(source, "en") == {"Mørk": ""}


def test_text_that_was_marked_elsewhere_is_fine(catalogue: ModuleType, source: Path) -> None:
    (source / "good.py").write_text('_(command.title)\nBudgettuiError(error.message)\n', encoding="utf-8")
    assert catalogue.problems(source) == []


def test_danish_text_without_a_mark_is_hinted_at(catalogue: ModuleType, source: Path) -> None:
    (source / "bad.py").write_text('"""Om mødet."""\nlabel = "Møde"\nother = _("Møde")\n', encoding="utf-8")
    assert catalogue.unmarked(source) == ["budgettui/bad.py:2: 'Møde'"]


def test_the_program_speaks_both_languages(monkeypatch: pytest.MonkeyPatch, source: Path) -> None:
    def items(count: int) -> str:
        return ngettext("{n} punkt", "{n} punkter", count)

    monkeypatch.setattr(i18n, "_LOCALES", source / "locale")
    try:
        i18n.set_language("en")
        assert _("Mødet {title} er slut") == "The meeting {title} is over"
        assert [items(n) for n in (0, 1, 2)] == ["{n} items", "{n} item", "{n} items"]
        assert _("") == ""  # and not the head of the catalogue
    finally:
        i18n.set_language("da")
    assert _("Mødet {title} er slut") == "Mødet {title} er slut"
    assert [items(n) for n in (0, 1, 2)] == ["{n} punkter", "{n} punkt", "{n} punkter"]
    with pytest.raises(ValueError, match="sv"):
        i18n.set_language("sv")
