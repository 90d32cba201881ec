"""โอนย้าย: who is sent and who is to be received, what each waits for, and the answers to it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kp7.personnel import moves as queries
from kp7.personnel.actions import transfers as actions
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.transfers import AnsweredAlready, CannotBeTransferred
from kp7.personnel.moves import Acceptance, Direction, Move, Wanted
from kp7.personnel.record import Value
from kp7.personnel.sections import APPOINTMENTS
from kp7.personnel.terms import TransferState
from kp7.refusal import Refusal
from kp7.web import fields, menu, notices, saved_forms
from kp7.web.asking import Question, typed
from kp7.web.crumbs import Crumb
from kp7.web.lao import for_lao, own_register
from kp7.web.notices import Said
from kp7.web.people import TITLE as PEOPLE
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest
from kp7.web.section_forms import field_for
from kp7.web.windows import leave_window, render_window

if TYPE_CHECKING:  # the types that actions return; tables are met there alone
    from kp7.personnel.models import Transfer

TITLE: Final = "โอนย้าย"
UNDER_WAY: Final = "open"
TONES: Final = {
    TransferState.RELEASED: "blue",
    TransferState.ACCEPTED: "amber",
    TransferState.DONE: "green",
}
SALARY_HINT: Final = "เว้นว่างได้ ถ้าได้รับอัตราเดิม"


# --- the list -----------------------------------------------------------------------------------


class TransfersFilter(forms.Form):
    """What the list is asked for: nothing of anybody, so it may stand in an address."""

    use_required_attribute = False

    direction = fields.ChosenField(
        label="แสดง", required=False, choices=[(one.value, one.label) for one in Direction]
    )
    state = fields.ChosenField(
        label="สถานะ",
        required=False,
        choices=[
            ("", "ทั้งหมด"),
            (UNDER_WAY, "กำลังดำเนินการ"),
            *((state.value, state.label) for state in TransferState),
        ],
    )

    def __init__(self, data: QueryDict, *, of_lao: bool) -> None:
        super().__init__(data)
        if not of_lao:
            del self.fields["direction"]

    def asked(self) -> dict[str, str]:
        """Return what was asked for; what cannot be read asks for nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A transfer in the list, with the addresses of what its reader may do."""

    move: Move
    tone: str
    card_url: str
    accept_url: str
    decline_url: str
    withdraw_url: str
    settle_url: str


@require_safe
def transfers(request: OfficerRequest) -> HttpResponse:
    """Show a page of the transfers of one's own organization, or of one's territory."""
    own = request.actor.organization_id
    form = TransfersFilter(request.GET, of_lao=own is not None)
    asked = form.asked()
    wanted = Wanted(Direction(asked.get("direction", "")), asked.get("state", ""))
    before = place(request)
    found = queries.moves(request.actor, wanted, before=before)
    address = reverse("transfers")
    shown = {
        "title": TITLE,
        "subtitle": "การให้โอนและรับโอนบุคลากรระหว่าง อปท. บุคคลนับอยู่ที่หน่วยงานต้นทางจนกว่าจะโอนเสร็จ",
        "form": form,
        "filtered": bool(asked),
        "asked": asked,
        "rows": [row(move, own) for move in found.moves],
        "own": own,
        "notice": notices.said(request),
        "first_url": address if before else "",
        "pager": {
            "next_url": f"{address}?{urlencode({**asked, 'before': found.before})}"
            if found.before
            else ""
        },
    }
    return render(request, "transfers/list.html", shown)


def place(request: OfficerRequest) -> uuid.UUID | None:
    """Return the transfer before which the page begins; what is no id begins at the newest."""
    try:
        return uuid.UUID(request.GET.get("before", ""))
    except ValueError:
        return None


def row(move: Move, own: uuid.UUID | None) -> MoveRow:
    """Return a transfer with what an organization (None: nobody's) may do about it."""
    transfer = move.transfer
    sends, receives = own == transfer.from_register_id, own == transfer.to_register_id

    def url(name: str, *, may: bool) -> str:
        return reverse(name, args=[transfer.id]) if may else ""

    card = move.card_id if sends else move.brought_id if receives else None
    return MoveRow(
        move,
        TONES.get(move.state, "plain"),
        reverse("card", args=[card]) if card else "",
        url("transfer_accept", may=receives and move.state is TransferState.RELEASED),
        url("transfer_decline", may=receives and move.state.open),
        url("transfer_withdraw", may=sends and move.state.open),
        url("transfer_settle", may=(sends or receives) and move.ready),
    )


# --- answers ------------------------------------------------------------------------------------


class ReasonForm(forms.Form):
    """Why somebody is not accepted."""

    use_required_attribute = False

    reason = fields.FoldedCharField(
        label="เหตุผล", max_length=250, help_text="หน่วยงานต้นทางจะเห็นเหตุผลนี้"
    )


class AcceptForm(forms.Form):
    """The order of รับโอน, and what the person becomes here."""

    use_required_attribute = False

    document_number = fields.FoldedCharField(
        label="คำสั่งรับโอนเลขที่", max_length=60, help_text="เช่น 123/2569"
    )
    document_date = fields.BuddhistDateField(label="คำสั่งลงวันที่")

    def __init__(self, asked: Acceptance, data: QueryDict | None) -> None:
        super().__init__(data, initial=dict(asked.offered))
        self.columns = asked.columns
        columns = {column.name: column for column in APPOINTMENTS.fields()}
        for name in asked.columns:
            self.fields[name] = field_for(columns[name], asked.choices, None)
        self.fields["position"].required = True
        self.fields["salary"].help_text = SALARY_HINT

    def order(self) -> Order:
        """Return the order as typed."""
        return Order(self.cleaned_data["document_number"], self.cleaned_data["document_date"])

    def values(self) -> Mapping[str, Value]:
        """Return what the person becomes, by column."""
        return {name: self.cleaned_data[name] for name in self.columns}


ACCEPT: Final = Question(
    "รับโอน",
    "เมื่อรับโอน บัตร ก.พ.7 พร้อมประวัติ เอกสาร และไฟล์ทั้งหมดจะย้ายมาที่หน่วยงานของท่าน "
    "ถ้าหน่วยงานใดปิดแก้ไขข้อมูลอยู่ หรือยังไม่ถึงวันที่มีผล ระบบจะย้ายให้เมื่อถึงเวลา",
    "รับโอน",
)
DECLINE: Final = Question(
    "ไม่รับโอน",
    "บุคคลนี้จะยังอยู่ที่หน่วยงานต้นทางตามเดิม",
    "ไม่รับโอน",
    look="btn-danger",
)
WITHDRAW: Final = Question(
    "ยกเลิกการให้โอน",
    "บุคคลนี้จะยังอยู่ที่หน่วยงานของท่านตามเดิม หน่วยงานปลายทางจะรับโอนไม่ได้อีก",
    "ยกเลิกการให้โอน",
    look="btn-danger",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def transfer_accept(request: OfficerRequest, transfer_id: uuid.UUID) -> HttpResponse:
    """Ask for the receiver's order and position, and take the person in."""
    asked = queries.acceptance(own_register(request), transfer_id)
    if asked is None:
        raise Http404
    form = AcceptForm(asked, typed(request))

    def act() -> "Transfer":
        return actions.accept(
            by=request.actor, transfer_id=transfer_id, order=form.order(), values=form.values()
        )

    return answered(request, asked.move, ACCEPT, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def transfer_decline(request: OfficerRequest, transfer_id: uuid.UUID) -> HttpResponse:
    """Ask why somebody is not accepted, and say so to the sender."""
    move = own_move(request, transfer_id)
    if move.transfer.to_register_id != own_register(request):
        raise Http404
    form = ReasonForm(typed(request))

    def act() -> "Transfer":
        return actions.decline(
            by=request.actor, transfer_id=transfer_id, reason=form.cleaned_data["reason"]
        )

    return answered(request, move, DECLINE, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def transfer_withdraw(request: OfficerRequest, transfer_id: uuid.UUID) -> HttpResponse:
    """Take a release back."""
    move = own_move(request, transfer_id)
    if move.transfer.from_register_id != own_register(request):
        raise Http404

    def act() -> "Transfer":
        return actions.withdraw(by=request.actor, transfer_id=transfer_id)

    return answered(request, move, WITHDRAW, forms.Form(typed(request)), act)


@require_POST
@for_lao
def transfer_settle(request: OfficerRequest, transfer_id: uuid.UUID) -> HttpResponse:
    """Move somebody whom both sides agreed on and for whom nothing is waited any more."""
    own_move(request, transfer_id)
    done = actions.settle(by=request.actor, transfer_id=transfer_id)
    return redirect(notices.saying(reverse("transfers"), SAID[TransferState(done.state)]))


SAID: Final = {
    TransferState.DONE: Said.TRANSFERRED,
    TransferState.ACCEPTED: Said.TRANSFER_WAITS,
    TransferState.DECLINED: Said.TRANSFER_DECLINED,
    TransferState.WITHDRAWN: Said.TRANSFER_WITHDRAWN,
}


def own_move(request: OfficerRequest, transfer_id: uuid.UUID) -> Move:
    """Return a transfer from or to one's own register; another's is not there."""
    move = queries.move_of(own_register(request), transfer_id)
    if move is None:
        raise Http404
    return move


def answered(
    request: OfficerRequest,
    move: Move,
    question: Question,
    form: forms.Form,
    act: "Callable[[], Transfer]",
) -> HttpResponse:
    """Ask, or do what was answered and go back to the list."""
    if request.method != "POST":
        return question_page(request, move, question, form)
    if not form.is_valid():
        return question_page(request, move, question, form, status=WRONG_FORM)
    try:
        done = act()
    except (AnsweredAlready, CannotBeTransferred) as refusal:
        form.add_error(None, refusal.sentence)
        fresh = own_move(request, move.transfer.id)
        return question_page(request, fresh, question, form, status=refusal.status)
    except Refusal as refusal:
        return question_page(request, move, question, form, status=refuse(form, refusal))
    said = SAID[TransferState(done.state)]
    return leave_window(request, notices.saying(reverse("transfers"), said))


def question_page(
    request: OfficerRequest, move: Move, question: Question, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    """Show the question over what may be known of the transfer, whole or as a window."""
    context = {
        "title": question.title,
        "subtitle": move.name,
        "crumbs": crumbs(question.title),
        "move": move,
        "tone": TONES.get(move.state, "plain"),
        "question": question,
        "form": form,
        "notice": saved_forms.NOTICE if request.method != "POST" and form.is_bound else "",
        "action": request.path,
        "leave": reverse("transfers"),
        "may_save": move.state.open,
        "close_label": "ยกเลิก",
    }
    return render_window(request, "transfers/question.html", context, status=status)


def crumbs(here: str) -> list[Crumb]:
    """Return the way to a page of a transfer."""
    return [
        Crumb(PEOPLE, menu.address("people") or "/"),
        Crumb(TITLE, reverse("transfers")),
        Crumb(here),
    ]
