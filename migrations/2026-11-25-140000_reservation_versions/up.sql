-- Reservations are edited as well: whoever does says which version they have seen.

ALTER TABLE reservations ADD COLUMN version bigint NOT NULL DEFAULT 1;
