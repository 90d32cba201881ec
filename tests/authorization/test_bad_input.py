"""What nobody should type, in every field of every form: refused in Thai, given back, not stored.

The forms are walked as Django has them, so that a new section's form is in it by itself.
"""

import html
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import quote

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse

from kp7.personnel.sections import LISTS, PERSONAL
from kp7.thai import text
from kp7.web import fields
from kp7.web.code_forms import EntryCodeField
from kp7.web.intake_forms import ApplyForm, SheetForm, SpreadsheetField
from kp7.web.orders import PaidField, StaysField
from kp7.web.uploads import StoredFileField
from tests.authorization.requests import CHOSEN, SPREADSHEET, address, payload
from tests.authorization.routes import ROUTES, Part, Place
from tests.authorization.world import (
    TO_ABROAD,
    World,
    national_id_of,
    prepare,
    rolled_back,
    written,
)
from tests.cast import PASSWORD
from tests.personnel.hostile import jpeg
from tests.web.recording import get, hidden, page_of, post

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert(1)</script>"
THAI = re.compile(r"[ก-๙]{3,}")
UNSTORABLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u200b-\u200f\u202a-\u202e]|ํา|^\s|\s$")
COUNTED = {"django_session", "organizations_signinfailure", "web_chosenfile"}
GOOD_ID = national_id_of(Place.OWN, 7)
WRONG_CHECK = f"{GOOD_ID[:12]}{(int(GOOD_ID[12]) + 1) % 10}"
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class Verdict(Enum):
    """What must become of a value."""

    TAKEN = auto()
    REFUSED = auto()


T, R = Verdict.TAKEN, Verdict.REFUSED
NOTHING_BUT_SPACES = " \u00a0\u3000 "
GARBAGE: Mapping[str, Verdict] = {
    "ไม่ใช่": R,
    SCRIPT: R,
    "9" * 300: R,
    "\U0001f600": R,
    "'; DROP TABLE personnel_card; --": R,
}
DAYS: Mapping[str, Verdict] = {
    **GARBAGE,
    "29/02/2550": R,
    "31/02/2530": R,
    "05/03/1987": R,
    "1 ต.ค. 2563": T,  # the day of all other days of the form: one cannot end before another
    "๐๑/๑๐/๒๕๖๓": T,
}
VALUES: Mapping[type[forms.Field], Mapping[str, Verdict]] = {
    fields.FoldedCharField: {
        SCRIPT: T,
        "๑๒๓": T,
        "ดํารง": T,
        "ก\x00ข": T,
        "ก\x07\x1b[31mข": T,
        "ก\u202eข": T,
        "\U0001f600": T,
        "'; DROP TABLE personnel_card; --": T,
        "=1+1": T,
    },
    EntryCodeField: {**GARBAGE, "๑๒๓": R, "Capital": R, "a b": R, "a_new.code-1": T},
    fields.BuddhistDateField: DAYS,
    fields.PartialDateField: DAYS,
    fields.BuddhistYearField: {**GARBAGE, "1987": R, "256": R, "๒๕๔๖": T},
    fields.MoneyField: {**GARBAGE, "-5": R, "1.234": R, "1e9": R, "๑๕,๐๖๐.๕๐": T},
    fields.NumberField: {**GARBAGE, "-5": R, "1.234": R, "1e9": R, "1,000": R, "๑๕.๕๐": T},
    fields.CountField: {**GARBAGE, "-1": R, "1.5": R, "๑": T},
    fields.WholeNumberField: {**GARBAGE, "0": R, "-1": R, "๑": T},
    fields.NationalIdField: {
        **GARBAGE,
        WRONG_CHECK: R,
        GOOD_ID[:12]: R,
        f"{GOOD_ID}0": R,
        GOOD_ID.translate(THAI_DIGITS): T,
        f"{GOOD_ID[0]}-{GOOD_ID[1:5]}-{GOOD_ID[5:10]}-{GOOD_ID[10:12]}-{GOOD_ID[12]}": T,
    },
    forms.ChoiceField: {"ไม่มีในรายการ": R, SCRIPT: R, "ก\x00ข": R},
    fields.ChosenField: {"ไม่มีในรายการ": R, SCRIPT: R, "ก\x00ข": R},
    PaidField: {**GARBAGE, "-5": R, "1.234": R, "1e9": R, "": R, "-": T, "๑๕๐,๐๖๐.๕๐": T},
    StaysField: {"on": R},  # beside a salary: which of the two is meant?
    StoredFileField: {"ไม่ใช่ไฟล์": R, SCRIPT: R},
    SpreadsheetField: {"ไม่ใช่ไฟล์": R, SCRIPT: R},
    forms.MultipleChoiceField: {"ไม่มีในรายการ": R, SCRIPT: R, "ก\x00ข": R},
    forms.IntegerField: {},  # hidden: see test_a_hidden_number_that_no_page_sends
    forms.BooleanField: {"ไม่มีในรายการ": T, SCRIPT: T},
    forms.CharField: {  # a user name, a password: what does not open anything is refused
        **GARBAGE,
        "ก\x00ข": R,
        "ก\u202eข": R,
        "๑๒๓": R,
    },
}
GOOD: Mapping[type[forms.Field], str] = {
    fields.FoldedCharField: "ก",
    EntryCodeField: "new_code",
    fields.BuddhistDateField: "01/10/2563",
    fields.PartialDateField: "05/03/2523",
    fields.BuddhistYearField: "2546",
    fields.MoneyField: "15,060",
    fields.NumberField: "15",
    fields.CountField: "1",
    fields.WholeNumberField: "1",
    fields.NationalIdField: GOOD_ID,
    forms.BooleanField: "",
    PaidField: "150,060",
    StaysField: "",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A form: the route it is sent to, of which section, who sends it, where it is shown."""

    name: str
    section: str = ""
    part: Part = Part.CERTIFIER
    shown_by: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.section}".strip()

    def where(self, world: World) -> str:
        """Its address."""
        return self._address(world, self.name)

    def shown_at(self, world: World) -> str:
        """Where a browser gets it."""
        return self._address(world, self.shown_by or self.name)

    def _address(self, world: World, name: str) -> str:
        if not self.section:
            return address(world, name, ROUTES[name].places[0])
        card = world.held[Place.OWN].whole.id
        if self.section == PERSONAL.code:
            return reverse(name, args=[card, self.section, card])
        return reverse(name, args=[card, self.section])


WITHOUT_FIELDS = {
    "logout",
    "certification_case",  # the same form, only compared
    "certification_confirm",
    "line_forward",  # the form of line_edit, shown before it is saved
    "line_remove",
    "nothing",
    "nothing_withdraw",
    "person_remove",
    "service_resume",
    "seat_reopen",
    "seat_remove",
    "establishment_build",
    "line_check",  # the form of line_add and line_edit, of which nothing is stored
    "line_check_new",
    "explain",  # a row of the page of findings: tests/web/test_findings.py
    "findings_explain",
    "transfer_settle",
    "transfer_withdraw",
    "people_workbook",
    "intake_plan",
    "intake_undo",
    "intake_cancel",
    "job_cancel",
    "job_retry",
}
PAGES = (
    Page("login"),
    Page("password"),
    Page("people"),
    Page("edits"),
    Page("card_edits"),
    Page("people_print"),
    Page("card_print"),
    Page("card_continue"),
    Page("intake"),
    Page("intake_mapping"),
    Page("intake_apply"),
    Page("person_add"),
    Page("order_add"),
    Page("national_id_correct"),
    Page("service_end"),
    Page("service_return"),
    Page("seat_add"),
    Page("seat_edit"),
    Page("seat_close"),
    Page("seat_hold"),
    Page("seat_vacate"),
    Page("plan_record"),
    Page("release"),
    Page("transfer_accept"),
    Page("transfer_decline"),
    *(Page("line_add", section.code) for section in LISTS),
    Page("line_edit", PERSONAL.code),
    *(
        Page(f"code_entry_{deed}", part=Part.DLA)
        for deed in ("add", "correct", "change", "end", "reopen")
    ),
    Page("certification_ask_return"),
    Page("certification_case_certify", part=Part.PROVINCE, shown_by="certification_case"),
    Page("certification_case_return", part=Part.PROVINCE),
)


def test_every_form_of_the_product_is_walked() -> None:
    sent = {name for name, route in ROUTES.items() if "POST" in route.methods}
    assert sent - WITHOUT_FIELDS == {page.name for page in PAGES}


def form_on(response: HttpResponse) -> forms.Form:
    """The form that a page was drawn from."""
    form = getattr(response, "context")["form"]  # noqa: B009  only the test client's answers have it
    assert isinstance(form, forms.Form)
    return form


def good(form: forms.Form, page: Page, response: HttpResponse) -> dict[str, object]:
    """What can be stored, for each field by what it is."""
    values: dict[str, object] = {
        name: _good(form, name, field) for name, field in form.fields.items()
    }
    if page.name == "login":
        values |= {"username": "own", "password": PASSWORD}
    if page.name == "password":
        values = {"old_password": PASSWORD, "new_password": CHOSEN, "again": CHOSEN}
    if page.name == "release":  # the organization is one that was searched for
        values |= TO_ABROAD
    for carried in ("seen", "shape"):
        if f'name="{carried}"' in response.content.decode():
            values[carried] = hidden(response, carried)
    return values


class SentAgain(SimpleUploadedFile):
    """A file that is sent whole each time."""

    def read(self, *size: int) -> bytes:
        """From its beginning."""
        self.seek(0)
        return bytes(super().read(*size))


def _good(  # noqa: PLR0911  one for each kind of field
    form: forms.Form, name: str, field: forms.Field
) -> object:
    if isinstance(field, StoredFileField):
        return SentAgain("แฟ้ม.jpg", jpeg(), "image/jpeg")
    if isinstance(field, SpreadsheetField):
        return SentAgain("ทะเบียน.csv", SPREADSHEET)
    if isinstance(field, forms.MultipleChoiceField):
        return list(form.get_initial_for_field(field, name) or [])
    if name in SHAPED and page_of_import(form):
        return "on" if name == "skip_refused" else form.get_initial_for_field(field, name)
    if isinstance(field, fields.ChosenField):
        return next((code for code in _codes(field) if code), "")
    if name == "postcode":
        return "83110"
    return GOOD.get(type(field), str(form.get_initial_for_field(field, name) or ""))


SHAPED = {"section", "first", "last", "skip_refused"}


def page_of_import(form: forms.Form) -> bool:
    """Whether it is a form whose fields follow from what was brought in."""
    return isinstance(form, (ApplyForm, SheetForm))


def _codes(field: fields.ChosenField) -> Iterator[str]:
    for _, options, _ in field.widget.optgroups("", []):
        yield from (str(option["value"]) for option in options)


def values_for(name: str, field: forms.Field) -> Mapping[str, Verdict]:
    """What to type into a field, and what must become of it."""
    if name == "postcode":
        return {**GARBAGE, "8311": R, "๘๓๑๑๐": T, "83110": T, "": T}
    values = dict(VALUES[type(field)])
    if isinstance(field, fields.FoldedCharField):
        longest = field.max_length or 0
        values["ก" * 300] = R if longest < 300 else T
        values["ก" * (longest + 1)] = R
        values |= {value: R for value in values if len(text.fold(value)) > longest}
    if isinstance(field, (fields.TypedField, fields.FoldedCharField)):
        values[NOTHING_BUT_SPACES] = R if field.required else T
    if field.required:
        values[""] = R
    return values


def newest_change() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM ledger_change")
        (newest,) = cursor.fetchone()
    return int(newest)


def kept_since(change: int) -> list[str]:
    """Every text in the rows that were written after a change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value FROM ledger_change, jsonb_each_text(row) WHERE id > %s"
            " AND value IS NOT NULL AND table_name LIKE 'personnel%%'",
            [change],
        )
        return [value for (value,) in cursor.fetchall()]


def complaints(world: World, page: Page, base: dict[str, object], name: str) -> Iterator[str]:
    """What is wrong with how a field takes what is typed into it."""
    client = world.client(page.part)
    form = form_on(get(client, page.shown_at(world)))
    for value, verdict in values_for(name, form.fields[name]).items():
        before, newest = written(), newest_change()
        with rolled_back():
            answer = post(world.client(page.part), page.where(world), {**base, name: value})
            changed = {table for table, rows in written().items() if rows != before.get(table)}
            kept = kept_since(newest)
            if answer.status_code == 302:
                shown = get(client, answer["Location"]).content.decode()
            else:
                shown = answer.content.decode(errors="replace")  # it may be a PDF
        typed = repr(value[:30])
        if SCRIPT in shown:
            yield f"{typed} stands on the page as it was typed"
        if verdict is T and answer.status_code not in {200, 204, 302}:
            yield f"{typed} was refused: {answer.status_code} {form_on(answer).errors.as_json()}"
        if unfit := [text for text in kept if UNSTORABLE.search(text)]:
            yield f"{typed} was stored as {unfit}"
        if verdict is R:
            yield from (f"{typed} {one}" for one in _refused(answer, name, value, changed))


def _refused(answer: HttpResponse, name: str, value: str, changed: set[str]) -> Iterator[str]:
    if answer.status_code not in {401, 403, 422, 429}:
        yield f"was answered with {answer.status_code}"
        return
    form = form_on(answer)
    said = [str(sentence) for found in form.errors.values() for sentence in found]
    if not said or not all(THAI.search(sentence) for sentence in said):
        yield f"was refused with {said}"
    page = page_of(answer)
    if not all(sentence in page for sentence in said):
        yield "was refused with a sentence that the page does not show"
    if changed - COUNTED:
        yield f"was refused, but {changed} were written"
    shown_again = not isinstance(
        form.fields[name].widget,
        (forms.PasswordInput, forms.Select, forms.RadioSelect, forms.FileInput),
    )
    if shown_again and value not in page:
        yield "was not given back"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_field_takes_what_it_should_and_says_what_it_does_not(
    world: World, page: Page
) -> None:
    wrong: list[str] = []
    with rolled_back():
        prepare(world, ROUTES[page.name].stage)
        response = get(world.client(page.part), page.shown_at(world))
        form = form_on(response)
        base = good(form, page, response)
        with rolled_back():
            answer = post(world.client(page.part), page.where(world), base)
            assert answer.status_code in {200, 204, 302}, form_on(answer).errors
        for name in form.fields:
            found = complaints(world, page, base, name)
            wrong += [f"{name}: {one}" for one in found]
    assert wrong == []


def _but_counted(rows: Mapping[str, int]) -> dict[str, int]:
    """Without what every request may write: a session is touched once a minute."""
    return {table: number for table, number in rows.items() if table not in COUNTED}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_megabyte_is_refused_in_thai(world: World, page: Page) -> None:
    with rolled_back():
        prepare(world, ROUTES[page.name].stage)
        before = _but_counted(written())
        answer = post(world.client(page.part), page.where(world), {"searched": "ก" * 1_000_000})
        assert answer.status_code == 400
        assert "ระบบอ่านข้อมูลที่ส่งมาไม่ได้" in page_of(answer)
        assert _but_counted(written()) == before


CARRIED = {
    "certification_confirm": ("revision", "last", "count"),
    "certification_ask_return": ("revision",),
    "certification_case": ("revision",),
    "certification_case_certify": ("revision",),
    "certification_case_return": ("revision",),
    **{f"code_entry_{deed}": ("seen",) for deed in ("correct", "change", "end", "reopen")},
    "intake_apply": ("seen",),
    "line_edit": ("seen",),
    "line_forward": ("later", "seen"),
    "line_remove": ("seen",),
    "national_id_correct": ("seen",),
}
NO_NUMBERS = ("", "-1", "9" * 30, "ก", "1\x00", SCRIPT)


@pytest.mark.parametrize(("name", "carried"), CARRIED.items())
def test_a_hidden_number_that_no_page_sends_changes_nothing(
    world: World, name: str, carried: tuple[str, ...]
) -> None:
    route = ROUTES[name]
    part = next((page.part for page in PAGES if page.name == name), Part.CERTIFIER)
    part = Part.PROVINCE if name == "certification_case" else part
    place = route.places[0]
    with rolled_back():
        prepare(world, route.stage)
        right = payload(world, name, part, place)
        before = {**written(), "django_session": 0}
        for one, wrong in itertools.product(carried, NO_NUMBERS):
            answer = post(world.client(part), address(world, name, place), {**right, one: wrong})
            assert answer.status_code in {400, 409, 422}, f"{one}={wrong}"
            assert {**written(), "django_session": 0} == before, f"{one}={wrong}"
            assert THAI.search(page_of(answer))
            assert SCRIPT not in answer.content.decode()


NO_IDS = (
    "not-an-id",
    "0",
    "%00",
    "..%2f..%2fetc",
    quote("ชื่อ"),
    quote(SCRIPT),
    "0189000000007000800000000000000A",
    "01890000-0000-7000-8000-00000000000G",
    "x" * 3000,
)


@pytest.mark.parametrize("part", [Part.CERTIFIER, Part.PROVINCE, Part.STRANGER])
def test_an_address_whose_id_is_none_is_nowhere(world: World, part: Part) -> None:
    client = world.client(part)
    nowhere = get(client, "/nowhere/").content
    for route in ROUTES.values():
        if "<uuid:" not in route.address:
            continue
        for wrong in NO_IDS:
            slug = re.sub(r"<slug:\w+>", "appointments", route.address)
            answer = get(client, "/" + re.sub(r"<uuid:\w+>", wrong, slug))
            assert answer.status_code == 404, route.address
            assert answer.content == nowhere


# What addresses say, as far as we know: the walk finds it by itself, and must find these.
OF_ALL = {"after", "before", "next", "q", "said", "state", "step"}
OF_LAO = {"count", "explained", "last", "more", "outcome", "revision", "rule", "searched", "sheet"}
OF_ALL_LAOS = {"amphoe", "name", "province", "start", "type"}
SAID = {
    Part.CERTIFIER: OF_ALL | OF_LAO,
    Part.PROVINCE: OF_ALL | OF_ALL_LAOS,
    Part.DLA: OF_ALL | OF_ALL_LAOS,
}
NONSENSE = ("-1", "9" * 40, "ก", "\x00", SCRIPT, "' OR 1=1 --", "\udce0\udcb8", "83\x00", "[]")
SEARCHED = "state=RETURNED"  # with which the lists of the province read on


@contextmanager
def names_read() -> Iterator[set[str]]:
    """The names that a page asks for among what its address says."""
    names: set[str] = set()

    def noted(read: Callable[..., object]) -> Callable[..., object]:
        def reading(said: QueryDict, name: str, *rest: object) -> object:
            names.add(name)
            return read(said, name, *rest)

        return reading

    with pytest.MonkeyPatch.context() as patch:
        for way in ("__getitem__", "__contains__", "getlist"):
            patch.setattr(QueryDict, way, noted(getattr(QueryDict, way)))
        yield names


def nonsense_for(client: Client, where: str) -> Iterator[tuple[str, HttpResponse]]:
    """Each name that a page reads with nonsense for it: names met only then are taken up too."""
    tried: set[str] = set()
    joint = "&" if "?" in where else "?"
    with names_read() as names:
        for query in ("", f"{joint}{SEARCHED}"):
            get(client, where + query)
        while names - tried:
            name = min(names - tried)
            tried.add(name)
            for wrong in NONSENSE:
                said = f"{name}={quote(wrong, errors='surrogateescape')}"
                query = f"{said}&{SEARCHED}" if name != "state" else said
                yield name, get(client, f"{where}{joint}{query}")


@pytest.mark.parametrize("part", SAID)
def test_nonsense_in_an_address_is_no_fault_of_the_server(world: World, part: Part) -> None:
    client = world.client(part)
    met: set[str] = set()
    for name, route in ROUTES.items():
        if "GET" not in route.methods:
            continue
        place = Place.OWN if Place.OWN in route.places else None
        with rolled_back():
            prepare(world, route.stage)
            where = address(world, name, place)
            if get(client, where).status_code not in {200, 302}:
                continue
            for asked, answer in nonsense_for(client, where):
                met.add(asked)
                assert answer.status_code in {200, 302, 400, 403, 422}, f"{name}: {asked}"
                if "text/html" in answer["Content-Type"]:
                    assert SCRIPT not in answer.content.decode(), f"{name}: {asked}"
    assert met >= SAID[part]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"\xff\xfe=\xff", "application/x-www-form-urlencoded"),
        (b"a=1&" * 600, "application/x-www-form-urlencoded"),
        (b"no boundary", "multipart/form-data"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"first_name=%00%ff", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"x", "text/plain; charset=none-such"),
    ],
)
@pytest.mark.parametrize("where", ["/login/", "/people/add/", "/people/", "/password/"])
def test_a_body_that_is_no_form_is_no_fault_of_the_server(
    world: World, where: str, body: bytes, kind: str
) -> None:
    client: Client = world.client(Part.CERTIFIER)
    with rolled_back():
        before = written()
        answer = client.generic("POST", where, body, content_type=kind)
        assert answer.status_code in {302, 400, 422}
        assert set(written()) - set(before) <= COUNTED
    if answer.status_code != 302:
        assert THAI.search(html.unescape(answer.content.decode()))


@pytest.mark.parametrize("section", ["none-such", "personnel", "PERSONAL", "x" * 2000])
def test_a_section_that_no_card_has_is_nowhere(world: World, section: str) -> None:
    client, card = world.client(Part.CERTIFIER), world.held[Place.OWN].whole.id
    for rest in ("", "add/", "nothing/", f"{card}/", f"{card}/remove/"):
        where = f"/people/{card}/{section}/{rest}"
        assert post(client, where, {}).status_code in {404, 405}
        assert get(client, where).status_code in {404, 405}


def test_text_that_is_not_folded_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk above, seen red."""
    monkeypatch.setattr(text, "fold", lambda typed: typed.replace("\x00", ""))
    page = Page("line_edit", PERSONAL.code)
    with rolled_back():
        response = get(world.client(page.part), page.shown_at(world))
        base = good(form_on(response), page, response)
        found = list(complaints(world, page, base, "former_names"))
    assert any("ดํารง" in one and "was stored as" in one for one in found)
    assert any("u202e" in one and "was stored as" in one for one in found)
