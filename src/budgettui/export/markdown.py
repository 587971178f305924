"""The minutes of a meeting as Markdown that a council's site can publish as it is.

The same meeting gives the same bytes: nothing here asks for the time, the machine or the order of a
dictionary. Everything is CommonMark; the effect on the budget is a pipe table, or a list for processors that
have no tables.

Closed items: the published text has the item's public wording, else the reason for closing it, and nothing
else. Their budget lines are left out of the effect as well, or what was decided could be found by
subtraction; a line says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from budgettui.domain.budget.tally import Tally, tally
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.meeting.amendments import Placed, effect, outcome, tree
from budgettui.domain.meeting.ballots import Vote
from budgettui.domain.meeting.closing import unsaid
from budgettui.domain.meeting.course import taken_order, times, was_taken
from budgettui.domain.meeting.meeting import Action, DecisionPoint, Item, LineLink, Meeting
from budgettui.domain.meeting.prepared import brought
from budgettui.domain.meeting.preparing import together
from budgettui.domain.meeting.presence import AT_ITEM, AT_START
from budgettui.domain.paper.reading import Paper
from budgettui.export.checks_report import place_line, sentence, source_words
from budgettui.export.escape import inline, opening, paragraphs, pipe_table, plain_line, typed
from budgettui.export.tally_report import effect_rows, published
from budgettui.export.vote_wording import vote_text
from budgettui.export.wording import (
    VERSION,
    Money,
    amendment_word,
    changes_text,
    clock_text,
    date_text,
    item_title,
    moment_text,
    outcome_text,
    person_text,
    step_text,
    to_words,
    unit_words,
    votes_text,
)
from budgettui.i18n import _, listed, ngettext

#: What is told of an item alone, and not from it on.
ONLY_AT_ITEM = frozenset(AT_ITEM) - frozenset(AT_START)


def minutes_markdown(
    meeting: Meeting, papers: Mapping[str, Paper], *, prepared: Meeting | None = None, pipe_tables: bool = True,
    checks: Sequence[tuple[Check, str]] | str = (),
) -> str:
    """The minutes, ending in one line end.

    ``papers`` holds every paper of the meeting's open items by id. ``prepared`` is the meeting as it was read
    from the documents: a minutes text that differs from it was typed by the secretary, who writes Markdown;
    every other text is a document's and stays text. Without ``prepared`` nothing counts as typed. ``checks`` are the
    differences in the meeting's published documents, each with the note of who knows of it, or ""; or what
    :func:`differences_text` made of them.

    What finalises the minutes (:mod:`budgettui.export.final`) is told in the head alone: this is the text that its
    checksum is of. ``KeyError`` where a paper of an open item is missing.
    """
    blocks = [_head(meeting), _attendance(meeting)]
    money = _Money(meeting)
    if meeting.items and meeting.items[0].type != "section":
        blocks.append(f"## {_('Dagsorden')}")
    for item in meeting.items:
        blocks.extend(_item(meeting, item, papers, prepared, money))
    blocks.extend(_follow_ups(meeting))
    blocks.extend(_effect(meeting, money, pipe_tables))
    blocks.append(checks if isinstance(checks, str) else differences_text(checks))
    blocks.extend(_undecided(meeting))
    return "\n\n".join(block for block in blocks if block) + "\n"


class _Money(Money):
    """How this meeting's amounts are written: one unit and one number of decimals all through."""

    def __init__(self, meeting: Meeting) -> None:
        self.tally = tally(published(meeting))
        self.unit_text = unit_words(meeting)
        super().__init__(meeting, self._amounts(meeting, self.tally))

    @staticmethod
    def _amounts(meeting: Meeting, sums: Tally) -> Iterator[int]:
        yield from meeting.target.amounts.values()
        for by_year in sums.sums.values():
            yield from by_year.values()
        for item in meeting.items:
            if item.open:
                links = [link for point in item.points for link in point.links]
                links += [link for one in meeting.amendments if one.item == item.id for link in one.links]
                yield from (ore for link in links for ore in link.amounts.values())

    def fields(self, links: Iterable[LineLink]) -> Iterator[str]:
        """What is worth how much on which lines."""
        heading = _("Budget, {unit}").format(unit=self.unit_text)
        return (_field(heading, f"{link.label or link.node}: {self.years(link.amounts)}") for link in links)


def _field(label: str, value: str | None) -> str:
    return f"- **{inline(label)}:** {inline(value)}" if value and plain_line(value) else ""


def _list(*rows: str) -> str:
    return "\n".join(row for row in rows if row)


def _head(meeting: Meeting) -> str:
    title = f"# {inline(meeting.title) or _('Møde')}"
    fields = _list(
        _field(_("Mødeorgan"), meeting.body),
        _field(_("Afdeling"), meeting.department),
        _field(_("Kommune"), meeting.municipality),
        _field(_("Dato"), date_text(meeting.date) or _("ikke angivet")),
        *_times(meeting),
        _field(_("Sted"), meeting.place),
        _field(VERSION, _versions(meeting)),
    )
    return f"{title}\n\n{fields}"


def _times(meeting: Meeting) -> Iterator[str]:
    """When the meeting began, paused and ended. While it goes on, nobody knows that a break is its end."""
    known = times(meeting)
    if known.begun:
        yield _field(_("Begyndt"), clock_text(known.begun))
    breaks = ((clock_text(begun), clock_text(ended)) for begun, ended in known.breaks)
    # One that was over within the minute was a slip of the finger.
    told = [_("{begun} til {ended}").format(begun=begun, ended=ended) for begun, ended in breaks if begun != ended]
    yield _field(_("Ophold"), "; ".join(told))
    if known.ended:
        yield _field(_("Sluttet") if meeting.versions else _("Ophold fra"), clock_text(known.ended))


def _versions(meeting: Meeting) -> str:
    """Which version this is, and the earlier ones with the day on which they were opened again, the last first."""
    told = [
        _("version {number}, afsluttet {at}, genåbnet {again}: {reason}").format(
            number=one.number, at=moment_text(one.at), again=moment_text(one.reopened_at), reason=one.reason
        )
        for one in reversed(meeting.versions)
        if not one.stands
    ]
    if meeting.final is not None:
        this = _("{number}, afsluttet {at}").format(number=meeting.final.number, at=moment_text(meeting.final.at))
    else:
        this = _("udkast til version {number}").format(number=len(meeting.versions) + 1)
    return "; ".join((this, *told))


def _attendance(meeting: Meeting) -> str:
    if not meeting.attendees:
        return ""
    labels = (("present", _("Til stede")), ("apology", _("Afbud")), ("absent", _("Fraværende")))
    rows = []
    for code, label in labels:
        people = [person_text(one, meeting.attendees) for one in meeting.attendees if one.attendance == code]
        rows.append(_field(label, "; ".join(people) or _("ingen")))
    for item in meeting.items:
        number = item.number or plain_line(item_title(item))
        rows.append(_field(_("Fra punkt {number}").format(number=number), changes_text(meeting, item, AT_START)))
        rows.append(_field(_("Punkt {number}").format(number=number), changes_text(meeting, item, ONLY_AT_ITEM)))
    names = {item.id: item.number or plain_line(item_title(item)) for item in meeting.items}
    rows.append(_field(_("Behandlet i rækkefølgen"), ", ".join(names[item] for item in taken_order(meeting))))
    return f"## {_('Deltagere')}\n\n{_list(*rows)}"


def _item(
    meeting: Meeting, item: Item, papers: Mapping[str, Paper], prepared: Meeting | None, money: _Money
) -> Iterator[str]:
    yield f"{'##' if item.type == 'section' else '###'} {inline(item_title(item))}"
    before = brought(prepared, item.id)
    if not item.open:
        yield _closed_text(item, before)
        return
    printed = any(papers[paper].case_number == item.case_number for paper in item.papers)
    yield _list(
        *(_paper(papers[paper]) for paper in item.papers),
        _field(_("Sagsnummer"), "" if printed else item.case_number),
        _field(_("Bilag"), "; ".join(item.attachments)),
        f"- {_('På tillægsdagsordenen')}" if item.late else "",
        *(_field(_("Sagens forløb"), step_text(step)) for step in item.history),
        _field(_("Behandlet sammen med"), _items_text(together(meeting, item))),
        _field(_("Fremmøde fra dette punkt"), changes_text(meeting, item, AT_START)),
        _field(_("Fremmøde"), changes_text(meeting, item, ONLY_AT_ITEM)),
    )
    for placed in tree(meeting, item.id):
        yield from _amendment(meeting, placed, money)
    for point in item.points:
        yield f"**{inline(point.label)}** {inline(point.clause)}"
        yield _decision(meeting, point, money)
    yield _list(*_remarks(meeting, item, None))
    yield _written(item.minutes, before.minutes if before else item.minutes)
    if unsaid(meeting, item):
        taken = was_taken(meeting, item.id)
        yield _("Punktet blev behandlet uden beslutning.") if taken else _("Der er ikke noteret nogen beslutning.")


def _items_text(items: Sequence[Item]) -> str:
    """ "punkt 3 og 4": the numbers, else the titles as they may be published."""
    names = listed(item.number or plain_line(item_title(item)) for item in items)
    return _("punkt {numbers}").format(numbers=names) if items and items[0].number else names


def _written(text: str, before: str) -> str:
    """A text of the minutes: the secretary's Markdown, or a document's text."""
    return paragraphs(text) if text == before else typed(text)


def _closed_text(item: Item, before: Item | None) -> str:
    if item.public_text.strip():
        return _written(item.public_text, before.public_text if before else item.public_text)
    if plain_line(item.closed_reason):
        return _("Punktet er behandlet for lukkede døre: {reason}").format(reason=inline(item.closed_reason))
    return _("Punktet er behandlet for lukkede døre.")


def _paper(paper: Paper) -> str:
    kinds = {
        "proposal": _("Indstilling"),
        "memo": _("Notat"),
        "cover_letter": _("Følgeskrivelse"),
        "initiative": _("Tiltag"),
    }
    facts = (
        paper.title,
        paper.from_ and _("fra {sender}").format(sender=paper.from_),
        paper.to and _("til {receiver}").format(receiver=paper.to),
        date_text(paper.date),
        paper.case_number and _("sagsnummer {number}").format(number=paper.case_number),
    )
    return _field(kinds[paper.kind], ", ".join(fact for fact in facts if fact))


def _decision(meeting: Meeting, point: DecisionPoint, money: _Money) -> str:
    return _list(
        _field(_("Besluttet"), outcome_text(point) or _("ikke besluttet")),
        _field(_("Afstemning"), votes_text(point.votes)),
        *(_field(_vote_label(vote), vote_text(vote, meeting)) for vote in meeting.votes_on(point.id)),
        *_remarks(meeting, meeting.find_point(point.id)[0], point),
        _field(_("Ansvarlig"), point.responsible),
        _field(_("Frist"), date_text(point.due)),
        *money.fields(point.links),
    )


def _amendment(meeting: Meeting, placed: Placed, money: _Money) -> Iterator[str]:
    """An amendment, its effect on the budget, and what became of it; before the points, as it was voted on before."""
    one, code = placed.amendment, outcome(meeting, placed.amendment)
    by = _("fra {mover}").format(mover=inline(one.mover)) if plain_line(one.mover) else ""
    head = f"**{inline(_('Ændringsforslag {number}').format(number=placed.number))}**"
    yield f"{' '.join(filter(None, (head, to_words(meeting, one), by)))}: {inline(one.text)}"
    rest = {year: ore for year, ore in effect(one).items() if ore}
    balance = _("balancerer") if not rest else _("balancerer ikke: {amounts}").format(amounts=money.years(rest))
    yield _list(
        *money.fields(one.links),
        _field(_("Balance"), balance) if one.links else "",
        _field(_("Besluttet"), amendment_word(code) if code else _("ikke besluttet")),
        *(_field(_("Afstemning"), vote_text(vote, meeting)) for vote in meeting.votes if vote.amendment == one.id),
    )


def _remarks(meeting: Meeting, item: Item, point: DecisionPoint | None) -> Iterator[str]:
    """Dissents and other remarks at the point, or at the item itself."""
    kinds = {"dissent": _("Særstandpunkt"), "protocol": _("Bemærkning til protokollen")}
    for one in meeting.remarks:
        if one.item == item.id and one.point == (point.id if point else None):
            label = ", ".join(filter(None, (kinds[one.kind], plain_line(one.who))))
            yield _field(label, one.text.strip() or _("teksten følger"))


def _vote_label(vote: Vote) -> str:
    return _("Afstemning om {subject}").format(subject=vote.subject) if vote.subject else _("Afstemning")


def _follow_ups(meeting: Meeting) -> Iterator[str]:
    closed = {item.id for item in meeting.items if not item.open}
    rows = []
    for action in meeting.actions:
        item, _point = meeting.place_of(action.item, action.point)
        if item is None or item.id not in closed:
            rows.append(_follow_up(action, item))
    if rows:
        yield f"## {_('Opfølgning')}"
        yield _list(*rows)


def _follow_up(action: Action, item: Item | None) -> str:
    facts = (
        item and item.number and _("punkt {number}").format(number=item.number),
        action.due and _("frist {date}").format(date=date_text(action.due)),
        _("udført") if action.done else "",
    )
    who = f"**{inline(action.responsible)}:** " if plain_line(action.responsible) else ""
    said = ", ".join(inline(fact) for fact in facts if fact)
    return f"- {who}{(inline(action.text) if who else opening(action.text))}{f' ({said})' if said else ''}"


def _effect(meeting: Meeting, money: _Money, pipe_tables: bool) -> Iterator[str]:
    yield f"## {_('Virkning på budgettet')}"
    sums, target = money.tally, meeting.target
    if not sums.years:
        yield _("Ingen beslutningspunkter er knyttet til budgetlinjer.")
    else:
        if plain_line(target.label):
            yield _("Mål: {label}.").format(label=inline(target.label).rstrip("."))
        rows = effect_rows(sums, money.unit_text, money.text)
        yield pipe_table(rows) if pipe_tables else _rows_as_list(rows)
    overlapping = _labels(meeting, sums.overlaps)
    if overlapping:
        yield _("Ikke talt med to gange, fordi linjen over også er knyttet til et punkt: {lines}.").format(
            lines=inline("; ".join(overlapping))
        )
    if any(not item.open and item.type != "section" for item in meeting.items):
        yield _("Lukkede punkter er ikke medregnet.")


def _rows_as_list(rows: list[list[str]]) -> str:
    """The same figures without a table: a year a line."""
    head, *body = rows
    return "\n".join(
        f"- **{head[column]}** ({head[0]}): "
        + "; ".join(f"{row[0]} {row[column]}" for row in body if row[column])
        for column in range(1, len(head))
    )


def _labels(meeting: Meeting, nodes: tuple[str, ...]) -> list[str]:
    labels = {link.node: link.label for item in meeting.items if item.open for p in item.points for link in p.links}
    return [labels[node] or node for node in nodes]


def differences_text(checks: Sequence[tuple[Check, str]]) -> str:
    """The printed figures that are not what they are made of, and what is known of them; "" where there are none."""
    if not checks:
        return ""
    said = ngettext(
        "Et trykt tal stemmer ikke med det, det er lavet af:",
        "{count} trykte tal stemmer ikke med det, de er lavet af:",
        len(checks),
    ).format(count=len(checks))
    rows = []
    for check, note in checks:
        place = " ".join(filter(None, (check.printed.document, source_words(check.printed.source))))
        known = " " + _("Kendt: {note}").format(note=inline(note)) if note else ""
        rows.append(f"- **{inline(place_line(check))}** ({inline(place)}): {inline(sentence(check))}.{known}")
    return "\n\n".join((f"## {_('Afstemning af tal')}", said, _list(*rows)))


def _undecided(meeting: Meeting) -> Iterator[str]:
    yield f"## {_('Ikke besluttet')}"
    rows = []
    for item in meeting.items:
        left = [point for point in item.points if point.outcome is None]
        if left and not item.open:
            rows.append(f"- {opening(item_title(item))}")
        elif left:
            rows.extend(f"- {opening(f'{item.number or item.title} {p.label} {p.text}')}" for p in left)
    if rows:
        yield ngettext("Et beslutningspunkt:", "{count} beslutningspunkter:", len(rows)).format(count=len(rows))
        yield _list(*rows)
    elif meeting.points:
        yield _("Alle beslutningspunkter er behandlet.")
    else:
        yield _("Mødet har ingen beslutningspunkter.")
