use super::{
    Image, ImageHash, Listing, Named, Page, PerformanceQuery, Position, PosterConverter, Programme,
    ShowSeason, Site,
    featured::{bookable_first, highlighted},
    season_listings::SeasonListings,
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

/// How many of the next performances the home page lists.
const ON_THE_HOME_PAGE: usize = 7;

/// How many of the next performances the home page looks at to find the one that it highlights.
const LOOKED_AT: u32 = 12;

/// How many other dates of a show are listed.
const OTHER_DATES: u32 = 20;

/// Why something of the programme is not shown.
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

/// The performances on the home page.
#[derive(Debug, Clone, PartialEq)]
pub struct HomeProgramme {
    /// The one that comes first: the next one that can be booked. If none can, the next one that
    /// is not cancelled.
    pub highlighted: Option<Listing>,
    /// The next performances, by start.
    pub next: Vec<Listing>,
}

/// Shows the public what is on. What depends on the time comes with the time it was looked at.
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
        let query =
            SeasonListings { of: Some(slug), since: past_until - PAST_PERIOD, most: MAX_LISTED };
        let mut listings = query.read(&*self.programme, now).await?;
        let past = listings.partition_point(|one| one.is_past(now));
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

    /// The performances on the home page.
    pub async fn home(&self) -> Result<(HomeProgramme, Timestamp), BrowseError> {
        let now = self.clock.now();
        let mut next = self.programme.performances(&from_now(None, LOOKED_AT, now), now).await?;
        let highlighted = highlighted(&next, now).cloned();
        next.truncate(ON_THE_HOME_PAGE);
        Ok((HomeProgramme { highlighted, next }, now))
    }

    /// The other performances of the same show that are to come, those that can be booked first.
    pub async fn other_dates(
        &self,
        instead_of: &Listing,
    ) -> Result<(Vec<Listing>, Timestamp), BrowseError> {
        let now = self.clock.now();
        let show = instead_of.entry.show.slug.clone();
        // One more, which may be the performance itself.
        let query = from_now(Some(show), OTHER_DATES + 1, now);
        let mut listings = self.programme.performances(&query, now).await?;
        listings.retain(|one| one.performance().id != instead_of.performance().id);
        listings.truncate(OTHER_DATES as usize);
        bookable_first(&mut listings, now);
        Ok((listings, now))
    }

    /// A performance of a published show.
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

/// The performances that start at `now` or later: of one show, or of all.
const fn from_now(show: Option<Slug>, limit: u32, now: Timestamp) -> PerformanceQuery {
    PerformanceQuery { from: Some(now), to: None, show, venue: None, after: None, limit }
}

/// Why nothing public has a slug: what had it once has another today, or there never was any.
pub(crate) async fn renamed(programme: &dyn Programme, what: Named, slug: &Slug) -> BrowseError {
    match programme.renamed(what, slug).await {
        Ok(Some(today)) => BrowseError::Renamed(today),
        Ok(None) => BrowseError::NotFound,
        Err(error) => error.into(),
    }
}
