use azionelab_domain::{
    BookRefusal, CancelRefusal, ChangeSeatsRefusal, CheckInRefusal, ConfirmRefusal, CorrectRefusal,
    ResendRefusal, TransferRefusal, UndoRefusal, WalkInRefusal,
};

/// A refusal that the audit can record.
pub trait Refusal: Send + 'static {
    /// The name of the problem document for the refusal.
    fn name(&self) -> &'static str;
}

impl Refusal for BookRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::DifferentAttempt => "idempotency-mismatch",
            Self::NotListed => "not-found",
            Self::PerformanceCancelled => "performance-cancelled",
            Self::NotYetOpen { .. } => "booking-not-open",
            Self::Closed { .. } => "booking-closed",
            Self::PartyTooLarge { .. } => "validation",
            Self::TooManyReservations { .. } => "too-many-reservations",
            Self::TooManyUnconfirmed { .. } => "too-many-unconfirmed",
            Self::SoldOut { .. } => "sold-out",
        }
    }
}

impl Refusal for CancelRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "not-found",
            Self::AlreadyAdmitted { .. } => "already-admitted",
            Self::TooLate { .. } => "too-late",
        }
    }
}

impl Refusal for ChangeSeatsRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "not-found",
            Self::PerformanceCancelled => "performance-cancelled",
            Self::PartyTooLarge { .. } => "validation",
            Self::SoldOut { .. } => "sold-out",
            Self::Cancelled => "cancelled",
            Self::FewerThanAdmitted { .. } => "already-admitted",
            Self::TooLate { .. } => "too-late",
            Self::HoldLapsed => "hold-expired",
        }
    }
}

impl Refusal for CheckInRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown-ticket",
            Self::PerformanceCancelled => "performance-cancelled",
            Self::SoldOut { .. } => "sold-out",
            Self::Cancelled { .. } => "cancelled",
            Self::AlreadyAdmitted(_) => "already-admitted",
            Self::NotConfirmed { .. } => "not-confirmed",
            Self::OutsideDoorWindow { .. } => "outside-door-window",
            Self::TooMany { .. } => "too-many",
        }
    }
}

impl Refusal for ConfirmRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "not-found",
            Self::PerformanceCancelled => "performance-cancelled",
            Self::TooManyReservations { .. } => "too-many-reservations",
            Self::SoldOut { .. } => "sold-out",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Refusal for CorrectRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "not-found",
            Self::Erased => "data-erased",
        }
    }
}

impl Refusal for ResendRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "not-found",
            Self::PerformanceCancelled => "performance-cancelled",
            Self::Cancelled => "cancelled",
            Self::TooLate { .. } => "too-late",
            Self::NoAddress => "no-address",
        }
    }
}

impl Refusal for TransferRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "not-found",
            Self::PerformanceCancelled => "performance-cancelled",
            Self::SoldOut { .. } => "sold-out",
            Self::Cancelled => "cancelled",
            Self::AlreadyAdmitted { .. } => "already-admitted",
            Self::TooLate { .. } => "too-late",
            Self::HoldLapsed => "hold-expired",
            Self::SamePerformance => "same-performance",
        }
    }
}

impl Refusal for UndoRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "not-found",
            Self::OutsideDoorWindow { .. } => "outside-door-window",
            Self::NotAuthorized => "forbidden",
        }
    }
}

impl Refusal for WalkInRefusal {
    fn name(&self) -> &'static str {
        match self {
            Self::DifferentAttempt => "idempotency-mismatch",
            Self::PerformanceCancelled => "performance-cancelled",
            Self::SoldOut { .. } => "sold-out",
            Self::OutsideDoorWindow { .. } => "outside-door-window",
        }
    }
}
