"""Asking of many people at once whether another organization has them: limited, and kept.

A file may not become what a form is not, a way to find out where national ids are. Each answer is
kept and shown to the other organization; once the answers of an hour are used up, nobody new is
taken, wherever they are.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from kp7.ledger.actions import record_looks
from kp7.ledger.queries import looked_at
from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.organizations.standings import described
from kp7.personnel.actions.looking import named
from kp7.personnel.actions.people import PROBE, PROBES_AN_HOUR, ActiveElsewhere, TooManyProbes
from kp7.personnel.models import Service
from kp7.personnel.queries import today

Period = tuple[date, date | None]  # [started_on, ended_on)


@dataclass(frozen=True, slots=True)
class _Met:
    """A service of another organization in the time of one that is wanted."""

    digits: str
    person_id: uuid.UUID
    register_id: uuid.UUID


def refused_elsewhere(
    *, by: Actor, register_id: uuid.UUID, wanted: Mapping[str, Sequence[Period]]
) -> dict[str, str]:
    """Why people's periods cannot stand in this register, by their national ids.

    Where `by` has asked too often within the hour, all of `wanted` are refused alike.
    """
    if not wanted:
        return {}
    met = _met(register_id, wanted)
    asked = _asked(by)
    new = [one for one in met if one.person_id not in asked]
    left = max(PROBES_AN_HOUR - len(asked), 0) if by.post_id else len(new)
    _keep(by, new[:left])
    if by.post_id and (left == 0 or len(new) > left):
        return dict.fromkeys(wanted, TooManyProbes().sentence)
    day = today()
    return {
        one.digits: ActiveElsewhere(
            one.person_id, one.register_id, described(standing_on(one.register_id, day))
        ).sentence
        for one in met
    }


def _met(register_id: uuid.UUID, wanted: Mapping[str, Sequence[Period]]) -> list[_Met]:
    found: dict[str, _Met] = {}
    elsewhere = Service.objects.filter(person__national_id__in=list(wanted)).exclude(
        register_id=register_id
    )
    for digits, person_id, other_id, started_on, ended_on in elsewhere.order_by(
        "started_on", "id"
    ).values_list("person__national_id", "person_id", "register_id", "started_on", "ended_on"):
        if any(_overlap(period, (started_on, ended_on)) for period in wanted[digits]):
            found[digits] = _Met(digits, person_id, other_id)
    return [found[digits] for digits in wanted if digits in found]


def _overlap(one: Period, other: Period) -> bool:
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def _asked(by: Actor) -> frozenset[uuid.UUID]:
    """The people of whom the post was told within the hour."""
    if by.post_id is None:
        return frozenset()
    return looked_at(by.post_id, PROBE, since=timezone.now() - timedelta(hours=1))


def _keep(by: Actor, told: Sequence[_Met]) -> None:
    by_register: dict[uuid.UUID, list[uuid.UUID]] = {}
    for one in told:
        by_register.setdefault(one.register_id, []).append(one.person_id)
    for register_id, persons in by_register.items():
        record_looks(actor=named(by), register_id=register_id, person_ids=persons, what=PROBE)
