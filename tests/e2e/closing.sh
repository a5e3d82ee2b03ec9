store_start
kiosk_enrol
kiosk_play "$here/closing.touch" --clock 2023-05-31T23:58:00+07:00
kioskctl outbox drain --for 30
same "slips in the store" "$(store_list | grep -c 'Hoa')" 1
