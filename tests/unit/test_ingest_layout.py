"""Pages, paragraphs and broken words of a text that came out of a page layout."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.ingest.page.layout import Layout, ends_sentence
from budgettui.ingest.page.words import Joiner


def join(*lines: str, elsewhere: str = "") -> str:
    return Joiner([elsewhere, *lines]).join(lines)[0]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("rådmanden om delta-", "gerbudgetter, som"), "rådmanden om deltagerbudgetter, som"),
        (("status på mål-", "og økonomi"), "status på mål- og økonomi"),
        (("i kommunens budget-", "og regnskabsmateriale"), "i kommunens budget- og regnskabsmateriale"),
        (("sociale bolig-", "eller støttebehov"), "sociale bolig- eller støttebehov"),
        (("samarbejds-", "og/eller ejermodeller"), "samarbejds- og/eller ejermodeller"),
        (("drift-", "samt anlægsudgifter"), "drift- samt anlægsudgifter"),
        (("specielt på BPA-", "området, at"), "specielt på BPA-området, at"),
        (("en ny IT-", "løsning"), "en ny IT-løsning"),
        (("udledning af CO2-", "ækvivalenter"), "udledning af CO2-ækvivalenter"),
        (("Social- og Beskæftigelses-", "Udvalget"), "Social- og Beskæftigelses-Udvalget"),
        (("de sidste 15-", "20 % af"), "de sidste 15-20 % af"),
        (("socialområdets ikke-", "decentraliserede områder"), "socialområdets ikke-decentraliserede områder"),
        (("mere ansvar til a-", "kasserne"), "mere ansvar til a-kasserne"),
        (("målopfølgning – statusrapporten -", "er vedlagt"), "målopfølgning – statusrapporten - er vedlagt"),
        (("et specialskole-/", "fritidstilbud"), "et specialskole-/ fritidstilbud"),
        (("plain line", "and next"), "plain line and next"),
        (("et blødt ord\u00ad", "deling"), "et blødt orddeling"),
        (("fra pdf-læseren\ufffe", "selv"), "fra pdf-læserenselv"),
    ],
)
def test_the_hyphen_at_a_line_end(lines: tuple[str, str], joined: str) -> None:
    assert join(*lines) == joined


def test_the_document_itself_settles_a_doubt() -> None:
    pair = ("til Housing First-", "indsatser i eget hjem")
    assert join(*pair, elsewhere="de First-indsatser, der") == "til Housing First-indsatser i eget hjem"
    assert join(*pair, elsewhere="de Firstindsatser, der") == "til Housing Firstindsatser i eget hjem"
    reserve = ("tilgå By-", "udviklingsreserven.")
    assert join(*reserve, elsewhere="20 % til Byudviklingsreserven, og") == "tilgå Byudviklingsreserven."
    # "psykol-" "og" is a word broken before "og", and the text shows it.
    assert join("samtale med en psykol-", "og om", elsewhere="en psykolog kan") == "samtale med en psykolog om"


def test_halves_of_broken_words_are_no_evidence() -> None:
    joiner = Joiner(["et risi-", "kovilligt valg", "med risi-", "ko for alle"])
    assert joiner.join(["med risi-", "ko for alle"])[0] == "med risiko for alle"


@given(st.lists(st.text("abcæøå ,.-", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_joining_keeps_every_letter_and_knows_where_each_line_begins(lines: list[str]) -> None:
    text, starts = Joiner(lines).join(lines)
    assert "".join(text.split()).replace("-", "") == "".join("".join(lines).split()).replace("-", "")
    assert len(starts) == len(lines)
    for start, line in zip(starts, lines, strict=True):
        assert text[start : start + 1] in {line[0], ""}


def test_offsets_lead_back_to_the_printed_line() -> None:
    layout = Layout("Der afsættes 200.000 kr. til delta-\ngerbudgetter og 80.000\nkr. til resten.\n")
    (paragraph,) = layout.paragraphs(layout.lines)
    assert paragraph.text == "Der afsættes 200.000 kr. til deltagerbudgetter og 80.000 kr. til resten."
    assert paragraph.line_at(paragraph.text.index("200.000")).number == 1
    assert paragraph.line_at(paragraph.text.index("gerbudgetter")).number == 2
    assert paragraph.line_at(paragraph.text.index("resten")).number == 3


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Det er sagt.", True),
        ("Hvad nu?", True),
        ("følgende temaer:", True),
        ("(Globus 1).", True),
        ("på besøg mv.", False),
        ("ca. 20 mio. kr.", False),
        ("efter 1.", False),
        ("uden punktum", False),
    ],
)
def test_what_ends_a_sentence(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


# -- pages


def test_form_feeds_are_pages() -> None:
    layout = Layout("første side\n\fanden side\nmere\n\ftredje")
    assert layout.pages == 3
    assert [line.page for line in layout.lines] == [1, 2, 2, 3]
    assert [line.number for line in layout.lines] == [1, 2, 3, 4]


def test_a_form_feed_that_became_a_space_is_a_page() -> None:
    text = "\n".join([" Første side", *["tekst"] * 5, " Anden side", *["tekst"] * 5, "", " - intet nyt"])
    layout = Layout(text)
    assert layout.pages == 2
    assert layout.lines[6].page == 2
    assert layout.lines[-1].page == 2


def test_a_text_without_marks_has_no_pages() -> None:
    layout = Layout("en linje\nog en til\n\nog en tredje\n")
    assert layout.pages is None
    assert {line.page for line in layout.lines} == {None}


def test_cells_over_a_column_begin_no_page() -> None:
    head = "Regnskab\n2023\n Budget\n2024\nRegnskab\n"
    layout = Layout(" Side et\n" + "tekst\n" * 5 + " Side to\n" + "tekst\n" * 5 + head + "tekst\n" * 5)
    assert layout.pages == 2


def test_where_list_marks_look_like_pages_no_page_is_named_from_there() -> None:
    lines = [" Første", *["tekst"] * 6, " Anden", *["tekst"] * 6, " et punkt", " et til", " et tredje", *["tekst"] * 9]
    layout = Layout("\n".join(lines))
    assert layout.pages is None
    assert [layout.lines[i].page for i in (0, 7, 13)] == [1, 2, 2]
    assert {line.page for line in layout.lines[14:]} == {None}


def test_the_pages_of_the_real_papers(seeds: Path) -> None:
    bundle = Layout((seeds / "001_f13796605f7b1437.txt").read_text())
    page = {line.number: line.page for line in bundle.lines}
    # "Side 2" heads the second page; the proposals begin on the third and the eleventh.
    assert (page[1], page[33], page[39], page[46], page[120], page[686]) == (1, 1, 2, 3, 4, 10)
    report = Layout((seeds / "002_943724dc9a63f466.txt").read_text())
    assert report.pages is None
    assert {line.number: line.page for line in report.lines}[176] == 5
    plan = Layout((seeds / "004_38965e2967705ef5.txt").read_text())
    page = {line.number: line.page for line in plan.lines}
    assert (page[1], page[76], page[124], page[206], page[257], page[330]) == (1, 2, 3, 4, 6, 7)
    assert page[339] == 8  # the lone "9" above it is a page number


# -- furniture and paragraphs


def test_furniture_is_left_out_and_the_sentence_goes_on() -> None:
    text = (
        "Det er sagt mange gange, at tallene er et kort blik på en dag, og at budgettet\n"
        "https://eksempel.dk/en/lang/adresse\n"
        "Side 4 af 9\n"
        "ÅRSBERETNING 2024                \n"
        "\n"
        "16   AARHUS KOMMUNE\n"
        "kun er en plan.\n"
    )
    layout = Layout(text)
    assert [p.text for p in layout.paragraphs(layout.lines)] == [
        "Det er sagt mange gange, at tallene er et kort blik på en dag, og at budgettet kun er en plan."
    ]


def test_an_empty_line_after_every_line_is_spacing_and_no_paragraph() -> None:
    lines = [
        "Ordningen skal gøre det lettere for en forening at begyn-",
        "de i det små. Den kan både søge om penge til et lokale og",
        "få hjælp til regnskabet, så ingen går i stå undervejs med",
        "papirerne.",
        "I de første to år har puljen kunnet søges til disse fire",
        "slags udgifter:",
        "- Leje af lokaler i byens skoler og haller om aftenen og i",
        "ferierne, også om sommeren",
        "- Annoncer i lokalbladet",
    ]
    layout = Layout("\n\n".join(lines) + "\n")
    assert [p.text for p in layout.paragraphs(layout.lines)] == [
        "Ordningen skal gøre det lettere for en forening at begynde i det små. Den kan både søge om penge til et "
        "lokale og få hjælp til regnskabet, så ingen går i stå undervejs med papirerne.",
        "I de første to år har puljen kunnet søges til disse fire slags udgifter:",
        "- Leje af lokaler i byens skoler og haller om aftenen og i ferierne, også om sommeren",
        "- Annoncer i lokalbladet",
    ]


def test_a_heading_over_a_block_is_its_own_paragraph() -> None:
    layout = Layout(
        "Der er meget at sige om det, og det bliver sagt her i en lang linje.\n"
        "\n"
        "Kommunal medfinansiering på området for det hele\n"
        "Der kommer flere regninger end før, og de er større end i fjor, og det\n"
        "er ikke slut.\n"
    )
    assert [p.text for p in layout.paragraphs(layout.lines)][1:] == [
        "Kommunal medfinansiering på området for det hele",
        "Der kommer flere regninger end før, og de er større end i fjor, og det er ikke slut.",
    ]


@pytest.mark.parametrize("width", [40, 55, 72, 100])
def test_the_same_words_at_any_line_width(width: int) -> None:
    import textwrap

    sentences = [
        "Kontoret har regnet på vejene en gang til, nu med alle de nye priser fra leverandørerne i øst, og det "
        "viser, at der er styr på de store linjer. Resten kommer siden.",
        "Bilagene viser detaljerne for hvert enkelt område, og de er lange, men de er til at læse for enhver, der "
        "har tid til det.",
    ]
    text = "\n\n".join("\n".join(textwrap.wrap(s, width)) for s in sentences)
    layout = Layout(text)
    assert [p.text for p in layout.paragraphs(layout.lines)] == sentences


@pytest.mark.parametrize(
    "text",
    [
        "a" * 400_000,
        "1 " * 200_000 + "x",
        "2020 " * 100_000 + "x",
        "A" * 200_000,
        "A B " * 50_000 + "\n",
        ") " * 100_000,
    ],
    ids=["one word", "numbers", "years", "capitals", "words", "brackets"],
)
def test_a_line_of_any_length_is_read_in_its_own_time(text: str) -> None:
    from budgettui.domain.errors import UnreadableFile
    from budgettui.ingest import read_bytes

    start = time.process_time()
    with pytest.raises(UnreadableFile):
        read_bytes("x", text.encode())
    assert time.process_time() - start < 5


def test_lone_numbers_that_count_the_pages_are_no_text() -> None:
    text = "".join(f"Linje {line} af en sag, der fylder en del.\n" for line in range(24))
    pages = [text.removesuffix("del.\n") + f"del, \n{page}\nat resten følger.\n" for page in range(1, 5)]
    layout = Layout("".join(pages))
    assert [line.body for line in layout.lines if line.index in layout.furniture] == ["1", "2", "3", "4"]


def test_lone_numbers_over_titles_count_cases() -> None:
    text = "".join(f"Linje {line} af en sag, der fylder en del.\n" for line in range(24))
    layout = Layout("".join(f"{number}\nSag om noget\n{text}" for number in range(1, 5)))
    assert not layout.furniture
