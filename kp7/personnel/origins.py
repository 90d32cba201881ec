"""Where a card came from: the registers that transferred it, one after the other.

A transfer copies the card, so what was before it stands in the history of the sender's; that goes
along with the person, up to the instant of the transfer and no further.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kp7.ledger.models import Change
from kp7.personnel.models import Transfer
from kp7.personnel.terms import TransferState


@dataclass(frozen=True, slots=True)
class Origin:
    """A card in the register that transferred it: `until` is the change that did, `at` when."""

    register_id: uuid.UUID
    person_id: uuid.UUID
    until: int
    at: datetime


def origins(register_id: uuid.UUID, person_id: uuid.UUID) -> Iterator[Origin]:
    """The cards that a card was copied from, the nearest first."""
    done = Transfer.objects.filter(person_id=person_id, state=TransferState.DONE)
    moves = {transfer.id: transfer for transfer in done}
    changes = Change.objects.filter(row_id__in=list(moves), row__state=TransferState.DONE)
    here = register_id
    for change in changes.order_by("-id"):
        move = moves.pop(change.row_id, None)
        if move is not None and move.to_register_id == here:
            here = move.from_register_id
            yield Origin(here, person_id, change.id, change.recorded_at)
