"""Rules of เครื่องราชอิสริยาภรณ์."""

from collections.abc import Iterator

from kp7.personnel.rules.reading import Found, Reading, Rule, shown
from kp7.personnel.terms import Severity

DECORATIONS = "decorations"
FIRST_AFTER = 5  # years of service before a first decoration (domain.md §3.4)


def lower_after_higher(read: Reading) -> Iterator[Found]:
    """A decoration below one that was granted before it."""
    ranked = sorted(
        (
            (day, int(rank), line)
            for line in read.lines(DECORATIONS)
            if (day := line.day("granted_on"))
            and (rank := read.says("decorations", line.text("decoration"), "rank")).isdecimal()
        ),
        key=lambda one: one[0],
    )
    highest, held = 0, None
    for day, place, line in ranked:
        if place < highest and held is not None:
            yield Found(
                f"ได้รับพระราชทานวันที่ {shown(day)} เป็นชั้นที่ต่ำกว่าที่ได้รับก่อนหน้า กรุณาตรวจวันที่หรือชั้นตรา",
                line,
                "decoration",
                (held,),
            )
        elif place > highest:
            highest, held = place, line


def had_before_granted(read: Reading) -> Iterator[Found]:
    """A decoration handed over or given back before it was granted."""
    for line in read.lines(DECORATIONS):
        granted = line.day("granted_on")
        for name, label in (("returned_on", "วันที่ส่งคืน"), ("received_on", "วันที่รับมอบ")):
            day = line.day(name)
            if granted and day and day < granted:
                yield Found(f"{label} ({shown(day)}) อยู่ก่อนวันที่ได้รับพระราชทาน", line, name)
                break


def granted_early(read: Reading) -> Iterator[Found]:
    """A decoration granted before five years of service."""
    for line in read.lines(DECORATIONS):
        granted = line.day("granted_on")
        if granted and read.begun and granted.year - read.begun.year < FIRST_AFTER:
            yield Found(
                f"ได้รับพระราชทานก่อนรับราชการครบ {FIRST_AFTER} ปี กรุณาตรวจวันที่", line, "granted_on"
            )


def gazette_missing(read: Reading) -> Iterator[Found]:
    """A decoration without its place in the gazette."""
    for line in read.lines(DECORATIONS):
        if not line.text("gazette_volume") or not line.text("gazette_page"):
            yield Found("ยังไม่มีเล่มหรือหน้าของราชกิจจานุเบกษา", line, "gazette_volume")


_W, _H = Severity.WARNING, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("DEC-01", _W, DECORATIONS, "เครื่องราชฯ ได้รับจากชั้นต่ำไปสูง", lower_after_higher),
    Rule("DEC-02", _W, DECORATIONS, "รับมอบและส่งคืนหลังได้รับพระราชทาน", had_before_granted),
    Rule("DEC-03", _H, DECORATIONS, "ได้รับพระราชทานเมื่อรับราชการครบ 5 ปี", granted_early),
    Rule("DEC-04", _H, DECORATIONS, "มีเล่มและหน้าของราชกิจจานุเบกษา", gazette_missing),
)
