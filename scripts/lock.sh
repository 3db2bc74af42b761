#!/bin/sh
# Pin every dependency with its hashes, for any platform and any Python from 3.11 on.
# Arguments go to uv: `--upgrade` takes the newest releases, without it the pins are kept.
# Neither index address nor annotation is written: a lock names what to install, never from where.
set -eu
cd "$(dirname "$0")/.."

# The addresses of the machine that makes the lock are its own affair.
unset UV_FIND_LINKS UV_INDEX UV_EXTRA_INDEX_URL PIP_FIND_LINKS 2>/dev/null || true

compile() {
    .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links "$@" </dev/null
}

compile "$@" pyproject.toml --output-file requirements.lock
compile "$@" --group build --constraints requirements.lock --output-file requirements-build.lock
compile "$@" pyproject.toml --group dev --constraints requirements.lock \
    --constraints requirements-build.lock --output-file requirements-dev.lock

if grep -Eni '://|index-url|find-links' requirements*.lock; then
    echo "Un verrou nomme une adresse : voir les lignes ci-dessus." >&2
    exit 1
fi
