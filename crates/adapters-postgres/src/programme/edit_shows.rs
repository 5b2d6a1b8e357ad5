//! The shows, drafts and archived ones among them.

use super::{
    browse::{self, ShowRow, show_columns},
    edit::{add, edit, written},
    page::{TableRow, after_place, is_past_the_end, limit, part},
    posters,
};
use crate::{
    Store,
    audit::noted,
    db::{rows::count, schema::shows, statement::statement},
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{Part, Place, StoreError, Version, Versioned},
    programme::{
        EditError, PrintedImage, ShowEntry, ShowOrder, ShowQuery, ShowRow as Row, Shows,
        StillToCome,
    },
};
use azionelab_domain::{Show, ShowId};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

statement! {
    SelectShows {
        now: jiff_diesel::Timestamp => Timestamptz,
        search: Option<String> => Nullable<Text>,
        publication: Option<&'static str> => Nullable<Text>,
        by_next: bool => Bool,
        down: bool => Bool,
        after: Option<String> => Nullable<Text>,
        after_id: Option<uuid::Uuid> => Nullable<Uuid>,
        limit: i64 => BigInt,
    }
    concat!("WITH listed AS (SELECT s.*, given.next_at, given.to_come, CASE WHEN $4 THEN \
     coalesce(to_char(given.next_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), \
     CASE WHEN $5 THEN '' ELSE 'z' END) ELSE s.title END COLLATE \"und-x-icu\" AS key \
     FROM shows s CROSS JOIN LATERAL (SELECT min(p.starts_at) AS next_at, count(*) AS to_come \
     FROM performances p WHERE p.show_id = s.id AND p.starts_at >= $1 AND p.cancelled_at IS NULL) \
     given WHERE ($2 IS NULL OR search_key(s.title || ' ' || s.subtitle) \
     LIKE ALL (search_patterns($2))) \
     AND ($3 IS NULL OR s.publication = $3)) \
     SELECT ", show_columns!(), ", s.version, s.next_at, s.to_come, s.key AS key, \
     (SELECT count(*) FROM listed) AS total FROM listed s WHERE ",
     after_place!("$5", "$6", "$7"), "LIMIT $8")
}

statement! {
    SelectShow { id: uuid::Uuid => Uuid }
    concat!("SELECT ", show_columns!(), ", s.version FROM shows s WHERE s.id = $1")
}

statement! {
    CountStillToCome { now: jiff_diesel::Timestamp => Timestamptz, id: uuid::Uuid => Uuid }
    "SELECT count(DISTINCT p.id) AS performances, count(r.id) AS reservations, \
     coalesce(sum(r.seats), 0)::bigint AS seats FROM performances p LEFT JOIN reservations r \
     ON r.performance_id = p.id AND r.status IN ('pending', 'confirmed') \
     AND (r.status = 'confirmed' OR r.hold_until > $1) \
     WHERE p.show_id = $2 AND p.starts_at >= $1 AND p.cancelled_at IS NULL"
}

statement! {
    DescribePoster {
        id: uuid::Uuid => Uuid,
        alternative_text: String => Text,
        entry: String => Text,
        version: i64 => BigInt,
    }
    concat!("WITH changed AS (UPDATE shows SET poster_alternative_text = $2, \
     version = version + 1 WHERE id = $1 AND version = $4 RETURNING id), ",
     noted!("$3", "changed"), " SELECT id FROM changed")
}

#[derive(QueryableByName)]
struct VersionedRow {
    #[diesel(embed)]
    show: ShowRow,
    #[diesel(sql_type = BigInt)]
    version: i64,
}

#[derive(QueryableByName)]
struct ListedRow {
    #[diesel(embed)]
    show: ShowRow,
    #[diesel(sql_type = BigInt)]
    version: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    next_at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = BigInt)]
    to_come: i64,
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = BigInt)]
    total: i64,
}

impl TableRow for ListedRow {
    fn place(&self) -> Place {
        Place { key: self.key.clone(), id: self.show.show_id }
    }

    fn total(&self) -> i64 {
        self.total
    }
}

#[derive(QueryableByName)]
struct StillToComeRow {
    #[diesel(sql_type = BigInt)]
    performances: i64,
    #[diesel(sql_type = BigInt)]
    reservations: i64,
    #[diesel(sql_type = BigInt)]
    seats: i64,
}

/// What the office fills in.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = shows, treat_none_as_null = true)]
struct ShowValues<'a> {
    slug: &'a str,
    title: &'a str,
    subtitle: &'a str,
    summary: &'a str,
    description: &'a str,
    credits: &'a str,
    duration_minutes: Option<i16>,
    age_advice: &'a str,
    language: &'a str,
    publication: &'static str,
}

impl<'a> ShowValues<'a> {
    fn of(show: &'a Show) -> Self {
        Self {
            slug: show.slug.as_str(),
            title: &show.title,
            subtitle: &show.subtitle,
            summary: &show.summary,
            description: &show.description,
            credits: &show.credits,
            duration_minutes: show.duration_minutes.map(u16::cast_signed),
            age_advice: &show.age_advice,
            language: &show.language,
            publication: show.publication.as_str(),
        }
    }
}

#[diesel::dsl::auto_type]
fn of_version(show: ShowId, version: Version) -> _ {
    let id: uuid::Uuid = show.uuid();
    let version: i64 = version.0.cast_signed();
    shows::table.find(id).filter(shows::version.eq(version))
}

#[async_trait]
impl Shows for Store {
    async fn table(&self, query: &ShowQuery, now: Timestamp) -> Result<Part<Row>, StoreError> {
        let paging = &query.paging;
        let select = |after: Option<&Place>, limit| SelectShows {
            now: now.to_diesel(),
            search: query.search.clone(),
            publication: query.publication.map(azionelab_domain::Publication::as_str),
            by_next: paging.sorting.by == ShowOrder::NextAt,
            down: paging.sorting.descending,
            after: after.map(|after| after.key.clone()),
            after_id: after.map(|after| after.id),
            limit,
        };
        let connection = self.connections.get().await?;
        let rows: Vec<ListedRow> =
            connection.rows(select(paging.after.as_ref(), limit(paging))).await?;
        let total = if is_past_the_end(paging, &rows) {
            let first: Vec<ListedRow> = connection.rows(select(None, 1)).await?;
            first.first().map_or(0, TableRow::total)
        } else {
            0
        };
        let shows = rows.iter().map(|row| row.show.show_id).collect();
        let images = browse::posters(&connection, shows).await?;
        part(paging, rows, total, |rows| {
            let read = |row: &ListedRow| {
                Ok(Row {
                    entry: row.show.entry(&images)?,
                    version: Version(row.version.cast_unsigned()),
                    performances_to_come: count(row.to_come),
                    next_at: row.next_at.map(jiff_diesel::Timestamp::to_jiff),
                })
            };
            rows.iter().map(read).collect()
        })
    }

    async fn find(&self, show: ShowId) -> Result<Option<Versioned<ShowEntry>>, StoreError> {
        let connection = self.connections.get().await?;
        let rows: Vec<VersionedRow> = connection.rows(SelectShow { id: show.uuid() }).await?;
        let images = browse::posters(&connection, vec![show.uuid()]).await?;
        let read = |row: &VersionedRow| {
            let version = Version(row.version.cast_unsigned());
            Ok(Versioned { value: row.show.entry(&images)?, version })
        };
        rows.first().map(read).transpose()
    }

    async fn still_to_come(&self, show: ShowId, now: Timestamp) -> Result<StillToCome, StoreError> {
        let select = CountStillToCome { now: now.to_diesel(), id: show.uuid() };
        let row: Option<StillToComeRow> = self.connections.row(select).await?;
        Ok(row.map_or_else(StillToCome::default, |row| StillToCome {
            performances: count(row.performances),
            reservations: count(row.reservations),
            seats: count(row.seats),
        }))
    }

    async fn add(&self, show: &Show, entry: &AuditEntry) -> Result<(), EditError> {
        let insert = diesel::insert_into(shows::table)
            .values((shows::id.eq(show.id.uuid()), ShowValues::of(show)))
            .on_conflict(shows::slug)
            .do_nothing();
        add(&self.connections, insert, entry).await
    }

    async fn save(&self, show: &Show, over: Version, entry: &AuditEntry) -> Result<(), EditError> {
        let update = diesel::update(of_version(show.id, over))
            .set((ShowValues::of(show), shows::version.eq(shows::version + 1)));
        edit(&self.connections, update, entry).await
    }

    async fn hang(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        images: &[PrintedImage],
        entry: &AuditEntry,
    ) -> Result<(), EditError> {
        let describe = DescribePoster {
            id: show.uuid(),
            alternative_text: alternative_text.to_owned(),
            entry: written(entry),
            version: over.0.cast_signed(),
        };
        posters::hang(&self.connections, show, describe, images).await
    }

    async fn describe(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        entry: &AuditEntry,
    ) -> Result<(), EditError> {
        let update = diesel::update(of_version(show, over)).set((
            shows::poster_alternative_text.eq(alternative_text),
            shows::version.eq(shows::version + 1),
        ));
        edit(&self.connections, update, entry).await
    }

    async fn delete(&self, show: ShowId, of: Version, entry: &AuditEntry) -> Result<(), EditError> {
        edit(&self.connections, diesel::delete(of_version(show, of)), entry).await?;
        posters::forget_unused(&self.connections).await
    }
}
