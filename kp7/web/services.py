"""A person's service in this register: ended, resumed, begun anew; a card mended or removed.

Each is one question with a form, often an empty one, that htmx opens as a window.
"""

import uuid
from collections.abc import Callable, Sequence
from typing import Final

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kp7.personnel import entries, queries
from kp7.personnel.actions import people as actions
from kp7.personnel.actions.lines import ChangedMeanwhile
from kp7.personnel.actions.people import ActiveElsewhere, CardExists
from kp7.personnel.entries import Choice, Entry
from kp7.personnel.sections import PERSONAL
from kp7.refusal import Refusal
from kp7.web import fields, notices, saved_forms
from kp7.web.asking import Task, typed
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.lao import for_lao
from kp7.web.lines import entry_or_404, seen_in
from kp7.web.notices import Said
from kp7.web.people import TITLE as PEOPLE
from kp7.web.people import existing
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest
from kp7.web.section_forms import options
from kp7.web.windows import leave_window, render_window


class EndForm(forms.Form):
    """Why, since when and by which order somebody is not here any more."""

    use_required_attribute = False

    movement = fields.ChosenField(label="เหตุที่พ้น")
    ended_on = fields.BuddhistDateField(
        label="พ้นตั้งแต่วันที่",
        help_text="วันแรกที่ไม่ได้ปฏิบัติงานแล้ว เช่น เกษียณสิ้นวันที่ 30 ก.ย. ให้กรอก 1 ต.ค.",
    )
    document = fields.FoldedCharField(
        label="เอกสารอ้างอิง",
        required=False,
        max_length=250,
        help_text="เช่น คำสั่งที่ 123/2569 ลงวันที่ 15 ก.ย. 2569",
    )

    def __init__(self, exits: Sequence[Choice], data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["movement"] = fields.ChosenField(label="เหตุที่พ้น", choices=options(exits))


class ReturnForm(forms.Form):
    """Since when somebody is here again."""

    use_required_attribute = False

    started_on = fields.BuddhistDateField(label="วันที่กลับเข้าปฏิบัติงาน")


class NationalIdForm(forms.Form):
    """The right national id."""

    use_required_attribute = False

    national_id = fields.NationalIdField(label="เลขประจำตัวประชาชนที่ถูกต้อง")


END: Final = Task(
    "บันทึกการพ้น",
    "บัตร ก.พ.7 และรายการทั้งหมดยังอยู่ บุคคลนี้จะไม่ถูกนับเป็นบุคลากรของหน่วยงานตั้งแต่วันที่พ้น",
    "บันทึกการพ้น",
    Said.ENDED,
)
RESUME: Final = Task(
    "ยกเลิกการพ้น",
    "ใช้เมื่อบันทึกการพ้นไว้ผิด บุคคลนี้จะกลับมาเป็นผู้ปฏิบัติงานอยู่ต่อเนื่องจากช่วงเดิม",
    "ยกเลิกการพ้น",
    Said.RESUMED,
)
RETURN: Final = Task(
    "กลับเข้าปฏิบัติงาน",
    "ใช้เมื่อผู้ที่พ้นไปแล้วกลับมาทำงานที่หน่วยงานนี้อีก ระบบจะเริ่มช่วงเวลาปฏิบัติงานใหม่ในบัตรเดิม",
    "บันทึก",
    Said.RETURNED,
)
CORRECT: Final = Task(
    "แก้เลขประจำตัวประชาชน",
    "ใช้เมื่อกรอกเลขผิดเท่านั้น รายการทั้งหมดในบัตรจะไปอยู่กับเลขที่แก้ไข",
    "บันทึก",
    Said.ID_CORRECTED,
)
REMOVE: Final = Task(
    "ลบบัตรที่เพิ่มผิด",
    "บัตรนี้ยังไม่มีรายการใด จึงลบได้ ถ้าบุคคลนี้เคยทำงานที่หน่วยงานจริง ให้บันทึกการพ้นแทน",
    "ลบบัตร",
    Said.PERSON_REMOVED,
    look="btn-danger",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def service_end(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Record that somebody left, and why: โอน, ลาออก, เกษียณ, ถึงแก่กรรม."""
    entry = card_entry(request, card_id)
    form = EndForm(entries.exits(queries.today()), typed(request))

    def act() -> None:
        actions.end_service(
            by=request.actor,
            card=entry.card,
            ended_on=form.cleaned_data["ended_on"],
            movement=form.cleaned_data["movement"],
            document=form.cleaned_data["document"],
        )

    return asked(request, entry, END, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def service_resume(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Take a wrongly recorded end back."""
    entry = card_entry(request, card_id)

    def act() -> None:
        actions.resume_service(by=request.actor, card=entry.card)

    return asked(request, entry, RESUME, forms.Form(typed(request)), act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def service_return(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Begin another service of somebody who had left."""
    entry = card_entry(request, card_id)
    form = ReturnForm(typed(request))

    def act() -> None:
        actions.return_to_service(
            by=request.actor, card=entry.card, started_on=form.cleaned_data["started_on"]
        )

    return asked(request, entry, RETURN, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def national_id_correct(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Give a card the national id that it should have had."""
    entry = card_entry(request, card_id)
    form = NationalIdForm(typed(request))

    def act() -> None:
        actions.correct_national_id(
            by=request.actor,
            card=entry.card,
            seen=seen_in(request),
            digits=form.cleaned_data["national_id"],
        )

    return asked(request, entry, CORRECT, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def person_remove(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Remove a card that was added by mistake."""
    entry = card_entry(request, card_id)

    def act() -> None:
        actions.remove_person(by=request.actor, card=entry.card)

    return asked(request, entry, REMOVE, forms.Form(typed(request)), act)


def card_entry(request: OfficerRequest, card_id: uuid.UUID) -> Entry:
    """Return a card of one's own register."""
    return entry_or_404(request, card_id, PERSONAL, card_id)


def asked(
    request: OfficerRequest,
    entry: Entry,
    question: Task,
    form: forms.Form,
    act: Callable[[], None],
) -> HttpResponse:
    """Ask, or do what was answered and go where it shows."""
    if request.method != "POST":
        return question_page(request, entry, question, form)
    if not form.is_valid():
        return question_page(request, entry, question, form, status=WRONG_FORM)
    try:
        act()
    except Refusal as refusal:
        about_id = "national_id" in form.fields and isinstance(
            refusal, (ActiveElsewhere, CardExists)
        )
        status = refuse(form, refusal, field="national_id" if about_id else None)
        return question_page(request, entry, question, form, refusal, status=status)
    removed = question.done is Said.PERSON_REMOVED
    address = reverse("people") if removed else reverse("card", args=[entry.card.id])
    return leave_window(request, notices.saying(address, question.done))


def question_page(  # noqa: PLR0913  a page is made of these
    request: OfficerRequest,
    entry: Entry,
    question: Task,
    form: forms.Form,
    refusal: Refusal | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show the question, whole or as a window."""
    standing = certification_banner(request)
    card = reverse("card", args=[entry.card.id])
    seen = seen_in(request) if request.method == "POST" else entry.revision
    if isinstance(refusal, ChangedMeanwhile) and refusal.row is not None:
        seen = refusal.row.revision
    context = {
        "title": question.title,
        "subtitle": entry.name,
        "crumbs": [
            Crumb(PEOPLE, reverse("people")),
            Crumb(entry.name, card),
            Crumb(question.title),
        ],
        "standing": standing,
        "case_line": standing.case_line,
        "question": question,
        "form": form,
        "seen": seen,
        "existing": existing(refusal),
        "notice": saved_forms.NOTICE if request.method != "POST" and form.is_bound else "",
        "action": request.path,
        "leave": card,
        "may_save": request.method == "POST" or not standing.sealed,
        "close_label": "ยกเลิก",
    }
    return render_window(request, "cards/question.html", context, status=status)
