"""The start page: where one is and what comes next."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kp7.certification.terms import State
from kp7.organizations.terms import Role
from kp7.personnel.moves import waiting_for
from kp7.web import context, menu
from kp7.web.context import CaseLine
from kp7.web.request import OfficerRequest

WORK: Final = {
    Role.LAO_RECORDER: "บันทึกและตรวจสอบข้อมูลบุคลากรของหน่วยงานให้ถูกต้องครบถ้วน แล้วแจ้งผู้รับรองของหน่วยงาน",
    Role.LAO_CERTIFIER: "ตรวจสอบข้อมูลบุคลากรของหน่วยงานให้ถูกต้องครบถ้วน แล้วรับรองข้อมูลระดับ อปท.",
    Role.PROVINCE_OFFICER: "ตรวจสอบข้อมูลที่ อปท. ในจังหวัดรับรองแล้ว และรับรองระดับจังหวัด",
    Role.DLA_OFFICER: "ติดตามการรับรองข้อมูลของ อปท. ทุกจังหวัด",
    Role.AUDITOR: "ตรวจดูการรับรองข้อมูล ท่านมีสิทธิดูอย่างเดียว",
}
NEXT: Final = {
    State.LAO_CERTIFIED: "อปท. รับรองข้อมูลแล้ว อยู่ระหว่างจังหวัดตรวจสอบ แก้ไขข้อมูลไม่ได้จนกว่าจังหวัดจะส่งคืน",
    State.UNDER_REVIEW: "จังหวัดกำลังตรวจสอบ แก้ไขข้อมูลไม่ได้จนกว่าจังหวัดจะส่งคืน",
    State.RETURNED: "จังหวัดส่งคืนแก้ไข กรุณาแก้ไขข้อมูลตามเหตุผลที่จังหวัดแจ้ง แล้วรับรองข้อมูลระดับ อปท. อีกครั้ง",
    State.PROVINCE_CERTIFIED: "จังหวัดรับรองข้อมูลแล้ว เสร็จสิ้นการรับรองข้อมูลในรอบนี้",
    State.ACCEPTED: "สถ. รับรองข้อมูลแล้ว เสร็จสิ้นการรับรองข้อมูลในรอบนี้",
}
ABOUT: Final = {
    "people": "ค้นหา เพิ่ม และแก้ไขข้อมูลบุคลากรของหน่วยงาน",
    "certification": "ดูสถานะการรับรองข้อมูล และดำเนินการรับรอง",
    "transfers": "ดูการให้โอนและรับโอนบุคลากรระหว่าง อปท. ในพื้นที่",
    "code_tables": "ดูรายการให้เลือกในแบบบันทึก ก.พ.7 และวันที่เริ่มใช้ เลิกใช้ของแต่ละรายการ",
    "lookers": "ดูว่าใครจากนอกหน่วยงานเปิดดูข้อมูลบุคลากรของท่าน",
}


@require_safe
def home(request: OfficerRequest) -> HttpResponse:
    """Show the start page of the officer's role."""
    role = request.actor.role
    if role is None:
        raise TypeError("the system has no start page")
    line, own = context.case_line(request.actor), request.actor.organization_id
    shown = {
        "title": request.actor.organization,
        "case_line": line,
        "subtitle": what_to_do(role, line),
        "transfers_waiting": waiting_for(own) if own else 0,
        "tiles": [(item, ABOUT[item.name]) for item in menu.items_of(role) if item.name in ABOUT],
    }
    return render(request, "home.html", shown)


def what_to_do(role: Role, line: CaseLine | None) -> str:
    """Say what comes next: the state of an LAO's case decides, else the role."""
    if line is None or line.state is None:
        return WORK[role]
    return NEXT.get(line.state, WORK[role])
