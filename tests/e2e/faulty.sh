# What is missing or broken is said in one line, and the kiosk comes up in a sensible state.
kiosk() {
    timeout 60 "$bin/kiosk" --data "$stage/kiosk" --windowed 1280x720 "$@"
}
said() { # said FILE PATTERN
    grep -qE "$2" "$1" || {
        echo "wanted '$2' in:"
        cat "$1"
        return 1
    }
}

# Nothing at all yet: a notice, never an empty window; --check says what to do and fails.
printf 'expect "Máy nghỉ một lát"\n' >"$stage/notice.touch"
kiosk --script "$stage/notice.touch" 2>"$stage/err"
said "$stage/err" 'not enrolled'
if kiosk --check >"$stage/check" 2>&1; then
    echo "--check was content with nothing"
    exit 1
fi
said "$stage/check" 'problem +not enrolled'
said "$stage/check" 'problem +no content'

# A wrong line of the settings: file, line, key, what was expected; the rest still holds.
printf '[screen]\nrotate = 45\nwidht = 3\n' >"$stage/wrong.ini"
kiosk --config "$stage/wrong.ini" --script "$stage/notice.touch" 2>"$stage/err"
said "$stage/err" 'wrong\.ini:2: \[screen\] rotate: expected 0, 90, 180 or 270'
said "$stage/err" 'wrong\.ini:3: .*widht'

# No such font, no such words.
printf '[text]\nfont_title = NoSuchFont.ttf\n' >"$stage/font.ini"
kiosk --config "$stage/font.ini" --script "$stage/notice.touch" 2>"$stage/err" && exit 1
said "$stage/err" 'NoSuchFont\.ttf.*not found.*fonts-noto-core'
printf '[paths]\nassets = nowhere\n' >"$stage/assets.ini"
kiosk --config "$stage/assets.ini" --script "$stage/notice.touch" 2>"$stage/err" && exit 1
said "$stage/err" "words 'nowhere/words/vi\.json'.*assets"

# A broken outbox is set aside, never deleted, and slips are taken again.
store_start
kiosk_enrol
printf 'this is no database, it is a page of text that is long enough to be looked at twice' \
    >"$stage/kiosk/outbox/outbox.db"
kiosk_play "$here/offline.touch" 2>"$stage/err" || kiosk_play "$here/consent.touch" 2>>"$stage/err"
said "$stage/err" 'set aside as'
grep -rl 'this is no database' "$stage/kiosk/outbox" | grep -q .
said "$stage/store.log" 'ready'

# Two kiosks on one folder: the second says why and ends.
timeout 60 "$bin/kiosk" --data "$stage/kiosk" --windowed 1280x720 >"$stage/first" 2>&1 &
first=$!
sleep 0.5
if kiosk --script "$stage/notice.touch" 2>"$stage/err"; then
    kill $first
    echo "a second kiosk came up on the same folder"
    exit 1
fi
kill $first
wait $first 2>/dev/null || true
said "$stage/err" 'another kiosk'
