"""A whole meeting as it is keyed in: the same for the Pilot and for the real terminal.

Every step is keys, then what must be on the screen before the next step. What comes out of it is written down, by
hand, in ``tests/tui/expected_minutes.md``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """``keys`` by Textual's names, or text to type after "="; ``shown`` and ``gone`` are about the screen."""

    keys: tuple[str, ...]
    shown: str = ""
    gone: str = ""


def step(*keys: str, shown: str = "", gone: str = "") -> Step:
    return Step(keys, shown, gone)


#: A step's key that begins with this is text to type.
TYPED = "="

BEFORE_THE_POWER_CUT: tuple[Step, ...] = (
    # The director sends an apology.
    step("P", shown="Fremmøde · fra mødets start"),
    step("down", "a", shown="Direktør: afbud · gemt"),
    step("escape", gone="Fremmøde ·"),
    # 1.1: approved, with a minutes text.
    step("b", "g", shown="1.1 At 1) godkendt · gemt"),
    step("m", shown="Referat · 1.1 Dagsorden"),
    step("=Ingen bemærkninger.", "escape", shown="referat af 1.1 · gemt", gone="Referat · 1.1"),
    # 1.2: approved, first by mistake as rejected.
    step("full_stop", shown="2 1.2 Referat"),
    step("b", "f", shown="1.2 At 1) forkastet · gemt"),
    step("U", shown="Fortrudt: beslutning: 1.2 At 1) forkastet · gemt"),
    step("b", "g", shown="1.2 At 1) godkendt · gemt"),
    # 1.3: one as it stands, one with words, responsible and a deadline, one postponed; and a follow-up.
    step("full_stop", shown="2 1.3 Fremadrettet"),
    step("b", "v", shown="1.3 At 1) vedtaget · gemt"),
    step("full_stop", shown="At 2) ubesluttet"),
    step("b", "tab", "=med en runde om året", "tab", "=UC, ØC", "tab", "=ult. juni", shown="→ 30. juni 2024"),
    step("shift+tab", "shift+tab", "shift+tab", "g", shown="1.3 At 2) godkendt · med en runde om året · UC, ØC · gemt"),
    step("full_stop", shown="At 3) ubesluttet"),
    step("b", "u", "=til mødet i januar", "enter", shown="1.3 At 3) udsat · til mødet i januar · gemt"),
    step("T", shown="Opfølgning · 1.3 At 3)"),
    step("=beskriv runden", "tab", "=UC", "tab", "=næste fredag", "enter", shown="opfølgning: beskriv runden · gemt"),
    # 1.4: everything as recommended.
    step("full_stop", shown="2 1.4 Opfølgning"),
    step("A", shown="1.4: 3 beslutningspunkter som indstillet · gemt"),
    # 1.5: the director comes; the first five initiatives one by one.
    step("full_stop", shown="2 1.5 Udviklings"),
    step("P", "i", shown="Fremmøde · fra punkt 1.5"),
    step("down", "t", shown="Direktør: til stede · gemt"),
    step("escape", gone="Fremmøde ·"),
    step("b", "g", shown="1.5 At 1) godkendt · gemt"),
    step("full_stop", shown="At 2) ubesluttet"),
    step("b", "æ", "=Børn og Unge høres først", "enter", shown="1.5 At 2) godkendt med ændring · Børn"),
    step("full_stop", shown="At 3) ubesluttet"),
    step("b", "u", "=til budgettet", "enter", shown="1.5 At 3) udsat · til budgettet · gemt"),
    step("full_stop", shown="At 4) ubesluttet"),
    step("b", "f", shown="1.5 At 4) forkastet · gemt"),
    step("full_stop", shown="At 5) ubesluttet"),
    step("b", "h", "=til udvalget", "enter", shown="1.5 At 5) henvist · til udvalget · gemt"),
)

AFTER_THE_POWER_CUT: tuple[Step, ...] = (
    # 1.5 goes on at its sixth point: the rest as recommended.
    step("A", shown="1.5: 23 beslutningspunkter som indstillet · gemt"),
    # 1.6: with votes, and one sent for hearing.
    step("full_stop", shown="2 1.6 Omprioritering"),
    step("b", "g", shown="1.6 At 1) godkendt · gemt"),
    step("V", shown="Stemmer · 1.6 At 1)"),
    step("=A, B og F for; C imod; 1 undlod", "enter", shown="1.6 At 1): stemmer noteret · gemt"),
    step("full_stop", shown="At 2) ubesluttet"),
    # The director is disqualified, an amendment falls, the proposal is voted on, and the outvoted asks for a dissent.
    step("P", "i", shown="Fremmøde · fra punkt 1.6"),
    step("down", "h", shown="Direktør er inhabil ved punkt 1.6"),
    step("=ansat i puljen", "enter", shown="Direktør: inhabil · gemt"),
    step("escape", gone="Fremmøde ·"),
    step("X", shown="Ændringsforslag · punkt 1.6"),
    step("n", shown="Nyt ændringsforslag"),
    step("=kun halvdelen", "tab", "=UC", "enter", shown="▸ ○ 1 UC: kun halvdelen"),
    step("V", shown="Stemmer · ændringsforslag"),
    step("=UC SC for; resten imod", shown="forkastet med 2 stemmer for og 3 imod"),
    step("enter", shown="▸ ✗ 1 UC: kun halvdelen · til At 2) · forkastet"),
    step("escape", gone="Ændringsforslag · punkt"),
    step("b", "s", "enter", shown="1.6 At 2) sendt i høring · gemt"),
    step("V", shown="5 med stemmeret er til stede ved punktet"),
    step("=UC imod; resten for", "enter", shown="D særstandpunkt for UC · gemt"),
    step("D", shown="Særstandpunkt og bemærkning · 1.6 At 2)"),
    step("tab", "=høringen er for kort.", "enter", shown="særstandpunkt af UC til 1.6 At 2) · gemt"),
    # 2.1, closed: the internal text stays inside.
    step("full_stop", shown="2 2.1 Lukket punkt"),
    step("b", "t", shown="2.1 At 1) tiltrådt · gemt"),
    step("m", shown="Internt (offentliggøres ikke)"),
    step("=Hemmelig grænse.", "tab", "= Ny sag i marts.", "escape", shown="referat af 2.1 · gemt", gone="Internt ("),
    # 3.1: a round without papers.
    step("1", "end", shown="2 3.1 Bordrunde"),
    step("m", shown="Referat · 3.1 Bordrunde"),
    step("=UC *orienterede* om Folkets Møde.", "escape", shown="referat af 3.1 · gemt", gone="Referat · 3.1"),
)

#: What a closed item holds and minutes must never show.
INTERNAL = ("Hemmelig grænse", "smertegrænse", "tiltrådt", "mandat")
