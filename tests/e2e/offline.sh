# The slip is kept while the store is down and goes when it is back, once.
store_start
kiosk_enrol
store_stop
kiosk_play "$here/offline.touch"
kioskctl outbox list | grep -c waiting | grep -qx 1
code=$(kioskctl outbox list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}')
same "slips in the store before it is back" "$(store_list | grep -c "$code" || true)" 0
store_start
kioskctl outbox drain --for 30
same "slips with this code in the store" "$(store_list | grep -c "$code")" 1
same "slips that wait" "$(kioskctl outbox list | grep -c waiting || true)" 0
