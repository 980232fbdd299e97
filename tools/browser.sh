#!/bin/sh
# The browser tests use Debian's chromium. As root it is installed here; otherwise one sentence says how.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
    echo "No chromium here: the browser tests will be skipped. Install Debian's package 'chromium' to run them." >&2
fi
