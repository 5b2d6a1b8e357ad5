//! The list of check-ins.

use crate::db::{
    error::bad_row,
    functions::row_lt,
    pool::Loan,
    rows::{guest_name, multiline_text, person_name, seats},
    schema::{check_ins, reservations, staff},
    statement::Uncached,
};
use azionelab_application::{
    box_office::{CheckInQuery, CheckInRecord},
    ports::StoreError,
};
use azionelab_domain::{CheckInId, ReservationCode, ReservationId, StaffId};
use diesel::{pg::Pg, prelude::*};
use jiff_diesel::Timestamp;

#[derive(Queryable, Selectable)]
#[diesel(table_name = check_ins, check_for_backend(Pg))]
struct CheckInRow {
    id: uuid::Uuid,
    at: Timestamp,
    by_staff_id: uuid::Uuid,
    #[diesel(select_expression = staff::name)]
    by_name: String,
    seats: i16,
    reservation_id: uuid::Uuid,
    #[diesel(select_expression = reservations::code)]
    code: String,
    #[diesel(select_expression = reservations::name)]
    name: String,
    override_reason: Option<String>,
    undone_at: Option<Timestamp>,
}

impl CheckInRow {
    fn record(&self, undone_by: Option<&str>) -> Result<CheckInRecord, StoreError> {
        let undone_by = undone_by.map(person_name).transpose()?;
        Ok(CheckInRecord {
            id: CheckInId::new(self.id),
            at: self.at.to_jiff(),
            by: StaffId::new(self.by_staff_id),
            by_name: person_name(&self.by_name)?,
            seats: seats(self.seats)?,
            reservation: ReservationId::new(self.reservation_id),
            code: ReservationCode::parse(&self.code).map_err(|_| bad_row("reservations.code"))?,
            name: guest_name(&self.name)?,
            override_reason: multiline_text(
                self.override_reason.as_deref(),
                "check_ins.override_reason",
            )?,
            undone: self.undone_at.map(Timestamp::to_jiff).zip(undone_by),
        })
    }
}

/// A page of the check-ins, the latest first.
pub(crate) async fn page(
    connection: &Loan,
    query: &CheckInQuery,
) -> Result<Vec<CheckInRecord>, StoreError> {
    let undoer = diesel::alias!(staff as undoer);
    let mut list = check_ins::table
        .inner_join(reservations::table)
        .inner_join(staff::table.on(staff::id.eq(check_ins::by_staff_id)))
        .left_join(undoer.on(undoer.field(staff::id).nullable().eq(check_ins::undone_by_staff_id)))
        .order((check_ins::at.desc(), check_ins::id.desc()))
        .limit(query.limit.into())
        .select((CheckInRow::as_select(), undoer.field(staff::name).nullable()))
        .into_boxed::<Pg>();
    if let Some(performance) = query.performance {
        list = list.filter(reservations::performance_id.eq(performance.uuid()));
    }
    if let Some(reservation) = query.reservation {
        list = list.filter(check_ins::reservation_id.eq(reservation.uuid()));
    }
    if let Some(by) = query.by {
        list = list.filter(check_ins::by_staff_id.eq(by.uuid()));
    }
    if let Some(undone) = query.undone {
        list = list.filter(check_ins::undone_at.is_not_null().eq(undone));
    }
    if let Some(after) = query.after {
        let after = check_ins::table.find(after.uuid()).select((check_ins::at, check_ins::id));
        let place: Vec<(Timestamp, uuid::Uuid)> = connection.rows(after).await?;
        let Some(place) = place.into_iter().next() else { return Ok(Vec::new()) };
        list = list.filter(row_lt((check_ins::at, check_ins::id), place));
    }
    let rows: Vec<(CheckInRow, Option<String>)> = connection.rows(Uncached(list)).await?;
    rows.iter().map(|(row, undone_by)| row.record(undone_by.as_deref())).collect()
}
