"""What the decisions do to the target, year by year: as a Markdown table, and as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from budgettui.domain.budget.tally import Tally, price_levels, tally
from budgettui.domain.errors import N_
from budgettui.domain.meeting.decisions import Bucket
from budgettui.domain.meeting.meeting import Meeting, Scenario
from budgettui.export.escape import inline, pipe_table, plain_line
from budgettui.export.wording import Money, unit_words
from budgettui.i18n import _

#: The states in the order in which they are told.
STATES = (
    (Bucket.DECIDED, N_("Besluttet")),
    (Bucket.POSTPONED, N_("Udsat")),
    (Bucket.REJECTED, N_("Forkastet")),
    (Bucket.OPEN, N_("Ikke besluttet")),
)


def published(meeting: Meeting) -> Meeting:
    closed = {item.id for item in meeting.items if not item.open}
    return replace(
        meeting,
        items=tuple(item if item.open else replace(item, points=()) for item in meeting.items),
        amendments=tuple(one for one in meeting.amendments if one.item not in closed),
    )


def effect_rows(sums: Tally, unit_text: str, text: Callable[[int], str]) -> list[list[str]]:
    """Escaped rows of the tally: the unit and the years, each state, and the target with what is missing."""
    rows = [[inline(unit_text), *map(str, sums.years)]]
    for bucket, word in STATES:
        rows.append([_(word), *(text(sums.amount(bucket, year)) for year in sums.years)])
    if sums.target:
        rows.append([_("Mål"), *(text(sums.target[year]) if year in sums.target else "" for year in sums.years)])
        rows += _against(sums, sums.years, text)
    return rows


def tally_markdown(meeting: Meeting, scenarios: Sequence[Scenario] = ()) -> str:
    """The tally of the meeting, and below it what would be decided and missing by each scenario."""
    now, *others = tallies = [tally(meeting), *(tally(meeting, one.points) for one in scenarios)]
    counted = [ore for one in tallies for by_year in one.sums.values() for ore in by_year.values()]
    text = Money(meeting, [*meeting.target.amounts.values(), *counted]).text
    # The points are the same in every scenario, and so are the years.
    rows = effect_rows(now, unit_words(meeting), text)
    for scenario, one in zip(scenarios, others, strict=True):
        name = inline(scenario.name)
        rows.append([_("{name}: besluttet").format(name=name), *(text(one.decided(year)) for year in now.years)])
        rows += _against(one, now.years, text, f"{name}: ")
    parts = [f"## {_('Virkning på budgettet')}"]
    if not now.years:
        return "\n\n".join([*parts, _("Ingen beslutningspunkter er knyttet til budgetlinjer.")]) + "\n"
    if plain_line(meeting.target.label):
        parts.append(_("Mål: {label}.").format(label=inline(meeting.target.label).rstrip(".")))
    return "\n\n".join([*parts, pipe_table(rows)]) + "\n"


def _against(sums: Tally, years: Sequence[int], text: Callable[[int], str], whose: str = "") -> list[list[str]]:
    """What the target lacks, and what is beyond it; ``whose`` stands before a scenario's."""
    return [
        [whose + _(word) if whose else _(word).capitalize(),
         *(text(amounts[year]) if year in amounts else "" for year in years)]
        for word, amounts in sums.against_target()
    ]


def tally_json(meeting: Meeting, scenarios: Sequence[Scenario] = ()) -> dict[str, Any]:
    """The same as data: whole øre per year, and every line with its point and what it is counted as."""

    def data(one: Tally) -> dict[str, Any]:
        return {
            "sums": {str(bucket): _by_year(by_year) for bucket, by_year in one.sums.items()},
            "missing": {str(year): one.missing(year) for year in one.target},
            "lines": [
                {
                    "point": effect.point or None,
                    "amendment": effect.amendment,
                    "line": effect.link.node,
                    "label": effect.link.label,
                    "state": str(effect.bucket),
                    "counted_in": effect.covered_by,
                    "below": effect.below,
                    "amounts": _by_year(effect.link.amounts),
                }
                for effect in one.effects
            ],
        }

    now = tally(meeting)
    return {
        "meeting": meeting.id,
        "target": {"label": meeting.target.label, "amounts": _by_year(now.target)},
        "price_levels": price_levels(meeting),
        **data(now),
        "scenarios": [{"name": one.name, **data(tally(meeting, one.points))} for one in scenarios],
    }


def _by_year(amounts: Mapping[int, int]) -> dict[str, int]:
    return {str(year): ore for year, ore in sorted(amounts.items())}
