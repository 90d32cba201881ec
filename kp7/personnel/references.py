"""The order that an officer worked with last: the next line mostly rests on the same one."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from kp7.ledger.queries import newest_row_by
from kp7.organizations.authority import Actor
from kp7.personnel.fields import DayField
from kp7.personnel.record import Value
from kp7.personnel.sections import APPOINTMENTS

DOCUMENT = ("document_kind", "document_issuer", "document_number", "document_date")
OF_ORDER = ("effective_on", "movement", *DOCUMENT)


@dataclass(frozen=True, slots=True)
class LastReference:
    """What the line that an officer wrote last today says of its order, and whose line it is."""

    person_id: uuid.UUID
    order: Mapping[str, Value]

    @property
    def document(self) -> Mapping[str, Value]:
        """The document alone."""
        return {name: self.order[name] for name in DOCUMENT}


def last_reference(by: Actor, register_id: uuid.UUID) -> LastReference | None:
    """The order of the newest position line that `by` wrote in a register today."""
    if by.post_id is None:
        return None
    kept = newest_row_by(
        post_id=by.post_id,
        officer=by.officer,
        register_id=register_id,
        table=APPOINTMENTS.model._meta.db_table,
        saying="document_number",
        since=timezone.make_aware(datetime.combine(timezone.localdate(), time.min)),
    )
    if kept is None or kept.person_id is None:
        return None
    return LastReference(kept.person_id, {name: _read(kept.row, name) for name in OF_ORDER})


def _read(row: Mapping[str, str | None], name: str) -> Value:
    """A column as the history kept it, as a value."""
    kept = row.get(name)
    if isinstance(APPOINTMENTS.model._meta.get_field(name), DayField):
        return date.fromisoformat(kept) if kept else None
    return kept or ""
