//! The performances as the office sees them, and new ones.

use super::{
    browse::{parse_publication, slug, time_zone},
    edit::{Changed, edit, stored, written},
    page::{TableRow, after_place, is_past_the_end, limit, part},
};
use crate::{
    Store,
    audit::{insert_entries, noted},
    db::{
        error::{no_answer, store_error},
        pool::UntilCommitted,
        rows::{HouseRow, comparable, count, house_columns},
        statement::{Begin, Commit, rows, run, statement},
    },
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{Part, Place, StoreError, Version},
    programme::{
        Audience, EditError, PerformanceOrder, PerformanceRow, PerformanceShow, PerformanceVenue,
        Performances, ScheduleFailed, SeasonQuery,
    },
};
use azionelab_domain::{Performance, PerformanceId, ShowId, VenueId};
use diesel::{
    QueryResult, QueryableByName,
    result::{DatabaseErrorKind, Error},
    sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid},
};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use tokio::time::timeout;

/// The columns of a [`FoundPerformance`].
macro_rules! performance_columns {
    () => {
        concat!(
            house_columns!(),
            ", s.slug AS show_slug, s.title, s.publication, v.slug AS venue_slug, \
             v.name AS venue_name, v.time_zone, p.version, held.confirmed, held.pending, \
             inside.admitted"
        )
    };
}

/// What a [`FoundPerformance`] is of, from `performances p` on: the seats held at `$1`, and who is inside.
macro_rules! performance_tables {
    () => {
        "JOIN shows s ON s.id = p.show_id JOIN venues v ON v.id = p.venue_id CROSS JOIN site \
         CROSS JOIN LATERAL (SELECT \
         coalesce(sum(r.seats) FILTER (WHERE r.status = 'confirmed'), 0)::bigint AS confirmed, \
         coalesce(sum(r.seats) FILTER (WHERE r.status = 'pending' AND r.hold_until > $1), 0)::bigint \
         AS pending FROM reservations r \
         WHERE r.performance_id = p.id AND r.status IN ('pending', 'confirmed')) held \
         CROSS JOIN LATERAL (SELECT coalesce(sum(c.seats), 0)::bigint AS admitted \
         FROM reservations r JOIN check_ins c ON c.reservation_id = r.id \
         WHERE r.performance_id = p.id AND r.status IN ('pending', 'confirmed') \
         AND c.undone_at IS NULL) inside "
    };
}

statement! {
    /// The seats are added up of every performance only where the table depends on them: from an
    /// index alone, less the few of holds that have lapsed and are not yet stored as expired.
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
     WHEN $1 >= closes_at THEN 'closed' WHEN bookable <= held THEN 'sold_out' ELSE 'open' END), \
     part AS (SELECT id, key, (SELECT count(*) FROM keyed) AS total, \
     row_number() OVER () AS place FROM (SELECT id, key FROM keyed WHERE ",
     after_place!("$10", "$11", "$12"), "LIMIT $13) sorted) \
     SELECT ", performance_columns!(), ", part.key, part.total FROM part \
     JOIN performances p ON p.id = part.id ", performance_tables!(), "ORDER BY part.place")
}

statement! {
    SelectPerformances {
        now: jiff_diesel::Timestamp => Timestamptz,
        performances: Vec<uuid::Uuid> => Array<Uuid>,
    }
    concat!("SELECT ", performance_columns!(), " FROM performances p ", performance_tables!(),
     "WHERE p.id = ANY($2) ORDER BY p.starts_at, p.id")
}

statement! {
    CountAudience { now: jiff_diesel::Timestamp => Timestamptz, performance: uuid::Uuid => Uuid }
    "SELECT count(*) AS reservations, count(r.email) AS with_address FROM reservations r \
     WHERE r.performance_id = $2 AND r.status IN ('pending', 'confirmed') \
     AND (r.status = 'confirmed' OR r.hold_until > $1)"
}

statement! {
    /// Whoever puts a show on holds it, so that the next one sees what was put on.
    HoldShow { show: uuid::Uuid => Uuid }
    "SELECT id FROM shows WHERE id = $1 FOR NO KEY UPDATE"
}

statement! {
    SelectGiven {
        show: uuid::Uuid => Uuid,
        venue: uuid::Uuid => Uuid,
        starts_at: Vec<jiff_diesel::Timestamp> => Array<Timestamptz>,
    }
    "SELECT starts_at FROM performances WHERE show_id = $1 AND venue_id = $2 \
     AND starts_at = ANY($3) AND cancelled_at IS NULL"
}

statement! {
    AddPerformances {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        shows: Vec<uuid::Uuid> => Array<Uuid>,
        venues: Vec<uuid::Uuid> => Array<Uuid>,
        starts_at: Vec<jiff_diesel::Timestamp> => Array<Timestamptz>,
        doors_at: Vec<jiff_diesel::Timestamp> => Array<Timestamptz>,
        opens_at: Vec<jiff_diesel::Timestamp> => Array<Timestamptz>,
        closes_at: Vec<jiff_diesel::Timestamp> => Array<Timestamptz>,
        capacities: Vec<i32> => Array<Integer>,
        occupied: Vec<i32> => Array<Integer>,
        extra: Vec<i32> => Array<Integer>,
    }
    "INSERT INTO performances (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, \
     capacity, occupied, extra) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
}

statement! {
    DeletePerformance { id: uuid::Uuid => Uuid, entry: String => Text, version: i64 => BigInt }
    concat!("WITH changed AS (DELETE FROM performances WHERE id = $1 AND version = $3 \
     RETURNING id), ", noted!("$2", "changed"), " SELECT id FROM changed")
}

#[derive(QueryableByName)]
struct FoundPerformance {
    #[diesel(embed)]
    house: HouseRow,
    #[diesel(sql_type = Text)]
    show_slug: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    publication: String,
    #[diesel(sql_type = Text)]
    venue_slug: String,
    #[diesel(sql_type = Text)]
    venue_name: String,
    #[diesel(sql_type = Text)]
    time_zone: String,
    #[diesel(sql_type = BigInt)]
    version: i64,
    #[diesel(sql_type = BigInt)]
    confirmed: i64,
    #[diesel(sql_type = BigInt)]
    pending: i64,
    #[diesel(sql_type = BigInt)]
    admitted: i64,
}

impl FoundPerformance {
    fn staged(&self) -> Result<PerformanceRow, StoreError> {
        let (confirmed, pending) = (count(self.confirmed), count(self.pending));
        let house = self.house.house().with_seats_held_elsewhere(confirmed + pending);
        Ok(PerformanceRow {
            version: Version(self.version.cast_unsigned()),
            show: PerformanceShow {
                id: house.performance().show,
                slug: slug(&self.show_slug)?,
                title: self.title.clone(),
                publication: parse_publication(&self.publication)?,
            },
            venue: PerformanceVenue {
                id: house.performance().venue,
                slug: slug(&self.venue_slug)?,
                name: self.venue_name.clone(),
                time_zone: time_zone(&self.time_zone)?,
            },
            confirmed,
            pending,
            admitted: count(self.admitted),
            house,
        })
    }
}

#[derive(QueryableByName)]
struct SeasonRow {
    #[diesel(embed)]
    staged: FoundPerformance,
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = BigInt)]
    total: i64,
}

impl TableRow for SeasonRow {
    fn place(&self) -> Place {
        Place { key: self.key.clone(), id: self.staged.house.id }
    }

    fn total(&self) -> i64 {
        self.total
    }
}

#[derive(QueryableByName)]
struct AudienceRow {
    #[diesel(sql_type = BigInt)]
    reservations: i64,
    #[diesel(sql_type = BigInt)]
    with_address: i64,
}

#[derive(QueryableByName)]
struct GivenRow {
    #[diesel(sql_type = Timestamptz)]
    starts_at: jiff_diesel::Timestamp,
}

#[async_trait]
impl Performances for Store {
    async fn table(
        &self,
        query: &SeasonQuery,
        now: Timestamp,
    ) -> Result<Part<PerformanceRow>, StoreError> {
        let paging = &query.paging;
        let order = match paging.sorting.by {
            PerformanceOrder::StartsAt => "starts_at",
            PerformanceOrder::Held => "held",
            PerformanceOrder::Available => "available",
        };
        let select = |after: Option<&Place>, limit| SelectSeason {
            now: now.to_diesel(),
            from: query.from.map(comparable),
            to: query.to.map(comparable),
            show: query.show.clone(),
            venue: query.venue.clone(),
            search: query.search.clone(),
            state: query.state.map(azionelab_domain::BookingState::as_str),
            order,
            counts: query.state.is_some() || paging.sorting.by != PerformanceOrder::StartsAt,
            down: paging.sorting.descending,
            after: after.map(|after| after.key.clone()),
            after_id: after.map(|after| after.id),
            limit,
        };
        let found: Vec<SeasonRow> =
            self.connections.rows(select(paging.after.as_ref(), limit(paging))).await?;
        let total = if is_past_the_end(paging, &found) {
            let first: Vec<SeasonRow> = self.connections.rows(select(None, 1)).await?;
            first.first().map_or(0, TableRow::total)
        } else {
            0
        };
        part(paging, found, total, |rows| rows.iter().map(|row| row.staged.staged()).collect())
    }

    async fn find(
        &self,
        performances: &[PerformanceId],
        now: Timestamp,
    ) -> Result<Vec<PerformanceRow>, StoreError> {
        let performances = performances.iter().map(|id| id.uuid()).collect();
        let select = SelectPerformances { now: now.to_diesel(), performances };
        let found: Vec<FoundPerformance> = self.connections.rows(select).await?;
        found.iter().map(FoundPerformance::staged).collect()
    }

    async fn audience(
        &self,
        performance: PerformanceId,
        now: Timestamp,
    ) -> Result<Audience, StoreError> {
        let select = CountAudience { now: now.to_diesel(), performance: performance.uuid() };
        let row: Option<AudienceRow> = self.connections.row(select).await?;
        Ok(row.map_or_else(Audience::default, |row| Audience {
            reservations: count(row.reservations),
            with_address: count(row.with_address),
        }))
    }

    async fn schedule(
        &self,
        run: &[Performance],
        entries: &[AuditEntry],
    ) -> Result<(), ScheduleFailed> {
        let Some(first) = run.first() else { return Ok(()) };
        let add = add_performances(run)?;
        let connection = UntilCommitted::new(self.connections.for_transaction().await?);
        let work = schedule(connection.borrow(), first.show, first.venue, add, entries);
        let done = timeout(self.connections.patience(), work).await;
        match done.unwrap_or_else(|_| Err(no_answer())) {
            Ok(Scheduled::Done) => {
                connection.committed();
                Ok(())
            }
            Ok(Scheduled::NoSuchShow) => Err(ScheduleFailed::NoSuchShow),
            Ok(Scheduled::Duplicates(at)) => Err(ScheduleFailed::Duplicates(at)),
            Err(Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => {
                Err(ScheduleFailed::NoSuchVenue)
            }
            Err(error) => Err(ScheduleFailed::Store(store_error(&error))),
        }
    }

    async fn delete(
        &self,
        performance: PerformanceId,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<(), EditError> {
        let delete = DeletePerformance {
            id: performance.uuid(),
            entry: written(entry),
            version: of.0.cast_signed(),
        };
        edit(&self.connections, delete).await
    }
}

/// What became of a run.
enum Scheduled {
    Done,
    NoSuchShow,
    Duplicates(Vec<Timestamp>),
}

async fn schedule(
    connection: &AsyncPgConnection,
    show: ShowId,
    venue: VenueId,
    add: AddPerformances,
    entries: &[AuditEntry],
) -> QueryResult<Scheduled> {
    run(connection, Begin {}).await?;
    let held: Vec<Changed> = rows(connection, HoldShow { show: show.uuid() }).await?;
    if held.is_empty() {
        return Ok(Scheduled::NoSuchShow);
    }
    let starts_at = add.starts_at.clone();
    let select = SelectGiven { show: show.uuid(), venue: venue.uuid(), starts_at };
    let given: Vec<GivenRow> = rows(connection, select).await?;
    if !given.is_empty() {
        let at = given.into_iter().map(|row| row.starts_at.to_jiff()).collect();
        return Ok(Scheduled::Duplicates(at));
    }
    run(connection, add).await?;
    if let Some(insert) = insert_entries(entries) {
        run(connection, insert).await?;
    }
    run(connection, Commit {}).await?;
    Ok(Scheduled::Done)
}

fn add_performances(run: &[Performance]) -> Result<AddPerformances, StoreError> {
    let seats = |number: fn(&Performance) -> u32| {
        run.iter().map(|row| stored(number(row))).collect::<Result<Vec<_>, _>>()
    };
    Ok(AddPerformances {
        ids: run.iter().map(|row| row.id.uuid()).collect(),
        shows: run.iter().map(|row| row.show.uuid()).collect(),
        venues: run.iter().map(|row| row.venue.uuid()).collect(),
        starts_at: run.iter().map(|row| row.starts_at.to_diesel()).collect(),
        doors_at: run.iter().map(|row| row.doors_at.to_diesel()).collect(),
        opens_at: run.iter().map(|row| row.opens_at.to_diesel()).collect(),
        closes_at: run.iter().map(|row| row.closes_at.to_diesel()).collect(),
        capacities: seats(|row| row.seating.capacity)?,
        occupied: seats(|row| row.seating.occupied)?,
        extra: seats(|row| row.seating.extra)?,
    })
}
