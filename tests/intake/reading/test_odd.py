"""Whatever arrives is read or refused with a sentence, by a process that stays small."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from kp7.intake.reading import reader
from kp7.intake.reading.child import LIMITS
from kp7.intake.reading.refusals import Why
from tests.intake.reading.odd import all_of_them

ALL: Final = all_of_them()
# One of each group; the rest, and those that are built to take much, are slow.
FEW: Final = (
    "csv in TIS-620",
    "csv in UTF-16 little",
    "a web page",
    "parts that overlap",
    "macros",
    "elements with prefixes",
    "a cell in the last place of all",
    "400 empty columns",
    "a formula without a result",
    "dates of every kind",
    "a chart sheet",
    "an xls with hidden rows, formulas and failures",
    "a workbook with a password",
    "an ods with empty rows to the end",
    "cut 0",
    "changed 1",
)
MOST_RESIDENT: Final = 500_000  # kilobytes
MOST_SECONDS: Final = 20
PROGRAM: Final = """
import json, resource, sys
from pathlib import Path
from kp7.intake.reading.reader import read
from kp7.intake.reading.refusals import BookRefused
for line in sys.stdin:
    path, answer = Path(line.strip()), {"sheets": None, "why": None, "sentence": ""}
    try:
        answer["sheets"] = len(read(path.read_bytes(), name=path.name).sheets)
    except BookRefused as refused:
        answer |= {"why": refused.why, "sentence": refused.sentence}
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer |= {"resident": used.ru_maxrss, "seconds": used.ru_utime + used.ru_stime}
    print(json.dumps(answer), flush=True)
"""


def outcomes(names: Iterable[str], folder: Path) -> Mapping[str, Mapping[str, Any]]:  # from JSON
    """Read files from a small process, so that the memory of its children is their own."""
    listed = list(names)
    for number, name in enumerate(listed):
        (folder / f"{number}.xlsx").write_bytes(ALL[name].made())
    said = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", PROGRAM],
        input="\n".join(str(folder / f"{number}.xlsx") for number in range(len(listed))),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return {name: json.loads(line) for name, line in zip(listed, said, strict=True)}


def judge(found: Mapping[str, Mapping[str, Any]]) -> list[str]:  # from JSON
    """Name what came out otherwise than it should."""
    wrong, before = [], 0.0
    for name, one in found.items():
        why, expected = one["why"], ALL[name].why
        read = one["sheets"] is not None
        if read and (expected and expected != frozenset(Why)):
            wrong.append(f"{name}: read")
        if not read and (Why(why) not in expected or len(one["sentence"]) < 20):
            wrong.append(f"{name}: {why}")
        if one["resident"] > MOST_RESIDENT:
            wrong.append(f"{name}: {one['resident']} kB")
        if one["seconds"] - before > MOST_SECONDS:
            wrong.append(f"{name}: {one['seconds'] - before} s of the processor")
        before = one["seconds"]
    return wrong


def test_there_are_three_hundred() -> None:
    assert len(ALL) >= 300
    assert sum(1 for odd in ALL.values() if odd.why != frozenset(Why)) >= 150


def test_a_few_odd_spreadsheets_are_each_read_or_refused(tmp_path: Path) -> None:
    assert judge(outcomes(FEW, tmp_path)) == []


@pytest.mark.slow
def test_three_hundred_odd_spreadsheets_are_each_read_or_refused(tmp_path: Path) -> None:
    assert judge(outcomes(ALL, tmp_path)) == []


def test_the_process_is_limited() -> None:
    assert LIMITS.memory <= 500_000_000
    assert LIMITS.seconds <= MOST_SECONDS
    assert reader.SECONDS <= MOST_SECONDS
