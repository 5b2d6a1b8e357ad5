#!/usr/bin/env bash
# Measures an on-sale night: one performance of 300 seats, and many who try to book at once, while
# others load the home page 200 times a second.
#
#   infra/bench/rush.sh [TRIES]      20,000 by default, over 256 connections
#
# Ends with 1 unless exactly 300 seats are booked.
set -euo pipefail

cd "$(dirname "$0")/../.."
. infra/bench/lib.sh
[ "${1:-}" = --inside ] || with_database "$0" "${1:-}" 20000
tries=$2
begin

performance=00000000-0000-7000-8000-100000000001
new_database bench_rush
sql bench_rush <<SQL
INSERT INTO venues (id, slug, name) VALUES ('00000000-0000-7000-8000-000000000001', 'sala', 'Sala');
INSERT INTO shows (id, slug, title, publication)
VALUES ('00000000-0000-7000-8000-000000000002', 'prova', 'La prova', 'published');
INSERT INTO performances (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
VALUES ('$performance', '00000000-0000-7000-8000-000000000002',
    '00000000-0000-7000-8000-000000000001', now() + interval '7 days', now() + interval '7 days',
    now() - interval '1 day', now() + interval '7 days', 300);
SQL
serve bench_rush AZIONELAB__MAIL__DELIVERY_PAUSED=true

cat >"$work/wrk.lua" <<'LUA'
function delay()
  return 100 -- ms
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("%.0f %.1f %.1f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
LUA
# Longer than the rush, so that it is measured from its first to its last try.
wrk --threads 1 --connections 20 --duration 30s --timeout 10s --script "$work/wrk.lua" \
    --header 'Accept-Encoding: gzip, deflate, br, zstd' "http://127.0.0.1:$port/" \
    >"$work/pages" &
pages=$!
sleep 1
"$target/examples/rush" "127.0.0.1:$port" "$performance" "$tries" 256 >"$work/rush"
kill -INT "$pages"
wait "$pages" || true

printf '%-10s %9s %8s %8s %8s\n' answer number p50/ms p99/ms most/ms
awk 'NF == 5 { printf "%-10s %9d %8.1f %8.1f %8.1f\n", $1, $2, $3, $4, $5 }' "$work/rush"
echo "$(tail -n 1 "$work/rush") answers per second"
tail -n 1 "$work/pages" |
    { read -r rate p50 p99 errors && echo "home page meanwhile: $rate/s, p50 $p50 ms, p99 $p99 ms, $errors errors"; }
booked=$(echo "SELECT sum(seats) FROM reservations WHERE status IN ('pending', 'confirmed')" |
    sql bench_rush)
echo "$booked of 300 seats booked; peak memory of azionelab: $(peak_memory) MB"
[ "$booked" = 300 ]
