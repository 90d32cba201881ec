"""What is done with an import: checked, brought in, undone, given up."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kp7.intake.actions.applying import apply
from kp7.intake.actions.moments import WrongMoment
from kp7.intake.actions.planning import plan
from kp7.intake.actions.receiving import cancel
from kp7.intake.actions.undoing import Edited, EditedSince, undo
from kp7.intake.queries import ImportView
from kp7.intake.terms import ImportState, Outcome
from kp7.refusal import Refusal
from kp7.web import notices, saved_forms
from kp7.web.asking import Question, typed
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.intake import crumbs, own_import
from kp7.web.intake_forms import ApplyForm
from kp7.web.lao import for_lao
from kp7.web.lines import number
from kp7.web.notices import Said
from kp7.web.people import around
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest
from kp7.web.windows import leave_window, render_window

MOST_EDITED: Final = 20
UNDO: Final = Question(
    "ยกเลิกการนำเข้านี้",
    "ระบบจะลบรายการที่เพิ่มและคืนค่าเดิมของรายการที่แก้ไขจากไฟล์นี้ทั้งหมด "
    "ถ้ามีผู้แก้ไขรายการใดหลังจากนำเข้า ระบบจะไม่ยกเลิกและบอกว่าเป็นรายการใด",
    "ยกเลิกการนำเข้านี้",
    look="btn-danger",
)
CANCEL: Final = Question(
    "เลิกนำเข้าไฟล์นี้",
    "ข้อมูลในไฟล์นี้จะไม่ถูกบันทึก หากต้องการภายหลัง ต้องส่งไฟล์ใหม่",
    "เลิกนำเข้า",
    look="btn-danger",
)


@dataclass(frozen=True, slots=True)
class EditedLine:
    """What was edited since an import: by whom and when, and the way to it."""

    edited: Edited
    url: str


@require_POST
@for_lao
def intake_plan(request: OfficerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Have every row checked, as the columns are taken now."""
    view = own_import(request, import_id)
    try:
        plan(by=request.actor, import_id=view.id)
    except WrongMoment:
        return redirect(page_of(view, Said.IMPORT_MOVED_ON))
    return redirect("intake_import", import_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def intake_apply(request: OfficerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Ask once more, and have the rows written."""
    view = own_import(request, import_id)
    form = ApplyForm(view.counts.of(Outcome.REFUSED), typed(request))

    def act() -> None:
        seen = number(request.POST.get("seen"))
        apply(by=request.actor, import_id=view.id, seen=seen, skip_refused=form.skips)

    return answered(request, view, applying(view), form, act)


def applying(view: ImportView) -> Question:
    """Return what is asked before rows are written."""
    sentence = (
        f"เพิ่มใหม่ {view.counts.of(Outcome.NEW):,} รายการ "
        f"แก้ไข {view.counts.of(Outcome.CHANGED):,} รายการ "
        "บันทึกทั้งหมดหรือไม่บันทึกเลย และยกเลิกภายหลังได้ถ้ายังไม่มีผู้แก้ไขข้อมูลเหล่านี้"
    )
    return Question("ยืนยันการนำเข้า", sentence, f"นำเข้า {view.counts.to_write:,} รายการ")


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def intake_undo(request: OfficerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Ask once more, and have everything that an import wrote taken back."""
    view = own_import(request, import_id)

    def act() -> None:
        undo(by=request.actor, import_id=view.id)

    return answered(request, view, UNDO, forms.Form(typed(request)), act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def intake_cancel(request: OfficerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Ask once more, and give an import up."""
    view = own_import(request, import_id)

    def act() -> None:
        cancel(by=request.actor, import_id=view.id)

    return answered(request, view, CANCEL, forms.Form(typed(request)), act)


def page_of(view: ImportView, said: Said | None = None) -> str:
    """Return the address of an import's page."""
    address = reverse("intake_import", args=[view.id])
    return notices.saying(address, said) if said else address


def answered(
    request: OfficerRequest,
    view: ImportView,
    question: Question,
    form: forms.Form,
    act: Callable[[], None],
) -> HttpResponse:
    """Ask, or do what was answered; a second click or an old page lead to how it stands now."""
    if request.method != "POST":
        return question_page(request, view, question, form)
    if not form.is_valid():
        return question_page(request, view, question, form, status=WRONG_FORM)
    try:
        act()
    except WrongMoment:
        return leave_window(request, page_of(view, Said.IMPORT_MOVED_ON))
    except EditedSince as refusal:
        status = refuse(form, refusal)
        return question_page(
            request, view, question, form, edited=edited_of(refusal), status=status
        )
    except Refusal as refusal:
        return question_page(request, view, question, form, status=refuse(form, refusal))
    return leave_window(request, page_of(view))


def edited_of(refusal: EditedSince) -> list[EditedLine]:
    """Return what was edited since, with the way to it."""
    return [
        EditedLine(one, reverse("card", args=[one.card_id]) if one.card_id else "")
        for one in refusal.edited[:MOST_EDITED]
    ]


def question_page(  # noqa: PLR0913  what is asked, of what, and how it was answered
    request: OfficerRequest,
    view: ImportView,
    question: Question,
    form: forms.Form,
    *,
    edited: Sequence[EditedLine] = (),
    status: int = 200,
) -> HttpResponse:
    """Show the question, whole or as a window."""
    standing = certification_banner(request)
    counts = [(one, view.counts.of(one)) for one in Outcome] if view.planned_at else []
    context = {
        **around(standing, question.title),
        "crumbs": crumbs(Crumb(view.name, page_of(view)), Crumb(question.title)),
        "import": view,
        "counts": counts,
        "question": question,
        "form": form,
        "notice": saved_forms.NOTICE if request.method != "POST" and form.is_bound else "",
        "seen": view.seen,
        "edited": edited,
        "action": request.path,
        "leave": page_of(view),
        "may_save": may_answer(view, question, sealed=standing.sealed),
        "close_label": "กลับ",
    }
    return render_window(request, "intake/question.html", context, status=status)


def may_answer(view: ImportView, question: Question, *, sealed: bool) -> bool:
    """Tell whether the button is shown: where an import cannot be brought that way, it is not."""
    if question is CANCEL:
        return view.state not in {ImportState.APPLIED, ImportState.UNDONE, ImportState.CANCELLED}
    wanted = ImportState.APPLIED if question is UNDO else ImportState.PLANNED
    return view.state is wanted and not sealed
