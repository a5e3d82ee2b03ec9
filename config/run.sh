#!/bin/sh
# make run: a record store and an enrolled kiosk with a campaign and its sample data, on this machine
# alone. What they keep lies in build/run; a second run finds it there.
set -eu
bin=$1
. config/store.sh
data=$run/kiosk
tour=tests/e2e/tour.touch
clock=${CLOCK:-2023-05-12T08:42:00+07:00}
if [ "$campaign" = 2026 ]; then # a day in the middle of it, and a look back at 2023
    tour=tests/e2e/past.touch
    clock=${CLOCK:-2026-11-10T08:42:00+07:00}
fi

kiosk_pid=
end_all() {
    trap - INT TERM EXIT
    [ -z "$kiosk_pid" ] || kill -TERM "$kiosk_pid" 2>/dev/null || true
    [ -z "$kiosk_pid" ] || wait "$kiosk_pid" 2>/dev/null || true
    store_end
}
trap 'end_all; exit 130' INT
trap 'end_all; exit 143' TERM
trap end_all EXIT

# 1. The record store, or the one that `make run-office` has started.
if ! store_is_up; then
    store_make
    store_serve
fi
store_find_url
echo "Record store: $url (data in $store)"
echo "Officer's pages: $url/office (make run-office tells who may log in)"

# 2. The kiosk's enrolment, once, and the content.
if [ ! -e "$data/device.json" ]; then
    code=$("$bin/recordstore" device add --data "$store" --name hall 2>/dev/null | tail -n 1)
    "$bin/kioskctl" --data "$data" enrol --url "$url" --code "$code"
fi
"$bin/kioskctl" --data "$data" content fetch

# 3. A PIN for the staff area of this sample kiosk; PIN=123987 make run takes another.
pin=${PIN:-258046}
printf '%s\n' "$pin" | "$bin/kioskctl" --data "$data" pin set "Cán bộ mẫu"
echo "Staff area: hold the mark in the header for 3 s; the PIN of Cán bộ mẫu is $pin"

# 4. The kiosk: on the screen where there is one, else the guided tour into pictures.
set -- --data "$data"
[ "$clock" = now ] || set -- "$@" --clock "$clock"
is_tty=no
case $(tty 2>/dev/null || true) in
/dev/tty[0-9]*) [ ! -e /dev/dri/card0 ] || is_tty=yes ;;
esac
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$is_tty" = yes ]; then
    [ -z "${WINDOW:-}" ] || set -- "$@" --windowed "$WINDOW"
    echo "Kiosk: open on the screen; Ctrl-C here ends it and the record store."
    "$bin/kiosk" "$@" &
    kiosk_pid=$!
    status=0
    wait "$kiosk_pid" || status=$?
    kiosk_pid=
    exit "$status"
fi

echo "No display here: the guided tour is played, its pictures go to build/tour."
rm -rf build/tour
mkdir -p build/tour
SDL_VIDEODRIVER=dummy "$bin/kiosk" "$@" --windowed "${WINDOW:-1920x1080}" \
    --script "$tour" --shots build/tour &
kiosk_pid=$!
status=0
wait "$kiosk_pid" || status=$?
kiosk_pid=
[ "$status" = 0 ] || fail "The tour did not hold; the line above says where."
"$bin/kioskctl" --data "$data" outbox drain --for 30 >/dev/null || true
code=$("$bin/kioskctl" --data "$data" outbox list | tr -s ' \t' '\n' |
    grep -xE '[A-Z0-9]+-[0-9A-Z]{4}-[0-9A-Z]{4}' | tail -n 1) || fail "The outbox holds no slip."
echo "The slip that the tour sent:  $code"
held=$("$bin/recordstore" list --data "$store" | grep -F "$code") ||
    fail "The record store does not have the slip $code."
echo "In the record store:          $held"
echo "Pictures: $(find build/tour -name '*.png' | wc -l) in build/tour"
