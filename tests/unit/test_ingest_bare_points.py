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


_MARKS = [("At 1) ", "At 2) "), ("At) ", "At) "), ("1) ", "2) "), ("1. ", "2. "), ("A) ", "B) "), ("a. ", "b. "),
          ("- at ", "- at "), ("at ", "at "), ("• ", "• ")]  # fmt: skip
_HEADS = ["Beslutningspunkter", "Indstillinger", "Forvaltningen foreslår", "Direktionen indstiller, at",
          "Forslag til beslutning"]  # fmt: skip


@pytest.mark.parametrize("marks", _MARKS, ids=[first.strip() for first, _second in _MARKS])
@pytest.mark.parametrize("head", _HEADS)
def test_a_list_right_under_a_heading_of_points_is_of_points_whatever_its_marks(
    head: str, marks: tuple[str, str]
) -> None:
    texts = ["der gives en anlægsbevilling på 12,4 mio. kr.", "forvaltningen vender tilbage i juni."]
    own = "\n".join(mark + text for mark, text in zip(marks, texts, strict=True))
    minutes = (
        "Referat\nØkonomiudvalget\nTirsdag den 3. maj 2022 kl. 16.00\n\n1. Cykelsti\n\nSagsfremstilling\nEn sti.\n"
        f"\n{head}\n{own}\n\nBeslutning\nTiltrådt.\n\n2. Eventuelt\n\nBeslutning\nIntet.\n"
    )
    proposal = (
        "Indstilling\n\nCykelsti\n\nTil Byrådet\nFra Teknik og Miljø\nDato 3. maj 2022\n\n1. Resume\nStien er slidt.\n"
        f"\n2. {head}\n{own}\n\n3. Baggrund\nDer har været ønsker om det.\n"
    )
    item = read_bytes("a.txt", minutes.encode()).agenda_items[0]
    (paper,) = read_bytes("b.txt", proposal.encode()).papers
    for points in (item.decision_points, paper.decision_points):
        assert [point.text.removeprefix("at ") for point in points] == texts
