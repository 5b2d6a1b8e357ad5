//! The connections, the schema and what all statements share.

pub(crate) mod comparison_keys;
pub(crate) mod counts;
pub(crate) mod error;
pub(crate) mod functions;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod migrate;
pub(crate) mod pool;
pub(crate) mod rows;
pub(crate) mod schema;
pub(crate) mod server;
pub(crate) mod statement;
