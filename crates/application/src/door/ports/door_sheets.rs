use crate::door::{DoorEntry, DoorHouse};
use async_trait::async_trait;
use azionelab_domain::Locale;
use jiff::Timestamp;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DoorSheetOrder {
    /// By name as the guest typed it.
    #[default]
    Name,
    /// By surname, which is printed first.
    Surname,
}

/// A door list for printing, as a fallback when the network fails.
#[derive(Debug, Clone, PartialEq)]
pub struct DoorSheet {
    pub house: DoorHouse,
    /// The confirmed parties.
    pub parties: Vec<DoorEntry>,
    pub order: DoorSheetOrder,
    pub made_at: Timestamp,
    /// The language of the reader.
    pub locale: Locale,
}

#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DoorSheets: Send + Sync {
    /// A PDF of A4 pages. Characters that the typeface lacks are transliterated.
    async fn pdf(&self, sheet: DoorSheet) -> Vec<u8>;
}
