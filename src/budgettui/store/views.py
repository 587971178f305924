"""What goes into the store and what comes out of it, where the domain has no shape of its own for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from budgettui.domain.paper.papers import Paper, Source

if TYPE_CHECKING:
    from budgettui.domain.checking.reconciled import Check


class NewEvent(NamedTuple):
    """What shall be written in the journal. ``group`` is given only to join acts of several calls into one
    undo.
    """

    kind: str
    payload: Mapping[str, Any]
    meeting: str | None = None
    group: str | None = None


class MeetingHead(NamedTuple):
    """A meeting in a list: how many decision points it has, and how many of them have an outcome."""

    id: str
    title: str
    body: str | None
    date: str | None
    points: int
    decided: int


class DocumentView(NamedTuple):
    """An imported file. ``text`` is what the sources' lines count in; it is empty in a list of documents."""

    id: int
    name: str
    sha256: str
    text: str = ""


class PaperView(NamedTuple):
    """A paper with its id and the document that it was read from."""

    id: str
    document: int
    paper: Paper


class Hit(NamedTuple):
    """What a search found: an ``item``, ``point`` or ``action`` of a meeting, or a ``paper``, ``section``, ``promise``,
    ``table`` or ``row`` of a document.

    ``owner`` is the meeting's id (the paper's id for a section) and ``key`` what it is within that; ``title`` and
    ``date`` are those of the document or the meeting. ``item`` is the agenda item's id where it stands under one.
    """

    kind: str
    owner: str
    key: str
    text: str
    source: Source
    document: int | None
    title: str
    date: str | None
    item: str | None = None
    number: str | None = None
    open: bool = True


#: What an import counts: table rows are its lines, and the uncertain ones those that a person should look at.
COUNTS = ("items", "papers", "points", "tables", "lines", "uncertain", "intentions")


class ImportResult(NamedTuple):
    """What an import did. ``already`` means that the file was there and nothing was changed.

    ``counts`` are by the names of :data:`COUNTS`. ``replaces`` is the latest document of the same name and other
    content, where there is one: it stays as it is. ``same_meeting`` says that the ``meeting`` was here already, with
    all that the file has of it; ``hung_on`` names the items of its agenda that the papers of the file hang on.
    """

    document: int
    already: bool
    meeting: str | None
    counts: Mapping[str, int]
    replaces: int | None = None
    same_meeting: bool = False
    hung_on: str = ""


class Known(NamedTuple):
    """What a person said of a difference: that it is known, and who."""

    note: str
    actor: str


class CheckView(NamedTuple):
    """A check of the store. ``other`` is the document of the figure it is held against, where that is another one."""

    number: int
    check: Check
    document: int
    other: int | None
    known: Known | None
