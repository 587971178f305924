"""The one registry of commands: keys, key bar, help, palette and ``docs/keys.md`` are made from it.

A command's ``action`` is a Textual action; "screen." and "app." prefixes say who carries it out, none means the
widget that has the focus. ``screen.do('marks.walk', 1)`` calls a function of a module in ``screens/``, which is loaded
then, with the main screen; ``screen.view('tally.TallyScreen')`` opens a screen over the meeting. Keys can be rebound
by command id in the settings file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from textual import events
from textual.binding import Binding

from budgettui.domain.errors import N_
from budgettui.i18n import _

#: Where a command works, and how that is named on the screen.
PLACES = {
    "all": N_("overalt"),
    "list": N_("lister og tabeller"),
    "agenda": N_("dagsorden"),
    "paper": N_("papir"),
    "budget": N_("budget"),
    "meeting": N_("møde"),
    "screens": N_("alle skærme"),
    "review": N_("gennemsyn"),
    "tally": N_("virkning"),
    "followups": N_("opfølgning"),
    "marks": N_("mærkede linjer"),
    "preparing": N_("ret dagsordenen"),
    "checks": N_("afstemning"),
    "places": N_("begge steder"),
    "closing": N_("tjekliste"),
    "aloud": N_("oplæsning"),
    "final": N_("afsluttet referat"),
}
#: Places that are screens of their own: their keys never meet those of another, and come before those of "screens".
SCREENS = ("review", "tally", "checks", "places", "followups", "marks", "closing", "aloud", "final", "preparing")


class Command(NamedTuple):
    """``keys`` in Textual's names; ``label`` is the short word of the key bar ("" keeps it out of the bar).

    ``writes`` is for what changes the store: where another program holds it, the key says so instead. ``here`` keeps it
    out of the palette, which anyhow has nothing of what works in lists and on screens of their own.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    where: str
    action: str
    label: str = ""
    here: bool = False
    writes: bool = False

    @property
    def palette(self) -> bool:
        return not self.here and self.where not in ("list", *SCREENS)


COMMANDS: tuple[Command, ...] = (
    # In lists, tables and papers.
    Command("cursor.up", ("up", "k"), N_("en række op"), "list", "move(-1)"),
    Command("cursor.down", ("down", "j"), N_("en række ned"), "list", "move(1)"),
    Command("cursor.page_up", ("pageup",), N_("en side op"), "list", "page(-1)"),
    Command("cursor.page_down", ("pagedown",), N_("en side ned"), "list", "page(1)"),
    Command("cursor.home", ("home",), N_("til toppen"), "list", "jump(0)"),
    Command("cursor.end", ("end",), N_("til bunden"), "list", "jump(-1)"),
    Command("list.sort", ("s",), N_("sortér efter kolonnen"), "budget", "sort(False)", N_("Sortér")),
    Command("list.sort_reversed", ("S",), N_("sortér omvendt"), "budget", "sort(True)"),
    # The agenda.
    Command("agenda.open", ("enter", "right", "l"), N_("læs punktets papir"), "agenda", "screen.pane('paper')"),
    Command("agenda.mark", ("space",), N_("markér alle punktets åbne At: b og V gælder alle de mærkede"), "agenda",
            "screen.mark('item')"),
    Command("agenda.prepare", ("E",), N_("ret dagsordenen: punkter, rækkefølge, numre, lukkede, papirer"), "agenda",
            "screen.view('preparing.AgendaScreen')", N_("Ret dagsorden"), writes=True),
    # The paper.
    Command("point.decide", ("b",), N_("beslut punktet: ét bogstav vælger udfaldet"), "meeting", "screen.decide",
            N_("Beslut"), writes=True),
    Command("point.prepare", ("E",), N_("ret dagsordenen: punkter, rækkefølge, numre, lukkede, papirer"), "paper",
            "screen.view('preparing.AgendaScreen')", here=True, writes=True),
    Command("point.decide_enter", ("enter",), N_("beslut punktet"), "paper", "screen.decide", here=True,
            writes=True),
    Command("point.next", ("full_stop",), N_("næste åbne beslutningspunkt"), "meeting", "screen.next_point(1)"),
    Command("point.previous", ("comma",), N_("forrige åbne beslutningspunkt"), "meeting", "screen.next_point(-1)"),
    Command("item.adopt", ("A",), N_("vedtag alle punktets åbne beslutningspunkter som indstillet"), "meeting",
            "screen.adopt_all", N_("Som indstillet"), writes=True),
    Command("point.vote", ("V",), N_("notér, hvem der stemte hvad"), "meeting", "screen.do('floor.ask_vote')",
            N_("Stem"), writes=True),
    Command("point.mark", ("space",), N_("markér punktet: b og V gælder alle de mærkede"), "paper", "screen.mark"),
    Command("point.mark_all", ("a",), N_("markér alle punktets åbne At, eller fjern mærkerne"), "paper",
            "screen.mark('item')"),
    Command("item.adopt_unamended", ("Z",), N_("vedtag under ét alle åbne At uden ændringsforslag, uden afstemning"),
            "meeting", "screen.do('floor.adopt_unamended')", writes=True),
    Command("amendment.list", ("X",), N_("ændringsforslag: stiller, tekst, virkning, rækkefølge og afstemning"),
            "meeting", "screen.do('amending.open_amendments')", writes=True),
    Command("remark.new", ("D",), N_("særstandpunkt eller bemærkning til protokollen"), "meeting",
            "screen.do('floor.ask_remark')", writes=True),
    Command("item.open", ("I",), N_("tag punktet op: mødets ur og rækkefølgen"), "meeting",
            "screen.do('floor.take_item')", writes=True),
    Command("meeting.break", ("O",), N_("ophold i mødet, og slut på det"), "meeting", "screen.do('floor.turn_break')",
            writes=True),
    Command("action.new", ("T",), N_("ny opfølgning: hvem gør hvad hvornår"), "meeting", "screen.new_action",
            N_("Opfølgning"), writes=True),
    Command("item.minutes", ("m",), N_("skriv punktets referat"), "meeting", "screen.write_minutes", N_("Referat"),
            writes=True),
    Command("meeting.attendance", ("P",), N_("fremmøde: til stede, afbud, fraværende"), "meeting",
            "screen.do('floor.open_attendance')", writes=True),
    # The budget.
    Command("budget.in", ("enter", "right", "l"), N_("ind i linjen: afdeling, område, tiltag"), "budget", "drill_in"),
    Command("budget.out", ("left", "h"), N_("et niveau ud"), "budget", "drill_out"),
    Command("budget.top", ("0",), N_("til kommunen"), "budget", "drill_top"),
    Command("budget.column_left", ("less_than_sign", "shift+left"), N_("forrige kolonne"), "budget", "column(-1)"),
    Command("budget.column_right", ("greater_than_sign", "shift+right"), N_("næste kolonne"), "budget", "column(1)"),
    Command("budget.unit", ("u",), N_("skift enhed: kr., 1.000 kr., mio. kr."), "budget", "next_unit", N_("Enhed")),
    Command("budget.material", ("M",), N_("vælg et andet talmateriale"), "meeting", "screen.do('picks.materials')"),
    Command("budget.compare", ("c",), N_("sammenlign: budget og regnskab, år og år, eller et andet talmateriale"),
            "budget", "screen.do('budgetpicks.comparison')", N_("Sammenlign")),
    Command("budget.columns", ("v",), N_("vælg kolonner: fase og år"), "budget", "screen.do('budgetpicks.columns')"),
    Command("budget.aggregates", ("a",), N_("sum, antal, gennemsnit, mindste og største under tabellen"), "budget",
            "screen.do('budgetpicks.aggregates')"),
    Command("budget.hide_zero", ("x",), N_("skjul rækker, hvor alle tal er nul, og vis dem igen"), "budget",
            "hide_zero"),
    Command("budget.flat", ("f",), N_("alle linjer under stedet som én liste, og tilbage til niveauet"), "budget",
            "flat"),
    Command("budget.natures", ("d",), N_("drift og anlæg, decentr. og ikke-decentr. hver for sig eller lagt sammen"),
            "budget", "natures"),
    Command("budget.measure", ("p",), N_("vis som beløb, procent af niveauet eller kr. pr. indbygger"), "budget",
            "measure"),
    Command("budget.bars", ("B",), N_("linjens tal som søjler under tabellen"), "budget", "bars"),
    Command("budget.chart", ("g",), N_("diagram: søjler, fra budget til regnskab, andele af det hele"), "budget",
            "screen.chart"),
    Command("budget.next_sibling", ("J",), N_("næste linje på niveauet over, uden at gå ud"), "budget", "sibling(1)"),
    Command("budget.previous_sibling", ("K",), N_("forrige linje på niveauet over"), "budget", "sibling(-1)"),
    Command("budget.back", ("H", "alt+left"), N_("tilbage til det, der sidst blev vist"), "budget", "history(-1)"),
    Command("budget.forward", ("F", "alt+right"), N_("frem igen"), "budget", "history(1)"),
    Command("budget.export", ("E",), N_("eksportér visningen: regneark, CSV, Markdown, tekst, Fiscal Data Package"),
            "budget", "screen.do('budgetout.ask_export')"),
    Command("budget.copy", ("C",), N_("kopiér visningen til udklipsholderen"), "budget",
            "screen.do('budgetout.copy_view')"),
    Command("budget.link", ("L",), N_("knyt linjen til beslutningspunktet, eller løs den"), "meeting",
            "screen.link_line", writes=True),
    Command("budget.filters", ("w",), N_("gemte filtre: vælg et, eller gem det, der filtreres efter nu"), "budget",
            "screen.do('budgetpicks.filters')"),
    Command("budget.mark", ("asterisk",), N_("mærk linjen, eller fjern mærket"), "budget", "screen.do('marks.toggle')",
            writes=True),
    Command("budget.note", ("i",), N_("skriv en note på linjen"), "budget", "screen.do('marks.note')", writes=True),
    Command("budget.next_mark", ("plus",), N_("næste mærkede linje"), "budget", "screen.do('marks.walk', 1)"),
    Command("budget.previous_mark", ("minus",), N_("forrige mærkede linje"), "budget", "screen.do('marks.walk', -1)"),
    Command("budget.marks", ("Q",), N_("mærkede linjer, i den orden mødet tager dem"), "meeting",
            "screen.view('marks.MarksScreen')"),
    Command("budget.target", ("G",), N_("brug linjens tal som mål for mødet"), "budget", "screen.set_target",
            writes=True),
    # Everywhere in the meeting.
    Command("source.open", ("o",), N_("kilde: åbn dokumentet ved den linje, det blev læst på"), "meeting",
            "screen.open_source", N_("Kilde")),
    Command("pane.agenda", ("1",), N_("ruden Dagsorden"), "meeting", "screen.pane('agenda')"),
    Command("pane.paper", ("2",), N_("ruden Papir"), "meeting", "screen.pane('paper')"),
    Command("pane.budget", ("3",), N_("ruden Budget"), "meeting", "screen.pane('budget')"),
    Command("pane.next", ("tab",), N_("næste rude"), "meeting", "screen.next_pane(1)"),
    Command("pane.previous", ("shift+tab",), N_("forrige rude"), "meeting", "screen.next_pane(-1)"),
    Command("pane.zoom", ("z",), N_("forstør ruden, og tilbage igen"), "meeting", "screen.zoom"),
    Command("view.meeting", ("f2",), N_("Møde: alle tre ruder"), "screens", "screen.view_meeting"),
    Command("view.budget", ("f3",), N_("Budget: ruden i fuld størrelse"), "screens", "screen.view_budget"),
    Command("view.decisions", ("f4",), N_("Beslutninger: alle mødets beslutningspunkter"), "screens",
            "screen.do('picks.decisions')"),
    Command("view.checks", ("f5",), N_("Afstemning: hvert trykt tal holdt op mod det, det er lavet af"), "screens",
            "screen.view_checks"),
    Command("view.actions", ("f6",), N_("Opfølgning over alle møder: hvem gør hvad hvornår"), "screens",
            "screen.view_actions"),
    Command("view.reminders", ("exclamation_mark",), N_("Påmindelser: over fristen, snart frist, ingen melding"),
            "meeting", "screen.view_actions('reminders')"),
    Command("view.tally", ("W",), N_("Virkning: det besluttede mod målet, og hvad nu hvis"), "meeting",
            "screen.view('tally.TallyScreen')"),
    Command("filter.start", ("slash",), N_("filtrér, mens der skrives"), "meeting", "screen.filter", N_("Filter")),
    Command("filter.next", ("n",), N_("næste match"), "meeting", "screen.match(1)"),
    Command("filter.previous", ("N",), N_("forrige match"), "meeting", "screen.match(-1)"),
    Command("search", ("ctrl+f",), N_("søg i alt: papirer, tabeller, beslutninger og referater"), "all",
            "app.search"),
    Command("history", ("Y",), N_("forløb: hver ændring af punktet, hvornår og af hvem"), "meeting",
            "screen.do('picks.history')"),
    Command("copy", ("y",), N_("kopiér tallet eller beslutningen"), "meeting", "screen.copy"),
    Command("save.retry", ("ctrl+s",), N_("gem igen, hvis der ikke kunne gemmes"), "all", "app.retry_save"),
    Command("export", ("ctrl+e",), N_("eksportér referatet som Markdown"), "screens", "screen.do('files.ask_export')"),
    Command("import", ("ctrl+n",), N_("importér papirer"), "screens", "screen.do('files.ask_import')", writes=True),
    Command("meeting.open", ("ctrl+o",), N_("åbn et andet møde"), "screens", "screen.do('picks.meetings')"),
    Command("meeting.new", ("ctrl+k",), N_("klargør et nyt møde af et mødeorgan, eller i hånden"), "screens",
            "screen.do('newmeeting.pick_body')", writes=True),
    Command("theme", ("ctrl+t",), N_("vælg farvetema"), "all", "app.pick_theme"),
    Command("review", ("f7",), N_("Gennemsyn: det læste ved siden af teksten, det usikre først"), "screens",
            "screen.review"),
    Command("names", ("f8",), N_("Navne: afdelinger og områder, som ingen kender, og hvad de ligner"), "screens",
            "screen.do('names.names')"),
    Command("minutes.close", ("f9",), N_("Afslut: tjekliste, oplæsning, underskrifter, rettelser og genåbning"),
            "screens", "screen.close_minutes"),
    Command("unwind", ("escape",), N_("ét skridt tilbage: felt, filter, niveau"), "meeting", "screen.unwind",
            here=True),
    # Closing the minutes.
    Command("closing.open", ("enter",), N_("gå til stedet; Esc kommer tilbage hertil"), "closing",
            "screen.closing_open", N_("Gå til")),
    Command("closing.keep", ("b",), N_("behold det, som det er, med en grund; en tom grund tager det tilbage"),
            "closing", "screen.closing_keep", N_("Behold"), writes=True),
    Command("closing.aloud", ("l",), N_("læs beslutningerne op, én ad gangen i stor skrift"), "closing",
            "screen.closing_aloud", N_("Læs op")),
    Command("closing.finalise", ("f",), N_("afslut referatet som en version med kontrolsum"), "closing",
            "screen.closing_finalise", N_("Afslut"), writes=True),
    Command("closing.back", ("escape", "f9"), N_("tilbage til mødet"), "closing", "screen.back"),
    Command("aloud.confirm", ("enter", "space"), N_("læst op og bekræftet; den næste"), "aloud",
            "screen.aloud_confirm", N_("Bekræft"), writes=True),
    Command("aloud.next", ("right", "n"), N_("næste beslutning uden at bekræfte"), "aloud", "screen.aloud_step(1)",
            N_("Næste")),
    Command("aloud.previous", ("left", "N"), N_("forrige beslutning"), "aloud", "screen.aloud_step(-1)",
            N_("Forrige")),
    Command("aloud.back", ("escape",), N_("tilbage til tjeklisten"), "aloud", "screen.back", N_("Tilbage")),
    Command("final.sign", ("enter", "u"), N_("medlemmet underskriver, med eller uden forbehold"), "final",
            "screen.final_sign", N_("Underskriv"), writes=True),
    Command("final.correct", ("t",), N_("tilføj en rettelse, der trykkes som rettelse"), "final",
            "screen.final_correct", N_("Rettelse"), writes=True),
    Command("final.reopen", ("g",), N_("genåbn referatet med en grund; versionen bliver stående"), "final",
            "screen.final_reopen", N_("Genåbn"), writes=True),
    Command("final.copy", ("y",), N_("kopiér kontrolsummen"), "final", "screen.final_copy"),
    Command("final.back", ("escape", "f9"), N_("tilbage til mødet"), "final", "screen.back"),
    # The marked lines.
    Command("mark.open", ("enter",), N_("gå til linjen i budgettet"), "marks", "screen.mark_open", N_("Gå til")),
    Command("mark.down", ("J", "shift+down"), N_("flyt ned i ordenen"), "marks", "screen.mark_move(1)", N_("Ned"),
            writes=True),
    Command("mark.up", ("K", "shift+up"), N_("flyt op i ordenen"), "marks", "screen.mark_move(-1)", N_("Op"),
            writes=True),
    Command("mark.remove", ("x", "delete"), N_("fjern mærket"), "marks", "screen.mark_remove", N_("Fjern"),
            writes=True),
    Command("mark.back", ("escape",), N_("tilbage til mødet"), "marks", "screen.back"),
    # What is to be followed up.
    Command("followup.open", ("enter",), N_("gå til punktet i mødet, eller til linjen i dokumentet"), "followups",
            "screen.followup_open", N_("Gå til")),
    Command("followup.done", ("u",), N_("notér som udført"), "followups", "screen.followup_state('done')",
            N_("Udført"), writes=True),
    Command("followup.under_way", ("i",), N_("notér som i gang"), "followups", "screen.followup_state('under_way')",
            N_("I gang"), writes=True),
    Command("followup.dropped", ("b",), N_("notér som bortfaldet"), "followups", "screen.followup_state('dropped')",
            writes=True),
    Command("followup.reopen", ("r",), N_("åbn igen"), "followups", "screen.followup_state('open')", writes=True),
    Command("followup.note", ("n",), N_("notér, hvad der er sket"), "followups", "screen.followup_state('')",
            N_("Note"), writes=True),
    Command("followup.mine", ("m",), N_("kun mine, eller alles"), "followups", "screen.followup_mine", N_("Mine")),
    Command("followup.everything", ("a",), N_("også det, der er gjort"), "followups", "screen.followup_everything"),
    Command("followup.all", ("0",), N_("alle slags"), "followups", "screen.followup_kind(0)"),
    Command("followup.actions", ("1",), N_("kun opfølgninger"), "followups", "screen.followup_kind(1)"),
    Command("followup.intentions", ("2",), N_("kun hensigtserklæringer"), "followups", "screen.followup_kind(2)"),
    Command("followup.postponed", ("3",), N_("kun udsatte punkter"), "followups", "screen.followup_kind(3)"),
    Command("followup.deadlines", ("4",), N_("kun frister"), "followups", "screen.followup_kind(4)"),
    Command("followup.reminders", ("exclamation_mark",), N_("kun det, der presser"), "followups",
            "screen.followup_reminders", N_("Påmindelser")),
    Command("followup.filter", ("slash",), N_("filtrér, mens der skrives"), "followups", "screen.filter",
            N_("Filter")),
    Command("followup.link", ("L",), N_("knyt til den linje, som budgettets markør står på"), "followups",
            "screen.followup_link", writes=True),
    Command("followup.line", ("g",), N_("gå til budgetlinjen"), "followups", "screen.followup_line"),
    Command("followup.copy", ("y",), N_("kopiér"), "followups", "screen.followup_copy"),
    Command("followup.back", ("escape", "f6"), N_("tilbage til mødet"), "followups", "screen.back"),
    # The agenda, made and changed.
    Command("preparing.edit", ("enter", "e"), N_("ret punktet: titel, nummer, sagsnummer; eller beslutningspunktet"),
            "preparing", "screen.agenda_edit", N_("Ret"), writes=True),
    Command("preparing.new", ("n",), N_("nyt punkt efter markøren"), "preparing", "screen.agenda_new", N_("Nyt punkt"),
            writes=True),
    Command("preparing.point", ("b",), N_("nyt beslutningspunkt på punktet"), "preparing", "screen.agenda_point",
            N_("Nyt At"), writes=True),
    Command("preparing.heading", ("a",), N_("ny overskrift efter markøren"), "preparing", "screen.agenda_new(True)",
            writes=True),
    Command("preparing.up", ("K", "shift+up"), N_("flyt punktet op"), "preparing", "screen.agenda_move(-1)", N_("Op"),
            writes=True),
    Command("preparing.down", ("J", "shift+down"), N_("flyt punktet ned"), "preparing", "screen.agenda_move(1)",
            N_("Ned"), writes=True),
    Command("preparing.renumber", ("r",), N_("nummerér dagsordenen forfra"), "preparing", "screen.agenda_renumber",
            N_("Nummerér"), writes=True),
    Command("preparing.close", ("c",), N_("luk punktet med en grund, eller åbn det igen"), "preparing",
            "screen.agenda_close", N_("Luk"), writes=True),
    Command("preparing.late", ("t",), N_("punktet er på tillægsdagsordenen, eller ikke"), "preparing",
            "screen.agenda_late", N_("Tillæg"), writes=True),
    Command("preparing.join", ("s",), N_("behandl punktet sammen med et andet, eller for sig"), "preparing",
            "screen.agenda_join", N_("Sammen med"), writes=True),
    Command("preparing.papers", ("p",), N_("læg papirer til punktet, og tag dem fra det"), "preparing",
            "screen.agenda_papers", N_("Papirer"), writes=True),
    Command("preparing.carry", ("h",), N_("hent fra før: udsatte og åbne punkter, opfølgninger, sagens forløb"),
            "preparing", "screen.agenda_carry", N_("Hent fra før"), writes=True),
    Command("preparing.remove", ("x",), N_("slet punktet eller beslutningspunktet, hvis intet er noteret ved det"),
            "preparing", "screen.agenda_remove", N_("Slet"), writes=True),
    Command("preparing.meeting", ("d",), N_("ret mødets titel, dato og sted"), "preparing", "screen.agenda_meeting",
            writes=True),
    Command("preparing.back", ("escape",), N_("tilbage til mødet"), "preparing", "screen.back"),
    # What the decisions do to the target.
    Command("tally.try", ("space",), N_("prøv punktets næste tilstand uden at notere den"), "tally",
            "screen.tally_try", N_("Prøv")),
    Command("tally.all", ("A",), N_("prøv, at alle åbne punkter bliver besluttet"), "tally", "screen.tally_all",
            N_("Alle åbne")),
    Command("tally.reset", ("0",), N_("tilbage til det, mødet har besluttet"), "tally", "screen.tally_reset",
            N_("Som mødet")),
    Command("tally.amounts", ("enter", "e"), N_("ret, hvad punktet er værd på linjen"), "tally",
            "screen.tally_amounts", N_("Ret beløb"), writes=True),
    Command("tally.save", ("s",), N_("gem det prøvede som scenarie"), "tally", "screen.tally_save", N_("Gem scenarie"),
            writes=True),
    Command("tally.compare", ("c",), N_("sammenlign med et scenarie"), "tally", "screen.tally_compare",
            N_("Sammenlign")),
    Command("tally.fetch", ("f",), N_("hent et scenarie"), "tally", "screen.tally_fetch"),
    Command("tally.remove", ("D",), N_("slet et scenarie"), "tally", "screen.tally_remove", writes=True),
    Command("tally.copy", ("y",), N_("kopiér virkningen som Markdown"), "tally", "screen.tally_copy"),
    Command("tally.export", ("ctrl+e", "E"), N_("eksportér virkningen som Markdown"), "tally", "screen.tally_export"),
    Command("tally.back", ("escape",), N_("tilbage til mødet"), "tally", "screen.back"),
    # The review of what was read.
    Command("review.accept", ("a",), N_("godtag rækken, som den er læst; på en tabel alle dens usikre"), "review",
            "screen.review_accept", N_("Godtag"), writes=True),
    Command("review.cell", ("enter", "e"), N_("ret tallet i kolonnen"), "review", "screen.review_cell", N_("Ret tal"),
            writes=True),
    Command("review.label", ("r",), N_("ret rækkens navn"), "review", "screen.review_label", N_("Navn"), writes=True),
    Command("review.find", ("slash",), N_("find rækker i en lang tabel: linjenummer eller navn"), "review",
            "screen.review_find", N_("Find")),
    Command("review.kind", ("t",), N_("skift rækkens art: linje, delsum, sum"), "review", "screen.review_kind",
            N_("Art"), writes=True),
    Command("review.column", ("c",), N_("ret kolonnens år og fase"), "review", "screen.review_set_column",
            N_("Kolonne"), writes=True),
    Command("review.unit", ("u",), N_("ret tabellens enhed og prisniveau"), "review", "screen.review_unit",
            N_("Enhed"), writes=True),
    Command("review.split", ("d",), N_("del rækken i to"), "review", "screen.review_split", writes=True),
    Command("review.join", ("J",), N_("saml rækken med den næste"), "review", "screen.review_join", writes=True),
    Command("review.leave_out", ("x",), N_("hold tabellen ude af budgettet, eller tag den med igen"), "review",
            "screen.review_leave_out", N_("Hold ude"), writes=True),
    Command("review.next", ("n",), N_("næste usikre, her eller i den næste fil, der har nogen"), "review",
            "screen.review_doubt(1)", N_("Næste usikre")),
    Command("review.previous", ("N",), N_("forrige usikre, her eller i en fil før"), "review",
            "screen.review_doubt(-1)"),
    Command("review.column_left", ("less_than_sign", "left"), N_("forrige kolonne"), "review",
            "screen.review_column(-1)"),
    Command("review.column_right", ("greater_than_sign", "right"), N_("næste kolonne"), "review",
            "screen.review_column(1)"),
    Command("review.names", ("f8",), N_("afdelinger og områder, som ingen kender, og hvad de ligner"), "review",
            "screen.names"),
    Command("review.file", ("F",), N_("en anden fil"), "review", "screen.review_file", N_("Fil")),
    Command("review.back", ("escape",), N_("færdig med gennemsynet"), "review", "screen.back"),
    # The reconciliation.
    Command("checks.places", ("enter",), N_("begge steder side om side"), "checks", "screen.checks_places",
            N_("Begge steder")),
    Command("checks.source", ("o",), N_("kilde: åbn dokumentet ved tallets linje"), "checks", "screen.checks_source",
            N_("Kilde")),
    Command("checks.note", ("n",), N_("notér forskellen som kendt, med en note; en tom note tager den tilbage"),
            "checks", "screen.checks_note", N_("Kendt"), writes=True),
    Command("checks.budget", ("right", "l", "f3"), N_("til linjen i budgettet"), "checks", "screen.checks_budget",
            N_("Budget")),
    Command("checks.filter", ("slash",), N_("filtrér, mens der skrives"), "checks", "screen.filter", N_("Filter")),
    Command("checks.all", ("0",), N_("alle kontroller"), "checks", "screen.checks_state(0)"),
    Command("checks.differs", ("1",), N_("kun det, der ikke stemmer"), "checks", "screen.checks_state(1)",
            N_("Stemmer ikke")),
    Command("checks.undecided", ("2",), N_("kun det, der ikke kan afgøres"), "checks", "screen.checks_state(2)"),
    Command("checks.rounding", ("3",), N_("kun afrunding"), "checks", "screen.checks_state(3)"),
    Command("checks.agrees", ("4",), N_("kun det, der stemmer"), "checks", "screen.checks_state(4)"),
    Command("checks.known", ("5",), N_("kun det, der er noteret som kendt"), "checks", "screen.checks_state(5)"),
    Command("checks.scope", ("a",), N_("mødets papirer, eller alle dokumenter"), "checks", "screen.checks_scope",
            N_("Papirer")),
    Command("checks.pane", ("tab", "shift+tab"), N_("fra listen til delene, og tilbage"), "checks",
            "screen.checks_pane"),
    Command("checks.copy", ("y",), N_("kopiér kontrollen"), "checks", "screen.checks_copy"),
    Command("checks.back", ("escape", "left", "h"), N_("ét skridt tilbage: filter, delene, afstemningen"), "checks",
            "screen.back"),
    Command("checks.leave", ("f5",), N_("tilbage til mødet"), "checks", "screen.checks_leave"),
    Command("places.pane", ("tab", "shift+tab"), N_("det andet sted"), "places", "screen.places_pane",
            N_("Det andet sted")),
    Command("places.back", ("escape", "enter", "left", "h"), N_("tilbage til afstemningen"), "places",
            "screen.places_back", N_("Tilbage")),
    Command("undo", ("U",), N_("fortryd det seneste, du gjorde, hvor det end var"), "all", "app.undo", writes=True),
    Command("redo", ("R",), N_("gentag det, du sidst fortrød"), "all", "app.redo", writes=True),
    Command("palette", ("ctrl+p",), N_("alle kommandoer"), "all", "app.palette", N_("Alt"), here=True),
    Command("help", ("question_mark", "f1"), N_("tasterne her"), "all", "app.help", N_("Hjælp"), here=True),
    Command("quit", ("q", "ctrl+q"), N_("afslut"), "all", "app.leave"),
)
BY_ID = {command.id: command for command in COMMANDS}
#: The actions that change the store.
WRITING = frozenset(command.action for command in COMMANDS if command.writes)
#: Those of them that change the meeting on the panes, which finalised minutes do not allow.
CHANGING = frozenset(
    command.action
    for command in COMMANDS
    if command.writes and command.where in ("meeting", "agenda", "paper", "budget")
)

_KEY_NAMES = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "escape": "Esc", "slash": "/",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "tab": "Tab", "shift+tab": "Shift+Tab",
    "question_mark": "?", "full_stop": ".", "comma": ",", "less_than_sign": "<", "greater_than_sign": ">",
    "alt+left": "Alt+←", "alt+right": "Alt+→", "shift+left": "Shift+←", "shift+right": "Shift+→",
    "asterisk": "*", "plus": "+", "minus": "-", "shift+up": "Shift+↑", "shift+down": "Shift+↓", "delete": "Del",
    "space": N_("Mellemrum"), "exclamation_mark": "!",
}


def key_name(key: str) -> str:
    """How a key is written on the screen: "ctrl+p" is "Ctrl+P"."""
    if key in _KEY_NAMES:
        return _(_KEY_NAMES[key])
    if "+" in key:
        return "+".join(part.capitalize() for part in key.split("+"))
    return key.upper() if len(key) > 1 else key


def pressed(event: events.Key) -> str:
    """The key that was pressed, as it is written on the screen."""
    return event.character if event.is_printable and event.character else key_name(event.key)


def keys_of(command: Command, rebound: Mapping[str, str]) -> tuple[str, ...]:
    """The command's keys, after the user's settings."""
    own = rebound.get(command.id)
    return tuple(key.strip() for key in own.split(",")) if own else command.keys


def elsewhere(key: str, rebound: Mapping[str, str]) -> Command | None:
    """The command that a key has in one of the panes, if it has any."""
    return next(
        (one for one in COMMANDS if one.where in ("agenda", "paper", "budget") and key in keys_of(one, rebound)), None
    )


def clashes(rebound: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(command, command, key): where the user's settings give one key to two commands that work in one place."""
    for name in rebound:
        mine = BY_ID[name]
        for other in COMMANDS:
            if other.id != name and _meet(mine.where, other.where):
                for key in keys_of(mine, rebound):
                    if key in keys_of(other, rebound):
                        yield name, other.id, key_name(key)


def _meet(first: str, second: str) -> bool:
    """Whether there is a place where the commands of both places work. Two panes are apart, and so are two screens."""
    both = {first, second}
    for screen in SCREENS:
        if screen in both:
            return both <= {screen, "list", "all"}
    return first == second or not both <= {"agenda", "paper", "budget"}


def bindings(*places: str) -> list[Binding]:
    """Textual bindings of the commands that work in these places.

    They have priority, so that every key is done before the next is looked at: on a slow line keys arrive in a
    bunch, and "b g" must never become "g" for the pane behind. Where text is typed, ``check_action`` steps aside.
    """
    return [
        Binding(",".join(command.keys), command.action, command.title, id=command.id, show=False, priority=True)
        for command in COMMANDS
        if command.where in places
    ]


def going(key: str, rebound: Mapping[str, str]) -> Command | None:
    """The command that a key has on every screen of the meeting: it opens another one."""
    return next((one for one in COMMANDS if one.where == "screens" and key in keys_of(one, rebound)), None)


@cache
def actions(place: str) -> frozenset[str]:
    """The names of what the keys of this place do, without what is said to them."""
    ours = (command.action for command in COMMANDS if command.where == place)
    return frozenset(action.partition("(")[0].rpartition(".")[2] for action in ours)


def key_bar(places: tuple[str, ...], rebound: Mapping[str, str]) -> list[tuple[str, str]]:
    """(key, word) of the commands that the key bar shows in these places."""
    return [
        (key_name(keys_of(command, rebound)[0]), _(command.label))
        for command in COMMANDS
        if command.label and command.where in (*places, "all")
    ]


def keys_markdown() -> str:
    """``docs/keys.md``: every command with its keys, generated so that it cannot be out of date."""
    from html import escape

    lines = [
        "# Taster",
        "",
        "<!-- Denne side er lavet af kommandoregistret med `python -m budgettui.docs`; ret ikke i den. -->",
        "",
        "Enhver tast kan lægges om i indstillingsfilen under `[keys]` med kommandoens navn.",
        "",
        "| Taster | Gør | Hvor | Kommando |",
        "| --- | --- | --- | --- |",
    ]
    for command in COMMANDS:
        keys = " ".join(f"<kbd>{escape(key_name(key), quote=False)}</kbd>" for key in command.keys)
        lines.append(f"| {keys} | {command.title} | {PLACES[command.where]} | `{command.id}` |")
    return "\n".join([*lines, ""])
