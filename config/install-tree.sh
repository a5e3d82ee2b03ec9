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

# units USER COMMENT HOME GROUPS FILE ...: the user, a data folder that is the user's before any service
# starts (who sets a kiosk up works in it first), and the services.
units() {
    mkdir -p "$root/usr/lib/sysusers.d" "$root/usr/lib/tmpfiles.d" "$root/usr/lib/systemd/system"
    user=$1
    {
        echo "u $user - \"$2\" /var/lib/$3"
        for group in $4; do
            echo "m $user $group"
        done
    } >"$root/usr/lib/sysusers.d/$user.conf"
    echo "d /var/lib/$3 0700 $user $user -" >"$root/usr/lib/tmpfiles.d/$user.conf"
    shift 4
    for unit in "$@"; do
        install -m 644 "config/$unit" "$root/usr/lib/systemd/system/$unit"
    done
}

copyright() { # copyright PACKAGE
    mkdir -p "$root/usr/share/doc/$1"
    cat >"$root/usr/share/doc/$1/copyright" <<END
Gương Sáng, a touch kiosk and record store for a commune's emulation campaign.
Licence: GPL-3.0-or-later; on Debian its text is /usr/share/common-licenses/GPL-3.
Where pictures, words and campaigns come from stands in README.md of the assets.
END
    chmod 644 "$root/usr/share/doc/$1/copyright"
}

for part in "$@"; do
    case $part in
    kiosk)
        program kiosk
        program kioskctl
        shared guong-sang
        copyright guong-sang-kiosk
        settings kiosk.ini guong-sang "s|^data = .*|data = /var/lib/guong-sang|
            s|^assets = .*|assets = /usr/share/guong-sang/assets|
            s|^fonts = .*|fonts = /usr/share/guong-sang/fonts|"
        units kiosk "Kiosk of the commune" guong-sang "video input audio render" kiosk.service
        ;;
    recordstore)
        program recordstore
        shared recordstore
        copyright guong-sang-recordstore
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
