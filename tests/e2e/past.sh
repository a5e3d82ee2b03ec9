# The sample campaign of 2026 for a commune with two levels above it (no district), and the campaign of
# 2023 looked back at: nothing of either is in the program.
recordstore init >"$stage/init.log" 2>&1
recordstore publish --campaign assets/campaigns/2026 assets/campaigns/2023 \
    --reasons assets/campaigns/2026/reasons.json --sample assets/sample/sample-2026.vi.json \
    --sample assets/sample/sample-2023.vi.json --commune-name "xã Mẫu" --place "tỉnh Mẫu" \
    --agency "UBND xã Mẫu" --prefix XM >>"$stage/init.log" 2>&1
store_start
kiosk_enrol
printf "258046\n" | kioskctl pin set "Nguyễn Văn A"
for size in ${SIZES:-1280x720 720x1280}; do
    mkdir -p "$stage/$size"
    kiosk_play "$here/past.touch" --clock 2026-11-10T08:42:00+07:00 --windowed "$size" \
        --shots "$stage/$size"
done
kioskctl outbox drain --for 30
same "slips with the prefix of the sample commune" "$(store_list | grep -c 'XM-')" 2
