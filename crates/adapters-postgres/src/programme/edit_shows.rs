//! The shows as the office sees them, including drafts and archived ones.

use super::{
    browse::{self, ShowRow},
    edit::{add, save},
    page::{after_place, ids, with_rows},
    posters,
    queries::{holds_seats, is_to_come, next_at},
};
use crate::{
    Store,
    db::{
        rows::count,
        schema::{performances, reservations, shows},
        statement::statement,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{Part, Place, StoreError, Version, Versioned},
    programme::{
        AddError, ConvertedImage, DeleteError, SaveError, SavePosterError, ShowEntry, ShowOrder,
        ShowQuery, ShowRow as Row, Shows, UpcomingSummary,
    },
};
use azionelab_domain::{Show, ShowId};
use diesel::{
    dsl::{count_star, sum},
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid},
};
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

statement! {
    /// Stays SQL because its key is computed, and every order is the same statement.
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
    concat!("WITH listed AS (SELECT s.id, CASE WHEN $4 THEN \
     coalesce((SELECT to_char(min(p.starts_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') \
     FROM performances p WHERE p.show_id = s.id AND p.starts_at >= $1 AND p.cancelled_at IS NULL), \
     CASE WHEN $5 THEN '' ELSE 'z' END) ELSE s.title END COLLATE \"und-x-icu\" AS key \
     FROM shows s WHERE ($2 IS NULL OR search_key(s.title || ' ' || s.subtitle) \
     LIKE ALL (search_patterns($2))) \
     AND ($3 IS NULL OR s.publication = $3)) \
     SELECT id, key, (SELECT count(*) FROM listed) AS total FROM listed WHERE ",
     after_place!("$5", "$6", "$7"), "LIMIT $8")
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = shows, check_for_backend(diesel::pg::Pg))]
struct VersionedRow {
    #[diesel(embed)]
    show: ShowRow,
    version: i64,
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
        let now = now.to_diesel();
        let paging = &query.paging;
        let connection = self.connections.get().await?;
        let part = ids(&connection, paging, |after: Option<&Place>, limit| SelectShows {
            now,
            search: query.search.clone(),
            publication: query.publication.map(azionelab_domain::Publication::as_str),
            by_next: paging.sorting.by == ShowOrder::NextAt,
            down: paging.sorting.descending,
            after: after.map(|after| after.key.clone()),
            after_id: after.map(|after| after.id),
            limit,
        })
        .await?;
        let to_come = performances::table
            .filter(performances::show_id.eq(shows::id))
            .filter(is_to_come(now))
            .select(count_star())
            .single_value();
        let select = shows::table.filter(shows::id.eq_any(part.rows.clone())).select((
            VersionedRow::as_select(),
            next_at(now),
            to_come.assume_not_null(),
        ));
        let (rows, images) = try_join!(
            connection.rows::<(VersionedRow, Option<jiff_diesel::Timestamp>, i64)>(select),
            browse::posters(&connection, part.rows.clone()),
        )?;
        let read = |(row, next_at, to_come): (VersionedRow, Option<jiff_diesel::Timestamp>, _)| {
            let show = Row {
                entry: row.show.entry(&images)?,
                version: Version(row.version.cast_unsigned()),
                performances_to_come: count(to_come),
                next_at: next_at.map(jiff_diesel::Timestamp::to_jiff),
            };
            Ok((row.show.id, show))
        };
        Ok(with_rows(part, rows.into_iter().map(read).collect::<Result<_, StoreError>>()?))
    }

    async fn find(&self, show: ShowId) -> Result<Option<Versioned<ShowEntry>>, StoreError> {
        let connection = self.connections.get().await?;
        let select = shows::table.find(show.uuid()).select(VersionedRow::as_select());
        let (rows, images) = try_join!(
            connection.rows::<VersionedRow>(select),
            browse::posters(&connection, vec![show.uuid()]),
        )?;
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
        let now = now.to_diesel();
        let of_performance = reservations::performance_id.eq(performances::id);
        let select = performances::table
            .left_join(reservations::table.on(of_performance.and(holds_seats(now))))
            .filter(performances::show_id.eq(show.uuid()))
            .filter(is_to_come(now))
            .select((
                diesel::dsl::count(performances::id).aggregate_distinct(),
                diesel::dsl::count(reservations::id.nullable()),
                sum(reservations::seats.nullable()),
            ));
        let row: Option<(i64, i64, Option<i64>)> = self.connections.row(select).await?;
        Ok(row.map_or_else(UpcomingSummary::default, |(performances, reservations, seats)| {
            UpcomingSummary {
                performances: count(performances),
                reservations: count(reservations),
                seats: count(seats.unwrap_or_default()),
            }
        }))
    }

    async fn add(&self, show: &Show, entry: &AuditEntry) -> Result<(), AddError> {
        let insert = diesel::insert_into(shows::table)
            .values((shows::id.eq(show.id.uuid()), ShowValues::of(show)))
            .on_conflict(shows::slug)
            .do_nothing();
        add(&self.connections, insert, entry).await
    }

    async fn save(&self, show: &Show, over: Version, entry: &AuditEntry) -> Result<(), SaveError> {
        let update = diesel::update(of_version(show.id, over))
            .set((ShowValues::of(show), shows::version.eq(shows::version + 1)));
        save(&self.connections, update, entry).await
    }

    async fn set_poster(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        images: &[ConvertedImage],
        entry: &AuditEntry,
    ) -> Result<(), SavePosterError> {
        let update = diesel::update(of_version(show, over)).set((
            shows::poster_alternative_text.eq(alternative_text),
            shows::version.eq(shows::version + 1),
        ));
        posters::replace(&self.connections, show, update, images, entry).await
    }

    async fn describe(
        &self,
        show: ShowId,
        over: Version,
        alternative_text: &str,
        entry: &AuditEntry,
    ) -> Result<(), SavePosterError> {
        let update = diesel::update(of_version(show, over)).set((
            shows::poster_alternative_text.eq(alternative_text),
            shows::version.eq(shows::version + 1),
        ));
        posters::describe(&self.connections, update, entry).await
    }

    async fn delete(
        &self,
        show: ShowId,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<(), DeleteError> {
        posters::delete_show(&self.connections, diesel::delete(of_version(show, of)), entry).await
    }
}
