# What was typed at every limit arrives whole.
store_start
kiosk_enrol
kiosk_play "$here/longest.touch"
kioskctl outbox drain --for 30
same "the name, whole" "$(store_list | cut -f 4)" "Nguyễn Thị Thanh Hương Giang Bích Ngọc Diễm Quỳnh Như Ý Mai Lan Hoa Tường Vi Anh"
same "the place, whole" "$(store_list | cut -f 5)" "Khu tái định cư cũ gần đập tràn, cạnh trạm bơm số hai, xóm X"

# The script's own lines tell what it types; the kiosk's tell nothing of it.
same "names in the kiosk's log" "$(grep -v '\.touch:' "$stage/log" | grep -c "Thanh Hương" || true)" 0
