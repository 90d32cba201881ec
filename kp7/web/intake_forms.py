"""The forms of an import: a file, what the columns of one of its sheets are, a confirmation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict

from kp7.intake import mapping as columns_of
from kp7.intake.columns import FULL_NAME, LINE_ID, PERSON_ID, PERSON_NAME, SheetSpec
from kp7.intake.layout import NOTHING, layout
from kp7.intake.mapping import (
    FULL_NAME_COLUMN,
    NO_HEADING,
    PERSONAL,
    Reason,
    SheetMapping,
    further_sections,
)
from kp7.intake.queries import SheetHead
from kp7.intake.reading.book import Sheet, letters
from kp7.intake.reading.refusals import MOST_MEGABYTES, BookRefused, Why
from kp7.web import fields
from kp7.web.uploads import NO_FILE, Upload

Choice: TypeAlias = "tuple[str, str | list[tuple[str, str]]]"

TAKEN: Final = ".xlsx,.xls,.ods,.csv"
MOST_BYTES: Final = MOST_MEGABYTES * 1_000_000
MOST_COLUMNS: Final = 120  # of a sheet that a page lists
SAMPLES: Final = 3
SAMPLE: Final = 40
COLUMN: Final = "column_"
LEFT_OUT: Final = ("", "ไม่นำเข้า")
LEFT_OUT_SHEET: Final = ("", "ไม่นำเข้าแผ่นงานนี้")
RESERVED: Final = frozenset({LINE_ID, PERSON_ID, PERSON_NAME})
CHOSEN: Final = Reason("ท่านเลือกเอง", 100)
NEEDS_NAME: Final = "กรุณาตั้งชื่อการจับคู่นี้ หรือเอาเครื่องหมายออกถ้าไม่ต้องจำ"
BACKWARDS: Final = "แถวสุดท้ายของหัวตารางต้องไม่อยู่ก่อนแถวแรก"
BEYOND: Final = "แผ่นงานนี้มี {rows} แถว กรุณากรอกเลขแถวใหม่"


class SpreadsheetField(forms.FileField):
    """An office's own file; whether it can be read is told when it is."""

    def __init__(self) -> None:
        super().__init__(
            label="ไฟล์ตารางข้อมูล",
            help_text=f"รับไฟล์ .xlsx .xls .ods และ .csv ขนาดไม่เกิน {MOST_MEGABYTES} เมกะไบต์",
        )
        self.widget.attrs |= {
            "accept": TAKEN,
            "data-most-bytes": str(MOST_BYTES),
            "data-too-large": BookRefused(Why.TOO_LARGE).sentence,
        }

    def clean(self, data: Upload | None, initial: object = None) -> Upload:  # noqa: ARG002  Django's
        """Take what was chosen, unless it is larger than any that is read."""
        if data is None:
            raise ValidationError(NO_FILE, code="required")
        if (data.size or 0) > MOST_BYTES:
            raise ValidationError(BookRefused(Why.TOO_LARGE).sentence, code=Why.TOO_LARGE)
        return data


class UploadForm(forms.Form):
    """A file to be read."""

    use_required_attribute = False

    file = SpreadsheetField()

    @property
    def wrong_status(self) -> int:
        """The status of its answer: 413 where the file was too large."""
        codes = {error.code for error in self.errors.as_data().get("file", [])}
        if Why.TOO_LARGE in codes:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return HTTPStatus.UNPROCESSABLE_ENTITY


class ApplyForm(forms.Form):
    """What is asked once more before rows are written."""

    use_required_attribute = False

    def __init__(self, refused: int, data: QueryDict | None = None) -> None:
        super().__init__(data)
        if refused:
            self.fields["skip_refused"] = forms.BooleanField(
                label=f"นำเข้าโดยข้าม {refused:,} รายการที่ไม่ผ่าน",
                required=False,
                help_text="รายการที่ข้ามดาวน์โหลดเป็น Excel พร้อมเหตุผลได้ แก้แล้วนำเข้าเพิ่มภายหลัง",
            )

    @property
    def skips(self) -> bool:
        """Whether the rows that are refused may be left out."""
        return bool(self.cleaned_data.get("skip_refused"))


# --- the columns of a sheet ---------------------------------------------------------------------


def sheet_of(head: SheetHead) -> Sheet:
    """Return the first rows of a sheet as the mapping reads sheets."""
    return Sheet(head.name, head.rows, hidden=head.hidden, merged=head.merged)


def widest(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns the first rows have."""
    return max((len(row) for row in rows), default=0)


def listed_columns(head: SheetHead, heads: Mapping[int, str], one: SheetMapping) -> list[int]:
    """Return the columns to ask about: with a heading, with something in them, or mapped."""
    filled = (index for row in head.rows for index, cell in enumerate(row) if cell.strip())
    return sorted({*heads, *filled, *one.columns})


def samples(head: SheetHead, heading_rows: tuple[int, int], index: int) -> list[str]:
    """Return a few different things that stand in a column under its heading."""
    below = head.rows[heading_rows[1] + 1 :]
    found = (row[index].strip() for row in below if index < len(row))
    different = list(dict.fromkeys(cell for cell in found if cell))[:SAMPLES]
    return [cell if len(cell) <= SAMPLE else f"{cell[:SAMPLE]}…" for cell in different]


def choices_of(section: str, also: Sequence[str]) -> list[Choice]:
    """Return what a column may be: of the sheet's section, then of those that share its rows."""
    own = layout().sheet(section)
    if own is None:
        return [LEFT_OUT]
    named = [(column.key, column.label) for column in own.columns]
    if section == PERSONAL:
        named.append((FULL_NAME, FULL_NAME_COLUMN.label))
    others = [spec for code in also if code != section and (spec := layout().sheet(code))]
    if not others:
        return [LEFT_OUT, *named]
    return [LEFT_OUT, (own.name, named), *((spec.name, list(_further(spec))) for spec in others)]


def _further(spec: SheetSpec) -> Iterator[tuple[str, str]]:
    for column in spec.columns:
        if column.key not in RESERVED:
            yield of_section(spec.code, column.key), column.label


def of_section(code: str, key: str) -> str:
    """Return the key that a section's column has on a sheet of another section."""
    return key if key.startswith(f"{code}.") else f"{code}.{key}"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a sheet is said to be; its columns are asked for accordingly."""

    section: str
    also: tuple[str, ...]
    heading_rows: tuple[int, int]

    @classmethod
    def of(cls, one: SheetMapping) -> "Shape":
        """Return the shape that a mapping has."""
        return cls(one.section, further_sections(layout(), one), one.heading_rows)

    @classmethod
    def typed(cls, data: QueryDict, before: "Shape") -> "Shape":
        """Return the shape that was typed; what cannot be read stays as it was."""
        codes = {spec.code for spec in layout()}
        asked, also = data.get("section", ""), data.getlist("also")
        section = asked if asked in {"", *codes} else before.section
        try:
            rows = _rows(_row(data.get("first")), _row(data.get("last")))
        except ValidationError:
            rows = before.heading_rows
        return cls(
            section,
            tuple(code for code in also if code in codes and code != section)
            if set(also) <= codes
            else before.also,
            rows,
        )

    @property
    def word(self) -> str:
        """The shape in a word that a page carries along."""
        return f"{self.section}|{','.join(sorted(self.also))}|{self.heading_rows}"


def _row(typed: str | None) -> int | None:
    return fields.WholeNumberField(label="", required=False).to_python(typed)


def _rows(first: int | None, last: int | None) -> tuple[int, int]:
    """Return rows of headings, counted from 0, for what a reader counts from 1."""
    if first is None:
        return NO_HEADING if last is None else (last - 1, last - 1)
    return (first - 1, max(first, last or first) - 1)


class SheetForm(forms.Form):
    """What a sheet holds, and which of its columns is what."""

    use_required_attribute = False

    section = fields.ChosenField(
        label="แผ่นงานนี้เป็นข้อมูล",
        required=False,
        choices=lambda: [LEFT_OUT_SHEET, *((spec.code, spec.name) for spec in layout())],
    )
    first = fields.WholeNumberField(
        label="หัวตารางเริ่มที่แถว", required=False, help_text="เว้นว่าง ถ้าไม่มีหัวตาราง"
    )
    last = fields.WholeNumberField(
        label="หัวตารางถึงแถว", required=False, help_text="กรอกเมื่อหัวตารางมีหลายชั้น"
    )
    also = forms.MultipleChoiceField(
        label="ข้อมูลอื่นที่อยู่ในแถวเดียวกัน",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": fields.NOT_LISTED},
    )
    remembers = forms.BooleanField(
        label="จำการจับคู่นี้ไว้",
        required=False,
        help_text="ครั้งหน้าไฟล์ที่หัวตารางเหมือนกันจะจับคู่ให้ทันที",
    )
    remembered_as = fields.FoldedCharField(label="ชื่อการจับคู่", required=False, max_length=60)

    def __init__(
        self,
        head: SheetHead,
        one: SheetMapping,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, object] | None = None,
        shape: Shape | None = None,
    ) -> None:
        self.head, self.one = head, one
        self.shape = shape or Shape.of(one)
        first, last = self.shape.heading_rows
        headed = last >= first
        before: dict[str, object] = {
            "section": self.shape.section,
            "also": list(self.shape.also),
            "first": first + 1 if headed else "",
            "last": last + 1 if headed and last > first else "",
            **{f"{COLUMN}{index}": key for index, key in one.columns.items()},
        }
        super().__init__(data, initial={**before, **(initial or {})})
        self.headings = columns_of.headings(sheet_of(head), self.shape.heading_rows)
        listed = listed_columns(head, self.headings, one) if self.shape.section else []
        self.listed, self.unlisted = listed[:MOST_COLUMNS], max(len(listed) - MOST_COLUMNS, 0)
        also = self.fields["also"]
        assert isinstance(also, forms.MultipleChoiceField)  # noqa: S101  declared above
        alone = {NOTHING, self.shape.section}
        also.choices = [(one.code, one.name) for one in layout() if one.code not in alone]
        choices = choices_of(self.shape.section, self.shape.also)
        for index in self.listed:
            self.fields[f"{COLUMN}{index}"] = fields.ChosenField(
                label=f"คอลัมน์ {letters(index)} {self.headings.get(index, '')}".strip(),
                required=False,
                choices=choices,
            )

    def clean(self) -> None:
        """Refuse headings that end before they begin, and a remembered mapping without a name."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", BACKWARDS)
        rows = max(self.head.total_rows, 1)
        for name, row in (("first", first), ("last", last)):
            if row and row > rows:
                self.add_error(name, BEYOND.format(rows=rows))
        if self.cleaned_data.get("remembers") and not self.cleaned_data.get("remembered_as"):
            self.add_error("remembered_as", NEEDS_NAME)

    def mapping(self) -> SheetMapping:
        """Return what was chosen; a choice of one's own has itself for its reason."""
        chosen = {
            index: key for index in self.listed if (key := self.cleaned_data[f"{COLUMN}{index}"])
        }
        reasons = {
            index: self.one.reasons.get(index, CHOSEN)
            if self.one.columns.get(index) == key
            else CHOSEN
            for index, key in chosen.items()
        }
        return SheetMapping(
            self.head.name,
            self.shape.section,
            self.shape.heading_rows,
            chosen if self.shape.section else {},
            reasons if self.shape.section else {},
        )

    def bound_columns(self) -> Iterator[tuple[int, BoundField]]:
        """Yield the columns that are asked about, by their place."""
        for index in self.listed:
            yield index, self[f"{COLUMN}{index}"]

    @property
    def remembered_name(self) -> str:
        """The name to remember the mapping under; '' where it is not to be."""
        return self.cleaned_data["remembered_as"] if self.cleaned_data["remembers"] else ""
