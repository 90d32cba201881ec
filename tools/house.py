"""Prints the size of our files and functions beside other codebases: a mirror, no gate.

The public rows were measured once on checkouts of those projects (healthchecks, job-server, fava,
warehouse, the US audit clearinghouse FAC, the HR system Horilla); ours is measured now. A file
split to please a number is a worse file.
"""

import ast
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = ("", "files p50 / p90 / largest", "functions p50 / p90 / p99", "annotated", "tests/code")
PUBLIC = (
    ("healthchecks", "42 / 158 / 1,584", "8 / 32 / 76", "100 %", "1.4"),
    ("job-server", "72 / 280 / 794", "9 / 33 / 75", "2 %", "1.5"),
    ("fava", "127 / 398 / 938", "5 / 26 / 55", "100 %", "0.6"),
    ("warehouse", "82 / 419 / 1,586", "8 / 36 / 118", "21 %", "2.4"),
    ("GSA FAC", "52 / 264 / 1,019", "11 / 40 / 101", "2 %", "0.6"),
    ("Horilla", "70 / 605 / 7,548", "14 / 46 / 122", "8 %", "0.0"),
)
AIM = ("what we aim at", "60 / 200 / 400", "8 / 25 / 50", "100 %", "1.5-2")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Measured:
    """One Python file: its path, its lines, and its functions."""

    path: Path
    lines: int
    functions: tuple[Function, ...]


def measured(folder: Path) -> Iterator[Measured]:
    """Measure every file that people write: no migrations, no empty files."""
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "migrations" in path.parts or not text.strip():
            continue
        functions = (
            node
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        )
        yield Measured(path.relative_to(ROOT), len(text.splitlines()), tuple(functions))


def length(function: Function) -> int:
    """Lines from `def` to the last one."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_annotated(function: Function) -> bool:
    """Whether every argument but self, and the result, has a type."""
    taken = function.args
    named = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs]
    optional = [argument for argument in (taken.vararg, taken.kwarg) if argument is not None]
    return function.returns is not None and all(
        argument.annotation is not None or argument.arg in {"self", "cls"}
        for argument in [*named, *optional]
    )


def percentile(values: Sequence[int], share: float) -> int:
    """The value that this share of all stays at or below."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0


def row(ours: Sequence[Measured], tests: Sequence[Measured]) -> tuple[str, ...]:
    """Our own line of the table."""
    files = [file.lines for file in ours]
    functions = [function for file in ours for function in file.functions]
    lengths = [length(function) for function in functions]
    annotated = sum(map(is_annotated, functions)) / max(1, len(functions))
    return (
        "kp7",
        f"{percentile(files, 0.5)} / {percentile(files, 0.9)} / {max(files):,}",
        " / ".join(str(percentile(lengths, share)) for share in (0.5, 0.9, 0.99)),
        f"{annotated:.0%}".replace("%", " %"),
        f"{sum(file.lines for file in tests) / sum(files):.1f}",
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """The rows in columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in rows
    )


def main() -> None:
    """Print the table, and where our longest files and functions are."""
    ours, tests = list(measured(ROOT / "kp7")), list(measured(ROOT / "tests"))
    print(table([HEADINGS, *PUBLIC, AIM, row(ours, tests)]))
    print("\nlongest files")
    for file in sorted(ours, key=lambda file: -file.lines)[:5]:
        print(f"  {file.lines:>4}  {file.path}")
    print("longest functions")
    functions = [(length(function), file, function) for file in ours for function in file.functions]
    for lines, file, function in sorted(functions, key=lambda found: -found[0])[:5]:
        print(f"  {lines:>4}  {file.path}:{function.lineno} {function.name}")


if __name__ == "__main__":
    main()
