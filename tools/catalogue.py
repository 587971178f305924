"""The translations: Danish stands in the code, every other language in ``src/budgettui/locale``.

    python tools/catalogue.py update        read the code, bring the .po files up to date, compile them
    python tools/catalogue.py missing       what has no translation, as JSON to fill in
    python tools/catalogue.py fill FILE     put such a filled-in JSON file into the .po file and compile it
    python tools/catalogue.py compile       after a .po file was edited by hand
    python tools/catalogue.py check         fail on anything that is missing, doubtful or stale
    python tools/catalogue.py unmarked      Danish text in the code that no one marked (a hint, not a rule)

A message is marked with ``_("…")``, ``ngettext("…", "…", n)`` or ``N_("…")``; the last only marks. The JSON
of ``missing`` and ``fill`` is ``{"message": "translation"}``, for a plural ``{"message": ["one", "many"]}``.
"""

from __future__ import annotations

import argparse
import ast
import gettext
import io
import json
import string
import struct
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "budgettui"
LANGUAGES = ("en",)
#: What marks a message, and how many of its arguments are the message.
KEYWORDS = {"_": 1, "N_": 1, "ngettext": 2}
#: Lines of a catalogue's head that say nothing about it, or something else at each writing.
LEFT_OUT = (
    '"Generated-By',
    '"Language-Team',
    '"Last-Translator',
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Project-Id-Version',
    '"Report-Msgid-Bugs-To',
)
#: The class that every error with a message for a person comes from.
ERRORS = "BudgettuiError"


def po_path(source: Path, language: str) -> Path:
    """Where a language's translations are written by hand."""
    return source / "locale" / language / "LC_MESSAGES" / "budgettui.po"


def mo_path(source: Path, language: str) -> Path:
    """Where the program reads them from."""
    return po_path(source, language).with_suffix(".mo")


def nodes(source: Path) -> Iterator[tuple[str, ast.AST]]:
    """All that the program says in its modules, each with its module's path from the source folder's parent."""
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source.parent).as_posix()
        yield from ((name, node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def extract(source: Path) -> Catalog:
    """What the code says, and the descriptions of its themes, with the files that say it."""
    found = Catalog(project="budgettui", charset="utf-8")
    for name, node in nodes(source):
        message = marked(node)
        texts = [one.value for one in message if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if all(texts) and len(texts) == len(message) > 0:
            found.add(texts[0] if len(texts) == 1 else tuple(texts), None, [(name, message[0].lineno)])
    for path in sorted((source.parents[1] / "themes").glob("*.toml")):
        theme = tomllib.loads(path.read_text(encoding="utf-8"))
        found.add(theme["description"], None, [(f"themes/{path.name}", 1)])
    return found


def called(call: ast.Call) -> str:
    """The name of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def marked(node: ast.AST) -> list[ast.expr]:
    """The arguments of a mark that are its message; nothing where this is no mark."""
    return node.args[: KEYWORDS.get(called(node), 0)] if isinstance(node, ast.Call) else []


def read(source: Path, language: str) -> Catalog:
    """A language's translations; an empty catalogue where there is no file yet."""
    path = po_path(source, language)
    if not path.exists():
        return Catalog(locale=language, project="budgettui", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(source: Path, language: str, catalogue: Catalog) -> None:
    """Write the .po file, the same bytes for the same messages: sorted, without dates and line numbers."""
    catalogue.fuzzy = False
    catalogue.header_comment = "# The screen's words in another language. Danish is the language of the code."
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    path = po_path(source, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line for line in lines if not line.startswith(LEFT_OUT)), encoding="utf-8")


def entries(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue without its head."""
    return [message for message in catalogue if message.id]


def singular(message: Message) -> str:
    """What the message is called: for a plural the form for one."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def forms(message: Message) -> list[tuple[str, str]]:
    """The pairs of a form in the code and its translation, which may be empty."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string or ""))]
    translated = list(message.string) if isinstance(message.string, (list, tuple)) else []
    translated += [""] * (2 - len(translated))
    return [(message.id[at], str(translated[at])) for at in (0, 1)]


def compiled(catalogue: Catalog) -> dict[object, str]:
    """What a program reads from the catalogue once it is compiled."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return spoken(gettext.GNUTranslations(buffer))


def spoken(translations: gettext.GNUTranslations) -> dict[object, str]:
    """The messages of a compiled catalogue without its head, which holds the date."""
    messages: dict[object, str] = vars(translations)["_catalog"]
    return {key: text for key, text in messages.items() if key}


def is_stale(source: Path, language: str) -> bool:
    """Whether the compiled catalogue says something else than the .po file."""
    path = mo_path(source, language)
    if not path.exists():
        return True
    try:
        with path.open("rb") as file:
            return spoken(gettext.GNUTranslations(file)) != compiled(read(source, language))
    except (OSError, UnicodeDecodeError, struct.error):  # how gettext says that it is no catalogue
        return True


def compile_catalogue(source: Path, language: str) -> None:
    """Write the .mo file where it is stale, so that an unchanged one keeps its bytes."""
    if is_stale(source, language):
        with mo_path(source, language).open("wb") as file:
            write_mo(file, read(source, language))


def update(source: Path, language: str) -> None:
    """Bring a language up to date with the code; a changed message is never guessed from a similar one."""
    catalogue = read(source, language)
    catalogue.update(extract(source), no_fuzzy_matching=True)
    write(source, language, catalogue)
    compile_catalogue(source, language)


def missing(source: Path, language: str) -> dict[str, str | list[str]]:
    """What has no translation in this language."""
    known = {singular(message): message for message in entries(read(source, language))}
    found: dict[str, str | list[str]] = {}
    for message in entries(extract(source)):
        name = singular(message)
        if name not in known or known[name].fuzzy or not all(text for _, text in forms(known[name])):
            found[name] = "" if isinstance(message.id, str) else ["", ""]
    return found


def fill(source: Path, language: str, translations: dict[str, str | list[str]]) -> list[str]:
    """Put translations in. Returns those that the code does not ask for; they are left out."""
    update(source, language)
    catalogue = read(source, language)
    by_name = {singular(message): message for message in entries(catalogue)}
    unknown = [name for name in translations if name not in by_name]
    for name, text in translations.items():
        if name in by_name and text:
            by_name[name].string = tuple(text) if isinstance(text, list) else text
            by_name[name].flags.discard("fuzzy")
    write(source, language, catalogue)
    compile_catalogue(source, language)
    return unknown


def fields(text: str) -> set[str]:
    """The named fields of a message. Raises ``ValueError`` where its braces do not match."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def differs(original: str, translation: str) -> str | None:
    """What a translation does not keep of the original, or ``None``."""
    try:
        wanted, given = fields(original), fields(translation)
    except ValueError as error:
        return str(error)
    if wanted != given:
        return f"fields {sorted(given)} instead of {sorted(wanted)}"
    if ends(original) != ends(translation):
        return "other blanks at its ends"
    return None


def ends(text: str) -> tuple[str, str]:
    """The blanks before and after a message, which are part of a layout."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def problems(source: Path = SOURCE, languages: Sequence[str] = LANGUAGES) -> list[str]:
    """All that is wrong with the marks in the code and with the translations; empty is good."""
    errors = error_classes(source)
    found = list(wrong_marks(source, errors))
    code = {singular(message): message for message in entries(extract(source))}
    for language in languages:
        if not po_path(source, language).exists():
            found.append(f"{language}: there is no catalogue; run tools/catalogue.py update")
            continue
        known = {singular(message): message for message in entries(read(source, language))}
        for name, message in code.items():
            where = f"{language}: {name!r} ({', '.join(sorted({path for path, _ in message.locations}))})"
            if name not in known or known[name].id != message.id:
                found.append(f"{where} is not in the catalogue; run tools/catalogue.py update")
                continue
            if known[name].fuzzy:
                found.append(f"{where} is marked fuzzy")
            for original, translation in forms(known[name]):
                if not translation.strip():
                    found.append(f"{where} has no translation")
                elif difference := differs(original, translation):
                    found.append(f"{where}: {difference}")
        found += [f"{language}: {name!r} is no longer in the code" for name in known if name not in code]
        if is_stale(source, language):
            found.append(f"{language}: the compiled catalogue is stale; run tools/catalogue.py compile")
    return found


def error_classes(source: Path) -> set[str]:
    """The names of the program's own errors, whose message is shown to a person."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for _, node in nodes(source)
        if isinstance(node, ast.ClassDef)
    }
    names = {ERRORS}
    while more := {name for name, above in bases.items() if above & names} - names:
        names |= more
    return names


def wrong_marks(source: Path, errors: set[str]) -> Iterator[str]:
    """Text that no catalogue can hold, because it is put together before it is looked up or not marked."""
    for name, node in nodes(source):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = node.args[0]
        if any(isinstance(one, (ast.JoinedStr, ast.BinOp)) or is_formatted(one) for one in marked(node)):
            yield f"{name}:{node.lineno}: {called(node)}() around text that is already put together"
        elif called(node) in errors and (isinstance(first, (ast.Constant, ast.JoinedStr)) or is_formatted(first)):
            yield f"{name}:{node.lineno}: the message of {called(node)} is not marked with N_()"


def is_formatted(node: ast.expr) -> bool:
    """Whether this is ``"…".format(…)``."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format"
        and isinstance(node.func.value, ast.Constant)
    )


def unmarked(source: Path = SOURCE) -> list[str]:
    """Strings with Danish letters that are neither marked nor documentation. Not all of them are wrong."""
    found, fine = list[str](), set[ast.AST]()
    for name, node in nodes(source):
        if marked(node):
            fine |= set(ast.walk(node))
        elif isinstance(node, ast.Expr):
            fine.add(node.value)
        elif isinstance(node, ast.Constant) and node not in fine and set(str(node.value).casefold()) & set("æøå"):
            found.append(f"{name}:{node.lineno}: {node.value!r}")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; the exit code is 1 where something has to be done."""
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
    parser.add_argument("what", choices=("update", "missing", "fill", "compile", "check", "unmarked"))
    parser.add_argument("file", nargs="?", type=Path, help="for fill: a JSON file")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    options = parser.parse_args(arguments)
    if (options.file is not None) != (options.what == "fill"):
        parser.error("fill needs a FILE, and nothing else takes one")
    lines: list[str] = []
    if options.what == "update":
        update(SOURCE, options.language)
        print(f"{len(missing(SOURCE, options.language))} messages without translation")
    elif options.what == "compile":
        compile_catalogue(SOURCE, options.language)
    elif options.what == "missing":
        print(json.dumps(missing(SOURCE, options.language), ensure_ascii=False, indent=1))
    elif options.what == "fill":
        translations = json.loads(options.file.read_text(encoding="utf-8"))
        lines = [f"not in the code: {name!r}" for name in fill(SOURCE, options.language, translations)]
    elif options.what == "check":
        lines = problems()
        print(f"{len(lines)} problems in the catalogues" if lines else "The catalogues are complete.")
    else:
        print("\n".join(unmarked()))
    if lines:
        print("\n".join(lines), file=sys.stderr)
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
