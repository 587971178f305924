"""The unit that figures were printed in, where an export shows them in a finer one: "1.000 kr., trykt i mio. kr.".

Their last digits say nothing then, and what was rounded in print would be a difference: they are read as printed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from budgettui.domain.amounts import Unit, format_number, parse_unit

_SAID = re.compile(r"(?:,| ·) (?:trykt i|printed in) (?P<unit>[^,·()]+)")


def printed_unit(text: str) -> tuple[str, Unit | None]:
    """The words without the unit that the figures were printed in, and that; ``None`` where it is not told apart."""
    match = _SAID.search(text) if "t" in text else None
    unit = parse_unit(match["unit"]) if match else None
    return (text[: match.start()] + text[match.end() :], unit) if match and unit and unit.hundredths else (text, None)


def factor_between(shown: Unit, printed: Unit) -> Decimal:
    """What figures in the unit that is shown are multiplied with to be in the one that was printed."""
    return Decimal(shown.hundredths or 1) / (printed.hundredths or 1)


def as_printed(value: str, factor: Decimal) -> tuple[str, str]:
    """The exact value as it was printed before it was shown finer, and its text."""
    exact = (Decimal(value) * factor).normalize()
    text = format(exact, "f") if exact else "0"
    return text, format_number(exact, len(text.partition(".")[2]))
