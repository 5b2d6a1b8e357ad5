use crate::world::{Party, World, minutes, party, start};
use azionelab_application::booking::{HolderError, HolderView};
use azionelab_domain::{Secret, Status};

async fn view(party: Party) -> HolderView {
    let (world, secret) = World::with(party);
    world.use_cases().booking.view.execute(&secret).await.unwrap()
}

/// Whether the reservation is live, and can be confirmed, cancelled and changed.
fn options(view: &HolderView) -> [bool; 4] {
    let live = view.reservation().is_live(view.seen_at);
    [live, view.can_confirm(), view.can_cancel(), view.can_change()]
}

#[tokio::test]
async fn the_options_are_those_that_the_house_allows() {
    assert_eq!(options(&view(party(1)).await), [true, true, true, true]);
    assert_eq!(options(&view(party(1).confirmed()).await), [true, false, true, true]);
    assert_eq!(options(&view(party(1).status(Status::Expired)).await), [false, true, true, false]);
    assert_eq!(options(&view(party(1).cancelled()).await), [false; 4]);
    let all_admitted = party(1).confirmed().admitted(2);
    assert_eq!(options(&view(all_admitted).await), [true, false, false, true]);
}

#[tokio::test]
async fn a_party_that_can_neither_grow_nor_shrink_cannot_change() {
    let (world, secret) = World::with(party(1).seats(1));
    world.add_party(party(2).seats(9));

    let view = world.use_cases().booking.view.execute(&secret).await.unwrap();

    assert!(!view.can_change());
}

#[tokio::test]
async fn a_party_whose_seats_are_taken_cannot_confirm() {
    let (world, secret) = World::with(party(1).status(Status::Expired));
    world.add_party(party(2).seats(9));

    let view = world.use_cases().booking.view.execute(&secret).await.unwrap();

    assert!(!view.can_confirm());
}

#[tokio::test]
async fn viewing_changes_nothing() {
    let (world, secret) = World::with(party(1));

    world.use_cases().booking.view.execute(&secret).await.unwrap();

    assert!(world.theatre.decisions().is_empty());
    assert!(world.mail_server.letters().is_empty());
}

#[tokio::test]
async fn an_unknown_or_expired_secret_shows_nothing() {
    let (world, secret) = World::with(party(1));
    let guessed = Secret::from_random([0; 32]);
    let unknown = world.use_cases().booking.view.execute(&guessed).await.unwrap_err();

    world.clock.set(start() + minutes(30 * 24 * 60));
    let expired = world.use_cases().booking.view.execute(&secret).await.unwrap_err();

    for error in [unknown, expired] {
        assert!(matches!(error, HolderError::UnknownReservation), "{error:?}");
    }
}
