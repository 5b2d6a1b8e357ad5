-- Editing the programme in the office.

ALTER TABLE venues
    -- The usual capacity of performances at this venue.
    ADD COLUMN default_capacity integer CHECK (default_capacity BETWEEN 0 AND 1000000);

-- The audit keeps entries about deleted performances.
ALTER TABLE audit DROP CONSTRAINT audit_performance_id_fkey;

-- Replacing a poster needs the shows that use an image.
CREATE INDEX posters_of_image ON posters (image_hash);
