#!/bin/sh
# Makes .venv with the first Python that is new enough; says what to do where there is none.
set -eu

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

chosen=
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
    if new_enough "$candidate"; then
        chosen=$candidate
        break
    fi
done

if [ -z "$chosen" ]; then
    echo "kp7 needs Python 3.11 or newer and found none." >&2
    echo "Install one (Debian 12: apt-get install python3 python3-venv), or name it:" >&2
    echo "    make run PYTHON=/path/to/python3.12" >&2
    exit 1
fi
if ! "$chosen" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "This Python cannot make a virtual environment: $chosen" >&2
    echo "An administrator installs what is missing with: apt-get install python3-venv" >&2
    exit 1
fi

echo "Making .venv with $("$chosen" --version)"
"$chosen" -m venv --clear .venv
