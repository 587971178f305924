"""Account strings: taken apart into the levels of the tree, and marked where they cannot be."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.paper.reading import Reading, Table
from budgettui.ingest import read_bytes
from budgettui.ingest.tables.accounts import DIMENSIONS, called, dimensions_of, label, take_apart
from budgettui.store.tree import build
from unit.test_ingest_extract import same

TWO = st.integers(0, 99).map("{:02}".format)
THREE = st.integers(0, 999).map("{:03}".format)


@st.composite
def account(draw: st.DrawFn) -> dict[str, str]:
    codes = {
        "hovedkonto": str(draw(st.integers(0, 9))), "hovedfunktion": str(draw(st.integers(22, 99))),
        "funktion": draw(TWO),
    }  # fmt: skip
    if draw(st.booleans()):
        codes["dranst"] = str(draw(st.integers(1, 9)))
        if draw(st.booleans()):
            codes["gruppering"] = draw(THREE)
            if draw(st.booleans()):
                codes["art"] = draw(TWO)
    return codes


@given(account(), st.sampled_from(".- "), st.sampled_from(["", "0"]), st.sampled_from(["", "XX", "K"]))
def test_a_string_that_is_put_together_is_taken_apart(
    codes: dict[str, str], sep: str, nought: str, before: str
) -> None:
    text = (f"{before}{sep}" if before else "") + nought + sep.join(codes.values())
    assert take_apart(text) == codes


@given(account())
def test_each_level_begins_with_the_code_of_the_one_above(codes: dict[str, str]) -> None:
    names = [label(key, codes).partition(" ")[0] for key in DIMENSIONS[:3]]
    assert names[0] == codes["hovedkonto"]
    assert all(under.startswith(f"{over}.") for over, under in pairwise(names))


@pytest.mark.parametrize(
    "text",
    ["", "5.51", "5.51 Voksne", "07.11.01.10", "2201", "5.21.20", "5.28.2", "5.28-20", "5.28.20.0", "1.2.3", "Løn"],
)
def test_other_codes_are_no_account_strings(text: str) -> None:
    assert take_apart(text) is None


def test_the_sixteen_digits() -> None:
    assert take_apart("5282010000000122") == {
        "hovedkonto": "5", "hovedfunktion": "28", "funktion": "20", "dranst": "1", "gruppering": "001", "art": "22",
    }  # fmt: skip
    assert take_apart("5282014123400122")["ejerforhold"] == "4"  # type: ignore[index]
    assert take_apart("5282014123400122")["omkostningssted"] == "1234"  # type: ignore[index]


def test_a_name_that_is_known_stands_beside_the_code() -> None:
    assert called("hovedkonto", "05") == "5 Sociale opgaver og beskæftigelse"
    assert (called("dranst", "3"), called("dranst", "3 Anlæg")) == ("3 Anlæg", "3 Anlæg")
    assert (called("art", "22"), called("art", "Løn")) == ("2.2 Fødevarer", "Løn")
    assert (called("gruppering", "001"), called("hovedfunktion", "9.99")) == ("001", "9.99")


def test_one_odd_string_in_ten_is_doubtful_and_more_are_another_column() -> None:
    assert dimensions_of(["5.28.20"] * 9 + ["2201"]) == DIMENSIONS[:3]
    assert dimensions_of(["5.28.20"] * 8 + ["2201"] * 2) == ()


def tree(table: Table) -> list[tuple[int, str]]:
    return [(row.level, row.label) for row in table.rows]


def read(text: str) -> Reading:
    return read_bytes("linjer.csv", text.encode())


def test_a_column_of_strings_becomes_levels() -> None:
    reading = read(
        "Kontostreng;Tekst;Budget 2024 (kr.)\n5.28.20.1.001;Døgnophold;100\nXX-5-28-20-1-003;Plejefamilier;50\n"
        "05.28.20.3.010;Grund;7\n0.22.01.1.200;Fælles;30\n"
    )
    (table,) = reading.tables
    assert tree(table) == [
        (0, "5 Sociale opgaver og beskæftigelse"),
        (1, "5.28 Tilbud til børn og unge med særlige behov"),
        (2, "5.28.20"),
        (3, "1 Drift"),
        (4, "001 Døgnophold"),
        (4, "003 Plejefamilier"),
        (3, "3 Anlæg"),
        (4, "010 Grund"),
        (0, "0 Byudvikling, bolig- og miljøforanstaltninger"),
        (1, "0.22 Jordforsyning"),
        (2, "0.22.01"),
        (3, "1 Drift"),
        (4, "200 Fælles"),
    ]
    (material,) = build(reading)
    figures = material.root.figures
    assert (figures["operating"][0].amount, figures["capital"][0].amount) == (18_000, 700)
    assert [child.code for child in material.root.children[0].children] == ["5.28"]


def test_columns_of_codes_go_on_from_each_other() -> None:
    (table,) = read(
        "Hovedkonto;Hovedfunktion;Funktion;Dranst;Ejerforhold;Gruppering;Art;Budget 2024 (kr.)\n"
        "5;28;20;1;2;001;22;100\n5;28;20;1;2;001;29;50\n"
    ).tables
    assert [name for _level, name in tree(table)] == [
        "5 Sociale opgaver og beskæftigelse", "5.28 Tilbud til børn og unge med særlige behov", "5.28.20", "1 Drift",
        "2 Selvejende/private", "001", "2.2 Fødevarer", "2.9 Øvrige varekøb",
    ]  # fmt: skip


def test_what_a_column_says_is_not_said_twice() -> None:
    (table,) = read(
        "Hovedkonto;Funktion;Tekst;Budget 2024 (kr.)\n5 Social;05.28.20;Ophold;100\n5 Social;05.28.21;X;5\n"
    ).tables
    assert tree(table) == [
        (0, "5 Social"),
        (1, "5.28 Tilbud til børn og unge med særlige behov"),
        (2, "5.28.20 Ophold"),
        (2, "5.28.21 X"),
    ]


def test_accounts_stand_below_the_initiative_that_has_several() -> None:
    text = "Område;Tiltag;Konto;Budget 2024 (kr.)\nVoksne;Bosteder;5.38.50;100\nVoksne;{};5.38.52;50\n"
    (table,) = read(text.format("Bosteder")).tables
    assert [name for _level, name in tree(table)] == [
        "Voksne", "Bosteder", "5 Sociale opgaver og beskæftigelse", "5.38", "5.38.50", "5.38.52",
    ]  # fmt: skip
    (table,) = read(text.format("Støtte")).tables
    assert [name for _level, name in tree(table)] == ["Voksne", "5.38.50 Bosteder", "5.38.52 Støtte"]


def test_a_string_that_ends_early_is_the_sum_of_those_below_it() -> None:
    (table,) = read(
        "Konto;Tekst;Budget 2024 (kr.)\n5.28.20;Ophold;150\n5.28.20.1.001;Egne;100\n5.28.20.1.003;Andre;50\n"
    ).tables
    assert [(row.label, row.kind, row.values[0], row.certain) for row in table.rows][2:] == [
        ("5.28.20 Ophold", "subtotal", "150", True),
        ("1 Drift", "line", None, True),
        ("001 Egne", "line", "100", True),
        ("003 Andre", "line", "50", True),
    ]


def test_what_cannot_be_taken_apart_is_marked(tmp_path: Path) -> None:
    lines = "".join(f"5.28.2{n}.1.00{n};Konto nummer {n};{n}00\n" for n in range(1, 10))
    text = "Konto;Tekst;Budget 2024 (kr.)\n" + lines + "52.8;Ukendt;7\n"
    reading = read(text)
    (table,) = reading.tables
    assert [row.label for row in table.rows if not row.certain] == ["52.8 Ukendt"]
    assert any("kontostrengen" in finding.message for finding in reading.findings)
    same(text, tmp_path)


def test_a_long_file_is_parted_as_a_short_one(tmp_path: Path) -> None:
    rows = "".join(
        f"MSB;5.{28 + n % 3}.{20 + n % 4}.{1 + 2 * (n % 2)}.{n % 7:03}.{20 + n % 10};{n * 7},50\n" for n in range(200)
    )
    reading = same("Afdeling;Kontonr;Budget 2024 (kr.)\n" + rows, tmp_path)
    assert next(iter(reading.tables[0].rows)).label == "5 Sociale opgaver og beskæftigelse"
