#!/bin/sh
# make run: a record store and an enrolled kiosk with the campaign of 2023 and the sample data, on this
# machine alone. What they keep lies in build/run; a second run finds it there.
set -eu
bin=$1
run=build/run
store=$run/store
data=$run/kiosk
clock=${CLOCK:-2023-05-12T08:42:00+07:00}
mkdir -p "$run"

log=$run/recordstore.log
store_pid=
kiosk_pid=
end_all() {
    trap - INT TERM EXIT
    [ -z "$kiosk_pid" ] || kill -TERM "$kiosk_pid" 2>/dev/null || true
    [ -z "$kiosk_pid" ] || wait "$kiosk_pid" 2>/dev/null || true
    [ -z "$store_pid" ] || kill -TERM "$store_pid" 2>/dev/null || true
    [ -z "$store_pid" ] || wait "$store_pid" 2>/dev/null || true
}
trap 'end_all; exit 130' INT
trap 'end_all; exit 143' TERM
trap end_all EXIT

fail() {
    echo "$1" >&2
    [ ! -s "$log" ] || tail -n 5 "$log" >&2
    exit 1
}

# 1. The record store: keys, certificate, content; then the service, on the port of the first run.
"$bin/recordstore" init --data "$store" >"$run/init.log" 2>&1 || { cat "$run/init.log" >&2; exit 1; }
if [ ! -e "$run/published" ]; then
    "$bin/recordstore" publish --data "$store" --campaign assets/campaigns/2023 \
        --reasons assets/campaigns/2023/reasons.json --sample assets/sample/sample-2023.vi.json \
        >>"$run/init.log" 2>&1 || { cat "$run/init.log" >&2; exit 1; }
    touch "$run/published"
fi
port=$(cat "$run/port" 2>/dev/null || echo 0)
: >"$log"
"$bin/recordstore" serve --data "$store" --listen "127.0.0.1:$port" >"$log" 2>&1 &
store_pid=$!
tries=0
until grep -q 'recordstore: ready on' "$log"; do
    kill -0 "$store_pid" 2>/dev/null || fail "The record store did not start:"
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || fail "The record store did not answer within 10 seconds:"
    sleep 0.05
done
url=$(sed -n 's/.*ready on \(https:[^ ]*\).*/\1/p' "$log" | head -n 1)
echo "${url##*:}" >"$run/port"
echo "Record store: $url (data in $store)"

# 2. The kiosk's enrolment, once, and the content.
if [ ! -e "$data/device.json" ]; then
    code=$("$bin/recordstore" device add --data "$store" --name hall 2>/dev/null | tail -n 1)
    "$bin/kioskctl" --data "$data" enrol --url "$url" --code "$code"
fi
"$bin/kioskctl" --data "$data" content fetch

# 3. The kiosk: on the screen where there is one, else the guided tour into pictures.
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
    --script tests/e2e/tour.touch --shots build/tour &
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
