from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.personnel.ages import Span, age, retires_on, span
from kp7.thai.calendar import PartialDate

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def known(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


# --- retirement -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "retires"),
    [
        (PartialDate(1966, 9, 30), 2026),
        (PartialDate(1966, 10, 1), 2026),
        (PartialDate(1966, 10, 2), 2027),
        (PartialDate(1966, 12, 31), 2027),
        (PartialDate(1967, 1, 1), 2027),
        (PartialDate(1964, 2, 29), 2024),
    ],
)
def test_one_retires_at_the_end_of_the_fiscal_year_of_ones_sixtieth_birthday(
    born: PartialDate, retires: int
) -> None:
    assert retires_on(born) == date(retires, 9, 30)


@pytest.mark.parametrize(
    ("born", "retires"),
    [
        (PartialDate(1966), None),
        (PartialDate(1966, 9), 2026),
        (PartialDate(1966, 10), None),
        (PartialDate(1966, 11), 2027),
    ],
)
def test_a_partial_birth_date_gives_a_retirement_only_where_no_part_matters(
    born: PartialDate, retires: int | None
) -> None:
    assert retires_on(born) == (retires and date(retires, 9, 30))


@given(days)
def test_on_the_day_of_retirement_one_is_sixty_and_a_year_earlier_was_not(day: date) -> None:
    """A birthday on 1 October counts as reached on the eve of it."""
    last = retires_on(known(day))
    assert last is not None
    assert (last.month, last.day) == (9, 30)
    reached = span(day, last + timedelta(days=1))
    before = span(day, date(last.year - 1, 10, 1))
    assert reached is not None
    assert reached.years == 60
    assert before is not None
    assert before.years == 59


@given(days, st.sampled_from(["month", "year"]))
def test_what_a_partial_date_says_holds_for_every_day_that_it_can_be(
    day: date, precision: str
) -> None:
    partial = PartialDate.of(day, precision)
    said = retires_on(partial)
    possible = {
        retires_on(known(partial.first_day + timedelta(days=n)))
        for n in range((partial.last_day - partial.first_day).days + 1)
    }
    assert said == (possible.pop() if len(possible) == 1 else None)


# --- spans ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "length"),
    [
        (date(2000, 1, 31), date(2000, 2, 29), (0, 0, 29)),
        (date(2000, 1, 31), date(2000, 3, 1), (0, 1, 1)),
        (date(2000, 1, 31), date(2000, 3, 31), (0, 2, 0)),
        (date(2000, 2, 29), date(2001, 2, 28), (0, 11, 30)),
        (date(2000, 2, 29), date(2001, 3, 1), (1, 0, 1)),
        (date(2000, 2, 29), date(2004, 2, 29), (4, 0, 0)),
        (date(1999, 12, 31), date(2000, 1, 1), (0, 0, 1)),
        (date(2000, 5, 3), date(2000, 5, 3), (0, 0, 0)),
        (date(1980, 5, 3), date(2026, 11, 22), (46, 6, 19)),
    ],
)
def test_a_span_is_counted_in_years_months_and_days(
    since: date, until: date, length: tuple[int, int, int]
) -> None:
    assert span(since, until) == Span(*length)


@given(days, days)
def test_a_span_runs_forward_and_stays_below_a_year_a_month(one: date, other: date) -> None:
    since, until = sorted([one, other])
    found = span(since, until)
    assert found is not None
    assert found.years >= 0
    assert 0 <= found.months < 12
    assert 0 <= found.days < 31
    assert span(until, since) == (found if since == until else None)


@given(days, days)
def test_a_day_more_never_shortens_a_span(one: date, other: date) -> None:
    since, until = sorted([one, other])
    found, longer = span(since, until), span(since, until + timedelta(days=1))
    assert found is not None
    assert longer is not None
    assert (found.years, found.months, found.days) < (longer.years, longer.months, longer.days)


@given(st.dates(date(1900, 1, 1), date(2000, 12, 31)), st.integers(0, 100))
def test_a_birthday_makes_whole_years(day: date, years: int) -> None:
    if (day.month, day.day) != (2, 29):
        assert span(day, day.replace(year=day.year + years)) == Span(years, 0, 0)


def test_a_span_is_written_as_on_the_card() -> None:
    assert str(Span(16, 1, 21)) == "16 ปี 1 เดือน 21 วัน"


# --- age --------------------------------------------------------------------------------------


def test_an_age_is_known_only_of_a_whole_birth_date() -> None:
    on = date(2026, 11, 22)
    assert age(PartialDate(1980, 5, 3), on) == Span(46, 6, 19)
    assert age(PartialDate(1980, 5), on) is None
    assert age(PartialDate(1980), on) is None


def test_nobody_is_of_age_before_birth() -> None:
    assert age(PartialDate(2027, 1, 1), date(2026, 11, 22)) is None
