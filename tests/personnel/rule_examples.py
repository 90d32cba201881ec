"""For every rule a card that it finds fault with, and one, as near as can be, that passes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kp7.personnel.record import Around, Line, Numbered, Period, Record, Value
from kp7.thai.calendar import PartialDate
from tests.personnel.records import (
    APPOINTED,
    GENERAL,
    MISSION,
    NUMBER,
    OFFICIAL,
    PERSONAL,
    RAISED,
    SERVES,
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


TODAY = date(2026, 10, 1)
TWO = line(APPOINTED), line(RAISED)
ELSEWHERE = (Period(date(2010, 10, 1), date(2020, 1, 1)),)
SPELL: Mapping[str, Value] = {"started_on": date(2015, 6, 1), "ended_on": date(2015, 6, 5)}
BACKWARDS: Mapping[str, Value] = {"started_on": date(2015, 6, 5), "ended_on": date(2015, 6, 1)}
LATER: Mapping[str, Value] = {"started_on": date(2015, 6, 6), "ended_on": date(2015, 6, 9)}
WIFE: Mapping[str, Value] = {"first_name": "คู่สมรส", "registered_on": date(2005, 2, 14)}
SICK: Mapping[str, Value] = {**SPELL, "kind": "sick", "days": Decimal(5)}
TOTAL: Mapping[str, Value] = {"fiscal_year": 2015, "kind": "sick", "days": Decimal(10)}
EVALUATED: Mapping[str, Value] = {"fiscal_year": 2015, "half": 1, "result": "very_good"}
PUNISHED: Mapping[str, Value] = {
    "penalty": "reprimand",
    "effective_on": date(2015, 6, 1),
    "document_number": "9/2558",
    "document_date": date(2015, 5, 30),
}
GRANTED: Mapping[str, Value] = {
    "decoration": "bc",
    "granted_on": date(2016, 12, 5),
    "gazette_volume": "134",
    "gazette_page": "10",
}
BANDED: Mapping[str, Value] = {
    **RAISED,
    "effective_on": date(2016, 4, 1),
    "document_date": date(2016, 3, 20),
    "position": "นักทรัพยากรบุคคล",
    "level": "academic-practitioner",
}
CONTRACTED: Mapping[str, Value] = {
    "effective_on": date(2010, 10, 1),
    "movement": "first_contract",
    "position": "คนงาน",
    "salary": Decimal(9000),
    "document_number": "1/2554",
    "document_date": date(2010, 10, 1),
}
SEATED = Numbered(NUMBER, known=True, closed=False, held=True)


def career(*lines: Line, on: date | None = None, services: Sequence[Period] = ()) -> Record:
    """A card whose career goes on after the appointment."""
    return record(appointments=[line(APPOINTED), *lines], on=on, services=services)


def of(
    section: str, *lines: Line, appointments: Sequence[Line] | None = None, **personal: Value
) -> Record:
    """A card that holds lines of one more section, read today."""
    return record(
        others={section: lines},
        appointments=appointments,
        personal={**PERSONAL, **personal},
        on=TODAY,
    )


def seated(numbered: Numbered) -> Record:
    """A card of whose position number the establishment says something."""
    return record(around=Around(numbered=numbered))


def relative(section: str, **values: Value) -> Record:
    """A card with one relative."""
    return of(section, line({"first_name": "ญาติ", **values}))


def needing(code: str) -> Record:
    """A card of a kind that needs one more section."""
    return record(kind=replace(OFFICIAL, sections=OFFICIAL.sections | {code}))


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
    "APP-11": Pair(record(appointments=[line(RAISED)]), record(), ("1 เม.ย. 2554", "รับโอน")),
    "APP-12": Pair(
        career(line(RAISED, movement="resigned"), line(BANDED)),
        career(line(RAISED, movement="resigned"), line(BANDED, movement="reappointment")),
        ("1 เม.ย. 2559",),
    ),
    "APP-13": Pair(
        career(line(RAISED, movement="resigned"), on=TODAY, services=SERVES),
        career(line(RAISED, movement="resigned"), on=TODAY, services=ELSEWHERE),
        ("1 เม.ย. 2554",),
    ),
    "APP-14": Pair(
        career(line(RAISED), on=TODAY, services=ELSEWHERE),
        career(line(RAISED), on=TODAY, services=SERVES),
    ),
    "APP-15": Pair(
        record(on=TODAY, services=SERVES),
        record(appointments=[line(APPOINTED, position="นักทรัพยากรบุคคล")], on=TODAY, services=SERVES),
        ("1 ต.ค. 2553",),
    ),
    "APP-16": Pair(
        career(line(BANDED, level="c5")),
        career(line(BANDED, level="c5", effective_on=date(2015, 10, 1))),
        ("1 เม.ย. 2559", "ซี"),
    ),
    "APP-17": Pair(
        career(line(BANDED, level="director-primary")),
        career(line(BANDED, position="หัวหน้าสำนักปลัด (นักบริหารงานทั่วไป)", level="director-primary")),
        ("นักทรัพยากรบุคคล", "อำนวยการท้องถิ่น ระดับต้น"),
    ),
    "APP-18": Pair(
        record(birth_date=PartialDate(1950, 5, 3)),
        record(birth_date=PartialDate(1950, 5, 3), appointments=[line(CONTRACTED)]),
        ("1 ต.ค. 2553", "30 ก.ย. 2553"),
    ),
    "APP-19": Pair(
        career(line(RAISED, effective_on=date(2027, 10, 1)), on=TODAY),
        career(line(RAISED, effective_on=date(2027, 1, 1)), on=TODAY),
        ("1 ต.ค. 2570",),
    ),
    "APP-20": Pair(
        record(
            kind=MISSION,
            appointments=[line(CONTRACTED, ends_on=date(2014, 9, 30))],
            on=TODAY,
            services=SERVES,
        ),
        record(
            kind=MISSION,
            appointments=[line(CONTRACTED, ends_on=date(2026, 10, 1))],
            on=TODAY,
            services=SERVES,
        ),
        ("30 ก.ย. 2557",),
    ),
    "APP-21": Pair(
        record(kind=MISSION, appointments=[line(CONTRACTED, ends_on=date(2014, 10, 1))]),
        record(kind=MISSION, appointments=[line(CONTRACTED, ends_on=date(2014, 9, 30))]),
        ("4 ปี",),
    ),
    "APP-22": Pair(
        career(line(RAISED, movement="order_corrected")),
        career(line(RAISED, movement="order_corrected", amends_number="12/2553")),
        ("1 เม.ย. 2554",),
    ),
    "APP-23": Pair(
        career(line(RAISED, movement="order_corrected", amends_number="7/2550")),
        career(line(RAISED, movement="order_corrected", amends_number="12/2553")),
        ("7/2550",),
    ),
    "APP-24": Pair(
        career(line(RAISED, movement="acting_post"), line(BANDED)),
        career(line(RAISED, movement="acting_post", ends_on=date(2011, 9, 30)), line(BANDED)),
        ("1 เม.ย. 2554",),
    ),
    "PAY-01": Pair(
        career(line(BANDED, salary=Decimal(9730))),
        career(line(BANDED, salary=Decimal(9740))),
        ("9,730.00", "ขั้นต่ำ 9,740"),
    ),
    "PAY-02": Pair(
        career(line(RAISED, salary=Decimal(15060))),
        career(line(RAISED, salary=Decimal(15060), movement="no_raise")),
        ("15,060.00",),
    ),
    "PAY-03": Pair(
        career(line(RAISED, salary=Decimal(154400))),
        career(line(RAISED, salary=Decimal(154400), movement="promoted")),
        ("154,400.00", "ร้อยละ 30"),
    ),
    "PAY-04": Pair(
        record(appointments=[line(APPOINTED, salary=None)], on=TODAY, services=SERVES),
        record(on=TODAY, services=SERVES),
    ),
    "PAY-05": Pair(
        record(on=TODAY, services=SERVES),
        record(on=date(2012, 1, 1), services=SERVES),
        ("1 ต.ค. 2553",),
    ),
    "ALW-01": Pair(of("allowances", line(BACKWARDS)), of("allowances", line(SPELL))),
    "ALW-02": Pair(
        of("allowances", line(SPELL, kind="living", ended_on=None), line(LATER, kind="living")),
        of("allowances", line(SPELL, kind="living", ended_on=None), line(LATER, kind="other")),
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
    "PER-07": Pair(
        record(birth_date=PartialDate(2026, 10, 2), on=TODAY),
        record(birth_date=PartialDate(2026, 10), on=TODAY),
    ),
    "PER-08": Pair(
        record(first_appointed_on=date(2026, 10, 2), on=TODAY, services=SERVES),
        record(first_appointed_on=date(2026, 10, 1), on=TODAY, services=SERVES),
        ("2 ต.ค. 2569",),
    ),
    "PER-09": Pair(
        record(birth_date=PartialDate(1992, 10, 2)),
        record(birth_date=PartialDate(1992)),
        ("17 ปี",),
    ),
    "PER-10": Pair(
        record(birth_date=PartialDate(1966, 10, 1), on=TODAY, services=SERVES),
        record(birth_date=PartialDate(1966, 10, 2), on=TODAY, services=SERVES),
        ("30 ก.ย. 2569",),
    ),
    "PER-11": Pair(record(title="ว่าที่ร้อยตรีหญิง"), record(title="ว่าที่ร้อยตรี"), ("ว่าที่ร้อยตรีหญิง",)),
    "PER-12": Pair(record(last_name="ก"), record(last_name="กา"), ("นามสกุล",)),
    "PER-13": Pair(record(first_name="นางสาวสมหญิง"), record(first_name="สมหญิง")),
    "PER-14": Pair(
        record(title="ว่าที่ร้อยตรี"),
        of("documents", line({"title": "ประกาศแต่งตั้งยศ"}), title="ว่าที่ร้อยตรี"),
    ),
    "PER-15": Pair(
        record(birth_date=PartialDate(1980, 1, 1)), record(birth_date=PartialDate(1980))
    ),
    "PER-16": Pair(
        record(nationality="ลาว"),
        record(nationality="ลาว", kind=MISSION, appointments=[line(CONTRACTED)]),
    ),
    "PER-17": Pair(
        of("marriages", line(WIFE), marital_state="single"),
        of(
            "marriages",
            line(WIFE, ended_by="divorce", ended_on=date(2008, 1, 1)),
            marital_state="single",
        ),
    ),
    "PER-18": Pair(record(national_id="9000000000011"), record()),
    "PER-19": Pair(record(service_started_on=None), record()),
    "FAM-01": Pair(
        relative("parents", national_id="9000000000011"),
        relative("heirs", national_id="9000000000012"),
    ),
    "FAM-02": Pair(
        relative("children", national_id="9000000000012"), relative("children", national_id="")
    ),
    "FAM-03": Pair(
        relative("parents", birth_date=PartialDate(1970)),
        relative("parents", birth_date=PartialDate(1960)),
    ),
    "FAM-04": Pair(
        relative("children", birth_date=PartialDate(1985)),
        relative("children", birth_date=PartialDate(1985), relation="adopted"),
    ),
    "FAM-05": Pair(
        of("marriages", line(WIFE, registered_on=date(1997, 5, 2))),
        of("marriages", line(WIFE, registered_on=date(1997, 5, 3))),
        ("2 พ.ค. 2540", "17 ปี"),
    ),
    "FAM-06": Pair(
        of("marriages", line(WIFE, ended_on=date(2005, 2, 13))),
        of("marriages", line(WIFE, ended_on=date(2005, 2, 14))),
        ("13 ก.พ. 2548",),
    ),
    "FAM-07": Pair(
        of("marriages", line(WIFE), line(WIFE, registered_on=date(2012, 1, 1))),
        of(
            "marriages",
            line(WIFE, ended_by="death", ended_on=date(2011, 1, 1)),
            line(WIFE, registered_on=date(2012, 1, 1)),
        ),
    ),
    "FAM-08": Pair(
        of("marriages", line(WIFE, ended_by="divorce")),
        of("marriages", line(WIFE, ended_by="divorce", ended_on=date(2011, 1, 1))),
    ),
    "NAM-01": Pair(
        of("name_changes", line({"new_name": "นายใหม่ ใจดี"}), first_name="เก่า", last_name="ใจดี"),
        of("name_changes", line({"new_name": "นายใหม่ ใจดี"}), first_name="ใหม่", last_name="ใจดี"),
    ),
    "NAM-02": Pair(
        record(former_names="เก่า ใจดี"),
        of("name_changes", line({"new_name": "ใหม่"}), former_names="เก่า ใจดี"),
    ),
    "HEI-01": Pair(
        of("heirs", line({"share": Decimal(50)}), line({"share": Decimal(40)})),
        of("heirs", line({"share": Decimal(50)}), line({"share": Decimal(50)})),
        ("90.00",),
    ),
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
    "EDU-04": Pair(
        record(education=[line(STUDIED, finished_year=2027)], on=TODAY),
        record(education=[line(STUDIED, finished_year=2026)], on=TODAY),
        ("2570",),
    ),
    "EDU-05": Pair(
        record(education=[line(STUDIED, finished_on=date(2004, 3, 1))]),
        record(education=[line(STUDIED, finished_on=date(2003, 3, 1))]),
        ("2546", "1 มี.ค. 2547"),
    ),
    "EDU-06": Pair(
        record(education=[line(STUDIED, highest=True), line(STUDIED, highest=True)]),
        record(education=[line(STUDIED, highest=True), line(STUDIED, highest=False)]),
    ),
    "EDU-07": Pair(
        record(education=[line(STUDIED, used_for_appointment=True)] * 2),
        record(education=[line(STUDIED, used_for_appointment=True), line(STUDIED)]),
    ),
    "EDU-08": Pair(
        record(education=[line(STUDIED, used_for_appointment=True, finished_year=2011)]),
        record(education=[line(STUDIED, used_for_appointment=True, finished_year=2010)]),
        ("2554", "1 ต.ค. 2553"),
    ),
    "TRN-01": Pair(of("trainings", line(BACKWARDS)), of("trainings", line(SPELL))),
    "TRN-02": Pair(of("trainings", line(SPELL, days=6)), of("trainings", line(SPELL, days=5))),
    "LIC-01": Pair(
        replace(of("licences", line({"expires_on": date(2020, 1, 4)})), services=SERVES),
        replace(
            of("licences", line({"expires_on": date(2020, 1, 4)}), line({"expires_on": None})),
            services=SERVES,
        ),
        ("4 ม.ค. 2563",),
    ),
    "LIC-02": Pair(
        of("licences", line({"issued_on": date(2020, 1, 5), "expires_on": date(2020, 1, 4)})),
        of("licences", line({"issued_on": date(2020, 1, 5), "expires_on": date(2025, 1, 4)})),
    ),
    "LEA-01": Pair(
        of("leaves", line(SICK), line(LATER, kind="personal", started_on=date(2015, 6, 5))),
        of("leaves", line(SICK), line(LATER, kind="personal")),
        ("5 มิ.ย. 2558", "1 มิ.ย. 2558"),
    ),
    "LEA-02": Pair(
        of("leave_totals", line(TOTAL, days=Decimal(121))),
        of("leave_totals", line(TOTAL, days=Decimal(120))),
        ("2558", "ลาป่วย", "121", "120"),
    ),
    "LEA-03": Pair(of("leaves", line(SICK, days=Decimal(6))), of("leaves", line(SICK))),
    "LEA-04": Pair(
        of("leaves", line(SICK, half_day="morning")),
        of("leaves", line(SICK, half_day="morning", days=Decimal("0.50"))),
    ),
    "LEA-05": Pair(
        of("leaves", line(SICK, started_on=date(2010, 9, 30), ended_on=date(2010, 9, 30))),
        of("leaves", line(SICK)),
        ("30 ก.ย. 2553", "1 ต.ค. 2553"),
    ),
    "LEA-06": Pair(
        record(others={"leaves": [line(SICK)], "leave_totals": [line(TOTAL, days=Decimal(4))]}),
        record(others={"leaves": [line(SICK)], "leave_totals": [line(TOTAL, days=Decimal(5))]}),
        ("2558",),
    ),
    "LEA-07": Pair(
        of("leave_totals", line(TOTAL, fiscal_year=2028)),
        of("leave_totals", line(TOTAL, fiscal_year=2027)),
        ("2571",),
    ),
    "LEA-08": Pair(
        of("leaves", line(SICK, kind="maternity")),
        of("leaves", line(SICK, kind="maternity"), sex="female"),
    ),
    "EVA-01": Pair(
        of("evaluations", line(EVALUATED, fiscal_year=2010, half=2)),
        of("evaluations", line(EVALUATED, fiscal_year=2011)),
        ("2553",),
    ),
    "EVA-02": Pair(
        of("evaluations", line(EVALUATED, fiscal_year=2027, half=2)),
        of("evaluations", line(EVALUATED, fiscal_year=2027, half=1)),
        ("2570",),
    ),
    "EVA-03": Pair(
        of("evaluations", line(EVALUATED), line(EVALUATED, fiscal_year=2016)),
        of("evaluations", line(EVALUATED), line(EVALUATED, half=2)),
    ),
    "EVA-04": Pair(
        of("evaluations", line(EVALUATED, score=Decimal("79.99"))),
        of("evaluations", line(EVALUATED, score=Decimal(80))),
    ),
    "DIS-01": Pair(
        of("discipline", line(PUNISHED, penalty="expelled")),
        of(
            "discipline",
            line(PUNISHED, penalty="expelled"),
            appointments=[line(APPOINTED), line(BANDED, movement="expelled")],
        ),
    ),
    "DIS-02": Pair(
        of("discipline", line(PUNISHED, penalty="step_cut")),
        of(
            "discipline",
            line(PUNISHED, penalty="step_cut"),
            appointments=[line(APPOINTED), line(RAISED, movement="step_cut")],
        ),
    ),
    "DIS-03": Pair(
        of("discipline", line(PUNISHED, committed_on=date(2015, 6, 2))),
        of("discipline", line(PUNISHED, committed_on=date(2015, 6, 1))),
        ("2 มิ.ย. 2558",),
    ),
    "UNP-01": Pair(of("unpaid", line(BACKWARDS)), of("unpaid", line(SPELL))),
    "UNP-02": Pair(
        of("unpaid", line(SPELL), line(SPELL)),
        of("unpaid", line(SPELL, kind="unpaid"), line(SPELL, kind="martial_law")),
        ("1 มิ.ย. 2558",),
    ),
    "DBL-01": Pair(
        of("double_time", line(SPELL), line(LATER, started_on=date(2015, 6, 5))),
        of("double_time", line(SPELL), line(LATER)),
    ),
    "DBL-02": Pair(
        of("double_time", line(SPELL, doubled_days=5, excluded_days=1)),
        of("double_time", line(SPELL, doubled_days=4, excluded_days=1)),
    ),
    "DBL-03": Pair(
        of("double_time", line(SPELL, started_on=date(2010, 9, 30))),
        of("double_time", line(SPELL)),
    ),
    "SPD-01": Pair(of("special_duties", line(BACKWARDS)), of("special_duties", line(SPELL))),
    "DEC-01": Pair(
        of(
            "decorations",
            line(GRANTED),
            line(GRANTED, decoration="bm", granted_on=date(2018, 12, 5)),
        ),
        of(
            "decorations",
            line(GRANTED),
            line(GRANTED, decoration="rjp", granted_on=date(2018, 12, 5)),
        ),
        ("5 ธ.ค. 2561",),
    ),
    "DEC-02": Pair(
        of("decorations", line(GRANTED, returned_on=date(2016, 12, 4))),
        of("decorations", line(GRANTED, returned_on=date(2019, 12, 4))),
        ("วันที่ส่งคืน",),
    ),
    "DEC-03": Pair(
        of("decorations", line(GRANTED, granted_on=date(2014, 12, 5))),
        of("decorations", line(GRANTED)),
        ("5 ปี",),
    ),
    "DEC-04": Pair(
        of("decorations", line(GRANTED, gazette_page="")), of("decorations", line(GRANTED))
    ),
    "SEC-01": Pair(needing("parents"), replace(needing("parents"), nothing=frozenset({"parents"}))),
    "SEC-02": Pair(
        record(kind=replace(OFFICIAL, expected=frozenset({"parents"}))),
        record(kind=replace(OFFICIAL, expected=frozenset({"parents"})), nothing=["parents"]),
    ),
    "DOC-01": Pair(
        of("discipline", line(PUNISHED, document_date=None)), of("discipline", line(PUNISHED))
    ),
    "DOC-02": Pair(
        of("merits", line({"document_number": "4/2563"})),
        of("merits", line({"document_number": "4/2563", "document_date": date(2020, 3, 30)})),
    ),
    "DAY-01": Pair(
        of("marriages", line(WIFE, registered_on=date(2026, 10, 2))),
        of("marriages", line(WIFE, registered_on=date(2026, 10, 1))),
        ("2 ต.ค. 2569",),
    ),
    "DAY-02": Pair(
        of("marriages", line(WIFE, registered_on=date(1980, 5, 3))),
        of("parents", line({"document_date": date(1980, 5, 3)})),
        ("3 พ.ค. 2523",),
    ),
    "PHO-01": Pair(
        of("photographs", line({"taken_year": 1979})), of("photographs", line({"taken_year": 1980}))
    ),
    "PHO-02": Pair(
        of("photographs", line({"taken_year": 2015})), of("photographs", line({"taken_year": 2016}))
    ),
    "EST-01": Pair(
        record(around=Around(same_number=("นายสมมุติ ตัวอย่าง",))),
        record(),
        (NUMBER, "นายสมมุติ ตัวอย่าง"),
    ),
    "EST-02": Pair(
        seated(Numbered(NUMBER, known=False, closed=True)), seated(SEATED), (NUMBER, "ยุบเลิก")
    ),
    "EST-03": Pair(seated(Numbered(NUMBER, known=False, closed=False)), seated(SEATED), (NUMBER,)),
    "EST-04": Pair(seated(replace(SEATED, held=False)), seated(SEATED), (NUMBER,)),
    "EST-05": Pair(
        seated(replace(SEATED, held=False, holder="นายสมมุติ ตัวอย่าง")),
        seated(replace(SEATED, holder="นายสมมุติ ตัวอย่าง")),
        ("นายสมมุติ ตัวอย่าง",),
    ),
    "IDN-01": Pair(
        record(around=Around(same_person=("นายสมมุติ ตัวอย่าง",))), record(), ("นายสมมุติ ตัวอย่าง",)
    ),
}
