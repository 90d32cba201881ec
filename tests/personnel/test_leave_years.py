from dataclasses import replace
from datetime import date
from decimal import Decimal

from kp7.personnel.leave_years import Taken, leave_table, leave_years
from kp7.personnel.record import Line, Record, Reference
from tests.personnel.records import line, record

KINDS = {
    "sick": {
        "label": "ลาป่วย",
        "column_order": "1",
        "column_label": "ลาป่วย",
        "unit": "times_and_days",
        "sensitive": "yes",
    },
    "personal": {
        "label": "ลากิจส่วนตัว",
        "column_order": "2",
        "column_label": "ลากิจ",
        "unit": "times_and_days",
    },
    "vacation": {
        "label": "ลาพักผ่อน",
        "column_order": "3",
        "column_label": "ลาพักผ่อน",
        "unit": "days",
    },
    "late": {"label": "มาสาย", "column_order": "4", "column_label": "สาย", "unit": "times"},
}


def _leave(kind: str, day: date, days: str) -> Line:
    return line({"kind": kind, "started_on": day, "ended_on": day, "days": Decimal(days)})


def _record(leaves: list[Line], totals: list[Line]) -> Record:
    return replace(
        record(),
        lines={"leaves": tuple(leaves), "leave_totals": tuple(totals)},
        reference=Reference({"leave_kinds": KINDS}, {}),
    )


def test_a_fiscal_year_begins_in_october() -> None:
    found = leave_years(
        _record(
            [
                _leave("personal", date(2025, 9, 30), "1.00"),
                _leave("personal", date(2025, 10, 1), "0.50"),
                _leave("personal", date(2026, 9, 30), "2.00"),
            ],
            [],
        )
    )
    assert [(year.fiscal_year, year.taken) for year in found] == [
        (2568, {"personal": Taken(1, Decimal("1.00"))}),
        (2569, {"personal": Taken(2, Decimal("2.50"))}),
    ]


def test_the_total_of_a_year_holds_its_single_leaves() -> None:
    total = line({"fiscal_year": 2026, "kind": "vacation", "times": None, "days": Decimal("8.00")})
    (year,) = leave_years(_record([_leave("vacation", date(2026, 4, 1), "3.00")], [total]))
    assert (year.fiscal_year, year.taken) == (2569, {"vacation": Taken(0, Decimal("8.00"))})


def test_the_table_is_the_cards() -> None:
    known = _record(
        [
            _leave("sick", date(2026, 1, 5), "1.50"),
            _leave("sick", date(2026, 2, 5), "1.00"),
            _leave("late", date(2026, 3, 5), "0"),
        ],
        [],
    )
    table = leave_table(known, reads_sensitive=True)
    assert table.columns == ("ลาป่วย", "ลากิจ", "ลาพักผ่อน", "สาย")
    assert table.rows == ((2569, ("2/2.5", "-", "-", "1")),)


def test_sick_leave_has_no_column_without_the_right() -> None:
    table = leave_table(_record([], []), reads_sensitive=False)
    assert table.columns == ("ลากิจ", "ลาพักผ่อน", "สาย")
