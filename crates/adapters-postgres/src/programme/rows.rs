//! What the programme's statements answer, and what it means.

use crate::db::{
    error::bad_row,
    rows::{HouseRow, PolicyRow, SeatsRow},
    schema::{performances, shows, venues},
};
use azionelab_application::{
    box_office::PerformanceBrief,
    ports::StoreError,
    programme::{Contact, PageLink, Poster, PosterImage, ShowEntry, Site},
};
use azionelab_domain::{MapPosition, PerformanceId, Show, ShowId, Slug, Venue, VenueId};
use diesel::{
    prelude::*,
    sql_types::{Binary, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid},
};
use jiff::tz::TimeZone;
use std::collections::HashMap;

#[derive(QueryableByName)]
pub(crate) struct SiteRow {
    #[diesel(sql_type = Text)]
    pub(crate) name: String,
    #[diesel(sql_type = Text)]
    pub(crate) tagline: String,
    #[diesel(sql_type = Text)]
    pub(crate) time_zone: String,
    #[diesel(sql_type = Text)]
    pub(crate) contact_email: String,
    #[diesel(sql_type = Text)]
    pub(crate) contact_phone: String,
    #[diesel(sql_type = Text)]
    pub(crate) contact_address: String,
    #[diesel(embed)]
    pub(crate) policy: PolicyRow,
}

impl SiteRow {
    pub(crate) fn site(self, pages: Vec<PageLinkRow>) -> Result<Site, StoreError> {
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

#[derive(QueryableByName)]
pub(crate) struct PageLinkRow {
    #[diesel(sql_type = Text)]
    pub(crate) slug: String,
    #[diesel(sql_type = Text)]
    pub(crate) title: String,
}

#[derive(QueryableByName)]
pub(crate) struct PageRow {
    #[diesel(sql_type = Text)]
    pub(crate) title: String,
    #[diesel(sql_type = Text)]
    pub(crate) body: String,
}

#[derive(QueryableByName)]
pub(crate) struct ShowRow {
    #[diesel(sql_type = Uuid)]
    pub show_id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) show_slug: String,
    #[diesel(sql_type = Text)]
    pub(crate) title: String,
    #[diesel(sql_type = Text)]
    pub(crate) subtitle: String,
    #[diesel(sql_type = Text)]
    pub(crate) summary: String,
    #[diesel(sql_type = Text)]
    pub(crate) description: String,
    #[diesel(sql_type = Text)]
    pub(crate) credits: String,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub(crate) duration_minutes: Option<i16>,
    #[diesel(sql_type = Text)]
    pub(crate) age_advice: String,
    #[diesel(sql_type = Text)]
    pub(crate) language: String,
    #[diesel(sql_type = Text)]
    pub(crate) publication: String,
    #[diesel(sql_type = Text)]
    pub(crate) poster_alternative_text: String,
}

impl ShowRow {
    pub fn show(&self) -> Result<Show, StoreError> {
        Ok(Show {
            id: ShowId::new(self.show_id),
            slug: slug(&self.show_slug)?,
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

    pub fn entry(
        &self,
        images: &HashMap<uuid::Uuid, Vec<PosterImage>>,
    ) -> Result<ShowEntry, StoreError> {
        let poster = images.get(&self.show_id).map(|images| Poster {
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

#[derive(QueryableByName)]
pub(crate) struct SeasonRow {
    #[diesel(embed)]
    pub(crate) show: ShowRow,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub(crate) next_at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub(crate) last_at: Option<jiff_diesel::Timestamp>,
}

#[derive(QueryableByName)]
pub(crate) struct PosterRow {
    #[diesel(sql_type = Uuid)]
    pub(crate) show_id: uuid::Uuid,
    #[diesel(sql_type = Binary)]
    pub(crate) hash: Vec<u8>,
    #[diesel(sql_type = Integer)]
    pub(crate) width: i32,
    #[diesel(sql_type = Integer)]
    pub(crate) height: i32,
}

#[derive(Queryable, Selectable, QueryableByName)]
#[diesel(table_name = venues, check_for_backend(diesel::pg::Pg))]
pub(crate) struct VenueRow {
    #[diesel(sql_type = Uuid, select_expression = venues::id)]
    pub(crate) venue_id: uuid::Uuid,
    #[diesel(sql_type = Text, select_expression = venues::slug)]
    pub(crate) venue_slug: String,
    #[diesel(sql_type = Text, select_expression = venues::name)]
    pub(crate) venue_name: String,
    pub(crate) address: String,
    pub(crate) city: String,
    pub(crate) access_notes: String,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
    pub(crate) time_zone: String,
}

impl VenueRow {
    pub fn venue(&self) -> Result<Venue, StoreError> {
        let position = self.latitude.zip(self.longitude);
        Ok(Venue {
            id: VenueId::new(self.venue_id),
            slug: slug(&self.venue_slug)?,
            name: self.venue_name.clone(),
            address: self.address.clone(),
            city: self.city.clone(),
            access_notes: self.access_notes.clone(),
            position: position.map(|(latitude, longitude)| MapPosition { latitude, longitude }),
            time_zone: time_zone(&self.time_zone)?,
        })
    }
}

/// The columns of [`BriefRow`], of `performances p`, `shows s` and `venues v`.
macro_rules! brief_columns {
    () => {
        "s.title AS show_title, p.starts_at, p.cancelled_at AS performance_cancelled_at, \
         v.name AS venue_name, v.time_zone"
    };
}
pub(crate) use brief_columns;

/// What a performance is called.
#[derive(Queryable, Selectable, QueryableByName)]
#[diesel(table_name = performances, check_for_backend(diesel::pg::Pg))]
pub(crate) struct BriefRow {
    #[diesel(sql_type = Text, select_expression = shows::title)]
    show_title: String,
    starts_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Timestamptz>, select_expression = performances::cancelled_at)]
    performance_cancelled_at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Text, select_expression = venues::name)]
    venue_name: String,
    #[diesel(sql_type = Text, select_expression = venues::time_zone)]
    time_zone: String,
}

impl BriefRow {
    pub fn brief(self, id: uuid::Uuid) -> Result<PerformanceBrief, StoreError> {
        Ok(PerformanceBrief {
            id: PerformanceId::new(id),
            show_title: self.show_title,
            starts_at: self.starts_at.to_jiff(),
            cancelled_at: self.performance_cancelled_at.map(jiff_diesel::Timestamp::to_jiff),
            venue_name: self.venue_name,
            time_zone: time_zone(&self.time_zone)?,
        })
    }
}

pub(crate) fn time_zone(name: &str) -> Result<TimeZone, StoreError> {
    TimeZone::get(name).map_err(|_| bad_row("time_zone"))
}

/// A performance as it is announced.
#[derive(QueryableByName)]
pub(crate) struct ListingRow {
    #[diesel(embed)]
    pub(crate) house: HouseRow,
    #[diesel(embed)]
    pub(crate) show: ShowRow,
    #[diesel(embed)]
    pub(crate) venue: VenueRow,
    #[diesel(embed)]
    pub(crate) held: SeatsRow,
    #[diesel(sql_type = Timestamptz)]
    pub(crate) changed_at: jiff_diesel::Timestamp,
}

#[derive(QueryableByName)]
pub(crate) struct SlugRow {
    #[diesel(sql_type = Text)]
    pub(crate) slug: String,
}

#[derive(QueryableByName)]
pub(crate) struct ImageRow {
    #[diesel(sql_type = Binary)]
    pub(crate) bytes: Vec<u8>,
}
