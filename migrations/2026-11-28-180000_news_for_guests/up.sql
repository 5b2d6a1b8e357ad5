-- A message about changed seats, and the theatre's own text in messages about a performance.

ALTER TABLE performances
    -- The theatre's text to all guests when it last rescheduled or cancelled the performance.
    ADD COLUMN message_to_guests text CHECK (length(message_to_guests) BETWEEN 1 AND 1000);

ALTER TABLE outbox
    -- The number of seats that the guest knew before the change.
    ADD COLUMN seats_before smallint CHECK (seats_before > 0),
    -- The rescheduled or cancelled performance. Its reservations may have been transferred since.
    ADD COLUMN news_of uuid,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_office',
        'cancelled_by_theatre', 'moved', 'transferred', 'seats_changed', 'invitation',
        'password_reset'
    ));
