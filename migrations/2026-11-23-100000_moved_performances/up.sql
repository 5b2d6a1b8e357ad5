-- The start that was announced before a performance was moved, so that whoever knew it is told.

ALTER TABLE performances
    ADD COLUMN moved_from timestamptz CHECK (moved_from <> starts_at);
