#!/bin/sh
# Run the tests: scripts/test.sh [arguments of pytest]
set -u
cd "$(dirname "$0")/.."

scripts/install.sh dev || exit
scripts/ensure-servers.sh || exit
# A page's own background work and a second worker share the two cores; JOBS=0 runs in one process.
# Nor do they have threads to spare for linear algebra, which would wait for each other.
export OPENBLAS_NUM_THREADS=1
exec .venv/bin/python -m pytest --numprocesses "${JOBS:-2}" --dist loadfile "$@"
