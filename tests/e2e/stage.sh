# What the end-to-end tests stand on; sourced by run.sh. $stage is the test's own folder.

stage_begin() {
    bin=$1
    stage=$1/tests/e2e/$2
    rm -rf "$stage"
    mkdir -p "$stage"
    store_pid_file=$stage/store.pid
    kiosk_name=kiosk # the one that is meant: its name and its folder; a test may have several
    store_db= # another database than the one in the folder: postgresql://...
    export SDL_VIDEODRIVER=dummy
}

stage_end() {
    store_stop
}

# recordstore COMMAND [OPTION...]: of this stage.
recordstore() {
    "$bin/recordstore" "$@" --data "$stage/store" ${store_db:+--db "$store_db"}
}

# A record store with the campaign and the sample data, on a port of its own that it keeps.
store_start() {
    if [ ! -e "$stage/store" ]; then
        recordstore init >"$stage/init.log" 2>&1
        recordstore publish --campaign assets/campaigns/2023 \
            --reasons assets/campaigns/2023/reasons.json \
            --sample assets/sample/sample-2023.vi.json >>"$stage/init.log" 2>&1
    fi
    : >"$stage/store.log"
    "$bin/recordstore" serve --data "$stage/store" ${store_db:+--db "$store_db"} \
        --listen "127.0.0.1:$(cat "$stage/port" 2>/dev/null || echo 0)" >"$stage/store.log" 2>&1 &
    echo $! >"$store_pid_file"
    store_tries=0
    until grep -q 'recordstore: ready on' "$stage/store.log"; do
        store_tries=$((store_tries + 1))
        [ "$store_tries" -lt 200 ] || return 1
        sleep 0.05
    done
    url=$(sed -n 's/.*ready on \(https:[^ ]*\).*/\1/p' "$stage/store.log" | head -n 1)
    echo "${url##*:}" >"$stage/port"
    echo "$url" >"$stage/url"
}

store_stop() { # store_stop [SIGNAL]
    [ -e "$store_pid_file" ] || return 0
    kill -"${1:-TERM}" "$(cat "$store_pid_file")" 2>/dev/null || true
    wait "$(cat "$store_pid_file")" 2>/dev/null || true
    rm -f "$store_pid_file"
}

store_list() {
    recordstore list
}

kiosk_enrol() {
    code=$(recordstore device add --name "$kiosk_name" | tail -n 1)
    "$bin/kioskctl" --data "$stage/$kiosk_name" enrol --url "$(cat "$stage/url")" --code "$code"
    "$bin/kioskctl" --data "$stage/$kiosk_name" content fetch
}

# kiosk_play SCRIPT [kiosk options]: plays a touch script at the campaign's time.
kiosk_play() {
    script=$1
    shift
    timeout 120 "$bin/kiosk" --data "$stage/$kiosk_name" --clock 2023-05-12T08:42:00+07:00 \
        --windowed 1280x720 --script "$script" --shots "$stage" "$@"
}

kioskctl() {
    "$bin/kioskctl" --data "$stage/$kiosk_name" "$@"
}

# same WHAT GOT WANTED
same() {
    [ "$2" = "$3" ] || {
        echo "$1: got '$2', wanted '$3'"
        return 1
    }
}
