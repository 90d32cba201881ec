"""Every rule with a card on which it fires and one, as near as can be, on which it does not."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kp7.personnel.record import Finding, Kind, Line, Movement, Record
from kp7.personnel.rules import (
    APPOINTMENTS,
    EDUCATION,
    EMPTY_REGISTER,
    PERSONAL,
    RULES,
    Rule,
    assess,
)
from kp7.personnel.terms import PositionNumber, Severity
from kp7.thai.calendar import PartialDate
from tests.personnel.records import (
    APPOINTED,
    GENERAL,
    MISSION,
    MOVEMENTS,
    RAISED,
    STUDIED,
    line,
    record,
)


@dataclass(frozen=True)
class Pair:
    """A card that a rule finds fault with, words of its sentence, and a card that passes."""

    fires: Record
    passes: Record
    says: tuple[str, ...] = ()


CONTRACT = line(
    APPOINTED,
    movement="first_contract",
    position_number="",
    effective_on=date(2008, 10, 1),
    document_date=date(2008, 10, 1),
)
TWO = line(APPOINTED), line(RAISED)
PAIRS: Mapping[str, Pair] = {
    "APP-01": Pair(record(appointments=[]), record(), ("อย่างน้อย 1 รายการ",)),
    "APP-02": Pair(
        record(appointments=[line(APPOINTED, position_number="")]),
        record(kind=MISSION, appointments=[line(APPOINTED, position_number="")]),
        ("1 ต.ค. 2553", "พนักงานส่วนตำบล"),
    ),
    "APP-03": Pair(record(kind=MISSION), record(), ("1 ต.ค. 2553", "พนักงานจ้างตามภารกิจ")),
    "APP-04": Pair(
        record(appointments=[TWO[0], line(RAISED, salary=Decimal("14000.50"))]),
        record(appointments=[TWO[0], line(RAISED, salary=Decimal(14000), movement="pay_cut")]),
        ("1 เม.ย. 2554", "14,000.50", "15,060.00"),
    ),
    "APP-05": Pair(
        record(first_appointed_on=date(2010, 10, 2)),
        record(first_appointed_on=date(2010, 10, 1)),
        ("1 ต.ค. 2553", "2 ต.ค. 2553"),
    ),
    "APP-06": Pair(
        record(birth_date=PartialDate(2010, 10, 1)),
        record(birth_date=PartialDate(2010, 9, 30)),
        ("1 ต.ค. 2553",),
    ),
    "APP-07": Pair(
        record(appointments=[line(RAISED), line(APPOINTED, effective_on=date(2012, 1, 1))]),
        record(appointments=TWO),
        ("1 ม.ค. 2555",),
    ),
    "APP-08": Pair(
        record(appointments=[line(APPOINTED, position_number="00-0203-001")]),
        record(appointments=[line(APPOINTED, position_number="00-0203-001"), line(RAISED)]),
        ("1 ต.ค. 2553", "12-3-01-1101-001"),
    ),
    "APP-09": Pair(
        record(appointments=[line(APPOINTED, document_date=date(2011, 10, 3))]),
        record(appointments=[line(APPOINTED, document_date=date(2011, 10, 1))]),
        ("1 ต.ค. 2553", "1 ปี"),
    ),
    "APP-10": Pair(
        record(appointments=[line(APPOINTED, document_number="")]), record(), ("1 ต.ค. 2553",)
    ),
    "PER-01": Pair(record(birth_date=None), record(birth_date=PartialDate(1980))),
    "PER-02": Pair(
        record(service_started_on=date(2010, 9, 30)),
        record(service_started_on=date(2010, 10, 1)),
        ("30 ก.ย. 2553", "1 ต.ค. 2553"),
    ),
    "PER-03": Pair(
        record(birth_date=PartialDate(2010, 10, 1)),
        record(birth_date=PartialDate(2010, 9, 30)),
        ("1 ต.ค. 2553",),
    ),
    "PER-04": Pair(record(birth_date=PartialDate(1980, 5)), record()),
    "PER-05": Pair(record(sex=""), record(sex="female")),
    "PER-06": Pair(record(first_appointed_on=None), record()),
    "EDU-01": Pair(
        record(education=[line(STUDIED, started_year=2004)]),
        record(education=[line(STUDIED, started_year=2003)]),
        ("2546", "2547"),
    ),
    "EDU-02": Pair(
        record(education=[line(STUDIED, finished_year=1989)]),
        record(education=[line(STUDIED, finished_year=1990)]),
        ("2532", "10 ปี"),
    ),
    "EDU-03": Pair(record(education=[]), record(kind=GENERAL, education=[], appointments=[])),
}


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
    assert (finding.severity, finding.section) == (rule.severity, rule.section)
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
            assert finding.field in {*lines[finding.line_id].values, "started_year"}


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
    career = [CONTRACT, line(APPOINTED, salary=Decimal(9000)), line(RAISED)]
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
        (PartialDate(2010), {"PER-04", "EDU-02"}),
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
_movements = st.sampled_from([*MOVEMENTS, "forgotten", ""])
_columns = st.sampled_from(
    [*APPOINTED, *STUDIED, "started_year", "birth_date", "sex", "first_appointed_on", "x"]
)
_lines = st.builds(
    Line,
    st.uuids(),
    st.one_of(
        st.dictionaries(_columns, _values),
        st.fixed_dictionaries(
            {
                "effective_on": _days,
                "movement": _movements,
                "salary": st.decimals(allow_nan=True, places=2),
                "document_date": _days,
                "started_year": st.integers(),
                "finished_year": st.integers(),
                "birth_date": _births,
                "first_appointed_on": _days,
                "service_started_on": _days,
            }
        ),
    ),
)
_kinds = st.builds(
    Kind,
    st.text(max_size=5),
    st.text(max_size=5),
    st.sampled_from(PositionNumber),
    st.frozensets(st.sampled_from([EDUCATION, APPOINTMENTS, "later"])),
)
_records = st.builds(
    Record,
    card_id=st.uuids(),
    person_id=st.uuids(),
    national_id=st.text(max_size=13),
    personal=_lines,
    kind=_kinds,
    lines=st.dictionaries(
        st.sampled_from([EDUCATION, APPOINTMENTS, PERSONAL, "later"]),
        st.lists(_lines, max_size=4).map(tuple),
    ),
    nothing=st.frozensets(st.sampled_from([EDUCATION, APPOINTMENTS, "later"])),
    movements=st.sampled_from([MOVEMENTS, dict[str, Movement]()]),
)


@given(_records)
@example(record(appointments=[line(APPOINTED), line(RAISED, salary=Decimal("NaN"))]))
@example(record(appointments=[line(APPOINTED), line(RAISED, salary=Decimal("sNaN"))]))
def test_no_rule_ever_raises(card: Record) -> None:
    assessed = assess(card)
    for finding in assessed.findings:
        assert finding.sentence
        assert isinstance(finding.line_id, uuid.UUID | None)
    assert assessed.complete == (assessed.to_mend == 0)
