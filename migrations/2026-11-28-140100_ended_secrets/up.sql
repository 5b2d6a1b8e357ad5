-- Links and tickets end early if the guest's address is corrected or the office replaces the
-- ticket. The rows are kept, so that the door can say that a ticket was replaced.

ALTER TABLE reservation_secrets ADD COLUMN ended_at timestamptz;
