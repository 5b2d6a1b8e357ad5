-- The announced start before a performance was rescheduled, for the message to its guests.

ALTER TABLE performances
    ADD COLUMN moved_from timestamptz CHECK (moved_from <> starts_at);
