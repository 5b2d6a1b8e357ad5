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
async fn anyone_who_booked_sees_it_confirmed_elsewhere() {
    let world = World::new();
    let use_cases = world.use_cases();
    let id = use_cases.booking.book.execute(booking(2)).await.unwrap().id;

    let before = use_cases.booking.progress.execute(id).await.unwrap();
    use_cases.booking.confirm.execute(&secret_in(&world.post.only_letter())).await.unwrap();
    let after = use_cases.booking.progress.execute(id).await.unwrap();

    assert_eq!(before, Progress { status: pending(), delivery: Delivery::Sent });
    assert_eq!(after, Progress { status: Status::Confirmed, delivery: Delivery::Sent });
}

#[tokio::test]
async fn a_message_that_waits_is_told_from_one_that_was_refused() {
    for (failure, delivery) in [
        (MailFailure::PutOff("450 try later".into()), Delivery::Queued),
        (MailFailure::Permanent("550 no such mailbox".into()), Delivery::Failed),
    ] {
        let world = World::new();
        world.post.fail_with(failure);
        let id = world.use_cases().booking.book.execute(booking(2)).await.unwrap().id;

        let progress = world.use_cases().booking.progress.execute(id).await.unwrap();

        assert_eq!(progress, Progress { status: pending(), delivery });
    }
}

#[tokio::test]
async fn a_hold_that_has_lapsed_is_expired_whatever_is_stored() {
    let world = World::new();
    let id = world.use_cases().booking.book.execute(booking(2)).await.unwrap().id;
    world.clock.set(now() + minutes(30));

    let progress = world.use_cases().booking.progress.execute(id).await.unwrap();

    assert_eq!(progress.status, Status::Expired);
    assert_eq!(world.theatre.reservation(id).status, pending());
}

#[tokio::test]
async fn a_reservation_that_nobody_was_written_to_about_can_not_be_followed() {
    let world = World::new();
    let unknown = world.use_cases().booking.progress.execute(first_party()).await.unwrap_err();

    world.admit(party(1));
    let silent = world.use_cases().booking.progress.execute(first_party()).await.unwrap_err();

    for error in [unknown, silent] {
        assert!(matches!(error, FollowError::NotFound), "{error:?}");
    }
}

#[tokio::test]
async fn a_reservation_is_not_called_unknown_while_the_database_is_away() {
    let world = World::new();
    let id = world.use_cases().booking.book.execute(booking(2)).await.unwrap().id;
    world.theatre.fail_next(Call::Find);

    let error = world.use_cases().booking.progress.execute(id).await.unwrap_err();

    assert!(matches!(error, FollowError::Store(_)), "{error:?}");
}
