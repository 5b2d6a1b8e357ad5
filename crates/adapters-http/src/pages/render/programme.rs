use super::{Around, night::Night, tile::Tile, to_html, venue_card::VenueCard};
use crate::pages::visitor::Visitor;
use askama::Template;
use azionelab_application::programme::{Listing, ShowSeason, Site};
use azionelab_domain::{Show, Venue};
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "website/shows.html")]
struct Shows<'a> {
    around: Around<'a>,
    playing: Vec<Tile<'a>>,
    past: Vec<Tile<'a>>,
    /// `playing` or `past` if only these are shown.
    only: &'a str,
}

/// The current shows and the past ones.
pub(in crate::pages) fn shows(
    site: &Site,
    seasons: &[ShowSeason],
    now: Timestamp,
    visitor: &Visitor,
) -> String {
    let language = visitor.language;
    let tiles = |is_playing: bool| {
        let seasons = seasons.iter().filter(|season| season.next_at.is_some() == is_playing);
        let tile =
            |(place, season)| Tile::new(season, site, now, language, is_playing && place < 2);
        seasons.enumerate().map(tile).collect()
    };
    let around = Around::new(site, visitor, "/shows");
    let only = visitor.parameter("only").unwrap_or_default();
    to_html(&Shows { around, playing: tiles(true), past: tiles(false), only })
}

#[derive(Template)]
#[template(path = "website/calendar.html")]
struct Calendar<'a> {
    around: Around<'a>,
    /// The shows of the listed performances, if there are several.
    shows: Vec<&'a Show>,
    /// The show whose performances are listed; all if empty.
    chosen: &'a str,
    months: Vec<Month<'a>>,
}

struct Month<'a> {
    /// Such as `2026-11`.
    number: String,
    name: String,
    nights: Vec<Night<'a>>,
}

/// The coming performances by month: of one show if the address names it, otherwise of all.
pub(in crate::pages) fn calendar(
    site: &Site,
    listings: &[Listing],
    now: Timestamp,
    visitor: &Visitor,
) -> String {
    let mut shows = Vec::<&Show>::new();
    for Listing { entry, .. } in listings {
        if shows.iter().all(|known| known.slug != entry.show.slug) {
            shows.push(&entry.show);
        }
    }
    let show = visitor.parameter("show");
    let chosen = shows.iter().find(|known| Some(known.slug.as_str()) == show);
    let chosen = chosen.map_or("", |show| show.slug.as_str());
    let is_listed = |one: &&Listing| chosen.is_empty() || one.entry.show.slug.as_str() == chosen;
    if shows.len() < 2 {
        shows.clear();
    }
    let mut months = Vec::<Month>::new();
    for listing in listings.iter().filter(is_listed) {
        let night = Night::new(listing, now, visitor.language);
        let number = night.when.month_of_calendar();
        if let Some(month) = months.last_mut().filter(|month| month.number == number) {
            month.nights.push(night);
        } else {
            let name = night.when.month_and_year();
            months.push(Month { number, name, nights: vec![night] });
        }
    }
    to_html(&Calendar { around: Around::new(site, visitor, "/calendar"), shows, chosen, months })
}

#[derive(Template)]
#[template(path = "website/venues.html")]
struct Venues<'a> {
    around: Around<'a>,
    cards: Vec<VenueCard<'a>>,
}

pub(in crate::pages) fn venues(site: &Site, venues: &[Venue], visitor: &Visitor) -> String {
    let card = |venue| VenueCard::new(venue, visitor.language);
    let cards = venues.iter().map(card).collect();
    to_html(&Venues { around: Around::new(site, visitor, "/venues"), cards })
}
