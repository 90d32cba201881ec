"""DLA keeps the code tables: entries are added, changed from a day on, mended, ended, reopened."""

import dataclasses
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from kp7.ledger.models import Change
from kp7.organizations.authority import NotAuthorized
from kp7.personnel import queries
from kp7.personnel.actions.code_tables import (
    EntryChanged,
    NoSuchEntry,
    ReliedOn,
    Said,
    add_entry,
    change_entry,
    correct_entry,
    end_entry,
    in_use,
    reopen_entry,
)
from kp7.personnel.actions.editing import Invalid
from kp7.personnel.codes import entry_on, valid_on
from kp7.personnel.models import Card, CodeEntry
from kp7.personnel.terms import CodeTable
from tests.cast import Cast, add_card

NEXT_YEAR = date(2570 - 543, 10, 1)
LATER = date(2580 - 543, 10, 1)
PHD = Said("ดร.ศ.", 30, {})


def entry(table: CodeTable, code: str) -> CodeEntry:
    return CodeEntry.objects.get(table_name=table, code=code)


def said_by(one: CodeEntry, **changed: str) -> Said:
    return Said(one.label, one.order, {**one.attributes, **changed})


@pytest.fixture
def official(cast: Cast) -> CodeEntry:
    assert cast
    return entry(CodeTable.KINDS, "official")


def add(cast: Cast, code: str, said: Said = PHD, since: date | None = None) -> CodeEntry:
    return add_entry(by=cast.dla, table=CodeTable.TITLES, code=code, said=said, valid_from=since)


# --- added ------------------------------------------------------------------------------------


def test_an_entry_is_added_and_kept_with_its_officer(cast: Cast) -> None:
    added = add(cast, " phd ", dataclasses.replace(PHD, label="  ดร.\u200b ศ. "), NEXT_YEAR)
    stored = CodeEntry.objects.get(id=added.id)
    assert (stored.code, stored.label, stored.order) == ("phd", "ดร. ศ.", 30)
    assert (stored.valid_from, stored.valid_until) == (NEXT_YEAR, None)
    change = Change.objects.get(row_id=added.id)
    assert (change.officer, change.effective_on) == (cast.dla.officer, NEXT_YEAR)


def test_what_dla_adds_is_on_offer_at_once(cast: Cast) -> None:
    add_entry(
        by=cast.dla,
        table=CodeTable.MARITAL_STATES,
        code="partnered",
        said=Said("คู่ชีวิต", 9, {}),
        valid_from=None,
    )
    card = add_card(cast.recorder, 1, marital_state="partnered")
    assert card.marital_state_label == "คู่ชีวิต"


def test_a_code_that_is_there_is_refused_unless_its_time_is_another(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        add(cast, "t01", since=NEXT_YEAR)
    assert refused.value.errors == {"": ["ตารางนี้มีรหัสนี้อยู่แล้วในช่วงวันที่เดียวกัน"]}
    first = entry(CodeTable.TITLES, "t01")
    end_entry(by=cast.dla, entry_id=first.id, seen=1, day=NEXT_YEAR)
    assert add(cast, "t01", since=NEXT_YEAR).label == PHD.label


@pytest.mark.parametrize("code", ["", "ก", "A B", "Capital", "-x", "x" * 61, "a/b"])
def test_a_code_is_written_in_plain_letters(cast: Cast, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(cast, code)
    assert set(refused.value.errors) == {"code"}


def test_all_that_is_wrong_is_said_at_once(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        add_entry(
            by=cast.dla,
            table=CodeTable.SALARY_SCALES,
            code="ก",
            said=Said(" ", -1, {"level": "ไม่มี", "minimum": "แพง", "account": "ก" * 251}),
            valid_from=None,
        )
    wrong = {"code", "label", "order", "level", "minimum", "account"}
    assert set(refused.value.errors) == wrong


def test_sections_that_are_not_there_are_refused(cast: Cast, official: CodeEntry) -> None:
    said = said_by(official, expects="photographs ไม่มี")
    with pytest.raises(Invalid) as refused:
        correct_entry(by=cast.dla, entry_id=official.id, seen=1, said=said)
    assert set(refused.value.errors) == {"expects"}


def test_a_label_of_251_letters_is_refused_and_never_cut(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        add(cast, "phd", dataclasses.replace(PHD, label="ก" * 251))
    assert set(refused.value.errors) == {"label"}


# --- changed from a day on, and mended --------------------------------------------------------


def test_a_change_from_a_day_on_makes_a_version_of_its_own(cast: Cast) -> None:
    old = entry(CodeTable.LEAVE_KINDS, "personal")
    begun = change_entry(
        by=cast.dla,
        entry_id=old.id,
        seen=1,
        day=NEXT_YEAR,
        said=said_by(old, most_days="30"),
    )
    old.refresh_from_db()
    assert (old.valid_until, old.attributes["most_days"], old.revision) == (NEXT_YEAR, "45", 2)
    assert (begun.valid_from, begun.valid_until) == (NEXT_YEAR, None)
    assert begun.attributes["most_days"] == "30"
    for day, most in ((date(2020, 1, 1), "45"), (NEXT_YEAR, "30")):
        found = entry_on(CodeTable.LEAVE_KINDS, "personal", day)
        assert found is not None
        assert found.attributes["most_days"] == most


def test_mending_changes_the_version_and_no_card(cast: Cast) -> None:
    card = add_card(cast.recorder, 1, marital_state="single")
    single = entry(CodeTable.MARITAL_STATES, "single")
    said = dataclasses.replace(said_by(single), label="ไม่เคยสมรส")
    mended = correct_entry(by=cast.dla, entry_id=single.id, seen=1, said=said)
    assert (mended.label, mended.revision) == ("ไม่เคยสมรส", 2)
    assert Card.objects.get(id=card.id).marital_state_label == "โสด"
    assert add_card(cast.recorder, 2, marital_state="single").marital_state_label == "ไม่เคยสมรส"


def test_saving_what_stands_changes_nothing(cast: Cast) -> None:
    single = entry(CodeTable.MARITAL_STATES, "single")
    before = Change.objects.count()
    same = correct_entry(by=cast.dla, entry_id=single.id, seen=1, said=said_by(single))
    assert same.revision == 1
    with pytest.raises(Invalid):
        change_entry(by=cast.dla, entry_id=single.id, seen=1, day=NEXT_YEAR, said=said_by(single))
    assert Change.objects.count() == before


def test_a_day_outside_the_version_cuts_nothing_off(cast: Cast) -> None:
    added = add(cast, "phd", since=NEXT_YEAR)
    ended = end_entry(by=cast.dla, entry_id=added.id, seen=1, day=LATER)
    other = dataclasses.replace(PHD, label="อื่น")
    for day in (date(2020, 1, 1), NEXT_YEAR, LATER, date(2040, 1, 1)):
        with pytest.raises(Invalid) as refused:
            end_entry(by=cast.dla, entry_id=ended.id, seen=2, day=day)
        assert set(refused.value.errors) == {"day"}
        with pytest.raises(Invalid):
            change_entry(by=cast.dla, entry_id=ended.id, seen=2, day=day, said=other)


# --- ended and reopened -----------------------------------------------------------------------


def test_an_ended_entry_is_used_again_as_if_it_had_never_ended(cast: Cast) -> None:
    added = add(cast, "phd")
    end_entry(by=cast.dla, entry_id=added.id, seen=1, day=date(2020, 1, 1))
    reopened = reopen_entry(by=cast.dla, entry_id=added.id, seen=2, day=None)
    assert (reopened.id, reopened.valid_until) == (added.id, None)


def test_an_ended_entry_is_used_again_from_a_day_on(cast: Cast) -> None:
    added = add(cast, "phd")
    end_entry(by=cast.dla, entry_id=added.id, seen=1, day=date(2020, 1, 1))
    with pytest.raises(Invalid) as refused:
        reopen_entry(by=cast.dla, entry_id=added.id, seen=2, day=date(2019, 12, 31))
    assert set(refused.value.errors) == {"day"}
    begun = reopen_entry(by=cast.dla, entry_id=added.id, seen=2, day=NEXT_YEAR)
    assert (begun.id != added.id, begun.valid_from) == (True, NEXT_YEAR)
    between = entry_on(CodeTable.TITLES, "phd", date(2022, 1, 1))
    assert between is not None
    assert not valid_on(between, date(2022, 1, 1))


def test_an_end_that_was_withdrawn_while_a_version_followed_is_refused(cast: Cast) -> None:
    added = add(cast, "phd")
    change_entry(
        by=cast.dla,
        entry_id=added.id,
        seen=1,
        day=NEXT_YEAR,
        said=dataclasses.replace(PHD, label="อื่น"),
    )
    with pytest.raises(Invalid) as refused:
        reopen_entry(by=cast.dla, entry_id=added.id, seen=2, day=None)
    assert refused.value.errors == {"": ["ตารางนี้มีรหัสนี้อยู่แล้วในช่วงวันที่เดียวกัน"]}


def test_what_has_not_ended_is_not_reopened(cast: Cast) -> None:
    with pytest.raises(Invalid):
        reopen_entry(by=cast.dla, entry_id=add(cast, "phd").id, seen=1, day=None)


# --- what the software, or what was counted, rests on -------------------------------------------


def test_a_code_that_the_software_names_keeps_its_meaning_and_never_ends(cast: Cast) -> None:
    coming = entry(CodeTable.MOVEMENTS, "transfer_in")
    with pytest.raises(ReliedOn) as refused:
        end_entry(by=cast.dla, entry_id=coming.id, seen=1, day=NEXT_YEAR)
    assert "การโอนระหว่าง อปท." in refused.value.sentence
    for change in ({"enters": "no"}, {"group": "exit"}):
        with pytest.raises(ReliedOn):
            correct_entry(by=cast.dla, entry_id=coming.id, seen=1, said=said_by(coming, **change))
        with pytest.raises(ReliedOn):
            change_entry(
                by=cast.dla,
                entry_id=coming.id,
                seen=1,
                day=NEXT_YEAR,
                said=said_by(coming, **change),
            )
    loose = said_by(coming, lowers_salary="no")
    renamed = dataclasses.replace(loose, label="รับโอนมา", order=50)
    assert correct_entry(by=cast.dla, entry_id=coming.id, seen=1, said=renamed).revision == 2


def test_how_a_kind_is_counted_is_settled_once_a_card_is_of_it(
    cast: Cast, official: CodeEntry
) -> None:
    said = said_by(official, headcount="contract")
    assert not in_use(CodeTable.KINDS, "official")
    assert correct_entry(by=cast.dla, entry_id=official.id, seen=1, said=said).revision == 2
    back = said_by(official, headcount="officials")
    assert correct_entry(by=cast.dla, entry_id=official.id, seen=2, said=back).revision == 3
    add_card(cast.recorder, 1)
    assert in_use(CodeTable.KINDS, "official")
    with pytest.raises(Invalid) as refused:
        correct_entry(by=cast.dla, entry_id=official.id, seen=3, said=said)
    assert "“นับเป็น”" in refused.value.sentence
    end_entry(by=cast.dla, entry_id=official.id, seen=3, day=NEXT_YEAR)
    with pytest.raises(Invalid):
        add_entry(
            by=cast.dla, table=CodeTable.KINDS, code="official", said=said, valid_from=NEXT_YEAR
        )


# --- who may, and who was first -----------------------------------------------------------------


def test_nobody_but_dla_keeps_the_tables(cast: Cast, subtests: pytest.Subtests) -> None:
    single = entry(CodeTable.MARITAL_STATES, "single")
    said = dataclasses.replace(said_by(single), label="อื่น")
    for part in (cast.recorder, cast.certifier, cast.province, cast.amphoe, cast.auditor):
        with subtests.test(part.username):
            known = {"by": part, "entry_id": single.id, "seen": 1}
            tries: tuple[Callable[[], object], ...] = (
                lambda: add_entry(
                    by=part,  # noqa: B023  called at once
                    table=CodeTable.TITLES,
                    code="x",
                    said=PHD,
                    valid_from=None,
                ),
                lambda: correct_entry(**known, said=said),  # type: ignore[arg-type]  # noqa: B023  as named
                lambda: change_entry(**known, said=said, day=NEXT_YEAR),  # type: ignore[arg-type]  # noqa: B023  as named
                lambda: end_entry(**known, day=NEXT_YEAR),  # type: ignore[arg-type]  # noqa: B023  as named
                lambda: reopen_entry(**known, day=None),  # type: ignore[arg-type]  # noqa: B023  as named
            )
            for one in tries:
                with pytest.raises(NotAuthorized):
                    one()
    assert CodeEntry.objects.get(id=single.id).label == "โสด"


def test_the_second_of_two_officers_is_told(cast: Cast) -> None:
    single = entry(CodeTable.MARITAL_STATES, "single")
    said = dataclasses.replace(said_by(single), label="อื่น")
    correct_entry(by=cast.dla, entry_id=single.id, seen=1, said=said)
    tries: tuple[Callable[[], object], ...] = (
        lambda: correct_entry(by=cast.dla, entry_id=single.id, seen=1, said=PHD),
        lambda: change_entry(by=cast.dla, entry_id=single.id, seen=1, day=NEXT_YEAR, said=PHD),
        lambda: end_entry(by=cast.dla, entry_id=single.id, seen=1, day=NEXT_YEAR),
        lambda: reopen_entry(by=cast.dla, entry_id=single.id, seen=1, day=None),
    )
    for one in tries:
        with pytest.raises(EntryChanged) as told:
            one()
        assert told.value.entry.label == "อื่น"
        assert cast.dla.officer in told.value.sentence


@pytest.mark.parametrize("entry_id", [uuid4()])
def test_an_entry_that_never_was_is_not_changed(cast: Cast, entry_id: UUID) -> None:
    with pytest.raises(NoSuchEntry):
        end_entry(by=cast.dla, entry_id=entry_id, seen=1, day=queries.today())
