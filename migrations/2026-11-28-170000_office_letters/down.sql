-- The previous version knows messages with nearly the same meaning.
UPDATE outbox SET kind = 'your_ticket' WHERE kind = 'transferred';
UPDATE outbox SET kind = 'cancelled_by_visitor' WHERE kind = 'cancelled_by_office';

ALTER TABLE outbox
    DROP COLUMN transferred_from,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_theatre', 'moved',
        'invitation', 'password_reset'
    ));
