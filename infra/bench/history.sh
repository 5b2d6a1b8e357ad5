#!/usr/bin/env bash
# Measures whether a long history slows anything down: with 2,000 past reservations, and then with
# 2,000,000.
#
#   infra/bench/history.sh [RESERVATIONS]      2,000,000 by default; takes some minutes
#
# Each row has both medians and their ratio. The home page is asked for with another query each time,
# so it never comes from memory.
set -euo pipefail

cd "$(dirname "$0")/../.."
. infra/bench/lib.sh
[ "${1:-}" = --inside ] || with_database "$0" "${1:-}" 2000000
many=$2
begin
few=2000

new_database bench_history
sql bench_history <<'SQL'
INSERT INTO venues (id, slug, name) VALUES ('00000000-0000-7000-8000-000000000001', 'sala', 'Sala');
INSERT INTO shows (id, slug, title, publication)
VALUES ('00000000-0000-7000-8000-000000000002', 'prova', 'La prova', 'published');
-- Fifty coming performances, and those of earlier years, which have 300 reservations each.
INSERT INTO performances (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
SELECT ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid,
    '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001',
    start.at, start.at, start.at - interval '30 days', start.at, 1000000
FROM generate_series(1, 7000) AS n, LATERAL (SELECT CASE WHEN n <= 50 THEN now() + interval '7 days'
    ELSE now() - n * interval '4 hours' END AS at) start;
SQL

# first last -> inserts past reservations with these numbers, three of four confirmed
fill() {
    sql bench_history <<SQL
INSERT INTO reservations (id, performance_id, code, status, seats, name, email, email_key, locale,
    hold_until, booked_at, confirmed_at)
SELECT uuid_v7(booked.at),
    ('00000000-0000-7000-8000-1' || lpad((n / 300 % 6900 + 51)::text, 11, '0'))::uuid,
    (SELECT string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ',
        (n::bigint * 104729 / (31 ^ place)::bigint % 31)::int + 1, 1), '')
        FROM generate_series(0, 5) AS place),
    CASE WHEN n % 4 > 0 THEN 'confirmed' ELSE 'expired' END, n % 4 + 1, 'Anna Bianchi ' || n,
    'guest-' || n || '@example.org', 'guest-' || n || '@example.org', 'it',
    booked.at + interval '30 minutes', booked.at,
    CASE WHEN n % 4 > 0 THEN booked.at + interval '5 minutes' END
FROM generate_series($1, $2) AS n,
    LATERAL (SELECT now() - interval '10 days' - n * interval '10 seconds' AS at) booked;
ANALYZE;
SQL
}

cat >"$work/book.lua" <<'LUA'
local count = 0
local start = os.time() % 1000000
function request()
  count = count + 1
  local path = string.format(
    "/api/v1/performances/00000000-0000-7000-8000-1%011d/reservations", math.random(1, 50))
  local body = string.format(
    '{"name":"Anna Bianchi","email":"guest-%d-%s-%d@example.org","seats":1,"privacy_accepted":true}',
    start, tostring({}):sub(8), count)
  return wrk.format("POST", path, { ["Content-Type"] = "application/json" }, body)
end
function done(summary, latency)
  io.write(string.format("RESULT %.1f\n", latency:percentile(50) / 1000))
end
LUA

# path -> the median of 100 requests, in ms
list() {
    for number in $(seq 100); do
        printf 'url = "http://127.0.0.1:%s%s"\noutput = /dev/null\n' "$port" "${1//NUMBER/$number}"
    done >"$work/urls"
    curl --silent --fail --header "Cookie: $cookie" --config "$work/urls" \
        --write-out '%{time_total}\n' | sort --numeric-sort |
        awk '{ at[NR] = $1 * 1000 } END { printf "%.2f", at[int((NR + 1) / 2)] }'
}

rows=('a booking, of 16 at once' 'the home page' 'the newest reservations' 'a search by name'
    'a list of performances')
measure() {
    HOUSES=50 wrk --threads 1 --connections 16 --duration 5s --script "$work/book.lua" \
        "http://127.0.0.1:$port" | sed -n 's/^RESULT //p'
    for path in '/?number=NUMBER' '/api/v1/admin/reservations?sort=-booked_at' \
        '/api/v1/admin/reservations?q=bianchi' '/api/v1/admin/performances'; do
        list "$path"
        echo
    done
}

fill 1 "$few"
serve bench_history AZIONELAB__MAIL__DELIVERY_PAUSED=true
sign_in bench_history
mapfile -t before < <(measure)
fill "$((few + 1))" "$many"
mapfile -t after < <(measure)

printf '%-28s %12s %12s %6s\n' 'median, in ms' "$few" "$many" ratio
for row in "${!rows[@]}"; do
    printf '%-28s %12s %12s %6s\n' "${rows[row]}" "${before[row]}" "${after[row]}" \
        "$(ratio "${after[row]}" "${before[row]}")"
done
