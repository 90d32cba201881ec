"""นำเข้าจาก Excel on pages: what a file would do, yes, and back."""

import datetime as dt
import io
import uuid
from collections.abc import Mapping

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from kp7.intake.queries import PLAN
from kp7.jobs.queries import latest_of
from kp7.personnel.actions.lines import change_line
from kp7.personnel.models import Card
from kp7.personnel.sections import PERSONAL
from kp7.web.saved_forms import NOTICE
from tests.cast import Cast, signed_in
from tests.web.importing import INTAKE, applied, brought, checked, typed_on, url
from tests.web.intake_files import BAD, GOOD, office, person
from tests.web.recording import get, hidden, page_of, post, said_of
from tests.work import run_jobs

pytestmark = pytest.mark.slow


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


# --- what it would do ---------------------------------------------------------------------------


def test_the_preview_counts_and_says_of_a_refused_row_where_and_why(recorder: Client) -> None:
    one = checked(recorder, office())
    said = said_of(get(recorder, url(one)))
    assert "เพิ่มใหม่ 6 รายการ" in said
    assert "ไม่ผ่าน 2 รายการ" in said
    assert "แถว 7" in said  # refused rows come first
    assert "คอลัมน์ B เลขประจำตัวประชาชน:" in said
    assert "นายสมชาย ใจดี" not in said
    every = said_of(get(recorder, f"{url(one)}?outcome=all"))
    assert "นายสมชาย ใจดี" in every
    new = said_of(get(recorder, f"{url(one)}?outcome=NEW&section=personal"))
    assert "นายสมชาย ใจดี" in new
    assert "แถว 7" not in new
    assert Card.objects.count() == 0


def test_a_changed_row_shows_what_stands_and_what_would(recorder: Client) -> None:
    applied(recorder, office(GOOD))
    one = checked(recorder, office([person(1, "นายสมชาย ใจเย็น"), *GOOD[1:]]))
    answer = get(recorder, url(one))
    assert "<del>ใจดี</del>" in page_of(answer)
    assert "<ins>ใจเย็น</ins>" in page_of(answer)
    assert "แก้ไข 1 รายการ เหมือนเดิม 5 รายการ" in said_of(answer)
    card = Card.objects.get(first_name="สมชาย")
    assert reverse("card", args=[card.id]) in page_of(answer)


def test_the_same_file_again_has_nothing_to_write(recorder: Client) -> None:
    applied(recorder, office(GOOD))
    one = checked(recorder, office(GOOD))
    page = page_of(get(recorder, url(one)))
    assert "ไม่มีรายการใหม่หรือรายการที่เปลี่ยน" in page
    assert url(one, "apply") not in page
    assert url(one, "mapping") in page


def test_refused_rows_come_back_as_a_workbook_with_the_reasons(recorder: Client) -> None:
    one = checked(recorder, office())
    answer = get(recorder, url(one, "refused"))
    assert "spreadsheetml" in answer["Content-Type"]
    assert "attachment" in answer["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "นายสมคิด ผิดเลข" in cells
    assert "นายสมชาย ใจดี" not in cells
    assert any("คอลัมน์ B" in cell for cell in cells)


def test_nonsense_in_the_address_shows_the_preview(recorder: Client) -> None:
    one = checked(recorder, office())
    for query in ("outcome=x", "section=x", "after=x", "after=-1", "people=x", "outcome=%00"):
        assert get(recorder, f"{url(one)}?{query}").status_code == 200


# --- yes, and back ------------------------------------------------------------------------------


def test_a_file_is_brought_in_after_it_was_confirmed(recorder: Client) -> None:
    one = checked(recorder, office(GOOD))
    question = get(recorder, url(one, "apply"))
    assert "เพิ่มใหม่ 6 รายการ" in said_of(question)
    assert "นำเข้า 6 รายการ" in said_of(question)
    typed = {"seen": hidden(question, "seen")}
    answer = post(recorder, url(one, "apply"), typed)
    assert answer["Location"] == url(one)
    assert "ความคืบหน้า" in said_of(get(recorder, url(one)))
    again = post(recorder, url(one, "apply"), typed)  # a second click
    assert again.status_code == 302
    run_jobs()
    done = get(recorder, url(one))
    assert "บันทึกแล้ว 6 รายการ" in said_of(done)
    assert "บัตรที่เปลี่ยน 3 คน" in said_of(done)
    for card in Card.objects.all():
        assert reverse("card", args=[card.id]) in page_of(done)
    assert Card.objects.count() == 3
    late = post(recorder, url(one, "apply"), typed)  # an old page
    assert "said=import-moved-on" in late["Location"]
    assert Card.objects.count() == 3


def test_refused_rows_are_left_out_only_where_that_was_ticked(recorder: Client) -> None:
    one = checked(recorder, office((*GOOD, BAD)))
    page = page_of(get(recorder, url(one, "apply")))
    assert "นำเข้าโดยข้าม 2 รายการที่ไม่ผ่าน" in page
    refused = post(recorder, url(one, "apply"), {"seen": str(one.seen)})
    assert refused.status_code == 422
    assert "ไม่ผ่าน" in said_of(refused)
    taken = post(recorder, url(one, "apply"), {"seen": str(one.seen), "skip_refused": "on"})
    assert taken.status_code == 302
    run_jobs()
    assert Card.objects.count() == 3


def test_an_old_preview_confirms_nothing(recorder: Client) -> None:
    one = checked(recorder, office(GOOD))
    post(recorder, url(one, "plan"), {})
    run_jobs()
    answer = post(recorder, url(one, "apply"), {"seen": str(one.seen)})
    assert answer.status_code == 409
    assert "ตรวจใหม่" in said_of(answer)
    assert hidden(answer, "seen") == str(one.seen + 1)
    assert Card.objects.count() == 0


def test_an_import_is_undone(recorder: Client) -> None:
    one = applied(recorder, office(GOOD))
    assert url(one, "undo") in page_of(get(recorder, url(one)))
    assert "ยกเลิกการนำเข้านี้" in page_of(get(recorder, url(one, "undo")))
    assert post(recorder, url(one, "undo"), {}).status_code == 302
    run_jobs()
    assert Card.objects.count() == 0
    said = said_of(get(recorder, url(one)))
    assert "ยกเลิกการนำเข้าแล้วโดย" in said
    again = post(recorder, url(one, "undo"), {})
    assert "said=import-moved-on" in again["Location"]


def test_undoing_is_refused_where_something_was_edited_since(recorder: Client, cast: Cast) -> None:
    one = applied(recorder, office(GOOD))
    card = Card.objects.get(first_name="สมชาย")
    change_line(
        by=cast.certifier,
        card=card,
        section=PERSONAL,
        line_id=card.id,
        seen=1,
        values={"nationality": "ลาว"},
    )
    answer = post(recorder, url(one, "undo"), {})
    assert answer.status_code == 409
    assert "มีการแก้ไขหลังจากนั้น" in said_of(answer)
    assert cast.certifier.officer in said_of(answer)
    assert reverse("card", args=[card.id]) in page_of(answer)
    assert Card.objects.count() == 3


def test_an_import_is_given_up_at_any_point_before(recorder: Client) -> None:
    one = brought(recorder, office())
    assert "เลิกนำเข้าไฟล์นี้" in page_of(get(recorder, url(one, "cancel")))
    assert post(recorder, url(one, "cancel"), {}).status_code == 302
    assert "เลิกนำเข้าไฟล์นี้แล้ว ไม่มีการบันทึกข้อมูล" in said_of(get(recorder, url(one)))
    for step, typed in _steps().items():
        answer = post(recorder, url(one, step), typed)
        assert answer.status_code == 302, step
    assert get(recorder, url(one, "mapping")).status_code == 302


def _steps() -> Mapping[str, Mapping[str, str]]:
    return {"plan": {}, "apply": {"seen": "1"}, "undo": {}, "cancel": {}, "mapping": {}}


def test_a_job_that_is_cancelled_while_it_waits_gives_the_import_up(recorder: Client) -> None:
    one = brought(recorder, office(GOOD))
    post(recorder, url(one, "plan"), {})
    job = latest_of(PLAN, one.id)
    assert job is not None
    assert reverse("job_cancel", args=[job.id]) in page_of(get(recorder, url(one)))
    post(recorder, reverse("job_cancel", args=[job.id]), {})
    assert run_jobs() == 0
    assert "เลิกนำเข้าไฟล์นี้แล้ว ไม่มีการบันทึกข้อมูล" in said_of(get(recorder, url(one)))


def test_what_was_chosen_outlives_the_session(recorder: Client, cast: Cast) -> None:
    one = brought(recorder, office(GOOD))
    typed = typed_on(get(recorder, url(one, "mapping")))
    later = timezone.now() + dt.timedelta(hours=1)
    with time_machine.travel(later, tick=True):
        ended = post(
            recorder, url(one, "mapping"), {**typed, "column_4": "", "remembered_as": "ใหม่"}
        )
        assert ended["Location"].startswith("/login/?next=")
        signed_in(recorder, cast.recorder)
        answer = get(recorder, url(one, "mapping"))
        assert NOTICE in said_of(answer)
        chosen = typed_on(answer)
    assert "column_4" not in chosen
    assert chosen["column_1"] == "national_id"
    assert chosen["remembered_as"] == "ใหม่"


def test_a_window_asks_as_the_page_does(recorder: Client) -> None:
    one = checked(recorder, office(GOOD))
    window = {"HX-Request": "true", "HX-Target": "window"}
    asked = recorder.get(url(one, "apply"), headers=window)
    assert asked["X-Kp7-Window"] == "1"
    done = recorder.post(url(one, "apply"), {"seen": str(one.seen)}, headers=window)
    assert (done.status_code, done["HX-Redirect"]) == (204, url(one))


def test_another_organization_s_import_is_not_there(recorder: Client, cast: Cast) -> None:
    one = checked(recorder, office(GOOD))
    next_door = signed_in(Client(), cast.certifier_next_door)
    for step in ("import", "mapping", "refused", "apply", "undo", "cancel"):
        assert get(next_door, url(one, step)).status_code == 404
    assert str(one.id) not in page_of(get(next_door, INTAKE))


def test_a_failure_says_why_and_can_be_tried_again(recorder: Client) -> None:
    one = brought(recorder, office([]))
    post(recorder, url(one, "plan"), {})
    run_jobs()
    page = page_of(get(recorder, url(one)))
    assert "ไม่พบแถวข้อมูลในแผ่นงานที่เลือก" in page
    assert url(one, "mapping") in page
    assert url(one, "cancel") in page


def test_an_import_that_never_was_is_nowhere(recorder: Client) -> None:
    nobody = uuid.UUID(int=7)
    assert get(recorder, reverse("intake_import", args=[nobody])).status_code == 404
