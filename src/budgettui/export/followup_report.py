"""What is to be followed up, for a pipe: one thing a line, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from budgettui.domain.meeting.followup import KINDS, REMINDERS, STATES, FollowUp
from budgettui.export.escape import plain_line
from budgettui.i18n import _, date_text, ngettext


def counts_words(found: Sequence[FollowUp], today: date) -> str:
    """How many there are that somebody has to act on, and how many of them are overdue."""
    left = sum(not one.is_over(today) for one in found)
    late = sum(one.is_overdue(today) for one in found)
    words = ngettext("{count} åben", "{count} åbne", left).format(count=left)
    return f"{words} · " + _("{count} over fristen").format(count=late) if late else words


def reminder_words(found: Sequence[FollowUp], today: date) -> list[str]:
    """How many there are of each that one is reminded of, what presses most first."""
    why = [one.reminder(today) for one in found]
    late, week, dated, silent = (why.count(name) for name in REMINDERS)
    words = {
        _("{count} over fristen"): late,
        _("{count} med frist inden en uge"): week,
        ngettext("{count} frist i papirer inden 4 uger", "{count} frister i papirer inden 4 uger", dated): dated,
        ngettext("{count} erklæring uden melding", "{count} erklæringer uden melding", silent): silent,
    }
    return [text.format(count=count) for text, count in words.items() if count]


def place_words(one: FollowUp) -> str:
    """The meeting with its day and the item, or the document with the line."""
    line = _("linje {line}").format(line=one.source.line) if one.document and one.source.line else ""
    return " · ".join(part for part in (date_text(one.day), one.number, plain_line(one.where), line) if part)


def public(one: FollowUp) -> FollowUp:
    """What may be told to all: of a closed item only that there is something, and when it is due."""
    if one.open:
        return one
    notes = tuple(replace(note, text="") for note in one.notes)
    told = replace(one, text=_("lukket punkt"), responsible="", notes=notes, line=None, line_label="")
    return told if one.document is None else replace(told, where="", department="")


def due_words(one: FollowUp, today: date) -> str:
    """The day it is due, with a word where that is over."""
    if one.due is None:
        return _("uden frist")
    return date_text(one.due) + (f" {_('over fristen')}" if one.is_overdue(today) else "")


def follow_up_lines(found: Sequence[FollowUp], today: date) -> Iterator[str]:
    """A line each: state, kind, who, when, what, where."""
    for one in found:
        parts = (
            _(STATES[one.state]), _(KINDS[one.kind]), plain_line(one.responsible) or "?", due_words(one, today),
            plain_line(one.text), place_words(one), *(plain_line(note.text) for note in one.notes[-1:]),
        )
        yield " · ".join(part for part in parts if part)


def follow_ups_json(found: Sequence[FollowUp], today: date) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key, "kind": one.kind, "state": one.state, "text": one.text, "responsible": one.responsible,
            "due": one.due, "overdue": one.is_overdue(today), "department": one.department, "number": one.number,
            "meeting": one.meeting, "where": one.where, "date": one.day, "line": one.line,
            "page": one.source.page, "source_line": one.source.line,
            "notes": [
                {"at": note.at, "actor": note.actor, "state": note.state, "text": note.text} for note in one.notes
            ],
        }
        for one in found
    ]
