-- A message is in one hand at a time, and a message that waits says for what.

ALTER TABLE outbox
    -- How often it was taken from the outbox. A claim counts only while no later one was made.
    ADD COLUMN claims integer NOT NULL DEFAULT 0 CHECK (claims >= 0),
    -- What ends its pause: the mail server is back, the server takes this letter after all, or
    -- enough time without a sign that a letter arrived that was handed over without an answer.
    -- Null while it is in hand, and before its first attempt.
    ADD COLUMN waits_for text COLLATE "C" CHECK (waits_for IN ('server', 'mailbox', 'answer')),
    -- How many of the attempts ended without an answer to the whole letter.
    ADD COLUMN unanswered_attempts integer NOT NULL DEFAULT 0 CHECK (unanswered_attempts >= 0);
