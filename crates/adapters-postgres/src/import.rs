//! Fills an empty database with a company.

use crate::{
    Store,
    db::{
        error::store_error,
        statement::{rows, run, statement},
    },
    houses::Changes,
};
use azionelab_application::{ports::StoreError, programme::Contact};
use azionelab_domain::{Change, MapPosition, Performance, Reservation, Show, ShowId, Slug, Venue};
use diesel::{
    QueryableByName,
    sql_types::{Binary, Double, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid},
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use thiserror::Error;

/// A page of the company's own.
#[derive(Debug, Clone)]
pub struct NewPage {
    /// Its part of an address.
    pub slug: Slug,
    pub title: String,
    /// Its text, in Markdown.
    pub body: String,
}

/// The poster of a show.
#[derive(Debug, Clone)]
pub struct NewPoster {
    pub show: ShowId,
    /// What it shows, for who can't see it.
    pub alternative_text: String,
    /// The same picture in several widths.
    pub images: Vec<NewImage>,
}

/// A picture in one width.
#[derive(Debug, Clone)]
pub struct NewImage {
    /// In pixels, above 0.
    pub width: i32,
    /// In pixels, above 0.
    pub height: i32,
    /// As WebP.
    pub bytes: Vec<u8>,
}

/// A whole company: what it shows, where and when, and who comes.
#[derive(Debug, Clone)]
pub struct Company {
    pub name: String,
    /// A line about it.
    pub tagline: String,
    /// How it can be reached.
    pub contact: Contact,
    /// Its pages, in the order of the menu.
    pub pages: Vec<NewPage>,
    pub venues: Vec<Venue>,
    pub shows: Vec<Show>,
    /// The posters of its shows, at most one each.
    pub posters: Vec<NewPoster>,
    pub performances: Vec<Performance>,
    /// Reservations for them, without check-ins.
    pub reservations: Vec<Reservation>,
}

/// Why a company was not stored. Nothing of it remains.
#[derive(Debug, Error)]
pub enum ImportError {
    /// There are pages, venues or shows already.
    #[error("the database already holds the site of {0}")]
    NotEmpty(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for ImportError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(store_error(&error))
    }
}

statement! {
    /// An import holds the site, so that two can't at the same time.
    LockSite {}
    "SELECT FROM site FOR UPDATE"
}

statement! {
    /// A statement of its own, so that it sees what was stored while this one waited for the site.
    SiteInUse {}
    "SELECT name FROM site WHERE EXISTS (SELECT FROM shows) OR EXISTS (SELECT FROM venues) \
     OR EXISTS (SELECT FROM pages)"
}

#[derive(QueryableByName)]
struct SiteName {
    #[diesel(sql_type = Text)]
    name: String,
}

statement! {
    UpdateSite {
        name: String => Text,
        tagline: String => Text,
        email: String => Text,
        phone: String => Text,
        address: String => Text,
    }
    "UPDATE site SET name = $1, tagline = $2, contact_email = $3, contact_phone = $4, \
     contact_address = $5"
}

statement! {
    InsertPage { slug: String => Text, title: String => Text, body: String => Text, position: i16 => SmallInt }
    "INSERT INTO pages (slug, title, body, position) VALUES ($1, $2, $3, $4)"
}

statement! {
    InsertVenue {
        id: uuid::Uuid => Uuid,
        slug: String => Text,
        name: String => Text,
        address: String => Text,
        city: String => Text,
        access_notes: String => Text,
        latitude: Option<f64> => Nullable<Double>,
        longitude: Option<f64> => Nullable<Double>,
        time_zone: String => Text,
    }
    "INSERT INTO venues (id, slug, name, address, city, access_notes, latitude, longitude, \
     time_zone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
}

statement! {
    InsertShow {
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
    }
    "INSERT INTO shows (id, slug, title, subtitle, summary, description, credits, \
     duration_minutes, age_advice, language, publication) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
}

statement! {
    DescribePoster { show: uuid::Uuid => Uuid, alternative_text: String => Text }
    "UPDATE shows SET poster_alternative_text = $2 WHERE id = $1"
}

statement! {
    /// Two shows may share a picture.
    InsertPosterImage {
        show: uuid::Uuid => Uuid,
        width: i32 => Integer,
        height: i32 => Integer,
        bytes: Vec<u8> => Binary,
    }
    "WITH image AS ( \
         INSERT INTO images (hash, width, height, bytes) VALUES (sha256($4), $2, $3, $4) \
         ON CONFLICT (hash) DO NOTHING \
     ) \
     INSERT INTO posters (show_id, image_hash) VALUES ($1, sha256($4))"
}

statement! {
    InsertPerformance {
        id: uuid::Uuid => Uuid,
        show: uuid::Uuid => Uuid,
        venue: uuid::Uuid => Uuid,
        starts_at: jiff_diesel::Timestamp => Timestamptz,
        doors_at: jiff_diesel::Timestamp => Timestamptz,
        opens_at: jiff_diesel::Timestamp => Timestamptz,
        closes_at: jiff_diesel::Timestamp => Timestamptz,
        capacity: i32 => Integer,
        occupied: i32 => Integer,
        extra: i32 => Integer,
        cancelled_at: Option<jiff_diesel::Timestamp> => Nullable<Timestamptz>,
    }
    "INSERT INTO performances (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, \
     capacity, occupied, extra, cancelled_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
}

impl Store {
    /// Stores a company, if there is none yet.
    pub async fn import(&self, company: Company, now: Timestamp) -> Result<(), ImportError> {
        let mut connection = self.connections.for_transaction().await?;
        connection.transaction(async |connection| store(connection, company, now).await).await
    }
}

async fn store(
    connection: &AsyncPgConnection,
    company: Company,
    now: Timestamp,
) -> Result<(), ImportError> {
    run(connection, LockSite {}).await?;
    let in_use: Vec<SiteName> = rows(connection, SiteInUse {}).await?;
    if let Some(site) = in_use.into_iter().next() {
        return Err(ImportError::NotEmpty(site.name));
    }
    let site = UpdateSite {
        name: company.name,
        tagline: company.tagline,
        email: company.contact.email,
        phone: company.contact.phone,
        address: company.contact.address,
    };
    run(connection, site).await?;
    for (page, position) in company.pages.into_iter().zip(0..) {
        let NewPage { slug, title, body } = page;
        run(connection, InsertPage { slug: slug.to_string(), title, body, position }).await?;
    }
    for venue in company.venues {
        run(connection, insert_venue(venue)).await?;
    }
    for show in company.shows {
        run(connection, insert_show(show)).await?;
    }
    for poster in company.posters {
        store_poster(connection, poster).await?;
    }
    for performance in company.performances {
        run(connection, insert_performance(&performance)).await?;
    }
    let mut changes = Changes::default();
    for reservation in company.reservations {
        let house = reservation.performance;
        changes.add(house, &Change::Booked { reservation, attempt: None }.into());
    }
    changes.store(connection, now).await?;
    Ok(())
}

async fn store_poster(
    connection: &AsyncPgConnection,
    NewPoster { show, alternative_text, images }: NewPoster,
) -> Result<(), ImportError> {
    let show = show.uuid();
    run(connection, DescribePoster { show, alternative_text }).await?;
    for NewImage { width, height, bytes } in images {
        run(connection, InsertPosterImage { show, width, height, bytes }).await?;
    }
    Ok(())
}

fn insert_venue(venue: Venue) -> InsertVenue {
    InsertVenue {
        id: venue.id.uuid(),
        slug: venue.slug.to_string(),
        name: venue.name,
        address: venue.address,
        city: venue.city,
        access_notes: venue.access_notes,
        latitude: venue.position.map(|MapPosition { latitude, .. }| latitude),
        longitude: venue.position.map(|MapPosition { longitude, .. }| longitude),
        time_zone: venue.time_zone.iana_name().unwrap_or("Europe/Rome").to_owned(),
    }
}

fn insert_show(show: Show) -> InsertShow {
    InsertShow {
        id: show.id.uuid(),
        slug: show.slug.to_string(),
        title: show.title,
        subtitle: show.subtitle,
        summary: show.summary,
        description: show.description,
        credits: show.credits,
        duration_minutes: show.duration_minutes.map(u16::cast_signed),
        age_advice: show.age_advice,
        language: show.language,
        publication: show.publication.as_str(),
    }
}

fn insert_performance(performance: &Performance) -> InsertPerformance {
    InsertPerformance {
        id: performance.id.uuid(),
        show: performance.show.uuid(),
        venue: performance.venue.uuid(),
        starts_at: performance.starts_at.to_diesel(),
        doors_at: performance.doors_at.to_diesel(),
        opens_at: performance.opens_at.to_diesel(),
        closes_at: performance.closes_at.to_diesel(),
        capacity: performance.seating.capacity.cast_signed(),
        occupied: performance.seating.occupied.cast_signed(),
        extra: performance.seating.extra.cast_signed(),
        cancelled_at: performance.cancelled_at.map(ToDiesel::to_diesel),
    }
}
