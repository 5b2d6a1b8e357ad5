DROP INDEX reservations_by_name;
CREATE INDEX reservations_by_name ON reservations (name_key, id)
    INCLUDE (performance_id, status, hold_until, seats, booked_at, code, email_key, phone_digits);
ALTER TABLE reservations DROP COLUMN search_key;
DROP FUNCTION search_patterns;
DROP FUNCTION search_key;
