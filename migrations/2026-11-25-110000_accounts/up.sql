-- Columns and tables for self-service of staff accounts.

ALTER TABLE staff
    -- Null until an invited person chooses a password.
    ALTER COLUMN password_hash DROP NOT NULL,
    -- The language of messages to this person.
    ADD COLUMN locale text NOT NULL DEFAULT 'it' CHECK (locale IN ('it', 'en')),
    -- Sign-in is disabled since then.
    ADD COLUMN deactivated_at timestamptz,
    ADD COLUMN last_seen_at timestamptz,
    -- Base32. It becomes active after a code has shown that the app has it.
    ADD COLUMN prepared_totp_secret text;

ALTER TABLE sessions
    -- The public name of a session, which does not reveal its token.
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    -- Browser and system, for example `Firefox · Android`; empty if unknown.
    ADD COLUMN device text NOT NULL DEFAULT '' CHECK (length(device) <= 60);

-- Each code replaces a one-time code once.
CREATE TABLE recovery_codes (
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    PRIMARY KEY (staff_id, code_hash)
);

-- Browsers that have signed in. Failed attempts elsewhere do not lock them out.
CREATE TABLE known_devices (
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (staff_id, token_hash)
);
