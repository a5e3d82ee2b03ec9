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

# package NAME PART SUMMARY MORE-DEPENDS SYSUSERS CONFFILE PROGRAM ...
package() {
    name=$1 part=$2 summary=$3 more=$4 user=$5 settings=$6
    shift 6
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
Depends: $libraries, systemd, $more
Section: misc
Priority: optional
Description: $summary
END
    echo "$settings" >"$tree/DEBIAN/conffiles"
    # The user is made, the unit is known; whoever installs enables it when all is set.
    cat >"$tree/DEBIAN/postinst" <<END
#!/bin/sh
set -e
systemd-sysusers $user.conf
[ ! -d /run/systemd/system ] || systemctl daemon-reload
END
    chmod 755 "$tree/DEBIAN/postinst"
    dpkg-deb --root-owner-group --build "$tree" "$out/${name}_${version}_$arch.deb" >/dev/null
    echo "$out/${name}_${version}_$arch.deb"
}

package guong-sang-kiosk kiosk "touch kiosk of a commune's emulation campaign, with kioskctl" \
    "fonts-noto-core" kiosk /etc/guong-sang/kiosk.ini kiosk kioskctl
package guong-sang-recordstore recordstore "record store for the kiosks of a commune" \
    "fonts-noto-core" recordstore /etc/recordstore/recordstore.ini recordstore
rm -rf "$out/stage"
