"""The store as the rest of the program sees it: one object, safe to call from any thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from budgettui.domain.budget.budget import Line, Material
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.paper.papers import Source
from budgettui.store import budget, documents, journal, projections
from budgettui.store.access import Access
from budgettui.store.level import Level, level
from budgettui.store.views import (
    CheckView,
    DocumentView,
    Hit,
    ImportResult,
    MeetingHead,
    NewEvent,
    PaperView,
)

if TYPE_CHECKING:
    from budgettui.domain.budget.names import NameBook
    from budgettui.domain.budget.view import View
    from budgettui.domain.meeting.followup import FollowUp
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

    def meetings(self) -> list[MeetingHead]:
        """Every meeting, in the order in which they were prepared."""
        with self._read() as db:
            return projections.heads(db)

    def last_meeting(self) -> str | None:
        """The id of the meeting that was last worked on, or prepared; ``None`` where there is no meeting."""
        with self._read() as db:
            return projections.last(db)

    def latest(self, meeting_id: str) -> Meeting:
        """The meeting as this process's last write of it left it, without asking the disk; else as it is there."""
        kept = self._states.get(meeting_id)
        return kept if kept is not None else self.meeting(meeting_id)

    def meeting(self, meeting_id: str) -> Meeting:
        """The meeting as it is now; ``KeyError`` if there is none."""
        with self._snapshot() as db:
            return projections.load(db, meeting_id)

    def meeting_at(self, meeting_id: str, moment: datetime | int) -> Meeting:
        """The meeting as it was at a moment, or after the entry of the journal with that number.

        ``KeyError`` if there was none then.
        """
        from budgettui.store import acts

        events = [
            event
            for event in self.events(meeting_id)
            if (event.seq <= moment if isinstance(moment, int) else datetime.fromisoformat(event.at) <= moment)
        ]
        meeting = acts.folded(self.file, events)
        if meeting is None:
            raise KeyError(meeting_id)
        return meeting

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

    def paper_ids(self, document_id: int) -> list[str]:
        """The ids of a document's papers, in their order."""
        with self._read() as db:
            return documents.paper_ids(db, document_id)

    def document(self, document_id: int) -> DocumentView:
        """A document with its text; ``KeyError`` if there is none."""
        with self._read() as db:
            return documents.document(db, document_id)

    def documents(self) -> list[DocumentView]:
        """Every document in the order of import; their texts are left out."""
        with self._read() as db:
            return documents.documents(db)

    # the budget

    def materials(self) -> list[Material]:
        """Every set of figures, in the order of import."""
        with self._read() as db:
            return budget.materials(db)

    def widest(self, materials: Sequence[Material]) -> Material | None:
        """What to look at where nothing else is said: the material with the most departments, no older edition."""
        return max(materials, key=lambda entry: (not entry.older, len(self.child_rows(entry.root))), default=None)

    def child_rows(self, node: int) -> list[tuple[int, str]]:
        """The rows below a node as (node, nature), as printed, operating before capital."""
        with self._read() as db:
            return budget.child_rows(db, node)

    def level(self, view: View) -> Level:
        """The rows of a view, to be paged through."""
        return level(self._read, view, self._names)

    def lines(self, rows: Sequence[tuple[int, str]]) -> list[Line]:
        """These rows with their figures, in this order."""
        with self._read() as db:
            return budget.lines(db, rows)

    def path(self, node: int) -> list[tuple[int, str]]:
        """(id, label) from the root down to the node."""
        with self._read() as db:
            return budget.path(db, node)

    def node_by_key(self, key: str) -> tuple[int, int] | None:
        """(material id, node id) of a line's key; ``None`` where there is no such line."""
        with self._read() as db:
            return budget.node_by_key(db, key)

    def line_source(self, node: int) -> tuple[int, Source] | None:
        """(document id, source) of the printed row; ``None`` where the figures were only added up."""
        with self._read() as db:
            return budget.line_source(db, node)

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
        from budgettui.store import names

        (seq,) = db.execute("SELECT max(seq) FROM journal WHERE meeting IS NULL").fetchone()
        municipality = reading.current()
        if self._book is None or self._book[0] != seq or self._book[1].municipality is not municipality:
            self._book = (seq, names.book(db, municipality))
        return self._book[1]

    def canonical(self, nodes: Iterable[int]) -> dict[int, str]:
        """What the nodes that are a department or an area are known by over materials ("MSB", "MTM/2.51")."""
        from budgettui.store import names

        with self._snapshot() as db:
            return names.canonical(db, self._names(db), nodes)

    def unmatched_names(self, *, every: bool = False) -> list[UnmatchedName]:
        """The printed names of departments and areas that stand for nothing yet, with what they may stand for.

        A row under a department is one of them where it is near one of its areas; with ``every`` also where not.
        """
        from budgettui.store import near_names

        with self._snapshot() as db:
            return near_names.unmatched(db, self._names(db), every=every)

    def confirmed_names(self) -> list[ConfirmedName]:
        """The printed names that people have said the meaning of, oldest first."""
        from budgettui.store import near_names

        with self._snapshot() as db:
            return near_names.confirmed(db, self._names(db))

    def confirm_name(self, name: str, key: str, actor: str, *, within: str = "") -> Event:
        """Keep that a printed name stands for a department or an area; ``UnknownName`` where there is no such key.

        ``within`` is the department's code that the name is printed under.
        """
        from budgettui.domain.budget.names import Confirmation
        from budgettui.store import names

        with self._write() as db:
            return names.confirm(db, self._names(db), Confirmation(name, key, within), actor)

    def take_back_name(self, name: str, actor: str, *, within: str = "") -> Event:
        """Keep that a name that was confirmed stands for nothing after all; ``UnknownName`` where nothing was said."""
        from budgettui.store import names

        with self._write() as db:
            return names.take_back(db, self._names(db), name, within, actor)

    def search(self, words: Sequence[str], most: int = 200) -> list[Hit]:
        """What has every word in it: papers, tables, decisions and minutes; the best first."""
        from budgettui.store import search

        with self._read() as db:
            return search.find(db, words, most)

    # writing

    def append(self, events: Sequence[NewEvent], actor: str, *, after: int | None = None) -> list[Event]:
        """Write what a secretary did, all of it or nothing, as one step for undo.

        An event may join the group of a step before. Where that is taken back, by this screen or another, a
        new step begins: what is taken back does not grow, and what is typed is not lost.

        Raises ``KeyError`` where an event names a meeting, item, point, paper or outcome that there is not,
        ``ValueError`` for a kind that is not a secretary's, and ``Finalised`` where the minutes do not allow it or have
        changed meanwhile.
        """
        from budgettui.store import acts

        with self._write() as db:
            return acts.append(db, self._states, events, actor, after)

    def undo(self, actor: str) -> list[Event]:
        """Take back what this person did last, in whichever meeting or in none; the event that says so, or ``[]``
        where nothing is left.

        Raises ``Finalised`` where it belongs to a version of minutes, which are opened again instead, and
        ``ValueError`` where what somebody else has done since depends on it.
        """
        return self._step(actor, back=True)

    def redo(self, actor: str) -> list[Event]:
        """Do again what this person took back last; the event that says so, or ``[]``. Raises as :meth:`undo`."""
        return self._step(actor, back=False)

    def _step(self, actor: str, *, back: bool) -> list[Event]:
        from budgettui.store import acts

        with self._write() as db:
            return acts.step(db, self._states, actor, back=back)

    def step(self, group: str) -> list[Event]:
        """The events of one step, by its group, oldest first."""
        with self._read() as db:
            return journal.of_group(db, group)

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

    def import_ready(self, ready: Ready, actor: str) -> ImportResult:
        """What :meth:`import_reading` does, where all that can be was worked out before."""
        from budgettui.store import acts, imports

        reading, prepared = ready.reading, ready.meeting
        at = journal.now()
        meeting_id = prepared["id"] if prepared else None
        with self._write() as db:
            known = documents.by_checksum(db, reading.sha256)
            if known is not None:
                there = meeting_id and projections.saved_seq(db, meeting_id) is not None
                return imports.counts(reading, known, prepared if there else None, already=True)
            before = documents.latest_named(db, reading.name)
            held = projections.holding(db, prepared) if prepared else None
            number = imports.write(db, ready)
            result = imports.counts(reading, number, prepared, already=False)._replace(replaces=before)
            if held is not None:
                prepared, result = None, result._replace(meeting=held, same_meeting=True)
            event = journal.write(
                db, "document_imported", imports.event_payload(ready, result), actor=actor, at=at
            )
            if prepared:
                acts.prepare(db, self._states, prepared, actor, event.group)
            return result

    def grow(self, ready: Ready, go_on: Callable[[], bool], wait: Callable[[], None]) -> None:
        """Write the long tables of a document in pieces, which nobody is kept waiting by or sees before
        :meth:`import_ready`. A piece that ``go_on`` ends is written again when ``wait`` returns."""
        from budgettui.store import growing

        growing.grow(ready, self._pieces(go_on, wait))

    def sweep(self, go_on: Callable[[], bool], wait: Callable[[], None]) -> None:
        """Remove what :meth:`grow` wrote for documents that were not imported then, in pieces as well."""
        from budgettui.store import growing

        with self._read() as db:
            left = growing.left(db)
        if left:
            growing.sweep(self._pieces(go_on, wait))

    def imported(self, sha256: str) -> ImportResult | None:
        """What the import of the file with this checksum did; ``None`` where it is not here."""
        from budgettui.domain.paper.agenda import meeting_id
        from budgettui.store import imports

        with self._snapshot() as db:
            document = documents.by_checksum(db, sha256)
            if document is None:
                return None
            meeting = meeting_id(sha256)
            there = projections.saved_seq(db, meeting) is not None
            return imports.known(db, document, sha256)._replace(meeting=meeting if there else None)

    def prepare(self, payload: Mapping[str, Any], actor: str) -> str:
        """Create a meeting from the payload of ``meeting_prepared`` and return its id.

        ``id`` and ``title`` are required; ids of items, points and people that are left out are made. A
        meeting that is there already stays as it is. Raises ``KeyError`` where an item names a paper that is
        not there.
        """
        from budgettui.domain.paper import agenda
        from budgettui.store import acts

        ready = agenda.complete(payload)
        with self._write() as db:
            if projections.saved_seq(db, ready["id"]) is None:
                for item in ready["items"]:
                    for paper_id in item.get("papers", ()):
                        documents.paper(db, paper_id)
                acts.prepare(db, self._states, ready, actor)
        return str(ready["id"])

    def reading(self, document: int) -> Reading:
        """What was read from a document, with every correction that holds; ``KeyError`` if there is none."""
        from budgettui.store import corrections

        with self._snapshot() as db:
            return corrections.current_reading(db, document)

    def corrections(self, document: int) -> list[Event]:
        """The corrections of a document that hold, oldest first; ``KeyError`` if there is no such document."""
        from budgettui.store import corrections

        with self._read() as db:
            return corrections.of_document(db, document)

    def correct(self, document: int, what: Sequence[Mapping[str, Any]], actor: str) -> list[Event]:
        """Correct a document's reading in one step; its tables and its budget are made again with it.

        Raises ``CorrectionError`` where a correction does not fit the reading: nothing is written then.
        """
        from budgettui.store import corrections

        with self._write() as db:
            return corrections.add(db, document, what, actor)

    # the reconciliation

    def check_numbers(
        self,
        states: Iterable[str],
        needle: str = "",
        *,
        first: Sequence[int] = (),
        only: Sequence[int] | None = None,
    ) -> list[int]:
        """The checks in these states ("known" is a difference that was acknowledged) whose words have the needle.

        What needs an eye comes first; within a state the documents in ``first``. ``only`` leaves out the checks of
        other documents.
        """
        from budgettui.store import reconciliation

        with self._snapshot() as db:
            return reconciliation.numbers(db, states, needle, first=first, only=only)

    def check_counts(self, only: Sequence[int] | None = None) -> dict[str, int]:
        """How many checks there are in each state, of all documents or of these."""
        from budgettui.store import reconciliation

        with self._snapshot() as db:
            return reconciliation.counts(db, only)

    def long_agreed(self) -> dict[str, int]:
        """How much agrees in tables that are too long to be held, by the names of their files."""
        from budgettui.store import reconciliation

        with self._snapshot() as db:
            return {name: agreed for _document, name, agreed in reconciliation.agreed(db)}

    def checks(self, numbers: Sequence[int]) -> list[CheckView]:
        """These checks, in this order; ``KeyError`` where there is no such check."""
        from budgettui.store import reconciliation

        with self._snapshot() as db:
            return reconciliation.views(db, numbers)

    def check_line(self, number: int) -> tuple[int, int, int] | None:
        """(material, node, column) of the budget line where a check stands; ``None`` where it stands in none."""
        from budgettui.store import reconciliation

        with self._read() as db:
            return reconciliation.line_of(db, number)

    def check_at(self, node: int, nature: str, column: int) -> int | None:
        """The check that a budget figure's sign tells of; ``None`` where it has no sign."""
        from budgettui.store import reconciliation

        with self._read() as db:
            return reconciliation.check_at(db, node, nature, column)

    def acknowledge(self, number: int, note: str, actor: str) -> Event:
        """Write that a difference is known, with a note; an empty note takes that back.

        Raises ``KeyError`` where there is no such check, and ``ValueError`` where it does not differ.
        """
        from budgettui.store import reconciliation

        with self._write() as db:
            return reconciliation.acknowledge(db, number, note, actor)

    # what is to be followed up, over all meetings

    def follow_ups(self) -> list[FollowUp]:
        """Actions, declarations of intent, postponed points and deadlines, with what was noted of each."""
        from budgettui.store import followups

        with self._snapshot() as db:
            return followups.read(db)

    def note_follow_up(self, key: str, note: Mapping[str, Any], actor: str) -> Event:
        """Note a state, a text or a budget line of a follow-up (see :mod:`budgettui.store.followups`).

        Raises ``KeyError`` where there is none with this key, and ``ValueError`` for a state that there is not.
        """
        from budgettui.store import followups

        with self._write() as db:
            return followups.note(db, key, note, actor)

    # filters under a name

    def saved_filters(self) -> dict[str, str]:
        """The filters that are kept, as they are typed, by their names."""
        from budgettui.store import saved_filters

        with self._read() as db:
            return saved_filters.read(db)

    def save_filter(self, name: str, typed: str, actor: str) -> Event:
        """Keep a filter under a name; an empty filter takes the name away."""
        from budgettui.store import saved_filters

        with self._write() as db:
            return saved_filters.save(db, name, typed, actor)

    def rebuild(self) -> None:
        """Make every projection again: meetings from their events, papers and budget from the readings.

        Raises ``StoreError`` with the first bad entry where the journal itself, or a document, is not sound:
        what is made from it would only hide that.
        """
        from budgettui.store import making

        with self._write() as db:
            making.make_tables(db, self.file)
            self._states.clear()

    def verify(self) -> list[str]:
        """What is wrong with the store, in sentences, the first bad entry first; ``[]`` where it is sound."""
        from budgettui.store import check

        with self._snapshot() as db:
            return list(check.problems(db))

    def log(self, meeting_id: str | None = None) -> list[Event]:
        """Who did what when: the journal of a meeting, or of the whole store, oldest first."""
        with self._read() as db:
            return journal.read(db, meeting_id)

    def events(self, meeting_id: str) -> list[Event]:
        """The events of a meeting, oldest first."""
        return self.log(meeting_id)

    def prepared(self, meeting_id: str) -> Meeting | None:
        """The meeting as its papers prepared it, before anything was done in it."""
        from budgettui.store import acts

        with self._read() as db:
            return acts.folded(self.file, journal.read(db, meeting_id, kind="meeting_prepared"))
