#!/bin/sh
# Installs one of config/npm's sets of programs into build/npm, where nothing else sees them:
# config/npm.sh lint. Versions and hashes are those of its package-lock.json.
set -eu
cd "$(dirname "$0")/.."
set_dir=build/npm/$1
cmp -s "config/npm/$1/package-lock.json" "$set_dir/installed" && exit 0

echo "Installing from npm: $(sed -n 's/.*"dependencies": { \(.*\) }.*/\1/p' "config/npm/$1/package.json")"
mkdir -p "$set_dir"
cp "config/npm/$1/package.json" "config/npm/$1/package-lock.json" "$set_dir"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# No package's own scripts run.
(cd "$set_dir" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 || {
    cat "$log" >&2
    echo "They could not be installed; the lines above say why." >&2
    exit 1
}
cp "config/npm/$1/package-lock.json" "$set_dir/installed"
