#!/bin/sh
# Runs every test program and every end-to-end script of a build, quietly; shows what failed and ends
# with `N passed, N failed`. tests/run.sh build/release [NAME ...]; the name "web" stands for what needs a
# browser, "e2e" for the end-to-end scripts.
set -u
build=$1
shift
out=$build/tests/output
[ "$*" = web ] && out=$out/web # the others' logs stay
rm -rf "$out"
mkdir -p "$out"
passed=0
failed=0
limit_s=240 # of a program; a sanitizer's is many times slower
case $build in
*asan | *tsan) limit_s=1200 ;;
esac
export LC_ALL=C.UTF-8 SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}"
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:suppressions=tests/tsan.supp}"
unset RECORDSTORE_DB http_proxy https_proxy HTTP_PROXY HTTPS_PROXY

# One program: its TAP lines are counted; a program that ends badly without saying so counts as one.
run() {
    name=$1
    shift
    log=$out/$(echo "$name" | tr '/ ' '--').log
    timeout "$limit_s" "$@" >"$log" 2>&1 </dev/null
    status=$?
    good=$(grep -c '^ok' "$log")
    bad=$(grep '^not ok' "$log" | grep -vc '# SKIP')
    grep '# SKIP' "$log" | sed "s|^.*# SKIP|skipped here, for want of rights: $name|"
    if [ "$status" != 0 ] && [ "$bad" = 0 ]; then
        bad=1
        echo "# $name ended with status $status" >>"$log"
    fi
    if [ "$good" = 0 ] && [ "$bad" = 0 ]; then
        bad=1
        echo "# $name ran no test" >>"$log"
    fi
    passed=$((passed + good))
    failed=$((failed + bad))
    if [ "$bad" != 0 ]; then
        echo "FAILED $name"
        grep -v '^ok' "$log" | tail -n 40 | sed 's/^/    /'
    fi
}

# PostgreSQL for those that ask for it, started by the first. Serializable, so that it refuses what
# collides and the store has to do it again.
database=
database_folder=
start_database() {
    [ -z "$database_folder" ] || return 0
    database_folder=$(mktemp -d /tmp/guong-sang-pg-XXXXXX)
    trap 'tests/recordstore/postgres.sh remove "$database_folder"' EXIT
    database=$(tests/recordstore/postgres.sh start "$database_folder" \
        default_transaction_isolation=serializable)
}

# What keeps records is tested once more with them in PostgreSQL.
run_twice() {
    run "$1" "$build/tests/$1"
    start_database
    RECORDSTORE_DB=$database run "$1 on PostgreSQL" "$build/tests/$1"
}

if [ $# = 0 ]; then
    set -- $(cd "$build/tests" && find . -path ./browser -prune -o -name 'test_*' -type f -perm -u+x -print | sed 's|^\./||' | sort) e2e
fi
programs_of() { # programs_of FOLDER
    (cd "$build/tests" && find "$1" -name 'test_*' -type f -perm -u+x | sort)
}

for name in "$@"; do
    case $name in
    web) for test in $(programs_of browser); do run "$test" "$build/tests/$test"; done ;;
    e2e) # many scripts
        limit_s=$((4 * limit_s))
        run e2e tests/e2e/run.sh "$build"
        limit_s=$((limit_s / 4))
        ;;
    records/test_lost_server | records/test_list_plans) run "$name" "$build/tests/$name" ;;
    records/* | recordstore/* | office/*) run_twice "$name" ;;
    *) run "$name" "$build/tests/$name" ;;
    esac
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
