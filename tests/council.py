"""A council in which votes can be counted, for the tests of what happens on the floor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from budgettui.store import Store, open_store
from stage import ACTOR

#: A council small enough to be looked over: four seats, three parties, one substitute to come.
COUNCIL = {
    "id": "råd",
    "title": "Byråd",
    "body": "Prøverådet",
    "municipality": "Aarhus Kommune",
    "date": "2023-12-08",
    "items": [
        {
            "id": "i1", "number": "1", "title": "Dagsorden",
            "points": [{"id": "p1", "number": 1, "text": "den godkendes."}],
        },
        {
            "id": "i2", "number": "2", "title": "Budget",
            "points": [
                {"id": "p2", "number": 1, "text": "budgettet vedtages."},
                {"id": "p3", "number": 2, "text": "taksterne vedtages."},
                {"id": "p4", "number": 3, "text": "redegørelsen tages til efterretning."},
            ],
        },
        {"id": "i3", "number": "3", "title": "Eventuelt"},
    ],
    "participants": [
        {"id": "a", "name": "Medlem A", "initials": "MA", "party": "A"},
        {"id": "b", "name": "Medlem B", "initials": "MB", "party": "B"},
        {"id": "c", "name": "Medlem C", "initials": "MC", "party": "C"},
        {"id": "d", "name": "Medlem D", "initials": "MD", "party": "A"},
        {"id": "k", "name": "Sekretær", "initials": "SEK", "role": "referent"},
    ],
}


@pytest.fixture
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the council's meeting."""
    with open_store(tmp_path_factory.mktemp("råd") / "råd.db") as store:
        store.prepare(COUNCIL, ACTOR)
        yield store
