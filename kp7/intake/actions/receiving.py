"""A file comes in, its columns are said, and it may be left alone again."""

import uuid
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils import timezone

from kp7.intake.actions.moments import signed, taken_up
from kp7.intake.cells import CodeWords
from kp7.intake.guessing import guess
from kp7.intake.heads import book_of, heads_of
from kp7.intake.layout import layout
from kp7.intake.mapping import Mapping_, fits, signature
from kp7.intake.models import Import, PlannedRow, ReceivedFile, RememberedMapping
from kp7.intake.queries import APPLY, PLAN, UNDO
from kp7.intake.reading import read
from kp7.intake.reading.book import Book
from kp7.intake.terms import ImportState
from kp7.jobs import actions as jobs
from kp7.jobs.queries import latest_of
from kp7.jobs.terms import JobState
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel.actions.editing import editing
from kp7.personnel.codes import valid_on, versions
from kp7.personnel.queries import today
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.thai import text

MAPPED: Final = frozenset({ImportState.MAPPING, ImportState.PLANNED, ImportState.FAILED})
LEFT_ALONE: Final = MAPPED | {ImportState.PLANNING, ImportState.APPLYING}
MOST_NAME: Final = 200


class UnknownMapping(Refusal):
    """No mapping is remembered under that name."""

    status = 404

    def __init__(self, name: str) -> None:
        super().__init__(f"ไม่พบการจับคู่คอลัมน์ที่จำไว้ชื่อ “{name}” กรุณาเลือกจากรายการ")


def receive(*, by: Actor, register_id: uuid.UUID, content: bytes, name: str) -> uuid.UUID:
    """Take a file in for a register, read its sheets and guess what its columns are.

    Refused at once where the register is sealed, and where the file cannot be read.
    """
    with editing(by, register_id):
        pass  # sealed, or not theirs: said before a large file is read
    book = read(content, name=name)
    mapping, named = _mapping(register_id, book)
    with editing(by, register_id) as actor:
        one = Import.objects.create(
            register_id=register_id,
            name=text.fold(name)[:MOST_NAME],
            kind=book.kind,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            state=ImportState.MAPPING,
            notes=list(book.notes),
            heads=heads_of(book),
            mapping=mapping.to_json(),
            mapping_name=named,
            **signed(actor, timezone.now()),
        )
        ReceivedFile.objects.create(of_import=one, content=content)
    return one.id


def remap(*, by: Actor, import_id: uuid.UUID, mapping: Mapping_, remember: str = "") -> None:
    """Say what the columns of a file are; a plan that was made before is one no more.

    With a name it is remembered for files of the same headings.
    """
    with transaction.atomic():
        one = taken_up(import_id, by=by, among=MAPPED)
        authority.check_record(by, one.register_id)
        name = text.fold(remember)[:MOST_NAME]
        one.mapping, one.state = mapping.to_json(), ImportState.MAPPING
        one.mapping_name, one.failure, one.counts, one.found = name, "", {}, []
        one.save(update_fields=["mapping", "state", "mapping_name", "failure", "counts", "found"])
        PlannedRow.objects.filter(of_import_id=one.id).delete()
        if name:
            remember_mapping(one, name, mapping, by.officer)


def use_remembered(*, by: Actor, import_id: uuid.UUID, name: str) -> None:
    """Take the mapping that the organization remembered under a name."""
    with transaction.atomic():
        one = taken_up(import_id, by=by, among=MAPPED)
        found = RememberedMapping.objects.filter(register_id=one.register_id, name=name).first()
        if found is None:
            raise UnknownMapping(name)
        remap(by=by, import_id=import_id, mapping=Mapping_.from_json(found.mapping))
        Import.objects.filter(id=import_id).update(mapping_name=name)


def cancel(*, by: Actor, import_id: uuid.UUID) -> None:
    """Leave a file alone: what waits is not done, what is being written is rolled back."""
    with transaction.atomic():
        one = taken_up(import_id, by=by, among=LEFT_ALONE)
        authority.check_record(by, one.register_id)
        under_way = [_cancelled(by, kind, one.id) for kind in (PLAN, APPLY, UNDO)]
        if one.state != ImportState.APPLYING or JobState.RUNNING not in under_way:
            one.state = ImportState.CANCELLED
            one.save(update_fields=["state"])


def _cancelled(by: Actor, kind: str, import_id: uuid.UUID) -> JobState | None:
    """Ask for a job of the import to be cancelled; the state that it had."""
    job = latest_of(kind, import_id)
    if job is None or not job.state.under_way:
        return None
    jobs.cancel(by=by, job_id=job.id)
    return job.state


def remember_mapping(one: Import, name: str, mapping: Mapping_, officer: str) -> None:
    """Remember what an organization said of its file's columns, by the headings."""
    headings = signature(book_of(one.name, one.kind, one.heads), mapping)
    if not headings:
        return
    RememberedMapping.objects.update_or_create(
        register_id=one.register_id,
        name=name,
        defaults={
            "headings": headings,
            "mapping": mapping.to_json(),
            "officer": officer,
            "used_at": timezone.now(),
        },
    )


def _mapping(register_id: uuid.UUID, book: Book) -> tuple[Mapping_, str]:
    """The mapping remembered for files of these headings, else a guess; the name it has."""
    head = book_of(book.name, book.kind, heads_of(book))
    for kept in RememberedMapping.objects.filter(register_id=register_id).order_by("-used_at"):
        mapping = Mapping_.from_json(kept.mapping)
        if fits(mapping, head, kept.headings):
            return mapping, kept.name
    return guess(book, layout(), _words()), ""


def _words() -> dict[CodeTable, CodeWords]:
    """The words of the code tables as of today, by which a column's content is known."""
    day, found = today(), dict[CodeTable, list[tuple[str, str]]]()
    for entry in versions(list(CodeTable)):
        if valid_on(entry, day):
            found.setdefault(CodeTable(entry.table_name), []).append((entry.code, entry.label))
    return {table: CodeWords(pairs) for table, pairs in found.items()}
