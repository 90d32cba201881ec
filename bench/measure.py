"""What a measurement is, and how a time is taken on a machine that others use too."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number: what was measured, in which unit, and what it is measured against."""

    what: str
    value: float
    unit: str
    beside: str = ""


def milliseconds(action: Callable[[], object], times: int = 5) -> float:
    """The median time of an action, after one run that warms it up."""
    action()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def cpu_milliseconds(action: Callable[[], object], times: int = 5) -> float:
    """The median processor time of this process for an action, after one run that warms it up."""
    action()
    taken = []
    for _ in range(times):
        start = time.process_time()
        action()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)
