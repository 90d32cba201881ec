"""The frame of every write: one transaction, a named actor, the register locked and open."""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from kp7.organizations import authority
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.organizations.queries import actor_of, standing_on
from kp7.personnel.codes import entries_on, valid_on
from kp7.personnel.entries import holds_sensitive_code, label_of
from kp7.personnel.fields import CodeField, FoldedText, LabelField
from kp7.personnel.models import CodeEntry, Row
from kp7.personnel.queries import today
from kp7.personnel.sections import Section
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.thai import calendar

SEALED = "KP701"
Known = Mapping[tuple[str, str], CodeEntry]


class RegisterSealed(Refusal):
    """The register is sealed by a certification."""

    status: ClassVar[int] = 423

    def __init__(self, state: str, since: datetime, by: str) -> None:
        self.state, self.since, self.by = state, since, by
        super().__init__(
            f"ข้อมูลของหน่วยงานนี้ “{state}” แล้ว เมื่อ {calendar.format_instant(since)} โดย {by} "
            "จึงแก้ไขหรือบันทึกเพิ่มไม่ได้ หากต้องแก้ไข ให้ผู้รับรองของ อปท. กด “ขอให้จังหวัดส่งคืน” "
            "ในเมนู ระบบรับรองข้อมูล"
        )


class Invalid(Refusal):
    """What was typed cannot be stored. `errors` are sentences by column, '' for the whole."""

    status: ClassVar[int] = 422

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        self.errors = errors
        super().__init__(" ".join(sentence for found in errors.values() for sentence in found))


class Gone(Refusal):
    """What was to be changed is not there any more."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__("ไม่พบรายการนี้ อาจถูกลบไปแล้ว กรุณากลับไปที่หน้าบัตรแล้วลองใหม่")


@contextmanager
def editing(by: Actor, register_id: uuid.UUID) -> Iterator[Actor]:
    """A transaction in which `by` may write in an open register; yields the actor as of now.

    Rights are read after the lock is held: one that was revoked while waiting is gone.
    """
    with _behind("SELECT personnel_lock_for_editing(ARRAY[%s]::uuid[])", by, register_id) as now:
        yield now


@contextmanager
def editing_alone(by: Actor, register_id: uuid.UUID) -> Iterator[Actor]:
    """`editing`, with every other editor of the register waiting until the end.

    What is compared here stands until it is written.
    """
    with _behind("SELECT personnel_lock_for_import(%s)", by, register_id) as now:
        yield now


@contextmanager
def _behind(lock: str, by: Actor, register_id: uuid.UUID) -> Iterator[Actor]:
    with sealed_is_refused(), transaction.atomic():
        act_for(by)
        with connection.cursor() as cursor:
            cursor.execute(lock, [register_id])
        now = actor_of(by.post_id) if by.post_id else by
        authority.check_record(now, register_id)
        yield now


@contextmanager
def sealed_is_refused() -> Iterator[None]:
    """Turn the guard's error into the sentence that a clerk reads."""
    try:
        yield
    except DatabaseError as error:
        cause = error.__cause__
        if getattr(cause, "sqlstate", None) != SEALED:
            raise
        detail = json.loads(cause.diag.message_detail)  # type: ignore[union-attr]  # psycopg's error
        raise RegisterSealed(
            detail["state"], datetime.fromisoformat(detail["since"]), detail["by"]
        ) from error


@contextmanager
def constraint_is_refused(model: type[Row]) -> Iterator[None]:
    """Turn a broken constraint of `model` into its own sentence; the transaction goes on.

    A row of a card that somebody removed, or gave to another person, meanwhile is Gone.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        broken = diag.constraint_name if diag else None
        if broken == f"{model._meta.db_table}_belongs_to_a_card":
            raise Gone from error
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                message = str(constraint.violation_error_message)
                raise Invalid({"": [message]}) from error
        raise


def fill(row: Row, section: Section, values: Mapping[str, object]) -> None:
    """Put what was typed into a row: text folded, codes with the label they have today.

    Refuses, with all sentences at once, what cannot be stored.
    """
    errors: dict[str, list[str]] = {}
    fields = {field.name: field for field in section.fields()}
    day = _effective(row, section, values)
    codes = {
        field: str(values[name] or "")
        for name, field in fields.items()
        if name in values and isinstance(field, CodeField)
    }
    known = _looked_up(row, codes, day or today())
    for name, value in values.items():
        field = fields[name]
        if isinstance(field, CodeField):
            if wrong := _take_code(row, field, codes[field], day, known):
                errors[name] = [wrong]
        elif isinstance(field, FoldedText):
            setattr(row, name, field.to_python(value or ""))
        elif value is None and not field.null and field.has_default():
            setattr(row, name, field.get_default())
        else:
            setattr(row, name, value)
    try:
        row.full_clean(
            exclude=[*errors, "register", "person", *_labels(row)],
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as found:
        errors.update(
            {name: list(said) for name, said in found.message_dict.items() if name in fields}
        )
    if errors:
        raise Invalid(errors)


def check_sensitive(actor: Actor, section: Section, row: Row | None = None) -> None:
    """Refuse whoever lacks the right to it what is sensitive: a whole section, or this line."""
    if not actor.reads_sensitive and (
        section.sensitive or (row is not None and holds_sensitive_code(row, section))
    ):
        authority.check_sensitive(actor)


def _labels(row: Row) -> list[str]:
    return [field.name for field in row._meta.concrete_fields if isinstance(field, LabelField)]


def _effective(row: Row, section: Section, values: Mapping[str, object]) -> date | None:
    """The day that a line counts from, as typed or as it stands; None where it has none."""
    if not section.effective:
        return None
    day = values.get(section.effective, getattr(row, section.effective))
    return day if isinstance(day, date) else None


def _looked_up(row: Row, codes: Mapping[CodeField, str], day: date) -> Known:
    """The entries of the codes that the row does not hold yet: one statement."""
    new = [(field, code) for field, code in codes.items() if code and not _stays(row, field, code)]
    return entries_on([(CodeTable(field.table), code) for field, code in new], day)


def _stays(row: Row, field: CodeField, code: str) -> bool:
    """Whether the row holds this code with the label it was given."""
    held: str = getattr(row, field.name)
    return code == held and (code == "" or bool(getattr(row, f"{field.name}_label")))


def _take_code(row: Row, field: CodeField, code: str, effective: date | None, known: Known) -> str:
    """Take the version of a code that is in use when the line takes effect, with its label.

    Returns why it cannot be taken, '' where it was.

    A code that stays keeps the label it was given, even where its table has moved on.
    """
    if _stays(row, field, code):
        return ""
    entry = known.get((field.table, code))
    if code and (entry is None or not valid_on(entry, effective or today())):
        return _not_in_use(str(field.verbose_name), entry, effective)
    setattr(row, field.name, code)
    setattr(row, f"{field.name}_label", label_for(entry, row.register_id) if entry else "")
    return ""


def _not_in_use(named: str, entry: CodeEntry | None, effective: date | None) -> str:
    if entry is None:
        return f"ไม่มีตัวเลือกนี้ใน{named} กรุณาเลือกจากรายการ"
    since = _since(entry, effective or today())
    on = f"กับรายการที่มีผลวันที่ {calendar.format_long(effective)} " if effective else ""
    return f"“{entry.label}” {since} จึงใช้{on}ไม่ได้ กรุณาเลือกรายการอื่น"


def _since(entry: CodeEntry, day: date) -> str:
    if entry.valid_until is not None and entry.valid_until <= day:
        return f"เลิกใช้แล้วตั้งแต่วันที่ {calendar.format_long(entry.valid_until)}"
    begins = calendar.format_long(entry.valid_from) if entry.valid_from else ""
    return f"เริ่มใช้วันที่ {begins}"


def label_for(entry: CodeEntry, register_id: uuid.UUID) -> str:
    """The entry's label as this register's organization names it."""
    kind = standing_on(register_id, today()).type if entry.table_name == CodeTable.KINDS else None
    return label_of(entry, kind) or entry.label
