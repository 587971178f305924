"""The layouts of many municipalities against hand-made readings, as printed and printed otherwise."""

from __future__ import annotations

import random
import re
import textwrap
from typing import Any

import pytest
from kept_papers import read
from layout_papers import KEPT, PAGES, differences

from budgettui.domain.paper.agenda import prepare

#: A line of running text: longer than any heading, and no row of a table or of a contents page.
_PROSE = re.compile(r"[^|]{60,}")
_POINT = re.compile(r"\s*((?:at\s*)?[0-9]+[).:]+|[a-h]\)|[-–•·])\s+(?=\S)", re.IGNORECASE)
#: Neither a title nor a running head is broken by the end of a page.
_TITLE = re.compile(r"\s*(?:(?:side|(?:dagsorden)?punkt|pkt\.?|sag(?: nr\.)?) )?[0-9]+(?:[ .:]|$)", re.IGNORECASE)


@pytest.mark.parametrize("name", KEPT.names)
def test_a_paper_is_read_as_by_hand(name: str) -> None:
    assert differences(read(KEPT.paper(name)), KEPT.expected(name)) == []


@pytest.mark.parametrize(
    ("name", "department"), [("magistrat", None), ("aarhus_vis", None), ("mso_moede", "Sundhed og Omsorg")]
)
def test_a_meeting_above_the_departments_is_no_departments_however_often_one_is_named(
    name: str, department: str | None
) -> None:
    assert read(KEPT.paper(name)).department == department


@pytest.mark.parametrize("name", PAGES.names)
def test_pages_that_are_stored_as_one_line_each_are_read_as_by_hand(name: str) -> None:
    reading = read(PAGES.paper(name))
    assert differences(reading, PAGES.expected(name)) == []
    assert reading.text == PAGES.paper(name)
    assert all(item.source.line for item in reading.agenda_items)


@pytest.mark.parametrize("name", KEPT.names)
def test_line_ends_of_another_system_change_nothing(name: str) -> None:
    assert differences(read(KEPT.paper(name).replace("\n", "\r\n")), KEPT.expected(name)) == []


@pytest.mark.parametrize("name", KEPT.names)
def test_spaces_at_line_ends_and_a_margin_change_nothing(name: str) -> None:
    moved = "\n".join(f"   {line}  " if line.strip() else line for line in KEPT.paper(name).split("\n"))
    assert differences(read(moved), KEPT.expected(name)) == []


@pytest.mark.parametrize("name", KEPT.names)
def test_every_value_stands_where_its_source_says(name: str) -> None:
    reading = read(KEPT.paper(name))
    lines = reading.text.split("\n")
    for item in reading.agenda_items:
        assert item.source.line is not None
        words = re.findall(r"\w+", (item.title or "").casefold())[:2]
        near = " ".join(lines[item.source.line - 1 : item.source.line + 4]).casefold()
        assert all(word in near for word in words)
        for point in item.decision_points:
            assert point.source.line is not None
            assert point.source.last_line is not None
            said = " ".join(lines[point.source.line - 1 : point.source.last_line])
            assert set(point.text[:40].split()[:-1]) <= set(said.split())


@pytest.mark.parametrize("name", KEPT.names)
@pytest.mark.parametrize("seed", range(3))
def test_pages_with_a_running_head_anywhere_change_nothing(name: str, seed: int) -> None:
    """A page may end after any line of text; what its foot and the next one's head say is not the paper's."""
    rng = random.Random(f"{name}{seed}")
    lines = KEPT.paper(name).split("\n")
    places = [
        place
        for place in range(12, len(lines) - 1)
        if _PROSE.fullmatch(lines[place].strip())
        and lines[place - 1].strip()
        and not _TITLE.match(lines[place - 1])
    ]
    pages = sorted(rng.sample(places, min(3, len(places))), reverse=True)
    for number, place in zip(range(len(pages), 0, -1), pages, strict=True):
        lines[place:place] = ["", f"Side {number}", "\f", f"Havneby Kommune          Side {number + 1}", ""]
    assert differences(read("\n".join(lines)), KEPT.expected(name)) == []


def _marks_apart(text: str, wanted: dict[str, Any]) -> str:
    """The paper as a PDF's text often has it: the marks of the points on lines of their own."""
    points = [re.sub(r"^[0-9]*\|", "", point) for own in wanted["item"] for point in own.get("points", [])]
    begins = {re.sub("^at ", "", point, flags=re.IGNORECASE)[:18] for point in points}
    space = "\n\n" if text.count("\n\n") * 8 > text.count("\n") else "\n"
    out = []
    for line in text.split("\n"):
        mark = _POINT.match(line)
        rest = line[mark.end() :] if mark else ""
        own = mark and any(re.sub("^at ", "", rest, flags=re.IGNORECASE).startswith(one) for one in begins)
        out.append(f"{mark[1]}{space}{rest}" if mark and own else line)
    return "\n".join(out)


@pytest.mark.parametrize("name", KEPT.names)
def test_marks_on_lines_of_their_own_change_nothing(name: str) -> None:
    wanted = KEPT.expected(name)
    assert differences(read(_marks_apart(KEPT.paper(name), wanted)), wanted) == []


@pytest.mark.parametrize("name", KEPT.names)
def test_spaces_that_forbid_a_line_end_change_nothing(name: str) -> None:
    """Web pages have them anywhere."""
    assert differences(read(re.sub(r"(?<=\S) (?=\S)", "\u00a0", KEPT.paper(name))), KEPT.expected(name)) == []


def _wrapped(text: str, width: int) -> str:
    """The paper with its long lines broken at another width; a line goes on with the indent of its text."""
    out = []
    for line in text.split("\n"):
        if not _PROSE.fullmatch(line.strip()) or re.search(r"\S\s{3,}\S|\.{4}", line):
            out.append(line)
            continue
        indent = re.match(r"\s*", line)
        out += textwrap.wrap(
            line.strip(), width, initial_indent=indent[0] if indent else "", break_on_hyphens=False,
            subsequent_indent=indent[0] if indent else "", break_long_words=False,
        )  # fmt: skip
    return "\n".join(out)


@pytest.mark.parametrize("name", KEPT.names)
@pytest.mark.parametrize("width", [72, 84])
def test_other_line_widths_change_nothing(name: str, width: int) -> None:
    assert differences(read(_wrapped(KEPT.paper(name), width)), KEPT.expected(name)) == []



@pytest.mark.parametrize("name", KEPT.names)
def test_without_empty_lines_nothing_is_invented(name: str) -> None:
    """Some texts come without any; then a title may be missed, but nobody and nothing is made up."""
    close = re.sub(r"\n(?:[ \t]*\n)+", "\n", KEPT.paper(name))
    reading, wanted = read(close), KEPT.expected(name)
    known = {person.split("|")[0] for person in wanted.get("people", [])}
    assert {person.name for person in reading.participants} <= known
    assert {item.number for item in reading.agenda_items if item.type == "item"} <= {
        own["number"] or None for own in wanted["item"]
    }
    count = sum(len(own.get("points", [])) for own in wanted["item"])
    assert sum(len(item.decision_points) for item in reading.agenda_items) <= count


def test_text_under_the_last_point_is_left_out_and_that_is_said() -> None:
    reading = read(KEPT.paper("afsnit"))
    assert any("sidste beslutningspunkt" in finding.message for finding in reading.findings)


def test_points_without_a_heading_are_said_to_be() -> None:
    reading = read(KEPT.paper("romertal"))
    assert sum("under nogen overskrift" in finding.message for finding in reading.findings) == 1


def test_other_numbers_of_items_are_read_as_they_stand() -> None:
    """Nothing hangs on the numbers that a paper happens to have."""
    text, wanted = KEPT.paper("streg"), KEPT.expected("streg")
    for number in ("35", "36", "37", "38"):
        text = text.replace(f"{number} - ", f"{int(number) + 100} - ")
    for own in wanted["item"]:
        own["number"] = str(int(own["number"]) + 100)
    assert differences(read(text), wanted) == []


def test_cases_in_another_order_are_read_in_that_order() -> None:
    text = KEPT.paper("indlejret")
    head, third, fourth = text.partition("Sag 3.")[0], *text[text.index("Sag 3.") :].split("Sag 4.")
    turned = f"{head}Sag 4.{fourth}\n{third}"
    wanted = KEPT.expected("indlejret")
    wanted["item"].reverse()
    assert differences(read(turned), wanted) == []


def test_the_meeting_that_is_prepared_is_held_where_the_paper_says() -> None:
    meeting = prepare(read(KEPT.paper("flettet")))
    assert meeting is not None
    assert (meeting["place"], meeting["date"]) == ("Det gule værelse", "2022-02-03")


def test_a_title_of_any_length_is_an_item_where_a_case_number_stands_under_it() -> None:
    long = " ".join(f"afsnit {number} om vejen" for number in range(1, 40))
    reading = read(f"Referat\nByrådet\n\n1. Budget\nSagsnr. 24/1001\nBeslutning\nGodkendt.\n\n2. Plan: {long}\n"
                   "Sagsnr. 24/1002\nBeslutning\nGodkendt.\n")  # fmt: skip
    assert [(item.number, item.title) for item in reading.agenda_items] == [("1", "Budget"), ("2", f"Plan: {long}")]


def test_a_point_after_an_empty_line_is_one_though_the_line_before_ends_with_a_reference() -> None:
    reading = read("Indstilling\n\nTil Magistraten\nFra Sundhed og Omsorg\nDato 14. oktober 2022\n\nNy model\n\n"
                   "1. Resume\n\nDer er behov for en ny model.\n\n2. Beslutningspunkter\n\nDet indstilles:\n\n"
                   "At 1) modellen tiltrædes.\n\nAt 2) der overføres 4,2 mio. kr. årligt fra den op-\n"
                   "sparing, som er nævnt i afsnit 7, jf. At 1) og\n\nAt 3) finansieringen indgår i budgettet.\n\n"
                   "3. Baggrund\n\nDer er vedtaget en plan.\n")  # fmt: skip
    (paper_read,) = reading.papers
    assert [(point.number, point.text) for point in paper_read.decision_points] == [
        (1, "modellen tiltrædes."),
        (2, "der overføres 4,2 mio. kr. årligt fra den opsparing, som er nævnt i afsnit 7, jf. At 1) og"),
        (3, "finansieringen indgår i budgettet."),
    ]


def test_nobody_in_the_papers_is_a_person() -> None:
    """Whoever takes part is a member by number, an office or initials."""
    role = re.compile(r"[A-ZÆØÅ]{2,4}|.*\b(?i:medlem|leder|[a-zæøå]*(?:chef|direktør|mester|rådmand))(?:en)?\b.*")
    papers = (kept.expected(name) for kept in (KEPT, PAGES) for name in kept.names)
    people = {line.split("|")[0] for paper in papers for line in paper.get("people", [])}
    assert sorted(name for name in people if not role.fullmatch(name)) == []


def test_a_number_that_ends_a_sentence_alone_on_its_line_is_no_mark() -> None:
    reading = read("Indstilling\n\nTil Magistraten\nFra Sundhed og Omsorg\nDato 14. oktober 2022\n\nNy model\n\n"
                   "1. Resume\n\nDer er behov for en ny model.\n\n"
                   "2. Beslutningspunkter\n\nDet indstilles:\n\nAt 1) modellen tiltrædes.\n"
                   "At 2) der frigives et rådighedsbeløb på 18,8 mio. kr. i 2025 som angivet i afsnit\n6.\n"
                   "At 3) der gives en indtægtsbevilling på 9,3 mio. kr. i 2026.\n\n"
                   "3. Baggrund\n\nDer er vedtaget en plan.\n")  # fmt: skip
    (paper_read,) = reading.papers
    assert [point.number for point in paper_read.decision_points] == [1, 2, 3]
    assert paper_read.decision_points[1].text.endswith("som angivet i afsnit 6.")
