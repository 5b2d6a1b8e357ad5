use super::{KeptLetters, PersonalData};
use crate::{
    Ports,
    ports::{Clock, StoreError},
};
use jiff::SignedDuration;
use std::sync::Arc;
use tracing::info;

/// How many guests one transaction erases. This limits how long a performance is locked.
const BATCH: u32 = 100;

/// Writing a letter to a file takes much less time.
const MAX_LETTER_WRITE_TIME: SignedDuration = SignedDuration::from_mins(1);

/// The result of an erasure run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    pub guests: u64,
    /// Letters stored in files.
    pub letters: usize,
}

/// Erases the personal data of guests when the retention period after their performance has ended.
#[derive(Clone)]
pub struct EraseExpired {
    personal_data: Arc<dyn PersonalData>,
    kept_letters: Arc<dyn KeptLetters>,
    clock: Arc<dyn Clock>,
}

impl EraseExpired {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            personal_data: ports.personal_data.clone(),
            kept_letters: ports.kept_letters.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// Erases everything that is due, in short transactions. Several processes can run it at the
    /// same time.
    pub async fn execute(&self) -> Result<Erased, StoreError> {
        let mut erased = Erased::default();
        loop {
            let guests = self.personal_data.erase_expired(self.clock.now(), BATCH).await?;
            if guests == 0 {
                break;
            }
            erased.guests += u64::from(guests);
        }
        self.personal_data.forget_attempts().await?;
        erased.letters = self.erase_letters().await?;
        if erased != Erased::default() {
            let Erased { guests, letters } = erased;
            info!(guests, letters, "expired personal data was erased");
        }
        Ok(erased)
    }

    /// Each process removes the files on its own machine, no matter which process erased the
    /// guests.
    pub(crate) async fn erase_letters(&self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let unfinished = self.kept_letters.remove_unfinished(now - MAX_LETTER_WRITE_TIME).await?;
        let stored = self.kept_letters.list().await?;
        if stored.is_empty() {
            return Ok(unfinished);
        }
        let expired = self.personal_data.letters_to_erase(&stored, now).await?;
        if expired.is_empty() {
            return Ok(unfinished);
        }
        Ok(unfinished + self.kept_letters.remove(&expired).await?)
    }
}
