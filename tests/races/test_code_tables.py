"""Two officers of DLA at the same entry: one outcome, and versions that never overlap."""

from collections import Counter
from datetime import date

import pytest

from kp7.personnel.actions.code_tables import (
    EntryChanged,
    Said,
    add_entry,
    change_entry,
    end_entry,
)
from kp7.personnel.actions.editing import Invalid
from kp7.personnel.models import CodeEntry
from kp7.personnel.terms import CodeTable
from tests.cast import Cast
from tests.races.test_races import at_once

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("fresh_database")]

TIMES = 5
DAYS = (date(2027, 10, 1), date(2028, 10, 1), date(2029, 10, 1))


def added(cast: Cast, code: str) -> CodeEntry:
    return add_entry(
        by=cast.dla,
        table=CodeTable.TITLES,
        code=code,
        said=Said("ดร.", 40, {}),
        valid_from=None,
    )


def test_one_code_is_added_once(cast: Cast) -> None:
    for turn in range(TIMES):
        given = at_once(*[lambda: added(cast, f"x{turn}") for _ in range(3)])  # noqa: B023  run at once
        assert Counter(map(type, given)) == {CodeEntry: 1, Invalid: 2}


def test_one_of_three_changes_an_entry_and_the_others_are_told(cast: Cast) -> None:
    for turn in range(TIMES):
        entry = added(cast, f"x{turn}")
        given = at_once(
            lambda: change_entry(
                by=cast.dla,
                entry_id=entry.id,  # noqa: B023  run at once
                seen=1,
                day=DAYS[0],
                said=Said("ก", 40, {}),
            ),
            lambda: change_entry(
                by=cast.dla,
                entry_id=entry.id,  # noqa: B023  run at once
                seen=1,
                day=DAYS[1],
                said=Said("ข", 40, {}),
            ),
            lambda: end_entry(by=cast.dla, entry_id=entry.id, seen=1, day=DAYS[2]),  # noqa: B023  run at once
        )
        assert Counter(map(type, given)) == {CodeEntry: 1, EntryChanged: 2}
        assert CodeEntry.objects.get(id=entry.id).revision == 2
