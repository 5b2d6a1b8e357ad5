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
    db::{rows::count, statement::statement},
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{Part, Place, StoreError, Version, Versioned},
    programme::{
        ConvertedImage, EditError, ShowEntry, ShowOrder, ShowQuery, ShowRow as Row, Shows,
        UpcomingSummary,
    },
};
use azionelab_domain::{Show, ShowId};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Bool, Nullable, SmallInt, Text, Timestamptz, Uuid},
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
    AddShow {
        id: uuid::Uuid => Uuid,
        slug: String => Text,
        title: String => Text,
        subtitle: String => Text,
        summary: String => Text,
        description: String => Text,
        credits: String => Text,
        duration_minutes: Option<i16> => Nullable<SmallInt>,
        age_advice: String => Text,
        language: String => Text,
        publication: &'static str => Text,
        entry: String => Text,
    }
    concat!("WITH changed AS (INSERT INTO shows (id, slug, title, subtitle, summary, description, \
     credits, duration_minutes, age_advice, language, publication) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (slug) DO NOTHING \
     RETURNING id), ", noted!("$12", "changed"), " SELECT id FROM changed")
}

statement! {
    SaveShow {
        id: uuid::Uuid => Uuid,
        slug: String => Text,
        title: String => Text,
        subtitle: String => Text,
        summary: String => Text,
        description: String => Text,
        credits: String => Text,
        duration_minutes: Option<i16> => Nullable<SmallInt>,
        age_advice: String => Text,
        language: String => Text,
        publication: &'static str => Text,
        entry: String => Text,
        version: i64 => BigInt,
    }
    concat!("WITH changed AS (UPDATE shows SET slug = $2, title = $3, subtitle = $4, summary = $5, \
     description = $6, credits = $7, duration_minutes = $8, age_advice = $9, language = $10, \
     publication = $11, version = version + 1 WHERE id = $1 AND version = $13 RETURNING id), ",
     noted!("$12", "changed"), " SELECT id FROM changed")
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

statement! {
    DeleteShow { id: uuid::Uuid => Uuid, entry: String => Text, version: i64 => BigInt }
    concat!("WITH changed AS (DELETE FROM shows WHERE id = $1 AND version = $3 RETURNING id), ",
     noted!("$2", "changed"), " SELECT id FROM changed")
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

    async fn upcoming_summary(
        &self,
        show: ShowId,
        now: Timestamp,
    ) -> Result<UpcomingSummary, StoreError> {
        let select = CountStillToCome { now: now.to_diesel(), id: show.uuid() };
        let row: Option<StillToComeRow> = self.connections.row(select).await?;
        Ok(row.map_or_else(UpcomingSummary::default, |row| UpcomingSummary {
            performances: count(row.performances),
            reservations: count(row.reservations),
            seats: count(row.seats),
        }))
    }

    async fn add(&self, show: &Show, entry: &AuditEntry) -> Result<(), EditError> {
        let statement = AddShow {
            id: show.id.uuid(),
            slug: show.slug.to_string(),
            title: show.title.clone(),
            subtitle: show.subtitle.clone(),
            summary: show.summary.clone(),
            description: show.description.clone(),
            credits: show.credits.clone(),
            duration_minutes: show.duration_minutes.map(u16::cast_signed),
            age_advice: show.age_advice.clone(),
            language: show.language.clone(),
            publication: show.publication.as_str(),
            entry: written(entry),
        };
        add(&self.connections, statement).await
    }

    async fn save(&self, show: &Show, over: Version, entry: &AuditEntry) -> Result<(), EditError> {
        let statement = SaveShow {
            id: show.id.uuid(),
            slug: show.slug.to_string(),
            title: show.title.clone(),
            subtitle: show.subtitle.clone(),
            summary: show.summary.clone(),
            description: show.description.clone(),
            credits: show.credits.clone(),
            duration_minutes: show.duration_minutes.map(u16::cast_signed),
            age_advice: show.age_advice.clone(),
            language: show.language.clone(),
            publication: show.publication.as_str(),
            entry: written(entry),
            version: over.0.cast_signed(),
        };
        edit(&self.connections, statement).await
    }

    async fn set_poster(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        images: &[ConvertedImage],
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
        let describe = DescribePoster {
            id: show.uuid(),
            alternative_text: alternative_text.to_owned(),
            entry: written(entry),
            version: over.0.cast_signed(),
        };
        edit(&self.connections, describe).await
    }

    async fn delete(&self, show: ShowId, of: Version, entry: &AuditEntry) -> Result<(), EditError> {
        let delete =
            DeleteShow { id: show.uuid(), entry: written(entry), version: of.0.cast_signed() };
        edit(&self.connections, delete).await?;
        posters::forget_unused(&self.connections).await
    }
}
