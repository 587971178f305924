"""Decentralised and non-decentralised areas: a sum that adds both says so, and no other does."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgettui.domain.budget.view import View
from budgettui.ingest import csvfile, read_bytes
from budgettui.store import open_store
from budgettui.store.areas import DECENTRALISED, NON_DECENTRALISED, areas_said
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
        ("Decentraliserede og ikke-decentraliserede områder", 0),
        ("December", 0),
        ("Skoler", 0),
        (None, 0),
    ],
)
def test_what_a_label_says(text: str | None, said: int) -> None:
    assert areas_said(text) == said


def mixed(store: object, material: object, node: int) -> set[tuple[str, str]]:
    level = store.level(View(material, node))  # type: ignore[attr-defined, arg-type]
    return {(line.label, line.nature) for line in level.page(0, len(level)) if line.mixed}


def test_a_department_adds_both_and_its_areas_do_not(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        store.import_reading(report(), REPORT_BYTES, "AB")
        (material, *_) = [one for one in store.materials() if one.title == "Årsberetning 2024"]
        departments = {("Børn og Unge", "operating"), ("Børn og Unge", "capital"),
                       ("Sociale Forhold og Beskæftigelse", "operating")}
        assert mixed(store, material, material.root) == departments
        for line in store.lines(material.id, store.child_rows(material.id, material.root)):
            assert mixed(store, material, line.node) == set()
        assert {line.nature for line in store.level(View(material, material.root)).totals if line.mixed} == {
            "operating", "capital"
        }
        assert list(store.verify()) == []


TEXT = "Afdeling;Område;Tiltag;Budget 2024 (kr.)\n" + "".join(
    f"{department};{area};Linje {number};{number}00\n"
    for department, area in (
        ("Kultur", "Decentraliseret drift"), ("Kultur", "Ikke-decentraliseret drift"), ("Teknik", "Ikke dec. veje"),
    )
    for number in range(1, 5)
)  # fmt: skip


@pytest.mark.parametrize("longest", [0, 10**9])
def test_a_long_file_says_it_as_a_short_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, longest: int) -> None:
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", longest)
    with open_store(tmp_path / "a.db") as store:
        content = TEXT.encode()
        store.import_reading(read_bytes("linjer.csv", content), content, "AB")
        (material,) = store.materials()
        assert [label for label, _nature in mixed(store, material, material.root)] == ["Kultur"]
        assert list(store.verify()) == []
