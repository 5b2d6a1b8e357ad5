//! The demonstration company, which `azionelab demo` puts into an empty database.

mod audience;
mod posters;
mod schedule;

use azionelab_adapters_postgres::{Company, NewPage, NewPoster};
use azionelab_application::{ports::Secrets, programme::Contact};
use azionelab_domain::{
    MapPosition, PersonName, Publication, Role, Show, ShowId, Slug, Venue, VenueId,
};
use config::{Config, File, FileFormat};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::HashSet;

/// The time zone of the company.
const TIME_ZONE: &str = "Europe/Rome";

/// The accounts of the staff: address, name and role.
pub const STAFF: [(&str, &str, Role); 3] = [
    ("door@teatrodelfanale.example", "Olga alla porta", Role::Door),
    ("box-office@teatrodelfanale.example", "Sandro in biglietteria", Role::BoxOffice),
    ("admin@teatrodelfanale.example", "Ilaria in direzione", Role::Admin),
];

#[derive(Deserialize)]
struct CompanyText {
    name: String,
    tagline: String,
    contact: ContactText,
    pages: Vec<PageText>,
    venues: Vec<VenueText>,
}

#[derive(Deserialize)]
struct ContactText {
    email: String,
    phone: String,
    address: String,
}

#[derive(Deserialize)]
struct PageText {
    slug: String,
    title: String,
    body: String,
}

#[derive(Deserialize)]
struct VenueText {
    slug: String,
    name: String,
    address: String,
    city: String,
    access_notes: String,
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
struct ShowsText {
    shows: Vec<ShowText>,
}

#[derive(Deserialize)]
struct ShowText {
    slug: String,
    title: String,
    subtitle: String,
    summary: String,
    description: String,
    credits: String,
    duration_minutes: u16,
    age_advice: String,
    poster_alternative_text: String,
}

/// Returns the company at `now`. The performances are relative to that day, and are the same for
/// the whole day. Ids and codes are random.
pub fn company(now: Timestamp, secrets: &dyn Secrets) -> Company {
    let text: CompanyText = read(include_str!("company.toml"));
    let (shows, posters) = shows(secrets);
    let venues = text.venues.into_iter().map(|venue| venue.into_venue(secrets)).collect::<Vec<_>>();
    let nights = schedule::nights(now, &time_zone(), &shows, &venues, secrets);
    let mut reservations = nights
        .iter()
        .enumerate()
        .flat_map(|(number, night)| audience::of(number, night, now, secrets))
        .collect::<Vec<_>>();
    // Some hundreds of random codes may contain duplicates.
    let mut codes = HashSet::new();
    for reservation in &mut reservations {
        while !codes.insert(reservation.code) {
            reservation.code = secrets.code();
        }
    }
    Company {
        name: text.name,
        tagline: text.tagline,
        contact: Contact {
            email: text.contact.email,
            phone: text.contact.phone,
            address: text.contact.address,
        },
        pages: text.pages.into_iter().map(PageText::into_page).collect(),
        venues,
        shows,
        posters,
        performances: nights.into_iter().map(|night| night.performance).collect(),
        reservations,
    }
}

/// Returns the shows and their posters.
fn shows(secrets: &dyn Secrets) -> (Vec<Show>, Vec<NewPoster>) {
    let text: ShowsText = read(include_str!("shows.toml"));
    text.shows.into_iter().map(|show| show.into_show(secrets)).unzip()
}

impl ShowText {
    fn into_show(self, secrets: &dyn Secrets) -> (Show, NewPoster) {
        let poster = NewPoster {
            show: ShowId::new(secrets.id()),
            images: posters::of(&self.slug),
            alternative_text: self.poster_alternative_text,
        };
        let show = Show {
            id: poster.show,
            slug: slug(&self.slug),
            title: self.title,
            subtitle: self.subtitle,
            summary: self.summary,
            description: self.description,
            credits: self.credits,
            duration_minutes: Some(self.duration_minutes),
            age_advice: self.age_advice,
            language: "it".to_owned(),
            publication: Publication::Published,
        };
        (show, poster)
    }
}

impl VenueText {
    fn into_venue(self, secrets: &dyn Secrets) -> Venue {
        Venue {
            id: VenueId::new(secrets.id()),
            slug: slug(&self.slug),
            name: self.name,
            address: self.address,
            city: self.city,
            access_notes: self.access_notes,
            position: Some(MapPosition { latitude: self.latitude, longitude: self.longitude }),
            time_zone: time_zone(),
        }
    }
}

impl PageText {
    fn into_page(self) -> NewPage {
        NewPage { slug: slug(&self.slug), title: self.title, body: self.body }
    }
}

fn time_zone() -> TimeZone {
    TimeZone::get(TIME_ZONE).expect("the zone is bundled")
}

fn read<T: DeserializeOwned>(toml: &str) -> T {
    Config::builder()
        .add_source(File::from_str(toml, FileFormat::Toml))
        .build()
        .and_then(Config::try_deserialize)
        .expect("the demonstration's texts are complete")
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("the demonstration's slugs are slugs")
}

fn person(name: &str) -> PersonName {
    PersonName::parse(name).expect("the demonstration's names are names")
}

#[cfg(test)]
mod tests;
