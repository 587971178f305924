"""Agendas whose points stand right under the titles, "At 1)" and so on, with nothing that leads in to them."""

from __future__ import annotations

import pytest

from budgettui.ingest import read_bytes

WORDS = (
    "budgetopfølgning", "ny model for tilsyn", "plan for bosteder", "udbud af kørsel", "aftale med frivillige",
    "evaluering af pilotprojekt", "kvalitetsstandarder", "anlægsregnskab", "høringssvar om takster",
)


def agenda(groups: tuple[int, ...], gap: str) -> tuple[str, list[list[str]]]:
    """An agenda with so many items in each group, and the points of each item."""
    lines = ["Aarhus Kommune", "Dagsorden", "", "Rådmandsmøde", "Dato: 30. maj 2024", ""]
    expected: list[list[str]] = []
    names = ("Til godkendelse", "Til drøftelse", "Til orientering")
    for group, count in enumerate(groups):
        lines += [f"{group + 1} {names[group]}", ""]
        for number in range(count):
            item = len(expected)
            lines += [f"{group + 1}.{number + 1} {WORDS[item % 9].capitalize()} {item}", ""]
            texts = []
            for point in range(item % 5 + 1):
                first = f"{WORDS[(item + point) % 9]} godkendes, og forvaltningen"
                second = "vender tilbage inden sommer."
                lines += [f"At {point + 1}) {first}", second, *([gap] if gap == "" else [])]
                texts.append(f"{first} {second}")
            lines += [""]
            expected.append(texts)
    return "\n".join(lines), expected


@pytest.mark.parametrize("groups", [(2, 1, 1), (6, 2, 2), (15, 5, 5)])
@pytest.mark.parametrize("gap", ["", "none"])
def test_every_point_is_read_and_none_is_made_up(groups: tuple[int, ...], gap: str) -> None:
    text, expected = agenda(groups, gap)
    reading = read_bytes("dagsorden.txt", text.encode())
    items = [item for item in reading.agenda_items if item.type == "item"]
    assert [[point.text for point in item.decision_points] for item in items] == expected
    assert [[point.number for point in item.decision_points] for item in items] == [
        list(range(1, len(texts) + 1)) for texts in expected
    ]
