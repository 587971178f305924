"""Help and palette from the one registry, themes, and the question before something would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgettui.domain.errors import N_
from budgettui.i18n import _
from budgettui.tui.commands import BY_ID, COMMANDS, PLACES, SCREENS, key_name, keys_of
from budgettui.tui.screens.frame import PANES, HasPlace
from budgettui.tui.screens.pick import Choice, pick
from budgettui.tui.signs import FIGURE_SIGNS, ITEM_STATES
from budgettui.tui.theming import ThemeError, load_theme, theme_names
from budgettui.tui.widgets.bars import own_keys
from budgettui.tui.widgets.rows import RowView
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.tui.app import BudgetApp


#: What can be typed after / in the budget, and what it finds.
FILTERS = (
    ("voksne handicap", N_("begge ord i navn eller kode")),
    ("~vksn", N_("bogstaverne i den rækkefølge")),
    ("-anlæg", N_("ikke dette")),
    ("MSB eller MSO", N_("det ene eller det andet")),
    ("afdeling:MSB", N_("linjen eller en over den")),
    ("afvigelse > 20 mio", N_("merforbrug over 20 mio.")),
    ("forskel > 20 mio", N_("forskellen på det, der sammenlignes")),
    ("regnskab > budget * 1,05", N_("kolonne mod kolonne")),
    ("[Afvigelse] < 0", N_("kolonnen, som den er trykt")),
)


def show_commands(app: BudgetApp, *, here: bool) -> None:
    """The keys that work here, with what the signs mean; or every command. Enter carries one out.

    In a panel those are the panel's own, also where the key bar has no room for them."""
    screen = app.meeting_screen
    # A screen in front of the meeting has keys of its own, and the others do not work there.
    front = app.screen if isinstance(app.screen, HasPlace) else None
    own = own_keys(app.screen.focused) if here else None
    if own is not None:
        places = {"all", "list"} if isinstance(app.screen.focused, RowView) else {"all"}
    elif front is not None:
        here, places = True, {"all", "list", "screens", front.PLACE}
    else:
        places = {"all", "meeting", "screens", "list", screen.active} if here else set(PLACES) - set(SCREENS)
    choices = [Choice("", word, key, _("her")) for key, word in own or ()]
    choices += [
        Choice(command.id, _(command.title), " ".join(map(key_name, keys_of(command, app.rebound))),
               _(PLACES[command.where]))
        # Those of a screen of its own first: it is they that are asked for.
        for command in sorted(COMMANDS, key=lambda one: front is not None and one.where != front.PLACE)
        if command.where in places and (here or command.palette)
    ]
    if here and front is None and own is None:
        choices += [
            Choice("", _(word), sign=sign, role=role, right=_("tegn"))
            for sign, role, word in (*ITEM_STATES.values(), *FIGURE_SIGNS.values())
            if word
        ]
        choices += [
            Choice("", _("mærket: b og V gælder alle de mærkede punkter"), sign="+", role="accent", right=_("tegn")),
            Choice("", _("merforbrug (lille m: mindreforbrug)"), sign="M", role="overspend", right=_("tegn")),
            Choice("", _("merindtægt (lille i: mindreindtægt)"), sign="I", role="saving", right=_("tegn")),
        ]
        if screen.active == "budget":
            choices += [Choice("", f"{typed}: {_(finds)}", sign="/", role="accent", right=_("filter"))
                        for typed, finds in FILTERS]

    async def chosen(picked: str) -> None:
        if picked and front is not None:
            await app.run_action(BY_ID[picked].action, default_namespace=front.focused or app.screen)
        elif picked:
            command = BY_ID[picked]
            if command.where in PANES and command.where != screen.active:
                screen.action_pane(command.where)  # the palette has every pane's commands
            namespace = screen._pane(screen.active) if "." not in command.action.partition("(")[0] else screen
            await app.run_action(command.action, default_namespace=namespace)

    pick(screen, _("Taster her") if here else _("Alle kommandoer"), choices, chosen)


def show_themes(app: BudgetApp) -> None:
    choices = []
    for name in theme_names():
        try:
            spec = load_theme(name)
        except ThemeError as error:
            choices.append(Choice(name, error_words(error), name, sign="✗", role="error"))
        else:
            choices.append(Choice(name, _(spec.description), name, _("nu") if name == app.spec.name else ""))

    def chosen(picked: str) -> None:
        try:
            app.use_theme(picked)
        except ThemeError as error:
            app.meeting_screen.status.tell_error(error_words(error))

    pick(app.meeting_screen, _("Farvetema"), choices, chosen)


def ask_to_leave(app: BudgetApp) -> None:
    choices = [
        Choice("stay", _("bliv her")),
        Choice("retry", _("prøv at gemme igen")),
        Choice("leave", _("afslut, og mist det, der ikke er gemt")),
    ]

    def chosen(picked: str) -> None:
        if picked == "retry":
            app.meeting_screen.retry_save()
        elif picked == "leave":
            app.exit(1)

    pick(app.meeting_screen, _("Noget er IKKE gemt"), choices, chosen)
