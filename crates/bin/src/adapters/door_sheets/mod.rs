//! The door list on paper, for a night on which nothing else works: large letters, a ruled line a
//! party, and a box to tick for each person.

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
        // A full house takes a while, in which others want to be served.
        spawn_blocking(move || layout::pdf(&sheet)).await.expect("printing does not panic")
    }
}

#[cfg(test)]
mod tests;
