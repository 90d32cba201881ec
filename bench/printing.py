"""Cards on paper: one alone, and a sheaf of them in processes of their own."""

import io
import resource
import time
from collections.abc import Iterator

from django.db import connection

from bench.measure import Table, cost, counted, number, typical
from bench.people import fill, settle
from kp7.database.embedded import Server
from kp7.organizations.authority import Actor
from kp7.personnel.queries import cards_of, today
from kp7.personnel.terms import Presence
from kp7.printing import cards, sheaf
from kp7.printing.cards import Options, Paper, Part
from kp7.printing.engine import Prepared
from kp7.printing.papers import papers
from tests.cast import OWN, make_cast
from tests.printing.examples import NOW, long_history, nothing, ordinary, paper

RUNS = 5
MANY = 200
Row = tuple[str, ...]
THREE_PAGES = Options(parts=(Part.FRONT, Part.INSIDE, Part.SUMMARY))
CASES = (
    ("a card of nothing, 4 pages", paper(nothing()), Options()),
    ("an ordinary card, 3 pages, 2 photographs", paper(ordinary(14), photographs=2), THREE_PAGES),
    ("a card of 300 lines, 26 pages", paper(long_history(), photographs=2), Options()),
)


def measure(server: Server, database: str) -> Table:
    """Print three cards, and two hundred bound into one PDF."""
    cast = make_cast()
    fill(OWN, MANY)
    settle(server, database)
    rows = [_alone(*case) for case in CASES]
    rows.append(_read(cast.certifier))
    rows.append(_sheaf())
    return Table(
        "Cards on paper",
        ("", "CPU ms", "CPU ms a card", "kB a card", "pages", "peak MB", "of a press"),
        rows,
        ("CPU: ours and our children's. Read: cards from the database, in how many statements.",),
    )


def _alone(what: str, card: Paper, options: Options) -> Row:
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    made = cards.card_pdf(card, options, moment=NOW)
    each = typical(lambda: cards.card_pdf(card, options, moment=NOW), backend, RUNS)
    out = io.BytesIO()
    pages = sheaf.bind([sheaf.Printed(0, "", made)], out, title="-")
    return (
        what,
        number(each.client),
        number(each.client),
        f"{len(made) / 1000:.0f}",
        str(pages),
        "",
        "",
    )


def _read(by: Actor) -> Row:
    found = list(cards_of(OWN, Presence.ACTIVE, today()))
    connection.ensure_connection()
    with counted(connection.connection) as sent:
        papers(OWN, found, by=by)
    each = cost(lambda: papers(OWN, found, by=by), connection.connection.info.backend_pid)
    what = f"{MANY} cards read, in {sent.statements} statements"
    return (what, number(each.cpu), number(each.cpu / MANY), "", "", "", "")


def _sheaf() -> Row:
    def told() -> Iterator[Prepared]:
        for at in range(MANY):
            card = paper(ordinary(14 - at % 5), photographs=2)
            yield cards.prepared(card, THREE_PAGES, moment=NOW)

    before, out = _cpu(), io.BytesIO()
    pages = sheaf.bind(sheaf.printed(told()), out, title="ก.พ.7")
    spent = _cpu() - before
    return (
        f"{MANY} of 3 pages, bound in one PDF",
        number(spent),
        number(spent / MANY),
        f"{len(out.getvalue()) / 1000 / MANY:.0f}",
        str(pages),
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}",
        f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}",
    )


def _cpu() -> float:
    """Processor time so far in milliseconds, that of ended children included."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.process_time() + ended.ru_utime + ended.ru_stime) * 1000
