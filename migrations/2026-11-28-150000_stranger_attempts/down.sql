DROP FUNCTION is_told_of_strangers(bigint);
DROP TABLE stranger_attempts;
