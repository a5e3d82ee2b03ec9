# The script ends with one slip, and the record store has that one.
store_start
kiosk_enrol
kiosk_play "$here/consent.touch"
kioskctl outbox drain --for 30
same "slips in the store" "$(store_list | grep -c 'HP-')" 1
