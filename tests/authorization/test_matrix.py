"""Every route × method × part × place comes to what `routes.py` says, and changes nothing else."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kp7.organizations import authority
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.personnel import queries
from kp7.personnel.actions.looking import LookedAt, look_at_card
from kp7.web import cards
from tests.authorization.canaries import found_in, outside
from tests.authorization.requests import Answer, address, payload
from tests.authorization.routes import READS, ROUTES, Outcome, Part, Place, Route
from tests.authorization.world import World, prepare, rolled_back, written

pytestmark = pytest.mark.slow

METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE")
HTMX = {"HX-Request": "true", "HX-Target": "window"}
SESSION = "django_session"
LOOK = "ledger_look"


def leaves(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """The name and the address of every route of Django's resolver."""
    for one in resolver.url_patterns:
        address_ = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield str(one.name), address_
        else:
            yield from leaves(one, address_)


def test_every_route_of_the_product_is_in_the_data_and_no_other() -> None:
    known = {(name, route.address) for name, route in ROUTES.items()}
    there = set(leaves(get_resolver()))
    assert there - known == set(), "a route without a row in tests/authorization/routes.py"
    assert known - there == set(), "a row without a route"


@dataclass(frozen=True)
class Cell:
    """One question: who asks for what, about which place's object."""

    world: World
    name: str
    method: str
    part: Part
    place: Place | None

    @cached_property
    def address(self) -> str:
        """Where it is asked."""
        return address(self.world, self.name, self.place)

    @property
    def payload(self) -> Mapping[str, object]:
        """What a form would send."""
        if self.method != "POST":
            return {}
        return payload(self.world, self.name, self.part, self.place)

    @property
    def sent(self) -> list[str]:
        """All that the question itself says."""
        return [self.address, *map(str, self.payload.values())]


def ask(cell: Cell, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask as a browser does; what it changed is taken back."""
    before = written()
    with rolled_back():
        client = cell.world.client(cell.part)
        if cell.method == "POST":
            response: object = client.post(cell.address, cell.payload, headers=headers)
        else:
            response = client.generic(cell.method, cell.address, headers=headers)
        response = whole(response)
        after = written()
    assert isinstance(response, HttpResponse)
    changed = frozenset(table for table in after if after[table] != before.get(table))
    return Answer(response, changed)


def whole(response: object) -> object:
    """An answer that comes in pieces, as one."""
    if not isinstance(response, StreamingHttpResponse):
        return response
    return HttpResponse(response.getvalue(), status=response.status_code, headers=response.headers)


def complaints(cell: Cell, answer: Answer, nowhere: Answer | None) -> Iterator[str]:
    """What is wrong with one answer; `nowhere` is that about what does not exist."""
    expected = ROUTES[cell.name].expected(cell.method, cell.part, cell.place)
    if answer.outcome != expected:
        yield f"{expected} was expected, not {answer.outcome}"
    inside = cell.place in READS[cell.part]
    may_write = {SESSION, ROUTES[cell.name].counts}
    if cell.method in {"GET", "HEAD"} and inside:
        may_write.add(LOOK)
    if expected is not Outcome.DONE and not answer.written <= may_write:
        yield f"it wrote {sorted(answer.written)}"
    if found := found_in(answer.response, outside(cell.world, cell.part), cell.sent):
        yield f"the answer holds {found}"
    if nowhere and not inside and nowhere.bytes != answer.bytes:
        yield "the answer is not that of what does not exist"


def places_for(route: Route, method: str) -> list[Place | None]:
    """The places to ask about: HEAD goes GET's way, and another method never so far.

    NOWHERE comes first: every answer about another's object is held against it.
    """
    places = sorted(route.places, key=lambda place: place is not Place.NOWHERE)
    if method in {"GET", "POST"} and method in route.methods:
        return places
    return [place for place in places if place in {None, Place.OWN, Place.NOWHERE}]


def wrong_cells(world: World, name: str) -> list[str]:
    """What is wrong with the cells of a route, by method, part and place."""
    route = ROUTES[name]
    wrong = []
    with rolled_back():
        prepare(world, route.stage)
        for part, method in itertools.product(Part, METHODS):
            nowhere = None
            for place in places_for(route, method):
                cell = Cell(world, name, method, part, place)
                answer = ask(cell)
                nowhere = answer if place is Place.NOWHERE else nowhere
                said = complaints(cell, answer, nowhere)
                wrong += [f"{method} by {part} of {place}: {one}" for one in said]
    return wrong


@pytest.mark.parametrize("name", ROUTES)
def test_every_cell_comes_to_what_the_data_say(world: World, name: str) -> None:
    assert wrong_cells(world, name) == []


def test_a_card_that_anybody_may_read_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix, seen red."""
    monkeypatch.setattr(authority, "may_read", lambda _actor, **_where: True)
    wrong = wrong_cells(world, "card")
    assert "GET by recorder of far: 404 was expected, not ok" in wrong
    assert any("GET by recorder of far: it wrote" in one and LOOK in one for one in wrong)
    assert "GET by recorder of far: the answer is not that of what does not exist" in wrong
    assert any(one.startswith("GET by recorder of far: the answer holds") for one in wrong)


def test_a_refusal_that_tells_what_exists_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 404 like the others but for one word."""

    def telling(*, by: Actor, card_id: UUID) -> LookedAt:
        found = queries.card(card_id)
        if found and not authority.may_record(by, found.register_id):
            raise NotAuthorized("บัตรนี้เป็นของหน่วยงานอื่น")
        return look_at_card(by=by, card_id=card_id)

    monkeypatch.setattr(cards, "look_at_card", telling)
    wrong = wrong_cells(world, "card")
    assert "GET by recorder of far: 404 was expected, not 403" in wrong
    assert "GET by recorder of far: the answer is not that of what does not exist" in wrong


@pytest.mark.parametrize("part", [Part.RECORDER, Part.PROVINCE, Part.OTHER_AMPHOE])
def test_in_a_window_too_another_s_object_is_as_one_that_does_not_exist(
    world: World, part: Part
) -> None:
    for name, route in ROUTES.items():
        foreign = [place for place in route.places if place and place not in READS[part]]
        for method in {"GET", "POST"} & set(route.methods):
            with rolled_back():
                prepare(world, route.stage)
                answers = {ask(Cell(world, name, method, part, one), HTMX) for one in foreign}
            assert len({answer.bytes for answer in answers}) <= 1, f"{method} {name}"
            assert not any(answer.written - {SESSION} for answer in answers), f"{method} {name}"


def test_a_form_without_its_token_changes_nothing(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    for name, route in ROUTES.items():
        if "POST" not in route.methods:
            continue
        place = route.places[0]
        with rolled_back():
            prepare(world, route.stage)
            cell = Cell(world, name, "POST", Part.CERTIFIER, place)
            strict.cookies.load(world.client(Part.CERTIFIER).cookies)
            before = written()
            answer = strict.post(cell.address, cell.payload)
            assert answer.status_code == 403, name
            assert written() == before, name
