"""Agenda XML of Acadre: the example and its index against hand-made readings, and a small file in the same form."""

from __future__ import annotations

from ingest_examples import assert_same_items, example, expected

from budgettui.ingest import read_bytes

NAME = "da_syddjurs_puk_2013-06-20.acadre.xml"
INDEX = "da_syddjurs_puk_2013-06-20.acadre_index.xml"


def table(name: str, fields: dict[str, str], *inside: str) -> str:
    own = "".join(f'<field name="{key}">{value}</field>\n' for key, value in fields.items())
    return f'<table name="{name}"><fields>{own}</fields>{"".join(inside)}</table>\n'


def small(kind: str = "Referat") -> str:
    members = table(
        "meetmember", {},
        table("member", {"name": "Første  Medlem (A)", "absent": "0", "role": "Formand", "party": ""}),
        table("member", {"name": "Andet Medlem (V)", "absent": "1", "role": "Medlem", "party": ""}),
    )  # fmt: skip
    item = table(
        "agendaitem", {"name": "Ny mole", "caseno": "24/17", "accessname": "Lukket", "absent": "Andet Medlem"},
        table("bullet", {"bulletname": "Indstilling", "bullettype": "6",
              "bulletcontent": "&lt;p&gt;Direktøren indstiller, at\n molen\nbygges.&lt;/p&gt;"}),
        table("bullet", {"bulletname": "Beslutning i Havneudvalget den 03-09-2024", "bullettype": "8",
              "bulletcontent": "&lt;p&gt;Godkendt.&lt;/p&gt;"}),
        table("bullet", {"bulletname": "Beslutning i Byrådet den 10-09-2024", "bullettype": "8",
              "bulletcontent": "&lt;p&gt;Udsat.&lt;/p&gt;"}),
        table("enclosure", {"name": "Kort", "accessname": "Åben"}),
    )  # fmt: skip
    return "<root>" + table(
        "agenda", {"name": kind, "producedate": "2024-09-04 15:11"},
        table("committee", {"name": "Havneudvalget"}),
        table("meeting", {"name": "Havneudvalget", "date": "2024-09-03 16:00"}, members),
        table("agendaitemparents", {}, item),
    ) + "</root>"  # fmt: skip


def test_the_example_is_read_as_by_hand() -> None:
    reading, wanted = example(NAME), expected(NAME)
    assert reading.format == "acadre-xml"
    assert reading.kind == "minutes"
    assert reading.body == wanted["meeting_body"]
    assert reading.title == wanted["meeting_name"]
    assert reading.municipality == wanted["municipality"]
    assert reading.date == wanted["date"]
    assert [(p.name, p.party, p.role, p.attendance == "present") for p in reading.participants] == [
        (p["name"], p["party"], p["role"], p["present"]) for p in wanted["participants"]
    ]
    items = [
        {**item, "decisions": [{"absent": [], **own} for own in item["decisions"]]} for item in wanted["agenda_items"]
    ]
    assert_same_items(reading.agenda_items, items)


def test_only_the_decision_of_the_meeting_itself_is_minuted() -> None:
    item = example(NAME).agenda_items[0]
    assert item.minutes == item.decisions[2].text
    assert [decision.outcome for decision in item.decisions] == [None, None, "discussed"]


def test_values_stand_on_the_lines_of_the_file() -> None:
    reading = example(NAME)
    lines = reading.text.split("\n")
    (point,) = reading.agenda_items[0].decision_points
    assert (point.source.line, point.source.last_line) == (32, 34)
    assert "indstiller, at Udvalget for Plan" in lines[32]
    assert [d.source.line for d in reading.agenda_items[0].decisions] == [34, 41, 43]


def test_the_index_is_no_agenda_and_says_so() -> None:
    reading, wanted = example(INDEX), expected(INDEX)
    assert reading.kind == "unknown"
    assert reading.agenda_items == ()
    assert (reading.body, reading.date) == (wanted["meeting_body"], wanted["date"])
    assert [f.printed for f in reading.findings if f.printed] == [own["comment"] for own in wanted["produced"]]


def test_a_small_file() -> None:
    reading = read_bytes("x.xml", small().encode())
    assert (reading.kind, reading.body, reading.date) == ("minutes", "Havneudvalget", "2024-09-03")
    assert [(p.name, p.party, p.role, p.attendance) for p in reading.participants] == [
        ("Første Medlem", "A", "Formand", "present"),
        ("Andet Medlem", "V", "Medlem", "absent"),
    ]
    (item,) = reading.agenda_items
    assert (item.number, item.title, item.open, item.case_number) == (None, "Ny mole", False, "24/17")
    assert [point.text for point in item.decision_points] == ["molen bygges."]
    assert [(d.body, d.date, d.text, d.outcome, d.absent) for d in item.decisions] == [
        ("Havneudvalget", "2024-09-03", "Godkendt.", "approved", ("Andet Medlem",)),
        ("Byrådet", "2024-09-10", "Udsat.", "postponed", ()),
    ]
    assert item.minutes == "Godkendt."
    assert item.attachments == ("Kort",)
