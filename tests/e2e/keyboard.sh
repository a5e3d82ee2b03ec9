# The same keys in landscape and in portrait, where the alphabet comes first and "Xóa hết" and Telex stand
# with QWERTY.
store_start
kiosk_enrol
kiosk_play tests/e2e/keyboard.touch
sed 's/^tap #who.resident/&\ntap #order/' tests/e2e/keyboard.touch >"$stage/portrait.touch"
kiosk_play "$stage/portrait.touch" --windowed 1080x1920
