-- Columns and indexes for the box office's searches.

ALTER TABLE reservations
    ADD COLUMN source text COLLATE "C" NOT NULL DEFAULT 'website'
        CHECK (source IN ('website', 'office', 'door')),
    -- The name's form for searches, and only the digits of the telephone number.
    ADD COLUMN name_key text COLLATE "C" GENERATED ALWAYS AS (fold(name)) STORED,
    ADD COLUMN phone_digits text COLLATE "C"
        GENERATED ALWAYS AS (regexp_replace(phone, '[^0-9]', '', 'g')) STORED;

-- Each list uses an index-only scan and reads rows for a single page. The first index serves all
-- searches and counts.
CREATE INDEX reservations_by_name ON reservations (name_key, id)
    INCLUDE (performance_id, status, hold_until, seats, booked_at, code, email_key, phone_digits);
CREATE INDEX reservations_by_booking ON reservations (booked_at, id)
    INCLUDE (performance_id, status, hold_until);
CREATE INDEX reservations_by_performance ON reservations (performance_id, id)
    INCLUDE (status, hold_until);
CREATE INDEX reservations_with_needs ON reservations (id) WHERE access_needs <> '{}';

CREATE INDEX outbox_refused ON outbox (reservation_id) WHERE state = 'refused';
CREATE INDEX check_ins_by_time ON check_ins (at, id);

-- A reservation keeps its secrets when it is transferred to another performance.
CREATE INDEX secrets_of_reservation ON reservation_secrets (reservation_id);
