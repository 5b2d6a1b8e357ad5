//! The lists that the staff at the door see.

use crate::{
    Store,
    db::{
        error::bad_row,
        functions::{all_of, in_language_order, is_confirmed, search_patterns, starts_with},
        pool::Loan,
        rows::{comparable, count, each, guest_name, multiline_text, person_name, seats, status},
        schema::{check_ins, performances, reservations, staff},
    },
    programme::{
        browse::{ListingRow, listings},
        queries::listings_at,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    box_office::ReservationSearch,
    door::{DoorCheckIn, DoorEntry, DoorHouse, DoorLists},
    ports::StoreError,
    programme::Attendance,
};
use azionelab_domain::{CheckInId, PerformanceId, ReservationCode, ReservationId, plain};
use diesel::{dsl::sum, prelude::*};
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::collections::HashMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = check_ins, check_for_backend(diesel::pg::Pg))]
struct InsideRow {
    id: uuid::Uuid,
    reservation_id: uuid::Uuid,
    seats: i16,
    at: jiff_diesel::Timestamp,
    #[diesel(select_expression = staff::name)]
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

#[derive(Queryable, Selectable)]
#[diesel(table_name = reservations, check_for_backend(diesel::pg::Pg))]
struct PartyRow {
    id: uuid::Uuid,
    code: String,
    name: String,
    seats: i16,
    status: String,
    hold_until: jiff_diesel::Timestamp,
    access_needs: Vec<String>,
    notes: Option<String>,
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
            notes: multiline_text(self.notes.as_deref(), "reservations.notes")?,
        })
    }
}

/// The start of a code that somebody typed, or `None` if it has fewer than two characters.
pub(crate) fn start_of_code(search: &str) -> Option<String> {
    let code = plain(search).to_ascii_uppercase().replace(['-', ' '], "");
    (2..=ReservationCode::LENGTH).contains(&code.len()).then_some(code)
}

async fn with_counts(
    connection: &Loan,
    listing_rows: &[ListingRow],
) -> Result<Vec<DoorHouse>, StoreError> {
    let listings = listings(connection, listing_rows).await?;
    let confirmed_seats = reservations::table
        .filter(reservations::performance_id.eq(performances::id))
        .filter(is_confirmed(reservations::status))
        .select(sum(reservations::seats))
        .single_value();
    let admitted_seats = check_ins::table
        .inner_join(reservations::table)
        .filter(reservations::performance_id.eq(performances::id))
        .filter(is_confirmed(reservations::status))
        .filter(check_ins::undone_at.is_null())
        .select(sum(check_ins::seats))
        .single_value();
    let ids = listings.iter().map(|listing| listing.performance().id.uuid());
    let select = performances::table.filter(performances::id.eq_any(ids)).select((
        performances::id,
        confirmed_seats,
        admitted_seats,
    ));
    let counts: Vec<(uuid::Uuid, Option<i64>, Option<i64>)> = connection.rows(select).await?;
    Ok(listings
        .into_iter()
        .map(|listing| {
            let performance = listing.performance().id.uuid();
            let (_, confirmed, admitted) =
                counts.iter().find(|(id, ..)| *id == performance).copied().unwrap_or_default();
            DoorHouse {
                listing,
                attendance: Attendance {
                    confirmed: count(confirmed.unwrap_or(0)),
                    admitted: count(admitted.unwrap_or(0)),
                },
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
        let select = listings_at(now.to_diesel())
            .filter(performances::starts_at.ge(comparable(from)))
            .filter(performances::starts_at.lt(comparable(to)))
            .order((performances::starts_at, performances::id));
        let connection = self.connections.get().await?;
        let found = connection.rows(select).await?;
        with_counts(&connection, &found).await
    }

    async fn house(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<DoorHouse>, StoreError> {
        let select = listings_at(now.to_diesel()).filter(performances::id.eq(id.uuid()));
        let connection = self.connections.get().await?;
        let found = connection.rows(select).await?;
        Ok(with_counts(&connection, &found).await?.pop())
    }

    async fn parties(
        &self,
        id: PerformanceId,
        search: Option<&ReservationSearch>,
    ) -> Result<Vec<DoorEntry>, StoreError> {
        let search = search.map(ReservationSearch::as_str);
        // PostgreSQL cannot store U+0000, so no name contains it.
        if search.is_some_and(|search| search.contains('\0')) {
            return Ok(Vec::new());
        }
        let connection = self.connections.get().await?;
        let parties = reservations::table
            .filter(reservations::performance_id.eq(id.uuid()))
            .order((in_language_order(reservations::name), reservations::code))
            .select(PartyRow::as_select());
        let parties = async {
            let Some(search) = search else {
                return connection.rows(parties.filter(is_confirmed(reservations::status))).await;
            };
            // Only a search finds guests whose reservation is not confirmed. A name is found by
            // all words of the search, in any order.
            let has_name = reservations::search_key.like(all_of(search_patterns(search)));
            let has_code = starts_with(reservations::code.nullable(), start_of_code(search));
            connection.rows::<PartyRow>(parties.filter(has_name.or(has_code))).await
        };
        let inside = check_ins::table
            .inner_join(reservations::table)
            .inner_join(staff::table.on(staff::id.eq(check_ins::by_staff_id)))
            .filter(reservations::performance_id.eq(id.uuid()))
            .filter(check_ins::undone_at.is_null())
            .order((check_ins::at, check_ins::id))
            .select(InsideRow::as_select());
        let (parties, inside) = try_join!(parties, connection.rows::<InsideRow>(inside))?;
        let mut by_party: HashMap<_, Vec<_>> = HashMap::new();
        for row in &inside {
            by_party.entry(row.reservation_id).or_default().push(row.check_in()?);
        }
        parties.iter().map(|row| row.entry(by_party.remove(&row.id).unwrap_or_default())).collect()
    }
}
