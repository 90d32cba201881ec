"""ผู้เข้าดูข้อมูล: who from outside looked at this organization's cards."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kp7.intake.actions.exporting import EXPORT
from kp7.ledger.queries import page_of_looks
from kp7.personnel import queries
from kp7.personnel.actions.checking import FINDINGS
from kp7.personnel.actions.files import FILE
from kp7.personnel.actions.looking import CARD
from kp7.personnel.actions.people import PROBE
from kp7.personnel.actions.remembering import HISTORY, PAST
from kp7.printing.actions.cards import PRINTED
from kp7.web.banners import certification_banner
from kp7.web.lao import for_lao, own_register
from kp7.web.places import next_url, place_in
from kp7.web.request import OfficerRequest

TITLE: Final = "ผู้เข้าดูข้อมูล"
PAGE: Final = 50
WHAT: Final = {
    CARD: "เปิดดูบัตร ก.พ.7",
    EXPORT: "ส่งออก Excel ทั้งเล่ม",
    FILE: "เปิดไฟล์ในบัตร ก.พ.7",
    FINDINGS: "ตรวจสอบข้อมูลของหน่วยงาน",
    HISTORY: "เปิดดูประวัติการแก้ไขบัตร ก.พ.7",
    PAST: "เปิดดูบัตร ก.พ.7 ณ วันที่ผ่านมา",
    PRINTED: "พิมพ์ ก.พ.7",
    PROBE: "กรอกเลขประจำตัวประชาชนที่ปฏิบัติงานอยู่กับท่าน",
}


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look, with the card it was at where the register still has it."""

    at: dt.datetime
    officer: str
    post: str
    organization: str
    what: str
    name: str
    url: str


@require_safe
@for_lao
def lookers(request: OfficerRequest) -> HttpResponse:
    """Show the newest looks; `before` continues."""
    register_id = own_register(request)
    place = place_in(request)
    looks, after = page_of_looks(register_id, place, PAGE)
    people = queries.named_in(register_id, [look.person_id for look in looks])
    address = reverse("lookers")
    standing = certification_banner(request)
    shown = {
        "title": TITLE,
        "subtitle": "ผู้ที่เปิดดูข้อมูลบุคลากรของหน่วยงานท่านจากภายนอก ระบบบันทึกทุกครั้ง แก้ไขหรือลบไม่ได้",
        "case_line": standing.case_line,
        "looks": [
            LookRow(
                look.looked_at,
                look.officer,
                look.post,
                look.organization,
                WHAT.get(look.what, look.what),
                *card_of(people, look.person_id),
            )
            for look in looks
        ],
        "first_url": address if place else "",
        "pager": {"next_url": next_url(address, after)},
    }
    return render(request, "people/lookers.html", shown)


def card_of(
    people: dict[uuid.UUID, tuple[uuid.UUID, str]], person_id: uuid.UUID
) -> tuple[str, str]:
    """Return the name on a card and its address; nothing of a card that is gone."""
    if person_id not in people:
        return "", ""
    card_id, name = people[person_id]
    return name, reverse("card", args=[card_id])
