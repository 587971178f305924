"""The clock of an item: pieces without breaks, and an end where the minutes are finalised."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from budgettui.domain.meeting.course import Times, in_break, spent, times
from budgettui.domain.meeting.meeting import Item, Meeting, Taken
from budgettui.domain.meeting.versions import Version


def at(clock: str) -> str:
    return f"2023-12-08T{clock}:00+01:00"


HELD = Meeting(
    "m", "Møde", items=(Item("a", "1", "A"), Item("b", "2", "B")),
    course=(Taken(at("14:00"), "a"), Taken(at("14:10"), None), Taken(at("14:20"), "a"), Taken(at("14:25"), "b")),
)
LATER = datetime.fromisoformat("2023-12-15T09:00:00+01:00")


def test_breaks_are_left_out() -> None:
    assert spent(HELD, "a", LATER) == timedelta(minutes=15)


def test_the_last_item_is_over_when_the_minutes_are_finalised() -> None:
    assert spent(HELD, "b", datetime.fromisoformat(at("14:40"))) == timedelta(minutes=15)
    closed = replace(HELD, versions=(Version(1, at("15:00"), "SEK", "0"), Version(2, at("16:00"), "SEK", "0")))
    assert spent(closed, "b", LATER) == timedelta(minutes=35)


def test_an_item_that_is_taken_up_after_the_minutes_were_opened_again_has_a_clock() -> None:
    again = replace(HELD, versions=(Version(1, at("14:05"), "SEK", "0"),))
    assert spent(again, "b", datetime.fromisoformat(at("14:40"))) == timedelta(minutes=15)


def test_the_end_of_a_meeting_is_no_break_also_where_its_minutes_are_opened_again() -> None:
    ended = replace(HELD, course=(*HELD.course, Taken(at("14:50"), None)))
    assert in_break(ended)
    again = replace(ended, versions=(Version(1, at("15:00"), "SEK", "0", reopened_at=at("15:30")),))
    assert not in_break(again)
    more = (*again.course, Taken(at("15:40"), "a"), Taken(at("15:50"), None))
    assert in_break(replace(again, course=more))


def test_what_was_never_taken_up_has_none() -> None:
    assert spent(HELD, "c", LATER) is None


def room(clock: str, item: str | None, day: str = "2018-05-30") -> Taken:
    return Taken(f"{day}T{clock}:30+02:00", item, True)


def test_the_times_that_are_printed_are_the_rooms_own_on_the_meetings_day() -> None:
    held = Meeting("m", "Møde", date="2018-05-30", course=(
        room("14:02", "a"), room("14:30", None), room("14:45", "a"), room("15:10", None),
    ))
    known = times(held)
    assert (known.begun[11:16], known.ended[11:16]) == ("14:02", "15:10")
    assert [(one[11:16], other[11:16]) for one, other in known.breaks] == [("14:30", "14:45")]
    assert times(replace(held, course=held.course[:3])).ended == ""
    assert times(replace(held, date="2018-05-31")) == Times(), "noted on another day"
    assert times(replace(held, course=(*held.course, Taken("2018-05-30T13:20:00+00:00", "b")))) == Times()
    assert times(replace(held, course=())) == Times()
