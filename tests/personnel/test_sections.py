"""A section is declared once, and everything that walks the sections knows it.

Adding one makes these tests fail until it has its place in the list, its guard, its history, its
tie to the card, its grants, its labels and its sample line here.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from kp7.ledger.models import Change
from kp7.organizations.actions.acting import act_for
from kp7.personnel import entries, figures, queries
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.people import remove_person
from kp7.personnel.fields import CodeField, LabelField, PartialDateField
from kp7.personnel.models import (
    GUARDED,
    Card,
    Education,
    Explanation,
    File,
    Line,
    NothingRecorded,
    Row,
    SeatHolding,
)
from kp7.personnel.rules import RULES, assess
from kp7.personnel.sections import EDUCATION, LISTS, SECTIONS, Section
from kp7.personnel.terms import CodeTable
from kp7.thai.calendar import PartialDate
from kp7.web.section_forms import form_of
from tests.cast import DEGREE, FIRST_LINE, OWN, Cast, add_card
from tests.cast import PERSONAL as SOMEBODY
from tests.lines import OTHER_SECTIONS, add_other_lines

SAMPLES: Mapping[str, Mapping[str, object]] = {
    "personal": SOMEBODY,
    "education": DEGREE,
    "appointments": FIRST_LINE,
    **OTHER_SECTIONS,
}
TRIGGERS = {
    *("guard_insert", "guard_row", "guard_truncate"),
    *("kept_insert", "kept_update", "kept_delete"),
}
THAI = re.compile("[ก-๛]")


@dataclass(frozen=True)
class House:
    """Everything that must know a section, as it stands; tests take parts of it away."""

    sections: Sequence[Section]
    guarded: Collection[type[Row]]
    triggers: Mapping[str, set[str]]
    ties: Mapping[str, set[str]]
    privileges: Mapping[str, set[str]]
    samples: Mapping[str, Mapping[str, object]]


def _by_table(query: str) -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: dict[str, set[str]] = {}
        for table, name in cursor.fetchall():
            found.setdefault(table, set()).add(name)
        return found


@pytest.fixture
def whole(cast: Cast, card: Card) -> Card:
    """A card with a line in every section."""
    add_other_lines(cast.certifier, card)
    return card


def _stored(section: Section, name: str, value: object) -> object:
    """A value of a sample as its column holds it."""
    (column,) = [field for field in section.fields() if field.name == name]
    return column.to_python(value)


@pytest.fixture
def house(db: None) -> House:  # noqa: ARG001  the catalogue is the database's
    return House(
        sections=SECTIONS,
        guarded=GUARDED,
        triggers=_by_table(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgenabled = 'A'"
        ),
        ties=_by_table(
            "SELECT conrelid::regclass::text, confupdtype::text FROM pg_constraint"
            " WHERE contype = 'f' AND confrelid = 'personnel_card'::regclass"
        ),
        privileges=_by_table(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = current_user"
        ),
        samples=SAMPLES,
    )


def missing(house: House) -> set[str]:
    """What a section lacks, by name."""
    lacks = set()
    of_model: dict[type[models.Model], Section] = {one.model: one for one in house.sections}
    for model in apps.get_models():
        if not issubclass(model, Line | Card):
            continue
        table = model._meta.db_table
        section = of_model.get(model)
        parts = {
            "place in SECTIONS": section is not None,
            "place in GUARDED": model in house.guarded,
            "guard and history": house.triggers.get(table) == TRIGGERS,
            "tie to its card": model is Card or house.ties.get(table) == {"c"},
            "grants": house.privileges.get(table) == {"SELECT", "INSERT", "UPDATE", "DELETE"},
            "sample line": section is not None and section.code in house.samples,
        }
        lacks |= {f"{model.__name__}: {part}" for part, there in parts.items() if not there}
    return lacks


def test_every_section_has_all_its_parts(house: House) -> None:
    assert missing(house) == set()


def test_a_part_that_was_left_out_is_named(house: House, subtests: pytest.Subtests) -> None:
    table = "personnel_education"
    guards, grants = TRIGGERS - {"guard_row"}, {"SELECT", "TRUNCATE"}
    without = {
        "place in SECTIONS": replace(house, sections=[s for s in SECTIONS if s is not EDUCATION]),
        "place in GUARDED": replace(house, guarded=[m for m in GUARDED if m is not Education]),
        "guard and history": replace(house, triggers={**house.triggers, table: guards}),
        "tie to its card": replace(house, ties={**house.ties, table: {"a"}}),
        "grants": replace(house, privileges={**house.privileges, table: grants}),
        "sample line": replace(house, samples={"personal": {}, "appointments": {}}),
    }
    for part, lacking in without.items():
        with subtests.test(part):
            assert f"Education: {part}" in missing(lacking)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_a_section_names_only_columns_that_it_has(section: Section) -> None:
    filled = {field.name for field in section.fields()}
    assert {*section.columns, *section.carried, section.effective} - {""} <= filled
    assert bool(section.columns) == section.is_list
    assert THAI.search(section.label)
    for field in section.fields():
        assert THAI.search(str(field.verbose_name))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_every_column_is_filled_by_a_clerk_or_by_the_system(section: Section) -> None:
    systems = {"id", "register", "person", "revision"}
    for field in section.model._meta.concrete_fields:
        ours = field.generated or field.name in systems or isinstance(field, LabelField)
        assert (field in section.fields()) != ours
        if isinstance(field, CodeField):
            label = section.model._meta.get_field(f"{field.name}_label")
            assert isinstance(label, LabelField)
            assert CodeTable(field.table)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_a_form_asks_for_every_column_in_order(card: Card, section: Section) -> None:
    entry = entries.entry(OWN, card.id, section)
    assert entry is not None
    form = form_of(entry)
    asked = [column for column in section.fields() if column.name not in entry.unasked]
    assert list(form.fields) == [column.name for column in asked]
    assert set(section.only_for) >= entry.unasked
    for column in asked:
        assert str(form.fields[column.name].label) == str(column.verbose_name)


def test_a_record_holds_every_section_and_every_column(whole: Card) -> None:
    (record,) = queries.records(OWN, [whole])
    assert set(record.lines) == {section.code for section in LISTS}
    for section in SECTIONS:
        (held,) = record.section(section.code) if section.is_list else (record.personal,)
        assert set(held.values) == {field.attname for field in section.stored()}
        for name, value in SAMPLES[section.code].items():
            assert name == "file" or held.values[name] == _stored(section, name, value)


@pytest.mark.parametrize("section", LISTS, ids=lambda section: section.code)
def test_a_card_without_a_line_of_a_needed_section_is_not_complete(
    card: Card, section: Section
) -> None:
    """Whichever section a kind of staff needs: DLA says which, in the table of kinds."""
    (record,) = queries.records(OWN, [card])
    assert assess(record).complete
    needing = replace(record.kind, sections=frozenset({section.code}))
    lacking = replace(record, kind=needing, lines={**record.lines, section.code: ()})
    assert not assess(lacking).complete
    assert lacking.missing() == (section.code,)


def test_what_is_to_be_certified_counts_every_section(whole: Card) -> None:
    needed = queries.records(OWN, [whole])[0].kind.sections | {"personal"}
    counted = figures.register_state(OWN).sections
    assert [(count.section, count.needed, count.held) for count in counted] == [
        (section, 1, 1) if section.code in needed else (section, 0, 0) for section in SECTIONS
    ]


def test_every_rule_speaks_of_a_section_that_there_is() -> None:
    """One that speaks of many names none: each of its findings does (see test_rules)."""
    assert {rule.section for rule in RULES} - {""} <= {section.code for section in SECTIONS}


# --- what a certification vouches for ---------------------------------------------------------


def _digest() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT personnel_digest(%s)", [OWN])
        (digest,) = cursor.fetchone()
        return bytes(digest)


def _other(value: object) -> object:  # noqa: PLR0911  a line a class
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case Decimal():
            return value - 1
        case date():
            return value + timedelta(days=1)
        case PartialDate():
            return PartialDate(value.year + 1, value.month)
        case UUID():
            return uuid4()
        case "":
            return "0"
        case "83000":
            return "83001"
        case str():
            return value[:-1]
    return None


def _filled(field: "models.Field[object, object]") -> object:
    """A value for a column that the sample leaves empty."""
    if isinstance(field, PartialDateField):
        return PartialDate(1999)
    if isinstance(field, models.DecimalField):
        return Decimal(1)
    return 1999 if isinstance(field, models.IntegerField) else date(2099, 1, 1)


# A file is never changed; explanations and holdings of positions are in the tests of their own.
NO_LINES = (File, Explanation, SeatHolding)


@pytest.mark.parametrize(
    "model", [one for one in GUARDED if one not in NO_LINES], ids=lambda model: model.__name__
)
def test_every_column_of_a_guarded_table_is_in_the_digest(
    cast: Cast, card: Card, model: type[Row], subtests: pytest.Subtests
) -> None:
    for section in SECTIONS:
        if section.model is model and section.code in OTHER_SECTIONS:
            values = OTHER_SECTIONS[section.code]
            add_line(by=cast.certifier, card=card, section=section, values=values)
    if model is NothingRecorded:
        with transaction.atomic():
            act_for(cast.recorder)
            NothingRecorded.objects.create(
                register_id=OWN, person_id=card.person_id, section="education"
            )
    row = model._default_manager.get(register_id=OWN)
    before = _digest()
    for field in model._meta.concrete_fields:
        if field.generated or field.name in {"id", "register", "person"}:
            continue
        with subtests.test(field.name), transaction.atomic():
            act_for(cast.recorder)
            value = getattr(row, field.name)
            other = _filled(field) if value is None else _other(value)
            model._default_manager.filter(id=row.id).update(**{field.name: other})
            assert _digest() != before
            model._default_manager.filter(id=row.id).update(**{field.name: value})
            assert _digest() == before


def test_the_digest_holds_who_the_people_are(cast: Cast) -> None:
    """Two cards that say the same of two people are two registers."""
    before = _digest()
    first = add_card(cast.recorder, 2)
    one = _digest()
    remove_person(by=cast.recorder, card=first)
    assert _digest() == before
    add_card(cast.recorder, 3)
    assert _digest() not in {before, one}


def test_the_history_keeps_every_column_of_a_section(
    whole: Card, subtests: pytest.Subtests
) -> None:
    for section in SECTIONS:
        with subtests.test(section.code):
            model = section.model
            kept = Change.objects.get(table_name=model._meta.db_table, register_id=OWN)
            columns = {one.column for one in model._meta.concrete_fields if not one.generated}
            assert set(kept.row) == columns
            assert kept.person_id == whole.person_id
