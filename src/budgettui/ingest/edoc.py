"""Agenda XML of eDoc: that of its namespace, and the older ``eDocAgendaPublishing.xml``.

The namespace is ``http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/``. The older form has the root ``Meeting`` with
``MeetingAgendaType`` and ``MeetingAgendaItem``; its items come in any order, and their text has its parts in one.
"""

from __future__ import annotations

from budgettui.domain.paper.reading import Participant, Reading
from budgettui.ingest import casesystem, xmltree
from budgettui.ingest.casesystem import Agenda, Case, Field, day_of, truth
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.xmltree import Node

CODE = "edoc-xml"
_SPACE = "fujitsu.dk/agenda/xml/schemas"
_OLDER = b"<MeetingAgendaType"


def recognises(content: bytes) -> bool:
    """Whether the content is XML whose root names eDoc's namespace, or the older form's elements.

    The page that eDoc makes of an agenda names that space too, and is HTML.
    """
    root = xmltree.root_of(content)
    if root is None or root[0].casefold() == "html":
        return False
    return _SPACE in root[1] or (root[0] == "Meeting" and _OLDER in content)


def read(name: str, content: bytes) -> Reading:
    """The meeting; raises as :func:`budgettui.ingest.casesystem.read`."""
    return casesystem.read(name, content, CODE, _agenda)


def _agenda(root: Node) -> Agenda:
    return _published(root) if root.name == "Meeting" else _exported(root)


def _exported(root: Node) -> Agenda:
    committee = root.one("Committee") or root
    meeting = committee.one("Meeting") or committee
    kind = (root.said("OutputTypeEnumName") or meeting.said("Agenda", "Type") or "").casefold()
    agenda = Agenda(
        body=committee.said("Name"),
        day=day_of(meeting.said("MeetingDateTime")),
        minutes=any(word in kind for word in ("minutes", "referat", "protocol", "protokol")),
    )
    for person in meeting.under("MeetingParticipant"):
        name = person.said("Name")
        if name:
            attendance = "absent" if truth(person.said("Participate")) is False else "present"
            role, party = person.said("RoleInMeeting"), person.said("PoliticalPartyList")
            party = party or person.said("PoliticalParty")
            agenda.participants.append(Participant(name, attendance, None, role, party))
    for person in meeting.under("MeetingParticipantExternal"):
        name = person.said("Name")
        if name:
            agenda.participants.append(Participant(name, role="ekstern"))
    agenda.cases = [_case(element) for element in meeting.under("AgendaElement")]
    return agenda


def _case(element: Node) -> Case:
    item = element.one("HandlingItem") or element
    case = Case(
        node=element,
        number=item.said("SerialNo") or element.said("SortOrder"),
        title=item.said("Title") or item.said("NeutralTitle"),
        is_open=truth(element.said("AccessIsPublic")),
        case_number=item.said("CaseNumber"),
    )
    for part in item.under("CasePresentation"):
        content = part.one("Content")
        if content is not None:
            role = Role.DECISION if truth(part.said("IsDecision")) else None
            case.fields.append(Field(part.said("Title") or "", content, role))
    for handling in item.under("Handling"):
        decision = handling.one("Decision")
        if decision is not None and decision.raw.strip():
            case.decisions.append((handling.said("CommitteeName"), day_of(handling.said("MeetingDate")), decision))
    for attachment in item.under("Attachment"):
        title = attachment.said("Title") or attachment.said("Name")
        if title:
            case.enclosures.append(title)
    absences = element.one("Absences")
    if absences is not None:
        case.absent = tuple(dict.fromkeys(name.text for name in absences.under("Name") if name.text))
    return case


def _published(root: Node) -> Agenda:
    agenda = Agenda(
        body=root.said("Committee"),
        day=day_of(root.said("MeetingDate")),
        minutes="referat" in (root.said("MeetingState") or "").casefold(),
    )
    for kind in root.under("MeetingAgendaType"):
        is_open = "lukket" not in (kind.said("AgendaType") or "").casefold()
        whole = kind.one("FullText")
        if whole is not None and not agenda.participants:
            agenda.participants = casesystem.people_in(whole)
        agenda.cases += [_published_case(item, is_open) for item in kind.under("MeetingAgendaItem")]
    agenda.cases.sort(key=lambda case: int(case.number) if case.number and case.number.isdecimal() else 0)
    return agenda


def _published_case(item: Node, is_open: bool) -> Case:
    document = item.one("Document") or item
    case = Case(
        node=item,
        number=item.said("AgendaItemNumber"),
        title=document.said("Title") or document.said("NeutralTitle"),
        is_open=is_open,
        enclosures=[title for attachment in document.under("Attachment") if (title := attachment.said("Title"))],
    )
    text = item.one("FullText") or document.one("FullText")
    if text is not None:
        case.fields.append(Field("", text))
    return case
