-- The previous version knows two languages.

UPDATE reservations SET locale = 'it' WHERE locale NOT IN ('it', 'en');

ALTER TABLE reservations
    DROP CONSTRAINT reservations_locale_check,
    ADD CONSTRAINT reservations_locale_check CHECK (locale IN ('it', 'en'));

UPDATE staff SET locale = 'it' WHERE locale NOT IN ('it', 'en');

ALTER TABLE staff
    DROP CONSTRAINT staff_locale_check,
    ADD CONSTRAINT staff_locale_check CHECK (locale IN ('it', 'en'));
