"""The certification's own words. The labels of the manual stand letter by letter."""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands: สถานภาพรับรองข้อมูล and สถานะการรับรองข้อมูล alike."""

    DRAFT = "DRAFT"
    LAO_CERTIFIED = "LAO_CERTIFIED"
    UNDER_REVIEW = "UNDER_REVIEW"
    RETURNED = "RETURNED"
    PROVINCE_CERTIFIED = "PROVINCE_CERTIFIED"
    REOPENED = "REOPENED"
    ACCEPTED = "ACCEPTED"
    CLOSED_UNCERTIFIED = "CLOSED_UNCERTIFIED"
    NOT_REQUIRED = "NOT_REQUIRED"

    @property
    def label(self) -> str:
        """The state's Thai name."""
        return _STATES[self]

    @property
    def sealed(self) -> bool:
        """Whether the LAO's data are locked in this state."""
        return self in _SEALED


_STATES = {
    State.DRAFT: "ยังไม่รับรอง",
    State.LAO_CERTIFIED: "รับรองระดับ อปท.",
    State.UNDER_REVIEW: "จังหวัดกำลังตรวจสอบ",
    State.RETURNED: "ส่งคืนแก้ไข",
    State.PROVINCE_CERTIFIED: "รับรองระดับจังหวัด",
    State.REOPENED: "เปิดแก้ไขหลังรับรอง",
    State.ACCEPTED: "สถ. รับรองแล้ว",
    State.CLOSED_UNCERTIFIED: "สิ้นสุดรอบโดยไม่รับรอง",
    State.NOT_REQUIRED: "ไม่ต้องรับรองในรอบนี้",
}

_SEALED = frozenset(
    {State.LAO_CERTIFIED, State.UNDER_REVIEW, State.PROVINCE_CERTIFIED, State.ACCEPTED}
)


class StepCode(StrEnum):
    """What can be done to a case."""

    CERTIFY_LAO = "CERTIFY_LAO"
    ASK_RETURN = "ASK_RETURN"
    RETURN = "RETURN"
    CERTIFY_PROVINCE = "CERTIFY_PROVINCE"
    EXCUSE = "EXCUSE"

    @property
    def label(self) -> str:
        """What the button and the history say."""
        return _STEPS[self]


_STEPS = {
    StepCode.CERTIFY_LAO: "รับรองระดับ อปท.",
    StepCode.ASK_RETURN: "ขอให้จังหวัดส่งคืน",
    StepCode.RETURN: "ส่งคืนแก้ไข",
    StepCode.CERTIFY_PROVINCE: "รับรองระดับจังหวัด",
    StepCode.EXCUSE: "ยกเว้นการรับรอง",
}

WARNING = "หากคลิกปุ่มรับรองข้อมูลแล้ว อปท. จะไม่สามารถแก้ไขหรือบันทึกข้อมูลใดๆ เพิ่มเติมได้อีก"
WORDING = "ข้าพเจ้าได้ตรวจสอบข้อมูลถูกต้องและครบถ้วนตามจำนวนแล้ว"
