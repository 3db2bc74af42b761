#!/bin/sh
# See that Chromium and PostGIS are there for the tests, install them when root, else say so.
# With CI=true a machine without them is a failure: a green run has to mean that they were used.
set -u
cd "$(dirname "$0")/.."
. scripts/servers.sh

packages=""
find_chromium >/dev/null || packages="$(chromium_package)"
find_postgis >/dev/null || packages="$packages $(postgis_package)"
if [ -n "${packages# }" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # one word a package
    scripts/apt-install.sh $packages
fi

status=0
missing() { # name, what is skipped, what to type
    echo "$1 absent : $2 ne seront pas lancés. $3" >&2
    [ "${CI:-}" != true ] || status=1
}
find_chromium >/dev/null ||
    missing Chromium "les tests de navigateur" "À installer : $(chromium_hint)"
find_postgis >/dev/null ||
    missing PostGIS "les tests sur PostgreSQL" "À installer : sudo apt-get install -y postgresql postgresql-VERSION-postgis-3"
[ -d ../shared ] || echo "../shared absent : les tests qui s’y comparent ne seront pas lancés."
if [ "$status" -ne 0 ]; then
    echo "CI=true : Chromium et PostGIS sont obligatoires." >&2
fi
exit "$status"
