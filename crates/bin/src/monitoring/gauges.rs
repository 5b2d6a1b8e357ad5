use crate::adapters::SteadyClock;
use azionelab_adapters_postgres::{Counts, Store};
use azionelab_application::ports::Clock as _;
use metrics::{Unit, describe_gauge, gauge};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Mutex, time::timeout};

/// How long what was read is good for, however often and by however many it is asked for.
const GOOD_FOR: Duration = Duration::from_secs(5);

/// How long the database may take; whoever asks gives up soon after.
const WITHIN: Duration = Duration::from_secs(2);

const UP: &str = "azionelab_database_up";
const CONNECTIONS: &str = "azionelab_database_connections";
const MOST_CONNECTIONS: &str = "azionelab_database_connections_max";
const WAITERS: &str = "azionelab_database_connection_waiters";
const PERFORMANCES: &str = "azionelab_performances_coming";
const BOOKABLE: &str = "azionelab_seats_bookable";
const HELD: &str = "azionelab_seats_held";
const MESSAGES: &str = "azionelab_outbox_messages";
const OLDEST: &str = "azionelab_outbox_oldest_seconds";
const OVERDUE: &str = "azionelab_oldest_personal_data_seconds";
const DOUBT: &str = "azionelab_clock_in_doubt";
const BUILD: &str = "azionelab_build_info";

/// What is read when somebody looks.
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

    /// Sets all of them, for a bounded time. Those who ask meanwhile wait and share the answer.
    pub(super) async fn read(&self) {
        self.connections();
        gauge!(DOUBT).set(u8::from(self.clock.is_in_doubt()));
        let mut read_at = self.read_at.lock().await;
        if read_at.is_some_and(|at| at.elapsed() < GOOD_FOR) {
            return;
        }
        let counts = timeout(WITHIN, self.store.counts(self.clock.now())).await;
        *read_at = Some(Instant::now());
        show(counts.ok().and_then(Result::ok));
    }

    fn connections(&self) {
        for pool in self.store.pools() {
            gauge!(CONNECTIONS, "pool" => pool.name, "state" => "in_use").set(small(pool.in_use));
            gauge!(CONNECTIONS, "pool" => pool.name, "state" => "idle").set(small(pool.idle));
            gauge!(MOST_CONNECTIONS, "pool" => pool.name).set(small(pool.most));
            gauge!(WAITERS, "pool" => pool.name).set(small(pool.waiting));
        }
    }
}

/// What is not known is no number: what was true a while ago might be taken for what is true now.
fn show(counts: Option<Counts>) {
    gauge!(UP).set(u8::from(counts.is_some()));
    let number =
        |of: fn(&Counts) -> u64| counts.as_ref().map_or(f64::NAN, |counts| small(of(counts)));
    gauge!(PERFORMANCES).set(number(|counts| counts.performances));
    gauge!(BOOKABLE).set(number(|counts| counts.bookable));
    gauge!(HELD, "state" => "pending").set(number(|counts| counts.pending));
    gauge!(HELD, "state" => "confirmed").set(number(|counts| counts.confirmed));
    gauge!(MESSAGES, "state" => "waiting").set(number(|counts| counts.waiting));
    gauge!(MESSAGES, "state" => "failing").set(number(|counts| counts.failing));
    gauge!(MESSAGES, "state" => "refused").set(number(|counts| counts.refused));
    gauge!(OLDEST).set(counts.map_or(f64::NAN, |counts| counts.oldest.as_secs_f64()));
    gauge!(OVERDUE).set(counts.map_or(f64::NAN, |counts| counts.overdue.as_secs_f64()));
}

/// A count, all of which are far below what a float holds exactly.
fn small<N: TryInto<u32>>(count: N) -> f64 {
    count.try_into().unwrap_or(u32::MAX).into()
}

fn describe() {
    describe_gauge!(UP, "Whether the database answers in time");
    describe_gauge!(CONNECTIONS, "Connections to the database, by pool and state");
    describe_gauge!(MOST_CONNECTIONS, "Connections that a pool may have");
    describe_gauge!(WAITERS, "Who waits for a connection now, by pool");
    describe_gauge!(PERFORMANCES, "Performances that are yet to begin and were not cancelled");
    describe_gauge!(BOOKABLE, "Seats that can be booked in coming performances, given or not");
    describe_gauge!(HELD, "Seats given in coming performances: pending, or confirmed");
    describe_gauge!(
        MESSAGES,
        "Messages: waiting to be sent, those of them that failed before, and refused for ever"
    );
    describe_gauge!(OLDEST, Unit::Seconds, "For how long the oldest waiting message has waited");
    describe_gauge!(
        OVERDUE,
        Unit::Seconds,
        "For how long the oldest personal datum is past its promise; 0 when none is"
    );
    describe_gauge!(
        DOUBT,
        "Whether the clock has stepped or differs from the database's: nothing expires while it is 1"
    );
    describe_gauge!(BUILD, "The version of the program");
}
