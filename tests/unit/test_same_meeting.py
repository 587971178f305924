"""A meeting that a case system gives out many times, whole and in parts, is one meeting in the store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budgettui import importing
from budgettui.domain.errors import Refused
from budgettui.domain.paper.agenda import is_held
from budgettui.export.final import finalise
from budgettui.importing import import_papers
from budgettui.store import ImportResult, NewEvent, Store

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
def test_the_whole_comes_before_its_parts(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """Wherever they wait: the parts are named first, and are papers of the meeting that the whole prepares."""
    monkeypatch.setattr(importing, "MOST_WAITING", room)
    where = folder(tmp_path, a=minutes("1"), b=minutes("2"), c=minutes("1", "2", "3"), d=minutes("3"))
    outcomes = import_papers([where], store, "AB", make=lambda: store)
    (head,) = store.meetings()
    assert (head.body, head.points) == ("Havneudvalget", 4)
    assert [Path(own.shown).name for own in outcomes] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert [own.result.same_meeting for own in outcomes if own.result] == [True, True, False, True]
    assert {own.result.meeting for own in outcomes if own.result} == {head.id}
    assert len(store.documents()) == 4
    assert store.verify() == []


def test_minutes_that_come_later_are_of_the_meeting_that_is_here(tmp_path: Path, store: Store) -> None:
    where = folder(tmp_path, a=minutes("1", "2"))
    import_papers([where], store, "AB", make=lambda: store)
    (where / "b.txt").write_text(minutes("1", "2") + "\nMødet sluttede kl. 17.30.\n", encoding="utf-8")
    (outcome,) = (own for own in import_papers([where], store, "AB", make=lambda: store) if own.result
                  and not own.result.already)
    assert outcome.result is not None
    assert outcome.result.same_meeting
    assert len(store.meetings()) == 1


@pytest.mark.parametrize(
    "other",
    [minutes("1", "3"), minutes("1", "2", more="taksten stiger"), minutes("1", "2", body="Skoleudvalget")],
    ids=["another item", "another point", "another body"],
)
def test_nothing_to_decide_is_lost(tmp_path: Path, store: Store, other: str) -> None:
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
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(importing, "MOST_WAITING", room)
    where = folder(tmp_path, a=proposal("Ny  Mole"), b=AGENDA.format(second="Bænke"), c=proposal("Noget helt andet"))
    outcomes = import_papers([where], store, "AB", make=lambda: store)
    assert sum(own.result.counts["points"] for own in outcomes if own.result) == 4, "none is counted twice"
    meetings = {head.title: store.meeting(head.id) for head in store.meetings()}
    assert len(meetings) == 2, "what belongs to no item is a meeting of its own, as before"
    held = next(one for one in meetings.values() if len(one.items) == 3)
    assert [[point.text for point in item.points] for item in held.items] == [["der bygges.", "der males."], [], []]
    assert [paper.paper.title for paper in store.papers_of(held.items[0].papers)] == ["Ny Mole"]
    assert store.verify() == []


def test_a_title_that_two_items_have_is_not_guessed(tmp_path: Path, store: Store) -> None:
    where = folder(tmp_path, a=proposal("Ny mole"), b=AGENDA.format(second="Ny mole"))
    import_papers([where], store, "AB", make=lambda: store)
    assert sorted(len(store.meeting(head.id).items) for head in store.meetings()) == [1, 3]


def later(where: Path, text: str, store: Store) -> ImportResult:
    """What comes of a paper that is imported when the agenda is here."""
    file = where / f"{len(list(where.iterdir()))}.txt"
    file.write_text(text, encoding="utf-8")
    ((outcome,)) = import_papers([file], store, "AB", make=lambda: store)
    assert outcome.result is not None
    return outcome.result


def test_a_paper_that_comes_later_hangs_on_the_item_of_the_agenda_that_is_here(tmp_path: Path, store: Store) -> None:
    where = folder(tmp_path, a=AGENDA.format(second="Bænke"))
    import_papers([where], store, "AB", make=lambda: store)
    (head,) = store.meetings()
    before = store.meeting(head.id)
    result = later(where, proposal("Ny  Mole"), store)
    assert (result.meeting, result.hung_on, result.counts["points"]) == (head.id, "1 Ny mole", 2)
    mole = store.meeting(head.id).items[0]
    assert [point.text for point in mole.points] == ["der bygges.", "der males."]
    assert [point.source.line for point in mole.points if point.source] == [15, 17], "o opens the paper there"
    assert len(store.papers_of(mole.papers)) == 1
    assert store.verify() == []
    store.undo("AB")
    assert replace(store.meeting(head.id), seq=before.seq) == before, "the import is one step"
    store.redo("AB")
    assert store.meeting(head.id).items[0] == mole
    store.append([NewEvent("decided", {"point": mole.points[0].id, "outcome": "approved"}, head.id)], "CD")
    with pytest.raises(Refused):
        store.undo("AB")


def test_a_paper_whose_points_the_agenda_printed_hangs_there_too(tmp_path: Path, store: Store) -> None:
    printed = AGENDA.format(second="Bænke").replace(
        "Punkt 1: Ny mole\n", "Punkt 1: Ny mole\n\nDet indstilles:\nAt 1) der bygges.\nAt 2) der males.\n"
    )
    import_papers([folder(tmp_path, a=printed)], store, "AB", make=lambda: store)
    (head,) = store.meetings()
    before = store.meeting(head.id).items[0]
    assert len(before.points) == 2
    store.append([NewEvent("decided", {"point": before.points[0].id, "outcome": "approved"}, head.id)], "AB")
    assert later(tmp_path / "møde", proposal("Ny mole"), store).hung_on == "1 Ny mole"
    mole = store.meeting(head.id).items[0]
    assert [point.id for point in mole.points] == [point.id for point in before.points]
    assert len(mole.papers) == len(before.papers) + 1
    assert store.verify() == []


def test_a_paper_hangs_by_its_case_number_too(tmp_path: Path, store: Store) -> None:
    where = folder(tmp_path, a=AGENDA.format(second="Bænke\n\nEMN-2026-000107"))
    import_papers([where], store, "AB", make=lambda: store)
    text = proposal("Bænke langs hele kajen").replace("Dato 1.", "Sagsnr. EMN-2026-000107\nDato 1.")
    assert later(where, text, store).hung_on == "2 Bænke"


@pytest.mark.parametrize("why", ["the meeting was before it", "decided", "final", "two meetings"])
def test_what_may_belong_elsewhere_is_a_meeting_of_its_own(tmp_path: Path, store: Store, why: str) -> None:
    where = folder(tmp_path, a=AGENDA.format(second="Bænke"))
    if why == "two meetings":
        (where / "b.txt").write_text(AGENDA.format(second="Lys").replace("4. marts", "11. marts"), encoding="utf-8")
    import_papers([where], store, "AB", make=lambda: store)
    meetings = store.meetings()
    home = store.meeting(meetings[0].id)
    text = proposal("Ny mole")
    if why == "the meeting was before it":
        text = text.replace("1. februar", "5. marts")
    elif why == "decided":
        told = {"item": home.items[0].id, "point": "p", "number": 1, "text": "molen bygges"}
        store.append([NewEvent("point_added", told, home.id)], "AB")
    elif why == "final":
        finalise(store, home.id, "AB", "2026-03-04T18:00:00+00:00")
    assert later(where, text, store).hung_on == ""
    assert len(store.meetings()) == len(meetings) + 1
