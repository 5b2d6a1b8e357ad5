//! The program: the only place that knows every adapter.

pub mod embedded;
