# What `kiosk --bench` promises to who measures from outside: its lines, their order, that a run
# comes to its end, and that it stays up.
store_start
kiosk_enrol

# measured MODE SCREEN: what it says stands in $stage/bench.MODE; then it is ended.
measured() {
    "$bin/kiosk" --data "$stage/kiosk" --clock 2023-05-12T08:42:00+07:00 --windowed 1280x720 \
        --screen "$2" --trace --bench "$1" >"$stage/bench.$1" 2>"$stage/bench.err" &
    kiosk_pid=$!
    tries=0
    until grep -q '^BENCH_END' "$stage/bench.$1"; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || break
        sleep 0.1
    done
    sleep 0.2
    is_up=no
    kill -0 "$kiosk_pid" 2>/dev/null && is_up=yes
    kill -TERM "$kiosk_pid" 2>/dev/null || true
    wait "$kiosk_pid" 2>/dev/null || true
    same "$1: still up" "$is_up" yes
}

lines_of() {
    cut -d' ' -f1 "$stage/bench.$1" | tr '\n' ' '
}

measured flat honoured
same "lines" "$(lines_of flat)" "FIRST_FRAME BENCH_BEGIN BENCH_DONE FRAMES MISSING BENCH_END "
same "frames" "$(grep '^FRAMES' "$stage/bench.flat" | wc -w)" 601
same "missing" "$(grep '^MISSING' "$stage/bench.flat")" "MISSING 0"

# Twelve names, letter by letter: over in a quarter of a minute, as each key is answered at once.
measured search honoured
same "search: lines" "$(lines_of search)" "FIRST_FRAME BENCH_BEGIN BENCH_DONE KEYS BENCH_END "
has_keys=no
[ "$(grep '^KEYS' "$stage/bench.search" | wc -w)" -gt 100 ] && has_keys=yes
same "search: more than a hundred keys" "$has_keys" yes

same "status of a wrong name" "$("$bin/kiosk" --bench nothing 2>/dev/null || echo $?)" 2
