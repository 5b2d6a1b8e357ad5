-- What the office arranges of the programme.

ALTER TABLE venues
    -- How many seats a performance there usually has.
    ADD COLUMN default_capacity integer CHECK (default_capacity BETWEEN 0 AND 1000000);

-- The audit tells of performances that are deleted since, so it outlives them.
ALTER TABLE audit DROP CONSTRAINT audit_performance_id_fkey;

-- Which shows have an image is asked when one of them gets another.
CREATE INDEX posters_of_image ON posters (image_hash);
