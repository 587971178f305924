"""What does not agree in the real papers, written out by hand from the printed text, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.checking.reconcile import reconcile, reconcile_across
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
        ("text", "Aarhus Kommunes nettoudgifter i 2024 på i alt 24,2 mia. kr.", "24,2 mia. kr.", "24200", "24126", 549),
    },
}


def read(name: str) -> Reading:
    return read_bytes(name, shared_file("seeds", name).read_bytes())


def said(reading: Reading, state: Agreement) -> set[tuple[str, str, str, str, str, int | None]]:
    return {
        (c.kind, c.printed.label, c.printed.column_label, format(c.printed.value, "f"), format(c.computed, "f"),
         c.printed.source.line)
        for c in reconcile(reading)
        if c.state is state
    }  # fmt: skip


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
    # Four of them say a department's saving or debt at the end of the year, ten what all of its areas of a kind or its
    # capital come to.
    assert kinds["report"]["text"] == 20
    # Three sentences that say a line and its merforbrug or mindreforbrug.
    assert kinds["bundle"]["text"] == 3


def test_the_parts_of_a_check_say_where_they_stand() -> None:
    income = next(
        c for c in reconcile(read(SEEDS["report"])) if c.printed.label == "Skattefinansierede indtægter i alt"
        and c.printed.column_label == "Budget"
    )  # fmt: skip
    assert [(part.label, part.printed, part.source.line) for part in income.parts] == [
        ("Tilskud og udligning", "3.152", 681), ("+ Skatter", "22.137", 683),
    ]  # fmt: skip
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
