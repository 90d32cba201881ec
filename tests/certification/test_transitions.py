"""The transition table, cell by cell, in Python and in the database."""

import itertools
import json
import uuid

import psycopg
import pytest

from kp7.certification.models import Transition as Row
from kp7.certification.terms import State, StepCode
from kp7.certification.transitions import TRANSITIONS, steps_in, transition
from kp7.organizations.terms import Role
from tests.cast import OWN, Cast, add_complete, case_of
from tests.conftest import Connect

# What certification.md's table says of the steps that there are.
MAY = {
    StepCode.CERTIFY_LAO: (
        {State.DRAFT, State.RETURNED, State.REOPENED},
        Role.LAO_CERTIFIER,
        State.LAO_CERTIFIED,
    ),
    StepCode.ASK_RETURN: (
        {State.LAO_CERTIFIED, State.UNDER_REVIEW},
        Role.LAO_CERTIFIER,
        None,
    ),
    StepCode.RETURN: (
        {State.LAO_CERTIFIED, State.UNDER_REVIEW},
        Role.PROVINCE_OFFICER,
        State.RETURNED,
    ),
    StepCode.CERTIFY_PROVINCE: (
        {State.LAO_CERTIFIED, State.UNDER_REVIEW},
        Role.PROVINCE_OFFICER,
        State.PROVINCE_CERTIFIED,
    ),
    StepCode.EXCUSE: (
        {State.DRAFT, State.RETURNED, State.REOPENED},
        Role.DLA_OFFICER,
        State.NOT_REQUIRED,
    ),
}
SEALED = {State.LAO_CERTIFIED, State.UNDER_REVIEW, State.PROVINCE_CERTIFIED, State.ACCEPTED}


@pytest.mark.parametrize(("state", "step"), list(itertools.product(State, StepCode)))
def test_a_cell_is_as_it_was_designed(state: State, step: StepCode) -> None:
    before, role, after = MAY[step]
    found = transition(state, step)
    if state in before:
        assert found is not None
        assert (found.role, found.after) == (role, after or state)
    else:
        assert found is None
    for other in Role:
        assert (step in steps_in(state, other)) == (state in before and other is role)


def test_a_superuser_or_the_system_takes_no_step() -> None:
    assert not any(steps_in(state, None) for state in State)


def test_a_state_is_sealed_as_it_was_designed() -> None:
    assert {state for state in State if state.sealed} == SEALED


def test_only_the_listed_steps_change_a_seal() -> None:
    assert {t.step for t in TRANSITIONS if t.before.sealed and not t.after.sealed} == {
        StepCode.RETURN
    }


@pytest.mark.django_db
def test_the_database_holds_the_same_table() -> None:
    stored = {
        (row.before, row.step, row.after, row.after_label, row.role, row.seals)
        for row in Row.objects.all()
    }
    assert stored == {
        (t.before, t.step, t.after, t.after.label, t.role, t.after.sealed) for t in TRANSITIONS
    }


@pytest.fixture
def cast(cast: Cast, fresh_database: str) -> Cast:  # noqa: ARG001  the owner puts states into it
    add_complete(cast.recorder, 1)
    return cast


def test_the_database_refuses_every_other_cell(
    cast: Cast,
    app_connect: Connect,
    owner: "psycopg.Connection[tuple[object, ...]]",
    subtests: pytest.Subtests,
) -> None:
    """Asked directly, past Python's own check: each state × step × role."""
    case = case_of(OWN)
    actors = {
        Role.LAO_RECORDER: cast.recorder,
        Role.LAO_CERTIFIER: cast.certifier,
        Role.PROVINCE_OFFICER: cast.province,
        Role.DLA_OFFICER: cast.dla,
        Role.AUDITOR: cast.auditor,
    }
    connection = app_connect()
    for state in State:
        owner.execute("UPDATE certification_case SET state = %s WHERE id = %s", [state, case.id])
        owner.execute(
            "UPDATE personnel_register SET sealed = %s, sealed_at = now()"
            " WHERE organization_id = %s",
            [state.sealed, OWN],
        )
        for step, (role, actor) in itertools.product(StepCode, actors.items()):
            found = transition(state, step)
            refused = None
            with subtests.test(f"{state} {step} {role}"):
                try:
                    with connection.transaction(force_rollback=True):
                        _ask(connection, actor.post_id, case.id, step)
                except psycopg.Error as error:
                    refused = error.sqlstate
                if found is None:
                    assert refused == "KP705"
                elif found.role is not role:
                    assert refused == "KP706"
                else:
                    # The province vouches for what an LAO did; here none has.
                    assert refused == ("KP710" if step is StepCode.CERTIFY_PROVINCE else None)


def _ask(
    connection: "psycopg.Connection[tuple[object, ...]]",
    post_id: uuid.UUID | None,
    case_id: uuid.UUID,
    step: StepCode,
) -> None:
    actor = json.dumps({"officer": "x", "post_id": str(post_id)})
    connection.execute("SELECT set_config('kp7.actor', %s, true)", [actor])
    connection.execute(
        "SELECT certification_take_step(%s, %s, 0, 'x', '{\"seed\": \"00\"}')", [case_id, step]
    )
