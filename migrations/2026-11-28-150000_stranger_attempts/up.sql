-- Number of equal attempts by strangers in an hour. The audit records only some of them.
CREATE TABLE stranger_attempts (
    hour timestamptz NOT NULL,
    action text COLLATE "C" NOT NULL,
    -- The account that was tried; empty if none.
    subject_id text COLLATE "C" NOT NULL,
    -- The problem's name; empty if it was not refused.
    refused text COLLATE "C" NOT NULL,
    attempts bigint NOT NULL DEFAULT 1 CHECK (attempts > 0),
    PRIMARY KEY (hour, action, subject_id, refused)
);

-- The audit records the first ten attempts, and then each attempt that doubles their number.
CREATE FUNCTION is_told_of_strangers(attempts bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT attempts <= 10
        OR (attempts % 10 = 0 AND (attempts / 10) & (attempts / 10 - 1) = 0)
$$;
