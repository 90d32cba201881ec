#!/bin/sh
# The browser tests drive Debian's chromium: install it where we may, else say who does.
set -eu

if [ -x /usr/bin/chromium ]; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "The browser tests need Debian's chromium. An administrator installs it with:" >&2
    echo "    apt-get update && apt-get install --no-install-recommends -y chromium" >&2
    exit 1
fi
echo "Installing Debian's chromium for the browser tests"
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install --no-install-recommends -y chromium; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
rm -f "$log"
