# Generated people on a machine that knows nothing: no store, no enrolment, no data folder. The same
# number makes the same bytes; a second time makes nothing.
maker=$bin/tests/bench/make_people
"$maker" 40 "$stage/people"
"$maker" 40 "$stage/again" >/dev/null
same "two folders differ in" "$(diff -rq "$stage/people" "$stage/again")" ""
"$maker" 40 "$stage/people" | grep -q 'has them already'
same "photos" "$(ls "$stage/people/assets" | wc -l | tr -d ' ')" 52

printf '[paths]\ndata = %s/never\n' "$stage" >"$stage/kiosk.ini"
for screen in attract home honoured detail nominate; do
    printf 'shot %s.png\nquit\n' "$screen" >"$stage/$screen.touch"
    timeout 60 "$bin/kiosk" --config "$stage/kiosk.ini" --people "$stage/people" --screen "$screen" \
        --windowed 1280x720 --trace --script "$stage/$screen.touch" --shots "$stage" >"$stage/out"
    same "first frame of $screen" "$(grep -c '^FIRST_FRAME$' "$stage/out")" 1
done
timeout 60 "$bin/kiosk" --config "$stage/kiosk.ini" --people "$stage/people" --screen honoured \
    --windowed 1280x720 --script "$here/people.touch" --shots "$stage"
[ ! -e "$stage/never" ] || { echo "it made a data folder"; exit 1; }

# A draft says that it is one, on the page of an item that is asked for by its id.
first=$(sed -n '/"honourees":\[/{n;s/^{"id":"\([^"]*\)".*/\1/p;q;}' "$stage/people/manifest.json")
printf 'expect "Bản nháp"\nexpect-not "Dữ liệu mẫu"\nexpect "Người tiếp theo"\nquit\n' >"$stage/draft.touch"
timeout 60 "$bin/kiosk" --config "$stage/kiosk.ini" --people "$stage/people" --draft --item "$first" \
    --windowed 1280x720 --script "$stage/draft.touch" --shots "$stage"
