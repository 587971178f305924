"""Fiscal Data Packages: version 0.3 and version 1, the description and the file beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Reading, Table
from budgettui.ingest import read_bytes, read_file
from budgettui.store.tree import build
from real_papers import shared_file


def package(tmp_path: Path, description: dict[str, Any], data: str | bytes, name: str = "budget.csv") -> Reading:
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps(description))
    reading = read_file(path)
    assert (reading.format, reading.kind) == ("datapackage", "budget_lines")
    return reading


def only(reading: Reading) -> Table:
    (table,) = reading.tables
    return table


def notes(reading: Reading) -> str:
    return "\n".join(finding.message for finding in reading.findings)


def test_the_specifications_example_of_levels() -> None:
    reading = read_file(shared_file("examples", "fdp-hierarchies", "datapackage.json"))
    table = only(reading)
    assert reading.title == "My OpenSpending Data Package"
    assert (table.unit, [(c.label, c.year) for c in table.columns]) == ("USD", [("amount 2015", 2015)])
    assert [(one.label, one.level, one.values, one.source.line) for one in table.rows] == [
        ("09 Education", 0, (None,), 2),
        ("0901 Higher Education", 1, ("10000",), 2),
    ]
    assert table.rows[1].source.raw == "09,Education,0901,Higher Education,10000,01/01/2015"
    assert reading.text.split("\n")[1] == table.rows[1].source.raw


def test_a_description_that_does_not_fit_its_file_is_said_and_nothing_of_it_is_certain() -> None:
    """The specification's smallest example speaks of columns that its file has not."""
    reading = read_file(shared_file("examples", "fdp-minimal", "datapackage.json"))
    assert "expenditure, year, men filen har pk, budget, budget_date" in notes(reading)
    assert [(one.values, one.certain) for one in only(reading).rows] == [(("10000",), False)]


def field(name: str, kind: str | None, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "string", **({"columnType": kind} if kind else {}), **more}


TYPED = {
    "name": "budget",
    "title": "Budget for en kommune",
    "profile": "fiscal-data-package",
    "resources": [
        {
            "path": "budget.csv",
            "schema": {
                "fields": [
                    field("id", None),
                    field("funktion", "functional-classification:generic:level1:code"),
                    field("funktion_navn", "functional-classification:generic:level1:label"),
                    field("afd", "administrative-classification:generic:level1:label"),
                    field("omr", "administrative-classification:generic:level2:label"),
                    field("aar", "date:fiscal-year"),
                    field("status", "phase:id"),
                    field("belob", "value", factor=1000, currency="DKK", decimalChar=","),
                ]
            },
        }
    ],
}
DATA = """id,funktion,funktion_navn,afd,omr,aar,status,belob
1,0.22,Jord,MBU,Skoler,2024,approved,"1,5"
2,0.22,Jord,MBU,Skoler,2024,executed,"1,25"
3,0.25,Bygninger,MTM,Veje,2025,approved,"1.234,5"
"""


def test_version_1_says_the_type_of_every_column(tmp_path: Path) -> None:
    reading = package(tmp_path, TYPED, DATA)
    table = only(reading)
    assert table.unit == "1.000 kr."
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("approved 2024", 2024, "approved"),
        ("executed 2024", 2024, "executed"),
        ("approved 2025", 2025, "approved"),
    ]
    # Classifications in the order of their first column; a code stands before its label.
    assert [(one.label, one.level, one.values) for one in table.rows] == [
        ("0.22 Jord", 0, (None, None, None)),
        ("MBU", 1, (None, None, None)),
        ("Skoler", 2, ("1.5", "1.25", None)),
        ("0.25 Bygninger", 0, (None, None, None)),
        ("MTM", 1, (None, None, None)),
        ("Veje", 2, (None, None, "1234.5")),
    ]
    (material,) = build(reading)
    assert [figure.amount for figure in material.root.figures["operating"].values()] == [150_000, 125_000, 123_450_000]


def changed(**value: Any) -> dict[str, Any]:
    description: dict[str, Any] = json.loads(json.dumps(TYPED))
    description["resources"][0]["schema"]["fields"][-1].update(value)
    return description


@pytest.mark.parametrize(
    ("settings", "unit", "first"),
    [
        ({"factor": 1}, "kr.", "1.5"),
        ({"factor": "1000000"}, "mio. kr.", "1.5"),
        ({"factor": 100}, "kr.", "150.0"),
        ({"factor": 1, "sign": -1}, "kr.", "-1.5"),
        ({"factor": 1, "currency": "EUR"}, "EUR", "1.5"),
    ],
)
def test_factor_sign_and_currency(tmp_path: Path, settings: dict[str, Any], unit: str, first: str) -> None:
    table = only(package(tmp_path, changed(**settings), DATA))
    leaf = next(one for one in table.rows if one.label == "Skoler")
    assert (table.unit, leaf.values[0], leaf.printed[0]) == (unit, first, "1,5")
    assert leaf.certain


@pytest.mark.parametrize("settings", [{"factor": "mange"}, {"sign": "omvendt?"}])
def test_a_factor_or_sign_that_is_not_understood_leaves_nothing_certain(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    reading = package(tmp_path, changed(**settings), DATA)
    assert not any(one.certain for one in only(reading).rows)
    assert any(f.severity == "error" for f in reading.findings)


def test_the_price_level(tmp_path: Path) -> None:
    assert only(package(tmp_path, {**TYPED, "priceLevel": "2024-priser"}, DATA)).price_level == "2024-priser"
    assert only(package(tmp_path, changed(priceLevel="2023-priser"), DATA)).price_level == "2023-priser"


def test_a_point_is_the_custom_where_the_description_says_nothing(tmp_path: Path) -> None:
    description = changed()
    del description["resources"][0]["schema"]["fields"][-1]["decimalChar"]
    text = DATA.replace('"1,5"', "1.500").replace('"1,25"', "1.250").replace('"1.234,5"', "2.500")
    leaf = next(one for one in only(package(tmp_path, description, text)).rows if one.label == "Skoler")
    assert (leaf.values[0], leaf.certain) == ("1.500", True)


def test_a_cell_against_the_description_is_marked(tmp_path: Path) -> None:
    table = only(package(tmp_path, changed(decimalChar="."), DATA))
    assert not next(one for one in table.rows if one.label == "Skoler").certain


MAPPED = {
    "name": "b",
    "resources": [{"name": "budget", "path": "data/budget.csv", "encoding": "latin-1", "dialect": {"delimiter": ";"}}],
    "mapping": {
        "measures": {
            "vedtaget": {"source": "budget/B", "currency": "DKK", "factor": 1, "phase": "approved"},
            "brugt": {"source": "budget/R", "currency": "DKK", "factor": 1, "phase": "executed"},
        },
        "dimensions": {
            "tid": {"dimensionType": "datetime", "attributes": {"aar": {"source": "budget/aar"}}},
            "hvem": {
                "dimensionType": "administrator",
                "attributes": {
                    "omr": {"source": "budget/omr", "parent": "afd"},
                    "afd": {"source": "budget/afd"},
                    "navn": {"source": "budget/navn", "labelfor": "omr"},
                },
            },
        },
    },
}


def test_version_0_3_with_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    text = "navn;omr;afd;aar;B;R;andet\nSkoler på tværs;5.51;MBU;2024;10,5;9,5;x\nVeje;2.01;MTM;2024;1,0;2,0;y\n"
    table = only(package(tmp_path, MAPPED, text.encode("latin-1"), "data/budget.csv"))
    assert [(c.year, c.phase) for c in table.columns] == [(2024, "approved"), (2024, "executed")]
    assert [(one.label, one.level, one.values) for one in table.rows] == [
        ("MBU", 0, (None, None)),
        ("5.51 Skoler på tværs", 1, ("10.5", "9.5")),
        ("MTM", 0, (None, None)),
        ("2.01 Veje", 1, ("1.0", "2.0")),
    ]


def test_expenditure_and_revenue_are_turned_to_be_added(tmp_path: Path) -> None:
    description = changed()
    description["resources"][0]["schema"]["fields"][4]["columnType"] = "direction"
    text = DATA.replace("Skoler", "expenditure").replace("Veje", "revenue")
    reading = package(tmp_path, description, text)
    assert "vendt" in notes(reading)
    assert [one.values[2] for one in only(reading).rows if one.values[2]] == ["-1234.5"]


def test_the_description_alone_says_what_it_needs() -> None:
    with pytest.raises(UnreadableFile, match=r"skal læses sammen med filen budget\.csv"):
        read_bytes("datapackage.json", json.dumps(TYPED).encode())


def test_a_missing_file_and_one_outside_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "p" / "datapackage.json"
    path.parent.mkdir()
    path.write_text(json.dumps(TYPED))
    with pytest.raises(UnreadableFile, match="findes ikke"):
        read_file(path)
    (tmp_path / "hemmelig.csv").write_text(DATA)
    for outside in ("../hemmelig.csv", str(tmp_path / "hemmelig.csv")):
        path.write_text(json.dumps(TYPED).replace("budget.csv", outside))
        with pytest.raises(UnreadableFile, match="uden for mappen"):
            read_file(path)


def test_a_file_on_the_net_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps(TYPED).replace("budget.csv", "https://example.org/budget.csv"))
    with pytest.raises(UnreadableFile, match="ingen fil med tal"):
        read_file(path)


def test_other_files_of_the_package_are_listed(tmp_path: Path) -> None:
    description = {**TYPED, "resources": [*TYPED["resources"], {"path": "koder.csv"}]}
    reading = package(tmp_path, description, DATA)
    assert [f.message for f in reading.findings if f.code == "unread_table"] == [
        "Filen koder.csv i datapakken er ikke læst"
    ]


@pytest.mark.parametrize("text", ['{"resources": 5}', '{"resources": [3]}', '{"resources"', "[1]", '{"type": "x"}'])
def test_other_json_is_left_to_others(text: str) -> None:
    with pytest.raises(UnreadableFile, match="ingen dagsorden"):
        read_bytes("datapackage.json", text.encode())
