ALTER TABLE outbox
    DROP COLUMN claims,
    DROP COLUMN waits_for,
    DROP COLUMN unanswered_attempts;
