# Pages that slide and dialogs that rise: the tour and the questions hold just the same, since what is new
# takes its events at once. Then a still kiosk: no work, hardly a wake-up. Large art is kept for the next start.
store_start
kiosk_enrol
kiosk_play "$here/tour.touch" --motion --quiet
kiosk_play "$here/idle.touch" --motion --quiet
[ "$(ls "$stage/kiosk/cache/art" | wc -l)" -gt 0 ] || { echo "no art is kept"; exit 1; }

"$bin/kiosk" --data "$stage/kiosk" --clock 2023-05-12T08:42:05+07:00 --windowed 1280x720 --screen home --trace \
    >"$stage/still.out" 2>"$stage/still.err" &
kiosk_pid=$!
tries=0
until grep -q '^FIRST_FRAME' "$stage/still.out"; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || break
    sleep 0.05
done
sleep 2
switches() { sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$kiosk_pid/status"; }
work() { # ticks of all its threads
    cut -d' ' -f14,15 "/proc/$kiosk_pid/stat" | {
        read -r user system
        echo $((user + system))
    }
}
before=$(switches)
worked=$(work)
sleep 4
after=$(switches)
is_still=no
[ "$((after - before))" -le 4 ] && is_still=yes
now_worked=$(work)
[ "$((now_worked - worked))" -le 1 ] || is_still=no
kill -TERM "$kiosk_pid" 2>/dev/null || true
wait "$kiosk_pid" 2>/dev/null || true
same "still: $((after - before)) wake-ups, $((now_worked - worked)) ticks of work in 4 s" "$is_still" yes
