"""What invented people learnt in service: courses, licences, skills, expertise."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kp7.cli.demo.lives.chances import Values, day_between, happens, paper, workday, years_after
from kp7.cli.demo.people import CONTRACTS, LAST_DAY, Person, Place

INDUCTION = "ปฐมนิเทศพนักงานส่วนท้องถิ่นบรรจุใหม่"
COURSES = (
    ("training", "การจัดซื้อจัดจ้างภาครัฐสำหรับผู้ปฏิบัติงาน", 3),
    ("training", "การเขียนหนังสือราชการและรายงานการประชุม", 2),
    ("training", "กฎหมายปกครองเบื้องต้น", 3),
    ("training", "การจัดทำแผนพัฒนาท้องถิ่น", 2),
    ("training", "คุณธรรมและจริยธรรมในการปฏิบัติงาน", 1),
    ("training", "การใช้โปรแกรมตารางคำนวณ", 2),
    ("training", "การปฐมพยาบาลและการช่วยฟื้นคืนชีพ", 1),
    ("seminar", "การบริหารงานบุคคลท้องถิ่นยุคใหม่", 2),
    ("seminar", "การป้องกันการทุจริตในองค์กรปกครองส่วนท้องถิ่น", 1),
    ("study_visit", "ดูงานการจัดการขยะชุมชนต้นแบบ", 2),
    ("study_visit", "ดูงานศูนย์พัฒนาเด็กเล็กตัวอย่าง", 1),
    ("meeting", "ประชุมซักซ้อมแนวทางการจัดทำงบประมาณ", 1),
)
ORGANIZERS = ("สถาบันฝึกอบรมตัวอย่าง", "ศูนย์พัฒนาบุคลากรสมมติ", "มหาวิทยาลัยจำลองธรรม")
PLACES = ("โรงแรมสมมติแกรนด์", "ห้องประชุมตัวอย่าง", "หอประชุมจำลอง")
LICENCES = {
    "ครู": ("ใบอนุญาตประกอบวิชาชีพครู", "", "คุรุสภา"),
    "พยาบาลวิชาชีพ": ("ใบอนุญาตประกอบวิชาชีพการพยาบาลและการผดุงครรภ์", "ชั้นหนึ่ง", "สภาการพยาบาล"),
    "วิศวกรโยธา": ("ใบอนุญาตประกอบวิชาชีพวิศวกรรมควบคุม", "วิศวกรรมโยธา ภาคีวิศวกร", "สภาวิศวกร"),
}
LICENCE_LASTS = 5
SKILLS = (
    ("ภาษา", "ภาษาอังกฤษ ระดับใช้งานได้"),
    ("ภาษา", "ภาษามลายูถิ่น"),
    ("คอมพิวเตอร์", "จัดทำสื่อประชาสัมพันธ์"),
    ("คอมพิวเตอร์", "เขียนโปรแกรมเบื้องต้น"),
    ("ช่าง", "ซ่อมเครื่องยนต์เล็ก"),
    ("กีฬา", "ผู้ตัดสินฟุตบอล"),
    ("ศิลปวัฒนธรรม", "รำโนรา"),
    ("กู้ภัย", "ว่ายน้ำและช่วยคนตกน้ำ"),
)
EXPERTISE = ("การวางแผนท้องถิ่น", "การคลังท้องถิ่น", "การบริหารงานบุคคล", "งานก่อสร้างและผังเมือง")
SENIOR = frozenset(
    ("academic-senior_professional", "director-middle", "executive-middle", "executive-high")
)


def trainings(random: Random, person: Person, place: Place) -> Iterator[Values]:
    """Yield a handful of courses, each after the appointment."""
    served = (person.last_day - person.first_appointed_on).days // 365
    begun = person.first_appointed_on + timedelta(days=60)
    if person.kind not in CONTRACTS and begun < person.last_day and happens(random, 0.7):
        yield _course(random, place, ("training", INDUCTION, 5), begun)
    courses = random.sample(COURSES, min(len(COURSES), random.randint(0, 1 + served // 3)))
    for course in courses:
        day = day_between(random, begun, person.last_day - timedelta(days=10))
        if day > begun:
            yield _course(random, place, course, day)


def licences(random: Random, person: Person) -> Iterator[Values]:
    """Yield the licence that the work asks for, renewed every five years."""
    needed = LICENCES.get(person.appointments[-1].position.replace("ครูผู้ช่วย", "ครู"))
    if needed is None or person.service.ended_on:
        return
    name, branch, issuer = needed
    number = f"{random.randint(0, 99_999_999):08d}"
    first = day_between(random, years_after(LAST_DAY, -2), LAST_DAY - timedelta(days=60))
    times = (first - person.first_appointed_on).days // 365 // LICENCE_LASTS
    yield {
        "name": name,
        "branch": branch,
        "number": number,
        "issued_on": first,
        "expires_on": _five_years_on(first),
        "renewal": str(times) if times > 0 else "",
        "issuer": issuer,
    }


def skills(random: Random) -> Iterator[Values]:
    """Yield none, one or two skills."""
    for field, skill in random.sample(SKILLS, random.choice((0, 0, 1, 1, 2))):
        yield {"field": field, "skill": skill}


def expertise(random: Random, person: Person) -> Iterator[Values]:
    """Yield what senior people are experts of."""
    if person.appointments[-1].level in SENIOR and happens(random, 0.6):
        yield {
            "field": random.choice(EXPERTISE),
            "level": "ชำนาญการพิเศษ",
            "details": "เป็นวิทยากรและที่ปรึกษาของหน่วยงานใกล้เคียง (ข้อมูลสมมติ)",
            "evidence": "หนังสือเชิญเป็นวิทยากร",
        }


def _course(
    random: Random, place: Place, course: tuple[str, str, int], about: date
) -> dict[str, str | int | bool | date]:
    kind, name, days = course
    started_on = about - timedelta(days=about.weekday())  # a Monday: at most five days follow
    number, signed = paper(random, place.short_name, started_on)
    return {
        "kind": kind,
        "course": name,
        "batch": str(random.randint(1, 30)) if kind == "training" else "",
        "started_on": started_on,
        "ended_on": started_on + timedelta(days=days - 1),
        "days": days,
        "organizer": random.choice(ORGANIZERS),
        "place": random.choice(PLACES),
        "country": "ไทย",
        "passed": True,
        "printed": kind != "meeting",
        "document_number": number,
        "document_date": signed,
    }


def _five_years_on(day: date) -> date:
    return workday(day).replace(year=day.year + LICENCE_LASTS)
