pub(crate) mod contract;
pub(crate) mod docs;
