use super::{
    Around, fill::fill, night::Night, poster::Poster, to_html, venue_card::VenueCard, when::When,
};
use crate::{
    http::markdown,
    pages::{texts, visitor::Visitor},
    programme::view::{Duration, DurationUnits},
};
use askama::Template;
use azionelab_application::programme::{self, Listing, ShowSeason, Site};
use azionelab_domain::Show;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "website/show.html")]
struct ShowPage<'a> {
    around: Around<'a>,
    show: &'a Show,
    poster: Poster<'a>,
    /// Facts about the show, each with its label.
    facts: Vec<(&'static str, String)>,
    /// The next performance that can be booked.
    next: Option<Next<'a>>,
    coming: Vec<Night<'a>>,
    description: String,
    credits: String,
    venues: Vec<VenueCard<'a>>,
}

struct Next<'a> {
    listing: &'a Listing,
    when: When,
}

/// A show: poster, texts, credits, dates and venues.
pub(in crate::pages) fn show(
    site: &Site,
    (season, listings, now): &(ShowSeason, Vec<Listing>, Timestamp),
    path: &str,
    visitor: &Visitor,
) -> String {
    let (show, language) = (&season.entry.show, visitor.language);
    let coming = listings.iter().filter(|listing| !listing.is_past(*now));
    let next = programme::next_bookable(listings, *now)
        .map(|listing| Next { listing, when: When::of(listing, language, *now) });
    let venues = programme::venues(listings, *now).into_iter();
    to_html(&ShowPage {
        around: Around::new(site, visitor, path),
        show,
        poster: Poster::on_stage(&season.entry, false),
        facts: facts(show, &texts::of(language).show),
        next,
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
        (texts.duration.as_str(), duration(show, texts)),
        (texts.age.as_str(), Some(show.age_advice.clone())),
        (texts.language.as_str(), Some(language.clone())),
    ]
    .into_iter()
    .filter_map(|(name, fact)| Some((name, fact.filter(|fact| !fact.is_empty())?)))
    .collect()
}

fn duration(show: &Show, texts: &texts::Show) -> Option<String> {
    let Duration { hours, minutes, units } = Duration::new(show.duration_minutes?)?;
    let text = match units {
        DurationUnits::Hours => &texts.durations.hours,
        DurationUnits::Minutes => &texts.durations.minutes,
        DurationUnits::HoursAndMinutes => &texts.durations.hours_and_minutes,
    };
    Some(fill(text, &[("hours", &hours.to_string()), ("minutes", &minutes.to_string())]))
}
