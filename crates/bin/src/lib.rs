//! The program. Only this crate knows all adapters.

pub mod adapters;
mod background_tasks;
pub mod cli;
pub mod demo;
pub mod embedded;
mod failure;
mod logging;
pub mod monitoring;
mod output;
mod repeated_log_lines;
pub mod settings;
pub mod web_server;
pub mod wiring;

pub use self::failure::Failure;
