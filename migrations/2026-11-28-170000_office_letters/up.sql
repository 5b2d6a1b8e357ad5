-- Messages for changes that the box office makes to one reservation.

ALTER TABLE outbox
    -- Start of the performance from which a reservation was transferred.
    ADD COLUMN transferred_from timestamptz,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_office',
        'cancelled_by_theatre', 'moved', 'transferred', 'invitation', 'password_reset'
    ));
