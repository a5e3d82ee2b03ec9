# kioskctl beside a running kiosk asks it through its socket: same rules, same queue, same answers.
store_start
kiosk_enrol
timeout 60 "$bin/kiosk" --data "$stage/kiosk" --windowed 640x360 >"$stage/kiosk.log" 2>&1 &
running=$!
tries=0
until [ -S "$stage/kiosk/control.sock" ] || [ $tries -gt 100 ]; do
    tries=$((tries + 1))
    sleep 0.05
done
printf '{"schema":"record/1","type":"nomination","lang":"vi","kind":"resident","honorific":null,"name":"Nguyễn Văn A","unit_id":"don-vi-01","unit_other":null,"reasons":["r-gop"],"deed":"","sender":{"name":null,"phone":null},"consent":{"version":"1","at":"2023-05-12T08:00:00+07:00"}}\n' >"$stage/good.jsonl"
sed 's/don-vi-01/don-vi-99/' "$stage/good.jsonl" >"$stage/wrong.jsonl"
kioskctl outbox add "$stage/good.jsonl" >"$stage/added"
if kioskctl outbox add "$stage/wrong.jsonl" >"$stage/wrong.out" 2>&1; then
    kill $running
    echo "a unit that the content does not have was taken"
    exit 1
fi
kioskctl outbox drain --for 20
kioskctl outbox list >"$stage/list"
kill $running
wait $running 2>/dev/null || true
same "slips sent" "$(grep -c delivered "$stage/list")" 1
same "id in the store" "$(store_list | grep -c "$(cut -d' ' -f1 "$stage/added")")" 1
