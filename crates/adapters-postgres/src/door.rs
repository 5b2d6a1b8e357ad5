//! What the door needs to see.

use crate::{
    Store,
    db::{
        error::bad_row,
        pool::Loan,
        rows::{
            comparable, count, each, guest_name, house_columns, note, person_name, seats, status,
        },
        statement::statement,
    },
    programme::browse::{ListingRow, listings, select_listings, show_columns, venue_columns},
};
use async_trait::async_trait;
use azionelab_application::{
    door::{DoorCheckIn, DoorEntry, DoorHouse, DoorLists, DoorSearch},
    ports::StoreError,
};
use azionelab_domain::{CheckInId, PerformanceId, ReservationCode, ReservationId, plain};
use diesel::{
    QueryableByName,
    sql_types::{Array, BigInt, Nullable, SmallInt, Text, Timestamptz, Uuid},
};
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::collections::HashMap;

statement! {
    ListingsBetween {
        now: jiff_diesel::Timestamp => Timestamptz,
        from: jiff_diesel::Timestamp => Timestamptz,
        to: jiff_diesel::Timestamp => Timestamptz,
    }
    concat!(select_listings!(), "WHERE p.starts_at >= $2 AND p.starts_at < $3 ORDER BY p.starts_at, p.id")
}

statement! {
    AnyListing { now: jiff_diesel::Timestamp => Timestamptz, id: uuid::Uuid => Uuid }
    concat!(select_listings!(), "WHERE p.id = $2")
}

statement! {
    HouseCounts { performances: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT p.id, \
     (SELECT coalesce(sum(r.seats), 0) FROM reservations r \
      WHERE r.performance_id = p.id AND r.status = 'confirmed') AS confirmed, \
     (SELECT coalesce(sum(c.seats), 0) FROM reservations r JOIN check_ins c ON c.reservation_id = r.id \
      WHERE r.performance_id = p.id AND r.status = 'confirmed' AND c.undone_at IS NULL) AS admitted \
     FROM performances p WHERE p.id = ANY($1)"
}

statement! {
    /// A name is found by all words of a search, in any order. A text that is nothing but accents
    /// finds none.
    /// Who is not coming is on the list only for who looks for them.
    Parties {
        performance: uuid::Uuid => Uuid,
        search: Option<String> => Nullable<Text>,
        code: Option<String> => Nullable<Text>,
    }
    "SELECT r.id, r.code, r.name, r.seats, r.status, r.hold_until, r.access_needs, r.note \
     FROM reservations r WHERE r.performance_id = $1 \
     AND (($2 IS NULL AND r.status = 'confirmed') \
     OR ($2 IS NOT NULL AND r.search_key LIKE ALL (search_patterns($2))) \
     OR starts_with(r.code, $3)) \
     ORDER BY r.name COLLATE \"und-x-icu\", r.code"
}

statement! {
    /// Who was let in, without what was taken back.
    PartiesInside { performance: uuid::Uuid => Uuid }
    "SELECT c.id, c.reservation_id, c.seats, c.at, s.name AS by_name \
     FROM reservations r JOIN check_ins c ON c.reservation_id = r.id AND c.undone_at IS NULL \
     JOIN staff s ON s.id = c.by_staff_id WHERE r.performance_id = $1 ORDER BY c.at, c.id"
}

#[derive(QueryableByName)]
struct InsideRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Uuid)]
    reservation_id: uuid::Uuid,
    #[diesel(sql_type = SmallInt)]
    seats: i16,
    #[diesel(sql_type = Timestamptz)]
    at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Text)]
    by_name: String,
}

impl InsideRow {
    fn check_in(&self) -> Result<DoorCheckIn, StoreError> {
        Ok(DoorCheckIn {
            id: CheckInId::new(self.id),
            seats: seats(self.seats)?,
            at: self.at.to_jiff(),
            by: person_name(&self.by_name)?,
        })
    }
}

#[derive(QueryableByName)]
struct CountsRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = BigInt)]
    confirmed: i64,
    #[diesel(sql_type = BigInt)]
    admitted: i64,
}

#[derive(QueryableByName)]
struct PartyRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = SmallInt)]
    seats: i16,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Timestamptz)]
    hold_until: jiff_diesel::Timestamp,
    #[diesel(sql_type = Array<Text>)]
    access_needs: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    note: Option<String>,
}

impl PartyRow {
    fn entry(&self, check_ins: Vec<DoorCheckIn>) -> Result<DoorEntry, StoreError> {
        Ok(DoorEntry {
            id: ReservationId::new(self.id),
            code: ReservationCode::parse(&self.code).map_err(|_| bad_row("reservations.code"))?,
            name: guest_name(&self.name)?,
            seats: seats(self.seats)?,
            admitted: check_ins.iter().map(|check_in| check_in.seats.count()).sum(),
            status: status(&self.status, self.hold_until)?,
            check_ins,
            access_needs: each(&self.access_needs, "reservations.access_needs")?,
            note: note(self.note.as_deref(), "reservations.note")?,
        })
    }
}

/// What is typed as the start of a code; none if less than two characters of one are left.
pub(crate) fn start_of_code(search: &str) -> Option<String> {
    let code = plain(search).to_ascii_uppercase().replace(['-', ' '], "");
    (2..=ReservationCode::LENGTH).contains(&code.len()).then_some(code)
}

async fn with_counts(
    connection: &Loan,
    listing_rows: &[ListingRow],
) -> Result<Vec<DoorHouse>, StoreError> {
    let listings = listings(connection, listing_rows).await?;
    let performances = listings.iter().map(|l| l.performance().id.uuid()).collect();
    let counts: Vec<CountsRow> = connection.rows(HouseCounts { performances }).await?;
    Ok(listings
        .into_iter()
        .map(|listing| {
            let id = listing.performance().id.uuid();
            let row = counts.iter().find(|row| row.id == id);
            DoorHouse {
                listing,
                confirmed: row.map_or(0, |row| count(row.confirmed)),
                admitted: row.map_or(0, |row| count(row.admitted)),
            }
        })
        .collect())
}

#[async_trait]
impl DoorLists for Store {
    async fn houses(
        &self,
        from: Timestamp,
        to: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<DoorHouse>, StoreError> {
        let select =
            ListingsBetween { now: now.to_diesel(), from: comparable(from), to: comparable(to) };
        let connection = self.connections.get().await?;
        let found = connection.rows(select).await?;
        with_counts(&connection, &found).await
    }

    async fn house(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<DoorHouse>, StoreError> {
        let select = AnyListing { now: now.to_diesel(), id: id.uuid() };
        let connection = self.connections.get().await?;
        let found = connection.rows(select).await?;
        Ok(with_counts(&connection, &found).await?.pop())
    }

    async fn parties(
        &self,
        id: PerformanceId,
        search: Option<&DoorSearch>,
    ) -> Result<Vec<DoorEntry>, StoreError> {
        let search = search.map(DoorSearch::as_str);
        // No name holds it, and PostgreSQL's texts can't.
        if search.is_some_and(|search| search.contains('\0')) {
            return Ok(Vec::new());
        }
        let select = Parties {
            performance: id.uuid(),
            search: search.map(str::to_owned),
            code: search.and_then(start_of_code),
        };
        let connection = self.connections.get().await?;
        let (parties, inside) = try_join!(
            connection.rows::<PartyRow>(select),
            connection.rows::<InsideRow>(PartiesInside { performance: id.uuid() }),
        )?;
        let mut by_party: HashMap<_, Vec<_>> = HashMap::new();
        for row in &inside {
            by_party.entry(row.reservation_id).or_default().push(row.check_in()?);
        }
        parties.iter().map(|row| row.entry(by_party.remove(&row.id).unwrap_or_default())).collect()
    }
}
