use crate::world::{Call, World, booking, minutes, secret_in, uuid};
use azionelab_application::{
    booking::{BookRequest, Booked, WithdrawError},
    mail::{MessageKind, Settlement},
};
use azionelab_domain::{AttemptKey, Fingerprint, ReservationId, Status, WithdrawRefusal};

fn key(text: &str) -> AttemptKey {
    AttemptKey::parse(text).unwrap()
}

/// Books with the key of a page.
async fn book(world: &World) -> Booked {
    let attempt = Some((key("of the page"), Fingerprint::of(&["two seats"])));
    world.use_cases().booking.book.execute(BookRequest { attempt, ..booking(2) }).await.unwrap()
}

async fn withdraw(world: &World, id: ReservationId, under: &str) -> Result<(), WithdrawError> {
    world.use_cases().booking.withdraw.execute(id, key(under)).await
}

#[tokio::test]
async fn withdrawing_frees_the_seats_and_mails_nobody() {
    let world = World::new();
    let booked = book(&world).await;
    let mistyped = secret_in(&world.mail_server.only_letter());

    withdraw(&world, booked.id, "of the page").await.unwrap();

    let view = world.use_cases().booking.view.execute(&mistyped).await.unwrap();
    assert_eq!(view.reservation().status, Status::Cancelled);
    assert!(!view.can_confirm());
    assert_eq!(view.listing().house.available(view.seen_at), 10);
    world.mail_server.only_letter();
    assert_eq!(world.theatre.only_message().kind, MessageKind::ConfirmYourSeats);
}

#[tokio::test]
async fn withdrawing_again_returns_the_same() {
    let world = World::new();
    let booked = book(&world).await;
    withdraw(&world, booked.id, "of the page").await.unwrap();

    withdraw(&world, booked.id, "of the page").await.unwrap();

    assert_eq!(world.theatre.reservation(booked.id).status, Status::Cancelled);
}

#[tokio::test]
async fn a_waiting_message_is_dropped() {
    let mut world = World::new();
    world.preferences.mail.paused = true;
    let booked = book(&world).await;
    withdraw(&world, booked.id, "of the page").await.unwrap();

    world.preferences.mail.paused = false;
    world.clock.advance(minutes(1));
    world.use_cases().deliver_mail.deliver_due().await.unwrap();

    let message = world.theatre.only_message();
    assert_eq!(world.theatre.settlements(message.id), [Settlement::Dropped]);
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn a_confirmed_reservation_cannot_be_withdrawn() {
    let world = World::new();
    let booked = book(&world).await;
    let secret = secret_in(&world.mail_server.only_letter());
    world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    let error = withdraw(&world, booked.id, "of the page").await.unwrap_err();

    assert!(
        matches!(error, WithdrawError::Refused(WithdrawRefusal::AlreadyConfirmed)),
        "{error:?}"
    );
    assert_eq!(world.theatre.reservation(booked.id).status, Status::Confirmed);
}

#[tokio::test]
async fn an_unknown_reservation_and_another_key_get_the_same_answer() {
    let world = World::new();
    let booked = book(&world).await;

    for (id, under) in
        [(booked.id, "of another page"), (ReservationId::new(uuid(77)), "of the page")]
    {
        let error = withdraw(&world, id, under).await.unwrap_err();
        assert!(matches!(error, WithdrawError::NotFound), "{error:?}");
    }
    assert!(matches!(world.theatre.reservation(booked.id).status, Status::Pending { .. }));
}

#[tokio::test]
async fn a_failure_of_the_store_is_returned() {
    let world = World::new();
    let booked = book(&world).await;
    world.theatre.fail_next(Call::Change);

    let error = withdraw(&world, booked.id, "of the page").await.unwrap_err();

    assert!(matches!(error, WithdrawError::Store(_)), "{error:?}");
}
