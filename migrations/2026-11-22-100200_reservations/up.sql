-- Reservations, their secrets, and check-ins. The free seats of a house are always computed from
-- these rows and never stored.

CREATE TABLE reservations (
    id uuid PRIMARY KEY,
    performance_id uuid NOT NULL REFERENCES performances,
    code text COLLATE "C" NOT NULL UNIQUE CHECK (code ~ '^[2-9A-HJKMNP-Z]{6}$'),
    status text COLLATE "C" NOT NULL
        CHECK (status IN ('pending', 'expired', 'confirmed', 'cancelled')),
    seats smallint NOT NULL CHECK (seats BETWEEN 1 AND 1000),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    email text NOT NULL CHECK (octet_length(email) BETWEEN 3 AND 254),
    -- The address in lower case, for comparisons.
    email_key text COLLATE "C" NOT NULL,
    phone text CHECK (length(phone) BETWEEN 5 AND 30),
    note text CHECK (length(note) BETWEEN 1 AND 1000),
    access_needs text[] NOT NULL DEFAULT '{}'
        CHECK (access_needs <@ ARRAY['wheelchair_place', 'companion', 'hearing_loop']),
    locale text NOT NULL CHECK (locale IN ('it', 'en')),
    hold_until timestamptz NOT NULL,
    booked_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    cancelled_at timestamptz,
    CHECK (hold_until >= booked_at),
    CHECK (status <> 'confirmed' OR confirmed_at IS NOT NULL),
    CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL))
);

-- For booking: the held seats of a house, and the live reservations of an address in it. Expired
-- and cancelled reservations are not in the index.
CREATE INDEX reservations_holding_seats
    ON reservations (performance_id, email_key) INCLUDE (seats)
    WHERE status IN ('pending', 'confirmed');

-- Holds by the time at which they lapse.
CREATE INDEX reservations_pending ON reservations (hold_until, performance_id)
    WHERE status = 'pending';

-- Every change to reservations increments the counter of their performance.
CREATE FUNCTION count_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE performances SET changes = changes + 1
    WHERE id IN (SELECT DISTINCT performance_id FROM changed);
    RETURN NULL;
END
$$;

CREATE FUNCTION count_changes_on_both_sides() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE performances SET changes = changes + 1
    WHERE id IN (SELECT performance_id FROM changed UNION SELECT performance_id FROM before);
    RETURN NULL;
END
$$;

CREATE TRIGGER count_bookings AFTER INSERT ON reservations
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_changes();
CREATE TRIGGER count_updates AFTER UPDATE ON reservations
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_changes_on_both_sides();
CREATE TRIGGER count_deletions AFTER DELETE ON reservations
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_changes();

-- A secret is sent in a message. Only its hash and its ticket's hash are stored.
CREATE TABLE reservation_secrets (
    secret_hash bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    ticket_hash bytea NOT NULL UNIQUE CHECK (octet_length(ticket_hash) = 32),
    reservation_id uuid NOT NULL REFERENCES reservations,
    expires_at timestamptz NOT NULL
);

-- Bookings with an Idempotency-Key, and their answers.
CREATE TABLE booking_attempts (
    performance_id uuid NOT NULL REFERENCES performances,
    key text COLLATE "C" NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 255),
    fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    reservation_id uuid NOT NULL REFERENCES reservations,
    code text COLLATE "C" NOT NULL,
    seats smallint NOT NULL CHECK (seats BETWEEN 1 AND 1000),
    hold_until timestamptz NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (performance_id, key)
);

CREATE INDEX booking_attempts_by_age ON booking_attempts (made_at);

CREATE TABLE check_ins (
    id uuid PRIMARY KEY,
    reservation_id uuid NOT NULL REFERENCES reservations,
    seats smallint NOT NULL CHECK (seats BETWEEN 1 AND 1000),
    at timestamptz NOT NULL,
    by_staff_id uuid NOT NULL REFERENCES staff,
    client_ref text COLLATE "C" CHECK (octet_length(client_ref) BETWEEN 1 AND 64),
    override_reason text CHECK (length(override_reason) BETWEEN 1 AND 1000),
    undone_at timestamptz,
    undone_by_staff_id uuid REFERENCES staff,
    -- A scanner that sends the same check-in again does not admit anybody twice.
    UNIQUE (reservation_id, client_ref),
    CHECK ((undone_at IS NULL) = (undone_by_staff_id IS NULL))
);

-- The form of a name for searches: lower case, Latin letters without accents.
CREATE FUNCTION fold(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g'))
$$;
