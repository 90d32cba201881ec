"""How long one waits after failing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.organizations.throttle import (
    FREE_ATTEMPTS,
    HIGHEST_PRESSURE,
    LONGEST_WAIT,
    WINDOW,
    Failures,
    address_key,
    free_attempts,
    recent,
    seconds_left,
    wait_after,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
counts = st.integers(0, 10_000)
pressures = st.integers(0, 1_000_000)
ages = st.timedeltas(timedelta(0), timedelta(days=2))


def test_four_failures_cost_nothing_then_each_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(count, 0).total_seconds() for count in range(17)]
    assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_pressure_takes_free_attempts_away_but_never_the_first() -> None:
    assert [free_attempts(pressure) for pressure in (0, 19, 20, 40, 60, 80, 10**6)] == [
        5, 5, 4, 3, 2, 1, 1,
    ]  # fmt: skip


@given(pressures, ages)
def test_a_pair_that_has_not_failed_never_waits(pressure: int, age: timedelta) -> None:
    assert seconds_left(Failures(0, NOW - age), pressure, NOW) == 0


@given(counts, pressures)
def test_a_wait_is_never_longer_than_the_longest(count: int, pressure: int) -> None:
    assert timedelta(0) <= wait_after(count, pressure) <= LONGEST_WAIT < WINDOW


@given(counts, counts, pressures, pressures)
def test_more_failures_or_more_pressure_never_shorten_a_wait(
    count: int, more: int, pressure: int, higher: int
) -> None:
    assert wait_after(count, pressure) <= wait_after(count + more, pressure + higher)


@given(counts, pressures)
def test_pressure_costs_no_more_than_four_doublings(count: int, pressure: int) -> None:
    calm, pressed = wait_after(count, 0), wait_after(count, pressure)
    assert pressed <= max(calm * 16, timedelta(seconds=2 ** (FREE_ATTEMPTS - 1)))


@given(counts, pressures)
def test_pressure_beyond_the_highest_changes_nothing(count: int, pressure: int) -> None:
    assert wait_after(count, HIGHEST_PRESSURE + pressure) == wait_after(count, HIGHEST_PRESSURE)


@given(counts, pressures, ages, st.timedeltas(timedelta(0), timedelta(hours=1)))
def test_waiting_only_gets_shorter_by_waiting(
    count: int, pressure: int, age: timedelta, later: timedelta
) -> None:
    failures = Failures(count, NOW - age)
    assert seconds_left(failures, pressure, NOW + later) <= seconds_left(failures, pressure, NOW)


@given(counts, pressures)
def test_whoever_waited_the_seconds_told_may_try(count: int, pressure: int) -> None:
    failures = Failures(count, NOW)
    told = seconds_left(failures, pressure, NOW)
    assert seconds_left(failures, pressure, NOW + timedelta(seconds=told)) == 0


def test_a_quiet_hour_forgets() -> None:
    failures = Failures(12, NOW)
    assert recent(failures, NOW + WINDOW - timedelta(seconds=1)) == 12
    assert recent(failures, NOW + WINDOW) == 0


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_an_address_is_one_ipv4_address_or_one_ipv6_line(address: str, key: str) -> None:
    assert address_key(address) == key


@given(st.text())
def test_any_text_gives_an_address_that_can_be_stored(text: str) -> None:
    assert len(address_key(text)) <= 64
