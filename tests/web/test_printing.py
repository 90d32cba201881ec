"""พิมพ์ ก.พ.7: the form of one card, ใบต่อ, and the files of many cards."""

import io
from datetime import date

import pikepdf
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kp7.personnel.models import Appointment
from kp7.printing.actions.cards import print_card
from kp7.printing.models import Batch, Issue
from kp7.printing.wanted import Wanted
from tests.cast import Cast, add_complete, signed_in
from tests.printing.test_printing import raise_on
from tests.web.recording import get, page_of, post
from tests.work import run_jobs

WHOLE = {"parts": "all", "digits": "arabic"}
CONTINUED = {"page": "1", "row": "9", "digits": "thai"}
MANY = {"what": "inside", "digits": "arabic", "bundle": "pdf"}


def test_a_card_opens_as_pdf_and_is_listed_then(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    recorder = signed_in(client, cast.recorder)
    address = f"/people/{card.id}/print/"
    assert address in page_of(get(recorder, f"/people/{card.id}/"))
    assert "ยังไม่เคยพิมพ์บัตรนี้จากระบบ" in page_of(get(recorder, address))
    answer = post(recorder, address, WHOLE)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Cache-Control"] == "no-store"
    with pikepdf.open(io.BytesIO(answer.content)) as made:
        pages = len(made.pages)
    page = page_of(get(recorder, address))
    assert cast.recorder.officer in page
    assert f'class="numeric">{pages}</td>' in page


def test_from_outside_the_card_prints_without_the_office_s_own_paper(
    client: Client, cast: Cast
) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    province = signed_in(client, cast.province)
    page = page_of(get(province, f"/people/{card.id}/print/"))
    assert "ใบต่อ" not in page
    assert cast.recorder.officer not in page
    answer = post(province, f"/people/{card.id}/print/", WHOLE)
    assert answer["Content-Type"] == "application/pdf"


def test_what_the_paper_lacks_is_shown_and_printed(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    recorder = signed_in(client, cast.recorder)
    assert "มี 1 รายการที่ยังไม่อยู่บนแผ่น" in page_of(get(recorder, f"/people/{card.id}/print/"))
    address = f"/people/{card.id}/print/continuation/"
    page = page_of(get(recorder, address))
    assert "รายการที่ยังไม่อยู่บนแผ่น 1 รายการ" in page
    assert "15,440" in page
    answer = post(recorder, address, CONTINUED)
    assert answer["Content-Type"] == "application/pdf"
    issue = Issue.objects.order_by("-id")[0]
    assert (issue.what, issue.paper[-1]["first"]) == ("continuation", 9)


def test_lines_to_be_struck_are_named_with_their_place(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    line = Appointment.objects.get(person_id=card.person_id)
    recorder = signed_in(client, cast.recorder)
    raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    post(recorder, f"/people/{card.id}/appointments/{line.id}/remove/", {"seen": "1"})
    page = page_of(get(recorder, f"/people/{card.id}/print/continuation/"))
    assert "ต้องขีดฆ่าด้วยหมึกแดงบนแผ่นเดิม 1 รายการ" in page
    assert "แผ่นที่ 1 บรรทัดที่ 1" in page
    assert "ลบแล้ว" in page


def test_nothing_new_is_said_on_the_form_with_what_was_typed(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    recorder = signed_in(client, cast.recorder)
    answer = post(recorder, f"/people/{card.id}/print/continuation/", CONTINUED)
    assert answer.status_code == 409
    page = page_of(answer)
    assert "ไม่มีรายการใหม่ตั้งแต่พิมพ์ครั้งก่อน จึงไม่มีอะไรต้องพิมพ์ในใบต่อ" in page
    assert 'value="9"' in page


def test_a_row_that_no_sheet_has_is_refused_on_the_form(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    first = Appointment.objects.get(person_id=card.person_id).id
    recorder = signed_in(client, cast.recorder)
    asked = {**CONTINUED, "first": str(first), "row": "48"}
    answer = post(recorder, f"/people/{card.id}/print/continuation/", asked)
    assert answer.status_code == 422
    assert "แผ่นหนึ่งมี 47 บรรทัด" in page_of(answer)
    assert not Issue.objects.exists()


def test_an_earlier_print_can_be_gone_on_from(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    kept = print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    recorder = signed_in(client, cast.recorder)
    address = f"/people/{card.id}/print/continuation/"
    page = page_of(get(recorder, address))
    assert "รายการที่ยังไม่อยู่บนแผ่น 0 รายการ" in page
    assert f"?after={kept.issue_id}" in page
    page = page_of(get(recorder, f"{address}?after={kept.issue_id}"))
    assert "รายการที่ยังไม่อยู่บนแผ่น 1 รายการ" in page
    gone = get(recorder, f"{address}?after={card.id}")
    assert gone.status_code == 404


def test_earlier_prints_cost_no_statement_each(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    recorder = signed_in(client, cast.recorder)
    counted = []
    for _ in range(2):
        for _ in range(2):
            print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
        with CaptureQueriesContext(
            connection,
        ) as found:
            get(recorder, f"/people/{card.id}/print/")
        counted.append(len(found))
    assert counted[0] == counted[1]


# --- many cards -------------------------------------------------------------------------------


def test_the_people_listed_become_a_file(client: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="สมชาย")
    add_complete(cast.recorder, 2, first_name="กมล")
    recorder = signed_in(client, cast.recorder)
    assert "/people/print/" in page_of(get(recorder, "/people/"))
    post(recorder, "/people/", {"searched": "สมชาย", "presence": "active"})
    page = page_of(get(recorder, "/people/print/"))
    assert "1 คนตามรายชื่อที่แสดงอยู่ (ชื่อหรือเลขประจำตัวประชาชน: สมชาย" in page
    answer = post(recorder, "/people/print/", MANY)
    assert answer.status_code == 302
    batch = Batch.objects.get()
    assert answer["Location"] == f"/people/printing/{batch.id}/"
    assert "สมชาย" not in batch.title
    assert "รอทำ" in page_of(get(recorder, f"/people/printing/{batch.id}/"))
    assert get(recorder, f"/people/printing/{batch.id}/file/").status_code == 404
    run_jobs()
    page = page_of(get(recorder, f"/people/printing/{batch.id}/"))
    assert "ไฟล์พร้อมแล้ว" in page
    fetched = recorder.get(f"/people/printing/{batch.id}/file/")
    content = fetched.getvalue()
    assert fetched["Content-Length"] == str(len(content))
    assert fetched["Content-Disposition"].startswith("attachment")
    with pikepdf.open(io.BytesIO(content)) as made:
        assert len(made.pages) == 1
    assert f"/people/printing/{batch.id}/" in page_of(get(recorder, "/people/printing/"))


def test_an_empty_list_is_refused_on_the_form(client: Client, cast: Cast) -> None:
    recorder = signed_in(client, cast.recorder)
    answer = post(recorder, "/people/print/", MANY)
    assert answer.status_code == 422
    assert "ไม่มีบุคลากรตามเงื่อนไขที่เลือก" in page_of(answer)
    assert not Batch.objects.exists()


def test_where_nobody_has_anything_new_the_page_says_so(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    recorder = signed_in(client, cast.recorder)
    answer = post(recorder, "/people/print/", {**MANY, "what": "continuation"})
    run_jobs()
    page = page_of(get(recorder, answer["Location"]))
    assert "ไม่มีรายการใหม่ตั้งแต่พิมพ์ครั้งก่อน" in page
    assert "ลองใหม่" in page


def test_who_could_not_be_printed_is_named(client: Client, cast: Cast) -> None:
    known, unknown = add_complete(cast.recorder, 1), add_complete(cast.recorder, 2)
    print_card(by=cast.recorder, card_id=known.id, wanted=Wanted())
    raise_on(cast.recorder, known, date(2011, 4, 1), "15440")
    recorder = signed_in(client, cast.recorder)
    answer = post(recorder, "/people/print/", {**MANY, "what": "continuation"})
    run_jobs()
    page = page_of(get(recorder, answer["Location"]))
    assert "พิมพ์ไม่ได้ 1 คน" in page
    assert "ยังไม่เคยพิมพ์บัตรนี้จากระบบ" in page
    assert unknown.last_name in page
