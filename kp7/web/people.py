"""ข้อมูลบุคลากร ก.พ.7: the people of one's own register, found, added and exported.

What is searched stays in the session: a name or a national id never stands in an address.
"""

import uuid
from collections.abc import Mapping
from typing import Final

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kp7.personnel import entries, queries
from kp7.personnel.actions.people import ActiveElsewhere, CardExists, add_person
from kp7.personnel.entries import BlankEntry, Choices
from kp7.personnel.queries import Filter
from kp7.personnel.sections import APPOINTMENTS, PERSONAL
from kp7.personnel.terms import Presence
from kp7.refusal import Refusal
from kp7.reports.people import PAPER, SHEET, table_of
from kp7.web import exports, fields, notices, saved_forms
from kp7.web.banners import RegisterStanding, certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.filtered import in_words
from kp7.web.lao import for_lao, own_register
from kp7.web.notices import Said
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest
from kp7.web.section_forms import SectionForm

TITLE: Final = "ข้อมูลบุคลากร ก.พ.7"
SESSION_KEY: Final = "people"
COMPLETE: Final = {"yes": True, "no": False}


class PeopleFilter(forms.Form):
    """What the list is asked for."""

    use_required_attribute = False

    searched = fields.FoldedCharField(
        label="ชื่อหรือเลขประจำตัวประชาชน", required=False, max_length=200
    )
    kind = fields.ChosenField(label="ประเภทบุคลากร", required=False)
    complete = fields.ChosenField(
        label="ความครบถ้วน",
        required=False,
        choices=[("", "ทั้งหมด"), ("yes", "ครบถ้วน"), ("no", "ยังไม่ครบ")],
    )
    presence = fields.ChosenField(
        label="สถานะการปฏิบัติงาน",
        required=False,
        choices=[(presence.value, presence.label) for presence in Presence],
    )

    def __init__(
        self,
        kinds: Mapping[str, str],
        data: QueryDict | None = None,
        kept: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial={"presence": str(Presence.ACTIVE), **(kept or {})})
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", "ทั้งหมด"), *kinds.items()]

    def asked(self) -> dict[str, str]:
        """Return what to keep in the session: nothing of what the list shows anyway."""
        asked = {name: self.cleaned_data[name] for name in self.fields if self.cleaned_data[name]}
        return {name: word for name, word in asked.items() if word != Presence.ACTIVE}


def wanted(kept: Mapping[str, str]) -> Filter:
    """Return what the session keeps as the query takes it."""
    return Filter(
        searched=kept.get("searched", ""),
        kind=kept.get("kind", ""),
        complete=COMPLETE.get(kept.get("complete", "")),
        presence=Presence(kept.get("presence", Presence.ACTIVE)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def people(request: OfficerRequest) -> HttpResponse:
    """Show a page of the list, or keep what it is to be searched for."""
    kinds = queries.kinds_in(own_register(request))
    if request.method != "POST":
        return people_page(request, PeopleFilter(kinds, kept=kept_filter(request)), kinds)
    if "clear" in request.POST:
        request.session.pop(SESSION_KEY, None)
        return redirect("people")
    form = PeopleFilter(kinds, request.POST)
    if not form.is_valid():
        return people_page(request, form, kinds, status=WRONG_FORM)
    request.session[SESSION_KEY] = form.asked()
    return redirect("people")


def kept_filter(request: OfficerRequest) -> dict[str, str]:
    """Return what was searched last; nothing where nothing was."""
    kept: dict[str, str] = request.session.get(SESSION_KEY, {})
    return kept


def people_page(
    request: OfficerRequest, form: PeopleFilter, kinds: Mapping[str, str], status: int = 200
) -> HttpResponse:
    """Show the people who match what the session keeps."""
    standing = certification_banner(request)
    kept = kept_filter(request)
    after = place(request)
    found = queries.people(own_register(request), wanted(kept), after=after)
    address = reverse("people")
    shown = {
        **around(standing, TITLE),
        "form": form,
        "people": found.people,
        "total": found.total,
        "filtered": bool(kept),
        "empty_register": not kinds,
        "notice": notices.said(request),
        "first_url": address if after else "",
        "pager": {"next_url": f"{address}?after={found.after}" if found.after else ""},
    }
    return render(request, "people/list.html", shown, status=status)


def place(request: OfficerRequest) -> uuid.UUID | None:
    """Return the card after which the page begins; what is no id begins at the start."""
    try:
        return uuid.UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def around(standing: RegisterStanding, title: str) -> dict[str, object]:
    """Return what every page of the register shows around its own content."""
    return {
        "title": title,
        "standing": standing,
        "case_line": standing.case_line,
        "sealed": standing.sealed,
    }


@require_safe
@for_lao
def people_export(request: OfficerRequest) -> exports.Answer:
    """Send the whole filtered list."""
    listed = queries.everybody(own_register(request), wanted(kept_filter(request)))
    day = queries.today()
    return exports.send(
        request,
        [table_of(listed)],
        name=exports.dated("kp7", day),
        title=exports.titled(SHEET, request.actor.organization, day),
        filtered=filtered(request),
        paper=PAPER,
    )


def filtered(request: OfficerRequest) -> str:
    """Return what the list is searched for, in words."""
    kinds = queries.kinds_in(own_register(request))
    return in_words(PeopleFilter(kinds, kept=kept_filter(request)))


class PersonForm(SectionForm):
    """ข้อมูลส่วนตัว of somebody new, with what makes them somebody of this register."""

    def __init__(self, choices: Choices, data: QueryDict | None = None) -> None:
        super().__init__(BlankEntry(section=PERSONAL, choices=choices), data)
        self.fields["started_on"] = fields.BuddhistDateField(
            label="วันที่เริ่มงานที่หน่วยงานนี้",
            required=False,
            help_text="เช่น 01/10/2565 เว้นว่างได้ ถ้าเป็นวันเดียวกับวันเริ่มปฏิบัติราชการ",
        )
        self.fields = {"national_id": fields.NationalIdField(), **self.fields}
        if data is None:
            self.focus_first()


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def person_add(request: OfficerRequest) -> HttpResponse:
    """Show the form of somebody new, or add them."""
    register_id = own_register(request)
    choices = entries.choices(register_id, entries.tables_of(PERSONAL), queries.today())
    if request.method != "POST":
        typed = saved_forms.take(request)
        notice = saved_forms.NOTICE if typed else ""
        return person_page(request, PersonForm(choices, typed), notice=notice)
    form = PersonForm(choices, request.POST)
    if not form.is_valid():
        return person_page(request, form, status=WRONG_FORM)
    try:
        card = add_person(
            by=request.actor,
            register_id=register_id,
            digits=form.cleaned_data["national_id"],
            started_on=form.cleaned_data["started_on"],
            values=form.values(),
        )
    except Refusal as refusal:
        about_id = isinstance(refusal, (ActiveElsewhere, CardExists))
        status = refuse(form, refusal, field="national_id" if about_id else None)
        return person_page(request, form, status=status, existing=existing(refusal))
    address = reverse("line_add", args=[card.id, APPOINTMENTS.code])
    return redirect(f"{notices.saying(address, Said.PERSON_ADDED)}&first=1")


def existing(refusal: Refusal | None) -> str:
    """Return the address of the card that is there already."""
    return reverse("card", args=[refusal.card_id]) if isinstance(refusal, CardExists) else ""


def person_page(
    request: OfficerRequest,
    form: PersonForm,
    *,
    notice: str = "",
    existing: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the form of somebody new."""
    standing = certification_banner(request)
    shown = {
        **around(standing, "เพิ่มบุคลากร"),
        "subtitle": "ช่องที่มี * ต้องกรอก",
        "crumbs": [Crumb(TITLE, reverse("people")), Crumb("เพิ่มบุคลากร")],
        "form": form,
        "notice": notice,
        "existing": existing,
        "leave": reverse("people"),
        "may_save": request.method == "POST" or not standing.sealed,
    }
    return render(request, "people/add.html", shown, status=status)
