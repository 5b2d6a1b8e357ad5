ALTER TABLE audit DISABLE TRIGGER audit_is_kept;
UPDATE audit a SET reason = c.override_reason FROM check_ins c
WHERE c.id = (a.after ->> 'check_in')::uuid AND c.override_reason IS NOT NULL;
ALTER TABLE audit ENABLE TRIGGER audit_is_kept;

DROP INDEX reservations_to_erase;

-- Erased names cannot be restored, so a placeholder says that they were erased.
UPDATE reservations SET erased_at = NULL, name = 'Erased' WHERE erased_at IS NOT NULL;

ALTER TABLE reservations
    DROP CONSTRAINT reservations_erased_check,
    DROP CONSTRAINT reservations_name_check,
    ADD CONSTRAINT reservations_name_check CHECK (length(name) BETWEEN 1 AND 100),
    DROP COLUMN erased_at;
