"""A version of the minutes: its text is kept, its checksum is that of what is exported, and verify sees a change."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from budgettui.domain.meeting.law import fold
from budgettui.domain.meeting.versions import Finalised
from budgettui.export import export_minutes, final
from budgettui.export.files import save_export
from budgettui.export.final import finalise, problems
from budgettui.i18n import chosen_language, set_language
from budgettui.store import NewEvent, Store, journal, open_store
from command_line import Run

ACTOR = "SEK"
FIRST, SECOND = "2018-06-01T14:02:00+02:00", "2018-06-04T09:30:00+02:00"
PREPARED = {
    "id": "m", "title": "Rådmandsmøde", "body": "Rådmandsmøde", "date": "2018-05-30",
    "items": [
        {"id": "i1", "number": "1.1", "title": "Økonomi",
         "points": [{"id": "p1", "number": 1, "text": "planen godkendes"}]},
        {"id": "i2", "number": "2.1", "title": "Personsag", "open": False, "public_text": "En ansættelse er godkendt."},
    ],
    "participants": [
        {"id": "d1", "name": "Rådmand", "initials": "RM"}, {"id": "d2", "name": "Socialchef", "initials": "SC"},
    ],
}
#: Written by hand from the rules: the minutes of this meeting, finalised, corrected, finalised anew and signed.
EXPECTED = Path(__file__).with_name("expected_final_minutes.md")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.db") as opened:
        opened.prepare(PREPARED, ACTOR)
        act(opened, "decided", point="p1", outcome="approved")
        yield opened


def act(store: Store, kind: str, **payload: object) -> None:
    store.append([NewEvent(kind, payload, "m")], ACTOR)


def above(text: str) -> str:
    """What the checksum is said to be of."""
    return text.partition("\n## Underskrifter og rettelser")[0]


def test_what_stands_above_the_heading_has_the_checksum(store: Store) -> None:
    finalise(store, "m", ACTOR, FIRST)
    text = export_minutes(store, "m")
    final = store.meeting("m").final
    assert final is not None
    assert sha256(above(text).encode()).hexdigest() == final.sha256
    assert f"`{final.sha256}`" in text
    assert "- **Version:** 1, afsluttet 1. juni 2018 kl. 14.02\n" in text
    act(store, "signed", participant="d1", at=SECOND, reservation="stemte imod")
    act(store, "correction_added", id="c", at=SECOND, text="der mangler et »ikke«", by="SEK", item="i1", point="p1")
    assert above(export_minutes(store, "m")) == above(text), "what is added changes nothing above it"


def test_the_whole_course_as_it_is_printed(store: Store) -> None:
    finalise(store, "m", ACTOR, FIRST)
    first = store.meeting("m").final
    assert first is not None
    act(store, "signed", participant="d2", at=FIRST)
    act(store, "correction_added", id="c", at=SECOND, text="beløbet er 2,5 mio. kr.", by="SEK", item="i1", point="p1")
    act(store, "correction_added", id="d", at=SECOND, text="HEMMELIGT", by="SEK", item="i2")
    act(store, "minutes_reopened", at=SECOND, reason="beslutningen var gengivet forkert")
    draft = export_minutes(store, "m")
    assert "- **Version:** udkast til version 2; version 1, afsluttet 1. juni 2018 kl. 14.02, genåbnet" in draft
    assert "## Rettelser" in draft
    assert "Underskrevet" not in draft, "nobody has signed what is still written"
    act(store, "decided", point="p1", outcome="approved", text="med 2,5 mio. kr.")
    finalise(store, "m", ACTOR, "2018-06-05T10:00:00+02:00")
    act(store, "signed", participant="d1", at="2018-06-05T11:00:00+02:00", reservation="stemte imod")
    text = export_minutes(store, "m")
    assert "HEMMELIG" not in text
    second = store.meeting("m").final
    assert second is not None
    assert text.replace(second.sha256, "SHA") == EXPECTED.read_text(encoding="utf-8")
    at_first = export_minutes(store, "m", meeting=store.meeting_at("m", first.seq))
    assert sha256(above(at_first).encode()).hexdigest() == first.sha256, "the first version is there as it was"
    assert "godkendt med 2,5" not in at_first
    signed = export_minutes(store, "m", meeting=store.meeting_at("m", store.meeting("m").versions[0].last_seq))
    assert above(signed) == above(at_first)
    assert "Socialchef (SC), 1. juni 2018" in signed, "with what was added to it before it was opened again"
    assert list(problems(store)) == []
    assert store.verify() == []


def test_a_version_is_exported_as_it_was_in_whatever_language(store: Store) -> None:
    finalise(store, "m", ACTOR, FIRST)
    before = above(export_minutes(store, "m"))
    set_language("en")
    try:
        assert export_minutes(store, "m").startswith(before)
        assert list(problems(store)) == []
    finally:
        set_language("da")


def test_without_tables_the_checksum_is_said_to_be_of_the_other_form(store: Store) -> None:
    finalise(store, "m", ACTOR, FIRST)
    text = export_minutes(store, "m", pipe_tables=False)
    assert "Kontrolsummen gælder den udgave, der har tabeller." in text
    assert "alt over overskriften" not in text


def test_the_times_of_the_meeting_are_printed(store: Store) -> None:
    day = "2018-05-30T"
    act(store, "item_opened", item="i1", at=f"{day}14:02:10+02:00")
    act(store, "break_begun", at=f"{day}14:30:00+02:00")
    assert "- **Begyndt:** kl. 14.02\n- **Ophold fra:** kl. 14.30\n" in export_minutes(store, "m")
    act(store, "break_ended", at=f"{day}14:45:59+02:00")
    act(store, "break_begun", at=f"{day}15:10:00+02:00")
    finalise(store, "m", ACTOR, FIRST)
    printed = "- **Begyndt:** kl. 14.02\n- **Ophold:** kl. 14.30 til kl. 14.45\n- **Sluttet:** kl. 15.10\n"
    assert printed in export_minutes(store, "m")
    assert store.verify() == []
    assert list(problems(store)) == []


def test_an_item_without_points_and_text_says_what_is_known_of_it(tmp_path: Path) -> None:
    items = [{"id": "i1", "title": "Orientering"}, {"id": "i2", "title": "Eventuelt"},
             {"id": "i3", "title": "Sammen"}, {"id": "i4", "title": "Til godkendelse", "type": "section"}]
    with open_store(tmp_path / "b.db") as store:
        store.prepare({"id": "m", "title": "Møde", "items": items}, ACTOR)
        act(store, "item_opened", item="i1")
        act(store, "minutes_written", item="i2", text="Intet.")
        act(store, "item_joined", **{"item": "i3", "with": "i2"})
        text = export_minutes(store, "m")
    assert "### Orientering\n\nPunktet blev behandlet uden beslutning.\n" in text
    assert text.count("uden beslutning") == 1
    assert "ikke noteret nogen beslutning" not in text, "the others have a text, or are treated with one that has"


def test_an_item_that_nobody_took_up_is_not_said_to_be_treated(tmp_path: Path) -> None:
    with open_store(tmp_path / "b.db") as store:
        store.prepare({"id": "m", "title": "Møde", "items": [{"id": "i1", "title": "Orientering"}]}, ACTOR)
        assert "### Orientering\n\nDer er ikke noteret nogen beslutning.\n" in export_minutes(store, "m")


def test_rebuilt_tables_have_the_versions(store: Store) -> None:
    finalise(store, "m", ACTOR, FIRST)
    act(store, "signed", participant="d1", at=SECOND)
    before = store.meeting("m")
    store.rebuild()
    assert store.meeting("m") == before == fold(store.log("m"))


def test_finalised_minutes_are_not_changed_undone_or_finalised_again(store: Store) -> None:
    finalise(store, "m", ACTOR, FIRST)
    before = store.log()
    with pytest.raises(Finalised, match="afsluttet som version 1"):
        act(store, "decided", point="p1", outcome="rejected")
    with pytest.raises(Finalised, match="genåbner"):
        store.undo(ACTOR)
    assert store.redo(ACTOR) == []
    with pytest.raises(Finalised, match="afsluttet som version 1"):
        finalise(store, "m", ACTOR, SECOND)
    assert store.log() == before
    act(store, "minutes_reopened", at=SECOND, reason="fejl")
    with pytest.raises(Finalised, match="før version 1 blev genåbnet"):
        store.undo(ACTOR)
    act(store, "decided", point="p1", outcome="rejected")
    assert len(store.undo(ACTOR)) == 1
    assert store.meeting("m").points[0].outcome == "approved"


def test_what_was_changed_while_it_was_written_out_is_not_finalised_over(store: Store) -> None:
    seq = store.meeting("m").seq
    act(store, "decided", point="p1", outcome="rejected")
    with pytest.raises(Finalised, match="imens"):
        store.append([NewEvent("decided", {"point": "p1", "outcome": "noted"}, "m")], ACTOR, after=seq)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sha256": "0" * 64}, "kontrolsummen er ikke tekstens"),
        ({"text": "Andet\n", "sha256": sha256(b"Andet\n").hexdigest()}, "ikke den, som begivenhederne giver"),
    ],
)
def test_a_version_that_is_not_what_its_events_give_is_found(
    store: Store, change: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As somebody would write it who has the chain made again."""
    written = journal.write

    def forged(db: object, kind: str, payload: dict[str, object], **more: object) -> object:
        return written(db, kind, {**payload, **change}, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "write", forged)
    finalise(store, "m", ACTOR, FIRST)
    assert store.verify() == []
    (problem,) = problems(store)
    assert said in problem
    assert "»Rådmandsmøde«, version 1" in problem


def test_a_version_replaces_the_draft_in_its_file(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "referat.md"
    save_export(target, export_minutes(store, "m"))
    finalise(store, "m", ACTOR, FIRST)
    save_export(target, export_minutes(store, "m"))
    assert "1, afsluttet" in target.read_text(encoding="utf-8")


def test_the_log_has_the_whole_checksum_and_hides_what_is_closed(store: Store) -> None:
    from budgettui.export.journal_report import log_lines

    act(store, "doubt_kept", key="public:i2", item="i2", reason="HEMMELIG")
    finalise(store, "m", ACTOR, FIRST)
    act(store, "correction_added", id="c", at=SECOND, text="HEMMELIG", item="i2")
    act(store, "signed", participant="d1", at=SECOND, reservation="stemte imod")
    final = store.meeting("m").final
    assert final is not None
    lines = "\n".join(log_lines(store.log(), {"m": store.meeting("m")}))
    assert f"version 1, SHA-256 {final.sha256}" in lines
    assert "RM: stemte imod" in lines
    assert "HEMMELIG" not in lines


def test_verify_says_which_versions_it_holds_against_their_checksum_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setattr(final, "FORM", 1)
    finalise(store, "m", ACTOR, FIRST)
    monkeypatch.undo()
    assert list(problems(store)) == []
    said = run("--db", store.file, "verify").printed
    assert "I orden" in said
    assert "Mødet »Rådmandsmøde«, version 1: opstillet af en anden udgave af programmet og kun holdt op" in said
    act(store, "minutes_reopened", at=SECOND, reason="fejl")
    finalise(store, "m", ACTOR, SECOND)
    assert final.by_checksum_alone(store) == [said.splitlines()[1]]


def test_a_version_in_another_language_is_held_against_what_happened(store: Store) -> None:
    finalise(store, "m", ACTOR, FIRST)
    set_language("en")
    try:
        assert list(problems(store)) == []
        assert chosen_language() == "en"
    finally:
        set_language("da")
