# kill -9 of the kiosk at any moment of an upload: started again, the store has each slip once.
slips=60
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
while [ "$(kioskctl outbox list | grep -c waiting)" -gt 0 ] && [ $rounds -lt 20 ]; do
    rounds=$((rounds + 1))
    if [ $((rounds % 3)) = 0 ]; then
        "$bin/kioskctl" --data "$stage/kiosk" outbox drain --for 20 >>"$stage/drain.log" 2>&1 &
    else
        "$bin/kiosk" --data "$stage/kiosk" --windowed 640x360 >>"$stage/kiosk.log" 2>&1 &
    fi
    killed=$!
    sleep "0.$(printf '%03d' $(((rounds * 37) % 130 + 20)))"
    kill -9 $killed 2>/dev/null || true
    wait $killed 2>/dev/null || true
done
kioskctl outbox drain --for 30
store_list | grep -oE '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}' | sort >"$stage/stored"
same "ids in the store" "$(cat "$stage/stored")" "$(cat "$stage/ids")"
[ $rounds -ge 2 ] || {
    echo "everything went before the first kill: nothing was tried"
    exit 1
}
echo "$rounds rounds ended by kill -9"
