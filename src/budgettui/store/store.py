"""The store as the rest of the program sees it: one object, safe to call from any thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from budgettui import store as modules
from budgettui.domain.budget.budget import Material
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.meeting import Meeting
from budgettui.store import budget, documents, journal, projections
from budgettui.store.access import PATIENT, Access, Pace, reads, reads_at_once, writes
from budgettui.store.connection import watched
from budgettui.store.level import Level, level
from budgettui.store.views import Hit, ImportResult, NewEvent, PaperView

if TYPE_CHECKING:
    from budgettui.domain.budget.names import NameBook
    from budgettui.domain.budget.view import View
    from budgettui.domain.paper.reading import Reading
    from budgettui.store.near_names import ConfirmedName, UnmatchedName
    from budgettui.store.ready import Ready


class Store(Access):
    """One database file. Made by :func:`open_store`; every call may raise ``StoreError``.

    What a writing call returns is on disk: the transaction is committed with ``synchronous=EXTRA``. Reading
    calls raise ``KeyError`` where they ask for one thing that is not there.
    """

    #: The names that hold, and the number of the journal's entry up to which they do.
    _book: tuple[int | None, NameBook] | None = None

    # meetings and papers

    meetings = reads(lambda: modules.projections.heads)
    last_meeting = reads(lambda: modules.projections.last)

    def latest(self, meeting_id: str) -> Meeting:
        """The meeting as this process's last write of it left it, without asking the disk; else as it is there."""
        kept = self._states.get(meeting_id)
        return kept if kept is not None else self.meeting(meeting_id)

    meeting = reads_at_once(lambda: modules.projections.load)

    def meeting_at(self, meeting_id: str, moment: datetime | int) -> Meeting:
        """The meeting as it was at a moment, or after the entry of the journal with that number.

        ``KeyError`` if there was none then.
        """
        events = [
            event
            for event in self.log(meeting_id)
            if (event.seq <= moment if isinstance(moment, int) else datetime.fromisoformat(event.at) <= moment)
        ]
        meeting = modules.acts.folded(self.file, events)
        if meeting is None:
            raise KeyError(meeting_id)
        return meeting

    def meeting_of(self, body: str, besides: str = "") -> Meeting | None:
        """The latest meeting of the body, ``besides`` one, of which somebody knows who took part; ``None`` where there
        is none."""
        heads = (head for head in self.meetings() if head.id != besides)
        own = [head for head in heads if (head.body or "").casefold() == body.casefold()]
        held = (self.meeting(head.id) for head in sorted(own, key=lambda head: head.date or "", reverse=True))
        return next((meeting for meeting in held if meeting.attendees), None)

    def meeting_document(self, meeting_id: str) -> int | None:
        """The document that a meeting was prepared from; ``None`` where it was made by hand."""
        with self._read() as db:
            prepared = next((event for event in journal.read(db, meeting_id) if event.kind == "meeting_prepared"), None)
            return documents.by_checksum(db, prepared.payload.get("document") if prepared else None)

    def meeting_documents(self, meeting: Meeting, *, published: bool = False) -> list[int]:
        """The documents that a meeting is about: its own, those of its papers, and those of the budget lines that its
        points are linked to. ``published`` leaves out what only closed items are about."""
        found = [self.meeting_document(meeting.id)]
        with self._snapshot() as db:
            items = [item for item in meeting.items if item.open or not published]
            for item in items:
                found += [documents.paper(db, paper_id).document for paper_id in item.papers]
            nodes = [link.node for item in items for point in item.points for link in point.links]
            found += budget.documents_of(db, nodes)
        return list(dict.fromkeys(document for document in found if document is not None))

    def papers_of(self, ids: Sequence[str]) -> list[PaperView]:
        """Several papers, in the order of the ids; ``KeyError`` where one is missing."""
        with self._snapshot() as db:
            return [documents.paper(db, paper_id) for paper_id in ids]

    paper_ids = reads(lambda: modules.documents.paper_ids)
    document = reads(lambda: modules.documents.document)
    head = reads(lambda: modules.documents.head)
    documents = reads(lambda: modules.documents.documents)
    packed_size = reads(lambda: modules.documents.packed_size)
    sealed_documents = reads(lambda: modules.documents.sealed)
    sealed_materials = reads(lambda: modules.documents.sealed_materials)
    sealed_papers = reads(lambda: modules.documents.sealed_papers)
    sealed_names = reads(lambda: modules.documents.sealed_names)

    # the budget

    materials = reads(lambda: modules.budget.materials)

    def widest(self, materials: Sequence[Material]) -> Material | None:
        """What to look at where nothing else is said: the material with the most departments, no older edition."""
        return max(materials, key=lambda entry: (not entry.older, len(self.child_rows(entry.root))), default=None)

    child_rows = reads(lambda: modules.budget.child_rows)

    def level(self, view: View) -> Level:
        """The rows of a view, to be paged through."""
        return level(self._read, view, self._names)

    lines = reads(lambda: modules.budget.lines)
    path = reads(lambda: modules.budget.path)
    node_by_key = reads(lambda: modules.budget.node_by_key)
    line_source = reads(lambda: modules.budget.line_source)
    line_sources = reads(lambda: modules.budget.line_sources)

    # names

    def names(self) -> NameBook:
        """The municipality's names, with what people have confirmed in this store."""
        with self._snapshot() as db:
            return self._names(db)

    def spellings(self, name: str) -> Sequence[str]:
        """Every way to write the department or area that a name stands for; none where nobody knows it."""
        return self.names().spellings(name)

    def _names(self, db: sqlite3.Connection) -> NameBook:
        from budgettui.ingest.page import names as reading

        (seq,) = db.execute("SELECT max(seq) FROM journal WHERE meeting IS NULL").fetchone()
        municipality = reading.current()
        if self._book is None or self._book[0] != seq or self._book[1].municipality is not municipality:
            self._book = (seq, modules.names.book(db, municipality))
        return self._book[1]

    def canonical(self, nodes: Iterable[int]) -> dict[int, str]:
        """What the nodes that are a department or an area are known by over materials ("MSB", "MTM/2.51")."""
        with self._snapshot() as db:
            return modules.names.canonical(db, self._names(db), nodes)

    def unmatched_names(self, *, every: bool = False, besides: Container[int] = ()) -> list[UnmatchedName]:
        """The printed names of departments and areas that stand for nothing yet, with what they may stand for.

        A row under a department is one of them where it is near one of its areas; with ``every`` also where not. What
        only the documents ``besides`` print is left out.
        """
        with self._snapshot() as db:
            return modules.near_names.unmatched(db, self._names(db), every=every, besides=besides)

    def confirmed_names(self) -> list[ConfirmedName]:
        """The printed names that people have said the meaning of, oldest first."""
        with self._snapshot() as db:
            return modules.near_names.confirmed(db, self._names(db))

    def confirm_name(self, name: str, key: str, actor: str, *, within: str = "") -> Event:
        """Keep that a printed name stands for a department or an area; ``UnknownName`` where there is no such key.

        ``within`` is the department's code that the name is printed under.
        """
        from budgettui.domain.budget.names import Confirmation

        with self._write() as db:
            return modules.names.confirm(db, self._names(db), Confirmation(name, key, within), actor)

    def take_back_name(self, name: str, actor: str, *, within: str = "") -> Event:
        """Keep that a name that was confirmed stands for nothing after all; ``UnknownName`` where nothing was said."""
        with self._write() as db:
            return modules.names.take_back(db, self._names(db), name, within, actor)

    search = reads(lambda: modules.search.find)
    search_indexed = reads(lambda: modules.search.find_indexed)

    def search_on(self, words: Sequence[str], most: int, go_on: Callable[[], bool]) -> list[Hit]:
        """As :meth:`search`, beside the keys; ``Interrupted`` where ``go_on`` says no."""
        with self._read() as db, watched(db, self.file, go_on):
            return modules.search.find(db, words, most)

    # writing

    def append(self, events: Sequence[NewEvent], actor: str, *, after: int | None = None) -> list[Event]:
        """Write what a secretary did, all of it or nothing, as one step for undo.

        An event may join the group of a step before. Where that is taken back, by this screen or another, a
        new step begins: what is taken back does not grow, and what is typed is not lost.

        Raises ``KeyError`` where an event names a meeting, item, point, paper or outcome that there is not,
        ``ValueError`` for a kind that is not a secretary's, and ``Finalised`` where the minutes do not allow it or have
        changed meanwhile.
        """
        with self._write() as db:
            return modules.acts.append(db, self._states, events, actor, after)

    def undo(self, actor: str, pace: Pace | None = PATIENT) -> list[Event]:
        """Take back what this person did last, in whichever meeting or in none; the event that says so, or ``[]``
        where nothing is left. ``pace`` is that of :meth:`correct`.

        Raises ``Finalised`` where it belongs to a version of minutes, which are opened again instead, and
        ``ValueError`` where what somebody else has done since depends on it.
        """
        return self._step(actor, pace, back=True)

    def redo(self, actor: str, pace: Pace | None = PATIENT) -> list[Event]:
        """Do again what this person took back last; the event that says so, or ``[]``. Raises as :meth:`undo`."""
        return self._step(actor, pace, back=False)

    def _step(self, actor: str, pace: Pace | None, *, back: bool) -> list[Event]:
        return self._paced(lambda db, grown: modules.acts.step(db, self._states, actor, grown, back=back), pace)

    step = reads(lambda: modules.journal.of_group)

    def import_reading(
        self, reading: Reading, content: bytes, actor: str, *, prepare: bool = True
    ) -> ImportResult:
        """Store a document with what was read from it, and prepare its meeting where it has one.

        Without ``prepare`` no meeting is made of it: it is one paper of a meeting that is prepared by itself.
        The same file again (by SHA-256) changes nothing. Raises ``ValueError`` where ``content`` is not the
        file that the reading was made from.
        """
        from budgettui.store.ready import make_ready

        return self.import_ready(make_ready(reading, content, prepare=prepare), actor)

    def import_ready(self, ready: Ready, actor: str, step: str | None = None) -> ImportResult:
        """What :meth:`import_reading` does, where all that can be was worked out before. What has one ``step``, which
        is the group of its entries, is taken back as one."""
        reading, prepared = ready.reading, ready.meeting
        at = journal.now()
        meeting_id = prepared["id"] if prepared else None
        with self._write() as db:
            known = documents.by_checksum(db, reading.sha256)
            if known is not None:
                there = meeting_id and projections.saved_seq(db, meeting_id) is not None
                prepared = prepared if there else None
                counts = modules.imports.counts(reading, prepared)
                return ImportResult(known, True, meeting_id if there else None, counts)
            before = documents.latest_named(db, reading.name)
            held = projections.holding(db, prepared) if prepared else None
            number = modules.imports.write(db, ready)
            result = ImportResult(number, False, meeting_id, modules.imports.counts(reading, prepared), before)
            if held is not None:
                prepared, result = None, result._replace(meeting=held, same_meeting=True)
            event = journal.write(
                db, "document_imported", modules.imports.event_payload(ready, result), actor=actor, at=at,
                group=step,
            )
            if prepared is None:
                return result
            hung = modules.hanging.hang(db, self._states, prepared, actor, event.group) if ready.alone else None
            if hung is None:
                modules.acts.prepare(db, self._states, prepared, actor, event.group)
                return result
            return result._replace(meeting=hung[0], hung_on=hung[1])

    def grow(self, ready: Ready, go_on: Callable[[], bool], wait: Callable[[], None]) -> None:
        """Write the long tables of a document in pieces, which nobody is kept waiting by or sees before
        :meth:`import_ready`. A piece that ``go_on`` ends is written again when ``wait`` returns."""

        modules.growing.grow(ready.tables, self._pieces(go_on, wait))

    def imported(self, sha256: str) -> ImportResult | None:
        """What the import of the file with this checksum did; ``None`` where it is not here."""
        from budgettui.domain.paper.agenda import meeting_id

        with self._snapshot() as db:
            document = documents.by_checksum(db, sha256)
            if document is None:
                return None
            meeting = meeting_id(sha256)
            there = projections.saved_seq(db, meeting) is not None
            return modules.imports.known(db, document, sha256)._replace(meeting=meeting if there else None)

    def prepare(self, payload: Mapping[str, Any], actor: str) -> str:
        """Create a meeting from the payload of ``meeting_prepared`` and return its id.

        ``id`` and ``title`` are required; ids of items, points and people that are left out are made. A
        meeting that is there already stays as it is. Raises ``KeyError`` where an item names a paper that is
        not there.
        """
        from budgettui.domain.paper import agenda

        ready = agenda.complete(payload)
        with self._write() as db:
            if projections.saved_seq(db, ready["id"]) is None:
                for item in ready["items"]:
                    for paper_id in item.get("papers", ()):
                        documents.paper(db, paper_id)
                modules.acts.prepare(db, self._states, ready, actor)
        return str(ready["id"])

    def remove_meeting(self, meeting_id: str, actor: str) -> list[Event]:
        """Take away a meeting that was prepared and never used; the event that says so.

        Raises ``KeyError`` where there is none, and ``Recorded`` where something is recorded in it.
        """
        with self._write() as db:
            return modules.acts.remove(db, self._states, meeting_id, actor)

    reading = reads_at_once(lambda: modules.corrections.current_reading)
    as_read = reads(lambda: modules.imports.load_reading)
    corrections = reads(lambda: modules.corrections.of_document)

    def correct(
        self, document: int, what: Sequence[Mapping[str, Any]], actor: str, pace: Pace | None = PATIENT
    ) -> list[Event]:
        """Correct a document's reading in one step; its tables and its budget are made again with it.

        Where long tables are to be laid again, that is done at this ``pace`` before, and without one ``TakesLong`` is
        raised. Raises ``CorrectionError`` where a correction does not fit the reading: nothing is written then.
        """
        return self._paced(lambda db, grown: modules.corrections.add(db, document, what, actor, grown), pace)

    # the reconciliation

    check_numbers = reads_at_once(lambda: modules.reconciliation.numbers)
    check_counts = reads_at_once(lambda: modules.reconciliation.counts)

    long_agreed = reads_at_once(lambda: modules.reconciliation.agreed)

    checks = reads_at_once(lambda: modules.reconciliation.views)
    check_line = reads(lambda: modules.reconciliation.line_of)
    check_at = reads(lambda: modules.reconciliation.check_at)
    acknowledge = writes(lambda: modules.reconciliation.acknowledge)

    # what is to be followed up, over all meetings

    follow_ups = reads_at_once(lambda: modules.followups.read)
    note_follow_up = writes(lambda: modules.followups.note)

    # filters under a name

    saved_filters = reads(lambda: modules.saved_filters.read)
    save_filter = writes(lambda: modules.saved_filters.save)

    def rebuild(self) -> None:
        """Make every projection again: meetings from their events, papers and budget from the readings.

        Raises ``StoreError`` with the first bad entry where the journal itself, or a document, is not sound:
        what is made from it would only hide that.
        """
        with self._write() as db:
            modules.making.make_tables(db, self.file)
            self._states.clear()

    def verify(self) -> list[str]:
        """What is wrong with the store, in sentences, the first bad entry first; ``[]`` where it is sound."""
        with self._snapshot() as db:
            return list(modules.check.problems(db))

    log = reads(lambda: modules.journal.read)
    log_outside = reads(lambda: modules.journal.outside)

    def prepared(self, meeting_id: str) -> Meeting | None:
        """The meeting as its papers prepared it, before anything was done in it."""
        with self._read() as db:
            return modules.acts.folded(self.file, journal.read(db, meeting_id, kind="meeting_prepared"))
