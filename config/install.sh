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
install() {
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends "$@" \
        </dev/null >>"$log" 2>&1
}
# PostgreSQL is a program for the tests here: its package is told not to make a database and to run it.
without_cluster() {
    conf=/etc/postgresql-common/createcluster.conf
    install postgresql-common || return 1
    grep -q '^create_main_cluster' "$conf" ||
        echo 'create_main_cluster = false' | $sudo tee -a "$conf" >/dev/null
}
install_missing() {
    case "$missing " in
    *" postgresql "*) without_cluster || return 1 ;;
    esac
    # shellcheck disable=SC2086 # a list of words
    install $missing
}
# A list of packages that is out of date is refreshed once.
install_missing || { $sudo apt-get update -q >>"$log" 2>&1 && install_missing; } || {
    cat "$log" >&2
    echo "The packages could not be installed; the lines above say why." >&2
    exit 1
}
