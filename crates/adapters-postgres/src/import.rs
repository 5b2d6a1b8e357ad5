//! Import of a company into an empty database.

use crate::{
    Store,
    db::{
        error::store_error,
        functions::sha256,
        pool::Transaction,
        schema::{images, pages, performances, posters, shows, site, venues},
        statement,
    },
    houses::Changes,
};
use azionelab_application::{ports::StoreError, programme::Contact};
use azionelab_domain::{Change, MapPosition, Performance, Reservation, Show, ShowId, Slug, Venue};
use diesel::{dsl::exists, prelude::*};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use thiserror::Error;

/// A page of text, such as directions.
#[derive(Debug, Clone)]
pub struct NewPage {
    /// The last part of its address.
    pub slug: Slug,
    pub title: String,
    /// In Markdown.
    pub body: String,
}

#[derive(Debug, Clone)]
pub struct NewPoster {
    pub show: ShowId,
    /// What the poster shows, for people who cannot see it.
    pub alternative_text: String,
    /// The same picture in several widths.
    pub images: Vec<NewImage>,
}

#[derive(Debug, Clone)]
pub struct NewImage {
    /// In pixels, above 0.
    pub width: i32,
    /// In pixels, above 0.
    pub height: i32,
    /// WebP.
    pub bytes: Vec<u8>,
}

/// A company with its programme and its reservations.
#[derive(Debug, Clone)]
pub struct Company {
    pub name: String,
    /// One line about the company.
    pub tagline: String,
    pub contact: Contact,
    /// In the order of the menu.
    pub pages: Vec<NewPage>,
    pub venues: Vec<Venue>,
    pub shows: Vec<Show>,
    /// At most one for each show.
    pub posters: Vec<NewPoster>,
    pub performances: Vec<Performance>,
    /// Without check-ins.
    pub reservations: Vec<Reservation>,
}

/// Why a company was not stored. In each case nothing of it is stored.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The database has pages, venues or shows.
    #[error("the database already holds the site of {0}")]
    NotEmpty(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Stores a company in one transaction, unless the database already has one.
    pub async fn import(&self, company: Company, now: Timestamp) -> Result<(), ImportError> {
        let transaction = self.connections.begin().await?;
        store(&transaction, company, now).await?;
        Ok(transaction.commit().await?)
    }
}

async fn store(
    transaction: &Transaction,
    company: Company,
    now: Timestamp,
) -> Result<(), ImportError> {
    // The lock makes a second import wait. The next statement sees what the first has stored.
    let _: Vec<bool> = transaction.rows(site::table.select(site::only_one).for_update()).await?;
    let in_use = site::table
        .filter(
            exists(shows::table.select(shows::id))
                .or(exists(venues::table.select(venues::id)))
                .or(exists(pages::table.select(pages::slug))),
        )
        .select(site::name);
    if let Some(site) = transaction.rows(in_use).await?.into_iter().next() {
        return Err(ImportError::NotEmpty(site));
    }
    let contact = company.contact;
    let update = diesel::update(site::table).set((
        site::name.eq(company.name),
        site::tagline.eq(company.tagline),
        site::contact_email.eq(contact.email),
        site::contact_phone.eq(contact.phone),
        site::contact_address.eq(contact.address),
    ));
    transaction.run(update).await?;
    for (page, position) in company.pages.into_iter().zip(0_i16..) {
        let values = (
            pages::slug.eq(page.slug.as_str()),
            pages::title.eq(page.title),
            pages::body.eq(page.body),
            pages::position.eq(position),
        );
        transaction.run(diesel::insert_into(pages::table).values(values)).await?;
    }
    for venue in company.venues {
        transaction.run(insert_venue(venue)).await?;
    }
    for show in company.shows {
        transaction.run(insert_show(show)).await?;
    }
    for poster in company.posters {
        store_poster(transaction, poster).await?;
    }
    for performance in company.performances {
        transaction.run(insert_performance(&performance)).await?;
    }
    let mut changes = Changes::default();
    for reservation in company.reservations {
        let house = reservation.performance;
        changes.add(house, &Change::Booked { reservation, attempt: None }.into());
    }
    let stored = changes.store(transaction.connection(), now).await;
    stored.map_err(|error| store_error(&error))?;
    Ok(())
}

async fn store_poster(
    transaction: &Transaction,
    NewPoster { show, alternative_text, images }: NewPoster,
) -> Result<(), ImportError> {
    let show = show.uuid();
    let update = diesel::update(shows::table.find(show))
        .set(shows::poster_alternative_text.eq(alternative_text));
    transaction.run(update).await?;
    for NewImage { width, height, bytes } in images {
        // Two shows may share a picture.
        let insert = diesel::insert_into(images::table)
            .values((
                images::hash.eq(sha256(bytes.as_slice())),
                images::width.eq(width),
                images::height.eq(height),
                images::bytes.eq(bytes.as_slice()),
            ))
            .on_conflict(images::hash)
            .do_nothing();
        transaction.run(insert).await?;
        let insert = diesel::insert_into(posters::table)
            .values((posters::show_id.eq(show), posters::image_hash.eq(sha256(bytes.as_slice()))));
        transaction.run(insert).await?;
    }
    Ok(())
}

fn insert_venue(venue: Venue) -> impl statement::Change {
    let time_zone = venue.time_zone.iana_name().unwrap_or("Europe/Rome").to_owned();
    let position = venue.position;
    diesel::insert_into(venues::table).values((
        venues::id.eq(venue.id.uuid()),
        venues::slug.eq(venue.slug.to_string()),
        venues::name.eq(venue.name),
        venues::address.eq(venue.address),
        venues::city.eq(venue.city),
        venues::access_notes.eq(venue.access_notes),
        venues::latitude.eq(position.map(|MapPosition { latitude, .. }| latitude)),
        venues::longitude.eq(position.map(|MapPosition { longitude, .. }| longitude)),
        venues::time_zone.eq(time_zone),
    ))
}

fn insert_show(show: Show) -> impl statement::Change {
    diesel::insert_into(shows::table).values((
        shows::id.eq(show.id.uuid()),
        shows::slug.eq(show.slug.to_string()),
        shows::title.eq(show.title),
        shows::subtitle.eq(show.subtitle),
        shows::summary.eq(show.summary),
        shows::description.eq(show.description),
        shows::credits.eq(show.credits),
        shows::duration_minutes.eq(show.duration_minutes.map(u16::cast_signed)),
        shows::age_advice.eq(show.age_advice),
        shows::language.eq(show.language),
        shows::publication.eq(show.publication.as_str()),
    ))
}

fn insert_performance(performance: &Performance) -> impl statement::Change {
    let seating = performance.seating;
    diesel::insert_into(performances::table).values((
        performances::id.eq(performance.id.uuid()),
        performances::show_id.eq(performance.show.uuid()),
        performances::venue_id.eq(performance.venue.uuid()),
        performances::starts_at.eq(performance.starts_at.to_diesel()),
        performances::doors_at.eq(performance.doors_at.to_diesel()),
        performances::opens_at.eq(performance.opens_at.to_diesel()),
        performances::closes_at.eq(performance.closes_at.to_diesel()),
        performances::capacity.eq(seating.capacity.cast_signed()),
        performances::occupied.eq(seating.occupied.cast_signed()),
        performances::extra.eq(seating.extra.cast_signed()),
        performances::cancelled_at.eq(performance.cancelled_at.map(ToDiesel::to_diesel)),
    ))
}
