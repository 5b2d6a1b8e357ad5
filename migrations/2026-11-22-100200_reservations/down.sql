DROP FUNCTION fold;
DROP TABLE check_ins;
DROP TABLE booking_attempts;
DROP TABLE reservation_secrets;
DROP TABLE reservations;
