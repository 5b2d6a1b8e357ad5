-- Personal data leaves when the site has promised it; the seats, times and check-ins stay.

-- An erased name is empty rather than missing: lists go on being sorted by `name_key`, and the
-- version before this one goes on reading every other row.
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

-- What is still to be erased. It holds the guests of coming and recent performances only.
CREATE INDEX reservations_to_erase ON reservations (performance_id) WHERE erased_at IS NULL;

-- Why the door was open to a party outside its hours is written by staff and may name the guest. It
-- stays with the check-in, whose reason is erased with the guest; the audit reads it from there.

ALTER TABLE audit DISABLE TRIGGER audit_is_kept;
UPDATE audit SET reason = NULL WHERE reason IS NOT NULL AND after ->> 'check_in' IS NOT NULL;
ALTER TABLE audit ENABLE TRIGGER audit_is_kept;
