//! Retention, erasure and export of personal data.

mod delete_expired;
mod erase_expired;
mod erase_guest;
mod guest_data;
mod port;
mod retention_port;

pub use self::{
    delete_expired::TidyUp,
    erase_expired::EraseExpired,
    erase_guest::{EraseGuest, ErasedGuest},
    guest_data::{ExportGuest, GuestData, GuestReservation},
    port::{KeptLetter, KeptLetters, PersonalData},
    retention_port::Leftovers,
};
#[cfg(feature = "mock")]
pub use self::{
    port::{MockKeptLetters, MockPersonalData},
    retention_port::MockLeftovers,
};
