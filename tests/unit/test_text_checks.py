"""Sums in sentences: which figure they belong to by what they name, and those that belong to none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.checking.text_checks import text_checks
from budgettui.domain.money import find_money
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import AmountNamed, Column, Reading, Row, Table

YEARS = (
    Column("Regnskab 2023", 2023, "executed"), Column("Budget 2024", 2024, "approved"),
    Column("Regnskab 2024", 2024, "executed"), Column("Afvigelse", 2024, "variance"),
)


def row(label: str, *values: str, kind: str = "line") -> Row:
    return Row(label, values, values, kind, 0, True, Source(line=1))


AREAS = Table("Områder", "mio. kr.", YEARS, (
    row("Dagtilbud inkl. Dagplejen", "1724", "1708", "1692", "-16"),
    row("Undervisning (Inkl. specialskoler)", "2460", "2244", "2293", "48"),
    row("Løn og administration", "153", "115", "140", "25"), row("Klimafonden", "60", "50", "45", "-5"),
    row("Skatter og afgifter", "20", "30", "33", "3"), row("Serviceudgifter", "4100", "4200", "4230", "30"),
    row("Decentraliserede driftsområder i alt", "5085", "4808", "4903", "95", kind="subtotal"),
    row("Ikke-decentraliserede driftsområder i alt", "612", "650", "655", "5", kind="subtotal"),
    row("Driftsudgifter i alt", "5697", "5459", "5558", "100", kind="total"),
    row("Anlægsudgifter i alt", "292", "60", "40", "-20", kind="total"),
), department="Børn og Unge")
SAVINGS = Table("Opsparing", "mio. kr.", (Column("Mio. kr.", None, "other"),), (
    row("Opsparing ultimo 2023", "67"), row("Årets resultat 2024", "17"), row("Korrektioner", "-20"),
    row("Opsparing ultimo 2024", "64", kind="total"),
), department="Børn og Unge")
BALANCE = Table(
    "Finansiering", "mio. kr.",
    (Column("2023", 2023, "other"), Column("2024", 2024, "other"), Column("Ændring", None, "other")),
    (row("Likviditet", "174", "917", "743"), row("Langfristet gæld i alt", "6361", "6377", "16")),
)
PRICES = Table(
    "Priser", "kr.", (Column("Pr. km vej, kr.", None, "other"),), (row("Vejbelysning", "8741"), row("Skilte", "1629"))
)


def told(sentence: str, department: str = "Børn og Unge") -> list[Check]:
    amounts = tuple(
        AmountNamed(money.printed, None if money.ore is None else str(Decimal(money.ore) / 100), sentence,
                    Source(line=9), department)
        for money in find_money(sentence)
    )
    tables = (AREAS, SAVINGS, BALANCE, PRICES)
    return list(text_checks(Reading("papir.txt", "0" * 64, "text", "annual_report", tables=tables, amounts=amounts,
                                    municipality="Aarhus Kommune")))


#: All sums of these agree with the figures that they name.
NAMED = """
Undervisning har et merforbrug på 48 mio. kr., mens Klimafonden bruger 5 mio. kr. mindre end budgetteret.
Klimafonden har brugt 45 mio. kr. i 2024.
I 2023 brugte Klimafonden 60 mio. kr.
Regnskabet for Klimafonden blev 45 mio. kr. mod et budget på 50 mio. kr.
Udgifterne til undervisning var 2,3 mia. kr. i 2024 mod 2,5 mia. kr. i 2023.
Serviceudgifterne udgjorde 4.230 mio. kr. i regnskab 2024.
Serviceudgifterne blev 30 mio. kr. højere end budgettet.
Der var i 2024 driftsudgifter for 5.558 mio. kr. og anlægsudgifter for 40 mio. kr.
De samlede driftsudgifter i Børn og Unge var 5,6 mia. kr.
Anlægsudgifterne blev 40 mio. kr. mod budgetteret 60 mio. kr.
Afvigelsen på løn og administration er 25 mio. kr.
Børn og Unge har et merforbrug på driften på 100 mio. kr. og et mindreforbrug på anlæg på 20 mio. kr.
Budgettet til løn og administration var 115 mio. kr. i 2024.
Likviditeten er forbedret med 743 mio. kr.
Likviditeten udgjorde 917 mio. kr. ved udgangen af 2024.
Den langfristede gæld er steget til 6.377 mio. kr. i 2024.
Dagtilbud viser et mindreforbrug på godt 16 mio. kr.
Årets resultat er et overskud på 17 mio. kr.
Opsparingen er dermed 64 mio. kr. ultimo 2024.
Merforbruget på de decentraliserede områder udgør 95 mio. kr.
Mindreforbrug på anlæg: 20 mio. kr.
Skatter og afgifter gav en merudgift på 3 mio. kr.
Opsparingen er nedbragt til 64 mio. kr. ultimo 2024, og der var en opsparing i 2023 på 67 mio. kr.
Den mindste del (40 mio. kr.) går til bygninger (anlægsudgifter).
Børn og Unge har brugt i alt 5.598 mio. kr. på drift og anlæg i 2024.
Løn og administration og Klimafonden havde tilsammen et merforbrug på 20 mio. kr.
Klimafonden har et forbrug på ca. 44 mio. kr. i 2024.
"""
#: These are of a part, of a change, of another year, of something else.
OF_NONE = """
Undervisning har fået tilført 57 mio. kr. i årets løb.
Merforbruget på undervisning skyldes et fald i tilskud på 6 mio. kr.
Af merforbruget på undervisning på 48 mio. kr. er 20 mio. kr. engangsudgifter.
På undervisning er der i forhold til sidste år et merforbrug på 12 mio. kr.
Undervisning har i 1. halvår et merforbrug på 20 mio. kr.
Undervisning ventes i 2025 at få et merforbrug på 30 mio. kr.
Budgettet til undervisning er øget med 30 mio. kr.
I budgettet er der afsat 20 mio. kr. til løn og administration.
På løn og administration er der ansat tre medarbejdere for 2 mio. kr.
Anlægsudgifterne til den nye skole var 30 mio. kr.
I 2023 var merforbruget på undervisning 60 mio. kr.
Merforbruget på undervisning er reduceret til 41 mio. kr.
Resultatet for de selvejende institutioner er et overskud på 3 mio. kr.
Kollektiv Trafik, som har et overskud på 5 mio. kr., er ikke med.
Musikhuset er presset, og det har et underskud på 5 mio. kr.
Mindreforbruget på det decentraliserede område er 3 mio. kr. større end ventet.
Den samlede opsparing i Børn og Unge er faldet med 37 mio. kr.
Opsparingen i 2024 er brugt med 20 mio. kr.
Opsparingen forventes anvendt med 22 mio. kr. i 2024.
Der er givet en tillægsbevilling til Klimafonden på 9 mio. kr.
Klimafonden har en ramme på 9 mio. kr.
Klimafonden har et budget på 52 mio. kr. i 2025.
Klimafonden har i budgettet 12 mio. kr. til solceller.
Løn og administration udgør 140 mio. kr., hvoraf løn udgør 120 mio. kr.
Løn og administration har et merforbrug på 25 mio. kr., hvoraf regnskabet for løn udgør 120 mio. kr.
Ud over Klimafonden er der et merforbrug på 9 mio. kr.
Bortset fra Klimafonden er der et mindreforbrug på 9 mio. kr.
Klimafonden har et mindreforbrug på under 10 mio. kr.
Klimafonden har et mindreforbrug på op mod 8 mio. kr.
Cirka halvdelen af Klimafonden på 20 mio. kr. er brugt.
I Odense Kommune var driftsudgifterne 12 mia. kr.
Skatter og afgifter udgjorde 22 mia. kr. på landsplan.
Der er anvendt 77 mio. kr. til klimafonden, undervisning og andet.
Klimafonden har brugt 3 mio. kr. på solceller.
Kongelunden har haft et mindreforbrug på 1,4 mio. kr. på løn og administration.
Udgifterne til anlæg var 90 mio. kr. og indtægterne 50 mio. kr.
Kommunens udgifter er 7.632 kr. pr. borger.
Hvis Klimafonden fik et merforbrug på 8 mio. kr., ville det kræve en sag.
Klimafonden og Kulturfonden har tilsammen et mindreforbrug på 9 mio. kr.
Fra Klimafonden overføres 9 mio. kr. til Børn og Unge.
Klimafonden har et mindreforbrug på 9 mio. kr. i forhold til rammen.
Klimafonden afsluttede i marts et projekt med et mindreforbrug på 2 mio. kr.
Klimafonden har et projekt, der har et mindreforbrug på 2 mio. kr.
Et projekt under Klimafonden har et mindreforbrug på 2 mio. kr.
Klimafondens bestyrelse har brugt 2 mio. kr.
Klimafondens største projekt viser et mindreforbrug på 2 mio. kr.
Der mangler 4 mio. kr. på Klimafonden.
Klimafonden får 4 mio. kr. i 2024.
Klimafonden får i 2024 4 mio. kr. mere.
Udgiften til dagtilbud pr. barn er 120.000 kr.
Likviditeten steg med 743 mio. kr. i 2024, og heraf kom 300 mio. kr. fra lån.
Likviditeten var i gennemsnit 2 mia. kr. i 2024.
Den langfristede gæld er afdraget med 300 mio. kr. i 2024.
Der er optaget langfristet gæld for 400 mio. kr. i 2024.
Serviceudgifter til flygtninge udgør 102 mio. kr. i 2024.
Heraf er 12 mio. kr. driftsudgifter.
Af driftsudgifterne er 12 mio. kr. engangsudgifter.
Driftsudgifterne til busser var 30 mio. kr.
De øvrige driftsudgifter var 30 mio. kr.
Ejendommenes driftsudgifter udgør 30 mio. kr.
Der er anlægsudgifter på 30 mio. kr. til skoler.
Der er afholdt anlægsudgifter for 13 mio. kr. i perioden.
På anlæg er der i 2024 givet bevillinger på 80 mio. kr.
Forslaget giver et mindreforbrug på Klimafonden på 2 mio. kr.
Forslaget medfører et mindreforbrug på Klimafonden på 2 mio. kr.
Regeringen forventer et mindreforbrug på 2 mio. kr. på Klimafonden.
Overskuddet på 2 mio. kr. overføres.
Et overskud på 9 mio. kr. i regnskabet for den selvejende institution tilbagebetales.
Regnskabet for Børnehuset viser et overskud på 9 mio. kr.
Budgettet for anlæg i 2025 er 70 mio. kr.
Der er budgetteret med 10 mio. kr. i indtægter på Klimafonden.
Månedens forbrug på Klimafonden var 4 mio. kr.
Klimafonden har i april brugt 4 mio. kr.
Forbruget på Klimafonden er 4 mio. kr. pr. måned.
Klimafonden har årligt et forbrug på 4 mio. kr. til drift.
Klimafonden har et merforbrug på 4 mio. kr. på driften og et mindreforbrug på 9 mio. kr. på anlæg.
Vejbelysning er opgjort til 6.058 t.kr.
Klimafonden forventer et mindreforbrug på 8 mio. kr. efter 1. kvartal.
Der forventes et merforbrug på undervisning på 20 mio. kr., som finansieres af Klimafonden.
Undervisning har et merforbrug på 48 mio. kr. Heraf skyldes 30 mio. kr. specialskoler.
Merforbruget på undervisning var i budgetopfølgningen 30 mio. kr.
Undervisning havde ved halvårsregnskabet et merforbrug på 30 mio. kr.
I forhold til regnskab 2023 er udgifterne til undervisning faldet med 167 mio. kr.
Udgifterne til undervisning er steget med 20 mio. kr. siden 2023.
Regnskabet for Klimafonden er 15 mio. kr. lavere end regnskabet for 2023.
Budgettet for 2025 til Klimafonden er 52 mio. kr.
Klimafonden har i perioden 2024-2027 et budget på 200 mio. kr.
Klimafonden udgør 5 mio. kr. af afvigelsen.
Klimafonden bidrager med 3 mio. kr. til resultatet.
Klimafonden fik i alt tilført 9 mio. kr. i 2024.
Af budgettet på Klimafonden er 12 mio. kr. ikke brugt.
Klimafonden har restmidler på 12 mio. kr.
Klimafonden har fortsat et mindreforbrug på projekterne på 12 mio. kr.
Klimafonden har overført 12 mio. kr. fra 2023.
Underskuddet på driften af svømmehallen er 3 mio. kr.
Driften gav et overskud på 3 mio. kr. i december.
De decentraliserede institutioner har et samlet merforbrug på 12 mio. kr.
På de decentraliserede områder er der overført 30 mio. kr.
På det decentraliserede område er budgettet reduceret med 30 mio. kr.
Der er budgetteret med anlægsudgifter for 200 mio. kr. i 2025-2028.
Kommunens samlede anlægsudgifter var 900 mio. kr.
Aarhus Kommune havde driftsudgifter på 24 mia. kr.
Årets overskud skyldes en indtægt på 12 mio. kr.
Opsparingen ved udgangen af 2022 var 99 mio. kr.
Opsparingen på skolerne er 12 mio. kr. ultimo 2024.
Opsparing på 12 mio. kr. er bundet i projekter.
Gælden til staten er 12 mio. kr.
Langfristet gæld pr. indbygger er 17.000 kr.
Likviditeten er efter kassekreditreglen 2.100 mio. kr.
Dagtilbud har 120 mio. kr. i forældrebetaling.
Dagtilbud modtog 20 mio. kr. i 2024 fra staten.
Budgettet til dagtilbud er i 2024 tilført 20 mio. kr.
Skatter og afgifter gav 40 mio. kr. mere end i 2023.
Løn og administration steg fra 153 mio. kr. i 2023 til 140 mio. kr. i 2024.
Serviceudgifterne ligger 12 mio. kr. under servicerammen.
Merforbruget på 95 mio. kr. på de decentraliserede områder er 48 mio. kr. på undervisning og 47 mio. kr. på andet.
Undervisning, dagtilbud og Klimafonden har et merforbrug på 27 mio. kr.
Samlet har Børn og Unge et merforbrug på 12 mio. kr. på institutionsniveau.
Der er et merforbrug i Børn og Unge på 12 mio. kr. inklusive overførsler.
Årets resultat for skolerne er et overskud på 2 mio. kr.
Årets resultat før overførsler er et underskud på 2 mio. kr.
"""


@pytest.mark.parametrize("sentence", NAMED.strip().splitlines())
def test_a_sum_belongs_to_the_figure_that_its_words_name(sentence: str) -> None:
    assert [check.state in (Agreement.AGREES, Agreement.ROUNDING) for check in told(sentence)] == [
        True for _money in find_money(sentence)
    ]


@pytest.mark.parametrize("sentence", OF_NONE.strip().splitlines())
def test_a_sum_whose_words_name_something_else_raises_no_alarm(sentence: str) -> None:
    assert not [check for check in told(sentence) if check.state not in (Agreement.AGREES, Agreement.ROUNDING)]


@pytest.mark.parametrize(
    ("sentence", "row_and_column"),
    [
        ("Undervisning har et merforbrug på 84 mio. kr.", ("Undervisning (Inkl. specialskoler)", "Afvigelse")),
        ("Klimafonden bruger 8 mio. kr. mere end budgetteret.", ("Klimafonden", "Afvigelse")),
        ("Regnskabet for Klimafonden blev 45 mio. kr. mod et budget på 80 mio. kr.", ("Klimafonden", "Budget 2024")),
        ("Udgifterne til undervisning var 2,4 mia. kr. i 2023.",
         ("Undervisning (Inkl. specialskoler)", "Regnskab 2023")),
        ("Likviditeten er forbedret med 843 mio. kr.", ("Likviditet", "Ændring")),
        ("Årets resultat er et overskud på 71 mio. kr.", ("Årets resultat 2024", "Mio. kr.")),
        ("De samlede driftsudgifter på de decentraliserede områder var 5,1 mia. kr.",
         ("Decentraliserede driftsområder i alt", "Regnskab 2024")),
        ("Klimafonden har brugt ca. 49 mio. kr. i 2024.", ("Klimafonden", "Regnskab 2024")),
        ("En del (90 mio. kr.) går til bygninger (anlægsudgifter).", ("Anlægsudgifter i alt", "Regnskab 2024")),
    ],
)
def test_a_sum_that_is_not_the_figure_that_it_names_differs(sentence: str, row_and_column: tuple[str, str]) -> None:
    (check,) = [check for check in told(sentence) if check.state is Agreement.DIFFERS]
    assert (check.parts[0].label, check.parts[0].column_label) == row_and_column


def test_a_sum_of_another_chapter_is_not_held_against_these_tables() -> None:
    assert told("Undervisning har et merforbrug på 84 mio. kr.", "Teknik og Miljø") == []
    assert told("Likviditeten er forbedret med 843 mio. kr.", "")[0].state is Agreement.DIFFERS
