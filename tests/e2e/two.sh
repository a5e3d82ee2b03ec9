# Two kiosks of one commune, each with its own folder, on one record store: both show what the office
# publishes, both send at the same time, one of them first without a network; a code that one of them gave
# is known at the other as soon as the office has the slip; and the office has every slip once, the numbers
# of each kiosk without a hole.

# visits WORDS WAITED NAME ...: slips about these people, for each of which the citizen waits so long until
# the screen says WORDS.
visits() {
    words=$1 waited=$2
    shift 2
    for name in "$@"; do
        cat <<END
tap #home.nominate
tap #who.resident
type "$name"
tap #name.unit
tap #name.unit.don-vi-03
tap #wizard.next
tap #why.r-gop
tap #wizard.next
tap #review.consent
tap #wizard.send
advance $waited
wait "$words" 20s
advance 1s
tap #receipt.done
END
    done
}

lookup() { # lookup CODE WORDS: what the screen says about it
    echo 'tap #home.lookup'
    echo "$1" | sed 's/^HP//; s/-//g; s/./tap #lookup.key.&\n/g'
    echo "wait \"$2\" 20s"
    echo 'tap #nav.home'
}

# A picture that nobody takes yet holds a script until the kiosk has revision 2; then the next visitor sees it.
news() {
    mkfifo "$stage/$kiosk_name-gate.png"
    echo "shot $kiosk_name-gate.png"
    echo 'tap #home.campaign'
    echo 'tap #nav.home'
    echo 'tap #home.models'
    echo 'wait "Thôn Ba" 10s'
}

open_gate() { # open_gate KIOSK: once it said that the content is here, or has ended
    until grep -q 'content revision 2 is here' "$stage/$1-news.log" || ! kill -0 $2 2>/dev/null; do
        sleep 0.1
    done
    timeout 60 cat "$stage/$1-gate.png" >/dev/null
}

# play NAME: each kiosk its own script KIOSK-NAME.touch, at the same time.
play() {
    kiosk_name=north
    kiosk_play "$stage/north-$1.touch" >"$stage/north-$1.log" 2>&1 &
    north=$!
    kiosk_name=south
    kiosk_play "$stage/south-$1.touch" >"$stage/south-$1.log" 2>&1 &
    south=$!
    if [ "$1" = news ]; then
        open_gate north $north
        open_gate south $south
    fi
    wait $north && wait $south || {
        tail -n 5 "$stage/north-$1.log" "$stage/south-$1.log"
        return 1
    }
}

first_code() { # first_code KIOSK: of the first slip that it took
    kiosk_name=$1
    kioskctl outbox list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}' | head -n 1
}

store_start
for kiosk_name in north south; do
    kiosk_enrol
done

# The cable of one is out while both take slips.
{ echo 'tap #attract.start'; visits "Cảm ơn bà con" 0s Hoa Mai; } >"$stage/north-day.touch"
{ echo 'offline'; echo 'tap #attract.start'; visits "Phiếu đã lưu trong máy" 10s Lan Cúc; } >"$stage/south-day.touch"
play day
kiosk_name=north
kioskctl outbox drain --for 30
same "slips that south keeps" "$(kiosk_name=south && kioskctl outbox list | grep -c waiting)" 2
same "slips in the office" "$(store_list | wc -l)" 2
of_north=$(first_code north) of_south=$(first_code south)
[ "$of_north" != "$of_south" ]

{ echo 'tap #attract.start'; lookup "$of_south" "Máy này chưa thấy phiếu"; } >"$stage/unknown.touch"
kiosk_name=north
kiosk_play "$stage/unknown.touch"

# What the office publishes reaches both, the one that was cut off when it is connected again.
sed 's/"name": "Thôn 3"/"name": "Thôn Ba"/' assets/sample/sample-2023.vi.json >"$stage/sample.json"
recordstore publish --campaign assets/campaigns/2023 --reasons assets/campaigns/2023/reasons.json \
    --sample "$stage/sample.json" >>"$stage/office.log" 2>&1
kiosk_name=north
{ echo 'tap #attract.start'; news; } >"$stage/north-news.touch"
kiosk_name=south
{ echo 'offline'; echo 'tap #attract.start'; lookup "$of_north" "Máy này chưa biết tin"; echo 'online'; news; } \
    >"$stage/south-news.touch"
play news
for kiosk_name in north south; do
    kioskctl outbox drain --for 30
    mkdir "$stage/stick-$kiosk_name"
    kioskctl content export "$stage/stick-$kiosk_name"
done
diff -r "$stage/stick-north/guong-sang/content" "$stage/stick-south/guong-sang/content"

# Both send at once, and each knows the other's code.
for kiosk_name in north south; do
    other=$of_north
    [ $kiosk_name = south ] || other=$of_south
    { echo 'tap #attract.start'; visits "Cảm ơn bà con" 0s Na Bưởi; lookup "$other" "Xã đã nhận phiếu"; } \
        >"$stage/$kiosk_name-both.touch"
done
play both
for kiosk_name in north south; do
    kioskctl outbox drain --for 30
    same "what $kiosk_name has to send" "$(kioskctl outbox list | tail -n 1)" "4 slips: 0 to send, 4 sent, 0 set aside"
done

# The office: eight slips, one of each code, four numbers of each kiosk and none missing.
for kiosk_name in north south; do
    kioskctl outbox list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}'
done | sort >"$stage/given"
store_list | grep -oE 'HP-[0-9A-Z]{4}-[0-9A-Z]{4}' | sort >"$stage/held"
same "codes given" "$(uniq "$stage/given" | wc -l)" 8
diff "$stage/given" "$stage/held"
recordstore list --json | tr -d ' \n' | sed 's/},{/}\n{/g' | sed 's/.*"device_id":"\([^"]*\)","seq":\([0-9]*\).*/\1 \2/' |
    sort >"$stage/numbers"
printf 'k-000%s\n' '1 1' '1 2' '1 3' '1 4' '2 1' '2 2' '2 3' '2 4' | diff - "$stage/numbers"
recordstore device list >"$stage/devices"
for kiosk_name in north south; do # held, last number, missing
    same "$kiosk_name in the office" "$(grep "$kiosk_name\$" "$stage/devices" | cut -f 5-7)" "$(printf '4\t4\t0')"
done
