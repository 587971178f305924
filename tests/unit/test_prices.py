"""The user's price-and-wage table, and the population of the municipality: files that people write by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from budgettui.domain.budget.prices import PriceError
from budgettui.ingest.municipalities import embedded, read
from budgettui.resources import load_prices
from command_line import Run

SOUND = 'name = "Skøn"\nversion = "2024-06"\nsource = "et brev"\n[rise]\n2023 = 3.20\n2024 = 3\n'


def test_a_table_is_read_exactly(tmp_path: Path) -> None:
    file = tmp_path / "priser.toml"
    file.write_text(SOUND, encoding="utf-8")
    table = load_prices(file)
    assert (table.name, table.version, table.source) == ("Skøn", "2024-06", "et brev")
    assert table.rates == {2023: Decimal("3.20"), 2024: Decimal(3)}
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.encode())
    assert load_prices(file) == table


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name = ", "ikke gyldig TOML"),
        (b"\xff", "UTF-8"),
        (b'name = "x"', "version"),
        (SOUND.replace("3.20", '"3,2"').encode(), "stigningen"),
        (SOUND.replace("2023", "x").encode(), "stigningen"),
    ],
)
def test_what_is_wrong_in_a_table_is_said(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "priser.toml"
    file.write_bytes(content)
    with pytest.raises(PriceError) as refused:
        load_prices(file)
    assert said in refused.value.message.format(**refused.value.params)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PriceError):
        load_prices(tmp_path / "ingen.toml")


def test_the_municipality_knows_its_people() -> None:
    assert dict(embedded().population)[2024] == 367_095
    found, problems = read(b'name = "N"\n[population]\nsource = "s"\n2025 = 10\n2024 = 9\n')
    assert not problems
    assert found is not None
    assert found.population == ((2024, 9), (2025, 10))


@pytest.mark.parametrize("lines", ["24 = 9", "2024 = 0", '2024 = "9"', "2024 = 9.5", "source = 3"])
def test_a_population_that_is_none(lines: str) -> None:
    found, problems = read(f'name = "N"\n[population]\n{lines}\n'.encode())
    assert found is None
    assert [problem.where for problem in problems] == ["[population]"]


def test_a_population_that_is_no_table() -> None:
    _found, problems = read(b'name = "N"\npopulation = 3\n')
    assert len(problems) == 1


def test_the_file_to_begin_with_is_used_only_when_it_is_filled_in(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "priser.toml"
    assert run("prices", "--write", file).code == 0
    assert "findes allerede" in run("prices", "--write", file).refused
    # Nothing of it counts before somebody has said which figures these are, and where they stand.
    text = file.read_text("utf-8")
    for words, filled in (
        ("version", 'version = "juni 2024"'), ("source", 'source = "KL"'), ("rise", "2023 = 3.2\n2024 = -0.5"),
    ):
        assert f"{words} mangler" in run("prices", file).refused.replace("[", "").replace("]", "")
        old = {"version": 'version = ""', "source": 'source = ""', "rise": "# 2023 = 0.0"}[words]
        text = text.replace(old, filled)
        file.write_text(text, "utf-8")
    said = run("prices", file).printed.splitlines()
    assert said[1:] == ["Kilde: KL", "2022 til 2023: +3,2 %", "2023 til 2024: −0,5 %"]
