"""Checking a register: a look at everybody of whom something was found, where from outside."""

import uuid
from typing import Final

from kp7.ledger.actions import record_looks
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel.actions.looking import check_reach, named
from kp7.personnel.checking import Check, Wanted, check

FINDINGS: Final = "findings"


def check_register(
    *, by: Actor, register_id: uuid.UUID, wanted: Wanted, after: str = "", size: int | None = 50
) -> Check:
    """A page of what the rules find in a register, without what `by` may not read."""
    outside = not authority.may_record(by, register_id)
    if outside:
        check_reach(by, register_id)
    found = check(register_id, wanted, reads_sensitive=by.reads_sensitive, after=after, size=size)
    if outside:
        record_looks(
            actor=named(by),
            register_id=register_id,
            person_ids=sorted({one.card.person_id for one in found.findings}),
            what=FINDINGS,
        )
    return found
