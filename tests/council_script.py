"""A council's meeting as it is keyed in, from the first apology to a correction after the signatures.

Every step finds its own way to where it is done, and knows by the stored meeting whether it has been: the script goes
on from any state that a journal has. The meeting's paper is ``council_meeting.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from budgettui.domain.meeting.meeting import Item, Meeting
from council_meeting import CLOSED, MEMBERS, agenda

#: One press of keys, then what must be on the screen before the next.
Press = tuple[tuple[str, ...], str]
Done = Callable[[Meeting], bool]


@dataclass(frozen=True)
class Step:
    """Something that is noted in the meeting. The last press shows that it is saved; ``after`` tidies the screen."""

    item: str | None
    presses: tuple[Press, ...]
    done: Done
    after: tuple[str, ...] = ()

    @property
    def saved(self) -> str:
        """What the screen says when it is saved."""
        return self.presses[-1][1]


#: Internal words of the closed item: minutes never show them.
INTERNAL = "Højeste bud er hemmeligt"
PUBLIC = "Byrådet behandlede et tilbud. Sagen offentliggøres i marts."
_POINTS = {number: len(points) for number, _title, points in agenda()}
_TITLES = {number: title for number, title, _points in agenda()}
_ROW = {initials: row for row, (_name, initials, _party) in enumerate(MEMBERS)}


def way(item: str) -> tuple[Press, ...]:
    """From anywhere in the meeting to an item, the cursor in its paper."""
    downs = ["down"] * list(_TITLES).index(item)
    return ((("1", "home", *downs), f"2 {item} {_TITLES[item]}"), (("2",), f"2 {item} {_TITLES[item]}"))


def _item(meeting: Meeting, number: str) -> Item:
    return next(item for item in meeting.items if item.number == number)


def _decided(number: str, outcome: str, *places: int) -> Done:
    return lambda meeting: all(_item(meeting, number).points[at - 1].outcome == outcome for at in places)


def _adopt(number: str, left: int) -> Step:
    words = f"{number}: {left} beslutningspunkt{'' if left == 1 else 'er'} som indstillet · gemt"
    return Step(number, ((("A",), words),), lambda meeting: _item(meeting, number).decided_count == _POINTS[number])


def _minutes(number: str, text: str) -> Step:
    write = ("end", "ctrl+u", text, "escape")
    presses = ((("m",), f"Referat · {number} "), (write, f"referat af {number} · gemt"))
    return Step(number, presses, lambda meeting: _item(meeting, number).minutes == text)


def _attendance(number: str, who: str, key: str, words: str, state: str) -> Step:
    start = state == "apology"
    when = "fra mødets start" if start else f"fra punkt {number}"
    presses = (
        (("P",) if start else ("P", "i"), f"Fremmøde · {when}"),
        ((*["down"] * _ROW[who], key), f"{words} · gemt"),
    )

    def done(meeting: Meeting) -> bool:
        person = next(one for one in meeting.attendees if one.initials == who)
        if start:
            return person.attendance == state
        return [change.attendance for change in person.changes if change.item == _item(meeting, number).id] == [state]

    return Step(number, presses, done, ("escape",))


def _kept(row: str, key: str, reason: str) -> Step:
    presses = (
        (("f9",), "Tjekliste"),
        ((row, "b"), "tom: skal ses efter igen"),
        ((reason, "enter"), f"beholdt som det er: {reason} · gemt"),
    )

    def done(meeting: Meeting) -> bool:
        return [one.reason for one in meeting.kept if one.key.startswith(key)] == [reason]

    return Step(None, presses, done, ("escape",))


def _signature(who: str, reservation: str = "") -> Step:
    name = MEMBERS[_ROW[who]][0]
    presses = (
        (("f9",), "SHA-256"),
        (("home", *["down"] * _ROW[who], "enter"), f"{name} underskriver version 1"),
        ((reservation, "enter"), f"{name}: underskrevet{' med forbehold' if reservation else ''} · gemt"),
    )

    def done(meeting: Meeting) -> bool:
        person = next(one for one in meeting.attendees if one.initials == who)
        return [one.reservation for one in meeting.signed if one.person == person.id] == [reservation]

    return Step(None, presses, done, ("escape",))


def _steps() -> Iterator[Step]:
    yield _attendance("1", "OM", "a", "Ottende medlem: afbud", "apology")
    yield Step("1", ((("b", "g"), "1 At 1) godkendt · gemt"),), _decided("1", "approved", 1))
    yield _minutes("1", "Mødet begyndte kl. 18.")
    yield Step("2", ((("b", "g"), "2 At 1) godkendt · gemt"),), _decided("2", "approved", 1))
    yield _adopt("3", 6)
    # The member who had sent an apology comes after all.
    yield _attendance("4", "OM", "c", "Ottende medlem: kom under punktet", "arrived")
    yield _adopt("4", 6)
    # A split vote: one of B votes with C, V abstains.
    yield Step(
        "5",
        (
            (("V",), "Stemmer · 5 At 1)"),
            (("A B F for undtagen EM; C EM imod; V undlod",), "Referat: godkendt med 5 stemmer imod 3. 1 undlod"),
            (("enter",), "5 At 1): godkendt med 5 stemmer imod 3 · D særstandpunkt for C og EM · gemt"),
        ),
        lambda meeting: bool(meeting.votes_on(_item(meeting, "5").points[0].id)),
    )
    yield Step(
        "5",
        (
            (("end", *["up"] * 5, "D"), "Særstandpunkt og bemærkning · 5 At 1)"),
            (("tab", "stierne er for dyre.", "enter"), "til 5 At 1) · gemt"),
        ),
        lambda meeting: [one.text for one in meeting.remarks] == ["stierne er for dyre."],
    )
    yield _adopt("5", 5)
    yield Step(
        "6",
        (
            (("X",), "Ændringsforslag · punkt 6"),
            (("n",), "Nyt ændringsforslag"),
            (("kun halvdelen", "tab", "YM", "enter"), "ændringsforslag: kun halvdelen · gemt"),
        ),
        lambda meeting: "kun halvdelen" in [one.text for one in meeting.amendments],
        ("escape",),
    )
    yield Step(
        "6",
        (
            (("X",), "Ændringsforslag · punkt 6"),
            (("V",), "Stemmer · ændringsforslag"),
            (("C for; A B F V imod",), "forkastet med 2 stemmer for og 7 imod"),
            (("enter",), "ændringsforslag: forkastet med 2 stemmer for og 7 imod · D særstandpunkt for C · gemt"),
        ),
        lambda meeting: any(vote.amendment for vote in meeting.votes),
        ("escape",),
    )
    yield _adopt("6", 6)
    yield Step(
        "7",
        (
            (("b", "u"), "Frist"),
            (("til næste møde", "tab", "tab", "10. januar 2024"), "→ 10. januar 2024"),
            (("enter",), "7 At 1) udsat · til næste møde · gemt"),
        ),
        _decided("7", "postponed", 1),
    )
    yield _adopt("7", 5)
    # Three points at once.
    yield Step(
        "8",
        (
            (("space", "down", "space", "down", "space"), "3"),
            (("b", "f"), "8 At 1) og 2 til: forkastet · gemt"),
        ),
        _decided("8", "rejected", 1, 2, 3),
    )
    yield _adopt("8", 3)
    # An amendment that is carried changes the point that it is to.
    yield Step(
        "9",
        (
            (("X",), "Ændringsforslag · punkt 9"),
            (("n",), "Nyt ændringsforslag"),
            (("de mindste først", "tab", "b og Niende medlem"), "Radikale Venstre, Niende medlem"),
            (("enter",), "ændringsforslag: de mindste først · gemt"),
        ),
        lambda meeting: "B og NM" in [one.mover for one in meeting.amendments],
        ("escape",),
    )
    yield Step(
        "9",
        (
            (("X",), "Ændringsforslag · punkt 9"),
            (("V",), "Stemmer · ændringsforslag"),
            (("enstemmigt", "enter"), "ændringsforslag: enstemmigt vedtaget med 9 stemmer · gemt"),
        ),
        lambda meeting: len([vote for vote in meeting.votes if vote.amendment]) == 2,
        ("escape",),
    )
    yield _adopt("9", 6)
    yield _minutes("10", "Forvaltningen fremlagde planen.")
    yield from (_adopt(str(number), _POINTS[str(number)]) for number in (10, 11))
    yield _attendance("12", "NM", "g", "Niende medlem: gik under punktet", "left")
    yield from (_adopt(str(number), _POINTS[str(number)]) for number in range(12, 24))
    yield Step(CLOSED, ((("b", "g"), f"{CLOSED} At 1) godkendt · gemt"),), _decided(CLOSED, "approved", 1))
    yield Step(
        CLOSED,
        (
            (("m",), "Internt (offentliggøres ikke)"),
            (("end", "ctrl+u", INTERNAL, "tab", "end", "ctrl+u", PUBLIC, "escape"), f"referat af {CLOSED} · gemt"),
        ),
        lambda meeting: (_item(meeting, CLOSED).minutes, _item(meeting, CLOSED).public_text) == (INTERNAL, PUBLIC),
    )
    yield _minutes("25", "Formanden orienterede om budgetseminaret.")
    yield _kept("home", "dissent:", "C ønsker det ikke")
    yield _kept("end", "aloud", "læst op ved bordet")
    yield Step(
        None,
        ((("f9",), "Tjekliste"), (("f",), "f igen afslutter version 1"), (("f",), "SHA-256")),
        lambda meeting: meeting.final is not None,
        ("escape",),
    )
    yield _signature("BM")
    yield _signature("SM", "er uenig i punkt 5")
    yield Step(
        None,
        (
            (("f9",), "SHA-256"),
            (("t",), "Rettelse til referatet"),
            (("mødet begyndte kl. 18.15", "tab", "ctrl+u", "1", "enter"), "rettelse: mødet begyndte kl. 18.15 · gemt"),
        ),
        lambda meeting: [one.text for one in meeting.corrections] == ["mødet begyndte kl. 18.15"],
        ("escape",),
    )


STEPS = tuple(_steps())
