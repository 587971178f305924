"""Decisions × budget lines against the target."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.budget.tally import added, tally
from budgettui.domain.meeting.decisions import OUTCOMES, Bucket, bucket_of
from budgettui.domain.meeting.meeting import Amendment, DecisionPoint, Item, LineLink, Meeting, Scenario, Target
from budgettui.export.tally_report import published, tally_json, tally_markdown


def point(name: str, outcome: str | None, *links: tuple[str, int]) -> DecisionPoint:
    """A point linked to lines, each worth so many øre in 2024."""
    return DecisionPoint(
        name, None, name, outcome=outcome, links=tuple(LineLink(node, node.upper(), {2024: ore}) for node, ore in links)
    )


def meeting(*points: DecisionPoint, target: int = -1000) -> Meeting:
    return Meeting("m", "Møde", items=(Item("i", "1", "Punkt", points=points),), target=Target(amounts={2024: target}))


def test_each_state_has_its_sum_and_the_target_what_it_lacks() -> None:
    found = tally(meeting(
        point("a", "approved", ("k/a", -100)),
        point("b", "approved_as_amended", ("k/b", -20)),
        point("c", "postponed", ("k/c", -30)),
        point("d", "rejected", ("k/d", -40)),
        point("e", None, ("k/e", -50)),
        point("f", "discussed", ("k/f", -60)),
    ))
    assert {bucket: sums[2024] for bucket, sums in found.sums.items()} == {
        Bucket.DECIDED: -120, Bucket.POSTPONED: -30, Bucket.REJECTED: -40, Bucket.OPEN: -110,
    }
    assert found.missing(2024) == -880
    assert found.open_points == 1


@pytest.mark.parametrize(("target", "told"), [
    (-100, {"mangler": -80}), (-20, {"ud over målet": 0}), (-15, {"ud over målet": -5}), (30, {"mangler": 50}), (0, {}),
])
def test_a_target_lacks_something_or_is_passed(target: int, told: dict[str, int]) -> None:
    found = tally(meeting(point("a", "approved", ("k/a", -20)), target=target))
    assert {word: years[2024] for word, years in found.against_target()} == told


def test_a_line_below_a_decided_line_is_not_counted_twice() -> None:
    found = tally(meeting(point("a", "approved", ("k/a/b", -30)), point("b", "approved", ("k/a", -100))))
    assert found.decided(2024) == -100
    assert found.overlaps == ("k/a/b",)
    assert [effect.covered_by for effect in found.effects] == ["k/a", None]


def test_a_line_below_one_of_another_state_is_named() -> None:
    found = tally(meeting(point("a", "postponed", ("k/a/b", -30)), point("b", "approved", ("k/a", -100))))
    assert (found.decided(2024), found.amount(Bucket.POSTPONED, 2024)) == (-100, -30)
    assert [(effect.covered_by, effect.below) for effect in found.effects] == [(None, "k/a"), (None, None)]


def test_price_levels_that_are_added_are_said() -> None:
    links = [LineLink(f"k/{level}", "", {2024: -10}, level) for level in ("2023-priser", "", "2024-priser")]
    points = [DecisionPoint(link.node, None, "", links=(link,)) for link in links]
    assert "| mio. kr. · 2023-priser |" in tally_markdown(meeting(points[0]))
    assert "| mio. kr. · 2023-priser · også uden prisniveau |" in tally_markdown(meeting(*points[:2]))
    assert "| mio. kr. · 2023-priser + 2024-priser |" in tally_markdown(meeting(points[0], points[2]))


@pytest.mark.parametrize(
    ("natures", "said"),
    [
        (("operating", "operating", ""), []),
        (("operating", "capital"), ["drift + anlæg"]),
        (("both",), ["drift + anlæg"]),
        (("operating:decentralised", "operating"), []),
        (("operating:decentralised", "operating:non-decentralised"), ["decentr. + ikke-decentr."]),
        (("operating:all",), ["decentr. + ikke-decentr."]),
        (("operating:decentralised", "capital:non-decentralised"), ["drift + anlæg", "decentr. + ikke-decentr."]),
    ],
)
def test_what_is_added_across_kinds_is_said(natures: tuple[str, ...], said: list[str]) -> None:
    links = [LineLink(f"k/{place}", "", {2024: -10}, "", nature) for place, nature in enumerate(natures)]
    points = [DecisionPoint(link.node, None, "", links=(link,)) for link in links]
    assert added(meeting(*points)) == said


def test_a_line_below_one_that_is_not_decided_counts() -> None:
    found = tally(meeting(point("a", "approved", ("k/a/b", -30)), point("b", "rejected", ("k/a", -100))))
    assert found.decided(2024) == -30
    assert found.overlaps == ()


def test_a_name_that_only_begins_alike_is_another_line() -> None:
    found = tally(meeting(point("a", "approved", ("k/a", -30)), point("b", "approved", ("k/ab", -100))))
    assert found.decided(2024) == -130


def test_the_same_line_of_two_points_counts_once_unless_each_has_its_share() -> None:
    same = tally(meeting(point("a", "approved", ("k/a", -30)), point("b", "approved", ("k/a", -30))))
    assert same.decided(2024) == -30
    assert same.overlaps == ("k/a",)
    shared = tally(meeting(point("a", "approved", ("k/a", -10)), point("b", "approved", ("k/a", -20))))
    assert shared.decided(2024) == -30
    assert shared.overlaps == ()


def test_what_is_tried_changes_only_the_answer() -> None:
    held = meeting(point("a", None, ("k/a", -30)), point("b", "approved", ("k/b", -20)))
    tried = tally(held, {"a": Bucket.DECIDED, "b": Bucket.POSTPONED})
    assert (tried.decided(2024), tried.amount(Bucket.POSTPONED, 2024), tried.open_points) == (-30, -20, 0)
    assert tally(held).decided(2024) == -20


points = st.lists(
    st.builds(
        lambda name, outcome, links: point(str(name), outcome, *links),
        st.integers(0, 10**6),
        st.none() | st.sampled_from([outcome.code for outcome in OUTCOMES]),
        st.lists(st.tuples(st.sampled_from(["k/a", "k/a/b", "k/a/b/c", "k/d"]), st.integers(-100, 100)), max_size=3),
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)


@given(points)
def test_every_amount_is_counted_or_named_as_covered(drawn: list[DecisionPoint]) -> None:
    found = tally(meeting(*drawn))
    for bucket in Bucket:
        counted = [one.link.amounts[2024] for one in found.effects if one.bucket is bucket and one.covered_by is None]
        assert found.amount(bucket, 2024) == sum(counted)
    assert len(found.effects) == sum(len(one.links) for one in drawn)


@given(points)
def test_to_assume_what_is_decided_changes_nothing(drawn: list[DecisionPoint]) -> None:
    held = meeting(*drawn)
    assumed = {one.id: bucket_of(one.outcome) for one in drawn}
    assert tally(held, assumed)._replace(open_points=0) == tally(held)._replace(open_points=0)


def test_the_report_has_the_scenarios_beside_the_meeting() -> None:
    held = meeting(point("a", None, ("k/a", -30_000_000)), target=-100_000_000)
    text = tally_markdown(held, [Scenario("s", "Alt | det", {"a": Bucket.DECIDED})])
    assert "| Besluttet " in text
    assert "Alt \\| det: besluttet" in text
    assert text.splitlines()[-1].endswith("−0,7 |")
    data = tally_json(held, [Scenario("s", "Alt", {"a": Bucket.DECIDED})])
    assert data["missing"] == {"2024": -100_000_000}
    assert data["scenarios"][0]["sums"] == {"decided": {"2024": -30_000_000}}


def test_without_lines_and_a_target_the_report_is_a_sentence() -> None:
    report = tally_markdown(Meeting("m", "Møde"))
    assert report == "## Virkning på budgettet\n\nIngen beslutningspunkter er knyttet til budgetlinjer.\n"


def test_what_a_closed_item_decided_is_not_published() -> None:
    held = meeting(point("a", "approved", ("k/a", -30)))
    closed = replace(held, items=(replace(held.items[0], open=False),))
    assert tally(published(closed)).effects == ()


@pytest.mark.parametrize("bucket", list(Bucket))
def test_every_state_is_told(bucket: Bucket) -> None:
    from budgettui.export.tally_report import STATES
    from budgettui.tui.screens.tally import BUCKETS

    assert bucket in dict(STATES)
    assert bucket in BUCKETS


# An amendment at an item that has no points.


def amended(outcome: str | None, *, closed: bool = False) -> Meeting:
    amendment = Amendment("x", "i", None, "mere", links=(LineLink("k/a", "A", {2024: 70}),), outcome=outcome)
    item = Item("i", "1", "Budget", open=not closed)
    return Meeting("m", "Møde", items=(item,), target=Target(amounts={2024: 100}), amendments=(amendment,))


@pytest.mark.parametrize(
    ("outcome", "bucket"),
    [("adopted", Bucket.DECIDED), ("rejected", Bucket.REJECTED), ("postponed", Bucket.POSTPONED), (None, Bucket.OPEN)],
)
def test_an_amendment_without_a_point_counts_by_itself(outcome: str | None, bucket: Bucket) -> None:
    found = tally(amended(outcome))
    assert {one: sums[2024] for one, sums in found.sums.items()} == {bucket: 70}
    assert [(effect.point, effect.cause, effect.amendment) for effect in found.effects] == [("", "x", "x")]
    assert found.open_points == 0, "it is no point"
    tried = tally(amended(outcome), {"x": Bucket.DECIDED})
    assert tried.missing(2024) == 30
    assert tally_json(amended(outcome))["lines"][0]["point"] is None


def test_an_amendment_of_a_closed_item_is_not_published() -> None:
    assert tally(amended("adopted", closed=True)).decided(2024) == 70
    assert tally(published(amended("adopted", closed=True))).effects == ()


def test_an_amendment_whose_item_is_gone_counts_nowhere() -> None:
    assert tally(replace(amended("adopted"), items=())).effects == ()
