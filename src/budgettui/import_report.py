"""What came of an import, in words and as JSON: the same for the command line and the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from budgettui.domain.errors import BudgettuiError
from budgettui.export.escape import plain_line
from budgettui.i18n import _, error_text, ngettext, said_in_language
from budgettui.importing import Outcome, Questioned
from budgettui.store import ImportResult

#: The version of the JSON.
SCHEMA = 1


def status(outcome: Outcome) -> str:
    """"stored", "known" (it was here already) or "refused"."""
    if outcome.result is None:
        return "refused"
    return "known" if outcome.result.already else "stored"


def error_words(error: BudgettuiError | OSError | None) -> str:
    """Why something was refused, in the chosen language."""
    return plain_line(error_text(error)) if error is not None else ""


def stored_words(outcome: Outcome) -> str:
    """What was stored of a file, in one sentence."""
    result = outcome.result
    assert result is not None
    if result.already:
        return _("allerede indlæst, intet er ændret.")
    said = ", ".join(count_words(_counts(result, outcome.findings)).values())
    if result.same_meeting:
        said += _("; mødet var der allerede")
    if result.hung_on:
        said += _("; lagt til {item} på dagsordenen").format(item=plain_line(result.hung_on))
    if result.replaces is None:
        return _("indlæst: {counts}.").format(counts=said)
    return _("indlæst som ny version, den forrige står der endnu: {counts}.").format(counts=said)


def count_words(counts: Mapping[str, int]) -> dict[str, str]:
    """What was stored by the names of the counts, "2 papirer"; declarations of intent only where there are any."""
    words = {
        "items": ngettext("{n} punkt på dagsordenen", "{n} punkter på dagsordenen", counts["items"]),
        "papers": ngettext("{n} papir", "{n} papirer", counts["papers"]),
        "points": ngettext("{n} beslutningspunkt", "{n} beslutningspunkter", counts["points"]),
        "tables": ngettext("{n} tabel", "{n} tabeller", counts["tables"]),
        "rows": ngettext("{n} række", "{n} rækker", counts["rows"]),
        "uncertain": ngettext("{n} usikker række", "{n} usikre rækker", counts["uncertain"]),
        "intentions": ngettext("{n} hensigtserklæring", "{n} hensigtserklæringer", counts["intentions"]),
        "findings": ngettext("{n} fund", "{n} fund", counts["findings"]),
    }
    return {name: text.format(n=counts[name]) for name, text in words.items() if counts[name] or name != "intentions"}


def question_words(question: Questioned) -> str:
    where = [_("side {page}").format(page=question.page)] if question.page else []
    where += [_("linje {line}").format(line=question.line)] if question.line else []
    # Neither what is printed nor the reason names the row once more.
    what = [question.table, "" if question.printed.startswith(question.row) else question.row, question.printed]
    why = said_in_language(question.why).removesuffix(f": {question.row}") or _("usikker læsning")
    return plain_line(" · ".join(part for part in (" ".join(where), *what, why) if part))


def report_lines(outcomes: Sequence[Outcome], most: int | None) -> Iterator[str]:
    """A line for each file that is in the store, and below it what is in doubt; at most so many of those a file."""
    for outcome in outcomes:
        if outcome.result is None:
            continue
        yield f"{plain_line(outcome.shown)}: {stored_words(outcome)}"
        shown = outcome.questions[:most]
        yield from (f"  ? {question_words(question)}" for question in shown)
        if left := len(outcome.questions) - len(shown):
            yield "  ? " + ngettext("… og {n} til", "… og {n} til", left).format(n=left)


def report_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The report for other programs. Sentences are in the chosen language; everything else is not."""
    return {
        "schema": SCHEMA,
        "files": [_file(outcome) for outcome in outcomes],
        "totals": {
            **{name: sum(status(outcome) == name for outcome in outcomes) for name in ("stored", "known", "refused")},
            "questions": sum(len(outcome.questions) for outcome in outcomes),
        },
    }


def _file(outcome: Outcome) -> dict[str, Any]:
    result = outcome.result
    return {
        "file": outcome.shown,
        "name": Path(outcome.shown).name,
        "status": status(outcome),
        "error": error_words(outcome.error) or None,
        "document": result and result.document,
        "replaces": result and result.replaces,
        "meeting": result and result.meeting,
        "item": (result and result.hung_on) or None,
        "counts": _counts(result, outcome.findings) if result else None,
        "questions": [_question(question) for question in outcome.questions],
    }


def _question(question: Questioned) -> dict[str, Any]:
    said = question._replace(why=said_in_language(question.why))
    return {name: value or None for name, value in said._asdict().items()}


def _counts(result: ImportResult, findings: int) -> dict[str, int]:
    named = {"rows" if name == "lines" else name: count for name, count in result.counts.items()}
    return {**named, "findings": findings}
