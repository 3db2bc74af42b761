#!/bin/bash
# Run the steps of the Dockerfile in an empty folder, without Docker: copy what it copies, run what
# it runs, then start its command as its user, who can write nothing but the volume, until its
# health check passes. What stays untried is the base image and Docker itself.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" -ne 0 ]; then
    echo "check-image-steps.sh change d’utilisateur comme l’image : à lancer en root." >&2
    exit 2
fi

source=$PWD
root=$(mktemp -d /tmp/cartoexp-image-XXXXXX)
server=
cleanup() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$root"
}
trap cleanup EXIT
chmod 755 "$root"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# What is absolute in the image is under $root here, and the port is a free one of loopback.
here() {
    sed -E "s#(^|[^A-Za-z0-9_.])/(app|var/lib/cartoexp)\b#\1$root/\2#g; s#\b8000\b#$port#g; s#0\.0\.0\.0#127.0.0.1#g" <<<"$1"
}
# A JSON list of words, one word a line.
words() {
    python3 -c 'import json, sys; print("\n".join(json.loads(sys.argv[1])))' "$1"
}

declare -A stages=()
environment=(PATH=/usr/local/bin:/usr/bin:/bin)
for name in $(compgen -e | grep -E '^(PIP_|SSL_CERT|HTTPS?_PROXY|https?_proxy)' || true); do
    environment+=("$name=${!name}") # how this machine reaches its packages, not a part of the image
done
stage='' user='' command='' health=''

copy() {
    local from=$source words=("$@")
    if [[ $1 == --from=* ]]; then
        from=${stages[${1#--from=}]}
        cp -a "$from/." "$(here "$3")/"
        return
    fi
    local target=${words[-1]}
    unset 'words[-1]'
    # Only what git has or would take: .dockerignore keeps the rest out of the image.
    (cd "$from" && git ls-files -z --cached --others --exclude-standard -- "${words[@]}") |
        (cd "$from" && tar --create --null --files-from=- --ignore-failed-read) |
        tar --extract --directory "$root/app" --no-same-owner
    [ -e "$root/app/${target%/}" ] || { echo "COPY $* n’a rien copié" >&2; exit 1; }
}

while IFS= read -r line; do
    case $line in '' | '#'*) continue ;; esac
    instruction=${line%% *} rest=${line#* }
    echo "→ $line"
    case $instruction in
        FROM)
            [ -z "$stage" ] || { stages[$stage]=$root/stage-$stage && mv "$root/app" "$root/stage-$stage"; }
            stage=$([[ $rest == *' AS '* ]] && echo "${rest##* AS }" || echo last)
            ;;
        WORKDIR) mkdir -p "$(here "$rest")" ;;
        # shellcheck disable=SC2086 # words, as in a Dockerfile
        COPY) copy $rest ;;
        RUN) (cd "$root/app" && env -i HOME=/root "${environment[@]}" sh -euc "$(here "$rest")" </dev/null) ;;
        ENV) environment+=("$(here "$rest")") ;;
        USER) user=$rest ;;
        CMD) mapfile -t command < <(words "$(here "$rest")") ;;
        HEALTHCHECK) mapfile -t health < <(words "$(here "${rest#*CMD }")") ;;
        ARG | VOLUME | EXPOSE) ;;
        *)
            echo "Instruction que ce script ne sait pas faire : $instruction" >&2
            exit 1
            ;;
    esac
done <Dockerfile

as_user=(env --ignore-environment --chdir="$root/app" "${environment[@]}"
    setpriv --reuid="${user%:*}" --regid="${user#*:}" --clear-groups --no-new-privs)
if "${as_user[@]}" touch "$root/app/written" 2>/dev/null; then
    echo "L’utilisateur de l’image peut écrire dans /app." >&2
    exit 1
fi

echo "→ démarrage : ${command[*]}"
"${as_user[@]}" "${command[@]}" </dev/null &
server=$!
for _ in $(seq 60); do
    kill -0 "$server" 2>/dev/null || { echo "Le serveur s’est arrêté." >&2; exit 1; }
    if "${as_user[@]}" "${health[@]}" 2>/dev/null; then
        echo "La vérification de santé de l’image réussit : ses étapes sont bonnes."
        exit 0
    fi
    sleep 0.5
done
"${as_user[@]}" "${health[@]}" || true
echo "La vérification de santé de l’image échoue encore après 30 s." >&2
exit 1
