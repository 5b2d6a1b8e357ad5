//! The adapters that are too small for a crate of their own.

mod calendar_feeds;
mod calendars;
mod clock;
mod door_sheets;
mod passwords;
mod posters;
mod qr_codes;
mod secrets;
mod totp_codes;

pub use self::{
    calendars::IcalendarFiles, clock::SystemClock, door_sheets::PrintedDoorSheets,
    passwords::Argon2Passwords, posters::WebpPress, qr_codes::DrawnQrCodes, secrets::OsSecrets,
    totp_codes::AuthenticatorCodes,
};
