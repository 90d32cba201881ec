"""A record as one document of plain JSON."""

import json
from datetime import date
from decimal import Decimal

import pytest

from kp7.personnel.document import document
from kp7.personnel.record import Value
from kp7.thai.calendar import PartialDate
from tests.personnel.records import APPOINTED, line, record


def test_a_document_is_plain_json_and_always_the_same() -> None:
    one = record(nothing=["trainings", "education"])
    written = json.dumps(document(one), ensure_ascii=False)
    assert json.loads(written) == document(one)
    assert list(document(one)) == [
        "form",
        "card",
        "person",
        "national_id",
        "personal",
        "sections",
        "nothing",
    ]
    assert document(one)["nothing"] == ["education", "trainings"]


def test_sections_and_lines_stand_in_the_order_of_the_card() -> None:
    lines = [line(APPOINTED), line(APPOINTED)]
    sections = document(record(appointments=lines))["sections"]
    assert isinstance(sections, dict)
    assert list(sections) == ["appointments", "education"]
    found = sections["appointments"]
    assert isinstance(found, list)
    assert [one["id"] for one in found if isinstance(one, dict)] == [str(one.id) for one in lines]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2010, 10, 1), "2010-10-01"),
        (Decimal(15060), "15060.00"),
        (Decimal("15060.5"), "15060.50"),
        (PartialDate(1960), "1960"),
        (PartialDate(1960, 3), "1960-03"),
        (PartialDate(1960, 3, 5), "1960-03-05"),
        (True, True),
        (7, 7),
        ("ไทย", "ไทย"),
        ("", ""),
        (None, None),
    ],
)
def test_each_kind_of_value_has_one_way_of_being_written(value: Value, written: object) -> None:
    personal = document(record(asked=value))["personal"]
    assert isinstance(personal, dict)
    assert personal["asked"] == written


def test_a_code_stands_with_the_label_that_it_had() -> None:
    personal = document(record(sex="x", sex_label="เพศ", marital="", marital_label=""))["personal"]
    assert isinstance(personal, dict)
    assert personal["sex"] == {"code": "x", "label": "เพศ"}
    assert personal["marital"] is None
    assert not [name for name in personal if name.endswith("_label")]
