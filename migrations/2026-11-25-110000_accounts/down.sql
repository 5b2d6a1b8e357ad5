DROP TABLE known_devices;
DROP TABLE recovery_codes;

ALTER TABLE sessions DROP COLUMN device, DROP COLUMN id;

-- No password has this hash, so accounts without a password still cannot sign in.
UPDATE staff SET password_hash = '' WHERE password_hash IS NULL OR deactivated_at IS NOT NULL;
ALTER TABLE staff
    DROP COLUMN prepared_totp_secret,
    DROP COLUMN last_seen_at,
    DROP COLUMN deactivated_at,
    DROP COLUMN locale,
    ALTER COLUMN password_hash SET NOT NULL;
