# A monkey at the kiosk: SEED=7 N=100000 tests/e2e/run.sh build/asan monkey. What it sent, the office can
# open: consented to, and every rule held, or the record store would have refused it.
seed=${SEED:-$(date +%s)}
steps=${N:-2000}
echo "SEED=$seed N=$steps"
store_start
kiosk_enrol
"$bin/tests/monkey/monkey" "$seed" "$steps" --data "$stage/kiosk" --clock 2023-05-12T08:42:00+07:00 \
    --windowed 1280x720 >"$stage/monkey.log" 2>&1 || {
    tail -n 40 "$stage/monkey.log"
    exit 1
}
tail -n 1 "$stage/monkey.log"
sent=$(sed -n 's/^monkey: .* \([0-9]*\) slips$/\1/p' "$stage/monkey.log")
[ "$sent" -gt 0 ] || [ "$steps" -lt 20000 ] || {
    echo "it never came to send a slip"
    exit 1
}
kioskctl outbox drain --for 60
same "slips in the store" "$(store_list | wc -l)" "$sent"
same "slips refused" "$(kioskctl outbox list | grep -c parked || true)" 0
