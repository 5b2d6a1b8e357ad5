#!/usr/bin/env bash
# Measures how many pages and lists per second are served to browsers, and compares with nginx, which
# serves the same compressed bytes from a file, in the same run.
#
#   infra/bench/pages.sh [SECONDS]      duration of each measurement, 5 by default
#
# The database holds the demonstration theatre. The requests have a browser's own headers. `first` is
# the time of 64 requests at once after an edit of the site, when nothing is in memory: the slowest
# of 20 tries.
set -euo pipefail

cd "$(dirname "$0")/../.."
. infra/bench/lib.sh
[ "${1:-}" = --inside ] || with_database "$0" "${1:-}" 5
seconds=$2
begin

browser=(--header 'Accept-Encoding: gzip, deflate, br, zstd' --header 'Accept-Language: it,en;q=0.8'
    --header 'Accept: text/html,application/xhtml+xml,*/*;q=0.8')

new_database bench_pages
AZIONELAB__DATABASE__URL=$(url_of bench_pages) AZIONELAB__DATA_DIR="$work/data" \
    "$target/azionelab" demo >/dev/null 2>&1
serve bench_pages AZIONELAB__MAIL__DELIVERY_PAUSED=true
base="http://127.0.0.1:$port"

nginx=$(infra/debian-tools nginx)
nginx_port=$((port + 2000))
mkdir "$work/files"
cat >"$work/nginx.conf" <<CONF
daemon off;
worker_processes 2;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    open_file_cache max=100;
    server {
        listen 127.0.0.1:$nginx_port;
        root $work/files;
        default_type text/html;
        add_header Content-Encoding br;
    }
}
CONF
chmod -R a+rX "$work"
"$nginx" -e "$work/nginx.log" -c "$work/nginx.conf" 2>/dev/null &
pids+=("$!")

# address -> "requests-per-second p99-ms errors"
measure() {
    wrk --threads 2 --connections 64 --duration "${seconds}s" --timeout 10s --latency \
        --script "$work/wrk.lua" "${browser[@]}" "$1" | sed -n 's/^RESULT //p'
}

cat >"$work/wrk.lua" <<'LUA'
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %.0f %.1f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
LUA

show=$(curl --silent "$base/api/v1/shows" | grep -o '"slug":"[^"]*"' | head -n 1 | cut -d'"' -f4)
printf '%-24s %8s %10s %10s %6s %8s %7s\n' address bytes nginx/s pages/s ratio p99/ms errors
number=0
for path in / "/shows/$show" /calendar '/api/v1/performances?limit=50'; do
    number=$((number + 1))
    curl --silent "${browser[@]}" --output "$work/files/$number" "$base$path"
    chmod a+r "$work/files/$number"
    measure "$base$path" >/dev/null # warm-up
    read -r limit _ _ <<<"$(measure "http://127.0.0.1:$nginx_port/$number")"
    read -r rate p99 errors <<<"$(measure "$base$path")"
    printf '%-24s %8s %10s %10s %6s %8s %7s\n' "${path:0:24}" "$(stat --format=%s "$work/files/$number")" \
        "$limit" "$rate" "$(ratio "$rate" "$limit")" "$p99" "$errors"
done
echo "peak memory of azionelab: $(peak_memory) MB"
