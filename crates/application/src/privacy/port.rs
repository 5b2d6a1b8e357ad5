use crate::{audit::AuditEntry, booking::ReservationKey, ports::StoreError};
use async_trait::async_trait;
use azionelab_domain::{EmailAddress, MessageId};
use jiff::{SignedDuration, Timestamp};

/// The personal data of guests. It is kept for the retention period of the site after the end of
/// the performance. The end is the start plus the duration of the show, or the start if the
/// duration is unknown. For a rescheduled performance the new start counts. A cancelled one counts
/// as if it had taken place.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PersonalData: Send + Sync {
    /// Erases up to `limit` guests of one performance whose retention period has ended by `now`:
    /// name, address, telephone number, notes, access needs, secrets, the problems of their
    /// messages, and the reasons of their check-ins. Unsent messages are dropped. Seats, status,
    /// times and check-ins stay. Returns how many guests it erased, 0 if none are left.
    ///
    /// The period must also have ended according to the database's clock, because an erasure can't
    /// be undone. Locks that one performance. Skips a performance that is locked, so that
    /// concurrent callers erase different ones.
    async fn erase_expired(&self, now: Timestamp, limit: u32) -> Result<u32, StoreError>;

    /// The reservations of an address that are not erased, by the start of their performances.
    /// Addresses are compared in their normal form.
    async fn of_address(&self, address: &EmailAddress) -> Result<Vec<ReservationKey>, StoreError>;

    /// Erases the guest of one reservation, even before the retention period has ended, and stores
    /// the audit entry in the same transaction. It erases and keeps the same data as
    /// [`erase_expired`](Self::erase_expired). Waits for the lock of the performance, so that a
    /// concurrent change leaves no data behind.
    ///
    /// Returns false if the reservation is already erased, has another address, or was transferred.
    async fn erase(
        &self,
        of: ReservationKey,
        address: &EmailAddress,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Deletes the booking attempts of erased guests.
    async fn forget_attempts(&self) -> Result<(), StoreError>;

    /// By how much the oldest personal data is overdue at `now`. Zero if none is.
    async fn overdue(&self, now: Timestamp) -> Result<SignedDuration, StoreError>;

    /// The letters whose guest has been erased, and letters of unknown messages that are older than
    /// the retention period.
    async fn letters_to_erase(
        &self,
        letters: &[KeptLetter],
        now: Timestamp,
    ) -> Result<Vec<MessageId>, StoreError>;
}

/// A letter stored in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptLetter {
    pub message: MessageId,
    pub written_at: Timestamp,
}

/// The letters in files on this machine, even if the process no longer writes letters to files.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait KeptLetters: Send + Sync {
    async fn list(&self) -> Result<Vec<KeptLetter>, StoreError>;

    /// Removes all copies of these letters. Returns how many files it removed.
    async fn remove(&self, messages: &[MessageId]) -> Result<usize, StoreError>;

    /// Removes files that were written before this time and are incomplete, because a process was
    /// killed. Returns how many files it removed.
    async fn remove_unfinished(&self, before: Timestamp) -> Result<usize, StoreError>;
}
