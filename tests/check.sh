#!/bin/sh
# make check: everything that takes longer than one wants to wait before each commit.
set -u
failed=0

part() {
    name=$1
    shift
    if out=$("$@" 2>&1); then
        echo "ok      $name: $(printf '%s\n' "$out" | tail -n 1)"
    else
        failed=1
        echo "FAILED  $name"
        printf '%s\n' "$out" | tail -n 40
    fi
}

suite() { # under a sanitizer
    make --no-print-directory -j"$(nproc)" V="$1" programs tests >/dev/null && tests/run.sh "build/$1"
}

headers_alone() {
    flags="-std=gnu11 -Wall -Wextra -Ikiosk -D_GNU_SOURCE $(pkg-config --cflags sdl2 jansson sqlite3 libmicrohttpd)"
    for header in kiosk/*/*.h; do
        # shellcheck disable=SC2086 # a list of flags
        echo "#include \"${header#kiosk/}\"" | gcc $flags -Werror -fsyntax-only -x c - || return 1
    done
    echo "$(ls kiosk/*/*.h | wc -l) headers compile by themselves"
}

formatted() {
    clang-format --dry-run -Werror kiosk/*.c kiosk/*/*.[ch] tests/*/*.[ch] && echo "as .clang-format has it"
}

static_analysis() {
    # Across files it does not see that outputs are written on success alone, and looked at then alone.
    cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 \
        --suppress=missingIncludeSystem --suppress=ctuuninitvar --suppress=ctunullpointer -Ikiosk kiosk && echo "cppcheck has nothing to say"
}

contract() { # it is OpenAPI 3.1, and what the real store answers is what it says
    config/npm.sh lint && build/npm/lint/node_modules/.bin/spectral lint --quiet --fail-severity hint \
        --ruleset config/npm/lint/rules.yaml config/record-store.openapi.yaml &&
        make --no-print-directory -j"$(nproc)" programs >/dev/null && tests/e2e/run.sh build/release conform &&
        NODE_PATH=build/npm/lint/node_modules node config/npm/lint/answers.js config/record-store.openapi.yaml \
            build/release/tests/e2e/conform/whole.jsonl
}

part "contract" contract
part "include arrows" tests/arrows.sh
part "headers alone" headers_alone
part "format" formatted
part "static analysis" static_analysis
part "tests under ASan and UBSan" suite asan
part "tests under TSan" suite tsan
exit $failed
