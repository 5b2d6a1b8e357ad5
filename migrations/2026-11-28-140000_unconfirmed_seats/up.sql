-- For the limits of unconfirmed seats per client, network and house.

-- The key for the hashes below. The program creates it when needed; backups do not contain it.
CREATE TABLE origin_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    key bytea NOT NULL CHECK (octet_length(key) = 32)
);

-- Keyed hashes of the booking client and its network, stored while the reservation is pending.
ALTER TABLE reservations
    ADD COLUMN client_hash bigint,
    ADD COLUMN network_hash bigint;

CREATE INDEX reservations_unconfirmed ON reservations (performance_id) INCLUDE (seats)
    WHERE status = 'pending';
CREATE INDEX reservations_unconfirmed_of_client ON reservations (client_hash)
    INCLUDE (seats, hold_until) WHERE status = 'pending' AND client_hash IS NOT NULL;
CREATE INDEX reservations_unconfirmed_of_network ON reservations (network_hash)
    INCLUDE (seats, hold_until) WHERE status = 'pending' AND network_hash IS NOT NULL;
