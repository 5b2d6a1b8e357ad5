-- Delete ended secrets, so that they do not become valid again.
DELETE FROM reservation_secrets WHERE ended_at IS NOT NULL;
ALTER TABLE reservation_secrets DROP COLUMN ended_at;
