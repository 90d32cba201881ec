"""What only this software decides, with the words a clerk reads."""

from enum import StrEnum


class Role(StrEnum):
    """What a post is there to do."""

    LAO_RECORDER = "lao_recorder"
    LAO_CERTIFIER = "lao_certifier"
    PROVINCE_OFFICER = "province_officer"
    DLA_OFFICER = "dla_officer"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The role's Thai word."""
        return _ROLES[self]

    @property
    def post_name(self) -> str:
        """What a post of this role is called where nobody named it otherwise."""
        return _POST_NAMES[self]


_ROLES = {
    Role.LAO_RECORDER: "ผู้บันทึก",
    Role.LAO_CERTIFIER: "ผู้รับรอง",
    Role.PROVINCE_OFFICER: "เจ้าหน้าที่จังหวัด",
    Role.DLA_OFFICER: "เจ้าหน้าที่ สถ.",
    Role.AUDITOR: "ผู้ตรวจสอบ",
}

_POST_NAMES = {
    Role.LAO_RECORDER: "ผู้บันทึกข้อมูล",
    Role.LAO_CERTIFIER: "ผู้รับรองข้อมูล",
    Role.PROVINCE_OFFICER: "เจ้าหน้าที่ส่งเสริมการปกครองท้องถิ่น",
    Role.DLA_OFFICER: "เจ้าหน้าที่กรมส่งเสริมการปกครองท้องถิ่น",
    Role.AUDITOR: "ผู้ตรวจสอบ",
}


class OrganizationType(StrEnum):
    """The forms of local government under DLA; Bangkok is under another law and not among them."""

    PAO = "PAO"
    CITY = "CITY"
    TOWN = "TOWN"
    TM = "TM"
    SAO = "SAO"
    PATTAYA = "PATTAYA"

    @property
    def label(self) -> str:
        """The type's full Thai name."""
        return _TYPES[self][0]

    @property
    def abbreviation(self) -> str:
        """The type's abbreviation, as put before a name; Pattaya has none."""
        return _TYPES[self][1]

    def full_name(self, name: str) -> str:
        """An organization's name as it is shown; Pattaya's type is its name."""
        return self.label if self is OrganizationType.PATTAYA else f"{self.label}{name}"

    def short_name(self, name: str) -> str:
        """An organization's name with its type abbreviated: อบต.สาคู."""
        return self.label if self is OrganizationType.PATTAYA else f"{self.abbreviation}{name}"


_TYPES = {
    OrganizationType.PAO: ("องค์การบริหารส่วนจังหวัด", "อบจ."),
    OrganizationType.CITY: ("เทศบาลนคร", "ทน."),
    OrganizationType.TOWN: ("เทศบาลเมือง", "ทม."),
    OrganizationType.TM: ("เทศบาลตำบล", "ทต."),
    OrganizationType.SAO: ("องค์การบริหารส่วนตำบล", "อบต."),
    OrganizationType.PATTAYA: ("เมืองพัทยา", ""),
}
