"""ให้โอน: an organization lets somebody go to another one, found among all by its name."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kp7.organizations import queries as organizations
from kp7.organizations.standings import StandingView, described
from kp7.personnel.actions import transfers as actions
from kp7.personnel.actions.moving import Order
from kp7.refusal import Refusal
from kp7.web import fields, notices, saved_forms
from kp7.web.asking import typed
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.lao import for_lao, own_register
from kp7.web.notices import Said
from kp7.web.people import TITLE as PEOPLE
from kp7.web.refusing import WRONG_FORM, refuse
from kp7.web.request import OfficerRequest
from kp7.web.services import card_entry
from kp7.web.windows import leave_window, render_window

TITLE: Final = "ให้โอน"
MOST: Final = 30
LONGEST: Final = 200
SEALED: Final = "ข้อมูลของหน่วยงานรับรองแล้วและปิดแก้ไขอยู่ ท่านส่งคำสั่งให้โอนได้ แต่บัตรจะย้ายเมื่อเปิดแก้ไขข้อมูลได้แล้ว"


class SearchForm(forms.Form):
    """Words of the receiving organization's name or place."""

    use_required_attribute = False

    searched = fields.FoldedCharField(
        label="ค้นหาหน่วยงานที่รับโอน",
        max_length=LONGEST,
        help_text="พิมพ์ชื่อ ประเภท อำเภอ จังหวัด หรือรหัส เช่น ทต. กะทู้ ภูเก็ต",
    )


class ReleaseForm(forms.Form):
    """Where to, since when and by which order somebody is let go."""

    use_required_attribute = False

    to_register = forms.ChoiceField(
        label="หน่วยงานที่รับโอน",
        widget=forms.RadioSelect,
        error_messages={
            "required": "กรุณาเลือกหน่วยงานที่รับโอน",
            "invalid_choice": "กรุณาเลือกหน่วยงานจากผลการค้นหา",
        },
    )
    effective_on = fields.BuddhistDateField(
        label="ให้โอนตั้งแต่วันที่", help_text="วันแรกที่ไปปฏิบัติงานที่หน่วยงานใหม่ เช่น 01/10/2569"
    )
    document_number = fields.FoldedCharField(
        label="คำสั่งให้โอนเลขที่", max_length=60, help_text="เช่น 123/2569"
    )
    document_date = fields.BuddhistDateField(label="คำสั่งลงวันที่")

    def __init__(self, found: Sequence[StandingView], data: QueryDict | None) -> None:
        super().__init__(data)
        field = self.fields["to_register"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [
            (str(one.organization_id), f"{described(one)} (รหัส {one.code})") for one in found
        ]


@dataclass(frozen=True, slots=True)
class Found:
    """The organizations that match, at most `MOST` of them, without one's own."""

    searched: str
    organizations: Sequence[StandingView]
    total: int

    @property
    def more(self) -> bool:
        """Whether there are some that are not shown."""
        return self.total > MOST


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def release(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Search the receiving organization, and let somebody go there."""
    entry = card_entry(request, card_id)
    given = typed(request)
    found = search(request, (given or request.GET).get("searched", ""))
    form = ReleaseForm(found.organizations, given)
    if request.method != "POST":
        return release_page(request, card_id, entry.name, found, form)
    if not form.is_valid():
        return release_page(request, card_id, entry.name, found, form, status=WRONG_FORM)
    said = form.cleaned_data
    try:
        actions.release(
            by=request.actor,
            card=entry.card,
            to_register_id=uuid.UUID(said["to_register"]),
            effective_on=said["effective_on"],
            order=Order(said["document_number"], said["document_date"]),
        )
    except Refusal as refusal:
        status = refuse(form, refusal)
        return release_page(request, card_id, entry.name, found, form, status=status)
    return leave_window(request, notices.saying(reverse("transfers"), Said.RELEASED))


def search(request: OfficerRequest, words: str) -> Found:
    """Return the organizations in which every word is found; none where nothing is searched."""
    form = SearchForm({"searched": words[:LONGEST]})
    if not form.is_valid():
        return Found("", (), 0)
    searched = form.cleaned_data["searched"]
    found, total = organizations.searched(searched, MOST)
    own = own_register(request)
    others = [one for one in found if one.organization_id != own]
    return Found(searched, others, total - (len(found) - len(others)))


def release_page(  # noqa: PLR0913  a page is made of these
    request: OfficerRequest,
    card_id: uuid.UUID,
    name: str,
    found: Found,
    form: ReleaseForm,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show the search, what it found, and the form of the order, whole or as a window."""
    standing = certification_banner(request)
    card = reverse("card", args=[card_id])
    context = {
        "title": TITLE,
        "subtitle": name,
        "crumbs": [Crumb(PEOPLE, reverse("people")), Crumb(name, card), Crumb(TITLE)],
        "case_line": standing.case_line,
        "sealed": SEALED if standing.sealed else "",
        "search": SearchForm(initial={"searched": found.searched}),
        "found": found,
        "form": form,
        "notice": saved_forms.NOTICE if request.method != "POST" and form.is_bound else "",
        "action": request.path,
        "leave": card,
        "close_label": "ยกเลิก",
    }
    return render_window(request, "transfers/release.html", context, status=status)
