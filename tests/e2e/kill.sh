# kill -9 of the kiosk at any moment of an upload: started again, the store has each slip once.
slips=24
store_start
kiosk_enrol
i=0
while [ $i -lt $slips ]; do
    i=$((i + 1))
    printf '{"schema":"record/1","type":"nomination","lang":"vi","kind":"resident","honorific":null,"name":"Nguyễn Văn A","unit_id":null,"unit_other":null,"reasons":["r-gop"],"deed":"","sender":{"name":null,"phone":null},"consent":{"version":"1","at":"2023-05-12T08:00:00+07:00"}}\n'
done >"$stage/slips.jsonl"
kioskctl outbox add "$stage/slips.jsonl" | cut -d' ' -f1 | sort >"$stage/ids"
same "slips queued" "$(wc -l <"$stage/ids")" "$slips"

rounds=0
while [ "$(kioskctl outbox list | grep -c waiting)" -gt 0 ] && [ $rounds -lt 12 ]; do
    rounds=$((rounds + 1))
    "$bin/kioskctl" --data "$stage/kiosk" outbox drain --for 20 >>"$stage/drain.log" 2>&1 &
    drain=$!
    sleep "0.0$(((rounds * 37) % 90 + 10))"
    kill -9 $drain 2>/dev/null || true
    wait $drain 2>/dev/null || true
done
"$bin/kiosk" --data "$stage/kiosk" --windowed 640x360 >"$stage/kiosk.log" 2>&1 & # and the kiosk itself
kiosk=$!
sleep 0.25
kill -9 $kiosk
wait $kiosk 2>/dev/null || true
kioskctl outbox drain --for 30
store_list | grep -oE '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}' | sort >"$stage/stored"
same "ids in the store" "$(cat "$stage/stored")" "$(cat "$stage/ids")"
echo "$rounds rounds ended by kill -9"
