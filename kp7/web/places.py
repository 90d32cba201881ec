"""Where a page of a list begins, as its address says it: an instant, and how many of it passed."""

import datetime as dt
import re
from typing import Final

from kp7.ledger.queries import Place
from kp7.web.request import OfficerRequest

MARK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,6})")
EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def place_in(request: OfficerRequest) -> Place | None:
    """Return where a page begins; what is no mark begins at the newest."""
    found = MARK.fullmatch(request.GET.get("before", ""))
    at = instant_of(int(found[1])) if found else None
    return Place(at, int(found[2])) if found and at else None


def next_url(address: str, place: Place | None) -> str:
    """Return the address of the page that begins there; '' where none does."""
    return f"{address}?before={mark_of(place.at)}-{place.passed}" if place else ""


def instant_of(mark: int) -> dt.datetime | None:
    """Read an instant from microseconds since 1970, None beyond all calendars."""
    try:
        return EPOCH + dt.timedelta(microseconds=mark)
    except OverflowError:
        return None


def mark_of(instant: dt.datetime) -> int:
    """Return an instant as microseconds since 1970: exact, and no id of anything."""
    return (instant - EPOCH) // dt.timedelta(microseconds=1)
