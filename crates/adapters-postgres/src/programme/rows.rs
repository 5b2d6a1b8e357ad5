//! Rows of the programme's queries, and the values that they stand for.

use crate::db::{
    error::bad_row,
    rows::{HouseRow, PolicyRow},
    schema::{pages, performances, shows, site, venues},
};
use azionelab_application::{
    ports::StoreError,
    programme::{Contact, PageLink, PerformanceSummary, Poster, PosterImage, ShowEntry, Site},
};
use azionelab_domain::{MapPosition, PerformanceId, Show, ShowId, Slug, Venue, VenueId};
use diesel::prelude::*;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// The images of posters, by show, narrowest first.
pub(crate) type Posters = HashMap<uuid::Uuid, Vec<PosterImage>>;

#[derive(Queryable, Selectable)]
#[diesel(table_name = site, check_for_backend(diesel::pg::Pg))]
pub(super) struct SiteRow {
    name: String,
    tagline: String,
    time_zone: String,
    contact_email: String,
    contact_phone: String,
    contact_address: String,
    #[diesel(embed)]
    policy: PolicyRow,
}

impl SiteRow {
    pub fn site(self, pages: Vec<PageLinkRow>) -> Result<Site, StoreError> {
        Ok(Site {
            name: self.name,
            tagline: self.tagline,
            time_zone: time_zone(&self.time_zone)?,
            contact: Contact {
                email: self.contact_email,
                phone: self.contact_phone,
                address: self.contact_address,
            },
            pages: pages
                .into_iter()
                .map(|page| Ok(PageLink { slug: slug(&page.slug)?, title: page.title }))
                .collect::<Result<_, StoreError>>()?,
            policy: self.policy.policy(),
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = pages, check_for_backend(diesel::pg::Pg))]
pub(super) struct PageLinkRow {
    slug: String,
    title: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = shows, check_for_backend(diesel::pg::Pg))]
pub(crate) struct ShowRow {
    pub id: uuid::Uuid,
    slug: String,
    title: String,
    subtitle: String,
    summary: String,
    description: String,
    credits: String,
    duration_minutes: Option<i16>,
    age_advice: String,
    language: String,
    publication: String,
    poster_alternative_text: String,
}

impl ShowRow {
    pub fn show(&self) -> Result<Show, StoreError> {
        Ok(Show {
            id: ShowId::new(self.id),
            slug: slug(&self.slug)?,
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            summary: self.summary.clone(),
            description: self.description.clone(),
            credits: self.credits.clone(),
            duration_minutes: self.duration_minutes.map(i16::cast_unsigned),
            age_advice: self.age_advice.clone(),
            language: self.language.clone(),
            publication: parse_publication(&self.publication)?,
        })
    }

    pub fn entry(&self, images: &Posters) -> Result<ShowEntry, StoreError> {
        let poster = images.get(&self.id).map(|images| Poster {
            alternative_text: self.poster_alternative_text.clone(),
            images: images.clone(),
        });
        Ok(ShowEntry { show: self.show()?, poster })
    }
}

pub(crate) fn parse_publication(text: &str) -> Result<azionelab_domain::Publication, StoreError> {
    text.parse().map_err(|()| bad_row("shows.publication"))
}

pub(crate) fn slug(text: &str) -> Result<Slug, StoreError> {
    Slug::parse(text).map_err(|_| bad_row("slug"))
}

/// A show with the starts of its next and its last performance.
#[derive(Queryable)]
pub(super) struct SeasonRow {
    pub show: ShowRow,
    pub next_at: Option<jiff_diesel::Timestamp>,
    pub last_at: Option<jiff_diesel::Timestamp>,
}

/// An image of a show's poster.
#[derive(Queryable)]
pub(super) struct PosterRow {
    pub show_id: uuid::Uuid,
    pub hash: Vec<u8>,
    pub width: i32,
    pub height: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = venues, check_for_backend(diesel::pg::Pg))]
pub(crate) struct VenueRow {
    id: uuid::Uuid,
    slug: String,
    name: String,
    address: String,
    city: String,
    access_notes: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    time_zone: String,
}

impl VenueRow {
    pub fn venue(&self) -> Result<Venue, StoreError> {
        let position = self.latitude.zip(self.longitude);
        Ok(Venue {
            id: VenueId::new(self.id),
            slug: slug(&self.slug)?,
            name: self.name.clone(),
            address: self.address.clone(),
            city: self.city.clone(),
            access_notes: self.access_notes.clone(),
            position: position.map(|(latitude, longitude)| MapPosition { latitude, longitude }),
            time_zone: time_zone(&self.time_zone)?,
        })
    }
}

/// What identifies a performance for people.
#[derive(Queryable, Selectable)]
#[diesel(table_name = performances, check_for_backend(diesel::pg::Pg))]
pub(crate) struct SummaryRow {
    #[diesel(select_expression = shows::title)]
    show_title: String,
    starts_at: jiff_diesel::Timestamp,
    cancelled_at: Option<jiff_diesel::Timestamp>,
    #[diesel(select_expression = venues::name)]
    venue_name: String,
    #[diesel(select_expression = venues::time_zone)]
    time_zone: String,
}

impl SummaryRow {
    pub fn summary(self, id: uuid::Uuid) -> Result<PerformanceSummary, StoreError> {
        Ok(PerformanceSummary {
            id: PerformanceId::new(id),
            show_title: self.show_title,
            starts_at: self.starts_at.to_jiff(),
            cancelled_at: self.cancelled_at.map(jiff_diesel::Timestamp::to_jiff),
            venue_name: self.venue_name,
            time_zone: time_zone(&self.time_zone)?,
        })
    }
}

pub(crate) fn time_zone(name: &str) -> Result<TimeZone, StoreError> {
    TimeZone::get(name).map_err(|_| bad_row("time_zone"))
}

/// A performance as it is announced, with the seats held.
#[derive(Queryable)]
pub(crate) struct ListingRow {
    pub house: HouseRow,
    pub show: ShowRow,
    pub venue: VenueRow,
    pub held: i64,
    pub changed_at: jiff_diesel::Timestamp,
}
