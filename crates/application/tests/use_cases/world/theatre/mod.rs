mod houses;
mod outbox;
mod performances;
mod reservations;

use super::{Party, StoppedClock, message_id, now, show, start, unavailable, venue};
use azionelab_application::{
    audit::AuditEntry,
    booking::{HeldReservation, ReservationKey},
    houses::{Decision, Issued, Message, Needs, TransferDecision},
    mail::{MessageKind, Settlement, WaitsFor},
    ports::{StoreError, Version},
    programme::{Listing, Poster, ShowEntry},
};
use azionelab_domain::{
    Attempt, Change, House, MessageId, Performance, Policy, Reservation, ReservationId, Secret,
    Show, Venue,
};
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

/// A call that can be made to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    Change,
    Find,
    Entry,
    Issue,
    Renew,
    Settle,
    FirstDelivery,
}

/// A claim on messages of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    pub until: Timestamp,
    pub limit: u32,
    pub got: usize,
}

/// A fake store: one house with its reservations, its outbox and the hashes of the secrets. It runs
/// the rules of the domain on a real house, with only the parts that they need.
pub struct Theatre {
    clock: Arc<StoppedClock>,
    state: Mutex<State>,
}

struct State {
    performance: Performance,
    version: Version,
    show: Show,
    poster: Option<Poster>,
    venue: Venue,
    reservations: BTreeMap<ReservationId, Reservation>,
    corrections: Vec<ReservationId>,
    attempts: Vec<Attempt>,
    issued: Vec<(ReservationId, Issued)>,
    ended: Vec<Issued>,
    outbox: Vec<Stored>,
    decisions: Vec<Decision>,
    entries: Vec<AuditEntry>,
    claims: Vec<Claimed>,
    failing: Vec<Call>,
    corrupt: Vec<MessageId>,
}

struct Stored {
    message: Message,
    failed_attempts: u32,
    unanswered_attempts: u32,
    claims: u32,
    waits_for: Option<WaitsFor>,
    created_at: Timestamp,
    settlements: Vec<Settlement>,
}

impl Stored {
    fn is_settled(&self) -> bool {
        self.settlements.iter().any(|outcome| {
            !matches!(outcome, Settlement::Waiting { .. } | Settlement::Postponed { .. })
        })
    }

    fn new(message: Message, failed_attempts: u32, created_at: Timestamp) -> Self {
        Self {
            message,
            failed_attempts,
            unanswered_attempts: 0,
            claims: 0,
            waits_for: None,
            created_at,
            settlements: Vec::new(),
        }
    }
}

impl Theatre {
    pub fn new(performance: Performance, clock: Arc<StoppedClock>) -> Self {
        let state = State {
            performance,
            version: Version(1),
            show: show(),
            poster: None,
            venue: venue(),
            reservations: BTreeMap::new(),
            corrections: Vec::new(),
            attempts: Vec::new(),
            issued: Vec::new(),
            ended: Vec::new(),
            outbox: Vec::new(),
            decisions: Vec::new(),
            entries: Vec::new(),
            claims: Vec::new(),
            failing: Vec::new(),
            corrupt: Vec::new(),
        };
        Self { clock, state: Mutex::new(state) }
    }

    /// Changes any field of the performance.
    pub fn performance(&self, set: impl FnOnce(&mut Performance)) {
        set(&mut self.state().performance);
    }

    /// Gives the show a poster.
    pub fn add_poster(&self, poster: Poster) {
        self.state().poster = Some(poster);
    }

    /// Changes any field of the show.
    pub fn show(&self, set: impl FnOnce(&mut Show)) {
        set(&mut self.state().show);
    }

    /// Changes any field of the venue.
    pub fn venue(&self, set: impl FnOnce(&mut Venue)) {
        set(&mut self.state().venue);
    }

    pub fn add_reservation(&self, party: Party) {
        self.state().reservations.insert(party.0.id, party.0);
    }

    /// Stores the hashes of a secret that is valid until well after the performance.
    pub fn store_secret(&self, to: ReservationId, secret: &Secret) {
        let expires_at = start() + Policy::default().retention;
        self.state().issued.push((to, Issued::new(secret, expires_at)));
    }

    /// Adds a due message to the outbox, which has failed this often.
    pub fn add_message(
        &self,
        number: u32,
        kind: MessageKind,
        of: ReservationId,
        failed_attempts: u32,
    ) {
        let message = Message {
            id: message_id(number),
            kind,
            reservation: of,
            issued: None,
            next_attempt_at: now(),
            transferred_from: None,
            seats_before: None,
        };
        let stored = Stored::new(message, failed_attempts, now());
        self.state().outbox.push(stored);
    }

    /// Makes the next call of this kind fail.
    pub fn fail_next(&self, call: Call) {
        self.state().failing.push(call);
    }

    /// Makes a message unreadable from now on.
    pub fn make_unreadable(&self, message: MessageId) {
        self.state().corrupt.push(message);
    }

    pub fn decisions(&self) -> Vec<Decision> {
        self.state().decisions.clone()
    }

    /// The audit entries that were stored with changes.
    pub fn audit_entries(&self) -> Vec<AuditEntry> {
        self.state().entries.clone()
    }

    /// The only message that was stored with a decision. Panics if there is not exactly one.
    pub fn only_message(&self) -> Message {
        let messages = self.decisions().into_iter().filter_map(|decision| decision.message);
        let messages = messages.collect::<Vec<_>>();
        assert_eq!(messages.len(), 1, "exactly one message was stored");
        messages[0]
    }

    /// The valid hashes of a reservation's secrets.
    pub fn issued(&self, to: ReservationId) -> Vec<Issued> {
        self.state().issued.iter().filter(|(of, _)| *of == to).map(|(_, issued)| *issued).collect()
    }

    pub fn claims(&self) -> Vec<Claimed> {
        self.state().claims.clone()
    }

    pub fn settlements(&self, message: MessageId) -> Vec<Settlement> {
        self.state().stored(message).settlements.clone()
    }

    pub fn reservation(&self, id: ReservationId) -> Reservation {
        self.state().reservations[&id].clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

impl State {
    fn answer(&mut self, call: Call) -> Result<(), StoreError> {
        match self.failing.iter().position(|failing| *failing == call) {
            Some(index) => {
                self.failing.remove(index);
                Err(unavailable())
            }
            None => Ok(()),
        }
    }

    fn stored(&mut self, message: MessageId) -> &mut Stored {
        let mut outbox = self.outbox.iter_mut();
        outbox.find(|stored| stored.message.id == message).expect("the message is in the outbox")
    }

    /// The house with only the parts that are needed.
    fn house(&self, needs: &Needs, now: Timestamp) -> House {
        let mut house = House::new(self.performance, Policy::default());
        let mut elsewhere = 0;
        for reservation in self.reservations.values() {
            let of_guest = needs
                .guest
                .as_ref()
                .is_some_and(|email| reservation.guest.email_key() == Some(email.comparison_key()));
            if needs.reservation == Some(reservation.id) {
                house = house.with_reservation(reservation.clone());
            } else if of_guest && reservation.is_live(now) {
                let check_ins = Vec::new();
                house = house.with_reservation(Reservation { check_ins, ..reservation.clone() });
            } else {
                elsewhere += reservation.held(now);
            }
        }
        let before =
            self.attempts.iter().find(|attempt| needs.attempt.as_ref() == Some(&attempt.key));
        before
            .cloned()
            .into_iter()
            .fold(house, House::with_attempt)
            .with_seats_held_elsewhere(elsewhere)
    }

    /// Performance 2: an empty house of ten seats, a day later.
    fn other_house(&self) -> House {
        let performance = Performance {
            id: super::performance_id(2),
            starts_at: self.performance.starts_at + super::minutes(24 * 60),
            ..self.performance
        };
        House::new(performance, Policy::default())
    }

    fn store_transfer(&mut self, decision: &TransferDecision, now: Timestamp) {
        self.reservations.insert(decision.transfer.to.id, decision.transfer.to.clone());
        self.post(decision.message, now);
        self.entries.push(decision.audit.clone());
    }

    fn post(&mut self, message: Option<Message>, now: Timestamp) {
        if let Some(message) = message {
            self.issued.extend(message.issued.map(|issued| (message.reservation, issued)));
            self.outbox.push(Stored::new(message, 0, now));
        }
    }

    fn is_taken(&self, change: &Change) -> bool {
        let (Change::Booked { reservation, .. } | Change::Seated { reservation, .. }) = change
        else {
            return false;
        };
        self.reservations
            .values()
            .any(|other| other.id == reservation.id || other.code == reservation.code)
    }

    fn store(&mut self, decision: &Decision, now: Timestamp) {
        if let Change::Booked { attempt, .. } | Change::Seated { attempt, .. } = &decision.change {
            self.attempts.extend(attempt.clone());
        }
        if let Some(performance) = decision.change.performance() {
            self.performance = *performance;
            self.version.0 += 1;
        }
        if let Some(reservation) = decision.change.reservation() {
            self.reservations.insert(reservation.id, reservation.clone());
        }
        if let Change::Corrected { reservation, .. } | Change::SeatsChanged { reservation, .. } =
            &decision.change
        {
            self.corrections.push(reservation.id);
        }
        if let Some(of) = decision.change.revokes_links_of() {
            let (ended, kept) = self.issued.drain(..).partition::<Vec<_>, _>(|(id, _)| *id == of);
            self.issued = kept;
            self.ended.extend(ended.into_iter().map(|(_, issued)| issued));
        }
        self.post(decision.message, now);
        self.entries.extend(decision.audit.clone());
        self.decisions.push(decision.clone());
    }

    /// Whether the performance and the reservation have the versions that the caller has seen.
    fn is_as_seen(&self, needs: &Needs) -> bool {
        let of_reservation = |id| {
            let times = self.corrections.iter().filter(|corrected| **corrected == id).count();
            Version(1 + times as u64)
        };
        needs.version.is_none_or(|seen| seen == self.version)
            && needs
                .reservation_version
                .is_none_or(|seen| needs.reservation.map(of_reservation) == Some(seen))
    }

    fn key(&self, reservation: ReservationId) -> ReservationKey {
        ReservationKey { reservation, performance: self.performance.id }
    }

    fn with_performance(&self, id: ReservationId, now: Timestamp) -> HeldReservation {
        let needs = Needs { reservation: Some(id), ..Needs::default() };
        let entry = ShowEntry { show: self.show.clone(), poster: None };
        let house = self.house(&needs, now);
        let listing = Listing { house, entry, venue: self.venue.clone(), changed_at: super::now() };
        HeldReservation { id, listing, changed_at: super::now() }
    }

    fn holder(&self, now: Timestamp, proves: impl Fn(&Issued) -> bool) -> Option<ReservationId> {
        self.issued
            .iter()
            .find(|(_, issued)| now < issued.expires_at && proves(issued))
            .map(|(holder, _)| *holder)
    }
}
