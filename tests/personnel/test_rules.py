"""Every rule with a card on which it fires and one, as near as can be, on which it does not."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import BooleanField, DateField, DecimalField, Field, IntegerField
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kp7.personnel.fields import CodeField, PartialDateField
from kp7.personnel.record import (
    Around,
    Explained,
    Finding,
    Kind,
    Line,
    Movement,
    Numbered,
    Period,
    Record,
    Reference,
    Value,
)
from kp7.personnel.rules import (
    APPOINTMENTS,
    EDUCATION,
    EMPTY_REGISTER,
    RULES,
    Rule,
    assess,
)
from kp7.personnel.sections import SECTIONS, Section
from kp7.personnel.terms import PositionNumber, Severity
from kp7.thai.calendar import PartialDate
from tests.personnel.records import (
    APPOINTED,
    MISSION,
    MOVEMENTS,
    NUMBER,
    RAISED,
    REFERENCE,
    line,
    record,
)
from tests.personnel.rule_examples import PAIRS, TWO

COLUMNS = {section.code: {column.name for column in section.fields()} for section in SECTIONS}
CONTRACT = line(
    APPOINTED,
    movement="first_contract",
    position_number="",
    effective_on=date(2008, 10, 1),
    document_date=date(2008, 10, 1),
)


def found(code: str, card: Record) -> list[Finding]:
    return [finding for finding in assess(card).findings if finding.code == code]


def codes(card: Record) -> set[str]:
    return {finding.code for finding in assess(card).findings}


def rules_without_a_pair(rules: Sequence[Rule]) -> set[str]:
    return {rule.code for rule in rules} ^ set(PAIRS)


def test_every_rule_has_a_card_on_which_it_fires_and_one_that_passes() -> None:
    assert rules_without_a_pair(RULES) == set()


def test_a_rule_without_its_pair_is_named() -> None:
    unheard = Rule("APP-99", Severity.HINT, APPOINTMENTS, "…", RULES[0].check)
    assert rules_without_a_pair([*RULES, unheard]) == {"APP-99"}


def test_no_code_is_used_twice() -> None:
    assert len({rule.code for rule in RULES} | {EMPTY_REGISTER.code}) == len(RULES) + 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_fires_in_its_place_and_says_what_is_wrong(rule: Rule) -> None:
    pair = PAIRS[rule.code]
    (finding,) = found(rule.code, pair.fires)[:1]
    assert finding.severity is rule.severity
    assert finding.section == rule.section or (rule.section == "" and finding.section)
    for words in pair.says:
        assert words in finding.sentence
    assert re.search("[ก-๛]", finding.sentence)
    assert re.search("[ก-๛]", rule.says)
    assert not re.search("[A-Za-z]", finding.sentence)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_passes_the_neighbouring_card(rule: Rule) -> None:
    assert found(rule.code, PAIRS[rule.code].passes) == []


@pytest.mark.parametrize("code", sorted(PAIRS))
def test_a_finding_points_at_a_line_and_a_column_that_are_there(code: str) -> None:
    card = PAIRS[code].fires
    for finding in found(code, card):
        if finding.line_id is not None:
            lines = {one.id: one for one in (*card.section(finding.section), card.personal)}
            assert finding.line_id in lines
            assert finding.field in COLUMNS[finding.section]


def test_what_keeps_the_certify_button_off() -> None:
    """The issue's own list, and what else belongs to dates out of order."""
    blocking = {rule.code for rule in RULES if rule.severity is Severity.BLOCKING}
    assert blocking >= {"APP-01", "APP-02", "APP-03", "APP-04", "APP-05", "APP-07", "PER-02"}
    assert EMPTY_REGISTER.severity is Severity.BLOCKING
    for rule in RULES:
        assert bool(assess(PAIRS[rule.code].fires).blocking) or rule.code not in blocking


def test_a_card_without_fault_has_no_finding_and_is_complete() -> None:
    assessed = assess(record(appointments=TWO))
    assert assessed.findings == ()
    assert assessed.complete
    assert assessed.to_mend == 0


def test_blocking_findings_stand_first() -> None:
    worst = record(appointments=[], education=[], sex="", birth_date=None)
    weights = [list(Severity).index(finding.severity) for finding in assess(worst).findings]
    assert weights == sorted(weights)
    assert weights[0] == 0


def test_a_card_that_lacks_a_needed_section_is_not_complete_though_nothing_blocks() -> None:
    assessed = assess(record(education=[]))
    assert assessed.blocking == ()
    assert not assessed.complete
    assert assessed.to_mend == 1
    assert assess(record(education=[], nothing=[EDUCATION])).complete


def test_a_blocked_section_is_to_be_mended_once() -> None:
    assert assess(record(appointments=[])).to_mend == 1


# --- careers ----------------------------------------------------------------------------------


def test_lines_of_a_contract_before_the_appointment_need_no_number_and_may_be_earlier() -> None:
    lower = line(RAISED, salary=Decimal(9400))
    career = [CONTRACT, line(APPOINTED, salary=Decimal(9000)), lower]
    assert codes(record(appointments=career)) == set()


def test_a_raise_under_a_contract_is_as_early_as_the_contract_may_be() -> None:
    raised = line(
        RAISED, position_number="", effective_on=date(2009, 10, 1), document_date=date(2009, 9, 1)
    )
    career = [CONTRACT, raised, line(APPOINTED), line(RAISED)]
    assert codes(record(appointments=career)) == set()


def test_a_raise_of_an_official_before_the_appointment_is_found() -> None:
    early = line(RAISED, effective_on=date(2010, 4, 1))
    assert {"APP-05", "APP-07"} <= codes(record(appointments=[early, line(APPOINTED)]))


def test_an_official_who_went_on_under_a_contract_keeps_the_old_numbers() -> None:
    after = line(
        APPOINTED, movement="first_contract", position_number="", effective_on=date(2015, 1, 1)
    )
    left = line(APPOINTED, movement="resigned", effective_on=date(2014, 1, 1))
    career = [line(APPOINTED), left, after]
    assert codes(record(kind=MISSION, appointments=career)) == set()
    numbered = [line(APPOINTED), line(after.values, position_number="66-3-01-3102-001")]
    assert codes(record(kind=MISSION, appointments=numbered)) == {"APP-03"}


def test_somebody_who_resigned_may_be_appointed_again() -> None:
    left = line(APPOINTED, movement="resigned", effective_on=date(2014, 1, 1))
    again = line(APPOINTED, effective_on=date(2016, 1, 1), salary=Decimal(10000))
    assert codes(record(appointments=[line(APPOINTED), left, again])) == set()


def test_each_line_without_its_number_is_found() -> None:
    bare = [line(one.values, position_number="") for one in TWO]
    assert [f.line_id for f in found("APP-02", record(appointments=bare))] == [
        one.id for one in bare
    ]


def test_a_line_without_a_salary_stands_between_two_that_are_compared() -> None:
    career = [
        line(APPOINTED, salary=Decimal(20000)),
        line(RAISED, salary=None),
        line(RAISED, effective_on=date(2012, 4, 1)),
    ]
    assert [f.line_id for f in found("APP-04", record(appointments=career))] == [career[2].id]


@pytest.mark.parametrize("movement", ["pay_cut", "line_changed", "transfer_in"])
def test_a_movement_that_lowers_salaries_explains_a_lower_one(movement: str) -> None:
    lower = line(RAISED, salary=Decimal(1), movement=movement)
    assert found("APP-04", record(appointments=[line(APPOINTED), lower])) == []


def test_a_movement_that_no_table_knows_explains_nothing() -> None:
    lower = line(RAISED, salary=Decimal(1), movement="forgotten")
    assert len(found("APP-04", record(appointments=[line(APPOINTED), lower]))) == 1


def test_an_equal_salary_has_not_fallen() -> None:
    same = line(RAISED, salary=Decimal(15060))
    assert found("APP-04", record(appointments=[line(APPOINTED), same])) == []


@pytest.mark.parametrize(
    ("born", "codes_found"),
    [
        (PartialDate(1980), {"PER-04"}),
        (PartialDate(1980, 5), {"PER-04"}),
        # Born some day of 2553: whether before 1 October is not known, so nothing is said of it.
        (PartialDate(2010), {"PER-04", "PER-09", "EDU-02"}),
        (PartialDate(2011), {"PER-03", "PER-04", "APP-06", "EDU-02"}),
    ],
)
def test_of_a_birth_date_that_is_partly_known_only_what_is_sure_is_said(
    born: PartialDate, codes_found: set[str]
) -> None:
    assert codes(record(birth_date=born)) == codes_found


# --- whatever stands on a card ----------------------------------------------------------------

_days = st.dates()
_births = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    _days.map(lambda day: PartialDate(day.year, day.month, day.day)),
)
_values = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(),
    st.booleans(),
    _days,
    st.decimals(allow_nan=True, allow_infinity=True),
    _births,
)
_amounts = st.decimals(allow_nan=True, allow_infinity=True)
_TYPED: dict[type[Field[Any, Any]], st.SearchStrategy[Value]] = {
    PartialDateField: _births,
    BooleanField: st.booleans(),
    IntegerField: st.integers(),
    DecimalField: _amounts,
    DateField: _days,
}


def _fitting(section: str, column: Field[Any, Any]) -> st.SearchStrategy[Value]:
    """A value that the column can hold, or now and then any other."""
    if isinstance(column, CodeField):
        return st.sampled_from([*REFERENCE.entries[column.table], "forgotten", ""])
    kinds = (kind for kind in _TYPED if isinstance(column, kind))
    kind = next(kinds, None)
    return _TYPED[kind] if kind else st.text(max_size=5) if section else _values


def _lines_of(section: Section) -> st.SearchStrategy[Line]:
    fitting = {column.name: _fitting(section.code, column) for column in section.fields()}
    names = st.sampled_from(sorted(fitting))
    return st.builds(
        Line,
        st.uuids(),
        st.one_of(
            st.fixed_dictionaries({}, optional=fitting), st.dictionaries(names, _values, max_size=4)
        ),
    )


_kinds = st.builds(
    Kind,
    st.sampled_from(["official", "mission", "general", "forgotten"]),
    st.text(max_size=5),
    st.sampled_from(PositionNumber),
    st.frozensets(st.sampled_from([EDUCATION, APPOINTMENTS, "parents", "later"])),
    st.frozensets(st.sampled_from([EDUCATION, "photographs", "later"])),
)
_numbered = st.builds(
    Numbered, st.sampled_from([NUMBER, ""]), st.booleans(), st.booleans(), st.text(), st.booleans()
)
_around = st.builds(
    Around,
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
    st.none() | _numbered,
)
_lists = [section for section in SECTIONS if section.is_list]
_some = st.lists(st.sampled_from(_lists), max_size=4, unique_by=lambda one: one.code)


@st.composite
def _records(draw: st.DrawFn) -> Record:
    return Record(
        card_id=draw(st.uuids()),
        person_id=draw(st.uuids()),
        national_id=draw(st.text(max_size=13)),
        personal=draw(_lines_of(SECTIONS[0])),
        kind=draw(_kinds),
        lines={
            section.code: tuple(draw(st.lists(_lines_of(section), max_size=3)))
            for section in draw(_some)
        },
        nothing=draw(st.frozensets(st.sampled_from([EDUCATION, APPOINTMENTS, "later"]))),
        movements=draw(st.sampled_from([MOVEMENTS, dict[str, Movement]()])),
        reference=draw(st.sampled_from([REFERENCE, Reference({}, {})])),
        on=draw(st.none() | _days),
        services=tuple(draw(st.lists(st.builds(Period, _days, st.none() | _days), max_size=2))),
        around=draw(_around),
    )


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(_records())
@example(record(appointments=[line(APPOINTED), line(RAISED, salary=Decimal("NaN"))]))
@example(record(appointments=[line(APPOINTED), line(RAISED, salary=Decimal("sNaN"))]))
def test_no_rule_ever_raises(card: Record) -> None:
    assessed = assess(card)
    for finding in assessed.findings:
        assert finding.sentence
        assert finding.section
        assert isinstance(finding.line_id, uuid.UUID | None)
    warned = [(f.code, f.line_id) for f in assessed.findings if f.severity is Severity.WARNING]
    assert len(warned) == len(set(warned))
    assert assessed.complete == (assessed.to_mend == 0)


# --- explanations -----------------------------------------------------------------------------


def explained(card: Record, code: str, text: str = "ตรวจกับเอกสารแล้ว") -> Record:
    """The card with an explanation of what a rule says of it now."""
    (finding,) = found(code, card)
    said = Explained(code, finding.line_id, finding.fingerprint, text)
    return replace(card, explanations=(*card.explanations, said))


def test_a_warning_needs_an_explanation_and_a_hint_does_not() -> None:
    card = record(birth_date=PartialDate(1980), first_name="นางสาวสมหญิง")
    assert [finding.code for finding in assess(card).unexplained] == ["PER-04"]
    assert assess(explained(card, "PER-04")).unexplained == ()


def test_an_explanation_holds_while_other_data_change() -> None:
    card = explained(record(birth_date=PartialDate(1980)), "PER-04")
    renamed = replace(card, personal=line(card.personal.values, last_name="ใหม่"))
    same = replace(renamed, personal=Line(card.personal.id, renamed.personal.values))
    assert assess(same).unexplained == ()


def test_an_explanation_falls_when_what_the_rule_read_changes_but_its_words_stay() -> None:
    card = explained(record(birth_date=PartialDate(1980)), "PER-04")
    changed = Line(card.personal.id, {**card.personal.values, "birth_date": PartialDate(1981)})
    (finding,) = assess(replace(card, personal=changed)).unexplained
    assert finding.explanation is not None
    assert finding.explanation.text == "ตรวจกับเอกสารแล้ว"
    assert not finding.explained


def test_an_explanation_falls_when_the_line_beside_it_changes() -> None:
    card = explained(PAIRS["ALW-02"].fires, "ALW-02")
    first, second = card.section("allowances")
    moved = Line(first.id, {**first.values, "started_on": date(2015, 6, 2)})
    assert assess(card).unexplained == ()
    assert assess(replace(card, lines={**card.lines, "allowances": (moved, second)})).unexplained


def test_a_column_that_comes_later_and_says_nothing_changes_no_explanation() -> None:
    card = explained(PAIRS["TRN-01"].fires, "TRN-01")
    (only,) = card.section("trainings")
    wider = Line(only.id, {**only.values, "later": "", "flag": False, "day": None})
    assert assess(replace(card, lines={**card.lines, "trainings": (wider,)})).unexplained == ()
