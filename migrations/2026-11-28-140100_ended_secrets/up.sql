-- Links and tickets end before they expire when the guest's address is corrected, or when the
-- office replaces the ticket. They are kept, so that the door can say that a ticket was replaced.

ALTER TABLE reservation_secrets ADD COLUMN ended_at timestamptz;
