pub(super) mod mailbox;
pub(super) mod mailer;
pub(super) mod outbox;
