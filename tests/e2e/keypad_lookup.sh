# The shortest slip and then its look-up by a plain keypad alone: Tab, arrows, Enter and Escape, not
# one letter typed and not one finger.

# Presses the letters of a code on the pad.
presses() {
    echo "$1" | sed 's/^HP//; s/-//g; s/./reach #lookup.key.&\nkey Enter\n/g'
}

store_start
kiosk_enrol
kiosk_play "$here/keypad_slip.touch"
kioskctl outbox drain --for 30
same "slips in the store" "$(store_list | grep -c 'Hóa')" 1
code=$(store_list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}')

{
    cat <<'END'
key Enter
reach #home.lookup
key Enter
END
    presses "$code"
    cat <<'END'
wait "Xã đã nhận phiếu" 15s
expect "Đã gửi về xã"
shot keypad-found.png
key Escape
expect "Kính chào bà con"
# A letter taken off, and one too many pressed.
reach #home.lookup
key Enter
reach #lookup.key.7
key Enter
reach #lookup.delete
key Enter
END
    presses "$code"
    cat <<'END'
wait "Xã đã nhận phiếu" 15s
reach #lookup.forgot
key Enter
expect "ngày gửi phiếu"
key Escape
expect-not "ngày gửi phiếu"
key Escape
expect "Kính chào bà con"
END
} >"$stage/found.touch"
kiosk_play "$stage/found.touch"
! grep -E '^(tap|hold|drag|type|keys|text) ' "$stage/found.touch" "$here/keypad_slip.touch"
