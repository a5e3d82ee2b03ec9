#!/bin/sh
# The installed tree, as `make install DESTDIR=` and `make deb` want it:
#     config/install-tree.sh BUILD DESTDIR [kiosk] [recordstore]
# Settings that are there already stay; nothing is enabled or started.
set -eu
build=$1
root=$2
shift 2
[ $# -gt 0 ] || set -- kiosk recordstore

program() { # program NAME
    mkdir -p "$root/usr/bin"
    install -m 755 -s "$build/$1" "$root/usr/bin/$1"
}

# shared FOLDER: words, art, campaigns; the fonts themselves are Debian's.
shared() {
    mkdir -p "$root/usr/share/$1/fonts"
    cp -RL assets "$root/usr/share/$1/"
    install -m 644 fonts/* "$root/usr/share/$1/fonts/"
    chmod -R u=rwX,go=rX "$root/usr/share/$1"
}

# settings FILE FOLDER SED-SCRIPT: with absolute paths.
settings() {
    mkdir -p "$root/etc/$2"
    [ -e "$root/etc/$2/$1" ] || sed "$3" "config/$1" >"$root/etc/$2/$1"
    chmod 644 "$root/etc/$2/$1"
}

units() { # units USER COMMENT HOME GROUPS FILE ...
    mkdir -p "$root/usr/lib/sysusers.d" "$root/usr/lib/systemd/system"
    user=$1
    {
        echo "u $user - \"$2\" /var/lib/$3"
        for group in $4; do
            echo "m $user $group"
        done
    } >"$root/usr/lib/sysusers.d/$user.conf"
    shift 4
    for unit in "$@"; do
        install -m 644 "config/$unit" "$root/usr/lib/systemd/system/$unit"
    done
}

for part in "$@"; do
    case $part in
    kiosk)
        program kiosk
        program kioskctl
        shared guong-sang
        settings kiosk.ini guong-sang "s|^data = .*|data = /var/lib/guong-sang|
            s|^assets = .*|assets = /usr/share/guong-sang/assets|
            s|^fonts = .*|fonts = /usr/share/guong-sang/fonts|"
        units kiosk "Kiosk of the commune" guong-sang "video input audio render" kiosk.service
        ;;
    recordstore)
        program recordstore
        shared recordstore
        install -m 644 config/record-store.openapi.yaml "$root/usr/share/recordstore/"
        settings recordstore.ini recordstore \
            "s|^contract = .*|contract = /usr/share/recordstore/record-store.openapi.yaml|
            s|^assets = .*|assets = /usr/share/recordstore/assets|"
        units recordstore "Record store of the commune" recordstore "" recordstore.service \
            recordstore-doctor.service recordstore-doctor.timer
        ;;
    *)
        echo "$part: expected kiosk or recordstore" >&2
        exit 2
        ;;
    esac
done
