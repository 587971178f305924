"""A meeting in which everything happens that minutes can hold, for the tests of the exports."""

from __future__ import annotations

from budgettui.domain.meeting.meeting import (
    Action,
    Attendee,
    Change,
    DecisionPoint,
    Item,
    LineLink,
    Meeting,
    Target,
    Votes,
)
from budgettui.domain.paper.reading import Paper

MIO = 100_000_000
SECRET = "HEMMELIG"

PAPERS = {
    "p13": Paper(
        "proposal",
        "Deltagerbudgetter",
        date="2018-05-30",
        to="Rådmanden",
        from_="MSB",
        case_number="18/001234",
    ),
    "p15": Paper("proposal", "Plan *2023-2025*", from_="Økonomi"),
    "p21": Paper("memo", f"{SECRET} notat", from_=SECRET),
}


def meeting() -> Meeting:
    """An open meeting half-way through: one item done, one partly, one closed."""
    return Meeting(
        id="m1",
        title="Rådmandsmøde",
        body="Rådmandsmøde",
        department="Sociale Forhold og Beskæftigelse",
        municipality="Aarhus Kommune",
        date="2018-05-30",
        place="Rådmandens kontor",
        attendees=(
            Attendee("a1", "Rådmand", initials="RM"),
            Attendee(
                "a2",
                "Socialchef",
                initials="SC",
                role="chef",
                changes=(Change("i13", "absent"), Change("i15", "present")),
            ),
            Attendee("a3", "Økonomichef", initials="ØC", party="", attendance="apology"),
        ),
        items=(
            Item("s1", "1", "Til godkendelse", type="section"),
            Item("i11", "1.1", "Dagsorden", minutes="Dagsordenen blev godkendt.\n\n- uden *ændringer*"),
            Item(
                "i13",
                "1.3",
                "Deltagerbudgetter i <MSB>",
                papers=("p13",),
                attachments=("Indstilling", "Oversigt | tal"),
                case_number="18/001234",
                points=(
                    DecisionPoint(
                        "d1",
                        1,
                        "der fortsat arbejdes med deltagerbudgetter.",
                        outcome="approved",
                        decided_at="2018-05-30T12:02:11+00:00",
                        decided_by="SEK",
                        votes=Votes("A, B og F", "C og O"),
                    ),
                    DecisionPoint(
                        "d2",
                        2,
                        "der kan uddeles 200.000 kr. pr. gang.",
                        outcome="postponed",
                        decision_text="til næste møde",
                        responsible="VJ, EKH",
                        due="2018-06-30",
                        votes=Votes("7", "", "1"),
                        links=(LineLink("mat/msb/delt", "Deltagerbudgetter", {2018: 20_000_000}),),
                    ),
                    DecisionPoint("d3", 3, "der udarbejdes en beskrivelse."),
                ),
            ),
            Item(
                "i15",
                "1.5",
                "Udviklingsplanen",
                papers=("p15",),
                case_number="22/99",
                points=(
                    DecisionPoint(
                        "d5",
                        None,
                        "Arne-pension gennemføres.",
                        outcome="approved_as_amended",
                        decision_text="Beløbet deles over to år",
                        links=(
                            LineLink(
                                "mat/msb/arne", "Arne-pension", {2024: -1610_000_000, 2023: -805_000_000}
                            ),
                            LineLink("mat/msb/arne/a", "Digitale samtaler", {2023: -5_000_000}),
                        ),
                    ),
                ),
                minutes="Vi **fulgte** planen <b>nøje</b>.",
            ),
            Item(
                "i21",
                "2.1",
                f"{SECRET} titel",
                open=False,
                closed_reason="personforhold, § 10 stk. 1",
                papers=("p21",),
                attachments=(f"{SECRET} bilag",),
                case_number=SECRET,
                minutes=f"{SECRET} referat",
                points=(
                    DecisionPoint(
                        "d9",
                        1,
                        f"{SECRET} punkt",
                        outcome="adopted",
                        decision_text=f"{SECRET} beslutning",
                        responsible=SECRET,
                        links=(LineLink("mat/x", f"{SECRET} linje", {2023: -777 * MIO, 2031: 5}),),
                        votes=Votes(SECRET),
                    ),
                    DecisionPoint("d10", 2, f"{SECRET} uafgjort"),
                ),
            ),
            Item("i31", "3.1", "Bordrunde"),
        ),
        actions=(
            Action("t1", "Notat om FGU", "VJ / EKH", due="2018-06-30", item="i13"),
            Action("t2", "1. udkast", "", item=None, done=True),
            Action("t3", f"{SECRET} opgave", SECRET, item="i21"),
            Action("t4", f"{SECRET} opgave", SECRET, point="d9"),
        ),
        target=Target("Planens mål", "mat", "mio. kr.", {2023: -128 * MIO, 2024: -189 * MIO}),
    )
