"""``inspect``: for programs by the contract, for people with what needs an eye first."""

from __future__ import annotations

from dataclasses import replace

from budgettui.domain.paper.reading import Reading, Row, Table
from budgettui.export.escape import columns
from budgettui.export.inspect_report import inspect_json, inspect_report, uncertain_rows
from export_reading import READING, SOURCE


def test_the_file_stands_under_source_and_the_text_is_left_out() -> None:
    data = inspect_json(READING)
    assert data["schema"] == 1
    assert data["source"] == {"name": "papir.txt", "sha256": "ab" * 32, "format": "text", "pages": 20}
    assert "text" not in data
    assert "name" not in data


def test_values_keep_their_source_and_words_keep_their_names() -> None:
    data = inspect_json(READING)
    paper = data["papers"][0]
    assert paper["from"] == "Økonomi"
    assert "from_" not in paper
    assert paper["decision_points"] == [
        {
            "number": 1,
            "text": "opfølgningen tages til efterretning",
            "source": {"page": 14, "line": 203, "last_line": 204, "raw": SOURCE.raw},
        }
    ]
    assert data["tables"][0]["rows"][0]["values"] == ["2431", "-16.5", None]
    assert data["budget_years"] == [2017, 2018]


def test_the_report_begins_with_the_file_and_what_needs_an_eye_errors_first() -> None:
    report = inspect_report(READING)
    lines = report.splitlines()
    assert lines[0] == "Fil            papir.txt, text, 20 sider"
    assert "Usikre rækker  1" in lines[:11]
    start = lines.index("Fund (2)")
    assert lines[start + 1] == (
        "  fejl       Driftsudgifter › I alt › Forventet: summen passer ikke (side 14, linje 203)"
    )
    assert lines[start + 2] == "             trykt −16,5, beregnet 1.000.000, forskel −1.000.016,5"
    assert lines[start + 3] == "             dele: Voksenhandicap"
    assert lines[start + 4].startswith("  bemærk     punktum eller komma?")
    assert start < lines.index("Deltagere (2)") < lines.index("Tabeller (1)")


def test_a_table_has_aligned_danish_numbers_and_marks_what_is_uncertain() -> None:
    lines = inspect_report(READING).splitlines()
    start = lines.index("  Driftsudgifter")
    assert lines[start + 1] == "    mio. kr. · 2018-priser · MSB · Mål og økonomi · side 14, linje 203"
    assert lines[start + 2] == "                             Ajourført  Forventet  Note"
    assert lines[start + 3] == "       I alt                     2.431      −16,5"
    assert lines[start + 4] == "         Voksen[31mhandicap        977  1.000.000"
    assert lines[start + 5] == "    ?    sektor 5.51              5.51         10"


def test_nothing_in_the_report_can_steer_a_terminal() -> None:
    evil = replace(READING, name="\x1b]52;c;eA==\x07.txt", title="a\u202eb\udcff")
    report = inspect_report(evil)
    assert not {"\x1b", "\x07", "\u202e", "\udcff"} & set(report)


def test_an_empty_reading_is_only_its_head() -> None:
    report = inspect_report(Reading("x.txt", "00", "text", "unknown"))
    assert report == "Fil       x.txt, text\nLæst som  ukendt art\nSHA-256   00\n"


def test_uncertain_rows_are_counted() -> None:
    sure = Row("a", ("1",))
    tables = (Table("t", None, (), (sure, replace(sure, certain=False), replace(sure, certain=False))),)
    assert uncertain_rows(replace(READING, tables=tables)) == 2


def test_columns_are_aligned_and_have_no_spaces_at_the_end() -> None:
    assert columns([["a", "1"], ["bbb", "22"], ["c", ""]], right=(1,)) == ["a     1", "bbb  22", "c"]
    assert columns([]) == []
