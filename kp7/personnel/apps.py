"""The personnel room as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class PersonnelConfig(AppConfig):
    """Cards may be written while their register is open; people are only ever added."""

    name = "kp7.personnel"
    label = "personnel"
    grants: ClassVar[dict[str, str]] = {
        "personnel_codeentry": "SELECT, INSERT, UPDATE",
        "personnel_register": "SELECT, INSERT (organization_id), UPDATE (idle)",
        "personnel_person": "SELECT, INSERT",
        "personnel_card": "SELECT, INSERT, UPDATE, DELETE",
        "personnel_service": "SELECT, INSERT, UPDATE, DELETE",
        "personnel_education": "SELECT, INSERT, UPDATE, DELETE",
        "personnel_appointment": "SELECT, INSERT, UPDATE, DELETE",
        "personnel_nothingrecorded": "SELECT, INSERT, UPDATE, DELETE",
    }
    function_grants: ClassVar[tuple[str, ...]] = (
        "personnel_lock_for_editing(uuid[])",
        "personnel_lock_for_step(uuid)",
        "personnel_digest(uuid)",
        "personnel_headcounts(uuid, date)",
        "personnel_refresh_statistics()",
    )
