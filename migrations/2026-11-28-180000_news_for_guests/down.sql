-- The previous version knows a message with nearly the same meaning.
UPDATE outbox SET kind = 'your_ticket' WHERE kind = 'seats_changed';

ALTER TABLE outbox
    DROP COLUMN news_of,
    DROP COLUMN seats_before,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_office',
        'cancelled_by_theatre', 'moved', 'transferred', 'invitation', 'password_reset'
    ));

ALTER TABLE performances DROP COLUMN message_to_guests;
