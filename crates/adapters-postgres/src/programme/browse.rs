//! The public view of the programme.

use super::{
    queries::{listings_at, seasons_at},
    rows::{PageLinkRow, PosterRow, SeasonRow, SiteRow},
};
use crate::{
    Store,
    db::{
        error::bad_row,
        functions::in_language_order,
        pool::Loan,
        rows::comparable,
        schema::{
            images, page_slugs, pages, performances, posters, show_slugs, shows, site, venue_slugs,
            venues,
        },
    },
};
use async_trait::async_trait;
use azionelab_application::{
    ports::StoreError,
    programme::{
        Image, ImageHash, Listing, Named, Page, PerformanceQuery, PosterImage, Programme,
        ShowSeason, Site,
    },
};
use azionelab_domain::{PerformanceId, Slug, Venue};
use diesel::{
    prelude::*,
    sql_types::{Nullable, Text},
};
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::{cmp::Reverse, collections::HashMap};

pub(crate) use super::{
    rows::{BriefRow, ListingRow, ShowRow, VenueRow, parse_publication, slug, time_zone},
    statements::{brief_columns, show_columns, venue_columns},
};

/// Adds the posters to performances.
pub(crate) async fn listings(
    connection: &Loan,
    rows: &[ListingRow],
) -> Result<Vec<Listing>, StoreError> {
    let images = posters(connection, rows.iter().map(|row| row.show.show_id).collect()).await?;
    rows.iter()
        .map(|row| {
            Ok(Listing {
                house: row.house.house().with_seats_held_elsewhere(row.held.seats()),
                entry: row.show.entry(&images)?,
                venue: row.venue.venue()?,
                changed_at: row.changed_at.to_jiff(),
            })
        })
        .collect()
}

/// The images of the posters of shows.
pub(crate) async fn posters(
    connection: &Loan,
    mut shows: Vec<uuid::Uuid>,
) -> Result<HashMap<uuid::Uuid, Vec<PosterImage>>, StoreError> {
    shows.sort_unstable();
    shows.dedup();
    let mut posters: HashMap<_, Vec<_>> = HashMap::new();
    if shows.is_empty() {
        return Ok(posters);
    }
    let select = posters::table
        .inner_join(images::table)
        .filter(posters::show_id.eq_any(shows))
        .select((posters::show_id, images::hash, images::width, images::height))
        .order(images::width);
    let rows: Vec<PosterRow> = connection.rows(select).await?;
    for row in rows {
        posters.entry(row.show_id).or_default().push(PosterImage {
            hash: ImageHash(row.hash.try_into().map_err(|_| bad_row("images.hash"))?),
            width: row.width.cast_unsigned(),
            height: row.height.cast_unsigned(),
        });
    }
    Ok(posters)
}

async fn seasons(connection: &Loan, rows: &[SeasonRow]) -> Result<Vec<ShowSeason>, StoreError> {
    let images = posters(connection, rows.iter().map(|row| row.show.show_id).collect()).await?;
    rows.iter()
        .map(|row| {
            Ok(ShowSeason {
                entry: row.show.entry(&images)?,
                next_at: row.next_at.map(jiff_diesel::Timestamp::to_jiff),
                last_at: row.last_at.map(jiff_diesel::Timestamp::to_jiff),
            })
        })
        .collect()
}

#[async_trait]
impl Programme for Store {
    async fn site(&self) -> Result<Site, StoreError> {
        let connection = self.connections.get().await?;
        let links =
            pages::table.select(PageLinkRow::as_select()).order((pages::position, pages::slug));
        let (site, links) = try_join!(
            connection.rows::<SiteRow>(site::table.select(SiteRow::as_select())),
            connection.rows::<PageLinkRow>(links),
        )?;
        site.into_iter().next().ok_or_else(|| bad_row("site"))?.site(links)
    }

    async fn page(&self, slug: &Slug) -> Result<Option<Page>, StoreError> {
        let select = pages::table.find(slug.as_str()).select((pages::title, pages::body));
        let row: Option<(String, String)> = self.connections.row(select).await?;
        Ok(row.map(|(title, body)| Page { title, body }))
    }

    async fn shows(&self, now: Timestamp) -> Result<Vec<ShowSeason>, StoreError> {
        let connection = self.connections.get().await?;
        let select = seasons_at(now.to_diesel()).order(shows::slug);
        let rows: Vec<SeasonRow> = connection.rows(select).await?;
        let mut seasons = seasons(&connection, &rows).await?;
        // Sorted here, because PostgreSQL would look each of the times up a second time.
        seasons.sort_by_key(|season| {
            (season.next_at.is_none(), season.next_at, Reverse(season.last_at))
        });
        Ok(seasons)
    }

    async fn show(&self, slug: &Slug, now: Timestamp) -> Result<Option<ShowSeason>, StoreError> {
        let connection = self.connections.get().await?;
        let select = seasons_at(now.to_diesel()).filter(shows::slug.eq(slug.as_str()));
        let rows: Vec<SeasonRow> = connection.rows(select).await?;
        Ok(seasons(&connection, &rows).await?.pop())
    }

    async fn venues(&self) -> Result<Vec<Venue>, StoreError> {
        let select = venues::table
            .select(VenueRow::as_select())
            .order((in_language_order(venues::name), venues::slug));
        let rows: Vec<VenueRow> = self.connections.rows(select).await?;
        rows.iter().map(VenueRow::venue).collect()
    }

    async fn venue(&self, slug: &Slug) -> Result<Option<Venue>, StoreError> {
        let select =
            venues::table.filter(venues::slug.eq(slug.as_str())).select(VenueRow::as_select());
        let row: Option<VenueRow> = self.connections.row(select).await?;
        row.map(|row| row.venue()).transpose()
    }

    async fn performances(
        &self,
        query: &PerformanceQuery,
        now: Timestamp,
    ) -> Result<Vec<Listing>, StoreError> {
        let (show, venue) =
            (query.show.as_ref().map(Slug::as_str), query.venue.as_ref().map(Slug::as_str));
        // Earlier slugs find a show and a venue as well.
        let with_show_slug = show_slugs::table
            .filter(show_slugs::slug.nullable().eq(show))
            .select(show_slugs::show_id);
        let with_venue_slug = venue_slugs::table
            .filter(venue_slugs::slug.nullable().eq(venue))
            .select(venue_slugs::venue_id);
        let (after, after_id) = query.after.map_or((Timestamp::MIN, uuid::Uuid::nil()), |after| {
            (after.starts_at, after.id.uuid())
        });
        let from = query.from.map_or(after, |from| from.max(after));
        let select = listings_at(now.to_diesel())
            .filter(shows::publication.eq("published"))
            .filter(performances::starts_at.ge(comparable(from)))
            .filter(performances::starts_at.lt(comparable(query.to.unwrap_or(Timestamp::MAX))))
            .filter(performances::starts_at.gt(comparable(after)).or(performances::id.gt(after_id)))
            .filter(
                show.into_sql::<Nullable<Text>>()
                    .is_null()
                    .or(shows::id.nullable().eq(with_show_slug.single_value())),
            )
            .filter(
                venue
                    .into_sql::<Nullable<Text>>()
                    .is_null()
                    .or(venues::id.nullable().eq(with_venue_slug.single_value())),
            )
            .order((performances::starts_at, performances::id))
            .limit(query.limit.into());
        let connection = self.connections.get().await?;
        let found: Vec<ListingRow> = connection.rows(select).await?;
        listings(&connection, &found).await
    }

    async fn performance(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<Listing>, StoreError> {
        let select = listings_at(now.to_diesel())
            .filter(shows::publication.eq("published"))
            .filter(performances::id.eq(id.uuid()));
        let connection = self.connections.get().await?;
        let found: Vec<ListingRow> = connection.rows(select).await?;
        Ok(listings(&connection, &found).await?.pop())
    }

    async fn renamed(&self, what: Named, of: &Slug) -> Result<Option<Slug>, StoreError> {
        let earlier = of.as_str();
        let slug: Option<String> = match what {
            Named::Show => {
                let select = show_slugs::table
                    .find(earlier)
                    .inner_join(shows::table)
                    .filter(shows::slug.ne(earlier))
                    .filter(shows::publication.eq("published"))
                    .select(shows::slug);
                self.connections.row(select).await?
            }
            Named::Venue => {
                let select = venue_slugs::table
                    .find(earlier)
                    .inner_join(venues::table)
                    .filter(venues::slug.ne(earlier))
                    .select(venues::slug);
                self.connections.row(select).await?
            }
            Named::Page => {
                let select = page_slugs::table
                    .find(earlier)
                    .filter(page_slugs::page.ne(earlier))
                    .select(page_slugs::page);
                self.connections.row(select).await?
            }
        };
        slug.map(|slug| self::slug(&slug)).transpose()
    }

    async fn image(&self, hash: ImageHash) -> Result<Option<Image>, StoreError> {
        let select = images::table.find(&hash.0[..]).select(images::bytes);
        Ok(self.connections.row(select).await?.map(Image))
    }
}
