use super::{Party, at, minutes, now, start};
use crate::{House, Performance, PerformanceId, Policy, Reservation, Seating, ShowId, VenueId};
use uuid::Uuid;

/// An empty house of ten seats.
pub fn house() -> HouseBuilder {
    let performance = Performance {
        id: PerformanceId::new(Uuid::from_u128(1)),
        show: ShowId::new(Uuid::from_u128(1)),
        venue: VenueId::new(Uuid::from_u128(1)),
        listed: true,
        starts_at: start(),
        previous_start: None,
        doors_at: start() - minutes(30),
        opens_at: at("2026-05-01T08:00:00Z"),
        closes_at: start(),
        seating: Seating { capacity: 10, occupied: 0, extra: 0 },
        cancelled_at: None,
    };
    HouseBuilder { performance, policy: Policy::default(), parties: Vec::new() }
}

pub struct HouseBuilder {
    performance: Performance,
    policy: Policy,
    parties: Vec<Reservation>,
}

impl HouseBuilder {
    pub fn capacity(mut self, capacity: u32) -> Self {
        self.performance.seating.capacity = capacity;
        self
    }

    /// Changes any field of the performance.
    pub fn performance(mut self, set: impl FnOnce(&mut Performance)) -> Self {
        set(&mut self.performance);
        self
    }

    pub fn cancelled(self) -> Self {
        self.performance(|performance| performance.cancelled_at = Some(now()))
    }

    /// Changes any field of the policy.
    pub fn policy(mut self, set: impl FnOnce(&mut Policy)) -> Self {
        set(&mut self.policy);
        self
    }

    pub fn party(mut self, party: Party) -> Self {
        self.parties.push(party.0);
        self
    }

    pub fn build(self) -> House {
        let empty = House::new(self.performance, self.policy);
        self.parties.into_iter().fold(empty, House::with_reservation)
    }
}
