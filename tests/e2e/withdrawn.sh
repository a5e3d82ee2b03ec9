# What the office publishes while somebody reads: a consent taken back is obeyed under his eyes, all
# else waits until he is done.
store_start
kiosk_enrol
printf '[network]\npoll_s = 5\n' >"$stage/kiosk.ini"
kiosk_play "$here/withdrawn.touch" --config "$stage/kiosk.ini" &
playing=$!
until [ -e "$stage/open.png" ] || ! kill -0 $playing 2>/dev/null; do
    sleep 0.1
done
sed -e '/"id": "guong-01"/,/"publish_consent"/s/"publish_consent": true/"publish_consent": false/' \
    -e 's/Tập thể Chi hội Phụ nữ Thôn 3/Tập thể Chi hội Mới Thôn 3/' \
    assets/sample/sample-2023.vi.json >"$stage/sample.json"
recordstore publish --campaign assets/campaigns/2023 --reasons assets/campaigns/2023/reasons.json \
    --sample "$stage/sample.json" >>"$stage/office.log" 2>&1
wait $playing
