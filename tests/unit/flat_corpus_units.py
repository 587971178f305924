"""Tables whose rows have other units, cells missing in the middle, notes between rows and heads over two lines.

As in :mod:`flat_corpus`, written from the layout. "~" before a label says that the row has another unit than its table,
and so may stand nowhere as one of the table's figures.
"""

from __future__ import annotations

from flat_corpus import Flat

FOURTH = (
    Flat(
        "opfølgning 31.3 med aktivitet", "1.000 kr.", "B2025 K2025 R2025 F2025 V",
        """Tabel 1. Budgetopfølgning pr. 31. marts 2025
1.000 kr. Opr. budget 2025 Korr. budget 2025 Forbrug pr. 31.03.2025 Forv. regnskab 2025 Afvigelse
Hjemmepleje 212.400 214.900 52.118 219.300 4.400
Plejehjem 388.050 387.200 96.405 386.100 -1.100
Antal visiterede timer 310.500 311.000 78.200 318.400 7.400
Hjælpemidler 41.300 41.300 11.870 42.500 1.200
Udgift pr. plejehjemsplads (kr.) 612.000 611.500 153.100 609.900 -1.600
Ældre i alt 641.750 643.400 160.393 647.900 4.500
""",
        """Hjemmepleje | 212400 | 214900 | 52118 | 219300 | 4400
Plejehjem | 388050 | 387200 | 96405 | 386100 | -1100
~Antal visiterede timer | 310500 | 311000 | 78200 | 318400 | 7400
Hjælpemidler | 41300 | 41300 | 11870 | 42500 | 1200
~Udgift pr. plejehjemsplads (kr.) | 612000 | 611500 | 153100 | 609900 | -1600
Ældre i alt | 641750 | 643400 | 160393 | 647900 | 4500""",
    ),
    Flat(
        "sammendrag U I over to år", "1.000 kr.", "R2024 R2024 B2026 B2026",
        """Sammendrag af budget 2026
Hele 1.000 kr.
Regnskab 2024 Budget 2026
U I U I
0 Byudvikling og miljø 48.210 -9.115 51.300 -9.400
1 Forsyningsvirksomheder 61.774 -63.020 64.100 -64.900
2 Transport og infrastruktur 92.331 -4.018 90.850 -3.900
3 Undervisning og kultur 801.456 -112.330 815.200 -110.750
I alt 1.003.771 -188.483 1.021.450 -188.950
""",
        """0 Byudvikling og miljø | 48210 | -9115 | 51300 | -9400
1 Forsyningsvirksomheder | 61774 | -63020 | 64100 | -64900
2 Transport og infrastruktur | 92331 | -4018 | 90850 | -3900
3 Undervisning og kultur | 801456 | -112330 | 815200 | -110750
I alt | 1003771 | -188483 | 1021450 | -188950""",
    ),
    Flat(
        "manglende celle, sum beviser", "1.000 kr.", "O2025 O2026 O2027 O2028",
        """Anlægsoversigt 2025-2028
1.000 kr. 2025 2026 2027 2028
Skovskolen, renovering 14.500 22.000 8.250 1.100
Cykelsti langs Åvej 3.200 4.150
Ny brandstation 2.000 18.400 21.300 6.000
Klimasikring af havnen 7.750 9.900 9.900 12.400
Anlæg i alt 27.450 50.300 43.600 19.500
""",
        """Skovskolen, renovering | 14500 | 22000 | 8250 | 1100
Cykelsti langs Åvej | 3200 | · | 4150 | ·
Ny brandstation | 2000 | 18400 | 21300 | 6000
Klimasikring af havnen | 7750 | 9900 | 9900 | 12400
Anlæg i alt | 27450 | 50300 | 43600 | 19500""",
    ),
    Flat(
        "note midt i tabellen", "mio. kr.", "R2024 B2025 B2026",
        """Låneoversigt
Mio. kr. Regnskab 2024 Budget 2025 Budget 2026
Gæld primo året 412,6 398,1 405,7
Låneoptagelse 14,0 36,2 22,5
* Låneoptagelsen i 2025 vedrører især ældreboliger.
Afdrag -28,5 -28,6 -29,9
Gæld ultimo året 398,1 405,7 398,3
""",
        """Gæld primo året | 412.6 | 398.1 | 405.7
Låneoptagelse | 14.0 | 36.2 | 22.5
Afdrag | -28.5 | -28.6 | -29.9
Gæld ultimo året | 398.1 | 405.7 | 398.3""",
    ),
    Flat(
        "to linjers hoved med flere ord", "1.000 kr.", "B2025 O K2025 F2025 V",
        """Tabel 4. Serviceudgifter
Oprindeligt Tillægs- Korrigeret Forventet Afvigelse ift.
budget 2025 bevilling budget 2025 regnskab 2025 korr. budget
Beløb i 1.000 kr.
Økonomiudvalget 301.200 -4.150 297.050 295.800 -1.250
Børneudvalget 918.700 6.300 925.000 931.400 6.400
Kulturudvalget 88.140 910 89.050 89.050 0
I alt 1.308.040 3.060 1.311.100 1.316.250 5.150
""",
        """Økonomiudvalget | 301200 | -4150 | 297050 | 295800 | -1250
Børneudvalget | 918700 | 6300 | 925000 | 931400 | 6400
Kulturudvalget | 88140 | 910 | 89050 | 89050 | 0
I alt | 1308040 | 3060 | 1311100 | 1316250 | 5150""",
    ),
    Flat(
        "enhed under tabellen", "mio. kr.", "B2024 B2025 B2026 B2027",
        """Serviceramme og forventet forbrug
Budget 2024 Budget 2025 Budget 2026 Budget 2027
Serviceramme 2.118,4 2.201,9 2.240,3 2.255,0
Buffer 15,0 12,5 10,0 10,0
Øvrige rammer 44,1 45,0 46,2 46,8
Ramme i alt 2.177,5 2.259,4 2.296,5 2.311,8
Beløb i mio. kr., årets priser
""",
        """Serviceramme | 2118.4 | 2201.9 | 2240.3 | 2255.0
Buffer | 15.0 | 12.5 | 10.0 | 10.0
Øvrige rammer | 44.1 | 45.0 | 46.2 | 46.8
Ramme i alt | 2177.5 | 2259.4 | 2296.5 | 2311.8""",
    ),
    Flat(
        "enhed i teksten over", "1.000 kr.", "O2025 O2026",
        """Overførsler mellem årene
I tabellen nedenfor er overførslerne vist i 1.000 kr.
2025 2026
Skoler med lønsumsstyring 4.120 3.980
Daginstitutioner 2.075 1.940
Projekter med ekstern finansiering 6.611 0
I alt 12.806 5.920
""",
        """Skoler med lønsumsstyring | 4120 | 3980
Daginstitutioner | 2075 | 1940
Projekter med ekstern finansiering | 6611 | 0
I alt | 12806 | 5920""",
    ),
    Flat(
        "befolkningsprognose", "antal", "R2024 O2025 O2026 O2030 O",
        """Befolkningsprognose, antal personer pr. 1. januar
Aldersgruppe 2024 2025 2026 2030 Ændring 2024-2030
0-2 år 2.214 2.198 2.240 2.391 177
3-5 år 2.350 2.322 2.301 2.377 27
6-16 år 9.120 9.055 8.990 8.760 -360
17-64 år 38.400 38.510 38.620 38.905 505
65-79 år 9.870 9.990 10.105 10.410 540
80+ år 3.305 3.470 3.660 4.480 1.175
I alt 65.259 65.545 65.916 67.323 2.064
""",
        """0-2 år | 2214 | 2198 | 2240 | 2391 | 177
3-5 år | 2350 | 2322 | 2301 | 2377 | 27
6-16 år | 9120 | 9055 | 8990 | 8760 | -360
17-64 år | 38400 | 38510 | 38620 | 38905 | 505
65-79 år | 9870 | 9990 | 10105 | 10410 | 540
80+ år | 3305 | 3470 | 3660 | 4480 | 1175
I alt | 65259 | 65545 | 65916 | 67323 | 2064""",
    ),
    Flat(
        "§-tabel med pct.-rækker", "mio. kr.", "R2023 R2024 B2025",
        """Voksne med særlige behov (mio. kr.)
Regnskab 2023 Regnskab 2024 Budget 2025
§ 85 Bostøtte 61,4 63,9 64,2
§ 104 Aktivitetstilbud 38,8 39,0 40,1
§ 107 Midlertidigt botilbud 92,5 101,7 98,3
Andel på egne tilbud, pct. 58,1 56,4 57,0
§ 108 Længerevarende botilbud 144,0 149,6 151,8
I alt 336,7 354,2 354,4
""",
        """§ 85 Bostøtte | 61.4 | 63.9 | 64.2
§ 104 Aktivitetstilbud | 38.8 | 39.0 | 40.1
§ 107 Midlertidigt botilbud | 92.5 | 101.7 | 98.3
~Andel på egne tilbud, pct. | 58.1 | 56.4 | 57.0
§ 108 Længerevarende botilbud | 144.0 | 149.6 | 151.8
I alt | 336.7 | 354.2 | 354.4""",
    ),
    Flat(
        "nøgletal under overskrift antal", "1.000 kr.", "R2023 R2024 B2025",
        """Folkeskolen i tal
1.000 kr. Regnskab 2023 Regnskab 2024 Budget 2025
Udgifter
Almenundervisning 412.300 418.950 421.100
Specialundervisning 98.770 104.220 103.500
Udgifter i alt 511.070 523.170 524.600
Antal elever
Almenundervisning 6.120 6.055 5.980
Specialundervisning 388 402 410
""",
        """Almenundervisning | 412300 | 418950 | 421100
Specialundervisning | 98770 | 104220 | 103500
Udgifter i alt | 511070 | 523170 | 524600
~Almenundervisning | 6120 | 6055 | 5980
~Specialundervisning | 388 | 402 | 410""",
    ),
    Flat(
        "forsyning, takster med enhed pr. række", None, "O2024 O2025 O2026",
        """Takster på forsyningsområdet, ekskl. moms
Takst 2024 Takst 2025 Takst 2026
Vandafgift, kr. pr. m3 14,25 14,90 15,40
Fast bidrag, kr. pr. år 610,00 625,00 640,00
Spildevand, kr. pr. m3 38,10 39,75 41,20
Tømning af tank, kr. pr. gang 745,50 760,00 778,00
""",
        """Vandafgift, kr. pr. m3 | 14.25 | 14.90 | 15.40
Fast bidrag, kr. pr. år | 610.00 | 625.00 | 640.00
Spildevand, kr. pr. m3 | 38.10 | 39.75 | 41.20
Tømning af tank, kr. pr. gang | 745.50 | 760.00 | 778.00""",
    ),
    Flat(
        "afvigelsesforklaring med årsag", "mio. kr.", "V V V",
        """Tabel 9. Afvigelser fordelt på årsag, mio. kr.
Område Pris Mængde Samlet afvigelse
Dagtilbud 1,2 -0,4 0,8
Anbringelser 3,9 5,1 9,0
Specialtilbud -0,7 2,2 1,5
Skolebuskørsel 0,3 0,0 0,3
I alt 4,7 6,9 11,6
""",
        """Dagtilbud | 1.2 | -0.4 | 0.8
Anbringelser | 3.9 | 5.1 | 9.0
Specialtilbud | -0.7 | 2.2 | 1.5
Skolebuskørsel | 0.3 | 0.0 | 0.3
I alt | 4.7 | 6.9 | 11.6""",
    ),
    Flat(
        "hovedoversigt med regnskab og overslag", "mio. kr.", "R2024 B2025 B2026 B2027 B2028",
        """Bilag 1. Hovedoversigt, mio. kr.
Regnskab Budget Budgetforslag Overslag Overslag
2024 2025 2026 2027 2028
Indtægter
Skatter -3.402,5 -3.518,0 -3.640,2 -3.702,9 -3.790,0
Tilskud og udligning -912,4 -930,7 -944,1 -938,8 -940,2
Driftsudgifter
Serviceudgifter 3.011,8 3.104,6 3.198,3 3.201,0 3.200,4
Overførselsudgifter 944,0 951,3 968,8 975,5 980,1
Renter 11,2 14,9 16,0 17,3 17,1
Resultat af ordinær drift -347,9 -377,9 -401,2 -447,9 -532,6
""",
        """Skatter | -3402.5 | -3518.0 | -3640.2 | -3702.9 | -3790.0
Tilskud og udligning | -912.4 | -930.7 | -944.1 | -938.8 | -940.2
Serviceudgifter | 3011.8 | 3104.6 | 3198.3 | 3201.0 | 3200.4
Overførselsudgifter | 944.0 | 951.3 | 968.8 | 975.5 | 980.1
Renter | 11.2 | 14.9 | 16.0 | 17.3 | 17.1
Resultat af ordinær drift | -347.9 | -377.9 | -401.2 | -447.9 | -532.6""",
    ),
    Flat(
        "aktivitet og økonomi blandet", "1.000 kr.", "B2024 R2024 V",
        """Tabel 3. Dagtilbud
(1.000 kr.) Budget 2024 Regnskab 2024 Afvigelse
Dagpleje 61.200 58.915 -2.285
Børn i dagpleje (stk.) 512 498 -14
Daginstitutioner 402.750 409.118 6.368
Børn i daginstitution 4.310 4.352 42
Forældrebetaling -112.300 -111.940 360
Gennemsnitspris pr. barn, kr. 93.400 94.010 610
Dagtilbud i alt 351.650 356.093 4.443
""",
        """Dagpleje | 61200 | 58915 | -2285
~Børn i dagpleje (stk.) | 512 | 498 | -14
Daginstitutioner | 402750 | 409118 | 6368
~Børn i daginstitution | 4310 | 4352 | 42
Forældrebetaling | -112300 | -111940 | 360
~Gennemsnitspris pr. barn, kr. | 93400 | 94010 | 610
Dagtilbud i alt | 351650 | 356093 | 4443""",
    ),
    Flat(
        "anlæg, to rækker mangler celler", "1.000 kr.", "O O2025 O2026 O2027",
        """Anlægsoversigt
1.000 kr. Samlet bevilling 2025 2026 2027
Stadion, tribune 48.000 6.500 30.250 11.250
Genbrugsplads Vest 19.400 19.400
Kunstgræsbane 7.850 7.850
Børnehus Engen 55.700 12.100 28.300 15.300
I alt 130.950 38.000 66.400 26.550
""",
        """Stadion, tribune | 48000 | 6500 | 30250 | 11250
Genbrugsplads Vest | 19400 | 19400 | · | ·
Kunstgræsbane | 7850 | · | 7850 | ·
Børnehus Engen | 55700 | 12100 | 28300 | 15300
I alt | 130950 | 38000 | 66400 | 26550""",
    ),
    Flat(
        "note over to linjer midt i tabellen", "1.000 kr.", "B2025 F2025 V",
        """Forventet regnskab for Teknik og Miljø
Hele 1.000 kr. Budget 2025 Forventet regnskab 2025 Afvigelse
Vejvedligehold 41.200 43.050 1.850
Vintertjeneste 12.500 9.780 -2.720
Note: Vintertjenesten er opgjort efter en mild vinter
med 31 udkald mod normalt 55
Parker 28.110 28.110 0
Kollektiv trafik 66.940 68.405 1.465
Teknik og Miljø i alt 148.750 149.345 595
""",
        """Vejvedligehold | 41200 | 43050 | 1850
Vintertjeneste | 12500 | 9780 | -2720
Parker | 28110 | 28110 | 0
Kollektiv trafik | 66940 | 68405 | 1465
Teknik og Miljø i alt | 148750 | 149345 | 595""",
    ),
    Flat(
        "trelinjers hoved", "mio. kr.", "K2025 R2025 F2025 O",
        """Status på serviceudgifter (mio. kr.)
Korrigeret Forbrug Forventet Forbrugs-
budget 2025 2025 regnskab 2025 procent
Sundhed 1.204,3 588,1 1.211,0 48,8
Beskæftigelse 311,9 160,4 309,2 51,4
Kultur 142,2 75,0 143,3 52,7
I alt 1.658,4 823,5 1.663,5 49,7
""",
        """Sundhed | 1204.3 | 588.1 | 1211.0 | 48.8
Beskæftigelse | 311.9 | 160.4 | 309.2 | 51.4
Kultur | 142.2 | 75.0 | 143.3 | 52.7
I alt | 1658.4 | 823.5 | 1663.5 | 49.7""",
    ),
    Flat(
        "personaleforbrug med løn", None, "R2022 R2023 R2024",
        """Personale
Regnskab 2022 Regnskab 2023 Regnskab 2024
Årsværk i alt 4.812 4.790 4.851
Sygefravær, pct. 5,9 5,6 5,4
Lønudgift, mio. kr. 2.310,5 2.388,9 2.477,0
Gennemsnitlig løn pr. årsværk, kr. 480.150 498.700 510.600
""",
        """Årsværk i alt | 4812 | 4790 | 4851
Sygefravær, pct. | 5.9 | 5.6 | 5.4
Lønudgift, mio. kr. | 2310.5 | 2388.9 | 2477.0
Gennemsnitlig løn pr. årsværk, kr. | 480150 | 498700 | 510600""",
    ),
    Flat(
        "låneoversigt med rente", "1.000 kr.", "O O O O",
        """Låneportefølje pr. 31. december 2024
1.000 kr. Primo Afdrag Optagelse Ultimo
Ældreboliglån 188.400 -7.150 0 181.250
Energilån 42.310 -2.915 11.500 50.895
Anlægslån 96.775 -6.300 0 90.475
Rente i pct. 2,10 1,95 3,05 2,20
Langfristet gæld i alt 327.485 -16.365 11.500 322.620
""",
        """Ældreboliglån | 188400 | -7150 | 0 | 181250
Energilån | 42310 | -2915 | 11500 | 50895
Anlægslån | 96775 | -6300 | 0 | 90475
~Rente i pct. | 2.10 | 1.95 | 3.05 | 2.20
Langfristet gæld i alt | 327485 | -16365 | 11500 | 322620""",
    ),
    Flat(
        "drift og anlæg, budget og regnskab", "1.000 kr.", "B2024 R2024 B2024 R2024",
        """Drift og anlæg pr. udvalg
1.000 kr.
Drift Anlæg
Budget 2024 Regnskab 2024 Budget 2024 Regnskab 2024
Miljøudvalget 88.120 87.450 12.000 8.310
Skoleudvalget 604.900 611.275 35.500 29.940
Ældreudvalget 512.760 520.030 9.250 9.115
I alt 1.205.780 1.218.755 56.750 47.365
""",
        """Miljøudvalget | 88120 | 87450 | 12000 | 8310
Skoleudvalget | 604900 | 611275 | 35500 | 29940
Ældreudvalget | 512760 | 520030 | 9250 | 9115
I alt | 1205780 | 1218755 | 56750 | 47365""",
    ),
    Flat(
        "demografi med beløb til sidst", "antal", "O2025 O2026 O2027 O2028",
        """Demografi, 0-5-årige
Antal børn 2025 2026 2027 2028
Distrikt Nord 1.204 1.188 1.175 1.190
Distrikt Syd 988 1.002 1.040 1.055
Distrikt Vest 1.510 1.495 1.470 1.466
Børn i alt 3.702 3.685 3.685 3.711
Regulering i 1.000 kr. -410 -1.120 -1.120 290
""",
        """Distrikt Nord | 1204 | 1188 | 1175 | 1190
Distrikt Syd | 988 | 1002 | 1040 | 1055
Distrikt Vest | 1510 | 1495 | 1470 | 1466
Børn i alt | 3702 | 3685 | 3685 | 3711
~Regulering i 1.000 kr. | -410 | -1120 | -1120 | 290""",
    ),
    Flat(
        "serviceramme, mangler to celler uden sum", "mio. kr.", "B2025 F2025 V",
        """Overholdelse af servicerammen
Mio. kr. Budget 2025 Forventet 2025 Afvigelse
Serviceramme 2.480,0 2.480,0 0,0
Forventede serviceudgifter 2.471,3 2.492,6 21,3
Central pulje 8,7 -8,7
Risiko for sanktion 3,9
""",
        """Serviceramme | 2480.0 | 2480.0 | 0.0
Forventede serviceudgifter | 2471.3 | 2492.6 | 21.3
Central pulje | 8.7 | · | -8.7
Risiko for sanktion | · | · | 3.9""",
    ),
    Flat(
        "forsyning, takst og forbrug", "kr.", "O2025 O2026 O",
        """Takster for varme og vand
Kr. ekskl. moms Takst 2025 Takst 2026 Ændring
Varme, pr. MWh 512,50 498,00 -14,50
Abonnement, pr. måler 1.250,00 1.290,00 40,00
Vand, pr. m3 21,40 22,15 0,75
Prisændring i pct. 1,10 0,90 -0,20
""",
        """Varme, pr. MWh | 512.50 | 498.00 | -14.50
Abonnement, pr. måler | 1250.00 | 1290.00 | 40.00
Vand, pr. m3 | 21.40 | 22.15 | 0.75
~Prisændring i pct. | 1.10 | 0.90 | -0.20""",
    ),
    Flat(
        "afvigelsesforklaring, tekst mellem rækkerne", "mio. kr.", "K2025 F2025 V",
        """Tabel 6. Afvigelser på Socialudvalgets område, mio. kr.
Korrigeret budget 2025 Forventet regnskab 2025 Afvigelse
Anbringelser 188,4 197,9 9,5
Skyldes flere døgnanbringelser end forudsat.
Forebyggelse 92,0 89,6 -2,4
Ubesatte stillinger i første halvår.
Botilbud 241,7 250,2 8,5
Højere takster hos eksterne leverandører.
I alt 522,1 537,7 15,6
""",
        """Anbringelser | 188.4 | 197.9 | 9.5
Forebyggelse | 92.0 | 89.6 | -2.4
Botilbud | 241.7 | 250.2 | 8.5
I alt | 522.1 | 537.7 | 15.6""",
    ),
    Flat(
        "opfølgning med forbrugspct. og gentaget hoved", "1.000 kr.", "O O O",
        """Budgetopfølgning pr. 30. april
1.000 kr.
Korrigeret årsbudget Forbrug Rest
Folkeskoler 488.310 160.225 328.085
SFO 41.275 14.008 27.267
Side 4
Korrigeret årsbudget Forbrug Rest
Specialskoler 96.440 33.871 62.569
Ungdomsskole 12.950 4.006 8.944
I alt 638.975 212.110 426.865
""",
        """Folkeskoler | 488310 | 160225 | 328085
SFO | 41275 | 14008 | 27267
Specialskoler | 96440 | 33871 | 62569
Ungdomsskole | 12950 | 4006 | 8944
I alt | 638975 | 212110 | 426865""",
    ),
    Flat(
        "bevillinger, drift og refusion", "kr.", "O O O",
        """Bevillingsoversigt 2026 (hele kr.)
Bevilling Udgift Indtægt Nettobevilling
§ 83 Hjemmehjælp 214.310.000 -11.205.000 203.105.000
§ 95-96 BPA-ordninger 38.940.000 -9.118.000 29.822.000
§ 119 Forebyggelse 12.475.000 0 12.475.000
I alt 265.725.000 -20.323.000 245.402.000
""",
        """§ 83 Hjemmehjælp | 214310000 | -11205000 | 203105000
§ 95-96 BPA-ordninger | 38940000 | -9118000 | 29822000
§ 119 Forebyggelse | 12475000 | 0 | 12475000
I alt | 265725000 | -20323000 | 245402000""",
    ),
    Flat(
        "takster for madservice", "kr.", "O2025 O2026",
        """Madservice, egenbetaling
Takst (kr.) 2025 2026
Hovedret, udbragt 56,00 58,00
Biret 14,50 15,00
Døgnforplejning, 30 dage 3.960,00 4.080,00
Rengøring af 1 værelse 210,00 216,00
""",
        """Hovedret, udbragt | 56.00 | 58.00
Biret | 14.50 | 15.00
Døgnforplejning, 30 dage | 3960.00 | 4080.00
Rengøring af 1 værelse | 210.00 | 216.00""",
    ),
    Flat(
        "anlæg med rådighedsbeløb og projektnr.", "1.000 kr.", "O2025 O2026 O2027 O2028",
        """Anlægsprogram, rådighedsbeløb
Projekt (1.000 kr.) 2025 2026 2027 2028
1001 Ny skole i Lundby 12.000 88.500 104.000 31.250
1002 Cykelsti, etape 3 4.400 9.150 0 0
1003 Havnepromenade 0 2.500 18.750 22.300
1004 Energirenovering 6.000 6.000 6.000 6.000
Rådighedsbeløb i alt 22.400 106.150 128.750 59.550
""",
        """1001 Ny skole i Lundby | 12000 | 88500 | 104000 | 31250
1002 Cykelsti, etape 3 | 4400 | 9150 | 0 | 0
1003 Havnepromenade | 0 | 2500 | 18750 | 22300
1004 Energirenovering | 6000 | 6000 | 6000 | 6000
Rådighedsbeløb i alt | 22400 | 106150 | 128750 | 59550""",
    ),
    Flat(
        "demografi med ændring og pct.", "1.000 kr.", "O2024 O2025 O O",
        """Udgifter til ældrepleje
1.000 kr. 2024 2025 Ændring Ændring i pct.
Personlig pleje 301.250 312.700 11.450 3,8
Praktisk hjælp 44.800 43.950 -850 -1,9
Sygepleje 96.120 101.005 4.885 5,1
I alt 442.170 457.655 15.485 3,5
""",
        """Personlig pleje | 301250 | 312700 | 11450 | 3.8
Praktisk hjælp | 44800 | 43950 | -850 | -1.9
Sygepleje | 96120 | 101005 | 4885 | 5.1
I alt | 442170 | 457655 | 15485 | 3.5""",
    ),
    Flat(
        "nøgletal pr. indbygger sammen med mio.", "mio. kr.", "R2022 R2023 R2024",
        """Økonomiske nøgletal
Mio. kr. Regnskab 2022 Regnskab 2023 Regnskab 2024
Gennemsnitlig likviditet 512,4 488,9 530,2
Langfristet gæld 1.204,0 1.188,7 1.150,1
Gæld pr. indbygger (kr.) 18.450 18.105 17.390
Kommunale skatter 3.310,8 3.402,2 3.518,9
Skatteprocent 25,6 25,6 25,4
Anlægsudgifter 201,5 188,4 240,0
""",
        """Gennemsnitlig likviditet | 512.4 | 488.9 | 530.2
Langfristet gæld | 1204.0 | 1188.7 | 1150.1
~Gæld pr. indbygger (kr.) | 18450 | 18105 | 17390
Kommunale skatter | 3310.8 | 3402.2 | 3518.9
~Skatteprocent | 25.6 | 25.6 | 25.4
Anlægsudgifter | 201.5 | 188.4 | 240.0""",
    ),
    Flat(
        "overførsler 2024-2025", "1.000 kr.", "O O",
        """Tabel 11: Overførsler af uforbrugte midler
Område (1.000 kr.) Overført fra 2024 Overført til 2025
Decentrale enheder 21.300 23.775
Centrale puljer 8.450 4.120
Eksternt finansierede projekter 3.905 6.210
I alt 33.655 34.105
""",
        """Decentrale enheder | 21300 | 23775
Centrale puljer | 8450 | 4120
Eksternt finansierede projekter | 3905 | 6210
I alt | 33655 | 34105""",
    ),
    Flat(
        "serviceramme med KL-andel", "mio. kr.", "B2026 O",
        """Serviceudgifter i budget 2026
Mio. kr. Budgetforslag Ramme
Tekniske korrektioner 12,8 10,0
Lov- og cirkulæreprogram -3,4 -3,4
Pris- og lønregulering 74,5 74,5
Politiske prioriteringer 9,1 15,0
I alt 93,0 96,1
""",
        """Tekniske korrektioner | 12.8 | 10.0
Lov- og cirkulæreprogram | -3.4 | -3.4
Pris- og lønregulering | 74.5 | 74.5
Politiske prioriteringer | 9.1 | 15.0
I alt | 93.0 | 96.1""",
    ),
    Flat(
        "personale i stillinger under overskrifter", "antal", "R2023 R2024 B2025",
        """Personaleforbrug, antal årsværk
Regnskab 2023 Regnskab 2024 Budget 2025
Skoleområdet
Lærere 812,5 806,0 798,0
Pædagoger 210,3 214,9 215,0
Ledere og administration 66,0 65,5 64,0
Kulturområdet
Bibliotekarer 41,2 40,8 40,0
Teknisk personale 18,5 18,5 19,0
I alt 1.148,5 1.145,7 1.136,0
""",
        """Lærere | 812.5 | 806.0 | 798.0
Pædagoger | 210.3 | 214.9 | 215.0
Ledere og administration | 66.0 | 65.5 | 64.0
Bibliotekarer | 41.2 | 40.8 | 40.0
Teknisk personale | 18.5 | 18.5 | 19.0
I alt | 1148.5 | 1145.7 | 1136.0""",
    ),
    Flat(
        "låneramme, mangler celle midt i", "1.000 kr.", "O2025 O2026 O2027",
        """Låneramme
1.000 kr. 2025 2026 2027
Energibesparende tiltag 9.500 9.500 9.500
Byfornyelse 1.900 2.400
Ældreboliger 22.000 14.000
Ejendomsskat 3.100 3.100 3.100
Låneramme i alt 34.600 14.500 29.000
""",
        """Energibesparende tiltag | 9500 | 9500 | 9500
Byfornyelse | · | 1900 | 2400
Ældreboliger | 22000 | · | 14000
Ejendomsskat | 3100 | 3100 | 3100
Låneramme i alt | 34600 | 14500 | 29000""",
    ),
    Flat(
        "forventet resultat, U/I/N", "mio. kr.", "B2025 B2025 B2025 F2025 F2025 F2025",
        """Tabel 5. Forsyningsområdet
Budget 2025 Forventet regnskab 2025
Mio. kr. U I N U I N
Renovation 48,2 -50,1 -1,9 49,0 -50,3 -1,3
Genbrug 21,5 -19,8 1,7 22,2 -19,9 2,3
Farligt affald 3,1 -2,6 0,5 3,0 -2,6 0,4
I alt 72,8 -72,5 0,3 74,2 -72,8 1,4
""",
        """Renovation | 48.2 | -50.1 | -1.9 | 49.0 | -50.3 | -1.3
Genbrug | 21.5 | -19.8 | 1.7 | 22.2 | -19.9 | 2.3
Farligt affald | 3.1 | -2.6 | 0.5 | 3.0 | -2.6 | 0.4
I alt | 72.8 | -72.5 | 0.3 | 74.2 | -72.8 | 1.4""",
    ),
    Flat(
        "elevtal og udgift", "1.000 kr.", "R2023 R2024 V",
        """Skolernes økonomi og elevtal
Skole (1.000 kr.) Regnskab 2023 Regnskab 2024 Forskel
Åskolen 41.310 42.995 1.685
Bakkeskolen 38.204 37.860 -344
Elevtal 1.012 998 -14
Udgift pr. elev 79 81 2
Timer til understøttende undervisning 8.120 8.240 120
Skoler i alt 79.514 80.855 1.341
""",
        """Åskolen | 41310 | 42995 | 1685
Bakkeskolen | 38204 | 37860 | -344
~Elevtal | 1012 | 998 | -14
~Udgift pr. elev | 79 | 81 | 2
~Timer til understøttende undervisning | 8120 | 8240 | 120
Skoler i alt | 79514 | 80855 | 1341""",
    ),
    Flat(
        "kvartalsopfølgning, stablet hoved m. enhed først", "mio. kr.", "B2026 K2026 F2026 V",
        """Forventet regnskab pr. udvalg
Mio. kr. Vedtaget Korrigeret Forventet Afvigelse
budget 2026 budget 2026 regnskab 2026
Byrådet 12,4 12,9 12,7 -0,2
Klimaudvalget 88,1 90,6 94,0 3,4
Skoleudvalget 602,5 604,0 611,8 7,8
Total 703,0 707,5 718,5 11,0
""",
        """Byrådet | 12.4 | 12.9 | 12.7 | -0.2
Klimaudvalget | 88.1 | 90.6 | 94.0 | 3.4
Skoleudvalget | 602.5 | 604.0 | 611.8 | 7.8
Total | 703.0 | 707.5 | 718.5 | 11.0""",
    ),
    Flat(
        "befolkningsprognose på distrikter", "antal", "O2025 O2030 O2035",
        """Befolkningsprognose fordelt på lokalområder
Antal personer
Lokalområde 2025 2030 2035
Midtby 18.402 19.115 19.880
Nordbyen 9.310 9.288 9.405
Havneøen 1.275 4.610 7.930
Landdistrikter 6.044 5.890 5.712
Hele kommunen 35.031 38.903 42.927
""",
        """Midtby | 18402 | 19115 | 19880
Nordbyen | 9310 | 9288 | 9405
Havneøen | 1275 | 4610 | 7930
Landdistrikter | 6044 | 5890 | 5712
Hele kommunen | 35031 | 38903 | 42927""",
    ),
    Flat(
        "anlægsoversigt, én celle pr. række", "1.000 kr.", "O2026 O2027 O2028 O2029",
        """Nye anlægsønsker
I 1.000 kr. 2026 2027 2028 2029
Ombygning af rådhus 3.500
Ny tandklinik 1.200 14.800 6.000
Skaterbane 2.150
Stibro over åen 800 9.700 9.700
Anlægsønsker i alt 5.500 26.650 15.700 0
""",
        """Ombygning af rådhus | 3500 | · | · | ·
Ny tandklinik | 1200 | 14800 | 6000 | ·
Skaterbane | · | 2150 | · | ·
Stibro over åen | 800 | 9700 | 9700 | ·
Anlægsønsker i alt | 5500 | 26650 | 15700 | 0""",
    ),
    Flat(
        "takster, fritid, to enheder", "kr.", "O2025 O2026",
        """Leje af lokaler, kr. pr. time
Takst 2025 Takst 2026
Hal, voksne 210 216
Hal, børn og unge 0 0
Svømmesal 415 428
Mødelokale, kommercielt 550 566
""",
        """Hal, voksne | 210 | 216
Hal, børn og unge | 0 | 0
Svømmesal | 415 | 428
Mødelokale, kommercielt | 550 | 566""",
    ),
    Flat(
        "låneoversigt med udløb", "mio. kr.", "O2024 O2025",
        """Langfristet gæld ultimo året, mio. kr.
Långiver Restgæld 2024 Restgæld 2025
Kommunekredit 310,4 322,9
Realkredit 88,2 84,7
Leasing 12,5 10,1
I alt 411,1 417,7
""",
        """Kommunekredit | 310.4 | 322.9
Realkredit | 88.2 | 84.7
Leasing | 12.5 | 10.1
I alt | 411.1 | 417.7""",
    ),
    Flat(
        "personale og lønsum i en tabel", "1.000 kr.", "R2024 B2025 V",
        """Lønsum og normering på plejecentre
1.000 kr. Regnskab 2024 Budget 2025 Ændring
Plejecenter Bakken 41.250 42.300 1.050
Normering, årsværk 78 80 2
Plejecenter Skoven 38.910 38.100 -810
Normering, årsværk 74 72 -2
Vikarer 6.205 5.800 -405
Lønsum i alt 86.365 86.200 -165
""",
        """Plejecenter Bakken | 41250 | 42300 | 1050
~Normering, årsværk | 78 | 80 | 2
Plejecenter Skoven | 38910 | 38100 | -810
~Normering, årsværk | 74 | 72 | -2
Vikarer | 6205 | 5800 | -405
Lønsum i alt | 86365 | 86200 | -165""",
    ),
    Flat(
        "§-tabel med antal helårspersoner", "mio. kr.", "R2024 B2025 F2025",
        """Beskæftigelsesområdet, mio. kr.
Regnskab 2024 Budget 2025 Forventet regnskab 2025
Kontanthjælp 102,4 104,0 101,2
Sygedagpenge 144,9 139,5 151,3
- helårspersoner 1.120 1.085 1.160
Fleksjob 98,0 103,3 104,6
Førtidspension 288,1 295,7 297,0
I alt 633,4 642,5 654,1
""",
        """Kontanthjælp | 102.4 | 104.0 | 101.2
Sygedagpenge | 144.9 | 139.5 | 151.3
~- helårspersoner | 1120 | 1085 | 1160
Fleksjob | 98.0 | 103.3 | 104.6
Førtidspension | 288.1 | 295.7 | 297.0
I alt | 633.4 | 642.5 | 654.1""",
    ),
    Flat(
        "overførsler med tekstnote under", "1.000 kr.", "O O O",
        """Overførsler fra 2025 til 2026 (1.000 kr.)
Aftaleenhed Drift Anlæg I alt
Idrætsanlæg 1.204 3.500 4.704
Musikskole 388 0 388
Brandvæsen -612 1.950 1.338
I alt 980 5.450 6.430
Negative beløb er merforbrug, som afdrages over tre år.
""",
        """Idrætsanlæg | 1204 | 3500 | 4704
Musikskole | 388 | 0 | 388
Brandvæsen | -612 | 1950 | 1338
I alt | 980 | 5450 | 6430""",
    ),
    Flat(
        "forsyning, drift med enhedspris", "1.000 kr.", "R2023 R2024",
        """Affaldsområdet
1.000 kr. Regnskab 2023 Regnskab 2024
Indsamling 28.410 29.975
Behandling 31.220 30.640
Indsamlet mængde, ton 21.300 20.950
Gebyrindtægter -60.115 -61.002
Gebyr pr. husstand (kr.) 2.140 2.175
Resultat -485 -387
""",
        """Indsamling | 28410 | 29975
Behandling | 31220 | 30640
~Indsamlet mængde, ton | 21300 | 20950
Gebyrindtægter | -60115 | -61002
~Gebyr pr. husstand (kr.) | 2140 | 2175
Resultat | -485 | -387""",
    ),
    Flat(
        "serviceramme, kolonner a-c", "mio. kr.", "O O O",
        """Serviceramme 2026, mio. kr.
Ramme Forbrug Forskel
Social 1.455,0 1.462,3 7,3
Sundhed 388,1 380,4 -7,7
Kultur 190,4 191,0 0,6
Sum 2.033,5 2.033,7 0,2
""",
        """Social | 1455.0 | 1462.3 | 7.3
Sundhed | 388.1 | 380.4 | -7.7
Kultur | 190.4 | 191.0 | 0.6
Sum | 2033.5 | 2033.7 | 0.2""",
    ),
    Flat(
        "afvigelse med bemærkning mellem rækker", "1.000 kr.", "K F V",
        """Større afvigelser
1.000 kr. Korr. budget Forv. regnskab Afvigelse
Vintertjeneste 9.800 12.450 2.650
Merforbruget skyldes flere udkald i februar
og dyrere salt.
Byggesagsgebyrer -6.400 -5.100 1.300
Der er færre ansøgninger end ventet.
Busdrift 71.300 70.150 -1.150
Samlet 74.700 77.500 2.800
""",
        """Vintertjeneste | 9800 | 12450 | 2650
Byggesagsgebyrer | -6400 | -5100 | 1300
Busdrift | 71300 | 70150 | -1150
Samlet | 74700 | 77500 | 2800""",
    ),
    Flat(
        "hovedoversigt, budget og overslag i to linjer", "1.000 kr.", "B2026 O2027 O2028 O2029",
        """Resultatbudget
1.000 kr.
Budget Overslag Overslag Overslag
2026 2027 2028 2029
Skatter og udligning -2.410.300 -2.466.800 -2.522.400 -2.581.000
Nettodriftsudgifter 2.338.650 2.381.200 2.430.950 2.470.110
Renter 6.400 7.150 7.900 8.020
Resultat -65.250 -78.450 -83.550 -102.870
""",
        """Skatter og udligning | -2410300 | -2466800 | -2522400 | -2581000
Nettodriftsudgifter | 2338650 | 2381200 | 2430950 | 2470110
Renter | 6400 | 7150 | 7900 | 8020
Resultat | -65250 | -78450 | -83550 | -102870""",
    ),
)
