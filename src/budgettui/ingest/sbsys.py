"""Agenda XML of SBSYS: root ``Dagsorden`` with ``Møde`` and ``Dagsordenpunkt``; all but the text is in attributes."""

from __future__ import annotations

import re

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import casesystem, xmltree
from budgettui.ingest.casesystem import Agenda, Case, Field, day_of, truth
from budgettui.ingest.papers.people import read_person
from budgettui.ingest.xmltree import Node

CODE = "sbsys-xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ATTENDANCE = {"Deltager": "present", "Medlem": "present", "Afbud": "apology", "Fraværende": "absent"}


def recognises(content: bytes) -> bool:
    """Whether the content is XML with the root ``Dagsorden``."""
    root = xmltree.root_of(content)
    return root is not None and root[0] == "Dagsorden"


def read(name: str, content: bytes) -> Reading:
    """The meeting; raises as :func:`budgettui.ingest.casesystem.read`."""
    return casesystem.read(name, content, CODE, _agenda)


def _agenda(root: Node) -> Agenda:
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
