//! Redirects to the present slug of a renamed thing.

use azionelab_domain::Slug;

/// Replaces the slug in the requested address. It is the last part of the path, except before
/// `calendar.ics`.
pub(crate) fn place(requested: &str, today: &Slug) -> String {
    let (path, query) = requested.split_once('?').map_or((requested, None), |(p, q)| (p, Some(q)));
    let (path, below) = match path.strip_suffix(CALENDAR) {
        Some(path) => (path, CALENDAR),
        None => (path, ""),
    };
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{parent}/{today}{below}{query}")
}

const CALENDAR: &str = "/calendar.ics";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_slug_is_replaced() {
        let today = Slug::parse("la-locandiera").unwrap();
        for (requested, place) in [
            ("/shows/locandiera", "/shows/la-locandiera"),
            ("/shows/locandiera?lang=en", "/shows/la-locandiera?lang=en"),
            ("/shows/locandiera/calendar.ics", "/shows/la-locandiera/calendar.ics"),
            ("/api/v1/shows/locandiera", "/api/v1/shows/la-locandiera"),
        ] {
            assert_eq!(super::place(requested, &today), place);
        }
    }
}
