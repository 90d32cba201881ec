"""Rules of ข้อมูลส่วนตัว: who somebody is, and the days on which their service hangs."""

from collections.abc import Iterator

from kp7.personnel.rules.reading import PERSONAL, Found, Reading, Rule, age_on, shown
from kp7.personnel.terms import Severity
from kp7.thai import names, national_id
from kp7.thai.calendar import Precision

YOUNGEST, OLDEST = 18, 60  # in years, at the appointment (domain.md §3.6)
OF_MEN = frozenset({"นาย"})
OF_WOMEN = frozenset({"นาง", "นางสาว"})
THAI = "ไทย"


def birth_date_missing(read: Reading) -> Iterator[Found]:
    """No birth date, not even its year."""
    if read.born is None:
        yield Found("ยังไม่ได้บันทึกวันเดือนปีเกิด", read.personal, "birth_date")


def birth_date_partial(read: Reading) -> Iterator[Found]:
    """A birth date without its day or month."""
    if read.born is not None and read.born.precision is not Precision.DAY:
        yield Found("วันเดือนปีเกิดยังไม่ครบวันหรือเดือน กรุณาตรวจกับเอกสาร", read.personal, "birth_date")


def sex_missing(read: Reading) -> Iterator[Found]:
    """The sex is not recorded."""
    if not read.personal.text("sex"):
        yield Found("ยังไม่ได้บันทึกเพศ", read.personal, "sex")


def first_appointment_missing(read: Reading) -> Iterator[Found]:
    """The day of the first appointment order is not recorded."""
    if read.appointed is None:
        yield Found("ยังไม่ได้บันทึกวันสั่งบรรจุ", read.personal, "first_appointed_on")


def service_before_appointment(read: Reading) -> Iterator[Found]:
    """Service that starts before the appointment."""
    appointed, started = read.appointed, read.personal.day("service_started_on")
    if appointed and started and started < appointed:
        yield Found(
            f"วันเริ่มปฏิบัติราชการ ({shown(started)}) อยู่ก่อนวันสั่งบรรจุ ({shown(appointed)})",
            read.personal,
            "service_started_on",
        )


def appointed_before_birth(read: Reading) -> Iterator[Found]:
    """Somebody appointed before, or as a child after, they were born."""
    for name, label in (
        ("first_appointed_on", "วันสั่งบรรจุ"),
        ("service_started_on", "วันเริ่มปฏิบัติราชการ"),
    ):
        day = read.personal.day(name)
        if read.born and day and day <= read.born.first_day:
            yield Found(f"{label} ({shown(day)}) อยู่ก่อนวันเกิด", read.personal, name)


def birth_ahead(read: Reading) -> Iterator[Found]:
    """A birth date that has not come yet."""
    if read.born and read.today and read.born.first_day > read.today:
        yield Found("วันเดือนปีเกิดอยู่ในอนาคต กรุณาตรวจปี พ.ศ.", read.personal, "birth_date")


def appointed_ahead(read: Reading) -> Iterator[Found]:
    """Somebody who serves already, by an appointment that has not come yet."""
    if read.appointed and read.today and read.serves and read.appointed > read.today:
        yield Found(
            f"วันสั่งบรรจุ ({shown(read.appointed)}) อยู่ในอนาคต แต่ปฏิบัติงานอยู่แล้ว",
            read.personal,
            "first_appointed_on",
        )


def appointed_too_young_or_old(read: Reading) -> Iterator[Found]:
    """Somebody appointed before 18 or after 60."""
    if read.born is None or read.appointed is None or read.appointed <= read.born.first_day:
        return
    least, most = age_on(read.born, read.appointed)
    if most < YOUNGEST or least > OLDEST:
        yield Found(
            f"วันสั่งบรรจุอยู่นอกช่วงอายุ {YOUNGEST}-{OLDEST} ปี (อายุ {most} ปีในวันนั้น)",
            read.personal,
            "first_appointed_on",
        )


def serves_after_retirement(read: Reading) -> Iterator[Found]:
    """Somebody who is in service after the day of retirement."""
    if read.retires and read.today and read.serves and read.today > read.retires:
        yield Found(
            f"ครบเกษียณอายุเมื่อ {shown(read.retires)} แต่ยังปฏิบัติงานอยู่ กรุณาบันทึกการพ้นจากราชการ",
            read.personal,
            "birth_date",
        )


def title_against_sex(read: Reading) -> Iterator[Found]:
    """A title that the recorded sex does not bear."""
    sex, title = read.personal.text("sex"), read.personal.text("title")
    woman = title in OF_WOMEN or title.endswith("หญิง")
    if (sex == "male" and woman) or (sex == "female" and title in OF_MEN):
        yield Found(f"คำนำหน้า “{title}” ไม่ตรงกับเพศที่บันทึก", read.personal, "title")


def name_of_one_letter(read: Reading) -> Iterator[Found]:
    """A first name or a surname of a single letter."""
    for name, label in (("first_name", "ชื่อ"), ("last_name", "นามสกุล")):
        if len(read.personal.text(name)) == 1:
            yield Found(f"{label}มีเพียงตัวอักษรเดียว กรุณาพิมพ์ให้เต็มตามบัตรประชาชน", read.personal, name)
            return


def title_in_the_name(read: Reading) -> Iterator[Found]:
    """A first name that begins with a title: it may have been typed twice."""
    first = read.personal.text("first_name")
    if first and names.strip_title(first) != first:
        yield Found(
            "ชื่อขึ้นต้นด้วยคำนำหน้า กรุณาตรวจว่าไม่ได้พิมพ์คำนำหน้าซ้ำในช่องชื่อ", read.personal, "first_name"
        )


_RANKS = frozenset(names.RANKS)


def rank_without_paper(read: Reading) -> Iterator[Found]:
    """A rank as title, and no paper in the folder that grants it."""
    title = read.personal.text("title").removeprefix("ว่าที่").strip().removesuffix("หญิง")
    papers = (line.text("title") for line in read.lines("documents"))
    if title in _RANKS and not any("ยศ" in paper for paper in papers):
        yield Found("คำนำหน้าเป็นยศ ควรมีประกาศหรือคำสั่งแต่งตั้งยศในแฟ้มเอกสาร", read.personal, "title")


def born_on_new_year(read: Reading) -> Iterator[Found]:
    """A birth date of 1 January: often typed for a day that nobody knows."""
    if read.born and (read.born.month, read.born.day) == (1, 1):
        yield Found(
            "วันเกิดเป็น 1 ม.ค. ซึ่งมักใช้แทนวันที่ไม่ทราบ ถ้าไม่ทราบวันให้พิมพ์เฉพาะปี",
            read.personal,
            "birth_date",
        )


def not_thai(read: Reading) -> Iterator[Found]:
    """An official of another nationality: the law asks for Thai."""
    nationality = read.personal.text("nationality")
    if read.numbered and nationality and nationality != THAI:
        yield Found(
            f"{read.record.kind.label}ต้องมีสัญชาติไทย กรุณาตรวจสัญชาติ", read.personal, "nationality"
        )


def unmarried_with_spouse(read: Reading) -> Iterator[Found]:
    """Somebody called single whose card holds a marriage that stands."""
    standing = [
        line
        for line in read.lines("marriages")
        if line.day("registered_on") and not line.text("ended_by") and not line.day("ended_on")
    ]
    if read.personal.text("marital_state") == "single" and standing:
        yield Found("สถานภาพเป็นโสด แต่มีการจดทะเบียนสมรสที่ยังไม่สิ้นสุด", read.personal, "marital_state")


def national_id_wrong(read: Reading) -> Iterator[Found]:
    """A national id whose last digit does not follow from the others."""
    digits = read.record.national_id
    if digits and not national_id.is_valid(digits):
        yield Found(
            "เลขประจำตัวประชาชนไม่ถูกต้อง (เลขหลักสุดท้ายไม่ตรงกับเลขหลักอื่น) กรุณาตรวจกับบัตรประชาชน",
            read.personal,
            "first_name",
        )


def service_start_missing(read: Reading) -> Iterator[Found]:
    """The day on which service began is not recorded, though the appointment is."""
    if read.appointed and read.personal.day("service_started_on") is None:
        yield Found("ยังไม่ได้บันทึกวันเริ่มปฏิบัติราชการ", read.personal, "service_started_on")


_B, _W, _H = Severity.BLOCKING, Severity.WARNING, Severity.HINT
_P = PERSONAL

RULES: tuple[Rule, ...] = (
    Rule("PER-01", _B, _P, "มีวันเดือนปีเกิด", birth_date_missing),
    Rule("PER-02", _B, _P, "วันเริ่มปฏิบัติราชการไม่อยู่ก่อนวันสั่งบรรจุ", service_before_appointment),
    Rule("PER-03", _B, _P, "วันสั่งบรรจุและวันเริ่มปฏิบัติราชการอยู่หลังวันเกิด", appointed_before_birth),
    Rule("PER-04", _W, _P, "วันเดือนปีเกิดครบทั้งวันและเดือน", birth_date_partial),
    Rule("PER-05", _W, _P, "มีเพศ", sex_missing),
    Rule("PER-06", _W, _P, "มีวันสั่งบรรจุ", first_appointment_missing),
    Rule("PER-07", _B, _P, "วันเดือนปีเกิดไม่อยู่ในอนาคต", birth_ahead),
    Rule("PER-08", _W, _P, "วันสั่งบรรจุของผู้ปฏิบัติงานอยู่ไม่อยู่ในอนาคต", appointed_ahead),
    Rule("PER-09", _W, _P, "บรรจุเมื่ออายุ 18-60 ปี", appointed_too_young_or_old),
    Rule("PER-10", _W, _P, "ไม่ปฏิบัติงานหลังวันครบเกษียณอายุ", serves_after_retirement),
    Rule("PER-11", _W, _P, "คำนำหน้าตรงกับเพศ", title_against_sex),
    Rule("PER-12", _W, _P, "ชื่อและนามสกุลยาวกว่าตัวอักษรเดียว", name_of_one_letter),
    Rule("PER-13", _H, _P, "ชื่อไม่ขึ้นต้นด้วยคำนำหน้า", title_in_the_name),
    Rule("PER-14", _H, _P, "คำนำหน้าที่เป็นยศมีเอกสารแต่งตั้งยศ", rank_without_paper),
    Rule("PER-15", _H, _P, "วันเกิดไม่ใช่ 1 ม.ค. ที่ใช้แทนวันที่ไม่ทราบ", born_on_new_year),
    Rule("PER-16", _W, _P, "ข้าราชการและลูกจ้างประจำมีสัญชาติไทย", not_thai),
    Rule("PER-17", _W, _P, "สถานภาพสมรสตรงกับการสมรสที่บันทึก", unmarried_with_spouse),
    Rule("PER-18", _W, _P, "เลขประจำตัวประชาชนถูกต้องตามหลักตรวจสอบ", national_id_wrong),
    Rule("PER-19", _H, _P, "มีวันเริ่มปฏิบัติราชการ", service_start_missing),
)
