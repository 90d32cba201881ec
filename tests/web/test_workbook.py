"""The whole register as one workbook: at once, by a job where there are many, or a blank form."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from kp7.intake.models import Export
from kp7.organizations.models import Post
from kp7.web import workbooks
from tests.cast import Cast, add_complete, signed_in
from tests.lines import add_other_lines
from tests.web.recording import get, page_of, post, said_of
from tests.work import run_jobs

LIST = "/people/"
BOOK = "/people/workbook/"
FILE = f"{BOOK}file/"
BLANK = f"{BOOK}blank/"


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    """The recorder, who has two people, of whom one is called กมล."""
    add_complete(cast.recorder, 1, first_name="กมล")
    add_complete(cast.recorder, 2, first_name="อรุณ")
    return signed_in(client, cast.recorder)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if one person were many."""
    monkeypatch.setattr(workbooks, "AT_ONCE", 0)


def people_in(content: bytes) -> list[object]:
    """The first names in a workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    heading, *rows = book.get_sheet_by_name("ข้อมูลส่วนตัว").to_python()
    return [row[heading.index("ชื่อ")] for row in rows]


def test_the_list_leads_to_both_files(recorder: Client) -> None:
    page = page_of(get(recorder, LIST))
    assert "ส่งออก Excel ทั้งเล่ม" in page
    assert f'action="{BOOK}"' in page
    assert "แบบฟอร์ม Excel เปล่า" in page
    assert f'action="{BLANK}"' in page


def test_the_workbook_is_sent_as_the_list_is_filtered(recorder: Client) -> None:
    answer = get(recorder, BOOK)
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert people_in(answer.content) == ["กมล", "อรุณ"]
    post(recorder, LIST, {"searched": "กมล", "presence": "active"})
    assert people_in(get(recorder, BOOK).content) == ["กมล"]


def test_the_blank_form_holds_nobody(recorder: Client) -> None:
    answer = get(recorder, BLANK)
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert people_in(answer.content) == []


def test_a_blank_form_is_there_before_the_first_person(client: Client, cast: Cast) -> None:
    empty = signed_in(client, cast.recorder)
    page = page_of(get(empty, LIST))
    assert BLANK in page
    assert f'action="{BOOK}"' not in page
    assert people_in(get(empty, BLANK).content) == []


@pytest.mark.usefixtures("many")
def test_of_many_people_a_job_makes_the_workbook(recorder: Client) -> None:
    page = said_of(get(recorder, BOOK))
    assert "เตรียมไฟล์" in page
    assert not Export.objects.exists()
    for _ in range(2):
        assert post(recorder, BOOK, {})["Location"] == BOOK
    assert Export.objects.count() == 1
    assert get(recorder, FILE).status_code == 404
    assert "รอทำ" in said_of(get(recorder, BOOK))
    assert run_jobs() == 1
    page = said_of(get(recorder, BOOK))
    assert "ไฟล์พร้อมแล้ว" in page
    assert "2 คน" in page
    assert people_in(get(recorder, FILE).content) == ["กมล", "อรุณ"]
    assert run_jobs() == 0


@pytest.mark.usefixtures("many")
def test_the_job_keeps_to_the_filter_of_when_it_was_asked(recorder: Client) -> None:
    post(recorder, LIST, {"searched": "อรุณ", "presence": "all"})
    post(recorder, BOOK, {})
    post(recorder, LIST, {"clear": "1"})
    run_jobs()
    assert people_in(get(recorder, FILE).content) == ["อรุณ"]


@pytest.mark.usefixtures("many")
def test_a_made_workbook_is_its_officer_s_alone_and_lapses(recorder: Client, cast: Cast) -> None:
    post(recorder, BOOK, {})
    run_jobs()
    other = signed_in(Client(), cast.certifier)
    assert get(other, FILE).status_code == 404
    Export.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert get(recorder, FILE).status_code == 404
    assert "ไฟล์พร้อมแล้ว" not in said_of(get(recorder, BOOK))
    post(recorder, BOOK, {})
    assert Export.objects.count() == 1


@pytest.mark.usefixtures("many")
def test_a_right_that_was_taken_since_takes_the_file_too(client: Client, cast: Cast) -> None:
    card = add_complete(cast.certifier, 1)
    add_other_lines(cast.certifier, card)
    certifier = signed_in(client, cast.certifier)
    post(certifier, BOOK, {})
    run_jobs()
    assert get(certifier, FILE).status_code == 200
    Post.objects.filter(username=cast.certifier.username).update(reads_sensitive=False)
    assert get(certifier, FILE).status_code == 403


def test_only_an_lao_exports_its_register(client: Client, cast: Cast) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        above = signed_in(client, actor)
        for url in (BOOK, FILE, BLANK):
            assert get(above, url).status_code == 403
        assert post(above, BOOK, {}).status_code == 403
