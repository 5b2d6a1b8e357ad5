//! Reservations that accumulate do not slow anything down. The tests count blocks and rows instead
//! of time.

use crate::world::{Booking, World, cancel, confirm, now};
use azionelab_adapters_postgres::Store;
use azionelab_application::{
    booking::Reservations, door::DoorLists, houses::Houses, programme::Programme,
};
use azionelab_domain::PerformanceId;
use std::time::Duration;

/// 20,000 reservations that ended long ago, half of them expired and half cancelled. They were live
/// once, so every index has held them. `VACUUM` removes their old entries as autovacuum would.
const PILE_UP: [&str; 4] = [
    "INSERT INTO reservations (id, performance_id, code, status, seats, name, email, email_key, \
         locale, hold_until, booked_at) \
     SELECT gen_random_uuid(), performances.id, \
         'Z' || translate(upper(to_hex(65536 + n)), '01', 'XY'), 'pending', 2, 'Somebody', \
         'somebody@example.org', 'somebody@example.org', 'it', '2026-11-01T12:30:00Z', \
         '2026-11-01T12:00:00Z' FROM performances, generate_series(1, 20000) AS n",
    "UPDATE reservations SET status = 'expired' WHERE status = 'pending' AND right(code, 1) < 'A'",
    "UPDATE reservations SET status = 'cancelled', cancelled_at = hold_until \
     WHERE status = 'pending'",
    "VACUUM ANALYZE",
];

/// How often each operation runs.
const TIMES: u64 = 10;

/// How many more blocks an operation may read: a table of ten rows is one block, and the indexes of
/// a larger one are trees. Reading the ended reservations would cost hundreds.
const A_FEW: u64 = 50;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Doing {
    Booking,
    Confirming,
    Browsing,
    Door,
    Lapsing,
}

impl Doing {
    const ALL: [Self; 5] =
        [Self::Booking, Self::Confirming, Self::Browsing, Self::Door, Self::Lapsing];

    async fn once(self, store: &Store, performance: PerformanceId) {
        match self {
            Self::Booking => {
                let somebody = Booking::of(1).by("somebody@example.org");
                somebody.make(store, performance).await.unwrap();
                store.change(performance, cancel(somebody.id)).await.unwrap();
            }
            Self::Confirming => {
                let booking = Booking::of(1);
                booking.make(store, performance).await.unwrap();
                store.change(performance, confirm(booking.id)).await.unwrap();
            }
            Self::Browsing => {
                store.performance(performance, now()).await.unwrap();
            }
            Self::Door => {
                store.house(performance, now()).await.unwrap();
                store.parties(performance, None).await.unwrap();
            }
            Self::Lapsing => {
                store.lapsed(now(), 100).await.unwrap();
                store.lapse(performance).await.unwrap();
            }
        }
    }
}

impl World {
    /// Closes the connections of its store, which opens new ones when it needs them.
    fn with_another_store(self) -> Self {
        let Self { database, clock, store, performances } = self;
        drop(store);
        Self { store: database.store(clock.clone()), database, clock, performances }
    }

    /// The blocks of reservations and their indexes that an operation reads.
    async fn blocks(&self, doing: Doing) -> u64 {
        let before = self.blocks_so_far().await;
        let store = self.database.store(self.clock.clone());
        for _ in 0..TIMES {
            doing.once(&store, self.performance()).await;
        }
        drop(store);
        self.blocks_so_far().await - before
    }

    async fn blocks_so_far(&self) -> u64 {
        self.when_all_stores_are_gone(
            "SELECT heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit \
             FROM pg_statio_user_tables WHERE relname = 'reservations'",
        )
        .await
    }

    /// A server process reports its reads when it ends.
    async fn when_all_stores_are_gone(&self, reads: &str) -> u64 {
        let connections = "SELECT count(*) FROM pg_stat_activity \
                           WHERE datname = current_database() AND application_name = 'azionelab'";
        for attempt in 0.. {
            if self.value(connections).await == "0" {
                break;
            }
            assert!(attempt < 1_000, "a store stays connected");
        }
        self.value(reads).await.parse().unwrap()
    }
}

/// Confirmed reservations of all houses, each with a link and a message. The statistics know
/// nothing of them yet.
const FILL: [&str; 3] = [
    "INSERT INTO reservations (id, performance_id, code, status, seats, name, email, email_key, \
         locale, hold_until, booked_at, confirmed_at) \
     SELECT gen_random_uuid(), performances.id, \
         'Z' || translate(upper(to_hex(65536 + row_number() OVER ())), '01', 'XY'), 'confirmed', 1, \
         'Somebody', 'guest-' || n || '@example.org', 'guest-' || n || '@example.org', 'it', \
         '2026-11-01T12:30:00Z', '2026-11-01T12:00:00Z', '2026-11-01T12:05:00Z' \
     FROM performances, generate_series(1, 10000) AS n",
    "INSERT INTO reservation_secrets (secret_hash, ticket_hash, reservation_id, expires_at) \
     SELECT sha256(('secret' || id)::bytea), sha256(('ticket' || id)::bytea), id, \
         '2027-01-01T00:00:00Z' FROM reservations",
    "INSERT INTO outbox (id, reservation_id, kind, state, created_at, next_attempt_at, settled_at) \
     SELECT gen_random_uuid(), id, 'your_ticket', 'sent', booked_at, booked_at, booked_at \
     FROM reservations",
];

#[tokio::test]
async fn plans_follow_the_tables_as_they_fill() {
    let world = World::with_houses(&[100_000, 100_000]).await.with_another_store();
    let store = world.store_with(world.database.url(), |settings| {
        settings.plans_last = Duration::from_millis(50);
    });
    // More often than the five times after which PostgreSQL keeps a plan.
    for doing in Doing::ALL {
        for _ in 0..TIMES {
            doing.once(&store, world.performance()).await;
        }
    }
    for sql in FILL {
        world.execute(sql).await;
    }
    for doing in Doing::ALL {
        for _ in 0..TIMES {
            doing.once(&store, world.performance()).await;
        }
    }
    drop(store);
    let world = world.with_another_store();
    let rows = world
        .when_all_stores_are_gone(
            "SELECT max(seq_tup_read) FROM pg_stat_user_tables \
             WHERE relname IN ('check_ins', 'outbox', 'reservation_secrets', 'reservations')",
        )
        .await;
    // The second and third statement of `FILL` read all reservations.
    assert!(rows < 3 * 20_000, "{rows} rows were read without an index");
}

#[tokio::test]
async fn ended_reservations_do_not_slow_anything_down() {
    let world = World::with_seats(10_000).await;
    for _ in 0..10 {
        world.book_and_confirm(Booking::of(2)).await;
    }
    let world = world.with_another_store();
    world.execute("VACUUM ANALYZE").await;
    let mut costs = Vec::new();
    for doing in Doing::ALL {
        costs.push(world.blocks(doing).await);
    }
    for sql in PILE_UP {
        world.execute(sql).await;
    }
    for (doing, before) in Doing::ALL.into_iter().zip(costs) {
        let after = world.blocks(doing).await;
        assert!(before > 0 && after < before + TIMES * A_FEW, "{doing:?}: {before}, {after}");
    }
}
