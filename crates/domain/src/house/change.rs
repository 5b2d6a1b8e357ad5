use crate::{
    Attempt, CheckIn, EmailAddress, Guest, Performance, Reservation, ReservationId, Seats,
};

/// What a rule wants done: the new state, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new reservation holds seats.
    Booked {
        reservation: Reservation,
        /// The attempt to remember, if the visitor named it.
        attempt: Option<Attempt>,
    },
    /// The same attempt was made before; nothing is to be done.
    BookedBefore(Attempt),
    Confirmed(Reservation),
    /// A party grew or shrank.
    SeatsChanged {
        /// The reservation, with its new number of seats.
        reservation: Reservation,
        before: Seats,
    },
    /// A reservation is held for longer, or no longer for as long as it was.
    HoldChanged(Reservation),
    /// A reservation gave its seats back.
    Cancelled(Reservation),
    /// People of a party were let in.
    CheckedIn {
        /// The reservation, the check-in included.
        reservation: Reservation,
        check_in: CheckIn,
    },
    /// A party that never confirmed was confirmed and let in, or some of it.
    ConfirmedAtTheDoor {
        /// The reservation, confirmed, the check-in included.
        reservation: Reservation,
        check_in: CheckIn,
    },
    /// People who came without a reservation were given one and let in.
    Seated {
        /// The reservation, the check-in included.
        reservation: Reservation,
        check_in: CheckIn,
        /// The attempt to remember.
        attempt: Option<Attempt>,
    },
    /// The same check-in was made before; nothing is to be done.
    CheckedInBefore {
        reservation: Reservation,
        /// The check-in as it was made.
        check_in: CheckIn,
    },
    /// A check-in was taken back.
    CheckInUndone {
        /// The reservation, without those people.
        reservation: Reservation,
        /// The check-in, marked as undone.
        check_in: CheckIn,
    },
    /// The last check-in of people who came without a reservation was taken back, and with it their
    /// reservation: they have gone.
    LeftAgain {
        /// The reservation, cancelled.
        reservation: Reservation,
        /// The check-in, marked as undone.
        check_in: CheckIn,
    },
    /// What is known of a guest was corrected.
    Corrected {
        /// The reservation, with the guest as they are known now.
        reservation: Reservation,
        /// The guest as they were known before.
        before: Guest,
    },
    /// The links and tickets that were mailed before are to end; a new one goes out.
    TicketReplaced(Reservation),
    /// The performance has other seats, or other times of booking.
    Rearranged {
        /// As it is now.
        performance: Performance,
        before: Performance,
    },
    /// The performance starts at another time.
    Rescheduled {
        /// As it is now.
        performance: Performance,
        before: Performance,
    },
    /// The performance is cancelled.
    PerformanceCancelled(Performance),
    /// What was asked of the performance is so already; nothing is to be done.
    StaysAsItIs(Performance),
    /// What was asked for is so already; nothing is to be done.
    Unchanged(Reservation),
}

impl Change {
    /// The reservation that the change is about, in its new state.
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
            | Self::CheckedInBefore { reservation, .. }
            | Self::CheckInUndone { reservation, .. }
            | Self::LeftAgain { reservation, .. }
            | Self::TicketReplaced(reservation)
            | Self::Unchanged(reservation) => Some(reservation),
            Self::BookedBefore(_)
            | Self::Rearranged { .. }
            | Self::Rescheduled { .. }
            | Self::PerformanceCancelled(_)
            | Self::StaysAsItIs(_) => None,
        }
    }

    /// The performance in its new state, if the change is about it.
    pub const fn performance(&self) -> Option<&Performance> {
        match self {
            Self::Rearranged { performance, .. }
            | Self::Rescheduled { performance, .. }
            | Self::PerformanceCancelled(performance) => Some(performance),
            _ => None,
        }
    }

    /// The reservation whose links and tickets, mailed until now, must not work any more: they
    /// were replaced, or went to an address that is not the guest's.
    pub fn ends_links_of(&self) -> Option<ReservationId> {
        let key = |guest: &Guest| guest.email.as_ref().map(EmailAddress::comparison_key);
        match self {
            Self::TicketReplaced(reservation) => Some(reservation.id),
            Self::Corrected { reservation, before } => {
                let ends = before.email.is_some() && key(before) != key(&reservation.guest);
                ends.then_some(reservation.id)
            }
            _ => None,
        }
    }
}
