# Reads aloud into a file (SDL's disk driver), and without a device offers nothing and says so once.
# heard FILE: seconds in which it is loud, whole ones.
heard() {
    od -An -v -t d2 -w2 "$1" | awk '$1 > 300 || $1 < -300 { loud++ } END { print int(loud / 44100) }'
}
store_start
kiosk_enrol
export SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE="$stage/heard.raw"
kiosk_play "$here/read.touch"
seconds=$(heard "$stage/heard.raw")
[ "$seconds" -ge 3 ] || {
    echo "loud seconds: got $seconds, wanted 3 at least: the code alone takes as long"
    exit 1
}
printf 'tap #attract.start\ntap #home.nominate\nadvance 1s\nexpect-not "Nghe"\nexpect "Gọi cán bộ"\n' >"$stage/mute.touch"
SDL_AUDIODRIVER=no-such-driver kiosk_play "$stage/mute.touch" 2>"$stage/mute.log"
printf '[sound]\non = no\n' >"$stage/kiosk.ini"
SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE="$stage/off.raw" \
    kiosk_play "$stage/mute.touch" --config "$stage/kiosk.ini"
[ ! -e "$stage/off.raw" ] || {
    echo "[sound] on = no, and yet a device was opened"
    exit 1
}
