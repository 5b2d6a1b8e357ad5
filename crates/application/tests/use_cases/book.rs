use crate::world::{
    Call, Hangs, World, booking, minutes, now, party, performance_id, seats, secret_in, start,
};
use azionelab_application::{
    booking::BookError,
    houses::Issued,
    mail::{Delivery, MailFailure, MessageKind, Settlement, WaitsFor},
    ports::{Clock as _, StoreError},
};
use azionelab_domain::{BookRefusal, Change, EmailAddress, ReservationCode, Status};
use jiff::SignedDuration;

fn temporary() -> MailFailure {
    MailFailure::Deferred("451 try again".into())
}

fn permanent() -> MailFailure {
    MailFailure::Permanent("550 no such mailbox".into())
}

#[tokio::test]
async fn the_stored_hashes_are_those_of_the_mailed_secret() {
    let world = World::new();

    world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    let mailed = secret_in(&world.mail_server.only_letter());
    let stored = world.theatre.only_message().issued.unwrap();
    assert_eq!(stored, Issued::new(&mailed, start() + minutes(30 * 24 * 60)));
}

#[tokio::test]
async fn the_letter_asks_to_confirm_and_contains_no_ticket() {
    let world = World::new();

    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    let letter = world.mail_server.only_letter();
    assert_eq!(letter.kind(), MessageKind::ConfirmYourSeats);
    assert_eq!(letter.id(), world.theatre.only_message().id);
    assert_eq!(letter.entry.reservation.id, booked.id);
    assert_eq!(letter.written_at, now());
    assert!(letter.qr_code.is_none());
    assert!(letter.calendar.is_none());
}

#[tokio::test]
async fn the_answer_is_the_stored_reservation() {
    let world = World::new();

    let booked = world.use_cases().booking.book.execute(booking(3)).await.unwrap();

    let stored = world.theatre.reservation(booked.id);
    assert_eq!(booked.code, stored.code);
    assert_eq!(booked.seats, seats(3));
    assert_eq!(booked.hold_until, now() + minutes(30));
    assert_eq!(stored.status, Status::Pending { hold_until: booked.hold_until });
}

#[tokio::test]
async fn an_accepted_letter_is_reported_as_sent() {
    let world = World::new();

    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    assert_eq!(booked.email_delivery, Delivery::Sent);
    let message = world.theatre.only_message();
    assert_eq!(world.theatre.settlements(message.id), [Settlement::Sent]);
}

#[tokio::test]
async fn a_letter_that_is_not_accepted_is_reported_as_queued_or_failed() {
    for (failure, answer) in [(temporary(), Delivery::Queued), (permanent(), Delivery::Failed)] {
        let world = World::new();
        world.mail_server.fail_with(failure.clone());

        let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

        assert_eq!(booked.email_delivery, answer, "{failure}");
    }
}

#[tokio::test]
async fn an_address_that_the_mail_server_does_not_support_is_refused_before_seats_are_held() {
    for (address, supports_utf8, is_booked) in [
        ("zoë@example.org", Some(false), false),
        ("zoë@example.org", Some(true), true),
        // It can't be reached.
        ("zoë@example.org", None, true),
        ("anna@münchen.example", Some(false), true),
    ] {
        let world = World::new();
        match supports_utf8 {
            Some(supports_utf8) => world.mail_server.support_utf8(supports_utf8),
            None => world.mail_server.be_unreachable(),
        }
        let mut request = booking(2);
        request.guest.email = Some(EmailAddress::parse(address).unwrap());

        let booked = world.use_cases().booking.book.execute(request).await;

        if is_booked {
            booked.unwrap();
        } else {
            assert!(matches!(booked, Err(BookError::AddressBeyondAscii)), "{booked:?}");
            assert!(world.theatre.decisions().is_empty());
        }
    }
}

#[tokio::test]
async fn a_letter_that_is_not_accepted_waits_unless_the_failure_is_permanent() {
    let waiting = Settlement::Waiting {
        next_attempt_at: now() + SignedDuration::from_secs(5),
        waits_for: WaitsFor::Mailbox,
        problem: "451 try again".into(),
    };
    let refused = Settlement::Refused { problem: "550 no such mailbox".into() };
    for (failure, settlement) in [(temporary(), waiting), (permanent(), refused)] {
        let world = World::new();
        world.mail_server.fail_with(failure);

        world.use_cases().booking.book.execute(booking(2)).await.unwrap();

        let message = world.theatre.only_message();
        assert_eq!(world.theatre.settlements(message.id), [settlement]);
    }
}

#[tokio::test]
async fn paused_mail_sends_nothing_and_is_reported_as_queued() {
    let mut world = World::new();
    world.preferences.mail.paused = true;

    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    assert_eq!(booked.email_delivery, Delivery::Queued);
    assert!(world.mail_server.letters().is_empty());
    assert_eq!(world.theatre.settlements(world.theatre.only_message().id), []);
}

#[tokio::test]
async fn the_outbox_does_not_take_a_message_that_its_writer_is_delivering() {
    let world = World::new();

    world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    // The claim is renewed while the delivery continues.
    let message = world.theatre.only_message();
    assert_eq!(message.next_attempt_at, now() + SignedDuration::from_secs(30));
}

#[tokio::test]
async fn a_slow_mail_server_delays_the_answer_for_a_bounded_time_and_gets_one_letter() {
    let mut world = World::new();
    world.preferences.mail.hand_over = SignedDuration::from_secs(3);
    world.mail_server.hang(Hangs::AfterTheLetter);
    let use_cases = world.use_cases();

    let booked = use_cases.booking.book.execute(booking(2)).await.unwrap();

    assert_eq!(booked.email_delivery, Delivery::Queued);
    let message = world.theatre.only_message();
    for _ in 0..60 {
        world.clock.sleep(SignedDuration::from_secs(10)).await;
        use_cases.deliver_mail.deliver_due().await.unwrap();
    }
    world.mail_server.only_letter();
    world.mail_server.answer();
    while world.theatre.settlements(message.id).is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.theatre.settlements(message.id), [Settlement::Sent]);
}

#[tokio::test]
async fn a_letter_that_is_being_delivered_when_the_process_stops_returns_to_the_outbox() {
    for (hangs, waits) in [
        (Hangs::BeforeTheLetter, SignedDuration::from_secs(5)),
        (Hangs::AfterTheLetter, minutes(60)),
    ] {
        let world = World::new();
        world.mail_server.hang(hangs);
        world.use_cases().booking.book.execute(booking(2)).await.unwrap();
        let message = world.theatre.only_message();

        world.background.run_out_of_time();

        while world.theatre.settlements(message.id).is_empty() {
            tokio::task::yield_now().await;
        }
        let (Settlement::Waiting { next_attempt_at, .. }
        | Settlement::Postponed { next_attempt_at, .. }) = world.theatre.settlements(message.id)[0]
        else {
            panic!("it does not wait");
        };
        let pause = next_attempt_at.duration_since(world.ports.clock.now());
        assert!(pause <= waits && pause > waits - minutes(1), "{hangs:?}: {pause:?}");
    }
}

#[tokio::test]
async fn a_new_code_is_drawn_if_one_is_taken() {
    let world = World::new();
    world.add_party(party(1));
    world.random.draw_codes([1, 1, 2]);

    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    assert_eq!(booked.code, ReservationCode::from_number(2));
    assert_eq!(booked.email_delivery, Delivery::Sent);
    let mailed = secret_in(&world.mail_server.only_letter());
    assert_eq!(world.theatre.only_message().issued.unwrap().secret, mailed.hash());
}

#[tokio::test]
async fn three_collisions_of_codes_are_an_error_and_nothing_is_mailed() {
    let world = World::new();
    world.add_party(party(1));
    world.random.draw_codes([1, 1, 1]);

    let error = world.use_cases().booking.book.execute(booking(2)).await.unwrap_err();

    assert!(matches!(error, BookError::Store(StoreError::Unexpected(_))), "{error:?}");
    assert!(world.theatre.decisions().is_empty());
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn a_refusal_of_the_house_is_returned_and_nothing_is_mailed() {
    let world = World::new();
    world.add_party(party(2).seats(9));

    let error = world.use_cases().booking.book.execute(booking(2)).await.unwrap_err();

    assert!(
        matches!(error, BookError::Refused(BookRefusal::SoldOut { available: 1 })),
        "{error:?}"
    );
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn other_reservations_of_the_same_address_are_loaded() {
    let world = World::new();
    for number in 2..5 {
        let mut other = party(number).seats(1);
        other.0.guest = booking(1).guest;
        world.add_party(other);
    }

    let error = world.use_cases().booking.book.execute(booking(1)).await.unwrap_err();

    assert!(
        matches!(error, BookError::Refused(BookRefusal::TooManyReservations { max: 3 })),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_unlisted_performance_looks_like_an_unknown_one() {
    let world = World::new();
    world.theatre.performance(|performance| performance.listed = false);
    let unlisted = world.use_cases().booking.book.execute(booking(2)).await.unwrap_err();

    let mut elsewhere = booking(2);
    elsewhere.performance = performance_id(404);
    let unknown = world.use_cases().booking.book.execute(elsewhere).await.unwrap_err();

    assert!(matches!(unlisted, BookError::NoSuchPerformance), "{unlisted:?}");
    assert!(matches!(unknown, BookError::NoSuchPerformance), "{unknown:?}");
}

#[tokio::test]
async fn a_booking_that_cannot_be_stored_fails_and_mails_nothing() {
    let world = World::new();
    world.theatre.fail_next(Call::Change);

    let error = world.use_cases().booking.book.execute(booking(2)).await.unwrap_err();

    assert!(matches!(error, BookError::Store(StoreError::Unavailable(_))), "{error:?}");
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn a_booking_is_kept_when_the_result_of_its_mail_cannot_be_stored() {
    for call in [Call::Entry, Call::Settle] {
        let world = World::new();
        world.theatre.fail_next(call);

        let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

        assert_eq!(booked.email_delivery, Delivery::Queued, "{call:?}");
        assert!(matches!(world.theatre.decisions()[0].change, Change::Booked { .. }), "{call:?}");
        assert_eq!(world.theatre.settlements(world.theatre.only_message().id), [], "{call:?}");
    }
}
