"""The personnel room as a Django app."""

from typing import ClassVar

from django.apps import AppConfig

LINES = "SELECT, INSERT, UPDATE, DELETE"


class PersonnelConfig(AppConfig):
    """Cards may be written while their register is open; people are only ever added."""

    name = "kp7.personnel"
    label = "personnel"
    grants: ClassVar[dict[str, str]] = {
        "personnel_codeentry": "SELECT, INSERT, UPDATE",
        "personnel_register": "SELECT, INSERT (organization_id), UPDATE (idle)",
        "personnel_person": "SELECT, INSERT",
        "personnel_card": LINES,
        "personnel_service": LINES,
        "personnel_education": LINES,
        "personnel_appointment": LINES,
        "personnel_nothingrecorded": LINES,
        "personnel_privatefacts": LINES,
        "personnel_photograph": LINES,
        "personnel_address": LINES,
        "personnel_parent": LINES,
        "personnel_marriage": LINES,
        "personnel_child": LINES,
        "personnel_namechange": LINES,
        "personnel_training": LINES,
        "personnel_allowance": LINES,
        "personnel_evaluation": LINES,
        "personnel_discipline": LINES,
        "personnel_unpaidperiod": LINES,
        "personnel_leave": LINES,
        "personnel_leavetotal": LINES,
        "personnel_decoration": LINES,
        "personnel_specialduty": LINES,
        "personnel_skill": LINES,
        "personnel_expertise": LINES,
        "personnel_merit": LINES,
        "personnel_doubletime": LINES,
        "personnel_licence": LINES,
        "personnel_heir": LINES,
        "personnel_document": LINES,
        "personnel_seat": LINES,
        "personnel_seatholding": LINES,
        "personnel_plan": LINES,
        "personnel_explanation": LINES,
        "personnel_file": "SELECT, INSERT",
        "personnel_filecontent": "SELECT, INSERT",
        "personnel_transfer": "SELECT, INSERT, UPDATE",
    }
    function_grants: ClassVar[tuple[str, ...]] = (
        "personnel_lock_for_editing(uuid[])",
        "personnel_lock_for_step(uuid)",
        "personnel_lock_seats(uuid)",
        "personnel_lock_for_transfer(uuid[])",
        "personnel_lock_for_import(uuid)",
        "personnel_digest(uuid)",
        "personnel_headcounts(uuid, date)",
        "personnel_refresh_statistics()",
    )
