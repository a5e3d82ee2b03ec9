#!/bin/sh
# Installs what is missing of the lists named: config/install.sh run test
# Says what it installs, asks for sudo only when not root, starts no service.
set -eu
here=$(dirname "$0")

wanted=$(for list in "$@"; do
    sed -n "/^\[$list\]/,/^\[/{/^[a-z]/p}" "$here/packages.txt"
done)
missing=
# "npm (npm)": a package that is not wanted where that command is there already.
wanted=$(echo "$wanted" | while read -r package command; do
    command=${command#?}
    [ -n "$command" ] && command -v "${command%?}" >/dev/null || echo "$package"
done)
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    case $status in
    ii*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

echo "Installing from Debian's packages:$missing"
sudo=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
        echo "Please run as root once: apt-get install$missing" >&2
        exit 1
    }
    sudo=sudo
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install_missing() {
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends $missing \
        </dev/null >"$log" 2>&1
}
# A list of packages that is out of date is refreshed once.
install_missing || { $sudo apt-get update -q >>"$log" 2>&1 && install_missing; } || {
    cat "$log" >&2
    echo "The packages could not be installed; the lines above say why." >&2
    exit 1
}
