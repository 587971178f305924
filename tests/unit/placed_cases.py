"""Tables whose cells have a place, on web pages and on PDF pages, with units and years that only words tell.

As in :mod:`flat_corpus`, words and figures are the tests' own. A row that has another unit than its table has "~"
before its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from drawn_tables import Drawing, draw_one
from flat_corpus import Flat
from pdf_papers import Sheet


@dataclass(frozen=True)
class Placed:
    """A table as printed: ``rows`` are label and cells, parted by " | "; ``under`` is a line under it."""

    name: str
    unit: str
    columns: str
    title: str
    corner: str
    heads: str
    rows: str
    under: str = ""

    @property
    def names(self) -> list[str]:
        return self.heads.split(" | ")

    @property
    def cells(self) -> list[list[str]]:
        """Label and cells of every row."""
        parts = [[cell.strip() for cell in row.removeprefix("~").split("|")] for row in self.rows.strip().split("\n")]
        return [[*row, *[""] * (len(self.names) + 1 - len(row))] for row in parts]

    @property
    def others(self) -> set[str]:
        """The labels of rows that have another unit than the table."""
        return {row.removeprefix("~").split("|")[0].strip() for row in self.rows.split("\n") if row.startswith("~")}

    @property
    def flat(self) -> Flat:
        """What must be read."""
        rows = [
            " | ".join(("~" * (row[0] in self.others) + row[0], *map(_exact, row[1:])))
            for row in self.cells
            if any(row[1:])
        ]
        return Flat(self.name, self.unit, self.columns, f"{self.title}\n{self.corner} {self.heads}\n", "\n".join(rows))


def _exact(cell: str) -> str:
    """A printed cell as the corpus writes it."""
    figure = cell.removesuffix(" kr.").removesuffix("%")
    return figure.replace(".", "").replace(",", ".") if figure not in {"", "-"} else "·"


def web_page(case: Placed) -> tuple[str, bytes]:
    rows = [[case.corner, *case.names], *case.cells]
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return "notat.html", (
        "<!DOCTYPE html><html><head><title>Notat</title></head><body><h1>Notat</h1>"
        f"<p>Forvaltningen redegør her for den økonomiske udvikling.</p><p>{escape(case.title)}</p>"
        f"<table>{body}</table><p>{escape(case.under)}</p><p>Forvaltningen følger op til efteråret.</p></body></html>"
    ).encode()


def page(case: Placed, *, ruled: bool) -> tuple[str, bytes]:
    sheet = Sheet(size=9)
    y = sheet.text(790, "Notat til Økonomiudvalget", "", "Forvaltningen redegør her for den økonomiske udvikling.")
    rows = [(label, cells) for label, *cells in case.cells]
    draw_one(sheet, Drawing(ruled=ruled, gap=14), y - 20, 60, (case.title, case.corner, case.names, rows))
    sheet.text(300, "Forvaltningen følger op til efteråret.")
    return "notat.pdf", sheet.bytes()


CASES: Sequence[Placed] = (
    Placed(
        "antal uden ord", "1.000 kr.", "B2025 R2025",
        "Dagtilbud, budget og regnskab", "1.000 kr.", "Budget 2025 | Regnskab 2025",
        """Løn, dagpleje | 48.210 | 47.905
Løn, daginstitutioner | 212.460 | 214.118
Forældrebetaling | -61.300 | -60.944
Madordning | 9.820 | 9.764
Indskrevne 0-2-årige
~Dagpleje | 412 | 405
~Vuggestue | 988 | 1.002""",
    ),
    Placed(
        "normering", "1.000 kr.", "R2024 B2025 V",
        "Folkeskoler", "1.000 kr.", "Regnskab 2024 | Budget 2025 | Afvigelse",
        """Undervisning | 402.118 | 409.300 | -7.182
Fritidsordning | 88.402 | 87.950 | 452
Ledelse | 41.007 | 40.800 | 207
~Lærere | 612,4 | 608,0 | 4,4
~Pædagoger | 144,1 | 147,5 | -3,4""",
    ),
    Placed(
        "forbrug i kwh", "mio. kr.", "R2023 R2024",
        "Ejendomme, hovedtal", "Mio. kr.", "Regnskab 2023 | Regnskab 2024",
        """Vedligehold | 48,2 | 51,0
Energi | 39,9 | 33,4
Rengøring | 27,5 | 28,1
I alt | 115,6 | 112,5
Forbrug i 1.000 kWh
~Skoler | 12.410 | 11.980
~Rådhus og kontorer | 3.205 | 3.011""",
    ),
    Placed(
        "skatteprocent under skatterne", "1.000 kr.", "B2025 B2026 O",
        "Skatter og tilskud", "Beløb i 1.000 kr.", "Budget 2025 | Budget 2026 | Ændring",
        """Indkomstskat | -1.688.400 | -1.741.900 | -53.500
Selskabsskat | -31.207 | -36.118 | -4.911
Grundskyld | -141.850 | -143.902 | -2.052
I alt | -1.861.457 | -1.921.920 | -60.463
~Udskrivningsprocent | 25,7 | 25,7 | 0,0
~Antal skatteydere | 33.120 | 33.455 | 335
~Indkomstskat pr. indbygger | 50.978 | 52.067 | 1.089""",
    ),
    Placed(
        "takster med kr.", "kr.", "O O O",
        "Takster for dagtilbud i 2025", "Pladstype", "Driftsudgift pr. måned | Kommunal andel | Egenbetaling",
        """Dagpleje | 10.204 kr. | 7.653 kr. | 2.551 kr.
Vuggestue uden mad | 12.516 kr. | 9.387 kr. | 3.129 kr.
Børnehave uden mad | 7.012 kr. | 5.259 kr. | 1.753 kr.""",
    ),
    Placed(
        "forbrugsprocent", "1.000 kr.", "B2025 K2025 R2025 O O",
        "Udvalget for Teknik", "1.000 kr.",
        "Oprindeligt budget 2025 | Korr. budget 2025 | Forbrug 31.8.2025 | Rest | Forbrugs-pct.",
        """Vejvedligeholdelse | 41.200 | 42.650 | 30.114 | 12.536 | 70,6
Vintertjeneste | 9.800 | 9.800 | 6.204 | 3.596 | 63,3
Parker og skove | 17.450 | 17.900 | 11.870 | 6.030 | 66,3
I alt | 68.450 | 70.350 | 48.188 | 22.162 | 68,5""",
    ),
    Placed(
        "forkortede år og enhed under", "mio. kr.", "R2024 B2025 F2025 V",
        "Drift pr. udvalg", "Udvalg", "R2024 | B2025 | FR2025 | Afvigelse",
        """Børneudvalget | 902,1 | 915,6 | 921,0 | 5,4
Kulturudvalget | 88,4 | 90,1 | 89,7 | -0,4
I alt | 990,5 | 1.005,7 | 1.010,7 | 5,0""",
        "Beløb i mio. kr.",
    ),
    Placed(
        "året i titlen", "mio. kr.", "B2025 F2025 V2025",
        "Serviceudgifter 2025", "(mio. kr.)", "Vedtaget budget | Forventet regnskab | Afvigelse",
        """Børn og Unge | 1.011,2 | 1.018,8 | 7,6
Social | 488,0 | 495,3 | 7,3
I alt | 1.499,2 | 1.514,1 | 14,9""",
    ),
    Placed(
        "lån med udløbsår", "1.000 kr.", "O O O2024 O2025",
        "Lånoversigt", "1.000 kr.", "Udløbsår | Rente i pct. | Restgæld 2024 | Restgæld 2025",
        """Skolebyggeri | 2034 | 2,35 | 41.208 | 37.660
Ældreboliger, Engparken | 2043 | 1,90 | 88.414 | 84.702
Energilån | 2038 | 0,85 | 19.770 | 18.404""",
    ),
)
