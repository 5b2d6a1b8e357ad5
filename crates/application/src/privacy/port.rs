use crate::{audit::AuditEntry, booking::ReservationKey, ports::StoreError};
use async_trait::async_trait;
use azionelab_domain::{EmailAddress, MessageId};
use jiff::{SignedDuration, Timestamp};

/// What is known of guests. A performance has ended when its show is over, and where the duration is
/// not known, when it starts; a rescheduled performance ends by its new start, and a cancelled one
/// as if it had been given. The promise ends the site's retention later.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PersonalData: Send + Sync {
    /// Erases up to `limit` guests of one performance whose promise has ended by `now`: name,
    /// address, telephone number, note and access needs, their secrets, their messages' problems and
    /// the reasons written beside their check-ins. Messages still to be sent are dropped. Seats,
    /// status, times and check-ins stay as they are. Answers how many guests it erased; 0 when
    /// nothing is left.
    ///
    /// Nothing is erased before its time by the database's clock either, for what is erased can't
    /// come back. Holds the lock of that one performance; one that somebody else holds is passed
    /// over, so that two callers erase different performances.
    async fn erase_expired(&self, now: Timestamp, limit: u32) -> Result<u32, StoreError>;

    /// The reservations under an address that are not erased, by the start of their performances.
    /// Addresses are compared in their normal form.
    async fn of_address(&self, address: &EmailAddress) -> Result<Vec<ReservationKey>, StoreError>;

    /// Erases the guest of one reservation, whether or not the promise has ended, and stores the
    /// entry in the audit: one transaction, or nothing. What is erased and what stays is the same as
    /// in [`erase_expired`](Self::erase_expired). Waits for the lock of the performance, so that a
    /// change that is under way leaves nothing behind.
    ///
    /// Answers whether it erased anything; it does not when the reservation is erased already, has
    /// another address, or is for another performance by now.
    async fn erase(
        &self,
        of: ReservationKey,
        address: &EmailAddress,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Forgets the attempts to book of guests who have been erased.
    async fn forget_attempts(&self) -> Result<(), StoreError>;

    /// For how long the oldest personal datum is overdue at `now`; zero when none is.
    async fn overdue(&self, now: Timestamp) -> Result<SignedDuration, StoreError>;

    /// Those of the letters whose guest has been erased, and those of no known message that were
    /// written longer than the retention ago.
    async fn letters_to_erase(
        &self,
        letters: &[KeptLetter],
        now: Timestamp,
    ) -> Result<Vec<MessageId>, StoreError>;
}

/// A letter that is kept in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptLetter {
    pub message: MessageId,
    pub written_at: Timestamp,
}

/// Letters that this process's machine keeps in files, whether or not it still writes them there.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait KeptLetters: Send + Sync {
    async fn list(&self) -> Result<Vec<KeptLetter>, StoreError>;

    /// Removes every copy of these letters. Answers how many files it removed.
    async fn remove(&self, messages: &[MessageId]) -> Result<usize, StoreError>;

    /// Removes what was left half-written before this time, when a process was killed. Answers how
    /// many files it removed.
    async fn remove_unfinished(&self, before: Timestamp) -> Result<usize, StoreError>;
}
