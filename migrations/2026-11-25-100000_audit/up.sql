-- The audit, and the versions of everything that can be edited.

-- A UUID of version 7 (RFC 9562) for rows that a statement creates.
CREATE FUNCTION uuid_v7(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
            PLACING substring(int8send(floor(extract(epoch FROM at) * 1000)::bigint) FROM 3)
            FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

CREATE TABLE audit (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    -- The person at that time; null if unknown, for example after a failed sign-in.
    staff_id uuid REFERENCES staff,
    staff_name text,
    staff_role text CHECK (staff_role IN ('door', 'box_office', 'admin')),
    action text COLLATE "C" NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
    subject text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C",
    performance_id uuid REFERENCES performances,
    -- The problem's name if the action was refused.
    refused text COLLATE "C",
    -- They must not identify a guest: the audit is kept longer than the guests' data.
    before jsonb NOT NULL CHECK (jsonb_typeof(before) = 'object'),
    after jsonb NOT NULL CHECK (jsonb_typeof(after) = 'object'),
    reason text CHECK (length(reason) BETWEEN 1 AND 1000),
    CHECK ((staff_id IS NULL) = (staff_name IS NULL)),
    CHECK ((staff_id IS NULL) = (staff_role IS NULL))
);

CREATE INDEX audit_by_staff ON audit (staff_id, id);
CREATE INDEX audit_by_subject ON audit (subject, subject_id, id);
CREATE INDEX audit_by_performance ON audit (performance_id, id);

-- Entries can never be changed or deleted.
CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is only ever added to';
END
$$;

CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

-- An edit names the version that it is based on.
ALTER TABLE site ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE pages ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE shows ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE venues ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE performances ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE staff ADD COLUMN version bigint NOT NULL DEFAULT 1;

-- The box office and the door create reservations without an address.
ALTER TABLE reservations
    ALTER COLUMN email DROP NOT NULL,
    ALTER COLUMN email_key DROP NOT NULL,
    ADD CONSTRAINT reservations_email_and_key CHECK ((email IS NULL) = (email_key IS NULL));
