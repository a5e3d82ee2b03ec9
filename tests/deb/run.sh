#!/bin/sh
# The packages of `make deb` in a bare Debian 12 that boots, with systemd and without anything else:
#     tests/deb/run.sh [ROOT]        root's rights needed; ROOT (build/deb-root) is made once and kept
# What is played there stands in tests/deb/inside.sh. All mounts lie in a namespace of its own, as do its
# processes and its network, so that nothing of it is left on this machine.
set -eu
root=${1:-build/deb-root}
here=$(dirname "$0")
if [ "$(id -u)" != 0 ]; then
    echo "tests/deb/run.sh: a machine that boots in a folder needs root's rights: run it as root" >&2
    exit 1
fi
groups=$(findmnt -n -t cgroup2 -o TARGET | head -n 1)
[ -n "$groups" ] || { echo "tests/deb/run.sh: no cgroup2 is mounted here, which systemd needs" >&2; exit 1; }
if [ ! -e "$root/bin/sh" ]; then
    # Where this machine's own packages come from; else debootstrap knows a place.
    mirror=$(apt-cache policy base-files | grep -oE 'https?://[^ ]+' | head -n 1)
    mkdir -p "$root"
    debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >"$root.log" || {
        tail -n 5 "$root.log" >&2
        exit 1
    }
fi
root=$(realpath "$root")
play=$root/srv/play
rm -rf "$play"
mkdir -p "$play"
cp build/deb/*.deb "$here/inside.sh" tests/e2e/tour.touch "$play/"

# Alone in a mount namespace, with what a program there looks for in /proc and /dev.
in_root='
set -e
root=$1
shift
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for name in null zero full random urandom tty; do
    : >"$root/dev/$name"
    mount --bind "/dev/$name" "$root/dev/$name"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
'
clean="env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive"

# 1. With the network: a machine on which the packages are new.
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
# shellcheck disable=SC2016,SC2086 # for the other shell; a list of words
unshare -m sh -c "$in_root"'chroot "$root" "$@"' sh "$root" $clean \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} sh -ec '
        apt-get purge -y -qq guong-sang-kiosk guong-sang-recordstore || true
        rm -rf /var/lib/guong-sang /var/lib/recordstore
        for user in kiosk recordstore; do ! getent passwd "$user" || userdel "$user"; done
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends libpam-systemd
        apt-get install -y -qq --no-install-recommends /srv/play/*.deb' >"$root.log" 2>&1 || {
    tail -n 15 "$root.log" >&2
    exit 1
}

# 2. Booted, without one.
cat >"$root/etc/systemd/system/play.service" <<'END'
[Service]
Type=oneshot
StandardOutput=append:/srv/play/result
ExecStart=/bin/sh /srv/play/inside.sh
ExecStopPost=/bin/sh -c "systemctl --no-block poweroff >/dev/null 2>&1"
END
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -sf ../play.service "$root/etc/systemd/system/multi-user.target.wants/play.service"
group=$groups/guong-sang-deb
mkdir -p "$group"
# shellcheck disable=SC2016
(
    echo 0 >"$group/cgroup.procs" # who writes it
    exec timeout -s KILL 300 unshare -m -p -u -i -n -C -f --kill-child sh -c "$in_root"'
        mount -t sysfs -o ro sysfs "$root/sys"
        mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
        mount -t tmpfs tmpfs "$root/run"
        mount -t tmpfs tmpfs "$root/tmp"
        exec env -i container=bare PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" \
            /lib/systemd/systemd --system systemd.unit=multi-user.target' sh "$root"
) >"$root.log" 2>&1 </dev/null || true
find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
[ -s "$play/result" ] || { echo "it did not boot, or nothing was played within five minutes" >&2; exit 1; }
cat "$play/result"
grep -q '^1\.\.' "$play/result" && ! grep -q '^not ok' "$play/result"
