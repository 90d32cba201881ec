"""The addresses of ข้อมูลบุคลากร ก.พ.7. Only random ids stand in them."""

from django.urls import path

from kp7.web import (
    batches,
    cards,
    edits,
    files,
    findings,
    intake,
    intake_mapping,
    intake_page,
    intake_steps,
    line_forward,
    lines,
    orders,
    past,
    people,
    printing,
    releases,
    services,
    transfers,
)

CARD = "<uuid:card_id>/"
IMPORT = "intake/<uuid:import_id>/"
TRANSFER = "transfers/<uuid:transfer_id>/"
SECTION = f"{CARD}<slug:section>/"
LINE = f"{SECTION}<uuid:line_id>/"

urlpatterns = [
    path("", people.people, name="people"),
    path("add/", people.person_add, name="person_add"),
    path("orders/add/", orders.order_add, name="order_add"),
    path("print/", batches.people_print, name="people_print"),
    path("export/", people.people_export, name="people_export"),
    path("findings/", findings.findings, name="findings"),
    path("findings/explain/", findings.explain_rule, name="findings_explain"),
    path("findings/export/", findings.findings_export, name="findings_export"),
    path("intake/", intake.intake, name="intake"),
    path(IMPORT, intake_page.intake_import, name="intake_import"),
    path(f"{IMPORT}mapping/", intake_mapping.intake_mapping, name="intake_mapping"),
    path(f"{IMPORT}plan/", intake_steps.intake_plan, name="intake_plan"),
    path(f"{IMPORT}refused/", intake_page.intake_refused, name="intake_refused"),
    path(f"{IMPORT}apply/", intake_steps.intake_apply, name="intake_apply"),
    path(f"{IMPORT}undo/", intake_steps.intake_undo, name="intake_undo"),
    path(f"{IMPORT}cancel/", intake_steps.intake_cancel, name="intake_cancel"),
    path("history/", edits.edits, name="edits"),
    path("history/export/", edits.edits_export, name="edits_export"),
    path("transfers/", transfers.transfers, name="transfers"),
    path(f"{TRANSFER}accept/", transfers.transfer_accept, name="transfer_accept"),
    path(f"{TRANSFER}decline/", transfers.transfer_decline, name="transfer_decline"),
    path(f"{TRANSFER}withdraw/", transfers.transfer_withdraw, name="transfer_withdraw"),
    path(f"{TRANSFER}settle/", transfers.transfer_settle, name="transfer_settle"),
    path(CARD, cards.card, name="card"),
    path(f"{CARD}history/", edits.card_edits, name="card_edits"),
    path(f"{CARD}explain/", findings.explain, name="explain"),
    path(f"{CARD}past/", past.card_past, name="card_past"),
    path(f"{CARD}national-id/", services.national_id_correct, name="national_id_correct"),
    path(f"{CARD}print/", printing.card_print, name="card_print"),
    path(f"{CARD}print/continuation/", printing.card_continue, name="card_continue"),
    path(f"{CARD}remove/", services.person_remove, name="person_remove"),
    path(f"{CARD}service/end/", services.service_end, name="service_end"),
    path(f"{CARD}service/resume/", services.service_resume, name="service_resume"),
    path(f"{CARD}service/return/", services.service_return, name="service_return"),
    path(f"{CARD}release/", releases.release, name="release"),
    path(f"{CARD}files/<uuid:file_id>/", files.file, name="file"),
    path(SECTION, cards.card, name="card_section"),
    path(f"{SECTION}add/", lines.line_add, name="line_add"),
    path(f"{SECTION}check/", lines.line_check, name="line_check_new"),
    path(f"{SECTION}nothing/", lines.nothing, name="nothing"),
    path(f"{SECTION}nothing/withdraw/", lines.nothing_withdraw, name="nothing_withdraw"),
    path(LINE, lines.line_edit, name="line_edit"),
    path(f"{LINE}check/", lines.line_check, name="line_check"),
    path(f"{LINE}forward/", line_forward.line_forward, name="line_forward"),
    path(f"{LINE}remove/", lines.line_remove, name="line_remove"),
]
