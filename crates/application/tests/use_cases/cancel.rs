use crate::world::{World, first_party, party};
use azionelab_application::{booking::CancelError, mail::MessageKind};
use azionelab_domain::{CancelRefusal, Secret, Status};

#[tokio::test]
async fn cancelling_frees_the_seats_and_returns_the_new_state() {
    let (world, secret) = World::with(party(1).confirmed());

    let view = world.use_cases().booking.cancel.execute(&secret).await.unwrap();

    assert_eq!(view.reservation().status, Status::Cancelled);
    assert_eq!(view.listing().house.available(view.seen_at), 10);
}

#[tokio::test]
async fn cancelling_mails_a_letter_without_a_secret_and_a_cancelled_event() {
    let (world, secret) = World::with(party(1).confirmed());

    world.use_cases().booking.cancel.execute(&secret).await.unwrap();

    let letter = world.mail_server.only_letter();
    assert_eq!(letter.kind(), MessageKind::CancelledByVisitor);
    assert!(letter.link.is_none());
    assert!(letter.qr_code.is_none());
    assert!(letter.calendar.unwrap().contains("status: Cancelled"));
    assert_eq!(world.theatre.only_message().issued, None);
    assert_eq!(
        world.theatre.issued(first_party()).len(),
        1,
        "the secret from before the cancellation"
    );
}

#[tokio::test]
async fn cancelling_again_returns_the_same_and_mails_nothing() {
    let (world, secret) = World::with(party(1));
    let first = world.use_cases().booking.cancel.execute(&secret).await.unwrap();

    let again = world.use_cases().booking.cancel.execute(&secret).await.unwrap();

    assert_eq!(again, first);
    world.mail_server.only_letter();
    world.theatre.only_message();
}

#[tokio::test]
async fn a_refusal_of_the_house_is_returned_and_nothing_is_mailed() {
    let (world, secret) = World::with(party(1).confirmed().admitted(1));

    let error = world.use_cases().booking.cancel.execute(&secret).await.unwrap_err();

    assert!(
        matches!(error, CancelError::Refused(CancelRefusal::AlreadyAdmitted { admitted: 1 })),
        "{error:?}"
    );
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn an_unknown_secret_cancels_nothing() {
    let (world, _) = World::with(party(1));

    let guessed = Secret::from_random([0; 32]);
    let error = world.use_cases().booking.cancel.execute(&guessed).await.unwrap_err();

    assert!(matches!(error, CancelError::UnknownReservation), "{error:?}");
    assert!(world.theatre.decisions().is_empty());
}
