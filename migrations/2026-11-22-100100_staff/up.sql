-- Staff and their sessions.

CREATE TABLE staff (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    email text NOT NULL,
    -- The address in lower case: one account per person, however the address is written.
    email_key text NOT NULL UNIQUE,
    role text NOT NULL CHECK (role IN ('door', 'box_office', 'admin')),
    -- PHC string format
    password_hash text NOT NULL,
    -- Base32
    totp_secret text,
    -- One-time codes up to this time step are no longer valid.
    totp_last_step bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL
);

CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);

CREATE INDEX sessions_of_staff ON sessions (staff_id);
