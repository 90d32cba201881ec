"""The whole register as one workbook, as the people list is filtered; and a blank form of it."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kp7.intake.actions.exporting import blank_form, export_register
from kp7.intake.actions.large_exports import TITLE, ask_export, fetch_export
from kp7.intake.exports import newest_export
from kp7.personnel import queries
from kp7.web import exports
from kp7.web.banners import certification_banner
from kp7.web.crumbs import Crumb
from kp7.web.lao import for_lao, own_register
from kp7.web.people import TITLE as PEOPLE
from kp7.web.people import kept_filter, wanted
from kp7.web.request import OfficerRequest

AT_ONCE: Final = 300  # people whose cards are written while the officer waits
NAME: Final = "kp7-workbook"


@require_http_methods(["GET", "HEAD", "POST"])
@for_lao
def people_workbook(request: OfficerRequest) -> HttpResponse | exports.Answer:
    """Send the workbook of the people listed; of many, offer to have a job make it."""
    register_id, asked = own_register(request), wanted(kept_filter(request))
    if request.method == "POST":
        ask_export(by=request.actor, register_id=register_id, wanted=asked)
        return redirect("people_workbook")
    number = queries.cards_wanted(register_id, asked).count()
    if number > AT_ONCE:
        return waiting_page(request, number)
    file = export_register(by=request.actor, register_id=register_id, wanted=asked)
    return exports.send_file(file, f"{exports.dated(NAME, queries.today())}.xlsx")


def waiting_page(request: OfficerRequest, number: int) -> HttpResponse:
    """Show how far the workbook is, or the button that asks for it."""
    newest = newest_export(request.actor, own_register(request))
    context = {
        "title": TITLE,
        "crumbs": [Crumb(PEOPLE, reverse("people")), Crumb(TITLE)],
        "case_line": certification_banner(request).case_line,
        "people": number,
        "filtered": bool(kept_filter(request)),
        "export": newest,
        "job": newest and newest.job,
    }
    return render(request, "people/workbook.html", context)


@require_safe
@for_lao
def people_workbook_file(request: OfficerRequest) -> exports.Answer:
    """Send the workbook that a job made."""
    file = fetch_export(by=request.actor, register_id=own_register(request))
    return exports.send_file(file, f"{exports.dated(NAME, queries.today())}.xlsx")


@require_safe
@for_lao
def people_form(request: OfficerRequest) -> exports.Answer:
    """Send a blank form of the same sheets."""
    file = blank_form(by=request.actor, register_id=own_register(request))
    return exports.send_file(file, "kp7-form.xlsx")
