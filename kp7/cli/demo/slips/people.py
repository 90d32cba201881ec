"""Slips in the personal data, in the family, and in what was learnt."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kp7.cli.demo.people import Person
from kp7.cli.demo.slips.making import (
    FAR,
    Slip,
    also,
    card,
    last,
    official,
    on_contract,
    serves,
    study,
    who_has,
)
from kp7.thai.calendar import PartialDate

OLD = PartialDate(1958, 3, 12)


def _wrong_digit(digits: str) -> str:
    return f"{digits[:-1]}{(int(digits[-1]) + 1) % 10}"


def _married(person: Person) -> bool:
    married = person.marital_state == "married" and "marriages" in person.sections
    return serves(person) and married and not person.sections["marriages"][-1]["ended_by"]


def _unmarried_on_contract(person: Person) -> bool:
    return on_contract(person) and "marriages" not in person.sections


def _twice_a_student(person: Person) -> bool:
    return serves(person) and len(person.educations) > 1


def _once_a_student(person: Person) -> bool:
    return official(person) and len(person.educations) == 1


def _born(person: Person, years: int) -> PartialDate:
    born = person.birth_date
    return PartialDate(born.year + years, born.month, born.day and min(born.day, 28))


def _all_marked(person: Person) -> Person:
    return replace(
        person, educations=tuple(replace(one, highest=True) for one in person.educations)
    )


def _all_used(person: Person) -> Person:
    return replace(
        person,
        educations=tuple(replace(one, used_for_appointment=True) for one in person.educations),
    )


def _without_education(person: Person) -> Person:
    nothing = tuple(code for code in person.nothing if code != "education")
    return replace(person, educations=(), nothing=nothing)


PER_01 = Slip("PER-01", on_contract, card(lambda _: {"birth_date": None}))
PER_02 = Slip(
    "PER-02",
    official,
    card(lambda person: {"service_started_on": person.first_appointed_on.replace(year=1995)}),
)
PER_07 = Slip("PER-07", on_contract, card(lambda _: {"birth_date": PartialDate(FAR.year, 2, 3)}))
EDU_01 = Slip(
    "EDU-01",
    official,
    study(lambda _, one: replace(one, started_year=one.finished_year + 2)),
)

OF_PERSONS = (
    Slip(
        "PER-04", official, card(lambda person: {"birth_date": PartialDate(person.birth_date.year)})
    ),
    Slip("PER-05", on_contract, card(lambda _: {"sex": ""})),
    Slip("PER-06", on_contract, card(lambda _: {"first_appointed_on": None})),
    Slip(
        "PER-08",
        on_contract,
        card(lambda _: {"first_appointed_on": FAR, "service_started_on": FAR}),
    ),
    Slip(
        "PER-09",
        _unmarried_on_contract,
        card(lambda person: {"birth_date": PartialDate(person.first_appointed_on.year - 15, 6, 7)}),
    ),
    Slip("PER-10", official, card(lambda _: {"birth_date": OLD})),
    Slip(
        "PER-11",
        lambda person: serves(person) and person.name.title == "นาย",
        card(lambda _: {"title": "นางสาว"}),
    ),
    Slip("PER-12", on_contract, card(lambda _: {"last_name": "ก"})),
    Slip("PER-13", on_contract, card(lambda person: {"first_name": f"นาย{person.name.first}"})),
    Slip(
        "PER-15",
        on_contract,
        card(lambda person: {"birth_date": PartialDate(person.birth_date.year, 1, 1)}),
    ),
    Slip("PER-16", official, card(lambda _: {"nationality": "มาเลเซีย"})),
    Slip("PER-17", _married, card(lambda _: {"marital_state": "single"})),
    Slip(
        "PER-18",
        on_contract,
        lambda person: replace(person, national_id=_wrong_digit(person.national_id)),
    ),
    Slip("PER-19", on_contract, card(lambda _: {"service_started_on": None})),
)
OF_FAMILIES = (
    Slip(
        "FAM-01",
        who_has("parents"),
        last("parents", lambda _, line: {"national_id": _wrong_digit(str(line["national_id"]))}),
    ),
    Slip(
        "FAM-02",
        who_has("parents"),
        last("parents", lambda person, _: {"national_id": person.national_id}),
    ),
    Slip(
        "FAM-03",
        who_has("parents"),
        last("parents", lambda person, _: {"birth_date": _born(person, -5)}),
    ),
    Slip(
        "FAM-04",
        who_has("children"),
        last("children", lambda person, _: {"birth_date": _born(person, 3)}),
    ),
    Slip(
        "FAM-05",
        _married,
        last(
            "marriages",
            lambda person, _: {"registered_on": date(person.birth_date.year + 15, 2, 14)},
        ),
    ),
    Slip(
        "FAM-06",
        _married,
        last("marriages", lambda _, _line: {"ended_by": "divorce", "ended_on": date(1980, 5, 2)}),
    ),
    Slip(
        "FAM-07",
        _married,
        also(
            "marriages",
            lambda person: {
                **person.sections["marriages"][-1],
                "sequence": len(person.sections["marriages"]) + 1,
                "first_name": "แก้วตา",
                "national_id": "",
                "registered_on": date(2025, 2, 14),
            },
        ),
    ),
    Slip("FAM-08", _married, last("marriages", lambda _, _line: {"ended_by": "divorce"})),
    Slip(
        "NAM-01",
        who_has("parents"),
        also(
            "name_changes",
            lambda person: {
                "changed_on": date(2026, 6, 1),
                "old_name": f"{person.name.first} {person.name.last}",
                "new_name": "ทองหยิบ สมมติลืม",
                "document_number": "หนังสือสำคัญแสดงการเปลี่ยนชื่อตัว เลขที่ 12/2569",
                "document_date": date(2026, 6, 1),
            },
        ),
    ),
    Slip(
        "NAM-02",
        lambda person: on_contract(person) and "name_changes" not in person.sections,
        card(lambda person: {"former_names": f"{person.name.first} ลืมบันทึก"}),
    ),
    Slip("HEI-01", who_has("heirs"), last("heirs", lambda _, _line: {"share": Decimal(35)})),
)
OF_LEARNING = (
    Slip(
        "EDU-02",
        official,
        study(
            lambda person, one: replace(
                one,
                started_year=person.birth_date.year + 5,
                finished_year=person.birth_date.year + 8,
                finished_on=None,
            )
        ),
    ),
    Slip("EDU-03", official, _without_education),
    Slip(
        "EDU-04",
        official,
        study(lambda _, one: replace(one, finished_year=FAR.year, finished_on=None)),
    ),
    Slip(
        "EDU-05",
        official,
        study(lambda _, one: replace(one, finished_on=date(one.finished_year - 1, 3, 20))),
    ),
    Slip("EDU-06", _twice_a_student, _all_marked),
    Slip("EDU-07", _twice_a_student, _all_used),
    Slip(
        "EDU-08",
        _once_a_student,
        study(
            lambda person, one: replace(
                one, finished_year=person.first_appointed_on.year + 2, finished_on=None
            )
        ),
    ),
    Slip(
        "TRN-01",
        who_has("trainings"),
        last("trainings", lambda _, _line: {"ended_on": date(2001, 5, 2)}),
    ),
    Slip("TRN-02", who_has("trainings"), last("trainings", lambda _, _line: {"days": 45})),
    Slip(
        "LIC-01",
        who_has("licences"),
        last(
            "licences",
            lambda _, _line: {"issued_on": date(2020, 7, 1), "expires_on": date(2025, 6, 30)},
        ),
    ),
    Slip(
        "LIC-02",
        who_has("licences"),
        last("licences", lambda _, _line: {"expires_on": date(2020, 6, 30)}),
    ),
)
