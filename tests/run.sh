#!/bin/sh
# Runs every test program and every end-to-end script of a build, quietly; shows what failed and ends
# with `N passed, N failed`. tests/run.sh build/release [NAME ...]
set -u
build=$1
shift
out=$build/tests/output
rm -rf "$out"
mkdir -p "$out"
passed=0
failed=0
export LC_ALL=C.UTF-8 SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}"
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:suppressions=tests/tsan.supp}"
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY

most_s=240 # a program; the scripts are many

# One program: its TAP lines are counted; a program that ends badly without saying so counts as one.
run() {
    name=$1
    shift
    log=$out/$(echo "$name" | tr '/ ' '--').log
    timeout "$most_s" "$@" >"$log" 2>&1 </dev/null
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

if [ $# = 0 ]; then
    set -- $(cd "$build/tests" && find . -name 'test_*' -type f -perm -u+x | sed 's|^\./||' | sort) e2e
fi
for name in "$@"; do
    case $name in
    e2e)
        most_s=900
        run e2e tests/e2e/run.sh "$build"
        most_s=240
        ;;
    *) run "$name" "$build/tests/$name" ;;
    esac
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
