"""Danish dates: as papers print them, and as a secretary types a deadline.

A date that is not certain is no date: a printed date without a year names none, a weekday that does not fit
makes the date doubtful, and a day that the month does not have is refused. Only the digits 0-9 count.

The patterns are kept as text, so that nothing is compiled before the first date is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

#: "otte dage" is a week to some, and stands not here.
_COUNTS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "ni": 9, "ti": 10,
    "tolv": 12, "fjorten": 14, "tyve": 20, "tredive": 30,
}
_NTH = {"første": 1, "andet": 2, "tredje": 3, "fjerde": 4}
_LENGTHS = {"måned": 1, "kvartal": 3, "halvår": 6, "år": 12}
#: What part of a week, a month or more is said, and the words that minutes have for it.
_PARTS = (
    (r"^(?:(?:i )?(?:starten|begyndelsen) af|først i) ", "primo"),
    (r"^(?:(?:i )?midten af|midt i) ", "medio"),
    (r"^(?:ult\.?|(?:i )?(?:udgangen|slutningen|udløbet|løbet) af|sidst i|i) (?!år$)", "ultimo"),
)
_FEASTS = {"jul": "24. december", "nytår": "31. december"}
#: What a deadline is called on the English screen; none of the words is used in a Danish one.
_ENGLISH = {
    "january": "januar", "february": "februar", "march": "marts", "may": "maj", "june": "juni", "july": "juli",
    "october": "oktober", "oct": "okt", "monday": "mandag", "tuesday": "tirsdag", "wednesday": "onsdag",
    "thursday": "torsdag", "friday": "fredag", "saturday": "lørdag", "sunday": "søndag", "today": "i dag",
    "tomorrow": "i morgen", "next": "næste", "by": "senest", "before": "inden", "in": "om", "one": "en", "two": "to",
    "three": "tre", "day": "dag", "days": "dage", "week": "uge", "weeks": "uger", "month": "måned",
    "months": "måneder", "year": "år", "years": "år", "end-of": "ultimo", "start-of": "primo", "mid": "medio",
}
_SOON = {"i dag": 0, "i morgen": 1, "i overmorgen": 2, "overmorgen": 2}
_DAYS_IN_WEEK = 7
_MONTHS_IN_YEAR = 12
#: Two-digit years from here on are of the last century.
_LAST_CENTURY_FROM = 80
#: How the parts of a date in figures may be parted: 28-05-2018, 28.05.2018, 28/5/2018, 28/5-2018, 28/5 2018.
_SEPARATORS = {"--", "..", "//", "/-", "/ "}

_WS = r"[ \t\n\u00a0\u202f\u2009]"
_MONTH = (rf"(?P<month>{'|'.join(MONTHS)}|(?:jan|febr?|mar|apr|maj|jun|jul|aug|sept?|okt|nov|dec)\.?)(?![a-zæøå])")
_DAY_AND_MONTH = rf"(?P<day>[0-9]{{1,2}})(?:\.{_WS}{{0,4}}|{_WS}{{1,4}}|-){_MONTH}"
_YEAR = r"(?:19|20)[0-9]{2}"
_UNIT = r"(?P<unit>uge|måned|kvartal|halvår|år)(?:e?n|et)?"
#: "28. maj 2018", and "28-maj-2018" as older systems print it.
_IN_WORDS = rf"{_DAY_AND_MONTH}(?:,?{_WS}{{1,4}}|-)(?P<year>{_YEAR})"
_IN_FIGURES = rf"(?P<d>[0-9]{{1,2}})(?P<s1>[-./])(?P<m>[0-9]{{1,2}})(?P<s2>[-./ ])(?P<y>{_YEAR}|[0-9]{{2}})"
_ISO = rf"(?P<iso>{_YEAR}-[0-9]{{2}}-[0-9]{{2}})"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?{_WS}{{1,4}})?(?:(?:den|d\.){_WS}{{0,4}})?"

_WHOLE = rf"{_WEEKDAY}(?:{_IN_WORDS}|{_IN_FIGURES}|{_ISO})\.?"
# In running text figures with points and dashes are often something else (an account, a journal number, part
# of an address), so a date in figures stands alone there.
_FIGURES_ALONE = r"(?<![0-9A-Za-zæøåÆØÅ.,/_-])(?<!nr\. )(?<!nr: )(?<!nr\.: )"
_NOTHING_AFTER = r"(?![0-9A-Za-zæøåÆØÅ/_]|[-.,:][0-9A-Za-zæøåÆØÅ])"
_IN_TEXT = (
    rf"(?:(?<![a-zæøå]){_WEEKDAY})?(?P<date>(?<![0-9])(?<![0-9][.,/]){_IN_WORDS}(?![0-9])"
    rf"|{_FIGURES_ALONE}(?:{_IN_FIGURES}|{_ISO}){_NOTHING_AFTER})"
)


def parse_date(text: str) -> date | None:
    """The date that the whole text prints: "30. maj 2018", "onsdag den 30. maj 2018", "28/5-2018".

    ``None`` where it is none, or not certain.
    """
    return _whole(text.strip())


def parse_moment(text: str, now: datetime) -> datetime | None:
    """A moment as it is typed: "14:05" (today), "30. maj 2018 14:05", "2018-05-30T14:05:00+02:00"; ``None`` for others.

    A date without a clock is the end of that day, and a clock without seconds the end of that minute: what was done
    then is in it. Without an offset the moment is where ``now`` is.
    """
    words = text.strip()
    try:
        whole = datetime.fromisoformat(words) if "T" in words else None
    except ValueError:
        return None
    if whole is not None:
        return whole if whole.tzinfo else whole.replace(tzinfo=now.tzinfo)
    clock = re.fullmatch(r"(?:(.*?)(?: |, | kl\. ?))?([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::([0-5][0-9]))?", words)
    day_words = (clock[1] if clock else words) or ""
    day = (parse_date(day_words) if day_words else now.date()) if clock or day_words else None
    if day is None:
        return None
    hour, minute, second = (
        (int(clock[2]), int(clock[3]), 59 if clock[4] is None else int(clock[4])) if clock else (23, 59, 59)
    )
    return datetime(day.year, day.month, day.day, hour, minute, second, 999_999, tzinfo=now.tzinfo)


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """The certain dates with a year in running text: start, end, date. The span leaves out a weekday."""
    found = []
    for match in re.finditer(_IN_TEXT, text, re.IGNORECASE):
        day = _date_of(match)
        if day is not None:
            found.append((match.start("date"), match.end("date"), day))
    return found


def parse_due(text: str, today: date) -> date | None:
    """A deadline as a secretary types it: the next such day on or after ``today``.

    Understood are dates with and without a year ("30/6", "30. juni", "2018-06-30"), "i morgen", "fredag" and "om 2
    uger", and a week, month, quarter, half-year or year with what is meant of it: "ult. juni" and "inden månedens
    udgang" (the last day, of a week the Friday), "primo september" and "starten af næste uge" (the first), "medio maj"
    (the 15th), "mandag i uge 50", "sidste fredag i november"; without a word "uge 50", "næste måned" and "1. kvartal"
    last until their end. "næste fredag" is the Friday of next week, whatever day today is; "den 15." is the next such
    day of a month. A date with a year stays what it is, even when past. A word before it ("senest", "inden") and a
    clock behind it change nothing. The same in English is understood too: "30 June", "end of June", "next Friday", "in
    2 weeks".

    ``None`` is anything else.
    """
    words = re.sub(r"\b(end|start) of\b", r"\1-of", " ".join(text.casefold().split()))
    words = " ".join(_ENGLISH.get(word, word) for word in words.split())
    words = re.sub(r",? kl\.? ?[0-9]{1,2}(?:[.:][0-9]{2})?$", "", words)
    words = re.sub(r"^(?:frist:? |senest |inden (?!for )|før |pr\. |til |ved |i (?=uge |næste |[1-4]\. ))*", "", words)
    words = _FEASTS.get(words, words)
    if words in _SOON:
        return _after(today, _SOON[words])
    for reading in (_due_weekday, _due_count, _due_period, _due_day):
        day = reading(words, today)
        if day is not None:
            return day
    return None


def _due_weekday(words: str, today: date) -> date | None:
    match = re.fullmatch(r"(?P<next>næste |på |(?:først|næst)?kommende )?(?P<weekday>[a-zø]+)", words)
    if match is None or match["weekday"] not in WEEKDAYS:
        return None
    weekday = WEEKDAYS.index(match["weekday"])
    if match["next"] == "næste ":
        return _after(today, _DAYS_IN_WEEK - today.weekday() + weekday)
    return _after(today, (weekday - today.weekday()) % _DAYS_IN_WEEK)


def _due_count(words: str, today: date) -> date | None:
    match = re.fullmatch(
        r"(?:om|inden ?for) (?P<count>[0-9]{1,3}|[a-zé]+|et halvt) (?P<unit>dage?|uger?|måned(?:er)?|mdr\.?|år)", words
    )
    if match is None:
        return None
    count = int(match["count"]) if match["count"].isdigit() else _COUNTS.get(match["count"])
    if match["count"] == "et halvt" and match["unit"] == "år":
        return _months_after(today, _LENGTHS["halvår"])
    if count is None:
        return None
    if match["unit"].startswith("dag"):
        return _after(today, count)
    if match["unit"].startswith("uge"):
        return _after(today, count * _DAYS_IN_WEEK)
    return _months_after(today, count * (_MONTHS_IN_YEAR if match["unit"] == "år" else 1))


def _due_period(words: str, today: date) -> date | None:
    """A day of a week, month, quarter, half-year or year: the next such, or the one whose year is said."""
    words = re.sub(r"^(uge|måned|kvartal|halvår|år)(?:n|en|et)s (?:udgang|udløb|slutning)$", r"ultimo \1", words)
    for said, part in _PARTS:
        words = re.sub(said, f"{part} ", words)
    match = re.fullmatch(
        rf"(?:(?P<part>primo|medio|ultimo) |(?P<which>første |sidste )?(?P<weekday>{'|'.join(WEEKDAYS)}) i )?"
        rf"(?P<period>.*?)(?: (?P<year>{_YEAR}))?",
        words,
    )
    assert match is not None
    year, period = match["year"], match["period"]
    if not year and re.fullmatch(_YEAR, period):
        year, period = period, "år"
    for first, last in _spans(period, today, year):
        if match["weekday"]:
            day = _weekday_of(first, last, WEEKDAYS.index(match["weekday"]), match["which"])
        elif match["part"] == "medio":
            # The middle of a week is a Wednesday, and that of a quarter or a year is no day.
            length = (last - first).days
            day = first + timedelta(2 if length < _DAYS_IN_WEEK else 14) if length < 31 else None
        elif match["part"] == "primo":
            day = first
        elif match["part"] or not re.fullmatch(rf"{_MONTH}|{_UNIT}", period):
            day = first + timedelta(WEEKDAYS.index("fredag")) if (last - first).days < _DAYS_IN_WEEK else last
        else:
            day = None
        if day is None or year or day >= today:
            return day
    return None


def _weekday_of(first: date, last: date, weekday: int, which: str | None) -> date | None:
    """The one such weekday of a week; of what is longer the first or the last one, where that is said."""
    if which == "sidste ":
        return last - timedelta((last.weekday() - weekday) % _DAYS_IN_WEEK)
    lone = (last - first).days < _DAYS_IN_WEEK
    return first + timedelta((weekday - first.weekday()) % _DAYS_IN_WEEK) if which or lone else None


def _spans(period: str, today: date, year: str | None) -> Iterator[tuple[date, date]]:
    """The first and the last day of a period: of the year that is said, else of those in which the next one may be."""
    nearby = re.fullmatch(rf"(?P<next>næste |denne |dette |i )?{_UNIT}", period)
    if nearby is not None and not (year and nearby["unit"] != "år"):
        later = nearby["next"] == "næste "
        if nearby["unit"] == "uge":
            monday = today - timedelta(today.weekday()) + timedelta(_DAYS_IN_WEEK * later)
            yield monday, monday + timedelta(_DAYS_IN_WEEK - 1)
        else:
            length = _LENGTHS[nearby["unit"]]
            begun = (today.month - 1) // length * length + length * later
            yield _months(int(year or today.year), begun, length)
        return
    week = re.fullmatch(r"uge ([0-9]{1,2})", period)
    part = re.fullmatch(rf"(?P<nth>[1-4]\.|{'|'.join(_NTH)}) (?P<unit>kvartal|kvt?\.?|halvår)", period)
    month = re.fullmatch(rf"{_MONTH}(?: måned)?", period)
    for one in [int(year)] if year else range(today.year, min(today.year + 9, date.max.year)):
        if week is not None:
            try:
                monday = date.fromisocalendar(one, int(week[1]), 1)
            except ValueError:
                continue
            yield monday, monday + timedelta(_DAYS_IN_WEEK - 1)
        elif part is not None:
            length = _LENGTHS["halvår" if part["unit"] == "halvår" else "kvartal"]
            nth = _NTH.get(part["nth"]) or int(part["nth"][0])
            if nth * length <= _MONTHS_IN_YEAR:
                yield _months(one, (nth - 1) * length, length)
        elif month is not None:
            yield _months(one, _month(month["month"]) - 1, 1)


def _months(year: int, begun: int, length: int) -> tuple[date, date]:
    """The first and the last day of so many months, from that month of the year (from 0) on."""
    year, begun = year + begun // _MONTHS_IN_YEAR, begun % _MONTHS_IN_YEAR
    return date(year, begun + 1, 1), _last_day(year, begun + length)


def _due_day(words: str, today: date) -> date | None:
    whole = _whole(words, typed=True)
    if whole is not None:
        return whole
    alone = re.fullmatch(rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),? )?(?:den|d\.) ?(?P<day>[0-9]{{1,2}})\.", words)
    if alone is not None:
        # Of any two months that follow each other one is long enough.
        months = (_months_after(today.replace(day=1), later) for later in range(3))
        days = (_day(first.year, first.month, int(alone["day"])) for first in months if first is not None)
        found = next((one for one in days if one is not None and one >= today), None)
        return found if found and alone["weekday"] in (None, WEEKDAYS[found.weekday()]) else None
    match = re.fullmatch(rf"{_WEEKDAY}(?:{_DAY_AND_MONTH}|(?P<d>[0-9]{{1,2}})[-./](?P<m>[0-9]{{1,2}})\.?)", words)
    if match is None:
        return None
    day = int(match["day"] or match["d"])
    month = _month(match["month"]) if match["month"] else int(match["m"])
    # 29 February may be eight years away (1896 to 1904 and such); any other day is there within a year.
    candidates = (_day(year, month, day) for year in range(today.year, min(today.year + 9, date.max.year)))
    found = next((one for one in candidates if one is not None and one >= today), None)
    return found if (found is not None and match["weekday"] in (None, WEEKDAYS[found.weekday()])) else None


def _whole(text: str, *, typed: bool = False) -> date | None:
    match = re.fullmatch(_WHOLE, text, re.IGNORECASE)
    return _date_of(match, typed=typed) if match else None


def _date_of(match: re.Match[str], *, typed: bool = False) -> date | None:
    """The date of a match. "5.10.07" is one where someone ``typed`` it; in a paper it may be an account."""
    if match["iso"]:
        found = _day(*map(int, match["iso"].split("-")))
    elif match["month"]:
        found = _day(int(match["year"]), _month(match["month"]), int(match["day"]))
    elif match["s1"] + match["s2"] in _SEPARATORS:
        year = int(match["y"])
        if len(match["y"]) == 2:
            if not typed and match["s1"] != "/" and len(match["d"] + match["m"]) != 4:
                return None
            year += 1900 if year >= _LAST_CENTURY_FROM else 2000
        found = _day(year, int(match["m"]), int(match["d"]))
    else:
        return None
    if found and match["weekday"] and WEEKDAYS[found.weekday()] != match["weekday"].casefold():
        return None
    return found


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it."""
    name = name.casefold().rstrip(".")
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _after(today: date, days: int) -> date | None:
    return today + timedelta(days=days) if days <= (date.max - today).days else None


def _months_after(today: date, months: int) -> date | None:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(today.year * _MONTHS_IN_YEAR + today.month - 1 + months, _MONTHS_IN_YEAR)
    if year >= date.max.year:
        return None
    return _day(year, month + 1, today.day) or _last_day(year, month + 1)


def _last_day(year: int, month: int) -> date:
    return date(year + month // _MONTHS_IN_YEAR, month % _MONTHS_IN_YEAR + 1, 1) - timedelta(days=1)
