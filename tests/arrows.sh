#!/bin/sh
# Includes point one way: says every include that points another. A line "A: B C" lets A include B and C;
# every layer may include itself. Library headers have one home each.
set -eu
bad=0

may_include() {
    case $1 in
    base) echo "" ;;
    model) echo "base" ;;
    store) echo "base model" ;;
    net) echo "base model store" ;;
    draw) echo "base" ;;
    input) echo "base draw/geometry.h" ;;
    sound) echo "base" ;;
    widgets) echo "base model/words.h draw input" ;;
    screens) echo "base model store draw input sound widgets" ;;
    staff) echo "base model store draw input sound widgets screens/screen.h screens/frame.h" ;;
    sql) echo "base store/db.h" ;;
    records) echo "base model sql" ;;
    web) echo "base" ;;
    office) echo "base model records web" ;;
    recordstore) echo "base model records web office store/bundle.h store/bundle_slips.h" ;;
    admin) echo "base model store net input/typing.h" ;;
    app) echo "base model store net draw input sound widgets screens staff" ;;
    esac
}

complain() {
    echo "$1"
    bad=1
}

for layer in base model store net draw input sound widgets screens staff sql records web office recordstore admin app; do
    allowed=" $layer $(may_include "$layer") "
    for line in $(grep -HoE '^#include "[a-z]+/[a-z_0-9]+\.h"' kiosk/$layer/*.[ch] 2>/dev/null |
        sed 's/#include //; s/"//g; s/ //g'); do
        file=${line%%:*}
        header=${line#*:}
        case $allowed in
        *" ${header%%/*} "* | *" $header "*) ;;
        *) complain "$file includes $header: $layer may include:$allowed" ;;
        esac
    done
done

# home LIBRARY_HEADER FILE_PATTERN: only files that match may include it.
home() {
    for file in $(grep -lE "^#include <$1>" -r kiosk 2>/dev/null); do
        echo "$file" | grep -qE "$2" || complain "$file includes <$1>, whose home is $2"
    done
}
home 'sodium\.h' '^kiosk/base/crypto\.c$'
home 'utf8proc\.h' '^kiosk/base/'
home 'ini\.h' '^kiosk/base/ini\.c$'
home 'sqlite3\.h' '^kiosk/(store/|sql/sqlite)'
home 'libpq-fe\.h' '^kiosk/sql/postgres'
home 'curl/curl\.h' '^kiosk/net/'
home 'openssl/.*' '^kiosk/(net/|records/certificate\.c)'
home 'microhttpd\.h' '^kiosk/web/server\.c$'
home 'systemd/.*' '^kiosk/recordstore/manager\.c$'
home 'xlsxwriter\.h' '^kiosk/office/export_xlsx\.c$'
home 'turbojpeg\.h' '^kiosk/records/picture'
home 'png\.h' '^kiosk/records/picture_decode\.c$'
home 'webp/.*' '^kiosk/records/picture_decode\.c$'
home 'qrencode\.h' '^kiosk/base/qr\.c$'
home 'espeak-ng/.*' '^kiosk/sound/'
home 'SDL_ttf\.h' '^kiosk/draw/font\.c$'
home 'SDL_image\.h' '^kiosk/(draw/|app/player\.c$)'
home 'SDL\.h' '^kiosk/(draw/|app/|input/sdl_events\.|sound/)'
exit $bad
