"""A meeting as it is at one moment: its agenda, those who take part, what was decided.

Everything is frozen, so a state can be kept, compared and shown without copying. What makes one state into the
next is :mod:`budgettui.domain.meeting.law`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.meeting.decisions import Bucket, bucket_of
from budgettui.domain.paper.papers import Source, after_mark

if TYPE_CHECKING:
    from budgettui.domain.meeting.ballots import Vote
    from budgettui.domain.meeting.versions import Confirmation, Correction, Kept, Signature, Version


class Votes(NamedTuple):
    """Who voted how, in free words: what older journals hold. A vote that is counted is a :class:`Vote`."""

    for_: str = ""
    against: str = ""
    abstained: str = ""

    @property
    def any(self) -> bool:
        return bool(self.for_ or self.against or self.abstained)


class LineLink(NamedTuple):
    """A decision point's link to a budget line: the node's key, its label then, øre per year, the price level that
    these are printed in, and what they are of, see :mod:`budgettui.domain.budget.natures`; "" where nobody said it."""

    node: str
    label: str
    amounts: Mapping[int, int]
    price_level: str = ""
    nature: str = ""


@dataclass(frozen=True)
class DecisionPoint:
    """A decision point with what was decided. ``number`` is ``None`` where the paper prints none."""

    id: str
    number: int | None
    text: str
    source: Source = Source()
    outcome: str | None = None
    decision_text: str = ""
    responsible: str = ""
    due: str | None = None
    decided_at: str | None = None
    decided_by: str | None = None
    votes: Votes = Votes()
    links: tuple[LineLink, ...] = ()

    @property
    def bucket(self) -> Bucket:
        return bucket_of(self.outcome)

    @property
    def label(self) -> str:
        """The printed mark, e.g. ``At 1)``."""
        return "At" if self.number is None else f"At {self.number})"

    @property
    def clause(self) -> str:
        """The text as it goes on from its mark."""
        return after_mark(self.number, self.text)


class Step(NamedTuple):
    """A station on a case's way (*sagens forløb*): the day (ISO), the body, the item's number there, and what was said
    of it in the words of minutes; nothing is said of a closed item."""

    day: str
    body: str
    number: str
    said: str
    closed: bool = False


class Origin(NamedTuple):
    """The earlier meeting and its item that an item was carried over from, by their ids."""

    meeting: str
    item: str


@dataclass(frozen=True)
class Item:
    """An agenda item, or a section heading (``type`` "section"). ``state`` is derived from its points.

    ``late`` is one that came after the agenda was sent out (*tillægsdagsorden*). ``joined`` is the id of the item that
    it is treated together with.
    """

    id: str
    number: str | None
    title: str
    type: str = "item"
    open: bool = True
    closed_reason: str = ""
    public_text: str = ""
    papers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    case_number: str | None = None
    points: tuple[DecisionPoint, ...] = ()
    minutes: str = ""
    source: Source = Source()
    late: bool = False
    joined: str | None = None
    origin: Origin | None = None
    history: tuple[Step, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in a sentence: its number, or the title where it has none."""
        return self.number or self.title

    @property
    def heading(self) -> str:
        return " ".join(filter(None, (self.number, self.title)))

    @property
    def decided_count(self) -> int:
        return sum(point.outcome is not None for point in self.points)

    @property
    def state(self) -> str:
        """none (nothing to decide), undecided, partly, decided or postponed."""
        if not self.points:
            return "none"
        outcomes = [point.outcome for point in self.points]
        if all(outcome is None for outcome in outcomes):
            return "undecided"
        if any(outcome is None for outcome in outcomes):
            return "partly"
        if all(point.bucket is Bucket.POSTPONED for point in self.points):
            return "postponed"
        return "decided"


class Change(NamedTuple):
    """What changed for a participant at an item: a code of :mod:`budgettui.domain.meeting.presence`, and why."""

    item: str
    attendance: str
    reason: str = ""


class Attendee(NamedTuple):
    """A participant. ``attendance`` is that at the start: present, apology or absent.

    ``member`` says whether the participant has a vote; ``None`` where nobody has said so. ``substitute_for`` is the
    id of the member whose seat a substitute takes.
    """

    id: str
    name: str
    initials: str | None = None
    role: str | None = None
    party: str | None = None
    attendance: str = "present"
    changes: tuple[Change, ...] = ()
    member: bool | None = None
    substitute_for: str | None = None


class Action(NamedTuple):
    """A follow-up: text, responsible (initials, comma separated), due date (ISO) and the item or point."""

    id: str
    text: str
    responsible: str
    due: str | None = None
    item: str | None = None
    point: str | None = None
    done: bool = False


class Taken(NamedTuple):
    """From this moment (ISO 8601) this item was treated; ``None`` is a break.

    ``clock`` says that the moment is on the clock of the room, and can be printed as it is.
    """

    at: str
    item: str | None
    clock: bool = False


class Amendment(NamedTuple):
    """A proposal to change what a point proposes, voted on before it; ``parent`` is the one that it changes in turn.

    ``links`` is its effect on budget lines. ``outcome`` is set where it was decided upon without a counted vote.
    """

    id: str
    item: str
    point: str | None
    text: str
    mover: str = ""
    parent: str | None = None
    links: tuple[LineLink, ...] = ()
    outcome: str | None = None


class Remark(NamedTuple):
    """What somebody wants to have written in the minutes at an item: a ``dissent`` or a ``protocol`` remark.

    An empty text is one that was asked for and is still to come.
    """

    id: str
    item: str
    point: str | None
    kind: str
    who: str
    text: str = ""


class Target(NamedTuple):
    """What the decisions are held against: øre per year, and the material and unit that it is said in."""

    label: str = ""
    material: str = ""
    unit: str = "mio. kr."
    amounts: Mapping[int, int] = {}
    price_level: str = ""


class Mark(NamedTuple):
    """A budget line that somebody wants to come back to, with a note. A private one is for its writer alone."""

    node: str
    label: str
    text: str
    private: bool
    actor: str
    at: str


class Scenario(NamedTuple):
    """What the meeting might decide, under a name: the bucket of some of its points, or of amendments at items that
    have none, by their ids."""

    id: str
    name: str
    points: Mapping[str, Bucket]


@dataclass(frozen=True)
class Meeting:
    """A meeting as it is now. ``date`` is ISO or ``None`` where no date is printed; ``seq`` is the last event."""

    id: str
    title: str
    body: str | None = None
    department: str | None = None
    municipality: str | None = None
    date: str | None = None
    place: str | None = None
    items: tuple[Item, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    actions: tuple[Action, ...] = ()
    target: Target = Target()
    scenarios: tuple[Scenario, ...] = ()
    marks: tuple[Mark, ...] = ()
    votes: tuple[Vote, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    remarks: tuple[Remark, ...] = ()
    course: tuple[Taken, ...] = ()
    versions: tuple[Version, ...] = ()
    signatures: tuple[Signature, ...] = ()
    corrections: tuple[Correction, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    kept: tuple[Kept, ...] = ()
    seq: int = 0

    def item(self, item_id: str) -> Item:
        """The item with this id; ``KeyError`` if there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def find_point(self, point_id: str) -> tuple[Item, DecisionPoint]:
        """The point with this id and its item; ``KeyError`` if there is none."""
        item, point = self.place_of(None, point_id)
        if item is None or point is None:
            raise KeyError(point_id)
        return item, point

    @property
    def points(self) -> tuple[DecisionPoint, ...]:
        return tuple(point for item in self.items for point in item.points)

    def votes_on(self, point_id: str) -> tuple[Vote, ...]:
        """The votes that were taken at a point, on its amendments left out, in their order."""
        return tuple(vote for vote in self.votes if point_id in vote.points and vote.amendment is None)

    def amendment(self, amendment_id: str) -> Amendment:
        """The amendment with this id; ``KeyError`` if there is none."""
        for amendment in self.amendments:
            if amendment.id == amendment_id:
                return amendment
        raise KeyError(amendment_id)

    def place_of(self, item_id: str | None, point_id: str | None) -> tuple[Item | None, DecisionPoint | None]:
        """The item and the point with these ids, as far as they are there; the item of a point needs no id."""
        for item in self.items:
            for point in item.points:
                if point.id == point_id:
                    return item, point
        return next((item for item in self.items if item.id == item_id), None), None

    def marks_seen_by(self, actor: str) -> list[Mark]:
        """The marks that a person sees: everybody's, and the own private ones."""
        return [mark for mark in self.marks if not mark.private or mark.actor == actor]

    @property
    def final(self) -> Version | None:
        """The version that the minutes are finalised as; ``None`` while they are written."""
        last = self.versions[-1] if self.versions else None
        return last if last is not None and last.stands else None

    @property
    def signed(self) -> tuple[Signature, ...]:
        number = self.final.number if self.final else 0
        return tuple(one for one in self.signatures if one.version == number)
