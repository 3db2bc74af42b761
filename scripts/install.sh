#!/bin/sh
# Make the virtual environment from the hashed locks: install.sh [run|dev]
#
# `run` holds what serves the application, `dev` also what checks and tests it. A stamp makes the
# next call a matter of milliseconds, without network, as long as nothing it depends on changes.
set -eu
cd "$(dirname "$0")/.."

kind=${1:-run}
venv=${CARTOEXP_VENV:-.venv}
case $kind in
    run) locks="requirements.lock requirements-build.lock" ;;
    dev) locks="requirements-dev.lock" ;;
    *) echo "usage : scripts/install.sh [run|dev]" >&2; exit 2 ;;
esac

# The path is part of it: a virtual environment that was moved or copied does not work.
wanted=$( (pwd; cat $locks pyproject.toml) | sha256sum | cut -d' ' -f1)
stamp=$venv/.stamp-$kind
if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

python=$(scripts/find-python.sh)
if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    scripts/ensure-venv.sh "$python"
    echo "Création de l’environnement Python dans $venv…"
    "$python" -m venv --clear "$venv"
fi

echo "Installation des dépendances verrouillées (une à deux minutes la première fois)…"
rm -f "$stamp"
pip() {
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"
}
args=""
for lock in $locks; do args="$args --requirement $lock"; done
# shellcheck disable=SC2086 # one word an argument is meant
pip install -qq --require-hashes --only-binary :all: $args
# The build backend is among the hashed dependencies: this step needs no network.
pip install -qq --no-index --no-deps --no-build-isolation --editable .
echo "$wanted" >"$stamp"
