"""The ledger as a Django app."""

from typing import ClassVar

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Kept by the database itself: the application's role reads it and calls two functions."""

    name = "kp7.ledger"
    label = "ledger"
    grants: ClassVar[dict[str, str]] = {"ledger_change": "SELECT", "ledger_look": "SELECT"}
    function_grants: ClassVar[tuple[str, ...]] = (
        "ledger_actor()",
        "ledger_record_look(jsonb, uuid, uuid, text)",
    )
