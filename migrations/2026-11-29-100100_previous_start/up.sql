-- A performance is rescheduled, never moved. No version was released with the earlier name.

ALTER TABLE performances RENAME COLUMN moved_from TO previous_start;
