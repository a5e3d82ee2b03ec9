# Content on a stick is offered to staff, taken, and taken back again; nobody touched the network for it.
store_start
kiosk_enrol
printf '258046\n' | kioskctl pin set "Nguyễn Văn A"
recordstore publish --campaign assets/campaigns/2023 --reasons assets/campaigns/2023/reasons.json \
    --sample assets/sample/sample-2023.vi.json
mkdir -p "$stage/sticks/hall"
recordstore content export "$stage/sticks/hall"
store_stop
printf '[usb]\nroots = %s\n' "$stage/sticks" >"$stage/kiosk.ini"
kiosk_play "$here/staff_stick.touch" --config "$stage/kiosk.ini"
kioskctl audit list >"$stage/audit"
grep -q 'content.usb' "$stage/audit"
grep -q 'content.back' "$stage/audit"
kioskctl audit verify
# At the console, too: what was brought, and what was taken away.
store_start
recordstore publish --campaign assets/campaigns/2023 --reasons assets/campaigns/2023/reasons.json \
    --sample assets/sample/sample-2023.vi.json
rm -rf "$stage/sticks/hall/guong-sang"
recordstore content export "$stage/sticks/hall"
kioskctl content import "$stage/sticks/hall"
mkdir -p "$stage/away"
kioskctl outbox export "$stage/away"
kioskctl audit list >"$stage/audit"
same "brought" "$(grep -c '@console  *content.usb' "$stage/audit")" 1
same "nothing was carried away" "$(grep -c '@console  *outbox.usb' "$stage/audit")" 0
