"""Agenda XML of eDoc: the example against its hand-made reading, and small files in the same form."""

from __future__ import annotations

import pytest
from ingest_examples import assert_same_items, example, expected

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes

NAME = "da_middelfart_testudvalg_2017-05-02.edoc.xml"
FILE = """<?xml version="1.0" encoding="utf-8"?>
<Root xmlns:e="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/">
 <e:OutputTypeEnumName>Minutes</e:OutputTypeEnumName>
 <e:Committee><e:Name>Havneudvalget</e:Name>
  <e:Meeting><e:MeetingDateTime>03-09-2024 16:00</e:MeetingDateTime>
   <e:MeetingParticipants>
    <e:MeetingParticipant><e:Name>Første  Medlem</e:Name><e:Participate>true</e:Participate></e:MeetingParticipant>
   </e:MeetingParticipants>
   <e:Agenda><e:AgendaElements>
    <e:AgendaElement><e:AccessIsPublic>true</e:AccessIsPublic>
     <e:Absences><e:Absence><e:Name>Andet Medlem</e:Name></e:Absence></e:Absences>
     <e:HandlingItem><e:SerialNo>7</e:SerialNo><e:Title>Ny mole</e:Title><e:CaseNumber>24-17</e:CaseNumber>
      <e:HandlingPlan>
       <e:Handling><e:CommitteeName>Havneudvalget</e:CommitteeName><e:MeetingDate>03-09-2024 16:00</e:MeetingDate>
        <e:Decision><![CDATA[<p>Godkendt.</p>]]></e:Decision></e:Handling>
       <e:Handling><e:CommitteeName>Byrådet</e:CommitteeName><e:MeetingDate>01-01-0001 00:00</e:MeetingDate>
        <e:Decision>Beslutning ikke frigivet</e:Decision></e:Handling>
      </e:HandlingPlan>
      <e:CasePresentations>
       <e:CasePresentation><e:Title>Indstilling</e:Title><e:Content><![CDATA[Direktøren indstiller:<ol>
<li>at molen bygges for 2,5 mio. kr.</li>
<li>at havnen
 udvides</li></ol>]]></e:Content></e:CasePresentation>
       <e:CasePresentation><e:Title>Økonomi</e:Title><e:Content>&lt;table>
&lt;tr>&lt;th>Mio. kr.&lt;/th>&lt;th>2024&lt;/th>&lt;th>2025&lt;/th>&lt;/tr>
&lt;tr&gt;&lt;td&gt;Mole&lt;/td&gt;&lt;td&gt;1,5&lt;/td&gt;&lt;td&gt;1,0&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</e:Content></e:CasePresentation>
      </e:CasePresentations>
      <e:Attachments><e:Attachment><e:Title>Kort</e:Title><e:Link>http://localhost/k</e:Link></e:Attachment></e:Attachments>
     </e:HandlingItem></e:AgendaElement>
   </e:AgendaElements></e:Agenda>
  </e:Meeting></e:Committee></Root>
"""


def read(text: str = FILE) -> Reading:
    return read_bytes("dagsorden.xml", text.encode())


def test_the_example_is_read_as_by_hand() -> None:
    reading, wanted = example(NAME), expected(NAME)
    assert reading.format == "edoc-xml"
    assert reading.kind == "agenda"
    assert reading.body == wanted["meeting_body"]
    assert reading.date == wanted["date"]
    people = [(p.name, p.party, p.role, p.attendance == "present") for p in reading.participants]
    assert people[:-1] == [(p["name"], p["party"], p["role"], p["present"]) for p in wanted["participants"]]
    assert [people[-1][0]] == wanted["external_participants"]
    assert len(reading.agenda_items) == wanted["agenda_items_count"]
    assert_same_items(reading.agenda_items, wanted["agenda_items"])
    assert [item.open for item in reading.agenda_items] == [True, True, True, True, False, False]
    assert all(item.decisions == () and item.minutes is None for item in reading.agenda_items)


def test_every_point_of_the_example_stands_on_its_line() -> None:
    reading = example(NAME)
    lines = reading.text.split("\n")
    points = [point for item in reading.agenda_items for point in item.decision_points]
    assert [point.source.line for point in points] == [349, 436, 518]
    assert all(point.text in lines[(point.source.line or 0) - 1] for point in points)


def test_a_small_file() -> None:
    reading = read()
    assert (reading.kind, reading.body, reading.date) == ("minutes", "Havneudvalget", "2024-09-03")
    assert [p.name for p in reading.participants] == ["Første Medlem"]
    (item,) = reading.agenda_items
    assert (item.number, item.title, item.open, item.case_number) == ("7", "Ny mole", True, "24-17")
    assert item.attachments == ("Kort",)
    assert [(p.number, p.text, p.source.line, p.source.last_line) for p in item.decision_points] == [
        (1, "at molen bygges for 2,5 mio. kr.", 21, 21),
        (2, "at havnen udvides", 22, 23),
    ]
    assert [(d.body, d.date, d.text, d.outcome, d.absent, d.source.line) for d in item.decisions] == [
        ("Havneudvalget", "2024-09-03", "Godkendt.", "approved", ("Andet Medlem",), 15)
    ]
    assert [(a.printed, a.source.line) for a in reading.amounts] == [("2,5 mio. kr.", 21)]


def test_a_table_in_a_field_keeps_its_cells_and_lines() -> None:
    (table,) = read().tables
    assert table.paper == "Ny mole"
    assert table.unit == "mio. kr."
    assert [(column.label, column.year) for column in table.columns] == [("2024", 2024), ("2025", 2025)]
    assert [(row.label, row.values, row.source.line) for row in table.rows] == [("Mole", ("1.5", "1.0"), 26)]


@pytest.mark.parametrize(
    "prolog",
    ['<!DOCTYPE Root SYSTEM "http://localhost/x.dtd">', '<!DOCTYPE Root [<!ENTITY a "b">]>',
     '<!DOCTYPE Root [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE Root>"],
)  # fmt: skip
def test_a_document_type_is_refused(prolog: str) -> None:
    with pytest.raises(UnreadableFile, match="DTD"):
        read(FILE.replace("<Root ", f"{prolog}\n<Root "))


def test_damaged_xml_says_where() -> None:
    with pytest.raises(UnreadableFile, match="linje 31"):
        read(FILE.replace("</e:Meeting></e:Committee></Root>", "</e:Committee></Root>"))


def test_too_deep_is_refused() -> None:
    deep = "<a>" * 300 + "</a>" * 300
    with pytest.raises(UnreadableFile, match="elementer"):
        read(FILE.replace("<e:Committee>", deep + "<e:Committee>"))


def test_no_meeting_is_no_reading() -> None:
    with pytest.raises(UnreadableFile):
        read('<Root xmlns:e="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/"><e:Other/></Root>')


def test_marks_that_turn_text_round_are_let_go() -> None:
    reading = read(FILE.replace("Ny mole", "Ny &#x202e;mole"))
    assert reading.agenda_items[0].title == "Ny mole"


def test_another_encoding_is_the_one_it_declares() -> None:
    text = FILE.replace('encoding="utf-8"', 'encoding="windows-1252"')
    assert read_bytes("d.xml", text.encode("cp1252")).agenda_items == read().agenda_items
    assert read_bytes("d.xml", FILE.replace('"utf-8"', '"utf-16"').encode("utf-16")).body == "Havneudvalget"


def test_xml_of_another_kind_is_named() -> None:
    with pytest.raises(UnreadableFile, match="Noget"):
        read_bytes("x.xml", b'<?xml version="1.0"?><Noget><Andet>1. Punkt</Andet></Noget>')


OLDER = """<?xml version="1.0"?>
<Meeting>
  <Committee>Havneudvalget</Committee>
  <MeetingDate>04-12-2024 13:00:00</MeetingDate>
  <MeetingState>Referat endeligt godkendt</MeetingState>
  <MeetingAgendaTypes>
    <MeetingAgendaType>
      <AgendaType>Åben dagsorden</AgendaType>
      <MeetingAgendaItems>
        <MeetingAgendaItem><AgendaItemNumber>2</AgendaItemNumber>
          <Document documentid="7"><Title>Ny mole</Title>
            <Attachments><Attachment><Title>Kort over molen</Title><FullText>Mole</FullText></Attachment></Attachments>
          </Document>
          <FullText>

2.\tNy mole

Sagsnr.: 2024-281
Dok.nr.: 2024-2034
Byrådet den 30. januar 2024 Punkt 5

Sammendrag
Molen er slidt.

Økonomiske konsekvenser og finansiering
Molen koster 1.316.000 kr.

Bilag
2024-2007 - Kort over molen

Beslutningen træffes af
Havneudvalget

Indstilling
Center for Havn indstiller, at

A)
Molen bygges.


B)
Bevillingen på 1.316.000 kr. gives.



Havneudvalgets beslutning den 04.12.2024 Punkt 2
Indstillingen godkendt


Følgende deltog ikke i behandlingen af punktet:
</FullText>
        </MeetingAgendaItem>
        <MeetingAgendaItem><AgendaItemNumber>1</AgendaItemNumber>
          <Document documentid="6"><Title>Meddelelser</Title></Document><FullText>1.\tMeddelelser</FullText>
        </MeetingAgendaItem>
      </MeetingAgendaItems>
      <FullText>
Referat

Tilstede
Første Medlem (A) - formand
Andet Medlem (V)


Afbud/Fraværende
Tredje Medlem (C)


&#xC;
INDHOLDSFORTEGNELSE
1.\tMeddelelser\t3
</FullText>
    </MeetingAgendaType>
    <MeetingAgendaType><AgendaType>Lukket dagsorden</AgendaType><MeetingAgendaItems>
      <MeetingAgendaItem><AgendaItemNumber>3</AgendaItemNumber><Document><Title>Køb af grund</Title></Document>
      </MeetingAgendaItem></MeetingAgendaItems></MeetingAgendaType>
  </MeetingAgendaTypes>
</Meeting>
"""


def test_the_older_form_is_read_too() -> None:
    """Its items stand in any order, their parts in one text, and XML has no room for its page breaks."""
    reading = read(OLDER)
    assert (reading.format, reading.kind, reading.body, reading.date) == (
        "edoc-xml", "minutes", "Havneudvalget", "2024-12-04",
    )  # fmt: skip
    assert [(one.name, one.role, one.attendance) for one in reading.participants] == [
        ("Første Medlem", "formand", "present"), ("Andet Medlem", None, "present"), ("Tredje Medlem", None, "apology"),
    ]  # fmt: skip
    assert [(own.number, own.title, own.open) for own in reading.agenda_items] == [
        ("1", "Meddelelser", True), ("2", "Ny mole", True), ("3", "Køb af grund", False),
    ]  # fmt: skip
    mole = reading.agenda_items[1]
    assert mole.case_number == "2024-281"
    assert [point.text for point in mole.decision_points] == ["Molen bygges.", "Bevillingen på 1.316.000 kr. gives."]
    assert mole.attachments == ("Kort over molen",)
    assert [(one.body, one.date, one.text) for one in mole.decisions] == [
        ("Havneudvalget", "2024-12-04", "Indstillingen godkendt"),
    ]  # fmt: skip
    (paper,) = (paper for paper in reading.papers if paper.title == "Ny mole")
    assert [section.title for section in paper.sections] == [
        "Sammendrag", "Økonomiske konsekvenser og finansiering", "Beslutningen træffes af", "Indstilling",
    ]  # fmt: skip
    assert mole.decision_points[0].source.last_line == OLDER[: OLDER.index("Molen bygges.")].count("\n") + 1


@pytest.mark.parametrize("mark", ["&#xC;", "&#12;", "&#x00;", "\x0c", "\x02", "&#31;"])
def test_a_character_that_xml_has_no_room_for_is_a_space(mark: str) -> None:
    reading = read(OLDER.replace("Molen er slidt.", f"Molen{mark}er slidt."))
    assert reading.papers[-1].sections[0].text == "Molen er slidt."


def test_the_page_that_edoc_makes_is_read_as_a_page() -> None:
    page = """<html xmlns:edoc="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/"><body>
<div>Dagsorden<br/>Havneudvalget</div><div>3. september 2024 kl. 16:00</div>
<table><tr><td>1.</td><td>Ny mole</td></tr></table>
<div>Sagsnr.: 2024-281</div><div>Forvaltningen foreslår:</div><div>At molen bygges.</div></body></html>"""
    reading = read(page)
    assert (reading.format, reading.body, reading.date) == ("html", "Havneudvalget", "2024-09-03")
    assert [(own.number, own.title, own.case_number) for own in reading.agenda_items] == [("1", "Ny mole", "2024-281")]
    assert [point.text for point in reading.agenda_items[0].decision_points] == ["At molen bygges."]
