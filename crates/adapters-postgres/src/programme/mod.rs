//! Shows, venues and performances.

pub(crate) mod browse;
pub(crate) mod edit;
pub(crate) mod edit_performances;
pub(crate) mod edit_shows;
pub(crate) mod edit_venues;
pub(crate) mod page;
pub(crate) mod posters;
pub(crate) mod queries;
pub(crate) mod rows;
