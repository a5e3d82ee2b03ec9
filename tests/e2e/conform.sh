# The record store keeps its own contract: every clause that a client can try, with two devices, over
# TLS, with content and a picture published; then with nothing published, and without a code.

clauses() { # clauses NAME [OPTION...]
    name=$1
    shift
    "$bin/kioskctl" conform --store "$(cat "$stage/url")" "$@" >"$stage/$name.txt" || {
        grep '^not ok' "$stage/$name.txt"
        return 1
    }
    tail -n 1 "$stage/$name.txt"
}

a_code() {
    "$bin/recordstore" device add --data "$stage/store" --name conform
}

"$bin/recordstore" init --data "$stage/store" >"$stage/init.log" 2>&1
store_start
clauses bare --code "$(a_code)"
grep -q '^ok 1.1 content: nothing is published yet: 404 not-published' "$stage/bare.txt"

picture=$("$bin/recordstore" asset add --data "$stage/store" tests/golden/1280x720/"$(ls tests/golden/1280x720 | head -n 1)")
sed "s/\"portrait\": *null/\"portrait\": \"$picture\"/" assets/sample/sample-2023.vi.json >"$stage/sample.json"
"$bin/recordstore" publish --data "$stage/store" --campaign assets/campaigns/2023 \
    --reasons assets/campaigns/2023/reasons.json --sample "$stage/sample.json"
clauses whole --log "$stage/whole.jsonl" --code "$(a_code)" --code "$(a_code)"
# What no client can bring about, and nothing else, was left out.
same "clauses left out" "$(grep '^skip' "$stage/whole.txt" | grep -cvE '410 erased|403 revoked|503 later')" 0
clauses stranger --ca "$stage/store/tls/cert.pem"
same "what a stranger may try" "$(grep -c '^skip.*needs a --code' "$stage/stranger.txt")" 1

# What it handed in is there for the officer to see, marked, and no number of its is missing.
store_list | grep -q 'Nguyễn Văn A'
"$bin/recordstore" device list --data "$stage/store" | tail -n +2 | while IFS="$(printf '\t')" read -r id _ _ _ _ _ missing _; do
    same "missing of $id" "$missing" 0
done
