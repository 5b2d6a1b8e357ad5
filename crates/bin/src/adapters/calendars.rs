use super::calendar_feeds;
use azionelab_application::ports::{
    CalendarEvent, CalendarFeed, Calendars, EventStatus as Standing, Organizer,
};
use icalendar::{
    Alarm, Calendar, CalendarDateTime, Component, Event, EventLike, EventStatus, Property,
};
use jiff::{Timestamp, tz::TimeZone};

/// The alarm goes off two hours before the start, early enough to travel.
const ALARM: &str = "-PT2H";
/// The zero of sequence numbers: 2020-01-01, in seconds since 1970.
const EPOCH: i64 = 1_577_836_800;

/// Writes calendar files (RFC 5545). Times are in UTC, which every program converts to its own
/// zone.
#[derive(Debug, Clone, Copy, Default)]
pub struct IcalendarFiles;

impl Calendars for IcalendarFiles {
    fn ics(&self, event: &CalendarEvent) -> String {
        empty(event.organizer.as_ref()).push(entry(event)).to_string()
    }

    fn feed(&self, feed: &CalendarFeed) -> String {
        calendar_feeds::render(feed)
    }
}

/// Returns a calendar without entries. A METHOD requires an organizer in each entry (RFC 5546,
/// section 3.2.1), so it is left out when the company has no e-mail address.
pub(super) fn empty(organizer: Option<&Organizer>) -> Calendar {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//AzioneLab//Reservations//EN"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    if organizer.is_some() {
        calendar.append_property(Property::new("METHOD", "PUBLISH"));
    }
    calendar
}

/// Sets the organizer and the time of the last change.
pub(super) fn sign(entry: &mut Event, organizer: Option<&Organizer>, changed_at: Timestamp) {
    entry
        // Programs replace an entry only if the sequence number is greater.
        .sequence(sequence(changed_at))
        .add_property("LAST-MODIFIED", utc(changed_at));
    if let Some(Organizer { name, email }) = organizer {
        // A quoted value can contain anything except quotes and control characters.
        let name = printable(name).replace(['"', '\n'], "'");
        let mut property = Property::new("ORGANIZER", format!("mailto:{email}"));
        property.add_parameter("CN", &format!("\"{name}\""));
        entry.append_property(property.done());
    }
}

fn entry(event: &CalendarEvent) -> Event {
    let uid = format!("{}@azionelab", event.reservation);
    let mut entry = Event::new();
    entry
        .uid(&uid)
        .add_property("DTSTAMP", utc(event.stamped_at))
        .add_property("DTSTART", utc(event.starts_at))
        .add_property("DTEND", utc(event.ends_at))
        .summary(&printable(&event.title))
        .location(&printable(&event.location))
        .description(&printable(&event.description))
        .status(match event.status {
            Standing::Tentative => EventStatus::Tentative,
            Standing::Confirmed => EventStatus::Confirmed,
            Standing::Cancelled => EventStatus::Cancelled,
        });
    sign(&mut entry, event.organizer.as_ref(), event.changed_at);
    if event.status != Standing::Cancelled {
        entry.alarm(alarm(event, &uid));
    }
    entry.done()
}

fn alarm(event: &CalendarEvent, uid: &str) -> Alarm {
    let start: CalendarDateTime =
        utc(event.starts_at).parse().expect("a time in UTC as the standard writes it");
    Alarm::display(&printable(&event.title), start)
        // Relative to the start, so it follows when the start changes. The crate's own method takes
        // the types of another date library.
        .add_property("TRIGGER", ALARM)
        // Set here, because the crate would use a random one and the system clock.
        .add_property("UID", format!("alarm-{uid}"))
        .add_property("DTSTAMP", utc(event.stamped_at))
        .done()
}

/// Formats a time like `20260314T200000Z`.
pub(super) fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn sequence(changed_at: Timestamp) -> u32 {
    u32::try_from(changed_at.as_second().saturating_sub(EPOCH)).unwrap_or_default()
}

/// Removes control characters, which could end a line of the file early. The crate escapes line
/// feeds.
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
            changed_at: "2026-02-28T09:00:00.5Z".parse().unwrap(),
            status: Standing::Confirmed,
            organizer: Organizer::of("Teatro, \"da noi\"", "info@teatro.example"),
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
    fn an_event_is_written_as_a_calendar() {
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
                "LAST-MODIFIED:20260228T090000Z",
                r"LOCATION:Teatro Astra\, Via Rosolino Pilo 6\, Torino",
                r#"ORGANIZER;CN="Teatro, 'da noi'":mailto:info@teatro.example"#,
                "SEQUENCE:194432400",
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
    fn a_cancelled_event_has_no_alarm() {
        let lines = lines(&CalendarEvent { status: Standing::Cancelled, ..event() });
        assert!(lines.contains(&"STATUS:CANCELLED".to_owned()));
        assert!(!lines.contains(&"BEGIN:VALARM".to_owned()));
    }

    #[test]
    fn an_unconfirmed_date_is_tentative() {
        let lines = lines(&CalendarEvent { status: Standing::Tentative, ..event() });
        assert!(lines.contains(&"STATUS:TENTATIVE".to_owned()));
    }

    #[test]
    fn a_calendar_without_organizer_has_no_method() {
        let lines = lines(&CalendarEvent { organizer: Organizer::of("Teatro", ""), ..event() });
        for name in ["METHOD", "ORGANIZER"] {
            assert!(!lines.iter().any(|line| line.starts_with(name)), "{name}");
        }
    }

    #[test]
    fn a_text_cannot_add_a_line() {
        let title = "La locandiera\r\nATTENDEE:mailto:x@example.org\r\u{b}BEGIN:VEVENT".to_owned();
        let organizer = Organizer::of(&title, "info@teatro.example");
        let lines = lines(&CalendarEvent { title, organizer, ..event() });
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
    fn a_later_change_has_a_greater_sequence_number() {
        let later = "2026-02-28T09:00:01Z".parse().unwrap();
        assert!(sequence(later) > sequence(event().changed_at));
        assert_eq!(sequence(Timestamp::MIN), 0);
    }
}
