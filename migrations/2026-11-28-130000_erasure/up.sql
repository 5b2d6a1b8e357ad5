-- Personal data are erased at the end of the retention period; seats, times and check-ins stay.

-- An erased name is empty, not null: lists are still sorted by `name_key`, and the previous version
-- can still read all other rows.
ALTER TABLE reservations
    ADD COLUMN erased_at timestamptz,
    DROP CONSTRAINT reservations_name_check,
    ADD CONSTRAINT reservations_name_check CHECK (
        CASE WHEN erased_at IS NULL THEN length(name) BETWEEN 1 AND 100 ELSE name = '' END
    ),
    ADD CONSTRAINT reservations_erased_check CHECK (
        erased_at IS NULL
        OR (email IS NULL AND phone IS NULL AND note IS NULL AND access_needs = '{}')
    );

-- Reservations that are not erased yet: only those of coming and recent performances.
CREATE INDEX reservations_to_erase ON reservations (performance_id) WHERE erased_at IS NULL;

-- Staff write the reason for a check-in outside the door's hours, and it may name the guest. It is
-- stored with the check-in, where it is erased with the guest, and the audit reads it from there.

ALTER TABLE audit DISABLE TRIGGER audit_is_kept;
UPDATE audit SET reason = NULL WHERE reason IS NOT NULL AND after ->> 'check_in' IS NOT NULL;
ALTER TABLE audit ENABLE TRIGGER audit_is_kept;
