use crate::world::{
    BASE_URL, Call, Party, World, first_party, minutes, now, party, secret_in, start,
};
use azionelab_application::{
    booking::ConfirmError,
    houses::Issued,
    mail::{MailFailure, MessageKind},
    ports::StoreError,
};
use azionelab_domain::{ConfirmRefusal, Secret, Status};

fn pending() -> Party {
    party(1)
}

#[tokio::test]
async fn confirming_returns_the_new_state() {
    let (world, secret) = World::with(pending());

    let view = world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    assert_eq!(view.reservation().status, Status::Confirmed);
    assert_eq!(view.reservation(), &world.theatre.reservation(first_party()));
    assert_eq!(view.seen_at, now());
}

#[tokio::test]
async fn confirming_mails_the_ticket_with_its_qr_code_and_a_calendar() {
    let (world, secret) = World::with(pending());

    world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    let letter = world.mail_server.only_letter();
    assert_eq!(letter.kind(), MessageKind::YourTicket);
    let ticket = secret_in(&letter).ticket().reveal();
    assert_eq!(letter.qr_code.unwrap(), format!("{BASE_URL}/t#{ticket}").into_bytes());
    assert!(letter.calendar.unwrap().contains("La locandiera"));
}

#[tokio::test]
async fn the_ticket_has_its_own_secret_whose_hashes_are_stored() {
    let (world, secret) = World::with(pending());

    world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    let mailed = secret_in(&world.mail_server.only_letter());
    assert_ne!(mailed, secret);
    let stored = world.theatre.only_message().issued.unwrap();
    assert_eq!(stored, Issued::new(&mailed, start() + minutes(30 * 24 * 60)));
}

#[tokio::test]
async fn a_calendar_contains_no_secret() {
    let (world, secret) = World::with(pending());

    world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    let letter = world.mail_server.only_letter();
    let mailed = secret_in(&letter);
    let calendar = letter.calendar.unwrap();
    for hidden in [secret.reveal(), mailed.reveal(), mailed.ticket().reveal()] {
        assert!(!calendar.contains(&hidden), "{calendar}");
    }
}

#[tokio::test]
async fn confirming_again_returns_the_same_and_mails_nothing() {
    let (world, secret) = World::with(pending());
    let first = world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    let again = world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    assert_eq!(again, first);
    world.mail_server.only_letter();
    world.theatre.only_message();
}

#[tokio::test]
async fn the_link_in_the_ticket_opens_the_same_reservation() {
    let (world, secret) = World::with(pending());
    let confirmed = world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    let mailed = secret_in(&world.mail_server.only_letter());
    let opened = world.use_cases().booking.view.execute(&mailed).await.unwrap();

    assert_eq!(opened, confirmed);
}

#[tokio::test]
async fn a_confirmation_is_kept_when_the_mail_server_fails() {
    let (world, secret) = World::with(pending());
    world.mail_server.fail_with(MailFailure::Deferred("no route".into()));

    let view = world.use_cases().booking.confirm.execute(&secret).await.unwrap();

    assert_eq!(view.reservation().status, Status::Confirmed);
}

#[tokio::test]
async fn a_confirmation_is_kept_when_the_result_of_its_mail_cannot_be_stored() {
    for call in [Call::Entry, Call::Settle] {
        let (world, secret) = World::with(pending());
        world.theatre.fail_next(call);

        let view = world.use_cases().booking.confirm.execute(&secret).await.unwrap();

        assert_eq!(view.reservation().status, Status::Confirmed, "{call:?}");
    }
}

#[tokio::test]
async fn a_refusal_of_the_house_is_returned_and_nothing_is_mailed() {
    let (world, secret) = World::with(pending().cancelled());

    let error = world.use_cases().booking.confirm.execute(&secret).await.unwrap_err();

    assert!(matches!(error, ConfirmError::Refused(ConfirmRefusal::Cancelled)), "{error:?}");
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn an_unknown_secret_confirms_nothing() {
    let (world, _) = World::with(pending());

    let guessed = Secret::from_random([0; 32]);
    let error = world.use_cases().booking.confirm.execute(&guessed).await.unwrap_err();

    assert!(matches!(error, ConfirmError::UnknownReservation), "{error:?}");
    assert!(world.theatre.decisions().is_empty());
}

#[tokio::test]
async fn an_expired_secret_confirms_nothing() {
    let (world, secret) = World::with(pending());
    world.clock.set(start() + minutes(30 * 24 * 60));

    let error = world.use_cases().booking.confirm.execute(&secret).await.unwrap_err();

    assert!(matches!(error, ConfirmError::UnknownReservation), "{error:?}");
}

#[tokio::test]
async fn a_confirmation_that_cannot_be_stored_fails_and_mails_nothing() {
    for call in [Call::Find, Call::Change] {
        let (world, secret) = World::with(pending());
        world.theatre.fail_next(call);

        let error = world.use_cases().booking.confirm.execute(&secret).await.unwrap_err();

        assert!(matches!(error, ConfirmError::Store(StoreError::Unavailable(_))), "{error:?}");
        assert!(world.mail_server.letters().is_empty());
    }
}
