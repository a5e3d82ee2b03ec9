# The campaign's states on the real programs: before it, in it, over, wound up; and a kiosk that is not
# enrolled. Reading is offered in all of them, the second form wherever there is an office.

# home_script NAME WORDS [command ...]: looks at home, reads every page, then plays what is added.
home_script() {
    {
        printf 'tap #attract.start\nexpect "%s"\n' "$2"
        for page in honoured models campaign; do
            printf 'tap #home.%s\nexpect "Trang chính"\ntap #nav.home\n' $page
        done
        shift 2
        printf '%s\n' "$@"
    } >"$stage/$script.touch"
}

# at TIME WORDS [command ...]
at() {
    script=at-$(echo "$1" | tr -d ':+')
    hour=$1
    words=$2
    shift 2
    home_script "$script" "$words" "$@"
    kiosk_play "$stage/$script.touch" --clock "$hour"
}

store_start
kiosk_enrol
at 2023-02-10T08:00:00+07:00 "Kính chào bà con" 'tap #home.difficulty' 'expect "Mời bà con góp ý"'
at 2023-05-12T08:42:00+07:00 "Thấy việc tốt" 'tap #home.nominate' 'expect "Bà con, gia đình"'
at 2023-06-01T00:00:00+07:00 "Đã hết hạn giới thiệu" 'tap #home.nominate' 'expect "Chạm từng chữ trên mã phiếu"'
at 2023-06-20T08:00:00+07:00 "Đã hết hạn giới thiệu" 'tap #home.difficulty' 'expect "Mời bà con góp ý"'
at 2024-02-10T08:00:00+07:00 "Đã hết hạn giới thiệu" 'tap #home.lookup' 'expect "Chạm từng chữ trên mã phiếu"'

# It was, and lost its enrolment: what it shows it has.
rm "$stage/kiosk/device.json"
script=not-enrolled
home_script $script "Máy chưa kết nối với xã" 'tap #home.nominate' 'expect "Kính chào bà con"' 'tap #home.lookup' \
    'expect "Máy chưa kết nối với xã"'
kiosk_play "$stage/$script.touch"
