"""The certification page and ประวัติการรับรองข้อมูล as PDF."""

from pathlib import Path

from django.test import Client

from tests.cast import Cast, add_complete, certified, signed_in
from tests.printing.test_lists import text_of
from tests.web.recording import get, page_of

REVIEW = "/certification/lao/review/print/"
HISTORY = "/certification/lao/history/print/"


def printed(client: Client, address: str, folder: Path) -> str:
    answer = get(client, address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    return "\n".join(text_of(answer.content, folder))


def test_the_certification_page_is_printed_with_places_to_sign(
    client: Client, cast: Cast, tmp_path: Path
) -> None:
    add_complete(cast.recorder, 1)
    said = printed(signed_in(client, cast.recorder), REVIEW, tmp_path)
    for word in ("ยังไม่รับรอง", "รอบทดสอบ", "จำนวนบุคลากรที่บันทึกและจะรับรอง", "ผู้บันทึก", "ผู้รับรอง"):
        assert word in said
    assert cast.recorder.officer in said
    assert "การดำเนินการในรอบนี้" not in said


def test_once_certified_it_says_by_whom(client: Client, cast: Cast, tmp_path: Path) -> None:
    add_complete(cast.recorder, 1)
    step = certified(cast.certifier)
    browser = signed_in(client, cast.recorder)
    for address in (REVIEW, HISTORY):
        said = printed(browser, address, tmp_path)
        assert step.officer in said
        assert "รับรองระดับ อปท." in said


def test_an_empty_history_says_so(client: Client, cast: Cast, tmp_path: Path) -> None:
    browser = signed_in(client, cast.recorder)
    assert "ยังไม่มีประวัติการรับรองข้อมูล" in printed(browser, HISTORY, tmp_path)


def test_the_pages_lead_there(client: Client, cast: Cast) -> None:
    certified_ready = add_complete(cast.recorder, 1)
    assert certified_ready
    certified(cast.certifier)
    browser = signed_in(client, cast.recorder)
    assert REVIEW in page_of(get(browser, "/certification/lao/review/"))
    assert HISTORY in page_of(get(browser, "/certification/lao/history/"))
