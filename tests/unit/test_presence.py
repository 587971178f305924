"""Who is present at an item, who has a vote there, and whether the body can decide."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.meeting.meeting import Attendee, Change, Item, Meeting, Taken
from budgettui.domain.meeting.presence import AT_ITEM, Quorum, Stance, members, order, present, quorum, stances, voters

ITEMS = tuple(Item(f"i{number}", str(number), "") for number in range(1, 6))


def meeting(*people: Attendee, course: tuple[Taken, ...] = ()) -> Meeting:
    return Meeting("m", "Byråd", items=ITEMS, attendees=people, course=course)


def codes(one: Attendee, course: tuple[Taken, ...] = ()) -> list[str]:
    state = meeting(one, course=course)
    return [stances(state, item.id)[one.id].code for item in ITEMS]


def test_a_change_holds_from_its_item_on() -> None:
    person = Attendee("a", "A", changes=(Change("i2", "absent"), Change("i4", "present")))
    assert codes(person) == ["present", "absent", "absent", "present", "present"]


def test_who_comes_or_goes_during_an_item_is_there_for_some_of_it() -> None:
    assert codes(Attendee("a", "A", changes=(Change("i3", "left"),))) == [
        "present", "present", "left", "absent", "absent",
    ]
    assert codes(Attendee("a", "A", attendance="absent", changes=(Change("i3", "arrived"),)))[1:4] == [
        "absent", "arrived", "present",
    ]


def test_disqualified_for_one_item_only() -> None:
    person = Attendee("a", "A", changes=(Change("i3", "disqualified", "ansat"),))
    assert codes(person) == ["present", "present", "disqualified", "present", "present"]
    assert stances(meeting(person), "i3")["a"] == Stance("disqualified", "ansat")
    assert codes(Attendee("a", "A", changes=(Change("i2", "out"),)))[:3] == ["present", "out", "present"]


def test_the_order_is_the_one_in_which_the_items_were_treated() -> None:
    course = (Taken("t1", "i1"), Taken("t2", "i4"), Taken("t3", None), Taken("t4", "i4"), Taken("t5", "i2"))
    state = meeting(course=course)
    assert order(state) == ("i1", "i4", "i5", "i2", "i3")
    person = Attendee("a", "A", changes=(Change("i4", "left"),))
    assert codes(person, course) == ["present", "absent", "absent", "left", "absent"]


def test_the_count_of_those_present() -> None:
    state = meeting(
        Attendee("a", "A"), Attendee("b", "B", changes=(Change("i2", "left"),)),
        Attendee("c", "C", attendance="apology", changes=(Change("i3", "arrived"),)),
        Attendee("d", "D", changes=(Change("i3", "disqualified"),)),
    )
    assert [present(state, item) for item in (None, "i1", "i2", "i3", "i4")] == [3, 3, 2, 2, 3]


def test_a_substitute_takes_the_seat_and_counts_once() -> None:
    member = Attendee("a", "A", party="S", attendance="apology")
    substitute = Attendee("s", "S", party="S", substitute_for="a")
    state = meeting(member, substitute, Attendee("b", "B", party="V"), Attendee("x", "Direktør"))
    assert voters(state, "i1").sure == ("s", "b")
    assert quorum(state, "i1") == Quorum(2, 1, 2)
    back = replace(state, attendees=(member._replace(attendance="present"), *state.attendees[1:]))
    assert voters(back, "i1").sure == ("s", "b"), "as long as the substitute sits there"


def test_who_has_a_vote() -> None:
    clerk, a, b = Attendee("k", "K", role="referent"), Attendee("a", "A"), Attendee("b", "B")
    assert members(meeting(clerk, a, b)) == (a, b)
    partied = a._replace(party="A")
    assert members(meeting(clerk, partied, b)) == (partied,)
    marked = b._replace(member=True)
    assert members(meeting(clerk, partied, marked)) == (marked,)


def test_half_the_members_can_decide() -> None:
    people = tuple(Attendee(f"p{n}", "", member=True, attendance="present" if n < 4 else "absent") for n in range(9))
    assert quorum(meeting(*people), "i1") == Quorum(4, 5, 9)
    assert quorum(meeting(*people[:8]), "i1").met  # type: ignore[union-attr]
    assert quorum(meeting(*people), "i1", seats=31) == Quorum(4, 16, 31)
    assert quorum(meeting(*people), "i1", seats=31, needed=3).met  # type: ignore[union-attr]
    assert quorum(meeting(), "i1") is None
    assert quorum(meeting(Attendee("a", "A"), Attendee("b", "B")), "i1") is None, "nothing says that they are members"


changes = st.dictionaries(st.sampled_from([item.id for item in ITEMS]), st.sampled_from(AT_ITEM)).map(
    lambda known: tuple(Change(*one) for one in known.items())
)
courses = st.lists(st.sampled_from([None, *(item.id for item in ITEMS)]), max_size=8).map(
    lambda taken: tuple(Taken(f"t{place}", item) for place, item in enumerate(taken))
)


@given(changes, courses)
def test_the_order_of_recording_does_not_matter(known: tuple[Change, ...], course: tuple[Taken, ...]) -> None:
    assert codes(Attendee("a", "A", changes=known), course) == codes(Attendee("a", "A", changes=known[::-1]), course)
    assert sorted(order(meeting(course=course))) == sorted(item.id for item in ITEMS)
