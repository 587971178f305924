"""What the chosen language decides: dates, and messages that were filled in before it counted."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date

import pytest

from budgettui.domain.amounts import DOUBT_WORDS, RANGE
from budgettui.domain.budget.view import variance_role
from budgettui.domain.checking.table_checks import check_table
from budgettui.domain.errors import N_, listed
from budgettui.domain.paper.reading import Column, Finding, Reading, Row, Table
from budgettui.i18n import _, date_text, said_in_language, set_language
from budgettui.store.codec import decode, encode


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("da")


def test_a_date_is_written_in_danish() -> None:
    assert date_text("2018-05-30") == date_text(date(2018, 5, 30)) == "30. maj 2018"
    assert date_text(None) == ""
    assert date_text("inden sommerferien") == "inden sommerferien"


def test_a_date_is_written_in_english(english: None) -> None:
    assert date_text("2018-05-30") == "30 May 2018"


def test_words_beside_figures_are_translated(english: None) -> None:
    assert [_(variance_role(amount, None, "")[0]) for amount in (1, -1)] == ["overspend", "underspend"]


def test_a_finding_keeps_its_danish_text_and_is_said_in_english(english: None) -> None:
    parts = [Row(label, (value,), (value,)) for label, value in (("Skoler", "10"), ("Haver", "5"))]
    total = Row("I alt", ("12",), ("12",), kind="total")
    table = Table("Drift", "mio. kr.", (Column("Budget", 2018, "approved"),), (*parts, total))
    (finding,) = check_table(table)
    assert finding.message == "Trykt sum og delene er ikke ens: I alt, Budget"
    assert said_in_language(finding.message) == "The printed total and its parts differ: I alt, Budget"


def test_a_message_within_a_message_is_said_too(english: None) -> None:
    why = N_("Beløbet er tvivlsomt: {printed} ({why})").format(printed="5-6 {mio}", why=DOUBT_WORDS[RANGE])
    expected = "The amount is doubtful: 5-6 {mio} (two numbers with one unit: a range, not one amount)"
    assert said_in_language(why) == said_in_language(copy.deepcopy(why)) == expected


def test_a_stored_finding_can_still_be_said_in_english(english: None) -> None:
    message = N_("{why}: {row}").format(why=N_("Flere tal end kolonner"), row="{Haver}")
    reading = Reading("a.txt", "ab" * 32, "text", "plan", findings=(Finding("doubtful_row", "note", message),))
    stored = decode(json.loads(json.dumps(encode(reading))))
    assert stored == reading
    assert stored.findings[0].message == "Flere tal end kolonner: {Haver}"
    assert said_in_language(stored.findings[0].message) == "More figures than columns: {Haver}"


def test_a_documents_own_text_is_never_translated(english: None) -> None:
    assert said_in_language("dagsorden") == "dagsorden"
    message = N_("{why}: {row}").format(why=N_("Flere tal end kolonner"), row="dagsorden")
    assert said_in_language(message) == "More figures than columns: dagsorden"


def test_a_list_of_names_is_said_in_the_chosen_language(english: None) -> None:
    words = listed(["A", "B", "F"])
    assert (words, listed(["A"]), listed([])) == ("A, B og F", "A", "")
    assert said_in_language(words) == "A, B and F"
