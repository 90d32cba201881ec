"""How paper says a day, an amount and a reference. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from kp7.personnel.record import Line
from kp7.thai import calendar
from kp7.thai.calendar import MONTHS, SHORT_MONTHS, PartialDate, buddhist_year
from kp7.thai.names import full_name

NOTHING: Final = "********** ไม่มีข้อมูล **********"
HIDDEN: Final = "ไม่แสดง (ข้อมูลอ่อนไหว)"
ORDER: Final = "คำสั่ง"
# What a reference may begin with; anything else is an order (domain.md §1.2, after DPIS).
KINDS: Final = (ORDER, "บันทึก", "หนังสือ", "ประกาศ", "มติ", "สัญญา", "พระราช", "ราชกิจจา", "สูติบัตร")


def day(value: date | None) -> str:
    """A day as the columns of tables say it: 1 ต.ค. 2565."""
    return calendar.format_short(value) if value else ""


def short_day(value: date) -> str:
    """A day beside the number of an order: 1 ต.ค. 65."""
    return f"{value.day} {SHORT_MONTHS[value.month - 1]} {buddhist_year(value.year) % 100:02}"


def long_day(value: date | None) -> str:
    """A day as sentences say it: 1 ตุลาคม 2565."""
    return calendar.format_long(value) if value else ""


def partial(value: PartialDate | None) -> str:
    """As much of a day as is known: 5 มีนาคม 2503, มีนาคม 2503, พ.ศ. 2503."""
    if value is None:
        return ""
    if value.month is None:
        return f"พ.ศ. {buddhist_year(value.year)}"
    if value.day is None:
        return f"{MONTHS[value.month - 1]} {buddhist_year(value.year)}"
    return calendar.format_long(value.first_day)


def period(since: date | None, until: date | None) -> str:
    """A period in the column of a table."""
    if since and until and since != until:
        return f"{day(since)} - {day(until)}"
    return day(since or until)


def money(amount: Decimal | None) -> str:
    """Baht with thousands set apart, and satang only where there are any."""
    if amount is None:
        return ""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def number(value: Decimal | None) -> str:
    """A small number without idle zeros."""
    return f"{value.normalize():f}" if value is not None else ""


def reference(line: Line, between: str = " ") -> str:
    """What a line rests on: kind, issuer, number and day, as item 13 and the tables print it.

    A reference that does not say what it is, is an order. `between` parts whose it is from its
    number and day.
    """
    numbered, signed = line.text("document_number"), line.day("document_date")
    kind, issuer = line.text("document_kind_label"), line.text("document_issuer")
    if numbered.startswith(KINDS):
        whose, number_said = issuer, numbered
    else:
        whose = issuer if issuer.startswith(KINDS) else joined([kind or ORDER, issuer])
        number_said = f"ที่ {numbered}" if numbered[:1].isdigit() else numbered
    if not numbered and not issuer and not (kind and signed):
        whose = ""
    rest = joined([number_said, f"ลว. {short_day(signed)}" if signed else ""])
    return joined([joined([whose, rest], between), line.text("resolution")], "\n")


def joined(parts: Iterable[str], by: str = " ") -> str:
    """The parts that say something."""
    return by.join(part for part in parts if part)


def name(line: Line) -> str:
    """A name as a line of family holds it."""
    return full_name(line.text("title"), line.text("first_name"), line.text("last_name")).strip()


def place(line: Line) -> str:
    """An address in one run of words."""
    parts = [
        (line.text("house_number"), "บ้านเลขที่ "),
        (line.text("moo"), "หมู่ที่ "),
        (line.text("village"), "หมู่บ้าน"),
        (line.text("building"), "อาคาร "),
        (line.text("lane"), "ซอย"),
        (line.text("road"), "ถนน"),
        (line.text("subdistrict"), "แขวง" if in_bangkok(line) else "ตำบล"),
        (line.text("district"), "เขต" if in_bangkok(line) else "อำเภอ"),
        (line.text("province"), "" if in_bangkok(line) else "จังหวัด"),
        (line.text("postcode"), ""),
        (line.text("phone"), "โทร. "),
    ]
    return joined(
        said if said.startswith(label.strip() or "?") else label + said
        for said, label in parts
        if said
    )


def in_bangkok(line: Line) -> bool:
    """Whether an address lies in the capital, whose parts have names of their own."""
    return line.text("province").startswith("กรุงเทพ")
