"""The divisions of an organization and the lines of work in each (domain.md §3.3, §3.4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from kp7.organizations.terms import OrganizationType


@dataclass(frozen=True, slots=True)
class Work:
    """A line of work: its name, its code in a position number, and its ladder of levels."""

    name: str
    code: str
    ladder: str


@dataclass(frozen=True, slots=True)
class Division:
    """A division: its code in a position number, its name, its head's line, its lines of work."""

    code: str
    name: str
    head: Work
    works: tuple[Work, ...]

    @property
    def head_position(self) -> str:
        """What its head is called, with the line of work."""
        title = "หัวหน้า" if self.name.startswith("สำนักปลัด") else "ผู้อำนวยการ"
        return f"{title}{self.name} ({self.head.name})"


def _academic(name: str, code: str) -> Work:
    return Work(name, code, "academic")


def _general(name: str, code: str) -> Work:
    return Work(name, code, "general")


EXECUTIVE = Work("นักบริหารงานท้องถิ่น", "1101", "executive")
PLANNER = _academic("นักวิเคราะห์นโยบายและแผน", "3103")
TEACHER = Work("ครู", "6600", "teacher")
HEALTH_WORKS = (
    _academic("นักวิชาการสาธารณสุข", "3601"),
    _academic("พยาบาลวิชาชีพ", "3602"),
    _general("เจ้าพนักงานสาธารณสุข", "4601"),
)
_CLERK = _general("เจ้าพนักงานธุรการ", "4101")
_BUYER = _general("เจ้าพนักงานพัสดุ", "4203")
_ELECTRICIAN = _general("นายช่างไฟฟ้า", "4706")
_GENERAL_HEAD = Work("นักบริหารงานทั่วไป", "2101", "director")
_MONEY_HEAD = Work("นักบริหารงานการคลัง", "2102", "director")
_HEADS = {
    "01": _GENERAL_HEAD,
    "02": _GENERAL_HEAD,
    "03": _GENERAL_HEAD,
    "04": _MONEY_HEAD,
    "05": Work("นักบริหารงานช่าง", "2103", "director"),
    "06": Work("นักบริหารงานสาธารณสุขและสิ่งแวดล้อม", "2104", "director"),
    "07": _GENERAL_HEAD,
    "08": Work("นักบริหารงานการศึกษา", "2107", "director"),
    "09": Work("นักบริหารงานประปา", "2106", "director"),
    "11": Work("นักบริหารงานสวัสดิการสังคม", "2105", "director"),
    "13": _MONEY_HEAD,
}
_WORKS = {
    "01": (
        _academic("นักทรัพยากรบุคคล", "3102"),
        PLANNER,
        _CLERK,
        _academic("นิติกร", "3105"),
        _general("เจ้าพนักงานป้องกันและบรรเทาสาธารณภัย", "4805"),
        _academic("นักจัดการงานทั่วไป", "3101"),
    ),
    "02": (_academic("นักจัดการงานทั่วไป", "3101"), _CLERK, _academic("นักประชาสัมพันธ์", "3301")),
    "03": (PLANNER, _academic("นักวิชาการคอมพิวเตอร์", "3106"), _CLERK),
    "04": (
        _academic("นักวิชาการเงินและบัญชี", "3201"),
        _general("เจ้าพนักงานการเงินและบัญชี", "4201"),
        _general("เจ้าพนักงานจัดเก็บรายได้", "4204"),
        _BUYER,
        _academic("นักวิชาการจัดเก็บรายได้", "3203"),
        _academic("นักวิชาการพัสดุ", "3204"),
    ),
    "05": (
        _general("นายช่างโยธา", "4701"),
        _ELECTRICIAN,
        _general("นายช่างสำรวจ", "4703"),
        _academic("วิศวกรโยธา", "3701"),
        _general("นายช่างเขียนแบบ", "4702"),
        _CLERK,
    ),
    "06": (*HEALTH_WORKS, _CLERK),
    "07": (PLANNER, _general("เจ้าพนักงานประชาสัมพันธ์", "4301"), _academic("นิติกร", "3105")),
    "08": (_academic("นักวิชาการศึกษา", "3803"), _CLERK, _academic("นักวิชาการวัฒนธรรม", "3805")),
    "09": (_general("เจ้าพนักงานประปา", "4707"), _ELECTRICIAN),
    "11": (
        _academic("นักพัฒนาชุมชน", "3801"),
        _general("เจ้าพนักงานพัฒนาชุมชน", "4801"),
        _academic("นักสังคมสงเคราะห์", "3802"),
    ),
    "13": (_academic("นักวิชาการพัสดุ", "3204"), _BUYER),
}
AUDIT = "หน่วยตรวจสอบภายใน"
AUDITOR = _academic("นักวิชาการตรวจสอบภายใน", "3205")

_OF_SAO = {
    "01": "สำนักปลัด",
    "04": "กองคลัง",
    "05": "กองช่าง",
    "08": "กองการศึกษา ศาสนาและวัฒนธรรม",
    "11": "กองสวัสดิการสังคม",
}
_OF_MUNICIPALITY = {
    "01": "สำนักปลัดเทศบาล",
    "04": "กองคลัง",
    "05": "กองช่าง",
    "06": "กองสาธารณสุขและสิ่งแวดล้อม",
    "07": "กองยุทธศาสตร์และงบประมาณ",
    "08": "กองการศึกษา",
    "11": "กองสวัสดิการสังคม",
}
_OF_CITY = {**_OF_MUNICIPALITY, "04": "สำนักคลัง", "05": "สำนักช่าง", "09": "กองการประปา"}
_OF_PAO = {
    "01": "สำนักปลัดองค์การบริหารส่วนจังหวัด",
    "02": "สำนักงานเลขานุการ อบจ.",
    "03": "กองยุทธศาสตร์และงบประมาณ",
    "04": "กองคลัง",
    "05": "กองช่าง",
    "06": "กองสาธารณสุข",
    "08": "กองการศึกษา ศาสนาและวัฒนธรรม",
    "13": "กองพัสดุและทรัพย์สิน",
}
_NAMES: Mapping[OrganizationType, Mapping[str, str]] = {
    OrganizationType.SAO: _OF_SAO,
    OrganizationType.TM: _OF_MUNICIPALITY,
    OrganizationType.TOWN: _OF_MUNICIPALITY,
    OrganizationType.CITY: _OF_CITY,
    OrganizationType.PATTAYA: _OF_CITY,
    OrganizationType.PAO: _OF_PAO,
}


def divisions(of_type: OrganizationType) -> tuple[Division, ...]:
    """Return the divisions that an organization of a type has."""
    return tuple(
        Division(code, name, _HEADS[code], _WORKS[code]) for code, name in _NAMES[of_type].items()
    )
