"""Decentralised and non-decentralised areas stand apart, and where the user adds them the screen says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgettui.domain.budget.budget import Line, Material
from budgettui.domain.budget.natures import CHOICES, WHOLES
from budgettui.domain.budget.view import Pair, View
from budgettui.domain.checking.nature_words import DECENTRALISED, NON_DECENTRALISED, area_said
from budgettui.domain.checking.row_words import is_of_others, is_total_label
from budgettui.ingest import csvfile, read_bytes
from budgettui.store import Store, open_store
from store_material import REPORT_BYTES, report


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Decentraliseret drift, sektor 5.51", DECENTRALISED),
        ("Ikke decentraliseret drift, sektor 5.52", NON_DECENTRALISED),
        ("Ikke-decentraliserede driftsområder i alt", NON_DECENTRALISED),
        ("Ikke dec. Almene boliger", NON_DECENTRALISED),
        ("Dec. skoler", DECENTRALISED),
        ("Non-decentralised areas", NON_DECENTRALISED),
        ("Decentraliserede og ikke-decentraliserede områder", ""),
        ("December", ""),
        ("Skoler", ""),
        (None, ""),
    ],
)
def test_what_a_label_says(text: str | None, said: str) -> None:
    assert area_said(text) == said


def shown(store: Store, material: Material, node: int, choice: str = "apart") -> list[Line]:
    level = store.level(View(material, node, nature=choice))
    return level.page(0, len(level))


def test_the_areas_of_a_department_stand_apart_until_the_user_adds_them(store: Store) -> None:
    store.import_reading(report(), REPORT_BYTES, "AB")
    (material, *_) = [one for one in store.materials() if one.title == "Årsberetning 2024"]
    budget = material.columns[2].id
    apart = shown(store, material, material.root)
    assert [(line.label[:4], line.nature, line.figures[budget].printed) for line in apart] == [
        ("Børn", "operating:decentralised", "4808"), ("Børn", "operating:non-decentralised", ""),
        ("Soci", "operating:decentralised", "4071"), ("Soci", "operating:non-decentralised", "5793"),
        ("Børn", "capital:decentralised", "6,2"), ("Børn", "capital:non-decentralised", "0"),
        ("Soci", "capital", "0"),
    ]
    assert not any(line.mixed for line in apart)
    # Added, the figure is the one that the paper prints of them together; and it says that both are in it.
    added = shown(store, material, material.root, "wholes")
    assert [(line.label[:4], line.nature, line.figures[budget].printed, line.mixed) for line in added] == [
        ("Børn", "operating", "5459", True), ("Soci", "operating", "9865", True),
        ("Børn", "capital", "6,2", True), ("Soci", "capital", "0", False),
    ]
    assert {line.nature for line in store.level(View(material, material.root, nature="both")).totals} == {"both"}
    assert list(store.verify()) == []


TEXT = "Afdeling;Område;Tiltag;Budget 2024 (kr.)\n" + "".join(
    f"{department};{area};Linje {number};{number}00\n"
    for department, area in (
        ("Kultur", "Decentraliseret drift"), ("Kultur", "Ikke-decentraliseret drift"), ("Teknik", "Ikke dec. veje"),
    )
    for number in range(1, 5)
)


@pytest.mark.parametrize("longest", [0, 10**9])
def test_a_long_file_says_it_as_a_short_one(store: Store, monkeypatch: pytest.MonkeyPatch, longest: int) -> None:
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", longest)
    content = TEXT.encode()
    store.import_reading(read_bytes("linjer.csv", content), content, "AB")
    (material,) = store.materials()
    assert [(line.label, line.nature) for line in shown(store, material, material.root)] == [
        ("Kultur", "operating:decentralised"), ("Kultur", "operating:non-decentralised"),
        ("Teknik", "operating:non-decentralised"),
    ]
    assert [line.mixed for line in shown(store, material, material.root, "wholes")] == [True, False]
    assert list(store.verify()) == []


WORDS = st.sampled_from(
    ["Skoler", "Decentraliseret drift", "Ikke-decentraliseret drift", "Dec. anlæg", "Anlæg", "Ikke dec. anlæg", "Drift"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("AB"), WORDS, WORDS, st.integers(-999, 999)), min_size=1, max_size=12))
def test_what_stands_apart_comes_to_what_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[tuple[str, str, str, int]]
) -> None:
    """Each choice shows the same money, and a long file is a short one."""
    text = "Afdeling;Område;Tiltag;Budget 2024 (kr.)\n" + "".join(
        f"{department};{area};{label} {at};{amount}\n" for at, (department, area, label, amount) in enumerate(lines)
    )
    told = []
    for longest in (0, 10**9):
        with monkeypatch.context() as patched, open_store(tmp_path / f"{uuid4()}.db") as store:
            patched.setattr(csvfile, "LONGEST_TABLES", longest)
            store.import_reading(read_bytes("linjer.csv", text.encode()), text.encode(), "AB")
            (material,) = store.materials()
            (column,) = material.columns
            found = []
            for choice in CHOICES:
                level = store.level(View(material, material.root, nature=choice))
                rows = level.page(0, len(level))
                amounts = [(line.label, line.nature, line.figures[column.id].amount or 0) for line in rows]
                found.append(amounts)
                for total in level.totals:
                    own = [amount for _label, nature, amount in amounts if nature == total.nature]
                    assert sum(own) == total.figures[column.id].amount
                if choice not in WHOLES:
                    assert sum(amount for *_words, amount in amounts) == sum(one[3] for one in lines) * 100
            told.append(found)
            assert list(store.verify()) == []
    assert told[0] == told[1]


def test_a_material_that_says_no_areas_is_compared_with_the_whole(store: Store) -> None:
    plain = "Afdeling;Område;Tiltag;Budget 2025 (kr.)\nKultur;Alt;Linje 1;1500\nTeknik;Alt;Linje 1;900\n"
    for name, text in (("a.csv", TEXT), ("b.csv", plain)):
        store.import_reading(read_bytes(name, text.encode()), text.encode(), "AB")
    first, second = store.materials()
    pairs = (Pair(first.columns[0].id, second.columns[0].id),)
    for flat in (False, True):
        level = store.level(replace(View(first, first.root).compared(pairs, second), flat=flat))
        level.finish()
        lines = level.page(0, len(level))
        assert [(total.nature, total.figures[-1].amount) for total in level.totals] == [
            ("operating:all", (2400 - 3000) * 100)
        ]
        if not flat:
            assert {line.nature for line in lines} == {"operating:all"}
            assert not any(line.match for line in lines)
            assert [(line.label, line.mixed, line.figures[-1].amount) for line in lines] == [
                ("Kultur", True, -50_000), ("Teknik", False, -10_000),
            ]


@pytest.mark.parametrize(("label", "total", "of_others"), [
    ("Skoler i alt", True, False),
    ("Sum", True, False),
    ("Børn og Unge › Skoler i alt", False, False),
    ("Sum, drift, dec.", True, True),
    ("Antal linjer", True, True),
    ("Største, anlæg", True, True),
    ("Drift, dec. i alt uden filter", True, True),
    ("Antal elever", False, False),
    ("Gennemsnit, skoler", False, False),
])
def test_what_the_words_of_a_row_say_of_other_rows(label: str, total: bool, of_others: bool) -> None:
    assert (is_total_label(label), is_of_others(label)) == (total, of_others)
