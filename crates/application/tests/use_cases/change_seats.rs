use azionelab_application::ChangeSeatsError;
use azionelab_domain::{ChangeSeatsRefusal, Secret};

use crate::world::{World, first_party, party, seats};

#[tokio::test]
async fn a_party_that_changes_is_shown_as_it_is_now_and_keeps_its_ticket() {
    let (world, secret) = World::with(party(1).confirmed());
    let handed_out = world.theatre.issued(first_party());

    let view = world.use_cases().change_seats.execute(&secret, seats(5)).await.unwrap();

    assert_eq!(view.reservation().seats, seats(5));
    assert_eq!(world.theatre.issued(first_party()), handed_out);
    assert!(world.post.letters().is_empty());
}

#[tokio::test]
async fn a_refusal_of_the_house_is_passed_on() {
    let (world, secret) = World::with(party(1));
    world.admit(party(2).seats(7));

    let error = world.use_cases().change_seats.execute(&secret, seats(4)).await.unwrap_err();

    let ChangeSeatsError::Refused(refusal) = error else { panic!("{error:?}") };
    assert_eq!(refusal, ChangeSeatsRefusal::SoldOut { available: 1 });
}

#[tokio::test]
async fn a_secret_that_was_never_handed_out_changes_nothing() {
    let (world, _) = World::with(party(1));

    let guessed = Secret::from_random([0; 32]);
    let error = world.use_cases().change_seats.execute(&guessed, seats(1)).await.unwrap_err();

    assert!(matches!(error, ChangeSeatsError::UnknownReservation), "{error:?}");
    assert!(world.theatre.decisions().is_empty());
}
