#!/bin/sh
# Install Debian packages as root, quietly, without a question: apt-install.sh PACKAGE...
# Without a name it only refreshes the lists of packages.
set -eu

export DEBIAN_FRONTEND=noninteractive
# A database server that comes with a package is for the tests, which start their own.
export RUNLEVEL=1

if [ $# -eq 0 ]; then
    # A foreign source that does not answer fails the update, not what Debian itself offers.
    apt-get update -qq >/dev/null 2>&1 </dev/null || true
    exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installation par apt : $*"
if ! apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    echo "apt n’a pas pu installer : $*" >&2
    exit 1
fi
