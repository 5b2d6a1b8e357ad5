//! Personal data: how long it is kept, and how it is erased.

mod erase_expired;
mod erase_guest;
mod guest_data;
mod port;

#[cfg(feature = "mock")]
pub use self::port::{MockKeptLetters, MockPersonalData};
pub use self::{
    erase_expired::{EraseExpired, Erased},
    erase_guest::{EraseGuest, ErasedGuest},
    guest_data::{ExportGuest, GuestData, GuestReservation},
    port::{KeptLetter, KeptLetters, PersonalData},
};
