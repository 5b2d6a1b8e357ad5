//! What the door needs to see.

use async_trait::async_trait;
use azionelab_application::ports::{DoorEntry, DoorHouse, DoorLists, DoorSearch, StoreError};
use azionelab_domain::{Note, PerformanceId, ReservationCode, ReservationId};
use diesel::{
    QueryableByName,
    sql_types::{Array, BigInt, Nullable, SmallInt, Text, Timestamptz, Uuid},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

use crate::{
    Store,
    error::bad_row,
    pool::Loan,
    programme::{ListingRow, listings, select_listings, show_columns, venue_columns},
    rows::{comparable, count, each, house_columns, optional, person_name, seats},
    statement::statement,
};

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
    /// Names are compared without case and accents. A text that is nothing but accents finds none.
    Parties {
        performance: uuid::Uuid => Uuid,
        search: Option<String> => Nullable<Text>,
        code: Option<String> => Nullable<Text>,
    }
    "SELECT r.id, r.code, r.name, r.seats, r.access_needs, r.note, \
     (SELECT coalesce(sum(c.seats), 0) FROM check_ins c \
      WHERE c.reservation_id = r.id AND c.undone_at IS NULL) AS admitted \
     FROM reservations r WHERE r.performance_id = $1 AND r.status = 'confirmed' \
     AND ($2 IS NULL OR position(nullif(fold($2), '') in fold(r.name)) > 0 \
     OR starts_with(r.code, $3)) \
     ORDER BY fold(r.name), r.code"
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
    #[diesel(sql_type = BigInt)]
    admitted: i64,
    #[diesel(sql_type = Array<Text>)]
    access_needs: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    note: Option<String>,
}

impl PartyRow {
    fn entry(&self) -> Result<DoorEntry, StoreError> {
        Ok(DoorEntry {
            id: ReservationId::new(self.id),
            code: ReservationCode::parse(&self.code).map_err(|_| bad_row("reservations.code"))?,
            name: person_name(&self.name)?,
            seats: seats(self.seats)?,
            admitted: count(self.admitted),
            access_needs: each(&self.access_needs, "reservations.access_needs")?,
            note: optional(self.note.as_deref(), Note::parse, "reservations.note")?,
        })
    }
}

/// What is typed as the start of a code; none if less than two characters of one are left.
fn start_of_code(search: &str) -> Option<String> {
    let code = search.to_ascii_uppercase().replace(['-', ' '], "");
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
        let rows: Vec<PartyRow> = self.connections.rows(select).await?;
        rows.iter().map(PartyRow::entry).collect()
    }
}
