# Staff are called from the kiosk, the office sees it, and the citizen is told.
store_start
kiosk_enrol
kiosk_play "$here/help.touch" &
playing=$!
while kill -0 $playing 2>/dev/null; do # the officer, who looks now and then
    "$bin/recordstore" device help-seen --data "$stage/store" k-0001 >>"$stage/office.log" 2>&1
    sleep 0.5
done
wait $playing
