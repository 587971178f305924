"""Votes: what is typed, what it means, what does not add up, and how minutes word it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.meeting.ballots import Ballot, Group, Result, Side, Vote, ballot_data, ballot_from
from budgettui.domain.meeting.meeting import Attendee, Change, DecisionPoint, Item, Meeting
from budgettui.domain.meeting.roll import Roll, everyone, roll
from budgettui.domain.meeting.vote_doubts import doubts, outvoted
from budgettui.domain.meeting.votes import VoteError, named, parse, write
from budgettui.domain.municipality import Party
from budgettui.export.vote_wording import vote_text
from budgettui.i18n import set_language

PARTIES = (
    Party("A", "Socialdemokratiet", "S"), Party("B", "Radikale Venstre", "RV"),
    Party("C", "Det Konservative Folkeparti", "KF"), Party("O", "Dansk Folkeparti", "DF"),
    Party("Ø", "Enhedslisten", "EL"),
)
SEATS = {"A": ("AA", "AB", "AC"), "B": ("BA", "BB"), "C": ("CA", "CB"), "O": ("OA",), "Ø": ("ØA",), "": ("KL",)}
PEOPLE = tuple(
    Attendee(name.lower(), f"Medlem {name}", name, party=party or None, member=True)
    for party, names in SEATS.items()
    for name in names
)
MEETING = Meeting(
    "m", "Byråd", attendees=PEOPLE,
    items=(Item("i", "1", "Budget", points=(DecisionPoint("p", 1, "budgettet vedtages."),)),),
)
ROLL = roll(MEETING, "i", PARTIES)


@pytest.fixture(autouse=True)
def danish() -> None:
    set_language("da")


def said(text: str, on: Roll = ROLL, **vote: object) -> str:
    return vote_text(Vote("v", (), None, "", parse(text, on))._replace(**vote), MEETING)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "wording"),
    [
        ("A B for; C O KL imod; Ø undlod",
         "godkendt med 5 stemmer imod 4. 1 undlod. For stemte: A og B. Imod stemte: C, O og KL. Undlod: Ø."),
        ("a b for c o kl imod ø undlod",
         "godkendt med 5 stemmer imod 4. 1 undlod. For stemte: A og B. Imod stemte: C, O og KL. Undlod: Ø."),
        ("S, RV og Enhedslisten for. DF, Det Konservative Folkeparti og KL imod",
         "godkendt med 6 stemmer imod 4. For stemte: A, B og Ø. Imod stemte: C, O og KL."),
        ("For stemte: A, B og Ø. Imod stemte: C, O og KL.",
         "godkendt med 6 stemmer imod 4. For stemte: A, B og Ø. Imod stemte: C, O og KL."),
        ("AA imod; A B Ø for; resten undlod",
         "godkendt med 5 stemmer imod 1. 4 undlod. For stemte: A (undtagen AA), B og Ø. Imod stemte: AA (A). "
         "Undlod: C, O og KL."),
        ("A for undtagen AA; AA BA BB imod; resten undlod",
         "forkastet med 2 stemmer for og 3 imod. 5 undlod. For stemte: A (undtagen AA). Imod stemte: B og AA (A). "
         "Undlod: C, O, Ø og KL."),
        ("CA for; CB imod; resten undlod",
         "bortfaldet ved stemmelighed, 1 for og 1 imod. 8 undlod. For stemte: CA (C). Imod stemte: CB (C). "
         "Undlod: A, B, O, Ø og KL."),
        ("A for undtagen AA; AA imod; resten for",
         "godkendt med 9 stemmer imod 1. For stemte: A (undtagen AA), B, C, O, Ø og KL. Imod stemte: AA (A)."),
        ("A+B for, resten blankt",
         "godkendt med 5 stemmer. 5 undlod. For stemte: A og B. Undlod: C, O, Ø og KL."),
        ("alle for", "enstemmigt godkendt med 10 stemmer."),
        ("Enstemmigt.", "enstemmigt godkendt med 10 stemmer."),
        ("31 for 14 imod 6 undlod", "godkendt med 31 stemmer imod 14. 6 undlod."),
        ("1 imod", "forkastet med 0 stemmer for og 1 imod."),
        ("A/B for, C & O & KL imod (Ø undladt)",
         "godkendt med 5 stemmer imod 4. 1 undlod. For stemte: A og B. Imod stemte: C, O og KL. Undlod: Ø."),
        ("undlod Ø; imod C O KL; for A, B",
         "godkendt med 5 stemmer imod 4. 1 undlod. For stemte: A og B. Imod stemte: C, O og KL. Undlod: Ø."),
        ("A B: for; C O KL Ø: imod",
         "bortfaldet ved stemmelighed, 5 for og 5 imod. For stemte: A og B. Imod stemte: C, O, Ø og KL."),
        ("For: 31. Imod: ingen. Undlod: 6", "godkendt med 31 stemmer. 6 undlod."),
        ("alle undtagen C og KL for; C imod; KL undlod",
         "godkendt med 7 stemmer imod 2. 1 undlod. For stemte: A, B, O og Ø. Imod stemte: C. Undlod: KL."),
        ("A (minus AA) for; alle andre imod",
         "forkastet med 2 stemmer for og 8 imod. For stemte: A (undtagen AA). Imod stemte: B, C, O, Ø, AA (A) og KL."),
        ("A B for; de øvrige imod",
         "bortfaldet ved stemmelighed, 5 for og 5 imod. For stemte: A og B. Imod stemte: C, O, Ø og KL."),
        ("alle", "enstemmigt godkendt med 10 stemmer."),
        ("enstemmigt vedtaget", "enstemmigt godkendt med 10 stemmer."),
        ("for: alle undtagen KL; KL undlod",
         "godkendt med 9 stemmer. 1 undlod. For stemte: A, B, C, O og Ø. Undlod: KL."),
    ],
)
def test_what_is_typed_and_how_it_is_worded(typed: str, wording: str) -> None:
    assert said(typed) == wording


def test_parties_whose_members_nobody_knows_need_their_number() -> None:
    bare = Roll((), PARTIES)
    assert parse("A B for; C imod", bare).result is Result.UNKNOWN
    assert said("A B for; C imod; 1 undlod", bare) == "1 undlod. For stemte: A og B. Imod stemte: C."
    assert said("31 A B for; 14 C imod", bare) == "godkendt med 31 stemmer imod 14. For stemte: A og B. Imod stemte: C."


def test_minutes_print_the_form_of_the_list_of_participants() -> None:
    people = tuple(one._replace(party={"A": "S", "B": "RV"}.get(one.party or "", one.party)) for one in PEOPLE)
    on = roll(replace(MEETING, attendees=people), "i", PARTIES)
    assert write(parse("A B for; C imod", on), on) == "S RV for; KF imod"


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("", 0, 0), ("A B", 0, 3), ("A for; XQ imod", 7, 9), ("A for; A imod", 7, 8), ("AA for; AA imod", 8, 10),
        ("A for; B for", 9, 12), ("9 A for; B imod; resten for", 24, 27),
        ("for", 0, 3), ("imod: for", 0, 4), ("enstemmigt forkastet", 0, 10), ("A undtagen BA for", 11, 13),
        ("alle for; resten imod", 0, 4),
        ("A for undtagen", 6, 14), ("99999 for", 0, 5),
    ],
)
def test_an_error_says_where(typed: str, start: int, end: int) -> None:
    with pytest.raises(VoteError) as caught:
        parse(typed, ROLL)
    assert (caught.value.start, caught.value.end) == (start, end)


def test_a_name_that_means_two_is_refused_until_it_is_whole() -> None:
    twins = (*PEOPLE, Attendee("s", "Sjette Fuldmægtig", "SF", party="A", member=True))
    on = roll(replace(MEETING, attendees=twins), "i", (*PARTIES, Party("F", "Socialistisk Folkeparti", "SF")))
    with pytest.raises(VoteError):
        parse("SF for", on)
    assert parse("Sjette Fuldmægtig for", on).for_.people == ("s",)


def test_initials_that_are_words_of_the_grammar_are_the_name_where_they_are_written_as_it() -> None:
    more = (*PEOPLE, *(Attendee(name.lower(), f"Medlem {name}", name, party="A", member=True) for name in ("AT", "JA")))
    on = roll(replace(MEETING, attendees=more), "i", PARTIES)
    assert parse("AT JA imod; A for", on).against.people == ("at", "ja")
    assert parse("A ja; Ø undlod at stemme", on) == parse("A for; Ø undlod", on)


def test_a_vote_that_does_not_add_up_is_questioned_with_both_numbers() -> None:
    (doubt,) = doubts(parse("A B for; C imod", ROLL), ROLL)
    assert doubt.message == "7 er talt i afstemningen, men 10 med stemmeret er til stede ved punktet"
    assert "§ 13" in doubt.rule
    assert doubts(parse("A B Ø for; C O KL imod", ROLL), ROLL) == []


def test_the_disqualified_and_the_absent_are_not_counted_in() -> None:
    people = tuple(
        one._replace(changes=(Change("i", "disqualified", "ansat"),)) if one.id == "kl"
        else one._replace(attendance="apology") if one.id == "øa" else one
        for one in PEOPLE
    )
    on = roll(replace(MEETING, attendees=people), "i", PARTIES)
    assert doubts(parse("A B for; C O imod", on), on) == []
    with pytest.raises(VoteError, match="Ø har ingen med stemmeret til stede ved punktet"):
        parse("A B for; C O imod; Ø undlod", on)
    before = doubts(parse("A B for; C O imod; Ø undlod", ROLL), on)
    assert before[0].message == "Ø har ingen med stemmeret til stede ved punktet", "it was taken before Ø left"
    rules = [(doubt.message, doubt.rule) for doubt in doubts(parse("A B ØA for; C O KL imod", on), on)]
    assert rules[0][0] == "ØA er ikke til stede ved punktet"
    assert rules[1][0] == "KL er inhabil ved punktet"
    assert "80.2a.1" in rules[1][1]
    assert rules[2][0] == "10 er talt i afstemningen, men 8 med stemmeret er til stede, de inhabile fraregnet"


def test_who_left_during_the_item_may_have_voted_or_not() -> None:
    people = tuple(one._replace(changes=(Change("i", "left"),)) if one.id == "kl" else one for one in PEOPLE)
    on = roll(replace(MEETING, attendees=people), "i", PARTIES)
    assert doubts(parse("A B Ø for; C O imod", on), on) == []
    assert doubts(parse("A B Ø for; C O KL imod", on), on) == []


def test_a_typed_number_is_held_against_the_names() -> None:
    (doubt, _total) = doubts(parse("7 A B for; C O Ø KL imod", ROLL), ROLL)
    assert doubt.message == "der er skrevet 7, men de nævnte er 5"


def test_the_outvoted_may_ask_for_a_dissent() -> None:
    assert outvoted(parse("A B Ø for; C O KL imod", ROLL), ROLL) == ("C", "O", "KL")
    assert outvoted(parse("A for; resten imod", ROLL), ROLL) == ("A",)
    assert outvoted(parse("CA for; CB imod", ROLL), ROLL) == ()


sides = st.lists(st.sampled_from(["for", "against", "abstained", "away"]), min_size=len(PEOPLE), max_size=len(PEOPLE))


def ballot_of(stood: list[str]) -> Ballot:
    words = {"for": "for", "against": "imod", "abstained": "undlod"}
    clauses = [
        " ".join(one.initials or "" for one, where in zip(PEOPLE, stood, strict=True) if where == name) + f" {word}"
        for name, word in words.items()
        if name in stood
    ]
    return parse("; ".join(clauses), ROLL)


@given(sides.filter(lambda stood: any(where != "away" for where in stood)))
def test_everybody_is_counted_once_where_they_stood(stood: list[str]) -> None:
    ballot = ballot_of(stood)
    for name, side in (("for", ballot.for_), ("against", ballot.against), ("abstained", ballot.abstained)):
        ids = {one.id for one, where in zip(PEOPLE, stood, strict=True) if where == name}
        assert side.count == len(ids)
        assert set(everyone(side, ROLL)) == ids
    assert ballot.total == sum(where != "away" for where in stood)
    assert (doubts(ballot, ROLL) == []) == ("away" not in stood)


@given(sides.filter(lambda stood: any(where != "away" for where in stood)))
def test_what_is_written_is_read_back(stood: list[str]) -> None:
    ballot = ballot_of(stood)
    assert parse(write(ballot, ROLL), ROLL) == ballot
    assert ballot_from(ballot_data(ballot)) == ballot


@given(sides.filter(lambda stood: any(where != "away" for where in stood)))
def test_names_stand_only_where_a_group_splits(stood: list[str]) -> None:
    ballot = ballot_of(stood)
    where = dict(zip((one.id for one in PEOPLE), stood, strict=True))
    for party, names in SEATS.items():
        if party and len({where[name.lower()] for name in names}) == 1 and where[names[0].lower()] != "away":
            for side in (ballot.for_, ballot.against, ballot.abstained):
                assert not set(side.people) & {name.lower() for name in names}
                assert all(not group.without for group in side.groups if group.party == party)


counts = st.integers(0, 60)


@given(counts, counts, counts)
def test_a_majority_of_the_votes_cast_and_a_tie_lapses(ayes: int, noes: int, blank: int) -> None:
    ballot = parse(f"{ayes} for {noes} imod {blank} undlod", ROLL)
    result = Result.LAPSED if ayes == noes else Result.CARRIED if ayes > noes else Result.REJECTED
    assert ballot.result is result
    assert ballot._replace(abstained=Side(0)).result is result, "who abstains casts no vote"
    assert parse(write(ballot, ROLL), ROLL) == ballot
    words = {Result.CARRIED: "godkendt", Result.REJECTED: "forkastet", Result.LAPSED: "bortfaldet"}
    assert words[result] in said(f"{ayes} for {noes} imod {blank} undlod")


@given(st.text(max_size=30) | st.lists(
    st.sampled_from(["A", "B", "KL", "for", "imod", "undtagen", "alle", "resten", ";", ".", ":", "12", ","]), max_size=9
).map(" ".join))
def test_whatever_is_typed_is_a_vote_or_an_error_with_a_place(typed: str) -> None:
    try:
        ballot = parse(typed, ROLL)
    except VoteError as error:
        place = (error.start, error.end)
    else:
        assert parse(write(ballot, ROLL), ROLL) == ballot
        place = (0, 0)
    assert 0 <= place[0] <= place[1] <= len(typed)


def test_a_vote_that_was_kept_says_the_names() -> None:
    ballot = Ballot(Side(3, (Group("A"),)))
    assert vote_text(Vote("v", ballot=ballot), MEETING) == "enstemmigt godkendt med 3 stemmer."
    assert vote_text(Vote("v", ballot=ballot, kept=True), MEETING) == (
        "enstemmigt godkendt med 3 stemmer. For stemte: A."
    )


def test_the_word_of_the_result_is_that_of_the_decision() -> None:
    point = replace(MEETING.items[0].points[0], outcome="postponed")
    meeting = replace(MEETING, items=(replace(MEETING.items[0], points=(point,)),))
    vote = Vote("v", ("p",), ballot=parse("6 for 4 imod", ROLL))
    assert vote_text(vote, meeting) == "udsat med 6 stemmer imod 4."
    assert vote_text(vote._replace(subject="straks"), meeting) == "godkendt med 6 stemmer imod 4."


@pytest.mark.parametrize(
    ("typed", "labels", "strange"),
    [
        ("a, Radikale Venstre og kl", ["A", "B", "KL"], []),
        ("AA / AB/AC", ["AA", "AB", "AC"], []),
        ("A A, S", ["A"], []),
        ("de små partier, C og Ø.", ["C", "Ø"], ["de små partier"]),
        ("hele byrådet; borgmesteren", [], ["hele byrådet", "borgmesteren"]),
        ("", [], []),
    ],
)
def test_who_is_named_outside_a_vote(typed: str, labels: list[str], strange: list[str]) -> None:
    found, words = named(typed, ROLL)
    assert [ROLL.label(one) if isinstance(one, Party) else ROLL.name(one.id) for one in found] == labels
    assert words == strange


def test_a_name_that_means_two_is_nobody_s() -> None:
    twins = replace(MEETING, attendees=(*PEOPLE, Attendee("x", "Anden", "ka", member=True),
                                        Attendee("y", "Tredje", "Ka", member=True)))
    assert named("KA", roll(twins, "i", PARTIES)) == ([], ["KA"])
