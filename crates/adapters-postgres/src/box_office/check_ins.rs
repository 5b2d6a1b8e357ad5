//! What check-ins are looked up by.

use crate::db::{
    error::bad_row,
    rows::{guest_name, note, person_name, seats},
    statement::{Composed, Value, statement},
};
use azionelab_application::{
    box_office::{CheckInQuery, CheckInRecord, Colleague},
    ports::StoreError,
};
use azionelab_domain::{CheckInId, PerformanceId, ReservationCode, ReservationId, StaffId};
use diesel::{
    QueryableByName,
    sql_types::{Nullable, SmallInt, Text, Timestamptz, Uuid},
};

statement! {
    WhoHasLetIn {}
    "SELECT s.id, s.name FROM staff s WHERE s.id IN (SELECT by_staff_id FROM check_ins) \
     ORDER BY s.name COLLATE \"und-x-icu\", s.id"
}

#[derive(QueryableByName)]
pub(crate) struct ColleagueRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    name: String,
}

impl ColleagueRow {
    pub fn colleague(&self) -> Result<Colleague, StoreError> {
        Ok(Colleague { id: StaffId::new(self.id), name: person_name(&self.name)? })
    }
}

#[derive(QueryableByName)]
pub(crate) struct CheckInRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Timestamptz)]
    at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Uuid)]
    by_staff_id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    by_name: String,
    #[diesel(sql_type = SmallInt)]
    seats: i16,
    #[diesel(sql_type = Uuid)]
    reservation_id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    override_reason: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    undone_at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Nullable<Text>)]
    undone_by: Option<String>,
}

impl CheckInRow {
    pub fn record(&self) -> Result<CheckInRecord, StoreError> {
        let undone_by = self.undone_by.as_deref().map(person_name).transpose()?;
        Ok(CheckInRecord {
            id: CheckInId::new(self.id),
            at: self.at.to_jiff(),
            by: StaffId::new(self.by_staff_id),
            by_name: person_name(&self.by_name)?,
            seats: seats(self.seats)?,
            reservation: ReservationId::new(self.reservation_id),
            code: ReservationCode::parse(&self.code).map_err(|_| bad_row("reservations.code"))?,
            name: guest_name(&self.name)?,
            override_reason: note(self.override_reason.as_deref(), "check_ins.override_reason")?,
            undone: self.undone_at.map(jiff_diesel::Timestamp::to_jiff).zip(undone_by),
        })
    }
}

/// Check-ins, the latest first.
pub(crate) fn check_ins(query: &CheckInQuery) -> Composed {
    let mut list = Composed::default();
    list.push(
        "SELECT c.id, c.at, c.by_staff_id, s.name AS by_name, c.seats, c.reservation_id, r.code, \
         r.name, c.override_reason, c.undone_at, u.name AS undone_by FROM check_ins c \
         JOIN reservations r ON r.id = c.reservation_id JOIN staff s ON s.id = c.by_staff_id \
         LEFT JOIN staff u ON u.id = c.undone_by_staff_id WHERE true",
    );
    for (column, id) in [
        ("r.performance_id", query.performance.map(PerformanceId::uuid)),
        ("c.reservation_id", query.reservation.map(ReservationId::uuid)),
        ("c.by_staff_id", query.by.map(StaffId::uuid)),
    ] {
        if let Some(id) = id {
            let id = list.value(Value::Id(id));
            list.push(&format!(" AND {column} = {id}"));
        }
    }
    if let Some(undone) = query.undone {
        let undone = list.value(Value::Flag(undone));
        list.push(&format!(" AND (c.undone_at IS NOT NULL) = {undone}"));
    }
    if let Some(after) = query.after {
        let after = list.value(Value::Id(after.uuid()));
        list.push(&format!(
            " AND (c.at, c.id) < (SELECT last.at, last.id FROM check_ins last \
             WHERE last.id = {after})"
        ));
    }
    let limit = list.value(Value::Number(query.limit.into()));
    list.push(&format!(" ORDER BY c.at DESC, c.id DESC LIMIT {limit}"));
    list
}
