#!/bin/sh
# See that Chromium, PostGIS, GDAL, LibreOffice, Poppler and Redis are there for the tests,
# install them when root, else say so.
# With CI=true a machine without them is a failure: a green run has to mean that they were used.
set -u
cd "$(dirname "$0")/.."

missing() {
    .venv/bin/python tests/servers.py
}

# Debian has a package for both; Ubuntu has Chromium as a snap only, which tests cannot drive.
chromium_packages() {
    if apt-cache show chromium 2>/dev/null | grep -q '^Depends:'; then
        # Without one font a bare machine draws every letter as a box.
        echo chromium fonts-dejavu-core
    fi
}

postgis_packages() {
    version=$(apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-//p' | head -n 1)
    echo "postgresql-${version:-15}-postgis-3"
}

gdal_packages() {
    echo gdal-bin
}

libreoffice_packages() {
    echo libreoffice-calc-nogui
}

poppler_packages() {
    echo poppler-utils
}

redis_packages() {
    echo redis-server
}

absent=$(missing) || exit
if [ -n "$absent" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    # The names depend on the release, so the lists have to be there first.
    scripts/apt-install.sh
    packages=""
    for name in $absent; do packages="$packages $("${name}_packages")"; done
    # shellcheck disable=SC2086 # one word a package
    [ -z "${packages# }" ] || scripts/apt-install.sh $packages
    absent=$(missing) || exit
fi

for name in $absent; do
    case $name in
        chromium)
            echo "Chromium absent : les tests de navigateur ne seront pas lancés."
            echo "  À faire : sudo apt-get install -y chromium (Debian), ou CARTOEXP_CHROMIUM=/chemin/du/navigateur"
            ;;
        postgis)
            echo "PostGIS absent : les tests sur PostgreSQL ne seront pas lancés."
            echo "  À faire : sudo apt-get install -y $(postgis_packages)"
            ;;
        gdal)
            echo "GDAL absent : les tests qui lisent nos services et nos fichiers avec ogr2ogr ne seront pas lancés."
            echo "  À faire : sudo apt-get install -y $(gdal_packages)"
            ;;
        libreoffice)
            echo "LibreOffice absent : les tests qui ouvrent nos classeurs ne seront pas lancés."
            echo "  À faire : sudo apt-get install -y $(libreoffice_packages)"
            ;;
        poppler)
            echo "pdftotext absent : les tests qui relisent nos feuilles PDF ne seront pas lancés."
            echo "  À faire : sudo apt-get install -y $(poppler_packages)"
            ;;
    esac
done
[ -d ../shared ] || echo "../shared absent : les tests qui s’y comparent ne seront pas lancés."

if [ -n "$absent" ] && [ "${CI:-}" = true ]; then
    echo "CI=true : Chromium, PostGIS, GDAL, LibreOffice, Poppler et Redis sont obligatoires." >&2
    exit 1
fi
