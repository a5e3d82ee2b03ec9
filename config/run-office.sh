#!/bin/sh
# make run-office: the officer's pages of the record store of `make run`, with one officer for each
# role. The officers and their passwords are for looking around on this machine: they stand in
# build/run alone.
set -eu
bin=$1
. config/store.sh
officers=$run/officers

end_all() {
    trap - INT TERM EXIT
    store_end
}
trap 'end_all; exit 130' INT
trap 'end_all; exit 143' TERM
trap end_all EXIT

# hire LOGIN NAME ROLE WHAT: a password of random letters that need not be changed.
hire() {
    password=$("$bin/recordstore" user add "$1" --name "$2" --roles "$3" --data "$store" 2>/dev/null ||
        "$bin/recordstore" user reset "$1" --data "$store" 2>/dev/null)
    echo "$password" | "$bin/recordstore" user password "$1" --data "$store" >/dev/null
    printf '%-9s %s  %s\n' "$1" "$password" "$4" >>"$officers.new"
}

if ! store_is_up; then
    store_make
    store_serve
fi
store_find_url
if [ ! -e "$officers" ]; then
    (umask 077 && : >"$officers.new")
    hire vptk "Nguyễn Văn A (mẫu)" role-vptk "văn phòng - thống kê"
    hire vhxh "Trần Thị B (mẫu)" role-vhxh "văn hóa - xã hội"
    hire hoidong "Lê Văn C (mẫu)" role-hoidong "Hội đồng"
    hire chutich "Phạm Thị D (mẫu)" role-chutich "Chủ tịch"
    hire quantri "Hoàng Văn E (mẫu)" role-quantri "quản trị"
    mv "$officers.new" "$officers"
fi
echo "Officer's pages: $url/office"
echo "(the certificate is the store's own: the browser asks once whether to go on)"
echo "Log in as one of these sample officers; name, password, who it is:"
sed 's/^/    /' "$officers"
[ -n "$store_pid" ] || exit 0
echo "Ctrl-C ends the record store."
wait "$store_pid"
