//! The guests of the demonstration company. They are all invented.

use super::{person, schedule::Night};
use azionelab_application::ports::Secrets;
use azionelab_domain::{
    AccessNeed, AccessNeeds, BookingSource, EmailAddress, Guest, Locale, MultilineText,
    PhoneNumber, Reservation, ReservationId, Seats, Status,
};
use jiff::{SignedDuration, Timestamp, ToSpan as _};

const GIVEN_NAMES: [&str; 32] = [
    "Anna",
    "Luca",
    "Giulia",
    "Marco",
    "Chiara",
    "Andrea",
    "Francesca",
    "Davide",
    "Elena",
    "Matteo",
    "Sara",
    "Paolo",
    "Martina",
    "Stefano",
    "Laura",
    "Giorgio",
    "Silvia",
    "Roberto",
    "Nicolò",
    "Teresa",
    "Alberto",
    "Caterina",
    "Emma",
    "Fabio",
    "Irene",
    "Omar",
    "Margherita",
    "Tommaso",
    "Aisha",
    "Vittorio",
    "Lucia",
    "Enrico",
];

const SURNAMES: [&str; 37] = [
    "Bianchi",
    "Rossi",
    "Ferrero",
    "Gallo",
    "Conti",
    "Marino",
    "Greco",
    "Bruno",
    "Rinaldi",
    "Lombardi",
    "Moretti",
    "Barbieri",
    "Fontana",
    "Santoro",
    "Mariani",
    "Riva",
    "Bellini",
    "Caputo",
    "D'Angelo",
    "De Luca",
    "Ferri",
    "Sartori",
    "Villa",
    "Costa",
    "Parisi",
    "Longo",
    "Gentile",
    "Martinelli",
    "Vitale",
    "Benedetti",
    "Haddad",
    "Colombo",
    "Serra",
    "Pellegrini",
    "Dosio",
    "Ricci",
    "Mensah",
];

/// The party sizes, repeated.
const PARTIES: [u32; 12] = [2, 2, 4, 1, 2, 3, 2, 1, 5, 2, 2, 6];

const NOTES: [&str; 4] = [
    "Arriviamo direttamente dal lavoro, forse all'ultimo minuto.",
    "Compleanno della nonna: se ci fosse un posto in prima fila…",
    "Uno di noi è alto due metri, meglio in fondo.",
    "Possiamo lasciare il passeggino all'ingresso?",
];

/// Returns the reservations of night `number`. The active ones hold as many seats as the night
/// says.
pub(super) fn of(
    number: usize,
    night: &Night,
    now: Timestamp,
    secrets: &dyn Secrets,
) -> Vec<Reservation> {
    let mut reservations = Vec::new();
    let mut left = night.held();
    while left > 0 {
        let which = reservations.len();
        let party = PARTIES[(which + number * 5) % PARTIES.len()].min(left);
        left -= party;
        let status = live(night, which, now);
        reservations.push(reservation(number, which, night, party, status, now, secrets));
    }
    // A few guests cancelled, and a few never confirmed.
    for _ in 0..reservations.len() / 12 {
        let which = reservations.len();
        let status = if which % 2 == 0 { Status::Cancelled } else { Status::Expired };
        reservations.push(reservation(number, which, night, 2, status, now, secrets));
    }
    reservations
}

/// Nearly all guests have confirmed. A few have just booked, but not for a night that must still be
/// sold out when their holds lapse.
fn live(night: &Night, which: usize, now: Timestamp) -> Status {
    let performance = &night.performance;
    let hold_until = (now + 25.minutes()).min(performance.closes_at);
    let open = performance.cancelled_at.is_none() && hold_until > now;
    let sold_out = night.held() >= performance.seating.bookable();
    if open && !sold_out && which % 19 == 7 {
        Status::Pending { hold_until }
    } else {
        Status::Confirmed
    }
}

fn reservation(
    number: usize,
    which: usize,
    night: &Night,
    party: u32,
    status: Status,
    now: Timestamp,
    secrets: &dyn Secrets,
) -> Reservation {
    let booked_at = booked_at(number + which, night, status, now);
    Reservation {
        id: ReservationId::new(secrets.id()),
        performance: night.performance.id,
        code: secrets.code(),
        source: BookingSource::Website,
        guest: guest(number * 41 + which, which),
        seats: Seats::parse(i64::from(party)).expect("a party is 1 to 6"),
        status,
        booked_at,
        confirmed_at: (status == Status::Confirmed).then(|| booked_at + 4.minutes()),
        cancelled_at: (status == Status::Cancelled).then(|| booked_at + 50.minutes()),
        origin: None,
        check_ins: Vec::new(),
    }
}

/// A time after the opening and before now. Later times are more likely.
fn booked_at(which: usize, night: &Night, status: Status, now: Timestamp) -> Timestamp {
    if let Status::Pending { .. } = status {
        return now - 5.minutes();
    }
    let from = night.performance.opens_at;
    let to = night.performance.closes_at.min(now) - 2.hours();
    let span = to.duration_since(from).max(SignedDuration::ZERO);
    let part = i32::try_from(which * 37 % 100).unwrap_or(0);
    let back = span / 100 * part / 100 * part;
    to - back
}

fn guest(who: usize, which: usize) -> Guest {
    let given = GIVEN_NAMES[who * 7 % GIVEN_NAMES.len()];
    let surname = SURNAMES[who * 11 % SURNAMES.len()];
    let host = ["org", "com", "net"][who % 3];
    let mailbox = format!("{given}.{surname}{which}@example.{host}")
        .to_lowercase()
        .replace(['\'', ' '], "")
        .replace('ò', "o");
    let phone = (who % 4 == 1).then(|| format!("+39 011 555 {:04}", who % 10_000));
    let notes = (who % 23 == 5).then(|| NOTES[who % NOTES.len()]);
    let access_needs = match who % 31 {
        3 => AccessNeeds::from([AccessNeed::WheelchairPlace, AccessNeed::Companion]),
        17 => AccessNeeds::from([AccessNeed::HearingLoop]),
        _ => AccessNeeds::new(),
    };
    Guest {
        name: Some(person(&format!("{given} {surname}"))),
        email: Some(EmailAddress::parse(&mailbox).expect("it is an address")),
        phone: phone.and_then(|phone| PhoneNumber::parse(&phone).ok()),
        notes: notes.and_then(|notes| MultilineText::parse(notes).ok()),
        access_needs,
        locale: if who % 13 == 9 { Locale::En } else { Locale::It },
    }
}
