"""An import of some changes leaves the register as the same changes typed into forms would."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction

from kp7.intake.layout import column_name, layout
from kp7.organizations.authority import Actor
from kp7.personnel.actions.editing import Invalid
from kp7.personnel.actions.lines import add_line, change_line
from kp7.personnel.actions.people import add_person
from kp7.personnel.models import Card, Row, SeatHolding
from kp7.personnel.sections import LISTS, PERSONAL, Section, section_of
from kp7.thai.calendar import PartialDate, buddhist_year, format_date
from tests.cast import DEGREE, FIRST_LINE, OWN, Cast, add_complete, national_id
from tests.cast import PERSONAL as FACTS
from tests.intake.bring import Sheets, applied, documents, outcomes, planned, sentences
from tests.lines import OTHER_SECTIONS, add_other_lines

pytestmark = pytest.mark.usefixtures("read_here")

IN_SHEETS = [section for section in LISTS if layout().sheet(section.code)]
LINES: Mapping[str, Mapping[str, object]] = {
    **OTHER_SECTIONS,
    "appointments": FIRST_LINE,
    "education": DEGREE,
}
Change = tuple[Section, Row | None, dict[str, object]]


class Undone(Exception):  # noqa: N818  to leave a transaction
    """What was tried by forms is taken back."""


@pytest.mark.parametrize("seed", range(4))
def test_a_random_set_of_changes(cast: Cast, seed: int) -> None:
    by, random = cast.certifier, Random(seed)  # noqa: S311  a schedule, no secret
    card = add_complete(by, 1)
    add_other_lines(by, card)
    changes = [*_changed(card, random), *_added(random)]
    by_forms = _typed(by, card, changes)
    one = applied(by, _sheets(changes))
    assert "REFUSED" not in outcomes(by, one)
    assert (documents(OWN), seated()) == by_forms


def seated() -> int:
    return SeatHolding.objects.count()


def _typed(by: Actor, card: Card, changes: list[Change]) -> tuple[dict[str, object], int]:
    """What the register is after the same by forms, and as it was again."""
    found: list[tuple[dict[str, object], int]] = []
    with suppress(Undone), transaction.atomic():
        new = add_person(
            by=by,
            register_id=OWN,
            digits=national_id(2),
            started_on=None,
            values={**FACTS, "first_name": "คนใหม่"},
        )
        add_line(by=by, card=new, section=_section("appointments"), values=FIRST_LINE)
        for section, row, values in changes:
            if row is None:
                add_line(by=by, card=card, section=section, values=values)
            else:
                change_line(
                    by=by, card=card, section=section, line_id=row.id, seen=1, values=values
                )
        found.append((documents(OWN), seated()))
        raise Undone
    return found[0]


def _section(code: str) -> Section:
    found = section_of(code)
    assert found
    return found


def _changed(card: Card, random: Random) -> list[Change]:
    """Lines that stand, each with a text or an amount of it changed."""
    changes: list[Change] = []
    for section in random.sample(IN_SHEETS, 8):
        row = section.model._default_manager.filter(person_id=card.person_id).first()
        names = [
            field.name
            for field in section.fields()
            if type(field).__name__ == "FoldedText" and (field.max_length or 0) >= 60
        ]
        if row is not None and names:
            name = random.choice(names)
            changes.append((section, row, {name: f"แก้แล้ว {random.randrange(1000)}"}))
    return changes


def _added(random: Random) -> list[Change]:
    """New lines: positions of later days, and trainings."""
    days = [date(2012, 4, 1) + timedelta(days=183 * n) for n in random.sample(range(20), 5)]
    raised: list[Change] = [
        (
            _section("appointments"),
            None,
            {
                **FIRST_LINE,
                "effective_on": day,
                "movement": "step_raise",
                "salary": Decimal(random.randrange(16000, 60000)),
                "sequence": None,
            },
        )
        for day in sorted(days)
    ]
    trained: list[Change] = [
        (
            _section("trainings"),
            None,
            {"course": f"หลักสูตร {number}", "started_on": date(2020, 1, number), "days": number},
        )
        for number in random.sample(range(1, 28), 3)
    ]
    return raised + trained


# --- as a file --------------------------------------------------------------------------------


def _sheets(changes: list[Change]) -> Sheets:
    personal = {**FACTS, "first_name": "คนใหม่"}
    sheets: dict[str, tuple[list[str], list[list[object]]]] = {
        PERSONAL.code: (
            ["national_id", *personal],
            [[national_id(2), *(_cell(value) for value in personal.values())]],
        )
    }
    _place(sheets, "appointments", national_id(2), None, FIRST_LINE)
    for section, row, values in changes:
        _place(sheets, section.code, national_id(1), row, values)
    return sheets


def _place(
    sheets: dict[str, tuple[list[str], list[list[object]]]],
    code: str,
    digits: str,
    row: Row | None,
    values: Mapping[str, object],
) -> None:
    """A row of the sheet of a section: a line that stands says all of itself."""
    spec = layout().sheet(code)
    assert spec
    keys = [one.key for one in spec.columns if one.key != "person_name"]
    _, rows = sheets.setdefault(code, (keys, []))
    said: dict[str, object] = {"line_id": str(row.id) if row else None, "national_id": digits}
    for key in keys[2:]:
        name = column_name(key)
        held = getattr(row, name) if row else None
        value = values.get(name, held)
        year = type(_section(code).model._meta.get_field(name)).__name__ == "YearField"
        said[key] = buddhist_year(int(value)) if year and value else _cell(value)  # type: ignore[call-overload]  # a year
    rows.append([said[key] for key in keys])


def _cell(value: object) -> object:
    match value:
        case PartialDate():
            whole = value.precision == "day"
            return format_date(value.first_day) if whole else str(buddhist_year(value.year))
        case Decimal():
            return float(value)
        case bool():
            return "ใช่" if value else "ไม่ใช่"
        case str() if value[:4].isdigit() and value[4:5] == "-":
            return format_date(date.fromisoformat(value))
    return value


def test_a_form_and_a_file_refuse_the_same(cast: Cast) -> None:
    by = cast.certifier
    card = add_complete(by, 1)
    wrong = {**FIRST_LINE, "effective_on": date(2012, 4, 1), "ends_on": date(2012, 3, 1)}
    with pytest.raises(Invalid) as by_form:
        add_line(by=by, card=card, section=_section("appointments"), values=wrong)
    sheets: dict[str, tuple[list[str], list[list[object]]]] = {}
    _place(sheets, "appointments", national_id(1), None, wrong)
    assert by_form.value.sentence in sentences(by, planned(by, sheets))[0]
