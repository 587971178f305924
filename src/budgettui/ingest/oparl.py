"""Meetings of OParl 1.1 (JSON): the agenda with its results, as a council's system gives them out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from budgettui.domain.clean import clean_text
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import AgendaItem, Finding, Participant, PrintedDecision, Reading, Source
from budgettui.ingest.casesystem import day_of
from budgettui.ingest.page import opening
from budgettui.ingest.papers.outcomes import outcome_of

CODE = "oparl"
_TYPE = re.compile(r"https?://schema\.oparl\.org/[0-9.]+/(?P<kind>[A-Za-z]+)")
_HEAD = 1024 * 1024
#: OParl is a German standard: its words for a result, the longest first.
_RESULTS = (
    (r"geändert\s+(?:beschlossen|angenommen)|mit änderungen", "approved_as_amended"),
    (r"abgelehnt", "rejected"),
    (r"vertagt|zurückgestellt", "postponed"),
    (r"verwiesen|überwiesen", "referred"),
    (r"zur kenntnis", "noted"),
    (r"von der tagesordnung|abgesetzt", "withdrawn"),
    (r"zurückgezogen", "withdrawn"),
    (r"empfohlen", "recommended"),
    (r"beschlossen|angenommen", "adopted"),
    (r"zugestimmt", "approved"),
)
_FILES = ("invitation", "resultsProtocol", "verbatimProtocol")


def recognises(content: bytes) -> bool:
    """Whether the content is JSON that names an OParl type."""
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"{", b"[")) and b"schema.oparl.org" in head.replace(b"\\/", b"/")


def read(name: str, content: bytes) -> Reading:
    """The meeting; of another kind of object only its name and a note of what it is. Raises ``UnreadableFile``: no
    valid JSON, or none of OParl's objects in it."""
    text = opening.decode(name, content, lines=False)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UnreadableFile(N_("Filen {name} er ikke gyldig JSON: linje {line}."), name=name, line=line) from error
    whole = _objects(data)
    meetings = [one for one in whole if _kind(one) == "Meeting"]
    if not whole:
        raise UnreadableFile(N_("Filen {name} har intet møde og ingen dagsordenspunkter."), name=name)
    places = _Places(text)
    if not meetings:
        return _other(name, content, text, whole[0], places)
    reading = _meeting(name, content, text, meetings[0], places)
    if len(meetings) == 1:
        return reading
    words = N_("Filen har {count} møder; kun det første er læst").format(count=len(meetings))
    return replace(reading, findings=(*reading.findings, Finding("other", "note", words, source=Source(line=1))))


def _objects(data: Any) -> list[Mapping[str, Any]]:
    """The object of the file, or those of a list or a page of a list."""
    if isinstance(data, Mapping) and isinstance(data.get("data"), list):
        data = data["data"]
    found = data if isinstance(data, list) else [data]
    return [one for one in found if isinstance(one, Mapping) and _kind(one)]


def _kind(data: Mapping[str, Any]) -> str | None:
    match = _TYPE.fullmatch(str(data.get("type") or ""))
    return match["kind"] if match else None


def _said(data: Any, key: str) -> str | None:
    value = data.get(key) if isinstance(data, Mapping) else None
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return " ".join(clean_text(str(value)).split()) or None
    return None


def _many(data: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    value = data.get(key)
    return (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Mapping))


class _Places:
    """The lines of a JSON text: what a value's own text stands on, from the last one found on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._at = 0

    def of(self, value: str | None) -> Source:
        """The first line from here on that holds the value; the first of the file where none does."""
        if value is None:
            return Source(line=1)
        for printed in (json.dumps(value, ensure_ascii=False), json.dumps(value)):
            at = self._text.find(printed, self._at)
            if at < 0:
                at = self._text.find(printed)
            if at >= 0:
                self._at = at
                line = self._text.count("\n", 0, at) + 1
                return Source(None, line, line, self._lines[line - 1][:2000])
        return Source(line=1)


def _other(name: str, content: bytes, text: str, data: Mapping[str, Any], places: _Places) -> Reading:
    kind = _kind(data) or ""
    title = _said(data, "name")
    words = N_("Filen er et OParl-objekt af slagsen {kind} og ikke et møde; den har ingen dagsorden")
    note = Finding("other", "note", words.format(kind=kind), source=places.of(title))
    return Reading(
        name=name,
        sha256=sha256(content).hexdigest(),
        format=CODE,
        kind="unknown",
        text=text,
        title=title,
        date=day_of(_said(data, "date")),
        findings=(note,),
    )


def _meeting(name: str, content: bytes, text: str, data: Mapping[str, Any], places: _Places) -> Reading:
    title = _said(data, "name")
    findings: list[Finding] = []
    if data.get("cancelled") is True:
        findings.append(Finding("other", "note", N_("Mødet er aflyst"), source=places.of(title)))
    files = [one for key in (*_FILES, "auxiliaryFile") for one in _many(data, key)]
    for own in files:
        file_name = _said(own, "name") or _said(own, "fileName")
        if file_name:
            words = N_("Mødet har filen {file}").format(file=file_name)
            findings.append(Finding("other", "note", words, printed=file_name, source=places.of(file_name)))
    places_of_items = _Places(text)
    day = day_of(_said(data, "start"))
    body = next((label for one in _many(data, "organization") if (label := _said(one, "name"))), None) or title
    items = tuple(
        _item(one, places_of_items, body, day)
        for one in sorted(_many(data, "agendaItem"), key=lambda one: _order(one.get("order")))
    )
    return Reading(
        name=name,
        sha256=sha256(content).hexdigest(),
        format=CODE,
        kind="minutes" if any(item.decisions for item in items) else "agenda",
        text=text,
        title=title,
        body=body,
        date=day,
        participants=tuple(Participant(label) for one in _many(data, "participant") if (label := _said(one, "name"))),
        agenda_items=items,
        findings=tuple(findings),
    )


def _order(value: Any) -> int:
    """An item's place; those without one stay as they stand, after the others' sort is stable."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _item(data: Mapping[str, Any], places: _Places, body: str | None, day: str | None) -> AgendaItem:
    title = _said(data, "name")
    source = places.of(title)
    result, words = _said(data, "result"), _said(data, "resolutionText")
    decided: tuple[PrintedDecision, ...] = ()
    if result or words:
        decided = (
            PrintedDecision(
                text="\n\n".join(one for one in (result, words) if one),
                body=body,
                date=day,
                outcome=_outcome(result) or outcome_of(words or ""),
                source=places.of(result or words),
            ),
        )
    public = data.get("public")
    return AgendaItem(
        number=_said(data, "number"),
        title=title,
        open=public if isinstance(public, bool) else None,
        minutes=decided[0].text if decided else None,
        attachments=tuple(
            label
            for key in ("resolutionFile", "auxiliaryFile")
            for one in _many(data, key)
            if (label := _said(one, "name") or _said(one, "fileName"))
        ),
        decisions=decided,
        source=source,
    )


def _outcome(result: str | None) -> str | None:
    if not result:
        return None
    german = next((code for words, code in _RESULTS if re.search(words, result, re.IGNORECASE)), None)
    return german or outcome_of(result)
