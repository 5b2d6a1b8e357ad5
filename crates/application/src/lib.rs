//! What people do with `AzioneLab`, by feature: the use cases, one a file, and the ports through
//! which they reach the world.
//!
//! A use case asks the ports for what it needs, lets the domain decide, and says what became of
//! it. It knows no database, no web server, no mail server and no clock.

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
