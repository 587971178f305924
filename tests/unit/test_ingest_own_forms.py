"""Minutes in a form that no reader knows: headings with words of their own, titles without numbers or with odd ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes

HEAD = "Søby Kommune\nTeknisk Udvalg\n\nMødedato: 4. maj 2021\n"
#: Title, text, points, decision.
CASES = (
    ("Ny belægning på havnepladsen", "Pladsen er fra 1974, og fliserne ligger løst.",
     ("pladsen får ny belægning", "udgiften finansieres af puljen til byrum"), "Godkendt."),
    ("Lys langs kyststien", "Beboerne har bedt om lys mellem broen og campingpladsen.",
     ("der opsættes lys på strækningen",), "Udsat til mødet i juni."),
    ("Takster for gæstesejlere", "Taksten har ikke været ændret i fem år.",
     ("taksten forhøjes med ti procent", "forhøjelsen gælder fra næste sæson"), "Vedtaget. Liste B stemte imod."),
    ("Læhegn ved skolen", "Skolen og grundejerne er enige om placeringen.",
     ("hegnet plantes til efteråret",), "Godkendt."),
)  # fmt: skip

#: The headings of each case: over the text, the points and what was decided.
KNOWN = ("Sagsfremstilling", "Indstilling", "Beslutning")
OWN = ("Hvad drejer det sig om", "Oplæg", "Udfald")


def minutes(
    headings: tuple[str, str, str] = KNOWN,
    title: Callable[[int, str], str] = lambda _place, title: title,
    gap: str = "\n",
    inline: bool = False,
) -> str:
    parts = [HEAD]
    for place, (name, text, points, decision) in enumerate(CASES, 1):
        listed = "\n".join(f"at {point}" for point in points)
        decided = f"{headings[2]}: {decision}" if inline else f"{headings[2]}{gap}{decision}"
        parts += [
            f"{gap}{title(place, name)}{gap}", f"{headings[0]}{gap}{text}{gap}",
            f"{headings[1]}{gap}Direktøren indstiller,{gap}{listed}{gap}", f"{decided}{gap}",
        ]  # fmt: skip
    return "\n".join(parts).replace("\n\n\n", "\n\n")


def read(text: str) -> Reading:
    return read_bytes("papir.txt", text.encode())


def assert_whole(reading: Reading) -> None:
    assert [item.title for item in reading.agenda_items] == [title for title, *_rest in CASES]
    for item, (_title, _text, points, decision) in zip(reading.agenda_items, CASES, strict=True):
        assert [point.text.removeprefix("at ") for point in item.decision_points] == list(points)
        assert [one.text for one in item.decisions] == [decision]


@pytest.mark.parametrize("inline", [False, True])
def test_headings_in_words_of_the_papers_own_are_known_by_what_stands_under_them(inline: bool) -> None:
    reading = read(minutes(OWN, lambda place, title: f"{place}. {title}", inline=inline))
    assert_whole(reading)
    assert [item.number for item in reading.agenda_items] == ["1", "2", "3", "4"]


def test_a_heading_of_the_papers_own_is_kept_as_it_is_printed() -> None:
    papers = read(minutes(OWN, lambda place, title: f"{place}. {title}")).papers
    assert [section.title for section in papers[0].sections] == ["Hvad drejer det sig om", "Oplæg"]


@pytest.mark.parametrize("headings", [KNOWN, OWN])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_titles_without_numbers_stand_over_what_opens_each_case(headings: tuple[str, str, str], gap: str) -> None:
    assert_whole(read(minutes(headings, gap=gap)))


def test_a_title_may_stand_over_its_case_with_text_between() -> None:
    # Each title with a sentence of its own over the first heading.
    text = minutes(title=lambda _place, title: f"{title}\n\nSagen er forelagt af direktøren for området i dag.")
    assert_whole(read(text))


@pytest.mark.parametrize("form", ["Emne {} - {}", "[{}] {}", "{}/2021 {}", "Sagspunkt {}: {}"])
def test_numbers_in_a_form_of_the_papers_own_go_on_by_one(form: str) -> None:
    reading = read(minutes(title=form.format))
    assert_whole(reading)
    assert [item.number for item in reading.agenda_items] == ["1", "2", "3", "4"]


def test_what_is_listed_under_a_heading_is_no_heading() -> None:
    lead = "Udvalget har set på tre steder:\n\n• havnen\n• torvet\n• skolen"
    text = minutes().replace("\nIndstilling", f"\n{lead}\n\nIndstilling")
    assert [section.title for section in read(text).papers[0].sections] == ["Sagsfremstilling", "Indstilling"]


def test_the_titles_on_a_list_stand_over_their_cases_whatever_stands_under_them() -> None:
    listed = "\n".join(f"- {title}" for title, *_rest in CASES)
    cases = "\n".join(f"{title}\n{text}\n{decision}\n" for title, text, _points, decision in CASES)
    reading = read(f"{HEAD}Punkter:\n{listed}\n\nMødet blev ledet af formanden.\n{cases}")
    assert [item.title for item in reading.agenda_items] == [title for title, *_rest in CASES]


def test_points_that_are_printed_twice_are_no_list_of_titles() -> None:
    twice = "- Havnen fornys\n- Torvet fornys\n- Skolen males"
    text = minutes().replace("Sagsfremstilling", f"Sagsfremstilling\n{twice}", 1)
    text = text.replace("Direktøren", f"{twice}\n\nDirektøren", 1)
    assert [item.title for item in read(text).agenda_items] == [title for title, *_rest in CASES]


def test_a_case_without_text_or_title_is_no_error() -> None:
    # Two headings that open cases, with nothing under the last of them.
    text = minutes(title=lambda place, title: title if place < 3 else "").rstrip() + "\nSagsfremstilling\n"
    assert len(read(text).agenda_items) >= len(CASES) - 2


@pytest.mark.parametrize("said", ["{}", "Afdelingen har orienteret naboerne.\n\n{}"])
def test_in_minutes_without_a_heading_over_decisions_they_stand_at_the_end_of_each_case(said: str) -> None:
    parts = [f"Referat\n{HEAD}"]
    for place, (title, text, _points, decision) in enumerate(CASES, 1):
        parts.append(f"{place}. {title}\nSagsnr.: 21/{4400 + place}\n\n{text}\n\n{said.format(decision)}\n\n")
    assert [[one.text for one in item.decisions] for item in read("\n".join(parts)).agenda_items] == [
        [decision] for *_rest, decision in CASES
    ]
