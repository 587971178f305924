"""What does not add up between a vote and those present at the item, each with the rule that the question comes from.

A doubt is a question and no refusal: the secretary may keep the vote as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from budgettui.domain.errors import N_
from budgettui.domain.meeting.ballots import Ballot, Group, Result, SideName
from budgettui.domain.meeting.roll import Roll, everyone


class Doubt(NamedTuple):
    """Why a vote is questioned: a sentence, and the rule that it comes from."""

    message: str
    rule: str


_EACH = N_("kommunestyrelsesloven § 13 og afgørelse 89.1.3: det skal fremgå, hvad hvert medlem stemte")
_DISQUALIFIED = N_("afgørelse 80.2a.1: en inhabil forlader mødet under debat og afstemning")


def doubts(of: Ballot, on: Roll) -> list[Doubt]:
    """What does not add up between the vote and those present at the item; ``[]`` where nothing is known of them."""
    found = []
    for name in SideName:
        side = of.side(name)
        known = everyone(side, on)
        for person in side.people:
            if person in on.at.disqualified:
                found.append(Doubt(N_("{name} er inhabil ved punktet").format(name=on.name(person)), _DISQUALIFIED))
            elif person in on.at.absent:
                found.append(Doubt(N_("{name} er ikke til stede ved punktet").format(name=on.name(person)), _EACH))
        for party in (group.party for group in side.groups if not on.group(group.party)):
            if any(on.party_of(person) == party for person in on.people):
                words = N_("{name} har ingen med stemmeret til stede ved punktet")
                found.append(Doubt(words.format(name=party), _EACH))
        if side.said and side.count is not None and known and not _unknown(side.groups, on) and (
            side.count != len(known)
        ):
            found.append(Doubt(
                N_("der er skrevet {said}, men de nævnte er {counted}").format(said=side.count, counted=len(known)),
                _EACH,
            ))
    least, most, total = len(on.at.sure), on.at.here, of.total
    if most and total is not None and not least <= total <= most:
        words = N_("{total} er talt i afstemningen, men {present} med stemmeret er til stede ved punktet")
        if on.at.disqualified:
            words = N_(
                "{total} er talt i afstemningen, men {present} med stemmeret er til stede, de inhabile fraregnet"
            )
        found.append(Doubt(words.format(total=total, present=most), _EACH))
    return found


def doubts_at(of: Ballot, rolls: Mapping[str, Roll]) -> list[tuple[str, Doubt]]:
    """What does not add up at the items that the vote was taken for, by their ids; what is the same as at one before is
    told there."""
    first: dict[Doubt, str] = {}
    for item, on in rolls.items():
        for doubt in doubts(of, on):
            first.setdefault(doubt, item)
    return [(item, doubt) for doubt, item in first.items()]


def unnamed(of: Ballot, on: Roll) -> Doubt | None:
    """That a vote in which not all stood together says of some of them only how many they were."""
    told = [side for side in map(of.side, SideName) if side.count]
    if len(told) < 2 or not on.at.here or all(side.groups or side.people for side in told):
        return None
    return Doubt(N_("Der står antal, men ikke, hvem der stemte hvad"), _EACH)


def _unknown(groups: tuple[Group, ...], on: Roll) -> bool:
    """Whether nobody knows the members of one of the groups."""
    return any(not on.group(group.party) for group in groups)


def outvoted(of: Ballot, on: Roll) -> tuple[str, ...]:
    """Those who may ask for a dissent, as a rule only the outvoted (ruling 07.1.1): parties, then members by name."""
    lost = {Result.CARRIED: of.against, Result.REJECTED: of.for_}.get(of.result)
    if lost is None:
        return ()
    return (*(group.party for group in lost.groups), *(on.name(person) for person in lost.people))

