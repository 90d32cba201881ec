"""Rules that hold a card against the rest of its register: `record.around` is what they read."""

from collections.abc import Iterator

from kp7.personnel.record import Line, Numbered
from kp7.personnel.rules.reading import APPOINTMENTS, PERSONAL, Found, Reading, Rule
from kp7.personnel.terms import Severity


def number_held_twice(read: Reading) -> Iterator[Found]:
    """Two people in service with the same position number (DPIS: duplicate holder)."""
    others = read.record.around.same_number
    if others and (newest := _newest(read)):
        yield Found(
            f"เลขที่ตำแหน่ง {newest.text('position_number')} ซ้ำกับ {', '.join(others)}",
            newest,
            "position_number",
        )


def number_abolished(read: Reading) -> Iterator[Found]:
    """A position number that the establishment has abolished (DPIS: cancelled number in use)."""
    numbered, newest = _seat(read)
    if numbered and newest and numbered.closed:
        yield Found(
            f"เลขที่ตำแหน่ง {numbered.number} ยุบเลิกแล้วในกรอบอัตรากำลัง", newest, "position_number"
        )


def number_unknown(read: Reading) -> Iterator[Found]:
    """A position number that the establishment does not have."""
    numbered, newest = _seat(read)
    if numbered and newest and not numbered.known and not numbered.closed:
        yield Found(
            f"เลขที่ตำแหน่ง {numbered.number} ไม่มีในกรอบอัตรากำลังของหน่วยงาน", newest, "position_number"
        )


def nobody_marked_as_holder(read: Reading) -> Iterator[Found]:
    """A numbered position somebody serves in, and nobody marked as its holder (DPIS)."""
    numbered, newest = _seat(read)
    if numbered and newest and numbered.known and not numbered.held and not numbered.holder:
        yield Found(
            f"ยังไม่ได้ระบุผู้ดำรงตำแหน่งเลขที่ {numbered.number} ในกรอบอัตรากำลัง",
            newest,
            "position_number",
        )


def another_marked_as_holder(read: Reading) -> Iterator[Found]:
    """A numbered position whose marked holder is somebody else."""
    numbered, newest = _seat(read)
    if numbered and newest and numbered.holder and not numbered.held:
        yield Found(
            f"กรอบอัตรากำลังระบุให้ {numbered.holder} ดำรงตำแหน่งเลขที่ {numbered.number}",
            newest,
            "position_number",
        )


def same_person_twice(read: Reading) -> Iterator[Found]:
    """Somebody in the register with the same birth date and nearly the same, or a former, name."""
    others = read.record.around.same_person
    if others:
        yield Found(
            f"อาจเป็นบุคคลเดียวกับ {', '.join(others)} (วันเกิดเดียวกันและชื่อใกล้เคียงหรือเป็นชื่อเดิม)",
            read.personal,
            "first_name",
        )


def _newest(read: Reading) -> Line | None:
    lines = read.lines(APPOINTMENTS)
    return lines[-1] if lines else None


def _seat(read: Reading) -> tuple[Numbered | None, Line | None]:
    """What the establishment says of the newest line's number, where that is still the number."""
    numbered, newest = read.record.around.numbered, _newest(read)
    if numbered and newest and newest.text("position_number") != numbered.number:
        return None, newest
    return numbered, newest


_W, _H = Severity.WARNING, Severity.HINT
_A = APPOINTMENTS

RULES: tuple[Rule, ...] = (
    Rule("EST-01", _W, _A, "เลขที่ตำแหน่งมีผู้ดำรงตำแหน่งคนเดียว", number_held_twice, widely=True),
    Rule("EST-02", _W, _A, "เลขที่ตำแหน่งไม่ได้ยุบเลิก", number_abolished, widely=True),
    Rule("EST-03", _H, _A, "เลขที่ตำแหน่งมีในกรอบอัตรากำลัง", number_unknown, widely=True),
    Rule("EST-04", _W, _A, "ตำแหน่งมีผู้ดำรงตำแหน่งระบุไว้", nobody_marked_as_holder, widely=True),
    Rule("EST-05", _W, _A, "ผู้ดำรงตำแหน่งที่ระบุไว้คือเจ้าของบัตร", another_marked_as_holder, widely=True),
    Rule("IDN-01", _W, PERSONAL, "บุคคลเดียวไม่มีสองบัตรในหน่วยงาน", same_person_twice, widely=True),
)
