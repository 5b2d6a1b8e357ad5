//! What the public sees.

use super::{
    rows::{ImageRow, PageLinkRow, PageRow, PosterRow, SeasonRow, SiteRow, SlugRow},
    statements::{
        RenamedPage, RenamedShow, RenamedVenue, SelectImage, SelectListing, SelectListings,
        SelectPage, SelectPageLinks, SelectPosters, SelectSeason, SelectSeasons, SelectSite,
        SelectVenue, SelectVenues,
    },
};
use crate::{
    Store,
    db::{error::bad_row, pool::Loan, rows::comparable},
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
use futures_util::try_join;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use std::collections::HashMap;

pub(crate) use super::{
    rows::{
        BriefRow, ListingRow, ShowRow, VenueRow, brief_columns, parse_publication, slug, time_zone,
    },
    statements::{select_listings, show_columns, venue_columns},
};

/// Puts the posters to performances.
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
    let mut images: HashMap<_, Vec<_>> = HashMap::new();
    if shows.is_empty() {
        return Ok(images);
    }
    let found: Vec<PosterRow> = connection.rows(SelectPosters { shows }).await?;
    for row in found {
        images.entry(row.show_id).or_default().push(PosterImage {
            hash: ImageHash(row.hash.try_into().map_err(|_| bad_row("images.hash"))?),
            width: row.width.cast_unsigned(),
            height: row.height.cast_unsigned(),
        });
    }
    Ok(images)
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
        let (site, pages) = try_join!(
            connection.rows::<SiteRow>(SelectSite {}),
            connection.rows::<PageLinkRow>(SelectPageLinks {}),
        )?;
        let row = site.into_iter().next().ok_or_else(|| bad_row("site"))?;
        row.site(pages)
    }

    async fn page(&self, slug: &Slug) -> Result<Option<Page>, StoreError> {
        let row: Option<PageRow> =
            self.connections.row(SelectPage { slug: slug.to_string() }).await?;
        Ok(row.map(|row| Page { title: row.title, body: row.body }))
    }

    async fn shows(&self, now: Timestamp) -> Result<Vec<ShowSeason>, StoreError> {
        let connection = self.connections.get().await?;
        let select = SelectSeasons { now: now.to_diesel() };
        let found = connection.rows(select).await?;
        seasons(&connection, &found).await
    }

    async fn show(&self, slug: &Slug, now: Timestamp) -> Result<Option<ShowSeason>, StoreError> {
        let connection = self.connections.get().await?;
        let select = SelectSeason { now: now.to_diesel(), slug: slug.to_string() };
        let found = connection.rows(select).await?;
        Ok(seasons(&connection, &found).await?.pop())
    }

    async fn venues(&self) -> Result<Vec<Venue>, StoreError> {
        let rows: Vec<VenueRow> = self.connections.rows(SelectVenues {}).await?;
        rows.iter().map(VenueRow::venue).collect()
    }

    async fn venue(&self, slug: &Slug) -> Result<Option<Venue>, StoreError> {
        let row: Option<VenueRow> =
            self.connections.row(SelectVenue { slug: slug.to_string() }).await?;
        row.map(|row| row.venue()).transpose()
    }

    async fn performances(
        &self,
        query: &PerformanceQuery,
        now: Timestamp,
    ) -> Result<Vec<Listing>, StoreError> {
        let select = SelectListings {
            now: now.to_diesel(),
            from: comparable(query.from.unwrap_or(Timestamp::MIN)),
            to: query.to.map(comparable),
            show: query.show.as_ref().map(Slug::to_string),
            venue: query.venue.as_ref().map(Slug::to_string),
            after: query.after.map(|after| comparable(after.starts_at)),
            after_id: query.after.map(|after| after.id.uuid()),
            limit: i64::from(query.limit),
        };
        let connection = self.connections.get().await?;
        let found: Vec<ListingRow> = connection.rows(select).await?;
        listings(&connection, &found).await
    }

    async fn performance(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<Listing>, StoreError> {
        let connection = self.connections.get().await?;
        let select = SelectListing { now: now.to_diesel(), id: id.uuid() };
        let found: Vec<ListingRow> = connection.rows(select).await?;
        Ok(listings(&connection, &found).await?.pop())
    }

    async fn renamed(&self, what: Named, of: &Slug) -> Result<Option<Slug>, StoreError> {
        let slug = of.to_string();
        let row: Option<SlugRow> = match what {
            Named::Show => self.connections.row(RenamedShow { slug }).await?,
            Named::Venue => self.connections.row(RenamedVenue { slug }).await?,
            Named::Page => self.connections.row(RenamedPage { slug }).await?,
        };
        row.map(|row| self::slug(&row.slug)).transpose()
    }

    async fn image(&self, hash: ImageHash) -> Result<Option<Image>, StoreError> {
        let row: Option<ImageRow> =
            self.connections.row(SelectImage { hash: hash.0.to_vec() }).await?;
        Ok(row.map(|row| Image(row.bytes)))
    }
}
