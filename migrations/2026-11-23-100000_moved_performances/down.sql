ALTER TABLE performances DROP COLUMN moved_from;
