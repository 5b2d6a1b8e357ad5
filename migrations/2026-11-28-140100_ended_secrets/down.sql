-- Nothing that has ended works again.
DELETE FROM reservation_secrets WHERE ended_at IS NOT NULL;
ALTER TABLE reservation_secrets DROP COLUMN ended_at;
