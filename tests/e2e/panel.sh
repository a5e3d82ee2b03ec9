# A small dense panel: --check says in one line a screen what is smaller than a finger needs there,
# also on what opens on it and in large text, and it is no fault; without the panel's size it says
# nothing.
store_start
kiosk_enrol
printf '[screen]\ndiagonal_mm = 396\n' >"$stage/panel.ini"
"$bin/kiosk" --config "$stage/panel.ini" --data "$stage/kiosk" --windowed 1920x1080 --check >"$stage/small"
grep -q '^small *less than 20 mm on lookup: lookup.key.2 (17.' "$stage/small"
[ "$(grep -c '^small .* on lookup' "$stage/small")" = 1 ]
! grep -q '^small .* on home:' "$stage/small"
grep -q '^small .* on campaign: sheet\.' "$stage/small"
grep -q '^small .* on nominate_why: .*key ' "$stage/small"
grep -q '^small .* on nominate_name, large text: name.unit.prev (17.' "$stage/small"
printf '[screen]\ndiagonal_mm = 800\n' >"$stage/panel.ini"
for ini in "$stage/panel.ini" config/kiosk.ini; do
    "$bin/kiosk" --config "$ini" --data "$stage/kiosk" --windowed 1920x1080 --check >"$stage/large"
    ! grep '^small' "$stage/large"
done
