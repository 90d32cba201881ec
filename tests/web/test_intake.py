"""นำเข้าจาก Excel on pages: a file, and what its columns are."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from kp7.intake.models import Import
from kp7.intake.reading.refusals import BookRefused, Why
from kp7.intake.terms import ImportState
from kp7.web.uploads import most_for
from tests.cast import Cast, add_complete, certified, signed_in
from tests.web.importing import INTAKE, brought, checked, send, typed_on, url
from tests.web.intake_files import GOOD, NAME, office, person
from tests.web.recording import get, page_of, post, said_of
from tests.work import run_jobs


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


# --- a file -------------------------------------------------------------------------------------


def test_the_page_says_what_is_taken_and_lists_what_was_brought_in(recorder: Client) -> None:
    page = page_of(get(recorder, INTAKE))
    assert "รับไฟล์ .xlsx .xls .ods และ .csv ขนาดไม่เกิน 20 เมกะไบต์" in page
    assert 'accept=".xlsx,.xls,.ods,.csv"' in page
    assert "ยังไม่เคยนำเข้าไฟล์" in page
    one = brought(recorder, office())
    listed = said_of(get(recorder, INTAKE))
    assert NAME in listed
    assert "จับคู่คอลัมน์" in listed
    assert url(one) in page_of(get(recorder, INTAKE))


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", Why.EMPTY), (b"%PDF-1.7\n", Why.PDF), (b"MZ" + b"\0" * 600, Why.PROGRAM)],
)
def test_what_is_no_spreadsheet_is_refused_beside_the_field(
    recorder: Client, content: bytes, why: Why
) -> None:
    answer = send(recorder, content)
    assert answer.status_code in {413, 422}
    assert BookRefused(why).sentence in page_of(answer)
    assert 'id="id_file_error"' in page_of(answer)
    assert not Import.objects.exists()


def test_no_file_is_asked_for(recorder: Client) -> None:
    answer = post(recorder, INTAKE, {})
    assert answer.status_code == 422
    assert "กรุณาเลือกไฟล์" in page_of(answer)


def test_a_file_of_twenty_megabytes_is_taken_here_and_nowhere_else(recorder: Client) -> None:
    here, elsewhere = get(recorder, INTAKE), get(recorder, "/people/")
    assert most_for(_request(here)) == 20_000_000
    assert most_for(_request(elsewhere)) == 10_000_000
    answer = send(recorder, b"\0" * 20_000_001)
    assert answer.status_code == 413
    assert BookRefused(Why.TOO_LARGE).sentence in page_of(answer)


def _request(answer: HttpResponse) -> HttpRequest:
    request = getattr(answer, "wsgi_request")  # noqa: B009  only the test client's answers have it
    assert isinstance(request, HttpRequest)
    return request


def test_a_sealed_register_says_so_before_a_file_is_sent_and_when_one_is(
    recorder: Client, cast: Cast
) -> None:
    one = brought(recorder, office(GOOD))
    add_complete(cast.certifier, 9)
    certified(cast.certifier)
    page = page_of(get(recorder, INTAKE))
    assert "ข้อมูลถูกล็อกแล้ว" in page
    assert 'type="file"' not in page
    answer = send(recorder, office(GOOD))
    assert answer.status_code == 423
    assert "รับรอง" in said_of(answer)
    assert Import.objects.get() == one
    assert get(recorder, url(one, "mapping")).status_code == 200
    assert "ตรวจสอบก่อนนำเข้า" not in page_of(get(recorder, url(one, "mapping")))


# --- its columns --------------------------------------------------------------------------------


def test_the_columns_are_guessed_with_a_reason_and_hidden_sheets_are_marked(
    recorder: Client,
) -> None:
    one = brought(recorder, office())
    answer = get(recorder, url(one, "mapping"))
    said, page = said_of(answer), page_of(answer)
    assert "ตำแหน่งและเงินเดือนแรกบรรจุ อัตราเงินเดือน (บาท)" in said  # of two rows of headings
    assert '<option value="national_id" selected>' in page
    assert '<option value="full_name" selected>' in page
    assert "หัวคอลัมน์ตรงกับ “เลขประจำตัวประชาชน”" in said
    assert "คำนวณ (ซ่อนอยู่) ไม่นำเข้า" in said
    assert "นายสมศักดิ์ รักเรียน" in said
    assert 'value="2"' in page  # the rows of headings, as Excel counts them
    assert 'value="3"' in page


def test_another_shape_asks_for_its_columns_before_anything_is_kept(recorder: Client) -> None:
    one = brought(recorder, office())
    typed = typed_on(get(recorder, url(one, "mapping")))
    answer = post(recorder, url(one, "mapping"), {**typed, "section": "education", "check": "1"})
    assert answer.status_code == 200
    assert "แสดงคอลัมน์ตามที่เลือกแล้ว" in said_of(answer)
    assert '<option value="degree"' in page_of(answer)
    one.refresh_from_db()
    assert one.state == ImportState.MAPPING
    assert one.mapping["sheets"][0]["section"] == "personal"


def test_further_sections_of_a_row_are_asked_for_and_guessed(recorder: Client) -> None:
    one = brought(recorder, office())
    typed = typed_on(get(recorder, url(one, "mapping")))
    shown = post(recorder, url(one, "mapping"), {**typed, "also": ["appointments"], "show": "1"})
    page = page_of(shown)
    assert '<optgroup label="ตำแหน่งและอัตราเงินเดือน">' in page
    assert '<option value="appointments.salary" selected>' in page
    answer = post(recorder, url(one, "mapping"), {**typed_on(shown), "check": "1"})
    assert answer["Location"] == url(one)
    one.refresh_from_db()
    assert one.mapping["sheets"][0]["columns"]["11"] == "appointments.salary"
    run_jobs()
    one.refresh_from_db()
    assert one.counts["appointments"]["NEW"] == len(GOOD)


def test_a_wrong_choice_keeps_everything_that_was_chosen(recorder: Client) -> None:
    one = brought(recorder, office())
    typed = typed_on(get(recorder, url(one, "mapping")))
    wrong = {**typed, "column_4": "", "column_0": "ไม่มีในรายการ"}
    answer = post(recorder, url(one, "mapping"), wrong)
    assert answer.status_code == 422
    assert "ไม่มีรายการที่เลือกอยู่ในรายการให้เลือก" in page_of(answer)
    assert typed_on(answer)["column_1"] == "national_id"
    assert "column_4" not in typed_on(answer)


def test_what_keeps_a_file_from_being_checked_is_said(recorder: Client) -> None:
    one = brought(recorder, office())
    typed = typed_on(get(recorder, url(one, "mapping")))
    answer = post(recorder, url(one, "mapping"), {**typed, "column_1": "", "check": "1"})
    assert answer.status_code == 422
    assert "เลขประจำตัวประชาชน" in said_of(answer)
    assert one.state == ImportState.MAPPING


def test_a_mapping_is_remembered_for_files_of_the_same_headings(recorder: Client) -> None:
    one = brought(recorder, office())
    typed = typed_on(get(recorder, url(one, "mapping")))
    kept = {**typed, "column_4": "", "remembers": "on", "remembered_as": "ทะเบียนของสำนักปลัด"}
    assert post(recorder, url(one, "mapping"), kept).status_code == 302
    again = brought(recorder, office(GOOD[:1]))
    assert again.mapping_name == "ทะเบียนของสำนักปลัด"
    assert "4" not in again.mapping["sheets"][0]["columns"]
    assert "ทะเบียนของสำนักปลัด" in page_of(get(recorder, url(again, "mapping")))


def test_a_remembered_mapping_is_taken_by_its_name(recorder: Client) -> None:
    first = brought(recorder, office())
    typed = typed_on(get(recorder, url(first, "mapping")))
    post(recorder, url(first, "mapping"), {**typed, "column_4": "", "remembered_as": "เดิม"})
    other = brought(recorder, office([person(1, "นายก ข")]))
    answer = post(recorder, url(other, "mapping"), {"use": "เดิม"})
    assert answer.status_code == 302
    assert "ใช้การจับคู่ที่จำไว้แล้ว" in said_of(get(recorder, answer["Location"]))
    assert post(recorder, url(other, "mapping"), {"use": "ไม่มี"}).status_code == 404


def test_remembering_needs_a_name(recorder: Client) -> None:
    one = brought(recorder, office())
    typed = typed_on(get(recorder, url(one, "mapping")))
    answer = post(recorder, url(one, "mapping"), {**typed, "remembered_as": ""})
    assert answer.status_code == 422
    assert "กรุณาตั้งชื่อการจับคู่นี้" in page_of(answer)


def test_cells_are_shown_to_who_brought_them_and_who_may_read_what_is_sensitive(
    client: Client, cast: Cast
) -> None:
    signed_in(client, cast.certifier)
    one = checked(client, office())
    assert "นายสมศักดิ์ รักเรียน" in said_of(get(client, url(one, "mapping")))
    recorder = signed_in(Client(), cast.recorder)
    answer = get(recorder, url(one, "mapping"))
    assert "ท่านเห็นเพียงหัวตาราง" in said_of(answer)
    assert "เลขประจำตัวประชาชน" in said_of(answer)
    assert "นายสมศักดิ์" not in page_of(answer)
    assert url(one, "refused") not in page_of(get(recorder, url(one)))
    assert get(recorder, url(one, "refused")).status_code == 403
    assert url(one, "refused") in page_of(get(client, url(one)))
