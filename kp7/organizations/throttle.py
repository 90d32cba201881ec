"""How long a user name and an address must wait after failing.

Failures count by the pair (user name, address). An address that has not failed on a user name
never waits, so nobody can shut an office out from elsewhere: user names are public codes. Many
failures of one user name, from wherever, only take free attempts away from those who failed
themselves.
"""

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_ATTEMPTS = 5
WINDOW = timedelta(hours=1)
LONGEST_WAIT = timedelta(minutes=15)
FAILURES_PER_FREE_ATTEMPT = 20
# More failures of a user name than this change nothing.
HIGHEST_PRESSURE = FAILURES_PER_FREE_ATTEMPT * (FREE_ATTEMPTS - 1)


@dataclass(frozen=True, slots=True)
class Failures:
    """What is known of a pair: how often it failed and when last."""

    count: int
    last_at: datetime


def free_attempts(pressure: int) -> int:
    """Return how many failures go unpunished when the user name failed `pressure` times an hour."""
    return max(1, FREE_ATTEMPTS - pressure // FAILURES_PER_FREE_ATTEMPT)


def wait_after(count: int, pressure: int) -> timedelta:
    """Return the wait after the pair's failure number `count`: 1 s, 2 s, 4 s … up to 15 minutes."""
    beyond = count - free_attempts(pressure)
    if count == 0 or beyond < 0:
        return timedelta(0)
    # 2^10 s is longer than the longest wait: no need to compute larger powers.
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(beyond, 10)))


def recent(failures: Failures, now: datetime) -> int:
    """Return the pair's failures that still count: none after a quiet window."""
    return failures.count if now - failures.last_at < WINDOW else 0


def seconds_left(failures: Failures, pressure: int, now: datetime) -> int:
    """Return the whole seconds that the pair still has to wait; 0: it may try."""
    until = failures.last_at + wait_after(recent(failures, now), pressure)
    return max(0, math.ceil((until - now).total_seconds()))


def address_key(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or an IPv6 network of 64 bits.

    A single line is given a /64, so counting single IPv6 addresses would count nothing.
    """
    try:
        ip = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((int(ip), 64), strict=False))
