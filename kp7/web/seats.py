"""One seat of the establishment: looked at, added, changed, closed, reopened, removed, held.

Each change is one question with a form, often an empty one, that htmx opens as a window.
"""

import uuid
from collections.abc import Callable
from typing import Final

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kp7.personnel import claims, entries, frames
from kp7.personnel import establishment as queries
from kp7.personnel.actions import establishment as actions
from kp7.personnel.actions.establishment import SeatChanged
from kp7.personnel.establishment import ListedSeat
from kp7.personnel.queries import today
from kp7.personnel.seats import number_of, well_formed
from kp7.refusal import Refusal
from kp7.thai import calendar
from kp7.web import notices, saved_forms
from kp7.web.asking import Task, typed
from kp7.web.crumbs import Crumb
from kp7.web.establishment import PLAN, TITLE, Office, own_office
from kp7.web.lao import for_lao, own_register
from kp7.web.lines import seen_in
from kp7.web.notices import Said
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest
from kp7.web.seat_forms import (
    TABLES,
    CloseForm,
    HoldForm,
    PlanForm,
    SeatForm,
    SeatsForm,
    VacateForm,
)
from kp7.web.windows import leave_window, render_window

ODD: Final = (
    "เลขที่ตำแหน่งนี้ไม่ตรงรูปแบบที่ใช้ตั้งแต่ปี 2559 เช่น 12-3-01-1101-001 ถ้าเป็นเลขเดิมหรือเลขของพนักงานจ้าง ใช้ต่อไปได้"
)


ADD: Final = Task(
    "เพิ่มตำแหน่งในกรอบ",
    "ช่องที่มี * ต้องกรอก ผู้ที่บัตร ก.พ.7 ระบุเลขที่ตำแหน่งนี้จะเป็นผู้ดำรงตำแหน่งโดยอัตโนมัติ",
    "บันทึก",
    Said.SEAT_SAVED,
)
EDIT: Final = Task("แก้ไขตำแหน่ง", "ช่องที่มี * ต้องกรอก", "บันทึก", Said.SEAT_SAVED)
CLOSE: Final = Task(
    "ยุบเลิกตำแหน่ง",
    "ตำแหน่งจะไม่อยู่ในกรอบตั้งแต่วันที่ยุบเลิก แต่ยังดูย้อนหลังได้ ตำแหน่งที่มีผู้ดำรงอยู่ยุบเลิกไม่ได้",
    "บันทึกการยุบเลิก",
    Said.SEAT_CLOSED,
)
REOPEN: Final = Task(
    "ยกเลิกการยุบเลิก",
    "ใช้เมื่อบันทึกการยุบเลิกไว้ผิด ตำแหน่งจะกลับมาอยู่ในกรอบต่อเนื่องจากเดิม",
    "ยกเลิกการยุบเลิก",
    Said.SEAT_REOPENED,
)
REMOVE: Final = Task(
    "ลบตำแหน่งที่เพิ่มผิด",
    "ลบได้เฉพาะตำแหน่งที่ไม่เคยมีผู้ดำรง ถ้าตำแหน่งเคยมีอยู่จริง ให้บันทึกการยุบเลิกแทน",
    "ลบตำแหน่ง",
    Said.SEAT_REMOVED,
    look="btn-danger",
)
HOLD: Final = Task(
    "บันทึกผู้ดำรงตำแหน่ง",
    "เลือกได้เฉพาะผู้ปฏิบัติงานประเภทเดียวกันที่ยังไม่มีตำแหน่งในกรอบ "
    "ผู้ที่บัตร ก.พ.7 มีเลขที่ตำแหน่ง ให้บันทึกรายการตำแหน่งในบัตร ระบบจะจัดลงตำแหน่งให้เอง",
    "บันทึก",
    Said.SEAT_HELD,
)
VACATE: Final = Task(
    "บันทึกตำแหน่งว่าง",
    "ผู้ดำรงตำแหน่งพ้นจากตำแหน่งนี้ตั้งแต่วันที่กรอก ประวัติการดำรงตำแหน่งยังดูย้อนหลังได้",
    "บันทึกตำแหน่งว่าง",
    Said.SEAT_VACATED,
)
BUILD: Final = Task(
    "สร้างกรอบจากเลขที่ตำแหน่งในบัตร",
    "ระบบจะเพิ่มตำแหน่งให้ทุกเลขที่ตำแหน่งที่ผู้ปฏิบัติงานอยู่ใช้และยังไม่มีในกรอบ "
    "แล้วจัดผู้ดำรงตำแหน่งตามบัตร ตำแหน่งที่มีอยู่แล้วไม่เปลี่ยน ทำซ้ำได้",
    "สร้างกรอบ",
    Said.BUILT,
)
PLANNING: Final = Task(
    "บันทึกแผนอัตรากำลัง 3 ปี",
    "บันทึกมติที่เห็นชอบแผน ตำแหน่งที่กำหนดเพิ่มหรือยุบเลิกในแต่ละปีบันทึกที่ตำแหน่งนั้นในกรอบอัตรากำลัง",
    "บันทึก",
    Said.PLAN_SAVED,
)


# --- one seat ---------------------------------------------------------------------------------


@require_safe
@for_lao
def seat(request: OfficerRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Show a seat with its holder, and what can be done with it."""
    office = own_office(request)
    found = seat_or_404(request, seat_id)
    day = today()
    at = [found.id]
    context = {
        "title": f"ตำแหน่งเลขที่ {found.number}",
        "crumbs": office.crumbs(Crumb(TITLE, reverse("establishment")), Crumb(found.number)),
        "standing": office.standing,
        "case_line": office.standing.case_line,
        "notice": notices.said(request),
        "seat": found,
        "vacant": found.holder is None and found.stands(day),
        "odd": "" if well_formed(found.number) else ODD,
        "may_edit": office.may_edit,
        "urls": {
            "holder": reverse("card", args=[found.holder.card_id])
            if found.holder and found.holder.card_id
            else "",
            **{
                name: reverse(f"seat_{name}", args=at)
                for name in ("edit", "close", "reopen", "remove", "hold", "vacate")
            },
        },
    }
    return render_window(request, "establishment/seat.html", context)


def seat_or_404(request: OfficerRequest, seat_id: uuid.UUID) -> ListedSeat:
    """Return a seat of one's own register; another's is a page that is not there."""
    found = queries.seat(own_register(request), seat_id, today())
    if found is None:
        raise Http404
    return found


# --- changes ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def seat_add(request: OfficerRequest) -> HttpResponse:
    """Add a seat, or many that are alike."""
    register_id = own_register(request)
    form = SeatsForm(entries.choices(register_id, TABLES, today()), typed(request))

    def act() -> None:
        values = {name: form.cleaned_data[name] for name in SeatForm.base_fields}
        actions.add_seats(
            by=request.actor,
            register_id=register_id,
            count=form.cleaned_data["count"] or 1,
            values=values,
        )

    return asked(request, ADD, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def seat_edit(request: OfficerRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Change what a seat says."""
    found = seat_or_404(request, seat_id)
    register_id = own_register(request)
    form = SeatForm(entries.choices(register_id, TABLES, today()), typed(request), found)

    def act() -> None:
        actions.change_seat(
            by=request.actor,
            register_id=register_id,
            seat_id=seat_id,
            seen=seen_in(request),
            values=form.cleaned_data,
        )

    return asked(request, EDIT, form, act, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def seat_close(request: OfficerRequest, seat_id: uuid.UUID) -> HttpResponse:
    """ยุบเลิก a seat from a day on."""
    found = seat_or_404(request, seat_id)
    form = CloseForm(typed(request))

    def act() -> None:
        actions.close_seat(
            by=request.actor,
            register_id=own_register(request),
            seat_id=seat_id,
            seen=seen_in(request),
            closed_on=form.cleaned_data["closed_on"],
            document=form.cleaned_data["document"],
        )

    return asked(request, CLOSE, form, act, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def seat_reopen(request: OfficerRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Take a wrongly recorded close back."""
    found = seat_or_404(request, seat_id)

    def act() -> None:
        actions.reopen_seat(
            by=request.actor,
            register_id=own_register(request),
            seat_id=seat_id,
            seen=seen_in(request),
        )

    return asked(request, REOPEN, forms.Form(typed(request)), act, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def seat_remove(request: OfficerRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Remove a seat that was added by mistake."""
    found = seat_or_404(request, seat_id)

    def act() -> None:
        actions.remove_seat(
            by=request.actor,
            register_id=own_register(request),
            seat_id=seat_id,
            seen=seen_in(request),
        )

    return asked(request, REMOVE, forms.Form(typed(request)), act, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def seat_hold(request: OfficerRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Put somebody on a vacant seat."""
    found = seat_or_404(request, seat_id)
    people = claims.who_may_hold(own_register(request), found.number, found.kind)
    form = HoldForm(people, typed(request))

    def act() -> None:
        actions.hold_seat(
            by=request.actor,
            register_id=own_register(request),
            seat_id=seat_id,
            card_id=uuid.UUID(form.cleaned_data["card_id"]),
            started_on=form.cleaned_data["started_on"],
        )

    return asked(request, HOLD, form, act, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def seat_vacate(request: OfficerRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Take whoever was put on a seat by hand off it."""
    found = seat_or_404(request, seat_id)
    form = VacateForm(typed(request))

    def act() -> None:
        actions.vacate_seat(
            by=request.actor,
            register_id=own_register(request),
            seat_id=seat_id,
            ended_on=form.cleaned_data["ended_on"],
        )

    return asked(request, VACATE, form, act, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def establishment_build(request: OfficerRequest) -> HttpResponse:
    """Make the establishment from what the cards say."""

    def act() -> None:
        actions.build_from_cards(by=request.actor, register_id=own_register(request))

    return asked(request, BUILD, forms.Form(typed(request)), act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def plan_record(request: OfficerRequest) -> HttpResponse:
    """Record by which resolution three fiscal years stand."""
    register_id = own_register(request)
    stands = frames.three_years_of(register_id, frames.newest_plan_year(register_id))
    plan = stands.plan
    form = PlanForm(
        typed(request),
        initial={
            "first_year": stands.years[0] - calendar.OFFSET,
            "resolution": plan.resolution if plan else "",
            "resolved_on": plan.resolved_on if plan else None,
        },
    )

    def act() -> None:
        actions.record_plan(
            by=request.actor,
            register_id=register_id,
            first_year=form.cleaned_data["first_year"],
            resolution=form.cleaned_data["resolution"],
            resolved_on=form.cleaned_data["resolved_on"],
        )

    return asked(request, PLANNING, form, act)


# --- asking -----------------------------------------------------------------------------------


def asked(
    request: OfficerRequest,
    question: Task,
    form: forms.Form,
    act: Callable[[], None],
    found: ListedSeat | None = None,
) -> HttpResponse:
    """Ask, or do what was answered and go where it shows."""
    if request.method != "POST":
        return question_page(request, question, form, found)
    if not form.is_valid():
        return question_page(request, question, form, found, status=WRONG_FORM)
    try:
        act()
    except Refusal as refusal:
        status = refuse(form, refusal)
        return question_page(request, question, form, found, refusal, status=status)
    address = reverse("establishment_plan" if question is PLANNING else "establishment")
    return leave_window(request, notices.saying(address, said(question, form)))


def said(question: Task, form: forms.Form) -> Said:
    """Return what to say was done: of a number of another shape, that it should be looked at."""
    number = str(form.cleaned_data.get("number", "")) if question.done is Said.SEAT_SAVED else ""
    return Said.SEAT_ODD if number and not well_formed(number_of(number)) else question.done


def question_page(  # noqa: PLR0913  a page is made of these
    request: OfficerRequest,
    question: Task,
    form: forms.Form,
    found: ListedSeat | None = None,
    refusal: Refusal | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show the question, whole or as a window."""
    office: Office = own_office(request)
    above = Crumb(PLAN if question is PLANNING else TITLE, leave_of(question))
    seen = seen_in(request) if request.method == "POST" else (found.revision if found else 0)
    if isinstance(refusal, SeatChanged) and refusal.seat is not None:
        seen = refusal.seat.revision
    context = {
        "title": question.title,
        "subtitle": f"{found.number} {found.title}" if found else "",
        "crumbs": office.crumbs(above, Crumb(question.title)),
        "standing": office.standing,
        "case_line": office.standing.case_line,
        "question": question,
        "form": form,
        "seen": seen,
        "notice": saved_forms.NOTICE if request.method != "POST" and form.is_bound else "",
        "action": request.path,
        "leave": leave_of(question),
        "may_save": request.method == "POST" or not office.standing.sealed,
        "close_label": "ยกเลิก",
    }
    return render_window(request, "cards/question.html", context, status=status)


def leave_of(question: Task) -> str:
    """Return where a question leads back to."""
    return reverse("establishment_plan" if question is PLANNING else "establishment")
