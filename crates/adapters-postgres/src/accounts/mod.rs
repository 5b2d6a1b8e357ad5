//! Staff, their credentials and sessions.

mod account_changes;
pub(crate) mod credentials;
pub(crate) mod sessions;
pub(crate) mod staff;
pub(crate) mod staff_links;
pub(crate) mod staff_roster;
