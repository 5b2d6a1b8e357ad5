use crate::door::{DoorEntry, DoorHouse};
use async_trait::async_trait;
use azionelab_domain::Locale;
use jiff::Timestamp;

/// In which order a door list is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DoorSheetOrder {
    /// By the name as the guest typed it.
    #[default]
    Name,
    /// By surname, which is printed first.
    Surname,
}

/// What is printed for a night on which nothing else works.
#[derive(Debug, Clone, PartialEq)]
pub struct DoorSheet {
    /// The performance, with how full it is.
    pub house: DoorHouse,
    /// Its confirmed parties.
    pub parties: Vec<DoorEntry>,
    /// In which order they are printed.
    pub order: DoorSheetOrder,
    pub made_at: Timestamp,
    /// The language of who reads it.
    pub locale: Locale,
}

/// Prints door lists.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DoorSheets: Send + Sync {
    /// As PDF, on as many pages of A4 as it takes. What the
    /// typeface has no letters for is transliterated.
    async fn pdf(&self, sheet: DoorSheet) -> Vec<u8>;
}
