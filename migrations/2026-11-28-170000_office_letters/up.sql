-- What the box office does to one reservation is told as its doing.

ALTER TABLE outbox
    -- When the performance starts that a reservation was transferred from.
    ADD COLUMN transferred_from timestamptz,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_office',
        'cancelled_by_theatre', 'moved', 'transferred', 'invitation', 'password_reset'
    ));
