# Shared by the benchmarks; sourced after `cd` to the root of the repository.
#
# Each benchmark runs itself again within `infra/with-postgres --durable`, which starts a
# PostgreSQL that flushes to disk, and finds its number or seconds in $2.

target=${CARGO_TARGET_DIR:-target}/release
pids=()

# script argument default -> builds, and starts the script again with a database
with_database() {
    cargo build --release --locked --package azionelab-bin --bin azionelab \
        --example smtp_sink --example rush
    exec infra/with-postgres --durable "$1" --inside "${2:-$3}"
}

begin() {
    work=$(mktemp --directory)
    chmod 711 "$work" # the private PostgreSQL runs as another user
    trap finish EXIT
}

finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}

# database -> runs the SQL of standard input
sql() { psql --quiet --no-psqlrc --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$1"; }

url_of() { echo "postgres:///$1?host=$PGHOST&port=$PGPORT&user=$PGUSER"; }

# database -> creates it again, with the tables
new_database() {
    echo "DROP DATABASE IF EXISTS $1" | sql postgres 2>/dev/null
    echo "CREATE DATABASE $1" | sql postgres
    AZIONELAB__DATABASE__URL=$(url_of "$1") "$target/azionelab" migrate >/dev/null 2>&1
}

# database settings... -> serves it on $port, as process $server
serve() {
    local database=$1
    shift
    port=$((32000 + RANDOM % 2000))
    env AZIONELAB__DATABASE__URL="$(url_of "$database")" AZIONELAB__HTTP__LISTEN="127.0.0.1:$port" \
        AZIONELAB__RATE_LIMIT__ENABLED=false AZIONELAB__DATA_DIR="$work/data" \
        AZIONELAB__LOG__LEVEL=warn "$@" "$target/azionelab" serve >"$work/azionelab.log" 2>&1 &
    server=$!
    pids+=("$server")
    for _ in $(seq 1000); do
        curl --silent --fail --output /dev/null "http://127.0.0.1:$port/api/health" && return
        sleep 0.01
    done
    cat "$work/azionelab.log" >&2
    exit 1
}

stop_server() {
    kill "$server"
    wait "$server" 2>/dev/null || true
}

# database -> signs a member of the box office in, with the header in $cookie
sign_in() {
    echo 'a long password' | env AZIONELAB__DATABASE__URL="$(url_of "$1")" "$target/azionelab" staff add \
        --email office@example.org --name Ufficio --role box_office --password-stdin >/dev/null 2>&1
    curl --silent --fail --output /dev/null --dump-header "$work/headers" \
        --header 'Content-Type: application/json' \
        --data '{"email": "office@example.org", "password": "a long password"}' \
        "http://127.0.0.1:$port/api/v1/session"
    cookie=$(sed -n 's/^set-cookie: \(\(__Host-\)\{0,1\}azionelab=[^;]*\).*/\1/pi' "$work/headers")
}

peak_memory() { awk '/^VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status"; }

ratio() { awk "BEGIN { printf \"%.2f\", $1 / $2 }"; }
