-- The program knows its languages, so a new one needs no migration (BCP 47).

ALTER TABLE reservations
    DROP CONSTRAINT reservations_locale_check,
    ADD CONSTRAINT reservations_locale_check CHECK (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$');

ALTER TABLE staff
    DROP CONSTRAINT staff_locale_check,
    ADD CONSTRAINT staff_locale_check CHECK (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$');
