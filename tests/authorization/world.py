"""A country of three LAOs, each full of words and numbers that stand nowhere else.

Built once for a worker and committed; what a test does in it is rolled back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler

from kp7.certification.actions import Counted, ask_return, certify_province, return_to_lao
from kp7.intake.actions.applying import apply as apply_import
from kp7.intake.actions.planning import plan as plan_import
from kp7.intake.actions.receiving import receive
from kp7.intake.actions.undoing import undo as undo_import
from kp7.intake.models import Import
from kp7.intake.terms import ImportState
from kp7.jobs.actions import ask
from kp7.jobs.kinds import register
from kp7.jobs.models import Job
from kp7.ledger.queries import mark_of
from kp7.organizations import seed
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.organizations.models import Post
from kp7.organizations.queries import current_standing
from kp7.organizations.terms import Role
from kp7.personnel.actions.code_tables import end_entry
from kp7.personnel.actions.establishment import close_seat
from kp7.personnel.actions.lines import add_line, record_nothing
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.people import add_person, end_service
from kp7.personnel.actions.transfers import accept, release
from kp7.personnel.files.kinds import Purpose
from kp7.personnel.files.reading import read
from kp7.personnel.models import Card, CodeEntry, Document, SeatHolding, Transfer
from kp7.personnel.queries import Filter
from kp7.personnel.sections import APPOINTMENTS, DOCUMENTS, EDUCATION
from kp7.printing.actions.batches import ask_batch
from kp7.printing.cards.choices import Part as CardPart
from kp7.printing.models import Batch
from kp7.printing.terms import Bundle
from kp7.printing.wanted import Wanted
from tests.authorization.routes import Part, Place, Stage
from tests.cast import (
    DEGREE,
    FAR,
    FIRST_LINE,
    NEXT_DOOR,
    OWN,
    PASSWORD,
    PERSONAL,
    SYSTEM,
    add_complete,
    case_of,
    certified,
    make_cast,
    make_post,
    make_round,
    national_id,
    signed_in,
)
from tests.jobs.kinds import REFUSING
from tests.personnel.hostile import scan
from tests.seats import seats
from tests.web.intake_files import office, person
from tests.work import run_jobs

ORGANIZATIONS = {Place.OWN: OWN, Place.NEXT_DOOR: NEXT_DOOR, Place.FAR: FAR}
# A word, the beginning of national ids and the satang of a place: nobody else has them.
WORDS = {Place.OWN: "นกอินทรี", Place.NEXT_DOOR: "นกกระเรียน", Place.FAR: "นกนางนวล"}
GROUPS = {Place.OWN: 1575, Place.NEXT_DOOR: 2686, Place.FAR: 3797}
SALARIES = {
    Place.OWN: Decimal("77131.25"),
    Place.NEXT_DOOR: Decimal("88242.50"),
    Place.FAR: Decimal("99353.75"),
}
# An organization that nobody here reads: who comes from there, or goes there, is in no canary.
ABROAD = seed.organization_id("2110101")
TO_ABROAD: Mapping[str, str] = {
    "searched": "2110101",
    "to_register": str(ABROAD),
    "effective_on": "01/10/2565",
    "document_number": "1/2565",
    "document_date": "20/09/2565",
}
TAKEN_IN: Mapping[str, str] = {
    "document_number": "2/2565",
    "document_date": "25/09/2565",
    "position": "นักทรัพยากรบุคคล",
    "position_number": "66-3-01-3102-001",
    "level": "academic-practitioner",
}
NOBODY = UUID("01890000-0000-7000-8000-000000000001")
NO_LINE = UUID("01890000-0000-7000-8000-000000000002")
PROVINCES = {Place.OWN: "p83", Place.NEXT_DOOR: "p83", Place.FAR: "p81"}


@dataclass(frozen=True)
class Held:
    """What one LAO holds: its certifier, a whole card with a line, and a card that ended.

    `seats`: one that nobody ever held, one that was closed, one that the whole card holds.
    """

    place: Place
    certifier: Actor
    organization: str
    whole: Card
    ended: Card
    line_id: UUID
    case_id: UUID
    file_id: UUID
    seats: Mapping[str, UUID]

    @property
    def register_id(self) -> UUID:
        return ORGANIZATIONS[self.place]

    @cached_property
    def salary(self) -> Decimal:
        return SALARIES[self.place]

    def canaries(self) -> dict[str, str]:
        """What gives the place away, by what it is."""
        number = national_id_of(self.place, 1)
        return {
            "a word": WORDS[self.place],
            "a national id": number[:10],
            "a national id, written apart": f"{number[0]}-{number[1:5]}-0000",
            "a national id, masked": f"{number[0]}-{number[1:5]}-xxxxx",
            "a salary": f"{self.salary:f}".rstrip("0"),
            "a salary, written": f"{self.salary:,}".rstrip("0"),
            "the organization": self.organization,
            "the organization's id": str(self.register_id),
            "a card": str(self.whole.id),
            "a card that ended": str(self.ended.id),
            "a line": str(self.line_id),
            "the case": str(self.case_id),
            "a file": str(self.file_id),
            **{f"a seat, {which}": str(seat_id) for which, seat_id in self.seats.items()},
        }


@dataclass(frozen=True)
class World:
    """Everybody who asks, with a signed-in browser's cookie, and what each place holds.

    `handler` is shared: WhiteNoise looks through all static files whenever one is made.
    """

    database: str
    held: Mapping[Place, Held]
    actors: Mapping[Part, Actor]
    cookies: Mapping[Part, str]
    abroad: Actor
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def client(self, part: Part) -> Client:
        """A browser of that part, signed in as it was when the world was made."""
        client = Client()
        client.handler = self.handler
        if part in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[part]
        return client

    def place_of(self, part: Part) -> Place:
        """Where somebody of an LAO works."""
        return next(place for place, id_ in ORGANIZATIONS.items() if id_ == self.of(part))

    def of(self, part: Part) -> UUID | None:
        """The organization that somebody works for."""
        return self.actors[part].organization_id

    def card(self, place: Place, which: str) -> Card | None:
        """One of a register's cards; none of what is nowhere."""
        if place is Place.NOWHERE:
            return None
        held = self.held[Place.OWN if place is Place.MIXED else place]
        if which == "contract":
            return Card.objects.filter(person__national_id=national_id_of(held.place, 4)).first()
        if which == "bare":
            return Card.objects.get(person__national_id=national_id_of(held.place, 3))
        return held.ended if which == "ended" else held.whole


def national_id_of(place: Place, number: int) -> str:
    """The number-th id of a place."""
    return national_id(GROUPS[place] * 10**7 + number)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Take back what happens inside, as a test of Django's does."""
    block = transaction.atomic()
    # Django's own word for “this block is a test's”: a durable one may begin inside it.
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


def build(database: str) -> World:
    """Make everybody and everything."""
    cast = make_cast()
    actors = {
        Part.RECORDER: cast.recorder,
        Part.CERTIFIER: cast.certifier,
        Part.RECORDER_NEXT_DOOR: cast.recorder_next_door,
        Part.CERTIFIER_NEXT_DOOR: cast.certifier_next_door,
        Part.CERTIFIER_FAR: cast.certifier_far,
        Part.PROVINCE: cast.province,
        Part.OTHER_PROVINCE: cast.other_province,
        Part.AMPHOE: cast.amphoe,
        Part.OTHER_AMPHOE: make_post(
            "a8302", Role.PROVINCE_OFFICER, province_id="83", amphoe_id="8302"
        ),
        Part.DLA: cast.dla,
        Part.AUDITOR: cast.auditor,
        Part.AUDITOR_FAR: make_post("auditor81", Role.AUDITOR, province_id="81"),
        Part.DISABLED: make_post("disabled", Role.LAO_CERTIFIER, organization_id=OWN),
        Part.ONE_TIME: make_post("onetime", Role.LAO_CERTIFIER, organization_id=OWN),
    }
    make_round()
    held = {}
    certifiers = (cast.certifier, cast.certifier_next_door, cast.certifier_far)
    for place, certifier in zip(ORGANIZATIONS, certifiers, strict=True):
        reviewer = cast.other_province if place is Place.FAR else cast.province
        held[place] = _hold(place, certifier, reviewer)
    cookies = {part: _cookie(actor) for part, actor in actors.items()}
    with transaction.atomic():
        act_for(SYSTEM)
        Post.objects.filter(username="disabled").update(is_active=False)
        Post.objects.filter(username="onetime").update(must_change_password=True)
    abroad = make_post("abroad", Role.LAO_CERTIFIER, organization_id=ABROAD)
    return World(database, held, actors, cookies, abroad)


def _hold(place: Place, certifier: Actor, reviewer: Actor) -> Held:
    word = WORDS[place]
    whole = _card(place, certifier, 1)
    line = add_line(
        by=certifier,
        card=whole,
        section=APPOINTMENTS,
        values={
            **FIRST_LINE,
            "position": f"ตำแหน่ง{word}",
            "division": f"สังกัด{word}",
            "salary": SALARIES[place],
            "document_issuer": f"ผู้ออก{word}",
            "document_number": f"{word}/2553",
        },
    )
    add_line(
        by=certifier,
        card=whole,
        section=EDUCATION,
        values={**DEGREE, "degree": f"วุฒิ{word}", "institution": f"สถาบัน{word}"},
    )
    scanned = read(scan(), name=f"แฟ้ม{word}.pdf", purpose=Purpose.DOCUMENT)
    document = add_line(
        by=certifier,
        card=whole,
        section=DOCUMENTS,
        values={"kind": "f06", "title": f"เอกสาร{word}", "file": scanned},
    )
    assert isinstance(document, Document)
    ended = _card(place, certifier, 2)
    end_service(
        by=certifier,
        card=ended,
        ended_on=date(2020, 10, 1),
        movement="resigned",
        document=f"คำสั่ง{word}",
    )
    seat_ids = _seats(place, certifier, whole)
    certified(certifier)
    case = case_of(certifier_register(certifier))
    return_to_lao(case_id=case.id, by=reviewer, seen=case.revision, reason=f"เหตุผลส่งคืน{word}")
    organization = current_standing(certifier_register(certifier)).full_name
    ids = (line.id, case.id, document.file)
    return Held(place, certifier, organization, whole, ended, *ids, seat_ids)


def _seats(place: Place, certifier: Actor, holder: Card) -> dict[str, UUID]:
    """Three seats; that the holder's card does not name theirs, so that they can be taken off."""
    word = WORDS[place]
    vacant, closed, held = (
        seats(
            certifier,
            f"{word}-{number}",
            kind=kind,
            division=f"สังกัด{word}",
            position=f"ตำแหน่ง{word}",
        )[0]
        for number, kind in enumerate(("mission", "official", "official"), start=1)
    )
    close_seat(
        by=certifier,
        register_id=closed.register_id,
        seat_id=closed.id,
        seen=1,
        closed_on=date(2020, 10, 1),
        document=f"มติ{word}",
    )
    with transaction.atomic():
        act_for(certifier)
        SeatHolding.objects.create(
            register_id=held.register_id,
            person_id=holder.person_id,
            seat=held,
            started_on=date(2015, 10, 1),
        )
    return {"vacant": vacant.id, "closed": closed.id, "held": held.id}


def certifier_register(certifier: Actor) -> UUID:
    """The register that a certifier vouches for."""
    assert certifier.organization_id is not None
    return certifier.organization_id


def _card(place: Place, certifier: Actor, number: int, kind: str = "official") -> Card:
    word = WORDS[place]
    return add_person(
        by=certifier,
        register_id=certifier_register(certifier),
        digits=national_id_of(place, number),
        started_on=None,
        values={
            **PERSONAL,
            "kind": kind,
            "birth_date": f"1980-05-{number + 3:02}",
            "first_name": f"ชื่อ{word}{number}",
            "last_name": f"สกุล{word}",
            "former_names": f"ชื่อเดิม{word}",
        },
    )


def _cookie(actor: Actor) -> str:
    client = signed_in(Client(), actor)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


ENTRY_TABLE, ENTRY_CODE = "leave_kinds", "late"


def entry_asked_for() -> CodeEntry:
    """It, as it stands."""
    return CodeEntry.objects.get(table_name=ENTRY_TABLE, code=ENTRY_CODE)


def prepare(world: World, stage: Stage) -> None:
    """Bring every register to a stage."""
    if stage is Stage.ENDED:
        end_entry(
            by=world.actors[Part.DLA], entry_id=entry_asked_for().id, seen=1, day=date(2007, 10, 1)
        )
    for place, held in world.held.items():
        if stage in {Stage.BARE, Stage.NOTHING}:
            bare = _card(place, held.certifier, 3)
            if stage is Stage.NOTHING:
                record_nothing(by=held.certifier, card=bare, section=EDUCATION)
        if stage is Stage.CONTRACT:
            _card(place, held.certifier, 4, kind="mission")
        if stage is Stage.SEALED:
            certified(held.certifier)
        if stage in {Stage.ASKED, Stage.FAILED, Stage.PRINTED, *STATES}:
            _ask_for_work(stage, place, held)
        if stage in {Stage.RELEASED, Stage.MOVED}:
            _send(world, place, moved=stage is Stage.MOVED)
    if stage in {Stage.FAILED, Stage.PRINTED}:
        run_jobs()


def _ask_for_work(stage: Stage, place: Place, held: Held) -> None:
    if stage is Stage.PRINTED:
        _print(held)
        return
    if stage in STATES:
        _bring_in(place, held, stage)
        return
    ask(
        by=held.certifier,
        kind=register(REFUSING).code,
        register_id=held.register_id,
        subject=held.whole.id,
        title=f"งานของ{WORDS[place]}",
    )


def _print(held: Held) -> None:
    ask_batch(
        by=held.certifier,
        register_id=held.register_id,
        people=Filter(),
        division="",
        wanted=Wanted(parts=(CardPart.INSIDE,)),
        bundle=Bundle.PDF,
        title="ก.พ.7",
    )


STATES: Mapping[Stage, ImportState] = {
    Stage.RECEIVED: ImportState.MAPPING,
    Stage.PLANNED: ImportState.PLANNED,
    Stage.APPLIED: ImportState.APPLIED,
}


def _bring_in(place: Place, held: Held, stage: Stage) -> None:
    """A spreadsheet of somebody new and of somebody whose number is none."""
    word = WORDS[place]
    rows = [
        person(1, f"นายชื่อ{word} สกุล{word}", digits=national_id_of(place, 6)),
        person(2, f"นายผิด{word} สกุล{word}", digits="1-2345-67890-12-3"),
    ]
    import_id = receive(
        by=held.certifier,
        register_id=held.register_id,
        content=office(rows),
        name=f"ทะเบียน{word}.xlsx",
    )
    if stage in {Stage.PLANNED, Stage.APPLIED}:
        plan_import(by=held.certifier, import_id=import_id)
        run_jobs()
    if stage is Stage.APPLIED:
        apply_import(by=held.certifier, import_id=import_id, seen=1, skip_refused=True)
        run_jobs()


def take_back_imports(world: World) -> None:
    """Undo what was brought in: whoever came with a spreadsheet has no whole card."""
    for place, held in world.held.items():
        import_id = import_of(place, Stage.APPLIED)
        if import_id != NOBODY:
            undo_import(by=held.certifier, import_id=import_id)
    run_jobs()


def import_of(place: Place, stage: Stage) -> UUID:
    """The spreadsheet that a place brought in as far as that; nobody's where there is none."""
    found = Import.objects.filter(register_id=ORGANIZATIONS[place], state=STATES[stage]).first()
    return found.id if found else NOBODY


def batch_of(place: Place) -> UUID:
    """The file of cards that a place had printed; nobody's where there is none."""
    found = Batch.objects.filter(register_id=ORGANIZATIONS[place]).first()
    return found.id if found else NOBODY


def job_of(place: Place) -> UUID:
    """The job that a place asked for; nobody's where there is none."""
    found = Job.objects.filter(register_id=ORGANIZATIONS[place]).first()
    return found.id if found else NOBODY


def _send(world: World, place: Place, *, moved: bool) -> None:
    """Somebody of a place goes abroad, and somebody from abroad comes."""
    held, number = world.held[place], 10 * list(Place).index(place)
    order = Order("1/2565", date(2022, 9, 20))
    coming = release(
        by=world.abroad,
        card=add_complete(world.abroad, number + 1),
        to_register_id=held.register_id,
        effective_on=date(2022, 10, 1),
        order=order,
    )
    release(
        by=held.certifier,
        card=add_complete(held.certifier, number + 2),
        to_register_id=ABROAD,
        effective_on=date(2022, 10, 1),
        order=order,
    )
    if moved:
        accept(by=held.certifier, transfer_id=coming.id, order=order, values={})


def transfer_of(place: Place, *, sent: bool) -> UUID:
    """The transfer that a place sent away, or was sent; nobody's where none is on its way."""
    which = "from_register_id" if sent else "to_register_id"
    found = Transfer.objects.filter(**{which: ORGANIZATIONS[place]}).first()
    return found.id if found else NOBODY


def ask_for_return(world: World, place: Place) -> None:
    """The certified LAO asks the province for its register."""
    held = world.held[place]
    case = case_of(held.register_id)
    ask_return(case_id=case.id, by=held.certifier, seen=case.revision, reason=f"ขอคืน{WORDS[place]}")


def certify_above(world: World, place: Place) -> None:
    """The province vouches, with numbers of its own and a remark."""
    case = case_of(world.held[place].register_id)
    certify_province(
        case_id=case.id,
        by=world.actors[Part.OTHER_PROVINCE if place is Place.FAR else Part.PROVINCE],
        seen=case.revision,
        counted=Counted(1, 0, 0, f"หมายเหตุ{WORDS[place]}"),
    )


def written() -> dict[str, int]:
    """How many rows of each table this transaction wrote so far, taken back or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def seen_by(part_actor: Actor) -> dict[str, str]:
    """What the certification page of an actor's own register carries along."""
    register_id = certifier_register(part_actor)
    mark = mark_of(register_id)
    return {
        "revision": str(case_of(register_id).revision),
        "last": str(mark.last),
        "count": str(mark.count),
    }


CREDENTIALS = {"password": PASSWORD, "next": "/"}
