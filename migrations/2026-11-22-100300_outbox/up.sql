-- Messages to send, stored in the same transaction as their change. They contain no secret and no
-- text: a message is written when it is sent.

CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    reservation_id uuid NOT NULL REFERENCES reservations,
    kind text COLLATE "C" NOT NULL CHECK (kind IN (
        'confirm_your_seats', 'your_ticket', 'cancelled_by_visitor', 'cancelled_by_theatre', 'moved'
    )),
    state text COLLATE "C" NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'refused', 'dropped')),
    created_at timestamptz NOT NULL,
    -- Until then, the process that claimed it delivers it.
    next_attempt_at timestamptz NOT NULL,
    failed_attempts integer NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
    -- What the mail server answered last, without personal data.
    problem text,
    settled_at timestamptz,
    CHECK ((state = 'waiting') = (settled_at IS NULL))
);

CREATE INDEX outbox_waiting ON outbox (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX outbox_of_reservation ON outbox (reservation_id);
