-- Reservations can be edited too: an edit names the version that it is based on.

ALTER TABLE reservations ADD COLUMN version bigint NOT NULL DEFAULT 1;
