pub(super) mod credentials;
pub(super) mod staff;
pub(super) mod staff_links;
pub(super) mod staff_roster;
