"""The lists that pages show some rows at a time, whole and as files."""

import uuid
from collections.abc import Iterator
from typing import Final

from django.views.decorators.http import require_safe

from kp7.certification.queries import history_of
from kp7.ledger.queries import looks_at
from kp7.personnel import moves, queries
from kp7.personnel.actions.remembering import look_at_history
from kp7.personnel.moves import Direction, Move, Wanted
from kp7.reports import edits, lookers, steps, transfers
from kp7.web import exports
from kp7.web.edits import asked_in, kept_for
from kp7.web.filtered import in_words
from kp7.web.lao import for_lao, own_register
from kp7.web.lookers import WHAT
from kp7.web.request import OfficerRequest
from kp7.web.transfers import TransfersFilter

AT_ONCE: Final = 500  # rows that are read at once
EVERY: Final = 100_000  # changes: more than a card comes to in a lifetime


@require_safe
@for_lao
def lookers_export(request: OfficerRequest) -> exports.Answer:
    """Send who looked at one's own register from outside, newest first."""
    register_id = own_register(request)
    looks = looks_at(register_id).iterator(AT_ONCE)
    day, listed = queries.today(), lookers.table_of(looks, register_id, WHAT)
    title = exports.titled(listed.name, request.actor.organization, day)
    return exports.send(request, [listed], name=exports.dated("kp7-lookers", day), title=title)


@require_safe
def transfers_export(request: OfficerRequest) -> exports.Answer:
    """Send the transfers that are asked for, newest first."""
    own = request.actor.organization_id is not None
    form = TransfersFilter(request.GET, of_lao=own)
    asked = form.asked()
    wanted = Wanted(Direction(asked.get("direction", "")), asked.get("state", ""))
    listed = transfers.table_of(_moves(request, wanted))
    name = exports.dated("kp7-transfers", queries.today())
    return exports.send(request, [listed], name=name, title=listed.name, filtered=in_words(form))


def _moves(request: OfficerRequest, wanted: Wanted) -> Iterator[Move]:
    before: uuid.UUID | None = None
    while True:
        found = moves.moves(request.actor, wanted, before=before, size=AT_ONCE)
        yield from found.moves
        if (before := found.before) is None:
            return


@require_safe
@for_lao
def certification_history_export(request: OfficerRequest) -> exports.Answer:
    """Send ประวัติการรับรองข้อมูล, newest first."""
    day, listed = queries.today(), steps.table_of(history_of(own_register(request)))
    title = exports.titled(listed.name, request.actor.organization, day)
    name = exports.dated("kp7-certification", day)
    return exports.send(request, [listed], name=name, title=title)


@require_safe
def card_edits_export(request: OfficerRequest, card_id: uuid.UUID) -> exports.Answer:
    """Send what was changed of a card, as searched; a look from outside is kept, once."""
    asked = asked_in(kept_for(request, str(card_id)))
    looked = look_at_history(by=request.actor, card_id=card_id, asked=asked, size=EVERY)
    listed = edits.table_of(looked.edits.edits)
    name = exports.dated("kp7-card-changes", queries.today())
    return exports.send(request, [listed], name=name, title=listed.name)
