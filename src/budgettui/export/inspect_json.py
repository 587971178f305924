"""What was read from one file, as the public contract ``docs/inspect.schema.json`` says it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from budgettui.domain.paper.reading import SCHEMA, Finding, Paper, Reading, Row, Table

#: What describes the file itself stands under "source".
_OF_THE_FILE = ("name", "sha256", "format", "pages")
#: The decoded text is what the sources' lines count in, and where and when the meeting is held is for the meeting that
#: is made of the reading: the contract has neither.
_LEFT_OUT = frozenset((*_OF_THE_FILE, "text", "place", "start", "end"))
#: Fields of a shape that the program uses itself and the contract does not have.
_OWN: dict[type, frozenset[str]] = {
    Paper: frozenset(("number", "theme")),
    Row: frozenset(("lines", "reviewed")),
    Table: frozenset(("left_out",)),
    Finding: frozenset(("seen",)),
}


def inspect_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain dictionaries, lists, texts and numbers, ready for ``json.dumps``."""
    return {
        "schema": SCHEMA,
        "source": {name: getattr(reading, name) for name in _OF_THE_FILE},
        **{
            one.name: _plain(getattr(reading, one.name))
            for one in fields(reading)
            if one.name not in _LEFT_OUT
        },
    }


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        # A trailing underscore keeps a field's name off Python's words: from_ is "from".
        own = _OWN.get(type(value), frozenset())
        return {
            one.name.rstrip("_"): _plain(getattr(value, one.name))
            for one in fields(value)
            if one.name not in own
        }
    return value
