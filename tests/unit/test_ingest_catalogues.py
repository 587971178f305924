"""Catalogues of savings and projects: the same form under every proposal, whatever the municipality calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes

FOLDER = Path(__file__).parent / "catalogues"

#: Number, title, sections, and the effect in the last year of the last row.
CATALOGUES = {
    "forslag_med_overskrifter": [
        ("1", "Kortere åbningstid på bibliotekerne", ["Beskrivelse", "Konsekvenser"], "-1000"),
        ("2", "Færre tilskud til kulturpuljen", ["Beskrivelse", "Konsekvenser"], "-600"),
        ("3", "Samling af lager for museerne", ["Beskrivelse", "Konsekvenser"], "-2500"),
    ],
    "koder_taet": [
        ("SUF-01", "Fælles vagtplan for hjemmeplejen",
         ["Udvalg", "Ansvarlig", "Forslagets indhold", "Konsekvenser for medarbejdere"], "-1600"),
        ("SUF-02", "Genbrug af hjælpemidler",
         ["Udvalg", "Ansvarlig", "Forslagets indhold", "Konsekvenser for medarbejdere"], "-900"),
        ("SUF-03", "Digital visitation",
         ["Udvalg", "Ansvarlig", "Forslagets indhold", "Konsekvenser for medarbejdere"], "-1100"),
    ],
    "skema": [
        ("4", "Ny sti langs Egåen", ["Afdeling", "Formål", "Tidsplan"], "0"),
        ("5", "Ombygning af Møllevangskolens køkken", ["Afdeling", "Formål", "Tidsplan"], "0"),
    ],
}  # fmt: skip
YEARS = {
    "forslag_med_overskrifter": (2023, 2024, 2025, 2026), "koder_taet": (2025, 2026, 2027, 2028),
    "skema": (2024, 2025, 2026, 2027),
}  # fmt: skip


def read(text: str) -> Reading:
    return read_bytes("katalog.txt", text.encode())


def catalogue(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_proposal_has_its_sections_and_its_effect(name: str) -> None:
    reading = read(catalogue(name))
    assert (reading.kind, reading.budget_years, reading.findings) == ("plan", YEARS[name], ())
    wanted = CATALOGUES[name]
    assert [(p.kind, p.number, p.title, [s.title for s in p.sections]) for p in reading.papers] == [
        ("initiative", number, title, sections) for number, title, sections, _effect in wanted
    ]
    assert [(t.paper, t.rows[-1].values[-1], t.columns[0].phase) for t in reading.tables] == [
        (title, effect, "effect") for _number, title, _sections, effect in wanted
    ]
    assert all(row.certain for table in reading.tables for row in table.rows)


def test_what_stands_behind_a_label_is_its_text() -> None:
    reading = read(catalogue("skema"))
    assert [s.text for s in reading.papers[1].sections] == [
        "Børn og Unge", "Køkkenet kan levere mad til hele skolen.", "Byggeriet tager ti måneder.",
    ]  # fmt: skip


def test_a_list_of_the_proposals_is_no_second_catalogue() -> None:
    text = catalogue("koder_taet")
    listed = "\n".join(line for line in text.splitlines() if line.startswith("SUF-"))
    reading = read(text.replace("SUF-01", f"Oversigt\n{listed}\nSUF-01", 1))
    assert [p.number for p in reading.papers] == ["SUF-01", "SUF-02", "SUF-03"]


def test_proposals_with_decisions_under_them_are_no_catalogue() -> None:
    text = catalogue("forslag_med_overskrifter").replace("Konsekvenser", "Beslutning")
    assert read(text).kind != "plan"
