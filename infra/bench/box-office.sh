#!/usr/bin/env bash
# Measures check-ins and the lists of the box office, in a full database: 100,000 reservations,
# 20,000 of them with tickets for tonight's houses, and 3,000 performances.
#
#   infra/bench/box-office.sh [REQUESTS]      number of requests for each row, 200 by default
#
# The limits are 200 ms for a check-in and 100 ms for a page of a list, over HTTP with everything
# flushed to disk. Ends with 1 if a median is above its limit.
set -euo pipefail

cd "$(dirname "$0")/../.."
. infra/bench/lib.sh
[ "${1:-}" = --inside ] || with_database "$0" "${1:-}" 200
requests=$2
begin

url=$(url_of bench_box_office)

fill() {
    new_database bench_box_office
    sql bench_box_office <<'SQL'
INSERT INTO venues (id, slug, name) VALUES ('00000000-0000-7000-8000-000000000001', 'sala', 'Sala');
INSERT INTO shows (id, slug, title, publication)
VALUES ('00000000-0000-7000-8000-000000000002', 'prova', 'La prova', 'published');
-- Forty performances tonight, a season of others, and those of earlier years.
INSERT INTO performances (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
SELECT ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid,
    '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001',
    start.at, start.at, now() - interval '4 years', start.at, 2000
FROM generate_series(1, 3000) AS n,
    LATERAL (SELECT CASE WHEN n <= 40 THEN now() + interval '1 hour'
        WHEN n <= 240 THEN now() + (n - 140) * interval '1 day'
        ELSE now() - (n - 140) * interval '8 hours' END AS at) start;
-- 20,000 reservations tonight, 80,000 at other times, with every status.
INSERT INTO reservations (id, performance_id, code, status, seats, name, email, email_key, phone,
    notes, access_needs, locale, hold_until, booked_at, confirmed_at, cancelled_at)
SELECT uuid_v7(booked.at),
    ('00000000-0000-7000-8000-1' || lpad(CASE WHEN n <= 20000 THEN n % 40 + 1
        ELSE n % 200 + 41 END::text, 11, '0'))::uuid,
    (SELECT string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ',
        (n::bigint * 104729 / (31 ^ place)::bigint % 31)::int + 1, 1), '')
        FROM generate_series(0, 5) AS place),
    kind.status, n % 4 + 1,
    (ARRAY['Anna', 'Luca', 'Nicolò', 'Chiara', 'Zoë', 'Elena', 'Marco', 'Sara'])[n % 8 + 1] || ' '
        || (ARRAY['Bianchi', 'Rossi', 'D''Angelo', 'Gallo', 'Conti', 'Ångström', 'Greco', 'Riva',
        'Fontana', 'Moretti', 'Villa'])[n % 11 + 1] || ' ' || n,
    'guest-' || n || '@example.org', 'guest-' || n || '@example.org',
    CASE WHEN n % 3 = 0 THEN '+39 011 ' || lpad(n::text, 7, '0') END,
    CASE WHEN n % 23 = 0 THEN 'Arriviamo in treno' END,
    CASE WHEN n % 31 = 0 THEN ARRAY['wheelchair_place', 'companion'] ELSE '{}' END, 'it',
    booked.at + interval '30 minutes', booked.at,
    CASE WHEN kind.status = 'confirmed' THEN booked.at + interval '5 minutes' END,
    CASE WHEN kind.status = 'cancelled' THEN booked.at + interval '5 minutes' END
FROM generate_series(1, 100000) AS n,
    LATERAL (SELECT now() - n * interval '4 minutes' AS at) booked,
    LATERAL (SELECT CASE WHEN n <= 20000 OR n % 10 > 1 THEN 'confirmed' WHEN n % 10 = 0
        THEN 'cancelled' ELSE 'expired' END AS status) kind;
INSERT INTO outbox (id, reservation_id, kind, state, created_at, next_attempt_at, settled_at, problem)
SELECT uuid_v7(booked_at), id, 'your_ticket',
    CASE WHEN right(code, 1) = '2' AND seats = 1 THEN 'refused' ELSE 'sent' END, booked_at, booked_at,
    booked_at, CASE WHEN right(code, 1) = '2' AND seats = 1 THEN '550 no such user' END
FROM reservations;
-- Tickets that the benchmark can compute too.
INSERT INTO reservation_secrets (secret_hash, ticket_hash, reservation_id, expires_at)
SELECT sha256(('secret ' || id)::bytea), sha256(sha256(('ticket ' || id)::bytea)), id,
    now() + interval '60 days'
FROM (SELECT id, row_number() OVER (ORDER BY booked_at DESC) AS number FROM reservations) AS r
WHERE number <= 20000;
VACUUM ANALYZE;
SQL
}

failed=0

# name limit < times in seconds, one per line -> a row of the table
report() {
    sort --numeric-sort | awk -v name="$1" -v limit="$2" '
        { at[NR] = $1 * 1000 }
        END {
            p50 = at[int((NR + 1) / 2)]; p99 = at[int(NR * 0.99) > 0 ? int(NR * 0.99) : 1]
            printf "%-44s %8.1f %8.1f %8.1f %7d\n", name, p50, p99, at[NR], limit
            exit p50 > limit
        }' || failed=1
}

# name query [list] -> requests the list repeatedly and reports it; the reservations by default
list() {
    local name=$1 query=$2 list=${3:-reservations}
    for _ in $(seq "$requests"); do
        printf 'url = "http://127.0.0.1:%s/api/v1/admin/%s?%s"\noutput = /dev/null\n' \
            "$port" "$list" "$query"
    done >"$work/urls"
    curl --silent --fail --header "Cookie: $cookie" --config "$work/urls" \
        --write-out '%{time_total}\n' | report "$name" 100
}

# order -> the cursor after 90,000 reservations in this order
deep() {
    local direction='' key=$1
    case $key in -*) direction=DESC key=${key#-} ;; esac
    case $key in name) key='r.name COLLATE "und-x-icu"' ;; starts_at) key=p.starts_at ;; *) key=r.$key ;; esac
    echo "SELECT r.id FROM reservations r JOIN performances p ON p.id = r.performance_id
        ORDER BY $key $direction, r.id $direction OFFSET 90000 LIMIT 1" | sql bench_box_office
}

check_ins() {
    local tonight
    echo "SELECT translate(encode(sha256(('ticket ' || r.id)::bytea), 'base64'), '+/=', '-_') || ' '
        || r.performance_id FROM reservations r JOIN performances p
        ON p.id = r.performance_id WHERE p.starts_at < now() + interval '2 hours'
        AND p.starts_at > now() AND r.status = 'confirmed' ORDER BY r.code LIMIT $requests" |
        sql bench_box_office >"$work/tonight"
    tonight=0
    while read -r ticket performance; do
        tonight=$((tonight + 1))
        [ "$tonight" = 1 ] || echo next
        printf 'url = "http://127.0.0.1:%s/api/v1/check-ins"\noutput = /dev/null\n' "$port"
        printf 'header = "Cookie: %s"\nheader = "Content-Type: application/json"\n' "$cookie"
        printf 'data = "{\\"ticket\\": \\"%s\\", \\"performance_id\\": \\"%s\\", \\"client_ref\\": \\"%s\\"}"\n' \
            "$ticket" "$performance" "$tonight"
        printf 'fail\nsilent\nshow-error\nwrite-out = "%%{time_total}\\n"\n'
    done <"$work/tonight" >"$work/scans"
    curl --config "$work/scans" | report "$1" 200
}

fill
serve bench_box_office AZIONELAB__MAIL__DELIVERY_PAUSED=true
sign_in bench_box_office
curl --silent --fail --output /dev/null --header "Cookie: $cookie" \
    "http://127.0.0.1:$port/api/v1/admin/reservations"

printf '%-44s %8s %8s %8s %7s\n' 'milliseconds over HTTP' p50 p99 max limit
check_ins 'check-in'
for sort in -booked_at name -name seats -seats starts_at -starts_at; do
    list "sort=$sort" "sort=$sort"
    list "sort=$sort, after 90,000" "sort=$sort&cursor=$(deep "$sort")"
done
list 'status=cancelled' 'status=cancelled'
list 'status=expired, by seats' 'status=expired&sort=seats'
list 'one performance, by name' 'performance=00000000-0000-7000-8000-100000000007&sort=name'
list 'access_needs' 'access_needs=true'
list 'delivery=failed' 'delivery=failed'
list 'search: part of a name' 'search=bianchi'
list 'search: a name that nobody has' 'search=xyzzy&sort=name'
list 'search: the start of an address' 'search=guest-777'
list 'search: digits of a number' 'search=0042'
list 'search and status, by start' 'search=anna&status=confirmed&sort=starts_at'
for sort in -starts_at held -available; do
    list "performances, sort=$sort" "sort=$sort" performances
done
list 'performances, state=open' 'state=open' performances
list 'performances: an unknown show' 'search=xyzzy' performances
exit "$failed"
