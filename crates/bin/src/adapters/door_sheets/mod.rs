//! The door list on paper, for a night without network or devices: large letters, one ruled line
//! per party, and a box to tick for each person.

mod layout;
mod letters;
mod words;

use async_trait::async_trait;
use azionelab_application::door::{DoorSheet, DoorSheets};
use tokio::task::spawn_blocking;

/// Prints door lists as PDF.
pub struct PrintedDoorSheets;

#[async_trait]
impl DoorSheets for PrintedDoorSheets {
    async fn pdf(&self, sheet: DoorSheet) -> Vec<u8> {
        // Printing a full house takes a while, and must not block other requests.
        spawn_blocking(move || layout::pdf(&sheet)).await.expect("printing does not panic")
    }
}

#[cfg(test)]
mod tests;
