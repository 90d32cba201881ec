"""The import contracts of pyproject.toml: kept by the house, and each seen to close."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = [
    contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
]
# Contract, module that breaks it (made if there is none), what it would import.
BREAKS = [
    ("storeys", "kp7/ledger/queries.py", "kp7.organizations.terms"),
    ("storeys", "kp7/organizations/queries.py", "kp7.personnel.terms"),
    ("storeys", "kp7/personnel/queries.py", "kp7.certification.terms"),
    ("storeys", "kp7/certification/queries.py", "kp7.reports"),
    ("storeys", "kp7/certification/queries.py", "kp7.jobs.terms"),
    ("storeys", "kp7/web/menu.py", "kp7.cli"),
    ("storeys", "kp7/cli/serve.py", "kp7.web.menu"),
    ("storeys", "kp7/thai/text.py", "kp7.database.ids"),
    ("storeys", "kp7/web/menu.py", "kp7.config.settings"),
    ("storeys", "kp7/utils/__init__.py", "json"),
    ("inside-ledger", "kp7/ledger/models.py", "kp7.ledger.queries"),
    ("inside-organizations", "kp7/organizations/models.py", "kp7.organizations.queries"),
    ("inside-organizations", "kp7/organizations/terms.py", "kp7.organizations.authority"),
    ("inside-personnel", "kp7/personnel/queries.py", "kp7.personnel.actions"),
    ("inside-personnel", "kp7/personnel/rules/reading.py", "kp7.personnel.models"),
    ("inside-personnel", "kp7/personnel/misc.py", "json"),
    ("inside-certification", "kp7/certification/queries.py", "kp7.certification.actions"),
    ("inside-certification", "kp7/certification/transitions.py", "kp7.certification.models"),
    ("inside-jobs", "kp7/jobs/queries.py", "kp7.jobs.actions"),
    ("inside-jobs", "kp7/jobs/terms.py", "kp7.jobs.models"),
    ("inside-intake", "kp7/intake/queries.py", "kp7.intake.actions"),
    ("inside-intake", "kp7/intake/matching.py", "kp7.intake.models"),
    ("inside-printing", "kp7/printing/queries.py", "kp7.printing.actions"),
    ("inside-printing", "kp7/printing/continuation.py", "kp7.printing.models"),
    ("pure", "kp7/organizations/authority.py", "django.db"),
    ("pure", "kp7/personnel/rules/reading.py", "psycopg"),
    ("pure", "kp7/refusal.py", "kp7.thai.apps"),
    ("interfaces", "kp7/web/menu.py", "kp7.personnel.models"),
    ("interfaces", "kp7/cli/serve.py", "kp7.certification.models"),
    ("reports-only-read", "kp7/reports/__init__.py", "kp7.certification.actions"),
    ("sealing", "kp7/certification/queries.py", "kp7.personnel.sealing"),
    ("sealing", "kp7/personnel/actions/lines.py", "kp7.personnel.sealing"),
    ("no-cycles", "kp7/web/menu.py", "kp7.web.home"),
]


def all_but_python(folder: str, names: list[str]) -> set[str]:  # noqa: ARG001 # shutil passes it
    return {name for name in names if "." in name and not name.endswith(".py")}


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 # our own tool, constant arguments
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--config=pyproject.toml",
            "--no-cache",
            *arguments,
        ],
        cwd=folder,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_keeps_its_contracts() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def for_types_alone(path: Path) -> list[str]:
    """Our own modules that a file imports where only the type checker looks."""
    return [
        line.module or ""
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for line in node.body
        if isinstance(line, ast.ImportFrom) and (line.module or "").startswith("kp7")
    ]


def test_only_interfaces_import_for_types_alone_and_only_tables() -> None:
    for path in (ROOT / "kp7").rglob("*.py"):
        for module in for_types_alone(path):
            assert path.relative_to(ROOT / "kp7").parts[0] in {"web", "cli"}, path
            assert module.endswith(".models"), path


def test_every_contract_is_broken_below() -> None:
    assert {contract for contract, _, _ in BREAKS} == set(CONTRACTS)


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "module", "imported"), BREAKS)
def test_a_contract_closes(contract: str, module: str, imported: str, tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "kp7",
        tmp_path / "kp7",
        ignore=all_but_python,
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    broken = tmp_path / module
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")
    answer = lint(tmp_path, f"--contract={contract}")
    assert answer.returncode == 1
    assert "1 broken" in answer.stdout, answer.stdout + answer.stderr
