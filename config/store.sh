# The record store of `make run` and `make run-office`, in build/run; sourced by their scripts, which
# set $bin and call store_end when they end.
run=build/run
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

# Keys, certificate, content.
store_make() {
    "$bin/recordstore" init --data "$store" >"$run/init.log" 2>&1 || { cat "$run/init.log" >&2; exit 1; }
    [ ! -e "$run/published" ] || return 0
    "$bin/recordstore" publish --data "$store" --campaign assets/campaigns/2023 \
        --reasons assets/campaigns/2023/reasons.json --sample assets/sample/sample-2023.vi.json \
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
