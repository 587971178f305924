"""Agenda XML of Acadre: everything is a ``table`` with ``fields``; and the index of what was produced of an agenda."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Finding, Participant, Reading, Source
from budgettui.ingest import casesystem, xmltree
from budgettui.ingest.casesystem import Agenda, Case, Field, day_of
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.people import read_person
from budgettui.ingest.xmltree import Node

CODE = "acadre-xml"
_HEAD = 4096
#: Acadre's number for a part that is a decision, whatever its heading says.
_DECISION = "8"


def recognises(content: bytes) -> bool:
    """Whether the content is XML with Acadre's root and tables."""
    root = xmltree.root_of(content)
    if root is None or root[0] != "root":
        return False
    head = content[:_HEAD].replace(b"\x00", b"").replace(b"'", b'"')
    return b"<fields>" in head and (b'<table name="agenda"' in head or b'<table name="committee"' in head)


def read(name: str, content: bytes) -> Reading:
    """The meeting, or what an index names; raises as :func:`budgettui.ingest.casesystem.read`."""
    text = xmltree.decode(name, content)
    root = xmltree.parse(name, text)
    if any(True for _own in _tables(root, "producedAgenda")):
        return _index(name, content, text, root)
    return casesystem.read(name, content, CODE, _agenda)


# -- the tree of tables


def _tables(node: Node, name: str) -> Iterator[Node]:
    return (table for table in node.under("table") if table.attributes.get("name") == name)


def _table(node: Node, name: str) -> Node | None:
    return next(_tables(node, name), None)


def _field(table: Node | None, name: str) -> Node | None:
    fields = table.one("fields") if table is not None else None
    if fields is None:
        return None
    return next((own for own in fields.every("field") if own.attributes.get("name") == name), None)


def _value(table: Node | None, name: str) -> str | None:
    own = _field(table, name)
    return own.text if own is not None else None


# -- an agenda or minutes


def _agenda(root: Node) -> Agenda:
    head = _table(root, "agenda")
    committee = _table(root, "committee")
    meeting = _table(root, "meeting")
    agenda = Agenda(
        body=_value(committee, "name"),
        day=day_of(_value(meeting, "date")),
        title=_value(meeting, "name"),
        minutes=(_value(head, "name") or "").casefold().startswith(("referat", "beslutningsprotokol", "protokol")),
    )
    members = _table(meeting, "meetmember") if meeting is not None else None
    if members is None and committee is not None:
        members = _table(committee, "commember")
    for member in _tables(members, "member") if members is not None else ():
        person = _person(member)
        if person:
            agenda.participants.append(person)
    agenda.cases = [_case(item) for item in _tables(root, "agendaitem")]
    return agenda


def _person(member: Node) -> Participant | None:
    absent = _value(member, "absent")
    person = read_person(_value(member, "name") or "", "present" if absent in {None, "0", ""} else "absent")
    if person is None:
        return None
    return replace(person, role=_value(member, "role") or person.role, party=_value(member, "party") or person.party)


def _case(item: Node) -> Case:
    access = (_value(item, "accessname") or "").casefold()
    case = Case(
        node=item,
        number=None,
        title=_value(item, "name"),
        is_open=True if access.startswith("åb") else False if access.startswith(("luk", "fortr")) else None,
        case_number=_value(item, "caseno"),
        absent=_people(_value(item, "absent")),
    )
    for bullet in _tables(item, "bullet"):
        content = _field(bullet, "bulletcontent")
        if content is not None:
            role = Role.DECISION if _value(bullet, "bullettype") == _DECISION else None
            case.fields.append(Field(_value(bullet, "bulletname") or "", content, role))
    for enclosure in _tables(item, "enclosure"):
        title = _value(enclosure, "name")
        if title:
            case.enclosures.append(title)
    return case


def _people(text: str | None) -> tuple[str, ...]:
    """Names in a field that may also be a number that counts them."""
    if not text or not any(letter.isalpha() for letter in text):
        return ()
    return tuple(name for part in text.replace(" og ", ",").split(",") if (name := part.strip()))


# -- the index


def _index(name: str, content: bytes, text: str, root: Node) -> Reading:
    """An index holds no agenda: the meeting it is about, and a note for each file that was produced."""

    def said(table: Node | None, key: str) -> str | None:
        fields = table.one("fields") if table is not None else None
        values = (own.attributes[key] for own in (fields.every("field") if fields else ()) if key in own.attributes)
        return next((value.strip() for value in values if value.strip()), None)

    meeting = _table(root, "meeting")
    words = N_("Filen er en oversigt over en dagsordens filer; selve dagsordenen står i dem")
    findings = [Finding("other", "note", words, source=Source(line=1))]
    for produced in _tables(root, "producedAgenda"):
        for fields in produced.every("fields"):
            own = {key: value for one in fields.every("field") for key, value in one.attributes.items()}
            comment, file = own.get("comment"), own.get("xmlfilename")
            words = N_("Oversigten nævner {comment} i filen {file}").format(comment=comment or "–", file=file or "–")
            where = Source(None, fields.line, fields.last_line, None)
            findings.append(Finding("other", "note", words, printed=comment, source=where))
    return Reading(
        name=name,
        sha256=sha256(content).hexdigest(),
        format=CODE,
        kind="unknown",
        text=text,
        title=said(meeting, "name"),
        body=said(_table(root, "committee"), "name"),
        date=day_of(said(meeting, "date")),
        findings=tuple(findings),
    )
