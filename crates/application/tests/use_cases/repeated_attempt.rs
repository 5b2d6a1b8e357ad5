use crate::world::{Call, World, booking, minutes};
use azionelab_application::{
    booking::{BookError, BookRequest},
    mail::{Delivery, FirstDelivery, MockOutbox},
};
use azionelab_domain::{AttemptKey, BookRefusal, Fingerprint};
use jiff::SignedDuration;
use std::sync::Arc;

fn attempt(body: &str) -> BookRequest {
    let key = AttemptKey::parse("8e03978e").unwrap();
    BookRequest { attempt: Some((key, Fingerprint::of(&[body]))), ..booking(2) }
}

/// A world in which the attempt was made, with the states of its mail at each query.
async fn world_with_deliveries(deliveries: Vec<FirstDelivery>) -> World {
    let mut world = World::new();
    world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();
    let mut outbox = MockOutbox::new();
    let last = deliveries.last().copied();
    let mut deliveries = deliveries.into_iter();
    outbox.expect_first_delivery().returning(move |_, _| Ok(deliveries.next().or(last).unwrap()));
    world.ports.outbox = Arc::new(outbox);
    world
}

#[tokio::test]
async fn a_repeated_attempt_returns_the_same_and_mails_nothing() {
    for mail_server_answers in [true, false] {
        let world = World::new();
        if !mail_server_answers {
            world.mail_server.fail_temporarily();
        }
        let first = world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();
        world.clock.advance(minutes(1));
        world.mail_server.recover();

        let again = world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();

        assert_eq!(again, first);
        world.mail_server.only_letter();
        world.theatre.only_message();
    }
}

#[tokio::test]
async fn a_repeated_attempt_waits_for_the_delivery_of_the_first() {
    use FirstDelivery::{Failed, InProgress, Queued, Sent};
    for (last, answer) in
        [(Sent, Delivery::Sent), (Queued, Delivery::Queued), (Failed, Delivery::Failed)]
    {
        let world = world_with_deliveries(vec![InProgress, InProgress, last]).await;

        let again = world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();

        assert_eq!(again.email_delivery, answer);
        assert_eq!(world.clock.slept(), SignedDuration::from_millis(100));
    }
}

#[tokio::test]
async fn a_repeated_attempt_stops_waiting_after_a_bounded_time() {
    let mut world = world_with_deliveries(vec![FirstDelivery::InProgress]).await;
    world.preferences.mail.hand_over = minutes(1);

    let again = world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();

    assert_eq!(again.email_delivery, Delivery::Queued);
    let waited = world.clock.slept();
    assert!((minutes(1)..minutes(2)).contains(&waited), "{waited:?}");
}

#[tokio::test]
async fn a_repeated_attempt_does_not_wait_for_paused_mail() {
    let mut world = world_with_deliveries(vec![FirstDelivery::InProgress]).await;
    world.preferences.mail.paused = true;

    let again = world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();

    assert_eq!(again.email_delivery, Delivery::Queued);
    assert_eq!(world.clock.slept(), SignedDuration::ZERO);
}

#[tokio::test]
async fn the_same_key_for_a_different_request_is_refused() {
    let world = World::new();
    world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();

    let error = world.use_cases().booking.book.execute(attempt("three seats")).await.unwrap_err();

    assert!(matches!(error, BookError::Refused(BookRefusal::DifferentAttempt)), "{error:?}");
}

#[tokio::test]
async fn an_attempt_can_be_repeated_after_a_failure_of_the_database() {
    let world = World::new();
    let first = world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();
    world.theatre.fail_next(Call::FirstDelivery);

    let error = world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap_err();
    let again = world.use_cases().booking.book.execute(attempt("two seats")).await.unwrap();

    assert!(matches!(error, BookError::Store(_)), "{error:?}");
    assert_eq!(again, first);
}

#[tokio::test]
async fn two_bookings_without_a_key_are_different() {
    let world = World::new();

    let first = world.use_cases().booking.book.execute(booking(2)).await.unwrap();
    let second = world.use_cases().booking.book.execute(booking(2)).await.unwrap();

    assert_ne!(first.id, second.id);
    assert_ne!(first.code, second.code);
}
