pub(crate) mod mailbox;
