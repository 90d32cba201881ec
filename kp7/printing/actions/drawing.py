"""Many cards on paper, one after another, into a file; what is kept of each comes with it."""

import io
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Final

import pikepdf

from kp7.organizations.authority import Actor
from kp7.personnel.models import Card
from kp7.personnel.queries import name_of
from kp7.printing import cards as form
from kp7.printing import sheaf
from kp7.printing.actions.cards import digest, file_name, holds_sensitive, issue_of
from kp7.printing.cards.choices import Paper
from kp7.printing.engine import Prepared
from kp7.printing.models import Issue
from kp7.printing.papers import papers
from kp7.printing.planning import NeverPrinted, NothingNew, Plan, plan
from kp7.printing.queries import cards_by_id, papers_known
from kp7.printing.sheaf import Printed
from kp7.printing.terms import Bundle
from kp7.printing.wanted import Wanted

AT_ONCE: Final = 20  # cards read together: the same number of statements for each such chunk

Shown = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cards, how, by whom, into what. `shown` is told how many of how many are done."""

    by: Actor
    register_id: uuid.UUID
    card_ids: Sequence[uuid.UUID]
    wanted: Wanted
    bundle: Bundle
    title: str
    moment: datetime
    shown: Shown
    batch_id: uuid.UUID | None = None


@dataclass(slots=True)
class Drawn:
    """What came of it: the issues to keep, and who was left out or could not be printed."""

    issues: list[Issue] = field(default_factory=list)
    pages: int = 0
    left_out: int = 0
    sensitive: bool = False
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A card that is ready to be set."""

    card: Card
    paper: Paper
    planned: Plan


def draw(asked: Asked, file: BinaryIO) -> Drawn:
    """Print cards into a file; nothing is stored, and nothing written where nobody is printed."""
    drawn = Drawn()
    waiting: deque[_Ready] = deque()
    printed = _kept(asked, drawn, waiting, sheaf.printed(_documents(asked, drawn, waiting)))
    if asked.bundle is Bundle.PDF:
        sheaf.bind((one for _, one in printed), file, title=asked.title)
    else:
        named = (
            (f"{number:04d} {file_name(card, asked.wanted.what, asked.moment)}", one.pdf)
            for number, (card, one) in enumerate(printed, start=1)
        )
        sheaf.zipped(named, file)
    return drawn


def _documents(asked: Asked, drawn: Drawn, waiting: "deque[_Ready]") -> Iterator[Prepared]:
    """Each card that has something to print, read a few at a time."""
    for start in range(0, len(asked.card_ids), AT_ONCE):
        chunk = cards_by_id(asked.register_id, asked.card_ids[start : start + AT_ONCE])
        known = papers_known(asked.register_id, [card.person_id for card in chunk])
        read = papers(asked.register_id, chunk, by=asked.by)
        for at, (card, paper) in enumerate(zip(chunk, read, strict=True), start=start):
            asked.shown(at, len(asked.card_ids))
            try:
                planned = plan(paper, asked.wanted, known.get(card.person_id))
            except NothingNew:
                drawn.left_out += 1
                continue
            except NeverPrinted as refusal:
                drawn.refused.append((name_of(card), refusal.sentence))
                continue
            waiting.append(_Ready(card, paper, planned))
            yield form.prepared(
                paper, planned.options, moment=asked.moment, officer=asked.by.officer
            )


def _kept(
    asked: Asked, drawn: Drawn, waiting: "deque[_Ready]", printed: Iterator[Printed]
) -> Iterator[tuple[Card, Printed]]:
    """Each card as it was set, once what is kept of it is noted."""
    for one in printed:
        ready = waiting.popleft()
        if one.refused:
            drawn.refused.append((name_of(ready.card), one.refused))
            continue
        with pikepdf.open(io.BytesIO(one.pdf)) as made:
            pages = len(made.pages)
        drawn.pages += pages
        drawn.sensitive |= holds_sensitive(ready.paper, ready.planned)
        drawn.issues.append(
            issue_of(
                asked.by,
                ready.card,
                ready.paper,
                asked.wanted,
                ready.planned,
                pages=pages,
                content=digest(one.pdf),
                batch_id=asked.batch_id,
            )
        )
        yield ready.card, one
