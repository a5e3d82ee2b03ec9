# A machine whose clock is off says so where staff look and in the console, from the store's own word.
store_start
kiosk_enrol
printf '258046\n' | kioskctl pin set "Nguyễn Văn A"
timeout 120 "$bin/kiosk" --data "$stage/kiosk" --windowed 1280x720 --script "$here/clock.touch" \
    --shots "$stage" &
playing=$!
tries=0
until [ -s "$stage/machine.json" ]; do
    tries=$((tries + 1))
    [ $tries -lt 400 ] || exit 1
    sleep 0.1
done
kioskctl doctor >"$stage/doctor" || true
kioskctl switch set lookup off # which ends the script
wait $playing
grep -E 'the clock is off by -(59[0-9]|60[0-9]) s' "$stage/doctor"
