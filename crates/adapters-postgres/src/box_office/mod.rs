//! The lists of the box office.

mod check_ins;
mod lists;

use crate::{
    Store,
    db::{
        functions::in_language_order,
        pool::Loan,
        rows::{self, ReservationRow, count, parse, person_name},
        schema::{check_ins as check_in, outbox, performances, reservations, shows, staff, venues},
        statement::Uncached,
    },
    programme::browse::SummaryRow,
};
use async_trait::async_trait;
use azionelab_application::{
    box_office::{
        BoxOffice, CheckInQuery, CheckInRecord, Colleague, LatestMessage, MessageRecord,
        ReservationEntry, ReservationFilter, ReservationQuery,
    },
    ports::StoreError,
};
use azionelab_domain::{ReservationId, StaffId};
use diesel::{dsl::sum, prelude::*};
use futures_util::try_join;
use jiff::Timestamp;
use std::collections::HashMap;

/// A reservation, the seats that were let in, and its performance.
type EntryRow = (ReservationRow, Option<i64>, SummaryRow);

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox, check_for_backend(diesel::pg::Pg))]
struct MessageRow {
    kind: String,
    state: String,
    created_at: jiff_diesel::Timestamp,
    settled_at: Option<jiff_diesel::Timestamp>,
    failed_attempts: i32,
    problem: Option<String>,
}

impl MessageRow {
    fn record(self) -> Result<MessageRecord, StoreError> {
        Ok(MessageRecord {
            kind: parse(&self.kind, "outbox.kind")?,
            state: parse(&self.state, "outbox.state")?,
            created_at: self.created_at.to_jiff(),
            settled_at: self.settled_at.map(jiff_diesel::Timestamp::to_jiff),
            failed_attempts: self.failed_attempts.cast_unsigned(),
            problem: self.problem,
        })
    }

    fn latest(self) -> Result<LatestMessage, StoreError> {
        let MessageRecord { kind, state, created_at, settled_at, .. } = self.record()?;
        Ok(LatestMessage { kind, state, at: settled_at.unwrap_or(created_at) })
    }
}

/// Whether a search can match nothing: PostgreSQL cannot store U+0000.
fn finds_nothing(filter: &ReservationFilter) -> bool {
    filter.search.as_ref().is_some_and(|search| search.as_str().contains('\0'))
}

/// The entries of reservations, in the order of the ids.
async fn entries(
    connection: &Loan,
    ids: &[uuid::Uuid],
) -> Result<Vec<ReservationEntry>, StoreError> {
    let admitted = check_in::table
        .filter(check_in::reservation_id.eq(reservations::id))
        .filter(check_in::undone_at.is_null())
        .select(sum(check_in::seats))
        .single_value();
    let entries = reservations::table
        .inner_join(performances::table.inner_join(shows::table).inner_join(venues::table))
        .filter(reservations::id.eq_any(ids))
        .select((ReservationRow::as_select(), admitted, SummaryRow::as_select()));
    let latest_messages = outbox::table
        .filter(outbox::reservation_id.eq_any(ids))
        .distinct_on(outbox::reservation_id)
        .order((outbox::reservation_id, outbox::created_at.desc(), outbox::id.desc()))
        .select((outbox::reservation_id.assume_not_null(), MessageRow::as_select()));
    let (entries, latest_messages) = try_join!(
        connection.rows::<EntryRow>(entries),
        connection.rows::<(uuid::Uuid, MessageRow)>(latest_messages),
    )?;
    let mut latest_messages: HashMap<_, _> = latest_messages.into_iter().collect();
    let mut entries: HashMap<_, _> =
        entries.into_iter().map(|row| (row.0.reservation_id, row)).collect();
    ids.iter()
        .filter_map(|id| entries.remove(id))
        .map(|(row, admitted, performance)| {
            let latest_message = latest_messages.remove(&row.reservation_id);
            Ok(ReservationEntry {
                reservation: row.reservation()?,
                version: row.version(),
                admitted: count(admitted.unwrap_or(0)),
                hold_until: row.hold_until.to_jiff(),
                latest_message: latest_message.map(MessageRow::latest).transpose()?,
                performance: performance.summary(row.performance_id)?,
            })
        })
        .collect()
}

#[async_trait]
impl BoxOffice for Store {
    async fn entries(
        &self,
        query: &ReservationQuery,
        now: Timestamp,
    ) -> Result<Vec<ReservationEntry>, StoreError> {
        let connection = self.connections.get().await?;
        let place = match query.after {
            None => None,
            Some(after) => Some(connection.rows(lists::place(after)).await?.pop()),
        };
        if finds_nothing(&query.filter) || matches!(place, Some(None)) {
            return Ok(Vec::new());
        }
        let place = place.flatten();
        let page = lists::page(query, place.as_ref(), now);
        let ids: Vec<uuid::Uuid> = connection.rows(Uncached(page)).await?;
        entries(&connection, &ids).await
    }

    async fn total(&self, filter: &ReservationFilter, now: Timestamp) -> Result<u64, StoreError> {
        if finds_nothing(filter) {
            return Ok(0);
        }
        let total: Option<i64> =
            self.connections.row(Uncached(lists::matching(filter, now).count())).await?;
        Ok(total.map_or(0, i64::cast_unsigned))
    }

    async fn entry(&self, id: ReservationId) -> Result<Option<ReservationEntry>, StoreError> {
        let connection = self.connections.get().await?;
        let check_ins = check_in::table
            .filter(check_in::reservation_id.eq(id.uuid()))
            .order((check_in::at, check_in::id))
            .select(rows::CheckInRow::as_select());
        let ids = [id.uuid()];
        let (mut entries, check_ins) =
            try_join!(entries(&connection, &ids), connection.rows::<rows::CheckInRow>(check_ins),)?;
        let Some(mut entry) = entries.pop() else { return Ok(None) };
        entry.reservation.check_ins =
            check_ins.iter().map(rows::CheckInRow::check_in).collect::<Result<_, _>>()?;
        Ok(Some(entry))
    }

    async fn messages(&self, of: ReservationId) -> Result<Vec<MessageRecord>, StoreError> {
        let select = outbox::table
            .filter(outbox::reservation_id.eq(of.uuid()))
            .order((outbox::created_at.desc(), outbox::id.desc()))
            .select(MessageRow::as_select());
        let rows: Vec<MessageRow> = self.connections.rows(select).await?;
        rows.into_iter().map(MessageRow::record).collect()
    }

    async fn check_ins(&self, query: &CheckInQuery) -> Result<Vec<CheckInRecord>, StoreError> {
        check_ins::page(&self.connections.get().await?, query).await
    }

    async fn check_in_staff(&self) -> Result<Vec<Colleague>, StoreError> {
        let select = staff::table
            .filter(staff::id.eq_any(check_in::table.select(check_in::by_staff_id)))
            .order((in_language_order(staff::name), staff::id))
            .select((staff::id, staff::name));
        let rows: Vec<(uuid::Uuid, String)> = self.connections.rows(select).await?;
        let colleague = |(id, name): &(_, String)| {
            Ok(Colleague { id: StaffId::new(*id), name: person_name(name)? })
        };
        rows.iter().map(colleague).collect()
    }
}
