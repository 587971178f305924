"""PDFs for the tests, drawn as printers draw them: text line by line, figures by their right edge, rulings as lines."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


class Sheet:
    """A PDF as it is drawn. Places are in points from the lower left corner."""

    def __init__(self, font: str = "Helvetica", size: float = 10) -> None:
        self._buffer = BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4)
        self.font, self.size = font, size
        self.canvas.setFont(font, size)

    def text(self, y: float, *lines: str, x: float = 60, step: float = 13) -> float:
        """Lines of text from ``y`` down; where the next would stand."""
        for line in lines:
            self.canvas.drawString(x, y, line)
            y -= step
        return y

    def row(self, y: float, label: str, cells: Sequence[str], edges: Sequence[float], x: float = 60) -> None:
        """A row: the label at the left, each cell ending at its edge."""
        self.canvas.drawString(x, y, label)
        for cell, edge in zip(cells, edges, strict=True):
            if cell:
                self.canvas.drawRightString(edge, y, cell)

    def raised(self, x: float, y: float, mark: str) -> None:
        """A small mark over the line."""
        self.canvas.setFont(self.font, self.size * 0.6)
        self.canvas.drawString(x, y + self.size * 0.35, mark)
        self.canvas.setFont(self.font, self.size)

    def grid(self, top: float, rows: Sequence[Sequence[str]], edges: Sequence[float], height: float = 15) -> float:
        """A ruled table: labels at the left of their cell, figures at the right; where it ends."""
        bottom = top - len(rows) * height
        for k in range(len(rows) + 1):
            self.canvas.line(edges[0], top - k * height, edges[-1], top - k * height)
        for x in edges:
            self.canvas.line(x, top, x, bottom)
        for k, row in enumerate(rows):
            y = top - k * height - 11
            self.row(y, row[0], row[1:], [x - 3 for x in edges[2:]], edges[0] + 3)
        return bottom

    def page(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.canvas.setFont(self.font, self.size)

    def bytes(self) -> bytes:
        """The whole file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()
