//! Where something is found that has another slug today.

use azionelab_domain::Slug;

/// The address that was asked for, with today's slug in it. The slug is the last part of a path,
/// but for a show's calendar.
pub(crate) fn place(asked: &str, today: &Slug) -> String {
    let (path, query) = asked.split_once('?').map_or((asked, None), |(p, q)| (p, Some(q)));
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
    fn everything_but_the_slug_stays() {
        let today = Slug::parse("la-locandiera").unwrap();
        for (asked, place) in [
            ("/shows/locandiera", "/shows/la-locandiera"),
            ("/shows/locandiera?lang=en", "/shows/la-locandiera?lang=en"),
            ("/shows/locandiera/calendar.ics", "/shows/la-locandiera/calendar.ics"),
            ("/api/v1/shows/locandiera", "/api/v1/shows/la-locandiera"),
        ] {
            assert_eq!(super::place(asked, &today), place);
        }
    }
}
