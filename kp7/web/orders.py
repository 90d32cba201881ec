"""บันทึกคำสั่งทั้งฉบับ: one reference and the new salary of many people, on one page."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kp7.personnel.actions.orders import OrderRefused, OrderRepeated, Paid, record_order
from kp7.personnel.orders import MOST, Listed, OrderPage, Wanted, order_page
from kp7.personnel.references import OF_ORDER
from kp7.refusal import Refusal
from kp7.thai import calendar, text
from kp7.web import fields, notices, saved_forms
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.lao import for_lao, own_register
from kp7.web.lines import number
from kp7.web.notices import Said
from kp7.web.people import TITLE as PEOPLE
from kp7.web.people import around
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest
from kp7.web.section_forms import options

TITLE: Final = "บันทึกคำสั่งทั้งฉบับ"
ALL: Final = ("", "ทั้งหมด")
STAYS: Final = "-"
DASHES: Final = frozenset({"-", "–", "—", "−"})
SALARY: Final = "salary_"
TICK: Final = "stays_"
STEP: Final = "step_"
RESULT: Final = "result_"
PREFIXES: Final = (SALARY, TICK, STEP, RESULT)
ALONE: Final = "กรุณากรอกเงินเดือนใหม่ด้วย หรือพิมพ์ - ถ้าไม่ได้เลื่อน"
BOTH: Final = "มีทั้งเงินเดือนใหม่และเครื่องหมาย “ไม่ได้เลื่อน” กรุณาเลือกอย่างเดียว"


class PaidField(forms.Field):
    """The new salary of somebody; a dash says that it stays."""

    def __init__(self, *, label: str) -> None:
        super().__init__(label=label, required=False)
        self.money = fields.MoneyField(label=label, required=False)

    def to_python(self, value: object) -> Decimal | str | None:
        """Read an amount of baht or a dash."""
        return STAYS if fields.typed(value) in DASHES else self.money.to_python(value)


class StaysField(forms.BooleanField):
    """The same as a dash, for a mouse or a finger."""


class OrderForm(forms.Form):
    """The order once, whom to list, and a salary for each person listed."""

    use_required_attribute = False

    effective_on = fields.BuddhistDateField(label="วันที่มีผล", help_text="เช่น 01/10/2569")
    document_issuer = fields.FoldedCharField(label="ผู้ออกเอกสาร", required=False, max_length=200)
    document_number = fields.FoldedCharField(
        label="เลขที่เอกสาร", max_length=60, help_text="เช่น 123/2569"
    )
    document_date = fields.BuddhistDateField(label="เอกสารลงวันที่")
    details = forms.BooleanField(label="กรอกขั้นและผลการประเมินด้วย", required=False)

    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "การเคลื่อนไหว": ("effective_on", "movement"),
        "เอกสารอ้างอิง": ("document_kind", "document_issuer", "document_number", "document_date"),
        "รายชื่อที่แสดง": ("kind", "division", "details"),
    }

    def __init__(
        self,
        page: OrderPage,
        data: QueryDict | None = None,
        *,
        initial: QueryDict | None = None,
        detailed: bool = False,
    ) -> None:
        before = initial.dict() if initial else {"details": detailed}
        super().__init__(data, initial={**page.offered, **before})
        divisions = [(division, division) for division in page.divisions]
        self.fields |= {
            "movement": fields.ChosenField(
                label="ประเภทการเคลื่อนไหว", choices=options(page.movements)
            ),
            "document_kind": fields.ChosenField(
                label="เอกสารอ้างอิง", choices=options(page.documents)
            ),
            "kind": fields.ChosenField(
                label="ประเภทบุคลากร", required=False, choices=[ALL, *page.kinds.items()]
            ),
            "division": fields.ChosenField(label="สังกัด", required=False, choices=[ALL, *divisions]),
        }
        self.detailed = bool(self["details"].value())
        for one in page.people:
            self._ask(one, page)

    def _ask(self, one: Listed, page: OrderPage) -> None:
        of_one = one.card.id.hex
        self.fields[f"{SALARY}{of_one}"] = PaidField(label=one.name)
        self.fields[f"{TICK}{of_one}"] = StaysField(label=one.name, required=False)
        if self.detailed:
            self.fields[f"{STEP}{of_one}"] = fields.FoldedCharField(
                label=f"ขั้นใหม่ของ {one.name}", required=False, max_length=10
            )
            self.fields[f"{RESULT}{of_one}"] = fields.ChosenField(
                label=f"ผลการประเมินของ {one.name}", required=False, choices=options(page.results)
            )

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield the fields of the order under their headings."""
        for heading, names in self.GROUPS.items():
            yield heading, [self[name] for name in names]

    def clean(self) -> None:
        """Refuse a salary beside a tick that says it stays, and a step or result beside neither."""
        typed = dict(self.cleaned_data)
        for name in [name for name in typed if name.startswith(SALARY)]:
            of_one = name.removeprefix(SALARY)
            ticked = typed.get(f"{TICK}{of_one}")
            if ticked and isinstance(typed[name], Decimal):
                self.add_error(name, BOTH)
            more = typed.get(f"{STEP}{of_one}") or typed.get(f"{RESULT}{of_one}")
            if more and not ticked and typed[name] is None:
                self.add_error(name, ALONE)

    def order(self) -> dict[str, object]:
        """Return what the order says of everybody."""
        return {name: self.cleaned_data[name] for name in OF_ORDER}

    def paid(self) -> list[Paid]:
        """Return what was typed of whom; whoever has nothing typed is not in the order."""
        found = []
        for name, salary in self.cleaned_data.items():
            hexadecimal = name.removeprefix(SALARY)
            if name == hexadecimal:
                continue
            stays = salary == STAYS or self.cleaned_data[f"{TICK}{hexadecimal}"]
            if isinstance(salary, Decimal) or stays:
                found.append(
                    Paid(
                        uuid.UUID(hexadecimal),
                        salary if isinstance(salary, Decimal) else None,
                        step=self.cleaned_data.get(f"{STEP}{hexadecimal}", ""),
                        result=self.cleaned_data.get(f"{RESULT}{hexadecimal}", ""),
                    )
                )
        return found


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the table: what stands, what was typed, and the difference."""

    listed: Listed
    salary: BoundField
    stays: BoundField
    details: Sequence[BoundField]
    typed: str
    ticked: bool
    difference: str

    @property
    def before(self) -> str:
        """The present salary as a script reads it."""
        return "" if self.listed.salary is None else f"{self.listed.salary:f}"

    @property
    def place(self) -> str:
        """Level, number and division of the present position."""
        line = self.listed.line
        if line is None:
            return ""
        said = (line.text("level_label"), line.text("position_number"), line.text("division"))
        return " · ".join(filter(None, said))


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def order_add(request: OfficerRequest) -> HttpResponse:
    """Show the page of an order, list other people on it, or record it."""
    if request.method != "POST":
        typed = saved_forms.take(request)
        page = order_page(own_register(request), request.actor, wanted(typed or QueryDict()))
        notice = saved_forms.NOTICE if typed else said(request)
        form = OrderForm(page, initial=typed, detailed="details" in request.GET)
        return shown(request, page, form, notice=notice)
    page = order_page(own_register(request), request.actor, wanted(request.POST))
    if "show" in request.POST:
        return shown(request, page, OrderForm(page, initial=request.POST))
    form = OrderForm(page, request.POST)
    if not form.is_valid():
        return shown(request, page, form, status=WRONG_FORM)
    return recorded(request, page, form)


def recorded(request: OfficerRequest, page: OrderPage, form: OrderForm) -> HttpResponse:
    """Record the order that was typed, or show it again with what is wrong."""
    address = reverse("order_add")
    try:
        people = record_order(
            by=request.actor,
            register_id=own_register(request),
            order=form.order(),
            people=form.paid(),
        )
    except OrderRepeated:
        return redirect(notices.saying(address, Said.ORDER_REPEATED))
    except OrderRefused as refused:
        return shown(request, page, form, status=refused_in(form, refused))
    except Refusal as refusal:
        return shown(request, page, form, status=refuse(form, refusal))
    details = "&details=1" if form.detailed else ""
    return redirect(f"{notices.saying(address, Said.ORDER_RECORDED)}&people={people}{details}")


def refused_in(form: OrderForm, refused: OrderRefused) -> int:
    """Put each sentence beside the field that it speaks of; return the status of the answer."""
    for name, sentences in refused.errors.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
    for card_id, sentences in refused.people.items():
        for sentence in sentences:
            form.add_error(f"{SALARY}{card_id.hex}", sentence)
    return refused.status


def wanted(data: QueryDict) -> Wanted:
    """Return whom to list for what was typed; what cannot be read asks for nothing."""
    typed_number = data.get("document_number")
    return Wanted(
        effective_on=day_in(data),
        document_number=None if typed_number is None else fields.typed(typed_number),
        kind=data.get("kind", ""),
        division=data.get("division", ""),
        typed=frozenset(cards_in(data)),
    )


def day_in(data: QueryDict) -> date | None:
    """Return the day that was typed; its field says what is wrong with another."""
    try:
        return calendar.parse_date(fields.typed(data.get("effective_on")))
    except Refusal:
        return None


def cards_in(data: QueryDict) -> Iterator[uuid.UUID]:
    """Yield the cards for which something was typed."""
    for name, value in data.items():
        prefix = next((one for one in PREFIXES if name.startswith(one)), None)
        if prefix and text.fold(str(value)):
            try:
                yield uuid.UUID(name.removeprefix(prefix))
            except ValueError:
                continue


def said(request: OfficerRequest) -> str:
    """Return the sentence about what was done just before, with the number of people."""
    sentence = notices.said(request)
    people = number(request.GET.get("people"))
    return f"{sentence} {people} คน" if sentence and people else sentence


def rows(page: OrderPage, form: OrderForm) -> list[PersonRow]:
    """Return the table: everybody listed, with what was typed."""
    return [row(one, form) for one in page.people]


def row(one: Listed, form: OrderForm) -> PersonRow:
    """Return one row of the table."""
    of_one = one.card.id.hex
    salary, stays = form[f"{SALARY}{of_one}"], form[f"{TICK}{of_one}"]
    typed = fields.typed(salary.value())
    return PersonRow(
        one,
        salary,
        stays,
        [form[f"{STEP}{of_one}"], form[f"{RESULT}{of_one}"]] if form.detailed else [],
        typed,
        bool(stays.value()),
        difference(one.salary, typed),
    )


def difference(before: Decimal | None, typed: str) -> str:
    """Return by how much a typed salary differs; '' for what is none."""
    try:
        new = fields.MoneyField(label="", required=False).to_python(typed)
    except forms.ValidationError:
        return ""
    if before is None or new is None:
        return ""
    more = f"{new - before:+,.2f}".removesuffix(".00")
    return f"{more} ({(new - before) / before * 100:.2f}%)" if before else more


def shown(
    request: OfficerRequest,
    page: OrderPage,
    form: OrderForm,
    *,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the page of an order."""
    standing = certification_banner(request)
    people = rows(page, form)
    filled = sum(bool(one.typed or one.ticked) for one in people)
    numbered = bool(form["document_number"].value())
    if not numbered and not form.is_bound:
        form.fields["document_number"].widget.attrs["autofocus"] = True
    context = {
        **around(standing, TITLE),
        "subtitle": "คำสั่งเดียว หลายคน เช่น เลื่อนขั้นเงินเดือน 1 เม.ย. หรือ 1 ต.ค. ช่องที่มี * ต้องกรอก",
        "crumbs": [Crumb(PEOPLE, reverse("people")), Crumb(TITLE)],
        "form": form,
        "from_last": page.from_last and not form.is_bound and not notice,
        "rows": people,
        "detailed": form.detailed,
        "focus_first": numbered and not form.is_bound,
        "total": page.total,
        "recorded": page.recorded,
        "unlisted": max(page.total - len(people), 0),
        "most": MOST,
        "filled": filled,
        "notice": notice,
        "leave": reverse("people"),
        "may_save": request.method == "POST" or not standing.sealed,
    }
    return render(request, "orders/order.html", context, status=status)
