"""Everything that a part can reach is read for what belongs to organizations outside its scope."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from kp7.certification import queries as cases
from kp7.certification.models import Case
from kp7.organizations import authority
from kp7.web import people
from tests.authorization.canaries import found_in, outside
from tests.authorization.requests import address
from tests.authorization.routes import READS, ROUTES, Part, Place, Stage
from tests.authorization.world import (
    WORDS,
    World,
    ask_for_return,
    certify_above,
    national_id_of,
    prepare,
    rolled_back,
)
from tests.cast import NEXT_DOOR
from tests.web.recording import PERSON, as_one, get, post

pytestmark = pytest.mark.slow

WINDOW = {"HX-Request": "true", "HX-Target": "window"}
LIMITED = tuple(part for part in Part if len(READS[part]) < len(WORDS))
ENOUGH = 1200
SKIPPED = re.compile(r"/static/|/logout/|/manual/")  # what everybody reads is of nobody
ENTRY = re.compile(r"(/codes/[\w-]+/)[0-9a-f-]{36}/")  # so are code tables


class Links(HTMLParser):
    """Where a page leads without changing anything: links, GET forms, windows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._form: tuple[str, dict[str, str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what leads on."""
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "a":
                self.found.append(given.get("href", ""))
            case "form" if given.get("method", "get").lower() == "get":
                self._form = (given.get("action", ""), {})
            case "input" if self._form and given.get("name"):
                self._form[1][given["name"]] = given.get("value", "")
        self.found += [given[name] for name in ("formaction", "data-hx-get") if name in given]

    def handle_endtag(self, tag: str) -> None:
        """Send a form as it stands."""
        if tag == "form" and self._form:
            action, fields = self._form
            self.found.append(f"{action}?{urlencode(fields)}")
            self._form = None


def links_in(response: HttpResponse, here: str) -> Iterator[str]:
    """The addresses of our own that a page leads to."""
    if location := response.get("Location"):
        yield urljoin(here, location)
    if "text/html" in response.get("Content-Type", ""):
        page = Links()
        page.feed(response.content.decode())
        for found in page.found:
            where = urlsplit(urljoin(here, found))
            if not where.netloc and not SKIPPED.match(where.path):
                yield where._replace(fragment="").geturl()


def kind_of(link: str) -> str:
    """What an address is of: the entries of a code table are of one kind."""
    return ENTRY.sub(r"\1entry/", link)


def starts(world: World) -> Iterator[str]:
    """Every address there is, of every place: those of others too."""
    for name, route in ROUTES.items():
        if route.card != "bare":
            yield from (address(world, name, place) for place in route.places)
    yield "/nowhere/"
    yield "/people/not-an-id/"


@dataclass
class Crawl:
    """What was read: findings by address, the number of pages, all their words, what is left."""

    findings: dict[str, list[str]] = field(default_factory=dict)
    pages: int = 0
    words: list[str] = field(default_factory=list)
    unread: int = 0


def crawl(world: World, part: Part, most: int = ENOUGH) -> Crawl:
    """Open every address there is, then wherever its page leads to."""
    forbidden, client = outside(world, part), world.client(part)
    windows = set(starts(world))
    known = {kind_of(link) for link in windows}
    waiting = deque(sorted(windows))
    done = Crawl()
    while waiting and done.pages < most:
        here = waiting.popleft()
        response = get(client, here)
        answers = [response]
        if here in windows:
            answers.append(as_window(client, here))
        for answer in answers:
            if found := found_in(answer, forbidden, [here]):
                done.findings[here] = found
        done.pages += 1
        done.words.append(response.content.decode(errors="ignore"))
        fresh = {
            kind: link for link in links_in(response, here) if (kind := kind_of(link)) not in known
        }
        known.update(fresh)
        waiting.extend(fresh.values())
    done.unread = len(waiting)
    return done


def as_window(client: Client, where: str) -> HttpResponse:
    """Open a page as htmx does."""
    return as_one(client.get(where, headers=WINDOW))


def advance(world: World) -> None:
    """Certify every register; one asks for its return, the other two are vouched for above."""
    prepare(world, Stage.SEALED)
    ask_for_return(world, Place.NEXT_DOOR)
    for place in (Place.OWN, Place.FAR):
        certify_above(world, place)


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("part", LIMITED)
def test_nothing_of_another_organization_is_in_anything_that_a_part_can_open(
    world: World, part: Part, *, sealed: bool
) -> None:
    with rolled_back():
        if sealed:
            advance(world)
        done = crawl(world, part)
    assert done.findings == {}
    assert done.unread == 0, "the crawl found no end"
    assert done.pages >= len(ROUTES)
    if part in world.cookies and part is not Part.DISABLED and part is not Part.ONE_TIME:
        for place in READS[part]:
            assert WORDS[place] in "".join(done.words), f"the crawl saw nothing of {place}"


@pytest.mark.parametrize("part", [Part.RECORDER, Part.CERTIFIER_FAR])
@pytest.mark.parametrize("searched", [*WORDS.values(), "ชื่อ", "9"])
def test_a_search_and_its_export_find_one_s_own_alone(
    world: World, part: Part, searched: str
) -> None:
    client = world.client(part)
    with rolled_back():
        client.post("/people/", {"searched": searched, "presence": "all"})
        for where in ("/people/", "/people/export/"):
            response = get(client, where)
            assert response.status_code == 200
            assert found_in(response, outside(world, part), [searched]) == []


@pytest.mark.parametrize("part", [Part.PROVINCE, Part.OTHER_PROVINCE, Part.OTHER_AMPHOE])
@pytest.mark.parametrize("asked", ["province=83", "amphoe=8301", "province=81", "name=เก", "type="])
def test_a_filter_reaches_no_further_than_the_territory(
    world: World, part: Part, asked: str
) -> None:
    client = world.client(part)
    for where in ("/certification/province/", "/certification/province/export/"):
        response = get(client, f"{where}?{asked}")
        assert found_in(response, outside(world, part), [asked]) == []


def test_somebody_active_elsewhere_names_that_organization_and_nothing_more(world: World) -> None:
    far, client = world.held[Place.FAR], world.client(Part.RECORDER)
    typed = {**PERSON, "national_id": national_id_of(Place.FAR, 1)}
    with rolled_back():
        answers = [
            post(client, "/people/add/", typed),
            post(
                client,
                address(world, "national_id_correct", Place.OWN),
                {"seen": "1", "national_id": typed["national_id"]},
            ),
        ]
    for answer in answers:
        assert answer.status_code == 409
        assert far.organization in answer.content.decode()
        found = found_in(answer, outside(world, Part.RECORDER), typed.values())
        assert found == ["the organization of far"]


def test_a_line_of_another_s_card_is_nowhere_to_be_had(world: World) -> None:
    client = world.client(Part.RECORDER)
    mixed = address(world, "line_edit", Place.MIXED)
    with rolled_back():
        for data in ({}, {"seen": "1"}, {**PERSON, "seen": "1"}):
            answer = post(client, mixed, data)
            assert found_in(answer, outside(world, Part.RECORDER), [mixed]) == []


# --- the test has been seen red -------------------------------------------------------------------

Open = Callable[[pytest.MonkeyPatch], None]


def every_case(patch: pytest.MonkeyPatch) -> None:
    """Forget the territory of cases."""
    everything = Case.objects.filter(current=True).select_related("round")
    patch.setattr(cases, "cases_in_scope", lambda _actor: everything)


def every_card(patch: pytest.MonkeyPatch) -> None:
    """Let everybody read everything."""
    patch.setattr(authority, "may_read", lambda _actor, **_where: True)


def every_register(patch: pytest.MonkeyPatch) -> None:
    """Take an officer for one of next door."""
    patch.setattr(people, "own_register", lambda _request: NEXT_DOOR)


@pytest.mark.parametrize(
    ("part", "open_up", "kinds"),
    [
        (Part.OTHER_PROVINCE, every_case, {"the organization of own"}),
        (Part.OTHER_AMPHOE, every_case, {"a word of far"}),
        (Part.RECORDER, every_card, {"a salary, written of far", "a word of next door"}),
        (Part.PROVINCE, every_card, {"a national id, masked of far"}),
        (Part.RECORDER, every_register, {"a national id of next door", "a salary of next door"}),
    ],
)
def test_the_canaries_sing_where_a_scope_is_lost(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    part: Part,
    open_up: Open,
    kinds: set[str],
) -> None:
    open_up(monkeypatch)
    with rolled_back():
        done = crawl(world, part, most=len(list(starts(world))))
    assert kinds <= {kind for found in done.findings.values() for kind in found}
