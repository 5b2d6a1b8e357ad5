-- The holds of a house by the time at which they lapse. Each change of a house looks for lapsed
-- holds, and finds none in one page of this index. It also sums the unconfirmed seats.

DROP INDEX reservations_pending;
DROP INDEX reservations_unconfirmed;
CREATE INDEX reservations_pending ON reservations (performance_id, hold_until) INCLUDE (seats)
    WHERE status = 'pending';

-- Searches use `search_key`. No version that reads `name_key` was released, and each booking paid
-- for it.
ALTER TABLE reservations DROP COLUMN name_key;
DROP FUNCTION fold(text);
