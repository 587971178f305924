"""The checks in the store: written with an import, read back as they were, between documents, and noted as known."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from budgettui.domain.checking.agreement import ORDER, Agreement
from budgettui.domain.checking.reconcile import reconcile
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.paper.reading import Column, Paper, Reading, Row, Source, Table
from budgettui.export import differences
from budgettui.export.checks_report import in_order
from budgettui.export.journal_report import log_lines
from budgettui.store import NewEvent, Store
from command_line import Run
from real_papers import shared_file

ALL = [*map(str, ORDER), "known"]
COLUMNS = (Column("Budget 2024", 2024, "approved"), Column("Regnskab 2024", 2024, "executed"))


def ordered(reading: Reading) -> list[Check]:
    return [check for check, _note in in_order([(check, "") for check in reconcile(reading)])]


def row(line: int, label: str, *values: str, kind: str = "line") -> Row:
    return Row(label, values, values, kind, source=Source(2, line, line, f"{label} {' '.join(values)}"))


def paper(name: str = "rapport.txt", total: str = "130", schools: str = "104", unit: str = "mio. kr.") -> Reading:
    """A table whose total is printed as said, the parts giving 120."""
    rows = (
        row(11, "Skoler", "100", schools),
        row(12, "Klub og fritid", "20", "22"),
        row(13, "Driftsudgifter i alt", total, str(int(schools) + 22), kind="total"),
    )
    table = Table("Områder", unit, COLUMNS, rows, department="Børn og Unge")
    content = f"{name}{total}{schools}{unit}"
    return Reading(
        name, sha256(content.encode()).hexdigest(), "text", "annual_report", title=name,
        municipality="Aarhus Kommune", tables=(table,), text=content,
    )


def take(store: Store, reading: Reading) -> int:
    return store.import_reading(reading, reading.text.encode(), "ARKIV").document


def difference(store: Store) -> int:
    (number,) = store.check_numbers(["differs"])
    return number


def test_what_is_read_back_is_what_was_worked_out(store: Store) -> None:
    reading = paper()
    take(store, reading)
    views = store.checks(store.check_numbers(ALL))
    assert [view.check for view in views] == ordered(reading)
    assert [str(view.check.state) for view in views] == ["differs", "agrees"]


@pytest.mark.parametrize("name", ["001_f13796605f7b1437.txt", "002_943724dc9a63f466.txt", "004_38965e2967705ef5.txt"])
def test_the_real_papers_come_back_whole(store: Store, name: str) -> None:
    from budgettui.ingest import read_bytes

    content = shared_file("seeds", name).read_bytes()
    reading = read_bytes(name, content)
    store.import_reading(reading, content, "ARKIV", prepare=False)
    views = store.checks(store.check_numbers(ALL))
    assert [view.check for view in views] == ordered(reading)
    assert store.verify() == []


def test_order_filter_and_counts(store: Store) -> None:
    first, second = take(store, paper()), take(store, paper("anden.txt", total="140", unit="1.000 kr."))
    numbers = store.check_numbers(["differs"])
    assert [view.document for view in store.checks(numbers)] == [first, second]
    assert [view.document for view in store.checks(store.check_numbers(["differs"], first=[second]))] == [second, first]
    assert [view.document for view in store.checks(store.check_numbers(["differs"], only=[second]))] == [second]
    assert store.check_numbers(ALL, "ANDEN.TXT driftsudgifter") == []
    assert len(store.check_numbers(ALL, "anden.txt børn og unge områder driftsudgifter i alt budget")) == 1
    counts = store.check_counts()
    assert counts["differs"] == 2
    assert sum(counts.values()) == len(store.check_numbers(ALL))
    assert store.check_counts([first])["differs"] == 1
    with pytest.raises(KeyError):
        store.checks([999_999])


def test_over_documents_the_later_is_held_against_the_earlier_whichever_is_made_anew(store: Store) -> None:
    first = take(store, paper("gammel.txt", total="120"))
    second = take(store, paper("ny.txt", total="120", schools="107"))

    def found() -> list[tuple[object, ...]]:
        views = [view for view in store.checks(store.check_numbers(ALL)) if view.other is not None]
        return [
            (view.document, view.other, str(view.check.state), view.check.printed.label, view.check.printed.document,
             str(view.check.printed.value), str(view.check.computed), view.check.parts[0].document)
            for view in views
        ]

    before = found()
    assert (second, first, "differs", "Skoler", "ny.txt", "107", "104", "gammel.txt") in before
    assert {entry[:2] for entry in before} == {(second, first)}
    store.correct(first, [{"do": "accept", "table": 0, "row": 0}], "KW")
    assert sorted(map(str, found())) == sorted(map(str, before))
    store.rebuild()
    assert found() == before
    assert store.verify() == []
    number = next(n for n in store.check_numbers(["differs"]) if store.checks([n])[0].other is not None)
    place = store.check_line(number)
    assert place is not None
    assert store.path(place[1])[-1][1] == "Skoler"


def test_a_correction_is_checked_and_taking_it_back_too(store: Store) -> None:
    document = take(store, paper())
    store.correct(document, [{"do": "cell", "table": 0, "row": 2, "column": 0, "printed": "120"}], "KW")
    assert "differs" not in store.check_counts()
    store.undo("KW")
    assert store.check_counts()["differs"] == 1


def test_the_line_in_the_budget_has_the_sign(store: Store) -> None:
    take(store, paper())
    number = difference(store)
    place = store.check_line(number)
    assert place is not None
    _material, node, column = place
    lines = [line for nature in ("operating", "capital") for line in store.lines([(node, nature)])]
    sign = next(figure.check for line in lines if (figure := line.figures.get(column)) and figure.check)
    assert (sign.state, sign.kind, sign.computed, sign.note) == (Agreement.DIFFERS, "sum", 120, "")
    store.acknowledge(number, "trykfejl", "KW")
    lines = [line for nature in ("operating", "capital") for line in store.lines([(node, nature)])]
    assert [f.check.note for line in lines if (f := line.figures.get(column)) and f.check] == ["trykfejl"]


def test_what_is_known_survives_a_rebuild_and_a_new_edition_as_long_as_the_figures_do(store: Store) -> None:
    take(store, paper())
    store.acknowledge(difference(store), "trykfejl", "KW")
    assert store.check_counts()["known"] == 1
    store.rebuild()
    assert [view.known.note for view in store.checks(store.check_numbers(["known"])) if view.known] == ["trykfejl"]
    # The same paper with one line more in its file: another checksum, the same words and figures.
    edition = replace(paper(), text="ny udgave", sha256=sha256(b"ny udgave").hexdigest())
    take(store, edition)
    assert store.check_counts()["known"] == 2
    # The total says something else now: what was known is not this.
    later = take(store, paper(total="135"))
    views = store.checks(store.check_numbers(["differs"], only=[later]))
    assert [(view.check.kind, view.other) for view in views] == [("sum", None), ("repeated", 1), ("repeated", 2)]
    assert store.verify() == []


def test_undo_and_redo_of_what_is_known(store: Store) -> None:
    take(store, paper())
    number = difference(store)
    store.acknowledge(number, "a", "KW")
    store.acknowledge(number, "b", "KW")

    def note() -> str:
        known = store.checks([number])[0].known
        return known.note if known else ""

    assert note() == "b"
    assert len(store.undo("KW")) == 1
    assert note() == "a"
    store.redo("KW")
    assert note() == "b"
    store.acknowledge(number, "", "KW")
    assert note() == ""
    store.undo("KW")
    assert note() == "b"
    store.undo("KW")
    store.undo("KW")
    assert note() == ""
    assert store.undo("KW") == []
    store.acknowledge(number, "c", "KW")
    assert store.redo("KW") == [], "a new act ends the chance to do again"
    with pytest.raises(ValueError, match="does not differ"):
        store.acknowledge(store.check_numbers(["agrees"])[0], "x", "KW")
    assert store.verify() == []


def test_the_log_says_what_was_known(store: Store) -> None:
    take(store, paper())
    store.acknowledge(difference(store), "trykfejl", "KW")
    store.acknowledge(store.check_numbers(["known"])[0], "", "KW")
    *_before, noted, taken = log_lines(store.log(), {})
    assert "forskel kendt" in noted
    assert "rapport.txt: Driftsudgifter i alt › Budget 2024: trykfejl" in noted
    assert "ikke længere kendt" in taken


def test_a_changed_check_between_documents_is_found_by_verify(store: Store) -> None:
    take(store, paper("gammel.txt"))
    take(store, paper("ny.txt"))
    assert store.verify() == []
    with store._write() as db:
        db.execute("DELETE FROM printed_check WHERE other IS NOT NULL AND position = 0")
    assert [problem for problem in store.verify() if "ny.txt og gammel.txt" in problem]


def test_a_changed_check_is_found_by_verify(store: Store) -> None:
    take(store, paper())
    with store._write() as db:
        db.execute("UPDATE printed_check SET state = 3 WHERE state = 0")
    assert any("rebuild" in problem for problem in store.verify())


# Out of the house


def test_the_minutes_have_what_differs_and_what_is_known_of_it(store: Store) -> None:
    from budgettui.export import export_minutes

    tables = (replace(paper().tables[0], paper="Regnskab"),)
    reading = replace(paper(), papers=(Paper("memo", "Regnskab"),), tables=tables)
    document = take(store, reading)
    (own,) = store.paper_ids(document)
    store.acknowledge(difference(store), "trykfejl *i* tabellen", "KW")

    def prepared(open_: bool) -> str:
        item = {"id": f"i{open_}", "title": "Regnskabet", "papers": [own], "open": open_, "points": []}
        return store.prepare({"id": f"m{open_}", "title": "Møde", "items": [item]}, "KW")

    text = export_minutes(store, prepared(True))
    section = text.partition("## Afstemning af tal")[2].partition("## ")[0]
    assert "Et trykt tal stemmer ikke" in section
    assert "trykt 130, delene giver 120, forskel 10 (mio. kr.)" in section
    assert r"Kendt: trykfejl \*i\* tabellen" in section
    # A closed item's paper is not published, and neither are its figures.
    closed = prepared(False)
    assert differences(store, store.meeting(closed)) == []
    assert "Afstemning af tal" not in export_minutes(store, closed)


def test_check_of_the_store(store: Store, run: Run) -> None:
    take(store, paper())
    code, out, _err = run("--db", store.file, "check")
    assert code == 1
    assert "\x1b" not in out
    assert out.startswith("stemmer ikke  130  120  10  mio. kr.  Børn og Unge › Områder › Driftsudgifter i alt")
    assert "dele: 100 mio. kr. · Skoler · s. 2, l. 11; 20 mio. kr. · Klub og fritid · s. 2, l. 12" in out
    assert out.splitlines()[-1] == "2 kontroller: 1 stemmer · 1 stemmer ikke"
    assert run("--db", store.file, "check", "--document", "findes ikke").code == 0
    store.acknowledge(difference(store), "trykfejl", "KW")
    assert "kendt: trykfejl" in run("--db", store.file, "check").printed
    assert "kendt" not in run("--db", store.file, "check", "--state", "agrees").printed.splitlines()[0]
    said = json.loads(run("--db", store.file, "check", "--all", "--json").printed)
    assert said["counts"]["known"] == 1
    assert len(said["checks"]) == sum(said["counts"].values())
    known = next(check for check in said["checks"] if check["acknowledged"])
    assert (known["state"], known["printed"]["value"], known["computed"], known["difference"]) == (
        "differs", "130", "120", "10",
    )
    assert [part["row"] for part in known["parts"]] == ["Skoler", "Klub og fritid"]
    assert known["printed"]["source"] == {"page": 2, "line": 13, "last_line": 13}


def test_check_of_files_needs_no_store(tmp_path: Path, run: Run) -> None:
    plan = shared_file("seeds", "004_38965e2967705ef5.txt")
    code, out, _err = run("check", plan, "--json")
    assert code == 1
    said = json.loads(out)
    assert said["counts"]["differs"] == 3
    assert {(check["printed"]["value"], check["computed"]) for check in said["checks"]} == {
        ("-16.1", "-16"), ("-40.3", "-40.2"), ("-1.2", "-1"),
    }
    assert run("check", shared_file("seeds", "003_77a8384dc2064ff0.txt")).printed == "0 kontroller\n"
    assert "findes ikke" in run("check", tmp_path / "nix.txt").refused
    assert run("check", "--state", "ukendt").code == 2


def test_a_closed_items_paper_is_checked_for_those_inside_alone(store: Store, run: Run) -> None:
    sealed = replace(paper(), papers=(Paper("memo", "Salg af areal"),))
    document = take(store, sealed)
    item = {"id": "i", "title": "Salg", "open": False, "papers": store.paper_ids(document)}
    store.prepare({"id": "m", "title": "Møde", "items": [item]}, "KW")
    assert json.loads(run("--db", store.file, "check", "--json").printed)["checks"] == []
    code, out, _err = run("--db", store.file, "check", "--internal")
    assert (code, "Driftsudgifter i alt" in out) == (1, True)
    store.append([NewEvent("item_set", {"item": "i", "open": True}, "m")], "KW")
    assert run("--db", store.file, "check").code == 1
