# A citizen looks a slip up: while it waits here, when the store has it, and offline; then codes that
# are wrong or nobody's, until the kiosk asks for a rest.

# Taps the letters of a code.
taps() {
    echo "$1" | sed 's/^HP//; s/-//g; s/./tap #lookup.key.&\n/g'
}

# lookup_script NAME: a touch script from standard input, in which CODE, OTHER and WRONG are taps.
lookup_script() {
    while read -r line; do
        case $line in
        CODE) taps "$code" ;;
        OTHER) taps HP-7K3M-92WB ;; # a code of nobody's
        WRONG) taps HP-7K3M-92WX ;; # its check letter does not agree
        *) echo "$line" ;;
        esac
    done >"$stage/$1.touch"
}

store_start
kiosk_enrol
store_stop
kiosk_play "$here/offline.touch"
code=$(kioskctl outbox list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}')

lookup_script waiting <<'END'
tap #attract.start
tap #home.lookup
CODE
wait "Phiếu đang ở máy" 10s
expect "Đã lưu tại máy"
shot lookup-waiting.png
END
kiosk_play "$stage/waiting.touch"

store_start
kioskctl outbox drain --for 30
lookup_script sent <<'END'
tap #attract.start
tap #home.lookup
CODE
wait "Xã đã nhận phiếu" 15s
expect "Đã gửi về xã"
expect "12/5, 08:4"
expect-not "Nguyễn"
expect-not "Tin lấy lúc"
shot lookup-sent.png
offline
tap #nav.home
tap #home.lookup
expect-not "Xã đã nhận phiếu"
CODE
wait "Tin lấy lúc 12/5, 08:4" 15s
expect "Đã gửi về xã"
OTHER
wait "Máy này chưa biết tin" 15s
online
tap #lookup.again
wait "Máy này chưa thấy phiếu" 20s
expect "Gọi cán bộ"
tap #lookup.forgot
expect "ngày gửi phiếu"
tap #forgot.ok
WRONG
expect "Mã chưa đúng, xem lại từng chữ"
WRONG
WRONG
WRONG
WRONG
tap #nav.home
tap #home.lookup
WRONG
expect "Mã chưa đúng"
WRONG
expect "Nhập sai nhiều lần"
shot lookup-rest.png
tap #nav.home
tap #home.lookup
expect "Nhập sai nhiều lần"
advance 50s
expect "Nhập sai nhiều lần"
tap #lookup.key.7
advance 11s
expect-not "Nhập sai nhiều lần"
CODE
wait "Xã đã nhận phiếu" 15s
END
kiosk_play "$stage/sent.touch"

# Another start, the store gone: what this kiosk last knew is on its disk.
store_stop
lookup_script known <<'END'
tap #attract.start
tap #home.lookup
CODE
wait "Tin lấy lúc" 20s
expect "Đã gửi về xã"
END
kiosk_play "$stage/known.touch"

# Whoever reads the kiosk's log learns no code.
same "log lines with the code" "$(grep -c "$code" "$stage/log" || true)" 0
