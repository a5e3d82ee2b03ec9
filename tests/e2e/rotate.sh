# A panel that hangs turned: the same tour, picture and touches turned together, in every direction.
store_start
kiosk_enrol
for turn in 90 180 270; do
    printf '[screen]\nrotate = %s\n' "$turn" >"$stage/kiosk.ini"
    kiosk_play "$here/tour.touch" --config "$stage/kiosk.ini" --quiet
done
kioskctl outbox drain --for 30
same "slips in the store" "$(store_list | grep -c 'HP-')" 3
