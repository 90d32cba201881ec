"""A day is the number by which Excel knows it."""

from datetime import date

import pytest

from kp7.thai.excel import FIRST_DAY, serial


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (FIRST_DAY, 61),
        (date(1970, 1, 1), 25569),
        (date(2000, 2, 29), 36585),
        (date(2200, 12, 31), 109939),
    ],
)
def test_a_day_has_excel_s_number(day: date, number: int) -> None:
    assert serial(day) == number
