#!/bin/sh
# Played by tests/deb/run.sh on a machine on which both packages were just installed: what README.md tells
# whoever installs them to do, then an upgrade, the removal and the purge. Prints TAP.
export LC_ALL=C.UTF-8 HOME=/root SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy
cd /srv/play || exit 1
campaign=/usr/share/recordstore/assets/campaigns/2023
count=0

# check WHAT FUNCTION: one point of the TAP; the function fails by the first of its commands that does.
check() {
    count=$((count + 1))
    (set -e; "$2") >log 2>&1 # in no condition: there `set -e` would not hold
    if [ $? = 0 ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        tail -n 15 log | sed 's/^/# /'
    fi
}

same() { # same GOT WANTED
    [ "$1" = "$2" ] || { echo "got '$1', wanted '$2'"; return 1; }
}

store() { runuser -u recordstore -- recordstore "$@"; }
kiosk() { runuser -u kiosk -- kiosk "$@"; }
kioskctl() { runuser -u kiosk -- kioskctl "$@"; }
main_pid() { systemctl show -p MainPID --value "$1"; }
# Fails when it is so; `!` alone would not stop a `set -e`.
not() { if "$@"; then return 1; fi }

installed() {
    same "$(stat -c '%U %a' /var/lib/recordstore)" "recordstore 700"
    same "$(stat -c '%U %a' /var/lib/guong-sang)" "kiosk 700"
    for unit in kiosk.service recordstore.service recordstore-doctor.timer; do
        same "$(systemctl is-enabled $unit)" disabled
        same "$(systemctl is-active $unit)" inactive
    done
    for group in video input audio render; do # the screen, fingers, the loudspeaker
        id -nG kiosk | grep -qw $group
    done
    for library in libEGL.so.1 libGLESv2.so.2 libgbm.so.1; do # SDL's, for the bare console
        ldconfig -p | grep -qF $library
    done
    ls /usr/lib/*/dri/*_dri.so >/dev/null
}

office() { # for kiosks on other machines, by a name
    sed -i 's/^listen = .*/listen = 0.0.0.0:8443/; s/^names =.*/names = office.commune/' \
        /etc/recordstore/recordstore.ini
    echo '127.0.0.3 office.commune' >/etc/hosts
    store init --campaign $campaign >init
    grep -q 'administrator quantri one-time password' init
    store publish --campaign $campaign --reasons $campaign/reasons.json \
        --sample /usr/share/recordstore/assets/sample/sample-2023.vi.json
    systemctl enable --now recordstore recordstore-doctor.timer
    same "$(systemctl is-active recordstore)" active
    not systemctl start recordstore-doctor # no backup yet
    journalctl -u recordstore-doctor | grep -q 'do    backup: there was never one'
    install -d -o recordstore -m 700 /var/backup
    store backup --to /var/backup
    systemctl start recordstore-doctor
}

hall() {
    code=$(store device add --name "Nhà văn hóa" | tail -n 1)
    kioskctl enrol --url https://office.commune:8443 --code "$code"
    kioskctl content fetch
    echo 258046 | kioskctl pin set "Nguyễn Văn A"
    kioskctl doctor
    kiosk --check >check
    cat check
    grep -qx 'ok       settings: /etc/guong-sang/kiosk.ini' check
    not grep -q '^problem' check
}

visitor() {
    install -d -o kiosk pictures
    kiosk --clock 2023-05-12T08:42:00+07:00 --windowed 1280x720 --script tour.touch --shots pictures
    kioskctl outbox drain --for 30
    same "$(store list | grep -c 'Nguyễn Văn A')" 1
    same "$(kioskctl outbox list | tail -n 1)" "1 slips: 0 to send, 1 sent, 0 set aside"
}

root_keeps_out() {
    for program in recordstore kioskctl kiosk; do
        case $program in
        recordstore) words=list ;;
        kioskctl) words="pin list" ;;
        kiosk) words="--screen home" ;;
        esac
        # shellcheck disable=SC2086 # a list of words
        not env $program $words 2>refused # the program itself, as root
        grep -q "runuser -u .* -- $program" refused
    done
    same "$(find /var/lib/guong-sang /var/lib/recordstore -user root)" ""
}

service() { # there is no screen here and no tty1; all else is the unit's own
    mkdir -p /run/systemd/system/kiosk.service.d
    printf '[Service]\n%s\n' Environment=SDL_VIDEODRIVER=dummy StandardInput=null TTYPath= TTYReset=no \
        TTYVHangup=no TTYVTDisallocate=no >/run/systemd/system/kiosk.service.d/bare.conf
    systemctl daemon-reload
    systemctl enable --now kiosk
    tries=0
    until kioskctl doctor >doctor && not grep -q 'no kiosk runs' doctor; do
        tries=$((tries + 1))
        [ $tries -lt 60 ] || { cat doctor; journalctl -t kiosk -u kiosk; return 1; }
        sleep 0.5
    done
    same "$(systemctl is-active kiosk)" active
    journalctl -t kiosk | grep -q 'the record store answers'
    grep -q '^Max data size *1073741824 ' "/proc/$(main_pid kiosk)/limits"
}

upgrade() {
    echo '; mine' | tee -a /etc/guong-sang/kiosk.ini >>/etc/recordstore/recordstore.ini
    old_kiosk=$(main_pid kiosk) old_store=$(main_pid recordstore)
    dpkg -i ./*.deb
    for unit in kiosk recordstore recordstore-doctor.timer; do
        same "$(systemctl is-active $unit)" active
    done
    not [ "$(main_pid kiosk)" = "$old_kiosk" ]
    not [ "$(main_pid recordstore)" = "$old_store" ]
    same "$(grep -lx '; mine' /etc/*/kiosk.ini /etc/*/recordstore.ini | wc -l)" 2
}

removal() {
    apt-get remove -y -qq guong-sang-kiosk guong-sang-recordstore
    same "$(systemctl list-units --all --plain --no-legend 'kiosk*' 'recordstore*')" ""
    same "$(find /etc/systemd /usr /etc/init.d -name '*kiosk*' -o -name '*recordstore*')" ""
    same "$(pgrep -u kiosk,recordstore -l 2>/dev/null || true)" ""
    [ -s /var/lib/recordstore/records/records.db ]
    [ -s /var/lib/guong-sang/device.json ]
}

purge() {
    apt-get purge -y -qq guong-sang-kiosk guong-sang-recordstore >purged
    cat purged
    not [ -e /etc/guong-sang ]
    not [ -e /etc/recordstore ]
    for dir in recordstore guong-sang; do # said, and kept
        grep -q "/var/lib/$dir stays" purged
        [ -d /var/lib/$dir ]
    done
    same "$(systemctl is-failed 'kiosk*' 'recordstore*' | grep -c failed)" 0
}

check "nothing is started, and the folders are their users' alone" installed
check "the office is set up, answers and is looked at" office
check "a kiosk is enrolled and nothing is wrong with it" hall
check "a visitor's slip is in the office" visitor
check "root is kept out of the services' folders" root_keeps_out
check "the kiosk runs as a service" service
check "an upgrade starts the new programs and keeps the settings" upgrade
check "a removal ends the services and keeps the data" removal
check "a purge keeps the data and says so" purge
echo "1..$count"
