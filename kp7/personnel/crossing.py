"""What the rest of a register says of its cards: what rules ask that one card cannot answer.

One statement for any number of people; what it finds stands in `Record.around` as plain values.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from itertools import islice
from pathlib import Path

from django.db import connection

from kp7.personnel.record import ALONE, Around, Numbered
from kp7.thai import names, text

STATEMENT = Path(__file__).parent / "sql" / "around.sql"
MOST_NAMED = 3  # a number that a whole office shares needs no list of the office
NEARLY_THE_SAME = 0.85  # twins share a surname, hardly ever so much of both names


@dataclass(slots=True)
class _Seen:
    """What was found of one person so far."""

    same_number: tuple[str, ...] = ()
    same_person: set[str] = field(default_factory=set)
    numbered: Numbered | None = None

    def whole(self) -> Around:
        return Around(self.same_number, tuple(sorted(self.same_person)), self.numbered)


def around(
    register_id: uuid.UUID, persons: Sequence[uuid.UUID], on: date
) -> dict[uuid.UUID, Around]:
    """What the register says of some of its people on a day; those it says nothing of are ALONE."""
    seen: dict[uuid.UUID, _Seen] = defaultdict(_Seen)
    sharing: dict[str, dict[uuid.UUID, str]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"register": register_id, "persons": list(persons), "on": on})
        for person_id, what, words in cursor:
            if what == "number":
                sharing[words[0]][person_id] = names.full_name(*words[1:])
            else:
                _take(seen[person_id], what, words)
    for holders in sharing.values():
        for person in holders:
            others = (name for other, name in sorted(holders.items()) if other != person)
            seen[person].same_number = tuple(islice(others, MOST_NAMED))
    return {person: seen[person].whole() if person in seen else ALONE for person in persons}


def _take(seen: _Seen, what: str, words: Sequence[str | None]) -> None:
    said = [word or "" for word in words]
    if what == "former":
        seen.same_person.add(names.full_name(*said))
    elif what == "born":
        if _alike(said[1:3], said[3:5]):
            seen.same_person.add(names.full_name(*said[:3]))
    else:
        number, known, closed, held, *holder = said
        seen.numbered = Numbered(
            number, known == "true", closed == "true", names.full_name(*holder), held == "true"
        )


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names, of people born on one day, are nearly the same."""
    matcher = SequenceMatcher(None, _key(one), _key(other), autojunk=False)
    return matcher.quick_ratio() >= NEARLY_THE_SAME and matcher.ratio() >= NEARLY_THE_SAME


def _key(name: Sequence[str]) -> str:
    return text.search_key("".join(name))


@cache
def _statement() -> str:
    return STATEMENT.read_text(encoding="utf-8")
