-- How often strangers tried the same thing in an hour. The audit tells only of some of them.
CREATE TABLE stranger_attempts (
    hour timestamptz NOT NULL,
    action text COLLATE "C" NOT NULL,
    -- Whom it was about; empty when it was nobody.
    subject_id text COLLATE "C" NOT NULL,
    -- Why it was refused; empty when it was not.
    refused text COLLATE "C" NOT NULL,
    attempts bigint NOT NULL DEFAULT 1 CHECK (attempts > 0),
    PRIMARY KEY (hour, action, subject_id, refused)
);

-- The first ten, and then each that doubles their number.
CREATE FUNCTION is_told_of_strangers(attempts bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT attempts <= 10
        OR (attempts % 10 = 0 AND (attempts / 10) & (attempts / 10 - 1) = 0)
$$;
