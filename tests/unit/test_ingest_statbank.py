"""Statistics Denmark's files: columns by name, what StatBank adds up itself is never added again."""

from __future__ import annotations

import itertools

import pytest

from budgettui.domain.checking.reconcile import reconcile
from budgettui.domain.paper.reading import Reading, Row, Table
from budgettui.ingest import read_bytes
from budgettui.store.tree import build
from real_papers import shared_file


def read(text: str, name: str = "uddrag.csv", encoding: str = "utf-8") -> Reading:
    reading = read_bytes(name, text.encode(encoding))
    assert (reading.format, reading.kind) == ("statbank", "budget_lines")
    return reading


def only(reading: Reading) -> Table:
    (table,) = reading.tables
    return table


def row(table: Table, label: str) -> Row:
    (found,) = [one for one in table.rows if one.label == label]
    return found


def notes(reading: Reading) -> str:
    return "\n".join(finding.message for finding in reading.findings)


def test_a_table_that_statbank_laid_out() -> None:
    reading = read_bytes("x", shared_file("examples", "da_statbank_off29_2012.csv").read_bytes())
    table = only(reading)
    assert (reading.format, table.unit) == ("statbank", None)
    assert table.title == "Klassifikation af offentlige udgifter, funktionel fordeling efter funktion og tid"
    assert [(c.label, c.year) for c in table.columns] == [("2012", 2012)]
    assert [(one.label, one.level, one.kind, one.values[0], one.source.line) for one in table.rows] == [
        ("1-10 I alt", 0, "total", "1080795", 5),
        ("1. Generelle offentlige tjenester", 1, "subtotal", "166042", 6),
        (
            "1.1 Udøvende og lovgivende organer, skatte- og finansvæsen, udenrigstjenesten",
            2,
            "line",
            "30749",
            7,
        ),
        ("1.2 Økonomisk bistand til udlandet", 2, "line", "18540", 8),
        ("2. Forsvar", 1, "subtotal", "27298", 9),
        ("2.1 Militært forsvar mv.", 2, "line", "26466", 10),
        ("2.2 Civilforsvar", 2, "line", "833", 11),
    ]
    assert all(one.certain for one in table.rows)


ACCOUNTS = """OMRÅDE;FUNK1;DRANST;ART;PRISENHED;TID;INDHOLD
Aarhus;X;TOT;TOT;LOBM;2022;100
Aarhus;X;TOT;UE;LOBM;2022;140
Aarhus;X;TOT;I;LOBM;2022;-40
Aarhus;0;1;TOT;LOBM;2022;60
Aarhus;0;3;TOT;LOBM;2022;15,5
Aarhus;5;1;TOT;LOBM;2022;24,5
Aarhus;5;1;TOT;INDL;2022;700
Aarhus;X;TOT;TOT;LOBM;2023;..
Aarhus;0;1;TOT;LOBM;2023;61
Aarhus;5;1;TOT;LOBM;2023;30,0
"""


def test_what_statbank_has_summed_is_never_added() -> None:
    reading = read(ACCOUNTS, "REGK31_2022.csv")
    table = only(reading)
    assert reading.municipality == "Aarhus Kommune"
    assert (table.unit, table.price_level) == ("1.000 kr.", "løbende priser")
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("TOT 2022", 2022, "executed"),
        ("UE 2022", 2022, "other"),
        ("I 2022", 2022, "other"),
        ("TOT 2023", 2023, "executed"),
    ]
    assert [(one.label, one.level, one.kind, one.values) for one in table.rows] == [
        ("I alt", 0, "total", ("100", "140", "-40", None)),
        ("0 Byudvikling, bolig- og miljøforanstaltninger", 0, "line", (None, None, None, None)),
        ("1 Drift", 1, "line", ("60", None, None, "61")),
        ("3 Anlæg", 1, "line", ("15.5", None, None, None)),
        ("5 Sociale opgaver og beskæftigelse", 0, "line", (None, None, None, None)),
        ("1 Drift", 1, "line", ("24.5", None, None, "30.0")),
    ]
    assert row(table, "I alt").printed == ("100", "140", "-40", "..")
    assert row(table, "I alt").lines == (2, 3, 4, 9)
    assert row(table, "3 Anlæg").source.line == 6
    (material,) = build(reading)
    figures = material.root.figures
    # 60 + 24,5 thousand in operation, 15,5 in capital: neither 100, 140 nor 700 is in it, and the two stay apart.
    assert (figures["operating"][0].amount, figures["capital"][0].amount) == (8_450_000, 1_550_000)
    assert figures["operating"][1].amount == 9_100_000


def test_one_prisenhed_is_chosen_and_the_other_said() -> None:
    reading = read(ACCOUNTS)
    assert "PRISENHED LOBM er valgt; INDL" in notes(reading)
    assert not any("700" in (value or "") for one in only(reading).rows for value in one.values)


def test_kroner_per_inhabitant_are_no_budget() -> None:
    table = only(read(ACCOUNTS.replace("LOBM", "INDL")))
    assert table.unit == "kr. pr. indbygger"
    assert build(read(ACCOUNTS.replace("LOBM", "INDL"), "REGK31.csv")) == []


def test_the_phase_is_only_known_from_the_tables_number() -> None:
    assert {c.phase for c in only(read(ACCOUNTS)).columns} == {None, "other"}
    assert only(read(ACCOUNTS, "BUDK32.csv")).columns[0].phase == "approved"
    assert "filens navn" in notes(read(ACCOUNTS, "BUDK32.csv"))


@pytest.mark.parametrize("order", list(itertools.permutations(range(7)))[::97])
def test_columns_are_known_by_name_and_not_by_place(order: tuple[int, ...]) -> None:
    lines = [line.split(";") for line in ACCOUNTS.strip().split("\n")]
    text = "\n".join(";".join(line[i] for i in order) for line in lines) + "\n"
    reading = read("\ufeff" + text, "REGK31.csv")
    (material,) = build(reading)
    figures = material.root.figures
    assert (figures["operating"][0].amount, figures["capital"][0].amount) == (8_450_000, 1_550_000)


def test_texts_for_codes() -> None:
    text = ACCOUNTS
    for code, words in (
        (";X;", ";I alt;"),
        (";TOT;TOT;", ";I alt;I alt (netto);"),
        (";1;TOT;", ";1 Driftskonti;I alt (netto);"),
        (";3;TOT;", ";3 Anlæg;I alt (netto);"),
        (";TOT;UE;", ";I alt;Udgifter i alt;"),
        (";TOT;I;", ";I alt;Indtægter i alt;"),
        ("LOBM", "Løbende priser (1.000 kr.)"),
        ("INDL", "Pr. indbygger, løbende priser (kr.)"),
    ):
        text = text.replace(code, words)
    reading = read(text, "REGK31.csv")
    table = only(reading)
    assert (table.unit, table.price_level) == ("1.000 kr.", "løbende priser")
    assert [c.phase for c in table.columns] == ["executed", "other", "other", "executed"]
    (material,) = build(reading)
    assert material.root.figures["operating"][0].amount == 8_450_000
    assert material.root.figures["capital"][0].amount == 1_550_000


def test_regions_and_the_country_are_never_added_to_municipalities() -> None:
    text = "OMRÅDE;ART;PRISENHED;TID;INDHOLD\n" + "".join(
        f"{area};TOT;LOBM;2022;{amount}\n"
        for area, amount in (
            ("000 Hele landet", 100),
            ("082 Region Midtjylland", 60),
            ("751 Aarhus", 35),
            ("740 Silkeborg", 25),
            ("101 København", 40),
        )
    )
    reading = read(text, "REGK31.csv")
    assert [(one.label, one.kind, one.values[0]) for one in only(reading).rows] == [
        ("I alt", "total", "100"),
        ("082 Region Midtjylland", "total", "60"),
        ("751 Aarhus", "line", "35"),
        ("740 Silkeborg", "line", "25"),
        ("101 København", "line", "40"),
    ]
    (material,) = build(reading)
    assert material.root.figures["operating"][0].amount == 10_000_000


def test_expenditure_and_income_without_a_net_stand_apart() -> None:
    text = "OMRÅDE;ART;TID;INDHOLD\nAarhus;UE;2022;140\nAarhus;I;2022;-40\nOdense;UE;2022;14\nOdense;I;2022;-4\n"
    table = only(read(text, "REGK31.csv"))
    assert [(c.label, c.phase) for c in table.columns] == [("UE 2022", "other"), ("I 2022", "other")]
    assert row(table, "Odense").values == ("14", "-4")


def test_quarters_are_no_years() -> None:
    text = "OMRÅDE;TID;INDHOLD\n" + "".join(f"Aarhus;2022K{k};{k}0\nOdense;2022K{k};{k}\n" for k in (1, 2, 3, 4))
    table = only(read(text, "REGK31.csv"))
    assert [(c.label, c.year, c.phase) for c in table.columns] == [(f"2022K{k}", 2022, "other") for k in (1, 2, 3, 4)]
    assert row(table, "Aarhus").values == ("10", "20", "30", "40")


def test_a_point_is_the_decimal_of_the_english_file() -> None:
    table = only(read(ACCOUNTS.replace("15,5", "15.5").replace("24,5", "24.5").replace("30,0", "30.0"), "REGK31.csv"))
    assert row(table, "3 Anlæg").values[0] == "15.5"


def test_missing_figures_are_no_zero() -> None:
    text = "OMRÅDE;TID;INDHOLD\nAarhus;2022;..\nOdense;2022;0\nVejle;2022;12\n"
    assert [one.values for one in only(read(text)).rows] == [(None,), ("0",), ("12",)]


def test_the_total_of_all_functions_is_held_against_them() -> None:
    lines = "".join(
        f"Aarhus;{function};1 Driftskonti;TOT Netto;Løbende priser (1.000 kr.);{year};{amount}\n"
        for function, amounts in (("X Alle funktioner", (15, 16)), ("0 Byudvikling", (5, 6)), ("5 Social", (10, 11)))
        for year, amount in zip((2022, 2023), amounts, strict=True)
    )
    content = f"OMRÅDE;FUNK1;DRANST;ART;PRISENHED;TID;INDHOLD\n{lines}".encode()
    reading = read_bytes("20240131101112REGK11.csv", content)
    assert [column.phase for column in reading.tables[0].columns] == ["executed", "executed"], "digits stand before it"
    checks = [check for check in reconcile(reading) if check.kind == "sum"]
    # Somebody chose the rows: what is missing is no mistake.
    assert [(check.printed.label, check.state) for check in checks] == [("I alt", "agrees"), ("I alt", "rounding")]
    (material,) = build(reading)
    assert [child.label for child in material.root.children] == ["I alt", "0 Byudvikling", "5 Social"]
