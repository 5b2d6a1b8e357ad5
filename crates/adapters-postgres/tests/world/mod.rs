//! A company with one show at one venue, on a database of its own.

mod booking;
mod company;
mod programme;
mod proxy;
mod rules;
mod sql;
mod staff;

use azionelab_adapters_postgres::{
    Company, Store, StoreSettings,
    testing::{TestClock, TestDatabase},
};
use azionelab_application::{
    booking::Reservations,
    houses::{Decision, HouseError, Houses, Needs, Rule},
    ports::Clock,
    programme::Programme,
};
use azionelab_domain::{
    BookRefusal, Change, House, PerformanceId, Reservation, ReservationId, Secret,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

pub use self::{booking::*, company::*, programme::*, proxy::*, rules::*, sql::*, staff::*};

static NUMBER: AtomicU32 = AtomicU32::new(1);

/// A number that no other test uses.
pub fn number() -> u32 {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

pub fn id() -> uuid::Uuid {
    uuid::Uuid::from_u128(u128::from(number()))
}

pub fn now() -> Timestamp {
    "2026-11-20T18:00:00Z".parse().unwrap()
}

pub fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

pub struct World {
    pub database: TestDatabase,
    pub clock: Arc<TestClock>,
    pub store: Store,
    pub performances: Vec<PerformanceId>,
}

impl World {
    /// One performance with this capacity, a day from now, open for booking.
    pub async fn with_seats(capacity: u32) -> Self {
        Self::with_houses(&[capacity]).await
    }

    pub async fn with_houses(capacities: &[u32]) -> Self {
        Self::of(company(capacities)).await
    }

    pub async fn of(company: Company) -> Self {
        let database = TestDatabase::create().await;
        let clock = TestClock::at(now());
        let store = database.store(clock.clone());
        let performances = company.performances.iter().map(|performance| performance.id).collect();
        store.import(company, now()).await.unwrap();
        Self { database, clock, store, performances }
    }

    pub fn performance(&self) -> PerformanceId {
        self.performances[0]
    }

    /// Opens the same database at `url` with other settings, as another process would.
    pub fn store_with(&self, url: &str, adjust: impl FnOnce(&mut StoreSettings)) -> Store {
        let mut settings = StoreSettings::new(url);
        adjust(&mut settings);
        Store::open(&settings, self.clock.clone()).unwrap()
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Makes a booking for the first performance.
    pub async fn book(&self, booking: Booking) -> Booking {
        booking.make(&self.store, self.performance()).await.unwrap();
        booking
    }

    /// Makes a booking for the first performance and confirms it.
    pub async fn book_and_confirm(&self, booking: Booking) -> Booking {
        let booking = self.book(booking).await;
        self.change(confirm(booking.id)).await.unwrap();
        booking
    }

    /// Changes the first house.
    pub async fn change(&self, rule: Rule) -> Result<Change, HouseError> {
        self.store.change(self.performance(), rule).await
    }

    /// The first house as a rule with these needs sees it.
    pub async fn house(&self, needs: Needs) -> House {
        let seen = Arc::new(Mutex::new(None));
        let look = {
            let seen = seen.clone();
            Rule::new(needs, move |house: &House, _| -> Result<Decision, BookRefusal> {
                *seen.lock().unwrap() = Some(house.clone());
                Err(BookRefusal::NotListed)
            })
        };
        self.change(look).await.unwrap_err();
        seen.lock().unwrap().take().unwrap()
    }

    /// A reservation for the first performance as it is stored.
    pub async fn reservation(&self, id: ReservationId) -> Reservation {
        let needs = Needs { reservation: Some(id), ..Needs::default() };
        self.house(needs).await.reservation(id).unwrap().clone()
    }

    /// A reservation as its holder sees it.
    pub async fn held(&self, secret: &Secret) -> Reservation {
        let held = self.store.held(secret.hash(), self.now()).await.unwrap();
        held.unwrap().reservation().clone()
    }

    /// The seats of the first performance that can still be booked.
    pub async fn available(&self) -> u32 {
        let listing = self.store.performance(self.performance(), self.now()).await.unwrap();
        listing.unwrap().house.available(self.now())
    }
}

/// The refusal of a rule.
pub fn refusal<R: 'static>(answer: &Result<Change, HouseError>) -> Option<&R> {
    match answer {
        Err(HouseError::Refused(why)) => why.downcast_ref(),
        _ => None,
    }
}
