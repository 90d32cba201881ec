"""The instruments of `make bench`: what they count and print."""

from importlib import import_module

import pytest

from bench.__main__ import SUBJECTS
from bench.measure import Cost, Table, counted, median, ratios
from tests.conftest import Connect


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_measures(subject: str) -> None:
    assert callable(import_module(f"bench.{subject}").measure)


@pytest.mark.usefixtures("fresh_database")
def test_every_statement_that_is_sent_is_counted(app_connect: Connect) -> None:
    connection = app_connect()
    connection.autocommit = True
    with counted(connection) as counter:
        connection.execute("SELECT 1")
        connection.execute("SELECT %s::int", [2])
        with connection.transaction():  # BEGIN, COMMIT
            connection.execute("SET LOCAL lock_timeout = 0")
            with connection.transaction():  # SAVEPOINT, RELEASE
                connection.execute("SELECT 3", prepare=True)
    assert counter.statements == 8


def test_a_table_is_printed_with_its_numbers_to_the_right() -> None:
    table = Table("Title", ("", "ms"), [("one", "1.0"), ("three", "100")], ("A note.",))
    assert str(table).splitlines() == [
        "Title",
        "          ms",
        "  one    1.0",
        "  three  100",
        "  A note.",
    ]


def test_a_median_is_taken_of_each_side_and_ratios_of_wall_and_processor() -> None:
    costs = [Cost(1, 10, 5), Cost(2, 30, 5), Cost(9, 20, 5)]
    assert median(costs) == Cost(2, 20, 5)
    assert ratios(Cost(4, 40, 10), median(costs)) == ("×2.00", "×2.00")
