"""Tables as Danish municipalities print them, with what stands among the figures: units, remarks, counts, levels.

Words and figures are the tests' own; see :mod:`flat_corpus`.
"""

from __future__ import annotations

from flat_corpus import Flat

FIFTH = (
    Flat(
        "resultatopgørelse pr. 31. oktober, pct. til sidst", "mio. kr.", "B2025 K2025 F2025 V O",
        """Resultatopgørelse (mio. kr.) Oprindeligt
budget 2025
Korrigeret
budget 2025
pr. 31. oktober
Forventet
regnskab 2025
pr. 31. oktober
Forventet
afvigelse til
korrigeret
budget
Afvigelse til
korrigeret
budget i %
DET SKATTEFINANSIEREDE OMRÅDE
Indtægter
Skatter -1.802,4 -1.802,4 -1.800,9 1,5 0,1%
Tilskud og udligning -744,1 -738,6 -741,0 -2,4 0,3%
Indtægter i alt -2.546,5 -2.541,0 -2.541,9 -0,9 0,0%
Driftsudgifter (ekskl. forsyning)
Skoleudvalget 655,3 657,9 660,1 2,2 0,3%
Kultur- og Landdistriktsudvalget 61,2 70,4 64,0 -6,4 9,1%
Jobudvalget 588,0 587,5 589,9 2,4 0,4%
Økonomiudvalget 301,7 312,2 305,3 -6,9 2,2%
Driftsudgifter i alt 1.606,2 1.628,0 1.619,3 -8,7 0,5%
Resultat før renter -940,3 -913,0 -922,6 -9,6 1,1%
""",
        """Skatter | -1802.4 | -1802.4 | -1800.9 | 1.5 | 0.1
Tilskud og udligning | -744.1 | -738.6 | -741.0 | -2.4 | 0.3
Indtægter i alt | -2546.5 | -2541.0 | -2541.9 | -0.9 | 0.0
Skoleudvalget | 655.3 | 657.9 | 660.1 | 2.2 | 0.3
Kultur- og Landdistriktsudvalget | 61.2 | 70.4 | 64.0 | -6.4 | 9.1
Jobudvalget | 588.0 | 587.5 | 589.9 | 2.4 | 0.4
Økonomiudvalget | 301.7 | 312.2 | 305.3 | -6.9 | 2.2
Driftsudgifter i alt | 1606.2 | 1628.0 | 1619.3 | -8.7 | 0.5
Resultat før renter | -940.3 | -913.0 | -922.6 | -9.6 | 1.1""",
    ),
    Flat(
        "takster med kr. i hver celle", "kr.", "O O O",
        """Takster for dagtilbud i 2025
Pladstype Driftsudgift pr. måned Kommunal andel Egenbetaling
Dagpleje 10.204 kr. 7.653 kr. 2.551 kr.
Vuggestue uden mad 12.516 kr. 9.387 kr. 3.129 kr.
Børnehave uden mad 7.012 kr. 5.259 kr. 1.753 kr.
SFO, morgenplads 1.244 kr. 871 kr. 373 kr.
""",
        """Dagpleje | 10204 | 7653 | 2551
Vuggestue uden mad | 12516 | 9387 | 3129
Børnehave uden mad | 7012 | 5259 | 1753
SFO, morgenplads | 1244 | 871 | 373""",
    ),
    Flat(
        "anlæg med projektnr. og forbrug", "1.000 kr.", "O O K2025 R2025 F2025 V",
        """Anlægsprojekter, status pr. 31. august 2025 (1.000 kr.)
Projekt Anlægs-
bevilling
Forbrug
tidligere år
Korr.
budget
2025
Forbrug
2025
Forventet
regnskab
2025
Afvigelse
301045 Renovering af Vestskolen 42.000 18.350 15.400 9.112 14.900 -500
301052 Ny svømmehal, etape 2 118.500 61.004 38.750 22.418 40.250 1.500
513007 Plejecenter Åbakken 76.300 2.115 20.000 4.870 16.000 -4.000
222010 Cykelsti Nørrevej 8.400 0 8.400 1.205 8.400 0
I alt 245.200 81.469 82.550 37.605 79.550 -3.000
""",
        """301045 Renovering af Vestskolen | 42000 | 18350 | 15400 | 9112 | 14900 | -500
301052 Ny svømmehal, etape 2 | 118500 | 61004 | 38750 | 22418 | 40250 | 1500
513007 Plejecenter Åbakken | 76300 | 2115 | 20000 | 4870 | 16000 | -4000
222010 Cykelsti Nørrevej | 8400 | 0 | 8400 | 1205 | 8400 | 0
I alt | 245200 | 81469 | 82550 | 37605 | 79550 | -3000""",
    ),
    Flat(
        "tekniske ændringer med nr. og prisniveau", "1.000 kr.", "O2026 O2027 O2028 O2029",
        """Tekniske ændringer, Skoleudvalget
(1.000 kr., 2026-priser)
Nr. Tekst 2026 2027 2028 2029
T01 Demografiregulering, folkeskoler -2.140 -3.905 -5.220 -6.018
T02 Lov- og cirkulæreprogram 412 398 398 398
T03 Ændret momsrefusion 55 55 55 55
T04 Tilbageført besparelse fra 2024 1.000 1.000 0 0
T05 Ny barselsmodel, jf. punkt 12 -310 -310 -310 -310
Tekniske ændringer i alt -983 -2.762 -5.077 -5.875
""",
        """T01 Demografiregulering, folkeskoler | -2140 | -3905 | -5220 | -6018
T02 Lov- og cirkulæreprogram | 412 | 398 | 398 | 398
T03 Ændret momsrefusion | 55 | 55 | 55 | 55
T04 Tilbageført besparelse fra 2024 | 1000 | 1000 | 0 | 0
T05 Ny barselsmodel, jf. punkt 12 | -310 | -310 | -310 | -310
Tekniske ændringer i alt | -983 | -2762 | -5077 | -5875""",
    ),
    Flat(
        "antal blandt penge, intet ord", "1.000 kr.", "B2025 R2025",
        """Dagtilbud, budget og regnskab
1.000 kr. Budget 2025 Regnskab 2025
Løn, dagpleje 48.210 47.905
Løn, daginstitutioner 212.460 214.118
Forældrebetaling -61.300 -60.944
Madordning 9.820 9.764
Indskrevne 0-2-årige
Dagpleje 412 405
Vuggestue 988 1.002
""",
        """Løn, dagpleje | 48210 | 47905
Løn, daginstitutioner | 212460 | 214118
Forældrebetaling | -61300 | -60944
Madordning | 9820 | 9764
~Dagpleje | 412 | 405
~Vuggestue | 988 | 1002""",
    ),
    Flat(
        "sygefravær i pct.", "%", "O2022 O2023 O2024 O",
        """Sygefravær fordelt på områder
Pct. 2022 2023 2024 Udvikling
23-24
Skole 5,9 5,4 5,2 -0,2
Dagtilbud 7,8 7,5 7,7 0,2
Ældre 8,4 8,1 7,6 -0,5
Rådhuset 4,2 3,9 3,5 -0,4
Hele kommunen 6,6 6,2 6,0 -0,2
""",
        """Skole | 5.9 | 5.4 | 5.2 | -0.2
Dagtilbud | 7.8 | 7.5 | 7.7 | 0.2
Ældre | 8.4 | 8.1 | 7.6 | -0.5
Rådhuset | 4.2 | 3.9 | 3.5 | -0.4
Hele kommunen | 6.6 | 6.2 | 6.0 | -0.2""",
    ),
    Flat(
        "alderstrin som rækker", "antal", "O2025 O2026 O2027 O2028 O2029",
        """Befolkningsprognose pr. 1. januar
Alder 2025 2026 2027 2028 2029
0-2 år 1.402 1.388 1.397 1.410 1.421
3-5 år 1.511 1.498 1.470 1.455 1.449
6-16 år 6.204 6.150 6.077 6.012 5.960
17-24 år 3.988 3.975 3.990 4.001 4.020
25-64 år 22.310 22.280 22.205 22.166 22.099
65-79 år 7.044 7.120 7.233 7.301 7.350
80+ år 2.610 2.744 2.880 3.012 3.166
I alt 45.069 45.155 45.252 45.357 45.465
""",
        """0-2 år | 1402 | 1388 | 1397 | 1410 | 1421
3-5 år | 1511 | 1498 | 1470 | 1455 | 1449
6-16 år | 6204 | 6150 | 6077 | 6012 | 5960
17-24 år | 3988 | 3975 | 3990 | 4001 | 4020
25-64 år | 22310 | 22280 | 22205 | 22166 | 22099
65-79 år | 7044 | 7120 | 7233 | 7301 | 7350
80+ år | 2610 | 2744 | 2880 | 3012 | 3166
I alt | 45069 | 45155 | 45252 | 45357 | 45465""",
    ),
    Flat(
        "omprioriteringskatalog", "1.000 kr.", "E2026 E2027 E2028 E2029",
        """Oversigt over omprioriteringsforslag
Forslag Effekt i 1.000 kr. (2026-pl)
2026 2027 2028 2029
Børn og Unge
BU1 Færre vikartimer på skolerne -1.500 -2.000 -2.000 -2.000
BU2 Ændret åbningstid i klubber (10-13
år) -640 -1.280 -1.280 -1.280
BU3 Fælles ledelse af to børnehaver 0 -450 -900 -900
Børn og Unge i alt -2.140 -3.730 -4.180 -4.180
Kultur
KU1 Lavere tilskud til 3 museer -300 -300 -300 -300
KU2 Bogbus nedlægges -410 -820 -820 -820
Kultur i alt -710 -1.120 -1.120 -1.120
Forslag i alt -2.850 -4.850 -5.300 -5.300
""",
        """BU1 Færre vikartimer på skolerne | -1500 | -2000 | -2000 | -2000
BU2 Ændret åbningstid i klubber (10-13 år) | -640 | -1280 | -1280 | -1280
BU3 Fælles ledelse af to børnehaver | 0 | -450 | -900 | -900
Børn og Unge i alt | -2140 | -3730 | -4180 | -4180
KU1 Lavere tilskud til 3 museer | -300 | -300 | -300 | -300
KU2 Bogbus nedlægges | -410 | -820 | -820 | -820
Kultur i alt | -710 | -1120 | -1120 | -1120
Forslag i alt | -2850 | -4850 | -5300 | -5300""",
    ),
    Flat(
        "låneramme, prosa i kolonne", "kr.", "O O O",
        """Anlægsregnskaber til godkendelse, kr.
Anlæg Bevilling Forbrug Afvigelse
Trafiksikkerhed 2021-2023 4.500.000 4.377.218 -122.782
Byfornyelse, Torvegade 12 2.100.000 2.118.450 18.450
Udskiftning af tag, Hal B 3.250.000 3.101.005 -148.995
Solceller på 5 bygninger 1.980.000 1.980.000 0
""",
        """Trafiksikkerhed 2021-2023 | 4500000 | 4377218 | -122782
Byfornyelse, Torvegade 12 | 2100000 | 2118450 | 18450
Udskiftning af tag, Hal B | 3250000 | 3101005 | -148995
Solceller på 5 bygninger | 1980000 | 1980000 | 0""",
    ),
    Flat(
        "likviditet pr. måned", "mio. kr.", "O O O",
        """Gennemsnitlig likviditet efter kassekreditreglen
Mio. kr. Ultimo måned Gennemsnit
365 dage Budget-
teret
Januar 2025 188,4 241,9 230,0
Februar 2025 142,7 238,4 226,0
Marts 2025 260,1 236,0 221,5
April 2025 171,3 233,2 217,0
""",
        """Januar 2025 | 188.4 | 241.9 | 230.0
Februar 2025 | 142.7 | 238.4 | 226.0
Marts 2025 | 260.1 | 236.0 | 221.5
April 2025 | 171.3 | 233.2 | 217.0""",
    ),
    Flat(
        "normering under penge", "1.000 kr.", "R2024 B2025 V",
        """Folkeskoler, økonomi og personale
1.000 kr. Regnskab 2024 Budget 2025 Afvigelse
Undervisning 402.118 409.300 -7.182
Fritidsordning 88.402 87.950 452
Ledelse og administration 41.007 40.800 207
Normering
Lærere 612,4 608,0 4,4
Pædagoger 144,1 147,5 -3,4
Ledere 38,0 38,0 0,0
""",
        """Undervisning | 402118 | 409300 | -7182
Fritidsordning | 88402 | 87950 | 452
Ledelse og administration | 41007 | 40800 | 207
~Lærere | 612.4 | 608.0 | 4.4
~Pædagoger | 144.1 | 147.5 | -3.4
~Ledere | 38.0 | 38.0 | 0.0""",
    ),
    Flat(
        "status som tekst til sidst", "1.000 kr.", "O R2025 O",
        """Anlægsprojekter, status
(1.000 kr.) Bevilling Forbrug 2025 Rest Status
Ny daginstitution i Nørreby 32.000 11.240 20.760 Følger planen
Klimasikring af havnen 18.500 17.905 595 Forsinket
Renovering af tag, Østskolen 6.200 6.480 -280 Afsluttet
Cykelparkering ved stationen 2.750 0 2.750 Ikke startet
I alt 59.450 35.625 23.825
""",
        """Ny daginstitution i Nørreby | 32000 | 11240 | 20760
Klimasikring af havnen | 18500 | 17905 | 595
Renovering af tag, Østskolen | 6200 | 6480 | -280
Cykelparkering ved stationen | 2750 | 0 | 2750
I alt | 59450 | 35625 | 23825""",
    ),
    Flat(
        "etape og manglende celle", "1.000 kr.", "O2025 O2026 O2027",
        """Investeringsplan
1.000 kr. 2025 2026 2027
Omfartsvej, etape 2 14.000 9.500
Havnebad 3.100 1.200 0
Plejeboliger, Møllevej 8 22.400 31.000
Skolegård 2.0 750 750 750
Energirenovering 5.000 5.000 5.000
""",
        """Omfartsvej, etape 2 | · | 14000 | 9500
Havnebad | 3100 | 1200 | 0
Plejeboliger, Møllevej 8 | · | 22400 | 31000
Skolegård 2.0 | 750 | 750 | 750
Energirenovering | 5000 | 5000 | 5000""",
    ),
    Flat(
        "parentes med mellemrum og år", "mio. kr.", "B2025 B2026 B2027 B2028",
        """Finansieringsoversigt
(mio. kr., løbende priser) B2025 BO2026 BO2027 BO2028
Resultat af ordinær drift (98,4) (101,2) (88,0) (79,9)
Anlæg 142,0 120,5 90,0 90,0
Afdrag på lån 31,4 32,0 32,7 33,1
Lånoptagelse (40,0) (25,0) (10,0) (10,0)
Ændring af likvide aktiver 35,0 26,3 24,7 33,2
""",
        """Resultat af ordinær drift | -98.4 | -101.2 | -88.0 | -79.9
Anlæg | 142.0 | 120.5 | 90.0 | 90.0
Afdrag på lån | 31.4 | 32.0 | 32.7 | 33.1
Lånoptagelse | -40.0 | -25.0 | -10.0 | -10.0
Ændring af likvide aktiver | 35.0 | 26.3 | 24.7 | 33.2""",
    ),
    Flat(
        "enhed skifter midt i", "mio. kr.", "R2023 R2024",
        """Ejendomme, hovedtal
Mio. kr. Regnskab 2023 Regnskab 2024
Vedligehold 48,2 51,0
Energi 39,9 33,4
Rengøring 27,5 28,1
I alt 115,6 112,5
Forbrug i 1.000 kWh
Skoler 12.410 11.980
Rådhus og kontorer 3.205 3.011
Idrætshaller 5.870 5.402
""",
        """Vedligehold | 48.2 | 51.0
Energi | 39.9 | 33.4
Rengøring | 27.5 | 28.1
I alt | 115.6 | 112.5
~Skoler | 12410 | 11980
~Rådhus og kontorer | 3205 | 3011
~Idrætshaller | 5870 | 5402""",
    ),
    Flat(
        "femte kolonne uden overskrift", "1.000 kr.", "O2026 O2027 O2028 O2029",
        """Nye driftsønsker
1.000 kr. 2026 2027 2028 2029
Flere pædagoger 2.000 3.000 3.000 3.000 11.000
Natbus 450 450 450 450 1.800
Sommerbibliotek 120 120 0 0 240
Unge-rådgiver 610 610 610 610 2.440
""",
        """Flere pædagoger | 2000 | 3000 | 3000 | 3000
Natbus | 450 | 450 | 450 | 450
Sommerbibliotek | 120 | 120 | 0 | 0
Unge-rådgiver | 610 | 610 | 610 | 610""",
    ),
    Flat(
        "indeks", "indeks", "O2020 O2021 O2022 O2023 O2024",
        """Udvikling i udgift pr. elev, indeks (2020 = 100)
2020 2021 2022 2023 2024
Egen kommune 100 101 103 104 108
Nabokommuner 100 100 102 105 107
Hele landet 100 102 103 105 109
""",
        """Egen kommune | 100 | 101 | 103 | 104 | 108
Nabokommuner | 100 | 100 | 102 | 105 | 107
Hele landet | 100 | 102 | 103 | 105 | 109""",
    ),
    Flat(
        "bevillingsniveau med kode og side", "1.000 kr.", "R2023 B2024 B2025 B2026",
        """Bevillingsoversigt
I 1.000 kr. Regnskab Budget Budget Overslag
2023 2024 2025 2026
10 Miljø og Teknik
00.22 Jordforsyning -1.204 -2.500 -2.500 -2.500
00.28 Fritidsområder 14.310 14.002 13.870 13.870
02.28 Kommunale veje 61.455 63.120 62.900 62.400
Netto 74.561 74.622 74.270 73.770
Side 4
20 Børn og Skole
03.22 Folkeskolen m.m. 512.040 520.166 524.300 523.900
05.25 Dagtilbud 244.808 251.004 256.115 259.740
Netto 756.848 771.170 780.415 783.640
""",
        """00.22 Jordforsyning | -1204 | -2500 | -2500 | -2500
00.28 Fritidsområder | 14310 | 14002 | 13870 | 13870
02.28 Kommunale veje | 61455 | 63120 | 62900 | 62400
Netto | 74561 | 74622 | 74270 | 73770
03.22 Folkeskolen m.m. | 512040 | 520166 | 524300 | 523900
05.25 Dagtilbud | 244808 | 251004 | 256115 | 259740
Netto | 756848 | 771170 | 780415 | 783640""",
    ),
    Flat(
        "takster i to grupper, øre", "kr.", "O2025 O2026",
        """Takstblad
Alle beløb i kr. Takst 2025 Takst 2026
Madservice
Hovedret 58,00 59,50
Biret 14,50 15,00
Døgnkost, pr. dag 142,00 145,75
Renovation
Dagrenovation, 140 l 1.912,50 1.988,75
Dagrenovation, 240 l 2.540,00 2.641,25
Genbrugsplads, husstand 1.105,00 1.149,20
Biblioteket
Bøde, 1-7 dage 20,00 20,00
Bøde, over 30 dage 230,00 230,00
""",
        """Hovedret | 58.00 | 59.50
Biret | 14.50 | 15.00
Døgnkost, pr. dag | 142.00 | 145.75
Dagrenovation, 140 l | 1912.50 | 1988.75
Dagrenovation, 240 l | 2540.00 | 2641.25
Genbrugsplads, husstand | 1105.00 | 1149.20
Bøde, 1-7 dage | 20.00 | 20.00
Bøde, over 30 dage | 230.00 | 230.00""",
    ),
    Flat(
        "ledighed og ydelser", "1.000 kr.", "K2025 F2025 V2025",
        """Forsørgelse, forventet regnskab 2025
(1.000 kr.) Korrigeret budget Forventet regnskab Afvigelse
Sygedagpenge 112.400 118.900 6.500
Kontanthjælp 88.700 86.100 -2.600
Førtidspension 301.250 303.000 1.750
Fleksjob 74.300 75.020 720
I alt 576.650 583.020 6.370
Helårspersoner
Sygedagpenge 1.105 1.172 67
Kontanthjælp 798 772 -26
Førtidspension 1.988 1.996 8
""",
        """Sygedagpenge | 112400 | 118900 | 6500
Kontanthjælp | 88700 | 86100 | -2600
Førtidspension | 301250 | 303000 | 1750
Fleksjob | 74300 | 75020 | 720
I alt | 576650 | 583020 | 6370
~Sygedagpenge | 1105 | 1172 | 67
~Kontanthjælp | 798 | 772 | -26
~Førtidspension | 1988 | 1996 | 8""",
    ),
    Flat(
        "nøgletal med enhed i etiketten", "None", "R2022 R2023 R2024 B2025",
        """Økonomiske nøgletal
R2022 R2023 R2024 B2025
Udskrivningsprocent 25,4 25,4 25,6 25,6
Grundskyldspromille 26,1 26,1 8,4 8,4
Gennemsnitlig kassebeholdning (mio. kr.) 288,1 301,7 266,0 240,0
Kassebeholdning pr. indbygger (kr.) 6.411 6.690 5.870 5.275
Langfristet gæld (mio. kr.) 612,0 640,5 671,2 690,8
Antal indbyggere 44.940 45.098 45.311 45.497
Serviceudgifter i pct. af rammen 99,1 98,7 99,8 100,0
""",
        """Udskrivningsprocent | 25.4 | 25.4 | 25.6 | 25.6
Grundskyldspromille | 26.1 | 26.1 | 8.4 | 8.4
Gennemsnitlig kassebeholdning (mio. kr.) | 288.1 | 301.7 | 266.0 | 240.0
Kassebeholdning pr. indbygger (kr.) | 6411 | 6690 | 5870 | 5275
Langfristet gæld (mio. kr.) | 612.0 | 640.5 | 671.2 | 690.8
Antal indbyggere | 44940 | 45098 | 45311 | 45497
Serviceudgifter i pct. af rammen | 99.1 | 98.7 | 99.8 | 100.0""",
    ),
    Flat(
        "gentaget hoved på ny side", "1.000 kr.", "B2025 K2025 R2025 O O",
        """Udvalget for Teknik og Klima
1.000 kr. Vedtaget budget 2025 Korrigeret budget 2025 Forbrug 31.8.2025 Rest Forbrugs-pct.
Vejvedligeholdelse 41.200 42.650 30.114 12.536 70,6
Vintertjeneste 9.800 9.800 6.204 3.596 63,3
Parker og skove 17.450 17.900 11.870 6.030 66,3
Kollektiv trafik 28.300 28.300 18.865 9.435 66,7
12 Budgetopfølgning pr. 31. august 2025
1.000 kr. Vedtaget budget 2025 Korrigeret budget 2025 Forbrug 31.8.2025 Rest Forbrugs-pct.
Byggesager -4.100 -4.100 -2.387 -1.713 58,2
Miljøtilsyn 3.650 3.650 2.201 1.449 60,3
Teknik og Klima i alt 96.300 98.200 66.867 31.333 68,1
""",
        """Vejvedligeholdelse | 41200 | 42650 | 30114 | 12536 | 70.6
Vintertjeneste | 9800 | 9800 | 6204 | 3596 | 63.3
Parker og skove | 17450 | 17900 | 11870 | 6030 | 66.3
Kollektiv trafik | 28300 | 28300 | 18865 | 9435 | 66.7
Byggesager | -4100 | -4100 | -2387 | -1713 | 58.2
Miljøtilsyn | 3650 | 3650 | 2201 | 1449 | 60.3
Teknik og Klima i alt | 96300 | 98200 | 66867 | 31333 | 68.1""",
    ),
    Flat(
        "år over udgift og indtægt", "1.000 kr.", "O2025 O2025 O2026 O2026",
        """Anlæg i alt fordelt på år
1.000 kr. 2025 2026
Udgift Indtægt Udgift Indtægt
Skoler 24.000 0 31.500 0
Veje og broer 18.200 -4.000 12.600 -2.500
Byudvikling 6.100 -14.300 3.400 -9.800
I alt 48.300 -18.300 47.500 -12.300
""",
        """Skoler | 24000 | 0 | 31500 | 0
Veje og broer | 18200 | -4000 | 12600 | -2500
Byudvikling | 6100 | -14300 | 3400 | -9800
I alt | 48300 | -18300 | 47500 | -12300""",
    ),
    Flat(
        "lån med udløbsår og rente", "1.000 kr.", "O O O O2024 O2025",
        """Lånoversigt
1.000 kr. Optaget Udløb Rente i pct. Restgæld 2024 Restgæld 2025
Skolebyggeri 2009 2034 2,35 41.208 37.660
Ældreboliger, Engparken 2013 2043 1,90 88.414 84.702
Energilån 2018 2038 0,85 19.770 18.404
Færgelån 2021 2046 1,12 30.055 28.880
""",
        """Skolebyggeri | 2009 | 2034 | 2.35 | 41208 | 37660
Ældreboliger, Engparken | 2013 | 2043 | 1.90 | 88414 | 84702
Energilån | 2018 | 2038 | 0.85 | 19770 | 18404
Færgelån | 2021 | 2046 | 1.12 | 30055 | 28880""",
    ),
    Flat(
        "afvigelser på en kolonne", "mio. kr.", "V",
        """Væsentligste afvigelser
Mio. kr.
Merudgift til specialundervisning 4,2
Mindreudgift til vikarer -1,1
Færre indtægter fra forældrebetaling 0,9
Udskudt ombygning af klub -2,6
I alt 1,4
""",
        """Merudgift til specialundervisning | 4.2
Mindreudgift til vikarer | -1.1
Færre indtægter fra forældrebetaling | 0.9
Udskudt ombygning af klub | -2.6
I alt | 1.4""",
    ),
    Flat(
        "beregning med plus og minus", "mio. kr.", "B2025 F2025 V",
        """Udvikling i likvide aktiver
Mio. kr. Budget 2025 Forventet regnskab 2025 Afvigelse
Likvide aktiver primo 212,5 230,8 18,3
Årets resultat 41,7 29,3 -12,4
Lånoptagelse 25,0 25,0 0,0
Afdrag på lån -33,1 -33,0 0,1
Øvrige finansforskydninger -4,4 -7,9 -3,5
Likvide aktiver ultimo 241,7 244,2 2,5
""",
        """Likvide aktiver primo | 212.5 | 230.8 | 18.3
Årets resultat | 41.7 | 29.3 | -12.4
Lånoptagelse | 25.0 | 25.0 | 0.0
Afdrag på lån | -33.1 | -33.0 | 0.1
Øvrige finansforskydninger | -4.4 | -7.9 | -3.5
Likvide aktiver ultimo | 241.7 | 244.2 | 2.5""",
    ),
    Flat(
        "elevtal med ændring i pct.", "antal", "O2023 O2024 O2025 O O",
        """Antal elever i kommunens skoler pr. 5. september
Skole 2023 2024 2025 Ændring Ændring i pct.
Bakkeskolen 512 498 487 -11 -2,2
Fjordskolen 388 395 402 7 1,8
Søndermarksskolen 701 690 672 -18 -2,6
10. klasse-centret 144 151 149 -2 -1,3
I alt 1.745 1.734 1.710 -24 -1,4
""",
        """Bakkeskolen | 512 | 498 | 487 | -11 | -2.2
Fjordskolen | 388 | 395 | 402 | 7 | 1.8
Søndermarksskolen | 701 | 690 | 672 | -18 | -2.6
10. klasse-centret | 144 | 151 | 149 | -2 | -1.3
I alt | 1745 | 1734 | 1710 | -24 | -1.4""",
    ),
    Flat(
        "personale med løn og stillinger under hinanden", "1.000 kr.", "R2023 R2024 B2025",
        """Plejecentre, løn og bemanding
1.000 kr. R2023 R2024 B2025
Engparken 38.410 39.902 40.118
Lindegården 29.075 30.240 31.006
Åhaven 44.822 45.310 46.870
I alt 112.307 115.452 117.994
Engparken 81,2 82,0 81,5
Lindegården 60,4 61,1 62,0
Åhaven 93,7 93,5 94,8
""",
        """Engparken | 38410 | 39902 | 40118
Lindegården | 29075 | 30240 | 31006
Åhaven | 44822 | 45310 | 46870
I alt | 112307 | 115452 | 117994
~Engparken | 81.2 | 82.0 | 81.5
~Lindegården | 60.4 | 61.1 | 62.0
~Åhaven | 93.7 | 93.5 | 94.8""",
    ),
    Flat(
        "overførsel med tegn efter", "kr.", "O O O",
        """Overførsler mellem årene, hele kr.
Enhed Overført fra 2023 Årets resultat Overføres til 2025
Plejecenter Engparken 412.118 55.004- 357.114
Hjemmeplejen Nord 1.204.880- 310.226 894.654-
Hjemmeplejen Syd 87.305 12.440 99.745
Sygeplejen 644.019 701.250- 57.231-
I alt 61.438- 433.588- 495.026-
""",
        """Plejecenter Engparken | 412118 | -55004 | 357114
Hjemmeplejen Nord | -1204880 | 310226 | -894654
Hjemmeplejen Syd | 87305 | 12440 | 99745
Sygeplejen | 644019 | -701250 | -57231
I alt | -61438 | -433588 | -495026""",
    ),
    Flat(
        "hovedoversigt med romertal og bogstaver", "mio. kr.", "R2024 B2025 B2026 B2027 B2028",
        """Hovedoversigt (mio. kr.) Regnskab
2024
Budget
2025
Overslag
2026
Overslag
2027
Overslag
2028
A. Driftsvirksomhed (inkl. refusion)
1. Byudvikling 38,4 40,1 39,6 39,2 39,2
2. Forsyning 0,0 0,0 0,0 0,0 0,0
3. Skole og kultur 744,8 750,0 752,3 748,1 745,5
4. Sundhed 311,6 318,9 320,4 322,0 323,7
Drift i alt 1.094,8 1.109,0 1.112,3 1.109,3 1.108,4
B. Anlægsvirksomhed 92,3 104,5 80,0 75,0 75,0
C. Renter 6,1 7,7 8,2 8,5 8,4
D. Balanceforskydninger -11,4 2,0 2,0 2,0 2,0
Udgifter i alt 1.181,8 1.223,2 1.202,5 1.194,8 1.193,8
""",
        """1. Byudvikling | 38.4 | 40.1 | 39.6 | 39.2 | 39.2
2. Forsyning | 0.0 | 0.0 | 0.0 | 0.0 | 0.0
3. Skole og kultur | 744.8 | 750.0 | 752.3 | 748.1 | 745.5
4. Sundhed | 311.6 | 318.9 | 320.4 | 322.0 | 323.7
Drift i alt | 1094.8 | 1109.0 | 1112.3 | 1109.3 | 1108.4
B. Anlægsvirksomhed | 92.3 | 104.5 | 80.0 | 75.0 | 75.0
C. Renter | 6.1 | 7.7 | 8.2 | 8.5 | 8.4
D. Balanceforskydninger | -11.4 | 2.0 | 2.0 | 2.0 | 2.0
Udgifter i alt | 1181.8 | 1223.2 | 1202.5 | 1194.8 | 1193.8""",
    ),
    Flat(
        "kolonner af andre enheder", "1.000 kr.", "O O O O",
        """Ejendomme til salg
1.000 kr. Udløbsår Forventet indtægt Pris pr. grund Budget
Nordmarken 2031 14.000 875 12.500
Åbrinken 2028 8.400 700 8.400
Kildevænget 2035 22.750 910 20.000
I alt 45.150 40.900
""",
        """Nordmarken | 2031 | 14000 | 875 | 12500
Åbrinken | 2028 | 8400 | 700 | 8400
Kildevænget | 2035 | 22750 | 910 | 20000
I alt | · | 45150 | · | 40900""",
    ),
    Flat(
        "drift fordelt på udvalg, firelinjers hoved", "1.000 kr.", "R2024 B2025 B2026 B2027 B2028 B2029",
        """Tabel 4: Nettodriftsudgifter fordelt på udvalg
1.000 kr.
2026-pris- og lønniveau
Regnskab
2024
Budget
2025
Budget
2026
BO
2027
BO
2028
BO
2029
Økonomiudvalget 312.480 318.220 321.004 319.880 318.400 318.400
Børneudvalget 902.115 915.640 921.330 918.205 914.700 911.050
Ældre- og Sundhedsudvalget 788.302 801.915 812.440 815.600 819.210 823.500
Klima- og Byudvalget 141.006 139.480 140.220 139.900 139.900 139.900
I alt 2.143.903 2.175.255 2.194.994 2.193.585 2.192.210 2.192.850
""",
        """Økonomiudvalget | 312480 | 318220 | 321004 | 319880 | 318400 | 318400
Børneudvalget | 902115 | 915640 | 921330 | 918205 | 914700 | 911050
Ældre- og Sundhedsudvalget | 788302 | 801915 | 812440 | 815600 | 819210 | 823500
Klima- og Byudvalget | 141006 | 139480 | 140220 | 139900 | 139900 | 139900
I alt | 2143903 | 2175255 | 2194994 | 2193585 | 2192210 | 2192850""",
    ),
    Flat(
        "serviceudgifter mod ramme", "mio. kr.", "B2025 F2025 O",
        """Serviceudgifter 2025
(mio. kr.) Vedtaget budget Forventet regnskab Forskel
Børn og Unge 1.011,2 1.018,8 7,6
Social 488,0 495,3 7,3
Sundhed og Ældre 702,4 699,1 -3,3
Øvrige områder 512,9 504,8 -8,1
Serviceudgifter i alt 2.714,5 2.718,0 3,5
Serviceramme 2.716,0 2.716,0 0,0
Afstand til ramme 1,5 -2,0 -3,5
""",
        """Børn og Unge | 1011.2 | 1018.8 | 7.6
Social | 488.0 | 495.3 | 7.3
Sundhed og Ældre | 702.4 | 699.1 | -3.3
Øvrige områder | 512.9 | 504.8 | -8.1
Serviceudgifter i alt | 2714.5 | 2718.0 | 3.5
Serviceramme | 2716.0 | 2716.0 | 0.0
Afstand til ramme | 1.5 | -2.0 | -3.5""",
    ),
    Flat(
        "puljer med tal i navnet og tomme celler", "1.000 kr.", "O2026 O2027 O2028 O2029",
        """Ændringsforslag til budget 2026
1.000 kr. (+ = udgift) 2026 2027 2028 2029
1. Flere hænder i 12 børnehaver 4.500 6.000 6.000 6.000
2. Gratis bus for 65+ 900 900 900 900
3. Pulje til 10 legepladser 2.000 2.000 - -
4. Lavere selskabsskat 0 -1.200 -1.200 -1.200
5. Genåbning af bibliotek i 8700-området 350 700 700 700
Forslag i alt 7.750 8.400 6.400 6.400
""",
        """1. Flere hænder i 12 børnehaver | 4500 | 6000 | 6000 | 6000
2. Gratis bus for 65+ | 900 | 900 | 900 | 900
3. Pulje til 10 legepladser | 2000 | 2000 | · | ·
4. Lavere selskabsskat | 0 | -1200 | -1200 | -1200
5. Genåbning af bibliotek i 8700-området | 350 | 700 | 700 | 700
Forslag i alt | 7750 | 8400 | 6400 | 6400""",
    ),
    Flat(
        "celler på hver sin linje med hoved", "1.000 kr.", "B2025 F2025 V",
        """Anlæg pr. udvalg

1.000 kr.

Budget 2025

Forventet regnskab 2025

Afvigelse

Børneudvalget

48.200

44.950

-3.250

Kulturudvalget

12.400

12.400

0

Teknikudvalget

71.350

63.005

-8.345

I alt

131.950

120.355

-11.595
""",
        """Børneudvalget | 48200 | 44950 | -3250
Kulturudvalget | 12400 | 12400 | 0
Teknikudvalget | 71350 | 63005 | -8345
I alt | 131950 | 120355 | -11595""",
    ),
    Flat(
        "kvadratmeter og tusinder", "None", "O2023 O2024",
        """Kommunale bygninger
Nøgletal 2023 2024
Samlet areal, m2 288.410 286.905
Energiforbrug, MWh 41.220 38.774
CO2, ton 6.120 5.540
Vandforbrug, m3 118.300 115.870
Udgift til el, 1.000 kr. 18.420 15.306
""",
        """Samlet areal, m2 | 288410 | 286905
Energiforbrug, MWh | 41220 | 38774
CO2, ton | 6120 | 5540
Vandforbrug, m3 | 118300 | 115870
Udgift til el, 1.000 kr. | 18420 | 15306""",
    ),
    Flat(
        "indtægter med skatteprocenter", "1.000 kr.", "B2025 B2026 O",
        """Skatter og generelle tilskud
Beløb i 1.000 kr. Budget 2025 Budget 2026 Ændring
Kommunal indkomstskat -1.688.400 -1.741.900 -53.500
Selskabsskat -31.207 -36.118 -4.911
Grundskyld -141.850 -143.902 -2.052
Dækningsafgift -12.040 -11.985 55
Udligning og tilskud -702.331 -690.116 12.215
I alt -2.575.828 -2.624.021 -48.193
Udskrivningsprocent 25,7 25,7 0,0
Grundskyldspromille 7,9 7,9 0,0
""",
        """Kommunal indkomstskat | -1688400 | -1741900 | -53500
Selskabsskat | -31207 | -36118 | -4911
Grundskyld | -141850 | -143902 | -2052
Dækningsafgift | -12040 | -11985 | 55
Udligning og tilskud | -702331 | -690116 | 12215
I alt | -2575828 | -2624021 | -48193
~Udskrivningsprocent | 25.7 | 25.7 | 0.0
~Grundskyldspromille | 7.9 | 7.9 | 0.0""",
    ),
    Flat(
        "kolonneoverskrift gentages, side midt i række", "1.000 kr.", "O2025 O2026 O2027 O2028",
        """Investeringsoversigt 2025-2028
1.000 kr. 2025 2026 2027 2028
Skoleområdet
Ombygning af indskoling,
Nordre Skole 12.500 8.000 0 0
Faglokaler 2.400 2.400 2.400 2.400
Side 31
Investeringsoversigt 2025-2028
1.000 kr. 2025 2026 2027 2028
Legepladser 600 600 600 600
Skoleområdet i alt 15.500 11.000 3.000 3.000
Vejområdet
Asfalt 9.000 9.000 9.000 9.000
Broer og bygværker 3.200 1.800 1.800 1.800
Vejområdet i alt 12.200 10.800 10.800 10.800
Anlæg i alt 27.700 21.800 13.800 13.800
""",
        """Ombygning af indskoling, Nordre Skole | 12500 | 8000 | 0 | 0
Faglokaler | 2400 | 2400 | 2400 | 2400
Legepladser | 600 | 600 | 600 | 600
Skoleområdet i alt | 15500 | 11000 | 3000 | 3000
Asfalt | 9000 | 9000 | 9000 | 9000
Broer og bygværker | 3200 | 1800 | 1800 | 1800
Vejområdet i alt | 12200 | 10800 | 10800 | 10800
Anlæg i alt | 27700 | 21800 | 13800 | 13800""",
    ),
    Flat(
        "aktivitet og enhedspris i kolonner", "1.000 kr.", "O O O",
        """Botilbud, budgetforudsætninger 2026
Antal pladser Pris pr. plads, kr. Budget, 1.000 kr.
Længerevarende botilbud (§ 108) 48 1.245.000 59.760
Midlertidige botilbud (§ 107) 31 812.400 25.184
Bostøtte (§ 85) 210 96.300 20.223
Beskyttet beskæftigelse 95 141.700 13.462
""",
        """Længerevarende botilbud (§ 108) | 48 | 1245000 | 59760
Midlertidige botilbud (§ 107) | 31 | 812400 | 25184
Bostøtte (§ 85) | 210 | 96300 | 20223
Beskyttet beskæftigelse | 95 | 141700 | 13462""",
    ),
    Flat(
        "hjemmehjælp, timer og borgere i kr.-tabel", "1.000 kr.", "R2024 B2025 F2025",
        """Hjemmepleje
1.000 kr. R2024 B2025 F2025
Praktisk hjælp 31.450 32.100 32.870
Personlig pleje 118.204 120.900 123.450
Sygepleje 48.990 49.700 50.020
I alt 198.644 202.700 206.340
Praktisk hjælp 1.212 1.240 1.251
Personlig pleje 704 715 731
""",
        """Praktisk hjælp | 31450 | 32100 | 32870
Personlig pleje | 118204 | 120900 | 123450
Sygepleje | 48990 | 49700 | 50020
I alt | 198644 | 202700 | 206340
~Praktisk hjælp | 1212 | 1240 | 1251
~Personlig pleje | 704 | 715 | 731""",
    ),
    Flat(
        "finansiering af tillægsbevilling", "kr.", "O2025 O2026 O2027",
        """Bevillingsmæssige konsekvenser
Kr. 2025 2026 2027
Anlægsbevilling, Hal C 3.250.000 6.800.000 0
Rådighedsbeløb, pulje 4 -1.000.000 0 0
Kassen -2.250.000 -6.800.000 0
Balance 0 0 0
""",
        """Anlægsbevilling, Hal C | 3250000 | 6800000 | 0
Rådighedsbeløb, pulje 4 | -1000000 | 0 | 0
Kassen | -2250000 | -6800000 | 0
Balance | 0 | 0 | 0""",
    ),
    Flat(
        "månedsopfølgning med procenter og udelt overskrift", "mio. kr.", "K2025 R2025 O O F2025 V",
        """Økonomiopfølgning pr. 30. september 2025
Mio. kr. Korr. budget 2025 Forbrug pr. 30.9.2025 Forbrug i pct. Forventet pct. Forventet regnskab 2025 Afvigelse
Ældreområdet 612,4 470,1 76,8 75,0 621,9 9,5
Handicapområdet 388,2 288,0 74,2 75,0 385,5 -2,7
Sundhed 97,5 70,9 72,7 75,0 96,8 -0,7
I alt 1.098,1 829,0 75,5 75,0 1.104,2 6,1
""",
        """Ældreområdet | 612.4 | 470.1 | 76.8 | 75.0 | 621.9 | 9.5
Handicapområdet | 388.2 | 288.0 | 74.2 | 75.0 | 385.5 | -2.7
Sundhed | 97.5 | 70.9 | 72.7 | 75.0 | 96.8 | -0.7
I alt | 1098.1 | 829.0 | 75.5 | 75.0 | 1104.2 | 6.1""",
    ),
    Flat(
        "to forskellige tabeller efter hinanden", "1.000 kr.", "O2026 O2027",
        """Tabel 1. Besparelser
1.000 kr. 2026 2027
Administration -1.200 -2.400
Indkøb -3.500 -3.500
I alt -4.700 -5.900
""",
        """Administration | -1200 | -2400
Indkøb | -3500 | -3500
I alt | -4700 | -5900""",
    ),
    Flat(
        "opdelt label og værdi på næste linje", "1.000 kr.", "B2025 B2026",
        """Pulje til lokale initiativer
1.000 kr. Budget 2025 Budget 2026
Tilskud til forsamlingshuse og
medborgerhuse i landdistrikterne
650 650
Frivilligt socialt arbejde efter
servicelovens § 18
2.140 2.180
Lokalråd 320 320
I alt 3.110 3.150
""",
        """Tilskud til forsamlingshuse og medborgerhuse i landdistrikterne | 650 | 650
Frivilligt socialt arbejde efter servicelovens § 18 | 2140 | 2180
Lokalråd | 320 | 320
I alt | 3110 | 3150""",
    ),
    Flat(
        "fodnotetegn på tal og etiketter", "mio. kr.", "O2022 O2023 O2024",
        """Anlægsudgifter, mio. kr.
2022 2023 2024
Skoler¹⁾ 18,2 22,9 31,4
Veje 24,0 21,7* 19,9
Ældreboliger 2) 6,1 14,8 40,3
Øvrigt 3,3 2,9 4,1**
I alt 51,6 62,3 95,7
* Inkl. tilskud fra staten
""",
        """Skoler¹⁾ | 18.2 | 22.9 | 31.4
Veje | 24.0 | 21.7 | 19.9
Ældreboliger 2) | 6.1 | 14.8 | 40.3
Øvrigt | 3.3 | 2.9 | 4.1
I alt | 51.6 | 62.3 | 95.7""",
    ),
    Flat(
        "kolonne mangler i mange rækker", "kr.", "O O O",
        """Tilskud fra Kulturpuljen 2025, kr.
Ansøger Ansøgt Bevilget Afslag
Havnefestivalen 150.000 90.000 60.000
Byorkesteret 75.000 75.000
Teaterforeningen 40.000 40.000
Kunst i gaden 220.000 100.000 120.000
I alt 485.000 265.000 220.000
""",
        """Havnefestivalen | 150000 | 90000 | 60000
Byorkesteret | 75000 | 75000 | ·
Teaterforeningen | 40000 | · | 40000
Kunst i gaden | 220000 | 100000 | 120000
I alt | 485000 | 265000 | 220000""",
    ),
    Flat(
        "antal, enhedspris, beløb på dagtilbud", "None", "O2025 O2026 O2025 O2026",
        """Børnetal og budget
Antal børn Budget, 1.000 kr.
2025 2026 2025 2026
Dagpleje 210 198 24.150 23.166
Vuggestuer 845 860 121.680 125.560
Børnehaver 1.730 1.704 152.240 151.656
I alt 2.785 2.762 298.070 300.382
""",
        """Dagpleje | 210 | 198 | 24150 | 23166
Vuggestuer | 845 | 860 | 121680 | 125560
Børnehaver | 1730 | 1704 | 152240 | 151656
I alt | 2785 | 2762 | 298070 | 300382""",
    ),
    Flat(
        "fordeling i procent", "%", "O O O O",
        """Fordeling af elever på transportform, pct.
Gang Cykel Bus Bil
0.-3. klasse 22 31 9 38
4.-6. klasse 18 49 14 19
7.-9. klasse 11 55 24 10
""",
        """0.-3. klasse | 22 | 31 | 9 | 38
4.-6. klasse | 18 | 49 | 14 | 19
7.-9. klasse | 11 | 55 | 24 | 10""",
    ),
    Flat(
        "reserver og budgetværn i overslagsår, P/L", "mio. kr.", "O2026 O2027 O2028 O2029",
        """Budgetværn og reserver
Mio. kr., 2026-p/l 2026 2027 2028 2029
Budgetværn, service 15,0 15,0 15,0 15,0
Reserve til demografi 0,0 8,4 16,9 25,1
Pulje til ny lovgivning 4,0 4,0 4,0 4,0
Forventet overskud -10,0 -10,0 -10,0 -10,0
I alt 9,0 17,4 25,9 34,1
""",
        """Budgetværn, service | 15.0 | 15.0 | 15.0 | 15.0
Reserve til demografi | 0.0 | 8.4 | 16.9 | 25.1
Pulje til ny lovgivning | 4.0 | 4.0 | 4.0 | 4.0
Forventet overskud | -10.0 | -10.0 | -10.0 | -10.0
I alt | 9.0 | 17.4 | 25.9 | 34.1""",
    ),
    Flat(
        "hoved én celle pr. linje og rækker på linjer, minus sidst", "1.000 kr.", "R2024 B2025 V",
        """Brugerfinansieret område
(1.000 kr.)
Regnskab 2024
Oprindeligt budget 2025
Afvigelse
Renovation, indtægter
61.204- 63.110- 1.906-
Renovation, udgifter
58.890 61.002 2.112
Genbrugspladser
12.415 12.800 385
Renovation i alt
10.101 10.692 591
""",
        """Renovation, indtægter | -61204 | -63110 | -1906
Renovation, udgifter | 58890 | 61002 | 2112
Genbrugspladser | 12415 | 12800 | 385
Renovation i alt | 10101 | 10692 | 591""",
    ),
    Flat(
        "valgdistrikter og stemmer", "antal", "O O O",
        """Biblioteker, antal
Bibliotek Besøg Udlån Arrangementer
Hovedbiblioteket 214.880 301.455 312
Vestby 48.120 61.770 95
Havneby 31.405 40.020 61
I alt 294.405 403.245 468
""",
        """Hovedbiblioteket | 214880 | 301455 | 312
Vestby | 48120 | 61770 | 95
Havneby | 31405 | 40020 | 61
I alt | 294405 | 403245 | 468""",
    ),
    Flat(
        "tillægsbevillinger med konto og beløb i fire år", "kr.", "O2025 O2026 O2027 O2028",
        """Ansøgning om tillægsbevilling
Hele kr. 2025 2026 2027 2028
Drift
xx.05.25.14 Daginstitutioner 1.450.000 2.900.000 2.900.000 2.900.000
xx.03.22.01 Folkeskoler -450.000 -900.000 -900.000 -900.000
Finansiering
Kassebeholdning -1.000.000 -2.000.000 -2.000.000 -2.000.000
I alt 0 0 0 0
""",
        """xx.05.25.14 Daginstitutioner | 1450000 | 2900000 | 2900000 | 2900000
xx.03.22.01 Folkeskoler | -450000 | -900000 | -900000 | -900000
Kassebeholdning | -1000000 | -2000000 | -2000000 | -2000000
I alt | 0 | 0 | 0 | 0""",
    ),
    Flat(
        "regnskabsresultat med sidste års tal", "mio. kr.", "R2023 B2024 K2024 R2024",
        """Resultatopgørelse, mio. kr.
Note Regnskab 2023 Opr. budget 2024 Korr. budget 2024 Regnskab 2024
1 Skatter -2.214,0 -2.301,5 -2.301,5 -2.304,8
2 Tilskud og udligning -801,3 -844,2 -850,0 -849,9
Indtægter i alt -3.015,3 -3.145,7 -3.151,5 -3.154,7
3 Serviceudgifter 2.011,8 2.088,4 2.101,9 2.095,0
4 Overførsler 811,5 849,0 846,2 851,1
Renter 9,4 12,0 12,0 8,7
Driftsresultat -182,6 -196,3 -191,4 -199,9
""",
        """1 Skatter | -2214.0 | -2301.5 | -2301.5 | -2304.8
2 Tilskud og udligning | -801.3 | -844.2 | -850.0 | -849.9
Indtægter i alt | -3015.3 | -3145.7 | -3151.5 | -3154.7
3 Serviceudgifter | 2011.8 | 2088.4 | 2101.9 | 2095.0
4 Overførsler | 811.5 | 849.0 | 846.2 | 851.1
Renter | 9.4 | 12.0 | 12.0 | 8.7
Driftsresultat | -182.6 | -196.3 | -191.4 | -199.9""",
    ),
    Flat(
        "to tabeller under hinanden med samme hoved", "1.000 kr.", "K2025 F2025 V",
        """Drift
1.000 kr. Korrigeret budget 2025 Forventet regnskab 2025 Afvigelse
Skole 402.000 405.100 3.100
Dagtilbud 251.300 250.050 -1.250
I alt 653.300 655.150 1.850
Anlæg
1.000 kr. Korrigeret budget 2025 Forventet regnskab 2025 Afvigelse
Skolebyggeri 31.000 24.500 -6.500
Legepladser 2.400 2.400 0
I alt 33.400 26.900 -6.500
""",
        """Skole | 402000 | 405100 | 3100
Dagtilbud | 251300 | 250050 | -1250
I alt | 653300 | 655150 | 1850
Skolebyggeri | 31000 | 24500 | -6500
Legepladser | 2400 | 2400 | 0
I alt | 33400 | 26900 | -6500""",
    ),
    Flat(
        "procentpoint og målopfyldelse", "None", "O2023 O2024 O2025",
        """Mål og resultater for beskæftigelsesindsatsen
Indikator 2023 2024 Mål 2025 Status
Ledige i pct. af arbejdsstyrken 3,1 2,9 2,8 Nået
Langtidsledige personer 412 388 350 Ikke nået
Unge på uddannelseshjælp 298 271 260 Delvist
""",
        """Ledige i pct. af arbejdsstyrken | 3.1 | 2.9 | 2.8
Langtidsledige personer | 412 | 388 | 350
Unge på uddannelseshjælp | 298 | 271 | 260""",
    ),
    Flat(
        "besparelse med fuld virkning og personale", "1.000 kr.", "O2026 O2027 O2028 O2029 O",
        """Forslag 14: Fælles vikarkorps
1.000 kr. 2026 2027 2028 2029 Fuldtids-
stillinger
Lønudgifter -1.800 -3.600 -3.600 -3.600 -7,5
Øvrig drift -150 -300 -300 -300 0,0
Implementering 500 250 0 0 0,5
I alt -1.450 -3.650 -3.900 -3.900 -7,0
""",
        """Lønudgifter | -1800 | -3600 | -3600 | -3600 | -7.5
Øvrig drift | -150 | -300 | -300 | -300 | 0.0
Implementering | 500 | 250 | 0 | 0 | 0.5
I alt | -1450 | -3650 | -3900 | -3900 | -7.0""",
    ),
    Flat(
        "aldersfordelt befolkning med forskel", "antal", "O2025 O2029 O O",
        """Befolkning fordelt på aldersgrupper
Aldersgruppe 2025 2029 Forskel Forskel i %
0-5-årige 2.913 2.870 -43 -1,5%
6-16-årige 6.204 5.960 -244 -3,9%
17-66-årige 28.855 28.640 -215 -0,7%
67+-årige 8.097 8.985 888 11,0%
I alt 46.069 46.455 386 0,8%
""",
        """0-5-årige | 2913 | 2870 | -43 | -1.5
6-16-årige | 6204 | 5960 | -244 | -3.9
17-66-årige | 28855 | 28640 | -215 | -0.7
67+-årige | 8097 | 8985 | 888 | 11.0
I alt | 46069 | 46455 | 386 | 0.8""",
    ),
    Flat(
        "huslejer pr. kvadratmeter", "kr.", "O2024 O2025",
        """Ældreboliger, månedlig husleje
Kr. pr. måned 2024 2025
Engparken 1-12 6.412 6.540
Engparken 14-30 6.950 7.089
Åhaven, 2 rum 5.877 5.995
Åhaven, 3 rum 7.204 7.348
""",
        """Engparken 1-12 | 6412 | 6540
Engparken 14-30 | 6950 | 7089
Åhaven, 2 rum | 5877 | 5995
Åhaven, 3 rum | 7204 | 7348""",
    ),
    Flat(
        "sagsbehandling, antal og dage blandet", "None", "R2023 R2024",
        """Byggesager
Nøgletal R2023 R2024
Modtagne ansøgninger 612 588
Afgjorte sager 640 601
Sagsbehandlingstid, dage 47 41
Gebyrindtægter, 1.000 kr. 4.812 4.455
""",
        """Modtagne ansøgninger | 612 | 588
Afgjorte sager | 640 | 601
Sagsbehandlingstid, dage | 47 | 41
Gebyrindtægter, 1.000 kr. | 4812 | 4455""",
    ),
    Flat(
        "lokalråd med tilskud pr. indbygger i pengetabel", "kr.", "O O O",
        """Tilskud til lokalråd 2026
Lokalråd Indbyggere Grundtilskud i kr. Tilskud i alt i kr.
Vesterby 1.204 10.000 22.040
Østerby 845 10.000 18.450
Skovlund 2.310 10.000 33.100
""",
        """Vesterby | 1204 | 10000 | 22040
Østerby | 845 | 10000 | 18450
Skovlund | 2310 | 10000 | 33100""",
    ),
    Flat(
        "likviditetsprognose, kvartaler og år", "mio. kr.", "O2025 O2025 O2026 O2026",
        """Likviditetsprognose
Mio. kr. 3. kvartal 2025 4. kvartal 2025 1. kvartal 2026 2. kvartal 2026
Indbetalinger 812,0 799,4 805,5 821,3
Udbetalinger -788,5 -842,9 -790,1 -802,0
Nettobevægelse 23,5 -43,5 15,4 19,3
""",
        """Indbetalinger | 812.0 | 799.4 | 805.5 | 821.3
Udbetalinger | -788.5 | -842.9 | -790.1 | -802.0
Nettobevægelse | 23.5 | -43.5 | 15.4 | 19.3""",
    ),
    Flat(
        "demografireguleringer med bevilling og antal", "1.000 kr.", "O2026 O2027 O2028 O2029",
        """Demografipulje
1.000 kr., 2026-p/l 2026 2027 2028 2029
0-5-årige -1.240 -2.105 -2.980 -3.110
6-16-årige -3.400 -4.905 -6.120 -7.004
80+-årige 4.112 8.340 12.577 16.890
I alt -528 1.330 3.477 6.776
""",
        """0-5-årige | -1240 | -2105 | -2980 | -3110
6-16-årige | -3400 | -4905 | -6120 | -7004
80+-årige | 4112 | 8340 | 12577 | 16890
I alt | -528 | 1330 | 3477 | 6776""",
    ),
    Flat(
        "udvalgets samlede økonomi, total først", "mio. kr.", "K2025 F2025 V",
        """Social- og Sundhedsudvalget
Mio. kr. Korrigeret budget 2025 Forventet regnskab 2025 Afvigelse
Social- og Sundhedsudvalget i alt 1.204,6 1.219,0 14,4
Hjemmepleje 311,4 318,2 6,8
Plejecentre 402,8 404,1 1,3
Voksne med handicap 388,0 396,5 8,5
Sundhedsfremme 102,4 100,2 -2,2
- heraf genoptræning 41,0 40,6 -0,4
""",
        """Social- og Sundhedsudvalget i alt | 1204.6 | 1219.0 | 14.4
Hjemmepleje | 311.4 | 318.2 | 6.8
Plejecentre | 402.8 | 404.1 | 1.3
Voksne med handicap | 388.0 | 396.5 | 8.5
Sundhedsfremme | 102.4 | 100.2 | -2.2
- heraf genoptræning | 41.0 | 40.6 | -0.4""",
    ),
    Flat(
        "anlægsbevillinger, tre linjers celler", "kr.", "O O O O",
        """Anlægsbevillinger, der søges frigivet
Projekt
Rådigheds-
beløb
Tidligere
frigivet
Søges
frigivet
Rest
Sti langs åen 4.200.000 600.000 3.600.000 0
Kunstgræsbane 6.500.000 0 1.000.000 5.500.000
Rådhusets ventilation 9.100.000 2.100.000 4.000.000 3.000.000
I alt 19.800.000 2.700.000 8.600.000 8.500.000
Alle beløb i kr.
""",
        """Sti langs åen | 4200000 | 600000 | 3600000 | 0
Kunstgræsbane | 6500000 | 0 | 1000000 | 5500000
Rådhusets ventilation | 9100000 | 2100000 | 4000000 | 3000000
I alt | 19800000 | 2700000 | 8600000 | 8500000""",
    ),
    Flat(
        "prioriterede forslag med nummer og udvalg", "1.000 kr.", "O2026 O2027 O2028",
        """Udvidelsesforslag
Nr. Forslag 2026 2027 2028
101 Ekstra tandplejer 650 650 650
102 Aflastning af pårørende 1.200 1.200 1.200
103 Digital lærerplatform 900 400 400
104 Skolebusser til 2 nye ruter 1.150 1.150 1.150
Udvidelser i alt 3.900 3.400 3.400
(1.000 kr.)
""",
        """101 Ekstra tandplejer | 650 | 650 | 650
102 Aflastning af pårørende | 1200 | 1200 | 1200
103 Digital lærerplatform | 900 | 400 | 400
104 Skolebusser til 2 nye ruter | 1150 | 1150 | 1150
Udvidelser i alt | 3900 | 3400 | 3400""",
    ),
    Flat(
        "mellemrum som tusindtal og komma", "kr.", "B2025 R2025 V",
        """Havnens driftsregnskab
Kroner Budget 2025 Regnskab 2025 Afvigelse
Havneleje -1 204 000 -1 188 450 15 550
Vedligehold 640 000 702 118 62 118
Løn 455 000 451 902 -3 098
Resultat -109 000 -34 430 74 570
""",
        """Havneleje | -1204000 | -1188450 | 15550
Vedligehold | 640000 | 702118 | 62118
Løn | 455000 | 451902 | -3098
Resultat | -109000 | -34430 | 74570""",
    ),
    Flat(
        "fritidspas og brugere", "antal", "O2021 O2022 O2024",
        """Antal brugere af fritidspas
2021 2022 2024
Drenge 312 340 401
Piger 288 305 377
I alt 600 645 778
""",
        """Drenge | 312 | 340 | 401
Piger | 288 | 305 | 377
I alt | 600 | 645 | 778""",
    ),
    Flat(
        "kommunale selskaber, manglende år som streger", "mio. kr.", "R2021 R2022 R2023 R2024",
        """Resultat i kommunens selskaber, mio. kr.
Selskab R2021 R2022 R2023 R2024
Vandforsyning A/S 4,1 3,8 5,0 6,2
Havneselskab P/S - - 1,2 2,4
Kulturhus ApS -0,8 -1,1 -0,4 0,1
Energi 2030 A/S .. 0,3 0,9 1,5
""",
        """Vandforsyning A/S | 4.1 | 3.8 | 5.0 | 6.2
Havneselskab P/S | · | · | 1.2 | 2.4
Kulturhus ApS | -0.8 | -1.1 | -0.4 | 0.1
Energi 2030 A/S | · | 0.3 | 0.9 | 1.5""",
    ),
    Flat(
        "navne med hver sit år, celler en på hver linje", None, "O2025 O2025 O2024 O2024",
        """Priser i svømmehallen

Indgang 2025 Abonnement 2025 Indgang 2024
Abonnement
2024

Voksne, hverdage

48

1.190

46

1.150

Voksne, weekend 55

1.310

52

1.260

Børn over 3 år 24 610 22 590
""",
        """Voksne, hverdage | 48 | 1190 | 46 | 1150
Voksne, weekend | 55 | 1310 | 52 | 1260
Børn over 3 år | 24 | 610 | 22 | 590""",
    ),
    Flat(
        "kroner i cellerne, en celle med to priser og tal først i teksten", "kr.", "O O O",
        """Betaling for madordning
Ordning Udgift pr. måned Tilskud Egenbetaling
Skolemad 1.204 kr. 903 kr. 301 kr.
Skolemad med frugt 1.204 kr./frugt 88 kr.* 903 kr. 389 kr.
0. - 3. klasse uden frugt 980 kr. 735 kr. 245 kr.
4. - 6. klasse uden frugt 1.032 kr. 774 kr. 258 kr.
""",
        """Skolemad | 1204 | 903 | 301
0. - 3. klasse uden frugt | 980 | 735 | 245
4. - 6. klasse uden frugt | 1032 | 774 | 258""",
    ),
    Flat(
        "måneder som statistikken skriver dem, total først", None, "O O",
        """Tilflyttere efter alder
Alder 2023M06 2024M06
I alt 1204 1251
0-17 år 301 322
18-29 år 588 604
30 år og derover 315 325
""",
        """I alt | 1204 | 1251
0-17 år | 301 | 322
18-29 år | 588 | 604
30 år og derover | 315 | 325""",
    ),
    Flat(
        "foreningens tal, hvert år under sit ord og tomme felter", None, "B2025 R2024 B2024",
        """Regnskab for året, revideret i marts


Budget
2025
Regnskab
2024
Budget
2024
Indtægter:

1. Kontingenter 31.000 28.412 30.500

2. Stævner
Sommerstævne 4.200 3.980 4.000
Vinterstævne 1.500
0
1.200
Stævner i alt: 5.700 3.980 5.200
""",
        """1. Kontingenter | 31000 | 28412 | 30500
Sommerstævne | 4200 | 3980 | 4000
Vinterstævne | 1500 | 0 | 1200
Stævner i alt: | 5700 | 3980 | 5200""",
    ),
    Flat(
        "to ord og et år over en tabel med flere søjler, og et tal der er trykt forkert", None, "O O O O",
        """2024

Kommunale regnskabstal

Udgifter Indtægter Saldo Samlet saldo
Januar 71.204,1 46.311,8 -24.892,3 -24.892,3
Februar 58.990,4 85.107,2 26.116,8 1.224,5
Marts 73.011,0 95,404,5 22.393,5 23.618,0
April 64.870,3 58.411,9 -6.458,4 17.159,6
Maj 87.602,7 84.599,2 -3.003,5 14.156,1
""",
        """Januar | 71204.1 | 46311.8 | -24892.3 | -24892.3
Februar | 58990.4 | 85107.2 | 26116.8 | 1224.5
April | 64870.3 | 58411.9 | -6458.4 | 17159.6
Maj | 87602.7 | 84599.2 | -3003.5 | 14156.1""",
    ),
    Flat(
        "vandværkets regnskab, hver celle for sig med luft imellem", None, "R2024 B2025 R2025 O2025",
        """Regnskab og Budget




Regnskab

Budget

Regnskab



Forskel



2024

2025

2025



2025



Indtægter:



Salg af vand

512.304

520.000

517.116



-2.884

Fast bidrag

301.200

305.000

311.950



6.950

Rykkere

1.450

0

900



900

I alt

814.954

825.000

829.966



4.966
""",
        """Salg af vand | 512304 | 520000 | 517116 | -2884
Fast bidrag | 301200 | 305000 | 311950 | 6950
Rykkere | 1450 | 0 | 900 | 900
I alt | 814954 | 825000 | 829966 | 4966""",
    ),
    Flat(
        "et tal i hver række under ord der ender i enheden, og en anden enhed under det", "mio. kr.", "O",
        """Udgifter i mio. kr.
Biblioteker 21,4
Haller og baner 13,9
I alt 35,3

Takster for klubber
Pladstype Takst kr.
Eftermiddag 1.205
Morgen 640
""",
        """Biblioteker | 21.4
Haller og baner | 13.9
I alt | 35.3
~Eftermiddag | 1205
~Morgen | 640""",
    ),
)  # fmt: skip
