//! The house: the seats of one performance and everything that holds some of them.
//!
//! A rule is a function of the house and the time. It changes nothing: it returns a [`Change`] or a
//! refusal. The code that stores the change must make sure that no other rule runs on the same
//! house in between. [`House::apply`] makes the change in memory.

mod book;
mod cancel;
mod cancel_performance;
mod change;
mod change_seats;
mod check_in;
mod confirm;
mod correct;
mod create;
mod extend_hold;
mod loaded;
mod rearrange;
mod reschedule;
mod resend;
mod ticket_status;
mod transfer;
mod unconfirmed;
mod undo;
mod walk_in;
mod withdraw;

use crate::{
    Attempt, AttemptKey, EmailAddress, OriginHash, Performance, Policy, Reservation, ReservationId,
    Status,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

use self::loaded::Loaded;

pub use self::{
    book::{BookRefusal, BookingRequest},
    cancel::CancelRefusal,
    change::Change,
    change_seats::ChangeSeatsRefusal,
    check_in::{AdmittedParty, CheckInRefusal, CheckInRequest},
    confirm::ConfirmRefusal,
    correct::CorrectRefusal,
    rearrange::RearrangeRefusal,
    reschedule::RescheduleRefusal,
    resend::ResendRefusal,
    ticket_status::TicketStatus,
    transfer::{Transfer, TransferRefusal},
    unconfirmed::{UnconfirmedBy, UnconfirmedLimits, UnconfirmedSeats},
    undo::{UndoRefusal, UndoRequest},
    walk_in::{WalkInRefusal, WalkInRequest},
    withdraw::WithdrawRefusal,
};

/// Most parties have two people.
const USUAL_PARTY: u16 = 2;

/// The seats of one performance with everything that holds some of them.
///
/// A house need not contain every reservation. Those that a rule does not look at are counted with
/// [`House::with_seats_held_elsewhere`], so the cost of a rule does not grow with the audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    performance: Performance,
    policy: Policy,
    elsewhere: u32,
    unconfirmed_elsewhere: u32,
    of_origin: UnconfirmedSeats,
    reservations: Loaded,
    attempts: BTreeMap<AttemptKey, Attempt>,
}

impl House {
    pub fn new(performance: Performance, policy: Policy) -> Self {
        Self {
            performance,
            policy,
            elsewhere: 0,
            unconfirmed_elsewhere: 0,
            of_origin: UnconfirmedSeats { of_client: 0, of_network: 0 },
            reservations: Loaded::default(),
            attempts: BTreeMap::new(),
        }
    }

    /// Sets how many seats are held by live reservations that are not loaded.
    #[must_use]
    pub const fn with_seats_held_elsewhere(mut self, seats: u32) -> Self {
        self.elsewhere = seats;
        self
    }

    /// Sets how many of the seats held elsewhere are unconfirmed.
    #[must_use]
    pub const fn with_unconfirmed_elsewhere(mut self, seats: u32) -> Self {
        self.unconfirmed_elsewhere = seats;
        self
    }

    #[must_use]
    pub fn with_reservation(mut self, reservation: Reservation) -> Self {
        self.reservations.put(reservation);
        self
    }

    #[must_use]
    pub fn with_attempt(mut self, attempt: Attempt) -> Self {
        self.attempts.insert(attempt.key.clone(), attempt);
        self
    }

    pub const fn performance(&self) -> &Performance {
        &self.performance
    }

    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    pub fn reservation(&self, id: ReservationId) -> Option<&Reservation> {
        self.reservations.get(id)
    }

    pub fn reservations(&self) -> impl Iterator<Item = &Reservation> {
        self.reservations.all()
    }

    /// The seats held at `now` by confirmed reservations and live holds.
    pub fn held(&self, now: Timestamp) -> u32 {
        let loaded = self.reservations.confirmed_seats() + self.reservations.pending_seats(now);
        self.elsewhere + loaded
    }

    pub fn available(&self, now: Timestamp) -> u32 {
        self.performance.seating.bookable().saturating_sub(self.held(now))
    }

    /// How many seats the booking form starts with: two, or fewer if no more can be booked at once;
    /// at least one.
    pub fn default_seats(&self, now: Timestamp) -> u16 {
        let available = u16::try_from(self.available(now)).unwrap_or(u16::MAX);
        USUAL_PARTY.min(self.policy.max_seats_per_reservation).min(available).max(1)
    }

    /// The number of held seats above the bookable ones, after the capacity was lowered.
    pub fn overbooked_by(&self, now: Timestamp) -> u32 {
        self.held(now).saturating_sub(self.performance.seating.bookable())
    }

    /// Marks loaded reservations whose hold has lapsed as expired. This frees no seats, because a
    /// lapsed hold already counts as none.
    pub fn lapse(&mut self, now: Timestamp) {
        self.reservations.update_statuses(|status| status.at(now));
    }

    pub fn apply(&mut self, change: &Change) {
        if let Change::Booked { attempt: Some(attempt), .. }
        | Change::Seated { attempt: Some(attempt), .. } = change
        {
            self.attempts.insert(attempt.key.clone(), attempt.clone());
        }
        if let Some(performance) = change.performance() {
            self.performance = *performance;
            self.reservations.update_statuses(|status| status.ending_by(performance.closes_at));
        }
        if let Some(reservation) = change.reservation() {
            self.reservations.put(reservation.clone());
        }
    }

    /// The number of reservations that count towards the limit of an address: the confirmed ones
    /// and the pending ones that `client` booked. Pending ones of other clients don't count, so
    /// that nobody can use up the limit of another person's address. Guests without an address are
    /// never counted together.
    fn counted_reservations_of(
        &self,
        email: Option<&EmailAddress>,
        client: Option<OriginHash>,
        now: Timestamp,
    ) -> usize {
        let counts = |other: &&Reservation| {
            other.status == Status::Confirmed
                || (other.is_pending(now) && other.origin.map(|origin| origin.client) == client)
        };
        self.reservations_of(email).filter(counts).count()
    }

    fn confirmed_reservations_of(&self, email: Option<&EmailAddress>) -> usize {
        self.reservations_of(email).filter(|other| other.status == Status::Confirmed).count()
    }

    fn reservations_of(&self, email: Option<&EmailAddress>) -> impl Iterator<Item = &Reservation> {
        email.into_iter().flat_map(|email| self.reservations.of_address(email.comparison_key()))
    }
}
