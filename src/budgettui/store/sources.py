"""Where something was read, as a column: ``[page, line, last_line, raw]`` as JSON, or null."""

from __future__ import annotations

import json

from budgettui.domain.paper.papers import Source


def source_text(source: Source) -> str | None:
    """A source as its column: null where nothing is known."""
    values = (source.page, source.line, source.last_line, source.raw)
    return None if values == (None, None, None, None) else json.dumps(values, ensure_ascii=False)


def source_of(text: str | int | None) -> Source:
    """A source from its column; a number is a line of a file without pages."""
    if isinstance(text, int):
        return Source(line=text, last_line=text)
    return Source(*json.loads(text)) if text else Source()
