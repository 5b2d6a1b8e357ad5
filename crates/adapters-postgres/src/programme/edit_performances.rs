//! The performances as the office sees them, and new ones.

use super::{
    browse::{parse_publication, slug, time_zone},
    edit::{delete, stored},
    page::{after_place, ids, with_rows},
    queries::{holds_seats, houses},
};
use crate::{
    Store,
    audit::insert_entries,
    db::{
        error::store_error,
        functions::{is_live, is_pending},
        pool::Loan,
        rows::{HouseRow, comparable, count},
        schema::{check_ins, performances, reservations, shows, venues},
        statement::statement,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{Part, Place, StoreError, Version},
    programme::{
        Attendance, Audience, DeleteError, PerformanceOrder, PerformanceRow, PerformanceShow,
        PerformanceVenue, Performances, ScheduleFailed, SeasonQuery,
    },
};
use azionelab_domain::{Performance, PerformanceId, StatusKind};
use diesel::{
    dsl::{count_star, sum},
    prelude::*,
    result::{DatabaseErrorKind, Error},
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

statement! {
    /// Stays SQL because its key is computed, and every order is the same statement. It adds the
    /// seats of all performances up only where the table depends on them: from an index alone, less
    /// the few seats of holds that have lapsed and are not stored as expired yet.
    SelectSeason {
        now: jiff_diesel::Timestamp => Timestamptz,
        from: Option<jiff_diesel::Timestamp> => Nullable<Timestamptz>,
        to: Option<jiff_diesel::Timestamp> => Nullable<Timestamptz>,
        show: Option<String> => Nullable<Text>,
        venue: Option<String> => Nullable<Text>,
        search: Option<String> => Nullable<Text>,
        state: Option<&'static str> => Nullable<Text>,
        order: &'static str => Text,
        counts: bool => Bool,
        down: bool => Bool,
        after: Option<String> => Nullable<Text>,
        after_id: Option<uuid::Uuid> => Nullable<Uuid>,
        limit: i64 => BigInt,
    }
    concat!("WITH lapsed AS MATERIALIZED (SELECT performance_id, seats FROM reservations WHERE $9 \
     AND status = 'pending' AND hold_until <= $1), \
     counted AS (SELECT p.id, p.starts_at, p.opens_at, p.closes_at, p.cancelled_at, \
     greatest(p.capacity + p.extra - p.occupied, 0) AS bookable, \
     (SELECT coalesce(sum(r.seats), 0) FROM reservations r WHERE $9 \
     AND r.performance_id = p.id AND r.status IN ('pending', 'confirmed')) \
     - (SELECT coalesce(sum(l.seats), 0) FROM lapsed l WHERE l.performance_id = p.id) AS held \
     FROM performances p JOIN shows s ON s.id = p.show_id JOIN venues v ON v.id = p.venue_id \
     WHERE p.starts_at >= coalesce($2, '-infinity') AND p.starts_at < coalesce($3, 'infinity') \
     AND ($4 IS NULL OR $4 IN (s.slug, s.id::text)) \
     AND ($5 IS NULL OR $5 IN (v.slug, v.id::text)) \
     AND ($6 IS NULL OR search_key(s.title || ' ' || v.name) \
     LIKE ALL (search_patterns($6)))), \
     keyed AS (SELECT id, CASE $8 WHEN 'held' THEN lpad(held::text, 12, '0') \
     WHEN 'available' THEN lpad(greatest(bookable - held, 0)::text, 12, '0') \
     ELSE to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') END \
     COLLATE \"C\" AS key FROM counted WHERE $7 IS NULL OR $7 = CASE \
     WHEN cancelled_at IS NOT NULL THEN 'cancelled' WHEN $1 < opens_at THEN 'not_yet_open' \
     WHEN $1 >= closes_at THEN 'closed' WHEN bookable <= held THEN 'sold_out' ELSE 'open' END) \
     SELECT id, key, (SELECT count(*) FROM keyed) AS total FROM keyed WHERE ",
     after_place!("$10", "$11", "$12"), "LIMIT $13")
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = performances, check_for_backend(diesel::pg::Pg))]
struct VersionedRow {
    #[diesel(embed)]
    house: HouseRow,
    #[diesel(select_expression = shows::slug)]
    show_slug: String,
    #[diesel(select_expression = shows::title)]
    title: String,
    #[diesel(select_expression = shows::publication)]
    publication: String,
    #[diesel(select_expression = venues::slug)]
    venue_slug: String,
    #[diesel(select_expression = venues::name)]
    venue_name: String,
    #[diesel(select_expression = venues::time_zone)]
    time_zone: String,
    version: i64,
}

/// A performance with its seats; a sum of no rows is missing.
#[derive(Queryable)]
struct CountedRow {
    performance: VersionedRow,
    confirmed: Option<i64>,
    pending: Option<i64>,
    admitted: Option<i64>,
}

impl CountedRow {
    fn read(&self) -> Result<PerformanceRow, StoreError> {
        let seats = |sum: Option<i64>| count(sum.unwrap_or_default());
        let (confirmed, pending) = (seats(self.confirmed), seats(self.pending));
        let row = &self.performance;
        let house = row.house.house().with_seats_held_elsewhere(confirmed + pending);
        Ok(PerformanceRow {
            version: Version(row.version.cast_unsigned()),
            show: PerformanceShow {
                id: house.performance().show,
                slug: slug(&row.show_slug)?,
                title: row.title.clone(),
                publication: parse_publication(&row.publication)?,
            },
            venue: PerformanceVenue {
                id: house.performance().venue,
                slug: slug(&row.venue_slug)?,
                name: row.venue_name.clone(),
                time_zone: time_zone(&row.time_zone)?,
            },
            attendance: Attendance { confirmed, admitted: seats(self.admitted) },
            house,
        })
    }
}

#[derive(Insertable)]
#[diesel(table_name = performances)]
struct NewPerformance {
    id: uuid::Uuid,
    show_id: uuid::Uuid,
    venue_id: uuid::Uuid,
    starts_at: jiff_diesel::Timestamp,
    doors_at: jiff_diesel::Timestamp,
    opens_at: jiff_diesel::Timestamp,
    closes_at: jiff_diesel::Timestamp,
    capacity: i32,
    occupied: i32,
    extra: i32,
}

impl NewPerformance {
    fn of(performance: &Performance) -> Result<Self, StoreError> {
        Ok(Self {
            id: performance.id.uuid(),
            show_id: performance.show.uuid(),
            venue_id: performance.venue.uuid(),
            starts_at: performance.starts_at.to_diesel(),
            doors_at: performance.doors_at.to_diesel(),
            opens_at: performance.opens_at.to_diesel(),
            closes_at: performance.closes_at.to_diesel(),
            capacity: stored(performance.seating.capacity)?,
            occupied: stored(performance.seating.occupied)?,
            extra: stored(performance.seating.extra)?,
        })
    }
}

/// Performances by start and id, with the seats held at `now`.
async fn by_ids(
    connection: &Loan,
    ids: Vec<uuid::Uuid>,
    now: jiff_diesel::Timestamp,
) -> Result<Vec<PerformanceRow>, StoreError> {
    let confirmed = reservations::table
        .filter(reservations::performance_id.eq(performances::id))
        .filter(is_live(reservations::status))
        .filter(reservations::status.eq(StatusKind::Confirmed.as_str()))
        .select(sum(reservations::seats));
    let pending = reservations::table
        .filter(reservations::performance_id.eq(performances::id))
        .filter(is_pending(reservations::status))
        .filter(reservations::hold_until.gt(now))
        .select(sum(reservations::seats));
    let admitted = reservations::table
        .inner_join(check_ins::table)
        .filter(reservations::performance_id.eq(performances::id))
        .filter(is_live(reservations::status))
        .filter(check_ins::undone_at.is_null())
        .select(sum(check_ins::seats));
    let select = houses()
        .filter(performances::id.eq_any(ids))
        .select((
            VersionedRow::as_select(),
            confirmed.single_value(),
            pending.single_value(),
            admitted.single_value(),
        ))
        .order((performances::starts_at, performances::id));
    let rows: Vec<CountedRow> = connection.rows(select).await?;
    rows.iter().map(CountedRow::read).collect()
}

#[async_trait]
impl Performances for Store {
    async fn table(
        &self,
        query: &SeasonQuery,
        now: Timestamp,
    ) -> Result<Part<PerformanceRow>, StoreError> {
        let now = now.to_diesel();
        let sorting = &query.paging.sorting;
        let order = match sorting.by {
            PerformanceOrder::StartsAt => "starts_at",
            PerformanceOrder::Held => "held",
            PerformanceOrder::Available => "available",
        };
        let connection = self.connections.get().await?;
        let part = ids(&connection, &query.paging, |after: Option<&Place>, limit| SelectSeason {
            now,
            from: query.from.map(comparable),
            to: query.to.map(comparable),
            show: query.show.clone(),
            venue: query.venue.clone(),
            search: query.search.clone(),
            state: query.state.map(azionelab_domain::BookingState::as_str),
            order,
            counts: query.state.is_some() || sorting.by != PerformanceOrder::StartsAt,
            down: sorting.descending,
            after: after.map(|after| after.key.clone()),
            after_id: after.map(|after| after.id),
            limit,
        })
        .await?;
        let rows = by_ids(&connection, part.rows.clone(), now).await?;
        let by_id = |row: PerformanceRow| (row.performance().id.uuid(), row);
        Ok(with_rows(part, rows.into_iter().map(by_id).collect()))
    }

    async fn find(
        &self,
        performances: &[PerformanceId],
        now: Timestamp,
    ) -> Result<Vec<PerformanceRow>, StoreError> {
        let ids = performances.iter().map(|id| id.uuid()).collect();
        by_ids(&self.connections.get().await?, ids, now.to_diesel()).await
    }

    async fn audience(
        &self,
        performance: PerformanceId,
        now: Timestamp,
    ) -> Result<Audience, StoreError> {
        let select = reservations::table
            .filter(reservations::performance_id.eq(performance.uuid()))
            .filter(holds_seats(now.to_diesel()))
            .select((count_star(), diesel::dsl::count(reservations::email)));
        let row: Option<(i64, i64)> = self.connections.row(select).await?;
        Ok(row.map_or_else(Audience::default, |(reservations, with_address)| Audience {
            reservations: count(reservations),
            with_address: count(with_address),
        }))
    }

    async fn schedule(
        &self,
        performances: &[Performance],
        entries: &[AuditEntry],
    ) -> Result<(), ScheduleFailed> {
        let Some(first) = performances.first() else { return Ok(()) };
        let rows = performances.iter().map(NewPerformance::of).collect::<Result<Vec<_>, _>>()?;
        let transaction = self.connections.begin().await?;
        // The show is locked, so that a second request sees the performances of the first.
        let show = shows::table.find(first.show.uuid()).select(shows::id).for_no_key_update();
        if transaction.row::<uuid::Uuid>(show).await?.is_none() {
            return Err(ScheduleFailed::NoSuchShow);
        }
        let starts: Vec<_> = rows.iter().map(|row| row.starts_at).collect();
        let scheduled_already = performances::table
            .filter(performances::show_id.eq(first.show.uuid()))
            .filter(performances::venue_id.eq(first.venue.uuid()))
            .filter(performances::starts_at.eq_any(starts))
            .filter(performances::cancelled_at.is_null())
            .select(performances::starts_at);
        let starts: Vec<jiff_diesel::Timestamp> = transaction.rows(scheduled_already).await?;
        if !starts.is_empty() {
            let starts = starts.into_iter().map(jiff_diesel::Timestamp::to_jiff).collect();
            return Err(ScheduleFailed::Duplicates(starts));
        }
        let insert = diesel::insert_into(performances::table).values(rows);
        transaction.attempt(insert).await.map_err(|error| match error {
            Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => {
                ScheduleFailed::NoSuchVenue
            }
            error => ScheduleFailed::Store(store_error(&error)),
        })?;
        if let Some(insert) = insert_entries(entries) {
            transaction.run(insert).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn delete(
        &self,
        performance: PerformanceId,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<(), DeleteError> {
        let performance = performances::table
            .find(performance.uuid())
            .filter(performances::version.eq(of.0.cast_signed()));
        delete(&self.connections, diesel::delete(performance), entry).await
    }
}
