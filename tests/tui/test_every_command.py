"""Every command of the registry: its keys do something on its pane, and nobody has to guess what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from budgettui.store import Store
from budgettui.tui.commands import COMMANDS, Command
from stage import Stage

#: Where the keys are pressed first, so that the command has something to do.
READY: dict[str, tuple[str, ...]] = {
    "cursor.up": ("2", "end"),
    "cursor.down": ("2", "home"),
    "cursor.page_up": ("1", "end"),
    "cursor.page_down": ("1", "home"),
    "cursor.home": ("1", "end"),
    "cursor.end": ("1", "home"),
    "agenda.open": ("1",),
    "point.decide_enter": ("2",),
    "point.prepare": ("2",),
    "budget.out": ("3", "enter"),
    "budget.top": ("3", "enter"),
    "budget.next_sibling": ("3", "down", "down", "enter"),
    "budget.previous_sibling": ("3", "down", "down", "enter"),
    "budget.back": ("3", "enter"),
    "budget.forward": ("3", "enter", "H"),
    "pane.paper": ("1",),
    "view.meeting": ("3", "z"),
    "undo": ("b", "g"),
    "redo": ("b", "g", "U"),
    "filter.next": ("1", "slash", "r", "enter", "home"),
    "filter.previous": ("1", "slash", "r", "enter", "end"),
    "unwind": ("3", "enter"),
    "review": (),
    "budget.next_mark": ("3", "down", "asterisk", "up"),
    "budget.previous_mark": ("3", "down", "asterisk", "up"),
    "mark.open": ("3", "asterisk", "2", "Q"),
    "mark.down": ("3", "asterisk", "end", "asterisk", "Q"),
    "mark.up": ("3", "asterisk", "end", "asterisk", "Q", "down"),
    "mark.remove": ("3", "asterisk", "Q"),
    "tally.reset": ("W", "space"),
    "tally.save": ("W", "space"),
    "checks.all": ("f5", "1"),
    # The overview of the plan is in the budget; a heading is not.
    "checks.budget": ("f5", "slash", *"rpa", "enter"),
    "preparing.renumber": ("1", "E", "J"),
    "places.pane": ("f5", "enter"),
    "places.back": ("f5", "enter"),
}
#: The key that opens a screen of its own.
OPENS = {"review": "f7", "tally": "W", "followups": "f6", "checks": "f5", "marks": "Q", "closing": "f9"}
#: The first row with figures in what was read of the annual report: "Dagtilbud inkl. Dagplejen".
FIGURES = ("f7", *("down",) * 29)
READY = {command.id: (OPENS[command.where],) for command in COMMANDS if command.where in OPENS} | READY
READY |= {command.id: FIGURES for command in COMMANDS if command.where == "review"}
#: Everything adopted, what is left kept with a reason, and the minutes finalised.
_KEPT = ("b", "x", "enter")
_FINAL = ("Z", "f9", *_KEPT, "down", *_KEPT, "down", *_KEPT, "f", "f")
READY |= {command.id: _FINAL for command in COMMANDS if command.where == "final"}
READY |= {
    "closing.aloud": ("b", "g", "f9"),
    "closing.finalise": _FINAL[:-2],
    "aloud.previous": ("b", "g", "full_stop", "b", "g", "f9", "l", "n"),
    "aloud.next": ("b", "g", "full_stop", "b", "g", "f9", "l"),
}
READY = {command.id: ("b", "g", "f9", "l") for command in COMMANDS if command.where == "aloud"} | READY
READY = {command.id: ("1", "E") for command in COMMANDS if command.where == "preparing"} | READY
PANE_KEYS = {"agenda": "1", "paper": "2", "budget": "3"}


def test_no_readiness_is_left_over() -> None:
    """A command that is gone must not leave its preparation here."""
    assert set(READY) <= {command.id for command in COMMANDS}


#: What must be true after a command; a command that is not here fails the test below.
Seen = Callable[[Stage], object]


def says(*words: str) -> Seen:
    return lambda stage: all(word in stage.status for word in words)


def shows(*words: str) -> Seen:
    return lambda stage: all(word in stage.text for word in words)


def focus(name: str) -> Seen:
    return lambda stage: stage.app.focused is not None and stage.app.focused.id == name


def cursor(pane: str, row: int) -> Seen:
    def there(stage: Stage) -> bool:
        view = stage.screen._pane(pane)
        return view.cursor == (row if row >= 0 else view.row_count + row)

    return there


def outcome(code: str | None) -> Seen:
    return lambda stage: stage.point("1.1", 1).outcome == code


DOES: dict[str, Seen] = {
    "cursor.up": cursor("paper", 0),
    "cursor.down": cursor("paper", 1),
    "cursor.page_up": cursor("agenda", 0),
    "cursor.page_down": cursor("agenda", -1),
    "cursor.home": cursor("agenda", 0),
    "cursor.end": cursor("agenda", -1),
    "list.sort": says("Sorteret efter Afvigelse 2024, største først"),
    "list.sort_reversed": says("Sorteret efter Afvigelse 2024, mindste først"),
    "agenda.open": focus("paper"),
    "point.decide": shows("g godkendt", "bogstav vælger"),
    "point.decide_enter": shows("g godkendt", "bogstav vælger"),
    "point.next": lambda stage: stage.screen._item is not None and stage.screen._item.number == "1.2",
    "point.previous": lambda stage: stage.screen._item is not None and stage.screen._item.number == "2.1",
    "item.adopt": outcome("approved"),
    "point.vote": shows("Stemmer · 1.1 At 1)"),
    "agenda.mark": says("1 punkt er mærket: b og V gælder alle de mærkede, Esc fjerner mærkerne."),
    "point.mark_all": says("1 punkt er mærket: b og V gælder alle de mærkede, Esc fjerner mærkerne."),
    "point.mark": says("1 punkt er mærket: b og V gælder alle de mærkede, Esc fjerner mærkerne."),
    "item.adopt_unamended": says("38 At vedtaget under ét"),
    "remark.new": shows("Særstandpunkt og bemærkning · 1.1 At 1)"),
    "item.open": says("punkt 1.1 taget op"),
    "meeting.break": says("Mødets ur går ikke endnu: I tager et punkt op."),
    "amendment.list": shows("Ændringsforslag · punkt 1.1"),
    "action.new": shows("Opfølgning · "),
    "item.minutes": shows("Referat · 1.1 Dagsorden"),
    "meeting.attendance": shows("Fremmøde · fra mødets start"),
    "budget.in": shows("Aarhus Kommune › Børn og Unge"),
    "budget.out": lambda stage: len(stage.screen.budget.crumbs) == 1,
    "budget.top": lambda stage: len(stage.screen.budget.crumbs) == 1,
    "budget.column_left": says("Kolonne: Regnskab 2024"),
    "budget.column_right": says("Kolonne: Regnskab 2022"),
    "budget.unit": says("Enhed: 1.000 kr."),
    "budget.material": shows("Talmateriale", "antal stillinger"),
    "budget.compare": shows("Sammenlign · Årsberetning 2024", "Regnskab 2024 mod Budget 2024"),
    "budget.columns": shows("Kolonner", "● Budget 2024"),
    "budget.aggregates": shows("Under tabellen", "○ Gennemsnit"),
    "budget.export": focus("field-path"),
    "budget.copy": says("19 rækker er kopieret"),
    "budget.hide_zero": says("Ingen række her er nul"),
    "budget.flat": says("linjer uden dele."),
    "budget.natures": says("Vises: decentr. og ikke-decentr. lagt sammen"),
    "budget.measure": says("Vises: pct. af niveauet"),
    "budget.chart": shows("Diagram · søjler · Årsberetning 2024"),
    "budget.bars": says("Linjens tal som søjler."),
    "budget.next_sibling": lambda stage: stage.screen.budget.crumbs[-1][1] == "Sundhed og Omsorg",
    "budget.previous_sibling": lambda stage: stage.screen.budget.crumbs[-1][1] == "Børn og Unge",
    "budget.back": lambda stage: len(stage.screen.budget.crumbs) == 1,
    "budget.forward": lambda stage: len(stage.screen.budget.crumbs) == 2,
    "budget.link": says("1.1 At 1) knyttet til Børn og Unge"),
    "budget.target": says("mål: Børn og Unge"),
    "source.open": lambda stage: "Esc tilbage" in stage.text or "Kilden er ikke kendt" in stage.status,
    "pane.agenda": focus("agenda"),
    "pane.paper": focus("paper"),
    "pane.budget": focus("budget"),
    "pane.next": focus("budget"),
    "pane.previous": focus("agenda"),
    "pane.zoom": says("Ruden er forstørret; z går tilbage."),
    "view.meeting": focus("agenda"),
    "view.budget": lambda stage: stage.screen.zoomed and stage.screen.active == "budget",
    "view.decisions": shows("Beslutninger", "1.3 At 2)", "1.5 At 1)"),
    "view.checks": shows("Afstemning · ", "5 stemmer ikke", "Delene"),
    "view.actions": shows("Opfølgning ·", "Ansvarlig"),
    "view.reminders": shows("Opfølgning ·", "· påmindelser", "8. december 2023"),
    "filter.start": focus("prompt"),
    "filter.next": cursor("agenda", 1),
    "filter.previous": cursor("agenda", -2),
    "undo": outcome(None),
    "redo": outcome("approved"),
    "copy": says("Kopieret: At 1) dagsordenen godkendes."),
    "save.retry": says("Alt er gemt."),
    "export": shows("Eksportér referatet som Markdown"),
    "import": shows("Importér papirer"),
    "meeting.open": shows("Møder", "0 af 39 besluttet"),
    "theme": shows("Farvetema", "aften", "papir"),
    "review": shows("Læst som: årsberetning", "Teksten, det blev læst i"),
    "review.accept": shows("Dagtilbud inkl. Dagplejen godtaget · gemt"),
    "review.cell": shows("Dagtilbud inkl. Dagplejen · Regnskab 2022", "Enter gem"),
    "review.label": shows("Rækkens navn"),
    "review.kind": shows("Dagtilbud inkl. Dagplejen er en delsum · gemt"),
    "review.column": shows("Kolonnen Regnskab 2022"),
    "review.unit": shows("Tabellens enhed og prisniveau"),
    "review.split": shows("Del rækken"),
    "review.join": shows("Det passer ikke"),
    "review.leave_out": shows("tabellen holdes ude af budgettet · gemt"),
    "review.next": shows("1-5-bilag-plan.txt · Beløbet er tvivlsomt"),
    "review.previous": shows("1-5-bilag-plan.txt · Beløbet er tvivlsomt"),
    "review.column_left": shows("Dagtilbud inkl. Dagplejen · Afvigelse (R-B 2024): −16"),
    "review.column_right": shows("Dagtilbud inkl. Dagplejen · Regnskab 2023: 1.724"),
    "names": shows("Navne · Aarhus Kommune", "VoksenHandicap"),
    "review.names": shows("Navne · Aarhus Kommune", "VoksenHandicap"),
    "review.find": shows("Filen har ingen lang tabel"),
    "review.file": shows("Filer", "moede.txt"),
    "review.back": shows("Besluttet indtil nu"),
    "history": shows("Forløb · 1.1 At 1)", "Intet er noteret her endnu"),
    "search": shows("Søg i alt", "Skriv et eller flere ord"),
    "view.tally": shows("Virkning ·", "Punkter og linjer"),
    "followup.open": shows("1-6-velfaerdspulje.txt", "linje"),
    "followup.done": shows("udført ·", "Note", "Enter gem"),
    "followup.under_way": shows("i gang ·", "Note", "Enter gem"),
    "followup.dropped": shows("bortfaldet ·", "Note", "Enter gem"),
    "followup.reopen": shows("åben ·", "Note", "Enter gem"),
    "followup.note": shows("Note", "Enter gem"),
    "followup.mine": shows("Kun det, SEK er ansvarlig for"),
    "followup.everything": shows("Også det, der er gjort."),
    "followup.all": shows("Alle slags."),
    "followup.actions": shows("Kun: opfølgning"),
    "followup.intentions": shows("Kun: hensigtserklæring"),
    "followup.postponed": shows("Kun: udsat punkt"),
    "followup.deadlines": shows("Kun: frist"),
    "followup.reminders": shows("Kun det, der presser."),
    "followup.filter": shows("Skriv for at filtrere"),
    "followup.link": shows("knyttet til", "· gemt"),
    "followup.line": shows("Ingen budgetlinje"),
    "followup.copy": shows("Kopieret: "),
    "followup.back": shows("Besluttet indtil nu"),
    "budget.filters": shows("Gemte filtre", "Ingen filtre er gemt"),
    "budget.mark": says("mærket", "gemt"),
    "budget.note": shows("Note på", "Privat", "Enter gem"),
    "budget.next_mark": says("★ 1 af 1"),
    "budget.previous_mark": says("★ 1 af 1"),
    "budget.marks": shows("Mærkede linjer", "Ingen linjer er mærket"),
    "mark.open": says("★ 1 af 1"),
    "mark.down": shows("flyttet · gemt"),
    "mark.up": shows("flyttet · gemt"),
    "mark.remove": shows("ikke mærket længere · gemt"),
    "mark.back": shows("Besluttet indtil nu"),
    "tally.try": shows("» besluttet", "Intet er noteret"),
    "tally.all": shows("Hvis alle åbne punkter blev besluttet"),
    "tally.reset": shows("Som mødet har besluttet"),
    "tally.amounts": shows("Investeringer i relationel velfærd · mio. kr.", "Enter gem"),
    "tally.save": shows("Gem det prøvede som scenarie", "Navn"),
    "tally.compare": shows("Sammenlign med et scenarie"),
    "tally.fetch": shows("Hent et scenarie"),
    "tally.remove": shows("Slet et scenarie"),
    "tally.copy": shows("Virkningen er kopieret"),
    "tally.export": shows("Eksportér virkningen som Markdown"),
    "tally.back": shows("Besluttet indtil nu"),
    "checks.places": shows("Tab Det andet sted"),
    "checks.source": shows("Esc tilbage"),
    "checks.note": shows("Notér forskellen som kendt", "Enter gem"),
    "checks.budget": lambda stage: stage.app.focused is stage.screen.budget,
    "checks.filter": focus("prompt"),
    "checks.all": lambda stage: "filter:" not in stage.text and "alle kontroller:" in stage.text,
    "checks.differs": shows("filter: stemmer ikke", "stemmer ikke: 5"),
    "checks.undecided": shows("filter: kan ikke afgøres"),
    "checks.rounding": shows("filter: afrunding"),
    "checks.agrees": shows("filter: stemmer ", "alle dokumenter · stemmer:"),
    "checks.known": shows("filter: kendt", "Ingen kontroller her."),
    "checks.scope": shows("mødets papirer · alle kontroller"),
    "checks.pane": focus("parts"),
    "checks.copy": shows("Kopieret: "),
    "checks.back": shows("Besluttet indtil nu"),
    "checks.leave": shows("Besluttet indtil nu"),
    "places.pane": focus("other"),
    "places.back": shows("Afstemning · "),
    "minutes.close": shows("Afslut · ", "Tjekliste"),
    "closing.open": shows("1.1 At 1) dagsordenen godkendes.", "bogstav vælger"),
    "closing.keep": shows("Behold det, som det er", "Enter gem"),
    "closing.aloud": shows("Oplæsning · ", "1 af 1 · 0 bekræftet"),
    "closing.finalise": shows("f igen afslutter version 1"),
    "closing.back": shows("Besluttet indtil nu"),
    "aloud.confirm": shows("1 af 1 · 1 bekræftet", "Alle beslutninger er læst op"),
    "aloud.next": shows("2 af 2 · 0 bekræftet"),
    "aloud.previous": shows("1 af 2 · 0 bekræftet"),
    "aloud.back": shows("Tjekliste"),
    "final.sign": shows("Rådmand underskriver version 1", "Forbehold"),
    "final.correct": shows("Rettelse til referatet", "Til punkt"),
    "final.reopen": shows("Genåbn version 1", "uden en grund genåbnes intet"),
    "final.copy": lambda stage: f"Kopieret: {stage.meeting.versions[-1].sha256}" in stage.text,
    "final.back": shows("Besluttet indtil nu"),
    "point.prepare": shows("Dagsorden · Rådmandsmøde – eksempel", "n Nyt punkt"),
    "agenda.prepare": shows("Dagsorden · Rådmandsmøde – eksempel", "n Nyt punkt"),
    "meeting.new": shows("Nyt møde", "Byrådet", "i hånden"),
    "preparing.edit": shows("Ret 1.1 Dagsorden"),
    "preparing.new": shows("Nyt punkt på dagsordenen"),
    "preparing.point": shows("Nyt beslutningspunkt · 1.1 Dagsorden"),
    "preparing.heading": shows("Ny overskrift på dagsordenen"),
    "preparing.up": shows("1.1 Dagsorden flyttet · gemt"),
    "preparing.down": shows("1.1 Dagsorden flyttet · gemt"),
    "preparing.renumber": shows("dagsordenen er nummereret forfra · gemt"),
    "preparing.close": shows("Luk 1.1 Dagsorden", "Lukket punkt« er ikke nok"),
    "preparing.late": shows("1.1 Dagsorden er på tillægsdagsordenen · gemt"),
    "preparing.join": shows("1.1 behandles sammen med", "Udviklings- og omstillingsplanen"),
    "preparing.papers": shows("Papirer til 1.1", "1-3-deltagerbudgetter.txt"),
    "preparing.carry": shows("Hent fra tidligere møder", "Intet er uafsluttet"),
    "preparing.remove": shows("punkt slettet: 1.1 Dagsorden · gemt"),
    "preparing.meeting": shows("Titel", "Dato", "Sted", "8. december 2023"),
    "preparing.back": shows("Besluttet indtil nu"),
    "unwind": lambda stage: len(stage.screen.budget.crumbs) == 1,
    "palette": shows("Alle kommandoer"),
    "help": shows("Taster her"),
    "quit": lambda stage: stage.app.return_code == 0,
}


@pytest.mark.parametrize(
    ("command", "key"),
    [pytest.param(command, key, id=f"{command.id}-{key}") for command in COMMANDS for key in command.keys],
)
async def test_a_command_does_what_it_says(stage: Stage, command: Command, key: str) -> None:
    assert command.id in DOES, f"{command.id} is not tested: say in DOES what it does"
    await stage.press(*([PANE_KEYS[command.where]] if command.where in PANE_KEYS else ["2"]))
    await stage.press(*READY.get(command.id, ()))
    assert command.id == "source.open" or not DOES[command.id](stage), "true before the key is no proof"
    await stage.press(key)
    assert DOES[command.id](stage), f"{stage.text}\n[{stage.status}]"


@pytest.mark.parametrize("pane", ["1", "2", "3"])
async def test_every_other_key_is_quiet(stage: Stage, sample: Store, pane: str) -> None:
    """A slip of the finger neither records anything nor stops the program."""
    taken = {key for command in COMMANDS for key in command.keys}
    slips = [key for key in [*"acdefgijpqrtvwxyæøåBCDEFHIJKOQSWXYZ456789", "f7", "f8", "insert", "delete", "space",
                             "ctrl+a", "ctrl+c", "ctrl+z", "ctrl+k", "backspace"] if key not in taken]
    await stage.press(pane)
    before = sample.log()
    for key in slips:
        await stage.press(key)
        assert stage.app.return_code is None, key
        assert stage.app.focused is not None, key
    assert sample.log() == before
