# A kiosk with nothing to send notices that its store has gone, and that it is back.
store_start
kiosk_enrol
printf '258046\n' | kioskctl pin set "Nguyễn Văn A"
mkdir "$stage/safe"
recordstore backup --to "$stage/safe"
kiosk_play "$here/cable.touch" &
playing=$!
come_to() {
    tries=0
    until [ -s "$stage/$1" ]; do
        tries=$((tries + 1))
        [ $tries -lt 400 ] || { echo "$1 never came"; return 1; }
        sleep 0.1
    done
}
come_to well.json
store_stop
kioskctl switch set lookup off
come_to gone.json
store_start
kioskctl switch set lookup clear
wait $playing
