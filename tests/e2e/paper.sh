# Slips on paper go in by kioskctl under the same rules; the kiosk's list and the store's agree.
store_start
kiosk_enrol
record() { # record NAME REASON
    printf '{"schema":"record/1","type":"nomination","lang":"vi","kind":"resident","honorific":null,"name":"%s","unit_id":"don-vi-01","unit_other":null,"reasons":["%s"],"deed":"","sender":{"name":null,"phone":null},"consent":{"version":"1","at":"2023-05-12T08:00:00+07:00"}}\n' "$1" "$2"
}
{ record "Nguyễn Văn A" r-gop; record "Trần Thị B" r-giup; } >"$stage/paper.jsonl"
same "lines printed" "$(kioskctl outbox add "$stage/paper.jsonl" | wc -l)" 2

# One wrong line keeps the whole file out and says where and what.
{ record "Lê Văn C" r-gop; record "X" r-gop; } >"$stage/wrong.jsonl"
if kioskctl outbox add "$stage/wrong.jsonl" >"$stage/wrong.out" 2>&1; then
    echo "a name of one letter was taken"
    exit 1
fi
grep -q 'wrong.jsonl:2: .*name' "$stage/wrong.out"

kioskctl outbox drain --for 30
kioskctl outbox list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}' | sort >"$stage/kiosk.codes"
store_list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}' | sort >"$stage/store.codes"
same "codes on both sides" "$(cat "$stage/kiosk.codes")" "$(cat "$stage/store.codes")"
same "slips in the store" "$(wc -l <"$stage/store.codes")" 2
