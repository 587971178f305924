"""What the reconciliation says of the figures of the budget, and which differences a person knows of.

Apart from :mod:`budgettui.store.reconciliation`, because the budget pane asks this with every page and needs nothing
else of a check.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal

from budgettui.domain.budget.budget import CheckSign
from budgettui.domain.checking.agreement import ORDER, Agreement
from budgettui.domain.meeting.events import Event
from budgettui.store import journal
from budgettui.store.views import Known


def signs(db: sqlite3.Connection, nodes: Sequence[int]) -> dict[tuple[int, int], dict[int, CheckSign]]:
    """What the reconciliation says of these nodes' figures, by (node, nature) and column; what agrees is left out.

    Where a figure stands in several checks, the one that needs an eye most is told.
    """
    found: dict[tuple[int, int], dict[int, CheckSign]] = {}
    known: Mapping[int, Known] | None = None
    agrees = ORDER.index(Agreement.AGREES)
    for node, nature, column, number, state, kind, computed in db.execute(
        "SELECT l.node, l.nature, l.col, c.number, c.state, c.kind, c.computed FROM check_line l"
        " JOIN printed_check c ON c.number = l.chk WHERE l.node IN (SELECT value FROM json_each(?)) AND c.state < ?"
        " ORDER BY c.state DESC, c.number DESC",
        (json.dumps(nodes), agrees),
    ).fetchall():
        if known is None:
            known = known_numbers(db)
        note = known[number].note if number in known else ""
        found.setdefault((node, nature), {})[column] = CheckSign(ORDER[state], kind, Decimal(computed), note)
    return found


def known_numbers(db: sqlite3.Connection) -> dict[int, Known]:
    """The checks that a person has acknowledged, by number.

    An acknowledgement holds as long as the printed figure and what it is held against are the ones it was given for.
    """
    last: dict[str, Event] = {event.payload["check"]: event for event in journal.holding(db, "check_acknowledged")}
    found: dict[int, Known] = {}
    for key, event in last.items():
        said = event.payload
        if not said["note"]:
            continue
        rows = db.execute(
            "SELECT number FROM printed_check WHERE id = ? AND printed = ? AND computed = ? AND state = 0",
            (key, said["printed"], said["computed"]),
        ).fetchall()
        found.update({number: Known(said["note"], event.actor) for (number,) in rows})
    return found
