#!/bin/sh
# The tests drive Debian's chromium and read printed pages with its poppler: install them where we
# may, else say who does.
set -eu

wanted=
[ -x /usr/bin/chromium ] || wanted="$wanted chromium"
[ -x /usr/bin/pdftotext ] || wanted="$wanted poppler-utils"
if [ -z "$wanted" ]; then
    exit 0
fi
install="apt-get install --no-install-recommends -y$wanted"
if [ "$(id -u)" -ne 0 ]; then
    echo "The tests need what Debian has as:$wanted. An administrator installs it with:" >&2
    echo "    apt-get update && $install" >&2
    exit 1
fi
echo "Installing for the tests:$wanted"
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && $install; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
rm -f "$log"
