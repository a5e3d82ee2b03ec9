#!/bin/sh
# Two Debian packages of a build, in build/deb: config/make-deb.sh BUILD. What they depend on is asked of
# the programs themselves.
set -eu
build=$1
out=build/deb
version=$(git log -1 --format=%cd --date=format:%Y%m%d.%H%M%S 2>/dev/null || date +%Y%m%d.%H%M%S)
version=1.0+$version
arch=$(dpkg --print-architecture)
rm -rf "$out"
mkdir -p "$out/stage/debian"
# dpkg-shlibdeps looks for it.
printf 'Source: guong-sang\n\nPackage: guong-sang\nArchitecture: any\n' >"$out/stage/debian/control"

# The user and the data folder are made, the units are known; whoever installs enables them when all is
# set. A new version is started where the old one ran. The data stays whatever is removed: slips and keys
# are somebody's, and cannot be had again.
scripts() { # scripts FOLDER
    all_units=$(cd "$tree/usr/lib/systemd/system" && echo *) # also those that only others start
    cat >"$1/postinst" <<END
#!/bin/sh
set -e
[ "\$1" = configure ] || exit 0
systemd-sysusers $user.conf
systemd-tmpfiles --create $user.conf
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    [ -z "\$2" ] || systemctl try-restart $units
fi
END
    cat >"$1/prerm" <<END
#!/bin/sh
set -e
[ "\$1" = remove ] || exit 0
[ ! -d /run/systemd/system ] || systemctl stop $all_units
systemctl --quiet disable $units
END
    cat >"$1/postrm" <<END
#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    [ "\$1" = upgrade ] || systemctl reset-failed $all_units 2>/dev/null || true
fi
[ "\$1" = purge ] && [ -d $home ] && ! rmdir $home 2>/dev/null || exit 0
echo "$name: $home stays, with the user $user: delete them by hand when nobody needs what is in it"
END
    chmod 755 "$1/postinst" "$1/prerm" "$1/postrm"
}

# package NAME PART SUMMARY DEPENDS OTHER-FIELDS USER HOME CONFFILE UNITS PROGRAM ...
package() {
    name=$1 part=$2 summary=$3 more=$4 fields=$5 user=$6 home=$7 settings=$8 units=$9
    shift 9
    tree=$out/stage/$name
    config/install-tree.sh "$build" "$tree" "$part"
    libraries=$(cd "$out/stage" && for program in "$@"; do printf '%s\n' "-e$name/usr/bin/$program"; done |
        xargs dpkg-shlibdeps -O 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
    [ -n "$libraries" ] || { echo "$name: dpkg-shlibdeps found nothing" >&2; exit 1; }
    mkdir -p "$tree/DEBIAN"
    cat >"$tree/DEBIAN/control" <<END
Package: $name
Version: $version
Architecture: $arch
Maintainer: Gương Sáng <root@localhost>
Installed-Size: $(du -sk "$tree" | cut -f 1)
Depends: $libraries, systemd$more
$fields
Section: misc
Priority: optional
Description: $summary
END
    echo "$settings" >"$tree/DEBIAN/conffiles"
    scripts "$tree/DEBIAN"
    dpkg-deb --root-owner-group --build "$tree" "$out/${name}_${version}_$arch.deb" >/dev/null
    echo "$out/${name}_${version}_$arch.deb"
}

# SDL draws on the bare console by EGL and Mesa's drivers, which it loads by itself: no program names them.
package guong-sang-kiosk kiosk "touch kiosk of a commune's emulation campaign, with kioskctl" \
    ", fonts-noto-core, libegl1, libgles2, libgl1-mesa-dri" "Recommends: ca-certificates, libpam-systemd, udev
Suggests: cage" kiosk /var/lib/guong-sang /etc/guong-sang/kiosk.ini kiosk.service kiosk kioskctl
package guong-sang-recordstore recordstore "record store for the kiosks of a commune" \
    "" "Suggests: guong-sang-kiosk, postgresql" recordstore /var/lib/recordstore \
    /etc/recordstore/recordstore.ini "recordstore-doctor.timer recordstore.service" recordstore
rm -rf "$out/stage"
