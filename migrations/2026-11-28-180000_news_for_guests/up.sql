-- Other seats are told by letter, and the theatre adds its own words to news of a performance.

ALTER TABLE performances
    -- What the theatre wrote to all guests when it moved the performance last or called it off.
    ADD COLUMN message_to_guests text CHECK (length(message_to_guests) BETWEEN 1 AND 1000);

ALTER TABLE outbox
    -- How many seats the guest knew of before they were changed.
    ADD COLUMN seats_before smallint CHECK (seats_before > 0),
    -- The performance that was moved or called off. Its reservations may have been transferred since.
    ADD COLUMN news_of uuid,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_office',
        'cancelled_by_theatre', 'moved', 'transferred', 'seats_changed', 'invitation',
        'password_reset'
    ));
