//! What people do with `AzioneLab`, one use case a file, and the ports through which the use cases
//! reach the world.
//!
//! A use case asks the ports for what it needs, lets the domain decide, and says what became of
//! it. It knows no database, no web server, no mail server and no clock.

pub mod ports;
pub mod privacy;
mod use_cases;

pub use self::use_cases::*;
