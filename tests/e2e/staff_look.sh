# "Xem" of what is hidden shows it to staff alone; times that come while they are in act at once.
store_start
kiosk_enrol
printf '258046\n' | kioskctl pin set "Nguyễn Văn A"
kiosk_play "$here/staff_look.touch"
kioskctl audit verify
