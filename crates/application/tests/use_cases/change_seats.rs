use crate::world::{World, first_party, now, party, seats};
use azionelab_application::{booking::ChangeSeatsError, mail::MessageKind};
use azionelab_domain::{ChangeSeatsRefusal, Secret};

#[tokio::test]
async fn changing_seats_returns_the_new_state_and_keeps_the_ticket() {
    let (world, secret) = World::with(party(1).confirmed());
    let issued_before = world.theatre.issued(first_party());

    let view = world.use_cases().booking.change_seats.execute(&secret, seats(5)).await.unwrap();

    assert_eq!(view.reservation().seats, seats(5));
    assert_eq!(world.theatre.issued(first_party()), issued_before);
}

#[tokio::test]
async fn a_confirmed_party_is_mailed_the_updated_ticket() {
    let (world, secret) = World::with(party(1).confirmed());
    let use_cases = world.use_cases();

    use_cases.booking.change_seats.execute(&secret, seats(5)).await.unwrap();

    let message = world.theatre.only_message();
    assert_eq!((message.kind, message.seats_before), (MessageKind::SeatsChanged, Some(seats(2))));
    assert_eq!(message.next_attempt_at, now(), "the outbox sends it");
    use_cases.deliver_mail.deliver_due().await.unwrap();
    let letter = world.mail_server.only_letter();
    assert_eq!(letter.entry.reservation.seats, seats(5));
    assert!(letter.qr_code.is_some() && letter.calendar.is_some() && letter.link.is_some());
}

#[tokio::test]
async fn no_letter_is_sent_about_seats_when_it_is_useless() {
    let unchanged = party(1).confirmed();
    let without_address = party(1).confirmed().without_email();
    let to_be_confirmed = party(1);
    for (party, wanted) in [(unchanged, 2), (without_address, 3), (to_be_confirmed, 3)] {
        let (world, secret) = World::with(party);

        world.use_cases().booking.change_seats.execute(&secret, seats(wanted)).await.unwrap();

        assert_eq!(world.theatre.decisions()[0].message, None);
    }
}

#[tokio::test]
async fn the_confirmation_link_stays_valid_and_confirms_the_changed_seats() {
    let (world, secret) = World::with(party(1));
    let use_cases = world.use_cases();
    use_cases.booking.change_seats.execute(&secret, seats(3)).await.unwrap();

    use_cases.booking.confirm.execute(&secret).await.unwrap();

    let letter = world.mail_server.only_letter();
    assert_eq!(letter.kind(), MessageKind::YourTicket);
    assert_eq!(letter.entry.reservation.seats, seats(3));
}

#[tokio::test]
async fn seats_changed_back_before_the_letter_is_sent_are_not_mailed() {
    let (world, secret) = World::with(party(1).confirmed());
    let use_cases = world.use_cases();
    use_cases.booking.change_seats.execute(&secret, seats(5)).await.unwrap();
    let message = world.theatre.only_message();
    use_cases.booking.change_seats.execute(&secret, seats(2)).await.unwrap();

    // In the database, the second letter (from 5 to 2) replaces the first.
    use_cases.deliver_mail.deliver_due().await.unwrap();

    assert!(world.mail_server.letters().iter().all(|letter| letter.id() != message.id));
}

#[tokio::test]
async fn a_refusal_of_the_house_is_returned() {
    let (world, secret) = World::with(party(1));
    world.add_party(party(2).seats(7));

    let error =
        world.use_cases().booking.change_seats.execute(&secret, seats(4)).await.unwrap_err();

    let ChangeSeatsError::Refused(refusal) = error else { panic!("{error:?}") };
    assert_eq!(refusal, ChangeSeatsRefusal::SoldOut { available: 1 });
}

#[tokio::test]
async fn an_unknown_secret_changes_nothing() {
    let (world, _) = World::with(party(1));

    let guessed = Secret::from_random([0; 32]);
    let error =
        world.use_cases().booking.change_seats.execute(&guessed, seats(1)).await.unwrap_err();

    assert!(matches!(error, ChangeSeatsError::UnknownReservation), "{error:?}");
    assert!(world.theatre.decisions().is_empty());
}
