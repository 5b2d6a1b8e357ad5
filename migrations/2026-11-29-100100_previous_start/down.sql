ALTER TABLE performances RENAME COLUMN previous_start TO moved_from;
