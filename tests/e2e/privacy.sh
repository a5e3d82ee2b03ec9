# What a visitor typed is in the kiosk's memory while it is being typed, and nowhere afterwards: not in
# what the process may write, not in its data folder, not in what it says. Touches and keys come from
# another process (xdotool, by XTest), so that no copy is the test's own.
case $bin in
*asan | *tsan) # a sanitizer keeps what was freed, to find who uses it
    echo "a sanitizer's build keeps what was freed"
    exit 77
    ;;
esac
for tool in Xvfb xdotool; do
    command -v $tool >/dev/null || {
        echo "no $tool here: config/install.sh test"
        exit 77
    }
done
store_start
kiosk_enrol
kiosk_play tests/e2e/privacy.touch --quiet

Xvfb -displayfd 3 -screen 0 1280x720x24 -nolisten tcp 3>"$stage/display" 2>/dev/null &
display=$!
kiosk=
trap 'kill $kiosk $display; wait $kiosk $display' EXIT
until [ -s "$stage/display" ]; do sleep 0.05; done
DISPLAY=:$(cat "$stage/display")
export DISPLAY
printf '[screen]\nreduced_motion = yes\n[times]\nhome_s = 10\nform_s = 10\nprompt_s = 5\nreceipt_s = 10\n' >"$stage/kiosk.ini"
SDL_VIDEODRIVER=x11 "$bin/kiosk" --config "$stage/kiosk.ini" --data "$stage/kiosk" \
    --clock 2023-05-12T08:42:00+07:00 --windowed 1280x720 >"$stage/said" 2>&1 &
kiosk=$!
window=$(timeout 20 xdotool search --sync --onlyvisible --pid $kiosk | head -n 1)
title=$(xdotool getwindowname "$window")
xdotool windowfocus "$window"

# touch SCREEN ID...: a hand on each, where privacy.touch saw them.
touch_all() {
    screen=$stage/$1.json
    shift
    pause=0.15 # another page comes up
    [ $# -lt 9 ] || pause=0.03
    moves=
    for id in "$@"; do
        at=$(awk -v id="\"id\": \"$(echo "$id" | sed 's/^key-/key /')\"," 'index($0, id) { is_it = 1 }
            is_it && is_rect { n[++count] = $1 + 0 }
            is_it && /"rect"/ { is_rect = 1 }
            count == 4 { print int(n[1] + n[3] / 2), int(n[2] + n[4] / 2); exit }' "$screen")
        [ -n "$at" ] || {
            echo "no '$id' in $screen"
            return 1
        }
        moves="$moves mousemove $at mousedown 1 sleep 0.03 mouseup 1 sleep $pause"
    done
    # shellcheck disable=SC2086 # a list of words
    xdotool $moves
}

# touch_keys SCREEN LETTERS: on the screen's own keys; `_` is the space.
touch_keys() {
    ids=
    for letter in $(echo "$2" | sed 's/./& /g'); do
        [ "$letter" = _ ] && ids="$ids space" || ids="$ids key-$letter"
    done
    # shellcheck disable=SC2086 # a list of words
    touch_all "$1" $ids
}

keyboard() { # a keyboard plugged in
    xdotool type --delay 12 "$1"
}

scan() {
    "$bin/tests/e2e/scan" $kiosk "$stage/kiosk" "$@" >"$stage/found"
}

# Words that stand in no content, and below as Telex writes them.
name='Khuỷnh Ngoẵng'
deed='choẻn thuỵch quẹng'
sender='Phưỡn Quệu'
query='trưỡng quoẹt'
place='Quẫng Xuyếp'
trouble='ngoẻng khuễu' # of the second form
phone=0987650123
code=7K3M92WB # of nobody's slip

tell() {
    cut -d ' ' -f 2- "$stage/found" | sort | uniq -c
}

is_there() { # is_there WHEN WORDS: a busy machine takes a moment to have drawn it
    when=$1
    left=10
    shift
    while scan "$@"; do
        left=$((left - 1))
        [ $left -gt 0 ] || {
            echo "$when: '$*' should have been found: the test sees nothing"
            return 1
        }
        sleep 0.2
    done
    echo "$when:"
    tell
}

# is_gone WHEN SECONDS: as soon as the visit has ended, and it stays so.
is_gone() {
    left=$(($2 * 5))
    until scan $name "$name" $deed "$deed" $sender "$sender" $query "$query" $place "$place" \
        $trouble "$trouble" $phone $code "HP-7K3M-92WB" 7K3M92W; do
        left=$((left - 1))
        [ $left -gt 0 ] || {
            echo "$1: still there"
            tell
            return 1
        }
        sleep 0.2
    done
}

fill_in() { # from home, as a visitor does, to the last step
    touch_all home home.nominate
    touch_all who who.resident
    touch_keys name khuyrnh_ngoawxng
    touch_all name name.unit
    touch_all units name.unit.unknown
    is_there "while the name is typed" "$name"
    touch_all name wizard.next
    touch_all why why.write
    keyboard 'choern thuychj quengj'
    is_there "while the deed is typed" "$deed"
    touch_all deed deed.done
    touch_all why wizard.next
    touch_all review review.sender
    keyboard 'Phuowxn Queeju'
    is_there "while the sender is typed" "$sender"
    touch_all sender sender.done
}

touch_all attract attract.start
fill_in
touch_all review wizard.cancel
touch_all discard discard.leave
is_gone "after leaving" 2

fill_in
touch_all review review.consent wizard.send
sleep 1
touch_all receipt receipt.done
is_gone "after sending" 2
same "slips sent" "$(store_list | wc -l)" 2

touch_all home home.honoured
touch_all wall people.search
keyboard 'truowngx quoetj'
is_there "while a search is typed" "$query"
touch_all search people.done
touch_all wall nav.home
touch_all home home.nominate
touch_all who who.resident
touch_keys name khuyrnh_ngoawxng
is_there "before nobody is there any more" "$name" "$query"
is_gone "after the visit ended by itself" 20
# The other place, left by "Thôi"; a code that is looked up; the second form, left alone.
touch_all attract attract.start
touch_all home home.nominate
touch_all who who.resident
touch_keys name khuyrnh_ngoawxng
touch_all name name.unit
touch_all units name.unit.other
keyboard 'Quaaxng Xuyeeps'
is_there "while the place is typed" "$place" "$name"
touch_all place wizard.next
touch_all name wizard.cancel
touch_all discard discard.leave
is_gone "after leaving with a place" 2

touch_all home home.lookup
touch_all lookup lookup.key.7 lookup.key.K lookup.key.3 lookup.key.M lookup.key.9 lookup.key.2 lookup.key.W
is_there "while a code is typed" 7K3M92W
touch_all lookup lookup.key.B
sleep 1 # and is answered
touch_all lookup nav.home
is_gone "after the look-up" 2
! grep -aiE '7K3M|92WB' "$stage/said" "$stage/store.log"

touch_all home home.difficulty
touch_all difficulty difficulty.write
keyboard 'ngoerng khueexu'
is_there "while the second form is written" "$trouble"
touch_all writing difficulty.done
touch_all difficulty difficulty.phone
# shellcheck disable=SC2046 # a list of words
touch_all phone $(echo $phone | sed 's/./phone.& /g')
is_there "while the number is typed" $phone
touch_all phone sender.done
touch_all difficulty difficulty.sender
keyboard 'Phuowxn Queeju'
is_there "while its sender is typed" "$sender" "$trouble" $phone
is_gone "after the second form was left alone" 20

same "the window's title" "$(xdotool getwindowname "$window")" "$title"
! grep -aiE 'khu|ngo|cho|quẹng|phư|quẫng|098' "$stage/said" "$stage/store.log"
