//! The description of the API.

pub(crate) mod contract;
pub(crate) mod docs;
