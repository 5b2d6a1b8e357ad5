DROP TABLE staff_links;

DELETE FROM outbox WHERE staff_id IS NOT NULL;
ALTER TABLE outbox
    DROP CONSTRAINT outbox_addressee,
    DROP COLUMN staff_id,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_theatre', 'moved'
    )),
    ALTER COLUMN reservation_id SET NOT NULL;
