"""The parts that we did not write: pinned, named nowhere by host, committed nowhere, declared."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "package-lock.json"]
REGISTRIES = re.compile("|".join(("pypi" + r"\.", "python" + "hosted", "npm" + r"js\.")))
BUILT = re.compile(r"\.(woff2?|ttf|otf|eot|min\.js|min\.css|map|whl|gz|so|exe)$|(^|/)vendor/")
LARGEST = 2_000_000
MANUAL = "kp7/web/manual_pages"  # a link to docs/manual, followed when the wheel is built


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 # the git of the machine
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_host_and_no_folder(lock: Path) -> None:
    named = [
        line
        for line in lock.read_text(encoding="utf-8").splitlines()
        if re.search(r"://|@ file:|\"file:|^-", line)
    ]
    assert named == []


@pytest.mark.parametrize("lock", LOCKS[:-1], ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_hashes(lock: Path) -> None:
    text = re.sub(r"^#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for requirement in text.replace("\\\n", " ").split("\n"):
        if requirement.strip():
            assert re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement)


def test_every_npm_package_is_pinned_with_its_hash() -> None:
    packages = json.loads(LOCKS[-1].read_text(encoding="utf-8"))["packages"]
    for name, package in packages.items():
        if name:
            assert package["integrity"].startswith("sha512-")
            assert "resolved" not in package


def test_npm_writes_no_host_into_the_lock() -> None:
    settings = (ROOT / ".npmrc").read_text(encoding="utf-8").split()
    assert "omit-lockfile-registry-resolved=true" in settings
    assert not any("registry=" in setting or "://" in setting for setting in settings)


def test_no_committed_text_names_a_package_registry() -> None:
    found = [
        path.relative_to(ROOT)
        for path in committed()
        if REGISTRIES.search(path.read_bytes().decode("utf-8", "replace"))
    ]
    assert found == []


def test_no_file_of_others_is_committed() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in committed()]
    assert [name for name in names if BUILT.search(name)] == []


def test_no_committed_file_is_large() -> None:
    assert [path for path in committed() if path.stat().st_size > LARGEST] == []


def imported(folder: Path) -> set[str]:
    """The top-level packages that our modules import from outside the standard library."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names - sys.stdlib_module_names - {"kp7", "tests"}


def test_every_package_that_the_product_imports_is_a_declared_part() -> None:
    lines = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
    declared = {
        re.split(r"[\[~=<> ]", line)[0].lower().replace("_", "-")
        for line in lines
        if line and not line.startswith("#")
    }
    distributions = packages_distributions()
    undeclared = {
        name
        for name in imported(ROOT / "kp7")
        if not {part.lower().replace("_", "-") for part in distributions[name]} & declared
    }
    assert undeclared == set()


@pytest.mark.slow
def test_the_wheel_holds_all_that_the_product_reads(tmp_path: Path) -> None:
    source = tmp_path / "source"
    built = [*(ROOT / "kp7/web/static/vendor").iterdir(), *(ROOT / "kp7/printing/fonts").iterdir()]
    for path in [*committed(), *built]:
        target = source / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (source / MANUAL).symlink_to((ROOT / MANUAL).readlink())
    subprocess.run(  # noqa: S603 # pip of this environment, constant arguments
        [
            *(sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check"),
            *("--no-deps", "--no-build-isolation", "--no-index"),
            *("--wheel-dir", tmp_path, source),
        ],
        check=True,
    )
    (wheel,) = tmp_path.glob("kp7-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(source).as_posix()
        for folder in (source / "kp7", source / MANUAL)
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert f"{MANUAL}/README.md" in wanted
    assert wanted - held == set()


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_icon_that_a_page_draws_is_in_the_sprite() -> None:
    web = ROOT / "kp7" / "web"
    sprite = set((web / "icons.txt").read_text(encoding="utf-8").split())
    drawn = {
        name
        for page in (web / "templates").rglob("*.html")
        for name in re.findall(r"\{% icon \"([^\"]+)\"", page.read_text(encoding="utf-8"))
    }
    assert drawn - sprite == set()


def test_no_style_sheet_asks_for_a_picture_that_our_policy_refuses() -> None:
    sheets = sorted((ROOT / "kp7" / "web" / "static").rglob("*.css"))
    assert len(sheets) >= 2
    assert [path.name for path in sheets if b"data:" in path.read_bytes()] == []
