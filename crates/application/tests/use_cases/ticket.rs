use crate::world::{BASE_URL, World, calendar_text, first_party, minutes, now, party, start};
use azionelab_application::{
    booking::{HolderError, TicketDocumentError},
    ports::{CalendarEvent, EventStatus},
};
use azionelab_domain::{Secret, Status};

#[tokio::test]
async fn the_qr_code_contains_only_the_ticket() {
    let (world, secret) = World::with(party(1).confirmed());

    let content = format!("{BASE_URL}/t#{}", secret.ticket().reveal());

    assert_eq!(world.use_cases().booking.ticket.svg(&secret).await.unwrap(), content);
    assert_eq!(world.use_cases().booking.ticket.png(&secret).await.unwrap(), content.as_bytes());
}

#[tokio::test]
async fn a_reservation_that_is_not_confirmed_has_no_ticket() {
    let pending = party(1).0.status;
    for status in [pending, Status::Expired, Status::Cancelled] {
        let (world, secret) = World::with(party(1).status(status));

        let svg = world.use_cases().booking.ticket.svg(&secret).await.unwrap_err();
        let png = world.use_cases().booking.ticket.png(&secret).await.unwrap_err();

        for error in [svg, png] {
            assert!(matches!(error, TicketDocumentError::NotConfirmed), "{status:?}: {error:?}");
        }
    }
}

#[tokio::test]
async fn an_unknown_secret_gets_no_document() {
    let (world, _) = World::with(party(1).confirmed());
    let guessed = Secret::from_random([0; 32]);

    let svg = world.use_cases().booking.ticket.svg(&guessed).await.unwrap_err();
    let calendar = world.use_cases().booking.ticket.calendar(&guessed).await.unwrap_err();

    assert!(matches!(svg, TicketDocumentError::UnknownReservation), "{svg:?}");
    assert!(matches!(calendar, HolderError::UnknownReservation), "{calendar:?}");
}

fn event() -> CalendarEvent {
    CalendarEvent {
        reservation: first_party(),
        title: "La locandiera".into(),
        location: "Teatro Comunale, Via Roma 1, Pietrasanta".into(),
        description: "A22223 × 2".into(),
        starts_at: start(),
        ends_at: start() + minutes(90),
        stamped_at: now(),
        changed_at: now(),
        status: EventStatus::Confirmed,
        organizer: None,
    }
}

#[tokio::test]
async fn the_calendar_has_the_show_the_time_and_the_place() {
    let (world, secret) = World::with(party(1).confirmed());

    let calendar = world.use_cases().booking.ticket.calendar(&secret).await.unwrap();

    assert_eq!(calendar, calendar_text(&event()));
}

#[tokio::test]
async fn the_calendar_shows_a_cancellation_by_visitor_theatre_or_time() {
    let (by_guest, secret) = World::with(party(1).cancelled());
    let by_visitor = by_guest.use_cases().booking.ticket.calendar(&secret).await.unwrap();

    let (cancelled, secret) = World::with(party(1).confirmed());
    cancelled.theatre.performance(|performance| performance.cancelled_at = Some(now()));
    let by_theatre = cancelled.use_cases().booking.ticket.calendar(&secret).await.unwrap();

    let (lapsed, secret) = World::with(party(1).status(Status::Expired));
    let by_time = lapsed.use_cases().booking.ticket.calendar(&secret).await.unwrap();

    let cancelled = calendar_text(&CalendarEvent { status: EventStatus::Cancelled, ..event() });
    assert_eq!(by_visitor, cancelled);
    assert_eq!(by_theatre, cancelled);
    assert_eq!(by_time, cancelled);
}

#[tokio::test]
async fn the_calendar_leaves_out_missing_data_and_assumes_two_hours() {
    let (world, secret) = World::with(party(1).confirmed());
    world.theatre.venue(|venue| venue.address = String::new());
    world.theatre.show(|show| show.duration_minutes = None);

    let calendar = world.use_cases().booking.ticket.calendar(&secret).await.unwrap();

    let expected = CalendarEvent {
        location: "Teatro Comunale, Pietrasanta".into(),
        ends_at: start() + minutes(120),
        ..event()
    };
    assert_eq!(calendar, calendar_text(&expected));
}

#[tokio::test]
async fn an_unconfirmed_event_is_tentative_until_its_hold_lapses() {
    let hold_until = now() + minutes(10);
    let (world, secret) = World::with(party(1).status(Status::Pending { hold_until }));

    let held = world.use_cases().booking.ticket.calendar(&secret).await.unwrap();
    world.clock.advance(minutes(10));
    let lapsed = world.use_cases().booking.ticket.calendar(&secret).await.unwrap();

    let tentative = CalendarEvent { status: EventStatus::Tentative, ..event() };
    assert_eq!(held, calendar_text(&tentative));
    let over = CalendarEvent {
        status: EventStatus::Cancelled,
        stamped_at: hold_until,
        changed_at: hold_until,
        ..event()
    };
    assert_eq!(lapsed, calendar_text(&over), "the event changes although nothing is stored");
}
