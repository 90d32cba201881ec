"""The certification room as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class CertificationConfig(AppConfig):
    """Read by the application's role; written by functions of the database alone."""

    name = "kp7.certification"
    label = "certification"
    grants: ClassVar[dict[str, str]] = {
        "certification_round": "SELECT",
        "certification_case": "SELECT",
        "certification_transition": "SELECT",
        "certification_certification": "SELECT",
        "certification_step": "SELECT",
        "certification_sampled": "SELECT",
    }
    function_grants: ClassVar[tuple[str, ...]] = (
        "certification_open_round(uuid, text, smallint, timestamptz, timestamptz)",
        "certification_close_round(uuid)",
        "certification_take_step(uuid, text, integer, text, jsonb)",
    )
