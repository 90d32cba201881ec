"""ประวัติการแก้ไข: who changed what, before and after, of a card and of a whole register.

What is searched stays in the session, with the list that it is for: an officer's name never
stands in an address.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kp7.personnel import history, queries
from kp7.personnel.actions.remembering import check_may_look, look_at_history
from kp7.personnel.history import Asked, Deed, Edit, Edits
from kp7.reports.edits import table_of
from kp7.web import exports, fields
from kp7.web.banners import RegisterStanding, certification_banner
from kp7.web.cards import crumbs
from kp7.web.crumbs import Crumb
from kp7.web.filtered import in_words
from kp7.web.lao import for_lao, own_register
from kp7.web.people import TITLE as PEOPLE
from kp7.web.places import next_url, place_in
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest

TITLE: Final = "ประวัติการแก้ไข"
SESSION_KEY: Final = "edits"
REGISTER: Final = "register"
PAGE: Final = 50
TONES: Final = {Deed.ADDED: "green", Deed.CHANGED: "blue", Deed.REMOVED: "red"}


class EditsFilter(forms.Form):
    """What a list of changes is asked for."""

    use_required_attribute = False

    since = fields.BuddhistDateField(label="ตั้งแต่วันที่", required=False)
    until = fields.BuddhistDateField(label="ถึงวันที่", required=False)
    section = fields.ChosenField(label="หมวด", required=False)
    officer = fields.FoldedCharField(label="ผู้แก้ไข", required=False, max_length=200)

    def __init__(
        self, data: QueryDict | None = None, initial: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        named = [(one.code, one.label) for one in history.sections_of_history()]
        field.choices = [("", "ทุกหมวด"), *named]

    def clean(self) -> None:
        """Read a time that was typed backwards as the time that it is."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.cleaned_data |= {"since": until, "until": since}

    def kept(self) -> dict[str, str]:
        """Return what to keep in the session, days in ISO's form."""
        typed = {name: value for name, value in self.cleaned_data.items() if value}
        return {
            name: value.isoformat() if isinstance(value, dt.date) else str(value)
            for name, value in typed.items()
        }


@dataclass(frozen=True, slots=True)
class EditRow:
    """A change as the list shows it; `url` leads to the card, where the list is not its own."""

    edit: Edit
    tone: str
    url: str


def asked_in(kept: Mapping[str, str]) -> Asked:
    """Return what the session keeps as the query takes it."""
    return Asked(
        since=_day(kept.get("since")),
        until=_day(kept.get("until")),
        section=kept.get("section", ""),
        officer=kept.get("officer", ""),
    )


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def kept_for(request: OfficerRequest, which: str) -> dict[str, str]:
    """Return what was searched last in this list; nothing where it was in another."""
    kept: dict[str, str] = request.session.get(SESSION_KEY, {})
    return (
        {name: value for name, value in kept.items() if name != "of"}
        if (kept.get("of") == which)
        else {}
    )


def pager(edits: Edits, address: str) -> dict[str, str]:
    """Return the address of the next page."""
    return {"next_url": next_url(address, edits.next)}


@require_http_methods(["GET", "HEAD", "POST"])
def card_edits(request: OfficerRequest, card_id: uuid.UUID) -> HttpResponse:
    """Show what was changed of a card, or keep what that is to be searched for."""
    form, kept = searched(request, str(card_id))
    address = reverse("card_edits", args=[card_id])
    if form.is_bound and form.is_valid():
        check_may_look(by=request.actor, card_id=card_id)
        return redirect(address)
    looked = look_at_history(
        by=request.actor,
        card_id=card_id,
        asked=asked_in(kept),
        place=place_in(request),
        size=PAGE,
    )
    own = not looked.organization
    standing = certification_banner(request) if own else RegisterStanding()
    name = queries.name_of(looked.card)
    context = {
        "title": TITLE,
        "subtitle": " · ".join(filter(None, [name, looked.organization])),
        "crumbs": under_card(card_id, name, TITLE, own=own),
        **shown(request, form, looked.edits, address, kept=kept),
        "of_card": True,
    }
    if own:
        context["case_line"] = standing.case_line
    return render(request, "people/edits.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def edits(request: OfficerRequest) -> HttpResponse:
    """Show what was changed in one's own register, or keep what that is to be searched for."""
    form, kept = searched(request, REGISTER)
    address = reverse("edits")
    if form.is_bound and form.is_valid():
        return redirect(address)
    found = history.page(
        history.of_register(own_register(request)),
        asked_in(kept),
        reads_sensitive=request.actor.reads_sensitive,
        place=place_in(request),
        size=PAGE,
    )
    context = {
        "title": TITLE,
        "subtitle": "ทุกการเพิ่ม แก้ไข และลบในบัตร ก.พ.7 ของหน่วยงานท่าน ระบบบันทึกทุกครั้ง แก้ไขหรือลบไม่ได้",
        "crumbs": [Crumb(PEOPLE, reverse("people")), Crumb(TITLE)],
        "case_line": certification_banner(request).case_line,
        **shown(request, form, found, address, kept=kept),
    }
    return render(request, "people/edits.html", context, status=status_of(form))


@require_safe
@for_lao
def edits_export(request: OfficerRequest) -> exports.Answer:
    """Send every change of the filtered list."""
    found = history.every(
        history.of_register(own_register(request)),
        asked_in(kept_for(request, REGISTER)),
        reads_sensitive=request.actor.reads_sensitive,
    )
    day = queries.today()
    return exports.send(
        request,
        [table_of(found)],
        name=exports.dated("kp7-changes", day),
        title=exports.titled(TITLE, request.actor.organization, day),
        filtered=in_words(EditsFilter(initial=asked_by(kept_for(request, REGISTER)))),
    )


def searched(request: OfficerRequest, which: str) -> tuple[EditsFilter, dict[str, str]]:
    """Return the filter of a list and what it asks for; what was typed is kept for that list."""
    kept = kept_for(request, which)
    if request.method != "POST":
        return EditsFilter(initial=asked_by(kept)), kept
    if "clear" in request.POST:
        request.session.pop(SESSION_KEY, None)
        return EditsFilter(QueryDict()), {}
    form = EditsFilter(request.POST)
    if form.is_valid():
        request.session[SESSION_KEY] = {"of": which, **form.kept()}
    return form, kept


def asked_by(kept: Mapping[str, str]) -> dict[str, object]:
    """Return what the session keeps as the form shows it."""
    days = {name: _day(kept.get(name)) for name in ("since", "until")}
    return {**kept, **days}


def status_of(form: EditsFilter) -> int:
    """Return the status of a page that shows what could not be read."""
    return WRONG_FORM if form.is_bound and form.errors else 200


def under_card(card_id: uuid.UUID, name: str, title: str, *, own: bool) -> list[Crumb]:
    """Return the way to a page beneath a card."""
    *way, last = crumbs(name, own=own)
    return [*way, Crumb(last.label, reverse("card", args=[card_id])), Crumb(title)]


def shown(
    request: OfficerRequest,
    form: EditsFilter,
    edits: Edits,
    address: str,
    *,
    kept: Mapping[str, str],
) -> dict[str, object]:
    """Return what both lists show."""
    return {
        "form": form,
        "address": address,
        "filtered": bool(kept),
        "rows": [edit_row(request, edit) for edit in edits.edits],
        "first_url": address if "before" in request.GET else "",
        "pager": pager(edits, address),
    }


def edit_row(request: OfficerRequest, edit: Edit) -> EditRow:
    """Return a change, with the address of its card where that is still in the own register."""
    here = edit.card_id is not None and edit.register_id == request.actor.organization_id
    url = reverse("card", args=[edit.card_id]) if here else ""
    return EditRow(edit, TONES[edit.deed], url)
