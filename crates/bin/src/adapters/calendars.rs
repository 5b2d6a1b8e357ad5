use azionelab_application::ports::{CalendarEvent, CalendarFeed, Calendars};
use icalendar::{
    Alarm, Calendar, CalendarDateTime, Component, Event, EventLike, EventStatus, Property,
};
use jiff::{Timestamp, tz::TimeZone};

use super::calendar_feeds;

/// When the alarm goes off: two hours before the start, time enough to get there.
const ALARM: &str = "-PT2H";
/// Where sequence numbers start: 2020-01-01, in seconds since 1970.
const EPOCH: i64 = 1_577_836_800;

/// Writes calendar files (RFC 5545) with times in UTC, which every program shows in its own zone.
#[derive(Debug, Clone, Copy, Default)]
pub struct IcalendarFiles;

impl Calendars for IcalendarFiles {
    fn ics(&self, event: &CalendarEvent) -> String {
        empty().push(entry(event)).to_string()
    }

    fn feed(&self, feed: &CalendarFeed) -> String {
        calendar_feeds::written(feed)
    }
}

/// A calendar with nothing in it yet.
pub(super) fn empty() -> Calendar {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//AzioneLab//Reservations//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    calendar
}

fn entry(event: &CalendarEvent) -> Event {
    let uid = format!("{}@azionelab", event.reservation);
    let mut entry = Event::new();
    entry
        .uid(&uid)
        .add_property("DTSTAMP", utc(event.stamped_at))
        // A later file replaces an earlier one only if its number is greater.
        .sequence(sequence(event.stamped_at))
        .add_property("DTSTART", utc(event.starts_at))
        .add_property("DTEND", utc(event.ends_at))
        .summary(&printable(&event.title))
        .location(&printable(&event.location))
        .description(&printable(&event.description))
        .status(if event.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if !event.cancelled {
        entry.alarm(alarm(event, &uid));
    }
    entry.done()
}

fn alarm(event: &CalendarEvent, uid: &str) -> Alarm {
    let start: CalendarDateTime =
        utc(event.starts_at).parse().expect("a time in UTC as the standard writes it");
    Alarm::display(&printable(&event.title), start)
        // Before the start, whenever that is moved to. The crate takes such a distance only in
        // the types of another date library.
        .add_property("TRIGGER", ALARM)
        // Left out, it would draw a random one and ask the clock.
        .add_property("UID", format!("alarm-{uid}"))
        .add_property("DTSTAMP", utc(event.stamped_at))
        .done()
}

/// As in `20260314T200000Z`.
pub(super) fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn sequence(stamped_at: Timestamp) -> u32 {
    u32::try_from(stamped_at.as_second().saturating_sub(EPOCH)).unwrap_or_default()
}

/// Without the control characters that could end a line of the file before its time; line feeds
/// are escaped by the crate.
pub(super) fn printable(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use azionelab_domain::ReservationId;

    use super::*;

    fn event() -> CalendarEvent {
        CalendarEvent {
            reservation: ReservationId::new(uuid::Uuid::from_u128(7)),
            title: "La locandiera".to_owned(),
            location: "Teatro Astra, Via Rosolino Pilo 6, Torino".to_owned(),
            description: "2 posti; codice K7QF3M\nPorte aperte alle 20:30".to_owned(),
            starts_at: "2026-03-14T20:00:00Z".parse().unwrap(),
            ends_at: "2026-03-14T22:10:00Z".parse().unwrap(),
            stamped_at: "2026-03-01T10:00:00.5Z".parse().unwrap(),
            cancelled: false,
        }
    }

    /// The lines of the file, unfolded (RFC 5545, section 3.1).
    fn lines(event: &CalendarEvent) -> Vec<String> {
        let file = IcalendarFiles.ics(event);
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        file.replace("\r\n ", "").lines().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn an_event_is_written_out() {
        let lines = lines(&event());
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//AzioneLab//Reservations//EN",
                "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH",
                "BEGIN:VEVENT",
                r"DESCRIPTION:2 posti\; codice K7QF3M\nPorte aperte alle 20:30",
                "DTEND:20260314T221000Z",
                "DTSTAMP:20260301T100000Z",
                "DTSTART:20260314T200000Z",
                r"LOCATION:Teatro Astra\, Via Rosolino Pilo 6\, Torino",
                "SEQUENCE:194522400",
                "STATUS:CONFIRMED",
                "SUMMARY:La locandiera",
                "UID:00000000-0000-0000-0000-000000000007@azionelab",
                "BEGIN:VALARM",
                "ACTION:DISPLAY",
                "DESCRIPTION:La locandiera",
                "DTSTAMP:20260301T100000Z",
                "TRIGGER:-PT2H",
                "UID:alarm-00000000-0000-0000-0000-000000000007@azionelab",
                "END:VALARM",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }

    #[test]
    fn the_same_event_gives_the_same_file() {
        assert_eq!(IcalendarFiles.ics(&event()), IcalendarFiles.ics(&event()));
    }

    #[test]
    fn a_cancelled_event_rings_no_alarm() {
        let lines = lines(&CalendarEvent { cancelled: true, ..event() });
        assert!(lines.contains(&"STATUS:CANCELLED".to_owned()));
        assert!(!lines.contains(&"BEGIN:VALARM".to_owned()));
    }

    #[test]
    fn no_text_can_add_a_line() {
        let title = "La locandiera\r\nATTENDEE:mailto:x@example.org\r\u{b}BEGIN:VEVENT".to_owned();
        let lines = lines(&CalendarEvent { title, ..event() });
        assert!(lines.contains(
            &r"SUMMARY:La locandiera\nATTENDEE:mailto:x@example.orgBEGIN:VEVENT".to_owned()
        ));
        assert!(!lines.iter().any(|line| line.starts_with("ATTENDEE")));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let description = "è già così 老虎 ".repeat(40);
        let lines = lines(&CalendarEvent { description: description.clone(), ..event() });
        assert!(lines.contains(&format!("DESCRIPTION:{description}")));
    }

    #[test]
    fn a_later_file_has_a_greater_number() {
        let later = "2026-03-01T10:00:01Z".parse().unwrap();
        assert!(sequence(later) > sequence(event().stamped_at));
        assert_eq!(sequence(Timestamp::MIN), 0);
    }
}
