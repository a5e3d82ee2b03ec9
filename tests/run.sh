#!/bin/sh
# Runs every test program and every end-to-end script of a build, quietly; shows what failed and ends
# with `N passed, N failed`. tests/run.sh build/release [NAME ...]; the name "web" stands for what needs a
# browser, "e2e" for the end-to-end scripts. Two run at a time: many of them wait most of their time.
set -u
build=$1
shift
out=$build/tests/output
lanes=2
if [ "$*" = web ]; then
    out=$out/web # the others' logs stay
    lanes=1
fi
rm -rf "$out"
mkdir -p "$out/taken"
: >"$out/counts"
limit_s=240 # of a program; a sanitizer's is many times slower
case $build in
*asan | *tsan) limit_s=1200 ;;
esac
export LC_ALL=C.UTF-8 SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}"
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:suppressions=$PWD/tests/tsan.supp}"
unset RECORDSTORE_DB http_proxy https_proxy HTTP_PROXY HTTPS_PROXY

# run NAME LIMIT_S COMMAND ...: one program. Its TAP lines are counted; one that ends badly without saying
# so counts as a failure.
run() {
    name=$1
    limit=$2
    shift 2
    log=$out/$(echo "$name" | tr '/ ' '--').log
    timeout "$limit" "$@" >"$log" 2>&1 </dev/null
    status=$?
    good=$(grep -c '^ok' "$log")
    bad=$(grep '^not ok' "$log" | grep -vc '# SKIP')
    if [ "$status" != 0 ] && [ "$bad" = 0 ]; then
        bad=1
        echo "# $name ended with status $status" >>"$log"
    fi
    if [ "$good" = 0 ] && [ "$bad" = 0 ]; then
        bad=1
        echo "# $name ran no test" >>"$log"
    fi
    echo "$good $bad" >>"$out/counts"
    report=$(grep '# SKIP' "$log" | sed "s|^.*# SKIP|skipped here, for want of rights: $name|")
    [ "$bad" = 0 ] || report="$report
FAILED $name
$(grep -v '^ok' "$log" | tail -n 40 | sed 's/^/    /')"
    [ -z "$report" ] || echo "$report" # in one piece, whatever the other lane says
}

# PostgreSQL for what keeps records. Serializable, so that it refuses what collides and the store has to
# do it again.
database=
start_database() {
    folder=$(mktemp -d /tmp/guong-sang-pg-XXXXXX)
    trap 'tests/recordstore/postgres.sh remove "$folder"' EXIT
    database=$(tests/recordstore/postgres.sh start "$folder" default_transaction_isolation=serializable)
}

# "NAME", or "NAME+" for one that is tested once more with its records in PostgreSQL.
do_job() {
    case $1 in
    e2e) run e2e $((4 * limit_s)) tests/e2e/run.sh "$build" ;; # many scripts
    *+) RECORDSTORE_DB=$database run "${1%+} on PostgreSQL" "$limit_s" "$build/tests/${1%+}" ;;
    *) run "$1" "$limit_s" "$build/tests/$1" ;;
    esac
}

# Takes what no other lane has taken.
lane() {
    for job in $jobs; do
        ! mkdir "$out/taken/$(echo "$job" | tr / -)" 2>/dev/null || do_job "$job"
    done
}

programs_in() { # programs_in FOLDER ...
    (cd "$build/tests" && find "$@" -name 'test_*' -type f -perm -u+x | sort)
}

if [ $# = 0 ]; then
    set -- e2e $(programs_in $(cd "$build/tests" && ls -d */ | grep -vE '^(browser|e2e|output)/'))
fi
jobs=
for name in "$@"; do
    case $name in
    web) jobs="$jobs $(programs_in browser)" ;;
    recordstore/test_lost_server | records/test_list_plans) jobs="$jobs $name" ;;
    sql/* | records/* | recordstore/* | office/*) jobs="$jobs $name $name+" ;;
    *) jobs="$jobs $name" ;;
    esac
done
case $jobs in
*+*) start_database ;;
esac
while [ $((lanes -= 1)) -gt 0 ]; do
    lane &
done
lane
wait
rmdir "$out"/taken/* "$out/taken"
awk '{ passed += $1; failed += $2 } END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }' \
    "$out/counts"
