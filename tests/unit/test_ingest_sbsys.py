"""Agenda XML of SBSYS, in small files of both its forms."""

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
        <Beslutning>Godkendt med 4 stemmer imod 1. Andet Medlem (V) var forhindret.</Beslutning>
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
        ("Havneudvalget", "2024-09-03", "approved", ("Andet Medlem (V)",), 14)
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


def published(*items: str, kind: str = "Final", members: str = "") -> Reading:
    """A publication of an agenda with these items."""
    text = f"""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<Publication>
 <PublicationTypeAsEnum><![CDATA[{kind}]]></PublicationTypeAsEnum>
 <Agendas><Agenda ID="3">
  <Meeting ID="4"><Members>{members}</Members><When><![CDATA[15-05-2024 16:30:00]]></When></Meeting>
  <Name><![CDATA[Havneudvalget, maj]]></Name>
  <Committee ID="8"><Name><![CDATA[Havneudvalget]]></Name></Committee>
  <Items>{"".join(items)}</Items>
 </Agenda></Agendas>
</Publication>"""
    return read_bytes("Publication3.xml", b"\xef\xbb\xbf" + text.encode())


def field(title: str, html: str, *, decided: bool = False) -> str:
    return (
        f"<ItemField><Caption><![CDATA[{title}]]></Caption><IsFeedback><![CDATA[{decided}]]></IsFeedback>"
        f"<Content><![CDATA[{html}]]></Content></ItemField>"
    )


def item(number: int, title: str, *fields: str, is_public: bool = True, enclosures: str = "") -> str:
    return (
        f"<Item ID='{number}0'><Caption><![CDATA[{title}]]></Caption><Case ID='0'><Number>24-{number}</Number></Case>"
        f"<Enclosures>{enclosures}</Enclosures><IsPublic><![CDATA[{is_public}]]></IsPublic>"
        f"<Number><![CDATA[{number}]]></Number><Fields>{''.join(fields)}</Fields></Item>"
    )


def test_a_publication_is_a_meeting_with_its_cases() -> None:
    member = "<MeetingMember><ParticipationStatusAsValue>{}</ParticipationStatusAsValue><Name>{}</Name></MeetingMember>"
    enclosure = "<Enclosure><FileName>c:\\1.pdf</FileName><Name><![CDATA[Kort over molen]]></Name></Enclosure>"
    reading = published(
        item(1, "Meddelelser", field("", ""), field("Beslutning", "", decided=True)),
        item(
            2,
            "Ny mole",
            field("Sammendrag", "<p>Molen er slidt.</p>"),
            field("Indstilling", "<p>Vi indstiller, at</p><ol><li>molen bygges.</li><li>havnen udvides.</li></ol>"),
            field("Beslutning", "<p>\tTomt indhold</p>", decided=True),
            is_public=False,
            enclosures=enclosure,
        ),
        members="".join(
            member.format(kind, name)
            for kind, name in ((0, "Første Medlem (A)"), (4, "Andet Medlem (V)"), (2, "Tredje Medlem"))
        ),
    )
    assert (reading.format, reading.kind, reading.body, reading.date) == (
        "sbsys-xml", "agenda", "Havneudvalget", "2024-05-15",
    )  # fmt: skip
    assert [(one.name, one.party, one.attendance) for one in reading.participants] == [
        ("Første Medlem", "A", "present"), ("Andet Medlem", "V", "present"), ("Tredje Medlem", None, "absent"),
    ]  # fmt: skip
    first, second = reading.agenda_items
    assert (first.number, first.title, first.decision_points, first.decisions) == ("1", "Meddelelser", (), ())
    assert [(point.number, point.text) for point in second.decision_points] == [
        (1, "molen bygges."), (2, "havnen udvides."),
    ]  # fmt: skip
    assert (second.open, second.case_number, second.attachments) == (False, "24-2", ("Kort over molen",))
    assert second.decisions == ()


def test_a_field_quotes_where_another_holds_the_proposal() -> None:
    """The account of a case may print the proposal and the decision of another authority."""
    reading = published(
        item(
            1,
            "Takster i havnen",
            field("ADMINISTRATIONENS INDSTILLING", "<p><strong>at</strong> 20 mio. kr. anvendes som foreslået.</p>"),
            field("SAGSFREMSTILLING", "<p>Bestyrelsens protokol:</p><p>Indstilling:</p><p>1) at taksten stiger.</p>"
                  "<p>Beslutning:</p><p>Godkendt.</p>"),
        )
    )  # fmt: skip
    (only,) = reading.agenda_items
    assert [point.text for point in only.decision_points] == ["at 20 mio. kr. anvendes som foreslået."]
    assert only.decisions == ()


def test_what_was_decided_at_several_meetings_stands_under_its_days() -> None:
    reading = published(
        item(
            1,
            "Ny mole",
            field("HAVNEUDVALGETS BESLUTNING", "<p><b>8. maj 2024:</b> Sagen udsat til den 15. maj.</p>"
                  "<p>Andet Medlem (V) deltog ikke.</p><p><b>15. maj 2024:</b></p><p>Godkendt.</p>", decided=True),
        ),
        kind="Minutes",
    )  # fmt: skip
    (only,) = reading.agenda_items
    assert [(one.date, one.text.splitlines()[0]) for one in only.decisions] == [
        ("2024-05-08", "Sagen udsat til den 15. maj."), ("2024-05-15", "Godkendt."),
    ]  # fmt: skip
    assert only.minutes == "Godkendt."
    assert reading.kind == "minutes"
