"""A reading that fills every field of the contract, for the tests of ``inspect``."""

from __future__ import annotations

from budgettui.domain.paper import reading as r

SOURCE = r.Source(14, 203, 204, "Voksenhandicap  977  990  13")

READING = r.Reading(
    name="papir.txt",
    sha256="ab" * 32,
    format="text",
    kind="bundle",
    text="hele teksten",
    pages=20,
    title="Rådmandsmøde",
    municipality="Aarhus Kommune",
    department="Sociale Forhold og Beskæftigelse",
    body="Rådmandsmøde",
    date="2018-05-30",
    budget_years=(2017, 2018),
    participants=(
        r.Participant("Socialchef", initials="SC"),
        r.Participant("Stabschef", "apology", party="A"),
    ),
    agenda_items=(
        r.AgendaItem("1", "Til godkendelse", "section"),
        r.AgendaItem(
            "1.1",
            "Dagsorden",
            open=True,
            minutes="Godkendt.",
            attachments=("Bilag 1",),
            case_number="18/1",
            decision_points=(r.Point(None, "dagsordenen godkendes", SOURCE),),
            decisions=(
                r.PrintedDecision("Godkendt", "Magistraten", "2018-06-01", "approved", ("BHA",), SOURCE),
            ),
            source=SOURCE,
        ),
        r.AgendaItem(None, None, open=False),
    ),
    papers=(
        r.Paper(
            "proposal",
            "Mål og økonomi",
            date="2018-05-28",
            to="Rådmanden",
            from_="Økonomi",
            case_number="18/2",
            agenda_item="1.1",
            sections=(r.Section("Resume", "Tekst.", "1"),),
            decision_points=(r.Point(1, "opfølgningen tages til efterretning", SOURCE),),
            source=SOURCE,
        ),
    ),
    tables=(
        r.Table(
            "Driftsudgifter",
            "mio. kr.",
            (
                r.Column("Ajourført", 2018, "adjusted"),
                r.Column("Forventet", 2018, "forecast"),
                r.Column("Note"),
            ),
            (
                r.Row(
                    "I alt", ("2431", "-16.5", None), ("2.431", "-16,5", None), kind="total", source=SOURCE
                ),
                r.Row("Voksen\x1b[31mhandicap", ("977", "1000000", None), ("977", "1.000.000", ""), level=1),
                r.Row("sektor 5.51", (None, None, None), ("5.51", "10", None), level=1, certain=False),
            ),
            price_level="2018-priser",
            department="MSB",
            paper="Mål og økonomi",
            source=SOURCE,
        ),
    ),
    actions=(r.ActionRead("kort notat", ("VJ", "EKH"), "3.2", "2018-06-30", SOURCE),),
    intentions=(r.Intention(4, "flere pladser", "MBU", "under_way", SOURCE),),
    deadlines=(r.Deadline("2018-09-21", "Folkets Møde", SOURCE),),
    amounts=(
        r.AmountNamed("200.000 kr.", "200000", "uddeles 200.000 kr.", SOURCE),
        r.AmountNamed("2.8 mia. kr.", None, "", SOURCE),
    ),
    findings=(
        r.Finding("doubtful_number", "note", "punktum eller komma?", printed="2.8 mia. kr.", source=SOURCE),
        r.Finding(
            "sum_mismatch",
            "error",
            "summen passer ikke",
            "Driftsudgifter",
            "I alt",
            "Forventet",
            "-16.5",
            "1000000",
            "-1000016.5",
            ("Voksenhandicap",),
            SOURCE,
        ),
    ),
)
