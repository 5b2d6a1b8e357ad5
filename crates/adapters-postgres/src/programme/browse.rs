//! The public view of the programme.

use super::{
    queries::{listings_at, seasons_at},
    rows::{PageLinkRow, PosterRow, SeasonRow, SiteRow},
};
use crate::{
    Store,
    db::{
        error::bad_row,
        functions::{in_language_order, row_gt},
        pool::Loan,
        rows::{comparable, count},
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
    sql_types::{Timestamptz, Uuid},
};
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::cmp::Reverse;

pub(crate) use super::rows::{
    ListingRow, Posters, ShowRow, SummaryRow, VenueRow, parse_publication, slug, time_zone,
};

/// Adds the posters to performances.
pub(crate) async fn listings(
    connection: &Loan,
    rows: &[ListingRow],
) -> Result<Vec<Listing>, StoreError> {
    let images = posters(connection, rows.iter().map(|row| row.show.id).collect()).await?;
    rows.iter()
        .map(|row| {
            Ok(Listing {
                house: row.house.house().with_seats_held_elsewhere(count(row.held)),
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
) -> Result<Posters, StoreError> {
    shows.sort_unstable();
    shows.dedup();
    let mut posters = Posters::new();
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
    let images = posters(connection, rows.iter().map(|row| row.show.id).collect()).await?;
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
        // Earlier slugs find a show and a venue as well.
        let of_show = query.show.as_ref().map(|slug| {
            let show = show_slugs::table.find(slug.as_str()).select(show_slugs::show_id);
            performances::show_id.nullable().eq(show.single_value())
        });
        let at_venue = query.venue.as_ref().map(|slug| {
            let venue = venue_slugs::table.find(slug.as_str()).select(venue_slugs::venue_id);
            performances::venue_id.nullable().eq(venue.single_value())
        });
        let from = (query.from.unwrap_or(Timestamp::MIN), uuid::Uuid::nil());
        let after = query.after.map(|after| (after.starts_at, after.id.uuid()));
        let (starts_at, id) = after.map_or(from, |after| after.max(from));
        // One comparison of both columns, so that the index on them gives the order.
        let select = listings_at(now.to_diesel())
            .filter(shows::publication.eq("published"))
            .filter(row_gt::<(Timestamptz, Uuid), _, _>(
                (performances::starts_at, performances::id),
                (comparable(starts_at), id),
            ))
            .filter(performances::starts_at.lt(comparable(query.to.unwrap_or(Timestamp::MAX))))
            .order((performances::starts_at, performances::id))
            .limit(query.limit.into());
        let connection = self.connections.get().await?;
        // Each kind of list is a statement of its own, so that each has the plan with its index.
        let found: Vec<ListingRow> = match (of_show, at_venue) {
            (None, None) => connection.rows(select).await?,
            (Some(of_show), None) => connection.rows(select.filter(of_show)).await?,
            (None, Some(at_venue)) => connection.rows(select.filter(at_venue)).await?,
            (Some(of_show), Some(at_venue)) => {
                connection.rows(select.filter(of_show).filter(at_venue)).await?
            }
        };
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
