# What `kiosk --bench` promises to who measures from outside: its lines, their order, and that it stays up.
store_start
kiosk_enrol
"$bin/kiosk" --data "$stage/kiosk" --clock 2023-05-12T08:42:00+07:00 --windowed 1280x720 \
    --trace --bench flat >"$stage/bench.out" 2>"$stage/bench.err" &
kiosk_pid=$!
tries=0
until grep -q '^BENCH_END' "$stage/bench.out"; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || break
    sleep 0.1
done
sleep 0.2
is_up=no
kill -0 "$kiosk_pid" 2>/dev/null && is_up=yes
kill -TERM "$kiosk_pid" 2>/dev/null || true
wait "$kiosk_pid" 2>/dev/null || true
same "still up" "$is_up" yes
same "lines" "$(cut -d' ' -f1 "$stage/bench.out" | tr '\n' ' ')" \
    "FIRST_FRAME BENCH_BEGIN BENCH_DONE FRAMES MISSING BENCH_END "
same "frames" "$(grep '^FRAMES' "$stage/bench.out" | wc -w)" 601
same "missing" "$(grep '^MISSING' "$stage/bench.out")" "MISSING 0"
same "status of a wrong name" "$("$bin/kiosk" --bench nothing 2>/dev/null || echo $?)" 2
