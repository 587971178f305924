"""Account strings of the municipalities' authorised chart of accounts, taken apart into the levels that they name.

"5.28.20.1.001" is hovedkonto 5, hovedfunktion 28, funktion 20, dranst 1, gruppering 001; the art may follow. The
string may stand with hyphens or blanks, with two figures for the hovedkonto, with letters before it ("XX-5-28-20"), or
as the 16 digits of Budget- og regnskabssystem for kommuner, 2.0. Main functions begin at 22, which tells such a string
from other numbers with points in them. What the codes are called stands in ``data/account-plan.toml``, with its source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

#: What an account string names, from the outside in.
DIMENSIONS = (
    "hovedkonto", "hovedfunktion", "funktion", "dranst", "ejerforhold", "omkostningssted", "gruppering", "art",
)  # fmt: skip
#: Those whose code says where in the plan it stands only together with those before it.
NESTED = DIMENSIONS[:3]

_STRING = re.compile(
    r"(?:[A-ZÆØÅ]{1,3}[-. ])?0?(?P<hovedkonto>[0-9])(?P<sep>[-. ])(?P<hovedfunktion>2[2-9]|[3-9][0-9])"
    r"(?P=sep)(?P<funktion>[0-9]{2})(?:(?P=sep)(?P<dranst>[1-9])(?:(?P=sep)(?P<ejerforhold>[0-9]))?)?"
    r"(?:(?P=sep)(?P<omkostningssted>[0-9]{4,10}))?(?:(?P=sep)(?P<gruppering>[0-9]{3})"
    r"(?:(?P=sep)(?P<art>[0-9]{2}|[0-9]\.[0-9]))?)?(?:\s+(?P<name>[^\s0-9].*))?"
)
_DIGITS = re.compile(
    r"(?P<hovedkonto>[0-9])(?P<hovedfunktion>2[2-9]|[3-9][0-9])(?P<funktion>[0-9]{2})(?P<dranst>[1-9])"
    r"(?P<ejerforhold>[0-9])(?P<omkostningssted>[0-9]{4})(?P<gruppering>[0-9]{3})(?P<art>[0-9]{2})"
)
#: The share of a column's cells that must be account strings for the others to be doubtful ones.
_MOST = 0.9


@lru_cache(maxsize=65_536)
def take_apart(text: str) -> Mapping[str, str] | None:
    """The codes of an account string by dimension, and under ``name`` what is written after it; else ``None``."""
    found = _STRING.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        return None
    codes = {key: code for key, code in found.groupdict().items() if code and key != "sep"}
    # Noughts in the long form say that the account is not parted so.
    return {key: code for key, code in codes.items() if key not in _UNUSED or code.strip("0")}


_UNUSED = ("ejerforhold", "omkostningssted")


def dimensions_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The dimensions that a column's cells name, outermost first; none where it is no column of account strings."""
    filled = [cell for cell in cells if cell]
    known = [codes for codes in map(take_apart, filled) if codes is not None]
    if not known or len(known) < _MOST * len(filled):
        return ()
    named = {key for codes in known for key in codes}
    return tuple(key for key in DIMENSIONS if key in named)


def label(dimension: str, codes: Mapping[str, str], name: str = "") -> str:
    """What a level of an account string is called: its code as the plan prints it, and its name where one is known."""
    if dimension not in codes:
        return ""
    if dimension in NESTED or (dimension == "gruppering" and not name):
        # A number that stands for itself says nothing without those that it goes on from.
        code = ".".join(codes[key] for key in DIMENSIONS[: DIMENSIONS.index(dimension) + 1] if key in codes)
    else:
        code = codes[dimension]
    return called(dimension, code, name)


def called(dimension: str, code: str, name: str = "") -> str:
    """A code with its name: the one that is given, else the plan's, else none."""
    if dimension == "art" and len(code) == 2 and code.isdigit():
        code = f"{code[0]}.{code[1]}"
    key = code[1:] if dimension == "hovedkonto" and len(code) == 2 and code[0] == "0" else code
    known = _plan().get(dimension, {})
    name = name or known.get(key, "")
    return f"{key if key in known else code} {name}" if name else code


@cache
def _plan() -> Mapping[str, Mapping[str, str]]:
    import tomli

    from budgettui.resources import resource

    data = tomli.loads(resource("data", "account-plan.toml").read_text("utf-8"))
    return {key: value for key, value in data.items() if isinstance(value, dict)}
