use super::{Around, night::Night, poster::Poster, tile::Tile, to_html};
use crate::pages::{texts::Texts, visitor::Visitor};
use askama::Template;
use azionelab_application::programme::{Listing, ShowSeason, Site};
use azionelab_domain::BookingState;
use jiff::Timestamp;

/// The number of performances on the home page.
const NIGHTS: usize = 7;

#[derive(Template)]
#[template(path = "website/home.html")]
struct Home<'a> {
    around: Around<'a>,
    next: Option<Next<'a>>,
    programme: Vec<Night<'a>>,
    playing: Vec<Tile<'a>>,
}

/// The performance at the top of the page.
struct Next<'a> {
    night: Night<'a>,
    poster: Poster<'a>,
    /// How soon it is, for example tonight; otherwise a general label.
    overline: &'static str,
}

pub(in crate::pages) fn home(
    site: &Site,
    listings: &[Listing],
    seasons: &[ShowSeason],
    now: Timestamp,
    visitor: &Visitor,
) -> String {
    let language = visitor.language;
    let around = Around::new(site, visitor, "/");
    let next = listings
        .iter()
        .find(|listing| listing.booking_state(now) == BookingState::Open)
        .or_else(|| listings.iter().find(|one| one.performance().cancelled_at.is_none()))
        .map(|listing| {
            let night = Night::new(listing, now, language);
            let overline = how_soon(&night, now, around.t);
            Next { night, poster: Poster::on_stage(&listing.entry, true), overline }
        });
    let programme = listings.iter().take(NIGHTS);
    let playing = seasons.iter().filter(|season| season.next_at.is_some());
    to_html(&Home {
        next,
        programme: programme.map(|listing| Night::new(listing, now, language)).collect(),
        playing: playing.map(|season| Tile::new(season, site, now, language, false)).collect(),
        around,
    })
}

fn how_soon(night: &Night, now: Timestamp, texts: &'static Texts) -> &'static str {
    match night.when.days_from(now) {
        Some(0) if night.when.is_evening() => &texts.home.tonight,
        Some(0) => &texts.home.today,
        Some(1) => &texts.home.tomorrow,
        _ => &texts.home.next,
    }
}
