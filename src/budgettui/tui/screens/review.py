"""The review of an import: what was read, beside the text that it was read from, and put right by keyboard.

Every correction is an event in the journal; the file's own reading stays beside it and comes back with U.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.worker import get_current_worker

from budgettui.domain.amounts import format_number
from budgettui.domain.checking.doubts import doubts
from budgettui.domain.errors import N_, StoreError
from budgettui.domain.meeting.events import Event
from budgettui.domain.paper.corrections import KINDS, PHASES, Correction, CorrectionError, corrected
from budgettui.domain.paper.long_table import LongLines, LongRows, held
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Reading, Row, Table
from budgettui.export.journal_report import ROW_KINDS
from budgettui.export.outline import outline
from budgettui.figures import PHASES as PHASE_WORDS
from budgettui.i18n import _, ngettext, said_in_language
from budgettui.store import DocumentView, Store
from budgettui.tui.saver import Act
from budgettui.tui.screens.pick import Choice, pick
from budgettui.tui.screens.source import SourceLines, is_long
from budgettui.tui.screens.view import AskingView
from budgettui.tui.text import framed, safe
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.widgets.readings import ReadingList

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: So many rows of long tables are shown when they are looked up.
MOST_FOUND = 200
#: The phase of a column where nobody says it.
_UNSAID = (None, "other")


@dataclass(frozen=True)
class Correcting(Act):
    """What one key did in the review: corrections of a document's reading."""

    document: int = 0
    corrections: tuple[Correction, ...] = ()

    def write(self, store: Store, actor: str) -> Sequence[Event]:
        return store.correct(self.document, self.corrections, actor, None)

    @property
    def job(self) -> Sequence[str]:
        return "correct", str(self.document), json.dumps([dict(one) for one in self.corrections])


class ReviewScreen(AskingView[ReadingList]):
    """File by file; Esc is done."""

    PLACE = "review"
    CSS_PATH = "review.tcss"

    @dataclass(eq=False, repr=False)
    class ReadAgain(Message):
        """A long document's reading is there."""

        document: int
        reading: Reading

    @dataclass(eq=False, repr=False)
    class Found(Message):
        """Rows of long tables were looked up, by the tables' places."""

        document: int
        wanted: str
        rows: Mapping[int, Sequence[Row]]

    @dataclass(eq=False, repr=False)
    class Counted(Message):
        """How many places are in doubt, by document."""

        doubtful: Mapping[int, int]

    AUTO_FOCUS = ""
    NAME = N_("Læst")
    NOTHING = N_("Intet er ændret.")
    ASKED = "#left"

    def __init__(self, below: MeetingScreen, documents: Sequence[int]) -> None:
        super().__init__(below)
        self.store = below.store
        self.documents = list(documents)
        #: What is shown, without its text.
        self.document: DocumentView | None = None
        #: How many corrections are in what is shown, also those that are on their way to the disk.
        self._corrections = 0
        #: What the file itself was read as.
        self._as_read: Reading | None = None
        #: How many places are in doubt in each document; one that is not here is long, or not counted yet.
        self._doubtful: dict[int, int] = {}
        #: Which way the next doubt is sought, where what is shown was come to so.
        self._seeking = 0
        self.list = ReadingList(self.roles, id="reading")
        self.lines = SourceLines(self.roles)

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        with Horizontal(id="halves"):
            with Vertical(id="left"):
                yield self.list
            yield self.lines
        yield StatusLine(self.roles, id="status")
        yield KeyBar(self.roles, id="keys")

    def opened(self) -> None:
        self.lines.border_title = framed(_("Teksten, det blev læst i"))
        self.open(self.documents[0])
        self.run_worker(self._count, thread=True, group="counting")

    def _count(self) -> None:
        """Count what is in doubt, beside the keys; a long document is counted when it is opened."""
        worker, found = get_current_worker(), dict[int, int]()
        for document in self.documents:
            if worker.is_cancelled:
                return
            try:
                reading = None if is_long(self.store, document) else self.store.as_read(document)
                hold = [event.payload for event in self.store.corrections(document)]
            except (StoreError, KeyError):
                continue  # the key that opens it says why; one whose import was taken back is not there
            if reading is not None:
                found[document] = len(list(doubts(corrected(reading, hold))))
        self.post_message(self.Counted(found))

    def on_review_screen_counted(self, event: Counted) -> None:
        event.stop()
        # What was shown meanwhile was counted then, with what has been put right since.
        self._doubtful = {**event.doubtful, **self._doubtful}
        self._show_title()

    # What is shown.

    def open(self, document: int, *, seeking: int = 0) -> None:
        """Show a document; ``seeking`` goes on to the next (1) or previous (-1) where nothing is in doubt in it."""
        self.document, self._seeking = self.store.head(document), seeking
        self.list.clear()
        self.lines.open(self.store, document)
        if not is_long(self.store, document):
            self._as_read = self.store.as_read(document)
            self._arrive()
            return
        name = safe(self.document.name)
        self.query_one("#title", Bar).set_lines([(f" {name} ", self.roles.role("accent"))])
        self.status.tell(_("Læser {name} … Esc slutter, F vælger en anden fil").format(name=name))

        def work() -> None:
            try:
                reading = self.store.as_read(document)
            except KeyError:
                return  # its import was taken back, and with it what was to show it
            # The rows of a long file are counted when they are first asked for: here, and not beside the keys.
            list(doubts(reading))
            self.post_message(self.ReadAgain(document, reading))

        self.run_worker(work, thread=True, group="reading")

    def on_review_screen_read_again(self, event: ReadAgain) -> None:
        event.stop()
        if self.document is not None and self.document.id == event.document and self.list.reading is None:
            self._as_read = event.reading
            self._arrive()

    def _corrected(self) -> Reading:
        assert self.document is not None
        assert self._as_read is not None
        hold = self.store.corrections(self.document.id)
        self._corrections = len(hold)
        return corrected(self._as_read, [event.payload for event in hold])

    def _arrive(self) -> None:
        self._show(self._corrected())
        if self._seeking and self.document is not None:
            if self._doubtful[self.document.id]:
                self.status.tell(f"{safe(self.document.name)} · {self.list.describe()}")
            else:
                self.action_review_doubt(self._seeking)

    def meeting_changed(self) -> None:
        """Where other corrections hold than those that are shown, show the reading anew."""
        below = self.below
        if self.document is None or self.list.reading is None or below.saver.unsaved or below.importer is not None:
            return
        if len(self.store.corrections(self.document.id)) != self._corrections:
            self._show(self._corrected())

    def _show(self, reading: Reading) -> None:
        self.list.show(reading)
        self.lines.mark(_read_lines(reading))
        assert self.document is not None
        self._doubtful[self.document.id] = self.list.doubtful
        self._show_title()
        self.describe()

    def _show_title(self) -> None:
        if self.document is None or (reading := self.list.reading) is None:
            return
        role = self.roles.role
        counts = [words.format(n=format_number(Decimal(n), 0)) for n, words in _counts(reading) if n]
        place, many = self.documents.index(self.document.id) + 1, sum(map(bool, self._doubtful.values()))
        files = _("fil {place} af {count} ").format(place=place, count=len(self.documents))
        if many and len(self.documents) > 1:
            files = ngettext("{n} fil i tvivl", "{n} filer i tvivl", many).format(n=many) + f" · {files}"
        self.query_one("#title", Bar).set_lines(
            [(f" {safe(self.document.name)} ", role("accent")), (" · ".join(counts), role("dim"))],
            right=[(files, role("dim"))],
        )

    def describe(self) -> None:
        self.lines.point_to(self.list.source)
        self.status.tell(self.list.describe())

    # Keys.

    def action_review_column(self, step: int) -> None:
        self.list.move_column(step)
        self.status.tell(self.list.describe())

    def action_review_doubt(self, step: int) -> None:
        """The next doubt of the file; from a file without any, the next file that has some."""
        assert self.document is not None
        if self.list.next_doubt(step):
            self.describe()
            return
        here = self.documents.index(self.document.id)
        others = [*self.documents[here + 1 :], *self.documents[:here]][::step]
        onward = next((one for one in others if self._doubtful.get(one) != 0), None)
        if onward is not None:
            self.open(onward, seeking=step)
        elif others:
            self.status.tell(_("Intet er i tvivl i nogen fil."))
        else:
            self.status.tell(_("Intet er i tvivl i denne fil."))

    def action_review_file(self) -> None:
        names = {document.id: document.name for document in self.store.documents()}
        choices = [
            Choice(
                str(number), names[number], sign="?" if many else " ", role="uncertain",
                right=_("{n} i tvivl").format(n=many) if many else "",
            )
            for number in self.documents if number in names for many in [self._doubtful.get(number, 0)]
        ]
        here = next((at for at, one in enumerate(choices) if self.document and one.id == str(self.document.id)), 0)
        pick(self, _("Filer"), choices, lambda picked: self.open(int(picked)), cursor=here)

    def action_names(self) -> None:
        from budgettui.tui.screens.names import names

        names(self)

    def action_review_accept(self) -> None:
        row, table, finding = self.list.current_row, self.list.current_table, self.list.current_finding
        if finding is not None:
            self._correct(_("set efter: {what}").format(what=self.list.describe()), {"do": "seen", "finding": finding})
        elif row is None and table is not None:
            if isinstance(table[1].rows, LongRows):
                self.status.tell(_("Rækkerne i en lang tabel godtages én ad gangen: / finder dem."))
                return
            doubtful = [place for place, line in enumerate(table[1].rows) if not line.certain]
            if not doubtful:
                self.status.tell(_("Ingen række i tabellen er i tvivl."))
                return
            said = ngettext("{n} usikker række godtaget", "{n} usikre rækker godtaget", len(doubtful))
            acts = [{"do": "accept", "table": table[0], "row": place} for place in doubtful]
            self._correct(said.format(n=len(doubtful)), *acts)
        elif row is None:
            self.status.tell(_("Stil markøren på en række eller en tabel for at godtage den."))
        else:
            self._correct(_("{label} godtaget").format(label=safe(row[3].label)), {"do": "accept", **_at(row)})

    def action_review_kind(self) -> None:
        row = self.list.current_row
        if row is None:
            self.status.tell(_("Stil markøren på en række."))
            return
        kind = KINDS[(KINDS.index(row[3].kind) + 1) % len(KINDS)]
        said = _("{label} er en {kind}").format(label=safe(row[3].label), kind=_(ROW_KINDS[kind]))
        self._correct(said, {"do": "kind", **_at(row), "kind": kind})

    def action_review_join(self) -> None:
        row = self.list.current_row
        if row is None:
            self.status.tell(_("Stil markøren på en række."))
        else:
            self._correct(_("rækken er samlet med den næste"), {"do": "join", **_at(row)})

    def action_review_leave_out(self) -> None:
        table = self.list.current_table
        if table is None:
            self.status.tell(_("Stil markøren i en tabel."))
            return
        out = not table[1].left_out
        said = _("tabellen holdes ude af budgettet") if out else _("tabellen er med i budgettet igen")
        self._correct(said, {"do": "leave_out", "table": table[0], "out": out})

    async def action_review_cell(self) -> None:
        row = self.list.current_row
        if row is None or not row[2].columns:
            await self.instead(_("Stil markøren på en række med tal."))
            return
        column = min(self.list.column, len(row[2].columns) - 1)
        printed = row[3].printed[column] if column < len(row[3].printed) else ""
        title = f"{safe(row[3].label)} · {safe(row[2].columns[column].label)}"
        field = Field("printed", _("Tal"), printed or "", _("som trykt, fx −1.234,5; tomt er intet tal"))
        await self._ask(
            "cell", title, (field,),
            lambda values: [{"do": "cell", **_at(row), "column": column, "printed": values["printed"]}],
        )

    async def action_review_label(self) -> None:
        row = self.list.current_row
        if row is not None:
            await self._ask(
                "label", _("Rækkens navn"), (Field("label", _("Navn"), safe(row[3].label)),),
                lambda values: [{"do": "label", **_at(row), "label": values["label"]}],
            )

    async def action_review_find(self) -> None:
        reading = self.list.reading
        if reading is None or not any(isinstance(table.rows, LongRows) for table in reading.tables):
            await self.instead(_("Filen har ingen lang tabel: alle rækker står her."))
            return
        field = Field("wanted", _("Find"), "", _("linjens nummer i filen, eller noget af navnet"))
        find = partial(self._find, reading)
        await self.ask(Question("find", _("Find rækker i en lang tabel"), (field,), answer=find, does=_("find")))

    def _find(self, reading: Reading, values: Mapping[str, str]) -> None:
        """Look rows up beside the keys: the file is gone through."""
        document, wanted = self.document, values["wanted"].strip()
        if document is None or not wanted:
            return
        self.status.tell(_("Leder …"))

        def work() -> None:
            self.post_message(self.Found(document.id, wanted, found_rows(reading, wanted)))

        self.run_worker(work, thread=True, group="finding", exclusive=True)

    def on_review_screen_found(self, event: Found) -> None:
        event.stop()
        if self.document is None or self.document.id != event.document or self.list.reading is None:
            return
        count = sum(map(len, event.rows.values()))
        if not count:
            self.status.tell(_("Ingen række passer til {wanted}.").format(wanted=safe(event.wanted)))
            return
        self.list.show_found(event.rows)
        self.describe()
        if count == MOST_FOUND:
            self.status.tell(_("De første {n} rækker, der passer.").format(n=count))

    async def action_review_split(self) -> None:
        row = self.list.current_row
        if row is not None:
            field = Field("first", _("Første del"), safe(row[3].label), _("det, der skal stå for sig selv"))
            await self._ask(
                "split", _("Del rækken: tallene bliver ved den sidste del"), (field,),
                lambda values: [{"do": "split", **_at(row), "at": _beginning(row[3].label, values["first"])}],
            )

    async def action_review_set_column(self) -> None:
        table = self.list.current_table
        if table is None or not table[1].columns:
            await self.instead(_("Stil markøren i en tabel."))
            return
        place = min(self.list.column, len(table[1].columns) - 1)
        column = table[1].columns[place]
        words = {phase: _(PHASE_WORDS[phase][1]) or _("andet") for phase in PHASES}
        # Columns that are headed by a year alone are all of one phase.
        bare = [at for at, one in enumerate(table[1].columns) if one.label == str(one.year) and one.phase in _UNSAID]
        others = [at for at in bare if at != place] if place in bare else []

        def corrections(values: Mapping[str, str]) -> list[Correction]:
            phases = {word.casefold(): phase for phase, word in words.items()}
            year, typed = values["year"].strip(), values["phase"]
            phase = phases.get(typed.strip().casefold(), typed)
            asked = int(year) if year.isascii() and year.isdigit() else (None if not year else -1)
            years = {place: asked, **{at: table[1].columns[at].year for at in others}}
            return [
                {"do": "column", "table": table[0], "column": at, "year": one, "phase": phase}
                for at, one in years.items()
            ]

        fields = (
            Field("year", _("År"), str(column.year or "")),
            Field("phase", _("Fase"), words[column.phase or "other"], ", ".join(words.values())),
        )
        title = _("Kolonnen {label}; fasen gælder alle årene") if others else _("Kolonnen {label}")
        await self._ask("column", title.format(label=safe(column.label)), fields, corrections)

    async def action_review_unit(self) -> None:
        table = self.list.current_table
        if table is not None:
            fields = (
                Field("unit", _("Enhed"), table[1].unit or "", _("mio. kr., 1.000 kr., kr., antal stillinger")),
                Field("price_level", _("Priser"), table[1].price_level or "", _("fx 2024-priser")),
            )
            await self._ask(
                "unit", _("Tabellens enhed og prisniveau"), fields,
                lambda values: [
                    {"do": name, "table": table[0], name: text} for name, text in values.items()
                    if text.strip() != (getattr(table[1], name) or "")
                ],
            )

    async def _ask(
        self, name: str, title: str, fields: Sequence[Field],
        corrections: Callable[[Mapping[str, str]], Sequence[Correction]],
    ) -> None:
        """Ask what a correction is to say; ``corrections`` makes it of the answer."""

        def answer(values: Mapping[str, str]) -> Correcting | None:
            found = corrections(values)
            return self._correcting(title, *found) if found else None

        await self.ask(Question(name, title, fields, answer=answer))

    def _correcting(self, said: str, *corrections: Correction) -> Correcting:
        assert self.document is not None
        return Correcting(said, document=self.document.id, corrections=corrections)

    def _correct(self, said: str, *corrections: Correction) -> None:
        self.take(self._correcting(said, *corrections))

    def take(self, act: Act) -> bool:
        """Write corrections as one step; what does not fit is refused with a sentence."""
        assert isinstance(act, Correcting)
        assert self.list.reading is not None
        try:
            reading = corrected(self.list.reading, act.corrections)
        except CorrectionError as error:
            what = safe(said_in_language(error.args[0]))
            self.status.tell_error(_("Det passer ikke: {what}. Intet er ændret.").format(what=what))
            return False
        if not self.below.record(act):
            return False
        self._corrections += len(act.corrections)
        # The next key is about the reading as it is now; that it is on the disk is said when it is.
        self._show(reading)
        self.status.tell(_("{act} · gemmer …").format(act=act.said))
        return True


def _counts(reading: Reading) -> Iterator[tuple[int, str]]:
    """How much of what was read, in words with ``{n}``; what is in doubt comes first, where all is not in sight."""
    long = [table.rows for table in reading.tables if isinstance(table.rows, LongRows)]
    rows = [row for table in held(reading).tables if not table.left_out for row in table.rows]
    items = [item for item in reading.agenda_items if item.type == "item"]
    points = [point for item in items for point in item.decision_points]
    unsure = sum(not row.certain for row in rows) + sum(some.uncertain for some in long)
    seen, every = sum(bool(row.reviewed) for row in rows), len(rows) + sum(map(len, long))
    yield unsure, ngettext("{n} usikker", "{n} usikre", unsure)
    yield seen, ngettext("{n} set efter", "{n} set efter", seen)
    yield len(items), ngettext("{n} punkt", "{n} punkter", len(items))
    yield len(points), ngettext("{n} beslutningspunkt", "{n} beslutningspunkter", len(points))
    yield len(reading.papers), ngettext("{n} papir", "{n} papirer", len(reading.papers))
    yield len(reading.tables), ngettext("{n} tabel", "{n} tabeller", len(reading.tables))
    yield every, ngettext("{n} række", "{n} rækker", every)


def _read_lines(reading: Reading) -> dict[int, bool]:
    """The lines that something was read from, and whether that is certain."""
    lines: dict[int, bool] = {}

    def add(source: Source, certain: bool = True) -> None:
        if source.line is not None:
            for line in range(source.line, (source.last_line or source.line) + 1):
                lines[line] = lines.get(line, True) and certain

    for table in held(reading).tables:
        for row in table.rows:
            add(row.source, row.certain)
    for part in outline(reading):
        for told in part.told:
            add(told.source if told.mark is None else told.mark)
    for doubt in doubts(reading):
        add(doubt.source, certain=False)
    return lines


def _beginning(label: str, first: str) -> int:
    """How much of the label its first part is, as somebody typed it; 0 where the label does not begin so."""
    return len(first.rstrip()) if label.startswith(first.rstrip()) else 0


def _at(row: tuple[int, int, Table, object]) -> dict[str, int]:
    return {"table": row[0], "line" if isinstance(row[2].rows, LongRows) else "row": row[1]}


def found_rows(reading: Reading, wanted: str) -> dict[int, list[Row]]:
    """The rows of the long tables that stand on a line of the file, or have a text in their names; no more than
    :data:`MOST_FOUND`, by the tables' places."""
    long = {place: table.rows for place, table in enumerate(reading.tables) if isinstance(table.rows, LongRows)}
    if wanted.isascii() and wanted.isdigit():
        for place, rows_of in long.items():
            if (row := rows_of.at(int(wanted))) is not None:
                return {place: [row]}
    needle = wanted.casefold()

    def places(lines: LongLines) -> Iterator[int]:
        return (at for at, label in enumerate(lines.labels) if needle in label.casefold())

    found: dict[int, list[Row]] = {}
    left = MOST_FOUND
    for place, rows_of in long.items():
        if left:
            rows = list(islice(rows_of.found(places), left))
            left -= len(rows)
            if rows:
                found[place] = rows
    return found
