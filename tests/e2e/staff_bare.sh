# A kiosk that nobody has enrolled and that has no content yet: staff come in all the same, and every screen
# says what is missing.
printf '258046\n' | kioskctl pin set "Nguyễn Văn A"
kiosk_play "$here/staff_bare.touch"
kioskctl audit verify
