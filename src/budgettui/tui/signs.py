"""The signs of states, each with its role and its word: meaning never stands in colour alone."""

from __future__ import annotations

from budgettui.domain.checking.agreement import SIGNS
from budgettui.domain.errors import N_
from budgettui.domain.meeting.decisions import Bucket
from budgettui.domain.meeting.meeting import DecisionPoint, Item
from budgettui.figures import MARK_WORDS, MARKS

#: (sign, role, word) of an agenda item's state.
ITEM_STATES = {
    "none": (" ", "dim", ""),
    "undecided": ("○", "undecided", N_("ubesluttet")),
    "partly": ("◐", "partly", N_("delvis besluttet")),
    "decided": ("✓", "decided", N_("besluttet")),
    "postponed": ("↷", "postponed", N_("udsat")),
    "closed": ("■", "closed", N_("lukket punkt")),
}
POINT_BUCKETS = {
    Bucket.DECIDED: ("✓", "decided"),
    Bucket.POSTPONED: ("↷", "postponed"),
    Bucket.REJECTED: ("✗", "rejected"),
    Bucket.OPEN: ("✓", "decided"),
}
#: (sign, role, word) of what a figure can be.
FIGURE_SIGNS = {
    "rounding": (MARKS["rounding"], "dim", MARK_WORDS["rounding"]),
    "differs": (MARKS["differs"], "error", MARK_WORDS["differs"]),
    "undecided": (MARKS["undecided"], "uncertain", MARK_WORDS["undecided"]),
    "uncertain": (MARKS["uncertain"], "uncertain", MARK_WORDS["uncertain"]),
    "only_mine": ("‹", "dim", N_("står kun i a")),
    "only_theirs": ("›", "dim", N_("står kun i b")),
    "marked": ("★", "accent", N_("mærket: en linje at vende tilbage til")),
    "linked": ("◆", "linked", N_("knyttet til beslutningspunktet")),
}
#: (sign, role) of each state of a check.
CHECK_SIGNS = {
    state: (SIGNS[state], role)
    for state, role in (
        ("differs", "error"), ("known", "dim"), ("undecided", "uncertain"), ("rounding", "dim"), ("agrees", "success"),
    )
}
#: What a participant does at an item, in as few words as a column has room for.
ATTENDANCE_WORDS = {
    "present": N_("til stede"), "apology": N_("afbud"), "absent": N_("fraværende"), "arrived": N_("kom under punktet"),
    "left": N_("gik under punktet"), "out": N_("deltager ikke"), "disqualified": N_("inhabil"),
}


def item_sign(item: Item) -> tuple[str, str, str]:
    if not item.open and item.state in ("none", "undecided"):
        return ITEM_STATES["closed"]
    return ITEM_STATES[item.state]


def point_sign(point: DecisionPoint) -> tuple[str, str]:
    return ("○", "undecided") if point.outcome is None else POINT_BUCKETS[point.bucket]
