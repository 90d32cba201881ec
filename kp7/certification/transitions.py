"""The one table of what may follow what: (state, step) → state, and whose turn it is.

The database holds the same table (`certification_transition`) and takes a step by it; a test
compares the two.
"""

from dataclasses import dataclass

from kp7.certification.terms import State, StepCode
from kp7.organizations.terms import Role


@dataclass(frozen=True, slots=True)
class Transition:
    """One cell: `role` may take `step` in `before`, and the case is then in `after`."""

    before: State
    step: StepCode
    after: State
    role: Role


def _from(
    states: tuple[State, ...], step: StepCode, after: State | None, role: Role
) -> list[Transition]:
    return [Transition(state, step, after or state, role) for state in states]


TRANSITIONS: tuple[Transition, ...] = (
    *_from(
        (State.DRAFT, State.RETURNED, State.REOPENED),
        StepCode.CERTIFY_LAO,
        State.LAO_CERTIFIED,
        Role.LAO_CERTIFIER,
    ),
    *_from(
        (State.LAO_CERTIFIED, State.UNDER_REVIEW),
        StepCode.ASK_RETURN,
        None,
        Role.LAO_CERTIFIER,
    ),
    *_from(
        (State.LAO_CERTIFIED, State.UNDER_REVIEW),
        StepCode.RETURN,
        State.RETURNED,
        Role.PROVINCE_OFFICER,
    ),
    *_from(
        (State.LAO_CERTIFIED, State.UNDER_REVIEW),
        StepCode.CERTIFY_PROVINCE,
        State.PROVINCE_CERTIFIED,
        Role.PROVINCE_OFFICER,
    ),
    *_from(
        (State.DRAFT, State.RETURNED, State.REOPENED),
        StepCode.EXCUSE,
        State.NOT_REQUIRED,
        Role.DLA_OFFICER,
    ),
)

_TABLE = {(transition.before, transition.step): transition for transition in TRANSITIONS}


def transition(before: State, step: StepCode) -> Transition | None:
    """What a step does in a state; None where it is out of turn."""
    return _TABLE.get((before, step))


def steps_in(state: State, role: Role | None) -> frozenset[StepCode]:
    """The steps that a role may take in a state."""
    return frozenset(t.step for t in TRANSITIONS if t.before is state and t.role is role)
