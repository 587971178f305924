"""A meeting that a case system gives out many times, whole and in parts, is one meeting in the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgettui import importing
from budgettui.domain.paper.agenda import is_held
from budgettui.importing import import_papers
from budgettui.store import open_store

ITEMS = {
    "1": ("Ny mole", ["molen bygges", "havnen udvides"]),
    "2": ("Lys på kajen", ["lyset tændes"]),
    "3": ("Bænke langs kajen", ["bænkene sættes op"]),
}


def minutes(*numbers: str, body: str = "Havneudvalget", more: str = "") -> str:
    day = "Mødedato   Onsdag d. 4. marts 2026 kl. 16:00"
    lines = [f"Referat {body}", "", day, "", "Deltagere: Første Medlem (A)", ""]
    for number in numbers:
        title, points = ITEMS[number]
        lines += [f"Punkt {number}: {title}", "", f"EMN-2026-00010{number}", ""]
        lines += ["Beslutningspunkter", "Det indstilles:"]
        lines += [f"At {place}) {text}." for place, text in enumerate([*points, *([more] if more else [])], 1)]
        lines += ["", "Beslutninger", "Godkendt.", ""]
    return "\n".join(lines)


def folder(tmp_path: Path, **files: str) -> Path:
    where = tmp_path / "møde"
    where.mkdir()
    for name, text in files.items():
        (where / f"{name}.txt").write_text(text, encoding="utf-8")
    return where


@pytest.mark.parametrize("room", [importing.MOST_WAITING, 0])
def test_the_whole_comes_before_its_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """Wherever they wait: the parts are named first, and are papers of the meeting that the whole prepares."""
    monkeypatch.setattr(importing, "MOST_WAITING", room)
    where = folder(tmp_path, a=minutes("1"), b=minutes("2"), c=minutes("1", "2", "3"), d=minutes("3"))
    with open_store(tmp_path / "a.db") as store:
        outcomes = import_papers([where], store, "AB", make=lambda: store)
        (head,) = store.meetings()
        assert (head.body, head.points) == ("Havneudvalget", 4)
        assert [Path(own.shown).name for own in outcomes] == ["a.txt", "b.txt", "c.txt", "d.txt"]
        assert [own.result.same_meeting for own in outcomes if own.result] == [True, True, False, True]
        assert {own.result.meeting for own in outcomes if own.result} == {head.id}
        assert len(store.documents()) == 4
        assert store.verify() == []


def test_minutes_that_come_later_are_of_the_meeting_that_is_here(tmp_path: Path) -> None:
    where = folder(tmp_path, a=minutes("1", "2"))
    with open_store(tmp_path / "a.db") as store:
        import_papers([where], store, "AB", make=lambda: store)
        (where / "b.txt").write_text(minutes("1", "2") + "\nMødet sluttede kl. 17.30.\n", encoding="utf-8")
        (outcome,) = (own for own in import_papers([where], store, "AB", make=lambda: store) if own.result
                      and not own.result.already)  # fmt: skip
        assert outcome.result is not None
        assert outcome.result.same_meeting
        assert len(store.meetings()) == 1


@pytest.mark.parametrize(
    "other",
    [minutes("1", "3"), minutes("1", "2", more="taksten stiger"), minutes("1", "2", body="Skoleudvalget")],
    ids=["another item", "another point", "another body"],
)
def test_nothing_to_decide_is_lost(tmp_path: Path, other: str) -> None:
    with open_store(tmp_path / "a.db") as store:
        import_papers([folder(tmp_path, a=minutes("1", "2"), b=other)], store, "AB", make=lambda: store)
        assert len(store.meetings()) == 2


def test_a_point_is_held_under_its_own_title() -> None:
    payload = {"items": [{"title": "Ny  mole", "points": [{"text": "Molen bygges."}]}]}
    assert is_held(payload, {"NY MOLE": ["molen  bygges."], "Lys": []})
    assert not is_held(payload, {"Ny mole": [], "Lys": ["Molen bygges."]})
    assert not is_held(payload, {})


AGENDA = (
    "Dagsorden Havneudvalget\n\nMødedato   Onsdag d. 4. marts 2026 kl. 16:00\n\nDeltagere: Første Medlem (A)\n\n"
    "Punkt 1: Ny mole\n\nPunkt 2: {second}\n\nPunkt 3: Eventuelt\n"
)


def proposal(title: str) -> str:
    return (
        f"Indstilling\n\n{title}\n\nTil Havneudvalget\nFra Havnen\nDato 1. februar 2026\n\n1. Resume\nKort.\n\n"
        "2. Beslutningspunkter\nDet indstilles\n\nAt 1) der bygges.\n\nAt 2) der males.\n"
    )


@pytest.mark.parametrize("room", [importing.MOST_WAITING, 0])
def test_papers_that_come_with_their_agenda_hang_on_its_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(importing, "MOST_WAITING", room)
    where = folder(tmp_path, a=proposal("Ny  Mole"), b=AGENDA.format(second="Bænke"), c=proposal("Noget helt andet"))
    with open_store(tmp_path / "a.db") as store:
        outcomes = import_papers([where], store, "AB", make=lambda: store)
        assert sum(own.result.points for own in outcomes if own.result) == 4, "none is counted twice"
        meetings = {head.title: store.meeting(head.id) for head in store.meetings()}
        assert len(meetings) == 2, "what belongs to no item is a meeting of its own, as before"
        held = next(one for one in meetings.values() if len(one.items) == 3)
        assert [[point.text for point in item.points] for item in held.items] == [["der bygges.", "der males."], [], []]
        assert [paper.paper.title for paper in store.papers_of(held.items[0].papers)] == ["Ny Mole"]
        assert store.verify() == []


def test_a_title_that_two_items_have_is_not_guessed(tmp_path: Path) -> None:
    where = folder(tmp_path, a=proposal("Ny mole"), b=AGENDA.format(second="Ny mole"))
    with open_store(tmp_path / "a.db") as store:
        import_papers([where], store, "AB", make=lambda: store)
        assert sorted(len(store.meeting(head.id).items) for head in store.meetings()) == [1, 3]
