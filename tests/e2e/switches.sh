# Pages and items that are switched off through kioskctl leave a running kiosk at once, whoever stands before
# it; the log says who did it, the office shows what differs from what it published.
store_start
kiosk_enrol

# until the script has come as far as writing this file
come_to() {
    tries=0
    until [ -s "$stage/$1" ]; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || { echo "$1 never came"; return 1; }
        sleep 0.1
    done
}

kiosk_play "$here/switches.touch" &
playing=$!
come_to lookup.json
kioskctl switch set lookup off
come_to detail.json
kioskctl switch set guong-01 off
come_to hidden.json
kioskctl switch set guong-01 clear
wait $playing

same "switches" "$(kioskctl switch list | grep -v clear)" "lookup         off"
same "log" "$(kioskctl audit list | grep -v '@kiosk\|content.net' | awk '{ print $3, $4, $5, $6, $7, $8 }')" "@console switch lookup clear -> off
@console item guong-01 clear -> off
@console item guong-01 off -> clear"
kioskctl audit verify
