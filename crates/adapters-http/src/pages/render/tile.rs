use super::{fill::fill, poster::Poster, when::When};
use crate::pages::texts;
use askama::Template;
use azionelab_application::programme::{ShowSeason, Site};
use azionelab_domain::Locale;
use jiff::Timestamp;

/// A show in a list: poster, title and dates (the app's `app-show-tile`).
#[derive(Template)]
#[template(path = "website/tile.html")]
pub(super) struct Tile<'a> {
    season: &'a ShowSeason,
    poster: Poster<'a>,
    date: Option<String>,
}

impl<'a> Tile<'a> {
    /// Dates are in the company's time zone, because the show may play in several zones.
    pub fn new(
        season: &'a ShowSeason,
        site: &Site,
        now: Timestamp,
        language: Locale,
        is_first: bool,
    ) -> Self {
        let texts = &texts::of(language).shows;
        let when = |time| When::new(time, &site.time_zone, language, now);
        let next =
            season.next_at.map(|next| fill(&texts.next, &[("date", &when(next).day_of_season())]));
        let last = || {
            let last = when(season.last_at?).month_and_year();
            Some(fill(&texts.last, &[("date", &last)]))
        };
        let poster = Poster::among_others(&season.entry, is_first);
        Self { season, poster, date: next.or_else(last) }
    }
}
