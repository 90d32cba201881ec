"""A request for a route of somebody about something, and what its answer comes to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from kp7.personnel.forward import mark_of
from kp7.personnel.queries import assessments
from tests.authorization.routes import ROUTES, Outcome, Part, Place
from tests.authorization.world import (
    CREDENTIALS,
    ENTRY_TABLE,
    NO_LINE,
    NOBODY,
    TAKEN_IN,
    TO_ABROAD,
    World,
    batch_of,
    entry_asked_for,
    import_of,
    job_of,
    national_id_of,
    seen_by,
    transfer_of,
)
from tests.cast import PASSWORD, case_of
from tests.web.recording import LINE, PERSON

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
STRANGE = {"username": "nobody", "password": "ผิด"}
CHOSEN = "ถูกต้อง-kp7-ใหม่"


def address(world: World, name: str, place: Place | None) -> str:
    """Where a route's object of a place is."""
    route = ROUTES[name]
    card = world.card(place, route.card) if place else None
    held = None if place in {None, Place.NOWHERE, Place.MIXED} else world.held[Place(place)]
    line = world.held[Place.NEXT_DOOR].line_id if place is Place.MIXED else None
    ids: dict[str, UUID | str] = {
        "card_id": card.id if card else NOBODY,
        "line_id": line or (held.line_id if held else NO_LINE),
        "file_id": held.file_id if held else NO_LINE,
        "case_id": held.case_id if held else NOBODY,
        "seat_id": held.seats[route.seat] if held else NOBODY,
        "organization_id": held.register_id if held else NOBODY,
        "section": "education" if route.card == "bare" else "appointments",
        "name": "sign-in",  # a page of the manual
    }
    wanted = re.findall(r"<\w+:(\w+)>", route.address)
    if "transfer_id" in wanted:
        sent = name == "transfer_withdraw"
        ids["transfer_id"] = transfer_of(Place(place), sent=sent) if held and place else NOBODY
    if "batch_id" in wanted:
        ids["batch_id"] = batch_of(Place(place)) if held and place else NOBODY
    if "job_id" in wanted:
        ids["job_id"] = job_of(Place(place)) if held and place else NOBODY
    if "import_id" in wanted:
        ids["import_id"] = import_of(Place(place), route.stage) if held and place else NOBODY
    if "table" in wanted:
        ids |= {"table": ENTRY_TABLE, "entry_id": entry_asked_for().id}
    return reverse(name, kwargs={one: ids[one] for one in wanted}) + route.query


SEAT: Mapping[str, str] = {
    "number": "12-3-01-1101-001",
    "kind": "official",
    "division": "กองใหม่",
    "position": "ตำแหน่งใหม่",
    "opened_on": "01/10/2560",
}
EXPLAINED: Mapping[str, str] = {"rule": "EDU-03", "text": "ตรวจกับเอกสารแล้ว"}
ALWAYS: Mapping[str, Mapping[str, str]] = {
    "password": {"old_password": PASSWORD, "new_password": CHOSEN, "again": CHOSEN},
    "people": {"searched": "ก", "presence": "active"},
    "person_add": {**PERSON, "national_id": national_id_of(Place.OWN, 9)},
    "national_id_correct": {"seen": "1", "national_id": national_id_of(Place.OWN, 8)},
    "service_end": {"movement": "resigned", "ended_on": "01/10/2565"},
    "release": TO_ABROAD,
    "transfer_accept": TAKEN_IN,
    "transfer_decline": {"reason": "ไม่มีอัตราว่าง"},
    "service_return": {"started_on": "01/10/2566"},
    "line_add": {**LINE, "effective_on": "01/04/2554", "movement": "step_raise"},
    "line_edit": {**LINE, "seen": "1", "sequence": "1", "position": "ตำแหน่งใหม่"},
    "line_forward": {
        **LINE,
        "seen": "1",
        "sequence": "1",
        "position": "ตำแหน่งใหม่",
        "later": mark_of([]),
    },
    "intake_mapping": {"shape": "||(0, -1)", "section": ""},
    "intake_apply": {"seen": "1", "skip_refused": "on"},
    "edits": {"section": "education"},
    "findings_explain": EXPLAINED,
    "people_print": {"what": "inside", "digits": "arabic", "bundle": "pdf"},
    "card_print": {"parts": "front", "digits": "arabic"},
    "card_edits": {"section": "education"},
    "line_remove": {"seen": "1"},
    "seat_add": SEAT,
    "seat_edit": {**SEAT, "seen": "1"},
    "seat_close": {"closed_on": "01/10/2566", "seen": "1"},
    "seat_reopen": {"seen": "2"},
    "seat_remove": {"seen": "1"},
    "seat_vacate": {"ended_on": "01/10/2566"},
    "plan_record": {"first_year": "2567", "resolution": "มติที่ 8/2566"},
}


SAID: Mapping[str, str] = {
    "label": "ชื่อใหม่",
    "order": "4",
    "column_order": "4",
    "column_label": "สาย",
    "unit": "times",
    "most_days": "",
    "sensitive": "no",
}
ENTRIES: Mapping[str, Mapping[str, str]] = {
    "code_entry_add": {**SAID, "code": "new_code", "day": ""},
    "code_entry_correct": {**SAID, "seen": "1"},
    "code_entry_change": {**SAID, "seen": "1", "day": "01/10/2570"},
    "code_entry_end": {"seen": "1", "day": "01/10/2570"},
    "code_entry_reopen": {"seen": "2", "day": ""},
}
ORDER: Mapping[str, str] = {
    "effective_on": "01/10/2565",
    "movement": "step_raise",
    "document_kind": "order",
    "document_number": "45/2565",
    "document_date": "30/09/2565",
}


def _warned_of(world: World, place: Place | None) -> str:
    """What a page shows the warning of a bare card with."""
    bare = world.card(place, "bare") if place else None
    assessed = assessments(bare.register_id, [bare]) if bare else []
    warned = (one for found in assessed for one in found.unexplained)
    return next((one.fingerprint for one in warned if one.code == EXPLAINED["rule"]), "")


SPREADSHEET = "เลขประจำตัวประชาชน,ชื่อ-สกุล\n1-2345-67890-12-1,นายก ข\n".encode()


def payload(  # noqa: PLR0911  one for each kind of form
    world: World, name: str, part: Part, place: Place | None
) -> Mapping[str, object]:
    """What that part would send so that it succeeds where it may."""
    if found := ALWAYS.get(name) or ENTRIES.get(name):
        return found
    actor = world.actors.get(part)
    if name == "intake":
        return {"file": SimpleUploadedFile("ทะเบียน.csv", SPREADSHEET)}
    if name == "order_add":
        card = world.held[world.place_of(part) if actor and actor.organization_id else Place.OWN]
        return {**ORDER, f"salary_{card.whole.id.hex}": "111,000"}
    if name == "seat_hold":
        asked_for = world.card(place, "contract") if place else None
        card_id = str(asked_for.id) if asked_for else str(NOBODY)
        return {"card_id": card_id, "started_on": "01/10/2560"}
    if name == "card_continue":
        asked = world.held.get(place) if place else None
        first = str(asked.line_id) if asked else ""
        return {"page": "1", "row": "1", "first": first, "digits": "arabic"}
    if name == "explain":
        return {**EXPLAINED, "seen": _warned_of(world, place)}
    if name == "login":
        return {**CREDENTIALS, "username": actor.username} if actor else STRANGE
    if name == "certification_confirm":
        return seen_by(actor) if actor and actor.organization_id else {}
    register_id = actor.organization_id if actor and name == "certification_ask_return" else None
    if held := world.held.get(place) if place else None:
        register_id = held.register_id
    revision = case_of(register_id).revision if register_id else 1
    return {"revision": str(revision), "officials": "1", "reason": "ไม่ครบ"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and what was written on the way."""

    response: HttpResponse
    written: frozenset[str]

    @property
    def outcome(self) -> Outcome | str:
        """What it comes to; a status that no table knows as it is."""
        response = self.response
        changed = bool(self.written - {"django_session", "ledger_look"})
        where = response.get("Location", "")
        if response.status_code == 302 and where.startswith("/login/?"):
            return Outcome.LOGIN
        if response.status_code == 302 and where == "/password/":
            return Outcome.PASSWORD
        if response.status_code in {200, 204, 302}:
            return Outcome.DONE if changed else Outcome.OK
        code = str(response.status_code)
        return Outcome(code) if code in set(Outcome) else code

    @property
    def bytes(self) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        """Everything that a browser gets, but for a form's token and the session's cookie."""
        headers = {
            name: value
            for name, value in self.response.items()
            if name != "Location" or not value.startswith("/login/?")  # it names what was asked
        }
        body = TOKEN.sub(b"token", self.response.content)
        return self.response.status_code, tuple(sorted(headers.items())), body
