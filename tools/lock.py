"""Writes requirements/*.txt: every package pinned with its hashes, no host named."""

import os
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
IN_ORDER = ("run", "build", "test")  # each may be constrained by those before it
OPTIONS = (
    "--quiet",
    "--upgrade",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    "--no-emit-options",
)


def main() -> None:
    """Resolve each list with the oldest Python that we support, so that newer ones take it too."""
    if sys.version_info[:2] != (3, 11):
        sys.exit("The lists are resolved with Python 3.11: make lock PYTHON=python3.11")
    for name in IN_ORDER:
        subprocess.run(  # noqa: S603 # our own tool, constant arguments
            [
                sys.executable,
                "-m",
                "piptools",
                "compile",
                *OPTIONS,
                f"{name}.in",
                "-o",
                f"{name}.txt",
            ],
            cwd=REQUIREMENTS,
            env=os.environ | {"CUSTOM_COMPILE_COMMAND": "make lock"},
            check=True,
        )
        print(f"requirements/{name}.txt")


if __name__ == "__main__":
    main()
