use super::calendars::{empty, printable, sign, utc};
use azionelab_application::ports::{CalendarFeed, FeedEvent};
use icalendar::{Component, Event, EventLike, EventStatus, Property};

/// How often programs should refresh. Late changes are sent by e-mail too.
const REFRESH: &str = "PT6H";

/// Writes a calendar for subscriptions (RFC 5545; RFC 7986 for the properties of the whole
/// calendar). Most programs replace their copy each time; those that merge compare the sequence
/// numbers.
pub(super) fn render(feed: &CalendarFeed) -> String {
    let mut calendar = empty(feed.organizer.as_ref());
    let name = printable(&feed.name).replace('\n', " ");
    for (property, value, of_type) in [
        ("NAME", name.as_str(), "TEXT"),
        ("X-WR-CALNAME", name.as_str(), "TEXT"),
        ("URL", feed.url.as_str(), "URI"),
        ("REFRESH-INTERVAL", REFRESH, "DURATION"),
        ("X-PUBLISHED-TTL", REFRESH, "DURATION"),
    ] {
        // With an explicit VALUE type, the crate escapes the value as that type requires.
        calendar
            .append_property(Property::new(property, value).add_parameter("VALUE", of_type).done());
    }
    for event in &feed.events {
        calendar.push(entry(feed, event));
    }
    calendar.to_string()
}

fn entry(feed: &CalendarFeed, event: &FeedEvent) -> Event {
    let mut entry = Event::new();
    entry
        .uid(&format!("performance-{}@azionelab", event.performance))
        .add_property("DTSTAMP", utc(feed.stamped_at))
        .add_property("DTSTART", utc(event.starts_at))
        .add_property("DTEND", utc(event.ends_at))
        .summary(&printable(&event.title))
        .location(&printable(&event.location))
        .add_property("URL", &event.url)
        .status(if event.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    sign(&mut entry, feed.organizer.as_ref(), event.changed_at);
    if !event.description.is_empty() {
        entry.description(&printable(&event.description));
    }
    if let Some(position) = event.position {
        entry.add_property("GEO", format!("{};{}", position.latitude, position.longitude));
    }
    entry.done()
}

#[cfg(test)]
mod tests {
    use azionelab_application::ports::{Calendars as _, Organizer};
    use azionelab_domain::{MapPosition, PerformanceId};
    use icalendar::parser::{read_calendar, unfold};

    use super::*;
    use crate::adapters::IcalendarFiles;

    fn event() -> FeedEvent {
        FeedEvent {
            performance: PerformanceId::new(uuid::Uuid::from_u128(7)),
            title: "La locandiera".to_owned(),
            location: "Teatro Astra, Via Rosolino Pilo 6, Torino".to_owned(),
            position: Some(MapPosition { latitude: 45.0781, longitude: 7.65 }),
            description: "Mirandolina; e i suoi ospiti".to_owned(),
            url: "https://teatro.example/shows/la-locandiera".to_owned(),
            starts_at: "2026-03-14T20:00:00Z".parse().unwrap(),
            ends_at: "2026-03-14T22:10:00Z".parse().unwrap(),
            changed_at: "2026-02-28T09:00:00Z".parse().unwrap(),
            cancelled: false,
        }
    }

    /// The lines of the file, unfolded (RFC 5545, section 3.1).
    fn lines(events: Vec<FeedEvent>, name: &str) -> Vec<String> {
        let file = IcalendarFiles.feed(&CalendarFeed {
            name: name.to_owned(),
            url: "https://teatro.example/calendar".to_owned(),
            stamped_at: "2026-03-01T10:00:00.5Z".parse().unwrap(),
            organizer: Organizer::of("Teatro", "info@teatro.example"),
            events,
        });
        assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
        file.replace("\r\n ", "").lines().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn a_season_is_written_as_a_calendar() {
        let cancelled = FeedEvent {
            performance: PerformanceId::new(uuid::Uuid::from_u128(8)),
            position: None,
            description: String::new(),
            cancelled: true,
            ..event()
        };
        assert_eq!(
            lines(vec![event(), cancelled], "Teatro, e basta"),
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//AzioneLab//Reservations//EN",
                "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH",
                r"NAME;VALUE=TEXT:Teatro\, e basta",
                r"X-WR-CALNAME;VALUE=TEXT:Teatro\, e basta",
                "URL;VALUE=URI:https://teatro.example/calendar",
                "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
                "X-PUBLISHED-TTL;VALUE=DURATION:PT6H",
                "BEGIN:VEVENT",
                r"DESCRIPTION:Mirandolina\; e i suoi ospiti",
                "DTEND:20260314T221000Z",
                "DTSTAMP:20260301T100000Z",
                "DTSTART:20260314T200000Z",
                "GEO:45.0781;7.65",
                "LAST-MODIFIED:20260228T090000Z",
                r"LOCATION:Teatro Astra\, Via Rosolino Pilo 6\, Torino",
                r#"ORGANIZER;CN="Teatro":mailto:info@teatro.example"#,
                "SEQUENCE:194432400",
                "STATUS:CONFIRMED",
                "SUMMARY:La locandiera",
                "UID:performance-00000000-0000-0000-0000-000000000007@azionelab",
                "URL:https://teatro.example/shows/la-locandiera",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "DTEND:20260314T221000Z",
                "DTSTAMP:20260301T100000Z",
                "DTSTART:20260314T200000Z",
                "LAST-MODIFIED:20260228T090000Z",
                r"LOCATION:Teatro Astra\, Via Rosolino Pilo 6\, Torino",
                r#"ORGANIZER;CN="Teatro":mailto:info@teatro.example"#,
                "SEQUENCE:194432400",
                "STATUS:CANCELLED",
                "SUMMARY:La locandiera",
                "UID:performance-00000000-0000-0000-0000-000000000008@azionelab",
                "URL:https://teatro.example/shows/la-locandiera",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }

    #[test]
    fn a_text_cannot_add_a_line() {
        let evil = "Teatro\r\nATTENDEE:mailto:x@example.org";
        let title = evil.to_owned();
        let event = FeedEvent { title: title.clone(), description: title.clone(), ..event() };
        let lines = lines(vec![event], evil);
        assert!(!lines.iter().any(|line| line.starts_with("ATTENDEE")), "{lines:?}");
    }

    /// Checks the properties that a program needs to replace an entry by a newer one (RFC 5546,
    /// section 3.2.1).
    #[test]
    fn another_program_can_read_every_entry() {
        let feed = CalendarFeed {
            name: "Teatro, e \"basta\"; \u{1f3ad}".to_owned(),
            url: "https://teatro.example/calendar".to_owned(),
            stamped_at: "2026-03-01T10:00:00Z".parse().unwrap(),
            organizer: Organizer::of("Teatro: \"da noi\", e; basta", "info@teatro.example"),
            events: vec![event(), FeedEvent { cancelled: true, ..event() }],
        };
        let file = unfold(&IcalendarFiles.feed(&feed));
        let calendar = read_calendar(&file).unwrap();
        assert!(calendar.properties.iter().any(|it| it.name == "METHOD" && it.val == "PUBLISH"));
        assert_eq!(calendar.components.len(), 2);
        for (entry, status) in calendar.components.iter().zip(["CONFIRMED", "CANCELLED"]) {
            let value = |name: &str| {
                let found: Vec<_> = entry.properties.iter().filter(|it| it.name == name).collect();
                let [one] = found[..] else { panic!("{name}: {}", found.len()) };
                one.val.to_string()
            };
            assert_eq!(value("UID"), "performance-00000000-0000-0000-0000-000000000007@azionelab");
            assert_eq!(value("ORGANIZER"), "mailto:info@teatro.example");
            assert_eq!(value("SEQUENCE"), "194432400");
            assert_eq!(value("LAST-MODIFIED"), "20260228T090000Z");
            assert_eq!(value("DTSTAMP"), "20260301T100000Z");
            assert_eq!(value("STATUS"), status);
        }
    }
}
