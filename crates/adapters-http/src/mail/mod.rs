//! The local mailbox.

pub(crate) mod mailbox;
