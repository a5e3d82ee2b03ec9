# The tree of `make install` in a folder: the programs start from there, find the settings that came along
# and all they need by themselves, and a kiosk shows what its record store published.
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
cd "$stage" # where there are no assets, but settings of somebody else, which are not for us
mkdir config
printf '[paths]\ndata = %s/not-ours\n' "$stage" | tee config/kiosk.ini >config/recordstore.ini
PATH=$root/usr/bin:/usr/bin:/bin
campaign=$root/usr/share/recordstore/assets/campaigns/2023
env recordstore init >init.log 2>&1
env recordstore publish --campaign "$campaign" --reasons "$campaign/reasons.json" \
    --sample "$root/usr/share/recordstore/assets/sample/sample-2023.vi.json" >>init.log 2>&1
: >store.log
env recordstore serve >store.log 2>&1 &
echo $! >store.pid # which ends it
until grep -q 'recordstore: ready on' store.log; do
    kill -0 "$(cat store.pid)"
    sleep 0.05
done
url=$(sed -n 's/.*ready on \(https:[^ ]*\).*/\1/p' store.log)
code=$(env recordstore device add --name test | tail -n 1)
env kioskctl enrol --url "$url" --code "$code"
env kioskctl content fetch
printf 'tap #attract.start\ntap #home.honoured\nexpect "Tập thể Thôn 1"\n' >wall.touch
env kiosk --clock 2023-05-12T08:42:00+07:00 --windowed 1280x720 --script wall.touch
env kiosk --check | grep -qx "ok       settings: $root/etc/guong-sang/kiosk.ini"
[ ! -e not-ours ]
if [ "$(id -u)" = 0 ]; then # root's files in the service's folder would stop the service
    chown nobody "$root/var/lib/guong-sang" "$root/var/lib/recordstore"
    for command in "kioskctl pin list" "recordstore list" "kiosk --script wall.touch"; do
        ! env $command 2>refused.log
        grep -q "belongs to the user nobody.*runuser -u nobody -- ${command%% *} " refused.log
    done
    env kioskctl pin --help >help.log
    chown root "$root/var/lib/guong-sang" "$root/var/lib/recordstore"
fi
for settings in "$root"/etc/*/*.ini; do # an install over it leaves settings alone
    echo '; mine' >>"$settings"
done
cd "$OLDPWD"
config/install-tree.sh "$bin" "$root"
same "settings kept" "$(grep -l '; mine' "$root"/etc/*/*.ini | wc -l)" 2
