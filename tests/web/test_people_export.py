"""The whole filtered list as an Excel workbook."""

from collections.abc import Sequence
from io import BytesIO

from django.test import Client
from python_calamine import CalamineWorkbook

from tests.cast import Cast, add_complete, signed_in
from tests.crowd import add_crowd
from tests.web.recording import get, post


def rows(client: Client) -> Sequence[Sequence[object]]:
    """What the workbook holds."""
    answer = get(client, "/people/export/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def test_the_export_holds_more_than_a_page(client: Client, cast: Cast) -> None:
    add_crowd(cast.recorder, 60)
    assert len(rows(signed_in(client, cast.recorder))) == 61


def test_the_export_follows_the_search(client: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="สมชาย")
    add_complete(cast.recorder, 2, first_name="กมล")
    add_complete(cast.recorder_next_door, 3, first_name="สมชาย")
    recorder = signed_in(client, cast.recorder)
    post(recorder, "/people/", {"searched": "สมชาย", "presence": "active"})
    assert [row[1] for row in rows(recorder)[1:]] == ["นายสมชาย ทดสอบ"]


def test_only_an_lao_exports_its_people(client: Client, cast: Cast) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        assert get(signed_in(client, actor), "/people/export/").status_code == 403
