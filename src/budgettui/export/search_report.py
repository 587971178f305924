"""What a search found, for a pipe: one place a line, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from budgettui.domain.errors import N_
from budgettui.domain.paper.excerpt import excerpt
from budgettui.export.escape import plain_line
from budgettui.export.wording import date_text
from budgettui.i18n import _

if TYPE_CHECKING:
    from budgettui.store import Hit

#: What a hit is, in a word.
KINDS = {
    "item": N_("dagsorden"), "point": N_("beslutning"), "action": N_("opfølgning"), "paper": N_("papir"),
    "section": N_("afsnit"), "promise": N_("løfte"), "table": N_("tabel"), "row": N_("linje"),
}
#: How much of a text is printed around the words, in characters.
_WIDTH = 100


def place_words(hit: Hit) -> str:
    """Where a hit stands: the meeting with its date and item, or the document with its line."""
    line = _("linje {line}").format(line=hit.source.line) if hit.document and hit.source.line else ""
    words = (date_text(hit.date), hit.number or "", plain_line(hit.title), line)
    return " · ".join(word for word in words if word)


def found_lines(hits: Sequence[Hit], words: Sequence[str]) -> Iterator[str]:
    """A line a hit: what it is, where it stands, and the words in their context."""
    for hit in hits:
        yield f"{_(KINDS[hit.kind])}: {place_words(hit)}: {excerpt(hit.text, words, _WIDTH).text}"


def found_json(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    return [
        {
            "kind": hit.kind,
            "title": hit.title,
            "date": hit.date,
            "item": hit.number,
            "document": hit.document,
            "line": hit.source.line,
            "page": hit.source.page,
            "text": hit.text,
        }
        for hit in hits
    ]
