#!/bin/sh
# Debian ships Python without venv: install it when allowed, else say the line to type.
set -eu

python=$1
# ensurepip is what Debian leaves out; venv itself is there and fails halfway without it.
if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    exit 0
fi

package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Il manque le module venv de Python : sudo apt-get install -y $package" >&2
    exit 1
fi
scripts/apt-install.sh
scripts/apt-install.sh "$package"
