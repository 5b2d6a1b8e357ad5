//! Loads of a house what the rules look at.

use std::collections::{HashMap, HashSet};

use azionelab_application::ports::StoreError;
use azionelab_domain::{House, PerformanceId, Reservation};
use diesel::{
    QueryResult,
    sql_types::{Array, Text, Timestamptz, Uuid},
};
use diesel_async::AsyncPgConnection;
use futures_util::{join, try_join};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

use super::{
    Job,
    group::{Failed, Locking},
};
use crate::{
    rows::{
        AttemptRow, CheckInRow, HouseRow, ReservationRow, SeatsRow, house_columns,
        reservation_columns,
    },
    statement::{rows, run, statement},
};

/// Houses by their performance.
pub(super) type ByHouse = HashMap<PerformanceId, House>;

statement! {
    /// Locks houses in the order of their ids, so that two who lock several can't wait for one
    /// another.
    LockHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), " FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id FOR UPDATE OF p")
}

statement! {
    /// The same, leaving out those that somebody else has locked.
    LockFreeHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), " FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id FOR UPDATE OF p SKIP LOCKED")
}

#[cfg(feature = "testing")]
statement! {
    /// The same, locking nothing.
    ReadHouses { houses: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", house_columns!(), " FROM performances p JOIN shows s ON s.id = p.show_id \
     CROSS JOIN site WHERE p.id = ANY($1) ORDER BY p.id")
}

statement! {
    /// Stores lapsed holds as expired. Only then can seats that they held be given to others, so
    /// nobody whose clock is behind takes such a hold for a live one.
    LapseHolds {
        houses: Vec<uuid::Uuid> => Array<Uuid>,
        now: jiff_diesel::Timestamp => Timestamptz,
    }
    "UPDATE reservations SET status = 'expired' \
     WHERE performance_id = ANY($1) AND status = 'pending' AND hold_until <= $2"
}

statement! {
    /// The seats that live reservations hold; lapsed ones have been stored as expired.
    HeldSeats { houses: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT performance_id, sum(seats) AS seats FROM reservations \
     WHERE performance_id = ANY($1) AND status IN ('pending', 'confirmed') \
     GROUP BY performance_id"
}

statement! {
    ReservationsById { ids: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT ", reservation_columns!(), " FROM reservations r WHERE r.id = ANY($1)")
}

statement! {
    /// The live reservations of some guests, each with the house it is about.
    ReservationsOfGuests {
        houses: Vec<uuid::Uuid> => Array<Uuid>,
        addresses: Vec<String> => Array<Text>,
    }
    concat!("SELECT ", reservation_columns!(), " FROM unnest($1, $2) AS guest (house, address) \
     JOIN reservations r ON r.performance_id = guest.house AND r.email_key = guest.address \
     WHERE r.status IN ('pending', 'confirmed')")
}

statement! {
    CheckInsOf { reservations: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT id, reservation_id, seats, at, by_staff_id, client_ref, override_reason, undone_at, \
     undone_by_staff_id FROM check_ins WHERE reservation_id = ANY($1) ORDER BY at, id"
}

statement! {
    Attempts {
        houses: Vec<uuid::Uuid> => Array<Uuid>,
        keys: Vec<String> => Array<Text>,
    }
    "SELECT a.performance_id, a.key, a.fingerprint, a.reservation_id, a.code, a.seats, \
     a.hold_until FROM unnest($1, $2) AS wanted (house, key) \
     JOIN booking_attempts a ON a.performance_id = wanted.house AND a.key = wanted.key"
}

/// Locks houses until the end of the transaction.
pub(super) async fn lock(
    connection: &AsyncPgConnection,
    houses: Vec<uuid::Uuid>,
    locking: Locking,
) -> QueryResult<Vec<HouseRow>> {
    match locking {
        Locking::SkipWhatIsLocked => rows(connection, LockFreeHouses { houses }).await,
        Locking::WaitForIt => rows(connection, LockHouses { houses }).await,
        #[cfg(feature = "testing")]
        Locking::NotAtAll => rows(connection, ReadHouses { houses }).await,
    }
}

/// What the jobs of a group need, each once.
#[derive(Default)]
struct Wanted {
    reservations: HashSet<uuid::Uuid>,
    guests: HashSet<(uuid::Uuid, String)>,
    attempts: HashSet<(uuid::Uuid, String)>,
}

impl Wanted {
    fn of(jobs: &[Job], houses: &ByHouse) -> Self {
        let mut wanted = Self::default();
        let locked = jobs.iter().filter(|job| houses.contains_key(&job.of));
        for (job, needs) in locked.filter_map(|job| Some((job, job.task.needs()?))) {
            let house = job.of.uuid();
            wanted
                .reservations
                .extend(needs.reservation.map(azionelab_domain::ReservationId::uuid));
            wanted.guests.extend(needs.guest.iter().map(|guest| (house, guest.comparison_key())));
            wanted
                .attempts
                .extend(needs.attempt.iter().map(|key| (house, key.as_str().to_owned())));
        }
        wanted
    }
}

/// Loads what the jobs look at, all queries sent at once.
pub(super) async fn houses(
    connection: &AsyncPgConnection,
    locked: Vec<HouseRow>,
    jobs: &[Job],
    now: Timestamp,
) -> Result<ByHouse, Failed> {
    let ids: Vec<_> = locked.iter().map(|row| row.id).collect();
    let mut houses: ByHouse =
        locked.iter().map(|row| (PerformanceId::new(row.id), row.house())).collect();
    if ids.is_empty() {
        return Ok(houses);
    }
    let wanted = Wanted::of(jobs, &houses);
    let (lapsed, held, reservations, of_guests, attempts) = join!(
        lapse_holds(connection, ids.clone(), now),
        held_seats(connection, ids),
        reservations_by_id(connection, wanted.reservations),
        reservations_of_guests(connection, wanted.guests),
        attempts(connection, wanted.attempts),
    );
    // The first failure is the one that counts: it is why those sent after it failed too.
    lapsed?;
    let (held, mut reservations) = (held?, reservations?);
    add_missing(&mut reservations, of_guests?);
    for reservation in reservations {
        at_hand(&mut houses, reservation.performance, |house| house.with_reservation(reservation));
    }
    for row in held {
        at_hand(&mut houses, PerformanceId::new(row.performance_id), |house| {
            let elsewhere = row.seats().saturating_sub(house.held(now));
            house.with_seats_held_elsewhere(elsewhere)
        });
    }
    for row in attempts? {
        let house = PerformanceId::new(row.performance_id);
        let attempt = row.attempt()?;
        at_hand(&mut houses, house, |house| house.with_attempt(attempt));
    }
    Ok(houses)
}

async fn lapse_holds(
    connection: &AsyncPgConnection,
    houses: Vec<uuid::Uuid>,
    now: Timestamp,
) -> Result<usize, Failed> {
    Ok(run(connection, LapseHolds { houses, now: now.to_diesel() }).await?)
}

async fn held_seats(
    connection: &AsyncPgConnection,
    houses: Vec<uuid::Uuid>,
) -> Result<Vec<SeatsRow>, Failed> {
    Ok(rows(connection, HeldSeats { houses }).await?)
}

fn at_hand(houses: &mut ByHouse, id: PerformanceId, put: impl FnOnce(House) -> House) {
    if let Some(house) = houses.remove(&id) {
        houses.insert(id, put(house));
    }
}

/// Adds those that are not there yet: those that are came with their check-ins.
fn add_missing(reservations: &mut Vec<Reservation>, more: Vec<Reservation>) {
    let there: HashSet<_> = reservations.iter().map(|reservation| reservation.id).collect();
    reservations.extend(more.into_iter().filter(|reservation| !there.contains(&reservation.id)));
}

async fn reservations_by_id(
    connection: &AsyncPgConnection,
    ids: HashSet<uuid::Uuid>,
) -> Result<Vec<Reservation>, Failed> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = ids.into_iter().collect();
    let (reservations, check_ins) = try_join!(
        rows(connection, ReservationsById { ids: ids.clone() }),
        rows(connection, CheckInsOf { reservations: ids }),
    )?;
    Ok(with_check_ins(&reservations, &check_ins)?)
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

/// Reservations with their check-ins.
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
