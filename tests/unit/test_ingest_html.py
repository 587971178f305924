"""HTML pages: the published page against its hand-made reading, and small pages with tables and hostile markup."""

from __future__ import annotations

import time

import pytest
from ingest_examples import assert_same_items, example, expected

from budgettui.ingest import read_bytes
from budgettui.ingest.tables.markup import read_markup

NAME = "da_aarhus_teknisk_udvalg_2025-10-01.html"
PAGE = """<!DOCTYPE html>
<html><head><title>Referat</title><script>var x = "1. Skjult punkt";</script></head><body>
<h1>Referat fra Havneudvalget den 3. september 2024</h1>
<div>Deltagere:<br>Første Medlem (A)<br>Andet Medlem (V)</div>
<h2>1. Ny mole</h2>
<p>Sagsnr.: 24-17</p>
<h3>Indstilling</h3>
<p>Forvaltningen indstiller, at</p>
<ol><li>molen bygges</li><li>havnen
udvides</li></ol>
<h3>Økonomi</h3>
<p>Molens økonomi, mio. kr.</p>
<table>
<tr><th></th><th>Regnskab 2023</th><th>Budget 2024</th></tr>
<tr><td>Drift</td><td>1,5</td><td>2,0</td></tr>
<tr><td>Anlæg</td><td>-0,5</td><td>1.000,0</td></tr>
</table>
<h3>Beslutning</h3>
<p>Godkendt.</p>
<h2>2. Lukket punkt</h2>
<h3>Beslutning</h3>
<p>Udsat.</p>
</body></html>
"""


def test_the_example_is_read_as_by_hand() -> None:
    reading, wanted = example(NAME), expected(NAME)
    assert reading.format == "html"
    assert reading.kind == "minutes"
    assert (reading.body, reading.date) == (wanted["meeting_body"], wanted["date"])
    assert reading.participants == ()
    assert reading.tables == ()
    assert len(reading.agenda_items) == wanted["agenda_items_count"]
    assert_same_items(reading.agenda_items, wanted["agenda_items"])


def test_the_page_itself_parts_decision_and_paper_so_there_is_no_doubt() -> None:
    assert [f for f in example(NAME).findings if f.code == "other"] == []


def test_values_stand_on_the_lines_of_the_page() -> None:
    reading = example(NAME)
    lines = reading.text.split("\n")
    for item in reading.agenda_items:
        for point in item.decision_points:
            assert point.source.line is not None
            assert point.text[:40] in lines[point.source.line - 1]
        for decision in item.decisions:
            assert decision.source.line is not None
            assert decision.text[:40] in " ".join(lines[decision.source.line - 1 : decision.source.last_line])


def test_a_small_page() -> None:
    reading = read_bytes("side.html", PAGE.encode())
    assert (reading.kind, reading.body, reading.date) == ("minutes", "Havneudvalget", "2024-09-03")
    assert [(p.name, p.party) for p in reading.participants] == [("Første Medlem", "A"), ("Andet Medlem", "V")]
    assert [(i.number, i.title, i.open) for i in reading.agenda_items] == [
        ("1", "Ny mole", None),
        ("2", "Lukket punkt", False),
    ]
    first = reading.agenda_items[0]
    assert [(p.number, p.text, p.source.line, p.source.last_line) for p in first.decision_points] == [
        (1, "molen bygges", 9, 9),
        (2, "havnen udvides", 9, 10),
    ]
    assert [(d.text, d.outcome, d.source.line) for d in first.decisions] == [("Godkendt.", "approved", 19)]


def test_a_table_of_a_page_is_read_by_its_cells() -> None:
    (table,) = read_bytes("side.html", PAGE.encode()).tables
    assert (table.title, table.unit, table.paper) == ("Molens økonomi", "mio. kr.", "Ny mole")
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("Regnskab 2023", 2023, "executed"),
        ("Budget 2024", 2024, "approved"),
    ]
    assert [(r.label, r.values, r.source.line) for r in table.rows] == [
        ("Drift", ("1.5", "2.0"), 15),
        ("Anlæg", ("-0.5", "1000.0"), 16),
    ]


def test_a_page_on_one_line_is_read_the_same() -> None:
    reading = read_bytes("side.html", PAGE.replace("\n", " ").encode())
    assert [p.text for p in reading.agenda_items[0].decision_points] == ["molen bygges", "havnen udvides"]
    assert [row.values for row in reading.tables[0].rows] == [("1.5", "2.0"), ("-0.5", "1000.0")]


def test_hidden_text_scripts_and_tags_are_no_text() -> None:
    page = read_markup(
        '<p>Vist<script>alert("x")</script><span hidden>skjult</span> tekst &lt;b&gt;</p><p>[@click=app.quit]\u202e</p>'
    )
    assert [block.text for block in page.blocks] == ["Vist tekst <b>", "[@click=app.quit]"]


def test_what_is_never_closed_ends_with_the_page() -> None:
    page = read_markup("<ul><li>en<li>to<ol><li>tre</ol><p>fire<table><tr><td>a<td>b<tr><td>c<td>d")
    assert [(b.mark, b.text) for b in page.blocks][:3] == [("- ", "en"), ("- ", "to"), ("1. ", "tre")]
    assert [[cell.text for cell in row] for row in page.grids[0].rows] == [["a", "b"], ["c", "d"]]


def test_a_row_that_begins_in_a_cell_ends_it() -> None:
    page = read_markup("<table><tr><td><button>a<tr><h2>b</h2><td>c</table>")
    assert [block.text for block in page.blocks] == ["a", "b", "c"]


def test_nesting_without_end_is_read_in_time() -> None:
    page = read_markup("<div>" * 20_000 + "ord")
    assert [block.text for block in page.blocks] == ["ord"]


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<p", "</", "<![", '<p a="', "<?", "<!x ", "&", "<script>", "<td>"]
)
def test_hostile_markup_is_read_in_time(piece: str) -> None:
    started = time.process_time()
    read_markup("<p>først</p>" + piece * 100_000)
    assert time.process_time() - started < 10


def test_a_sign_that_opens_no_tag_is_text() -> None:
    page = read_markup("<p>5 < 7 og <3 <!-- væk --> men <![if x]>her<![endif]></p>")
    assert [block.text for block in page.blocks] == ["5 < 7 og <3 men her"]


def test_entities_are_letters_and_nothing_more() -> None:
    assert read_markup("<p>&aelig;&#230;&xxe;&nbsp;.</p>").blocks[0].text == "ææ&xxe; ."


def test_points_that_a_table_lays_out_are_read_with_their_mark() -> None:
    page = """<html><body><h1>Landdistriktsrådet - referat</h1><p>Mødedato: 31. august 2023</p>
    <h2>1. Fællesvarme</h2><h3>Sagsfremstilling</h3><p>Rådet har afsat 100.000 kr.</p>
    <h3>Administrationen indstiller</h3>
    <table><tr><td>at</td><td>der afsættes 60.000 kr. til rådgivning</td></tr>
    <tr><td>at</td><td>der afsættes 40.000 kr. til møder</td></tr></table><h3>Beslutning</h3><p>Godkendt</p>
    </body></html>"""
    (item,) = read_bytes("side.html", page.encode()).agenda_items
    assert [point.text for point in item.decision_points] == [
        "at der afsættes 60.000 kr. til rådgivning", "at der afsættes 40.000 kr. til møder",
    ]  # fmt: skip


def test_numbered_enclosures_are_no_items_and_a_menu_is_no_text() -> None:
    """A page lists its items with their numbers beside the titles; its enclosures have longer numbers of their own."""
    enclosures = "".join(
        f"<li><span class='label'>PDF</span> <a href='#'>{number} Forslag om bænk {number}</a></li>"
        for number in range(1, 40)
    )
    menu = "<ul class='dropdown-menu'><li>Hent som PDF</li><li>Kopier link</li></ul>"
    rows = "".join(
        f"<tr><td>{number}</td><td><h2>{title}</h2><div>EMN-2026-00010{number}</div><div><h3></h3>"
        f"<h3>Beslutningspunkter</h3><p>Det indstilles:</p><p>At 1) {title} godkendes.</p></div>"
        f"<h3>Bilag</h3><ul>{enclosures if number == 2 else ''}</ul></td><td>{menu}</td></tr>"
        for number, title in enumerate(("Dagsorden for mødet", "Bænke langs kajen", "Ny mole"), 1)
    )
    head = "<h1>Dagsorden 4. marts 2026 kl. 16.00</h1><h2>Byrådet - Salen</h2>"
    page = f"<html><body>{head}<table>{rows}</table></body></html>"
    reading = read_bytes("side.html", page.encode())
    assert reading.kind == "agenda"
    assert [(item.number, item.title, len(item.attachments)) for item in reading.agenda_items] == [
        ("1", "Dagsorden for mødet", 0), ("2", "Bænke langs kajen", 39), ("3", "Ny mole", 0),
    ]  # fmt: skip
    assert [point.text for item in reading.agenda_items for point in item.decision_points] == [
        "Dagsorden for mødet godkendes.", "Bænke langs kajen godkendes.", "Ny mole godkendes.",
    ]  # fmt: skip


def test_a_page_that_lists_meetings_is_the_minutes_of_none() -> None:
    meetings = "".join(
        f"<div>{day:02}/10-2025</div><div>{body}</div><div>{kind}</div>"
        for day, body, kind in ((8, "Byrådet", "Dagsorden"), (7, "Havneudvalget", "Referat"),
                                (6, "Skoleudvalget", "Referat"), (1, "Byrådet", "Referat"))
    )  # fmt: skip
    reading = read_bytes("side.html", f"<html><body><h1>Dagsordener og referater</h1>{meetings}</body></html>".encode())
    assert (reading.kind, reading.agenda_items, reading.body) == ("unknown", (), None)



def test_a_page_of_no_known_kind_has_the_title_that_it_marks() -> None:
    words = " ".join(f"Her fortæller vi om byens parker og de {number} bænke i dem." for number in range(12))
    page = f"<html><body><a>Gå til indhold</a><h1>Byens parker</h1><p>{words}</p></body></html>"
    reading = read_bytes("parker.html", page.encode())
    assert (reading.kind, reading.title) == ("unknown", "Byens parker")
