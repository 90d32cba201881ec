"""The demonstration as a whole: whose people, which accounts, and how far each LAO has come."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time
from random import Random
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from kp7.certification import actions as certification
from kp7.certification import queries as cases
from kp7.cli.demo.frame import plans_of, posts_of
from kp7.cli.demo.lives.whole import brief, whole
from kp7.cli.demo.load import Office, load_people
from kp7.cli.demo.mistakes import with_mistakes
from kp7.cli.demo.moves import MOVES, transfer
from kp7.cli.demo.names import Names
from kp7.cli.demo.people import Person, Place, people_of
from kp7.database import demonstration
from kp7.database.problems import DatabaseProblem
from kp7.organizations import queries as organizations
from kp7.organizations import seed
from kp7.organizations.actions import (
    act_for,
    create_demo_accounts,
    let_read_sensitive,
    load_organizations,
)
from kp7.organizations.authority import Actor
from kp7.organizations.seed import organization_id
from kp7.organizations.terms import OrganizationType, Role
from kp7.personnel.actions.explaining import explain_rule
from kp7.personnel.actions.reference import load_code_tables, open_registers
from kp7.personnel.figures import headcounts
from kp7.personnel.terms import Headcount
from kp7.thai.calendar import fiscal_year

PASSWORD = "kp7-demo"  # noqa: S105  everybody knows it: the pages say so
PROVINCES = ("83", "81")
# The one recorder who reads sensitive sections: all others do without.
READS_SENSITIVE = "6810106r"
# Warnings that their offices have explained, all of an office's in one go; others wait for it.
EXPLAINED = (
    ("5810401", "PER-04", "เอกสารต้นเรื่องระบุเพียงปีเกิด ตรวจกับทะเบียนบ้านแล้วไม่มีวันและเดือน"),
    ("4830201", "APP-09", "คำสั่งออกล่าช้าเพราะรอมติ ก.ท.จ. ตามหนังสือที่แนบในแฟ้ม"),
    ("5830107", "EDU-08", "บรรจุด้วยวุฒิเดิม และใช้วุฒินี้ปรับตำแหน่งภายหลัง อยู่ระหว่างขอเอกสาร"),
    ("5810109", "FAM-03", "เป็นบิดามารดาบุญธรรม ตรวจกับทะเบียนรับบุตรบุญธรรมแล้ว"),
    ("6810103", "LEA-02", "รวมวันลาพักผ่อนสะสมจากปีก่อน ตามบันทึกของหน่วยงาน"),
    ("5830303", "IDN-01", "เป็นคนละคนกัน ตรวจกับบัตรประจำตัวประชาชนแล้ว"),
)
CERTIFIED_BY_LAO = ("6830307", "6830203", "5830302")
CERTIFIED_BY_PROVINCE = ("6830108", "6830305")
# Whose people's cards are whole: all of ภูเก็ต, and these of กระบี่. The others' are still short.
WHOLE_PROVINCE = "ภูเก็ต"
WHOLE_CARDS = frozenset(("5810109", "5810301", "6810103", "6810104", "6810106", "6810107"))
# Where papers of old do not say on which day somebody was born.
OLD_PAPERS = frozenset(("5810401", "5830103", "6810202", "6810302", "6830304"))
POSTCODES = {
    "8101": "81000",
    "8102": "81140",
    "8103": "81150",
    "8104": "81120",
    "8105": "81110",
    "8106": "81160",
    "8107": "81190",
    "8108": "81130",
    "8301": "83000",
    "8302": "83120",
    "8303": "83110",
}
NAMED_AS_THEIR_SUBDISTRICT = frozenset((OrganizationType.SAO, OrganizationType.TM))
BANGKOK = ZoneInfo("Asia/Bangkok")
MONTHS_OPEN = 9


class NotEmpty(DatabaseProblem):
    """There is something in the database already."""


def load_reference(*, by: Actor) -> tuple[int, int, int]:
    """Load what is missing of organizations, code tables and registers; return how many of each."""
    with transaction.atomic():
        found = load_organizations(by=by)
        return found, load_code_tables(by=by), open_registers()


def load_demo(*, by: Actor) -> int:
    """Fill an empty embedded database, all of it or nothing; return how many people."""
    demonstration.refuse_real_server()
    with transaction.atomic():
        load_reference(by=by)  # holds the lock of loading: a second seed waits, then is refused
        check_empty()
        demonstration.mark()
        places = list(demo_places())
        number = load_people(by=by, offices=(office_of(place) for place in places))
        create_demo_accounts(by=by, rows=list(_accounts(places)), password=PASSWORD)
        let_read_sensitive(by=by, username=READS_SENSITIVE)
        _explain({place.code for place in places})
        _open_round(by)
        for code in (*CERTIFIED_BY_LAO, *CERTIFIED_BY_PROVINCE):
            _certify(code)
        for code in CERTIFIED_BY_PROVINCE:
            _certify_at_province(code)
        _transfer({place.code: place for place in places})
        act_for(by)
    return number


def check_empty() -> None:
    """Refuse a database that somebody has worked with."""
    if not is_empty():
        raise NotEmpty(
            "This database holds people, accounts or rounds already; demo data go into an "
            "empty one only. Use another KP7_HOME, or --if-empty to leave it as it is."
        )


def is_empty() -> bool:
    """Tell whether nobody has worked with the database yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM personnel_person)"
            " AND NOT EXISTS (SELECT FROM organizations_post)"
            " AND NOT EXISTS (SELECT FROM certification_round)"
        )
        (empty,) = cursor.fetchone()
    return bool(empty)


def is_demo() -> bool:
    """Tell whether the database carries the mark of a demonstration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM database_demonstration)")
        (marked,) = cursor.fetchone()
    return bool(marked)


def demo_places() -> Iterator[Place]:
    """Yield the organizations that get people."""
    provinces = {code: (name, rank or 0) for code, name, *_, rank, _ in seed.provinces()}
    districts = {code: name for code, name, *_ in seed.amphoe()}
    listed = [one for one in seed.organizations() if one.province_code in PROVINCES]
    for number, one in enumerate(sorted(listed, key=lambda one: one.code)):
        name, rank = provinces[one.province_code]
        yield Place(
            number=number,
            code=one.code,
            type=one.type,
            short_name=one.type.short_name(one.name),
            province=name,
            province_rank=rank,
            district=districts[one.amphoe_code],
            subdistricts=tuple(
                near.name
                for near in listed
                if near.amphoe_code == one.amphoe_code and near.type in NAMED_AS_THEIR_SUBDISTRICT
            ),
            postcode=POSTCODES[one.amphoe_code],
            old_papers=one.code in OLD_PAPERS,
        )


def office_of(place: Place) -> Office:
    """Invent an organization: its people, with all that their cards say, mistakes and all."""
    people = people_of(place)
    posts = list(posts_of(place, people))
    staff = with_mistakes(place.code, [told(person, place) for person in people], posts)
    return Office(place, staff, posts, list(plans_of(place)))


def told(person: Person, place: Place) -> Person:
    """Return the person with what else the card says, where cards are whole and where not."""
    is_whole = place.province == WHOLE_PROVINCE or place.code in WHOLE_CARDS
    return whole(person, place) if is_whole else brief(person, place)


def _accounts(places: Sequence[Place]) -> Iterator[dict[str, str | None]]:
    names = Names(Random("kp7 demo officers"))  # noqa: S311  the same officers every time

    def account(username: str, role: Role, **territory: str) -> dict[str, str | None]:
        name = names.next("female", "single")
        return {
            "username": username,
            "role": role.value,
            "title": name.title,
            "first_name": name.first,
            "last_name": name.last,
            **territory,
        }

    for place in places:
        yield account(place.code, Role.LAO_CERTIFIER, organization_code=place.code)
        yield account(f"{place.code}r", Role.LAO_RECORDER, organization_code=place.code)
    for province in PROVINCES:
        yield account(f"p{province}", Role.PROVINCE_OFFICER, province_code=province)
    yield account("dla", Role.DLA_OFFICER)
    yield account("auditor", Role.AUDITOR)


def _open_round(by: Actor) -> None:
    """Open one round, from the start of today until the same day nine months on."""
    day = organizations.today()
    opens_at = datetime.combine(day, time(), BANGKOK)
    year, month = divmod(day.year * 12 + day.month - 1 + MONTHS_OPEN, 12)
    closes_at = opens_at.replace(year=year, month=month + 1, day=min(day.day, 28))
    certification.open_round(
        by=by,
        name=f"รอบสาธิต ปีงบประมาณ พ.ศ. {fiscal_year(day)} ครั้งที่ 1",
        fiscal_year=fiscal_year(day),
        opens_at=opens_at,
        closes_at=closes_at,
    )


def _transfer(places: Mapping[str, Place]) -> None:
    """Let people go from one of these organizations to another."""
    for number, move in enumerate(MOVES):
        if move.sender in places and move.receiver in places:
            sender, receiver = office_of(places[move.sender]), office_of(places[move.receiver])
            transfer(move, number, sender=sender, receiver=receiver)


def _explain(codes: Collection[str]) -> None:
    """Let the certifiers of some of these organizations explain their warnings."""
    for code, rule, text in EXPLAINED:
        if code in codes:
            by, register_id = organizations.actor_called(code), organization_id(code)
            explain_rule(by=by, register_id=register_id, rule=rule, text=text)


def _certify(code: str) -> None:
    case = cases.current_case(organization_id(code))
    assert case is not None  # noqa: S101  the round was opened for every register
    seen = cases.to_certify(case).seen
    certification.certify(case_id=case.id, by=organizations.actor_called(code), seen=seen)


def _certify_at_province(code: str) -> None:
    """Certify as the province of the code (its second and third digit), which counted alike."""
    case = cases.current_case(organization_id(code))
    assert case is not None  # noqa: S101  the round was opened for every register
    found = headcounts(case.register_id)
    certification.certify_province(
        case_id=case.id,
        by=organizations.actor_called(f"p{code[1:3]}"),
        seen=case.revision,
        counted=certification.Counted(
            officials=found.of(Headcount.OFFICIALS),
            permanent=found.of(Headcount.PERMANENT),
            contract=found.of(Headcount.CONTRACT),
            remark="จำนวนตรงกับข้อเท็จจริง",
        ),
    )
