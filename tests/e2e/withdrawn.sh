# New content waits for a reader to go on, but nobody is shown a moment longer than they agree to.
store_start
kiosk_enrol
printf '[network]\npoll_s = 5\n[times]\nread_s = 600\n' >"$stage/kiosk.ini"
awk '/"id": "guong-01"/ { is_theirs = 1 }
    is_theirs && /"publish_consent"/ { sub("true", "false"); is_theirs = 0 }
    { print }' assets/sample/sample-2023.vi.json >"$stage/sample.json"
kiosk_play "$here/withdrawn.touch" --config "$stage/kiosk.ini" &
playing=$!
tries=0
until [ -s "$stage/detail.json" ]; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || exit 1
    sleep 0.1
done
recordstore publish --campaign assets/campaigns/2023 --reasons assets/campaigns/2023/reasons.json \
    --sample "$stage/sample.json"
wait $playing
