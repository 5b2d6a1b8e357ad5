use crate::world::{Call, World, booking, first_party, minutes, now, party, secret_in};
use azionelab_application::{
    booking::{FollowError, Progress},
    mail::{Delivery, MailFailure},
};
use azionelab_domain::Status;

fn pending() -> Status {
    Status::Pending { hold_until: now() + minutes(30) }
}

#[tokio::test]
async fn the_page_that_booked_sees_the_confirmation() {
    let world = World::new();
    let use_cases = world.use_cases();
    let id = use_cases.booking.book.execute(booking(2)).await.unwrap().id;

    let before = use_cases.booking.progress.execute(id).await.unwrap();
    use_cases.booking.confirm.execute(&secret_in(&world.mail_server.only_letter())).await.unwrap();
    let after = use_cases.booking.progress.execute(id).await.unwrap();

    assert_eq!(before, Progress { status: pending(), delivery: Delivery::Sent });
    assert_eq!(after, Progress { status: Status::Confirmed, delivery: Delivery::Sent });
}

#[tokio::test]
async fn a_waiting_message_and_a_refused_one_are_distinguished() {
    for (failure, delivery) in [
        (MailFailure::Deferred("450 try later".into()), Delivery::Queued),
        (MailFailure::Permanent("550 no such mailbox".into()), Delivery::Failed),
    ] {
        let world = World::new();
        world.mail_server.fail_with(failure);
        let id = world.use_cases().booking.book.execute(booking(2)).await.unwrap().id;

        let progress = world.use_cases().booking.progress.execute(id).await.unwrap();

        assert_eq!(progress, Progress { status: pending(), delivery });
    }
}

#[tokio::test]
async fn a_lapsed_hold_is_shown_as_expired() {
    let world = World::new();
    let id = world.use_cases().booking.book.execute(booking(2)).await.unwrap().id;
    world.clock.set(now() + minutes(30));

    let progress = world.use_cases().booking.progress.execute(id).await.unwrap();

    assert_eq!(progress.status, Status::Expired);
    assert_eq!(world.theatre.reservation(id).status, pending());
}

#[tokio::test]
async fn a_reservation_without_a_message_cannot_be_followed() {
    let world = World::new();
    let unknown = world.use_cases().booking.progress.execute(first_party()).await.unwrap_err();

    world.add_party(party(1));
    let silent = world.use_cases().booking.progress.execute(first_party()).await.unwrap_err();

    for error in [unknown, silent] {
        assert!(matches!(error, FollowError::NotFound), "{error:?}");
    }
}

#[tokio::test]
async fn a_failure_of_the_database_is_not_reported_as_unknown() {
    let world = World::new();
    let id = world.use_cases().booking.book.execute(booking(2)).await.unwrap().id;
    world.theatre.fail_next(Call::Find);

    let error = world.use_cases().booking.progress.execute(id).await.unwrap_err();

    assert!(matches!(error, FollowError::Store(_)), "{error:?}");
}
