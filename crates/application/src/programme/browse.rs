use super::{
    Image, ImageHash, Listing, Named, Page, PerformanceQuery, Position, PosterConverter, Programme,
    ShowSeason, Site, season_listings::Run,
};
use crate::{
    Ports,
    ports::{Clock, StoreError},
};
use azionelab_domain::{PerformanceId, Slug, Venue};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use thiserror::Error;

/// How far back a show lists its past performances, from its last one or from now.
const PAST_PERIOD: SignedDuration = SignedDuration::from_hours(60 * 24);

/// The maximum number of listed performances of a show.
const MAX_LISTED: u32 = 200;

/// The maximum number of past ones among them.
const MAX_PAST: usize = 20;

#[derive(Debug, Error)]
pub enum BrowseError {
    #[error("not found on the site")]
    NotFound,
    /// It has a new slug.
    #[error("its slug is now {0}")]
    Renamed(Slug),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Shows the public programme. Answers that depend on the time include the time of the query.
pub struct BrowseProgramme {
    programme: Arc<dyn Programme>,
    converter: Arc<dyn PosterConverter>,
    clock: Arc<dyn Clock>,
}

impl BrowseProgramme {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            programme: ports.programme.clone(),
            converter: ports.poster_converter.clone(),
            clock: ports.clock.clone(),
        }
    }

    pub async fn site(&self) -> Result<Site, BrowseError> {
        Ok(self.programme.site().await?)
    }

    /// A page of the company.
    pub async fn page(&self, slug: &Slug) -> Result<Page, BrowseError> {
        match self.programme.page(slug).await? {
            Some(page) => Ok(page),
            None => Err(renamed(&*self.programme, Named::Page, slug).await),
        }
    }

    /// All published shows, upcoming ones first.
    pub async fn shows(&self) -> Result<(Vec<ShowSeason>, Timestamp), BrowseError> {
        let now = self.clock.now();
        Ok((self.programme.shows(now).await?, now))
    }

    /// A published show with its upcoming and its latest past performances.
    pub async fn show(
        &self,
        slug: &Slug,
    ) -> Result<(ShowSeason, Vec<Listing>, Timestamp), BrowseError> {
        let now = self.clock.now();
        let Some(season) = self.programme.show(slug, now).await? else {
            return Err(renamed(&*self.programme, Named::Show, slug).await);
        };
        let past_until = season.last_at.map_or(now, |last_at| last_at.min(now));
        let run = Run { of: Some(slug), since: past_until - PAST_PERIOD, most: MAX_LISTED };
        let mut listings = run.read(&*self.programme, now).await?;
        let past = listings.partition_point(|one| one.performance().starts_at < now);
        listings.drain(..past.saturating_sub(MAX_PAST));
        Ok((season, listings, now))
    }

    /// All venues, by name.
    pub async fn venues(&self) -> Result<Vec<Venue>, BrowseError> {
        Ok(self.programme.venues().await?)
    }

    pub async fn venue(&self, slug: &Slug) -> Result<Venue, BrowseError> {
        match self.programme.venue(slug).await? {
            Some(venue) => Ok(venue),
            None => Err(renamed(&*self.programme, Named::Venue, slug).await),
        }
    }

    /// A page of the list of performances, by default from now on, with the position of the next
    /// page.
    pub async fn performances(
        &self,
        query: PerformanceQuery,
    ) -> Result<(Vec<Listing>, Option<Position>, Timestamp), BrowseError> {
        let now = self.clock.now();
        let limit = query.limit as usize;
        // One more performance than requested shows whether there is a next page.
        let query =
            PerformanceQuery { from: query.from.or(Some(now)), limit: query.limit + 1, ..query };
        let mut listings = self.programme.performances(&query, now).await?;
        let has_more = listings.len() > limit;
        listings.truncate(limit);
        let next = listings.last().filter(|_| has_more).map(|last| Position {
            starts_at: last.performance().starts_at,
            id: last.performance().id,
        });
        Ok((listings, next, now))
    }

    pub async fn performance(
        &self,
        id: PerformanceId,
    ) -> Result<(Listing, Timestamp), BrowseError> {
        let now = self.clock.now();
        let listing = self.programme.performance(id, now).await?.ok_or(BrowseError::NotFound)?;
        Ok((listing, now))
    }

    pub async fn image(&self, hash: ImageHash) -> Result<Image, BrowseError> {
        self.programme.image(hash).await?.ok_or(BrowseError::NotFound)
    }

    /// A poster image as JPEG, for link previews.
    pub async fn preview(&self, hash: ImageHash) -> Result<Vec<u8>, BrowseError> {
        let Image(printed) = self.image(hash).await?;
        self.converter.preview(printed).await.map_err(|_| BrowseError::NotFound)
    }
}

/// The error for an unknown slug: renamed if a public item had it before, or else not found.
pub(crate) async fn renamed(programme: &dyn Programme, what: Named, slug: &Slug) -> BrowseError {
    match programme.renamed(what, slug).await {
        Ok(Some(today)) => BrowseError::Renamed(today),
        Ok(None) => BrowseError::NotFound,
        Err(error) => error.into(),
    }
}
