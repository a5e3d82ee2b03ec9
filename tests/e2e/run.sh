#!/bin/sh
# End to end: real recordstore, real kioskctl, real kiosk on SDL's dummy driver, fingers from touch scripts.
# Prints TAP. tests/e2e/run.sh build/release [NAME ...]: each tests/e2e/NAME.sh is one test; a *.touch
# without a shell script of its own runs on a fresh kiosk with its record store up.
set -u
build=$1
shift
here=tests/e2e
. "$here/stage.sh"
count=0

one() {
    name=$1
    count=$((count + 1))
    stage_begin "$build" "$name"
    if [ -e "$here/$name.sh" ]; then
        (set -e; . "$here/$name.sh")
    else
        (set -e; store_start; kiosk_enrol; kiosk_play "$here/$name.touch")
    fi >"$stage/log" 2>&1
    status=$?
    stage_end
    if [ "$status" = 0 ]; then
        echo "ok $count - $name"
    elif [ "$status" = 77 ]; then
        echo "ok $count - $name # SKIP: $(tail -n 1 "$stage/log")"
    else
        echo "not ok $count - $name"
        tail -n 15 "$stage/log" | sed 's/^/# /'
    fi
}

if [ $# = 0 ]; then
    set -- $(cd "$here" && ls *.touch *.sh | sed 's/\.[a-z]*$//' | sort -u | grep -vxE 'run|stage')
fi
for name in "$@"; do
    one "$name"
done
echo "1..$count"
