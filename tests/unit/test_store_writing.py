"""Opening a store and writing in it: the journal, undo and redo, import, rebuild and verify."""

from __future__ import annotations

import json
import sqlite3
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from budgettui.domain.errors import StoreError
from budgettui.domain.meeting.law import fold
from budgettui.domain.paper.agenda import make_id, meeting_id, paper_id, prepare
from budgettui.domain.paper.reading import Paper, Point, Source
from budgettui.export import export_minutes
from budgettui.store import NewEvent, Store, open_store
from budgettui.store.codec import decode, encode
from store_material import BUNDLE_BYTES, PLAN_BYTES, REPORT_BYTES, bundle, plan, reading, report

ACTOR = "KW"


@pytest.fixture
def meeting(store: Store) -> str:
    """The id of the bundle's meeting, imported."""
    found = store.import_reading(bundle(), BUNDLE_BYTES, "ARKIV").meeting
    assert found is not None
    return found


def decide(store: Store, meeting: str, place: int, outcome: str = "approved") -> str:
    point = store.meeting(meeting).points[place].id
    store.append([NewEvent("decided", {"point": point, "outcome": outcome}, meeting)], ACTOR)
    return point


def outside(store: Store, sql: str, *values: object) -> None:
    """What another tool does to the file, without our triggers."""
    with sqlite3.connect(store.file) as db:
        for name, kind in db.execute(
            "SELECT name, type FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP {kind} {name}")
        db.execute(sql, values)
    db.close()


# Opening


def test_a_new_store_is_for_its_owner_only_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "å og ?#%.db"
    open_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (0x42444754,)
    assert db.execute("PRAGMA user_version").fetchone() == (2,)
    db.close()
    assert sorted(found.name for found in tmp_path.iterdir()) == [path.name]


def test_every_connection_is_set_up_for_durability(store: Store) -> None:
    said: dict[str, list[object]] = {}

    def look() -> None:
        db = store._connections.get()
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout"):
            said.setdefault(name, []).append(db.execute(f"PRAGMA {name}").fetchone()[0])

    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert said == {
        "journal_mode": ["delete"] * 2,
        "synchronous": [3] * 2,
        "foreign_keys": [1] * 2,
        "recursive_triggers": [1] * 2,
        "busy_timeout": [5000] * 2,
    }


def test_an_empty_file_is_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "tom.db"
    path.touch()
    with open_store(path) as store:
        assert store.meetings() == []
        assert store.verify() == []


def test_without_create_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Der er ingen database"):
        open_store(tmp_path / "a.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_connections_of_ended_threads_are_closed(store: Store) -> None:
    for _ in range(5):
        thread = threading.Thread(target=store.meetings)
        thread.start()
        thread.join()
    # Its own, and at most the one that the last thread has left behind.
    assert len(store._connections._open) <= 2


def test_what_another_thread_reads_is_interrupted_where_the_store_is_closed(tmp_path: Path) -> None:
    told, begun = list[str](), threading.Event()
    store = open_store(tmp_path / "a.db")

    def read() -> None:
        db = store._connections.get()
        db.create_function("begin", 0, begun.set)
        try:
            db.execute(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60000000)"
                " SELECT begin(), (SELECT sum(i) FROM n)"
            ).fetchall()
        except sqlite3.Error as error:
            told.append(str(error))
        with pytest.raises(sqlite3.ProgrammingError):
            store.meetings()

    thread = threading.Thread(target=read)
    thread.start()
    assert begun.wait(10)
    store.close()
    thread.join(30)
    assert told == ["interrupted"]


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db")
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.meetings()


# The journal


def test_an_event_is_on_disk_with_who_when_and_what(store: Store, meeting: str) -> None:
    point = decide(store, meeting, 0)
    with open_store(store.file) as again:
        event = again.log(meeting)[-1]
        decided = again.meeting(meeting).points[0]
    assert (event.actor, event.kind, event.payload) == (
        ACTOR,
        "decided",
        {"point": point, "outcome": "approved"},
    )
    at = datetime.fromisoformat(event.at)
    assert at.utcoffset() is not None
    assert at.utcoffset().total_seconds() == 0  # type: ignore[union-attr]
    assert event.at.endswith("+00:00")
    assert len(event.at) == len("2018-05-30T10:00:00.000000+00:00")
    assert (decided.outcome, decided.decided_by, decided.decided_at) == ("approved", ACTOR, event.at)


def test_the_chain_is_sha256_over_each_row_and_the_one_before(store: Store, meeting: str) -> None:
    decide(store, meeting, 0)
    db = sqlite3.connect(store.file)
    rows = db.execute(
        "SELECT seq, id, meeting, actor, at, kind, payload, grp, follows, prev_hash, hash FROM journal"
        " ORDER BY seq"
    ).fetchall()
    db.close()
    assert [row[5] for row in rows] == ["document_imported", "meeting_prepared", "decided"]
    assert [row[8] for row in rows] == [None, None, rows[1][1]]
    previous = "0" * 64
    for row in rows:
        assert row[9] == previous
        text = json.dumps(list(row[:10]), ensure_ascii=False, separators=(",", ":"))
        previous = sha256(text.encode()).hexdigest()
        assert row[10] == previous
        payload = json.loads(row[6])
        assert row[6] == json.dumps(payload, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET actor = 'X' WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 2",
        "INSERT OR REPLACE INTO journal SELECT 1, id, meeting, 'X', at, kind, payload, grp, follows,"
        " prev_hash, 'h' FROM journal WHERE seq = 1",
        "INSERT INTO journal SELECT 9, 'i', meeting, actor, at, kind, payload, grp, follows, hash, 'h'"
        " FROM journal WHERE seq = 2",
        "INSERT INTO journal SELECT 3, 'i', meeting, actor, at, kind, payload, grp, follows, prev_hash, 'h'"
        " FROM journal WHERE seq = 2",
    ],
)
def test_the_journal_only_grows(store: Store, meeting: str, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the journal is"):
        store._connections.get().execute(sql)
    assert store.verify() == []


def test_what_is_wrong_in_an_act_leaves_nothing(store: Store, meeting: str) -> None:
    before, log = store.meeting(meeting), store.log()
    good = NewEvent("decided", {"point": before.points[0].id, "outcome": "approved"}, meeting)
    for bad, error in (
        (NewEvent("decided", {"point": "nej", "outcome": "approved"}, meeting), KeyError),
        (NewEvent("decided", {"point": before.points[0].id, "outcome": "nej"}, meeting), KeyError),
        (NewEvent("decided", {"point": before.points[0].id, "outcome": "approved"}, "nej"), KeyError),
        (
            NewEvent("minutes_written", {"item": before.items[0].id, "text": float("nan")}, meeting),
            ValueError,
        ),
        (NewEvent("undone", {"group": "x"}, meeting), ValueError),
        (NewEvent("meeting_prepared", {"id": "m", "title": ""}, "m"), ValueError),
    ):
        with pytest.raises(error):
            store.append([good, bad], ACTOR)
        assert store.meeting(meeting) == before
        assert store.log() == log
    decide(store, meeting, 0)
    assert store.verify() == []


def test_undo_takes_back_what_one_key_did_and_redo_brings_it_again(store: Store, meeting: str) -> None:
    points = store.meeting(meeting).points
    prepared = store.meeting(meeting)
    written = store.append(
        [NewEvent("decided", {"point": point.id, "outcome": "approved"}, meeting) for point in points[:3]],
        ACTOR,
    )
    assert len({event.group for event in written}) == 1
    decided = store.meeting(meeting)
    assert store.undo("EK") == [], "what somebody else did"
    (undone,) = store.undo(ACTOR)
    assert (undone.kind, undone.actor, undone.payload) == ("undone", ACTOR, {"group": written[0].group})
    assert store.meeting(meeting).points == prepared.points
    assert store.undo(ACTOR) == []
    (redone,) = store.redo(ACTOR)
    assert redone.kind == "redone"
    assert store.meeting(meeting).points == decided.points
    assert store.redo(ACTOR) == []
    # Nothing is taken out of the journal: who decided, undid and did again can be read.
    kinds = [event.kind for event in store.log(meeting)]
    assert kinds == ["meeting_prepared", "decided", "decided", "decided", "undone", "redone"]
    assert store.verify() == []


def test_a_group_that_is_given_joins_the_step_before(store: Store, meeting: str) -> None:
    point = store.meeting(meeting).points[0].id
    first = store.append([NewEvent("decided", {"point": point, "outcome": "postponed"}, meeting)], ACTOR)[0]
    vote = {"point": point, "for": "alle", "against": ""}
    store.append([NewEvent("voted", vote, meeting, first.group)], ACTOR)
    store.undo(ACTOR)
    assert not store.meeting(meeting).points[0].votes.any
    # What is taken back does not grow: it would be hidden at once. A new step begins instead.
    store.append([NewEvent("voted", vote, meeting, first.group)], ACTOR)
    assert store.meeting(meeting).points[0].votes.any
    assert store.meeting(meeting).points[0].outcome is None
    store.undo(ACTOR)
    assert not store.meeting(meeting).points[0].votes.any
    assert store.verify() == []


def test_two_stores_on_one_file_see_each_others_work(store: Store, meeting: str) -> None:
    with open_store(store.file) as other:
        decide(store, meeting, 0)
        decide(other, meeting, 1, "postponed")
        decide(store, meeting, 2, "rejected")
        other.undo(ACTOR)
        assert [point.outcome for point in store.meeting(meeting).points[:3]] == [
            "approved",
            "postponed",
            None,
        ]
        assert other.meeting(meeting) == store.meeting(meeting)
    assert store.verify() == []


def test_threads_may_write_at_once(store: Store, meeting: str) -> None:
    item = store.meeting(meeting).items[1].id
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(10):
                payload = {"item": item, "text": f"{name} {number}"}
                store.append([NewEvent("minutes_written", payload, meeting)], name)
        except BaseException as error:  # noqa: BLE001 (shown by the test)
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("A", "B", "C")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sum(event.kind == "minutes_written" for event in store.log()) == 30
    assert store.verify() == []


# Import


def test_the_agenda_becomes_a_meeting_with_its_papers_points(store: Store, meeting: str) -> None:
    held = store.meeting(meeting)
    assert (held.title, held.body, held.date) == ("Rådmandsmøde", "Rådmandsmøde", None)
    shown = [(item.number, item.type, item.state, len(item.points)) for item in held.items]
    assert shown == [
        ("1", "section", "none", 0),
        ("1.1", "item", "none", 0),
        ("1.3", "item", "undecided", 3),
        ("1.4", "item", "undecided", 2),
        ("2.1", "item", "undecided", 1),
    ]
    assert held.items[1].minutes == "Godkendt."
    assert not held.items[4].open
    assert held.items[2].case_number == "17/012345"
    assert held.items[2].papers == (paper_id(bundle().sha256, 0),)
    assert held.points[0].source == Source(2, 20, 21, "At 1)")
    assert held.items[3].points[0].text == "opfølgningen tages til efterretning"
    assert [(person.initials, person.attendance, person.role) for person in held.attendees] == [
        ("VJ", "present", None),
        ("EKH", "apology", "direktør"),
    ]
    (action,) = held.actions
    assert (action.responsible, action.item) == ("VJ, EKH", held.items[2].id)
    assert store.meetings()[0].points == 6


def test_a_paper_comes_back_as_it_was_read(store: Store, meeting: str) -> None:
    read = bundle()
    views = store.papers_of([paper_id(read.sha256, 1), paper_id(read.sha256, 0)])
    assert [view.paper for view in views] == [read.papers[1], read.papers[0]]
    assert store.paper_ids(views[0].document) == [views[1].id, views[0].id]
    with pytest.raises(KeyError):
        store.papers_of(["nej"])[0]
    document = store.document(views[0].document)
    assert (document.name, document.text) == ("bundt.txt", read.text)
    assert [(listed.name, listed.text) for listed in store.documents()] == [("bundt.txt", "")]


def test_importing_the_same_file_again_changes_nothing_and_says_so(store: Store) -> None:
    first = store.import_reading(bundle(), BUNDLE_BYTES, ACTOR)
    decide(store, str(first.meeting), 0)
    store.close()
    before = store.file.read_bytes()
    with open_store(store.file) as again:
        second = again.import_reading(replace(bundle(), name="et andet navn.txt"), BUNDLE_BYTES, "EN ANDEN")
    assert not first.already
    assert second == first._replace(already=True)
    assert store.file.read_bytes() == before
    assert tuple(first.counts.values())[:5] == (4, 2, 6, 1, 8)


def test_the_content_must_be_the_file_that_was_read(store: Store) -> None:
    with pytest.raises(ValueError, match="not what was read"):
        store.import_reading(bundle(), b"noget andet", ACTOR)
    assert store.documents() == []


def test_an_annual_report_gives_documents_and_materials_but_no_meeting(store: Store) -> None:
    result = store.import_reading(report(), REPORT_BYTES, ACTOR)
    assert result.meeting is None
    assert tuple(map(result.counts.get, ("tables", "lines", "uncertain"))) == (2, 24, 1)
    assert store.meetings() == []
    assert [event.kind for event in store.log()] == ["document_imported"]
    payload = store.log()[0].payload
    assert (payload["sha256"], payload["name"]) == (report().sha256, "årsberetning.txt")
    assert [material.document for material in store.materials()] == [result.document]


def test_a_paper_without_an_agenda_becomes_a_meeting_of_its_own() -> None:
    read = reading(
        b"indstilling",
        name="indstilling.txt",
        kind="proposal",
        title="Brug af deltagerbudgetter",
        papers=(
            Paper("memo", "Notat"),
            Paper("proposal", "Deltagerbudgetter", decision_points=(Point(1, "ja"),)),
        ),
    )
    payload = prepare(read)
    assert payload is not None
    assert [(item["title"], item["number"]) for item in payload["items"]] == [("Deltagerbudgetter", None)]
    assert payload["items"][0]["papers"] == [paper_id(read.sha256, 1)]
    assert payload["id"] == meeting_id(read.sha256)
    assert prepare(reading(b"notat", papers=(Paper("memo", "Notat"),))) is None


def test_no_point_is_lost_where_a_paper_hangs_on_no_item() -> None:
    read = bundle()
    lost = replace(read.papers[0], agenda_item="9.9", title="  mål OG økonomi ")
    stray = replace(read.papers[1], agenda_item=None)
    payload = prepare(replace(read, papers=(lost, stray)))
    assert payload is not None
    # The one has the very title of an item, the other hangs nowhere and comes last.
    assert len(payload["items"][3]["points"]) == 3
    assert payload["items"][-1]["title"] == "Opfølgning efter 1. kvartal"
    ids = [point["id"] for item in payload["items"] for point in item["points"]]
    assert len(ids) == len(set(ids)) == 6


def test_the_same_file_prepares_the_same_ids_on_every_machine() -> None:
    assert prepare(bundle()) == prepare(bundle())
    assert make_id("a", 1) == make_id("a", 1) != make_id("a", 2)


def test_a_prepared_payload_may_leave_its_ids_out(store: Store, meeting: str) -> None:
    paper = paper_id(bundle().sha256, 0)
    payload = {
        "id": "prøve",
        "title": "Prøvemøde",
        "items": [
            {
                "title": "Et",
                "papers": [paper],
                "points": [{"number": 1, "text": "a"}, {"number": 2, "text": "b"}],
            },
            {"title": "To", "points": [{"number": 1, "text": "c"}]},
        ],
        "participants": [{"name": "VJ"}, {"name": "EKH"}],
        "actions": [{"text": "følger op"}],
    }
    assert store.prepare(payload, ACTOR) == "prøve"
    held = store.meeting("prøve")
    assert len({point.id for point in held.points}) == 3
    assert held.items[0].papers == (paper,)
    # Once more: it is there, and stays.
    decide(store, "prøve", 0)
    assert store.prepare({**payload, "title": "Nyt navn"}, ACTOR) == "prøve"
    assert store.meeting("prøve").title == "Prøvemøde"
    assert [head.id for head in store.meetings()] == [meeting, "prøve"]
    assert store.verify() == []


def test_a_payload_that_cannot_be_is_refused(store: Store) -> None:
    with pytest.raises(KeyError):
        store.prepare({"id": "x", "title": "X", "items": [{"title": "Et", "papers": ["nej"]}]}, ACTOR)
    twice = {"id": "p", "text": "a"}
    with pytest.raises(ValueError, match="same id"):
        store.prepare({"id": "x", "title": "X", "items": [{"title": "Et", "points": [twice, twice]}]}, ACTOR)
    assert store.log() == []


@pytest.mark.parametrize("make", [bundle, report, plan])
def test_a_reading_survives_its_json(make: Callable[[], object]) -> None:
    read = make()
    assert decode(json.loads(json.dumps(encode(read)))) == read


def test_a_reading_of_another_version_is_read_as_far_as_it_is_known() -> None:
    data = encode(bundle())
    data["papers"][0]["a_field_of_later"] = ["x"]
    assert decode(data) == bundle()


# Verify and rebuild


@pytest.fixture
def full(store: Store, meeting: str) -> Store:
    """A store with three documents and some decisions, sound."""
    store.import_reading(report(), REPORT_BYTES, ACTOR)
    store.import_reading(plan(), PLAN_BYTES, ACTOR)
    for place in range(3):
        decide(store, meeting, place)
    key = next(material.key for material in store.materials())
    point = store.meeting(meeting).points[0].id
    link = {"point": point, "node": key, "label": "Aarhus Kommune", "amounts": {"2024": -100}}
    store.append([NewEvent("line_linked", link, meeting)], ACTOR)
    store.undo(ACTOR)
    assert store.verify() == []
    return store


def test_a_flipped_letter_in_the_file_is_found(full: Store) -> None:
    raw = full.file.read_bytes()
    at = raw.index(b'{"outcome":"approved"')
    full.close()
    full.file.write_bytes(raw[:at] + raw[at:].replace(b'"approved"', b'"epproved"', 1))
    with open_store(full.file) as changed:
        problems = changed.verify()
        bad = [event.seq for event in changed.log() if event.payload.get("outcome") == "epproved"]
        assert len(bad) == 1
        assert problems[0] == f"Post {bad[0]} i journalen er ændret: kontrolsummen passer ikke."
        # Making the tables again from that would only hide it.
        with pytest.raises(StoreError, match=f"Post {bad[0]} i journalen er ændret"):
            changed.rebuild()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("DELETE FROM journal WHERE seq = 3", "Post 3 mangler i journalen."),
        ("DELETE FROM journal WHERE seq = 1", "Post 1 mangler i journalen."),
        ("DELETE FROM journal WHERE seq >= 7", "Post 7 mangler i journalen."),
        (
            "UPDATE journal SET actor = 'X' WHERE seq = 5",
            "Post 5 i journalen er ændret: kontrolsummen passer ikke.",
        ),
        (
            "UPDATE journal SET actor = x'00' WHERE seq = 5",
            "Post 5 i journalen er ændret: kontrolsummen passer ikke.",
        ),
        (
            "UPDATE journal SET prev_hash = 'x' WHERE seq = 4",
            "Post 4 i journalen følger ikke efter posten før den.",
        ),
    ],
)
def test_a_changed_journal_is_found(full: Store, sql: str, problem: str) -> None:
    outside(full, sql)
    assert full.verify()[0] == problem


@pytest.mark.parametrize("payload", ["{", "[]", '{"titel": 1}', "x'00'"])
def test_a_damaged_entry_is_a_sentence_wherever_it_is_read(full: Store, meeting: str, payload: str) -> None:
    value = payload if payload.startswith("x'") else f"'{payload}'"
    outside(full, f"UPDATE journal SET payload = {value} WHERE kind = 'meeting_prepared'")
    assert full.verify()[0] == "Post 2 i journalen er ændret: kontrolsummen passer ikke."
    for read in (full.prepared, lambda _which: full.rebuild(), lambda which: export_minutes(full, which)):
        with pytest.raises(StoreError, match="ournalen"):
            read(meeting)
    assert full.meeting(meeting).points, "what the screen shows is there still"


def test_a_row_that_was_changed_with_its_own_hash_is_found_at_the_next(full: Store) -> None:
    from budgettui.store.journal import digest

    db = sqlite3.connect(full.file)
    row = list(
        db.execute(
            "SELECT seq, id, meeting, actor, at, kind, payload, grp, follows, prev_hash FROM journal"
            " WHERE seq = 4"
        ).fetchone()
    )
    db.close()
    row[3] = "X"
    outside(full, "UPDATE journal SET actor = 'X', hash = ? WHERE seq = 4", digest(row))
    assert full.verify()[0] == "Post 5 i journalen følger ikke efter posten før den."


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("UPDATE decision_point SET outcome = 'rejected' WHERE outcome = 'approved'", "Mødet »Rådmandsmøde«"),
        ("UPDATE agenda_item SET minutes = 'x' WHERE number = '1.1'", "Mødet »Rådmandsmøde«"),
        ("UPDATE meeting SET target_amounts = 'ikke json'", "Mødet »Rådmandsmøde«"),
        ("UPDATE paper_section SET text = 'x' WHERE position = 0", "Tabellerne for bundt.txt"),
        (
            "UPDATE printed_row SET cells = '[]' WHERE position = 2 AND document = 2",
            "Tabellerne for årsberetning.txt",
        ),
        ("UPDATE node SET label = 'x' WHERE label = 'Velfærd' OR depth = 2", "Tabellerne for bundt.txt"),
        ("UPDATE figure SET amount = amount + 1 WHERE computed IS NULL", "Tabellerne for bundt.txt"),
        ("DELETE FROM budget_row WHERE kind = 'total'", "Tabellerne for årsberetning.txt"),
    ],
)
def test_tables_that_were_changed_are_found_and_made_again(full: Store, sql: str, problem: str) -> None:
    outside(full, sql)
    problems = full.verify()
    assert problems
    assert problems[0].startswith(problem)
    assert problems[0].endswith("Kør: budgettui rebuild")
    full.rebuild()
    assert full.verify() == []


def test_a_wrong_sum_is_named(full: Store) -> None:
    outside(
        full, "UPDATE figure SET amount = amount + 1, computed = computed + 1 WHERE node = 1 AND nature = 2"
    )
    assert (
        "Summen for »Aarhus Kommune« i kolonnen »Ajourført budget« er ikke summen af linjerne."
        in full.verify()[1]
    )


def test_a_changed_document_is_found(full: Store) -> None:
    outside(full, "UPDATE document_file SET content = (SELECT text FROM document_file WHERE document = 2)")
    assert "Dokumentet bundt.txt er ændret: kontrolsummen passer ikke." in full.verify()
    outside(full, "UPDATE document_file SET reading = x'00' WHERE document = 2")
    assert "Dokumentet årsberetning.txt er ændret: kontrolsummen passer ikke." in full.verify()


def test_what_cannot_be_made_again_is_not_torn_down(full: Store, meeting: str) -> None:
    outside(full, "UPDATE document_file SET reading = x'00' WHERE document = 2")
    with pytest.raises(StoreError, match=r"årsberetning\.txt er ændret"):
        full.rebuild()
    assert len(full.materials()) == 5
    assert full.meeting(meeting).points


def test_a_store_is_found_again_after_the_folder_was_changed(
    full: Store, meeting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(Path(full.file.name)) as relative:
        monkeypatch.chdir("/")
        found: list[object] = []
        thread = threading.Thread(target=lambda: found.append(relative.meeting(meeting)))
        thread.start()
        thread.join()
    assert found == [full.meeting(meeting)]


def test_a_document_that_is_gone_or_was_put_in_is_found(full: Store) -> None:
    outside(full, "UPDATE document SET sha256 = 'x' WHERE id = 3")
    problems = full.verify()
    assert problems == [
        "Dokumentet plan.txt står ikke i journalen.",
        "Dokumentet plan.txt mangler i databasen.",
    ]


def test_a_meeting_that_the_journal_does_not_know_is_found(full: Store) -> None:
    outside(full, "UPDATE meeting SET id = 'x'")
    problems = full.verify()
    assert [problem.split(" ")[0] for problem in problems] == ["Mødet", "Mødet"]
    full.rebuild()
    assert full.verify() == []


def test_rebuild_makes_the_same_tables(full: Store, meeting: str) -> None:
    before = full.meeting(meeting), full.materials(), full.documents(), full.papers_of(full.paper_ids(1))
    full.rebuild()
    assert (
        full.meeting(meeting),
        full.materials(),
        full.documents(),
        full.papers_of(full.paper_ids(1)),
    ) == before
    assert full.meeting(meeting) == fold(full.log(meeting))


def test_work_goes_on_after_rebuild(full: Store, meeting: str) -> None:
    full.rebuild()
    decide(full, meeting, 4)
    assert full.verify() == []
