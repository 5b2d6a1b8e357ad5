//! The unconfirmed seats of clients and networks in all houses.

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

/// If a client or network would have more unconfirmed seats than this, they are counted under a
/// lock. Below it, two transactions at the same time can exceed a limit only by little, and
/// ordinary visitors never wait for each other.
const COUNTED_UNDER_LOCK: u32 = 20;

#[derive(QueryableByName)]
struct OriginRow {
    #[diesel(sql_type = BigInt)]
    hash: i64,
    #[diesel(sql_type = BigInt)]
    seats: i64,
}

/// The unconfirmed seats of the clients and networks that book.
#[derive(Default)]
pub(crate) struct Unconfirmed(HashMap<OriginHash, u32>);

impl Unconfirmed {
    pub fn of(&self, origin: Origin) -> UnconfirmedSeats {
        UnconfirmedSeats {
            of_client: self.seats(origin.client),
            of_network: self.seats(origin.network),
        }
    }

    /// Adds a booking of the same transaction.
    pub fn add(&mut self, booked: UnconfirmedBooking) {
        for hash in [booked.origin.client, booked.origin.network] {
            *self.0.entry(hash).or_default() += booked.seats.count();
        }
    }

    fn seats(&self, hash: OriginHash) -> u32 {
        self.0.get(&hash).copied().unwrap_or_default()
    }
}

/// Counts the unconfirmed seats of the origins of some bookings.
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

/// Counts again, under a lock, if a client or network has many unconfirmed seats.
pub(crate) async fn count_under_lock(
    connection: &AsyncPgConnection,
    asking: &[UnconfirmedBooking],
    now: Timestamp,
    unconfirmed: &mut Unconfirmed,
) -> QueryResult<()> {
    let mut wanted: HashMap<OriginHash, u32> = HashMap::new();
    for booking in asking {
        for hash in [booking.origin.client, booking.origin.network] {
            let held = unconfirmed.seats(hash);
            *wanted.entry(hash).or_insert(held) += booking.seats.count();
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
        let hashes: BTreeSet<_> =
            asking.iter().map(|booking| hash(&booking.origin).stored()).collect();
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
