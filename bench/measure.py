"""How costs are taken on a machine that others use too, and the table they are printed in.

Wall time says little on a noisy machine; processor time of the two processes involved (ours, and
the PostgreSQL backend that serves us) says more, and a ratio within one run says most.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil
import psycopg

Connection = psycopg.Connection[tuple[object, ...]]
# What the client sends of a statement, in the simple and in the extended protocol.
STATEMENTS: Final = ("\tQuery\t", "\tExecute\t")


@dataclass(frozen=True, slots=True)
class Table:
    """What a subject measured: headings, and rows whose first cell names what was measured."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def __str__(self) -> str:
        """As it is printed: numbers to the right of their column."""
        lines = [self.headings, *self.rows]
        widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
        shown = [
            "  ".join(
                cell.ljust(width) if first else cell.rjust(width)
                for first, cell, width in zip(
                    (True, *[False] * len(cells)), cells, widths, strict=False
                )
            ).rstrip()
            for cells in lines
        ]
        return "\n".join((self.title, *(f"  {line}" for line in (*shown, *self.notes))))


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds: on the clock, of our processor time, of the backend's."""

    wall: float
    client: float
    server: float

    @property
    def cpu(self) -> float:
        """Processor time of both sides."""
        return self.client + self.server

    def cells(self) -> tuple[str, str, str]:
        """The three as a table shows them."""
        return number(self.wall), number(self.client), number(self.server)


def number(milliseconds: float) -> str:
    """Three digits or so: more would be noise."""
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.1f}"  # noqa: PLR2004


def ratios(cost: Cost, of: Cost) -> tuple[str, str]:
    """The ratio of wall times and the one of processor times, both sides together."""
    return f"×{cost.wall / of.wall:.2f}", f"×{cost.cpu / of.cpu:.2f}"


def cost(action: Callable[[], object], backend: int) -> Cost:
    """What one run costs; `backend` is the process id of PostgreSQL's side."""
    server, client, wall = _backend_ms(backend), time.process_time(), time.perf_counter()
    action()
    return Cost(
        (time.perf_counter() - wall) * 1000,
        (time.process_time() - client) * 1000,
        _backend_ms(backend) - server,
    )


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each of the three."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.client for cost in costs),
        statistics.median(cost.server for cost in costs),
    )


def typical(action: Callable[[], object], backend: int, runs: int) -> Cost:
    """The median cost of some runs, after one that warms up."""
    action()
    return median([cost(action, backend) for _ in range(runs)])


def _backend_ms(pid: int) -> float:
    """Processor time that a process has used: in nanoseconds where the kernel tells, else ticks."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1_000_000
    except (OSError, IndexError, ValueError):
        used = psutil.Process(pid).cpu_times()
        return float(used.user + used.system) * 1000


def peak_megabytes(action: Callable[[], object]) -> str:
    """How much our memory grows at most while something runs; '-' where the kernel keeps quiet."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
        before = _status("VmRSS")
        action()
        return f"{(_status('VmHWM') - before) / 1024:.0f} MB"
    except OSError:
        action()
        return "-"


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


@dataclass
class Counter:
    """How many statements went over the wire."""

    statements: int = 0


@contextmanager
def counted(connection: Connection) -> Iterator[Counter]:
    """Count every statement sent: BEGIN, COMMIT, SAVEPOINT and SET too, which Django's log lacks.

    libpq itself writes down what it sends, so nothing can pass by.
    """
    counter = Counter()
    with tempfile.TemporaryFile("w+") as trace:
        connection.pgconn.trace(trace.fileno())
        try:
            yield counter
        finally:
            connection.pgconn.untrace()
        trace.seek(0)
        counter.statements = sum(
            any(kind in line for kind in STATEMENTS)
            for line in trace
            if line.split("\t")[1:2] == ["F"]
        )
