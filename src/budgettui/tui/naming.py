"""The field that asks which members and parties: it completes, tells who is meant, and questions whom nobody knows.

They are named as in a vote. Others may be meant after all, a mayor or a group of their own, and are kept as typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from budgettui.domain.meeting.roll import Roll, spellings
from budgettui.domain.meeting.votes import named
from budgettui.domain.municipality import Party
from budgettui.i18n import _, listed
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question


def who(name: str, label: str, value: str, on: Roll, placeholder: str = "") -> Field:
    """The field of a question that :func:`asking` makes."""
    people = [called for one in on.people for called in (one.initials, one.name) if called]
    parties = [called for one in on.parties for called in spellings(one)]
    return Field(name, label, value, placeholder, completes=(*people, *parties))


def asking(question: Question, name: str, on: Roll) -> Question:
    """The question, telling whom the field means, and doubting whom nobody knows."""

    def told(values: Mapping[str, str]) -> list[str]:
        found, strange = named(values[name], on)
        words = [*(one.name or on.label(one) if isinstance(one, Party) else one.name for one in found),
                 *(f"{words}?" for words in strange)]
        return ["→ " + safe(", ".join(words))] if words else []

    def doubts(values: Mapping[str, str]) -> list[str]:
        strange = listed(f"»{words}«" for words in named(values[name], on)[1])
        words = _("? {names} er hverken medlem af mødet eller parti. Enter igen beholder det.")
        return [words.format(names=safe(strange))] if strange else []

    return replace(question, told=told, doubts=doubts)


def written(text: str, on: Roll) -> str:
    """Those named as minutes name them, "A, B og EM"; as typed where somebody else is meant as well."""
    found, strange = named(text, on)
    if strange:
        return text.strip()
    return listed(on.label(one) if isinstance(one, Party) else on.name(one.id) for one in found)
