"""The printing room as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Paper: a record in, the printed ก.พ.7 out."""

    name = "kp7.printing"
    label = "printing"
    verbose_name = "การพิมพ์"

    grants: ClassVar[dict[str, str]] = {
        "printing_issue": "SELECT, INSERT",
        "printing_batch": (
            "SELECT, INSERT, "
            "UPDATE (finished_at, expires_at, people, pages, left_out, size, sensitive, "
            "refused)"
        ),
        "printing_batchpart": "SELECT, INSERT, DELETE",
    }
    function_grants: ClassVar[tuple[str, ...]] = ()

    def ready(self) -> None:
        """Let the jobs of this room be asked for."""
        from kp7.printing import tasks  # noqa: F401, PLC0415  registers itself
