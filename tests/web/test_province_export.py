"""The province's list as an Excel workbook."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from django.test import Client
from django.utils.http import urlencode
from python_calamine import CalamineWorkbook

from tests.cast import Cast, add_complete, certified, signed_in
from tests.web.recording import get

EXPORT = "/certification/province/export/"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    add_complete(cast.recorder, 1)
    add_complete(cast.recorder, 2, kind="mission")
    certified(cast.certifier)
    return cast


def rows(client: Client, **wanted: str) -> Sequence[Sequence[object]]:
    """What the workbook holds."""
    answer = get(client, f"{EXPORT}?{urlencode(wanted)}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def test_the_export_holds_every_lao_of_the_province(client: Client, cast: Cast) -> None:
    assert len(rows(signed_in(client, cast.province))) == 1 + 19


def test_the_export_follows_the_search(client: Client, cast: Cast) -> None:
    found = rows(signed_in(client, cast.province), state="LAO_CERTIFIED")
    assert len(found) == 2
    heading, line = found
    assert heading[5:8] == ["ข้าราชการ", "ลูกจ้างประจำ", "พนักงานจ้าง"]
    assert line[1:10] == [
        "6830108",
        "องค์การบริหารส่วนตำบลเกาะแก้ว",
        "เมืองภูเก็ต",
        "ภูเก็ต",
        1,
        0,
        1,
        2,
        "รับรองระดับ อปท.",
    ]


def test_the_export_ends_at_the_border(client: Client, cast: Cast) -> None:
    found = rows(signed_in(client, cast.other_province))
    assert {row[4] for row in found[1:]} == {"กระบี่"}
    assert len(rows(signed_in(client, cast.auditor))) == 1 + 7849
