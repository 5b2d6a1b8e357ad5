//! Adapters that are too small for their own crate.

mod background;
mod calendar_feeds;
mod calendars;
mod clock;
mod door_sheets;
mod passwords;
mod posters;
mod qr_codes;
mod secrets;
mod steady_clock;
mod totp_codes;

pub use self::{
    background::Tasks,
    calendars::IcalendarFiles,
    clock::SystemClock,
    door_sheets::PrintedDoorSheets,
    passwords::Argon2Passwords,
    posters::WebpConverter,
    qr_codes::DrawnQrCodes,
    secrets::OsSecrets,
    steady_clock::{MachineReadings, Readings, SteadyClock},
    totp_codes::AuthenticatorCodes,
};
