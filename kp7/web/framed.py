"""กรอบ = มีคนครอง + ว่าง beside the headcounts: what both levels of the certification look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kp7.personnel.figures import Headcounts
from kp7.personnel.frames import Frame, FrameCount
from kp7.personnel.terms import Headcount

NO_FRAME: Final = "ยังไม่ได้บันทึกกรอบอัตรากำลัง จึงเทียบจำนวนบุคลากรกับกรอบไม่ได้ (ไม่มีผลต่อการรับรอง)"
DIFFERS: Final = (
    "จำนวนบุคลากรไม่เท่ากับจำนวนตำแหน่งที่มีคนครองในแถวที่มีเครื่องหมาย ≠ "
    "ควรตรวจเลขที่ตำแหน่งในบัตรกับกรอบอัตรากำลัง (ไม่มีผลต่อการรับรอง)"
)


@dataclass(frozen=True, slots=True)
class FramedRow:
    """One kind of staff: how many people, how many seats, and how many of those are held."""

    label: str
    people: int
    count: FrameCount

    @property
    def differs(self) -> bool:
        """Whether people and held seats are not as many."""
        return self.people != self.count.filled


@dataclass(frozen=True, slots=True)
class Framed:
    """The rows, all kinds last, and what to say of them."""

    rows: Sequence[FramedRow]
    note: str


def framed(headcounts: Headcounts, frame: Frame) -> Framed:
    """Return the establishment beside the headcounts, kind by kind."""
    if not frame.cells:
        return Framed((), NO_FRAME)
    people = {kind.kind: kind.people for kind in headcounts.kinds}
    named = [(cell.headcount, cell.kind, cell.label) for cell in frame.cells]
    named += [(kind.headcount, kind.kind, kind.label) for kind in headcounts.kinds]
    order = list(Headcount)
    labels = {kind: label for _, kind, label in sorted(named, key=lambda one: order.index(one[0]))}
    rows = [
        FramedRow(label, people.get(kind, 0), frame.of_kind(kind, label))
        for kind, label in labels.items()
    ]
    note = DIFFERS if any(row.differs for row in rows) else ""
    return Framed([*rows, FramedRow("รวมทั้งสิ้น", headcounts.total, frame.total)], note)
