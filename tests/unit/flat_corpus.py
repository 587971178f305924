"""Tables as Danish municipalities print them, flattened by hand as text extraction flattens them.

Words and figures are the tests' own. ``columns`` says phase and year of each column ("R2023": R accounts, B budget,
K adjusted, F forecast, V variance, E effect, O other); ``rows`` holds label and values as they must be read, an empty
value as "·". They were written from the layout and not from what the program said.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flat:
    """One flattened table and what it says."""

    name: str
    unit: str | None
    columns: str
    text: str
    rows: str


CORPUS = (
    Flat(
        "hovedoversigt", "1.000 kr.", "B2025 B2026 B2027 B2028",
        """Hovedoversigt til budget 2025-2028
I 1.000 kr. (netto)
Budget
2025
Budgetoverslag
2026
Budgetoverslag
2027
Budgetoverslag
2028
A. Driftsvirksomhed
Byudvikling, bolig- og miljøforanstaltninger 41.210 40.880 40.115 40.115
Transport og infrastruktur 88.450 87.900 87.650 87.650
Undervisning og kultur 702.315 698.400 695.120 693.000
Sundhedsområdet 301.870 304.150 306.480 308.000
Driftsvirksomhed i alt 1.133.845 1.131.330 1.129.365 1.128.765
B. Anlægsvirksomhed
Transport og infrastruktur 22.500 18.000 12.000 12.000
Undervisning og kultur 35.000 41.500 10.000 0
Anlægsvirksomhed i alt 57.500 59.500 22.000 12.000
""",
        """Byudvikling, bolig- og miljøforanstaltninger | 41210 | 40880 | 40115 | 40115
Transport og infrastruktur | 88450 | 87900 | 87650 | 87650
Undervisning og kultur | 702315 | 698400 | 695120 | 693000
Sundhedsområdet | 301870 | 304150 | 306480 | 308000
Driftsvirksomhed i alt | 1133845 | 1131330 | 1129365 | 1128765
Transport og infrastruktur | 22500 | 18000 | 12000 | 12000
Undervisning og kultur | 35000 | 41500 | 10000 | 0
Anlægsvirksomhed i alt | 57500 | 59500 | 22000 | 12000""",
    ),
    Flat(
        "budgetopfølgning pr. udvalg", "mio. kr.", "B2024 K2024 F2024 V",
        """Tabel 2. Drift fordelt på udvalg
Mio. kr. Opr. budget
2024
Korr. budget
2024
Forv. regnskab
2024
Afvigelse
Børne- og Skoleudvalget 812,4 818,9 824,1 5,2
Social- og Sundhedsudvalget 1.104,7 1.110,2 1.131,6 21,4
Teknik- og Miljøudvalget 143,1 150,6 147,3 -3,3
Økonomiudvalget 398,0 401,5 396,9 -4,6
I alt 2.458,2 2.481,2 2.499,9 18,7
""",
        """Børne- og Skoleudvalget | 812.4 | 818.9 | 824.1 | 5.2
Social- og Sundhedsudvalget | 1104.7 | 1110.2 | 1131.6 | 21.4
Teknik- og Miljøudvalget | 143.1 | 150.6 | 147.3 | -3.3
Økonomiudvalget | 398.0 | 401.5 | 396.9 | -4.6
I alt | 2458.2 | 2481.2 | 2499.9 | 18.7""",
    ),
    Flat(
        "bevillingsoversigt U/I", "1.000 kr.", "O O O",
        """Bevillingsoversigt 2025
Udvalg/bevilling (1.000 kr.) Udgifter Indtægter Netto
Udvalget for Børn og Unge
Folkeskoler 512.300 -24.100 488.200
Dagtilbud 301.750 -71.250 230.500
Tandpleje 21.480 0 21.480
Udvalget for Børn og Unge i alt 835.530 -95.350 740.180
Kulturudvalget
Biblioteker 31.900 -1.240 30.660
Museer 8.150 - 8.150
Kulturudvalget i alt 40.050 -1.240 38.810
""",
        """Folkeskoler | 512300 | -24100 | 488200
Dagtilbud | 301750 | -71250 | 230500
Tandpleje | 21480 | 0 | 21480
Udvalget for Børn og Unge i alt | 835530 | -95350 | 740180
Biblioteker | 31900 | -1240 | 30660
Museer | 8150 | · | 8150
Kulturudvalget i alt | 40050 | -1240 | 38810""",
    ),
    Flat(
        "takstoversigt", "kr.", "O2024 O2025",
        """Takster for dagtilbud
Forældrebetaling, kr. pr. måned Takst 2024 Takst 2025
Vuggestue, fuld tid 3.912 4.045
Vuggestue, 30 timer 2.890 2.988
Børnehave, fuld tid 2.105 2.177
Frokostordning 612 634
SFO, 1. halvår 1.790 1.850
Klub (10-14-årige) 498 515
""",
        """Vuggestue, fuld tid | 3912 | 4045
Vuggestue, 30 timer | 2890 | 2988
Børnehave, fuld tid | 2105 | 2177
Frokostordning | 612 | 634
SFO, 1. halvår | 1790 | 1850
Klub (10-14-årige) | 498 | 515""",
    ),
    Flat(
        "personaleforbrug", "antal", "R2022 R2023 B2024",
        """Personaleforbrug
Antal årsværk Regnskab 2022 Regnskab 2023 Budget 2024
Skoler 1.204,5 1.198,2 1.190,0
Dagtilbud 866,3 871,9 880,0
Ældrepleje 1.452,8 1.467,1 1.471,5
Administration 402,0 398,6 395,0
I alt 3.925,6 3.935,8 3.936,5
""",
        """Skoler | 1204.5 | 1198.2 | 1190.0
Dagtilbud | 866.3 | 871.9 | 880.0
Ældrepleje | 1452.8 | 1467.1 | 1471.5
Administration | 402.0 | 398.6 | 395.0
I alt | 3925.6 | 3935.8 | 3936.5""",
    ),
    Flat(
        "overførsler", "1.000 kr.", "O O O",
        """Overførsler fra 2023 til 2024
Beløb i 1.000 kr.
Område Overførsel
fra 2022
Årets
resultat
Overføres
til 2024
Skoler 4.120 -1.310 2.810
Dagtilbud 2.250 640 2.890
Plejecentre -1.875 -420 -2.295
Kultur 905 55 960
Total 5.400 -1.035 4.365
""",
        """Skoler | 4120 | -1310 | 2810
Dagtilbud | 2250 | 640 | 2890
Plejecentre | -1875 | -420 | -2295
Kultur | 905 | 55 | 960
Total | 5400 | -1035 | 4365""",
    ),
    Flat(
        "anlægsoversigt med år", "1.000 kr.", "O2024 O2025 O2026 O2027 O",
        """Anlægsoversigt 2024-2027
1.000 kr. 2024 2025 2026 2027 I alt
Ny daginstitution, Vestbyen 12.000 28.500 4.000 0 44.500
Renovering af Søndre Skole, etape 2 6.500 6.500 0 0 13.000
Cykelsti langs Møllevej 1.200 3.800 2.000 0 7.000
Pulje til bygningsvedligehold 15.000 15.000 15.000 15.000 60.000
Salg af grunde -8.000 -8.000 -5.000 -5.000 -26.000
Anlæg i alt 26.700 45.800 16.000 10.000 98.500
""",
        """Ny daginstitution, Vestbyen | 12000 | 28500 | 4000 | 0 | 44500
Renovering af Søndre Skole, etape 2 | 6500 | 6500 | 0 | 0 | 13000
Cykelsti langs Møllevej | 1200 | 3800 | 2000 | 0 | 7000
Pulje til bygningsvedligehold | 15000 | 15000 | 15000 | 15000 | 60000
Salg af grunde | -8000 | -8000 | -5000 | -5000 | -26000
Anlæg i alt | 26700 | 45800 | 16000 | 10000 | 98500""",
    ),
    Flat(
        "demografi", "antal", "O2023 O2024 O2025 O2026",
        """Befolkningsprognose, antal borgere
Alder 2023 2024 2025 2026
0-2-årige 1.812 1.790 1.775 1.801
3-5-årige 1.944 1.921 1.899 1.880
6-16-årige 8.215 8.140 8.066 7.990
17-64-årige 36.420 36.512 36.580 36.633
65+ 13.209 13.512 13.840 14.155
I alt 61.600 61.875 62.160 62.459
""",
        """0-2-årige | 1812 | 1790 | 1775 | 1801
3-5-årige | 1944 | 1921 | 1899 | 1880
6-16-årige | 8215 | 8140 | 8066 | 7990
17-64-årige | 36420 | 36512 | 36580 | 36633
65+ | 13209 | 13512 | 13840 | 14155
I alt | 61600 | 61875 | 62160 | 62459""",
    ),
    Flat(
        "låneoversigt", "mio. kr.", "R2023 B2024 B2025",
        """Låneoptagelse og gæld
Mio. kr. R 2023 B 2024 BO 2025
Gæld primo 812,5 798,1 781,0
Afdrag -38,4 -39,1 -39,9
Nye lån 24,0 22,0 15,0
Gæld ultimo 798,1 781,0 756,1
""",
        """Gæld primo | 812.5 | 798.1 | 781.0
Afdrag | -38.4 | -39.1 | -39.9
Nye lån | 24.0 | 22.0 | 15.0
Gæld ultimo | 798.1 | 781.0 | 756.1""",
    ),
    Flat(
        "likviditet med mellemrum i tusinder", "1.000 kr.", "O2023 O2024 O2025",
        """Likviditetsoversigt
(1.000 kr.) 2023 2024 2025
Likvid beholdning primo 145 220 131 905 128 400
Årets kasseforskydning -13 315 -3 505 2 150
Likvid beholdning ultimo 131 905 128 400 130 550
""",
        """Likvid beholdning primo | 145220 | 131905 | 128400
Årets kasseforskydning | -13315 | -3505 | 2150
Likvid beholdning ultimo | 131905 | 128400 | 130550""",
    ),
    Flat(
        "§-tabel", "1.000 kr.", "B2024 F2024 V",
        """Specialiserede socialområde, voksne
1.000 kr.

Budget 2024

Forventet regnskab 2024

Afvigelse

§ 85 Socialpædagogisk støtte

42.300

45.100

2.800

§ 103 Beskyttet beskæftigelse

11.250

10.900

-350

§ 104 Aktivitetstilbud

28.400

29.050

650

§ 107 Midlertidigt botilbud

63.000

66.480

3.480

I alt

144.950

151.530

6.580
""",
        """§ 85 Socialpædagogisk støtte | 42300 | 45100 | 2800
§ 103 Beskyttet beskæftigelse | 11250 | 10900 | -350
§ 104 Aktivitetstilbud | 28400 | 29050 | 650
§ 107 Midlertidigt botilbud | 63000 | 66480 | 3480
I alt | 144950 | 151530 | 6580""",
    ),
    Flat(
        "afvigelsesforklaring", "mio. kr.", "K2024 F2024 V",
        """Forventede afvigelser på Beskæftigelsesudvalgets område (mio. kr.)
Korrigeret budget 2024 Forventet regnskab 2024 Afvigelse (+ = merforbrug)
Sygedagpenge 98,2 104,6 6,4
Kontanthjælp 71,5 69,0 -2,5
A-dagpenge 112,0 108,7 -3,3
Ressourceforløb og jobafklaring 54,3 55,1 0,8
Seniorpension 143,9 146,6 2,7
I alt 479,9 484,0 4,1
""",
        """Sygedagpenge | 98.2 | 104.6 | 6.4
Kontanthjælp | 71.5 | 69.0 | -2.5
A-dagpenge | 112.0 | 108.7 | -3.3
Ressourceforløb og jobafklaring | 54.3 | 55.1 | 0.8
Seniorpension | 143.9 | 146.6 | 2.7
I alt | 479.9 | 484.0 | 4.1""",
    ),
    Flat(
        "resultatopgørelse", "1.000 kr.", "R2022 B2023 R2023",
        """Resultatopgørelse
Beløb i 1.000 kr. Regnskab 2022 Budget 2023 Regnskab 2023
Det skattefinansierede område
Skatter -2.011.450 -2.080.300 -2.084.912
Tilskud og udligning -702.118 -715.660 -713.240
Driftsudgifter 2.588.205 2.651.900 2.660.018
Renter 4.102 3.800 5.221
Resultat af ordinær drift -121.261 -140.260 -132.913
Anlægsudgifter 98.540 122.300 104.877
Resultat af skattefinansieret område -22.721 -17.960 -28.036
""",
        """Skatter | -2011450 | -2080300 | -2084912
Tilskud og udligning | -702118 | -715660 | -713240
Driftsudgifter | 2588205 | 2651900 | 2660018
Renter | 4102 | 3800 | 5221
Resultat af ordinær drift | -121261 | -140260 | -132913
Anlægsudgifter | 98540 | 122300 | 104877
Resultat af skattefinansieret område | -22721 | -17960 | -28036""",
    ),
    Flat(
        "tillægsbevillinger", "kr.", "O2024 O2025 O2026",
        """Ansøgte tillægsbevillinger
(kr.) 2024 2025 2026
Serviceudgifter
- heraf lærerløn 1.250.000 1.250.000 1.250.000
- heraf befordring 340.000 340.000 0
Finansiering af kassen -1.590.000 -1.590.000 -1.250.000
I alt 0 0 0
""",
        """- heraf lærerløn | 1250000 | 1250000 | 1250000
- heraf befordring | 340000 | 340000 | 0
Finansiering af kassen | -1590000 | -1590000 | -1250000
I alt | 0 | 0 | 0""",
    ),
    Flat(
        "forbrugsprocent", "1.000 kr.", "K R O",
        """Budgetopfølgning pr. 30. september
1.000 kr. Korrigeret budget Forbrug pr. 30.09. Forbrugsprocent
Vejvedligehold 31.200 24.150 77,4
Vintertjeneste 8.400 5.010 59,6
Kollektiv trafik 22.750 17.920 78,8
Grønne områder 14.300 10.400 72,7
""",
        """Vejvedligehold | 31200 | 24150 | 77.4
Vintertjeneste | 8400 | 5010 | 59.6
Kollektiv trafik | 22750 | 17920 | 78.8
Grønne områder | 14300 | 10400 | 72.7""",
    ),
    Flat(
        "nøgletal", None, "O2021 O2022 O2023",
        """Nøgletal for biblioteket
2021 2022 2023
Udlån, fysiske 212.450 230.118 241.902
Udlån, digitale 98.300 104.750 111.020
Besøg 301.220 388.401 402.115
Aktive lånere 18.204 19.015 19.440
""",
        """Udlån, fysiske | 212450 | 230118 | 241902
Udlån, digitale | 98300 | 104750 | 111020
Besøg | 301220 | 388401 | 402115
Aktive lånere | 18204 | 19015 | 19440""",
    ),
    Flat(
        "aktivitetstal med priser", None, "O2022 O2023 O2024",
        """Aktivitetsforudsætninger, ældreområdet
Regnskab Regnskab Budget
2022 2023 2024
Plejeboliger, antal 612 618 625
Gennemsnitspris, kr. 412.300 425.100 438.000
Visiterede timer pr. uge 9.840 9.912 10.050
Belægningsprocent 97,2 96,8 97,0
""",
        """Plejeboliger, antal | 612 | 618 | 625
Gennemsnitspris, kr. | 412300 | 425100 | 438000
Visiterede timer pr. uge | 9840 | 9912 | 10050
Belægningsprocent | 97.2 | 96.8 | 97.0""",
    ),
    Flat(
        "serviceramme", "mio. kr.", "O O",
        """Serviceudgifter i forhold til servicerammen
Mio. kr. Udgifter Afvigelse fra ramme
Oprindelig serviceramme 2.310,0 0,0
Korrigeret budget 2.318,4 8,4
Forventede serviceudgifter 2.301,9 -8,1
""",
        """Oprindelig serviceramme | 2310.0 | 0.0
Korrigeret budget | 2318.4 | 8.4
Forventede serviceudgifter | 2301.9 | -8.1""",
    ),
    Flat(
        "effektiviseringer med nr.", "1.000 kr.", "E2025 E2026 E2027 E2028",
        """Effektiviseringsforslag, Teknik- og Miljøudvalget (1.000 kr., 2025-priser)
Nr. Forslag 2025 2026 2027 2028
TMU-1 Lavere standard for græsslåning -450 -450 -450 -450
TMU-2 Færre vejstriber -200 -250 -250 -250
TMU-3 LED-belysning, fase 2 150 -300 -600 -600
TMU-4 Digital byggesagsbehandling -100 -400 -400 -400
I alt -600 -1.400 -1.700 -1.700
""",
        """TMU-1 Lavere standard for græsslåning | -450 | -450 | -450 | -450
TMU-2 Færre vejstriber | -200 | -250 | -250 | -250
TMU-3 LED-belysning, fase 2 | 150 | -300 | -600 | -600
TMU-4 Digital byggesagsbehandling | -100 | -400 | -400 | -400
I alt | -600 | -1400 | -1700 | -1700""",
    ),
    Flat(
        "regnskab med side og gentaget hoved", "1.000 kr.", "B2023 R2023 V",
        """Regnskab 2023 for Kultur- og Fritidsudvalget
I 1.000 kr. Budget 2023 Regnskab 2023 Afvigelse
Idrætshaller 18.400 18.950 550
Svømmebad 9.120 9.410 290
Musikskole 7.300 7.115 -185
Regnskab 2023 Side 14
I 1.000 kr. Budget 2023 Regnskab 2023 Afvigelse
Teater 4.250 4.250 0
Tilskud til foreninger 11.600 11.480 -120
I alt 50.670 51.205 535
""",
        """Idrætshaller | 18400 | 18950 | 550
Svømmebad | 9120 | 9410 | 290
Musikskole | 7300 | 7115 | -185
Teater | 4250 | 4250 | 0
Tilskud til foreninger | 11600 | 11480 | -120
I alt | 50670 | 51205 | 535""",
    ),
    Flat(
        "lange etiketter", "1.000 kr.", "B2024 B2025",
        """Driftsønsker
1.000 kr. Budget 2024 Budget 2025
Styrket indsats for børn og unge i
mistrivsel på de kommunale skoler 2.400 2.400
Kompetenceudvikling for medarbejdere
i dagtilbud (merudgift til vikarer) 850 425
Frivilligpolitik 120 120
Udvidet åbningstid på
genbrugspladserne 310 310
I alt 3.680 3.255
""",
        """Styrket indsats for børn og unge i mistrivsel på de kommunale skoler | 2400 | 2400
Kompetenceudvikling for medarbejdere i dagtilbud (merudgift til vikarer) | 850 | 425
Frivilligpolitik | 120 | 120
Udvidet åbningstid på genbrugspladserne | 310 | 310
I alt | 3680 | 3255""",
    ),
    Flat(
        "sammendrag med U/I på linjer", "1.000 kr.", "R2023 B2024 B2025",
        """Sammendrag af budget
1.000 kr. Regnskab 2023 Budget 2024 Budget 2025
Politikområde 1 Skoler U 612.400 620.100 625.300
Politikområde 1 Skoler I -31.200 -30.800 -31.000
Politikområde 2 Dagtilbud U 330.150 333.700 336.000
Politikområde 2 Dagtilbud I -88.120 -89.000 -89.900
Netto 823.230 834.000 840.400
""",
        """Politikområde 1 Skoler U | 612400 | 620100 | 625300
Politikområde 1 Skoler I | -31200 | -30800 | -31000
Politikområde 2 Dagtilbud U | 330150 | 333700 | 336000
Politikområde 2 Dagtilbud I | -88120 | -89000 | -89900
Netto | 823230 | 834000 | 840400""",
    ),
    Flat(
        "kolonne for kolonne", "mio. kr.", "R2022 R2023",
        """Renter
Mio. kr.
Renteindtægter
Renteudgifter
Kurstab
Renter i alt
Regnskab 2022
-2,4
8,9
0,3
6,8
Regnskab 2023
-5,1
10,2
0,1
5,2
""",
        """Renteindtægter | -2.4 | -5.1
Renteudgifter | 8.9 | 10.2
Kurstab | 0.3 | 0.1
Renter i alt | 6.8 | 5.2""",
    ),
    Flat(
        "minus efter tallet", "1.000 kr.", "B2023 R2023",
        """Indtægter fra Borgerservice
Budget 2023 Regnskab 2023
1.000 kr. 1.000 kr.
Pas og kørekort 4.250- 4.611-
Vielser 35- 28-
Gebyrer 1.100- 1.245-
Lokaleleje 140 155
I alt 5.245- 5.729-
""",
        """Pas og kørekort | -4250 | -4611
Vielser | -35 | -28
Gebyrer | -1100 | -1245
Lokaleleje | 140 | 155
I alt | -5245 | -5729""",
    ),
    Flat(
        "kvartaler", "antal", "O O O O",
        """Sygefravær, antal dage pr. medarbejder
1. kvartal 2. kvartal 3. kvartal 4. kvartal
Skoler 3,1 2,8 2,2 3,4
Dagtilbud 4,0 3,6 2,9 4,2
Ældrepleje 4,4 3,9 3,5 4,6
Rådhus 2,2 1,9 1,4 2,3
""",
        """Skoler | 3.1 | 2.8 | 2.2 | 3.4
Dagtilbud | 4.0 | 3.6 | 2.9 | 4.2
Ældrepleje | 4.4 | 3.9 | 3.5 | 4.6
Rådhus | 2.2 | 1.9 | 1.4 | 2.3""",
    ),
    Flat(
        "finansiel balance med noter", "mio. kr.", "R2022 R2023",
        """Balance pr. 31. december (mio. kr.)
Note Regnskab 2022 Regnskab 2023
Materielle anlægsaktiver 1) 3.120,4 3.188,0
Finansielle anlægsaktiver 2) 905,1 911,7
Omsætningsaktiver 212,8 198,2
Aktiver i alt 4.238,3 4.297,9
Egenkapital 3) -2.410,0 -2.455,5
Langfristet gæld -980,6 -961,2
Kortfristet gæld -847,7 -881,2
Passiver i alt -4.238,3 -4.297,9
""",
        """Materielle anlægsaktiver 1) | 3120.4 | 3188.0
Finansielle anlægsaktiver 2) | 905.1 | 911.7
Omsætningsaktiver | 212.8 | 198.2
Aktiver i alt | 4238.3 | 4297.9
Egenkapital 3) | -2410.0 | -2455.5
Langfristet gæld | -980.6 | -961.2
Kortfristet gæld | -847.7 | -881.2
Passiver i alt | -4238.3 | -4297.9""",
    ),
    Flat(
        "manglende celle", "1.000 kr.", "B2024 K2024 R2024 V",
        """Puljer og projekter
1.000 kr.
Oprindeligt budget 2024
Korrigeret budget 2024
Regnskab 2024
Afvigelse
Klimapulje 5.000 5.400 4.120 -1.280
Landsbypulje 1.500 1.620 1.498 -122
Projekt Bynær Natur 640 655 15
Energirenovering 8.000 8.000 8.310 310
I alt 14.500 15.660 14.583 -1.077
""",
        """Klimapulje | 5000 | 5400 | 4120 | -1280
Landsbypulje | 1500 | 1620 | 1498 | -122
Projekt Bynær Natur | · | 640 | 655 | 15
Energirenovering | 8000 | 8000 | 8310 | 310
I alt | 14500 | 15660 | 14583 | -1077""",
    ),
    Flat(
        "skat og tilskud", "mio. kr.", "B2025 B2026",
        """Skatter, tilskud og udligning
(mio. kr.) B2025 BO2026
Kommunal indkomstskat -1.846,2 -1.901,8
Grundskyld -142,7 -147,0
Selskabsskat -31,4 -30,0
Statstilskud -512,9 -520,4
Udligning -88,1 -90,5
Skatter og tilskud i alt -2.621,3 -2.689,7
""",
        """Kommunal indkomstskat | -1846.2 | -1901.8
Grundskyld | -142.7 | -147.0
Selskabsskat | -31.4 | -30.0
Statstilskud | -512.9 | -520.4
Udligning | -88.1 | -90.5
Skatter og tilskud i alt | -2621.3 | -2689.7""",
    ),
    Flat(
        "ændringer til budgetforslag", "1.000 kr.", "O2025 O2026 O2027 O2028",
        """Bilag 3. Ændringer til budgetforslaget
Hele 1.000 kr. 2025 2026 2027 2028
1. Basisbudget 2.412.300 2.405.110 2.399.870 2.395.000
2. Lov- og cirkulæreprogram 1.845 2.010 2.010 1.990
3. Demografi 6.200 9.450 12.800 15.300
4. Pris- og lønregulering -3.110 -3.150 -3.200 -3.200
Budgetforslag i alt 2.417.235 2.413.420 2.411.480 2.409.090
""",
        """1. Basisbudget | 2412300 | 2405110 | 2399870 | 2395000
2. Lov- og cirkulæreprogram | 1845 | 2010 | 2010 | 1990
3. Demografi | 6200 | 9450 | 12800 | 15300
4. Pris- og lønregulering | -3110 | -3150 | -3200 | -3200
Budgetforslag i alt | 2417235 | 2413420 | 2411480 | 2409090""",
    ),
    Flat(
        "anlægsregnskab", "kr.", "O O O",
        """Anlægsregnskab for cykelsti ved Åvej
Kr. Bevilling Forbrug Afvigelse
Udgifter 4.500.000 4.312.450 -187.550
Indtægter -1.200.000 -1.200.000 0
Netto 3.300.000 3.112.450 -187.550
""",
        """Udgifter | 4500000 | 4312450 | -187550
Indtægter | -1200000 | -1200000 | 0
Netto | 3300000 | 3112450 | -187550""",
    ),
)
