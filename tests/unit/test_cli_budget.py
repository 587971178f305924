"""``budgettui budget``: any view in a pipe or a file, by the words that it is asked for in."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from budgettui.domain.paper.papers import Paper
from budgettui.store import open_store
from command_line import Run, Said
from store_material import MSB, PLAN_BYTES, REPORT_BYTES, plan, report

PRICES = """
name = "Skøn"
version = "2024-06"
source = "et brev"
[rise]
2023 = 10
2024 = 2.5
"""


pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("budget") / "tal.db"
    with open_store(path) as store:
        store.import_reading(report(), REPORT_BYTES, "KW")
        store.import_reading(plan(), PLAN_BYTES, "KW")
    return path


class Command:
    """Runs the command on the store; gives exit code, output and complaint."""

    def __init__(self, run: Run, db: Path) -> None:
        self._run, self._db = run, db

    def __call__(self, *arguments: str | Path) -> Said:
        return self._run("--db", self._db, "budget", *arguments)

    def rows(self, *arguments: str) -> list[str]:
        code, out, err = self(*arguments)
        assert (code, err) == (0, "")
        lines = out.splitlines()
        rule = next(place for place, line in enumerate(lines) if line.startswith("──"))
        return lines[rule + 1 :]


@pytest.fixture
def budget(run: Run, db: Path) -> Command:
    return Command(run, db)


def test_the_widest_material_at_its_root(budget: Command) -> None:
    code, out, err = budget()
    assert (code, err) == (0, "")
    assert out.startswith("Årsberetning 2024 · Aarhus Kommune\n")
    assert "\x1b" not in out
    assert "Børn og Unge" in out


@pytest.mark.parametrize("path", ["MSB", "sociale", MSB, "Sociale Forhold", "/MSB/"])
def test_a_place_by_its_code_or_the_beginning_of_its_name(budget: Command, path: str) -> None:
    assert budget(path)[1].startswith(f"Årsberetning 2024 · Aarhus Kommune › {MSB}\n")


def test_a_place_below_another(budget: Command) -> None:
    assert "› Decentraliseret drift, sektor 5.51\n" in budget("MBU/5.51")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nej",), "Ingen linje passer til nej. Der er: Børn og Unge, "),
        (("MBU/ikke",), "Flere linjer passer til ikke: Ikke decentraliseret drift"),
        (("--material", "nej"), "Intet talmateriale passer til nej"),
        (("--material", "kr"), "Flere talmaterialer passer til kr: "),
        (("--columns", "nej24"), "nej24"),
        (("--columns", "budget19"), "Der er: Regnskab 2022, "),
        (("--sort", "forskel"), "forskel hører til en sammenligning"),
        (("--filter", "afvigelse >"), ""),
        (("--under", "sum,kvadrat"), "kvadrat kendes ikke her. Vælg mellem: sum, antal"),
        (("--material", "stillinger", "--unit", "mio"), "kan ikke skiftes"),
        (("--compare", "regnskab24:x"), "x"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(budget: Command, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = budget(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith("budgettui: ")
    assert said in err
    assert err.count("\n") == 1


def test_a_department_is_found_by_its_code_where_its_name_is_printed(budget: Command) -> None:
    rows = budget.rows("--filter", "-anlæg (MSB eller XYZ)", "--nature", "drift")
    assert {row.split("  ")[0].split(" · ")[0] for row in rows if "─" not in row and "i alt" not in row} == {MSB}


def test_compared_sorted_filtered_and_summed(budget: Command) -> None:
    rows = budget.rows(
        "MSB", "--compare", "regnskab24:budget24", "--sort", "procent:op", "--filter", "job -virksomhed",
        "--under", "antal,størst", "--nature", "drift",
    )
    assert [row.split("  ")[0] for row in rows] == [
        "Job, Udsatte og Socialpsykiatri", "Job, Sundhed og Ydelse", "Voksne, Job og Handicap",
        "Unge, Job og Uddannelse", rows[4].split("  ")[0],
        "Drift, dec. i alt uden filter", "Drift, ikke-dec. i alt uden filter", "Antal linjer", "Største",
    ]
    assert set(rows[4]) <= {"─", " "}
    assert rows[-2].split()[2:] == ["4", "4", "4", "4"]


def test_columns_in_the_order_that_they_are_named(budget: Command) -> None:
    _code, out, _err = budget("MSB", "--columns", "regnskab24, budget2024, Afvigelse (R-B 2024)")
    head = next(line for line in out.splitlines() if "Regnskab 2024  Budget" in line)
    assert head.split() == ["mio.", "kr.", "Regnskab", "2024", "Budget", "2024", "Afvigelse", "2024"]


def test_a_variance_that_is_not_printed_is_worked_out(budget: Command, db: Path) -> None:
    _code, out, _err = budget("--material", "overblik", "--columns", "effekt23")
    assert "Nettoeffekt 2023" in out
    code, _out, err = budget("--material", "overblik", "--columns", "afvigelse")
    assert code == 1
    assert "Kolonnen findes ikke her" in err


def test_hidden_noughts_the_unit_and_percent(budget: Command) -> None:
    asked = ("MBU", "--nature", "anlæg", "--columns", "budget24", "--hide-zero", "--unit")
    rows = budget.rows(*asked, "1000")
    assert all(budget.rows(*asked, unit) == rows for unit in ("1.000", "1.000 kr.", "tkr."))
    assert budget.rows(*asked, "mio. kr.") == budget.rows(*asked, "mio") != rows
    assert budget.rows(*asked, "kroner") == budget.rows(*asked, "kr") != rows
    assert budget(*asked, "euro")[0] == 2
    assert rows[0].split()[-1] == "6.200"
    assert not any(row.startswith("Ikke decentraliseret anlæg") for row in rows)
    shares = budget.rows("--as", "procent", "--columns", "regnskab24", "--nature", "områder-samlet")
    assert [row.split()[-1] for row in shares[:2]] == ["35,9", "64,1"]


def test_for_each_inhabitant(budget: Command) -> None:
    _code, out, _err = budget("--as", "indbygger", "--columns", "regnskab24", "--nature", "områder-samlet")
    assert "Enhed" in out
    assert "kr. pr. indbygger" in out
    assert "2024: 367.095" in out
    # 9.922 mio. kr. over 367.095 people.
    assert next(line for line in out.splitlines() if line.startswith(MSB)).split()[-1] == "27.028"


def test_another_material_beside_it(budget: Command) -> None:
    _code, out, _err = budget("MSB", "--material", "overblik", "--compare", "1.000")
    assert "Ved siden af  b " in out
    assert "‹ I alt" in out


def test_two_price_levels_ask_for_a_table(budget: Command, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "priser.toml"
    file.write_text(PRICES, encoding="utf-8")
    assert "Omregnet" not in budget("--material", "overblik", "--compare", "1.000", "--prices", file)[1], "one level"
    file.write_text("name = 3", encoding="utf-8")
    # Only where it is needed is the table read at all.
    assert budget("--material", "overblik", "--compare", "1.000", "--prices", file)[0] == 0


def test_the_materials(budget: Command) -> None:
    _code, out, _err = budget("--list")
    assert len(out.splitlines()) == 4
    assert "2023-priser" in out


def test_files_by_their_ending(budget: Command, tmp_path: Path) -> None:
    for name, begins in (("a.md", b"# "), ("a.csv", b"\xef\xbb\xbf"), ("a.xlsx", b"PK"), ("a.zip", b"PK"),
                         ("a.txt", "Årsb".encode())):
        code, out, err = budget("MSB", "-o", tmp_path / name)
        assert (code, out) == (0, "")
        assert err == f"Skrevet: {tmp_path / name}\n"
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert zipfile.ZipFile(tmp_path / "a.zip").namelist() == ["datapackage.json", "budget.csv"]
    code, _out, err = budget("MBU", "-o", tmp_path / "a.md")
    assert code == 1
    assert "findes" in err
    assert budget("MBU", "-o", tmp_path / "a.md", "--force")[0] == 0


def test_an_empty_store_says_what_to_do(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "tom.db"
    with open_store(path):
        pass
    code, out, err = Command(run, path)()
    assert (code, out) == (1, "")
    assert "budgettui import" in err


def test_the_figures_of_a_closed_items_paper_are_for_those_inside_alone(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "lukket.db"
    with open_store(path) as store:
        store.import_reading(report(), REPORT_BYTES, "KW")
        said = plan()
        sealed = replace(said, papers=(*said.papers, Paper("proposal", "Salg af areal")))
        document = store.import_reading(sealed, PLAN_BYTES, "KW").document
        item = {"id": "i", "title": "Salg", "open": False, "papers": store.paper_ids(document)}
        store.prepare({"id": "m", "title": "Møde", "items": [item]}, "KW")
    command = Command(run, path)
    assert "Overblik" not in command("--list")[1]
    assert "Overblik" in command("--list", "--internal")[1]
    assert command("--material", "overblik")[0] == 1
    assert command("--material", "overblik", "--internal")[0] == 0
    told = {}
    for more in ([], ["--internal"]):
        told[len(more)] = run("--db", path, "names", "--all", *more).printed
    assert said.name not in told[0]
    assert said.name in told[1]


def test_a_closed_items_paper_in_the_file_of_open_ones_is_for_those_inside_alone(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "delvis.db"
    with open_store(path) as store:
        document = store.import_reading(plan(), PLAN_BYTES, "KW").document
        care, sale = store.paper_ids(document)
        items = [{"id": paper, "title": "Punkt", "open": paper == sale, "papers": [paper]} for paper in (care, sale)]
        store.prepare({"id": "m", "title": "Møde", "items": items}, "KW")
        hits = store.search(["investeringer"])
        assert {(hit.kind, hit.key) for hit in hits if not hit.open} >= {("row", "1/0")}
        assert all(hit.open for hit in store.search(["provenu"]))
    command = Command(run, path)
    inside, outside = command("--list", "--internal")[1], command("--list")[1]
    assert "Overblik" in outside
    assert ("antal stillinger" in inside, "antal stillinger" in outside) == (True, False)

    def checked(*words: str) -> set[str]:
        checks = json.loads(run("--db", path, "check", "--all", "--json", *words).out)["checks"]
        return {check["printed"]["row"] for check in checks if check["kind"] == "overview"}

    assert checked("--internal") - checked() == {"Investeringer i relationel velfærd"}


def test_what_is_worked_out_has_the_decimals_of_what_is_printed(tmp_path: Path, run: Run) -> None:
    lines = tmp_path / "linjer.csv"
    head = "Afdeling;Tiltag;Budget 2024 (mio. kr.);Regnskab 2024 (mio. kr.)"
    lines.write_text(f"{head}\nA;Et;1,5;-2,25\nA;To;0,05;0,04\nA;Tre;100;101,125\n", encoding="utf-8")
    assert run("--db", tmp_path / "a.db", "import", lines).code == 0
    rows = Command(run, tmp_path / "a.db").rows("--flat", "--compare", "regnskab24:budget24")
    assert rows[1].split()[3:6] == ["0,05", "0,04", "−0,010"]
    assert rows[-1].split()[3:6] == ["101,55", "98,915", "−2,635"]
