# A difficulty is kept, looked up while it waits, sent, taken by the store, looked up there.
taps() {
    echo "$1" | sed 's/^HP//; s/-//g; s/./tap #lookup.key.&\n/g'
}

look_up() { # look_up NAME: more lines from standard input
    {
        printf 'tap #attract.start\ntap #home.lookup\n'
        taps "$code"
        cat
    } >"$stage/$1.touch"
    kiosk_play "$stage/$1.touch"
}

store_start
kiosk_enrol
store_stop
kiosk_play "$here/difficulty.touch"
code=$(kioskctl outbox list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}')
look_up waiting <<'END'
wait "Phiếu đang ở máy" 10s
expect "Đã trả lời"
expect-not "Có kết quả"
END
store_start
kioskctl outbox drain --for 30
same "difficulties in the store" "$(store_list | grep -c "$code.difficulty")" 1
look_up received <<'END'
wait "Xã đã nhận lời góp ý" 15s
expect "Đã trả lời"
expect-not "Có kết quả"
expect-not "Hoàng Văn"
shot lookup-difficulty.png
END
store_stop
look_up offline <<'END'
wait "Tin lấy lúc" 20s
expect "Xã đã nhận lời góp ý"
END

# The script's own lines tell what it types; the kiosk's tell nothing of it.
same "its words in the kiosk's log" "$(grep -v '\.touch:' "$stage/log" | grep -ciE "pác khuông|hoàng văn" || true)" 0
