"""The Danish number grammar: every example of the issue, everything it refuses, and its laws."""

from __future__ import annotations

import ast
import inspect
import sys
from decimal import Decimal
from pathlib import Path
from subprocess import run
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgettui.domain import amounts, money
from budgettui.domain.amounts import (
    COUNT,
    DOUBT_WORDS,
    KR,
    KR_1000,
    MAX_HUNDREDTHS,
    MIA_KR,
    MIO_KR,
    PERCENT,
    POSTS,
    NumberError,
    Unit,
    format_amount,
    format_number,
    from_hundredths,
    parse_cell,
    parse_number,
    parse_unit,
    to_hundredths,
)
from budgettui.domain.money import find_money

MONEY = (KR, KR_1000, MIO_KR, MIA_KR)


def numbers(max_decimals: int = 6) -> st.SearchStrategy[tuple[Decimal, int]]:
    """A value and its number of decimals, of a size that the grammar takes."""
    return st.integers(0, max_decimals).flatmap(
        lambda d: st.integers(-(10**18) + 1, 10**18 - 1).map(lambda n: (Decimal(n).scaleb(-d), d))
    )


class TestParseNumber:
    @pytest.mark.parametrize(
        ("printed", "value", "decimals"),
        [
            ("1.304", "1304", 0),
            ("-5,8", "-5.8", 1),
            ("−12", "-12", 0),
            ("–12", "-12", 0),
            ("+2", "2", 0),
            ("(1.234)", "-1234", 0),
            ("(0,4)", "-0.4", 1),
            ("1\u00a0234,5", "1234.5", 1),
            ("1\u202f234,5", "1234.5", 1),
            ("1\u2009234\u2009567", "1234567", 0),
            ("1183", "1183", 0),
            ("1040", "1040", 0),
            ("6.296", "6296", 0),
            ("25.489", "25489", 0),
            ("1.276.083", "1276083", 0),
            ("1.522,0", "1522.0", 1),
            ("1,415", "1.415", 3),
            ("0", "0", 0),
            ("0,0", "0", 1),
            (" 42\n", "42", 0),
        ],
    )
    def test_reads(self, printed: str, value: str, decimals: int) -> None:
        number = parse_number(printed)
        assert (number.value, number.decimals, number.doubt) == (Decimal(value), decimals, None)

    def test_minus_zero_is_zero(self) -> None:
        for printed in ("-0", "−0,0", "(0)"):
            number = parse_number(printed)
            assert number.value == 0
            assert not number.value.is_signed()

    @pytest.mark.parametrize(("printed", "value"), [("7.779**", 7779), ("717.117*", 717117), ("(12)***", -12)])
    def test_footnote_marks(self, printed: str, value: int) -> None:
        assert int(parse_number(printed).value) == value

    @pytest.mark.parametrize(
        ("printed", "value", "decimals"),
        [
            ("12.5", "12.5", 1),
            ("2.8", "2.8", 1),
            ("-2.85", "-2.85", 2),
            ("1042.2", "1042.2", 1),
            ("0.415", "0.415", 3),
        ],
    )
    def test_a_point_that_parts_no_thousands_is_doubtful(
        self, printed: str, value: str, decimals: int
    ) -> None:
        number = parse_number(printed)
        assert (number.value, number.decimals, number.doubt) == (Decimal(value), decimals, "point_decimal")

    @pytest.mark.parametrize(
        "text",
        [
            "", "-", "–", "..", "N/A", "kr.", "x", "12a", "a12",
            "1.23.456", "1.2345", "1234.567", "12345.678", "1.234.5", "1..234", ".5", "5.", "1.",
            "1,2,3", "1,234,567", "1,234.5", ",5", "5,", "1.234,",
            "1 234", "1 234,5", "- 5", "( 5)", "1\n234",
            "1.234\u00a0567", "1\u00a0234.567", "1\u00a0234\u202f567", "1\u00a023", "12\u00a0\u00a0345",
            "--5", "+-5", "-+5", "5-", "(-5)", "(5", "5)", "((5))", "\u20115", "±5",
            "१२", "२", "²", "1²", "١٢", "𝟏𝟐", "１２", "½", "Ⅷ",
            "007", "0123", "01,5", "0.22.01", "0.123.456", "5.30.07", "1e5", "1E5", "1_000", "0x10",
            "inf", "NaN", "7.779****", "**7", "7 **", "12%", "12 kr.", "2014=100", "1/2", "1'000",
            "1" * 25,
        ],
    )
    def test_refuses_everything_else(self, text: str) -> None:
        with pytest.raises(NumberError):
            parse_number(text)

    @given(st.text(max_size=12))
    @example("1\u00a0234")
    def test_reads_or_refuses_and_never_breaks(self, text: str) -> None:
        try:
            number = parse_number(text)
        except NumberError:
            return
        assert not set(text.strip()) - set("0123456789.,+-−–()*\u00a0\u202f\u2009")
        assert number.value.is_finite()

    @given(st.text("0123456789.,-−–+()* \u00a0\u202f²१", min_size=1, max_size=14))
    def test_what_it_reads_prints_the_same_digits(self, text: str) -> None:
        """A reading adds no digit, loses none and moves no sign."""
        try:
            number = parse_number(text)
        except NumberError:
            return
        digits = [character for character in text if character in "0123456789"]
        shown = format_number(number.value, number.decimals)
        assert [character for character in shown if character in "0123456789"] == digits
        if number.value:
            assert (number.value < 0) == bool(set(text) & set("-−–("))


class TestParseCell:
    @pytest.mark.parametrize("text", ["", "-", "–", "..", "N/A", "n/a", " ", " - "])
    def test_printed_empties(self, text: str) -> None:
        assert parse_cell(text) is None

    def test_zero_is_not_empty(self) -> None:
        cell = parse_cell("0")
        assert cell is not None
        assert cell.value == 0

    @pytest.mark.parametrize("text", ["...", "--", "NA", "i alt", "5.51.2"])
    def test_other_text_is_refused(self, text: str) -> None:
        with pytest.raises(NumberError):
            parse_cell(text)


class TestFormat:
    @pytest.mark.parametrize(
        ("value", "decimals", "shown"),
        [
            ("-1522", 1, "−1.522,0"),
            ("1304", 0, "1.304"),
            ("999", 0, "999"),
            ("1000000", 0, "1.000.000"),
            ("0.05", 1, "0,1"),
            ("-0.05", 1, "−0,1"),
            ("-0.04", 1, "0,0"),
            ("-0", 0, "0"),
            ("2.5", 0, "3"),
            ("-2.5", 0, "−3"),
            ("0.007", 3, "0,007"),
            ("12345678901234567890.12", 2, "12.345.678.901.234.567.890,12"),
        ],
    )
    def test_numbers(self, value: str, decimals: int, shown: str) -> None:
        assert format_number(Decimal(value), decimals) == shown

    @given(numbers())
    def test_parse_after_format_is_the_identity(self, case: tuple[Decimal, int]) -> None:
        value, decimals = case
        shown = format_number(value, decimals)
        for printed in (shown, f"+{shown}") if value > 0 else (shown,):
            number = parse_number(printed)
            assert (number.value, number.decimals, number.doubt) == (value, decimals, None)
        assert format_number(number.value, decimals) == shown

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.integers(0, 3))
    @example(Decimal("-0.0004"), 3)
    @example(Decimal("-0"), 0)
    def test_zero_never_has_a_sign(self, value: Decimal, decimals: int) -> None:
        shown = format_number(value, decimals)
        assert shown.startswith("−") == (set(shown) & set("123456789") != set() and value < 0)
        assert "-" not in shown

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
    def test_only_finite_values(self, value: str) -> None:
        with pytest.raises(ValueError, match="not a number"):
            format_number(Decimal(value), 0)


class TestMoney:
    @pytest.mark.parametrize(
        ("value", "unit", "ore"),
        [
            ("17.7", MIO_KR, 1_770_000_000),
            ("200000", KR, 20_000_000),
            ("-128", MIO_KR, -12_800_000_000),
            ("1304", KR_1000, 130_400_000),
            ("2.4", MIA_KR, 240_000_000_000),
            ("0.01", KR, 1),
            ("-6.5", POSTS, -650),
            ("77819", COUNT, 7_781_900),
        ],
    )
    def test_whole_ore(self, value: str, unit: Unit, ore: int) -> None:
        assert to_hundredths(Decimal(value), unit) == ore
        assert from_hundredths(ore, unit) == Decimal(value)
        assert str(from_hundredths(ore, unit)) == value

    @pytest.mark.parametrize(
        ("value", "unit"),
        [("0.001", KR), ("0.000000001", MIO_KR), ("0.001", POSTS), ("1", PERCENT), ("NaN", KR)],
    )
    def test_what_is_not_whole_ore_is_refused(self, value: str, unit: Unit) -> None:
        with pytest.raises(ValueError, match=r"whole|added up|not a number"):
            to_hundredths(Decimal(value), unit)

    def test_what_the_store_cannot_hold_is_refused(self) -> None:
        assert to_hundredths(Decimal(MAX_HUNDREDTHS).scaleb(-2), KR) == MAX_HUNDREDTHS
        for value in (Decimal(MAX_HUNDREDTHS + 1).scaleb(-2), Decimal(-MAX_HUNDREDTHS - 1).scaleb(-2)):
            with pytest.raises(ValueError, match="stored"):
                to_hundredths(value, KR)

    @given(st.integers(-MAX_HUNDREDTHS, MAX_HUNDREDTHS), st.sampled_from((*MONEY, POSTS, COUNT)))
    def test_to_and_from_are_each_other_backwards(self, ore: int, unit: Unit) -> None:
        assert to_hundredths(from_hundredths(ore, unit), unit) == ore

    @given(st.integers(-(10**15), 10**15), st.integers(0, 2), st.sampled_from(MONEY))
    def test_from_and_to_are_each_other_backwards(self, whole: int, decimals: int, unit: Unit) -> None:
        value = Decimal(whole).scaleb(-decimals - 9)
        try:
            ore = to_hundredths(value, unit)
        except ValueError:
            return
        assert from_hundredths(ore, unit) == value

    @pytest.mark.parametrize(
        ("ore", "unit", "decimals", "shown"),
        [
            (1_770_000_000, MIO_KR, 1, "17,7"),
            (-18_900_000_000, MIO_KR, 0, "−189"),
            (20_000_000, KR, 0, "200.000"),
            (20_000_000, KR_1000, 0, "200"),
            (20_000_000, MIO_KR, 1, "0,2"),
            (4_999_999, MIO_KR, 1, "0,0"),
            (5_000_000, MIO_KR, 1, "0,1"),
            (-5_000_000, MIO_KR, 1, "−0,1"),
            (-4_999_999, MIO_KR, 1, "0,0"),
            (-650, POSTS, 1, "−6,5"),
            (1, KR, 2, "0,01"),
        ],
    )
    def test_shown_in_a_unit(self, ore: int, unit: Unit, decimals: int, shown: str) -> None:
        assert format_amount(ore, unit, decimals) == shown

    def test_shown_with_plus(self) -> None:
        assert format_amount(100_000_000, MIO_KR, 0, plus=True) == "+1"
        assert format_amount(-100_000_000, MIO_KR, 0, plus=True) == "−1"
        assert format_amount(0, MIO_KR, 0, plus=True) == "0"

    def test_per_cent_is_not_added_up(self) -> None:
        for call in (lambda: format_amount(1, PERCENT, 0), lambda: from_hundredths(1, PERCENT)):
            with pytest.raises(ValueError, match="added up"):
                call()

    @given(st.integers(-(10**17), 10**17), st.sampled_from(MONEY), st.integers(0, 4))
    def test_shown_amount_is_the_nearest(self, ore: int, unit: Unit, decimals: int) -> None:
        assert unit.hundredths is not None
        shown = parse_number(format_amount(ore, unit, decimals)).value
        step = unit.hundredths  # one last digit is step / 10**decimals øre
        assert abs(int(shown * 10**decimals) * step - ore * 10**decimals) * 2 <= step


class TestUnits:
    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("mio. kr.", MIO_KR), ("Mio. kr", MIO_KR), ("mio.kr.", MIO_KR), ("(mio. kr.)", MIO_KR),
            ("(i mio. kr.)", MIO_KR), ("mio.\u00a0kr.", MIO_KR), ("MIO. KR.", MIO_KR),
            ("1.000 kr.", KR_1000), ("i 1.000 kr.", KR_1000), ("(i 1.000 kr.)", KR_1000),
            ("(i 1000 kr.)", KR_1000), ("hele 1.000 kr.", KR_1000), ("1\u00a0000 kr.", KR_1000),
            ("t. kr.", KR_1000), ("t.kr.", KR_1000), ("tkr.", KR_1000), ("tkr", KR_1000),
            ("mia. kr.", MIA_KR), ("Mia.kr", MIA_KR),
            ("kr.", KR), ("kr", KR), ("i kr.", KR), ("kroner", KR),
            ("Beløb i kr.", KR), ("Alle beløb i mio. kr.", MIO_KR),
            ("antal stillinger", POSTS), ("Antal stillinger", POSTS),
            ("antal", COUNT), ("%", PERCENT), ("pct.", PERCENT),
        ],
    )
    def test_named(self, text: str, unit: Unit) -> None:
        assert parse_unit(text) is unit

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "mio.",
            "10.000 kr.",
            "100.0 kr.",
            "10.00 kr.",
            "mio. tons",
            "kroner og øre",
            "stk.",
            "i",
            "()",
            "EUR",
        ],
    )
    def test_not_a_unit(self, text: str) -> None:
        assert parse_unit(text) is None

    @pytest.mark.parametrize("unit", [*MONEY, POSTS, COUNT, PERCENT])
    def test_every_label_names_its_unit(self, unit: Unit) -> None:
        assert parse_unit(unit.label) is unit


class TestFindMoney:
    @pytest.mark.parametrize(
        ("text", "printed", "ore"),
        [
            ("på 17,7 mio. kr., som", "17,7 mio. kr.", 1_770_000_000),
            ("uddeles 200.000 kr. pr. gang", "200.000 kr.", 20_000_000),
            ("i alt ca. 1 mia. kr.", "1 mia. kr.", 100_000_000_000),
            ("i alt 25.489 mio. kr.", "25.489 mio. kr.", 2_548_900_000_000),
            ("1.304 mio. kr.", "1.304 mio. kr.", 130_400_000_000),
            ("Ældre 2562 mio. kr.", "2562 mio. kr.", 256_200_000_000),
            ("rammerne udgjorde1.660 mio. kr.", "1.660 mio. kr.", 166_000_000_000),
            ("udgjorde1.660mio. kr. i år", "1.660mio. kr.", 166_000_000_000),
            ("(10,3 mio.kr.).", "10,3 mio.kr.", 1_030_000_000),
            ("5 mio. kr.Øvrige", "5 mio. kr.", 500_000_000),
            ("895 mio. \nkr. i 2024", "895 mio. kr.", 89_500_000_000),
            ("cirka 12 \nmio. kr. lavere", "12 mio. kr.", 1_200_000_000),
            ("heraf -4.237 mio. kr.", "-4.237 mio. kr.", -423_700_000_000),
            ("heraf −4,5 mio. kr.", "−4,5 mio. kr.", -450_000_000),
            ("af indsats 800 t. kr. +", "800 t. kr.", 80_000_000),
            ("bod 400 tkr.]", "400 tkr.", 40_000_000),
            ("3 millioner kroner", "3 millioner kroner", 300_000_000),
            ("fordelt kr. 330.000 til 23", "kr. 330.000", 33_000_000),
            ("i 2024 kr. 330.000 til 23", "kr. 330.000", 33_000_000),
            ("for kr. 3,5 mio. i", "kr. 3,5 mio.", 350_000_000),
            ("gebyr 12,50 kr.", "12,50 kr.", 1_250),
            ("gebyr 500,- kr.", "500,- kr.", 50_000),
            ("1\u00a0234,5 mio. kr.", "1\u00a0234,5 mio. kr.", 123_450_000_000),
            ("0,415 mio. kr.", "0,415 mio. kr.", 41_500_000),
            ("1,45 mia. kr.", "1,45 mia. kr.", 145_000_000_000),
            ("sænkes i 2024 til 10 mio. kr.", "10 mio. kr.", 1_000_000_000),
            ("i 2024 880 mio. kr.", "880 mio. kr.", 88_000_000_000),
            ("lån – 5 mio. kr.", "5 mio. kr.", 500_000_000),
            ("Dagtilbud 1953 \nmio. kr.", "1953 mio. kr.", 195_300_000_000),
        ],
    )
    def test_certain_sums(self, text: str, printed: str, ore: int) -> None:
        (found,) = find_money(text)
        assert (found.printed, found.ore, found.doubt) == (printed, ore, None)
        assert " ".join(text[found.start : found.end].split("\n")).replace("  ", " ") == printed

    @pytest.mark.parametrize(
        ("text", "printed", "doubt"),
        [
            ("beholdning på 2.8 mia. kr.", "2.8 mia. kr.", "point_decimal"),
            ("til 12.5 mio. kr.", "12.5 mio. kr.", "point_decimal"),
            ("projekter på netto 1,415 mio. kr. kan", "1,415 mio. kr.", "comma_thousands"),
            ("i alt 1,415 mio.", "1,415 mio.", "comma_thousands"),
            ("2.8 mia. med", "2.8 mia.", "point_decimal"),
            ("gebyr 1,415 kr.", "1,415 kr.", "comma_thousands"),
            ("knap 400 mio. under", "400 mio.", "no_currency"),
            ("var på 17,0 mia. Det", "17,0 mia.", "no_currency"),
            ("i alt 28 mio.", "28 mio.", "no_currency"),
            ("svarende til 50-60 mio. kr. i", "50-60 mio. kr.", "range"),
            ("ca. 12–15 mio. kr.", "12–15 mio. kr.", "range"),
            ("fra 1 \ntil 2 mio. kr.", "1 til 2 mio. kr.", "range"),
            ("mellem 5 og 10 mio. kr.", "5 og 10 mio. kr.", "range"),
            ("17,7/12,0 mio. kr.", "17,7/12,0 mio. kr.", "range"),
            ("kr. 5.000-10.000", "kr. 5.000", "range"),
            ("ca. 1 234 kr. om", "1 234 kr.", "space_thousands"),
            ("ca. 1 234 567,50 kr.", "1 234 567,50 kr.", "space_thousands"),
            ("for kr. 330 000 til", "kr. 330 000", "space_thousands"),
            ("1.23.456 kr.", "1.23.456 kr.", "malformed"),
            ("1,2,3 mio. kr.", "1,2,3 mio. kr.", "malformed"),
            ("1½ mio. kr.", "1½ mio. kr.", "malformed"),
            ("0,12345 kr.", "0,12345 kr.", "part_of_ore"),
            ("999.999.999.999 mia. kr.", "999.999.999.999 mia. kr.", "part_of_ore"),
            ("puljen-5 mio. kr.", "-5 mio. kr.", "unclear_sign"),
        ],
    )
    def test_doubtful_sums_have_no_amount(self, text: str, printed: str, doubt: str) -> None:
        (found,) = find_money(text)
        assert (found.printed, found.ore, found.doubt) == (printed, None, doubt)
        assert doubt in DOUBT_WORDS

    @pytest.mark.parametrize(
        "text",
        [
            "", "nettoeffekt 2023-2025 (i 1.000 kr.)", "2023-2026 (i 1000 kr.)", "i 1.000 kr.", "(1.000 kr.)",
            "omtrent 1,45 mio. tons", "mere end 2,2 mio. besøg", "9 mio. EUR", "Områder, mio. kr. 2017-2024",
            "Mio. kr. 2023 2024 Ændring", "2023 2024 2025 \n\n Mio. kr., 2023-priser", "2024 2025\nmio. kr.",
            "side 45\nMio. kr. Regnskab",
            "pr. 31.12.13 \nmio. kr.", "stiller 3 krav", "0-18-årsperspektiv", "§ 18", "२ mio. kr.",
            "² kr.", "5 t",
        ],
    )
    def test_what_is_no_sum(self, text: str) -> None:
        assert find_money(text) == []

    def test_several_in_order(self) -> None:
        found = find_money(
            "fra 1.000 kr. til 1.500 kr., kr. 75.000 kr. og 1,2 mio. kr. (10,9 mio. kr. i 2023)"
        )
        assert [money.ore for money in found] == [100_000, 150_000, 7_500_000, 120_000_000, 1_090_000_000]

    @given(numbers(2), st.sampled_from(("kr.", "t. kr.", "mio. kr.", "mia. kr.")))
    def test_finds_what_is_printed(self, case: tuple[Decimal, int], unit_text: str) -> None:
        value, decimals = case
        unit = parse_unit(unit_text)
        assert unit is not None
        try:
            ore = to_hundredths(value, unit)
        except ValueError:
            ore = None
        printed = f"{format_number(value, decimals)} {unit_text}"
        (found,) = find_money(f"udgør {printed} i alt")
        assert (found.printed, found.ore) == (printed, ore)

    @given(st.text(alphabet="0123456789 .,-−–+/()½\nkrmioat\u00a0K", max_size=60))
    def test_any_text_gives_an_amount_or_a_doubt(self, text: str) -> None:
        last = 0
        for found in find_money(text):
            assert (found.ore is None) == (found.doubt is not None)
            assert 0 <= found.start < found.end <= len(text)
            assert last <= found.end
            last = found.end

    @pytest.mark.parametrize("text", ["1" * 200_000, "1.1," * 50_000, "1 " * 99_000, "123\u00a0" * 50_000])
    def test_long_rows_of_figures_do_not_stall(self, text: str) -> None:
        """A pattern that tries again from every figure needs minutes; this needs a fraction of a second."""
        started = process_time()
        assert find_money(text) == []
        assert process_time() - started < 5


class TestRealPapers:
    def test_sums_that_a_reader_must_look_at(self, seeds: Path) -> None:
        """The doubtful sums of the annual report, as a person finds them in it."""
        text = (seeds / "002_943724dc9a63f466.txt").read_text("utf-8")
        doubtful = {found.printed: found.doubt for found in find_money(text) if found.doubt}
        assert doubtful == {
            "400 mio.": "no_currency",
            "1,415 mio. kr.": "comma_thousands",
            "17,0 mia.": "no_currency",
            "2.8 mia. kr.": "point_decimal",
            "1 til 2 mio. kr.": "range",
        }

    def test_the_notice_on_savings(self, seeds: Path) -> None:
        text = (seeds / "003_77a8384dc2064ff0.txt").read_text("utf-8")
        found = {found.printed: found.ore for found in find_money(text)}
        assert found["17,7 mio. kr."] == 1_770_000_000
        assert found["12,0 mio. kr."] == 1_200_000_000


class TestHygiene:
    @pytest.mark.parametrize("module", [amounts, money])
    def test_no_float_anywhere(self, module: object) -> None:
        tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
        for node in ast.walk(tree):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), ast.unparse(node)
            assert not (isinstance(node, ast.Name) and node.id in {"float", "round"}), ast.unparse(node)
            assert not isinstance(node, ast.Div), "true division makes floats of whole numbers"

    def test_a_float_is_not_taken_for_money(self) -> None:
        with pytest.raises((AttributeError, TypeError)):
            to_hundredths(17.7, MIO_KR)  # type: ignore[arg-type]
        with pytest.raises((AttributeError, TypeError)):
            format_number(17.7, 1)  # type: ignore[arg-type]

    def test_the_start_path_compiles_no_text_search(self) -> None:
        """Importing the grammar must not load the search in running text, nor anything that is not needed."""
        program = "import sys, budgettui.domain.amounts; print('budgettui.domain.money' in sys.modules)"
        done = run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "False"
