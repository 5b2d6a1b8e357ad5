use super::{Around, night::Night, poster::Poster, tile::Tile, to_html};
use crate::pages::{texts::Texts, visitor::Visitor};
use askama::Template;
use azionelab_application::programme::{HomeProgramme, ShowSeason, Site};
use azionelab_domain::Nearness;
use jiff::Timestamp;

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
    performances: &HomeProgramme,
    seasons: &[ShowSeason],
    now: Timestamp,
    visitor: &Visitor,
) -> String {
    let language = visitor.language;
    let around = Around::new(site, visitor, "/");
    let next = performances.highlighted.as_ref().map(|listing| Next {
        night: Night::new(listing, now, language),
        poster: Poster::on_stage(&listing.entry, true),
        overline: how_soon(listing.nearness(now), around.t),
    });
    let programme = performances.next.iter();
    let playing = seasons.iter().filter(|season| season.next_at.is_some());
    to_html(&Home {
        next,
        programme: programme.map(|listing| Night::new(listing, now, language)).collect(),
        playing: playing.map(|season| Tile::new(season, site, now, language, false)).collect(),
        around,
    })
}

fn how_soon(nearness: Option<Nearness>, texts: &'static Texts) -> &'static str {
    match nearness {
        Some(Nearness::Tonight) => &texts.home.tonight,
        Some(Nearness::Today) => &texts.home.today,
        Some(Nearness::Tomorrow) => &texts.home.tomorrow,
        None => &texts.home.next,
    }
}
