"""Columns that many sections have, made alike."""

from kp7.personnel.fields import DayField, FoldedText


def words(label: str, most: int = 200, help_text: str = "") -> FoldedText:
    """Text that may be left empty."""
    return FoldedText(label, max_length=most, blank=True, default="", help_text=help_text)


def day(label: str, help_text: str = "") -> DayField:
    """A day that may be unknown."""
    return DayField(label, null=True, blank=True, help_text=help_text)


def document_number() -> FoldedText:
    """What the order or paper behind a line is called."""
    return words("เลขที่เอกสารอ้างอิง", 100, "เช่น คำสั่ง อบต. ที่ 123/2565")


def document_date() -> DayField:
    """The day of the order or paper behind a line."""
    return day("เอกสารลงวันที่")
