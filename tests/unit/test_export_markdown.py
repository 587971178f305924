"""The minutes as Markdown: word for word, and what they must never say."""

from __future__ import annotations

import gettext
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from budgettui import i18n
from budgettui.domain.meeting.meeting import Change, DecisionPoint, Item, LineLink, Meeting, Target, Votes
from budgettui.domain.paper.reading import Paper
from budgettui.export.markdown import minutes_markdown
from budgettui.export.wording import outcome_text, votes_text
from export_meeting import PAPERS, SECRET, meeting

EXPECTED = """\
# Rådmandsmøde

- **Mødeorgan:** Rådmandsmøde
- **Afdeling:** Sociale Forhold og Beskæftigelse
- **Kommune:** Aarhus Kommune
- **Dato:** 30. maj 2018
- **Sted:** Rådmandens kontor
- **Version:** udkast til version 1

## Deltagere

- **Til stede:** Rådmand (RM); Socialchef (SC), chef
- **Afbud:** Økonomichef (ØC)
- **Fraværende:** ingen
- **Fra punkt 1.3:** SC fraværende
- **Fra punkt 1.5:** SC til stede

## 1 Til godkendelse

### 1.1 Dagsorden

Dagsordenen blev godkendt.

- uden *ændringer*

### 1.3 Deltagerbudgetter i &lt;MSB>

- **Indstilling:** Deltagerbudgetter, fra MSB, til Rådmanden, 30. maj 2018, sagsnummer 18/001234
- **Bilag:** Indstilling; Oversigt \\| tal
- **Fremmøde fra dette punkt:** SC fraværende

**At 1)** der fortsat arbejdes med deltagerbudgetter.

- **Besluttet:** godkendt
- **Afstemning:** For stemte: A, B og F. Imod stemte: C og O.

**At 2)** der kan uddeles 200.000 kr. pr. gang.

- **Besluttet:** udsat til næste møde
- **Afstemning:** 7 stemte for. 1 undlod at stemme.
- **Ansvarlig:** VJ, EKH
- **Frist:** 30. juni 2018
- **Budget, mio. kr.:** Deltagerbudgetter: 2018 0,20

**At 3)** der udarbejdes en beskrivelse.

- **Besluttet:** ikke besluttet

### 1.5 Udviklingsplanen

- **Indstilling:** Plan \\*2023-2025\\*, fra Økonomi
- **Sagsnummer:** 22/99
- **Fremmøde fra dette punkt:** SC til stede

**At** Arne-pension gennemføres.

- **Besluttet:** godkendt med ændring – Beløbet deles over to år
- **Budget, mio. kr.:** Arne-pension: 2023 −8,05; 2024 −16,10
- **Budget, mio. kr.:** Digitale samtaler: 2023 −0,05

Vi \\*\\*fulgte\\*\\* planen &lt;b>nøje&lt;/b>.

### 2.1 Lukket punkt

Punktet er behandlet for lukkede døre: personforhold, § 10 stk. 1

### 3.1 Bordrunde

Der er ikke noteret nogen beslutning.

## Opfølgning

- **VJ / EKH:** Notat om FGU (punkt 1.3, frist 30. juni 2018)
- 1\\. udkast (udført)

## Virkning på budgettet

Mål: Planens mål.

| mio. kr.       | 2018 |    2023 |    2024 |
| -------------- | ---: | ------: | ------: |
| Besluttet      | 0,00 |   −8,05 |  −16,10 |
| Udsat          | 0,20 |    0,00 |    0,00 |
| Forkastet      | 0,00 |    0,00 |    0,00 |
| Ikke besluttet | 0,00 |    0,00 |    0,00 |
| Mål            |      | −128,00 | −189,00 |
| Mangler        |      | −119,95 | −172,90 |

Ikke talt med to gange, fordi linjen over også er knyttet til et punkt: Digitale samtaler.

Lukkede punkter er ikke medregnet.

## Ikke besluttet

2 beslutningspunkter:

- 1.3 At 3) der udarbejdes en beskrivelse.
- 2.1 Lukket punkt
"""


def prepared() -> Meeting:
    """The same meeting before the secretary wrote the minutes of 1.1; the text of 1.5 was printed."""
    now = meeting()
    return replace(
        now, items=tuple(replace(one, minutes="") if one.id == "i11" else one for one in now.items)
    )


def test_the_minutes_word_for_word() -> None:
    assert minutes_markdown(meeting(), PAPERS, prepared=prepared()) == EXPECTED


def test_the_same_bytes_each_time_whatever_the_order_of_the_years() -> None:
    first = minutes_markdown(meeting(), PAPERS, prepared=prepared())
    turned = meeting()
    target = turned.target._replace(amounts=dict(reversed(turned.target.amounts.items())))
    assert minutes_markdown(replace(turned, target=target), PAPERS, prepared=prepared()) == first


def test_without_the_meeting_as_it_was_read_every_text_is_a_documents() -> None:
    text = minutes_markdown(meeting(), PAPERS)
    assert "\\- uden \\*ændringer\\*" in text


def test_it_is_commonmark_whose_outline_and_tables_a_site_can_read() -> None:
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(minutes_markdown(meeting(), PAPERS, prepared=prepared()))
    kinds = {child.type for token in tokens for child in token.children or ()} | {
        token.type for token in tokens
    }
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block"}
    headings = [
        (tokens[place].tag, tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    assert headings[0] == ("h1", "Rådmandsmøde")
    assert [tag for tag, _ in headings].count("h1") == 1
    styles = [token.attrs.get("style") for token in tokens if token.type == "th_open"]
    assert styles == [None, "text-align:right", "text-align:right", "text-align:right"]


def test_a_closed_item_says_nothing_of_its_own() -> None:
    text = minutes_markdown(meeting(), PAPERS, prepared=prepared())
    assert SECRET not in text
    assert "777" not in text
    assert "2031" not in text


def test_a_closed_items_public_wording_goes_before_its_reason() -> None:
    closed = meeting()
    items = tuple(
        replace(one, public_text="Byrådet godkendte *aftalen*.") if one.id == "i21" else one
        for one in closed.items
    )
    text = minutes_markdown(replace(closed, items=items), PAPERS, prepared=prepared())
    assert "### 2.1 Lukket punkt\n\nByrådet godkendte *aftalen*.\n\n### 3.1" in text
    assert "personforhold" not in text
    assert SECRET not in text


def test_a_closed_item_without_wording_or_reason_only_says_that_it_was_closed() -> None:
    items = (Item("x", "1", f"{SECRET}", open=False, minutes=SECRET),)
    text = minutes_markdown(Meeting("m", "Møde", items=items), {})
    assert "### 1 Lukket punkt\n\nPunktet er behandlet for lukkede døre.\n" in text
    assert SECRET not in text


def test_a_closed_section_heading_is_closed_too() -> None:
    items = (Item("x", "2", SECRET, type="section", open=False),)
    assert SECRET not in minutes_markdown(Meeting("m", "Møde", items=items), {})


def test_a_bare_meeting() -> None:
    assert minutes_markdown(Meeting("m", ""), {}) == (
        "# Møde\n\n- **Dato:** ikke angivet\n- **Version:** udkast til version 1\n\n## Virkning på budgettet\n\n"
        "Ingen beslutningspunkter er knyttet til budgetlinjer.\n\n## Ikke besluttet\n\n"
        "Mødet har ingen beslutningspunkter.\n"
    )


def test_everything_decided_is_said() -> None:
    items = (Item("i", None, "Sag", points=(DecisionPoint("d", 1, "x", outcome="noted"),)),)
    text = minutes_markdown(Meeting("m", "Møde", items=items), {})
    assert "## Dagsorden\n\n### Sag" in text
    assert text.endswith("Alle beslutningspunkter er behandlet.\n")


def test_lists_in_the_place_of_tables() -> None:
    text = minutes_markdown(meeting(), PAPERS, pipe_tables=False)
    assert "|" not in text.replace("\\|", "")
    assert (
        "- **2023** (mio. kr.): Besluttet −8,05; Udsat 0,00; Forkastet 0,00; Ikke besluttet 0,00; "
        "Mål −128,00; Mangler −119,95\n"
    ) in text
    assert "- **2018** (mio. kr.): Besluttet 0,00; Udsat 0,20; Forkastet 0,00; Ikke besluttet 0,00\n" in text


@pytest.mark.parametrize(
    ("unit", "ore", "shown"),
    [
        ("mio. kr.", -12_800_000_000, "−128,0"),
        ("mio. kr.", 123_456_789, "1,23456789"),
        ("1.000 kr.", -152_200_000, "−1.522"),
        ("kr.", 20_000_050, "200.000,50"),
    ],
)
def test_amounts_are_exact_in_the_unit_of_the_target(unit: str, ore: int, shown: str) -> None:
    point = DecisionPoint("d", 1, "x", outcome="approved", links=(LineLink("k", "Linje", {2023: ore}),))
    one = Meeting("m", "Møde", items=(Item("i", "1", "Sag", points=(point,)),), target=Target(unit=unit))
    text = minutes_markdown(one, {})
    assert f"- **Budget, {unit}:** Linje: 2023 {shown}\n" in text
    assert re.search(rf"\| Besluttet +\| +{re.escape(shown)} \|", text)


@pytest.mark.parametrize(
    ("outcome", "said", "words"),
    [
        ("approved", "", "godkendt"),
        ("noted", "taget til efterretning", "taget til efterretning"),
        ("postponed", "til 13. juni", "udsat til 13. juni"),
        ("postponed", "Udsat til 13. juni", "Udsat til 13. juni"),
        ("postponed", "næste møde", "udsat – næste møde"),
        ("referred", "til Magistraten", "henvist til Magistraten"),
        ("referred", "fremsendes til byrådet", "fremsendes til byrådet"),
        ("rejected", "fordi beløbet mangler", "forkastet, fordi beløbet mangler"),
        ("noted", "idet tallene følges", "taget til efterretning, idet tallene følges"),
        ("sent_for_hearing", "hos Ældrerådet", "sendt i høring hos Ældrerådet"),
        ("approved_as_amended", "med den ændring, at loftet sænkes", "godkendt med den ændring, at loftet sænkes"),
        ("approved_as_amended", "med note, at ændringen er ny", "godkendt med ændring med note, at ændringen er ny"),
        ("approved_as_amended", "loftet sænkes", "godkendt med ændring – loftet sænkes"),
        (None, "", ""),
    ],
)
def test_the_words_of_a_decision(outcome: str | None, said: str, words: str) -> None:
    assert outcome_text(DecisionPoint("d", 1, "x", outcome=outcome, decision_text=said)) == words


def test_the_words_of_a_vote() -> None:
    assert votes_text(Votes()) == ""
    assert votes_text(Votes("31", "14", "6")) == "31 stemte for. 14 stemte imod. 6 undlod at stemme."
    assert votes_text(Votes("", "C og O.", "Ø")) == "Imod stemte: C og O. Undlod at stemme: Ø."


def test_a_paper_that_is_missing_is_an_error_and_not_left_out() -> None:
    with pytest.raises(KeyError):
        minutes_markdown(meeting(), {})


def test_text_of_documents_is_escaped_wherever_it_stands() -> None:
    evil = "<img src=x onerror=1>[k](javascript:x)`*_\x1b[2J\u202e"
    point = DecisionPoint(
        "d", 1, evil, outcome="approved", decision_text=evil, responsible=evil, votes=Votes(evil, evil, evil),
        links=(LineLink("n", evil, {2023: 1}), LineLink("n/x", evil, {2023: 1})),
    )
    item = Item(
        "i", evil, evil, papers=("p",), attachments=(evil,), case_number=evil, points=(point,), minutes=evil
    )
    base = meeting()
    one = replace(
        base, title=evil, body=evil, department=evil, municipality=evil, place=evil, items=(item,),
        attendees=(
            base.attendees[0]._replace(
                name=evil, initials=evil, role=evil, changes=(Change("i", "disqualified", evil),)
            ),
        ),
        actions=(base.actions[0]._replace(text=evil, responsible=evil, item="i"),),
        target=Target(evil, "m", evil, {2023: 1}),
    )
    papers = {"p": Paper("memo", evil, to=evil, from_=evil, case_number=evil, date=evil)}
    text = minutes_markdown(one, papers)
    assert "<" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    tokens = MarkdownIt("gfm-like").parse(text)
    kinds = {child.type for token in tokens for child in token.children or ()} | {
        token.type for token in tokens
    }
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "em_open"}


def test_every_word_of_the_minutes_goes_through_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bracketed(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"«{message}»"

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return f"«{msgid1 if n == 1 else msgid2}»"

    monkeypatch.setattr(i18n, "_catalogue", Bracketed())
    text = minutes_markdown(meeting(), PAPERS, prepared=prepared())
    outside = text
    while "«" in outside:
        outside = re.sub(r"«[^«»]*»", "", outside)
    for word in (
        "Besluttet",
        "udsat",
        "Udsat",
        "Frist",
        "Ansvarlig",
        "Mål:",
        "Lukket",
        "lukkede",
        "Bilag",
        "maj",
    ):
        assert word not in outside


@pytest.mark.parametrize(
    ("number", "text", "printed"),
    [(None, "at lyset tændes.", "**At** lyset tændes."), (1, "at lyset tændes.", "**At 1)** at lyset tændes."),
     (None, "Atter et punkt.", "**At** Atter et punkt.")],
)
def test_the_mark_of_a_point_is_said_once(number: int | None, text: str, printed: str) -> None:
    item = Item("i", "1", "Lys", points=(DecisionPoint("p", number, text),))
    assert printed in minutes_markdown(Meeting("m", "Møde", items=(item,)), {})
