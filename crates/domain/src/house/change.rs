use crate::{Attempt, CheckIn, Guest, Performance, Reservation, ReservationId, Seats};

/// The result of a rule: the new state, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Booked {
        reservation: Reservation,
        /// The attempt to store, if the request had a key.
        attempt: Option<Attempt>,
    },
    /// The same attempt was made before. Nothing changes.
    AlreadyBooked(Attempt),
    Confirmed(Reservation),
    /// The size of a party changed.
    SeatsChanged {
        /// The reservation with its new number of seats.
        reservation: Reservation,
        before: Seats,
    },
    /// The end of a hold changed.
    HoldChanged(Reservation),
    Cancelled(Reservation),
    CheckedIn {
        /// The reservation, including the check-in.
        reservation: Reservation,
        check_in: CheckIn,
    },
    /// An unconfirmed party was confirmed at the door and admitted, or a part of it.
    ConfirmedAtTheDoor {
        /// The reservation, confirmed, including the check-in.
        reservation: Reservation,
        check_in: CheckIn,
    },
    /// Walk-ins got a reservation and were admitted.
    Seated {
        /// The reservation, including the check-in.
        reservation: Reservation,
        check_in: CheckIn,
        /// The attempt to store.
        attempt: Option<Attempt>,
    },
    /// The same check-in was made before. Nothing changes.
    AlreadyCheckedIn {
        reservation: Reservation,
        /// The check-in as it was made.
        check_in: CheckIn,
    },
    CheckInUndone {
        /// The reservation without the people of this check-in.
        reservation: Reservation,
        /// The check-in, marked as undone.
        check_in: CheckIn,
    },
    /// The last check-in of a walk-in party was undone. This also cancels its reservation.
    WalkInUndone {
        reservation: Reservation,
        /// The check-in, marked as undone.
        check_in: CheckIn,
    },
    /// The data of a guest was corrected.
    Corrected {
        /// The reservation with the corrected guest.
        reservation: Reservation,
        /// The guest before the correction.
        before: Guest,
    },
    /// All links and tickets mailed so far end. A new ticket is sent.
    TicketReplaced(Reservation),
    /// The seats or the booking times of a performance changed.
    Rearranged {
        performance: Performance,
        before: Performance,
    },
    Rescheduled {
        performance: Performance,
        before: Performance,
    },
    PerformanceCancelled(Performance),
    /// The performance already is as requested. Nothing changes.
    PerformanceUnchanged(Performance),
    /// The reservation already is as requested. Nothing changes.
    Unchanged(Reservation),
}

impl Change {
    /// The reservation that changes, in its new state.
    pub const fn reservation(&self) -> Option<&Reservation> {
        match self {
            Self::Booked { reservation, .. }
            | Self::Confirmed(reservation)
            | Self::SeatsChanged { reservation, .. }
            | Self::HoldChanged(reservation)
            | Self::Cancelled(reservation)
            | Self::CheckedIn { reservation, .. }
            | Self::ConfirmedAtTheDoor { reservation, .. }
            | Self::Seated { reservation, .. }
            | Self::Corrected { reservation, .. }
            | Self::AlreadyCheckedIn { reservation, .. }
            | Self::CheckInUndone { reservation, .. }
            | Self::WalkInUndone { reservation, .. }
            | Self::TicketReplaced(reservation)
            | Self::Unchanged(reservation) => Some(reservation),
            Self::AlreadyBooked(_)
            | Self::Rearranged { .. }
            | Self::Rescheduled { .. }
            | Self::PerformanceCancelled(_)
            | Self::PerformanceUnchanged(_) => None,
        }
    }

    /// The performance in its new state, if it changes.
    pub const fn performance(&self) -> Option<&Performance> {
        match self {
            Self::Rearranged { performance, .. }
            | Self::Rescheduled { performance, .. }
            | Self::PerformanceCancelled(performance) => Some(performance),
            _ => None,
        }
    }

    /// The reservation whose mailed links and tickets end with this change: they were replaced, or
    /// the address that got them was corrected.
    pub fn revokes_links_of(&self) -> Option<ReservationId> {
        match self {
            Self::TicketReplaced(reservation) => Some(reservation.id),
            Self::Corrected { reservation, before } => {
                let ends =
                    before.email.is_some() && before.email_key() != reservation.guest.email_key();
                ends.then_some(reservation.id)
            }
            _ => None,
        }
    }
}
