"""What earlier meetings have left is offered, and becomes items with their history."""

from __future__ import annotations

from itertools import pairwise

from budgettui.domain.meeting.carry import offers
from budgettui.domain.municipality import Body
from budgettui.export import export_minutes
from budgettui.export.journal_report import log_lines
from budgettui.store import NewEvent, Store
from stage import ACTOR, NARROW, Stage, make_app, on_stage


def meeting(store: Store, key: str, body: str, day: str, *items: dict[str, object], **more: object) -> None:
    store.prepare({"id": key, "title": body, "body": body, "date": day, "items": list(items), **more}, ACTOR)


def before(store: Store) -> None:
    """A case at two bodies, a closed one, and an action; then the meeting that takes over."""
    meeting(store, "r", "Rådmandsmøde", "2026-03-02",
            {"id": "r1", "number": "2", "title": "Ny skole", "case_number": "26/1",
             "points": [{"id": "rp", "number": 1, "text": "skolen bygges"}]})
    meeting(store, "m1", "Magistraten", "2026-03-09",
            {"id": "a", "number": "4", "title": "Ny skole", "case_number": "26/1", "attachments": ["Tegninger"],
             "points": [{"id": "p1", "number": 1, "text": "skolen bygges"},
                        {"id": "p2", "number": 2, "text": "den males"}]},
            {"id": "b", "number": "5", "title": "Hemmeligt", "open": False, "closed_reason": "personale",
             "points": [{"id": "p3", "number": 1, "text": "noget hemmeligt"}]},
            {"id": "c", "number": "6", "title": "Afgjort", "points": [{"id": "p4", "number": 1, "text": "det er nok"}]},
            {"id": "d", "number": "7", "title": "Ventende redegørelse"},
            {"id": "e", "number": "8", "title": "Orientering"},
            actions=[
                {"id": "x", "text": "kort notat", "responsible": "VJ", "due": "2026-03-13", "item": "c"},
            ])
    decide = {"rp": ("r", "recommended", ""), "p1": ("m1", "approved", ""), "p4": ("m1", "approved", ""),
              "p2": ("m1", "postponed", "til næste møde")}
    for point, (key, outcome, text) in decide.items():
        store.append([NewEvent("decided", {"point": point, "outcome": outcome, "text": text}, key)], ACTOR)
    store.append([NewEvent("minutes_written", {"item": "e", "text": "Intet nyt."}, "m1")], ACTOR)
    meeting(store, "m2", "Magistraten", "2026-03-16")


def rows(stage: Stage) -> str:
    return " ".join(stage.text.split())


async def test_what_is_left_is_offered_and_becomes_items_with_their_history(sample: Store) -> None:
    before(sample)
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("m2")
        await stage.press("1", "E")
        await stage.until(lambda: "Uafsluttet fra tidligere møder: 4 · h henter" in stage.text)
        await stage.press("h")
        shown = rows(stage)
        for words in ("Ny skole", "Hemmeligt", "kort notat"):
            assert words in shown
        assert "Afgjort" not in shown, "what is decided is not left"
        assert "1 punkt udsat" in shown
        assert "1 punkt ubesluttet" in shown
        assert "Ventende redegørelse ikke behandlet" in shown
        assert "Orientering" not in shown, "what was told of is not left"
        await stage.press("space", "down", "space", "down", "space", "down", "space", "enter")
        titles = ["Ny skole", "Hemmeligt", "Ventende redegørelse", "kort notat"]
        assert [one.title for one in stage.meeting.items] == titles
        case, closed, _untreated, task = stage.meeting.items
        assert [point.text for point in case.points] == ["den males"], "only what was postponed is left"
        assert [(step.day, step.body, step.number) for step in case.history] == [
            ("2026-03-02", "Rådmandsmøde", "2"), ("2026-03-09", "Magistraten", "4"),
        ]
        assert case.attachments == ("Tegninger",)
        assert "udsat til næste møde" in case.history[1].said
        assert not closed.open
        assert task.points == ()
        assert task.history == (("2026-03-09", "Magistraten", "6", "opfølgning aftalt · VJ · 13. marts 2026", False),)
        text = export_minutes(sample, "m2")
        assert "- **Sagens forløb:** 2. marts 2026, Rådmandsmøde, punkt 2: At 1) anbefalet" in text
        assert "emmelig" not in text
        await stage.press("h")
        assert "Intet er uafsluttet" in rows(stage), "nothing is offered twice"
        assert not [one for one in sample.follow_ups() if one.meeting == "m1" and one.kind == "postponed"]
        await stage.press("escape", "escape", "escape")
        stage.screen.go_to(case.id)
        await stage.settle()
        assert "Sagens forløb" in stage.paper
        await stage.press("U")
        assert stage.meeting.items == ()


async def test_what_is_sent_to_a_body_that_has_not_met_yet_does_not_come_back(sample: Store) -> None:
    item = {"id": "s", "number": "2", "title": "Skole", "points": [{"id": "q", "number": 1, "text": "forslag"}]}
    meeting(sample, "r1", "Skoleudvalget", "2026-03-02", item)
    said = {"point": "q", "outcome": "referred", "text": "fremsendes til Aarhus Byråd"}
    sample.append([NewEvent("decided", said, "r1")], ACTOR)
    meeting(sample, "r2", "Skoleudvalget", "2026-03-09")
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("r2")
        await stage.press("1", "E", "h")
        assert "Intet er uafsluttet" in rows(stage)


async def test_what_one_body_refers_to_another_is_offered_to_that(sample: Store) -> None:
    points = [{"id": f"q{number}", "number": number, "text": f"forslag {number}"} for number in (1, 2, 3)]
    item = {"id": "s", "number": "2", "title": "Skole", "points": points}
    meeting(sample, "r1", "Skoleudvalget", "2026-03-02", item)
    said = (("referred", "til Magistraten"), ("postponed", "til april"), ("referred", "til budgettet"))
    for number, (outcome, text) in enumerate(said, 1):
        sample.append([NewEvent("decided", {"point": f"q{number}", "outcome": outcome, "text": text}, "r1")], ACTOR)
    meeting(sample, "r2", "Skoleudvalget", "2026-03-09")
    meeting(sample, "m", "Magistraten", "2026-03-16")
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("m")
        await stage.press("1", "E", "h")
        assert "Skole 1 punkt henvist" in rows(stage)
        await stage.press("space", "enter", "escape")
        (case,) = stage.meeting.items
        assert [point.text for point in case.points] == ["forslag 1"]
        assert "henvist til Magistraten" in case.history[0].said
        left = [one.text for one in sample.follow_ups() if one.meeting == "r1"]
        assert left == ["Skole: forslag 2 (til april)"], "what waits where it was is still to be followed up"
        stage.screen.open_meeting("r2")
        await stage.press("1", "E", "h")
        assert "Skole 1 punkt udsat · 1 punkt henvist" in rows(stage), "what the other has taken over is not all"
        await stage.press("space", "enter")
        assert [point.text for point in stage.meeting.items[0].points] == ["forslag 2", "forslag 3"]


async def test_what_is_recommended_goes_up_to_the_next_body_or_the_one_that_is_named(sample: Store) -> None:
    ladder = (("r", "Rådmandsmøde", ""), ("m", "Magistraten", "over for Aarhus Byråd"), ("b", "Byrådet", ""))
    item = {"id": "s", "number": "2", "title": "Ny skole",
            "points": [{"id": "q1", "number": 1, "text": "skolen bygges"}]}
    for day, (key, body, _said) in enumerate(ladder, 2):
        meeting(sample, key, body, f"2026-03-0{day}", *([item] if key == "r" else []))
    meeting(sample, "u", "Skoleudvalget", "2026-03-09")
    async with on_stage(make_app(sample), NARROW) as stage:
        for (key, _body, said), (above, *_rest) in pairwise(ladder):
            point = sample.meeting(key).items[0].points[0].id
            sample.append([NewEvent("decided", {"point": point, "outcome": "recommended", "text": said}, key)], ACTOR)
            for other, offered in (("u", False), (above, True)):
                stage.screen.open_meeting(other)
                await stage.press("1", "E", "h")
                assert ("Ny skole" in stage.text) is offered, (key, other)
                assert rows(stage).count("1 punkt anbefalet") == offered, "only from the last that recommended it"
                await stage.press("space", "enter", "escape", "escape")
        history = stage.meeting.items[0].history
        assert [(step.body, step.said) for step in history] == [
            ("Rådmandsmøde", "At 1) anbefalet"), ("Magistraten", "At 1) anbefalet over for Aarhus Byråd"),
        ]


async def test_items_of_a_paper_get_the_way_of_their_case(sample: Store) -> None:
    before(sample)
    meeting(sample, "k", "Byrådet", "2026-04-01", {"id": "k1", "number": "1", "title": "Skole", "case_number": "26/1"})
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("k")
        await stage.press("1", "E", "h")
        assert "Enter henter" in rows(stage)
        await stage.press("enter")
        assert [step.body for step in stage.meeting.items[0].history] == ["Rådmandsmøde", "Magistraten"]


async def test_a_case_that_has_gone_on_is_told_anew_before_the_minutes_are_closed(sample: Store) -> None:
    before(sample)
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("m2")
        await stage.press("1", "E", "h", "space", "enter", "escape")
        case = stage.meeting.items[0]
        assert "udsat til næste møde" in case.history[1].said
        await stage.press("f9")
        assert "Sagens forløb er et andet nu" not in stage.text
        await stage.press("escape")
        sample.append([NewEvent("decided", {"point": "p2", "outcome": "rejected", "text": ""}, "m1")], ACTOR)
        await stage.press("f9")
        assert "Sagens forløb er et andet nu" in stage.text
        while not stage.app.screen.list.current.key.startswith("history:"):
            await stage.press("down")
        await stage.press("enter")
        assert "sagens forløb er hentet · gemt" in stage.text
        assert "Sagens forløb er et andet nu" not in stage.text
        way = stage.meeting.items[0].history
        assert [step.number for step in way] == ["2", "4"], "each station once, with what it tells now"
        assert "forkastet" in way[1].said
        await stage.press("U")
        assert "Sagens forløb er et andet nu" in stage.text


async def test_what_is_carried_over_comes_after_the_item_under_the_cursor(sample: Store) -> None:
    before(sample)
    meeting(sample, "m3", "Magistraten", "2026-03-23", {"id": "d", "number": "1", "title": "Dagsorden"},
            {"id": "e", "number": "2", "title": "Eventuelt"})
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("m3")
        await stage.press("I")  # the clock runs: what is added is not taken up by that
        await stage.press("1", "E", "h", "space", "down", "space", "enter", "r")
        assert [one.item for one in stage.meeting.course] == ["d"]
        assert [(one.number, one.title) for one in stage.meeting.items] == [
            ("1", "Dagsorden"), ("2", "Ny skole"), ("3", "Hemmeligt"), ("4", "Eventuelt"),
        ]
    told = log_lines(sample.log("m3"), {"m3": sample.meeting("m3")})
    assert any("punkt tilføjet 2" in " ".join(line.split()) for line in told), told


def test_what_stands_on_every_agenda_is_only_left_where_it_was_postponed(sample: Store) -> None:
    points = {number: [{"id": f"p{number}", "number": 1, "text": "det godkendes"}] for number in "123"}
    meeting(sample, "f", "Rådet", "2026-03-02",
            {"id": "i1", "number": "1", "title": "Dagsorden", "points": points["1"]},
            {"id": "i2", "number": "2", "title": "Referat", "points": points["2"]},
            {"id": "i3", "number": "3", "title": "Ny skole", "points": points["3"]})
    sample.append([NewEvent("decided", {"point": "p2", "outcome": "postponed"}, "f")], ACTOR)
    meeting(sample, "e", "Rådet", "2026-03-09")
    body = Body("Rådet", agenda=("# Til godkendelse", "Dagsorden", "Referat"))
    left = offers(sample.meeting("e"), [sample.meeting("f")], (), [body])
    assert [one.item.title for one in left if one.item] == ["Referat", "Ny skole"]


async def test_without_a_date_nobody_can_say_what_was_before(sample: Store) -> None:
    before(sample)
    sample.append([NewEvent("meeting_set", {"date": None}, "r")], ACTOR)
    meeting(sample, "n", "Rådmandsmøde", "2026-04-01")
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("n")
        await stage.press("1", "E", "h")
        assert "Hent fra tidligere møder · 1 møde uden dato er ikke med" in stage.text
        await stage.press("escape")
        sample.append([NewEvent("meeting_set", {"date": None}, "n")], ACTOR)
        stage.screen.open_meeting("n")
        await stage.press("h")
        assert "Mødet har ingen dato: d skriver den" in stage.text


async def test_amendments_that_nobody_has_voted_on_wait_with_their_points(sample: Store) -> None:
    points = [{"id": f"q{number}", "number": number, "text": f"forslag {number}"} for number in (1, 2)]
    meeting(sample, "m1", "Magistraten", "2026-03-09", {"id": "s", "number": "2", "title": "Skole", "points": points})
    link = {"node": "budget/1", "label": "Skoler", "amounts": {"2027": 100}, "price_level": "2026"}
    moved = {"open": {"point": "q2", "text": "dog kun én skole", "mover": "A", "links": [link]},
             "change": {"point": "q2", "text": "dog to skoler", "mover": "B", "parent": "open"},
             "lost": {"point": "q2", "text": "ingen skole", "outcome": "rejected"},
             "whole": {"point": None, "text": "sagen udgår", "mover": "O"},
             "other": {"point": "q1", "text": "dog senere"}}
    events = [NewEvent("amendment_set", {"id": key, "item": "s", **facts}, "m1") for key, facts in moved.items()]
    said = (("q1", "approved", ""), ("q2", "postponed", "til næste møde"))
    events += [NewEvent("decided", {"point": key, "outcome": how, "text": text}, "m1") for key, how, text in said]
    sample.append(events, ACTOR)
    meeting(sample, "m2", "Magistraten", "2026-03-16")
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("m2")
        await stage.press("1", "E", "h")
        assert "1 punkt udsat · 3 ændringsforslag" in rows(stage)
        await stage.press("space", "enter")
        (case,) = stage.meeting.items
        (point,) = case.points
        first, change, whole = stage.meeting.amendments
        assert [(one.item, one.point, one.text, one.mover, one.outcome) for one in (first, change, whole)] == [
            (case.id, point.id, "dog kun én skole", "A", None), (case.id, point.id, "dog to skoler", "B", None),
            (case.id, None, "sagen udgår", "O", None),
        ]
        assert change.parent == first.id
        assert [(dict(one.amounts), one.price_level) for one in first.links] == [({2027: 100}, "2026")]
        await stage.press("U")
        assert stage.meeting.amendments == ()
