"""Agenda XML of SBSYS, in files made from the description of its form: no published one is at hand."""

from __future__ import annotations

import pytest

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes

FILE = """<?xml version="1.0" encoding="utf-8"?>
<Dagsorden DagsordenID="41" Åben="true" Dagsordentype="Referat">
  <Møde MødeID="9" Udvalg="Havneudvalget" UdvalgID="3" Mødedato="03-09-2024" Mødetid="16:00"
        Mødeslutdato="03-09-2024" Mødesluttid="18:00" Mødested="Rådhuset">
    <Dagsordenpunkt DagsordenpunktID="1" Nummer="1" Åbent="true">
      <Overskrift>Ny mole, første behandling</Overskrift>
      <Indhold>
        <Resumé>&lt;p&gt;Molen er
slidt.&lt;/p&gt;</Resumé>
        <Forvaltningen_x0020_indstiller>
          <p>at molen bygges for 2,5 mio. kr.,</p>
          <p>at havnen udvides.</p>
        </Forvaltningen_x0020_indstiller>
        <Beslutning>Godkendt med 4 stemmer imod 1. Bo Dal (V) var forhindret.</Beslutning>
      </Indhold>
      <Bilag BilagID="5" Navn="Kort over molen" MaaPubliceres="true" BilagUrl="http://localhost/5"/>
      <Bilag BilagID="6" Navn="Tilbud" MaaPubliceres="false" BilagUrl=""/>
    </Dagsordenpunkt>
    <Dagsordenpunkt DagsordenpunktID="2" Nummer="2" Åbent="false">
      <Overskrift>Køb af grund</Overskrift>
      <Indhold><Indstilling>Sagen forelægges til orientering.</Indstilling></Indhold>
    </Dagsordenpunkt>
  </Møde>
</Dagsorden>
"""


@pytest.fixture
def reading() -> Reading:
    return read_bytes("dagsorden.xml", FILE.encode())


def test_the_meeting(reading: Reading) -> None:
    assert reading.format == "sbsys-xml"
    assert (reading.kind, reading.body, reading.date) == ("minutes", "Havneudvalget", "2024-09-03")
    assert [(i.number, i.title, i.open) for i in reading.agenda_items] == [
        ("1", "Ny mole, første behandling", True),
        ("2", "Køb af grund", False),
    ]


def test_points_decisions_and_enclosures(reading: Reading) -> None:
    first, second = reading.agenda_items
    assert [(p.number, p.text, p.source.line) for p in first.decision_points] == [
        (None, "at molen bygges for 2,5 mio. kr.,", 11),
        (None, "at havnen udvides.", 12),
    ]
    assert [(d.body, d.date, d.outcome, d.absent, d.source.line) for d in first.decisions] == [
        ("Havneudvalget", "2024-09-03", "approved", ("Bo Dal (V)",), 14)
    ]
    assert first.attachments == ("Kort over molen", "Tilbud")
    assert [p.text for p in second.decision_points] == ["Sagen forelægges til orientering."]
    assert second.decisions == ()


def test_the_text_of_a_case_is_its_paper(reading: Reading) -> None:
    paper = reading.papers[0]
    assert (paper.title, paper.agenda_item) == ("Ny mole, første behandling", "1")
    assert [(s.title, s.text) for s in paper.sections[:1]] == [("Resumé", "Molen er slidt.")]
    assert (paper.sections[0].source.line, paper.sections[0].source.last_line) == (8, 9)
    assert paper.sections[1].title == "Forvaltningen indstiller"


def test_an_agenda_that_decided_nothing_is_an_agenda() -> None:
    text = FILE.replace('Dagsordentype="Referat"', 'Dagsordentype="Dagsorden"')
    start, end = text.index("<Beslutning>"), text.index("</Beslutning>") + len("</Beslutning>")
    reading = read_bytes("x.xml", (text[:start] + text[end:]).encode())
    assert reading.kind == "agenda"
    assert all(item.decisions == () for item in reading.agenda_items)


def test_a_document_type_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="DTD"):
        read_bytes("x.xml", FILE.replace("<Dagsorden ", "<!DOCTYPE Dagsorden [<!ENTITY a 'b'>]><Dagsorden ").encode())
