"""A database to work with: what every verb asks for first."""

import django

from kp7.database import visits
from kp7.database.connection import (
    LIMITS_OF_COMMANDS,
    application_url,
    django_database,
    is_embedded,
    use,
)
from kp7.database.embedded import Server


def server_ready() -> Server | None:
    """Start the embedded server for as long as this command needs it; None for a real one."""
    return visits.visit() if is_embedded() else None


def database_ready() -> None:
    """Let Django work as the application's role, without a pool and without a time limit."""
    server_ready()
    django.setup()
    use(django_database(application_url(), LIMITS_OF_COMMANDS, 0))
