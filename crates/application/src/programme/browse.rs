use super::{
    Image, ImageHash, Listing, Named, Page, PerformanceQuery, Position, PosterPress, Programme,
    ShowSeason, Site,
    featured::{bookable_first, highlighted},
    season_listings::Run,
};
use crate::{
    Ports,
    ports::{Clock, StoreError},
};
use azionelab_domain::{PerformanceId, Slug, Venue};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use thiserror::Error;

/// How far a show looks back from its last performance, or from now.
const LOOKS_BACK: SignedDuration = SignedDuration::from_hours(60 * 24);

/// How many performances of a show are told.
const MOST_TOLD: u32 = 200;

/// How many of them may be over.
const MOST_GIVEN: usize = 20;

/// How many of the next performances the home page lists.
const ON_THE_HOME_PAGE: usize = 7;

/// How many of the next performances the home page looks at to find the one that it highlights.
const LOOKED_AT: u32 = 12;

/// How many other dates of a show are listed.
const OTHER_DATES: u32 = 20;

/// Why something of the programme is not shown.
#[derive(Debug, Error)]
pub enum BrowseError {
    #[error("there is no such thing on the site")]
    NotFound,
    /// It has another slug today.
    #[error("it is called {0} today")]
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
    press: Arc<dyn PosterPress>,
    clock: Arc<dyn Clock>,
}

impl BrowseProgramme {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            programme: ports.programme.clone(),
            press: ports.poster_press.clone(),
            clock: ports.clock.clone(),
        }
    }

    /// The company's site.
    pub async fn site(&self) -> Result<Site, BrowseError> {
        Ok(self.programme.site().await?)
    }

    /// A page of the company's own.
    pub async fn page(&self, slug: &Slug) -> Result<Page, BrowseError> {
        match self.programme.page(slug).await? {
            Some(page) => Ok(page),
            None => Err(renamed(&*self.programme, Named::Page, slug).await),
        }
    }

    /// Every published show, those still to come first.
    pub async fn shows(&self) -> Result<(Vec<ShowSeason>, Timestamp), BrowseError> {
        let now = self.clock.now();
        Ok((self.programme.shows(now).await?, now))
    }

    /// A published show with its performances: those to come, and the last ones that were given.
    pub async fn show(
        &self,
        slug: &Slug,
    ) -> Result<(ShowSeason, Vec<Listing>, Timestamp), BrowseError> {
        let now = self.clock.now();
        let Some(season) = self.programme.show(slug, now).await? else {
            return Err(renamed(&*self.programme, Named::Show, slug).await);
        };
        let given_until = season.last_at.map_or(now, |last_at| last_at.min(now));
        let run = Run { of: Some(slug), since: given_until - LOOKS_BACK, most: MOST_TOLD };
        let mut listings = run.read(&*self.programme, now).await?;
        let given = listings.partition_point(|one| one.is_past(now));
        listings.drain(..given.saturating_sub(MOST_GIVEN));
        Ok((season, listings, now))
    }

    /// Every venue, by name.
    pub async fn venues(&self) -> Result<Vec<Venue>, BrowseError> {
        Ok(self.programme.venues().await?)
    }

    pub async fn venue(&self, slug: &Slug) -> Result<Venue, BrowseError> {
        match self.programme.venue(slug).await? {
            Some(venue) => Ok(venue),
            None => Err(renamed(&*self.programme, Named::Venue, slug).await),
        }
    }

    /// A page of the list of performances, from now on unless the query says otherwise, with the
    /// place where the next page starts.
    pub async fn performances(
        &self,
        query: PerformanceQuery,
    ) -> Result<(Vec<Listing>, Option<Position>, Timestamp), BrowseError> {
        let now = self.clock.now();
        let limit = query.limit as usize;
        // One more than asked for tells whether there is a next page.
        let query =
            PerformanceQuery { from: query.from.or(Some(now)), limit: query.limit + 1, ..query };
        let mut listings = self.programme.performances(&query, now).await?;
        let more = listings.len() > limit;
        listings.truncate(limit);
        let next = listings.last().filter(|_| more).map(|last| Position {
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

    /// An image of a poster.
    pub async fn image(&self, hash: ImageHash) -> Result<Image, BrowseError> {
        self.programme.image(hash).await?.ok_or(BrowseError::NotFound)
    }

    /// An image of a poster for previews of links, as JPEG.
    pub async fn preview(&self, hash: ImageHash) -> Result<Vec<u8>, BrowseError> {
        let Image(printed) = self.image(hash).await?;
        self.press.preview(printed).await.map_err(|_| BrowseError::NotFound)
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
