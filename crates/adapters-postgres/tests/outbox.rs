//! The outbox.

use crate::world::{
    Booking, World, chain, company, confirm_with, id, issued, minutes, now, secret,
};
use azionelab_application::{
    booking::Reservations,
    houses::Message,
    mail::{
        Claim, FirstDelivery, MessageKind, Outbox, OutboxEntry, Outgoing, Settlement, WaitsFor,
    },
    ports::StoreError,
};
use azionelab_domain::{EmailAddress, MessageId, ReservationId, Status};
use jiff::{SignedDuration, Timestamp};

/// When messages of new bookings are due.
fn due() -> Timestamp {
    now() + SignedDuration::from_secs(8)
}

fn waiting(next_attempt_at: Timestamp) -> Settlement {
    let waits_for = WaitsFor::Mailbox;
    Settlement::Waiting { next_attempt_at, waits_for, problem: "450 try later".into() }
}

fn refused() -> Settlement {
    Settlement::Refused { problem: "550 no such mailbox".into() }
}

impl World {
    pub async fn entry(&self, message: MessageId) -> Option<OutboxEntry> {
        match self.store.entry(message).await.unwrap()? {
            Outgoing::ToGuest(entry) => Some(*entry),
            Outgoing::ToStaff(notice) => panic!("to staff: {notice:?}"),
        }
    }

    /// The state of the first delivery at the time of the booking.
    async fn delivery(&self, reservation: ReservationId) -> FirstDelivery {
        self.store.first_delivery(reservation, now()).await.unwrap()
    }
}

#[tokio::test]
async fn an_entry_has_everything_that_the_message_needs() {
    let world = World::with_seats(10).await;
    world.execute("UPDATE site SET contact_email = 'box@example.org', retention_days = 7").await;
    world.execute("UPDATE performances SET previous_start = '2026-11-20T12:00:00Z'").await;
    let booking = world.book(Booking::of(3)).await;
    let entry = world.entry(booking.message).await.unwrap();
    let wanted = company(&[10]);
    let performance = world.store.by_id(booking.id).await.unwrap().unwrap().performance;
    assert_eq!(
        entry,
        OutboxEntry {
            id: booking.message,
            kind: MessageKind::ConfirmYourSeats,
            created_at: now(),
            failed_attempts: 0,
            unanswered_attempts: 0,
            reservation: world.reservation(booking.id).await,
            hold_until: now() + minutes(30),
            show: azionelab_domain::Show { id: entry.show.id, ..wanted.shows[0].clone() },
            poster: None,
            venue: azionelab_domain::Venue { id: entry.venue.id, ..wanted.venues[0].clone() },
            performance,
            starts_at: wanted.performances[0].starts_at,
            previous_start: Some(now() - minutes(6 * 60)),
            seats_before: None,
            news_of: None,
            message_to_guests: None,
            is_cancelled: false,
            changed_at: entry.changed_at,
            doors_at: wanted.performances[0].doors_at,
            retention: SignedDuration::from_hours(7 * 24),
            site_name: "Compagnia di prova".into(),
            site_email: "box@example.org".into(),
        }
    );
}

#[tokio::test]
async fn an_entry_has_the_poster_of_its_show() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(3)).await;
    for width in [640, 320] {
        world
            .execute(&format!(
                "INSERT INTO images VALUES (sha256('{width}'), {width}, {width}, '{width}'); \
                 INSERT INTO posters SELECT id, sha256('{width}') FROM shows; \
                 UPDATE shows SET poster_alternative_text = 'Una locanda'"
            ))
            .await;
    }
    let poster = world.entry(booking.message).await.unwrap().poster.unwrap();
    assert_eq!(poster.alternative_text, "Una locanda");
    assert_eq!(poster.images.iter().map(|image| image.width).collect::<Vec<_>>(), [320, 640]);
}

#[tokio::test]
async fn an_entry_has_the_start_before_a_transfer() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(3)).await;
    let before = now() + minutes(60);
    let told = Message {
        id: MessageId::new(id()),
        kind: MessageKind::Transferred,
        issued: Some(issued(&secret())),
        transferred_from: Some(before),
        ..booking.message()
    };
    world.change(confirm_with(told)).await.unwrap();
    let entry = world.entry(told.id).await.unwrap();
    assert_eq!((entry.kind, entry.previous_start), (MessageKind::Transferred, Some(before)));
}

#[tokio::test]
async fn an_entry_has_the_current_reservation() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(3)).await;
    world.clock.advance(minutes(1));
    let ticket = Message {
        id: MessageId::new(id()),
        kind: MessageKind::YourTicket,
        issued: Some(issued(&secret())),
        ..booking.message()
    };
    world.change(confirm_with(ticket)).await.unwrap();
    for message in [booking.message, ticket.id] {
        let entry = world.entry(message).await.unwrap();
        assert_eq!(entry.reservation.status, Status::Confirmed);
        assert_eq!(entry.hold_until, now() + minutes(30), "as it was when it was booked");
    }
}

#[tokio::test]
async fn a_settled_message_has_no_entry() {
    let world = World::with_seats(10).await;
    for settlement in [Settlement::Sent, refused(), Settlement::Dropped] {
        let Booking { message, .. } = world.book(Booking::of(1)).await;
        world.store.settle(Claim::of_writer(message), settlement, now()).await.unwrap();
        assert_eq!(world.entry(message).await, None);
        let claimed = world.store.claim(now() + minutes(60), now() + minutes(61), 10).await;
        assert_eq!(claimed.unwrap(), []);
    }
    assert_eq!(world.entry(MessageId::new(id())).await, None);
}

#[tokio::test]
async fn a_waiting_message_has_its_number_of_failures_and_the_problem() {
    let world = World::with_seats(10).await;
    let Booking { message, .. } = world.book(Booking::of(1)).await;
    for failures in 1..=3 {
        world
            .store
            .settle(Claim::of_writer(message), waiting(now() + minutes(failures)), now())
            .await
            .unwrap();
        let entry = world.entry(message).await.unwrap();
        assert_eq!(i64::from(entry.failed_attempts), failures);
    }
    assert_eq!(world.value("SELECT problem FROM outbox").await, "450 try later");
}

#[tokio::test]
async fn every_answer_of_a_mail_server_can_be_stored() {
    let world = World::with_seats(10).await;
    let Booking { message, .. } = world.book(Booking::of(1)).await;
    let problem = format!("450 \0 {}", "x".repeat(100_000));
    let waits_for = WaitsFor::Server;
    let settlement = Settlement::Waiting { next_attempt_at: due(), waits_for, problem };
    world.store.settle(Claim::of_writer(message), settlement, now()).await.unwrap();
    assert_eq!(world.entry(message).await.unwrap().failed_attempts, 1);
}

#[tokio::test]
async fn a_sent_message_stays_sent() {
    let world = World::with_seats(10).await;
    let Booking { message, .. } = world.book(Booking::of(1)).await;
    world.store.settle(Claim::of_writer(message), Settlement::Sent, now()).await.unwrap();
    for late in [waiting(due()), refused(), Settlement::Dropped, Settlement::Sent] {
        world.store.settle(Claim::of_writer(message), late, now() + minutes(1)).await.unwrap();
    }
    let stored = "SELECT state || ' ' || failed_attempts || ' ' \
                  || (settled_at = '2026-11-20T18:00:00Z') FROM outbox";
    assert_eq!(world.value(stored).await, "sent 0 true");
}

#[tokio::test]
async fn the_first_delivery_is_reported() {
    let world = World::with_seats(20).await;
    for (settlements, told) in [
        (vec![], FirstDelivery::InProgress),
        (vec![Settlement::Sent], FirstDelivery::Sent),
        (vec![waiting(due())], FirstDelivery::Queued),
        (vec![waiting(due()), Settlement::Sent], FirstDelivery::Queued),
        (vec![refused()], FirstDelivery::Failed),
        (vec![waiting(due()), refused()], FirstDelivery::Queued),
        (vec![Settlement::Dropped], FirstDelivery::Queued),
    ] {
        let booking = world.book(Booking::of(1)).await;
        for settlement in settlements.clone() {
            world.store.settle(Claim::of_writer(booking.message), settlement, now()).await.unwrap();
        }
        assert_eq!(world.delivery(booking.id).await, told, "{settlements:?}");
    }
    let unknown = ReservationId::new(id());
    assert_eq!(world.delivery(unknown).await, FirstDelivery::Queued);
    let given_up = world.book(Booking::of(1)).await;
    let later = world.store.first_delivery(given_up.id, due()).await.unwrap();
    assert_eq!(later, FirstDelivery::Queued, "the process that sends it has ended");
}

#[tokio::test]
async fn a_new_secret_leaves_the_earlier_ones_valid() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(1)).await;
    let second = secret();
    world.store.issue(booking.id, booking.guest().email, issued(&second)).await.unwrap();
    for secret in [&booking.secret, &second] {
        assert_eq!(world.held(secret).await.id, booking.id);
        let ticket = world.store.by_ticket(secret.ticket().hash(), now()).await.unwrap();
        assert_eq!(ticket.unwrap().reservation, booking.id);
    }
}

#[tokio::test]
async fn an_error_while_issuing_a_secret_hides_its_values() {
    let world = World::with_seats(10).await;
    let booking = world.book(Booking::of(1)).await;
    let unknown = ReservationId::new(id());
    let email = booking.guest().email;
    let elsewhere = EmailAddress::parse("elsewhere@example.org").ok();
    for (reason, failed) in [
        ("constraint", world.store.issue(booking.id, email.clone(), issued(&booking.secret)).await),
        ("another address", world.store.issue(unknown, email, issued(&secret())).await),
        ("another address", world.store.issue(booking.id, None, issued(&secret())).await),
        ("another address", world.store.issue(booking.id, elsewhere, issued(&secret())).await),
    ] {
        let Err(error @ StoreError::Unexpected(_)) = failed else { panic!("{failed:?}") };
        let told = format!("{error:?} {}", chain(&error));
        assert!(told.contains(reason), "{reason}: {told}");
        // PostgreSQL's error detail quotes the row.
        assert!(!told.contains("Key (") && !told.contains(&unknown.to_string()), "{told}");
    }
}
