"""One department over many documents: what a printed name stands for, and what it never stands for by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.municipality import Area, Department, Municipality
from budgettui.domain.names import Confirmation, NameBook, clashes, department_of, fold
from budgettui.ingest import names as reading
from budgettui.store import Store, open_store
from budgettui.store.names import UnknownName
from store_material import columns, row
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
    from budgettui.domain.reading import Table

    made_of = tuple(
        Table(
            department, "mio. kr.", columns(("Budget", "approved", 2024)),
            tuple(row(label, "1") for label in labels), department=department,
        )
        for department, labels in tables
    )  # fmt: skip
    store.import_reading(made(content, municipality=town, title="Tal", tables=made_of), content, "KW")
    return store.materials()[-1].id


def node(store: Store, number: int, *labels: str) -> int:
    """The node at the end of this path of labels."""
    at = next(one.root for one in store.materials() if one.id == number)
    for label in labels:
        lines = store.lines(number, store.child_rows(number, at))
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
        assert store.counterparts([node(store, one, *here)], other) == {
            node(store, one, *here): [node(store, other, *there)]
        }
        assert store.counterparts([node(store, other, *there)], one) == {
            node(store, other, *there): [node(store, one, *here)]
        }
    alone = node(store, other, "TM", "Veje")
    assert store.counterparts([alone], one) == {alone: []}
    assert store.canonical([node(store, one), alone]) == {}
    found = store.canonical([node(store, other, "TM"), node(store, other, "TM", "Bygninger")])
    assert sorted(found.values()) == ["TM", "TM/2.51"]


def test_another_municipalitys_departments_are_not_ours(store: Store) -> None:
    ours = material(store, b"a", ("Børn og Unge", ["Dagtilbud"]))
    theirs = material(store, b"b", ("Børn og Unge", ["Dagtilbud"]), town="Anden Kommune")
    assert store.canonical([node(store, theirs, "Børn og Unge")]) == {}
    assert store.canonical([node(store, ours, "Børn og Unge")]) != {}


def test_a_confirmed_name_is_one_with_its_department_until_it_is_taken_back(store: Store) -> None:
    one = material(store, b"a", ("Børn og Unge", ["Dagtilbud"]))
    other = material(store, b"b", ("Børne- og Ungeforvaltningen", ["Dagtilbud"]))
    here, there = node(store, one, "Børn og Unge"), node(store, other, "Børne- og Ungeforvaltningen")
    assert store.counterparts([here], other) == {here: []}
    store.confirm_name("børne- og ungeforvaltningen", "BU", "KW")
    assert store.canonical([there]) == {there: "BU"}
    assert store.counterparts([here], other) == {here: [there]}
    below = node(store, other, "Børne- og Ungeforvaltningen", "Dagtilbud")
    assert store.canonical([below]) == {below: "BU/5.11"}, "and its areas are the department's"
    [event] = store.take_back_name("Børne- og Ungeforvaltningen", "KW")
    assert event.kind == "undone"
    assert store.canonical([there]) == {}
    assert [event.kind for event in store.log()][-2:] == ["name_confirmed", "undone"]
    assert store.verify() == []


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
