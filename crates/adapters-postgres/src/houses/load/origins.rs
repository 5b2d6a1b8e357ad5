//! The seats that clients and networks hold unconfirmed, in all houses.

use super::statements::{LockOrigins, UnconfirmedOfOrigins};
use crate::db::{
    rows::count,
    statement::{rows, run},
};
use azionelab_application::houses::UnconfirmedBooking;
use azionelab_domain::{Origin, OriginHash, UnconfirmedSeats};
use diesel::{QueryResult, QueryableByName, sql_types::BigInt};
use diesel_async::AsyncPgConnection;
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel as _;
use std::collections::{BTreeSet, HashMap};

/// From how many unconfirmed seats on, those asked for included, the bookings of a client or
/// network are counted under a lock. Below it two transactions at the same time can't pass a limit
/// by much, and ordinary visitors never wait for one another.
const COUNTED_UNDER_LOCK: u32 = 20;

#[derive(QueryableByName)]
struct OriginRow {
    #[diesel(sql_type = BigInt)]
    hash: i64,
    #[diesel(sql_type = BigInt)]
    seats: i64,
}

/// The unconfirmed seats of each client and network that some rules ask about.
#[derive(Default)]
pub(crate) struct Unconfirmed(HashMap<OriginHash, u32>);

impl Unconfirmed {
    /// What an origin holds.
    pub fn of(&self, origin: Origin) -> UnconfirmedSeats {
        UnconfirmedSeats {
            of_client: self.seats(origin.client),
            of_network: self.seats(origin.network),
        }
    }

    /// Counts what was booked by a rule of this very transaction.
    pub fn add(&mut self, booked: UnconfirmedBooking) {
        for hash in [booked.origin.client, booked.origin.network] {
            *self.0.entry(hash).or_default() += booked.seats.count();
        }
    }

    fn seats(&self, hash: OriginHash) -> u32 {
        self.0.get(&hash).copied().unwrap_or_default()
    }
}

/// Counts what the origins of some bookings hold.
pub(crate) async fn unconfirmed(
    connection: &AsyncPgConnection,
    asking: &[UnconfirmedBooking],
    now: Timestamp,
) -> QueryResult<Unconfirmed> {
    if asking.is_empty() {
        return Ok(Unconfirmed::default());
    }
    counted(connection, asking, now).await
}

/// Counts again, under a lock, for those who ask for much.
pub(crate) async fn count_under_lock(
    connection: &AsyncPgConnection,
    asking: &[UnconfirmedBooking],
    now: Timestamp,
    unconfirmed: &mut Unconfirmed,
) -> QueryResult<()> {
    let mut wanted: HashMap<OriginHash, u32> = HashMap::new();
    for one in asking {
        for hash in [one.origin.client, one.origin.network] {
            let held = unconfirmed.seats(hash);
            *wanted.entry(hash).or_insert(held) += one.seats.count();
        }
    }
    wanted.retain(|_, seats| *seats > COUNTED_UNDER_LOCK);
    if wanted.is_empty() {
        return Ok(());
    }
    let hashes = wanted.keys().map(|hash| hash.stored()).collect();
    let (_, counted) =
        try_join!(run(connection, LockOrigins { hashes }), counted(connection, asking, now))?;
    *unconfirmed = counted;
    Ok(())
}

async fn counted(
    connection: &AsyncPgConnection,
    asking: &[UnconfirmedBooking],
    now: Timestamp,
) -> QueryResult<Unconfirmed> {
    let each = |hash: fn(&Origin) -> OriginHash| {
        let hashes: BTreeSet<_> = asking.iter().map(|one| hash(&one.origin).stored()).collect();
        hashes.into_iter().collect()
    };
    let select = UnconfirmedOfOrigins {
        clients: each(|origin| origin.client),
        networks: each(|origin| origin.network),
        now: now.to_diesel(),
    };
    let found: Vec<OriginRow> = rows(connection, select).await?;
    let seats = |row: OriginRow| (OriginHash::from_stored(row.hash), count(row.seats));
    Ok(Unconfirmed(found.into_iter().map(seats).collect()))
}
