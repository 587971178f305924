"""Readings made by hand for the tests of the store: published figures, and texts of the tests' own."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from budgettui.domain.budget.budget import Line
from budgettui.domain.paper.reading import (
    ActionRead,
    AgendaItem,
    Column,
    Paper,
    Participant,
    Point,
    Reading,
    Row,
    Section,
    Source,
    Table,
)
from budgettui.store import Store, budget, names


def totals(store: Store, node: int) -> list[Line]:
    """A node's own figures, one line for each nature that it has any in, and for what is printed of all areas."""
    with store._read() as db:
        return budget.totals(db, node)


def counterparts(store: Store, nodes: Sequence[int], material: int) -> dict[int, list[int]]:
    """For each node the nodes of another material that stand for the same."""
    book = store.names()
    with store._snapshot() as db:
        return names.counterparts(db, book, nodes, material)


MSB = "Sociale Forhold og Beskæftigelse"


def reading(content: bytes, **fields: Any) -> Reading:
    """A reading of this content; what is not said is as for a text without anything in it."""
    return Reading(
        **{"name": "prøve.txt", "format": "text", "kind": "unknown", "text": content.decode(), **fields},
        sha256=sha256(content).hexdigest(),
    )


def row(
    label: str, *values: str | None, kind: str = "line", level: int = 0, line: int = 1, **more: Any
) -> Row:
    """A row whose printed cells are its values with a comma."""
    printed = tuple(None if value is None else value.replace(".", ",") for value in values)
    return Row(label, values, printed, kind, level, source=Source(line=line, raw=label), **more)


def columns(*said: tuple[str, str, int | None]) -> tuple[Column, ...]:
    """Columns as (label, phase, year)."""
    return tuple(Column(label, year, phase) for label, phase, year in said)


BUNDLE_BYTES = "Dagsorden\nog to indstillinger, som prøven selv har skrevet\n".encode()

FOLLOW_UP = columns(
    ("Ajourført budget", "adjusted", 2018),
    ("Forventet regnskab", "forecast", 2018),
    ("Forventet merudgift", "variance", None),
)


def bundle() -> Reading:
    """An agenda with a section, three items and two papers; one table with its totals before their parts."""
    return reading(
        BUNDLE_BYTES,
        name="bundt.txt",
        kind="bundle",
        title="Rådmandsmøde",
        municipality="Aarhus Kommune",
        department=MSB,
        body="Rådmandsmøde",
        participants=(
            Participant("VJ", "present", "VJ"),
            Participant("EKH", "apology", "EKH", role="direktør"),
        ),
        agenda_items=(
            AgendaItem("1", "Til godkendelse", "section"),
            AgendaItem("1.1", "Dagsorden", minutes="Godkendt.", open=True),
            AgendaItem("1.3", "Deltagerbudgetter", attachments=("Bilag 1",)),
            AgendaItem(
                "1.4", "Mål og økonomi", decision_points=(Point(1, "papiret har sine egne"),)
            ),
            AgendaItem("2.1", None, open=False, decision_points=(Point(None, "forhandlingen indledes"),)),
        ),
        papers=(
            Paper(
                "proposal",
                "Brug af deltagerbudgetter",
                agenda_item="1.3",
                case_number="17/012345",
                sections=(
                    Section("Resume", "Et afsnit.\n\nOg et til.", "1", Source(2, 10, 12)),
                    Section("Ressourcer", "200.000 kr. til hver runde.", "7"),
                ),
                decision_points=(
                    Point(1, "der holdes en runde om året", Source(2, 20, 21, "At 1)")),
                    Point(2, "der afsættes 200.000 kr. til en runde"),
                    Point(3, "erfaringerne drøftes igen"),
                ),
                source=Source(2, 8, 60),
            ),
            Paper(
                "proposal",
                "Opfølgning efter 1. kvartal",
                date="2018-05-28",
                to="Rådmanden",
                from_="Økonomi",
                agenda_item="1.4",
                decision_points=(
                    Point(1, "opfølgningen tages til efterretning"),
                    Point(2, "udvalget orienteres"),
                ),
            ),
        ),
        tables=(follow_up_table(),),
        actions=(ActionRead("følger op på runden", ("VJ", "EKH"), "1.3"),),
    )


def follow_up_table() -> Table:
    """The decentralised areas of the first quarter of 2018, mio. kr.: totals stand before their parts."""
    return Table(
        "Forventet regnskab for de decentraliserede områder",
        "mio. kr.",
        FOLLOW_UP,
        (
            row(MSB, "3274", "3270", "-4", kind="total", line=41),
            row("Socialforvaltningen", "2431", "2447", "17", kind="subtotal", level=1, line=42),
            row("Familier, Børn og Unge", "914", "908", "-6", level=2, line=43),
            row("VoksenHandicap", "977", "990", "13", level=2, line=44),
            row("Socialpsykiatri og Udsatte Voksne", "453", "463", "10", level=2, line=45),
            row("Tværgående", "87", "87", "0", level=2, line=46),
            row("Beskæftigelsesforvaltningen", "726", "706", "-20", level=1, line=47),
            row("Fællesstabe og fællesfunktioner", "117", "117", "0", level=1, line=48),
        ),
        department=MSB,
        source=Source(line=40, last_line=48),
    )


REPORT_BYTES = "Områder, mio. kr.\n".encode()
AREAS = columns(
    ("Regnskab 2022", "executed", 2022),
    ("Regnskab 2023", "executed", 2023),
    ("Budget 2024", "approved", 2024),
    ("Regnskab 2024", "executed", 2024),
    ("Afvigelse (R-B 2024)", "variance", 2024),
)


def report() -> Reading:
    """Two departments' area tables of the annual report 2024, mio. kr.: totals stand after their parts."""
    children = Table(
        "Områder",
        "mio. kr.",
        AREAS,
        (
            row("Decentraliseret drift, sektor 5.51", None, None, None, None, None),
            row("Dagtilbud inkl. Dagplejen", "1748", "1724", "1708", "1692", "-16", level=1, line=5),
            row("Undervisning (Inkl. specialskoler)", "2393", "2460", "2244", "2293", "48", level=1),
            row("SFO (Inkl. specialskoler)", "221", "234", "220", "242", "23", level=1),
            row("Fritids- og ungdomsskoler", "223", "221", "208", "215", "7", level=1),
            row("Sundhedspleje, tandpleje og PPR", "274", "294", "313", "321", "9", level=1),
            row("Administration", "149", "153", "115", "140", "25", level=1),
            row("I alt decentraliseret drift", "5008", "5085", "4808", "4903", "95", kind="subtotal"),
            row("Ikke decentraliseret drift, sektor 5.52", "577", "612", "650", "655", "5", certain=False),
            row("Driftsudgifter i alt", "5585", "5697", "5459", "5558", "100", kind="total"),
            row("Decentraliseret anlæg, sektor 5.53", "28", "60", "6.2", "0.4", "-5.8"),
            row("Ikke decentraliseret anlæg, sektor 5.54", "222", "232", "0", "0", "0"),
            row("Anlægsudgifter i alt", "250", "292", "6.2", "0.4", "-5.8", kind="total"),
        ),
        department="Børn og Unge",
    )
    social = Table(
        "Områder",
        "mio. kr.",
        AREAS,
        (
            row("Børn, Familier og Fællesskaber", "598", "617", "649", "674", "25"),
            row("Unge, Job og Uddannelse", "1031", "1133", "1198", "1220", "22"),
            row("Voksne, Job og Handicap", "960", "1003", "1042", "1019", "-23"),
            row("Job, Udsatte og Socialpsykiatri", "399", "366", "422", "405", "-17"),
            row("Job og Virksomhedsservice", "172", "229", "202", "243", "41"),
            row("Job, Sundhed og Ydelse", "294", "291", "305", "295", "-10"),
            row("Tværgående indsatser og stabe", "262", "221", "253", "244", "-9"),
            row(
                "Decentraliserede driftsområder i alt", "3716", "3860", "4071", "4100", "29", kind="subtotal"
            ),
            row(
                "Ikke-decentraliserede driftsområder i alt",
                "5084",
                "5430",
                "5793",
                "5822",
                "28",
                kind="subtotal",
            ),
            row("Driftsudgifter i alt", "8800", "9290", "9865", "9922", "57", kind="total"),
            row("Anlægsudgifter i alt", "8", "44", "0", "3", "3", kind="total"),
        ),
        department=MSB,
    )
    return reading(
        REPORT_BYTES,
        name="årsberetning.txt",
        kind="annual_report",
        title="Årsberetning 2024",
        municipality="Aarhus Kommune",
        tables=(children, social),
    )


PLAN_BYTES = b"Overblik\n"


def plan() -> Reading:
    """Part of the transition plan: the overview in mio. kr., two initiatives' own tables, and their posts."""
    effects = columns(("2023", "effect", 2023), ("2024", "effect", 2024), ("2025", "effect", 2025))
    longer = (*effects, Column("2026", 2026, "effect"))
    care, sale = "Investeringer i relationel velfærd", "Salg af Katrinebjergvej 83"
    return reading(
        PLAN_BYTES,
        name="plan.txt",
        kind="plan",
        title="Udviklings- og omstillingsplanen",
        municipality="Aarhus Kommune",
        department=MSB,
        papers=(Paper("initiative", care), Paper("initiative", sale)),
        tables=(
            Table(
                "Overblik",
                "Mio. kr.",
                effects,
                (
                    row("1. Forebyggelse for børn og unge", "-2.0", "-6.0", "-15.0", kind="subtotal"),
                    row(care, "0.0", "0.0", "-5.0", level=1),
                    row("Tættere samarbejde", "-2.0", "-6.0", "-10.0", level=1),
                    row("7. Kortlægning af bygningsmassen", "0.0", "0.0", "-25.0", kind="subtotal"),
                    row(sale, "0.0", "0.0", "-25.0", level=1),
                    row("I alt", "-2", "-6", "-40", kind="total"),
                ),
                price_level="2023-priser",
            ),
            Table(
                "Forventet økonomisk nettoeffekt 2023-2025",
                "1.000 kr.",
                effects,
                (row(f"{care} (Nettoeffekt inkl. investeringsmidler)", "0", "0", "-5000"),),
                paper=care,
            ),
            Table(
                "Forventet økonomisk nettoeffekt 2023-2026",
                "1.000 kr.",
                longer,
                (
                    row("Provenu", "0", "0", "-20000", "0"),
                    row("Engangsudgifter", "0", "0", "-5000", None),
                    row("I alt", "0", "0", "-25000", "0", kind="total"),
                ),
                paper=sale,
            ),
            Table(
                "Forventede personalemæssige konsekvenser 2023-2025",
                "antal stillinger",
                effects,
                (row("Antal stillinger", "14", "3", "-6"),),
                paper=care,
            ),
            Table("Uden enhed", None, effects, (row("Linje", "1", "2", "3"),)),
        ),
    )
