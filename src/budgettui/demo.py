"""The embedded sample: one meeting of Aarhus Kommune, made from its papers as any other meeting is.

The papers say nearly everything; ``meeting.toml`` says the rest: which paper belongs to which item, which
lines of the budget its points are linked to, what the meeting is held against, and what a closed item may
show. ``python -m budgettui.demo`` with a file and a language makes it there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgettui.domain.budget.budget import Line, Material
from budgettui.resources import resource

if TYPE_CHECKING:
    from budgettui.domain.paper.reading import Reading
    from budgettui.store import Store

_SETTINGS = "meeting.toml"
_ACTOR = "demo"


def demo_files() -> list[Path]:
    """The papers of the sample, the agenda first, then in the order of the items."""
    settings = _settings()
    names = [settings["meeting"]["agenda"]]
    names += [entry["file"] for entry in (*settings["paper"], *settings["material"])]
    return [resource("data", "sample", name) for name in names]


def demo_digests() -> set[str]:
    """The sha256 of every paper of the sample: what a store of the sample holds, and nothing else."""
    import hashlib

    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in demo_files()}


def build_demo(store: Store) -> str:
    """Import the sample's papers and prepare its meeting; returns its id, which is the same on every machine. Nobody
    did it with a key, and so nobody takes it back with one.

    A store that has the sample already stays as it is. Raises ``UnreadableFile`` where a paper is missing,
    ``StoreError`` where the store cannot be written, and ``LookupError`` where ``meeting.toml`` names an
    item, a row or a unit that the papers do not have.
    """
    from budgettui.ingest import municipalities, read_bytes
    from budgettui.ingest.page import names
    from budgettui.ingest.page.opening import load

    settings = _settings()
    readings: dict[str, Reading] = {}
    materials: dict[str, list[Material]] = {}
    for path in demo_files():
        content = load(path)
        with names.using(municipalities.embedded()):
            reading = read_bytes(path.name, content)
        store.import_reading(reading, content, _ACTOR, prepare=False)
        readings[path.name] = reading
        materials[path.name] = [
            material for material in store.materials() if reading.sha256[:8] in material.key.split("-")
        ]
    payload = _payload(settings, readings)
    plan = _material(materials, settings["plan"])
    rows = _rows(store, plan)
    for item in payload["items"]:
        if item["number"] == settings["plan"]["item"]:
            _link(item, plan, rows)
    payload["target"] = {
        "label": settings["plan"]["target"],
        "material": plan.key,
        "unit": plan.unit,
        "amounts": _amounts(plan, rows[settings["plan"]["total"]]),
        "price_level": plan.price_level or "",
    }
    return store.prepare(payload, _ACTOR)


def main(db: str, language: str) -> int:
    """Make the sample in an empty store; returns the exit code."""
    from budgettui.domain.errors import BudgettuiError
    from budgettui.i18n import set_language
    from budgettui.store import open_store

    set_language(language)
    try:
        with open_store(Path(db)) as store:
            build_demo(store)
    except (BudgettuiError, OSError) as error:
        from budgettui.output import refuse

        return refuse(error)
    return 0


def _settings() -> dict[str, Any]:
    import tomllib

    return tomllib.loads(resource("data", "sample", _SETTINGS).read_text(encoding="utf-8"))


def _payload(settings: Mapping[str, Any], readings: Mapping[str, Reading]) -> dict[str, Any]:
    """The agenda's own meeting, with the points of each item's paper and the face of each closed item."""
    from budgettui.domain.paper import agenda

    head = settings["meeting"]
    payload = agenda.prepare(readings[head["agenda"]])
    if payload is None:
        raise LookupError(f"{head['agenda']}: no agenda")
    payload |= {key: head[key] for key in ("title", "body", "municipality", "department")}
    items = {item["number"]: item for item in payload["items"]}
    for entry in settings["paper"]:
        prepared = agenda.prepare(readings[entry["file"]])
        if prepared is None:
            raise LookupError(f"{entry['file']}: no decision points")
        [own] = prepared["items"]
        items[entry["item"]].update({key: own[key] for key in ("papers", "points", "case_number")})
    for entry in settings["closed"]:
        items[entry["item"]].update(open=False, closed_reason=entry["reason"], public_text=entry["public_text"])
    return payload


def _material(materials: Mapping[str, list[Material]], entry: Mapping[str, Any]) -> Material:
    found = [material for material in materials[entry["file"]] if material.unit == entry["unit"]]
    if len(found) != 1:
        raise LookupError(f"{entry['file']}: {len(found)} materials in {entry['unit']}")
    return found[0]


def _rows(store: Store, material: Material) -> dict[str, Line]:
    return {line.label: line for line in _below(store, material.root)}


def _below(store: Store, node: int) -> Iterator[Line]:
    for line in store.lines(store.child_rows(node)):
        yield line
        if line.children:
            yield from _below(store, line.node)


def _amounts(material: Material, line: Line) -> dict[int, int]:
    """Øre per year, as the row prints them."""
    return {
        column.year: figure.amount
        for column in material.columns
        if column.year is not None
        and (figure := line.figures.get(column.id)) is not None
        and figure.amount is not None
    }


def _link(item: Mapping[str, Any], material: Material, rows: Mapping[str, Line]) -> None:
    """Link each point of the item to the row whose label stands before the point's colon."""
    for point in item["points"]:
        line = rows[point["text"].partition(":")[0]]
        level = material.price_level or ""
        point["links"] = [
            {"node": line.key, "label": line.label, "amounts": _amounts(material, line), "price_level": level,
             "nature": line.nature}
        ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
