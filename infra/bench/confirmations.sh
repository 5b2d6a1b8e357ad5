#!/usr/bin/env bash
# Measures confirmations and check-ins per second over 16 connections, and pgbench with the like in
# one statement, in the same run.
#
#   infra/bench/confirmations.sh [SECONDS]      duration of each measurement, 5 by default
set -euo pipefail

cd "$(dirname "$0")/../.."
. infra/bench/lib.sh
[ "${1:-}" = --inside ] || with_database "$0" "${1:-}" 5
seconds=$2
begin
number=$((seconds * 12000)) # of reservations of each kind: more than can be confirmed

pgbench=$(command -v pgbench || ls -1 /usr/lib/postgresql/*/bin/pgbench | sort --version-sort | tail -n 1)
echo 'CREATE DATABASE bench_limit' | sql postgres
sql bench_limit <<SQL
CREATE TABLE reservations (id integer PRIMARY KEY, seats integer NOT NULL, admitted integer NOT NULL,
    status text NOT NULL, confirmed_at timestamptz);
CREATE TABLE check_ins (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reservation_id integer NOT NULL REFERENCES reservations, at timestamptz NOT NULL);
INSERT INTO reservations SELECT n, 1000, 0, 'pending' FROM generate_series(1, $number) AS n;
VACUUM ANALYZE;
SQL
cat >"$work/confirm.sql" <<SQL
\set id random(1, $number)
UPDATE reservations SET status = 'confirmed', confirmed_at = now() WHERE id = :id;
SQL
cat >"$work/check-in.sql" <<SQL
\set id random(1, $number)
WITH admitted AS (UPDATE reservations SET admitted = admitted + 1 WHERE id = :id AND admitted < seats RETURNING id) INSERT INTO check_ins (reservation_id, at) SELECT id, now() FROM admitted;
SQL

# script -> transactions per second
limit() {
    "$pgbench" --no-vacuum --client=16 --jobs=2 --time="$seconds" --protocol=prepared \
        --file="$work/$1.sql" bench_limit 2>"$work/pgbench.err" | sed -n 's/^tps = \([0-9]*\).*/\1/p'
}

new_database bench_confirmations
sql bench_confirmations <<SQL
INSERT INTO venues (id, slug, name) VALUES ('00000000-0000-7000-8000-000000000001', 'sala', 'Sala');
INSERT INTO shows (id, slug, title, publication)
VALUES ('00000000-0000-7000-8000-000000000002', 'prova', 'La prova', 'published');
INSERT INTO performances (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
SELECT ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid,
    '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001',
    now() + interval '2 hours', now() + interval '1 hour', now() - interval '1 day',
    now() + interval '2 hours', 1000000
FROM generate_series(1, 20) AS n;
INSERT INTO reservations (id, performance_id, code, status, seats, name, email, email_key, locale,
    hold_until, booked_at, confirmed_at)
SELECT uuid_v7(now() - n * interval '1 second'),
    ('00000000-0000-7000-8000-1' || lpad((n % 20 + 1)::text, 11, '0'))::uuid,
    (SELECT string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ',
        (n::bigint * 104729 / (31 ^ place)::bigint % 31)::int + 1, 1), '')
        FROM generate_series(0, 5) AS place),
    CASE WHEN n <= $number THEN 'pending' ELSE 'confirmed' END, 2, 'Anna Bianchi',
    'guest-' || n || '@example.org', 'guest-' || n || '@example.org', 'it',
    now() + interval '1 hour', now(), CASE WHEN n > $number THEN now() END
FROM generate_series(1, 2 * $number) AS n;
INSERT INTO reservation_secrets (secret_hash, ticket_hash, reservation_id, expires_at)
SELECT sha256(sha256(('secret ' || id)::bytea)), sha256(sha256(('ticket ' || id)::bytea)), id,
    now() + interval '60 days' FROM reservations;
VACUUM ANALYZE;
SQL
serve bench_confirmations AZIONELAB__MAIL__DELIVERY_PAUSED=true
sign_in bench_confirmations

# kind status -> a file with the secrets or tickets of reservations, with their performances
tokens() {
    echo "SELECT translate(encode(sha256(('$1 ' || id)::bytea), 'base64'), '+/=', '-_') || ' ' ||
        performance_id FROM reservations WHERE status = '$2' ORDER BY code" |
        sql bench_confirmations >"$work/$1"
}

cat >"$work/wrk.lua" <<'LUA'
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init()
  lines = {}
  local line = 0
  for text in io.lines(os.getenv("TOKENS")) do
    if line % 2 == number then lines[#lines + 1] = text end
    line = line + 1
  end
  count = 0
end
function request()
  count = count + 1
  local token, performance = lines[(count - 1) % #lines + 1]:match("(%S+) (%S+)")
  local headers = { ["Content-Type"] = "application/json" }
  if os.getenv("COOKIE") then
    headers["Cookie"] = os.getenv("COOKIE")
    return wrk.format("POST", "/api/v1/check-ins", headers,
      string.format('{"ticket":"%s","performance_id":"%s","client_ref":"%s"}', token, performance,
        token:sub(1, 32)))
  end
  headers["Authorization"] = "Bearer " .. token
  return wrk.format("POST", "/api/v1/reservation/confirm", headers, "")
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %.0f %.1f %.1f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
LUA
measure() {
    TOKENS="$work/$1" wrk --threads 2 --connections 16 --duration "${seconds}s" --timeout 10s \
        --script "$work/wrk.lua" "http://127.0.0.1:$port" | sed -n 's/^RESULT //p'
}

tokens secret pending
tokens ticket confirmed
printf '%-16s %10s %10s %6s %8s %8s %7s\n' act pgbench/s acts/s ratio p50/ms p99/ms errors
row() {
    printf '%-16s %10s %10s %6s %8s %8s %7s\n' "$1" "$2" "$3" "$(ratio "$3" "$2")" "$4" "$5" "$6"
}
row confirmations "$(limit confirm)" $(measure secret)
row check-ins "$(limit check-in)" $(COOKIE=$cookie measure ticket)
