"""One entry of a code table: read by everybody; added, changed, mended and ended by DLA."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kp7.organizations.authority import NotAuthorized, may_oversee
from kp7.personnel import code_listings
from kp7.personnel.actions import code_tables as actions
from kp7.personnel.actions.code_tables import EntryChanged, Said
from kp7.personnel.code_tables import DECLARATIONS
from kp7.personnel.queries import today
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.web import notices, saved_forms
from kp7.web.code_forms import DayForm, EntryForm
from kp7.web.code_tables import TITLE, table_or_404
from kp7.web.crumbs import Crumb
from kp7.web.lines import number, seen_in
from kp7.web.notices import Said as Done
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest

if TYPE_CHECKING:
    from kp7.personnel.models import CodeEntry

Rest = ParamSpec("Rest")
Form = TypeVar("Form", EntryForm, DayForm)
View = Callable[Concatenate[OfficerRequest, Rest], HttpResponse]

NOT_DLA: Final = "ตารางรหัสแก้ไขได้โดยเจ้าหน้าที่ สถ. เท่านั้น ท่านดูและส่งออกได้"
KEEPS: Final = "บัตร ก.พ.7 ที่บันทึกไว้แล้วยังใช้ชื่อเดิมที่บันทึกไว้ ไม่เปลี่ยนตาม"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a page asks: its name, what it says before the form, and its button."""

    title: str
    sentence: str
    button: str = "บันทึก"
    look: str = "btn-primary"


ADD: Final = Deed("เพิ่มรายการ", "รายการใหม่ใช้ได้ในแบบบันทึกของทุก อปท. ทันทีที่ถึงวันเริ่มใช้")
CORRECT: Final = Deed(
    "แก้คำที่พิมพ์ผิด",
    f"แก้รายการนี้ตั้งแต่ต้น ใช้เมื่อพิมพ์ผิดเท่านั้น {KEEPS} ถ้าเปลี่ยนตามระเบียบใหม่ ให้ใช้ “เปลี่ยนตั้งแต่วันที่”",
)
CHANGE: Final = Deed("เปลี่ยนตั้งแต่วันที่", f"ของเดิมเลิกใช้ในวันที่ระบุ และของใหม่เริ่มใช้ในวันเดียวกัน {KEEPS}")
END: Final = Deed(
    "เลิกใช้",
    f"ตั้งแต่วันที่ระบุ จะเลือกรายการนี้กับรายการที่มีผลตั้งแต่วันนั้นไม่ได้ {KEEPS}",
    "เลิกใช้",
    "btn-danger",
)
REOPEN: Final = Deed("ใช้อีกครั้ง", "ยกเลิกการเลิกใช้ หรือเริ่มใช้อีกครั้งในวันหลัง", "ใช้อีกครั้ง")


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a form shows beside the form.

    `entry` is None for a new one; `now` says what stands, to somebody who typed something else.
    """

    entry: "CodeEntry | None" = None
    seen: int = 0
    notice: str = ""
    status: int = 200
    now: Sequence[tuple[str, str]] = field(default=())


def for_dla(view: View[Rest]) -> View[Rest]:
    """Let only DLA open a page, whatever it is asked for."""

    @wraps(view)
    def checked(
        request: OfficerRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        if not may_oversee(request.actor):
            raise NotAuthorized(NOT_DLA)
        return view(request, *args, **kwargs)

    return checked


def entry_or_404(table: CodeTable, entry_id: uuid.UUID) -> "CodeEntry":
    """Return an entry of this table."""
    entry = code_listings.entry(table, entry_id)
    if entry is None:
        raise Http404
    return entry


@require_safe
def code_entry(request: OfficerRequest, table: str, entry_id: uuid.UUID) -> HttpResponse:
    """Show an entry with its versions and what was changed."""
    found_table = table_or_404(table)
    entry = entry_or_404(found_table, entry_id)
    opened = code_listings.opened(entry)
    declared = DECLARATIONS[found_table]
    context = {
        "title": entry.label,
        "subtitle": f"รหัส {entry.code} · {declared.label}",
        "crumbs": [*crumbs(found_table), Crumb(entry.label)],
        "table": found_table,
        "entry": entry,
        "opened": opened,
        "used_for": declared.used_for(entry.code),
        "day": today(),
        "notice": notices.said(request),
        "may_keep": may_oversee(request.actor),
    }
    return render(request, "codes/entry.html", context)


def crumbs(table: CodeTable) -> list[Crumb]:
    """Return the way to the pages of a table."""
    return [
        Crumb(TITLE, reverse("code_tables")),
        Crumb(DECLARATIONS[table].label, reverse("code_table", args=[table])),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_dla
def code_entry_add(request: OfficerRequest, table: str) -> HttpResponse:
    """Show the form of a new entry, or add it."""
    found_table = table_or_404(table)
    empty = Said("", code_listings.next_order(found_table), {})
    if request.method != "POST":
        typed = saved_forms.take(request)
        page = Page(notice=saved_forms.NOTICE if typed else "")
        form = EntryForm(found_table, empty, typed).with_code()
        return form_page(request, ADD, found_table, form, page)
    form = EntryForm(found_table, empty, request.POST).with_code()
    if not form.is_valid():
        return form_page(request, ADD, found_table, form, Page(status=WRONG_FORM))
    try:
        added = actions.add_entry(
            by=request.actor,
            table=found_table,
            code=form.cleaned_data["code"],
            said=form.said(),
            valid_from=form.cleaned_data["day"],
        )
    except Refusal as refusal:
        page = Page(status=refuse(form, refusal))
        return form_page(request, ADD, found_table, form, page)
    return redirect(notices.saying(address_of(added), Done.SAVED))


def address_of(entry: "CodeEntry", name: str = "code_entry") -> str:
    """Return the address of an entry's page, or of one of its forms."""
    return reverse(name, args=[entry.table_name, entry.id])


def said_of(entry: "CodeEntry") -> Said:
    """Return what an entry says as its form starts from it."""
    return Said(entry.label, entry.order, entry.attributes)


@require_http_methods(["GET", "HEAD", "POST"])
@for_dla
def code_entry_correct(request: OfficerRequest, table: str, entry_id: uuid.UUID) -> HttpResponse:
    """Show an entry in its form, or mend it."""
    entry = entry_or_404(table_or_404(table), entry_id)

    def form_of(data: QueryDict | None) -> EntryForm:
        return EntryForm(CodeTable(entry.table_name), said_of(entry), data)

    def act(form: EntryForm, seen: int) -> "CodeEntry":
        return actions.correct_entry(
            by=request.actor, entry_id=entry.id, seen=seen, said=form.said()
        )

    return asked(request, CORRECT, entry, form_of, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_dla
def code_entry_change(request: OfficerRequest, table: str, entry_id: uuid.UUID) -> HttpResponse:
    """Show an entry in its form, or have it say something else from a day on."""
    entry = entry_or_404(table_or_404(table), entry_id)

    def form_of(data: QueryDict | None) -> EntryForm:
        return EntryForm(CodeTable(entry.table_name), said_of(entry), data).from_day()

    def act(form: EntryForm, seen: int) -> "CodeEntry":
        return actions.change_entry(
            by=request.actor,
            entry_id=entry.id,
            seen=seen,
            day=form.cleaned_data["day"],
            said=form.said(),
        )

    return asked(request, CHANGE, entry, form_of, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_dla
def code_entry_end(request: OfficerRequest, table: str, entry_id: uuid.UUID) -> HttpResponse:
    """Ask from when an entry is used no more, and end it."""
    entry = entry_or_404(table_or_404(table), entry_id)

    def form_of(data: QueryDict | None) -> DayForm:
        hint = "วันแรกที่ไม่ใช้แล้ว เช่น 01/10/2570"
        return DayForm("เลิกใช้ตั้งแต่วันที่", hint=hint, data=data)

    def act(form: DayForm, seen: int) -> "CodeEntry":
        day = form.cleaned_data["day"]
        return actions.end_entry(by=request.actor, entry_id=entry.id, seen=seen, day=day)

    return asked(request, END, entry, form_of, act)


@require_http_methods(["GET", "HEAD", "POST"])
@for_dla
def code_entry_reopen(request: OfficerRequest, table: str, entry_id: uuid.UUID) -> HttpResponse:
    """Ask from when an ended entry is used again, and reopen it."""
    entry = entry_or_404(table_or_404(table), entry_id)

    def form_of(data: QueryDict | None) -> DayForm:
        hint = "เว้นว่าง ถ้าบันทึกการเลิกใช้ผิด รายการจะใช้ต่อเนื่องเหมือนไม่เคยเลิก"
        return DayForm("ใช้อีกครั้งตั้งแต่วันที่", hint=hint, required=False, data=data)

    def act(form: DayForm, seen: int) -> "CodeEntry":
        day = form.cleaned_data["day"]
        return actions.reopen_entry(by=request.actor, entry_id=entry.id, seen=seen, day=day)

    return asked(request, REOPEN, entry, form_of, act)


def asked(
    request: OfficerRequest,
    deed: Deed,
    entry: "CodeEntry",
    form_of: Callable[[QueryDict | None], Form],
    act: Callable[[Form, int], "CodeEntry"],
) -> HttpResponse:
    """Show the form of a deed, or do it to an entry that stands as seen."""
    table = CodeTable(entry.table_name)
    if request.method != "POST":
        typed = saved_forms.take(request)
        seen = number(typed.get("seen")) if typed else entry.revision
        page = Page(entry, seen, saved_forms.NOTICE if typed else "")
        return form_page(request, deed, table, form_of(typed), page)
    form, seen = form_of(request.POST), seen_in(request)
    if not form.is_valid():
        page = Page(entry, seen, status=WRONG_FORM)
        return form_page(request, deed, table, form, page)
    try:
        done = act(form, seen)
    except EntryChanged as changed:
        status = refuse(form, changed)
        now = changed.entry
        page = Page(now, now.revision, status=status, now=standing(now))
        return form_page(request, deed, table, form, page)
    except Refusal as refusal:
        page = Page(entry, seen, status=refuse(form, refusal))
        return form_page(request, deed, table, form, page)
    return redirect(notices.saying(address_of(done), Done.SAVED))


def standing(entry: "CodeEntry") -> list[tuple[str, str]]:
    """Return what an entry says now, for somebody who typed something else meanwhile."""
    opened = code_listings.opened(entry)
    return [("ชื่อ", entry.label), *opened.facts, ("ช่วงที่ใช้", opened.shown.period)]


def form_page(
    request: OfficerRequest, deed: Deed, table: CodeTable, form: forms.Form, page: Page
) -> HttpResponse:
    """Show the form of a deed."""
    entry = page.entry
    leave = address_of(entry) if entry else reverse("code_table", args=[table])
    whose = [Crumb(entry.label, leave)] if entry else []
    about = f"{entry.label} (รหัส {entry.code}) · " if entry else ""
    context = {
        "title": f"{deed.title}: {DECLARATIONS[table].label}",
        "subtitle": f"{about}ช่องที่มี * ต้องกรอก",
        "crumbs": [*crumbs(table), *whose, Crumb(deed.title)],
        "deed": deed,
        "form": form,
        "page": page,
        "leave": leave,
        "notice": page.notice,
    }
    return render(request, "codes/form.html", context, status=page.status)
