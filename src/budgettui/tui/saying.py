"""What stands on the screen under a point, and above the points, of votes, amendments and remarks."""

from __future__ import annotations

from budgettui.domain.meeting import amendments
from budgettui.domain.meeting.decisions import BY_CODE
from budgettui.domain.meeting.meeting import Amendment, DecisionPoint, Item, Meeting, Remark
from budgettui.domain.meeting.preparing import together
from budgettui.export.vote_wording import vote_text
from budgettui.export.wording import amendment_word, changes_text, to_words
from budgettui.i18n import _, listed
from budgettui.tui.signs import ATTENDANCE_WORDS, POINT_BUCKETS
from budgettui.tui.widgets.paper import amounts_words
from budgettui.tui.words import item_name

Line = tuple[str, str]


def point_lines(meeting: Meeting, point: DecisionPoint) -> list[Line]:
    """(role, text) of the point's votes and of what somebody wants to have written."""
    lines = []
    for vote in meeting.votes_on(point.id):
        kept = _(" · stemmer ikke med fremmødet, beholdt") if vote.kept else ""
        words = ": ".join(filter(None, (vote.subject, vote_text(vote, meeting))))
        lines.append(("warning" if vote.kept else "dim", f"→ {words}{kept}"))
    return lines + [("accent", remark_words(one)) for one in meeting.remarks if one.point == point.id]


def remark_words(remark: Remark) -> str:
    """ "Særstandpunkt · C og O: …", or that its text is still to come."""
    kind = _("Særstandpunkt") if remark.kind == "dissent" else _("Bemærkning til protokollen")
    who = f" · {remark.who}" if remark.who else ""
    return f"{kind}{who}: {remark.text or _('teksten mangler endnu')}"


def fact_lines(meeting: Meeting, item: Item) -> list[Line]:
    """(role, text) of how the item is treated, and of who comes, goes or takes no part in it."""
    facts = (_("tillægsdagsorden") if item.late else "", joined_words(meeting, item))
    treated = " · ".join(filter(None, facts))
    people = changes_text(meeting, item, frozenset(ATTENDANCE_WORDS))
    return [(role, text) for role, text in (("dim", treated), ("accent", people)) if text]


def joined_words(meeting: Meeting, item: Item) -> str:
    """"sammen med 1.2 og 1.3"; "" where the item is treated by itself."""
    names = listed(item_name(meeting, one.id) for one in together(meeting, item))
    return _("sammen med {items}").format(items=names) if names else ""


def item_lines(meeting: Meeting, item: Item) -> list[Line]:
    """(role, text) of the item's amendments as a tree, and of its remarks that belong to no point."""
    lines: list[Line] = []
    for one, number, depth in amendments.tree(meeting, item.id):
        sign, role = sign_of(meeting, one)
        votes = [vote for vote in meeting.votes if vote.amendment == one.id]
        decided = not votes or any(amendments.disagrees(one, vote) for vote in votes)
        about = "".join(amendment_parts(meeting, one, decided=decided))
        words = " · ".join((about, *(vote_text(vote, meeting) for vote in votes)))
        lines.append((role, f"{'  ' * depth}{sign} {number} {words}"))
        lines += [("linked", f"{'  ' * depth}  ◆ {link.label} · {amounts_words(link.amounts)}") for link in one.links]
    return lines + [("accent", remark_words(one)) for one in meeting.remarks if one.item == item.id and not one.point]


def sign_of(meeting: Meeting, amendment: Amendment) -> Line:
    code = amendments.outcome(meeting, amendment)
    return POINT_BUCKETS[BY_CODE[code].bucket] if code else ("○", "undecided")


def amendment_parts(meeting: Meeting, amendment: Amendment, *, decided: bool = True) -> tuple[str, str]:
    """ "V: mindre til konsulenter · 2024 −1,0 mio. kr." and " · balancerer ikke · forkastet"; without the last where it
    is not to be told what was ``decided``."""
    code = amendments.outcome(meeting, amendment) if decided else None
    about = [f"{amendment.mover}: {amendment.text}" if amendment.mover else amendment.text]
    balanced = amendments.balanced(amendment)
    about += [amounts_words(amendments.effect(amendment))] if balanced is False else []
    balance = "" if balanced is None else _("balancerer") if balanced else _("balancerer ikke")
    facts = (to_words(meeting, amendment), balance, amendment_word(code) if code else "")
    return " · ".join(about), "".join(f" · {fact}" for fact in facts if fact)
