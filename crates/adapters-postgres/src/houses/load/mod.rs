//! Loads the parts of a house that the rules need.

mod origins;
pub(crate) mod statements;

use self::{
    origins::{Unconfirmed, count_under_lock, unconfirmed},
    statements::{
        Attempts, CheckInsOf, HeldSeats, LapseHolds, LockFreeHouses, LockHouses, ReservationsById,
        ReservationsOfGuests, ReservationsOfSameGuests, UnconfirmedSeats,
    },
};
use super::{
    batch::{Failed, Locking},
    seat_counts::SeatCounts,
};
use crate::db::{
    rows::{AttemptRow, CheckInRow, HouseRow, ReservationRow, SeatsRow},
    statement::rows,
};
use azionelab_application::{
    houses::{Needs, UnconfirmedBooking},
    ports::{StoreError, Version},
};
use azionelab_domain::{House, PerformanceId, Reservation, ReservationId};
use diesel::{QueryResult, QueryableByName, sql_types::BigInt};
use diesel_async::AsyncPgConnection;
use futures_util::{join, try_join};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::collections::{HashMap, HashSet};

#[cfg(feature = "testing")]
use self::statements::ReadHouses;

pub(crate) struct Loaded {
    pub houses: HashMap<PerformanceId, House>,
    /// How often the reservations of each house had changed when it was locked.
    pub counted: HashMap<PerformanceId, i64>,
    /// The versions of the performances, including the edits of this batch.
    pub versions: HashMap<PerformanceId, Version>,
    /// The versions of the reservations that were loaded by their ids.
    pub reservation_versions: HashMap<ReservationId, Version>,
    pub unconfirmed: Unconfirmed,
    /// The seats of lapsed holds, by house.
    lapsed: HashMap<PerformanceId, u32>,
}

impl Loaded {
    fn new(locked: &[LockedRow]) -> Self {
        let id = |row: &LockedRow| PerformanceId::new(row.house.id);
        Self {
            houses: locked.iter().map(|row| (id(row), row.house.house())).collect(),
            counted: locked.iter().map(|row| (id(row), row.changes)).collect(),
            versions: locked.iter().map(|row| (id(row), row.version())).collect(),
            reservation_versions: HashMap::new(),
            unconfirmed: Unconfirmed::default(),
            lapsed: HashMap::new(),
        }
    }

    /// The houses with holds that were stored as expired.
    pub fn lapsed_in(&self) -> impl Iterator<Item = PerformanceId> {
        self.lapsed.keys().copied()
    }

    fn put(&mut self, id: PerformanceId, put: impl FnOnce(House) -> House) {
        if let Some(house) = self.houses.remove(&id) {
            self.houses.insert(id, put(house));
        }
    }

    /// Sets the held and the unconfirmed seats of the reservations that are not loaded.
    fn hold(&mut self, id: PerformanceId, seats: u32, unconfirmed: u32, now: Timestamp) {
        self.put(id, |house| {
            let elsewhere = seats.saturating_sub(house.held(now));
            let unconfirmed = unconfirmed.saturating_sub(house.unconfirmed(now));
            house.with_seats_held_elsewhere(elsewhere).with_unconfirmed_elsewhere(unconfirmed)
        });
    }
}

/// A locked house with the number of its reservations' changes and its version.
#[derive(QueryableByName)]
pub(crate) struct LockedRow {
    #[diesel(embed)]
    house: HouseRow,
    #[diesel(sql_type = BigInt)]
    changes: i64,
    #[diesel(sql_type = BigInt)]
    version: i64,
}

impl LockedRow {
    fn version(&self) -> Version {
        Version(self.version.cast_unsigned())
    }
}

/// Locks houses until the end of the transaction.
pub(crate) async fn lock(
    connection: &AsyncPgConnection,
    houses: Vec<uuid::Uuid>,
    locking: Locking,
) -> QueryResult<Vec<LockedRow>> {
    match locking {
        Locking::SkipWhatIsLocked => rows(connection, LockFreeHouses { houses }).await,
        Locking::WaitForIt => rows(connection, LockHouses { houses }).await,
        #[cfg(feature = "testing")]
        Locking::NotAtAll => rows(connection, ReadHouses { houses }).await,
    }
}

/// What the rules of a batch need, without duplicates.
#[derive(Default)]
struct Wanted {
    reservations: HashSet<uuid::Uuid>,
    guests: HashSet<(uuid::Uuid, String)>,
    attempts: HashSet<(uuid::Uuid, String)>,
    asking: Vec<UnconfirmedBooking>,
}

impl Wanted {
    fn of<'a>(needs: impl Iterator<Item = (PerformanceId, &'a Needs)>, loaded: &Loaded) -> Self {
        let mut wanted = Self::default();
        for (house, needs) in needs.filter(|(house, _)| loaded.houses.contains_key(house)) {
            let house = house.uuid();
            wanted.reservations.extend(needs.reservation.map(ReservationId::uuid));
            wanted
                .guests
                .extend(needs.guest.iter().map(|guest| (house, guest.comparison_key().to_owned())));
            wanted.asking.extend(needs.unconfirmed_booking);
            wanted
                .attempts
                .extend(needs.attempt.iter().map(|key| (house, key.as_str().to_owned())));
        }
        wanted
    }
}

/// Loads what the rules need. All queries are sent at once.
pub(crate) async fn houses<'a>(
    connection: &AsyncPgConnection,
    locked: Vec<LockedRow>,
    needs: impl Iterator<Item = (PerformanceId, &'a Needs)>,
    seat_counts: &SeatCounts,
    now: Timestamp,
) -> Result<Loaded, Failed> {
    let mut loaded = Loaded::new(&locked);
    if locked.is_empty() {
        return Ok(loaded);
    }
    let known: HashMap<_, _> = loaded
        .counted
        .iter()
        .filter_map(|(id, changes)| Some((*id, seat_counts.of(*id, *changes)?)))
        .collect();
    let ids = loaded.houses.keys().map(|id| id.uuid()).collect();
    let unknown: Vec<_> =
        loaded.houses.keys().filter(|id| !known.contains_key(id)).map(|id| id.uuid()).collect();
    let wanted = Wanted::of(needs, &loaded);
    let asking = wanted.asking;
    let (lapsed, held, pending, origins, reservations, of_guests, attempts) = join!(
        lapse_holds(connection, ids, now),
        held_seats(connection, unknown.clone()),
        unconfirmed_seats(connection, unknown),
        unconfirmed(connection, &asking, now),
        reservations_by_id(connection, wanted.reservations),
        reservations_of_guests(connection, wanted.guests),
        attempts(connection, wanted.attempts),
    );
    // Only the first error counts. It made the later queries fail.
    for row in lapsed? {
        *loaded.lapsed.entry(PerformanceId::new(row.performance_id)).or_default() += row.seats();
    }
    let (held, pending, mut origins) = (held?, pending?, origins?);
    let (mut reservations, versions) = reservations?;
    loaded.reservation_versions = versions;
    add_missing(&mut reservations, of_guests?);
    for reservation in reservations {
        loaded.put(reservation.performance, |house| house.with_reservation(reservation));
    }
    let pending: HashMap<_, _> =
        pending.iter().map(|row| (row.performance_id, row.seats())).collect();
    for row in held {
        let unconfirmed = pending.get(&row.performance_id).copied().unwrap_or_default();
        loaded.hold(PerformanceId::new(row.performance_id), row.seats(), unconfirmed, now);
    }
    for (id, seat_count) in known {
        let lapsed = loaded.lapsed.get(&id).copied().unwrap_or_default();
        let left = |seats: u32| seats.saturating_sub(lapsed);
        loaded.hold(id, left(seat_count.seats), left(seat_count.unconfirmed), now);
    }
    for row in attempts? {
        let house = PerformanceId::new(row.performance_id);
        let attempt = row.attempt()?;
        loaded.put(house, |house| house.with_attempt(attempt));
    }
    count_under_lock(connection, &asking, now, &mut origins).await?;
    loaded.unconfirmed = origins;
    Ok(loaded)
}

async fn lapse_holds(
    connection: &AsyncPgConnection,
    houses: Vec<uuid::Uuid>,
    now: Timestamp,
) -> Result<Vec<SeatsRow>, Failed> {
    Ok(rows(connection, LapseHolds { houses, now: now.to_diesel() }).await?)
}

async fn held_seats(
    connection: &AsyncPgConnection,
    houses: Vec<uuid::Uuid>,
) -> Result<Vec<SeatsRow>, Failed> {
    if houses.is_empty() {
        return Ok(Vec::new());
    }
    Ok(rows(connection, HeldSeats { houses }).await?)
}

async fn unconfirmed_seats(
    connection: &AsyncPgConnection,
    houses: Vec<uuid::Uuid>,
) -> Result<Vec<SeatsRow>, Failed> {
    if houses.is_empty() {
        return Ok(Vec::new());
    }
    Ok(rows(connection, UnconfirmedSeats { houses }).await?)
}

/// Adds the reservations that are not there yet. Those already there have their check-ins.
fn add_missing(reservations: &mut Vec<Reservation>, more: Vec<Reservation>) {
    let known: HashSet<_> = reservations.iter().map(|reservation| reservation.id).collect();
    reservations.extend(more.into_iter().filter(|reservation| !known.contains(&reservation.id)));
}

async fn reservations_by_id(
    connection: &AsyncPgConnection,
    ids: HashSet<uuid::Uuid>,
) -> Result<(Vec<Reservation>, HashMap<ReservationId, Version>), Failed> {
    if ids.is_empty() {
        return Ok((Vec::new(), HashMap::new()));
    }
    let ids: Vec<_> = ids.into_iter().collect();
    let (asked_for, check_ins, of_same_guests) = try_join!(
        rows::<ReservationRow>(connection, ReservationsById { ids: ids.clone() }),
        rows(connection, CheckInsOf { reservations: ids.clone() }),
        rows(connection, ReservationsOfSameGuests { ids }),
    )?;
    let versions = asked_for
        .iter()
        .map(|row| (ReservationId::new(row.reservation_id), row.version()))
        .collect();
    let mut reservations = with_check_ins(&asked_for, &check_ins)?;
    add_missing(&mut reservations, with_check_ins(&of_same_guests, &[])?);
    Ok((reservations, versions))
}

async fn reservations_of_guests(
    connection: &AsyncPgConnection,
    guests: HashSet<(uuid::Uuid, String)>,
) -> Result<Vec<Reservation>, Failed> {
    if guests.is_empty() {
        return Ok(Vec::new());
    }
    let (houses, addresses) = guests.into_iter().unzip();
    let found: Vec<ReservationRow> =
        rows(connection, ReservationsOfGuests { houses, addresses }).await?;
    Ok(found.iter().map(ReservationRow::reservation).collect::<Result<_, _>>()?)
}

async fn attempts(
    connection: &AsyncPgConnection,
    wanted: HashSet<(uuid::Uuid, String)>,
) -> Result<Vec<AttemptRow>, Failed> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let (houses, keys) = wanted.into_iter().unzip();
    Ok(rows(connection, Attempts { houses, keys }).await?)
}

pub(crate) fn with_check_ins(
    reservations: &[ReservationRow],
    check_ins: &[CheckInRow],
) -> Result<Vec<Reservation>, StoreError> {
    reservations
        .iter()
        .map(|row| {
            let mut reservation = row.reservation()?;
            reservation.check_ins = check_ins
                .iter()
                .filter(|check_in| check_in.reservation_id == row.reservation_id)
                .map(CheckInRow::check_in)
                .collect::<Result<_, _>>()?;
            Ok(reservation)
        })
        .collect()
}
