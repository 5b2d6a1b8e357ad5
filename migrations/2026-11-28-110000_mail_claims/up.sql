-- One process delivers a message at a time, and a waiting message has a reason.

ALTER TABLE outbox
    -- Number of claims. A claim is valid until a later one is made.
    ADD COLUMN claims integer NOT NULL DEFAULT 0 CHECK (claims >= 0),
    -- What ends its pause: the mail server is reachable again (`server`), the server accepts this
    -- message (`mailbox`), or enough time has passed after a delivery without an answer (`answer`).
    -- Null while it is claimed, and before its first attempt.
    ADD COLUMN waits_for text COLLATE "C" CHECK (waits_for IN ('server', 'mailbox', 'answer')),
    -- Number of attempts without an answer to the whole message.
    ADD COLUMN unanswered_attempts integer NOT NULL DEFAULT 0 CHECK (unanswered_attempts >= 0);
