"""From a paper to a meeting: what a paper says of itself is heard."""

from __future__ import annotations

import pytest

from budgettui.domain.paper.agenda import prepare
from budgettui.domain.paper.reading import Paper, Point, Reading, Section


def item_of(title: str, text: str) -> dict[str, object]:
    paper = Paper("proposal", title, sections=(Section("Resume", text),), decision_points=(Point(1, "det godkendes"),))
    prepared = prepare(Reading("p.txt", "0" * 64, "text", "proposal", papers=(paper,)))
    assert prepared is not None
    (item,) = prepared["items"]
    return dict(item)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Lukket punkt", "En sag."),
        ("Køb af grund (lukket sag)", "En sag."),
        ("Køb af grund", "Fortroligt. Kommunen forhandler."),
        ("Køb af grund", "Sagen behandles for lukkede døre."),
    ],
)
def test_a_paper_that_says_that_it_is_closed_makes_a_closed_item(title: str, text: str) -> None:
    assert item_of(title, text)["open"] is False


@pytest.mark.parametrize("title", ["Lukket for gennemkørsel", "Køb af grund"])
def test_other_papers_are_open(title: str) -> None:
    assert item_of(title, "Vejen er lukket i maj.")["open"] is True
