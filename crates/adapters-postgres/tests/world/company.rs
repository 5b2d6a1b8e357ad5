//! The programme of a company.

use super::{id, now};
use azionelab_adapters_postgres::Company;
use azionelab_application::programme::Contact;
use azionelab_domain::{
    Performance, PerformanceId, Publication, Seating, Show, ShowId, Slug, Venue, VenueId,
};
use jiff::{SignedDuration, tz::TimeZone};

/// One show at one venue, with a performance for each capacity.
pub fn company(capacities: &[u32]) -> Company {
    let show = show("la-locandiera");
    let venue = venue("sala-grande");
    let performances = capacities
        .iter()
        .map(|capacity| Performance {
            seating: Seating { capacity: *capacity, occupied: 0, extra: 0 },
            ..performance(&show, &venue)
        })
        .collect();
    Company { venues: vec![venue], shows: vec![show], performances, ..no_company() }
}

pub fn no_company() -> Company {
    Company {
        name: "Compagnia di prova".into(),
        tagline: String::new(),
        contact: Contact::default(),
        pages: Vec::new(),
        venues: Vec::new(),
        shows: Vec::new(),
        posters: Vec::new(),
        performances: Vec::new(),
        reservations: Vec::new(),
    }
}

/// A performance a day from now, open for booking, with 100 seats.
pub fn performance(show: &Show, venue: &Venue) -> Performance {
    performance_in(show, venue, SignedDuration::from_hours(24))
}

/// A performance after this time, open for booking, with 100 seats.
pub fn performance_in(show: &Show, venue: &Venue, wait: SignedDuration) -> Performance {
    let starts_at = now() + wait;
    Performance {
        id: PerformanceId::new(id()),
        show: show.id,
        venue: venue.id,
        listed: true,
        starts_at,
        previous_start: None,
        doors_at: starts_at - SignedDuration::from_hours(1),
        opens_at: starts_at - SignedDuration::from_hours(10_000),
        closes_at: starts_at,
        seating: Seating { capacity: 100, occupied: 0, extra: 0 },
        cancelled_at: None,
    }
}

pub fn show(slug: &str) -> Show {
    Show {
        id: ShowId::new(id()),
        slug: Slug::parse(slug).unwrap(),
        title: "La locandiera".into(),
        subtitle: "di Carlo Goldoni".into(),
        summary: "Mirandolina e i suoi clienti.".into(),
        description: "Una *commedia*.".into(),
        credits: "Con Anna Bianchi".into(),
        duration_minutes: Some(110),
        age_advice: "dai 12 anni".into(),
        language: "it".into(),
        publication: Publication::Published,
    }
}

pub fn venue(slug: &str) -> Venue {
    Venue {
        id: VenueId::new(id()),
        slug: Slug::parse(slug).unwrap(),
        name: format!("Venue {slug}"),
        address: "Via Po 1".into(),
        city: "Torino".into(),
        access_notes: "Senza gradini".into(),
        position: None,
        time_zone: TimeZone::get("Europe/Rome").unwrap(),
    }
}
