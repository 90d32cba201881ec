"""Slips in leave, conduct, honours and papers."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from kp7.cli.demo.people import Person
from kp7.cli.demo.slips.making import (
    FAR,
    Slip,
    Values,
    also,
    last,
    official,
    on_contract,
    serves,
    who_has,
)

MANY_EVALUATIONS = 4


def _line(person: Person, section: str) -> Values:
    return person.sections[section][-1]


def _whole_day_away(person: Person) -> bool:
    return who_has("leaves")(person) and not _line(person, "leaves")["half_day"]


def _away_lately(person: Person) -> bool:
    """Somebody with a whole day of leave in the last of the years recorded."""
    if not _whole_day_away(person):
        return False
    started_on = _line(person, "leaves")["started_on"]
    return isinstance(started_on, date) and started_on > date(2025, 10, 1)


def _man_on_leave(person: Person) -> bool:
    return _whole_day_away(person) and person.sex == "male"


def _came_lately(person: Person) -> bool:
    return on_contract(person) and person.appointments[0].effective_on > date(2021, 6, 1)


def _came_after_1991(person: Person) -> bool:
    return official(person) and person.first_appointed_on.year > 1995  # noqa: PLR2004


def _one_half_year_missing(person: Person) -> Person:
    first, _, *others = person.sections["evaluations"]
    return replace(person, sections={**person.sections, "evaluations": (first, *others)})


def _punished(penalty: str, *, number: str = "คำสั่ง ที่ 77/2568", late: bool = False) -> Values:
    return {
        "penalty": penalty,
        "severity": "minor",
        "offence": "ละเลยการตรวจสอบพัสดุประจำปี",
        "committed_on": date(2025, 6, 1) if late else date(2024, 11, 1),
        "effective_on": date(2025, 3, 1),
        "document_number": number,
        "document_date": date(2025, 2, 20),
    }


def _without_pay(first: date, ended: date) -> Values:
    return {
        "kind": "unpaid",
        "started_on": first,
        "ended_on": ended,
        "details": "ลาติดตามคู่สมรส",
        "document_number": "คำสั่ง ที่ 15/2563",
        "document_date": date(2019, 12, 20),
    }


def _twice_without_pay(person: Person) -> Person:
    first = also("unpaid", lambda _: _without_pay(date(2020, 1, 6), date(2020, 3, 6)))
    second = also("unpaid", lambda _: _without_pay(date(2020, 2, 10), date(2020, 4, 10)))
    return second(first(person))


def _merit(day: date) -> Values:
    return {
        "granted_on": day,
        "merit": "พนักงานดีเด่น",
        "giver": "หน่วยงานตัวอย่าง",
        "document_number": "ประกาศ ที่ 4/2568",
        "document_date": date(2025, 1, 15),
    }


def _photographed_in(year: int) -> "Slip":
    return Slip(
        "PHO-01" if year == FAR.year else "PHO-02",
        who_has("photographs"),
        lambda person: replace(
            person,
            sections={
                **person.sections,
                "photographs": tuple(
                    {**line, "taken_year": year + number}
                    for number, line in enumerate(person.sections["photographs"])
                ),
            },
        ),
    )


OF_LEAVE = (
    Slip(
        "LEA-01",
        _whole_day_away,
        also("leaves", lambda person: {**_line(person, "leaves"), "kind": "ordination"}),
    ),
    Slip(
        "LEA-02",
        who_has("leave_totals"),
        last("leave_totals", lambda _, _line: {"days": Decimal(64)}),
    ),
    Slip("LEA-03", _whole_day_away, last("leaves", lambda _, _line: {"days": Decimal(20)})),
    Slip(
        "LEA-04",
        _whole_day_away,
        last("leaves", lambda _, _line: {"half_day": "morning", "days": Decimal(1)}),
    ),
    Slip(
        "LEA-05",
        _came_lately,
        also(
            "leaves",
            lambda _: {
                "kind": "sick",
                "started_on": date(2021, 3, 1),
                "ended_on": date(2021, 3, 1),
                "days": Decimal(1),
            },
        ),
    ),
    Slip(
        "LEA-06",
        _away_lately,
        also(
            "leave_totals",
            lambda person: {
                "fiscal_year": 2026,
                "kind": _line(person, "leaves")["kind"],
                "times": 0,
                "days": Decimal(0),
            },
        ),
    ),
    Slip(
        "LEA-07",
        serves,
        also(
            "leave_totals",
            lambda _: {
                "fiscal_year": FAR.year,
                "kind": "personal",
                "times": 1,
                "days": Decimal(1),
            },
        ),
    ),
    Slip("LEA-08", _man_on_leave, last("leaves", lambda _, _line: {"kind": "maternity"})),
)
OF_CONDUCT = (
    Slip(
        "EVA-01",
        _came_lately,
        also(
            "evaluations",
            lambda _: {"fiscal_year": 2019, "half": 1, "result": "good", "score": Decimal(75)},
        ),
    ),
    Slip(
        "EVA-02",
        serves,
        also(
            "evaluations",
            lambda _: {"fiscal_year": FAR.year, "half": 1, "result": "good", "score": Decimal(75)},
        ),
    ),
    Slip(
        "EVA-03",
        lambda person: (
            serves(person) and len(person.sections.get("evaluations", ())) >= MANY_EVALUATIONS
        ),
        _one_half_year_missing,
    ),
    Slip(
        "EVA-04",
        who_has("evaluations"),
        last("evaluations", lambda _, _line: {"result": "outstanding", "score": Decimal(72)}),
    ),
    Slip("DIS-01", official, also("discipline", lambda _: _punished("removed"))),
    Slip("DIS-02", official, also("discipline", lambda _: _punished("pay_cut"))),
    Slip("DIS-03", official, also("discipline", lambda _: _punished("reprimand", late=True))),
    Slip("DOC-01", official, also("discipline", lambda _: _punished("reprimand", number=""))),
    Slip(
        "UNP-01",
        official,
        also("unpaid", lambda _: _without_pay(date(2020, 3, 6), date(2020, 1, 6))),
    ),
    Slip("UNP-02", official, _twice_without_pay),
    Slip(
        "DBL-01",
        who_has("double_time"),
        also(
            "double_time",
            lambda person: {
                **_line(person, "double_time"),
                "started_on": date(2015, 1, 5),
                "excluded_days": 0,
                "doubled_days": 30,
            },
        ),
    ),
    Slip(
        "DBL-02",
        who_has("double_time"),
        last("double_time", lambda _, _line: {"doubled_days": 632}),
    ),
    Slip(
        "DBL-03",
        _came_after_1991,
        also(
            "double_time",
            lambda _: {
                "announcement": "ประกาศใช้กฎอัยการศึก พ.ศ. 2534",
                "started_on": date(1991, 2, 23),
                "ended_on": date(1991, 5, 2),
                "doubled_days": 69,
            },
        ),
    ),
    Slip(
        "SPD-01",
        who_has("special_duties"),
        last("special_duties", lambda _, _line: {"ended_on": date(2001, 4, 13)}),
    ),
)
OF_HONOURS = (
    Slip(
        "DEC-01",
        who_has("decorations"),
        also(
            "decorations",
            lambda person: {
                **_line(person, "decorations"),
                "decoration": "mtm",
                "granted_on": date(2026, 7, 28),
                "received_on": None,
                "returned_on": None,
            },
        ),
    ),
    Slip(
        "DEC-02",
        who_has("decorations"),
        last("decorations", lambda _, _line: {"received_on": date(2001, 8, 4)}),
    ),
    Slip(
        "DEC-03",
        official,
        also(
            "decorations",
            lambda person: {
                "decoration": "mtm",
                "granted_on": person.first_appointed_on + timedelta(days=400),
                "gazette_volume": "140",
                "gazette_page": "12",
            },
        ),
    ),
    Slip(
        "DEC-04",
        who_has("decorations"),
        last("decorations", lambda _, _line: {"gazette_volume": ""}),
    ),
    Slip(
        "DOC-02",
        who_has("special_duties"),
        last("special_duties", lambda _, _line: {"document_number": ""}),
    ),
    Slip("DAY-01", serves, also("merits", lambda _: _merit(FAR))),
    Slip("DAY-02", serves, also("merits", lambda _: _merit(date(1925, 12, 5)))),
    _photographed_in(FAR.year),
    _photographed_in(2011),
)
