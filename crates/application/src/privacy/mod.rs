//! Retention, erasure and export of personal data.

mod delete_expired;
mod erase_expired;
mod erase_guest;
mod guest_data;
mod port;
mod retention_port;

pub use self::{
    delete_expired::DeleteExpired,
    erase_expired::EraseExpired,
    erase_guest::{EraseGuest, ErasedGuest},
    guest_data::{ExportGuest, GuestData, GuestReservation},
    port::{KeptLetter, KeptLetters, PersonalData},
    retention_port::Retention,
};
#[cfg(feature = "mock")]
pub use self::{
    port::{MockKeptLetters, MockPersonalData},
    retention_port::MockRetention,
};
use crate::{Ports, Preferences};

pub struct PrivacyUseCases {
    pub delete_expired: DeleteExpired,
    pub erase_expired: EraseExpired,
    pub erase_guest: EraseGuest,
    pub export_guest: ExportGuest,
}

impl PrivacyUseCases {
    pub(crate) fn new(ports: &Ports, preferences: &Preferences) -> Self {
        Self {
            delete_expired: DeleteExpired::new(ports, preferences.sessions),
            erase_expired: EraseExpired::new(ports),
            erase_guest: EraseGuest::new(ports),
            export_guest: ExportGuest::new(ports),
        }
    }
}
