//! What the box office looks up.

mod check_ins;
mod lists;

use self::{
    check_ins::{CheckInRow, ColleagueRow, WhoHasLetIn},
    lists::{Place, SelectEntry, SelectPlace},
};
use crate::{
    Store,
    db::{
        error::bad_row,
        rows::{self, ReservationRow, count},
        statement::statement,
    },
    houses::CheckInsOf,
    programme::browse::BriefRow,
};
use async_trait::async_trait;
use azionelab_application::{
    box_office::{
        BoxOffice, CheckInQuery, CheckInRecord, Colleague, LatestMessage, MessageRecord,
        MessageState, ReservationEntry, ReservationFilter, ReservationQuery,
    },
    ports::StoreError,
};
use azionelab_domain::ReservationId;
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid},
};
use futures_util::try_join;
use jiff::Timestamp;

statement! {
    SelectMessages { reservation: uuid::Uuid => Uuid }
    "SELECT kind, state, created_at, settled_at, failed_attempts, problem FROM outbox \
     WHERE reservation_id = $1 ORDER BY created_at DESC, id DESC"
}

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(embed)]
    reservation: ReservationRow,
    #[diesel(sql_type = BigInt)]
    admitted: i64,
    #[diesel(sql_type = Nullable<Text>)]
    message_kind: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    message_state: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    message_at: Option<jiff_diesel::Timestamp>,
    #[diesel(embed)]
    performance: BriefRow,
}

impl EntryRow {
    fn entry(self) -> Result<ReservationEntry, StoreError> {
        let latest_message = match (self.message_kind, self.message_state, self.message_at) {
            (Some(kind), Some(state), Some(at)) => Some(LatestMessage {
                kind: kind.parse().map_err(|()| bad_row("outbox.kind"))?,
                state: message_state(&state)?,
                at: at.to_jiff(),
            }),
            _ => None,
        };
        Ok(ReservationEntry {
            reservation: self.reservation.reservation()?,
            version: self.reservation.version(),
            admitted: count(self.admitted),
            hold_until: self.reservation.hold_until.to_jiff(),
            latest_message,
            performance: self.performance.brief(self.reservation.performance_id)?,
        })
    }
}

#[derive(QueryableByName)]
struct TotalRow {
    #[diesel(sql_type = BigInt)]
    total: i64,
}

#[derive(QueryableByName)]
struct MessageRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    settled_at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Integer)]
    failed_attempts: i32,
    #[diesel(sql_type = Nullable<Text>)]
    problem: Option<String>,
}

impl MessageRow {
    fn record(self) -> Result<MessageRecord, StoreError> {
        Ok(MessageRecord {
            kind: self.kind.parse().map_err(|()| bad_row("outbox.kind"))?,
            state: message_state(&self.state)?,
            created_at: self.created_at.to_jiff(),
            settled_at: self.settled_at.map(jiff_diesel::Timestamp::to_jiff),
            failed_attempts: self.failed_attempts.cast_unsigned(),
            problem: self.problem,
        })
    }
}

fn message_state(name: &str) -> Result<MessageState, StoreError> {
    match name {
        "waiting" => Ok(MessageState::Waiting),
        "sent" => Ok(MessageState::Sent),
        "refused" => Ok(MessageState::Refused),
        "dropped" => Ok(MessageState::Dropped),
        _ => Err(bad_row("outbox.state")),
    }
}

/// Whether nothing can be found: PostgreSQL's texts hold no U+0000.
fn finds_nothing(filter: &ReservationFilter) -> bool {
    filter.search.as_ref().is_some_and(|search| search.as_str().contains('\0'))
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
            Some(after) => {
                let found: Vec<Place> = connection.rows(SelectPlace { id: after.uuid() }).await?;
                Some(found.into_iter().next())
            }
        };
        if finds_nothing(&query.filter) || matches!(place, Some(None)) {
            return Ok(Vec::new());
        }
        let page = lists::page(query, place.flatten().as_ref(), now);
        let rows: Vec<EntryRow> = connection.rows(page).await?;
        rows.into_iter().map(EntryRow::entry).collect()
    }

    async fn total(&self, filter: &ReservationFilter, now: Timestamp) -> Result<u64, StoreError> {
        if finds_nothing(filter) {
            return Ok(0);
        }
        let row: Option<TotalRow> = self.connections.row(lists::total(filter, now)).await?;
        Ok(row.map_or(0, |row| row.total.cast_unsigned()))
    }

    async fn entry(&self, id: ReservationId) -> Result<Option<ReservationEntry>, StoreError> {
        let connection = self.connections.get().await?;
        let id = id.uuid();
        let (entries, check_ins) = try_join!(
            connection.rows::<EntryRow>(SelectEntry { id }),
            connection.rows::<rows::CheckInRow>(CheckInsOf { reservations: vec![id] }),
        )?;
        let Some(row) = entries.into_iter().next() else { return Ok(None) };
        let mut entry = row.entry()?;
        entry.reservation.check_ins =
            check_ins.iter().map(rows::CheckInRow::check_in).collect::<Result<_, _>>()?;
        Ok(Some(entry))
    }

    async fn messages(&self, of: ReservationId) -> Result<Vec<MessageRecord>, StoreError> {
        let rows: Vec<MessageRow> =
            self.connections.rows(SelectMessages { reservation: of.uuid() }).await?;
        rows.into_iter().map(MessageRow::record).collect()
    }

    async fn check_ins(&self, query: &CheckInQuery) -> Result<Vec<CheckInRecord>, StoreError> {
        let rows: Vec<CheckInRow> = self.connections.rows(check_ins::check_ins(query)).await?;
        rows.iter().map(CheckInRow::record).collect()
    }

    async fn check_in_staff(&self) -> Result<Vec<Colleague>, StoreError> {
        let rows: Vec<ColleagueRow> = self.connections.rows(WhoHasLetIn {}).await?;
        rows.iter().map(ColleagueRow::colleague).collect()
    }
}
