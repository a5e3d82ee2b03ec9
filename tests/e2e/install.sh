# The tree of `make install` in a folder: the programs start from there with the settings that came along,
# find what they need, and a kiosk shows what its record store published.
root=$(cd "$stage" && pwd)/root
config/install-tree.sh "$bin" "$root"
if command -v systemd-analyze >/dev/null; then
    systemd-analyze verify --man=no "$root"/usr/lib/systemd/system/* >"$stage/verify.log" 2>&1 || true
    if grep -E '(kiosk|recordstore)[^/]*:[0-9]+: ' "$stage/verify.log"; then # a line that it cannot read
        exit 1
    fi
fi
# In a folder of the test, not the system's own; port 0 is any free one.
sed -i -e "s|/usr/share|$root/usr/share|; s|/var/lib|$root/var/lib|" \
    -e 's|^listen = .*|listen = 127.0.0.1:0|' "$root"/etc/*/*.ini
cd "$stage" # where there are no assets
PATH=$root/usr/bin:/usr/bin:/bin
store="--config $root/etc/recordstore/recordstore.ini"
campaign=$root/usr/share/recordstore/assets/campaigns/2023
env recordstore init $store >init.log 2>&1
env recordstore publish --campaign "$campaign" --reasons "$campaign/reasons.json" \
    --sample "$root/usr/share/recordstore/assets/sample/sample-2023.vi.json" $store >>init.log 2>&1
: >store.log
env recordstore serve $store >store.log 2>&1 &
echo $! >store.pid # which ends it
until grep -q 'recordstore: ready on' store.log; do
    kill -0 "$(cat store.pid)"
    sleep 0.05
done
url=$(sed -n 's/.*ready on \(https:[^ ]*\).*/\1/p' store.log)
kiosk="--config $root/etc/guong-sang/kiosk.ini"
code=$(env recordstore device add --name test $store | tail -n 1)
env kioskctl $kiosk enrol --url "$url" --code "$code"
env kioskctl $kiosk content fetch
printf 'tap #attract.start\ntap #home.honoured\nexpect "Tập thể Thôn 1"\n' >wall.touch
env kiosk $kiosk --clock 2023-05-12T08:42:00+07:00 --windowed 1280x720 --script wall.touch
for settings in "$root"/etc/*/*.ini; do # an install over it leaves settings alone
    echo '; mine' >>"$settings"
done
cd "$OLDPWD"
config/install-tree.sh "$bin" "$root"
same "settings kept" "$(grep -l '; mine' "$root"/etc/*/*.ini | wc -l)" 2
