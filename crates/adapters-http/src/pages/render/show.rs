use super::{Around, fill::fill, night::Night, poster::Poster, to_html, venue_card::VenueCard};
use crate::{
    http::markdown,
    pages::{texts, visitor::Visitor},
};
use askama::Template;
use azionelab_application::programme::{Listing, ShowSeason, Site};
use azionelab_domain::{Show, Venue};
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "website/show.html")]
struct ShowPage<'a> {
    around: Around<'a>,
    show: &'a Show,
    poster: Poster<'a>,
    /// Facts about the show, each with its label.
    facts: Vec<(&'static str, String)>,
    coming: Vec<Night<'a>>,
    description: String,
    credits: String,
    venues: Vec<VenueCard<'a>>,
}

impl<'a> ShowPage<'a> {
    fn next(&self) -> Option<&Night<'a>> {
        self.coming.iter().find(|night| night.seats.is_open())
    }
}

/// A show: poster, texts, credits, dates and venues.
pub(in crate::pages) fn show(
    site: &Site,
    (season, listings, now): &(ShowSeason, Vec<Listing>, Timestamp),
    venues: &[Venue],
    path: &str,
    visitor: &Visitor,
) -> String {
    let (show, language) = (&season.entry.show, visitor.language);
    let coming = listings.iter().filter(|listing| listing.performance().starts_at > *now);
    let is_given_at = |venue: &&Venue| listings.iter().any(|one| one.venue.slug == venue.slug);
    let venues = venues.iter().filter(is_given_at);
    to_html(&ShowPage {
        around: Around::new(site, visitor, path),
        show,
        poster: Poster::on_stage(&season.entry, false),
        facts: facts(show, &texts::of(language).show),
        coming: coming.map(|one| Night::new(one, *now, language).of_one_show()).collect(),
        description: markdown::html(&show.description),
        credits: markdown::html(&show.credits),
        venues: venues.map(|venue| VenueCard::new(venue, language)).collect(),
    })
}

fn facts(show: &Show, texts: &'static texts::Show) -> Vec<(&'static str, String)> {
    let language = texts.languages.get(&show.language).unwrap_or(&show.language);
    [
        (texts.admission.as_str(), Some(texts.free.clone())),
        (texts.duration.as_str(), show.duration_minutes.map(|minutes| duration(minutes, texts))),
        (texts.age.as_str(), Some(show.age_advice.clone())),
        (texts.language.as_str(), Some(language.clone())),
    ]
    .into_iter()
    .filter_map(|(name, fact)| Some((name, fact.filter(|fact| !fact.is_empty())?)))
    .collect()
}

fn duration(minutes: u16, texts: &texts::Show) -> String {
    let text = match (minutes / 60, minutes % 60) {
        (0, _) => &texts.only_minutes,
        (_, 0) => &texts.hours,
        _ => &texts.hours_and_minutes,
    };
    let (hours, minutes) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    fill(text, &[("hours", &hours), ("minutes", &minutes)])
}
