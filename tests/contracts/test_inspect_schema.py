"""What ``budgettui inspect FILE --json`` prints keeps its public contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from budgettui.domain.paper.reading import Reading
from budgettui.export.inspect_report import inspect_json
from budgettui.ingest import read_file
from export_reading import READING
from real_papers import shared_file

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "docs" / "inspect.schema.json"


def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(formats=["date"]))


def problems(data: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(data)]


@pytest.mark.parametrize("reading", [READING, Reading("x", "0", "text", "unknown")], ids=["full", "empty"])
def test_a_reading_is_valid(reading: Reading) -> None:
    assert problems(json.loads(json.dumps(inspect_json(reading)))) == []


def test_a_full_reading_uses_everything_that_the_contract_knows() -> None:
    """A field that the contract has and the program forgets would be missing without anyone seeing it."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    data = inspect_json(READING)
    assert set(data) == set(schema["properties"])
    for name, part in schema["properties"].items():
        if part.get("type") == "array" and "properties" in part["items"]:
            known = set(part["items"]["properties"])
            assert {key for entry in data[name] for key in entry} == known, name
    assert set(data["tables"][0]["rows"][0]) == set(
        schema["properties"]["tables"]["items"]["properties"]["rows"]["items"]["properties"]
    )


@pytest.mark.parametrize(
    "broken", [{"date": "30. maj 2018"}, {"kind": "brev"}, {"schema": 2}, {"findings": None}]
)
def test_the_check_would_see_what_is_wrong(broken: dict[str, Any]) -> None:
    assert problems({**inspect_json(READING), **broken})


def test_the_contract_is_the_one_that_was_agreed() -> None:
    agreed = shared_file("design", "inspect.schema.json")
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(agreed.read_text("utf-8"))


def test_every_real_paper_is_valid(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        assert problems(json.loads(json.dumps(inspect_json(read_file(path))))) == [], path.name


def test_the_sample_is_valid() -> None:
    files = sorted((ROOT / "data" / "sample").glob("*.txt"))
    assert files
    for path in files:
        assert problems(json.loads(json.dumps(inspect_json(read_file(path))))) == [], path.name
