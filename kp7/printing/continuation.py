"""ใบต่อ: which lines of item 13 the paper does not have yet, and where on it they go.

A line is never erased on paper: one that was corrected or removed since is struck out in red by
hand, and what the card says now is printed below. So the paper is what was printed last, and what
is new is what the card says and the paper does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID


class Said(Protocol):
    """A line of item 13 as it is printed: what it was made of, and its six cells."""

    @property
    def ids(self) -> tuple[UUID, ...]:
        """The lines of the record that it was made of."""

    @property
    def said(self) -> tuple[str, ...]:
        """Its cells, in plain text."""


SaidLine = TypeVar("SaidLine", bound=Said)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A line that stands on the paper: on rows `first` to `last` of a sheet, the first being 1.

    `page` is 0 where nobody knows: the line was on the card before this software printed on it.
    """

    ids: tuple[UUID, ...]
    said: tuple[str, ...]
    page: int = 0
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Start:
    """Where printing begins: a row of a sheet, both counted from 1."""

    page: int
    row: int


TOP = Start(1, 1)


@dataclass(frozen=True, slots=True)
class Struck:
    """A line of the paper that is not what the card says; `now` is empty where it was removed."""

    paper: OnPaper
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the card says against what is on paper, by the places of the card's lines.

    `new` are those that the paper lacks, `corrected` those that it has in other words, `late` the
    new ones that stand on the card before a line that is on the paper already.
    """

    new: tuple[int, ...]
    corrected: tuple[int, ...]
    late: tuple[int, ...]
    struck: tuple[Struck, ...]

    @property
    def to_print(self) -> tuple[int, ...]:
        """The places of the lines to print, in the card's order."""
        return tuple(sorted((*self.new, *self.corrected)))


def compared(now: Sequence[Said], paper: Sequence[OnPaper]) -> Difference:
    """Hold a card against its paper.

    A line is found again by its id, else by all its words: one typed anew just as it was, or
    brought here from another register, is no new line.
    """
    found = _found_again(now, paper)
    corrected = sorted(at for at, line in found.items() if tuple(now[at].said) != line.said)
    left = [at for at in range(len(now)) if at not in found]
    newest = max(found, default=-1)
    struck = [Struck(found[at], tuple(now[at].said)) for at in corrected]
    again = set(found.values())
    struck += [Struck(line, ()) for line in paper if line not in again]
    return Difference(
        tuple(left), tuple(corrected), tuple(at for at in left if at < newest), tuple(struck)
    )


def _found_again(now: Sequence[Said], paper: Sequence[OnPaper]) -> dict[int, OnPaper]:
    """The line of the paper that each line of the card is, where it is there already."""
    of_id = {line_id: at for at, line in enumerate(now) for line_id in line.ids}
    found: dict[int, OnPaper] = {}
    unknown = []
    for line in paper:
        at = next((of_id[one] for one in line.ids if one in of_id), None)
        if at is None or at in found:
            unknown.append(line)
        else:
            found[at] = line
    of_words = {tuple(line.said): at for at, line in enumerate(now) if at not in found}
    for line in unknown:
        at = of_words.pop(line.said, None)
        if at is not None:
            found[at] = line
    return found


def next_start(paper: Sequence[OnPaper], rows: int) -> Start:
    """The first free row below what was printed; a new sheet where the last one is full."""
    known = [(line.page, line.last) for line in paper if line.page]
    if not known:
        return TOP
    page, last = max(known)
    return Start(page, last + 1) if last < rows else Start(page + 1, 1)


def span(now: Sequence[SaidLine], first: UUID | None, last: UUID | None) -> tuple[SaidLine, ...]:
    """The lines from the one of an id to that of another, whichever of the two comes first."""
    places = [
        at
        for wanted in (first, last)
        for at in range(len(now))
        if wanted is not None and wanted in now[at].ids
    ]
    if not places:
        return ()
    end = len(now) - 1 if last is None else max(places)
    start = 0 if first is None else min(places)
    return tuple(now[start : end + 1])


def paper_after(
    paper: Sequence[OnPaper], struck: Iterable[Struck], printed: Sequence[OnPaper]
) -> tuple[OnPaper, ...]:
    """What stands on the paper once more lines were printed below and others struck out."""
    gone = {one.paper for one in struck}
    reprinted = {line_id for line in printed for line_id in line.ids}
    kept = [line for line in paper if line not in gone and reprinted.isdisjoint(line.ids)]
    return (*kept, *printed)


def taken_as_standing(now: Sequence[Said], printed: Sequence[OnPaper]) -> tuple[OnPaper, ...]:
    """The paper of a card first printed on now: what precedes the lines printed stood there."""
    ids = {line_id for line in printed for line_id in line.ids}
    before = []
    for line in now:
        if not ids.isdisjoint(line.ids):
            break
        before.append(OnPaper(tuple(line.ids), tuple(line.said)))
    return (*before, *printed)
