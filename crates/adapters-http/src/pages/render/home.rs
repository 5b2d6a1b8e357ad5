use super::{Around, night::Night, painted, poster::Poster, tile::Tile};
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

/// What the light falls on.
struct Next<'a> {
    night: Night<'a>,
    poster: Poster<'a>,
    /// How soon it is, if it is soon; what it is otherwise.
    overline: &'static str,
}

/// What is on next, and the company's face.
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
    painted(&Home {
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
