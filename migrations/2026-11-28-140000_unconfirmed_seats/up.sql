-- How many seats one client, one network and a house hold unconfirmed.

-- The key of the hashes below. The program draws it when it is first needed; backups leave it out.
CREATE TABLE origin_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    key bytea NOT NULL CHECK (octet_length(key) = 32)
);

-- Keyed hashes of where a reservation was booked from, for as long as it is pending.
ALTER TABLE reservations
    ADD COLUMN client_hash bigint,
    ADD COLUMN network_hash bigint;

CREATE INDEX reservations_unconfirmed ON reservations (performance_id) INCLUDE (seats)
    WHERE status = 'pending';
CREATE INDEX reservations_unconfirmed_of_client ON reservations (client_hash)
    INCLUDE (seats, hold_until) WHERE status = 'pending' AND client_hash IS NOT NULL;
CREATE INDEX reservations_unconfirmed_of_network ON reservations (network_hash)
    INCLUDE (seats, hold_until) WHERE status = 'pending' AND network_hash IS NOT NULL;
