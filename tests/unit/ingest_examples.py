"""The hand-made readings of the shared examples, for tests of formats and layouts."""

from __future__ import annotations

import json
from typing import Any

from budgettui.domain.paper.reading import AgendaItem, Reading
from budgettui.ingest import read_file
from real_papers import shared_file


def example(name: str) -> Reading:
    """What is read from an example; the test is skipped, and says so, where the folder is missing."""
    return read_file(shared_file("examples", name))


def expected(name: str) -> dict[str, Any]:
    """What a perfect reader finds in it, as written by hand."""
    text = shared_file("examples", "expected", f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def assert_same_items(items: tuple[AgendaItem, ...], wanted: list[dict[str, Any]]) -> None:
    """The items, their points, own decision and enclosures as the hand-made reading has them."""
    assert [item.number for item in items[: len(wanted)]] == [one.get("number") for one in wanted]
    for item, one in zip(items, wanted, strict=False):
        if "title" in one:
            assert item.title == one["title"]
        if "case_number" in one:
            assert item.case_number == one["case_number"]
        if "public" in one:
            assert item.open is one["public"].startswith("Åb")
        points = one.get("beslutningspunkter", [])
        assert [point.number for point in item.decision_points] == [own["nr"] for own in points]
        for point, own in zip(item.decision_points, points, strict=True):
            assert point.text[: len(own["text"])] == own["text"]
            assert len(point.text) == own.get("text_full_length", len(own["text"]))
        if "decision" in one:
            assert item.decisions[0].text == "\n\n".join(one["decision"])
        if "decisions" in one:
            assert [(own.body, own.date) for own in item.decisions] == [
                (own["body"], own["date"]) for own in one["decisions"]
            ]
            for decision, own in zip(item.decisions, one["decisions"], strict=True):
                assert decision.text == own.get("text", decision.text)
                assert decision.text.startswith(own.get("text_starts", ""))
                assert list(decision.absent) == own.get("absent", [])
        if "enclosures_count" in one:
            assert len(item.attachments) == one["enclosures_count"]
        if "enclosures" in one:
            assert list(item.attachments) == one["enclosures"]
