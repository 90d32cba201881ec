"""Where a job stands, in the words that pages show."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"

    @property
    def label(self) -> str:
        """The state's Thai name."""
        return _LABELS[self]

    @property
    def under_way(self) -> bool:
        """Whether a worker has it still before it, or at hand."""
        return self in UNDER_WAY


_LABELS = {
    JobState.WAITING: "รอทำ",
    JobState.RUNNING: "กำลังทำ",
    JobState.DONE: "เสร็จแล้ว",
    JobState.FAILED: "ไม่สำเร็จ",
    JobState.CANCELLED: "ยกเลิกแล้ว",
}

UNDER_WAY = frozenset({JobState.WAITING, JobState.RUNNING})
