use azionelab_domain::{
    BookRefusal, CancelRefusal, ChangeSeatsRefusal, CheckInRefusal, ConfirmRefusal, CorrectRefusal,
    RearrangeRefusal, RescheduleRefusal, ResendRefusal, TransferRefusal, UndoRefusal,
    WalkInRefusal, WithdrawRefusal,
};

/// Each kind of refusal becomes a [`Refusal`], and comes out of it again.
macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident($refusal:ty),)*) => {
        /// What a rule refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Refusal {
            $($(#[$doc])* $variant($refusal),)*
        }

        $(
            impl From<$refusal> for Refusal {
                fn from(refusal: $refusal) -> Self {
                    Self::$variant(refusal)
                }
            }

            impl TryFrom<Refusal> for $refusal {
                type Error = Refusal;

                fn try_from(refusal: Refusal) -> Result<Self, Refusal> {
                    match refusal {
                        Refusal::$variant(refusal) => Ok(refusal),
                        other => Err(other),
                    }
                }
            }
        )*
    };
}

refusals! {
    Book(BookRefusal),
    Confirm(ConfirmRefusal),
    /// A cancellation.
    Cancel(CancelRefusal),
    /// Another number of seats.
    ChangeSeats(ChangeSeatsRefusal),
    CheckIn(CheckInRefusal),
    /// A correction of a guest's data.
    Correct(CorrectRefusal),
    /// A move to another performance.
    Transfer(TransferRefusal),
    /// Mail to be sent again.
    Resend(ResendRefusal),
    /// Another arrangement of the performance.
    Rearrange(RearrangeRefusal),
    /// Another start of the performance.
    Reschedule(RescheduleRefusal),
    /// Taking a check-in back.
    Undo(UndoRefusal),
    /// People without a reservation.
    WalkIn(WalkInRefusal),
    /// Taking a booking back.
    Withdraw(WithdrawRefusal),
}

impl Refusal {
    /// The name of the problem that it is to whoever asked; the audit uses the same.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Book(BookRefusal::DifferentAttempt)
            | Self::WalkIn(WalkInRefusal::DifferentAttempt) => "idempotency-mismatch",
            Self::Book(BookRefusal::NotListed)
            | Self::Confirm(ConfirmRefusal::Unknown)
            | Self::Cancel(CancelRefusal::Unknown)
            | Self::ChangeSeats(ChangeSeatsRefusal::Unknown)
            | Self::Correct(CorrectRefusal::Unknown)
            | Self::Resend(ResendRefusal::Unknown)
            | Self::Transfer(TransferRefusal::Unknown)
            | Self::Undo(UndoRefusal::Unknown)
            | Self::Withdraw(WithdrawRefusal::Unknown) => "not-found",
            Self::CheckIn(CheckInRefusal::Unknown) => "unknown-ticket",
            Self::Book(BookRefusal::PerformanceCancelled)
            | Self::Confirm(ConfirmRefusal::PerformanceCancelled)
            | Self::ChangeSeats(ChangeSeatsRefusal::PerformanceCancelled)
            | Self::CheckIn(CheckInRefusal::PerformanceCancelled)
            | Self::Rearrange(RearrangeRefusal::PerformanceCancelled)
            | Self::Reschedule(RescheduleRefusal::PerformanceCancelled)
            | Self::Resend(ResendRefusal::PerformanceCancelled)
            | Self::Transfer(TransferRefusal::PerformanceCancelled)
            | Self::WalkIn(WalkInRefusal::PerformanceCancelled) => "performance-cancelled",
            Self::Book(BookRefusal::NotYetOpen { .. }) => "booking-not-open",
            Self::Book(BookRefusal::Closed { .. }) => "booking-closed",
            Self::Book(BookRefusal::PartyTooLarge { .. })
            | Self::ChangeSeats(ChangeSeatsRefusal::PartyTooLarge { .. })
            | Self::Rearrange(RearrangeRefusal::WrongTimes(_))
            | Self::Reschedule(RescheduleRefusal::InThePast) => "validation",
            Self::Book(BookRefusal::TooManyReservations { .. })
            | Self::Confirm(ConfirmRefusal::TooManyReservations { .. }) => "too-many-reservations",
            Self::Book(BookRefusal::TooManyUnconfirmed { .. }) => "too-many-unconfirmed",
            Self::Book(BookRefusal::SoldOut { .. })
            | Self::Confirm(ConfirmRefusal::SoldOut { .. })
            | Self::ChangeSeats(ChangeSeatsRefusal::SoldOut { .. })
            | Self::CheckIn(CheckInRefusal::SoldOut { .. })
            | Self::Transfer(TransferRefusal::SoldOut { .. })
            | Self::WalkIn(WalkInRefusal::SoldOut { .. }) => "sold-out",
            Self::Confirm(ConfirmRefusal::Cancelled)
            | Self::ChangeSeats(ChangeSeatsRefusal::Cancelled)
            | Self::CheckIn(CheckInRefusal::Cancelled)
            | Self::Resend(ResendRefusal::Cancelled)
            | Self::Transfer(TransferRefusal::Cancelled) => "cancelled",
            Self::Cancel(CancelRefusal::AlreadyAdmitted { .. })
            | Self::ChangeSeats(ChangeSeatsRefusal::FewerThanAdmitted { .. })
            | Self::CheckIn(CheckInRefusal::AlreadyAdmitted { .. })
            | Self::Transfer(TransferRefusal::AlreadyAdmitted { .. }) => "already-admitted",
            Self::Cancel(CancelRefusal::TooLate { .. })
            | Self::ChangeSeats(ChangeSeatsRefusal::TooLate { .. })
            | Self::Resend(ResendRefusal::TooLate { .. })
            | Self::Transfer(TransferRefusal::TooLate { .. })
            | Self::Withdraw(WithdrawRefusal::TooLate { .. }) => "too-late",
            Self::ChangeSeats(ChangeSeatsRefusal::HoldLapsed)
            | Self::Transfer(TransferRefusal::HoldLapsed) => "hold-expired",
            Self::CheckIn(CheckInRefusal::NotConfirmed { .. }) => "not-confirmed",
            Self::CheckIn(CheckInRefusal::OutsideDoorWindow { .. })
            | Self::Undo(UndoRefusal::OutsideDoorWindow { .. })
            | Self::WalkIn(WalkInRefusal::OutsideDoorWindow { .. }) => "outside-door-window",
            Self::Undo(UndoRefusal::MadeByOthers) => "forbidden",
            Self::CheckIn(CheckInRefusal::TooMany { .. }) => "too-many",
            Self::Correct(CorrectRefusal::Erased) => "data-erased",
            Self::Resend(ResendRefusal::NoAddress) => "no-address",
            Self::Transfer(TransferRefusal::SamePerformance) => "same-performance",
            Self::Withdraw(WithdrawRefusal::AlreadyConfirmed) => "already-confirmed",
        }
    }
}
