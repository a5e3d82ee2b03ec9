# The record store keeps its own contract, on both its databases: every clause that a client can try, with
# two devices, over TLS, with content and a picture published; before that with nothing published, and
# without a code.

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
    recordstore device add --name conform
}

picture_of_ours() {
    ls tests/golden/1280x720/*.png | head -n 1
}

keeps_the_contract() {
    rm -rf "$stage/store"
    recordstore init >"$stage/init.log" 2>&1
    store_start
    clauses bare --code "$(a_code)"
    grep -q '^ok 1.1 content: nothing is published yet: 404 not-published' "$stage/bare.txt"

    picture=$(recordstore asset add "$(picture_of_ours)")
    sed "s/\"portrait\": *null/\"portrait\": \"$picture\"/" assets/sample/sample-2023.vi.json \
        >"$stage/sample.json"
    recordstore publish --campaign assets/campaigns/2023 \
        --reasons assets/campaigns/2023/reasons.json --sample "$stage/sample.json"
    clauses whole --log "$stage/whole.jsonl" --code "$(a_code)" --code "$(a_code)"
    # What no client can bring about, and nothing else, was left out.
    same "clauses left out" \
        "$(grep '^skip' "$stage/whole.txt" | grep -cvE '410 erased|403 revoked|503 later')" 0
    clauses stranger --ca "$stage/store/tls/cert.pem"
    same "what a stranger may try" "$(grep -c '^skip.*needs a --code' "$stage/stranger.txt")" 1

    # What it handed in is there for the officer to see, marked, and no number of its is missing.
    store_list | grep -q 'Nguyễn Văn A'
    recordstore device list | tail -n +2 |
        while IFS="$(printf '\t')" read -r id _ _ _ _ _ missing _; do
            same "missing of $id" "$missing" 0
        done
    store_stop
}

keeps_the_contract

database=$(mktemp -d /tmp/guong-sang-pg-XXXXXX) # the way to a socket must be short
trap 'store_stop; tests/recordstore/postgres.sh remove "$database"' EXIT
store_db=$(tests/recordstore/postgres.sh start "$database")
keeps_the_contract
