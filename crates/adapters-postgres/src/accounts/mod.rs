//! Staff, their credentials and sessions.

pub(crate) mod credentials;
pub(crate) mod sessions;
pub(crate) mod staff;
pub(crate) mod staff_links;
pub(crate) mod staff_roster;
