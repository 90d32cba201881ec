"""Holding a register still while a step is taken. Only the certification may."""

import uuid

from django.db import connection


def lock_for_step(register_id: uuid.UUID) -> None:
    """Wait for the editors of a register to finish, and keep new ones out until commit.

    To be the first statement of its transaction that decides anything: at READ COMMITTED, what is
    read after it is what stands.
    """
    if not connection.in_atomic_block:
        message = "a register is locked inside a transaction"
        raise RuntimeError(message)
    with connection.cursor() as cursor:
        cursor.execute("SELECT personnel_lock_for_step(%s)", [register_id])
