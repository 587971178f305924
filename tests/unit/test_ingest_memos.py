"""Memos, hearing letters, answers and cover letters, layout by layout, against readings made by hand."""

from __future__ import annotations

import re
import textwrap

import pytest
from kept_papers import read
from memo_papers import KEPT, differences


@pytest.mark.parametrize("name", KEPT.names)
def test_a_memo_is_read_as_a_person_reads_it(name: str) -> None:
    assert differences(read(KEPT.paper(name)), KEPT.expected(name)) == []


#: What the empty lines of these papers say, and nothing else does: which date a step goes with, what is a page's head.
SPACED = {"trin_over_dato": "each step stands close over its date", "sidehoved": "the head of a page stands apart",
          "notat_om": "the parts of the title stand apart",
          "frist_over_dato": "the date is right under its label"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(KEPT.names) - set(SPACED)))
@pytest.mark.parametrize(("lines", "spaced"), [("\n", "\n\n"), ("\n+", "\n\n"), ("\n+", "\n")])
def test_a_memo_is_read_alike_however_its_lines_are_spaced(name: str, lines: str, spaced: str) -> None:
    """Double, as some extractions make every line; and all alike, so that no space parts a heading from the text."""
    assert differences(read(re.sub(lines, spaced, KEPT.paper(name))), KEPT.expected(name)) == []


#: Their heads or rows hold cells, or lines whose ends mean something.
SET = {"linje_hoved", "flade_kolonner", "notat_om", "plan_i_punkter", "tidsplan_celler"}


def rewrapped(text: str, width: int) -> str:
    """The paper set in another width, 0 for whole sentences on a line; what is no running text is left as it is."""
    lines: list[str] = []
    before = ""
    for line in text.split("\n"):
        told = len(before) > 70 and line.strip() and not before.endswith((".", ":", "?", "”")) and "...." not in before
        if told and not line.startswith(("-", "•", " ")):
            lines[-1] = f"{lines[-1].removesuffix('-')}{'' if before.endswith('-') else ' '}{line}"
        else:
            lines.append(line)
        before = line
    if not width:
        return "\n".join(lines)
    whole = [any(kept in line for kept in ("....", "\t", "·")) for line in lines]
    return "\n".join(line if as_is else textwrap.fill(line, width, break_on_hyphens=False)
                     for line, as_is in zip(lines, whole, strict=True))  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(KEPT.names) - SET))
@pytest.mark.parametrize("width", [0, 65, 85, 120])
def test_a_memo_is_read_alike_in_any_width(name: str, width: int) -> None:
    assert differences(read(rewrapped(KEPT.paper(name), width)), KEPT.expected(name)) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Høringsperioden løber frem til den 20. september 2024.", ["2024-09-20"]),
        ("Processen løber i perioden fra 23. august til og med 4. september 2024, hvor svar bliver offentliggjort.",
         ["2024-09-04"]),
        ("Kontrakten løber til den 31. december 2024, og udvalget får en ny til efteråret.", []),
        ("Puljen kan søges frem til den 1. juni 2024.", ["2024-06-01"]),
        ("Lejemålet er opsagt til den 1. oktober 2024, og et nyt forelægges den 2. juni.", ["2024-06-02"]),
        ("Områdechefen fratræder den 30. juni 2024, og udvalget mødes den 6. maj 2024.", ["2024-05-06"]),
        ("Taksten for perioden 1. juli 2024 til 31. december 2024 er godkendt af udvalget.", []),
        ("Fristen for forslag er den 18. september 2024 og for rettelser den 27. september 2024.",
         ["2024-09-18", "2024-09-27"]),
        ("Ordningen gælder med virkning senest fra den 1. juli 2024.", []),
        ("Forslaget drøftes igen i lyset af debatten fra byrådsmødet den 12. juni 2024.", []),
    ],
)  # fmt: skip
def test_what_is_a_step_and_what_is_none(text: str, days: list[str]) -> None:
    reading = read(f"Notat\n\nProces for puljen\n\nDato 3. april 2024\n\n1. Proces\n{text}\n")
    assert [one.date for one in reading.deadlines] == days


def test_what_was_decided_on_a_day_is_no_step() -> None:
    rows = "\n".join(f"Svar om bænk {day} Staben Vedtaget. Byrådet {day}. december" for day in range(1, 6))
    reading = read(f"Notat\n\nSager på vej\n\nDato 29. august 2025\n\n1. Sager\nDet er gået godt.\n\n{rows}\n")
    assert (reading.date, reading.deadlines) == ("2025-08-29", ())


POLICY = """Principper for kommunens økonomi

Principperne siger, hvordan kommunen passer på pengene, og hvem der har ansvaret for hvad.

Mål

 1. Kassen skal i snit holde mindst 120 mio. kr. i hele perioden.
 2. Der lægges hvert år et budget, hvor driften giver overskud.

Sådan følges der op

Udvalget har drøftet principperne på mødet den 3. marts 2026, og de tages frem igen efter fire år.
"""


def test_a_paper_of_no_known_kind_keeps_its_text_and_says_so() -> None:
    reading = read(POLICY)
    assert (reading.kind, reading.title, reading.deadlines) == ("unknown", "Principper for kommunens økonomi", ())
    assert (reading.agenda_items, reading.tables, [p.decision_points for p in reading.papers]) == ((), (), [()])
    (paper,) = reading.papers
    assert [section.title for section in paper.sections] == [
        "Principper for kommunens økonomi", "Mål", "Sådan følges der op",
    ]  # fmt: skip
    told = " ".join(section.text for section in paper.sections)
    assert all(line.strip() in told for line in POLICY.split("\n") if line.endswith("."))
    assert [amount.kroner for amount in reading.amounts] == ["120000000"]
    (finding,) = reading.findings
    assert "slags kunne ikke bestemmes" in finding.message


def test_a_page_on_one_line_has_no_page_for_a_title() -> None:
    reading = read("Stier og broer " + "Kommunen passer på stierne langs åen, og folk er glade for dem. " * 30)
    assert len(reading.papers[0].title) <= 160
    assert reading.papers[0].title.endswith("…")


LETTER = """Kære udvalg

Vi er kede af, at hallen lukker i sommerferien, og vil gerne tale med jer om det. Mange børn bruger
den, mens deres forældre er på arbejde.

Det koster ikke meget at holde åbent i to uger.

{greeting}
"""


@pytest.mark.parametrize(
    ("greeting", "sender"),
    [
        ("Venlig hilsen\n\nFørste Medlem\nFormand", "Første Medlem"),
        ("Med venlig hilsen\nFørste M. Medlem, formand", "Første M. Medlem"),
        ("Med venlig hilsen\nPå vegne af hallens brugere,\nFørste Medlem", "hallens brugere"),
        (
            "Med venlig hilsen\nFørste Medlem          Andet Medlem\nFormand          Næstformand",
            "Første Medlem / Andet Medlem",
        ),
        ("Med venlig hilsen\n\nFørste Medlem /                  Andet Medlem", "Første Medlem / Andet Medlem"),
        ("Med venlig hilsen\nHallen", None),
    ],
)
def test_who_signs_sends_a_letter_that_names_no_office(greeting: str, sender: str | None) -> None:
    reading = read(LETTER.format(greeting=greeting))
    assert [(paper.from_, paper.to) for paper in reading.papers] == [(sender, "udvalg")]
    assert reading.participants == ()


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        ("Høringssvar fra elevrådet på Søskolen vedr. budget 2031", "elevrådet på Søskolen"),
        ("Svar fra Havneudvalget på spørgsmål om budget 2031", "Havneudvalget"),
        ("PRESSEMEDDELELSE\n\nNordby Kommune\n3. maj 2031\n\nFlere bænke i budgettet", None),
    ],
)
def test_who_answers_sends_the_answer_and_a_press_release_names_nobody(head: str, sender: str | None) -> None:
    reading = read(f"{head}\n\nDer er sat penge af til flere bænke langs havnen, og det er vi glade for i byen.\n")
    assert [(paper.kind, paper.from_) for paper in reading.papers] == [("memo", sender)]


def test_nothing_of_a_paper_of_no_known_kind_is_lost_as_its_head() -> None:
    lines = ["Regler for Nordby Kommune", "Kapitel 1", "Havnen", "§ 1. Havnen er åben hele dagen, når den er isfri.",
             "§ 2. Både lægges ved den nordlige mole."]  # fmt: skip
    reading = read("\n\n".join(lines))
    (paper,) = reading.papers
    assert (reading.kind, paper.title, paper.from_, paper.to) == ("unknown", lines[0], None, None)
    assert [text for section in paper.sections for text in section.text.split("\n\n")] == lines[1:]


def test_telephone_numbers_behind_names_are_figures_of_no_table() -> None:
    people = "\n".join(
        f" • Gruppeformand nr. {n} i Byrådet (A) Første Medlem,\n  telefon 20 {n}1 0{n} 28" for n in range(1, 8)
    )
    reading = read(f"Aftale om budget 2027\n\nPartierne har lavet en aftale om budgettet.\n\nKontakt:\n\n{people}\n")
    assert (reading.tables, reading.findings) == ((), ())


@pytest.mark.parametrize("heading", ["Flere bænke i parken", "”Grøn havn”"])
def test_headings_over_remarks_in_brackets_and_in_quotation_marks(heading: str) -> None:
    reading = read(
        f"Notat om ønsker\n\nDer er kommet flere ønsker til budgettet, som er skrevet op her.\n\n{heading}\n\n"
        "(Ønsket er det samme som i fjor.)\n\nDer bliver flere, der kommer i parken, og de vil gerne sidde ned.\n"
    )
    assert [section.title for section in reading.papers[0].sections][-1] == heading


def test_dates_with_what_is_done_then_are_a_time_plan_though_nothing_calls_them_one() -> None:
    reading = read(
        "Tirsdag 7. januar 2031\nUdvalget mødes om sparekataloget.\n\nFredag 10. januar 2031 kl. 9\nFrist for svar til "
        "staben.\n\nMandag 20. januar 2031\nRådet holder seminar hele dagen.\n\nOnsdag 5. februar\n"
        "Rådet drøfter svarene.\n"
    )
    assert reading.kind == "memo"
    assert [one.date for one in reading.deadlines] == ["2031-01-07", "2031-01-10", "2031-01-20"]


def test_bodies_behind_the_days_of_a_time_plan_have_decided_nothing() -> None:
    steps = "\n\n".join(
        f"{step}\n\n{done}\nUdvalget drøfter, hvad der skal ses på"
        for step, done in (
            ("4. februar: Økonomiudvalget", "Godkender planen for budgettet"),
            ("Marts-maj: De stående udvalg", "Laver deres bud"),
            ("8. april: Økonomiudvalget", "Vedtager rammer for de fire år"),
            ("6. maj: Økonomiudvalget", "Orientering om, hvor langt arbejdet er"),
            ("Juni: Byråd og Økonomiudvalg", "Hører, hvor langt arbejdet er"),
            ("August: Byrådet", "Holder seminar om budgettet"),
            ("Oktober: Byrådet", "Vedtager budgettet"),
        )
    )
    reading = read(f"Den foreløbige tidsplan for budget 2031\n\n{steps}\n")
    assert (reading.kind, reading.agenda_items, reading.deadlines) == ("memo", (), ())


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Aftale om budget 2031 og overslagsårene 2032-2034", (2031, 2032, 2033, 2034)),
        ("Aftale om budget 2031-2034", (2031, 2032, 2033, 2034)),
        ("FORLIG OM BUDGET 2031", (2031,)),
    ],
)
def test_the_years_that_a_title_is_about(title: str, years: tuple[int, ...]) -> None:
    text = f"{title}\n\nPartierne har i dag lavet en aftale om, hvad der skal ske i kommunen.\n"
    assert read(text).budget_years == years
