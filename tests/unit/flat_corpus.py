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
        "aktivitetstal med priser", None, "R2022 R2023 B2024",
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

#: A second batch, of layouts that the first did not have.
SECOND = (
    Flat(
        "halvårsregnskab, firedelt hoved", "1.000 kr.", "B2024 K2024 R2024 F2024 V2024",
        """Halvårsregnskab 2024
Drift i 1.000 kr.
Oprindeligt Korrigeret Forbrug Forventet Afvigelse
budget budget pr. 30.6. regnskab
Skole og dagtilbud 612.450 615.210 301.118 618.900 3.690
Ældre og sundhed 704.100 709.870 352.004 721.340 11.470
Arbejdsmarked 288.230 286.400 140.911 284.150 -2.250
Drift i alt 1.604.780 1.611.480 794.033 1.624.390 12.910
""",
        """Skole og dagtilbud | 612450 | 615210 | 301118 | 618900 | 3690
Ældre og sundhed | 704100 | 709870 | 352004 | 721340 | 11470
Arbejdsmarked | 288230 | 286400 | 140911 | 284150 | -2250
Drift i alt | 1604780 | 1611480 | 794033 | 1624390 | 12910""",
    ),
    Flat(
        "procent i sidste kolonne", "1.000 kr.", "K F V O",
        """Tabel 4: Forventet regnskab pr. 31. august
(1.000 kr.) Korrigeret budget Forventet regnskab Afvigelse Afvigelse i %
Vejafvanding 4.200 4.150 -50 -1,2%
Vintervedligehold 9.800 11.270 1.470 15,0%
Asfalt 22.400 22.400 0 0,0%
Parkering -3.150 -2.860 290 -9,2%
I alt 33.250 34.960 1.710 5,1%
""",
        """Vejafvanding | 4200 | 4150 | -50 | -1.2
Vintervedligehold | 9800 | 11270 | 1470 | 15.0
Asfalt | 22400 | 22400 | 0 | 0.0
Parkering | -3150 | -2860 | 290 | -9.2
I alt | 33250 | 34960 | 1710 | 5.1""",
    ),
    Flat(
        "bevillinger med kontonumre", "1.000 kr.", "B2024 O K2024",
        """Specifikation af bevillinger
Konto Tekst Vedtaget budget 2024 Omplacering Korrigeret budget 2024
3.22.01 Folkeskoler 401.220 1.350 402.570
3.22.05 Skolefritidsordninger 61.480 -640 60.840
3.22.08 Kommunale specialskoler 88.915 2.110 91.025
5.25.14 Daginstitutioner 210.340 0 210.340
Hele 1.000 kr.
""",
        """3.22.01 Folkeskoler | 401220 | 1350 | 402570
3.22.05 Skolefritidsordninger | 61480 | -640 | 60840
3.22.08 Kommunale specialskoler | 88915 | 2110 | 91025
5.25.14 Daginstitutioner | 210340 | 0 | 210340""",
    ),
    Flat(
        "år på linjerne", "mio. kr.", "O O O",
        """Udvikling i kommunens gæld
Mio. kr. Langfristet gæld Heraf ældreboliger Gæld pr. indbygger (kr.)
2019 612,4 210,8 14.210
2020 640,0 205,1 14.790
2021 655,3 199,9 15.062
2022 631,7 194,0 14.480
""",
        """2019 | 612.4 | 210.8 | 14210
2020 | 640.0 | 205.1 | 14790
2021 | 655.3 | 199.9 | 15062
2022 | 631.7 | 194.0 | 14480""",
    ),
    Flat(
        "tekst mellem hoved og rækker", "mio. kr.", "O2022 O2023",
        """Pengestrømsopgørelse
Mio. kr. 2022 2023
Likviditet tilført fra driften
Resultat før renter 71,2 64,8
Renter, netto -5,1 -6,0
Likviditet anvendt til
Anlægsudgifter -88,3 -79,4
Afdrag på lån -22,0 -23,1
Ændring af likvide aktiver -44,2 -43,7
""",
        """Resultat før renter | 71.2 | 64.8
Renter, netto | -5.1 | -6.0
Anlægsudgifter | -88.3 | -79.4
Afdrag på lån | -22.0 | -23.1
Ændring af likvide aktiver | -44.2 | -43.7""",
    ),
    Flat(
        "afdelinger som kolonner", "antal", "O O O O",
        """Fuldtidsstillinger pr. 1. januar 2024
Antal MSB MTM MKB I alt
Ledere 41 22 18 81
Administrativt personale 310 205 144 659
Pædagogisk personale 96 0 12 108
Teknisk personale 15 388 27 430
I alt 462 615 201 1.278
""",
        """Ledere | 41 | 22 | 18 | 81
Administrativt personale | 310 | 205 | 144 | 659
Pædagogisk personale | 96 | 0 | 12 | 108
Teknisk personale | 15 | 388 | 27 | 430
I alt | 462 | 615 | 201 | 1278""",
    ),
    Flat(
        "tiltag med to linjer og overslag", "1.000 kr.", "E2025 E2026 E2027 E2028",
        """Besparelser og udvidelser
1.000 kr.

2025

2026

2027

2028

Tiltag 1: Reduceret åbningstid i
borgerservice

-350 -700 -700 -700

Tiltag 2: Investering i velfærdsteknologi

1.200 400 -900 -1.800

Tiltag 3: Fælles vikarkorps

-500 -500 -500 -500

I alt

350 -800 -2.100 -3.000
""",
        """Tiltag 1: Reduceret åbningstid i borgerservice | -350 | -700 | -700 | -700
Tiltag 2: Investering i velfærdsteknologi | 1200 | 400 | -900 | -1800
Tiltag 3: Fælles vikarkorps | -500 | -500 | -500 | -500
I alt | 350 | -800 | -2100 | -3000""",
    ),
    Flat(
        "mio. med punktum i tusind og plus", "mio. kr.", "K2025 F2025 V",
        """Vækst i serviceudgifter
Mio. kr. KB 2025 FR 2025 Afvigelse
Sundhed og Omsorg 2.431,5 2.447,2 +15,7
Børn og Unge 3.902,1 3.888,6 -13,5
Sociale Forhold 1.655,0 1.671,9 +16,9
I alt 7.988,6 8.007,7 +19,1
""",
        """Sundhed og Omsorg | 2431.5 | 2447.2 | 15.7
Børn og Unge | 3902.1 | 3888.6 | -13.5
Sociale Forhold | 1655.0 | 1671.9 | 16.9
I alt | 7988.6 | 8007.7 | 19.1""",
    ),
    Flat(
        "takster med tekst i kolonnen", "kr.", "O2025 O2026 O",
        """Takster, affald
Kr. inkl. moms 2025 2026 Ændring
Dagrenovation, 140 l 1.640 1.705 65
Dagrenovation, 240 l 2.210 2.298 88
Genbrugsplads 1.120 1.165 45
Storskrald 310 322 12
""",
        """Dagrenovation, 140 l | 1640 | 1705 | 65
Dagrenovation, 240 l | 2210 | 2298 | 88
Genbrugsplads | 1120 | 1165 | 45
Storskrald | 310 | 322 | 12""",
    ),
    Flat(
        "anlæg med bevilling og rest", "1.000 kr.", "O O R2024 O",
        """Status på anlægsprojekter
1.000 kr. Anlægsbevilling Forbrug tidligere år Forbrug 2024 Restbevilling
Svømmehal, Nordbyen 64.000 12.350 31.870 19.780
Cykelsti, Fjordvej 4.800 0 1.240 3.560
Børnehus 2 38.500 1.105 9.920 27.475
I alt 107.300 13.455 43.030 50.815
""",
        """Svømmehal, Nordbyen | 64000 | 12350 | 31870 | 19780
Cykelsti, Fjordvej | 4800 | 0 | 1240 | 3560
Børnehus 2 | 38500 | 1105 | 9920 | 27475
I alt | 107300 | 13455 | 43030 | 50815""",
    ),
    Flat(
        "enhed for hver række", None, "R2022 R2023 B2024",
        """Mængder og priser
Regnskab 2022 Regnskab 2023 Budget 2024
Antal pladser i dagpleje 412 398 390
Udgift pr. plads (kr.) 118.400 121.900 125.100
Dækningsgrad i pct. 96,5 97,0 97,2
Antal pladser i vuggestue 905 931 950
""",
        """Antal pladser i dagpleje | 412 | 398 | 390
Udgift pr. plads (kr.) | 118400 | 121900 | 125100
Dækningsgrad i pct. | 96.5 | 97.0 | 97.2
Antal pladser i vuggestue | 905 | 931 | 950""",
    ),
    Flat(
        "mellemrum og minus for sig", "kr.", "B2024 R2024 V",
        """Regnskab for Havnen
Kr. Budget 2024 Regnskab 2024 Afvigelse
Lønninger 1 250 000 1 198 340 - 51 660
Vedligehold 640 000 702 115 62 115
Havneafgifter - 2 100 000 - 2 215 480 - 115 480
Resultat - 210 000 - 315 025 - 105 025
""",
        """Lønninger | 1250000 | 1198340 | -51660
Vedligehold | 640000 | 702115 | 62115
Havneafgifter | -2100000 | -2215480 | -115480
Resultat | -210000 | -315025 | -105025""",
    ),
    Flat(
        "to tal på en linje af brødtekst under tabellen", "mio. kr.", "B2024 B2025",
        """Rammer for 2025
Mio. kr. Budget 2024 Budget 2025
Serviceramme 2.310,5 2.402,0
Anlægsramme 98,0 105,5
Som det fremgår, stiger servicerammen fra 2.310,5 til 2.402,0 mio. kr. fra 2024 til 2025
og anlægsrammen med 7,5 mio. kr.
""",
        """Serviceramme | 2310.5 | 2402.0
Anlægsramme | 98.0 | 105.5""",
    ),
    Flat(
        "i alt som overskrift", "1.000 kr.", "B2024 B2025",
        """Ejendomsområdet
1.000 kr. Budget 2024 Budget 2025
Udgifter i alt
Drift af bygninger 31.400 32.050
Energi 18.220 17.900
Indtægter i alt
Husleje -9.115 -9.300
Netto 40.505 40.650
""",
        """Drift af bygninger | 31400 | 32050
Energi | 18220 | 17900
Husleje | -9115 | -9300
Netto | 40505 | 40650""",
    ),
    Flat(
        "måneder", "antal", "O O O O O O",
        """Ledige fuldtidspersoner
Jan. Feb. Mar. Apr. Maj Jun.
A-kasse 812 805 790 771 760 755
Kontanthjælp 402 399 401 396 390 388
Sygedagpenge 611 630 642 615 602 590
""",
        """A-kasse | 812 | 805 | 790 | 771 | 760 | 755
Kontanthjælp | 402 | 399 | 401 | 396 | 390 | 388
Sygedagpenge | 611 | 630 | 642 | 615 | 602 | 590""",
    ),
    Flat(
        "spænd af år", "mio. kr.", "O O O",
        """Investeringsplan (mio. kr.)
Område 2025-2028 2029-2032 I alt
Skoler 412,0 388,5 800,5
Plejehjem 255,0 301,0 556,0
Idræt 64,5 40,0 104,5
I alt 731,5 729,5 1.461,0
""",
        """Skoler | 412.0 | 388.5 | 800.5
Plejehjem | 255.0 | 301.0 | 556.0
Idræt | 64.5 | 40.0 | 104.5
I alt | 731.5 | 729.5 | 1461.0""",
    ),
    Flat(
        "sektorer med kode og netto", "1.000 kr.", "B2023 R2023 V",
        """Magistratsafdelingens sektorer
I 1.000 kr. Budget 2023 Regnskab 2023 Afvigelse
Sektor 2.01 Plejeområdet 1.402.118 1.415.900 13.782
Sektor 2.04 Hjælpemidler 98.400 97.155 -1.245
Sektor 5.51 Tandplejen 61.230 60.870 -360
Sektor 5.56 Fællesudgifter 44.910 47.002 2.092
I alt 1.606.658 1.620.927 14.269
""",
        """Sektor 2.01 Plejeområdet | 1402118 | 1415900 | 13782
Sektor 2.04 Hjælpemidler | 98400 | 97155 | -1245
Sektor 5.51 Tandplejen | 61230 | 60870 | -360
Sektor 5.56 Fællesudgifter | 44910 | 47002 | 2092
I alt | 1606658 | 1620927 | 14269""",
    ),
    Flat(
        "tom celle i midten", "1.000 kr.", "O2025 O2026 O2027",
        """Puljer under Økonomiudvalget
1.000 kr. 2025 2026 2027
Barselspulje 12.000 12.000 12.000
Digitaliseringspulje 4.500 – 4.500
Demokratipulje 250 250 –
Lederuddannelse – – 1.100
I alt 16.750 12.250 17.600
""",
        """Barselspulje | 12000 | 12000 | 12000
Digitaliseringspulje | 4500 | · | 4500
Demokratipulje | 250 | 250 | ·
Lederuddannelse | · | · | 1100
I alt | 16750 | 12250 | 17600""",
    ),
    Flat(
        "enhed over til højre", "1.000 kr.", "R2022 R2023 B2024",
        """Skatteindtægter
1.000 kr.
Regnskab 2022 Regnskab 2023 Budget 2024
Personskat 1.702.400 1.768.115 1.811.000
Ejendomsskat 140.210 142.890 146.300
Selskabsskat 28.905 31.220 30.500
Skatter i alt 1.871.515 1.942.225 1.987.800
""",
        """Personskat | 1702400 | 1768115 | 1811000
Ejendomsskat | 140210 | 142890 | 146300
Selskabsskat | 28905 | 31220 | 30500
Skatter i alt | 1871515 | 1942225 | 1987800""",
    ),
    Flat(
        "forkortet hoved på to linjer", "mio. kr.", "R2023 B2024 F2024 O",
        """Overblik over økonomien
Mio. kr. Regnskab Budget Forventet Difference
2023 2024 2024
Drift 3.120,1 3.204,4 3.219,8 15,4
Anlæg 201,7 240,0 212,5 -27,5
Renter 8,4 9,0 8,8 -0,2
Samlet 3.330,2 3.453,4 3.441,1 -12,3
""",
        """Drift | 3120.1 | 3204.4 | 3219.8 | 15.4
Anlæg | 201.7 | 240.0 | 212.5 | -27.5
Renter | 8.4 | 9.0 | 8.8 | -0.2
Samlet | 3330.2 | 3453.4 | 3441.1 | -12.3""",
    ),
    Flat(
        "kolonner med fodnotetegn", "antal", "O2021 O2022 O2023",
        """Brug af genbrugspladser
Antal besøg 2021 2022 2023*
Nordhavn 41.250 39.980 12.400
Sydby 88.120 90.455 91.030
Vestre Ringvej** 15.300 16.020 16.890
* Nordhavn lukkede i april.
** Inkl. erhverv.
""",
        """Nordhavn | 41250 | 39980 | 12400
Sydby | 88120 | 90455 | 91030
Vestre Ringvej** | 15300 | 16020 | 16890""",
    ),
    Flat(
        "udvalg som gruppe med delsum", "mio. kr.", "B2025 B2026 B2027",
        """Budgetforslag, netto (mio. kr., 2025-priser)
Budget 2025 Budget 2026 Budget 2027
Kulturudvalget
Bibliotek 31,2 31,0 30,9
Museer 12,4 12,4 12,4
Kulturudvalget i alt 43,6 43,4 43,3
Miljøudvalget
Natur 9,8 9,9 9,9
Vandløb 4,1 4,0 4,0
Miljøudvalget i alt 13,9 13,9 13,9
Samlet i alt 57,5 57,3 57,2
""",
        """Bibliotek | 31.2 | 31.0 | 30.9
Museer | 12.4 | 12.4 | 12.4
Kulturudvalget i alt | 43.6 | 43.4 | 43.3
Natur | 9.8 | 9.9 | 9.9
Vandløb | 4.1 | 4.0 | 4.0
Miljøudvalget i alt | 13.9 | 13.9 | 13.9
Samlet i alt | 57.5 | 57.3 | 57.2""",
    ),
    Flat(
        "celler på hver sin linje, en mangler", "1.000 kr.", "B2024 R2024 V",
        """Fritidsområdet
I 1.000 kr.
Budget 2024
Regnskab 2024
Afvigelse
Haller
8.400
8.655
255
Klubber
5.120
4.980
-140
Kolonihaver
75
75
I alt
13.520
13.710
190
""",
        """Haller | 8400 | 8655 | 255
Klubber | 5120 | 4980 | -140
Kolonihaver | · | 75 | 75
I alt | 13520 | 13710 | 190""",
    ),
    Flat(
        "effekt med notekolonne", "1.000 kr.", "E2024 E2025 E2026",
        """Nettoeffekt af budgetaftalen (1.000 kr.)
Aftalepunkt 2024 2025 2026
1 Flere pædagoger 6.000 9.000 9.000
2 Lavere brugerbetaling 2.500 2.500 2.500
3 Grøn omstilling 1.200 800 800
4 Effektiviseringer -3.400 -6.800 -6.800
Balance 6.300 5.500 5.500
""",
        """1 Flere pædagoger | 6000 | 9000 | 9000
2 Lavere brugerbetaling | 2500 | 2500 | 2500
3 Grøn omstilling | 1200 | 800 | 800
4 Effektiviseringer | -3400 | -6800 | -6800
Balance | 6300 | 5500 | 5500""",
    ),
    Flat(
        "indeks og besøg", None, "O2019 O2022 O2023",
        """Svømmehaller, udvikling
2019 2022 2023
Besøg, 1.000 personer 412 388 405
Indeks (2019 = 100) 100 94 98
Gns. pris pr. besøg, kr. 41,50 46,20 47,80
""",
        """Besøg, 1.000 personer | 412 | 388 | 405
Indeks (2019 = 100) | 100 | 94 | 98
Gns. pris pr. besøg, kr. | 41.50 | 46.20 | 47.80""",
    ),
)

#: A third batch, written after the reader was mended by the first two.
THIRD = (
    Flat(
        "overslag med BF og BO", "1.000 kr.", "O2025 B2026 B2027",
        """Økonomiudvalgets ramme
Nettoudgifter i 1.000 kr. BF 2025 BO 2026 BO 2027
Politisk organisation 9.310 9.310 10.240
Administration 182.400 180.950 179.800
Fælles IT 44.125 43.610 43.610
Økonomiudvalget i alt 235.835 233.870 233.650
""",
        """Politisk organisation | 9310 | 9310 | 10240
Administration | 182400 | 180950 | 179800
Fælles IT | 44125 | 43610 | 43610
Økonomiudvalget i alt | 235835 | 233870 | 233650""",
    ),
    Flat(
        "beløb i hoved, tekst i to linjer", "mio. kr.", "R2024 B2024 V",
        """Tabel 7. Større afvigelser (mio. kr.)
Regnskab 2024
Vedtaget budget 2024
Mer-/mindreforbrug
Udsatte børn – anbringelser uden
for hjemmet
148,2 131,0 17,2
Ledsagelse
6,1 6,9 -0,8
Botilbud til længerevarende ophold
211,4 204,7 6,7
""",
        """Udsatte børn – anbringelser uden for hjemmet | 148.2 | 131.0 | 17.2
Ledsagelse | 6.1 | 6.9 | -0.8
Botilbud til længerevarende ophold | 211.4 | 204.7 | 6.7""",
    ),
    Flat(
        "kr. uden tusinder, ,00", "kr.", "O O O",
        """Legater uddelt i 2024
Kr. Primo Uddelt Ultimo
Legat for unge 214.310,55 -15.000,00 199.310,55
Mindelegat 88.020,10 -4.000,00 84.020,10
I alt 302.330,65 -19.000,00 283.330,65
""",
        """Legat for unge | 214310.55 | -15000.00 | 199310.55
Mindelegat | 88020.10 | -4000.00 | 84020.10
I alt | 302330.65 | -19000.00 | 283330.65""",
    ),
    Flat(
        "årsværk pr. afdeling med ændring", "antal", "R2023 R2024 O",
        """Årsværk
Afdeling Regnskab 2023 Regnskab 2024 Ændring
Sundhed 1.812,4 1.840,1 27,7
Teknik 611,0 602,5 -8,5
Kultur 388,2 390,0 1,8
""",
        """Sundhed | 1812.4 | 1840.1 | 27.7
Teknik | 611.0 | 602.5 | -8.5
Kultur | 388.2 | 390.0 | 1.8""",
    ),
    Flat(
        "elever pr. klassetrin", "antal", "O O",
        """Elevtal fordelt på klassetrin
Klassetrin 2023/24 2024/25
0. klasse 612 598
1. klasse 640 611
2. klasse 655 642
3. klasse 671 650
I alt 2.578 2.501
""",
        """0. klasse | 612 | 598
1. klasse | 640 | 611
2. klasse | 655 | 642
3. klasse | 671 | 650
I alt | 2578 | 2501""",
    ),
    Flat(
        "garantier og lån", "1.000 kr.", "O O O",
        """Kommunens garantistillelser
(1.000 kr.) Oprindelig garanti Restgæld Andel i pct.
Vandværket 12.000 8.450 70,4
Hallen 6.500 2.310 35,5
Fjernvarmen 140.000 121.800 87,0
""",
        """Vandværket | 12000 | 8450 | 70.4
Hallen | 6500 | 2310 | 35.5
Fjernvarmen | 140000 | 121800 | 87.0""",
    ),
    Flat(
        "status for tiltag med dato i hovedet", "1.000 kr.", "K F2025 V",
        """Budgetopfølgning 2
1.000 kr. Korrigeret budget pr. 31/5 Forventet regnskab 2025 Afvigelse
Handicap 88.120 90.300 2.180
Psykiatri 41.900 41.150 -750
Misbrug 12.010 12.600 590
I alt 142.030 144.050 2.020
""",
        """Handicap | 88120 | 90300 | 2180
Psykiatri | 41900 | 41150 | -750
Misbrug | 12010 | 12600 | 590
I alt | 142030 | 144050 | 2020""",
    ),
    Flat(
        "indtægter med minus og parentes", "mio. kr.", "B2024 R2024",
        """Finansiering (mio. kr.)
Budget 2024 Regnskab 2024
Skatter (1.402,1) (1.410,8)
Tilskud (388,0) (391,2)
Låneoptagelse (25,0) (18,5)
Afdrag 41,3 41,9
I alt (1.773,8) (1.778,6)
""",
        """Skatter | -1402.1 | -1410.8
Tilskud | -388.0 | -391.2
Låneoptagelse | -25.0 | -18.5
Afdrag | 41.3 | 41.9
I alt | -1773.8 | -1778.6""",
    ),
    Flat(
        "punktopstillede rækker", "mio. kr.", "E2025 E2026",
        """Forslag til nye tiltag, mio. kr.
2025 2026
• Flere vuggestuepladser 4,0 8,0
• Bedre bemanding 2,5 2,5
• Ny legeplads 1,2 0,0
I alt 7,7 10,5
""",
        """• Flere vuggestuepladser | 4.0 | 8.0
• Bedre bemanding | 2.5 | 2.5
• Ny legeplads | 1.2 | 0.0
I alt | 7.7 | 10.5""",
    ),
    Flat(
        "kapitel og samlet", "1.000 kr.", "B2025 O K2025",
        """Tillægsbevillinger pr. bevillingsområde
Bevillingsområde Oprindeligt Tillægs- Korrigeret
(1.000 kr.) budget 2025 bevilling budget 2025
10 Skoler 501.200 2.410 503.610
11 Dagtilbud 288.900 -1.150 287.750
12 Tandpleje 24.050 0 24.050
I alt 814.150 1.260 815.410
""",
        """10 Skoler | 501200 | 2410 | 503610
11 Dagtilbud | 288900 | -1150 | 287750
12 Tandpleje | 24050 | 0 | 24050
I alt | 814150 | 1260 | 815410""",
    ),
    Flat(
        "udgift pr. indbygger med landstal", "kr.", "O O O",
        """Udgift pr. indbygger 2024
Kr. Kommunen Regionen Hele landet
Skoler 11.420 11.815 11.602
Ældre 9.105 8.990 9.240
Kultur 1.802 1.640 1.711
""",
        """Skoler | 11420 | 11815 | 11602
Ældre | 9105 | 8990 | 9240
Kultur | 1802 | 1640 | 1711""",
    ),
    Flat(
        "total først og heraf", "mio. kr.", "B2024 F2024 V",
        """Anlæg
Mio. kr. Budget 2024 Forventet regnskab 2024 Afvigelse
Anlæg i alt 210,0 188,4 -21,6
- heraf skoler 80,0 71,2 -8,8
- heraf veje 60,0 58,0 -2,0
- heraf øvrige 70,0 59,2 -10,8
""",
        """Anlæg i alt | 210.0 | 188.4 | -21.6
- heraf skoler | 80.0 | 71.2 | -8.8
- heraf veje | 60.0 | 58.0 | -2.0
- heraf øvrige | 70.0 | 59.2 | -10.8""",
    ),
)
