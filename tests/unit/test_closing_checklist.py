"""The checklist before the minutes are finalised: each entry with its rule, and nothing where all is in order."""

from __future__ import annotations

from dataclasses import replace

from budgettui.domain.meeting.ballots import Ballot, Side, Vote
from budgettui.domain.meeting.closing import PLACES, Finding, checklist
from budgettui.domain.meeting.finalising import of
from budgettui.domain.meeting.meeting import (
    Action,
    Amendment,
    Attendee,
    Change,
    DecisionPoint,
    Item,
    Meeting,
    Remark,
    Step,
    Taken,
)
from budgettui.domain.meeting.versions import Confirmation, Kept

MEMBERS = (
    *(Attendee(name, name, initials=name, member=True) for name in ("A", "B", "C")),
    Attendee("D", "D", initials="D", member=True, attendance="apology"),
)


def meeting(**changes: object) -> Meeting:
    """A meeting in which everything is as it should be."""
    point = DecisionPoint("p1", 1, "planen godkendes", outcome="approved", decided_at="t")
    closed = Item("i2", "2", "Personsag", open=False, public_text="En ansættelse er godkendt.")
    made = Meeting(
        "m", "Møde", date="2018-05-30", attendees=MEMBERS, items=(Item("i1", "1", "Plan", points=(point,)), closed),
        actions=(Action("a1", "skriver notat", "VJ", "2018-06-30", "i1"),),
    )
    return replace(read_aloud(made), **changes)  # type: ignore[arg-type]


def read_aloud(made: Meeting) -> Meeting:
    """The meeting after its first decision was read aloud as it is."""
    return replace(made, confirmations=(Confirmation("p1", of(made, "p1")),))


def found(made: Meeting, **rule: int) -> list[Finding]:
    return checklist(made, **rule)


def only(made: Meeting, **rule: int) -> Finding:
    (one,) = found(made, **rule)
    assert one.rule
    assert one.place in PLACES
    return one


def test_a_meeting_has_a_date() -> None:
    assert only(meeting(date=None)).message == "Mødet har ingen dato"


def vote(ayes: tuple[str, ...], noes: tuple[str, ...]) -> Vote:
    return Vote("v", ("p1",), ballot=Ballot(Side(len(ayes), people=ayes), Side(len(noes), people=noes)), at="t1")


def with_vote(made: Meeting, taken: Vote) -> Meeting:
    return read_aloud(replace(made, votes=(taken,)))


def test_minutes_in_order_have_nothing_to_look_at() -> None:
    assert found(meeting()) == []


def test_an_undecided_point() -> None:
    open_point = DecisionPoint("p1", 1, "planen godkendes")
    one = only(meeting(items=(Item("i1", "1", "Plan", points=(open_point,)),)))
    assert (one.key, one.place, one.item, one.point) == ("undecided:p1", "decide", "i1", "p1")
    assert "planen godkendes" in one.message
    assert "§ 13" in one.rule


def test_a_vote_that_does_not_add_up_with_those_present() -> None:
    one = only(with_vote(meeting(), vote(("A",), ())))
    assert one.place == "vote"
    assert "1 er talt" in one.message
    assert "89.1.3" in one.rule
    later = vote(("A",), ())._replace(at="t2")
    assert only(with_vote(meeting(), later)).key != one.key, "corrected, it is another thing to look at"


def test_a_vote_that_was_taken_for_several_items_is_held_against_those_present_at_each() -> None:
    second = DecisionPoint("p2", 1, "taksten godkendes", outcome="approved", decided_at="t")
    made = meeting()
    people = (MEMBERS[0]._replace(changes=(Change("i3", "disqualified"),)), *MEMBERS[1:])
    items = (*made.items, Item("i3", "3", "Takst", points=(second,)))
    both = vote(("A", "B", "C"), ())._replace(points=("p1", "p2"))
    made = replace(made, attendees=people, items=items, votes=(both,))
    made = replace(made, confirmations=tuple(Confirmation(one, of(made, one)) for one in ("p1", "p2")))
    first, again = (one for one in found(made) if one.place == "vote")
    assert (first.item, first.point, first.message) == ("i3", "p2", "A er inhabil ved punktet")
    assert "2 med stemmeret er til stede, de inhabile fraregnet" in again.message


def test_a_vote_that_says_how_many_and_not_who() -> None:
    counted = vote(("A", "B"), ("C",))._replace(ballot=Ballot(Side(2, said=True), Side(1, said=True)))
    one = only(with_vote(meeting(), counted))
    assert (one.key, one.place, one.point) == ("unnamed:v:t1", "vote", "p1")
    assert "89.1.3" in one.rule
    assert found(with_vote(meeting(), counted._replace(ballot=Ballot(Side(3, said=True))))) == [], "all stood together"


def test_those_who_were_outvoted_are_offered_a_dissent_until_it_is_written() -> None:
    lost = with_vote(meeting(), vote(("A", "B"), ("C",)))
    one = only(lost)
    assert one.place == "remark"
    assert one.message.startswith("C blev nedstemt")
    five = (*MEMBERS[:3], *(Attendee(name, name, initials=name, member=True) for name in ("E", "F")))
    voted = with_vote(meeting(attendees=five), vote(("A", "B", "E"), ("C", "F")))
    (two,) = (finding for finding in found(voted) if finding.place == "remark")
    assert two.message.startswith("C og F blev nedstemt")
    before = Amendment("x", "i1", "p1", "mere", "C", outcome="rejected")
    on_it = vote(("C",), ("A", "B"))._replace(id="w", amendment="x")
    twice = read_aloud(replace(lost, amendments=(before,), votes=(on_it, *lost.votes)))
    assert only(twice).message == one.message, "who lost an amendment and the vote on the point is asked once"
    asked = read_aloud(replace(lost, remarks=(Remark("r", "i1", "p1", "dissent", "C"),)))
    promised = only(asked)
    assert promised.key == "remark:r"
    assert "Særstandpunkt fra C er ikke skrevet" in promised.message
    assert found(read_aloud(replace(asked, remarks=(Remark("r", "i1", "p1", "dissent", "C", "imod"),)))) == []


def test_a_decision_that_is_not_what_the_vote_gave() -> None:
    tie = with_vote(meeting(attendees=(*MEMBERS[:2], MEMBERS[3])), vote(("A",), ("B",)))
    one = only(tie)
    assert one.key.startswith("result:")
    assert "04.1.2" in one.rule


def test_one_vote_on_points_of_two_items_is_held_against_both() -> None:
    points = [DecisionPoint(f"p{n}", 1, "planen godkendes", outcome="approved", decided_at="t") for n in (1, 2)]
    items = tuple(Item(f"i{n}", str(n), "Plan", points=(point,)) for n, point in enumerate(points, 1))
    fell = vote((), ("A", "B", "C"))._replace(points=("p1", "p2"))
    made = meeting(items=items, votes=(fell,), confirmations=())
    against = [one for one in found(made) if one.key.startswith("result:")]
    assert [(one.item, one.point) for one in against] == [("i1", "p1"), ("i2", "p2")]


def test_a_decision_without_quorum() -> None:
    away = tuple(one._replace(attendance="absent") for one in MEMBERS[1:])
    one = only(meeting(attendees=(MEMBERS[0], *away)))
    assert one.place == "attendance"
    assert "Kun 1 med stemmeret" in one.message
    assert "§ 11" in one.rule
    assert found(meeting(attendees=(MEMBERS[0], *away)), needed=1) == []


def test_a_closed_item_without_a_public_wording() -> None:
    bare = Item("i2", "2", "Personsag", open=False)
    one = only(meeting(items=(meeting().items[0], bare)))
    assert (one.key, one.place) == ("public:i2", "minutes")
    reasoned = replace(bare, closed_reason="§ 10 stk. 1")
    assert only(meeting(items=(meeting().items[0], reasoned))).key == "unsaid:i2", "nothing says what became of it"
    assert found(meeting(items=(meeting().items[0], replace(reasoned, minutes="Ansat.")))) == []


def test_an_item_that_nothing_is_said_of() -> None:
    plan = meeting().items[0]
    bare = Item("i2", "2", "Orientering")
    one = only(meeting(items=(plan, bare)))
    assert (one.key, one.place, one.item) == ("unsaid:i2", "minutes", "i2")
    assert "§ 13" in one.rule
    for said in (
        replace(bare, minutes="Taget til orientering."),
        replace(bare, type="section"),
        replace(bare, joined="i1"),
    ):
        assert found(meeting(items=(plan, said))) == []
    assert only(meeting(items=(plan, bare), kept=(Kept("unsaid:i2", "udgik"),))).reason == "udgik"


def test_the_two_readings_of_a_budget_are_three_weeks_apart() -> None:
    way = (Step("2026-09-02", "Byrådet", "4", "oversendt"), Step("2026-09-20", "Økonomiudvalget", "1", "anbefalet"))

    def second(title: str, day: str) -> list[Finding]:
        item = Item("i1", "1", title, minutes="Drøftet.", history=way)
        return found(Meeting("m", "Byrådet", body="Byrådet", date=day, attendees=MEMBERS, items=(item,)))

    (one,) = second("Budget 2027, anden behandling", "2026-09-22")
    assert (one.key, one.item, "20 dage" in one.message, "§ 38" in one.rule) == ("readings:i1:20", "i1", True, True)
    assert second("2. behandling af budget 2027-2030", "2026-09-23") == []
    assert second("Lokalplan, anden behandling", "2026-09-22") == []


def test_the_first_reading_is_known_by_its_title_too() -> None:
    def held(title: str, day: str, body: str = "Byrådet") -> Meeting:
        item = Item("i1", "1", title, minutes="Drøftet.")
        return Meeting(day, body, body=body, date=day, attendees=MEMBERS, items=(item,))

    now = held("Budget 2027-2030, 2. behandling", "2026-10-14")
    first = held("Første behandling af budget 2027", "2026-10-01")
    (one,) = checklist(now, others=(first, held("Budget 2026, 1. behandling", "2026-10-10")))
    assert one.key == "readings:i1:13"
    assert checklist(now, others=(held("Budget 2027, 1. behandling", "2026-09-23"),)) == []
    assert checklist(now, others=(held("Budget 2027, 1. behandling", "2026-10-01", "Økonomiudvalget"),)) == []


def test_when_the_meeting_ended() -> None:
    begun = Taken("2018-05-30T14:02:10+02:00", "i1", True)
    over = Taken("2018-05-30T15:10:00+02:00", None, True)
    one = only(meeting(date="2018-05-30", course=(begun,)))
    assert (one.key, one.place) == ("end", "end")
    assert found(meeting(date="2018-05-30", course=(begun, over))) == []
    assert found(meeting(date="2018-05-28", course=(begun,))) == [], "the clock of another day says nothing"


def test_follow_ups_without_responsible_or_due_date() -> None:
    actions = (
        Action("a", "uden frist", "VJ", None, "i1"), Action("b", "uden ansvarlig", "", "2018-06-30", None, "p1"),
        Action("c", "uden begge", ""), Action("d", "udført", "", done=True),
    )
    said = found(meeting(actions=actions))
    assert [one.key for one in said] == ["action:a", "action:b", "action:c"]
    assert [one.item for one in said] == ["i1", "i1", None]


def test_nobody_is_on_the_list_or_nobody_is_present() -> None:
    assert only(meeting(attendees=())).key == "attendance"
    away = tuple(one._replace(attendance="absent") for one in MEMBERS)
    keys = [one.key for one in found(meeting(attendees=away), needed=0)]
    assert keys == ["quorum:i1:0", "attendance"]


def test_members_of_whom_nobody_has_said_whether_they_came() -> None:
    one = only(meeting(attendees=MEMBERS[:3]))
    assert (one.key, one.place, "Alle 3 medlemmer" in one.message) == ("attendance:all", "attendance", True)
    left = MEMBERS[0]._replace(changes=(Change("i1", "left"),))
    assert found(meeting(attendees=(left, *MEMBERS[1:3]))) == []


def test_what_was_not_read_aloud_is_told_once() -> None:
    one = only(meeting(confirmations=()))
    assert (one.key, one.place, one.point) == ("aloud", "aloud", "p1")


def test_what_is_kept_has_its_reason() -> None:
    made = meeting(confirmations=(), kept=(Kept("aloud", "er læst på papir"), Kept("gone", "x")))
    assert only(made).reason == "er læst på papir"


def test_an_amendment_that_nobody_has_voted_on() -> None:
    made = read_aloud(meeting(amendments=(Amendment("c1", "i1", "p1", "flere penge", "A"),)))
    one = only(made)
    assert (one.key, one.place, one.item, one.point) == ("amendment:c1", "amendment", "i1", "p1")
    assert "1 er ikke afgjort: flere penge" in one.message
    assert "før selve indstillingen" in one.rule


def test_what_would_have_changed_a_fallen_amendment_falls_with_it() -> None:
    fallen = Amendment("c1", "i1", "p1", "flere penge", "A", outcome="rejected")
    under = Amendment("c2", "i1", "p1", "lidt flere", "B", parent="c1")
    assert found(read_aloud(meeting(amendments=(fallen, under)))) == []
    adopted = fallen._replace(outcome="adopted")
    keys = [one.key for one in found(read_aloud(meeting(amendments=(adopted, under))))]
    assert keys == ["amendment:c2", "amended:p1:approved"]


def test_an_amendment_that_is_noted_otherwise_than_its_vote_went() -> None:
    carried = Vote("v", ("p1",), "c1", "", Ballot(Side(3), Side(0), Side()))
    for outcome, keys in (("rejected", ["result:v::rejected"]), ("adopted", []), (None, [])):
        noted = Amendment("c1", "i1", "p1", "flere penge", "A", outcome=outcome)
        made = read_aloud(meeting(amendments=(noted,), votes=(carried,)))
        assert [one.key for one in found(made) if one.place == "amendment"] == keys


def test_a_point_that_an_adopted_amendment_changed_is_not_decided_unchanged() -> None:
    adopted = Amendment("c1", "i1", "p1", "flere penge", "A", outcome="adopted")
    one = only(read_aloud(meeting(amendments=(adopted,))))
    assert (one.key, one.place, one.point) == ("amended:p1:approved", "decide", "p1")
    point = DecisionPoint("p1", 1, "planen godkendes", outcome="approved_as_amended", decided_at="t")
    assert found(read_aloud(meeting(amendments=(adopted,), items=(Item("i1", "1", "Plan", points=(point,)),)))) == []
