"""The lines of a card: added, changed, removed, or recorded as none. Personal data are one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kp7.organizations import authority
from kp7.personnel import entries, trying
from kp7.personnel.actions import lines as actions
from kp7.personnel.actions.lines import ChangedMeanwhile
from kp7.personnel.entries import Entry
from kp7.personnel.offers import next_missing
from kp7.personnel.record import Finding, Line
from kp7.personnel.sections import Section
from kp7.personnel.stored_files import files_of
from kp7.personnel.words import text_of
from kp7.refusal import Refusal
from kp7.web import notices, saved_forms, uploads
from kp7.web.banners import certification_banner
from kp7.web.cards import file_url, found_section, section_url
from kp7.web.crumbs import Crumb
from kp7.web.lao import for_lao, own_register
from kp7.web.notices import Said
from kp7.web.people import TITLE as PEOPLE
from kp7.web.refusing import refuse
from kp7.web.request import OfficerRequest
from kp7.web.section_forms import SectionForm, form_of
from kp7.web.shown import all_shown
from kp7.web.windows import leave_window, render_window

LARGEST_REVISION: Final = 2**31 - 1
CHANGED: Final = "รายการนี้ถูกแก้ไขหลังจากที่ท่านเปิดหน้านี้ กรุณาตรวจข้อมูลปัจจุบันด้านล่างก่อนลบ"


@dataclass(frozen=True, slots=True)
class Difference:
    """A column that somebody else changed meanwhile: what it says now and what was typed."""

    label: str
    now: str
    typed: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a form shows beside the form; `seen` is the revision it was opened at."""

    seen: int = 0
    notice: str = ""
    status: int = 200
    differences: Sequence[Difference] = ()
    gone: bool = False


def entry_or_404(
    request: OfficerRequest, card_id: uuid.UUID, section: Section, line_id: uuid.UUID | None = None
) -> Entry:
    """Return the form of a line in one's own register; another's is a page that is not there."""
    if section.sensitive:
        authority.check_sensitive(request.actor)
    entry = entries.entry(
        own_register(request),
        card_id,
        section,
        line_id,
        by=request.actor,
    )
    if entry is None:
        raise Http404
    return entry


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def line_add(request: OfficerRequest, card_id: uuid.UUID, section: str) -> HttpResponse:
    """Show the form of a new line, or add it."""
    entry = entry_or_404(request, card_id, list_section(section))
    if request.method != "POST":
        typed = saved_forms.take(request)
        notice = saved_forms.NOTICE if typed else notices.said(request)
        offered = entries.with_offers(entry, request.actor)
        form = typed_form(request, offered, typed)
        return line_page(request, offered, form, Page(notice=notice))
    form = form_of(entry, request.POST, uploads.received(request, request.POST))
    if not form.is_valid():
        return line_page(request, entry, form, Page(status=uploads.wrong_status(form)))
    try:
        row = actions.add_line(
            by=request.actor, card=entry.card, section=entry.section, values=form.values()
        )
    except Refusal as refusal:
        return line_page(request, entry, form, Page(status=refuse(form, refusal)))
    uploads.forget(request)
    return redirect(after_adding(request, entry, row.id))


def typed_form(request: OfficerRequest, entry: Entry, typed: QueryDict | None) -> SectionForm:
    """Return the form with what its officer had typed when the session ran out."""
    return form_of(entry, typed, uploads.received(request, typed) if typed else None)


def list_section(code: str) -> Section:
    """Return a section of many lines; the personal data are never added to."""
    section = found_section(code)
    if not section.is_list:
        raise Http404
    return section


def after_adding(request: OfficerRequest, entry: Entry, line_id: uuid.UUID) -> str:
    """Return where to go: the next empty form where that was ticked, else the new line.

    With somebody new it is the next section that is needed, until none is.
    """
    first = "&first=1" if "first" in request.POST else ""
    if "more" in request.POST:
        return f"{adding(entry, entry.section, Said.SAVED)}&more=1{first}"
    following = next_missing(entry.card) if first else None
    if following is not None:
        return adding(entry, following, Said.SAVED) + first
    return saved(entry, line_id)


def adding(entry: Entry, section: Section, said: Said) -> str:
    """Return the address of an empty form of a card, saying what was done before."""
    return notices.saying(reverse("line_add", args=[entry.card.id, section.code]), said)


def saved(entry: Entry, line_id: uuid.UUID) -> str:
    """Return the address of a line that was just saved."""
    at = f"line-{line_id}" if entry.section.is_list else ""
    return notices.saying(section_url(entry.card.id, entry.section), Said.SAVED, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def line_edit(
    request: OfficerRequest, card_id: uuid.UUID, section: str, line_id: uuid.UUID
) -> HttpResponse:
    """Show a line in its form, or change it."""
    entry = entry_or_404(request, card_id, found_section(section), line_id)
    if request.method != "POST":
        return opened_line(request, entry)
    form = form_of(entry, request.POST, uploads.received(request, request.POST))
    seen = seen_in(request)
    if not form.is_valid():
        return line_page(request, entry, form, Page(seen=seen, status=uploads.wrong_status(form)))
    try:
        actions.change_line(
            by=request.actor,
            card=entry.card,
            section=entry.section,
            line_id=line_id,
            seen=seen,
            values=form.values(),
        )
    except ChangedMeanwhile as changed:
        return changed_page(request, entry, form, changed)
    except Refusal as refusal:
        return line_page(request, entry, form, Page(seen=seen, status=refuse(form, refusal)))
    uploads.forget(request)
    return redirect(saved(entry, line_id))


def opened_line(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Show a line as it stands, or as its officer had changed it when the session ran out."""
    if entry.line is None:
        raise Http404
    typed = saved_forms.take(request)
    if typed is None:
        form = form_of(entry)
        form.show_found(found_in(request, entry, entry.line))
        return line_page(request, entry, form, Page(seen=entry.revision))
    seen = number(typed.get("seen"))
    form = typed_form(request, entry, typed)
    return line_page(request, entry, form, Page(seen=seen, notice=saved_forms.NOTICE))


def found_in(request: OfficerRequest, entry: Entry, line: Line) -> Sequence[Finding]:
    """Return what the rules find in a line as it stands."""
    return trying.findings_of(
        entry.card, entry.section, line.id, {}, reads_sensitive=request.actor.reads_sensitive
    )


def seen_in(request: OfficerRequest) -> int:
    """Return the revision that the form was opened at; what is no number matches none."""
    return number(request.POST.get("seen"))


def number(typed: object) -> int:
    """Read a hidden number; 0, which no revision has, for what is none."""
    words = str(typed)
    known = words.isascii() and words.isdigit() and len(words) <= len(str(LARGEST_REVISION))
    return int(words) if known else 0


def changed_page(
    request: OfficerRequest, entry: Entry, form: SectionForm, changed: ChangedMeanwhile
) -> HttpResponse:
    """Show what was typed beside what stands now; saving again means knowing it."""
    status = refuse(form, changed)
    if changed.row is None:
        return line_page(request, entry, form, Page(status=status, gone=True))
    now = entries.line_of(changed.row, entry.section)
    page = Page(
        seen=changed.row.revision,
        status=status,
        differences=differences(entry.section, form, now),
    )
    return line_page(request, entry, form, page)


def differences(section: Section, form: SectionForm, now: Line) -> list[Difference]:
    """Return the columns in which what was typed is not what stands."""
    typed = Line(now.id, dict(now.values) | form.values() | form.labels())
    return [
        Difference(str(column.verbose_name), text_of(column, now), text_of(column, typed))
        for column in section.fields()
        if text_of(column, now) != text_of(column, typed)
    ]


def line_page(request: OfficerRequest, entry: Entry, form: SectionForm, page: Page) -> HttpResponse:
    """Show the form of a line."""
    standing = certification_banner(request)
    section, card_id = entry.section, entry.card.id
    if form.is_multipart():
        uploads.describe(request, form, files_of(entry.card), partial(file_url, card_id))
    adding = page.gone or (entry.line is None and not page.seen)
    what = f"{'เพิ่ม' if adding else 'แก้ไข'}{section.label}"
    context = {
        "title": what,
        "subtitle": f"{entry.name} · ช่องที่มี * ต้องกรอก",
        "crumbs": [
            Crumb(PEOPLE, reverse("people")),
            Crumb(entry.name, reverse("card", args=[card_id])),
            Crumb(section.label, section_url(card_id, section)),
            Crumb(what),
        ],
        "standing": standing,
        "case_line": standing.case_line,
        "form": form,
        "seen": page.seen,
        "adding": adding and section.is_list,
        "more": "more" in request.POST or "more" in request.GET,
        "first": "first" in request.POST or "first" in request.GET,
        "differences": page.differences,
        "notice": page.notice,
        "action": form_url(entry, page),
        "forward": forward_url(entry) if not page.gone else "",
        "leave": section_url(card_id, section),
        "may_save": request.method == "POST" or not standing.sealed,
        "check": "" if page.gone else check_url(entry),
    }
    return render(request, "cards/line.html", context, status=page.status)


def check_url(entry: Entry) -> str:
    """Return where the rules are asked of what is typed, while it is typed."""
    at = [entry.card.id, entry.section.code]
    if entry.line is None:
        return reverse("line_check_new", args=at)
    return reverse("line_check", args=[*at, entry.line.id])


@require_POST
@for_lao
def line_check(
    request: OfficerRequest, card_id: uuid.UUID, section: str, line_id: uuid.UUID | None = None
) -> HttpResponse:
    """Say beside each field what the rules find in what is typed; nothing is saved."""
    entry = entry_or_404(request, card_id, found_section(section), line_id)
    if line_id is not None and entry.line is None:
        raise Http404
    form = form_of(entry, request.POST)
    form.show_found(
        trying.findings_of(
            entry.card,
            entry.section,
            line_id,
            {**form.known_values(), **form.known_labels()},
            reads_sensitive=request.actor.reads_sensitive,
        )
    )
    shown = [(form[column.name], form.found.get(column.name, ())) for column in form.columns]
    return render(request, "cards/found.html", {"fields": shown})


def form_url(entry: Entry, page: Page) -> str:
    """Return where the form of a line is sent: one that is gone would be added anew."""
    at = [entry.card.id, entry.section.code]
    if page.gone:
        return reverse("line_add", args=at)
    return reverse("line_edit", args=[*at, entry.line.id]) if entry.line else ""


def forward_url(entry: Entry) -> str:
    """Return where the correction of a line is carried on to the later ones, if it can be."""
    if entry.line is None or not entry.section.forward:
        return ""
    return reverse("line_forward", args=[entry.card.id, entry.section.code, entry.line.id])


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def line_remove(
    request: OfficerRequest, card_id: uuid.UUID, section: str, line_id: uuid.UUID
) -> HttpResponse:
    """Ask once more before a line is removed, and remove it."""
    entry = entry_or_404(request, card_id, list_section(section), line_id)
    if request.method != "POST":
        if entry.line is None:
            raise Http404
        return remove_page(request, entry)
    try:
        actions.remove_line(
            by=request.actor,
            card=entry.card,
            section=entry.section,
            line_id=line_id,
            seen=seen_in(request),
        )
    except ChangedMeanwhile as changed:
        if changed.row is None:
            return leave_window(request, removed(entry))
        return remove_page(request, entry, changed)
    return leave_window(request, removed(entry))


def removed(entry: Entry) -> str:
    """Return the address of the section that a line was removed from."""
    return notices.saying(section_url(entry.card.id, entry.section), Said.REMOVED)


def remove_page(
    request: OfficerRequest, entry: Entry, changed: ChangedMeanwhile | None = None
) -> HttpResponse:
    """Show the whole line that is to go."""
    assert entry.line is not None  # noqa: S101  its callers looked
    section = entry.section
    context = {
        "title": f"ลบรายการ{section.label}",
        "crumbs": [
            Crumb(PEOPLE, reverse("people")),
            Crumb(entry.name, reverse("card", args=[entry.card.id])),
            Crumb(section.label, section_url(entry.card.id, section)),
            Crumb("ลบรายการ"),
        ],
        "name": entry.name,
        "values": [one for one in all_shown(section, entry.line) if one.text],
        "seen": entry.revision,
        "action": reverse("line_remove", args=[entry.card.id, section.code, entry.line.id]),
        "leave": section_url(entry.card.id, section),
        "refused": CHANGED if changed else "",
        "close_label": "ยกเลิก",
    }
    status = changed.status if changed else 200
    return render_window(request, "cards/remove.html", context, status=status)


@require_POST
@for_lao
def nothing(request: OfficerRequest, card_id: uuid.UUID, section: str) -> HttpResponse:
    """Record “ไม่มี” for a section."""
    entry = entry_or_404(request, card_id, list_section(section))
    actions.record_nothing(by=request.actor, card=entry.card, section=entry.section)
    return redirect(notices.saying(section_url(card_id, entry.section), Said.NOTHING))


@require_POST
@for_lao
def nothing_withdraw(request: OfficerRequest, card_id: uuid.UUID, section: str) -> HttpResponse:
    """Take a recorded “ไม่มี” back."""
    entry = entry_or_404(request, card_id, list_section(section))
    actions.withdraw_nothing(by=request.actor, card=entry.card, section=entry.section)
    return redirect(notices.saying(section_url(card_id, entry.section), Said.NOTHING_WITHDRAWN))
