"""Each code table is declared: what its entries say, what may be said, what software names."""

import csv
from collections.abc import Mapping
from importlib import resources

import pytest
from django.db import transaction

from kp7.ledger.models import Change
from kp7.organizations.actions.acting import act_for
from kp7.personnel import orders
from kp7.personnel.actions.reference import load_code_tables
from kp7.personnel.code_tables import DECLARATIONS, YES, Asked, Attribute, Declaration, faults
from kp7.personnel.models import CodeEntry
from kp7.personnel.sections import LISTS
from kp7.personnel.terms import CodeTable
from tests.cast import SYSTEM, Cast


def shipped(table: CodeTable) -> list[dict[str, str]]:
    source = resources.files("kp7.personnel") / "data" / f"{table}.csv"
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def test_every_code_table_is_declared() -> None:
    assert set(DECLARATIONS) == set(CodeTable)


@pytest.mark.parametrize("table", CodeTable)
def test_what_is_shipped_is_what_is_declared(table: CodeTable) -> None:
    declared = DECLARATIONS[table]
    rows = shipped(table)
    assert {*rows[0]} == {"code", "label", *(one.name for one in declared.attributes)}
    assert [faults(declared, row) for row in rows] == [{}] * len(rows)
    assert set(declared.relied_on or {}) <= {row["code"] for row in rows}
    for low, high in declared.ascending:
        assert declared.attribute(low)
        assert declared.attribute(high)


def test_what_the_software_writes_and_offers_is_relied_on() -> None:
    known = DECLARATIONS[CodeTable.MOVEMENTS]
    for code in (orders.RAISE, orders.NO_RAISE, *("transfer_in", "transfer_out")):
        assert known.used_for(code)
    assert not known.used_for("moved")


def test_what_names_another_table_names_what_is_there() -> None:
    levels = {row["code"] for row in shipped(CodeTable.LEVELS)}
    sections = {section.code for section in LISTS}
    for table, declared in DECLARATIONS.items():
        for attribute in declared.attributes:
            said = {row[attribute.name] for row in shipped(table)}
            if attribute.asked is Asked.LEVEL:
                assert said <= levels
            if attribute.asked is Asked.SECTIONS:
                assert {word for one in said for word in one.split()} <= sections


YES_NO = Attribute("a", "ก", Asked.YES_NO)
CHOICE = Attribute("a", "ก", Asked.CHOICE, {"x": "y"})
NUMBER = Attribute("a", "ก", Asked.NUMBER)
MONEY = Attribute("a", "ก", Asked.MONEY)
TEXT = Attribute("a", "ก")
OPTIONAL = Attribute("a", "ก", required=False)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        (OPTIONAL, ""),
        (TEXT, "ก" * 250),
        (YES_NO, "yes"),
        (CHOICE, "x"),
        (NUMBER, "0"),
        (MONEY, "8750.50"),
    ],
)
def test_what_may_be_said(attribute: Attribute, value: str) -> None:
    assert faults(Declaration("ก", "ข", (attribute,)), {"a": value}) == {}


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        (TEXT, ""),
        (TEXT, "ก" * 251),
        (YES_NO, "maybe"),
        (CHOICE, "y"),
        (Attribute("a", "ก", Asked.CHOICE), "x"),
        *((NUMBER, number) for number in ("-1", "1234567", "๑", "1.5")),
        *((MONEY, amount) for amount in ("8,750", "NaN", "-1", "1.234", "")),
    ],
)
def test_what_may_not_be_said(attribute: Attribute, value: str) -> None:
    assert set(faults(Declaration("ก", "ข", (attribute,)), {"a": value})) == {"a"}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"minimum": "9", "maximum": "10"}, set()),
        ({"minimum": "10", "maximum": "10"}, set()),
        ({"minimum": "10", "maximum": "9"}, {"maximum"}),
        ({"minimum": "10", "maximum": ""}, set()),
    ],
)
def test_a_maximum_is_not_below_its_minimum(said: Mapping[str, str], wrong: set[str]) -> None:
    known = {"account": "5", "level": "x"}
    assert set(faults(DECLARATIONS[CodeTable.SALARY_SCALES], {**known, **said})) == wrong


def test_what_is_stored_is_shown_in_words() -> None:
    assert Attribute("a", "ก", Asked.YES_NO).words(YES) == "ใช่"
    assert Attribute("a", "ก", Asked.CHOICE, {"x": "เอ็กซ์"}).words("x") == "เอ็กซ์"
    assert Attribute("a", "ก").words("อื่น") == "อื่น"


def test_a_newer_release_completes_what_stands_and_leaves_what_dla_changed(cast: Cast) -> None:
    entries = CodeEntry.objects.filter(table_name=CodeTable.LEAVE_KINDS)
    with transaction.atomic():
        act_for(cast.dla)
        entries.filter(code="sick").update(
            label="ลาเจ็บ", attributes={"most_days": "60", "unit": "days"}
        )
    before = Change.objects.count()
    assert load_code_tables(by=SYSTEM) == 0
    sick = entries.get(code="sick")
    assert (sick.label, sick.revision) == ("ลาเจ็บ", 2)
    assert (sick.attributes["most_days"], sick.attributes["unit"]) == ("60", "days")
    assert sick.attributes["sensitive"] == YES
    assert Change.objects.count() == before + 1
    assert load_code_tables(by=SYSTEM) == 0
    assert Change.objects.count() == before + 1
