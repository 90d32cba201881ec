"""Thai text and time as a Django app: it brings the database its functions."""

from typing import ClassVar

from django.apps import AppConfig


class ThaiConfig(AppConfig):
    """No tables: three functions, which generated columns and queries call."""

    name = "kp7.thai"
    label = "thai"
    grants: ClassVar[dict[str, str]] = {}
    function_grants: ClassVar[tuple[str, ...]] = (
        "thai_fold(text)",
        "thai_search_key(text)",
        "thai_sort_key(text)",
    )
