"""What does not agree in the real papers, written out by hand from the printed text, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.checking.reconcile import reconcile, reconcile_across
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes
from real_papers import shared_file

SEEDS = {
    "cover": "000_ce26e9d73012a40f.txt",
    "bundle": "001_f13796605f7b1437.txt",
    "report": "002_943724dc9a63f466.txt",
    "memo": "003_77a8384dc2064ff0.txt",
    "plan": "004_38965e2967705ef5.txt",
}
#: (kind, row, column, printed, computed, line of the file).
DIFFERS = {
    "cover": set(),
    "memo": set(),
    # The heading of the table over the areas that are not decentralised was left from the year before.
    "bundle": {
        ("heading", "Ikke-decentraliserede områder 2017", "Ikke-decentraliserede områder 2017", "2017", "2018", 988),
    },
    "plan": {
        ("overview", "Realisering af besparelser ifm. Arne-pension", "2023", "-16.1", "-16", 179),
        ("overview", "Realisering af besparelser ifm. Arne-pension", "2025", "-40.3", "-40.2", 179),
        ("overview", "Gevinstpotentiale ved RPA", "2024", "-1.2", "-1", 189),
    },
    "report": {
        # 16.856 + 6.475 + 1.244 − 380 − 34; a row of 16, 9 and 7 seems to be missing in print.
        ("sum", "Skattefinansierede driftsudgifter i alt", "Regnskab", "24177", "24161", 679),
        ("sum", "Skattefinansierede driftsudgifter i alt", "Budget", "24475", "24466", 679),
        ("sum", "Skattefinansierede driftsudgifter i alt", "Ændring", "-298", "-305", 679),
        # 3.152 + 22.137; and 25.482 − 23.477.
        ("sum", "Skattefinansierede indtægter i alt", "Budget", "23477", "25289", 685),
        ("variance", "Skattefinansierede indtægter i alt", "Ændring", "192", "2005", 685),
        # The areas of Teknik og Miljø.
        ("heading", "Afvigelse (R-B 2023)", "Afvigelse (R-B 2023)", "2023", "2024", 2372),
        # Operating expenses of the decentralised areas: 1,6 are those of all areas; and 1.030 with the capital.
        ("text", "", "1,6 mia. kr.", "1600", "1767", 2327),
        ("text", "", "1.030 mio. kr.", "1030", "1028", 2579),
    },
}
UNDECIDED = {
    "cover": set(),
    "memo": set(),
    "bundle": set(),
    "plan": set(),
    "report": {
        # −96, of which 0, 0 and 28; and parts of a picture that were not read with certainty.
        ("of_which", "Opsparing ultimo 2024", "Mio. kr.", "-96", "28", 2435),
        ("text", "", "24,2 mia. kr.", "24200", "24126", 549),
    },
}


def read(name: str) -> Reading:
    return read_bytes(name, shared_file("seeds", name).read_bytes())


def said(reading: Reading, state: Agreement) -> set[tuple[str, str, str, str, str, int | None]]:
    return {
        (c.kind, "" if c.kind == "text" else c.printed.label, c.printed.column_label, format(c.printed.value, "f"),
         format(c.computed, "f"), c.printed.source.line)
        for c in reconcile(reading)
        if c.state is state
    }


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_what_differs_and_what_cannot_be_decided(name: str) -> None:
    reading = read(SEEDS[name])
    assert said(reading, Agreement.DIFFERS) == DIFFERS[name]
    assert said(reading, Agreement.UNDECIDED) == UNDECIDED[name]


def test_how_many_figures_were_checked() -> None:
    kinds = {name: Counter(check.kind for check in reconcile(read(seed))) for name, seed in SEEDS.items()}
    # 28 initiatives over three years; six balances, each with its result printed twice.
    assert kinds["plan"] == {"overview": 84, "sum": 27}
    assert kinds["report"]["balance"] == kinds["report"]["of_which"] == kinds["report"]["repeated"] == 6
    assert kinds["report"]["heading"] == 6
    # Three sentences that say a line and its merforbrug or mindreforbrug.
    assert kinds["bundle"]["text"] == 3


def test_the_parts_of_a_check_say_where_they_stand() -> None:
    income = next(
        c for c in reconcile(read(SEEDS["report"])) if c.printed.label == "Skattefinansierede indtægter i alt"
        and c.printed.column_label == "Budget"
    )
    assert [(part.label, part.printed, part.source.line) for part in income.parts] == [
        ("Tilskud og udligning", "3.152", 681), ("+ Skatter", "22.137", 683),
    ]
    assert (income.difference, income.printed.printed, income.printed.unit) == (-1812, "23.477", "mio. kr.")


def test_a_difference_that_follows_from_another_says_so() -> None:
    following = [c for c in reconcile(read(SEEDS["report"])) if c.state is Agreement.DIFFERS and c.why]
    # 25.482 − 25.289 is 193, and 192 is printed.
    assert [(c.kind, str(c.printed.value)) for c in following] == [("variance", "192")]
    assert "25.289" in following[0].why


def test_between_the_papers_nothing_is_printed_twice() -> None:
    readings = [read(seed) for seed in SEEDS.values()]
    for at, later in enumerate(readings):
        for earlier in readings[:at]:
            assert [c for c in reconcile_across(later, earlier) if c.state is Agreement.DIFFERS] == []


@pytest.mark.parametrize(
    ("name", "undecided"),
    [
        ("da_finanslov_2011_paragraf.csv", 0),
        ("da_finanslov_2012_oescs_latin1.csv", 0),
        # A query of a statistics bank: two totals whose parts are not all in the file.
        ("da_statbank_off29_2012.csv", 2),
    ],
)
def test_no_alarm_in_the_examples(name: str, undecided: int) -> None:
    reading = read_bytes(name, shared_file("examples", name).read_bytes())
    checks = reconcile(reading)
    assert [check for check in checks if check.state is Agreement.DIFFERS] == []
    assert sum(check.state is Agreement.UNDECIDED for check in checks) == undecided


#: The sums in the text of the report that its tables print too, all of them found by eye: the line of the sum, the sum,
#: the line of the figure and its column (accounts, budget, deviation), and how many more figures it is the sum of.
TOLD = """
    16 1.304 687R, 496 25,5 531+5, 500 18,7 536, 501 3,3 531, 505 25.489 531+5, 512 24,2 679R, 549 24,2 591+11,
    575 895 691R, 576 773 691B, 988 5,5 1066R, 989 0,4 1076R, 1001 100 1066A, 1023 30 1102, 1080 17 1085, 1091
    30 1102, 1273 3 1382R, 1288 60 1380A+1, 1288 9.865 1380B+1, 1292 29 1376A, 1293 4.071 1376B, 1329 28 1378A,
    1330 5.793 1378B, 1390 2 1395, 1404 159 1416, 1664 4,7 1705R, 1665 0,5 1709R, 1715 3 1693A, 1718 40 1742,
    1737 40 1742, 1745 40 1742, 1753 179 1771, 2048 1.388 2163R+1, 2055 549 2155R+1, 2057 169 2167R, 2062 1.388
    2163R+1, 2064 7 2149A, 2069 29 2159A, 2073 67 2167A, 2170 670 2149R, 2182 1,9 2177, 2304 2,0 2405R+1, 2327
    1,6 2397R, 2329 76 2391A, 2413 106 2418, 2421 33,2 2433, 2422 97 2435, 2573 2,0 2697R, 2579 1.030 2695R,
    2584 12 2695A, 2586 34 2685A, 2587 22 2693A, 2589 34 2685A, 2592 16 2671A, 2637 6 2673A, 2643 6,2 2681A,
    2647 5 2679A, 2705 24 2697A, 2716 8,1 2721
"""
#: Such whose words do not say which figure they are: a change, what is left of a frame, both gross and net, what the
#: sentence before speaks of, a slip of the pen.
UNTOLD = """
    18 895, 576 122, 703 -4.237, 704 1.190, 987 5,6, 1003 17, 1272 9,9, 1660 4,7, 1746 213, 1747 27, 1748 6, 2171 2,
    2182 44,6, 2337 13, 2369 148, 2567 1,03, 2568 0,48, 2570 0,55, 2727 63
"""


def test_which_sums_of_the_text_are_held_against_which_figures() -> None:
    letters = {"Regnskab": "R", "Budget": "B", "Afvigelse": "A", "Ændring": "A"}
    found = []
    for check in of_text(read(SEEDS["report"])):
        first, more = check.parts[0], len(check.parts) - 1
        figure = f"{first.source.line}{letters.get(first.column_label.split()[0], '')}{f'+{more}' if more else ''}"
        found.append(f"{check.printed.source.line} {check.printed.printed.split()[0]} {figure}")
    assert found == " ".join(TOLD.split()).split(", ")
    said_of = {one.rpartition(" ")[0] for one in found}
    untold = " ".join(UNTOLD.split()).split(", ")
    assert not said_of.intersection(untold)
    assert (len(found), len(untold)) == (58, 19)


def of_text(reading: Reading) -> list[Check]:
    return [check for check in reconcile(reading) if check.kind == "text"]
