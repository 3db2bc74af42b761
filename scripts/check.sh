#!/bin/sh
# Every static check, all of them even when one fails: one run tells everything there is to repair.
set -u
cd "$(dirname "$0")/.."
scripts/install.sh dev || exit

failed=""
check() {
    printf '→ %s\n' "$*"
    "$@" || failed="$failed $1"
}
PATH=$PWD/.venv/bin:$PATH
check ruff check .
check ruff format --check .
check mypy
check lint-imports
# A French word in English clothes is added to scripts/mots-francais.txt.
check codespell

if [ -n "$failed" ]; then
    echo "À corriger :$failed" >&2
    exit 1
fi
