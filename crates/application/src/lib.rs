//! The use cases of `AzioneLab` by feature, one per file, and their ports.
//!
//! A use case reads from the ports, calls the rules of the domain, and returns the result. It does
//! not know the database, the web server, the mail server or the clock.

pub mod accounts;
pub mod audit;
pub mod booking;
pub mod box_office;
pub mod door;
pub mod houses;
pub mod mail;
pub mod ports;
pub mod privacy;
pub mod programme;
mod registry;
pub mod site;

pub use self::registry::{Ports, Preferences, UseCases};
