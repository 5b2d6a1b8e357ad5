-- Mail to staff: invitations and password resets.

-- A message is for a guest about a reservation, or for a member of staff.
ALTER TABLE outbox
    ALTER COLUMN reservation_id DROP NOT NULL,
    ADD COLUMN staff_id uuid REFERENCES staff,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_theatre', 'moved',
        'invitation', 'password_reset'
    )),
    ADD CONSTRAINT outbox_addressee CHECK (
        num_nonnulls(reservation_id, staff_id) = 1
        AND (kind IN ('invitation', 'password_reset')) = (staff_id IS NOT NULL)
    );

CREATE INDEX outbox_of_staff ON outbox (staff_id, created_at) WHERE staff_id IS NOT NULL;

-- A link is sent in a message and works once. Only the hash of its secret is stored.
CREATE TABLE staff_links (
    secret_hash bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    purpose text COLLATE "C" NOT NULL CHECK (purpose IN ('invitation', 'password_reset')),
    expires_at timestamptz NOT NULL
);

CREATE INDEX staff_links_of_staff ON staff_links (staff_id);
