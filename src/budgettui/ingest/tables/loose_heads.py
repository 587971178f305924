"""Heads that no vocabulary knows to the last word, found from the rows under them.

Rows that end in the same number of cells say how many columns there are; the lines over them are a head where they
part into that many names. A head that parts in one way only is taken as certain; else the table is read and marked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from budgettui.domain.amounts import Unit
from budgettui.domain.paper.reading import Column
from budgettui.ingest.page.header import COLUMN_WORD, LINE_LONGEST, above, split_unit
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.tables.head_words import (
    NOTES,
    YEAR_WORD,
    Begins,
    HeadWords,
    are_months,
    cells_of_head,
    chunks_of,
    column_of,
    count_names,
    count_units,
    is_change_word,
    is_doubtful,
    is_known,
    is_one_name_each,
    is_one_word_each,
    is_units,
    knows,
    names_a_column,
    names_columns,
    part,
    unit_in,
    zipped,
)
from budgettui.ingest.tables.plain_heads import NOTE_LINE, PlainHead, title_over
from budgettui.ingest.tables.read_rows import goes_on_small
from budgettui.ingest.tables.row_units import is_unit_word
from budgettui.ingest.tables.row_widths import (
    BETWEEN,
    NUMBERED,
    SHORT,
    SURE_ROWS,
    Widths,
    has_figures,
    is_bare,
    is_prose,
    may_be_row,
)

#: The year of the name before, perhaps.
_YEAR_FIRST = re.compile(r"(?:19|20)[0-9]{2}\S* [^\W\d]")
#: What stands over labels and over no figures.
_OVER_ALL = re.compile(
    r"(?:måned|område|udvalg|forvaltning|afdeling|distrikt|skole|institution|projekt|forening|tilbud|ydelse|formål|"
    r"indsats|kategori|type|art|navn|politikområde|paragraf|kvartal|aldersgruppe|ultimo)",
    re.IGNORECASE,
)
_TABLE_NUMBER = re.compile(r"(?:tabel|oversigt|skema)\s[0-9]", re.IGNORECASE)
#: The number of an account before its name; the sum of a group stands so many lines below its heading.
_CODE, _GROUP = re.compile(r"^[0-9. ]+"), 40
#: A head is at most so many printed lines.
_LONGEST = 16
#: A title has so many words; the name of a column has fewer, or a date.
_TITLE_WORDS = 4
#: A head's line is no longer than this.
_HEAD_LINE = 160
#: So many names may stand over the labels, and a name has fewer words than this.
_OVER_LABELS, _NAME_WORDS = 3, 6


@dataclass(frozen=True, slots=True)
class _Found:
    words: HeadWords
    first: int
    after: int
    exact: bool
    fits: int
    clean: bool


def loose_head(layout: Layout, position: int, taken: Collection[int]) -> PlainHead | None:
    """The head over the rows that begin with this line, or ``None``."""
    lines = layout.lines
    if not may_be_row(lines[position]):
        return None
    over = _lines_over(layout, position, taken)
    widths = Widths(layout, position) if over else None
    if widths is None or not widths.asked:
        return None
    best: _Found | None = None
    seen: list[HeadWords] = []
    labelled = layout.lines[position].gap > 0 and is_bare(layout.lines[position].body)
    for between in range(labelled, min(_below_head(layout, position, over), len(over) - 1) + 1):
        if any(has_figures(line) for line in over[len(over) - between :]):
            break
        own = over[: len(over) - between]
        small = between > 0 and over[-between].body[0].islower()
        if between and (over[-between].body[0] == "(" or (small and is_open(own[-1].body))):
            # Half a name, or half a label.
            continue
        left = over[len(over) - between :] if between else []
        grouped = all(_heads_group(layout, line) for line in left)
        found = _head_in(layout, own, widths, open_below=small, above_rows=grouped)
        unit = any(is_unit_word(line.body) and not is_units(line.body) for line in left)
        if found is not None and unit and widths.wider(len(found.words.columns)):
            # Some rows have a figure more than there are names, and the end of a name is left.
            found = replace(found, clean=False)
        if found is not None and any(_goes_on_in(line.body) for line in over[len(over) - between :]):
            # The head goes on below what was taken for it.
            found = replace(found, clean=False, words=replace(found.words, known=0))
        if found is not None:
            # The first of the names may be that of the labels, and the line below them the last.
            shifted = any(_may_be_shifted(found.words, other) for other in seen)
            found = replace(found, clean=found.clean and not shifted)
            seen.append(found.words)
        if found is not None and (best is None or _rank(found) > _rank(best)):
            best = found
    # The number of a note stands before the figures where the head says so.
    noted = best is not None and NOTES.search(best.words.corner) is not None
    if best is None or not (best.words.sure and (noted or widths.has(len(best.words.columns)))):
        best = _by_cells(layout, over, position, widths) or best
    if best is None and not any(line.gap for line in over[1:]):
        begun = (_by_cells(layout, over, position, widths, begins) for begins in (Begins.LINE, Begins.CAPITAL))
        best = next(filter(None, begun), None)
    return None if best is None else _whole(layout, best, position)


def nameless_head(layout: Layout, position: int, taken: Collection[int]) -> PlainHead | None:
    """Columns without names over the rows that begin with this line, where the rows leave no doubt of how many there
    are and the words over them are names of columns, but part into none for each.

    The cells are right, and what they are of is for a reader to say.
    """
    lines = layout.lines
    if not may_be_row(lines[position]):
        return None
    over = _lines_over(layout, position, taken)
    own = list(takewhile(lambda line: len(line.body) <= SHORT, reversed(over)))[::-1]
    widths = Widths(layout, position)
    wanted = widths.usual
    if not own or wanted < 2 or not widths.mostly or widths.fits(wanted) < SURE_ROWS:
        return None
    first = next((place for place, line in enumerate(own) if knows(line.body)), len(own) - 1)
    columns = tuple(Column(str(number), None, "other") for number in range(1, wanted + 1))
    words = HeadWords(columns, "", 0)
    heads = (_Found(words, line.index, own[-1].index + 1, True, 0, False) for line in own[first:])
    whole = [head for found in heads if (head := _whole(layout, found, position)) is not None]
    return next((head for head in whole if head.title), None)


def _below_head(layout: Layout, position: int, over: Sequence[Line]) -> int:
    """How many lines may stand between a head and the first figures: those of one cell where figures stand alone."""
    if not is_bare(layout.lines[position].body):
        return BETWEEN
    cell = next((count for count, line in enumerate(reversed(over), 1) if line.gap), 2 * BETWEEN)
    return max(BETWEEN, min(cell, 2 * BETWEEN))


def _heads_group(layout: Layout, line: Line) -> bool:
    """Whether a line heads rows with a sum of its name below them."""
    name = _CODE.sub("", line.body)
    below = layout.lines[line.index + 1 : line.index + 1 + _GROUP]
    return len(name) > 1 and any(own.body.startswith(name) and has_figures(own) for own in below)


def _goes_on_in(body: str) -> bool:
    """Whether a line below what was taken for a head is the name of one more column."""
    several = len(chunks_of(body.split(" "))) > 1
    return names_a_column(body) or ((several or is_change_word(body)) and names_columns(body))


def _rank(found: _Found) -> tuple[bool, bool, bool, int, int]:
    return found.words.sure, found.clean, found.exact, found.fits, found.words.known


def _whole(layout: Layout, found: _Found, position: int) -> PlainHead | None:
    corner, unit = unit_in(found.words.corner)
    own, own_unit, price = split_unit(corner)
    own = own.strip(" .,;:()")
    unit = unit or own_unit
    first, title, over_unit, over_price = title_over(layout, found.first, NOTES.sub("", own))
    unit, price = unit or over_unit, price or over_price
    if not unit:
        rest, unit = unit_in(title)
        title = rest if unit else title
    for line in layout.lines[found.after : position]:
        rest, below = unit_in(line.body)
        if below and not rest.strip(" ()"):
            unit = unit or below
    after = found.after
    while after < position and is_units(layout.lines[after].body):
        after += 1
    if not title:
        first, title, more = _title_near(layout, first)
        unit = unit or more
    return PlainHead(
        first, found.first, after, found.words.columns, title or NOTES.sub("", own), unit, price, own,
        unsure=not (found.words.sure and found.clean),
    )  # fmt: skip


def _title_near(layout: Layout, position: int) -> tuple[int, str, Unit | None]:
    """A short line above a head that has no title right over it."""
    _first, title, unit, _price = above(layout, position)
    for line in reversed(layout.lines[max(0, position - BETWEEN) : position]):
        if line.body.isdecimal() and len(line.body) < len("2025"):
            break
        if line.index in layout.furniture or has_figures(line) or len(line.body) > SHORT or ends_sentence(line.body):
            continue
        if line.body[0].islower():
            # The end of a sentence in the text over the table.
            continue
        rest, own = unit_in(line.body)
        if rest:
            return line.index, rest, unit or own
        unit = unit or own
    return position, title, unit


# -- the lines over them


def _lines_over(layout: Layout, position: int, taken: Collection[int]) -> list[Line]:
    own: list[Line] = []
    below = layout.lines[position]
    bare = is_bare(below.body)
    for line in reversed(layout.lines[max(0, position - _LONGEST - BETWEEN) : position]):
        if line.index in layout.furniture:
            continue
        if line.index in taken or (below.gap > 3 and not below.new_page) or len(line.body) > _HEAD_LINE:
            break
        # A word that goes on small has its first half on this line, whatever this ends in; and a label may be long.
        half = line.body.endswith(" -") and below.body[:1].islower()
        label = bare and len(own) < BETWEEN and not ends_sentence(line.body) and not line.body[:1].islower()
        if NOTE_LINE.match(line.body) or (has_figures(line) and not half) or (is_prose(line.body) and not label):
            break
        own.insert(0, line)
        below = line
    return own


def _head_in(
    layout: Layout, own: Sequence[Line], widths: Widths, *, open_below: bool = False, above_rows: bool = False
) -> _Found | None:
    """The head that ends with the last of these lines: the parting whose number of names the rows have.

    ``open_below`` says that the line under them goes on with a word of theirs, ``above_rows`` that rows are.
    """
    units = 0
    while own and is_units(own[-1].body):
        units = count_units(own[-1].body)
        own = own[:-1]
    best: _Found | None = None
    whole: _Found | None = None
    for count in range(1, min(_LONGEST, len(own)) + 1):
        lines = own[len(own) - count :]
        if any(line.new_page or _TABLE_NUMBER.match(line.body) for line in lines[1:]):
            # No head goes over the end of a page, or begins above a title.
            break
        bodies = [line.body for line in lines]
        text = layout.joiner.join(bodies)[0]
        if len(text) > LINE_LONGEST:
            break
        names = count_names(text)
        over = own[len(own) - count - 1] if count < len(own) else None
        alone = above_rows and widths.steady
        titled = over is not None and (_is_title(over.body) or (alone and _may_title(over.body, text)))
        for wanted in widths.asked:
            if wanted > names:
                break
            # Where the words are as many as the longest rows are wide, the others have empty cells.
            fits, widest = widths.fits(wanted), titled and wanted == widths.most
            words = _words(bodies, text, wanted) if fits or widest else None
            if words is None or not _is_corner(words.corner) or not (fits or not words.corner):
                continue
            if _TABLE_NUMBER.match(lines[0].body) and not words.corner.startswith(lines[0].body):
                # A title is no name of a column.
                continue
            fits = fits or SURE_ROWS
            if len({column.label for column in words.columns}) < wanted:
                words = replace(words, known=min(words.known, 1))
            told = is_units(words.corner) or (titled and _OVER_ALL.fullmatch(words.corner) is not None)
            told = told if words.corner else titled or units == wanted
            filled = wanted in {widths.usual, widths.most} and told
            if fits >= SURE_ROWS and not open_below and (filled or _names_each(bodies, text, wanted, widths)):
                # Between a title or a unit and the rows stand as many names as these have figures.
                words = replace(words, known=wanted)
            if words.known * 2 < wanted and not (count == 1 and (unit_in(words.corner)[1] or names == wanted + 1)):
                # Words that no column has are names of columns only beside a unit, or where there is one for each
                # column and one for the labels, and never for certain.
                continue
            if are_months(words.columns):
                clean = True
            elif words.corner and lines[0].body.startswith(words.corner.split(" ")[0]):
                # A name on a line of its own above the others is one of them, or else the last is none.
                named = words.corner.startswith(lines[0].body) and _may_be_name(words.corner)
                clean = bool(unit_in(words.corner)[1] or split_unit(words.corner)[1]) or not named
            else:
                clean = over is None or titled or over.gap > lines[0].gap or not _may_be_name(over.body)
            # A head over this one: what runs over the page may stand between it and its rows.
            another = part(over.body, wanted) if over is not None and any(map(str.isdigit, over.body)) else None
            clean = clean and not (another is not None and another.sure)
            if over is not None and lines[0].gap <= 1 and zipped([over.body, lines[0].body], wanted):
                # Years under the names that they belong to.
                clean = False
            # The first half of a name.
            again = over is not None and any(column.label.startswith(f"{over.body} ") for column in words.columns)
            clean = clean and not again
            # The numbers of notes are figures of no column.
            noted = any(map(NOTES.search, (words.corner, *(column.label.split(" ")[0] for column in words.columns))))
            # A name that begins small has lost its first word to the line above.
            whole_names = not noted and not words.columns[0].label[:1].islower()
            exact = whole_names and widths.mostly and wanted == widths.usual
            found = _Found(words, lines[0].index, own[-1].index + 1, exact, fits, clean)
            if words.sure and not words.corner:
                # The line above may still belong to the first name.
                whole = found
            elif best is None or _rank(found) > _rank(best):
                best = found
    if whole is not None and best is not None and whole.exact and not best.exact:
        return whole
    if whole is not None and (best is None or not best.words.sure or best.words.columns == whole.words.columns):
        return best if best is not None and best.words.sure else whole
    return best or whole


def _names_each(bodies: Sequence[str], text: str, wanted: int, widths: Widths) -> bool:
    """Whether each column has one name of its own; one before them is the labels', if no row has a figure for it."""
    over_labels = count_names(unit_in(text)[0]) == wanted + 1
    if over_labels and widths.fits(wanted + 1):
        return False
    return (len(bodies) == 1 and is_one_word_each(text, wanted)) or (
        not _is_scrambled(bodies)
        and is_one_name_each(text, wanted)
        # What stands on a line of its own below the others may be a label.
        and (len(bodies) == 1 or count_names(bodies[-1]) > 1 or names_columns(bodies[-1]))
    )


def _by_cells(
    layout: Layout, over: Sequence[Line], position: int, widths: Widths, begins: Begins = Begins.APART
) -> _Found | None:
    """A head whose words are no names that are known, parted as its cells stand in the text.

    A cell goes on in the line below it, and after an empty line the next begins. The last names are those of the
    columns, the others those of the labels. With one name for those, and rows that have a cell for each of the others,
    the parting is sure. Where no line is empty there is a title right over them, and only a line for each
    cell of the rows is sure.
    """
    wanted = widths.usual
    if wanted < 2 or widths.fits(wanted) < SURE_ROWS:
        return None
    below = min(_below_head(layout, position, over), len(over) - 1)
    for between in sorted(range(below + 1), reverse=is_bare(layout.lines[position].body)):
        own = over[: len(over) - between]
        for count in range(1, min(_LONGEST, len(own)) + 1):
            lines = own[len(own) - count :]
            if any(line.new_page for line in lines[1:]) or goes_on_small(lines[0].body):
                continue
            names = cells_of_head(layout.joiner, lines, begins)
            if not wanted <= len(names) <= wanted + _OVER_LABELS:
                continue
            columns = tuple(column_of(name) for name in names[len(names) - wanted :])
            corner = " ".join(names[: len(names) - wanted])
            if _may_name(columns) and _is_corner(corner):
                above = own[len(own) - count - 1] if count < len(own) else None
                alone = above is None or above.gap > lines[0].gap or not names_columns(above.body)
                alone = alone and not any(_YEAR_FIRST.match(name) for name in names)
                each = begins is Begins.LINE and len(names) == wanted == widths.most
                if begins is not Begins.APART and not (above is not None and _may_title(above.body)):
                    continue
                told = len(names) == wanted + 1 and widths.steady and begins is Begins.APART
                sure = alone and (told or each) and not is_doubtful(columns)
                words = HeadWords(columns, corner, wanted if sure else 0)
                return _Found(words, lines[0].index, own[-1].index + 1, True, 0, sure)
    return None


def _is_title(body: str) -> bool:
    """Whether a line is a title by its number or its unit."""
    inside = unit_in(body)[1] is not None and not (ends_sentence(body) or names_columns(body))
    return inside or bool(split_unit(body)[1] or NUMBERED.match(body))


def _may_title(body: str, head: str = "") -> bool:
    """Whether a line of words is a title; over a ``head`` each of whose names begins with a letter, or a year."""
    begins = [chunk[0] for chunk in chunks_of(head.split(" ")) if head]
    if not all(word[0].isalpha() or YEAR_WORD.fullmatch(word) for word in begins) or "heraf" in head:
        return False
    if head and names_a_column(body) and column_of(body).phase != "other":
        return False
    names = [chunk for chunk in chunks_of(body.split(" ")) if chunk[0][0].isalpha()]
    return body.count(" ") >= _TITLE_WORDS - 2 and body[0].isupper() and len(names) == 1


def _may_be_shifted(words: HeadWords, others: HeadWords) -> bool:
    """Whether the first name, which says nothing of a year or a phase, may as well stand over the labels."""
    first = words.columns[0]
    shifted = others.corner == first.label and words.columns[1:] == others.columns[:-1]
    return shifted and first.year is None and first.phase == "other"


def _may_name(columns: Sequence[Column]) -> bool:
    return len({column.label for column in columns}) == len(columns) and all(
        column.label.count(" ") < _NAME_WORDS and not ends_sentence(column.label) for column in columns
    )


def _words(bodies: Sequence[str], text: str, wanted: int) -> HeadWords | None:
    units = [body for body in bodies if is_units(body)]
    rest = [body for body in bodies if body not in units]
    under = zipped(bodies, wanted) or _under_each_other(rest, wanted)
    if under is not None:
        return replace(under, corner=" ".join([*units, under.corner]).strip())
    words = part(text, wanted)
    return replace(words, known=words.known - 1) if words is not None and _is_scrambled(bodies) else words


def _is_corner(text: str) -> bool:
    if YEAR_WORD.fullmatch(text):
        # The name of a column that few rows have a figure in.
        return False
    return len(text) <= SHORT and not (ends_sentence(text) and unit_in(text)[1] is None and len(text) > SHORT // 2)


def _may_be_name(body: str) -> bool:
    """Whether a line over a head may be a name of it; many words without a figure are a title."""
    return names_columns(body) and (body.count(" ") < _TITLE_WORDS or any(map(str.isdigit, body)))


# -- heads whose columns stand under each other: names over two lines, and names that reach over several columns
#
# Taken out line by line such a head has all first lines first. "Oprindeligt Tillægs- Korrigeret / budget 2025
# bevilling budget 2025" are three names, and "Regnskab 2024 Budget 2025 / U I U I" are four columns under two.

#: What a second line's part of a name ends in, but for its year.
_NOUN = re.compile(
    r"(?:budget\w*|regnskab\w*|bevilling\w*|forbrug\w*|afvigelse\w*|overslag\w*|ændring\w*|resultat\w*|udgift\w*|"
    r"indtægt\w*|korrektion\w*|niveau\w*|ramme\w*|beløb\w*|saldo|pct\.?|procent|år|alt|forslag\w*|ultimo|primo)$",
    re.IGNORECASE,
)
_MOST_WORDS = 40


def _under_each_other(lines: Sequence[str], wanted: int) -> HeadWords | None:
    """The names of so many columns where the head's lines stand under each other, or ``None``."""
    if len(lines) != 2 or wanted < 2 or any(line.count(" ") > _MOST_WORDS for line in lines):
        return None
    return _spanned(lines, wanted) or _at_the_bottom(lines, wanted)


def _is_scrambled(lines: Sequence[str]) -> bool:
    """Whether a line goes on with several names of the line over it: read one after the other they are wrong."""
    for over, line in pairwise(lines):
        if len(chunks_of(over.split(" "))) > 1 and not line[0].isupper() and len(_parts(unit_in(line)[0])) > 1:
            return True
    return False


def _spanned(lines: Sequence[str], wanted: int) -> HeadWords | None:
    """A last line that says the same names again and again, under as many names as it says them.

    The last names that reach over others may have fewer of them under them, or more, and a change none.
    """
    rest, unit = unit_in(lines[1])
    below = [" ".join(chunk) for chunk in chunks_of(lines[1].split(" "))]
    corner = ""
    if unit is not None and rest in lines[1]:
        below = [" ".join(chunk) for chunk in chunks_of(rest.split(" "))]
        corner = lines[1][: lines[1].find(rest)].strip()
    over = chunks_of(lines[0].split(" "))
    change = [over.pop()] if len(over) > 2 and is_change_word(over[-1][0]) and wanted % (len(over) - 1) == 1 else []
    if change and len(below) == wanted - 1:
        below.append("")
    if len(below) > wanted:
        corner, below = " ".join([corner, *below[: len(below) - wanted]]).strip(), below[len(below) - wanted :]
    if len(below) != wanted:
        return None
    years = len(over) > 1 and all(any(map(YEAR_WORD.fullmatch, name)) for name in over)
    if years and (wanted - len(change)) % len(over) == 0 and len(set(below)) < wanted:
        # Years over names that come again: each has its share of them.
        share = (wanted - len(change)) // len(over)
        groups = [below[start : start + share] for start in range(0, wanted, share)]
        over, known = [*over, *change], True
        if any(len(set(group)) < len(group) for group in groups):
            return None
    else:
        over += change
        starts = [at for at, name in enumerate(below) if name == below[0]]
        groups = [below[start:end] for start, end in pairwise([*starts, wanted])]
        own = set(groups[0])
        more = len(groups) > 1 and own < set(groups[-1])
        same = all(set(group) <= own and len(set(group)) == len(group) for group in groups[: -1 if more else None])
        first = groups[1][: len(groups[0])] if len(groups) > 1 else None
        if not same or first != groups[0] or len(groups[0]) < 2:
            return None
        known = not more and all(is_known(part.split(" ")) for part in groups[0])
    if len(over) == len(groups) + 1 and not corner and not is_known(over[0]):
        corner, over = " ".join(over[0]), over[1:]
    if len(over) != len(groups):
        return None
    named = (" ".join([*name, part]) for name, group in zip(over, groups, strict=True) for part in group)
    columns = tuple(column_of(name.strip()) for name in named)
    if len({column.label for column in columns}) < wanted:
        return None
    return HeadWords(columns, corner, wanted if known else wanted // 2)


def _at_the_bottom(lines: Sequence[str], wanted: int) -> HeadWords | None:
    """Names that stand on the last line, and those of two lines among them, whose second halves begin small:
    "Oprindeligt Korrigeret / Funktion budget budget Regnskab"."""
    over = [" ".join(chunk) for chunk in chunks_of(unit_in(lines[0])[0].split(" "))]
    rest, unit = unit_in(lines[1])
    below = [" ".join(name) for part in _parts(rest) for name in chunks_of(part)]
    small = [at for at, name in enumerate(below) if name[:1].islower()]
    if not small or len(small) != len(over) or not wanted <= len(below) <= wanted + 2 or small[0] < len(below) - wanted:
        return None
    for at, first in zip(small, over, strict=True):
        name = _joined(first, below[at])
        if name is None or not all(map(_is_of_a_name, below[at].split(" "))):
            return None
        below[at] = name
    columns = tuple(map(column_of, below[len(below) - wanted :]))
    known = sum(is_known(column.label.split(" ")) for column in columns)
    if known < wanted or len({column.label for column in columns}) < wanted:
        return None
    labels = below[: len(below) - wanted]
    return HeadWords(columns, " ".join([unit.label, *labels] if unit else labels), wanted)


def _is_of_a_name(word: str) -> bool:
    """Whether a word stands in names of columns: a second line of other words is a row's label."""
    return bool(YEAR_WORD.fullmatch(word) or COLUMN_WORD.match(word) or _NOUN.match(word))


def _joined(first: str, second: str) -> str | None:
    if not first.endswith("-"):
        return f"{first} {second}".strip()
    # Half a word needs its other half.
    return first[:-1] + second if second[:1].islower() else None


def _parts(text: str) -> list[list[str]]:
    """The parts of names on a second line: each ends in its noun, or in the year after that."""
    parts: list[list[str]] = []
    closed = True
    for word in text.split(" "):
        if not word:
            continue
        if YEAR_WORD.fullmatch(word):
            named = bool(parts) and any(YEAR_WORD.fullmatch(own) for own in parts[-1])
            if not parts or named or (closed and not _NOUN.match(parts[-1][-1])):
                parts.append([word])
            else:
                parts[-1].append(word)
            closed = True
            continue
        if closed or not parts:
            parts.append([word])
        else:
            parts[-1].append(word)
        closed = bool(_NOUN.match(word)) or not COLUMN_WORD.match(word)
    return parts
