# What the office publishes while somebody fills a form in: the form goes on in the content it was begun
# with, and the next visitor has the new one.
store_start
kiosk_enrol
printf '[network]\npoll_s = 5\n' >"$stage/kiosk.ini"
mkfifo "$stage/gate.png" # a picture that nobody takes yet holds the script
kiosk_play "$here/published.touch" --config "$stage/kiosk.ini" >"$stage/play.log" 2>&1 &
playing=$!
sed 's/"name": "Thôn 3"/"name": "Thôn Ba"/' assets/sample/sample-2023.vi.json >"$stage/sample.json"
until grep -q 'shot gate.png' "$stage/play.log" || ! kill -0 $playing 2>/dev/null; do
    sleep 0.1
done
recordstore publish --campaign assets/campaigns/2023 --reasons assets/campaigns/2023/reasons.json \
    --sample "$stage/sample.json" >>"$stage/office.log" 2>&1
until grep -q 'content revision 2 is here' "$stage/play.log" || ! kill -0 $playing 2>/dev/null; do
    sleep 0.1
done
cat "$stage/gate.png" >/dev/null
wait $playing || {
    cat "$stage/play.log"
    exit 1
}
kioskctl outbox drain --for 30
same "slips in the store" "$(store_list | grep -c 'Hoa')" 1
