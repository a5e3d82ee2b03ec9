store_start
kiosk_enrol
printf '258046\n' | kioskctl pin set "Nguyễn Văn A"
kiosk_play "$here/staff.touch"
# What was done is in the chained log, and nothing in it was changed.
kioskctl audit verify
kioskctl audit list >"$stage/audit"
grep -q '@kiosk  *start' "$stage/audit" # and when the machine began
grep -q 'pin.lock' "$stage/audit"
grep -q 'lookup' "$stage/audit"
grep -q 'undo' "$stage/audit"
# No digit of a PIN is written anywhere.
if grep -rqa '258046\|112234' "$stage" --include='*.db' --include='log' --include='audit'; then
    echo "a PIN was written down"
    exit 1
fi
