//! The program: the only place that knows every adapter.

pub mod adapters;
pub mod embedded;
pub mod settings;
