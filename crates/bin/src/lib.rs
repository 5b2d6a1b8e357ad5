//! The program: the only place that knows every adapter.

pub mod adapters;
pub mod cli;
pub mod demo;
pub mod embedded;
mod failure;
mod logging;
pub mod monitoring;
mod output;
mod seldom;
pub mod settings;
mod ticks;
pub mod web_server;
pub mod wiring;

pub use self::failure::Failure;
