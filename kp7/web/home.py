"""The start page: where one is and what comes next."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kp7.organizations.terms import Role
from kp7.web import menu
from kp7.web.request import OfficerRequest

WORK: Final = {
    Role.LAO_RECORDER: "บันทึกและตรวจสอบข้อมูลบุคลากรของหน่วยงานให้ถูกต้องครบถ้วน แล้วแจ้งผู้รับรองของหน่วยงาน",
    Role.LAO_CERTIFIER: "ตรวจสอบข้อมูลบุคลากรของหน่วยงานให้ถูกต้องครบถ้วน แล้วรับรองข้อมูลระดับ อปท.",
    Role.PROVINCE_OFFICER: "ตรวจสอบข้อมูลที่ อปท. ในจังหวัดรับรองแล้ว และรับรองระดับจังหวัด",
    Role.DLA_OFFICER: "ติดตามการรับรองข้อมูลของ อปท. ทุกจังหวัด",
    Role.AUDITOR: "ตรวจดูการรับรองข้อมูล ท่านมีสิทธิดูอย่างเดียว",
}
ABOUT: Final = {
    "people": "ค้นหา เพิ่ม และแก้ไขข้อมูลบุคลากรของหน่วยงาน",
    "certification": "ดูสถานะการรับรองข้อมูล และดำเนินการรับรอง",
    "lookers": "ดูว่าใครจากนอกหน่วยงานเปิดดูข้อมูลบุคลากรของท่าน",
}


@require_safe
def home(request: OfficerRequest) -> HttpResponse:
    """Show the start page of the officer's role."""
    role = request.actor.role
    items = () if role is None else menu.items_of(role)
    context = {
        "title": request.actor.organization,
        "subtitle": "" if role is None else WORK[role],
        "tiles": [(item, ABOUT[item.name]) for item in items if item.name in ABOUT],
    }
    return render(request, "home.html", context)
