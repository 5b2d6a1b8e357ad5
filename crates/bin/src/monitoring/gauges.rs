use crate::adapters::SteadyClock;
use azionelab_adapters_postgres::{Counts, Store};
use azionelab_application::{mail::MessageState, ports::Clock as _};
use azionelab_domain::StatusKind;
use metrics::{Unit, describe_gauge, gauge};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Mutex, time::timeout};

/// How long the values are reused. Limits the load on the database.
const REUSED_FOR: Duration = Duration::from_secs(5);

/// The time limit for the database. Scrapers give up soon after.
const TIME_LIMIT: Duration = Duration::from_secs(2);

const UP: &str = "azionelab_database_up";
const CONNECTIONS: &str = "azionelab_database_connections";
const MAX_CONNECTIONS: &str = "azionelab_database_connections_max";
const WAITERS: &str = "azionelab_database_connection_waiters";
const PERFORMANCES: &str = "azionelab_performances_coming";
const BOOKABLE: &str = "azionelab_seats_bookable";
const HELD: &str = "azionelab_seats_held";
const MESSAGES: &str = "azionelab_outbox_messages";
const OLDEST: &str = "azionelab_outbox_oldest_seconds";
const OVERDUE: &str = "azionelab_oldest_personal_data_seconds";
const DOUBT: &str = "azionelab_clock_in_doubt";
const BUILD: &str = "azionelab_build_info";

/// The values that are read when they are requested.
pub(super) struct Gauges {
    store: Store,
    clock: Arc<SteadyClock>,
    read_at: Mutex<Option<Instant>>,
}

impl Gauges {
    pub(super) fn of(store: Store, clock: Arc<SteadyClock>) -> Self {
        describe();
        gauge!(BUILD, "version" => env!("CARGO_PKG_VERSION")).set(1);
        Self { store, clock, read_at: Mutex::default() }
    }

    /// Updates all gauges, within a time limit. Concurrent requests wait and share the result.
    pub(super) async fn read(&self) {
        self.connections();
        gauge!(DOUBT).set(u8::from(self.clock.is_in_doubt()));
        let mut read_at = self.read_at.lock().await;
        if read_at.is_some_and(|at| at.elapsed() < REUSED_FOR) {
            return;
        }
        let counts = timeout(TIME_LIMIT, self.store.counts(self.clock.now())).await;
        *read_at = Some(Instant::now());
        show(counts.ok().and_then(Result::ok));
    }

    fn connections(&self) {
        for pool in self.store.pools() {
            gauge!(CONNECTIONS, "pool" => pool.name, "state" => "in_use").set(small(pool.in_use));
            gauge!(CONNECTIONS, "pool" => pool.name, "state" => "idle").set(small(pool.idle));
            gauge!(MAX_CONNECTIONS, "pool" => pool.name).set(small(pool.most));
            gauge!(WAITERS, "pool" => pool.name).set(small(pool.waiting));
        }
    }
}

/// Unknown values become NaN: an old value would look like a current one.
fn show(counts: Option<Counts>) {
    gauge!(UP).set(u8::from(counts.is_some()));
    let number =
        |of: fn(&Counts) -> u64| counts.as_ref().map_or(f64::NAN, |counts| small(of(counts)));
    gauge!(PERFORMANCES).set(number(|counts| counts.performances));
    gauge!(BOOKABLE).set(number(|counts| counts.bookable));
    gauge!(HELD, "state" => StatusKind::Pending.as_str()).set(number(|counts| counts.pending));
    gauge!(HELD, "state" => StatusKind::Confirmed.as_str()).set(number(|counts| counts.confirmed));
    gauge!(MESSAGES, "state" => MessageState::Waiting.as_str())
        .set(number(|counts| counts.waiting));
    gauge!(MESSAGES, "state" => "failing").set(number(|counts| counts.failing));
    gauge!(MESSAGES, "state" => MessageState::Refused.as_str())
        .set(number(|counts| counts.refused));
    gauge!(OLDEST).set(counts.map_or(f64::NAN, |counts| counts.oldest.as_secs_f64()));
    gauge!(OVERDUE).set(counts.map_or(f64::NAN, |counts| counts.overdue.as_secs_f64()));
}

/// Converts a count. All counts are far below the exact range of an `f64`.
fn small<N: TryInto<u32>>(count: N) -> f64 {
    count.try_into().unwrap_or(u32::MAX).into()
}

fn describe() {
    describe_gauge!(UP, "Whether the database answers in time");
    describe_gauge!(CONNECTIONS, "Connections to the database, by pool and state");
    describe_gauge!(MAX_CONNECTIONS, "The maximum number of connections of a pool");
    describe_gauge!(WAITERS, "Tasks that wait for a connection now, by pool");
    describe_gauge!(PERFORMANCES, "Coming performances that are not cancelled");
    describe_gauge!(BOOKABLE, "Seats that can be booked in coming performances, reserved or not");
    describe_gauge!(HELD, "Seats reserved in coming performances: pending or confirmed");
    describe_gauge!(
        MESSAGES,
        "Messages: waiting, waiting after a failed attempt, and refused permanently"
    );
    describe_gauge!(OLDEST, Unit::Seconds, "How long the oldest waiting message has waited");
    describe_gauge!(
        OVERDUE,
        Unit::Seconds,
        "How long the oldest personal data are past the promised erasure; 0 when none are"
    );
    describe_gauge!(
        DOUBT,
        "1 while the clock has stepped or differs from the database's: nothing expires then"
    );
    describe_gauge!(BUILD, "The version of the program");
}
