"""Readings as JSON, whole and exact: a document row keeps its reading, from which its tables can be made
again.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from budgettui.domain.errors import Marked
from budgettui.domain.paper.long_table import LongRows
from budgettui.domain.paper.reading import Reading

#: What stands for the rows of a long table: how many they are.
_LINES = "lines"


def encode(value: Any) -> Any:
    """A dataclass as plain JSON data, without the fields that hold their default.

    A marked message keeps its template, so that a finding can be said in the language of whoever looks at it.
    """
    if isinstance(value, Marked):
        parts = {name: part if isinstance(part, (str, int)) else str(part) for name, part in value.fields.items()}
        return {"template": value.template, "fields": {name: encode(part) for name, part in parts.items()}}
    if value is None or isinstance(value, (str, int)):  # most of what there is
        return value
    if is_dataclass(value) and not isinstance(value, type):
        said = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
        return {name: encode(part) for name, part, default in said if part != default}
    if isinstance(value, LongRows):
        return {_LINES: len(value)}
    if isinstance(value, Sequence):
        return [encode(part) for part in value]
    return value


@cache
def _defaults(kind: type[Any]) -> Sequence[tuple[str, object]]:
    """The fields of a dataclass with their defaults; one without has what is like no value."""
    return [(field.name, field.default) for field in fields(kind)]


def is_long(table: dict[str, Any]) -> bool:
    """Whether a table that :func:`encode` wrote has its lines in the file alone."""
    return isinstance(table["rows"], dict)


def decode(data: Any) -> Reading:
    """The reading that :func:`encode` wrote."""
    reading = _decoder(Reading)(data)
    assert isinstance(reading, Reading)
    return reading


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        # A field that this version does not have is passed over, so that a store outlives the shape of a
        # reading.
        return lambda data: typing.cast(Any, kind)(
            **{name: _decoder(hints[name])(part) for name, part in data.items() if name in hints}
        )
    if typing.get_origin(kind) in (tuple, Sequence):
        inner = _decoder(typing.get_args(kind)[0])
        return lambda data: tuple(inner(part) for part in data)
    if typing.get_origin(kind) is types.UnionType:
        (some,) = (part for part in typing.get_args(kind) if part is not type(None))
        inside = _decoder(some)
        return lambda data: None if data is None else inside(data)
    if kind is str:
        return lambda data: _message(data) if isinstance(data, dict) else data
    return lambda data: data


def _message(data: dict[str, Any]) -> Marked:
    fields = {name: _message(part) if isinstance(part, dict) else part for name, part in data["fields"].items()}
    return Marked(data["template"]).format(**fields)
