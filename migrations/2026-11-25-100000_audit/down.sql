UPDATE reservations SET email = 'nobody@invalid.invalid', email_key = 'nobody@invalid.invalid'
WHERE email IS NULL;
ALTER TABLE reservations
    DROP CONSTRAINT reservations_email_and_key,
    ALTER COLUMN email SET NOT NULL,
    ALTER COLUMN email_key SET NOT NULL;

ALTER TABLE staff DROP COLUMN version;
ALTER TABLE performances DROP COLUMN version;
ALTER TABLE venues DROP COLUMN version;
ALTER TABLE shows DROP COLUMN version;
ALTER TABLE pages DROP COLUMN version;
ALTER TABLE site DROP COLUMN version;

DROP TABLE audit;
DROP FUNCTION refuse_to_rewrite;
DROP FUNCTION uuid_v7;
