-- What staff need to look after their accounts by themselves.

ALTER TABLE staff
    -- Who was invited has none until they choose one.
    ALTER COLUMN password_hash DROP NOT NULL,
    -- The language that they are written to in.
    ADD COLUMN locale text NOT NULL DEFAULT 'it' CHECK (locale IN ('it', 'en')),
    -- Since then they can't sign in.
    ADD COLUMN deactivated_at timestamptz,
    ADD COLUMN last_seen_at timestamptz,
    -- Base32. It counts once a code has shown that the app has it.
    ADD COLUMN prepared_totp_secret text;

ALTER TABLE sessions
    -- What it is called by who may not know its token.
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    -- Browser and system, as in `Firefox · Android`; empty when they are not known.
    ADD COLUMN device text NOT NULL DEFAULT '' CHECK (length(device) <= 60);

-- Each signs in once in place of a one-time code.
CREATE TABLE recovery_codes (
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    PRIMARY KEY (staff_id, code_hash)
);

-- The devices on which somebody has signed in. Who guesses elsewhere does not get in their way.
CREATE TABLE known_devices (
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (staff_id, token_hash)
);
