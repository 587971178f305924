"""Agenda XML of SBSYS: root ``Dagsorden``, or the root ``Publication`` that its agendas are published with.

``Dagsorden`` has ``Møde`` and ``Dagsordenpunkt``, and all but the text is in attributes. ``Publication`` has
``Agendas/Agenda`` with ``Meeting``, ``Committee``, ``Items/Item`` and ``Enclosures``, and its texts are HTML in CDATA.
"""

from __future__ import annotations

import re

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import casesystem, xmltree
from budgettui.ingest.casesystem import Agenda, Case, Field, day_of, truth
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.people import read_person
from budgettui.ingest.xmltree import Node

CODE = "sbsys-xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PUBLISHED = b"<Agendas"
#: A member's status by number: not decided, comes, came. Whoever has another stays away.
_COMES = frozenset(("0", "1", "4"))
#: Stands in a field that nobody has filled in.
_EMPTY = re.compile(r"tomt indhold\.?", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_ATTENDANCE = {"Deltager": "present", "Medlem": "present", "Afbud": "apology", "Fraværende": "absent"}


def recognises(content: bytes) -> bool:
    """Whether the content is XML with the root ``Dagsorden``, or ``Publication`` with agendas."""
    root = xmltree.root_of(content)
    return root is not None and (root[0] == "Dagsorden" or (root[0] == "Publication" and _PUBLISHED in content))


def read(name: str, content: bytes) -> Reading:
    """The meeting; raises as :func:`budgettui.ingest.casesystem.read`."""
    return casesystem.read(name, content, CODE, _agenda)


def _agenda(root: Node) -> Agenda:
    return _published(root) if root.name == "Publication" else _exported(root)


def _exported(root: Node) -> Agenda:
    meeting = next(root.under("Møde"), root)
    kind = (root.attributes.get("Dagsordentype") or "").casefold()
    agenda = Agenda(
        body=_said(meeting, "Udvalg"),
        day=day_of(_said(meeting, "Mødedato")),
        minutes="referat" in kind or "protokol" in kind,
    )
    for name, attendance in _ATTENDANCE.items():
        for node in root.under(name):
            person = read_person(_said(node, "Navn") or node.text or "", attendance)
            if person:
                agenda.participants.append(person)
    agenda.cases = [_case(point) for point in root.under("Dagsordenpunkt")]
    return agenda


def _said(node: Node, name: str) -> str | None:
    return " ".join(node.attributes.get(name, "").split()) or None


def _case(point: Node) -> Case:
    case = Case(
        node=point,
        number=_said(point, "Nummer"),
        title=point.said("Overskrift") or _said(point, "Overskrift"),
        is_open=truth(point.attributes.get("Åbent")),
        case_number=_said(point, "Sagsnummer") or point.said("Sagsnummer"),
    )
    for content in point.every("Indhold"):
        if not content.children and content.raw.strip():
            case.fields.append(Field("", content))
        for part in content.children:
            case.fields.append(Field(_title(part), part))
    for enclosure in point.under("Bilag"):
        name = _said(enclosure, "Navn")
        if name:
            case.enclosures.append(name)
    return case


def _title(part: Node) -> str:
    """An element's name as the heading that it is: XML has no spaces in names, so they are written otherwise."""
    given = _said(part, "Navn") or _said(part, "Overskrift")
    if given:
        return given
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), part.name).replace("_", " ").strip()


def _published(root: Node) -> Agenda:
    whole = root.one("Agendas", "Agenda") or root
    agenda = Agenda(
        body=whole.said("Committee", "Name") or whole.said("Name"),
        day=day_of(whole.said("Meeting", "When")),
        minutes=(root.said("PublicationTypeAsEnum") or "").casefold() == "minutes",
    )
    for member in whole.under("MeetingMember"):
        there = (member.said("ParticipationStatusAsValue") or "0") in _COMES
        person = read_person(member.said("Name") or "", "present" if there else "absent")
        if person:
            agenda.participants.append(person)
    agenda.cases = [_published_case(item) for item in whole.under("Item")]
    return agenda


def _published_case(item: Node) -> Case:
    case = Case(
        node=item,
        number=item.said("Number"),
        title=item.said("Caption"),
        is_open=truth(item.said("IsPublic")),
        case_number=item.said("Case", "Number"),
        enclosures=list(dict.fromkeys(name for own in item.under("Enclosure") if (name := own.said("Name")))),
    )
    for part in item.under("ItemField"):
        content = part.one("Content")
        if content is not None and not _EMPTY.fullmatch(_TAG.sub("", content.text or "").strip()):
            role = Role.DECISION if truth(part.said("IsFeedback")) else None
            case.fields.append(Field(part.said("Caption") or "", content, role))
    return case
