DROP FUNCTION fold;
DROP TABLE check_ins;
DROP TABLE booking_attempts;
DROP TABLE reservation_secrets;
DROP TABLE reservations;
DROP FUNCTION count_changes_on_both_sides;
DROP FUNCTION count_changes;
