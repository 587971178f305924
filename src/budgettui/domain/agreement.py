"""Whether a printed total agrees with its parts.

A total agrees within half a unit of its last printed digit times the number of parts and one more: each part and the
total itself were rounded once. Within that it is rounding, beyond it is a mismatch. The screen asks this of every total
that it draws, so it stands apart from the search for the parts in :mod:`budgettui.domain.checks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum


class Agreement(StrEnum):
    """How a printed total and its parts agree."""

    AGREES = "agrees"
    ROUNDING = "rounding"
    DIFFERS = "differs"
    #: What was read is too uncertain to say it: never an alarm.
    UNDECIDED = "undecided"


def check_total(
    printed: Decimal, parts: Sequence[Decimal], unit_of_last_digit: Decimal
) -> tuple[Agreement, Decimal, Decimal]:
    """Whether a printed total agrees with its parts: (agreement, computed sum, printed − computed)."""
    computed = sum(parts, Decimal(0))
    difference = printed - computed
    if not difference:
        return Agreement.AGREES, computed, difference
    if abs(difference) <= unit_of_last_digit / 2 * (len(parts) + 1):
        return Agreement.ROUNDING, computed, difference
    return Agreement.DIFFERS, computed, difference
