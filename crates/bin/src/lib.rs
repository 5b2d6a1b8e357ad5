//! The program. Only this crate knows all adapters.

pub mod adapters;
pub mod cli;
pub mod demo;
pub mod embedded;
mod failure;
mod logging;
pub mod monitoring;
mod output;
mod repetitions;
pub mod settings;
mod ticks;
pub mod web_server;
pub mod wiring;

pub use self::failure::Failure;
