# The record store of `make run` and `make run-office`, in build/run; sourced by their scripts, which
# set $bin and call store_end when they end.
# CAMPAIGN=2026: the sample campaign of a commune with two levels above it, in a folder of its own.
campaign=${CAMPAIGN:-2023}
run=build/run
[ "$campaign" = 2023 ] || run=build/run-$campaign
store=$run/store
log=$run/recordstore.log
store_pid=
mkdir -p "$run"

fail() {
    echo "$1" >&2
    [ ! -s "$log" ] || tail -n 5 "$log" >&2
    exit 1
}

store_end() {
    [ -n "$store_pid" ] || return 0
    kill -TERM "$store_pid" 2>/dev/null || true
    wait "$store_pid" 2>/dev/null || true
    rm -f "$run/recordstore.pid"
    store_pid=
}

# True when one of an earlier start still answers from this folder.
store_is_up() {
    pid=$(cat "$run/recordstore.pid" 2>/dev/null) || return 1
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = recordstore ]
}

# Keys, certificate, content. What a commune is called comes with its campaign; behind another than the
# first one the campaign of 2023 can be looked back at.
store_make() {
    [ -e "assets/campaigns/$campaign/reasons.json" ] ||
        fail "CAMPAIGN=$campaign: expected a folder of assets/campaigns: $(ls assets/campaigns | xargs)."
    "$bin/recordstore" init --data "$store" --campaign "assets/campaigns/$campaign" \
        >"$run/init.log" 2>&1 || { cat "$run/init.log" >&2; exit 1; }
    [ ! -e "$run/published" ] || return 0
    set --
    [ "$campaign" = 2023 ] ||
        set -- --sample assets/sample/sample-2023.vi.json --campaign assets/campaigns/2023
    "$bin/recordstore" publish --data "$store" --campaign "assets/campaigns/$campaign" \
        --reasons "assets/campaigns/$campaign/reasons.json" \
        --sample "assets/sample/sample-$campaign.vi.json" "$@" \
        >>"$run/init.log" 2>&1 || { cat "$run/init.log" >&2; exit 1; }
    touch "$run/published"
}

# The service, on the port of the first run.
store_serve() {
    port=$(cat "$run/port" 2>/dev/null || echo 0)
    : >"$log"
    "$bin/recordstore" serve --data "$store" --listen "127.0.0.1:$port" >"$log" 2>&1 &
    store_pid=$!
    echo "$store_pid" >"$run/recordstore.pid"
    tries=0
    until grep -q 'recordstore: ready on' "$log"; do
        kill -0 "$store_pid" 2>/dev/null || fail "The record store did not start:"
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || fail "The record store did not answer within 10 seconds:"
        sleep 0.05
    done
}

store_find_url() {
    url=$(sed -n 's/.*ready on \(https:[^ ]*\).*/\1/p' "$log" | head -n 1)
    echo "${url##*:}" >"$run/port"
}
