"""A municipality's file: what it says, everything that is wrong with it, and which file is in use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_papers import Sheet

from budgettui import settings
from budgettui.domain.budget.names import NameBook, fold
from budgettui.domain.municipality import Area, Body, Member, Municipality
from budgettui.ingest import limited, read_bytes
from budgettui.ingest.municipalities import MunicipalityError, embedded, load, read
from budgettui.ingest.page import names
from budgettui.ingest.papers import decision_heads
from budgettui.resources import resource
from command_line import Run

FILE = """
name = "Prøve Kommune"

[[department]]
code = "BU"
name = "Børn og Unge"
aliases = ["Skole og Dagtilbud"]

[[area]]
department = "BU"
code = "5.11"
name = "Dagtilbud"

[[party]]
letter = "L"
name = "Lokallisten"
abbreviation = "LOK"

[[body]]
name = "Skoleudvalget"
level = 1
department = "BU"
members = [{ name = "Formand", initials = "FM", party = "L" }, { name = "Medlem" }, { name = "Tredje" }]
substitutes = [{ name = "Stedfortræder" }]
"""


@pytest.fixture(autouse=True)
def own_names(alone: None) -> Iterator[None]:
    yield
    names.use(None)


def written(path: Path, text: str = FILE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def town() -> Municipality:
    found, problems = read(FILE.encode())
    assert problems == []
    assert found is not None
    return found


def test_everything_in_a_file_is_read() -> None:
    found = town()
    assert (found.name, found.code) == ("Prøve Kommune", "")
    assert [one.spellings for one in found.departments] == [("Børn og Unge", "BU", "Skole og Dagtilbud")]
    assert found.areas == (Area("BU", "Dagtilbud", "5.11"),)
    body = found.body("SKOLEUDVALGET")
    assert body == Body(
        "Skoleudvalget", 1, "BU", None,
        (Member("Formand", "FM", party="L"), Member("Medlem"), Member("Tredje")), (Member("Stedfortræder"),),
    )
    assert body.needed == 2, "half the members, where the file says nothing else"
    assert [party.abbreviation for party in found.parties] == ["LOK"]


@pytest.mark.parametrize(("members", "quorum", "needed"), [(0, None, None), (0, 3, 3), (4, None, 2), (5, 4, 4)])
def test_how_many_must_be_present(members: int, quorum: int | None, needed: int | None) -> None:
    assert Body("Udvalget", members=(Member("M"),) * members, quorum=quorum).needed == needed


@pytest.mark.parametrize("name", ["municipality.toml", "municipality-start.toml"])
def test_the_files_of_the_program_are_sound(name: str) -> None:
    found = load(resource("data", name))
    assert found.departments
    assert found.bodies


@pytest.mark.parametrize(
    ("text", "line", "where", "what"),
    [
        ('code = "1"', None, "", "name mangler"),
        ("name = 3", None, "", "name skal være en tekst i anførselstegn"),
        ('name = "A"\nfarve = "rød"', None, "", "farve er ikke kendt her"),
        ('name = "A"\n[department]\ncode = "B"', None, "department", "[[department]]"),
        ('name = "A"\n[[department]]\nname = "B"', 2, "[[department]] B", "code mangler"),
        ('name = "A"\n\n[[department]]\ncode = "B/C"\nname = "B"', 3, "[[department]] B/C", "kan ikke indeholde /"),
        ('name = "A"\n[[department]]\ncode = "B"\nname = "–"', 2, "[[department]] B", "hverken bogstaver eller tal"),
        ('name = "A"\n[[department]]\ncode = "B"\nname = "B"\naliases = "C"', 2, "[[department]] B", "aliases"),
        ('name = "A"\n[[area]]\nname = "C"\ndepartment = "X"', 2, "[[area]] C", "afdelingen X står ikke"),
        ('name = "A"\n[[party]]\nname = "Liste"', 2, "[[party]] Liste", "letter mangler"),
        ('name = "A"\n[[party]]\nletter = "L"\n[[party]]\nletter = "l"', 4, "[[party]] l", "[[party]] L, linje 2"),
        ('name = "A"\n[[body]]\nname = "U"\nquorum = 0', 2, "[[body]] U", "helt tal fra 1"),
        ('name = "A"\n[[body]]\nname = "U"\nquorum = true', 2, "[[body]] U", "helt tal fra 1"),
        ('name = "A"\n[[body]]\nname = "U"\nmembers = ["M"]', 2, "[[body]] U", "en liste af tabeller"),
        ('name = "A"\n[[body]]\nname = "U"\nquorum = 2\nmembers = [{name="M"}]', 2, "[[body]] U", "kun 1 medlemmer"),
        ('name = "A"\n[[body]]\nname = "U"\nmembers = [{rolle="M"}]', 2, "[[body]] U members 1", "rolle"),
        ('name = "A"\n[[party]]\nletter = "L"\n[[body]]\nname = "U"\nmembers = [{name="M", party="X"}]',
         4, "[[body]] U members 1", "partiet X"),
        ('name = "A"\n[[body]]\nname = "U"\n[[body]]\nname = "u"', 4, "[[body]] u", "[[body]] U, linje 2"),
        ('name = "A"\nx = [\n', 3, "", "ikke gyldig TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, line: int | None, where: str, what: str) -> None:
    found, problems = read(text.encode())
    assert found is None
    assert any(one.line == line and one.where == where and what in one.what for one in problems), problems


def test_a_file_in_another_encoding_names_the_line() -> None:
    found, [problem] = read('name = "A"\n# Ærø'.encode("cp1252"))
    assert (found, problem.line) == (None, 2)


@pytest.mark.parametrize(
    "second",
    [
        'code = "SK"\nname = "BØRN OG UNGE"',
        'code = "bu"\nname = "Skoler"',
        'code = "SK"\nname = "Skoler"\naliases = ["Boern & unge"]',
        'code = "SK"\nname = "Skole og dagtilbud"',
    ],
)
def test_a_name_that_leads_to_two_departments_is_refused(second: str) -> None:
    found, problems = read(f"{FILE}\n[[department]]\n{second}\n".encode())
    assert found is None
    assert any("fører også til Børn og Unge ([[department]] BU, linje 4)" in one.what for one in problems), problems


def test_two_areas_of_one_name_are_refused_in_one_department_and_not_in_two() -> None:
    more = '\n[[department]]\ncode = "TM"\nname = "Teknik"\n[[area]]\nname = "Dagtilbud"\ndepartment = "{home}"\n'
    assert read((FILE + more.format(home="TM")).encode())[1] == []
    assert read((FILE + more.format(home="BU")).encode())[0] is None


WORDS = st.sampled_from(["Børn", "børn", "Boern", "Unge", "BU", "bu.", "Skole", "Teknik", "–"])


@given(st.lists(st.tuples(WORDS, WORDS, st.lists(WORDS, max_size=2)), min_size=1, max_size=3))
def test_no_accepted_file_has_a_name_of_two_departments(given: list[tuple[str, str, list[str]]]) -> None:
    tables = "".join(
        f"[[department]]\ncode = {json.dumps(code)}\nname = {json.dumps(name)}\naliases = {json.dumps(aliases)}\n"
        for code, name, aliases in given
    )
    found, problems = read(f'name = "Prøve Kommune"\n{tables}'.encode())
    assert (found is None) == bool(problems)
    for word in ("Børn", "Unge", "BU", "Skole", "Teknik"):
        homes = [code for code, name, aliases in given if fold(word) in map(fold, (code, name, *aliases))]
        if found is not None:
            assert len(homes) <= 1
            assert NameBook(found).canonical(word) == (homes[0] if homes else None)


# Which file is in use.


def test_the_command_line_comes_before_the_environment_before_the_settings_before_the_users_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = settings.settings_path().parent
    assert settings.municipality_path() is None
    own = written(config / "municipality.toml")
    assert settings.municipality_path() == own
    said = settings.Settings(municipality="kommuner/b.toml")
    assert settings.municipality_path(None, said) == config / "kommuner" / "b.toml"
    monkeypatch.setenv("BUDGETTUI_MUNICIPALITY", str(tmp_path / "c.toml"))
    assert settings.municipality_path(None, said) == tmp_path / "c.toml"
    assert settings.municipality_path("d.toml", said) == Path("d.toml")
    named = written(config / "municipalities" / "syddjurs.toml")
    assert settings.municipality_path("syddjurs", said) == named
    assert settings.municipality_path("aarhus", said) is None
    with pytest.raises(settings.SettingsError, match="aarhus, syddjurs"):
        settings.municipality_path("ukendt", said)


def test_the_command_shows_checks_and_writes(tmp_path: Path, run: Run) -> None:
    code, out, _ = run("municipality")
    assert code == 0
    assert out.startswith("Aarhus Kommune · i programmet\n6 afdelinger")
    own = settings.own_municipality_path()
    assert run("municipality", "--write") == (0, "", f"Skrevet: {own}\n")
    assert run("municipality", "--write")[0] == 1, "what is there is not touched"
    assert run("municipality")[1].startswith(f"Eksempel Kommune · {own}\n2 afdelinger, 2 områder")
    assert run("--municipality", "aarhus", "municipality")[1].startswith("Aarhus Kommune")
    bad = written(tmp_path / "b.toml", 'name = "A"\n[[department]]\n[[area]]\nname = "B"\n')
    code, out, err = run("municipality", str(bad))
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"budgettui: {bad}, linje 2, [[department]] 1: code mangler",
        f"budgettui: {bad}, linje 2, [[department]] 1: name mangler",
        f"budgettui: {bad}, linje 3, [[area]] B: department mangler",
    ]
    code, _, err = run("--lang", "en", "municipality", str(bad))
    assert err.splitlines()[0] == f"budgettui: {bad}, line 2, [[department]] 1: code is missing"
    assert run("municipality", str(tmp_path / "none.toml"))[0] == 1


def test_a_broken_file_stops_reading_and_not_the_rest(tmp_path: Path, run: Run) -> None:
    written(settings.own_municipality_path(), "name = 3\n")
    paper = written(tmp_path / "a.txt", "Dagsorden\n\n1. Budget\n")
    code, _, err = run("inspect", str(paper))
    assert (code, "name skal være en tekst" in err) == (1, True)
    assert run("--help")[0] == 0


# What is read with it.

PAPER = """Prøve Kommune

{heading}
mio. kr.
            Budget 2024   Regnskab 2024
Dagtilbud           10              11
Ungdom               5               4
I alt               15              15
"""


def test_papers_are_read_with_the_names_of_the_file() -> None:
    content = PAPER.format(heading="Skole og Dagtilbud").encode()
    assert {table.department for table in read_bytes("a.txt", content).tables} == {None}
    with names.using(town()):
        found = read_bytes("a.txt", content)
        assert {table.department for table in found.tables} == {"Børn og Unge"}, "by its former name"
        assert names.is_party("LOK")
        assert names.body_exactly("skoleudvalget") == "Skoleudvalget"
    assert not names.is_party("LOK")


def test_a_line_is_read_with_the_names_that_are_looked_for_now() -> None:
    line = "Havneforum, den 3. maj 2022"
    own = replace(town(), bodies=(Body("Havneforum"),))
    assert decision_heads.read_header(line) is None
    with names.using(own):
        header = decision_heads.read_header(line)
        assert header is not None
        assert header.body == "Havneforum"
    assert decision_heads.read_header(line) is None


def test_the_process_that_reads_pdfs_has_the_names_too() -> None:
    sheet = Sheet()
    sheet.text(760, "Skole og Dagtilbud")
    sheet.grid(740, [("Mio. kr.", "Budget 2024", "Budget 2025"), ("Dagtilbud", "1,5", "-2")], (60, 250, 350, 450))
    content = sheet.bytes()
    with names.using(town()):
        assert limited.read_bytes("a.pdf", content).department == "Børn og Unge"
    assert limited.read_bytes("a.pdf", content).department is None


def test_the_embedded_municipality_is_what_is_used_when_nothing_is_chosen() -> None:
    names.use(None)
    assert names.current() == embedded()
    with pytest.raises(MunicipalityError):
        load(Path("findes-ikke.toml"))
