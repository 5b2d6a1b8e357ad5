use crate::world::{
    Call, Hangs, World, booking, minutes, now, party, performance_id, seats, secret_in, start,
};
use azionelab_application::{
    booking::{BookError, EmailDelivery},
    houses::Issued,
    mail::{MailFailure, MessageKind, Settlement, WaitsFor},
    ports::{Clock as _, StoreError},
};
use azionelab_domain::{BookRefusal, Change, EmailAddress, ReservationCode, Status};
use jiff::SignedDuration;

fn passing() -> MailFailure {
    MailFailure::PutOff("451 try again".into())
}

fn permanent() -> MailFailure {
    MailFailure::Permanent("550 no such mailbox".into())
}

#[tokio::test]
async fn the_hashes_stored_are_those_of_the_very_secret_that_is_mailed() {
    let world = World::new();

    world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    let mailed = secret_in(&world.post.only_letter());
    let stored = world.theatre.only_message().issued.unwrap();
    assert_eq!(stored, Issued::new(&mailed, start() + minutes(30 * 24 * 60)));
}

#[tokio::test]
async fn the_letter_asks_to_confirm_and_proves_nothing_at_the_door() {
    let world = World::new();

    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    let letter = world.post.only_letter();
    assert_eq!(letter.kind(), MessageKind::ConfirmYourSeats);
    assert_eq!(letter.id(), world.theatre.only_message().id);
    assert_eq!(letter.entry.reservation.id, booked.id);
    assert_eq!(letter.written_at, now());
    assert!(letter.qr_code.is_none());
    assert!(letter.calendar.is_none());
}

#[tokio::test]
async fn what_is_answered_is_what_was_stored() {
    let world = World::new();

    let booked = world.use_cases().booking.book.execute(booking(3)).await.unwrap();

    let stored = world.theatre.reservation(booked.id);
    assert_eq!(booked.code, stored.code);
    assert_eq!(booked.seats, seats(3));
    assert_eq!(booked.hold_until, now() + minutes(30));
    assert_eq!(stored.status, Status::Pending { hold_until: booked.hold_until });
}

#[tokio::test]
async fn a_letter_that_the_mail_server_took_is_answered_with_sent() {
    let world = World::new();

    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    assert_eq!(booked.email_delivery, EmailDelivery::Sent);
    let message = world.theatre.only_message();
    assert_eq!(world.theatre.settlements(message.id), [Settlement::Sent]);
}

#[tokio::test]
async fn a_letter_that_was_not_taken_is_answered_with_queued_or_failed_for_good() {
    for (failure, answer) in
        [(passing(), EmailDelivery::Queued), (permanent(), EmailDelivery::Failed)]
    {
        let world = World::new();
        world.post.fail_with(failure.clone());

        let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

        assert_eq!(booked.email_delivery, answer, "{failure}");
    }
}

#[tokio::test]
async fn an_address_that_the_mail_server_cannot_write_to_is_refused_before_seats_are_held() {
    for (address, takes, is_booked) in [
        ("zoë@example.org", Some(false), false),
        ("zoë@example.org", Some(true), true),
        // It can't be reached.
        ("zoë@example.org", None, true),
        ("anna@münchen.example", Some(false), true),
    ] {
        let world = World::new();
        match takes {
            Some(takes) => world.post.take_utf8(takes),
            None => world.post.disappear(),
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
async fn a_letter_that_was_not_taken_waits_unless_it_never_will_be() {
    let waiting = Settlement::Waiting {
        next_attempt_at: now() + SignedDuration::from_secs(5),
        waits_for: WaitsFor::Mailbox,
        problem: "451 try again".into(),
    };
    let refused = Settlement::Refused { problem: "550 no such mailbox".into() };
    for (failure, settlement) in [(passing(), waiting), (permanent(), refused)] {
        let world = World::new();
        world.post.fail_with(failure);

        world.use_cases().booking.book.execute(booking(2)).await.unwrap();

        let message = world.theatre.only_message();
        assert_eq!(world.theatre.settlements(message.id), [settlement]);
    }
}

#[tokio::test]
async fn paused_mail_hands_nothing_over_and_the_answer_is_queued() {
    let mut world = World::new();
    world.preferences.mail.paused = true;

    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    assert_eq!(booked.email_delivery, EmailDelivery::Queued);
    assert!(world.post.letters().is_empty());
    assert_eq!(world.theatre.settlements(world.theatre.only_message().id), []);
}

#[tokio::test]
async fn the_outbox_leaves_a_message_alone_while_its_writer_may_be_delivering_it() {
    let world = World::new();

    world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    // It is kept in hand for longer while the delivery goes on.
    let message = world.theatre.only_message();
    assert_eq!(message.next_attempt_at, now() + SignedDuration::from_secs(30));
}

#[tokio::test]
async fn a_slow_mail_server_keeps_a_visitor_for_the_time_set_and_gets_the_letter_once() {
    let mut world = World::new();
    world.preferences.mail.hand_over = SignedDuration::from_secs(3);
    world.post.hang(Hangs::AfterTheLetter);
    let use_cases = world.use_cases();

    let booked = use_cases.booking.book.execute(booking(2)).await.unwrap();

    assert_eq!(booked.email_delivery, EmailDelivery::Queued);
    let message = world.theatre.only_message();
    for _ in 0..60 {
        world.clock.sleep(SignedDuration::from_secs(10)).await;
        use_cases.deliver_mail.deliver_due().await.unwrap();
    }
    world.post.only_letter();
    world.post.go_on();
    while world.theatre.settlements(message.id).is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.theatre.settlements(message.id), [Settlement::Sent]);
}

#[tokio::test]
async fn a_letter_that_is_being_handed_over_when_the_process_stops_is_in_the_outbox_again() {
    for (hangs, waits) in [
        (Hangs::BeforeTheLetter, SignedDuration::from_secs(5)),
        (Hangs::AfterTheLetter, minutes(60)),
    ] {
        let world = World::new();
        world.post.hang(hangs);
        world.use_cases().booking.book.execute(booking(2)).await.unwrap();
        let message = world.theatre.only_message();

        world.behind.run_out_of_time();

        while world.theatre.settlements(message.id).is_empty() {
            tokio::task::yield_now().await;
        }
        let (Settlement::Waiting { next_attempt_at, .. }
        | Settlement::Postponed { next_attempt_at, .. }) = world.theatre.settlements(message.id)[0]
        else {
            panic!("it waits");
        };
        let pause = next_attempt_at.duration_since(world.ports.clock.now());
        assert!(pause <= waits && pause > waits - minutes(1), "{hangs:?}: {pause:?}");
    }
}

#[tokio::test]
async fn a_code_that_is_taken_is_drawn_again() {
    let world = World::new();
    world.admit(party(1));
    world.chance.draw_codes([1, 1, 2]);

    let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    assert_eq!(booked.code, ReservationCode::from_number(2));
    assert_eq!(booked.email_delivery, EmailDelivery::Sent);
    let mailed = secret_in(&world.post.only_letter());
    assert_eq!(world.theatre.only_message().issued.unwrap().secret, mailed.hash());
}

#[tokio::test]
async fn three_codes_taken_in_a_row_are_no_chance_and_nothing_is_mailed() {
    let world = World::new();
    world.admit(party(1));
    world.chance.draw_codes([1, 1, 1]);

    let error = world.use_cases().booking.book.execute(booking(2)).await.unwrap_err();

    assert!(matches!(error, BookError::Store(StoreError::Unexpected(_))), "{error:?}");
    assert!(world.theatre.decisions().is_empty());
    assert!(world.post.letters().is_empty());
}

#[tokio::test]
async fn a_refusal_of_the_house_is_passed_on_and_nothing_is_mailed() {
    let world = World::new();
    world.admit(party(2).seats(9));

    let error = world.use_cases().booking.book.execute(booking(2)).await.unwrap_err();

    assert!(
        matches!(error, BookError::Refused(BookRefusal::SoldOut { available: 1 })),
        "{error:?}"
    );
    assert!(world.post.letters().is_empty());
}

#[tokio::test]
async fn the_house_sees_the_other_reservations_of_the_same_address() {
    let world = World::new();
    for number in 2..5 {
        let mut other = party(number).seats(1);
        other.0.guest = booking(1).guest;
        world.admit(other);
    }

    let error = world.use_cases().booking.book.execute(booking(1)).await.unwrap_err();

    assert!(
        matches!(error, BookError::Refused(BookRefusal::TooManyReservations { max: 3 })),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_performance_that_is_not_listed_reads_as_one_that_does_not_exist() {
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
async fn a_booking_that_was_not_stored_fails_and_mails_nothing() {
    let world = World::new();
    world.theatre.fail_next(Call::Change);

    let error = world.use_cases().booking.book.execute(booking(2)).await.unwrap_err();

    assert!(matches!(error, BookError::Store(StoreError::Unavailable(_))), "{error:?}");
    assert!(world.post.letters().is_empty());
}

#[tokio::test]
async fn a_booking_stands_when_what_became_of_its_mail_can_not_be_noted() {
    for call in [Call::Entry, Call::Settle] {
        let world = World::new();
        world.theatre.fail_next(call);

        let booked = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

        assert_eq!(booked.email_delivery, EmailDelivery::Queued, "{call:?}");
        assert!(matches!(world.theatre.decisions()[0].change, Change::Booked { .. }), "{call:?}");
        assert_eq!(world.theatre.settlements(world.theatre.only_message().id), [], "{call:?}");
    }
}
