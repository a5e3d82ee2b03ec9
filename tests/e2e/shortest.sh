# Ten touches besides the name, and the record store has the slip.
store_start
kiosk_enrol
same "touches" "$(grep -c '^tap' "$here/shortest.touch")" 10
kiosk_play "$here/shortest.touch"
kioskctl outbox drain --for 30
same "slips in the store" "$(store_list | grep -c 'Hoa')" 1
