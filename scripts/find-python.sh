#!/bin/sh
# Print the first Python that is recent enough, or say in one line what to install.
set -eu

for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$name"
        exit 0
    fi
done
echo "Il faut Python 3.11 ou plus récent : sudo apt-get install -y python3.11 python3.11-venv" >&2
exit 1
