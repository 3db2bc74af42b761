#!/bin/sh
# Build data/communes/ again from the pinned sources and say which files came out different:
# none, as long as neither the sources nor the code that builds changed.
set -eu
cd "$(dirname "$0")/.."

scripts/install.sh dev
before=$(mktemp)
trap 'rm -f "$before"' EXIT
find data/communes -type f ! -name '*.md' -exec sha256sum {} + >"$before"

.venv/bin/cartoexp reference build

if [ ! -s "$before" ]; then
    echo "data/communes/ était vide : il n’y a rien à comparer."
elif changed=$(sha256sum --check --quiet "$before" 2>/dev/null); then
    echo "$(wc -l <"$before") fichiers reconstruits, identiques octet pour octet."
else
    echo "Fichiers qui ont changé :"
    echo "$changed" | sed 's/: FAILED.*//; s/^/  /'
fi
