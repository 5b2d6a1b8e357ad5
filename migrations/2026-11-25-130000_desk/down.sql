DROP INDEX secrets_of_reservation;
DROP INDEX check_ins_by_time;
DROP INDEX outbox_refused;
DROP INDEX reservations_with_needs;
DROP INDEX reservations_by_performance;
DROP INDEX reservations_by_booking;
DROP INDEX reservations_by_name;
ALTER TABLE reservations DROP COLUMN phone_digits, DROP COLUMN name_key, DROP COLUMN source;
