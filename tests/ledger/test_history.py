"""Every row is kept whole at insert and after each change, with its actor; for ever."""

import json
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kp7.ledger import queries
from kp7.ledger.actions import act_as, actor_json, record_look
from kp7.ledger.models import Change, Look
from kp7.organizations.actions.acting import act_for
from kp7.organizations.models import Post
from kp7.personnel.actions.lines import add_line, change_line, remove_line
from kp7.personnel.actions.looking import look_at_card
from kp7.personnel.actions.people import end_service
from kp7.personnel.models import Appointment, Card, Education, Row
from kp7.personnel.sections import EDUCATION
from tests.cast import DEGREE, NEXT_DOOR, OWN, Cast, add_card, add_complete, make_cast
from tests.conftest import Connect

NOBODY = "KP702"


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


def row_of(row: Row) -> dict[str, object]:
    """A row as the database writes it today."""
    with connection.cursor() as cursor:
        table = row._meta.db_table
        cursor.execute(
            f"SELECT to_jsonb(t)::text FROM {table} t WHERE id = %s",  # noqa: S608  ours
            [row.id],
        )
        (written,) = cursor.fetchone()
    found: dict[str, object] = json.loads(written)
    return found


def changes(row: Row) -> list[Change]:
    return list(Change.objects.filter(row_id=row.id).order_by("id"))


# --- what is kept -----------------------------------------------------------------------------


def test_a_row_is_kept_when_it_comes_when_it_changes_and_as_it_was_when_it_goes(
    cast: Cast,
) -> None:
    card = add_card(cast.recorder, 1)
    line = add_line(by=cast.recorder, card=card, section=EDUCATION, values=DEGREE)
    states = [row_of(line)]
    change_line(
        by=cast.certifier,
        card=card,
        section=EDUCATION,
        line_id=line.id,
        seen=1,
        values={**DEGREE, "major": "การปกครอง"},
    )
    states.append(row_of(line))
    remove_line(by=cast.recorder, card=card, section=EDUCATION, line_id=line.id, seen=2)
    assert [change.action for change in changes(line)] == ["insert", "update", "delete"]
    assert [change.row for change in changes(line)] == [*states, states[-1]]
    assert [change.officer for change in changes(line)] == [
        cast.recorder.officer,
        cast.certifier.officer,
        cast.recorder.officer,
    ]


def test_a_change_names_its_actor_as_it_was_called_then(cast: Cast, card: Card) -> None:
    (kept,) = changes(card)
    assert (kept.post_id, kept.officer) == (cast.recorder.post_id, cast.recorder.officer)
    assert (kept.post, kept.organization) == (cast.recorder.post, cast.recorder.organization)
    assert (kept.register_id, kept.person_id) == (OWN, card.person_id)


def test_the_day_from_which_a_change_counts_stands_beside_the_instant_of_its_recording(
    card: Card,
) -> None:
    (line,) = changes(Appointment.objects.get(person_id=card.person_id))
    assert line.effective_on == date(2010, 10, 1)
    assert line.recorded_at.date() > date(2020, 1, 1)
    service = Change.objects.get(table_name="personnel_service")
    assert service.effective_on == date(2010, 10, 1)
    assert changes(card)[0].effective_on is None


def test_keys_that_the_database_generates_and_secrets_are_left_out(cast: Cast, card: Card) -> None:
    (kept,) = changes(card)
    assert {"sort_key", "search_key"}.isdisjoint(kept.row)
    assert set(kept.row) >= {"first_name", "birth_date", "kind", "kind_label", "revision"}
    accounts = Change.objects.filter(table_name=Post._meta.db_table)
    assert accounts.exists()
    stored = Post.objects.get(username=cast.recorder.username).password
    for account in accounts:
        assert "password" not in account.row
        assert stored not in str(account.row)


def test_a_bulk_write_keeps_each_of_its_rows(cast: Cast) -> None:
    cards = [add_complete(cast.recorder, number) for number in range(3)]
    with transaction.atomic():
        act_for(cast.certifier)
        Appointment.objects.update(salary=99)
    kept = Change.objects.filter(table_name="personnel_appointment", action="update")
    assert {change.person_id for change in kept} == {card.person_id for card in cards}
    assert {change.row["salary"] for change in kept} == {99}


def test_the_mark_of_a_register_moves_with_every_change_of_it_alone(cast: Cast) -> None:
    add_card(cast.recorder, 1)
    before, next_door = queries.mark_of(OWN), queries.mark_of(NEXT_DOOR)
    card = add_card(cast.recorder_next_door, 2)
    assert queries.mark_of(OWN) == before
    after = queries.mark_of(NEXT_DOOR)
    assert after.count == next_door.count + 2
    assert after.last > before.last
    newest = queries.last_change(NEXT_DOOR)
    assert newest is not None
    assert newest.person_id == card.person_id
    assert queries.last_change_of_row(card.id) == changes(card)[-1]


_edits = st.lists(
    st.one_of(
        st.fixed_dictionaries({"major": st.text("กขคงจ", max_size=8)}),
        st.fixed_dictionaries({"finished_year": st.integers(1980, 2026)}),
        st.fixed_dictionaries({"level": st.sampled_from(["bachelor", "master", "doctorate"])}),
        st.fixed_dictionaries({"highest": st.booleans()}),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(edits=_edits)
def test_the_history_gives_back_every_state_as_of_its_instant(
    cast: Cast, edits: list[Mapping[str, object]]
) -> None:
    with transaction.atomic():
        card = add_card(cast.recorder, 1)
        line = add_line(by=cast.recorder, card=card, section=EDUCATION, values=DEGREE)
        instants = [(queries.database_now(), row_of(line))]
        for edit in edits:
            seen = Education.objects.get(id=line.id).revision
            change_line(
                by=cast.recorder,
                card=card,
                section=EDUCATION,
                line_id=line.id,
                seen=seen,
                values=edit,
            )
            instants.append((queries.database_now(), row_of(line)))
        for instant, state in instants:
            until = Change.objects.filter(row_id=line.id, recorded_at__lte=instant)
            assert until.latest("id").row == state
        different = sum(one != other for (_, one), (_, other) in pairwise(instants))
        assert len(changes(line)) == 1 + different
        transaction.set_rollback(True)


# --- by whom ----------------------------------------------------------------------------------


def test_a_write_that_names_nobody_is_refused(cast: Cast, card: Card) -> None:
    assert cast
    for named in ("", "{}", '{"officer": ""}', '{"officer": null}'):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kp7.actor', %s, true)", [named])
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            Card.objects.filter(id=card.id).update(first_name="x")
        assert getattr(refused.value.__cause__, "sqlstate", None) == NOBODY


def test_an_actor_is_named_inside_a_transaction_only(fresh_database: str) -> None:
    assert fresh_database
    with pytest.raises(RuntimeError):
        act_as(post_id=None, officer="x", post="", organization="")


def test_an_actor_does_not_leak_into_the_next_transaction_of_the_connection(
    fresh_database: str,
) -> None:
    assert fresh_database
    cast = make_cast()
    card = add_card(cast.recorder, 1)
    with transaction.atomic():
        act_for(cast.recorder)
        Card.objects.filter(id=card.id).update(first_name="ก")
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('kp7.actor', true), '')")
        assert cursor.fetchone() == ("",)
    with pytest.raises(DatabaseError) as refused:
        Card.objects.filter(id=card.id).update(first_name="ข")
    assert getattr(refused.value.__cause__, "sqlstate", None) == NOBODY
    assert Card.objects.get(id=card.id).first_name == "ก"


def test_the_application_only_reads_what_was_kept(
    fresh_database: str, app_connect: Connect
) -> None:
    assert fresh_database
    make_cast()
    raw = app_connect()
    assert raw.execute("SELECT count(*) > 0 FROM ledger_change").fetchone() == (True,)
    for table in ("ledger_change", "ledger_look"):
        for statement in (
            f"UPDATE {table} SET officer = 'x'",  # noqa: S608  names of ours
            f"DELETE FROM {table}",  # noqa: S608  names of ours
            f"INSERT INTO {table} SELECT * FROM {table}",  # noqa: S608  names of ours
            f"TRUNCATE {table}",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), raw.transaction():
                raw.execute(statement)


# --- looks ------------------------------------------------------------------------------------


def test_a_look_from_outside_is_kept_and_shown_to_the_organization(cast: Cast, card: Card) -> None:
    for by in (cast.province, cast.dla, cast.auditor, cast.amphoe):
        look_at_card(by=by, card_id=card.id)
    looks = list(queries.looks_at(OWN))
    assert [look.officer for look in looks] == [
        by.officer for by in (cast.amphoe, cast.auditor, cast.dla, cast.province)
    ]
    assert {(look.person_id, look.what) for look in looks} == {(card.person_id, "card")}
    assert not queries.looks_at(NEXT_DOOR).exists()


def test_a_look_from_inside_is_not(cast: Cast, card: Card) -> None:
    for by in (cast.recorder, cast.certifier):
        look_at_card(by=by, card_id=card.id)
    assert not Look.objects.exists()


def test_a_look_must_name_who_looks(card: Card) -> None:
    nobody = actor_json(post_id=None, officer="", post="", organization="")
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        record_look(actor=nobody, register_id=OWN, person_id=card.person_id, what="card")
    assert getattr(refused.value.__cause__, "sqlstate", None) == NOBODY


def test_a_service_that_ended_is_kept_with_its_reason(cast: Cast, card: Card) -> None:
    ended = end_service(
        by=cast.recorder, card=card, ended_on=date(2020, 1, 1), movement="resigned", document=""
    )
    assert changes(ended)[-1].row["ended_on"] == "2020-01-01"
    assert changes(ended)[-1].row["ended_by_label"] == "ลาออก"
