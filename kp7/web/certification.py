"""ระบบรับรองข้อมูล: its first page, and what both levels share."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kp7.certification.actions import LONGEST_REASON
from kp7.organizations.terms import Role
from kp7.thai import calendar
from kp7.web import context
from kp7.web.crumbs import Crumb
from kp7.web.fields import FoldedCharField
from kp7.web.request import OfficerRequest

if TYPE_CHECKING:  # the types that queries return; tables are met there alone
    from kp7.certification.models import Round

TITLE: Final = "ระบบรับรองข้อมูล"
LAO_TITLE: Final = "ดำเนินการ(อปท.)"
PROVINCE_TITLE: Final = "ดำเนินการ(จังหวัด)"
LARGEST_REVISION: Final = 2**31 - 2


@dataclass(frozen=True, slots=True)
class Way:
    """What a role does here, as the manual tells it, and the button it starts with."""

    label: str
    name: str
    steps: Sequence[str]


LAO_WAY: Final = Way(
    "รับรองข้อมูลระดับ อปท.",
    "certification_lao_review",
    (
        "บันทึกข้อมูลบุคลากรในเมนู “ข้อมูลบุคลากร ก.พ.7” ให้ครบตามจำนวน",
        "เลือก “ดำเนินการ(อปท.)” และ “รับรองข้อมูลระดับ อปท.” แล้วตรวจสอบข้อมูลที่บันทึกไว้",
        "ผู้รับรองคลิกปุ่ม “รับรองระดับ อปท.” จากนั้น อปท. จะแก้ไขหรือบันทึกเพิ่มไม่ได้",
        "เมื่อปรากฏหน้าต่างประวัติการรับรองข้อมูล ถือว่าเสร็จสิ้นขั้นตอนระดับ อปท.",
    ),
)
PROVINCE_WAY: Final = Way(
    PROVINCE_TITLE,
    "certification_province",
    (
        "เลือก “ดำเนินการ(จังหวัด)”",
        "ในช่อง “สถานภาพรับรองข้อมูล” เลือก “รับรองระดับ อปท.” แล้วคลิกปุ่ม “ค้นหา”",
        "คลิกปุ่มรูปแว่นขยายด้านขวาของ อปท. ตรวจจำนวนบุคลากร และสุ่มตรวจสอบการบันทึกข้อมูล",
        "หากถูกต้องครบถ้วน คลิกปุ่ม “รับรองระดับจังหวัด” หากไม่ถูกต้อง คลิก “ส่งคืนแก้ไข” พร้อมเหตุผล",
    ),
)
READING_WAY: Final = Way(
    PROVINCE_TITLE,
    "certification_province",
    (
        "เลือก “ดำเนินการ(จังหวัด)” เพื่อดูสถานะการรับรองข้อมูลของ อปท.",
        "คลิกปุ่มรูปแว่นขยายเพื่อดูจำนวนบุคลากรและประวัติการรับรอง ท่านมีสิทธิดูอย่างเดียว",
    ),
)
WAYS: Final = {
    Role.LAO_RECORDER: LAO_WAY,
    Role.LAO_CERTIFIER: LAO_WAY,
    Role.PROVINCE_OFFICER: PROVINCE_WAY,
    Role.DLA_OFFICER: READING_WAY,
    Role.AUDITOR: READING_WAY,
}


class ReasonForm(forms.Form):
    """Why; asked for by a request to return and by a return."""

    use_required_attribute = False

    revision = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION, widget=forms.HiddenInput)
    reason = FoldedCharField(
        label="เหตุผล", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4})
    )


@require_safe
def certification(request: OfficerRequest) -> HttpResponse:
    """Show the way through the certification, and where the case stands."""
    role = request.actor.role
    if role is None:
        raise TypeError("the system has no pages")
    shown = {
        "title": TITLE,
        "subtitle": request.actor.organization,
        "case_line": context.case_line(request.actor),
        "way": WAYS[role],
        "start": reverse(WAYS[role].name),
    }
    return render(request, "certification/start.html", shown)


def crumbs(*places: str | tuple[str, str]) -> list[Crumb]:
    """Return the way from ระบบรับรองข้อมูล to here: labels, those on the way with a view's name."""
    return [
        Crumb(TITLE, reverse("certification")),
        *(
            Crumb(place) if isinstance(place, str) else Crumb(place[0], reverse(place[1]))
            for place in places
        ),
    ]


def last_day(running: "Round") -> dt.date:
    """Return the last day on which a round is open."""
    return timezone.localdate(running.closes_at - dt.timedelta(microseconds=1))


def why_closed(running: "Round") -> str:
    """Say why no step can be taken in a round now; '' while it runs."""
    now = timezone.now()
    if now < running.opens_at:
        return f"{running.name} จะเปิดเมื่อ {calendar.format_instant(running.opens_at)}"
    if now >= running.closes_at:
        return f"{running.name} ปิดรอบแล้วเมื่อ {calendar.format_instant(running.closes_at)}"
    return ""
