"""The states in which a check may end, and the words for them.

A total agrees within half a unit of its last printed digit times the number of parts and one more: each part and the
total itself were rounded once; where some are printed finer than others, each hides half a unit of its own last digit.
Within that it is rounding, beyond it is a mismatch (:mod:`budgettui.domain.checking.sums`).
"""

from __future__ import annotations

from enum import StrEnum

from budgettui.domain.errors import N_


class Agreement(StrEnum):
    AGREES = "agrees"
    ROUNDING = "rounding"
    DIFFERS = "differs"
    #: What was read is too uncertain to say it: never an alarm.
    UNDECIDED = "undecided"


#: What needs an eye comes first.
ORDER = (Agreement.DIFFERS, Agreement.UNDECIDED, Agreement.ROUNDING, Agreement.AGREES)
#: The words of the states; a difference that a person has acknowledged is known.
STATE_WORDS = {
    "differs": N_("stemmer ikke"),
    "known": N_("kendt"),
    "undecided": N_("kan ikke afgøres"),
    "rounding": N_("afrunding"),
    "agrees": N_("stemmer"),
}
#: The signs of the states.
SIGNS = {"differs": "≠", "known": "✓", "undecided": "?", "rounding": "≈", "agrees": "="}
#: The kinds of check: a word for each, and what the printed figure is held against.
KINDS = {
    "sum": (N_("sum"), N_("delene")),
    "of_which": (N_("heraf"), N_("heraf-rækkerne")),
    "balance": (N_("beholdning"), N_("primo og bevægelser")),
    "variance": (N_("afvigelse"), N_("regnskab − budget")),
    "change": (N_("ændring"), N_("årene")),
    "column": (N_("kolonne"), N_("de andre kolonner")),
    "heading": (N_("overskrift"), N_("årene i papiret")),
    "overview": (N_("overblik"), N_("tiltagets egen tabel")),
    "repeated": (N_("gentaget"), N_("det andet sted")),
    "text": (N_("i teksten"), N_("tabellen")),
}
