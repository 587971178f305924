"""PDF tables beside pdfplumber's own table extraction, on the same file in the same run.

    .venv/bin/python benchmarks/pdf_tables.py [FILE.pdf]

Without a file one is drawn: pages of text with a ruled table each. Printed are the seconds (the best of five), the
ratio, and how many tables each finds with the same cells.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path


def drawn(pages: int = 20, rows: int = 36) -> bytes:
    """A report of ruled tables, as a printer draws it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    edges = (60, 250, 330, 410, 490)
    for page in range(pages):
        canvas.setFont("Helvetica", 8)
        for k in range(12):
            canvas.drawString(60, 815 - 10 * k, "Afdelingen forventer et mindreforbrug, da pladser åbner senere.")
        top, height = 680, 15
        for k in range(rows + 1):
            canvas.line(edges[0], top - k * height, edges[-1], top - k * height)
        for x in edges:
            canvas.line(x, top, x, top - rows * height)
        for k in range(rows):
            y = top - k * height - 11
            canvas.drawString(63, y, f"Område nr. {page}-{k}x")
            for column, x in enumerate(edges[2:]):
                canvas.drawRightString(x - 3, y, f"Budget {2024 + column}" if k == 0 else f"{k * 7 + column}.100,5")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ours(content: bytes) -> list[list[list[str]]]:
    """The cells of the ruled tables, as this program finds them."""
    from budgettui.ingest.pdf import read_pages
    from budgettui.ingest.pdfs.tables import find_regions

    pages = read_pages("benchmark.pdf", content)
    return [
        [[str(cell) for cell in row.cells] for row in region.rows]
        for page in pages
        for region in find_regions(page)
        if region.drawn
    ]


def theirs(content: bytes) -> list[list[list[str]]]:
    """The same by pdfplumber."""
    import pdfplumber

    with pdfplumber.open(BytesIO(content)) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return [[[cell or "" for cell in row] for row in table] for table in tables]


def best(work: Callable[[bytes], list[list[list[str]]]], content: bytes) -> tuple[float, list[list[list[str]]]]:
    """The least seconds of five runs, and what the last found."""
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        found = work(content)
        took.append(time.perf_counter() - begin)
    return min(took), found


def main(arguments: list[str]) -> None:
    """Measure both and print."""
    content = Path(arguments[0]).read_bytes() if arguments else drawn()
    own, our_tables = best(ours, content)
    its, their_tables = best(theirs, content)
    same = sum(table in their_tables for table in our_tables)
    print(f"budgettui   {own:7.3f} s   {len(our_tables)} ruled tables")
    print(f"pdfplumber  {its:7.3f} s   {len(their_tables)} tables, {same} of ours with the same cells")
    print(f"ratio       {its / own:7.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
