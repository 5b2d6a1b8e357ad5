#!/usr/bin/env bash
# Measures bookings per second, and the limit of PostgreSQL for comparison, in one run.
#
#   infra/bench/bookings.sh [SECONDS]      duration of each measurement, 8 by default
#
# The limit is pgbench with a minimal booking: one statement that decrements a seat counter and
# inserts a row. AzioneLab makes a whole booking over HTTP: it checks the request, locks the house,
# counts the held seats, inserts the reservation, the hashes of its secret and the outgoing message,
# commits and answers. Both use the same server, with fsync and synchronous_commit on. Rate limits
# are off. Mail is paused for the comparison, and goes to a local SMTP sink in the last rows.
set -euo pipefail

cd "$(dirname "$0")/../.."
. infra/bench/lib.sh
[ "${1:-}" = --inside ] || with_database "$0" "${1:-}" 8
seconds=$2
begin

pgbench=$(command -v pgbench || ls -1 /usr/lib/postgresql/*/bin/pgbench | sort --version-sort | tail -n 1)

arrange_pgbench() {
    psql --quiet --no-psqlrc --dbname=postgres <<SQL
CREATE DATABASE bench_limit;
\c bench_limit
CREATE TABLE houses (id integer PRIMARY KEY, available integer NOT NULL CHECK (available >= 0));
CREATE TABLE bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, house_id integer NOT NULL REFERENCES houses,
    seats smallint NOT NULL, name text NOT NULL, email text NOT NULL,
    booked_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO houses SELECT n, 1000000 FROM generate_series(1, 50) AS n;
VACUUM ANALYZE;
SQL
    for houses in 1 50; do
        cat >"$work/pgbench-$houses.sql" <<SQL
\set house random(1, $houses)
\set guest random(1, 1000000000)
WITH taken AS (UPDATE houses SET available = available - 1 WHERE id = :house AND available >= 1 RETURNING id) INSERT INTO bookings (house_id, seats, name, email) SELECT id, 1, 'Anna Bianchi', 'guest-' || :guest || '@example.org' FROM taken;
SQL
    done
}

# connections houses -> transactions per second
measure_pgbench() {
    "$pgbench" --no-vacuum --client="$1" --jobs=2 --time="$seconds" --protocol=prepared \
        --file="$work/pgbench-$2.sql" bench_limit 2>"$work/pgbench.err" |
        sed -n 's/^tps = \([0-9]*\).*/\1/p'
}

# settings... -> starts the program on a new database with 50 performances
start_azionelab() {
    new_database bench
    sql bench <<'SQL'
INSERT INTO venues (id, slug, name) VALUES ('00000000-0000-7000-8000-000000000001', 'sala', 'Sala');
INSERT INTO shows (id, slug, title, publication)
VALUES ('00000000-0000-7000-8000-000000000002', 'prova', 'La prova', 'published');
INSERT INTO performances (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
SELECT ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid,
    '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001',
    now() + interval '7 days', now() + interval '7 days', now() - interval '1 day',
    now() + interval '7 days', 1000000
FROM generate_series(1, 50) AS n;
SQL
    serve bench "$@"
}

now_ms() { date +%s%3N; }

# Measures two starts: on a running database, and the very first one without a database.
measure_starts() {
    local begun ready
    stop_server
    begun=$(now_ms)
    serve bench AZIONELAB__MAIL__DELIVERY_PAUSED=true
    ready=$(now_ms)
    echo "ready $((ready - begun)) ms after the start, on a running database"
    stop_server
    begun=$(now_ms)
    env AZIONELAB__DATA_DIR="$work/first" "$target/azionelab" demo >/dev/null 2>&1
    ready=$(now_ms)
    echo "first start, with initdb, migrations and demonstration data: $((ready - begun)) ms"
}

cat >"$work/book.lua" <<'LUA'
local houses = tonumber(os.getenv("HOUSES"))
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init()
  count = 0
  start = os.time() % 1000000
  math.randomseed(start + number)
end
function request()
  count = count + 1
  local path = string.format(
    "/api/v1/performances/00000000-0000-7000-8000-1%011d/reservations", math.random(1, houses))
  local body = string.format(
    '{"name":"Anna Bianchi","email":"guest-%d-%d-%d-%d@example.org","seats":1,"privacy_accepted":true}',
    houses, start, number, count)
  return wrk.format("POST", path, { ["Content-Type"] = "application/json" }, body)
end
function done(summary, latency)
  local errors = summary.errors
  local bad = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %d %.1f %.1f %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, bad))
end
LUA

# connections houses -> "bookings-per-second p50-ms p99-ms errors"
measure_azionelab() {
    HOUSES=$2 wrk --threads 2 --connections "$1" --duration "${seconds}s" --timeout 10s \
        --script "$work/book.lua" "http://127.0.0.1:$port" | sed -n 's/^RESULT //p'
}

arrange_pgbench
start_azionelab AZIONELAB__MAIL__DELIVERY_PAUSED=true
HOUSES=50 measure_azionelab 16 50 >/dev/null # warm-up

printf '%-12s %-8s %10s %12s %7s %8s %8s %7s\n' \
    connections houses pgbench/s bookings/s ratio p50/ms p99/ms errors
for houses in 50 1; do
    for connections in 16 64; do
        limit=$(measure_pgbench "$connections" "$houses")
        read -r rate p50 p99 errors <<<"$(measure_azionelab "$connections" "$houses")"
        printf '%-12s %-8s %10s %12s %7s %8s %8s %7s\n' "$connections" "$houses" "$limit" "$rate" \
            "$(ratio "$rate" "$limit")" "$p50" "$p99" "$errors"
    done
done
echo "peak memory of azionelab: $(peak_memory) MB, mail paused"
stop_server

"$target/examples/smtp_sink" 127.0.0.1:0 >"$work/sink" &
pids+=("$!")
for _ in $(seq 100); do [ -s "$work/sink" ] && break || sleep 0.02; done
start_azionelab AZIONELAB__MAIL__SMTP_HOST=127.0.0.1 AZIONELAB__MAIL__SMTP_PORT="$(cat "$work/sink")" \
    AZIONELAB__MAIL__TLS=none AZIONELAB__MAIL__FROM=theatre@example.org
for connections in 16 64; do
    read -r rate p50 p99 errors <<<"$(measure_azionelab "$connections" 50)"
    printf '%-12s %-8s %10s %12s %7s %8s %8s %7s\n' \
        "$connections" 50 "with mail" "$rate" "" "$p50" "$p99" "$errors"
done
echo "peak memory of azionelab: $(peak_memory) MB, mail handed to an SMTP sink"
measure_starts
