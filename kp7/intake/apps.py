"""The intake room as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Workbooks: records out to Excel, and any office's own file in."""

    name = "kp7.intake"
    label = "intake"
    verbose_name = "นำเข้าและส่งออก"

    grants: ClassVar[dict[str, str]] = {
        "intake_import": "SELECT, INSERT, UPDATE",
        "intake_receivedfile": "SELECT, INSERT",
        "intake_plannedrow": "SELECT, INSERT, UPDATE, DELETE",
        "intake_export": "SELECT, INSERT, UPDATE, DELETE",
        "intake_rememberedmapping": "SELECT, INSERT, UPDATE, DELETE",
    }
    function_grants: ClassVar[tuple[str, ...]] = ()

    def ready(self) -> None:
        """Let workers know the jobs of this room."""
        from kp7.intake import tasks  # noqa: F401, PLC0415  registers them
