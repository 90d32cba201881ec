"""Which page of the manual tells of the page that somebody is on."""

from typing import Final

from django.http import HttpRequest

from kp7.web.manual_book import book

TOLD_IN: Final = {
    "login": "sign-in",
    "password": "password",
    "home": "home",
    "certification": "lao-steps",
    "certification_lao_review": "review",
    "certification_confirm": "review",
    "certification_history": "history",
    "certification_ask_return": "ask-return",
    "certification_province": "province-search",
    "certification_case": "inspect",
    "certification_case_return": "return",
    "people": "people",
    "person_add": "person-add",
    "card": "card",
    "card_section": "card",
    "line_add": "line-add",
    "line_edit": "line-edit",
    "line_remove": "line-edit",
    "line_forward": "forward",
    "national_id_correct": "mistakes",
    "person_remove": "mistakes",
    "order_add": "order",
    "intake": "intake",
    "intake_mapping": "intake",
    "intake_import": "intake-check",
    "intake_apply": "intake-check",
    "intake_undo": "intake-check",
    "jobs": "jobs",
    "job": "jobs",
    "card_print": "print",
    "card_continue": "continuation",
    "people_workbook": "workbook",
    "people_print": "print-many",
    "batches": "print-many",
    "batch": "print-many",
    "findings": "findings",
    "edits": "edits",
    "card_edits": "edits",
    "card_past": "past",
    "lookers": "lookers",
    "establishment": "establishment",
    "establishment_of": "establishment",
    "establishment_plan": "plan",
    "establishment_plan_of": "plan",
    "plan_record": "plan",
    "seat_add": "seats",
    "seat": "seats",
    "seat_edit": "seats",
    "seat_close": "seats",
    "seat_hold": "seats",
    "seat_vacate": "seats",
    "transfers": "transfers",
    "release": "transfers",
    "transfer_accept": "transfers",
    "transfer_decline": "transfers",
    "service_end": "service",
    "service_return": "service",
    "code_tables": "codes",
    "code_table": "codes",
    "code_entry": "codes",
    "code_entry_add": "codes-keep",
    "code_entry_correct": "codes-keep",
    "code_entry_change": "codes-keep",
    "code_entry_end": "codes-keep",
}


def address(request: HttpRequest) -> str:
    """Return the address of that page, or nothing where the manual has none."""
    match = request.resolver_match
    page = book().page(TOLD_IN.get(match.url_name or "", "")) if match else None
    return page.url if page else ""
