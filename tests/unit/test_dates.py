"""Danish dates: printed, shown, found in text, and typed as a deadline."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.dates import MONTHS, WEEKDAYS, find_dates, parse_date, parse_due
from budgettui.i18n import date_text

#: A Wednesday: the day of the meeting in the first seed.
TODAY = date(2018, 5, 30)
DAYS = st.dates(date(1980, 1, 1), date(2079, 12, 31))


class TestFormat:
    @pytest.mark.parametrize(
        ("day", "shown"),
        [
            ("2018-05-30", "30. maj 2018"),
            (date(2023, 12, 5), "5. december 2023"),
            (None, ""),
            ("", ""),
            ("inden sommerferien", "inden sommerferien"),
            ("2018-02-30", "2018-02-30"),
        ],
    )
    def test_shown(self, day: str | date | None, shown: str) -> None:
        assert date_text(day) == shown

    @given(DAYS)
    def test_parse_after_format_is_the_identity(self, day: date) -> None:
        assert parse_date(date_text(day)) == day
        assert parse_date(date_text(day.isoformat())) == day


class TestParse:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("30. maj 2018", date(2018, 5, 30)),
            ("den 30. maj 2018", date(2018, 5, 30)),
            ("d. 5. december 2023", date(2023, 12, 5)),
            ("onsdag den 30. maj 2018", date(2018, 5, 30)),
            ("Onsdag, 30. maj 2018", date(2018, 5, 30)),
            ("30.maj 2018", date(2018, 5, 30)),
            ("30 maj 2018", date(2018, 5, 30)),
            ("30. \nmaj 2018", date(2018, 5, 30)),
            ("30.\u00a0maj\u00a02018", date(2018, 5, 30)),
            ("5. dec. 2023", date(2023, 12, 5)),
            ("18-nov-1998", date(1998, 11, 18)),
            ("28-05-2018", date(2018, 5, 28)),
            ("28.05.2018", date(2018, 5, 28)),
            ("28/05-2018", date(2018, 5, 28)),
            ("28/5 2018", date(2018, 5, 28)),
            ("28/05/2018", date(2018, 5, 28)),
            ("1/2/2018", date(2018, 2, 1)),
            ("23.05.18", date(2018, 5, 23)),
            ("3/5-18", date(2018, 5, 3)),
            ("23.05.98", date(1998, 5, 23)),
            ("2018-05-28", date(2018, 5, 28)),
            (" 30. maj 2018. ", date(2018, 5, 30)),
        ],
    )
    def test_printed(self, text: str, day: date) -> None:
        assert parse_date(text) == day

    @pytest.mark.parametrize(
        "text",
        [
            "", "30. maj", "maj 2018", "2018", "torsdag den 30. maj 2018", "31. juni 2018",
            "29. februar 2018", "0. maj 2018", "32. maj 2018", "00.30.14", "28-05.2018", "28.05-2018",
            "28-05/2018", "5.30.07", "5.10.07", "1-2-18",
            "३०. maj 2018", "³0. maj 2018", "30. mai 2018", "30. majs 2018", "30. maj 18", "30. maj 20188",
            "13/13-2018", "den", "30. maj 2018 kl. 10", "2018-13-01", "2018-5-28", "20180528", "1.304",
            "2018/05/28",
        ],
    )
    def test_not_certain(self, text: str) -> None:
        assert parse_date(text) is None

    @given(DAYS)
    def test_every_printed_form_of_a_day(self, day: date) -> None:
        month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
        for text in (
            f"{weekday} den {day.day}. {month} {day.year}",
            f"{day.day:02}-{day.month:02}-{day.year}",
            f"{day.day}/{day.month}-{day.year}",
            f"{day.day:02}.{day.month:02}.{day.year % 100:02}",
            day.isoformat(),
        ):
            assert parse_date(text) == day, text

    @given(DAYS, st.integers(1, 6))
    def test_a_weekday_that_does_not_fit_makes_it_uncertain(self, day: date, off: int) -> None:
        wrong = WEEKDAYS[(day.weekday() + off) % 7]
        assert parse_date(f"{wrong} den {date_text(day)}") is None
        assert find_dates(f"{wrong} den {date_text(day)}") == []

    @given(st.text(max_size=20))
    def test_any_text(self, text: str) -> None:
        day = parse_date(text)
        assert day is None or 1900 <= day.year <= 2099


class TestFind:
    @pytest.mark.parametrize(
        ("text", "printed", "day"),
        [
            ("Dato 30. maj 2018\n", "30. maj 2018", date(2018, 5, 30)),
            ("var den 14. \nnovember 2023. Medlem", "14. \nnovember 2023", date(2023, 11, 14)),
            ("Onsdag den 30. maj 2018 kl. 10", "30. maj 2018", date(2018, 5, 30)),
            ("Rådmandsmøde - 23.05.18", "23.05.18", date(2018, 5, 23)),
            ("(påført 10.09.2025)", "10.09.2025", date(2025, 9, 10)),
            ("fra 01-10-2024. Det", "01-10-2024", date(2024, 10, 1)),
            ("pr. 31.07.2015.", "31.07.2015", date(2015, 7, 31)),
            ("den 21-23. september 2018", "23. september 2018", date(2018, 9, 23)),
            ("mødet 2/5-2017 og", "2/5-2017", date(2017, 5, 2)),
        ],
    )
    def test_in_text(self, text: str, printed: str, day: date) -> None:
        ((start, end, found),) = find_dates(text)
        assert (text[start:end], found) == (printed, day)

    @pytest.mark.parametrize(
        "text",
        [
            "", "senest den 5. december (sammen med", "frem til 1. juni", "i 2024. 12 mio. kr.",
            "J.nr. 27.12.06-P19",
            "J.nr. 27.12.06", "J.nr.: 27.12.06", "sagsnr: 18.01.14", "moeder/2018/2018-05-28/Referat",
            "konto 5.10.07", "1.2.18",
            "12.10.2018.4", "A12-10-2018", "8112.10.2018", "kl. 10.00.18", "onsdag den 29. maj 2018",
        ],
    )
    def test_what_is_no_certain_date(self, text: str) -> None:
        assert find_dates(text) == []

    @given(st.lists(DAYS, max_size=5))
    def test_finds_them_all_in_order(self, days: list[date]) -> None:
        text = " og ".join(f"den {date_text(day)}" for day in days)
        assert [day for _, _, day in find_dates(text)] == days

    @pytest.mark.parametrize("text", ["1" * 200_000, "1." * 60_000, "onsdag " * 20_000, "1 " * 60_000])
    def test_long_rows_of_figures_do_not_stall(self, text: str) -> None:
        """A pattern that tries again from every figure needs minutes; this needs a fraction of a second."""
        started = process_time()
        assert find_dates(text) == []
        assert process_time() - started < 5

    def test_the_bundle_of_papers(self, seeds: Path) -> None:
        """Every dated line of the first seed, read by eye."""
        text = (seeds / "001_f13796605f7b1437.txt").read_text("utf-8")
        assert [day.isoformat() for _, _, day in find_dates(text)] == [
            "2018-05-30", "2018-09-23", "2018-05-28", "2018-05-23", "2018-05-28", "2018-05-30",
        ]


class TestDue:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("i dag", date(2018, 5, 30)),
            ("i morgen", date(2018, 5, 31)),
            ("I overmorgen", date(2018, 6, 1)),
            ("onsdag", date(2018, 5, 30)),
            ("fredag", date(2018, 6, 1)),
            ("på fredag", date(2018, 6, 1)),
            ("tirsdag", date(2018, 6, 5)),
            ("næste fredag", date(2018, 6, 8)),
            ("næste mandag", date(2018, 6, 4)),
            ("fredag i næste uge", date(2018, 6, 8)),
            ("senest fredag", date(2018, 6, 1)),
            ("om 2 uger", date(2018, 6, 13)),
            ("om to uger", date(2018, 6, 13)),
            ("om 14 dage", date(2018, 6, 13)),
            ("om en måned", date(2018, 6, 30)),
            ("om 9 måneder", date(2019, 2, 28)),
            ("om 1 år", date(2019, 5, 30)),
            ("ult. juni", date(2018, 6, 30)),
            ("ultimo juni", date(2018, 6, 30)),
            ("ultimo maj", date(2018, 5, 31)),
            ("ultimo april", date(2019, 4, 30)),
            ("ultimo februar", date(2019, 2, 28)),
            ("ultimo juni 2020", date(2020, 6, 30)),
            ("ultimo 2018", date(2018, 12, 31)),
            ("primo 2019", date(2019, 1, 1)),
            ("primo september", date(2018, 9, 1)),
            ("primo maj", date(2019, 5, 1)),
            ("medio maj", date(2019, 5, 15)),
            ("medio juni", date(2018, 6, 15)),
            ("30/6", date(2018, 6, 30)),
            ("30.6.", date(2018, 6, 30)),
            ("30-6", date(2018, 6, 30)),
            ("29/5", date(2019, 5, 29)),
            ("30/5", date(2018, 5, 30)),
            ("29/2", date(2020, 2, 29)),
            ("30. juni", date(2018, 6, 30)),
            ("den 30. juni", date(2018, 6, 30)),
            ("inden d. 30. jun.", date(2018, 6, 30)),
            ("  30.  JUNI ", date(2018, 6, 30)),
            ("30. juni 2019", date(2019, 6, 30)),
            ("2018-06-30", date(2018, 6, 30)),
            ("1.7.18", date(2018, 7, 1)),
            ("30/6-19", date(2019, 6, 30)),
            ("1. maj 2018", date(2018, 5, 1)),
            ("30 June", date(2018, 6, 30)),
            ("by 30 May 2019", date(2019, 5, 30)),
            ("end of June", date(2018, 6, 30)),
            ("start of  September", date(2018, 9, 1)),
            ("mid June", date(2018, 6, 15)),
            ("tomorrow", date(2018, 5, 31)),
            ("Friday", date(2018, 6, 1)),
            ("next Friday", date(2018, 6, 8)),
            ("in 2 weeks", date(2018, 6, 13)),
            ("in one month", date(2018, 6, 30)),
            ("uge 23", date(2018, 6, 8)),
            ("senest i uge 22", date(2018, 6, 1)),
            ("slutningen af uge 3", date(2019, 1, 18)),
            ("uge 53", date(2021, 1, 1)),
            ("uge 10 2018", date(2018, 3, 9)),
            ("i næste uge", date(2018, 6, 8)),
            ("next week", date(2018, 6, 8)),
            ("1. kvartal", date(2019, 3, 31)),
            ("i 2. kvartal", date(2018, 6, 30)),
            ("udgangen af 1. kvartal 2018", date(2018, 3, 31)),
            ("inden udgangen af juni", date(2018, 6, 30)),
            ("ved årets udgang", date(2018, 12, 31)),
            ("udgangen af året", date(2018, 12, 31)),
            ("fredag den 29. juni", date(2018, 6, 29)),
            ("mandag d. 4/6", date(2018, 6, 4)),
            ("overmorgen", date(2018, 6, 1)),
            ("ult. febr.", date(2019, 2, 28)),
            ("3. kvt.", date(2018, 9, 30)),
            ("inden månedens udgang", date(2018, 5, 31)),
            ("senest den 15.", date(2018, 6, 15)),
            ("d. 30.", date(2018, 5, 30)),
            ("den 31.", date(2018, 5, 31)),
            ("mandag den 4.", date(2018, 6, 4)),
            ("senest fredag kl. 12", date(2018, 6, 1)),
            ("senest 1. juni, kl. 9.30", date(2018, 6, 1)),
            ("førstkommende fredag", date(2018, 6, 1)),
            ("næstkommende mandag", date(2018, 6, 4)),
            ("inden for 14 dage", date(2018, 6, 13)),
            ("indenfor to uger", date(2018, 6, 13)),
            ("om fjorten dage", date(2018, 6, 13)),
            ("om et halvt år", date(2018, 11, 30)),
            ("om 6 mdr.", date(2018, 11, 30)),
            ("mandag i uge 23", date(2018, 6, 4)),
            ("onsdag i næste uge", date(2018, 6, 6)),
            ("starten af næste uge", date(2018, 6, 4)),
            ("midt i uge 23", date(2018, 6, 6)),
            ("i denne uge", date(2018, 6, 1)),
            ("inden ugens udgang", date(2018, 6, 1)),
            ("inden udløbet af uge 23", date(2018, 6, 8)),
            ("i juni", date(2018, 6, 30)),
            ("i maj måned", date(2018, 5, 31)),
            ("i løbet af august", date(2018, 8, 31)),
            ("begyndelsen af juni", date(2018, 6, 1)),
            ("midten af juni", date(2018, 6, 15)),
            ("sidst i juni", date(2018, 6, 30)),
            ("først i september 2019", date(2019, 9, 1)),
            ("sidste fredag i juni", date(2018, 6, 29)),
            ("første mandag i juni", date(2018, 6, 4)),
            ("næste måned", date(2018, 6, 30)),
            ("medio næste måned", date(2018, 6, 15)),
            ("første kvartal", date(2019, 3, 31)),
            ("inden 1. halvår 2019", date(2019, 6, 30)),
            ("2. halvår", date(2018, 12, 31)),
            ("primo 3. kvartal", date(2018, 7, 1)),
            ("kvartalets udgang", date(2018, 6, 30)),
            ("ultimo næste år", date(2019, 12, 31)),
            ("før 1. september", date(2018, 9, 1)),
            ("inden jul", date(2018, 12, 24)),
            ("before 1 September", date(2018, 9, 1)),
        ],
    )
    def test_typed(self, text: str, day: date) -> None:
        assert parse_due(text, TODAY) == day

    @pytest.mark.parametrize(
        "text",
        [
            "", "snart", "juni", "den 32.", "den 0.", "den 3", "uge 54", "uge", "5. kvartal", "mandag den 29. juni",
            "fredagsbar", "31/6", "30/13", "0/1", "om uger",
            "om mange uger",
            "om 10000 dage", "ultimo", "medio 2019", "primo fredag", "30", "३०/6", "om ² uger", "næste",
            "senest", "om otte dage", "om et par dage", "juni 2019", "2019", "ugen", "5 dage", "medio 3. kvartal",
            "fredag i juni", "tirsdag den 4.", "3. halvår", "efter jul", "mandag i uge 54", "næste juni",
        ],
    )
    def test_not_understood(self, text: str) -> None:
        assert parse_due(text, TODAY) is None

    def test_a_month_later_stays_in_the_month(self) -> None:
        assert parse_due("om 1 måned", date(2019, 1, 31)) == date(2019, 2, 28)
        assert parse_due("om 1 måned", date(2018, 12, 31)) == date(2019, 1, 31)

    def test_next_friday_is_next_week_whatever_day_it_is(self) -> None:
        for days in range(7):  # Monday 28 May to Sunday 3 June
            assert parse_due("næste fredag", date(2018, 5, 28) + timedelta(days)) == date(2018, 6, 8)

    def test_the_day_itself_counts(self) -> None:
        assert parse_due("ultimo maj", date(2018, 5, 31)) == date(2018, 5, 31)
        assert parse_due("primo juni", date(2018, 6, 1)) == date(2018, 6, 1)
        assert parse_due("primo juni", date(2018, 6, 2)) == date(2019, 6, 1)

    @given(DAYS, st.sampled_from(WEEKDAYS))
    def test_a_weekday_is_the_next_one(self, today: date, weekday: str) -> None:
        day = parse_due(weekday, today)
        assert day is not None
        assert today <= day < today + timedelta(7)
        assert WEEKDAYS[day.weekday()] == weekday

    @given(DAYS, DAYS)
    def test_a_day_without_a_year_is_never_past(self, today: date, other: date) -> None:
        for text in (f"{other.day}/{other.month}", f"{other.day}. {MONTHS[other.month - 1]}"):
            day = parse_due(text, today)
            assert day is not None
            assert day >= today
            assert (day.day, day.month) == (other.day, other.month)

    @given(DAYS, st.sampled_from(("ultimo", "ult.", "primo", "medio")), st.sampled_from(MONTHS))
    def test_parts_of_a_month_are_within_a_year(self, today: date, part: str, month: str) -> None:
        day = parse_due(f"{part} {month}", today)
        assert day is not None
        assert today <= day <= today + timedelta(366)
        assert MONTHS[day.month - 1] == month
        if part.startswith("ult"):
            assert (day + timedelta(1)).day == 1

    @given(DAYS, st.text("0123456789 ./-dagfremouti", max_size=16))
    def test_any_text(self, today: date, text: str) -> None:
        day = parse_due(text, today)
        assert day is None or isinstance(day, date)
