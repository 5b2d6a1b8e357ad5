CREATE FUNCTION fold(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g'))
$$;
ALTER TABLE reservations
    ADD COLUMN name_key text COLLATE "C" GENERATED ALWAYS AS (fold(name)) STORED;

DROP INDEX reservations_pending;
CREATE INDEX reservations_pending ON reservations (hold_until, performance_id)
    WHERE status = 'pending';
CREATE INDEX reservations_unconfirmed ON reservations (performance_id) INCLUDE (seats)
    WHERE status = 'pending';
