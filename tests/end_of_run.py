"""Waits for a test run to be over, however it ended, then stops its server and removes its folder.

Run as a process of its own; it knows by the end of its input, which comes even after `kill -9`.
"""

import shutil
import sys
from pathlib import Path

from kp7.database import embedded


def main() -> None:
    """Take the folder of the run as the only argument."""
    folder = Path(sys.argv[1])
    sys.stdin.read()
    if (folder / "home").exists():
        embedded.stop(folder / "home")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
