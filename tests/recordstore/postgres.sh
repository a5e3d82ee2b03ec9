#!/bin/sh
# A PostgreSQL for tests: from Debian's package, in a folder of its own, on a Unix socket alone, never
# as root and never as a service. fsync stays on.
#   postgres.sh start FOLDER [SETTING=VALUE ...]  makes what is missing, starts it, prints its DSN
#   postgres.sh kill FOLDER                       as a power cut would end it (kill -9)
#   postgres.sh hang FOLDER, wake FOLDER          there, but silent
#   postgres.sh remove FOLDER
set -eu
action=$1
folder=$2
shift 2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || {
    echo "PostgreSQL is not installed: config/install.sh test" >&2
    exit 1
}

# The server refuses to run as root; Debian's package brings an account for it.
as_user() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
    else
        (cd / && "$@")
    fi
}

make() {
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder"
    chmod 755 "$folder" # the tests come in as somebody else
    as_user "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
        --no-sync --no-instructions >"$folder.log"
    {
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$folder'"
        echo "unix_socket_permissions = 0777"
        echo "max_connections = 100"
        for setting in "$@"; do
            echo "$setting"
        done
    } >>"$folder/data/postgresql.conf"
}

# The server and its children. It is halted first, so that it makes no new ones meanwhile.
halt() {
    server=$(head -n 1 "$folder/data/postmaster.pid")
    kill -STOP "$server"
    processes="$server $(pgrep -P "$server" || true)"
}

kill_9() {
    halt
    for process in $processes; do
        kill -9 "$process" 2>/dev/null || true # a child may have ended by itself
    done
    for process in $processes; do # while one lives its memory is in use
        while kill -0 "$process" 2>/dev/null; do
            sleep 0.02
        done
    done
}

case $action in
start)
    [ -d "$folder/data" ] || make "$@"
    as_user "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/server.log" start >&2
    echo "postgresql:///postgres?host=$folder&user=postgres"
    ;;
kill) kill_9 ;;
hang)
    halt
    # shellcheck disable=SC2086 # a list of numbers
    kill -STOP $processes
    ;;
wake)
    halt
    # shellcheck disable=SC2086
    kill -CONT $processes
    ;;
remove)
    as_user "$bin/pg_ctl" -D "$folder/data" -w -s -m immediate stop >&2 || true
    rm -rf "$folder" "$folder.log"
    ;;
esac
