"""One department over many documents: what a printed name stands for, and what it never stands for by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.budget.names import Confirmation, NameBook, UnknownName, clashes, department_of, fold, is_another
from budgettui.domain.budget.view import View
from budgettui.domain.municipality import Area, Department, Municipality
from budgettui.ingest.page import names as reading
from budgettui.store import Store, open_store
from budgettui.store.near_names import suggestions
from command_line import Run, Said
from store_material import columns, counterparts, row
from store_material import reading as made

TOWN = Municipality(
    "Prøve Kommune",
    departments=(
        Department("BU", "Børn og Unge", ("Skole og Dagtilbud",)),
        Department("TM", "Teknik & Miljø"),
    ),
    areas=(
        Area("BU", "Dagtilbud", "5.11"),
        Area("BU", "Administration"),
        Area("TM", "Administration"),
        Area("TM", "Ejendomme", "2.51", ("Bygninger",)),
    ),
)
BOOK = NameBook(TOWN)

NAMES = st.text(alphabet="abcæøåÆØÅ .,-–&()12_ éİß", min_size=0, max_size=16)


@given(st.one_of(st.text(max_size=30), NAMES))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teknik & Miljø", "TEKNIK OG MILJØ"),
        ("Børn og Unge", "  boern   og unge. "),
        ("Å-området", "aa området"),
        ("5.11 Dagtilbud", "5.11  dagtilbud:"),
    ],
)
def test_what_differs_between_documents_is_folded_away(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("5.11", "511"), ("5.11", "5.1 1"), ("Unge", "Ung")])
def test_what_differs_in_meaning_is_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "within", "key"),
    [
        ("BU", None, "BU"),
        ("børn og unge", None, "BU"),
        ("Skole og dagtilbud", None, "BU"),
        ("Teknik og Miljø", None, "TM"),
        ("Dagtilbud", "BU", "BU/5.11"),
        ("5.11 Dagtilbud", "BU", "BU/5.11"),
        ("Dagtilbud 5.11", None, "BU/5.11"),
        ("5.11", "BU", "BU/5.11"),
        ("Bygninger", None, "TM/2.51"),
        # A name of two departments' areas needs the department.
        ("Administration", "TM", "TM/Administration"),
        ("Administration", None, None),
        # An area without a number of its own may be printed with the sector's.
        ("6.45 Administration", "TM", "TM/Administration"),
        # The number and the words say two different things.
        ("2.51 Dagtilbud", None, None),
        ("5.12 Dagtilbud", "BU", None),
        # Another department's area, and what is only near.
        ("Ejendomme", "BU", None),
        ("Børn & Unge-området", None, None),
        ("–", None, None),
        ("", None, None),
    ],
)
def test_what_a_printed_name_stands_for(name: str, within: str | None, key: str | None) -> None:
    assert BOOK.canonical(name, within) == key


TOWNS = st.lists(
    st.builds(Department, NAMES, NAMES, st.tuples(NAMES)), min_size=1, max_size=4, unique_by=lambda one: one.code
)


@given(TOWNS, NAMES)
def test_no_spelling_leads_to_two_departments_unless_the_file_is_refused(
    departments: list[Department], name: str
) -> None:
    book = NameBook(Municipality("Prøve Kommune", departments=tuple(departments)))
    wanted = {one.code for one in departments if fold(name) and fold(name) in map(fold, one.spellings)}
    if not list(clashes(departments)):
        assert len(wanted) <= 1
        assert {book.canonical(name)} - {None} == wanted
    else:
        known = [fold(spelling) for one in departments for spelling in {fold(way) for way in one.spellings} - {""}]
        assert len(known) > len(set(known))


@given(st.sampled_from([way for entry in TOWN.entries for way in entry.spellings]), st.sampled_from(["BU", "TM", None]))
def test_matching_is_idempotent(name: str, within: str | None) -> None:
    key = BOOK.canonical(name, within)
    if key is not None:
        entry = BOOK.entry(key)
        assert entry is not None
        home = entry.department if isinstance(entry, Area) else None
        assert BOOK.canonical(entry.name, home) == key
        assert department_of(key, BOOK) == (home or key)


def test_a_confirmation_counts_only_where_it_was_given_and_never_over_the_file() -> None:
    book = NameBook(
        TOWN,
        (
            Confirmation("Dagpleje", "BU/5.11", "BU"),
            Confirmation("Skoleforvaltningen", "BU"),
            Confirmation("Teknik og Miljø", "BU"),
            Confirmation("Kultur", "KU"),
        ),
    )
    assert book.canonical("DAGPLEJE", "BU") == "BU/5.11"
    assert book.canonical("Dagpleje") is None
    assert book.canonical("Skoleforvaltningen") == "BU"
    assert book.canonical("Teknik og Miljø") == "TM", "what the file says comes first"
    assert book.canonical("Kultur") is None, "the file has no such department any more"


# In a store.


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with reading.using(TOWN), open_store(tmp_path / "navne.db") as store:
        yield store


def material(store: Store, content: bytes, *tables: tuple[str, list[str]], town: str = "Prøve Kommune") -> int:
    """Import one document with a table a department; the id of its material."""
    from budgettui.domain.paper.reading import Table

    made_of = tuple(
        Table(
            department, "mio. kr.", columns(("Budget", "approved", 2024)),
            tuple(row(label, "1") for label in labels), department=department,
        )
        for department, labels in tables
    )
    store.import_reading(made(content, municipality=town, title="Tal", tables=made_of), content, "KW")
    return store.materials()[-1].id


def node(store: Store, number: int, *labels: str) -> int:
    """The node at the end of this path of labels."""
    at = next(one.root for one in store.materials() if one.id == number)
    for label in labels:
        lines = store.lines(store.child_rows(at))
        at = next(line.node for line in lines if line.label == label)
    return at


def test_two_materials_lie_side_by_side_where_their_names_are_the_same_by_the_file(store: Store) -> None:
    one = material(store, b"a", ("Børn og Unge", ["Dagtilbud", "Ungdom"]), ("Teknik og Miljø", ["2.51 Ejendomme"]))
    other = material(store, b"b", ("Skole og Dagtilbud", ["5.11 Dagtilbud", "UNGDOM"]), ("TM", ["Bygninger", "Veje"]))
    pairs = {
        ("Børn og Unge",): ("Skole og Dagtilbud",),
        ("Børn og Unge", "Dagtilbud"): ("Skole og Dagtilbud", "5.11 Dagtilbud"),
        # No area of the file: the same label below the same department.
        ("Børn og Unge", "Ungdom"): ("Skole og Dagtilbud", "UNGDOM"),
        ("Teknik og Miljø", "2.51 Ejendomme"): ("TM", "Bygninger"),
        (): (),
    }
    for here, there in pairs.items():
        assert counterparts(store, [node(store, one, *here)], other) == {
            node(store, one, *here): [node(store, other, *there)]
        }
        assert counterparts(store, [node(store, other, *there)], one) == {
            node(store, other, *there): [node(store, one, *here)]
        }
    alone = node(store, other, "TM", "Veje")
    assert counterparts(store, [alone], one) == {alone: []}
    assert store.canonical([node(store, one), alone]) == {}
    found = store.canonical([node(store, other, "TM"), node(store, other, "TM", "Bygninger")])
    assert sorted(found.values()) == ["TM", "TM/2.51"]


def test_another_municipalitys_departments_are_not_ours(store: Store) -> None:
    ours = material(store, b"a", ("Børn og Unge", ["Dagtilbud"]))
    theirs = material(store, b"b", ("Børn og Unge", ["Dagtilbud"]), town="Anden Kommune")
    assert store.canonical([node(store, theirs, "Børn og Unge")]) == {}
    assert store.canonical([node(store, ours, "Børn og Unge")]) != {}


@pytest.mark.parametrize(
    ("own", "said", "another"),
    [
        ("Prøve Kommune", "Prøve Kommune", False),
        ("Prøve Kommune", "PRØVE KOMMUNE", False),
        ("Prøve", "Prøve Kommune", False),
        ("Prøve Kommune", "Anden Kommune", True),
        ("Prøve", "Anden Kommune", True),
        ("Prøve Kommune", "Årsberetning 2024", False),
        ("Prøve Kommune", None, False),
    ],
)
def test_whose_a_material_is(own: str, said: str | None, another: bool) -> None:
    assert is_another(Municipality(own), said) is another


def test_a_level_of_thousands_is_lines_and_not_areas(store: Store) -> None:
    """What a key costs does not grow with the material; lines below are found by their label."""
    lines = [f"Konto {number}" for number in range(3100)]
    one = material(store, b"a", ("Børn og Unge", ["Dagtilbud"]), ("TM", lines))
    other = material(store, b"b", ("Børn og Unge", ["Dagtilbud"]), ("Teknik og Miljø", lines))
    assert store.unmatched_names(every=True) == []
    here, there = node(store, one, "TM", "Konto 17"), node(store, other, "Teknik og Miljø", "Konto 17")
    assert counterparts(store, [here], other) == {here: [there]}


def test_a_confirmed_name_is_one_with_its_department_until_it_is_taken_back(store: Store) -> None:
    one = material(store, b"a", ("Børn og Unge", ["Dagtilbud"]))
    other = material(store, b"b", ("Børne- og Ungeforvaltningen", ["Dagtilbud"]))
    here, there = node(store, one, "Børn og Unge"), node(store, other, "Børne- og Ungeforvaltningen")
    assert counterparts(store, [here], other) == {here: []}
    store.confirm_name("børne- og ungeforvaltningen", "BU", "KW")
    assert store.canonical([there]) == {there: "BU"}
    assert counterparts(store, [here], other) == {here: [there]}
    below = node(store, other, "Børne- og Ungeforvaltningen", "Dagtilbud")
    assert store.canonical([below]) == {below: "BU/5.11"}, "and its areas are the department's"
    store.take_back_name("Børne- og Ungeforvaltningen", "KW")
    assert store.canonical([there]) == {}
    assert store.confirmed_names() == []
    assert [event.kind for event in store.log()][-2:] == ["name_confirmed", "name_confirmed"]
    store.undo("KW")
    assert store.canonical([there]) == {there: "BU"}, "to take it back is an act like others"
    assert store.verify() == []


def test_an_area_is_beside_itself_wherever_it_hangs(store: Store) -> None:
    """Below an administration in one paper, straight below the department in the other."""
    from budgettui.domain.budget.compare import pairs_between
    from budgettui.domain.paper.reading import Table

    rows = (row("Forvaltningen", "3", kind="subtotal"), row("Dagtilbud", "2", level=1), row("Ungdom", "1", level=1))
    table = Table("Tal", "mio. kr.", columns(("Budget", "approved", 2024)), rows, department="Børn og Unge")
    nested = made(b"a", municipality="Prøve Kommune", title="Tal", tables=(table,))
    store.import_reading(nested, b"a", "KW")
    one = store.materials()[-1]
    material(store, b"b", ("Børn og Unge", ["Dagpleje", "Ungdom"]))
    other = store.materials()[-1]
    at = node(store, one.id, "Børn og Unge", "Forvaltningen")
    view = View(one, at).compared(pairs_between(one, other), other)

    def seen() -> list[tuple[str, str, int]]:
        figures = (other.columns[0].id, one.columns[0].id)
        return [
            (line.label, line.match, sum(column in line.figures for column in figures))
            for line in store.level(view).page(0, 9)
        ]

    assert [entry for entry in seen() if entry[0] == "Dagtilbud"] == [("Dagtilbud", "mine", 1)]
    store.confirm_name("Dagpleje", "BU/5.11", "KW", within="BU")
    assert [entry for entry in seen() if entry[0] == "Dagtilbud"] == [("Dagtilbud", "", 2)]


def test_another_program_on_the_store_sees_what_was_confirmed(store: Store) -> None:
    assert store.names().canonical("Skolerne") is None
    with open_store(store.file) as second:
        second.confirm_name("Skolerne", "BU", "VJ")
    assert store.names().canonical("Skolerne") == "BU"


def test_what_cannot_be_confirmed_or_taken_back_writes_nothing(store: Store) -> None:
    with pytest.raises(UnknownName):
        store.confirm_name("Skolerne", "KU", "KW")
    with pytest.raises(UnknownName):
        store.confirm_name("–", "BU", "KW")
    with pytest.raises(UnknownName):
        store.take_back_name("Skolerne", "KW")
    assert store.log() == []


def test_a_confirmation_in_one_municipality_says_nothing_of_another(store: Store) -> None:
    store.confirm_name("Skolerne", "BU", "KW")
    with reading.using(Municipality("Anden Kommune", departments=(Department("BU", "Bygninger"),))):
        assert store.names().canonical("Skolerne") is None


# What is near, and is not assumed.


@pytest.mark.parametrize(
    ("name", "within", "keys"),
    [
        ("Børne- og Ungeforvaltningen", "", ["BU"]),
        ("Miljø og Teknik", "", ["TM"]),
        ("BØRN OG UNG", "", ["BU"]),
        ("Dagtilbud og dagpleje", "BU", ["BU/5.11"]),
        ("Decentraliseret drift, sektor 5.11", "BU", ["BU/5.11"]),
        ("Drift, sektor 2.51", "", ["TM/2.51"]),
        ("Driftsudgifter i alt", "BU", []),
        ("Kultur", "", []),
        # Under a department its own areas, and no other's.
        ("Ejendomme", "BU", []),
        # One word of many is not enough.
        ("Flere tilbud til unge i bolig", "", []),
        ("–", "", []),
    ],
)
def test_what_a_name_is_near(name: str, within: str, keys: list[str]) -> None:
    assert [near.key for near in suggestions(BOOK, name, within)] == keys


@pytest.mark.parametrize(
    ("name", "way"), [("JUS", "Job, Udsatte og Socialpsykiatri"), ("Job, Uddannelse og SU", "JUS")]
)
def test_first_letters_are_near(name: str, way: str) -> None:
    book = NameBook(Municipality("Prøve Kommune", departments=(Department(way, "Xyz"),)))
    assert [near.score for near in suggestions(book, name)] == [90]


@given(NAMES, st.sampled_from(["", "BU", "TM"]))
def test_suggestions_are_entries_of_the_place_and_never_certain(name: str, within: str) -> None:
    found = suggestions(BOOK, name, within)
    assert [near.score for near in found] == sorted((near.score for near in found), reverse=True)
    for near in found:
        assert 70 <= near.score < 100
        entry = BOOK.entry(near.key)
        assert isinstance(entry, Area if within else Area | Department)
        assert not within or department_of(near.key, BOOK) == within


def test_what_nobody_knows_is_listed_with_its_places_until_it_is_confirmed(store: Store) -> None:
    material(store, b"a", ("Børne- og Ungeforvaltningen", ["Dagtilbud"]), ("Kultur", ["Biblioteker"]))
    material(store, b"b", ("børne og ungeforvaltningen", ["Dagtilbud"]), ("BU", ["Dagtilbuddene", "Veje"]))
    material(store, b"c", ("Havn", ["Kajer"]), town="Anden Kommune")
    found = [(one.name, one.within, [near.key for near in one.suggestions]) for one in store.unmatched_names()]
    assert found == [
        ("Børne- og Ungeforvaltningen", "", ["BU"]),
        ("Kultur", "", []),
        ("Dagtilbuddene", "BU", ["BU/5.11"]),
    ]
    assert [one.name for one in store.unmatched_names(every=True)][-2:] == ["Dagtilbuddene", "Veje"]
    assert store.unmatched_names()[0].places == ("prøve.txt",)
    store.confirm_name("Børne- og Ungeforvaltningen", "BU", "KW")
    store.confirm_name("Dagtilbuddene", "BU/5.11", "KW", within="BU")
    assert [one.name for one in store.unmatched_names()] == ["Kultur"]
    assert [(one.name, one.key, one.actor) for one in store.confirmed_names()] == [
        ("Børne- og Ungeforvaltningen", "BU", "KW"),
        ("Dagtilbuddene", "BU/5.11", "KW"),
    ]


def test_a_meetings_department_is_a_name_too(store: Store) -> None:
    store.prepare({"id": "m", "title": "Møde", "department": "Skoleafdelingen", "municipality": "Prøve Kommune"}, "KW")
    store.prepare({"id": "n", "title": "Møde", "department": "Havnen", "municipality": "Anden Kommune"}, "KW")
    assert [(one.name, one.places) for one in store.unmatched_names()] == [("Skoleafdelingen", ("Møde",))]


def test_a_name_under_a_department_is_one_of_its_areas(store: Store) -> None:
    for key in ("BU", "TM/2.51"):
        with pytest.raises(UnknownName):
            store.confirm_name("Bygninger", key, "KW", within="BU")


# On the command line.


TOWN_FILE = 'name = "Prøve Kommune"\n' + "".join(
    f'[[department]]\ncode = "{one.code}"\nname = "{one.name}"\n' for one in TOWN.departments
) + "".join(
    f'[[area]]\ndepartment = "{one.department}"\ncode = "{one.code}"\nname = "{one.name}"\n' for one in TOWN.areas
)


def test_names_on_the_command_line(store: Store, run: Run, tmp_path: Path) -> None:
    (tmp_path / "by.toml").write_text(TOWN_FILE, "utf-8")

    def names(*words: str) -> Said:
        said = run("--db", store.file, "--municipality", tmp_path / "by.toml", "--actor", "VJ", "names", *words)
        reading.use(TOWN)
        return said

    material(store, b"a", ("Børne- og Ungeforvaltningen", ["Dagtilbud"]), ("BU", ["Adm."]), ("TM", ["Adm.", "Vej"]))
    code, out, err = names()
    assert (code, err) == (0, "")
    assert out.splitlines() == ["? Børne- og Ungeforvaltningen · prøve.txt", "     72 %  Børn og Unge (BU)"]
    assert "? Vej (TM) · prøve.txt\n    ligner ingen" in names("--all")[1]
    # A name may be confirmed by code or by name, and only where it is printed.
    assert names("--accept", "Børne- og Ungeforvaltningen", "bu") == (
        0, "", "Bekræftet: Børne- og Ungeforvaltningen = Børn og Unge (BU)\n")
    assert names("--accept", "Havn", "BU")[0] == 1
    assert names("--accept", "Vej", "Havn")[0] == 1
    assert "--within: BU, TM" in names("--accept", "Adm.", "Administration")[2]
    assert names("--accept", "Adm.", "TM/Administration")[0] == 0
    assert names("--accept", "Adm.", "Administration", "--within", "BU")[0] == 0
    data = json.loads(names("--json")[1])
    assert data["unmatched"] == []
    assert [(one["name"], one["within"], one["key"], one["actor"]) for one in data["confirmed"]] == [
        ("Børne- og Ungeforvaltningen", "", "BU", "VJ"),
        ("Adm.", "TM", "TM/Administration", "VJ"),
        ("Adm.", "BU", "BU/Administration", "VJ"),
    ]
    assert names("--forget", "adm", "--within", "TM")[0] == 0
    assert "✓ Adm. (BU) = Administration (BU) · VJ" in names()[1]
    assert names("--forget", "adm", "--within", "TM")[0] == 1
    assert names("--forget", "a", "--accept", "a", "b")[0] == 2


def test_an_import_says_that_there_are_names_that_nobody_knows(tmp_path: Path, run: Run) -> None:
    paper = tmp_path / "a.csv"
    paper.write_text("Afdeling;Budget 2024 mio. kr.\nHavnen;10\nMSB;11\n", "utf-8")
    town = tmp_path / "by.toml"
    town.write_text('name = "Prøve Kommune"\n[[department]]\ncode = "MSB"\nname = "Miljø"\n', "utf-8")
    arguments = ("--db", tmp_path / "n.db", "--municipality", town, "import", paper)
    said = "1 navn på en afdeling eller et område er ikke kendt. Se det med: budgettui names"
    try:
        code, _out, err = run(*arguments)
        assert (code, said in err) == (0, True)
        code, _out, err = run(*arguments)
        assert (code, said in err) == (0, False), "nothing new was read"
    finally:
        reading.use(None)
